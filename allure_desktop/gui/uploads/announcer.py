"""Tells those who do not see the rows what became of them: attention at once, progress by quarters."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from allure_desktop.gui.uploads import figures
from allure_desktop.gui.uploads.row_source import RowSource, now_s
from allure_desktop.gui.uploads.row_words import row_words
from allure_desktop.uploads.rows import UploadRow

_QUARTER = 25


class Announcer(QObject):
    """Compares what it told last with what is now; says nothing about rows that were there at the start."""

    def __init__(self, source: RowSource, speaker: QWidget) -> None:
        super().__init__(speaker)
        self._source = source
        self._speaker = speaker
        self._told: dict[int, tuple[str, str, int]] | None = None
        source.rows_changed.connect(self._compare)
        source.sampled.connect(self._compare)

    def _compare(self) -> None:
        before = self._told
        self._told = {row.id: self._state(row) for row in self._source.rows}
        if before is None:
            return
        for row in self._source.rows:
            old = before.get(row.id)
            if old is not None and old != self._told[row.id]:
                self._tell(row, old)

    def _state(self, row: UploadRow) -> tuple[str, str, int]:
        quarter = figures.percent(row.sent_bytes, row.total_bytes) // _QUARTER if row.state == "sending" else 0
        return row.state, row.reason, quarter

    def _tell(self, row: UploadRow, old: tuple[str, str, int]) -> None:
        if row.reason == "rate_limited" or old[1] == "rate_limited":
            return  # it comes and goes by itself, many times
        assertive = row.needs_attention
        words = row_words(row, self._source.progress(row.id), now_s()).spoken
        event = QAccessibleAnnouncementEvent(self._speaker, words)
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if assertive else politeness.Polite)
        self.say(event)

    def say(self, event: QAccessibleAnnouncementEvent) -> None:
        """Hands an announcement to the screen reader, if there is one."""
        QAccessible.updateAccessibility(event)
