"""Reads a preview into the window: what is new since the last look, at most ten times a second."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from allure_desktop.preview.examiner import Examiner
from allure_desktop.preview.remarks import facts_of

if TYPE_CHECKING:
    from allure_desktop.gui.preview.inspector.inspector import Inspector
    from allure_desktop.preview.call import Call
    from allure_desktop.preview.explanation import Explanation
    from allure_desktop.preview.preview import Preview

INTERVAL_MS = 100
#: calls that are examined and put into the table at a time
BATCH = 800
_SOON_MS = 10


class PreviewReader(QObject):
    """Hears of changes on any thread and reads in the GUI thread; everything read is in memory."""

    structure_changed = Signal()
    attempt_changed = Signal()
    #: the attempt was finished or suspended
    ended = Signal()
    _arrived = Signal()

    def __init__(self, preview: Preview, inspector: Inspector, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preview = preview
        self._inspector = inspector
        self._calls_at = preview.calls.first
        self._requests_at = 0
        self.examiner = Examiner(facts_of(self._preview.standard))
        self._kinds: set[str] = {"calls", "requests", "structure", "data", "attempt"}
        self._lock = threading.Lock()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.read)
        self._arrived.connect(self._plan, Qt.ConnectionType.QueuedConnection)
        self._unlisten: Callable[[], None] = preview.listen(self._hear)
        self._plan()

    def close(self) -> None:
        """Hears nothing any more."""
        self._unlisten()
        self._timer.stop()

    def begin_again(self) -> None:
        """Another attempt: what is told about calls begins anew."""
        self.examiner = Examiner(facts_of(self._preview.standard))
        self._inspector.data.forget()

    # --- hearing -----------------------------------------------------------------------------------------------------

    def _hear(self, kind: str) -> None:
        with self._lock:
            first = not self._kinds
            self._kinds.add(kind)
        if first:
            try:
                self._arrived.emit()
            except RuntimeError:  # the window is gone; the preview goes on
                return

    @Slot()
    def _plan(self) -> None:
        if not self._timer.isActive():
            self._timer.start(INTERVAL_MS)

    # --- reading -----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Reads what was told of."""
        with self._lock:
            kinds, self._kinds = self._kinds, set()
        if "requests" in kinds:
            start, requests = self._preview.requests.since(self._requests_at)
            self._requests_at = start + len(requests)
            self._inspector.requests.table.extend(requests)
        if "calls" in kinds and self._read_calls():
            with self._lock:
                self._kinds.add("calls")
            self._timer.start(_SOON_MS)
        if "data" in kinds or "attempt" in kinds:
            self._inspector.data.tell(self._preview.data())
        if "structure" in kinds or "attempt" in kinds:
            self.structure_changed.emit()
        if kinds & {"attempt", "data", "structure", "closed"}:
            self.attempt_changed.emit()
        if "closed" in kinds:
            self.ended.emit()

    def _read_calls(self) -> bool:
        """Puts a batch into the table; True where more wait."""
        start, calls = self._preview.calls.since(self._calls_at, BATCH)
        self._calls_at = start + len(calls)
        marks: list[tuple[Call, Explanation]] = []
        first = self._inspector.data.tree.first
        for call in calls:
            if call.n == 1:  # another page has begun, and with it another visit
                self.examiner = Examiner(facts_of(self._preview.standard))
            if call.element and not call.failed:
                first.setdefault(call.element, call.answer if call.act == "GetValue" else "")
            said = self.examiner.look(call)
            if said is not None:
                marks.append((call, said))
        table = self._inspector.calls.table
        table.tell_marks(marks)
        table.extend(calls)
        return len(calls) == BATCH

    def read_all_calls(self) -> None:
        """Every call that has come: before something is saved or summed up."""
        while self._read_calls():
            pass
