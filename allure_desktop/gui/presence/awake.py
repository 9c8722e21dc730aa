"""Holds off sleep while something is being uploaded, and lets go as soon as staying awake brings nothing."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject

from allure_desktop.gui.presence.inhibitors import Release, hold_off_sleep
from allure_desktop.gui.presence.under_way import is_under_way
from allure_desktop.gui.uploads.row_source import RowSource, now_s
from allure_desktop.uploads.rows import Progress, UploadRow

#: A wait that lasts longer, and as long without a byte or a step, is no reason to stay awake.
WORTH_S = 30 * 60.0


class Worth:
    """Whether uploads are worth staying awake for: something moves, or will within half an hour."""

    def __init__(self) -> None:
        self._before: dict[int, tuple[object, ...]] = {}
        self._moved_at = 0.0

    def staying_awake(
        self, rows: Iterable[UploadRow], progress_of: Callable[[int], Progress | None], now: float
    ) -> bool:
        """`now` in Unix seconds, as `until` of the rows."""
        able = [row for row in rows if is_under_way(row) and row.state != "queued" and row.reason != "slow"]
        able = [row for row in able if row.until is None or row.until - now < WORTH_S]
        seen: dict[int, tuple[object, ...]] = {
            row.id: (row.state, row.parts_done, row.sent_bytes, _flown(progress_of(row.id))) for row in able
        }
        if any(self._before.get(id_) != facts for id_, facts in seen.items()):
            self._moved_at = now
        self._before = seen
        # a clock that was set back must not count as hours
        return bool(able) and abs(now - self._moved_at) < WORTH_S


def _flown(progress: Progress | None) -> int:
    return 0 if progress is None else progress.sent_bytes + progress.in_flight_bytes


class Awake(QObject):
    """Asks the system on a thread of its own. `allowed` is the user's setting."""

    def __init__(
        self,
        source: RowSource,
        parent: QObject,
        hold_off: Callable[[str], Release | None] = hold_off_sleep,
        now: Callable[[], float] = now_s,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._now = now
        self._allowed = False
        self._wanted = False
        self._worth = Worth()
        self._holder = _Holder(hold_off, self.tr("Packages are being uploaded"))
        parent.destroyed.connect(self._holder.close)
        source.rows_changed.connect(self._judge)
        source.sampled.connect(self._judge)

    def allow(self, allowed: bool) -> None:
        self._allowed = allowed
        self._judge()

    def close(self) -> None:
        """Lets go, for good."""
        self._holder.close()

    def _judge(self) -> None:
        worth = self._worth.staying_awake(self._source.rows, self._source.progress, self._now())
        wanted = self._allowed and worth
        if wanted != self._wanted:
            self._wanted = wanted
            self._holder.want(wanted)


class _Holder:
    """The thread that holds and lets go."""

    def __init__(self, hold_off: Callable[[str], Release | None], why: str) -> None:
        self._hold_off = hold_off
        self._why = why
        self._inbox: queue.SimpleQueue[bool | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def want(self, held: bool) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="awake", daemon=True)
            self._thread.start()
        self._inbox.put(held)

    def close(self) -> None:
        self._inbox.put(None)

    def _work(self) -> None:
        release: Release | None = None
        while (held := self._inbox.get()) is not None:
            if held and release is None:
                release = self._hold_off(self._why)
            elif not held and release is not None:
                release()
                release = None
        if release is not None:
            release()
