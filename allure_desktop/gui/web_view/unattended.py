"""A view that plays a course while nobody looks: questions are answered, windows stay inside, nothing is asked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWebEngineCore import QWebEngineNewWindowRequest, QWebEnginePage, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView

from allure_desktop.gui.web_view.codecs import media_types, plays_h264
from allure_desktop.gui.web_view.course_page import CoursePage
from allure_desktop.gui.web_view.origin_guard import OriginGuard

_MOST_POPUPS = 12
#: what courses are made for; some do not begin in a smaller window
_WIDTH, _HEIGHT = 1280, 800


class UnattendedView(QWebEngineView):
    """Owns page and profile, off the record. It has to be shown: a hidden page's clocks are slowed down.

    `crashed` tells that the renderer is gone, `failed` that the page could not be loaded, `blocked(method, address,
    kind)` what the guard did not let through: everything but `authority` (host:port) offline, this computer always.
    """

    crashed = Signal(str)
    failed = Signal(str)
    blocked = Signal(str, str, str)

    def __init__(self, authority: str, *, online: bool) -> None:
        super().__init__()
        self._profile = QWebEngineProfile()
        self._guard = OriginGuard(authority, online=online, parent=self._profile)
        self._guard.blocked.connect(self.blocked)
        self._profile.setUrlRequestInterceptor(self._guard)
        self._profile.scripts().insert(media_types())
        self._popups: list[_Page] = []
        self._page = _Page(self._profile)
        self._page.newWindowRequested.connect(self._new_window)
        self._page.renderProcessTerminated.connect(lambda status, _code: self.crashed.emit(status.name))
        self._page.load_failed.connect(self.failed)
        self.setPage(self._page)
        self.resize(_WIDTH, _HEIGHT)

    def play(self, address: str, knows_h264: Callable[[bool], None]) -> None:
        """Loads the page, once `knows_h264` has been told whether films have to be converted."""
        self.show()

        def load(plays: bool) -> None:
            knows_h264(plays)
            self._page.load(QUrl(address))

        plays_h264(self._page, load)

    def free(self) -> None:
        """Lets the pages go before the profile, as the engine asks for."""
        self.setPage(None)  # type: ignore[arg-type]
        for popup in self._popups:
            popup.deleteLater()
        self._page.destroyed.connect(self._profile.deleteLater)
        self._page.deleteLater()

    def _new_window(self, request: QWebEngineNewWindowRequest) -> None:
        if len(self._popups) < _MOST_POPUPS:
            popup = _Page(self._profile)
            popup.newWindowRequested.connect(self._new_window)
            self._popups.append(popup)
            popup.setVisible(True)
            request.openIn(popup)


class _Page(CoursePage):
    def javaScriptAlert(self, security_origin: QUrl | str, msg: str, /) -> None:
        """Read by nobody."""

    def javaScriptConfirm(self, security_origin: QUrl | str, msg: str, /) -> bool:
        return True

    def javaScriptPrompt(self, security_origin: QUrl | str, msg: str, default_value: str, /) -> tuple[bool, str]:
        return True, default_value

    def chooseFiles(
        self, mode: QWebEnginePage.FileSelectionMode, old_files: object, accepted_mime_types: object, /
    ) -> list[str]:
        return []
