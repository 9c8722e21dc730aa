"""The icon in the desktop's tray: what is left of the window while uploads go on in the background."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from allure_desktop.gui.identity import PROGRAM
from allure_desktop.gui.presence.news import Notice
from allure_desktop.gui.presence.under_way import goes_on
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.uploads.page import can_pause, can_resume
from allure_desktop.gui.uploads.row_source import RowSource

_OPENS = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick)


class Tray(QObject):
    """Shown while the window is not, and while a message needs it."""

    show_wanted = Signal()
    pause_wanted = Signal()
    resume_wanted = Signal()
    quit_wanted = Signal()
    #: the row of the message that was clicked, and '' (no permission is needed to take the focus)
    clicked = Signal(int, str)

    def __init__(self, source: RowSource, percent: Callable[[], int | None], window: QWidget) -> None:
        """`percent()` is the share of all uploads under way, None for none."""
        super().__init__(window)
        self._source = source
        self._percent = percent
        self._told = 0
        self.menu = QMenu(window)
        self.menu.setAccessibleName(self.tr("AllureConnect in the tray"))
        self.show_action = self._action(self.tr("Show AllureConnect"), self.show_wanted.emit)
        self.pause_action = self._action("", self._pause_or_resume)
        self.menu.addSeparator()
        self.quit_action = self._action(self.tr("Quit"), self.quit_wanted.emit)
        self.menu.setDefaultAction(self.show_action)
        self.icon = QSystemTrayIcon(window.windowIcon(), self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(lambda: self.clicked.emit(self._told, ""))
        source.rows_changed.connect(self._tell)
        source.sampled.connect(self._tell)
        self._tell()

    def _action(self, text: str, act: Callable[[], object]) -> QAction:
        # made here, not by the menu: else PySide forgets it when a sheet that has walked the focus chain is gone
        action = QAction(text, self.menu)
        self.menu.addAction(action)
        action.triggered.connect(lambda _checked=False: act())
        return action

    @staticmethod
    def available() -> bool:
        """The desktop has a place for it now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self, notice: Notice | None = None) -> None:
        """Puts the icon there, with a message where there is one to tell."""
        self.icon.show()
        if notice is not None:
            self._told = notice.upload_id
            self.icon.showMessage(notice.title, notice.text, self.icon.icon())

    def put_away(self) -> None:
        self.icon.hide()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in _OPENS:
            self.show_wanted.emit()

    def _pause_or_resume(self) -> None:
        if can_pause(self._source):
            self.pause_wanted.emit()
        else:
            self.resume_wanted.emit()

    def _tell(self) -> None:
        pauses, resumes = can_pause(self._source), can_resume(self._source)
        self.pause_action.setText(self.tr("Resume all") if resumes and not pauses else self.tr("Pause all"))
        self.pause_action.setEnabled(pauses or resumes)
        words = "\n".join([PROGRAM, *self._state()])
        if words != self.icon.toolTip():
            self.icon.setToolTip(words)

    def _state(self) -> list[str]:
        rows = self._source.rows
        moving = sum(goes_on(row) for row in rows)
        attention = sum(row.needs_attention for row in rows)
        percent, speed = self._percent(), self._source.bytes_per_s
        lines = []
        if moving == 1:
            lines.append(self.tr("1 upload under way"))
        elif moving:
            lines.append(self.tr("{count} uploads under way").format(count=figures.number(moving)))
        if percent is not None:
            share = self.tr("{percent} %").format(percent=percent)
            lines.append(f"{share} · {figures.rate(speed)}" if speed > 0 else share)
        if attention == 1:
            lines.append(self.tr("1 needs your attention"))
        elif attention:
            lines.append(self.tr("{count} need your attention").format(count=figures.number(attention)))
        if not moving and can_resume(self._source):
            lines.append(self.tr("Paused"))
        return lines or [self.tr("Nothing is on its way")]
