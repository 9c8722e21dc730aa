"""Watches what a launched page asks for: nothing but the web, and never a key of ours."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor

from allure_desktop.gui.web_view.redactor import Redactor

_WEB = frozenset({"http", "https", "ws", "wss", "data", "blob", "about"})


class RequestGuard(QWebEngineUrlRequestInterceptor):
    """Blocks every scheme that leads to this computer's files or programs. Runs for each request: kept trivial."""

    #: the address of what was blocked
    blocked = Signal(str)

    def __init__(self, redactor: Redactor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._redactor = redactor

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        if url.scheme() not in _WEB:
            info.block(True)
            self.blocked.emit(self._redactor.address(url.toString())[:2000])
        elif url.hasQuery():
            self._redactor.learn(url.toString())
