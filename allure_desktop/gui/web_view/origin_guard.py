"""Keeps a preview with its package: everything else is blocked offline, and this computer always."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWebEngineCore import QWebEngineUrlRequestInfo, QWebEngineUrlRequestInterceptor

_INSIDE = frozenset({"data", "blob", "about"})
_WEB = frozenset({"http", "https", "ws", "wss"})
_LOOPBACK = frozenset({"localhost", "::1", "::", "0.0.0.0", "[::1]", "[::]"})  # noqa: S104 - blocked, never listened on

_Type = QWebEngineUrlRequestInfo.ResourceType
_KINDS = {
    _Type.ResourceTypeMainFrame: "page",
    _Type.ResourceTypeSubFrame: "page",
    _Type.ResourceTypeStylesheet: "style",
    _Type.ResourceTypeScript: "script",
    _Type.ResourceTypeWorker: "script",
    _Type.ResourceTypeSharedWorker: "script",
    _Type.ResourceTypeServiceWorker: "script",
    _Type.ResourceTypeImage: "image",
    _Type.ResourceTypeFavicon: "image",
    _Type.ResourceTypeFontResource: "font",
    _Type.ResourceTypeMedia: "media",
    _Type.ResourceTypeObject: "object",
}


def is_this_computer(host: str) -> bool:
    """Whether an address leads back to this computer, where other programs listen."""
    host = host.lower().rstrip(".")
    return host in _LOOPBACK or host.endswith(".localhost") or host.startswith(("127.", "::ffff:127.", "[::ffff:127."))


def plain_address(url: QUrl) -> str:
    """An address to be shown: without a name or password in it, and not of any length."""
    shown = QUrl(url)
    shown.setUserInfo("")
    return shown.toString()[:2000]


class OriginGuard(QWebEngineUrlRequestInterceptor):
    """Lets through the preview's own `authority` (host:port), and the web where `online`."""

    #: method, address, kind
    blocked = Signal(str, str, str)

    def __init__(self, authority: str, *, online: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._authority = authority
        self.online = online

    def lets(self, url: QUrl) -> bool:
        """Whether a request to this address may leave."""
        scheme = url.scheme()
        if scheme in _INSIDE:
            return True
        if scheme in ("http", "ws") and url.authority() == self._authority:
            return True
        return self.online and scheme in _WEB and not is_this_computer(url.host())

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Runs for every request: kept short."""
        url = info.requestUrl()
        if not self.lets(url):
            info.block(True)
            method = bytes(info.requestMethod().data()).decode("ascii", "replace")
            address = plain_address(url)
            self.blocked.emit(method, address, _KINDS.get(info.resourceType(), "data"))
