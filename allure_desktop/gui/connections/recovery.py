"""A list that could not be read is read again by itself: when the server answers, and when it said to wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from allure_desktop.errors import RateLimited

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.library.package_list import PackageList

#: While a server does not answer it is asked again so often, in seconds.
OFFLINE_S = 30.0
#: Where a server limits how often it may be asked and does not say how long.
LIMITED_S = 60.0
LONGEST_S = 900.0


class Recovery(QObject):
    """One for the window, for the connection that is shown."""

    def __init__(self, context: GuiContext, packages: PackageList) -> None:
        super().__init__(context)
        self._context, self._packages = context, packages
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._again)
        packages.refreshed.connect(self._refreshed)
        context.current_connection_changed.connect(self._timer.stop)
        context.reachability_changed.connect(self._reached)

    @property
    def waits_s(self) -> float | None:
        """Seconds until it is asked again; None where nothing is planned."""
        return self._timer.remainingTime() / 1000 if self._timer.isActive() else None

    def _refreshed(self, error: Exception | None) -> None:
        self._timer.stop()
        connection_id = self._context.current_connection_id
        if error is None or connection_id is None:
            return
        if isinstance(error, RateLimited):
            wait_s = LIMITED_S if error.wait_s is None else error.wait_s + 1
            self._timer.start(round(min(wait_s, LONGEST_S) * 1000))
        elif self._context.reachability(connection_id) == "offline":
            self._timer.start(round(OFFLINE_S * 1000))

    def _reached(self, connection_id: str, state: str) -> None:
        """An upload got through: then the list can be read too."""
        if state == "online" and connection_id == self._context.current_connection_id and self._timer.isActive():
            self._again()

    def _again(self) -> None:
        self._timer.stop()
        self._packages.refresh()
