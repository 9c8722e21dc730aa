"""Watches what a launched page asks for: nothing but the web, and never a key of ours."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor

_WEB = frozenset({"http", "https", "ws", "wss", "data", "blob", "about"})


class RequestGuard(QWebEngineUrlRequestInterceptor):
    """Blocks every scheme that leads to this computer's files or programs. Runs for each request: kept trivial."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        if info.requestUrl().scheme() not in _WEB:
            info.block(True)
