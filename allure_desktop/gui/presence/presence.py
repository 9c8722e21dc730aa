"""Joins the window with what is beside it, after everything else is built."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from allure_desktop.gui.presence.awake import Awake
from allure_desktop.gui.presence.badge import Badge
from allure_desktop.gui.presence.bus_notifications import BusNotifications
from allure_desktop.gui.presence.machine_sleep import MachineSleep
from allure_desktop.gui.presence.news import News, Notice
from allure_desktop.gui.presence.tray import Tray
from allure_desktop.gui.uploads.row_source import rows_of
from allure_desktop.settings import KEEP_AWAKE, NOTIFICATIONS

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkInformation

    from allure_desktop.gui.main_window import MainWindow


class Presence(QObject):
    """What the program shows and does while nobody looks at its window."""

    #: the network is there again, or the machine woke: what waited has been told
    line_returned = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._context = window.context
        source = rows_of(self._context)
        self.badge = Badge(source, window)
        self.tray = Tray(source, lambda: self.badge.percent, window)
        self.notifications = BusNotifications(self) if sys.platform.startswith("linux") else None
        self.news = News(source, self._is_away, window.isHidden, self)
        self.awake = Awake(source, self)
        self.machine_sleep = MachineSleep(self)
        source.sampled.connect(self.machine_sleep.look)
        source.rows_changed.connect(self.machine_sleep.look)
        self._tells = True
        self._connect()
        self._read_setting()

    def _connect(self) -> None:
        window, context = self._window, self._context
        self.news.notice.connect(self._show)
        self.tray.clicked.connect(self._clicked)
        if self.notifications is not None:
            self.notifications.clicked.connect(self._clicked)
        self.machine_sleep.woke.connect(lambda _seconds: self._line_returned())
        self.tray.show_wanted.connect(window.bring_forward)
        self.tray.quit_wanted.connect(lambda: window.closing.finish(window.state()))
        self.tray.pause_wanted.connect(lambda: self._ask_uploads("pause_all"))
        self.tray.resume_wanted.connect(lambda: self._ask_uploads("resume_all"))
        window.closing.tray = self.tray
        window.closing.finishing.connect(self.close)
        handle = window.windowHandle()
        handle.visibleChanged.connect(self._visible_changed)
        handle.activeChanged.connect(self._active_changed)
        context.core_events.setting_changed.connect(self._setting_changed)

    def begin_network(self, information: QNetworkInformation) -> None:
        from allure_desktop.gui.presence.network_watch import NetworkWatch

        self.network = NetworkWatch(self)
        self.network.gone.connect(self._window.sidebar.tell_network)
        self.network.returned.connect(lambda: self._window.sidebar.tell_network(0.0))
        self.network.returned.connect(self._line_returned)
        self.network.begin(information)

    def close(self) -> None:
        """The program ends: nothing is left on the desktop."""
        self.tray.put_away()
        self.awake.close()
        if self.notifications is not None:
            self.notifications.close()

    # --- the window --------------------------------------------------------------------------------------------------

    def _is_away(self) -> bool:
        return self._window.isHidden() or not self._window.isActiveWindow()

    def _visible_changed(self, visible: bool) -> None:
        if visible:
            self.tray.put_away()

    def _active_changed(self) -> None:
        if self._window.isActiveWindow():
            self.news.looked_at()
            if not self._window.isHidden():
                self.tray.put_away()

    def _show(self, notice: Notice) -> None:
        if not self._tells:
            return
        if self.notifications is not None:
            self.notifications.show(notice)
        elif self.tray.available():
            self.tray.show(notice)

    def _clicked(self, upload_id: int, token: str) -> None:
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Wayland lets nobody come forward without one
        self._window.bring_forward()
        self._context.show_uploads(upload_id or None)

    # --- the core ----------------------------------------------------------------------------------------------------

    def _ask_uploads(self, what: str) -> None:
        uploads = self._context.services.uploads
        self._context.background.run(getattr(uploads, what), owner=self)

    def _line_returned(self) -> None:
        uploads = self._context.services.uploads
        self._context.background.run(uploads.network_returned, lambda _none: self._ask_server(), owner=self)

    def _ask_server(self) -> None:
        """A server that did not answer is asked again, so that the window does not say so any longer than true."""
        if self._context.reachability(self._context.current_connection_id or "") == "offline":
            self._window.packages.refresh()
        self.line_returned.emit()

    def _setting_changed(self, name: str) -> None:
        if name in (KEEP_AWAKE.name, NOTIFICATIONS.name):
            self._read_setting()

    def _read_setting(self) -> None:
        kept = self._context.services.settings
        self._context.background.run(lambda: kept.get(KEEP_AWAKE), self.awake.allow, owner=self)
        self._context.background.run(lambda: kept.get(NOTIFICATIONS), self._set_tells, owner=self)

    def _set_tells(self, tells: bool) -> None:
        self._tells = tells
