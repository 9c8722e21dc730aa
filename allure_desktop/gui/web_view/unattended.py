"""A page that plays a course while nobody looks: questions are answered, windows stay inside, nothing is asked."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEngineNewWindowRequest, QWebEnginePage, QWebEngineProfile, QWebEngineScript

from allure_desktop.gui.web_view.course_page import CoursePage

_MOST_POPUPS = 12


class UnattendedPage(CoursePage):
    """Owns its profile, off the record. `crashed` tells that the renderer is gone."""

    crashed = Signal(str)

    def __init__(self, parent: QObject | None = None, scripts: tuple[QWebEngineScript, ...] = ()) -> None:
        self._profile = QWebEngineProfile()
        for script in scripts:
            self._profile.scripts().insert(script)
        super().__init__(self._profile, parent)
        self._popups: list[CoursePage] = []
        self.newWindowRequested.connect(self._new_window)
        self.renderProcessTerminated.connect(lambda status, _code: self.crashed.emit(status.name))

    def play(self, address: str) -> None:
        """Loads the page at a size that courses are made for: some do not begin in a window of no size."""
        self.load(QUrl(address))

    def free(self) -> None:
        """Lets the pages go before the profile, as the engine asks for."""
        for popup in self._popups:
            popup.deleteLater()
        self.destroyed.connect(self._profile.deleteLater)
        self.deleteLater()

    def _new_window(self, request: QWebEngineNewWindowRequest) -> None:
        if len(self._popups) < _MOST_POPUPS:
            popup = CoursePage(self._profile, self)
            self._popups.append(popup)
            request.openIn(popup)

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
