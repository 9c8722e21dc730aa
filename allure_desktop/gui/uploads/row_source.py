"""The one reader of upload rows in the window: reads them when an event says so, samples progress by a timer."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from allure_desktop.gui.core_words import said_row
from allure_desktop.uploads.rows import Progress, UploadRow

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext

SAMPLE_MS = 500
#: of a file that is being sent the row is read so often at most
_PART_S = 0.5
#: words such as "12 min ago" grow old without any event
AGE_MS = 20_000

_MOVING = ("validating", "sending", "completing", "server_validating", "processing")


class RowSource(QObject):
    """The rows as last read. `rows_changed`: read them again; `sampled`: only progress and the clock moved on.

    `failed` carries what kept the rows from being read; the rows known so far stay.
    """

    rows_changed = Signal()
    sampled = Signal()
    failed = Signal(Exception)

    def __init__(self, context: GuiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._rows: tuple[UploadRow, ...] = ()
        self._by_id: dict[int, UploadRow] = {}
        self._progress: Mapping[int, Progress] = {}
        self._mending: dict[int, tuple[int, int]] = {}
        self._reading = self._stale = self._sampling = False
        self.loaded = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._sample)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.read)
        self._read_at = 0.0
        context.core_events.upload_changed.connect(self._upload_changed)
        context.core_events.uploads_changed.connect(self.read)

    @property
    def rows(self) -> tuple[UploadRow, ...]:
        return self._rows

    def row(self, upload_id: int) -> UploadRow | None:
        return self._by_id.get(upload_id)

    def progress(self, upload_id: int) -> Progress | None:
        return self._progress.get(upload_id)

    def mending(self, upload_id: int) -> tuple[int, int] | None:
        """Bytes copied, of the file's size (0: not known yet), while a fixed copy of the row's file is written."""
        return self._mending.get(upload_id)

    def tell_mending(self, upload_id: int, figures: tuple[int, int] | None) -> None:
        """A repair moved on, or ended (None): whoever shows the row hears of it."""
        if figures is None:
            self._mending.pop(upload_id, None)
        else:
            self._mending[upload_id] = figures
        self.sampled.emit()

    def ahead(self, upload_id: int) -> int:
        """Uploads of the same connection that come before a queued one."""
        wanted = self._by_id.get(upload_id)
        count = 0
        for row in self._rows:
            if row.id == upload_id:
                break
            if wanted is not None and row.connection_id != wanted.connection_id:
                continue
            count += row.state == "queued" or (row.state in _MOVING[1:] and not row.reason)
        return count

    @property
    def bytes_per_s(self) -> float:
        """What all uploads together send at the moment."""
        return sum(p.bytes_per_s for id_, p in self._progress.items() if self._is_sending(id_))

    def _is_sending(self, upload_id: int) -> bool:
        row = self._by_id.get(upload_id)
        return row is not None and row.state == "sending" and not row.reason

    @Slot(int)
    def _upload_changed(self, upload_id: int) -> None:
        """What a file that is being sent tells is mostly one part more, on a fast line many times a second: progress,
        which is sampled anyway. Of these the rows are read twice a second."""
        waits_s = self._read_at + _PART_S - time.monotonic() if self._is_sending(upload_id) else 0.0
        if waits_s <= 0:
            self.read()
        elif not self._later.isActive():
            self._later.start(round(waits_s * 1000))

    @Slot()
    def read(self) -> None:
        """Reads the rows elsewhere; asked again meanwhile, it reads once more afterwards."""
        if self._reading:
            self._stale = True
            return
        self._reading = True
        self._later.stop()
        self._read_at = time.monotonic()
        self._context.background.run(self._rows_and_progress, self._came, self._did_not_come, self)

    def _rows_and_progress(self) -> tuple[list[UploadRow], dict[int, Progress]]:
        uploads = self._context.services.uploads
        rows = list(uploads.rows())
        return rows, _sampled(uploads.progress, rows)

    def _came(self, answer: tuple[list[UploadRow], dict[int, Progress]]) -> None:
        rows, self._progress = answer
        self._rows = tuple(map(said_row, rows))
        self._by_id = {row.id: row for row in self._rows}
        self.loaded = True
        self._timer.start(SAMPLE_MS if any(row.state in _MOVING for row in rows) else AGE_MS)
        self.rows_changed.emit()
        self._read_if_stale()

    def _did_not_come(self, error: Exception) -> None:
        self.failed.emit(error)
        self._read_if_stale()

    def _read_if_stale(self) -> None:
        self._reading = False
        if self._stale:
            self._stale = False
            self.read()

    @Slot()
    def _sample(self) -> None:
        if self._sampling:
            return
        self._sampling = True
        uploads, rows = self._context.services.uploads, self._rows
        self._context.background.run(lambda: _sampled(uploads.progress, rows), self._took, self._missed, self)

    def _took(self, progress: dict[int, Progress]) -> None:
        self._sampling = False
        self._progress = progress
        self.sampled.emit()

    def _missed(self, error: Exception) -> None:
        self._sampling = False
        self.failed.emit(error)


def _sampled(
    progress_of: Callable[[int], Progress | None], rows: list[UploadRow] | tuple[UploadRow, ...]
) -> dict[int, Progress]:
    found = {row.id: progress_of(row.id) for row in rows if row.state in _MOVING}
    return {id_: progress for id_, progress in found.items() if progress is not None}


def rows_of(context: GuiContext) -> RowSource:
    """The window's one source of rows: page, dock and panel look at the same reading."""
    found = context.core_events.findChild(RowSource)
    if isinstance(found, RowSource):
        return found
    source = RowSource(context, context.core_events)
    source.read()
    return source


def now_s() -> float:
    """The clock of all rows."""
    return time.time()
