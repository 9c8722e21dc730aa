"""The panel of an upload row: the verdict, what can be done, the findings and the structure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.uploads.acts import Act, RowAct
from allure_desktop.gui.uploads.performer import Performer
from allure_desktop.gui.uploads.row_report import TRANSFER, RowReport
from allure_desktop.gui.uploads.row_source import now_s, rows_of
from allure_desktop.gui.uploads.row_words import RowWords, row_words, title_of
from allure_desktop.gui.validation.report_text import mendable_in_words, verdict
from allure_desktop.gui.validation.report_view import FINDINGS
from allure_desktop.gui.widgets import Band, ElidedLabel, IconButton, PushButton, Tile, label
from allure_desktop.uploads.rows import UploadDetails, UploadRow

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext

WIDTH = 404
_BUTTONS = 2
#: what only asks for a decision: the verdict on the file helps to make it
_QUESTIONS = ("errors", "new_version")
_UNSENT = ("validating", "held", "queued")
#: acts that need no button here: the panel shows it already, or the row's own small icons are enough
_ELSEWHERE = frozenset({Act.SHOW})
#: the same key goes there and back
_A_PAIR = {Act.PAUSE, Act.RESUME}
_IN_THE_MENU = frozenset({Act.REMOVE, Act.WATCH, Act.UNWATCH})


class UploadPanel(QFrame):
    """`show_row(id)`, 0 or None for none; follows its row from then on."""

    closed = Signal()

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._source = rows_of(context)
        self._performer = Performer(context, self)
        self._id: int | None = None
        self._told: object = None
        self._reading = False
        self._offered: tuple[RowAct, ...] = ()
        self._buttoned: list[RowAct] = []
        self.setProperty("pane", "surface")
        self.setAccessibleName(self.tr("Upload"))
        self._lay_out()
        self._source.rows_changed.connect(self._refresh)
        self._source.sampled.connect(self._refresh)
        theme.active().changed.connect(self._offer_again)
        self._refresh()

    # --- parts -------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        self._stack = QStackedWidget()
        column.addWidget(self._stack)
        nothing = QWidget()
        holder = QVBoxLayout(nothing)
        holder.setContentsMargins(24, 24, 24, 24)
        self.nothing = label("", "secondary", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        holder.addStretch(1)
        holder.addWidget(self.nothing)
        holder.addStretch(2)
        self._stack.addWidget(nothing)
        self._stack.addWidget(self._row_part())

    def _row_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self.report = RowReport(self._context)
        self.tabs, self.transfer = self.report.view.tabs, self.report.transfer
        self.findings, self.structure = self.report.view.findings, self.report.view.structure
        self.tabs.currentChanged.connect(lambda _place: self._read_details())
        column.addWidget(self.report, 1)
        return part

    def _head(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(16, 14, 16, 4)
        column.setSpacing(10)
        top = QHBoxLayout()
        top.setSpacing(12)
        self.tile = Tile(size=44)
        top.addWidget(self.tile)
        words = QVBoxLayout()
        words.setSpacing(3)
        self.title = ElidedLabel("", "panel-title")
        self.subtitle = ElidedLabel("", "small", mode=Qt.TextElideMode.ElideMiddle)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        self.standard = ElidedLabel("", "small-muted")
        words.addWidget(self.standard)
        top.addLayout(words, 1)
        column.addLayout(top)
        self.band = Band()
        column.addWidget(self.band)
        self.sentence = label("", "small", wrap=True)
        column.addWidget(self.sentence)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.buttons = [PushButton(""), PushButton("")]
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _checked=False, place=place: self._press(place))
            row.addWidget(button)
        row.addStretch(1)
        self.more = IconButton("ellipsis", self.tr("More"))
        self.menu = QMenu(self.more)
        self.more.set_menu(self.menu)
        row.addWidget(self.more)
        column.addLayout(row)
        return column

    # --- what it shows -----------------------------------------------------------------------------------------------

    @property
    def upload_id(self) -> int | None:
        return self._id

    def show_row(self, upload_id: int | None) -> None:
        """Shows another row, or none."""
        self._id = upload_id or None
        self._told = None
        self.tabs.setCurrentIndex(FINDINGS)
        self.transfer.tell(None)
        self._refresh()

    def show_details(self, upload_id: int) -> None:
        """What Enter asks for: how it goes while it goes, else what the check found."""
        if self._id != upload_id:
            self.show_row(upload_id)
        row = self._source.row(upload_id)
        if row is not None and row.connection_id is not None and not row.needs_attention and row.state not in _UNSENT:
            self.tabs.setCurrentIndex(TRANSFER)
        self.focus_first()

    def focus_first(self) -> None:
        """The first thing that can be done, or the tabs."""
        target = next((button for button in self.buttons if button.isVisible()), None)
        (target or self.tabs).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _offer_again(self) -> None:
        """Another width or text size leaves room for other buttons."""
        row = self._source.row(self._id) if self._id is not None else None
        if row is not None:
            self._offer(row_words(row, self._source.progress(row.id), now_s(), ahead=self._source.ahead(row.id)))

    def _refresh(self) -> None:
        row = self._source.row(self._id) if self._id is not None else None
        self._stack.setCurrentIndex(0 if row is None else 1)
        if row is None:
            self.nothing.setText(
                self.tr("Choose a row to see what the check found and what can be done.")
                if self._source.rows
                else self.tr("What the check finds in a file stands here.")
            )
            return
        words = row_words(row, self._source.progress(row.id), now_s(), ahead=self._source.ahead(row.id))
        self.sentence.setText(words.sentence)
        self._read_details()
        steady = _steady(row)
        if self._told == steady:
            return
        self._told = steady
        self.tile.show_title(title_of(row))
        self.title.set_text(title_of(row))
        self.subtitle.set_text(row.file)
        checked = self._checked(row)
        self.standard.set_text(checked)
        self.standard.setVisible(bool(checked))
        self._offer(words)
        self._tell_verdict(row, words)
        self.report.tell(row, words)

    def _checked(self, row: UploadRow) -> str:
        report = row.report or {}
        seconds, standard = report.get("seconds"), report.get("standard")
        parts = [self.tr("SCORM {standard}").format(standard=standard)] if standard else []
        if seconds:
            parts.append(self.tr("checked in {span}").format(span=_short(float(seconds))))
        return " · ".join(parts)

    def _offer(self, words: RowWords) -> None:
        held = next((place for place, button in enumerate(self.buttons) if button.hasFocus()), None)
        before = self._buttoned[held].act if held is not None and held < len(self._buttoned) else None
        self._offered = tuple(act for act in words.acts if act.act not in _ELSEWHERE)
        first = self._with_room([act for act in self._offered if act.act not in _IN_THE_MENU][:_BUTTONS])
        for place, button in enumerate(self.buttons):
            shown = place < len(first)
            button.setVisible(shown)
            if shown:
                button.set_text(first[place].text)
                primary = place == 0 and first[place].act in (
                    Act.FIX,
                    Act.UPLOAD,
                    Act.RESUME,
                    Act.AS_VERSION,
                    Act.REPLACE_KEY,
                )
                button.set_kind("primary" if primary else "")
                button.show_icon("wand-sparkles" if first[place].act is Act.FIX else "")
                button.set_text(first[place].text)
        self._buttoned = first
        now = first[held].act if held is not None and held < len(first) else None
        if held is not None and now is not before and {before, now} != _A_PAIR:
            # whoever presses the key once more means what stood there, not what stands there now
            self.findings.take_focus()
        self._fill_menu([act for act in self._offered if act not in first])

    def _with_room(self, acts: list[RowAct]) -> list[RowAct]:
        """As many as stand side by side at this width and text size; the others are in the menu."""
        metrics = self.buttons[0].fontMetrics()
        room = self.width() - 32 - self.more.sizeHint().width()
        for count in range(len(acts), 1, -1):
            if sum(metrics.horizontalAdvance(act.text) + 36 for act in acts[:count]) <= room:
                return acts[:count]
        return acts[:1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._offer_again()

    def _fill_menu(self, rest: Sequence[RowAct]) -> None:
        self.menu.clear()
        for act in rest:
            self.menu.addAction(act.text).triggered.connect(lambda _checked=False, act=act: self._do(act.act))
        if rest:
            self.menu.addSeparator()
        self.menu.addAction(self.tr("Show file in its folder")).triggered.connect(
            lambda _checked=False: self._performer.show_file(self._id or 0)
        )
        self.menu.addAction(self.tr("Copy for support")).triggered.connect(
            lambda _checked=False: self._performer.copy_for_support(self._id or 0)
        )

    def _tell_verdict(self, row: UploadRow, words: RowWords) -> None:
        troubled = row.needs_attention and row.reason not in _QUESTIONS
        told = verdict(row.report) if row.report is not None else None
        # the sentence says again what the band says in these cases
        self.sentence.setVisible(not troubled and row.reason != "errors")
        if troubled:
            # what keeps it from going on stands first; that the file is sound is of no help now
            here = self.tr("The check on this computer says: {verdict}.").format(verdict=told.title) if told else ""
            self.band.tell(words.tone, words.sentence, here)
        elif told is not None:
            mendable = mendable_in_words(row.report or {})
            self.band.tell(told.tone, told.title, f"{told.counts}. {mendable}" if mendable else told.counts)
        else:
            self.band.hide()

    # --- what it does ------------------------------------------------------------------------------------------------

    def _press(self, place: int) -> None:
        if place < len(self._buttoned):
            self._do(self._buttoned[place].act)

    def _do(self, act: Act) -> None:
        if self._id is not None:
            self._performer.perform(self._id, act)

    def _read_details(self) -> None:
        """Only while they are looked at, one reading at a time."""
        if self._id is None or self._reading or self.tabs.currentIndex() != TRANSFER:
            return
        self._reading = True
        uploads, wanted = self._context.services.uploads, self._id

        def came(details: UploadDetails) -> None:
            self._reading = False
            if wanted == self._id:
                self.transfer.tell(details)

        def did_not_come(_error: Exception) -> None:
            self._reading = False  # the row was removed meanwhile, or the next look goes better

        self._context.background.run(lambda: uploads.details(wanted), came, did_not_come, self)


def _steady(row: UploadRow) -> UploadRow:
    """The row without the figures that change with each part: nothing but the sentence shows them here."""
    return replace(row, sent_bytes=0, parts_done=0, api_calls=0, retries=0, seconds=0.0, updated_at=0.0)


def _short(seconds: float) -> str:
    if seconds >= 10:
        return figures.span(seconds)
    return f"{seconds:.1f} s" if seconds >= 0.1 else "< 0.1 s"
