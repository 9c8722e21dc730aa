"""Tells what became of uploads to somebody who looks elsewhere: attention at once, what is live gathered for a while."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from allure_desktop.gui.presence.under_way import goes_on
from allure_desktop.gui.uploads.page import can_resume
from allure_desktop.gui.uploads.row_source import RowSource, now_s
from allure_desktop.gui.uploads.row_words import row_words, title_of
from allure_desktop.uploads.rows import UploadRow

GATHERED_MS = 30_000
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Notice:
    """One system notification. A click on it leads to the row `upload_id`; 0: to the list."""

    title: str
    text: str
    upload_id: int = 0
    #: of the desktop's own kinds: transfer.error or transfer.complete
    kind: str = "transfer.complete"


@dataclass(frozen=True, slots=True)
class _Seen:
    attention: bool
    live: bool
    goes_on: bool


class News(QObject):
    """Compares each reading of the rows with the one before. `is_away()`: nobody looks at the window;
    `is_hidden()`: it is not even on the screen, and the uploads go on in the background."""

    notice = Signal(object)

    def __init__(
        self,
        source: RowSource,
        is_away: Callable[[], bool],
        is_hidden: Callable[[], bool],
        parent: QObject,
        gathered_ms: int = GATHERED_MS,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._is_away = is_away
        self._is_hidden = is_hidden
        self._seen: dict[int, _Seen] | None = None
        self._live: list[UploadRow] = []
        #: since the window was put away
        self._live_count = 0
        self._gathering = QTimer(self)
        self._gathering.setSingleShot(True)
        self._gathering.setInterval(gathered_ms)
        self._gathering.timeout.connect(self._tell_live)
        source.rows_changed.connect(self._compare)
        if source.loaded:
            self._compare()

    def looked_at(self) -> None:
        """The window is before somebody's eyes: what was gathered is seen there."""
        self._gathering.stop()
        self._live.clear()
        self._live_count = 0

    def _compare(self) -> None:
        before, rows = self._seen, self._source.rows
        self._seen = {row.id: _Seen(row.needs_attention, row.state == "done", goes_on(row)) for row in rows}
        if before is None:
            return
        nothing = _Seen(False, False, False)
        attention = [r for r in rows if self._seen[r.id].attention and not before.get(r.id, nothing).attention]
        live = [r for r in rows if self._seen[r.id].live and not before.get(r.id, nothing).live]
        ended = any(was.goes_on for was in before.values()) and not any(now.goes_on for now in self._seen.values())
        if not self._is_away():
            self.looked_at()
            return
        if attention:
            self._tell_attention(attention)
        if live:
            self._live += live
            self._live_count += len(live)
            if not self._gathering.isActive():
                self._gathering.start()
        if ended and self._is_hidden() and not can_resume(self._source):
            self._tell_end(sum(row.needs_attention for row in rows))

    # --- words -------------------------------------------------------------------------------------------------------

    def _tell_attention(self, rows: Sequence[UploadRow]) -> None:
        if len(rows) == 1:
            title = self.tr("“{title}” needs your attention").format(title=title_of(rows[0]))
            self._say(title, self._sentence(rows[0]), rows[0].id, "transfer.error")
        else:
            title = self.tr("{count} uploads need your attention").format(count=len(rows))
            self._say(title, _names(rows), rows[0].id, "transfer.error")

    def _tell_live(self) -> None:
        rows, self._live = self._live, []
        if not rows or not self._is_away():
            return
        if len(rows) == 1:
            self._say(self.tr("“{title}” is live").format(title=title_of(rows[0])), self._sentence(rows[0]), rows[0].id)
        else:
            self._say(self.tr("{count} packages are live").format(count=len(rows)), _names(rows), rows[0].id)

    def _tell_end(self, attention: int) -> None:
        """The last of them has ended while the window was put away."""
        self._gathering.stop()
        self._live.clear()
        if attention and not self._live_count:
            return  # that was told row by row
        lines = []
        if self._live_count == 1:
            lines.append(self.tr("1 package is live."))
        elif self._live_count:
            lines.append(self.tr("{count} packages are live.").format(count=self._live_count))
        if attention == 1:
            lines.append(self.tr("1 upload needs your attention."))
        elif attention:
            lines.append(self.tr("{count} uploads need your attention.").format(count=attention))
        title = self.tr("The uploads have ended") if attention else self.tr("All uploads are done")
        self._say(title, "\n".join(lines), 0)
        self._live_count = 0

    def _sentence(self, row: UploadRow) -> str:
        return row_words(row, None, now_s()).sentence

    def _say(self, title: str, text: str, upload_id: int, kind: str = "transfer.complete") -> None:
        self.notice.emit(Notice(title, text, upload_id, kind))


def _names(rows: Sequence[UploadRow]) -> str:
    named = [title_of(row) for row in rows[:_NAMED]]
    return "\n".join([*named, "…"] if len(rows) > _NAMED else named)
