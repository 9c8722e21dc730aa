"""Tells those who do not see the rows what became of them: attention at once, progress by quarters."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from allure_desktop.gui.uploads import figures
from allure_desktop.gui.uploads.row_source import RowSource, now_s
from allure_desktop.gui.uploads.row_words import row_words
from allure_desktop.uploads.rows import UploadRow

_QUARTER = 25
#: come and go by themselves many times: the first time is told, that it goes on again is told by the next quarter
_PASSING = ("stalled", "offline")
#: not even that
_NEVER = ("rate_limited",)


@dataclass(frozen=True, slots=True)
class _Told:
    state: str
    reason: str
    quarter: int


class Announcer(QObject):
    """Compares what it told last with what is now; says nothing about rows that were there at the start."""

    def __init__(self, source: RowSource, speaker: QWidget) -> None:
        super().__init__(speaker)
        self._source = source
        self._speaker = speaker
        self._told: dict[int, _Told] | None = None
        source.rows_changed.connect(self._compare)
        source.sampled.connect(self._compare)
        if source.loaded:
            self._compare()

    def _compare(self) -> None:
        before, rows = self._told, self._source.rows
        self._told = {}
        for row in rows:
            now = self._state(row)
            old = before.get(row.id) if before is not None else now
            if old is None and not row.needs_attention:
                old = now  # whoever added it knows that it is there
            if old is None or self._is_news(old, now):
                self._told[row.id] = now
                self._tell(row)
            else:
                self._told[row.id] = old

    def _state(self, row: UploadRow) -> _Told:
        quarter = 0
        if row.state == "sending":
            # what is on its way counts as well: a file in one piece is acknowledged only at its end
            sampled = self._source.progress(row.id)
            sent = sampled.sent_bytes + sampled.in_flight_bytes if sampled else 0
            quarter = figures.percent(max(row.sent_bytes, sent), row.total_bytes) // _QUARTER
        return _Told(row.state, row.reason, quarter)

    def _is_news(self, old: _Told, now: _Told) -> bool:
        if now.reason in _NEVER:
            return False
        if now.state == old.state and now.quarter > old.quarter:
            return True
        goes_on = now.state == old.state and old.reason in _PASSING and now.reason == ""
        return (now.state, now.reason) != (old.state, old.reason) and not goes_on

    def _tell(self, row: UploadRow) -> None:
        words = row_words(row, self._source.progress(row.id), now_s(), ahead=self._source.ahead(row.id)).spoken
        # from the window: the page may not be the one that is shown
        event = QAccessibleAnnouncementEvent(self._speaker.window(), words)
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if row.needs_attention else politeness.Polite)
        self.say(event)

    def say(self, event: QAccessibleAnnouncementEvent) -> None:
        """Hands an announcement to the screen reader, if there is one."""
        QAccessible.updateAccessibility(event)
