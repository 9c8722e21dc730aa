"""The dock below the Library: the three most relevant uploads, so that they are watched without leaving the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from allure_desktop.gui import icons, theme
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.uploads.acts import Act
from allure_desktop.gui.uploads.page import can_pause, can_resume
from allure_desktop.gui.uploads.performer import Performer
from allure_desktop.gui.uploads.row_model import Entry, Heading, RowModel, entries
from allure_desktop.gui.uploads.row_source import RowSource, rows_of
from allure_desktop.gui.uploads.row_words import Section
from allure_desktop.gui.uploads.rows_view import RowsView
from allure_desktop.gui.widgets import ElidedLabel, IconButton, PushButton, label, line
from allure_desktop.gui.widgets.labels import set_tone

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext

SHOWN = 3
_RELEVANT = (Section.ATTENTION, Section.PROGRESS, Section.WAITING, Section.READY)


class DockModel(RowModel):
    """The first three rows that are not over, those that need attention first, without headings."""

    def __init__(self, source: RowSource, parent: QObject | None = None) -> None:
        self.total = 0
        super().__init__(source, parent)

    def wanted(self) -> list[Heading | Entry]:
        relevant: list[Heading | Entry] = [e for e in entries(self._source) if e.words.section in _RELEVANT]
        self.total = len(relevant)
        return relevant[:SHOWN]


class UploadsDock(QFrame):
    """Hidden while nothing is on its way; collapses to its head line."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._source = rows_of(context)
        self._performer = Performer(context, self)
        self._open = True
        self.setProperty("pane", "window")
        self.setAccessibleName(self.tr("Uploads"))
        self.model = DockModel(self._source, self)
        self.view = RowsView(self.model, wide=True)
        self.view.setProperty("pane", "window")
        self.view.setAccessibleName(self.tr("Most relevant uploads"))
        self._lay_out()
        self.view.act_wanted.connect(self._act)
        self.view.details_wanted.connect(context.show_uploads)
        self.view.copy_wanted.connect(self._performer.copy_for_support)
        self.view.file_wanted.connect(self._performer.show_file)
        self._source.rows_changed.connect(self._refresh)
        self._source.sampled.connect(self._refresh)
        theme.active().changed.connect(self._refresh)
        context.actions.register(
            "view.dock", self.tr("Show or hide the uploads below"), self.toggle, icon="chevron-down", shortcut="Ctrl+J"
        )
        self._refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        head = QHBoxLayout()
        head.setContentsMargins(16, 4, 12, 4)
        head.setSpacing(8)
        mark = label()
        icons.put(mark, "upload")
        head.addWidget(mark)
        head.addWidget(label(self.tr("Uploads"), "strong"))
        self.alarm = label()
        icons.put(self.alarm, "octagon-alert", "danger")
        head.addWidget(self.alarm)
        self.attention = label("", "small-strong")
        set_tone(self.attention, "danger")
        head.addWidget(self.attention)
        self.summary = ElidedLabel("", "small")
        head.addWidget(self.summary, 1)
        self.show_all = PushButton("", small=True)
        self.show_all.clicked.connect(lambda _checked=False: self._context.show_uploads())
        head.addWidget(self.show_all)
        self.pause = IconButton("pause", self.tr("Pause all uploads"))
        self.pause.clicked.connect(self._pause_or_resume)
        head.addWidget(self.pause)
        self.fold = IconButton("chevron-down", self.tr("Fold the uploads"))
        self.fold.clicked.connect(self.toggle)
        head.addWidget(self.fold)
        column.addLayout(head)
        column.addWidget(self.view)

    @property
    def is_open(self) -> bool:
        """Whether it shows rows."""
        return self._open

    def toggle(self) -> None:
        """Folds the rows away, or shows them again."""
        self._open = not self._open
        self._refresh()

    def _refresh(self) -> None:
        rows = self._source.rows
        attention = sum(row.needs_attention for row in rows)
        running = sum(
            row.state in ("validating", "sending", "completing", "server_validating", "processing") for row in rows
        )
        running -= sum(row.needs_attention and row.state == "sending" for row in rows)
        total = self.model.total
        self.setVisible(total > 0)
        self.alarm.setVisible(attention > 0)
        self.attention.setVisible(attention > 0)
        self.attention.setText(
            self.tr("1 needs your attention")
            if attention == 1
            else self.tr("{count} need your attention").format(count=attention)
        )
        self.summary.set_text(self._summary(running, total - attention - running, attention > 0))
        self.show_all.set_text(self.tr("Show all {count}").format(count=total))
        resumes = not can_pause(self._source) and can_resume(self._source)
        self.pause.set_icon("play" if resumes else "pause")
        self.pause.set_name(self.tr("Resume all uploads") if resumes else self.tr("Pause all uploads"))
        self.pause.setEnabled(resumes or can_pause(self._source))
        self.fold.set_icon("chevron-down" if self._open else "chevron-up")
        self.fold.set_name(self.tr("Fold the uploads") if self._open else self.tr("Unfold the uploads"))
        self._size_view()

    def _summary(self, running: int, waiting: int, after_attention: bool) -> str:
        parts = []
        if running > 0:
            parts.append(self.tr("{count} in progress").format(count=running))
        if waiting > 0:
            parts.append(self.tr("{count} waiting or ready").format(count=waiting))
        if self._source.bytes_per_s > 0:
            parts.append(figures.rate(self._source.bytes_per_s))
        etas = [p.eta_s for p in map(self._source.progress, [r.id for r in self._source.rows]) if p and p.eta_s]
        if etas:
            parts.append(self.tr("next done in {guess}").format(guess=figures.about(min(etas))))
        words = " · ".join(parts)
        return f"· {words}" if after_attention and words else words

    def _size_view(self) -> None:
        height = self.view.rows_delegate.fonts.row_height(False) * self.model.rowCount()
        self.view.setFixedHeight(height)
        self.view.setVisible(self._open and height > 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_view()

    def _act(self, upload_id: int, act: Act) -> None:
        self._performer.perform(upload_id, act)

    def _pause_or_resume(self) -> None:
        if can_pause(self._source):
            self._performer.pause_all()
        else:
            self._performer.resume_all()
