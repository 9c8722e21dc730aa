"""Names the proxy that stands between this computer and a server, so that an error can name it too."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

_OWN = ("127.0.0.1", "localhost", "::1")


def proxy_between(url: str, own: str = "") -> str:
    """`host:port` of the proxy for `url`, without its log-in; '' where the server is asked directly.

    `own` is the connection's proxy; without one the system's settings hold (HTTPS_PROXY and the like).
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if not host or host in _OWN:
        return ""
    if own:
        return _named(own)
    proxies = getproxies()
    found = proxies.get(parts.scheme.lower()) or proxies.get("all") or ""
    return "" if not found or proxy_bypass(host) else _named(found)


def _named(address: str) -> str:
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{port}" if port else host
