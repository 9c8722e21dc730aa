"""The page Uploads: every file from drop to live, in sections, with what all of them need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from allure_desktop.gui import icons
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.uploads.acts import Act
from allure_desktop.gui.uploads.announcer import Announcer
from allure_desktop.gui.uploads.limits import LimitsButton
from allure_desktop.gui.uploads.performer import Performer
from allure_desktop.gui.uploads.row_commands import RowCommands
from allure_desktop.gui.uploads.row_model import RowModel
from allure_desktop.gui.uploads.row_source import RowSource, rows_of
from allure_desktop.gui.uploads.rows_view import RowsView
from allure_desktop.gui.widgets import Band, ElidedLabel, PushButton, label
from allure_desktop.settings import ASKED_UPLOAD_AT_ONCE

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext

PAUSE_ALL = "Ctrl+Shift+P"
_GOES_ON = ("queued", "sending", "completing", "server_validating", "processing")


class UploadsPage(QWidget):
    """`row_chosen(upload id)`, 0 for none; `details_wanted` when Enter asks for the panel."""

    row_chosen = Signal(int)
    details_wanted = Signal(int)

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._source = rows_of(context)
        self._performer = Performer(context, self)
        self._wanted: int | None = None
        self.setProperty("pane", "surface")
        self.setAccessibleName(self.tr("Uploads"))
        self.model = RowModel(self._source, self)
        self.view = RowsView(self.model)
        self._lay_out()
        self.announcer = Announcer(self._source, self)
        self.view.act_wanted.connect(self._performer.perform)
        self.view.copy_wanted.connect(self._performer.copy_for_support)
        self.view.file_wanted.connect(self._performer.show_file)
        self.view.move_wanted.connect(lambda moved, before: self._performer.move(moved, before or None))
        self.view.current_row_changed.connect(self.row_chosen)
        self.view.details_wanted.connect(self.details_wanted)
        self._source.rows_changed.connect(self._refresh)
        self._source.sampled.connect(self._tell_rate)
        self._source.failed.connect(self._tell_failure)
        context.current_connection_changed.connect(lambda _id: self._read_switch())
        context.connections_read.connect(self._read_switch)
        context.core_events.setting_changed.connect(self._setting_changed)
        self.commands = RowCommands(context, self.view)
        self._register()
        self._refresh()
        self._read_switch()

    # --- parts -------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        self.toolbar = QWidget()
        self.toolbar.setProperty("pane", "clear")
        head = QHBoxLayout(self.toolbar)
        head.setContentsMargins(16, 11, 12, 9)
        head.setSpacing(8)
        head.addWidget(ElidedLabel.snug(self.tr("Uploads"), "page-title"))
        self.rate = ElidedLabel("", "muted")
        head.addWidget(self.rate, 1)
        self.limits = LimitsButton(self._context)
        head.addWidget(self.limits)
        self.pause_all = PushButton(self.tr("Pause all"), icon="pause")
        self.pause_all.clicked.connect(self._pause_or_resume)
        head.addWidget(self.pause_all)
        self.add = PushButton(self.tr("Add packages…"), icon="plus", kind="primary")
        self.add.clicked.connect(lambda _checked=False: self._context.actions.trigger("add"))
        head.addWidget(self.add)
        column.addWidget(self.toolbar)
        below = QVBoxLayout()
        below.setContentsMargins(16, 0, 12, 4)
        below.setSpacing(8)
        self.at_once = QCheckBox(self.tr("Upload at once when the check is clean"))
        self.at_once.setAccessibleName(self.at_once.text())
        self.at_once.clicked.connect(self._keep_switch)
        below.addWidget(self.at_once)
        self.limit_band = Band()
        self.error_band = Band()
        below.addWidget(self.limit_band)
        below.addWidget(self.error_band)
        column.addLayout(below)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self._empty_part())
        column.addWidget(self.stack, 1)

    def _empty_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(8)
        column.addStretch(2)
        mark = label()
        icons.put(mark, "package-plus", "text3", 24)
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(mark)
        self.empty_title = label(self.tr("Nothing is on its way"), "panel-title")
        self.empty_title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.empty_title)
        words = label(
            self.tr("Drop SCORM ZIPs or course folders anywhere in this window: each is checked here first."),
            "secondary",
            wrap=True,
        )
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(words)
        column.addStretch(3)
        return part

    def _register(self) -> None:
        actions = self._context.actions
        actions.register(
            "uploads.pause-all",
            self.tr("Pause all uploads"),
            self._performer.pause_all,
            icon="pause",
            shortcut=PAUSE_ALL,
            reason=lambda: "" if self._can_pause() else self.tr("No upload goes on at the moment."),
        )
        actions.register(
            "uploads.resume-all",
            self.tr("Resume all uploads"),
            self._performer.resume_all,
            icon="play",
            reason=lambda: "" if can_resume(self._source) else self.tr("No upload is paused."),
        )

    # --- what it shows -----------------------------------------------------------------------------------------------

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The list, or the one thing to do while it is empty."""
        (self.view if self.stack.currentIndex() == 0 else self.add).setFocus(reason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setFocus(event.reason())

    def perform(self, upload_id: int, act: Act) -> None:
        """Does what a row offers."""
        self._performer.perform(upload_id, act)

    def show_row(self, upload_id: int) -> None:
        """Selects a row; one that is not read yet is selected as soon as it is."""
        self._wanted = None if self.view.show_row(upload_id) else upload_id

    def _refresh(self) -> None:
        rows = self._source.rows
        self.stack.setCurrentIndex(0 if rows or not self._source.loaded else 1)
        self.error_band.hide()
        if self._wanted is not None and self.view.show_row(self._wanted):
            self._wanted = None
        if any(row.reason == "rate_limited" for row in rows):
            if self.limit_band.isHidden():
                self.limit_band.tell(
                    "info",
                    self.tr("This server limits how fast parts may be uploaded"),
                    self.tr("Big files wait for it; nothing is wrong."),
                )
        else:
            self.limit_band.hide()
        self._tell_pause()
        self._tell_rate()
        actions = self._context.actions
        actions.refresh(("uploads.pause-all", "uploads.resume-all"))
        resumes = not self._can_pause() and can_resume(self._source)
        # one key for both: what it does is what can be done
        actions.set_keys("uploads.pause-all", "" if resumes else PAUSE_ALL)
        actions.set_keys("uploads.resume-all", PAUSE_ALL if resumes else "")

    def _can_pause(self) -> bool:
        return can_pause(self._source)

    def _tell_pause(self) -> None:
        resumes = not self._can_pause() and can_resume(self._source)
        self.pause_all.set_text(self.tr("Resume all") if resumes else self.tr("Pause all"))
        self.pause_all.set_icon("play" if resumes else "pause")
        self.pause_all.setEnabled(resumes or self._can_pause())

    def _tell_rate(self) -> None:
        speed = self._source.bytes_per_s
        self.rate.set_text(figures.rate(speed) if speed > 0 else "")

    def _tell_failure(self, error: Exception) -> None:
        self.error_band.tell_error(error, ((self.tr("Try again"), self._source.read),))

    # --- what it does ------------------------------------------------------------------------------------------------

    def _pause_or_resume(self) -> None:
        if self._can_pause():
            self._performer.pause_all()
        else:
            self._performer.resume_all()

    def _setting_changed(self, name: str) -> None:
        if name == ASKED_UPLOAD_AT_ONCE.name:
            self._read_switch()

    def _read_switch(self) -> None:
        connection = self._context.current_connection
        self.at_once.setVisible(connection is not None)
        if connection is None:
            return
        kept, connection_id, preset = self._context.services.settings, connection.id, connection.is_sandbox

        def told(choices: dict[str, bool]) -> None:
            if connection_id == self._context.current_connection_id:
                self.at_once.setChecked(choices.get(connection_id, preset))

        self._context.background.run(lambda: kept.get(ASKED_UPLOAD_AT_ONCE), told, owner=self)

    def _keep_switch(self, checked: bool) -> None:
        connection_id = self._context.current_connection_id
        if connection_id is None:
            return
        kept, chosen = self._context.services.settings, connection_id

        def work() -> None:
            choices: dict[str, bool] = kept.get(ASKED_UPLOAD_AT_ONCE)
            kept.set(ASKED_UPLOAD_AT_ONCE, {**choices, chosen: checked})

        self._context.background.run(work, owner=self)


def can_pause(source: RowSource) -> bool:
    """Something goes on, or will by itself."""
    return any(row.state in _GOES_ON and row.reason != "paused" and not row.needs_attention for row in source.rows)


def can_resume(source: RowSource) -> bool:
    """Something was paused by the user."""
    return any(row.reason == "paused" or (row.state == "held" and row.message.code == "paused") for row in source.rows)
