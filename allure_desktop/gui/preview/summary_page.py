"""What stands in place of the course when an attempt has ended: what an LMS would have recorded, and of what it complains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from allure_desktop.gui import icons
from allure_desktop.gui.core_words import said
from allure_desktop.gui.preview import words
from allure_desktop.gui.preview.structure_pane import Meter
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import PushButton, label
from allure_desktop.gui.widgets.flow import Flow
from allure_desktop.gui.widgets.labels import set_tone

if TYPE_CHECKING:
    from allure_desktop.preview.summary import Complaint, Limit, Summary

_MARKS = {"error": ("circle-alert", "danger"), "warning": ("triangle-alert", "warning"), "note": ("info", "info")}


class SummaryPage(QScrollArea):
    """`tell` builds it anew. `call_wanted(number)` leads to the first call of a complaint."""

    restart_wanted = Signal()
    resume_wanted = Signal()
    #: after browsing or reviewing
    credit_wanted = Signal()
    copy_wanted = Signal()
    back_wanted = Signal()
    call_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Summary of the attempt"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words = ""

    def tell(self, summary: Summary, *, suspended: bool, goes_on: bool = False, mode: str = "normal") -> None:
        """Shows a summary; in a `mode` without credit that nothing is recorded."""
        headline = words.nothing_recorded(mode) or summary.headline
        inner = QWidget()
        inner.setProperty("pane", "clear")
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(28, 32, 28, 24)
        outer.setSpacing(16)
        card = QFrame()
        card.setProperty("pane", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        state = self.tr("The attempt so far") if goes_on else self.tr("The attempt has ended")
        if suspended:
            state = self.tr("The attempt is suspended")
        column.addLayout(self._top(state, headline, mode=mode, recorded=summary.recorded))
        if mode == "normal":
            column.addLayout(self._facts(summary))
        outer.addWidget(card)
        if summary.complaints:
            outer.addWidget(label(self.tr("What an LMS would complain of"), "strong"))
            for complaint in summary.complaints:
                outer.addLayout(self._complaint(complaint))
        else:
            outer.addLayout(self._nothing())
        outer.addWidget(self._buttons(suspended=suspended, goes_on=goes_on, mode=mode))
        outer.addStretch(1)
        self.words = f"{headline} {' '.join(said(one.explanation.title) for one in summary.complaints)}"
        self.setAccessibleDescription(self.words)
        self.setWidget(inner)

    def _top(self, state: str, headline: str, *, mode: str, recorded: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        mark = label()
        icon, token = ("circle-check", "success") if recorded else ("circle-alert", "warning")
        if mode != "normal":
            icon, token = "info", "info"
        icons.put(mark, icon, token, 24)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(state, "small"))
        texts.addWidget(label(headline, "panel-title", wrap=True))
        if mode != "normal":
            why = self.tr("An LMS keeps neither status nor score of it, nor where the learner was.")
            texts.addWidget(label(why, "small", wrap=True))
        row.addLayout(texts, 1)
        return row

    def _facts(self, summary: Summary) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        text, tone = words.status_words(summary.status)
        rows = [
            (self.tr("Status"), text, tone),
            (self.tr("Score"), summary.score or "—", ""),
            (self.tr("Time"), "—" if summary.seconds is None else words.clock(summary.seconds), ""),
        ]
        for row, (name, value, value_tone) in enumerate(rows):
            grid.addWidget(label(name, "small"), row, 0)
            shown = label(value, "small-strong")
            set_tone(shown, value_tone)
            grid.addWidget(shown, row, 1)
        for limit in summary.limits:
            self._limit(grid, limit)
        return grid

    def _limit(self, grid: QGridLayout, limit: Limit) -> None:
        row = grid.rowCount()
        grid.addWidget(label(limit.name, "small"), row, 0)
        text = self.tr("{used} of {limit} characters").format(
            used=figures.number(limit.used), limit=figures.number(limit.limit)
        )
        grid.addWidget(label(text, "small-plain", wrap=True), row, 1)
        meter = Meter()
        meter.tell(limit.used, limit.limit)
        grid.addWidget(meter, row + 1, 0, 1, 2)

    def _complaint(self, complaint: Complaint) -> QHBoxLayout:
        told = complaint.explanation
        row = QHBoxLayout()
        row.setSpacing(10)
        mark = label()
        icons.put(mark, *_MARKS[told.severity])
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        times = (
            "" if complaint.times == 1 else self.tr(" · {count} times").format(count=figures.number(complaint.times))
        )
        texts.addWidget(label(said(told.title) + times, "strong", wrap=True))
        texts.addWidget(label(" ".join(said(part) for part in (told.learner, told.change) if part), "small", wrap=True))
        show = PushButton(self.tr("Show call"), kind="link")
        show.clicked.connect(lambda _on=False: self.call_wanted.emit(complaint.first_call))
        texts.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(texts, 1)
        return row

    def _nothing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        mark = label()
        icons.put(mark, "circle-check", "success")
        row.addWidget(mark)
        row.addWidget(label(self.tr("No LMS would have anything to complain of."), "small", wrap=True), 1)
        return row

    def _buttons(self, *, suspended: bool, goes_on: bool, mode: str) -> QWidget:
        holder = QWidget()
        holder.setProperty("pane", "clear")
        row = Flow(holder, spacing=8)
        if goes_on:
            back = PushButton(self.tr("Back to the course"), icon="arrow-left", kind="primary")
            back.clicked.connect(lambda _on=False: self.back_wanted.emit())
            row.addWidget(back)
        elif suspended:
            resume = PushButton(self.tr("Resume the attempt"), icon="play", kind="primary")
            resume.clicked.connect(lambda _on=False: self.resume_wanted.emit())
            row.addWidget(resume)
        if not goes_on and mode != "normal":
            credit = PushButton(self.tr("Play it for credit"), icon="play", kind="primary")
            credit.clicked.connect(lambda _on=False: self.credit_wanted.emit())
            row.addWidget(credit)
        if not goes_on:
            restart = PushButton(self.tr("Restart attempt"), icon="rotate-ccw")
            restart.clicked.connect(lambda _on=False: self.restart_wanted.emit())
            row.addWidget(restart)
        copy = PushButton(self.tr("Copy for support"), icon="copy")
        copy.clicked.connect(lambda _on=False: self.copy_wanted.emit())
        row.addWidget(copy)
        return holder
