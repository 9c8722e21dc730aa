"""Whether the address and the headers that a server names for the storage may be used as they are; pure."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from allure_desktop.errors import NotTheApi

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_UNPRINTABLE = re.compile(r"[^\x21-\x7e]")
#: Headers that would change where the bytes go, how many there are, or who is asking.
_OURS = (
    "host",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "te",
    "trailer",
    "upgrade",
    "expect",
    "cookie",
    "x-api-key",
    "proxy-authorization",
    "proxy-connection",
    "content-encoding",
)
_MOST_HEADERS, _LONGEST_VALUE, _LONGEST_URL = 50, 8_000, 32_000
_SHORTEST_KEY = 8


def check_address(url: str, base_url: str, key: str) -> str:
    """The presigned URL, if a file may be sent to it.

    `base_url` is the API that named it. Raises NotTheApi for another scheme, no host, a user name, plain HTTP beside
    an encrypted API, and this computer's own addresses named by a server elsewhere; and where the key stands in it.
    """
    host = _host(base_url)
    try:
        parts = urlsplit(url)
        name, _ = (parts.hostname or ""), parts.port
    except ValueError:
        raise _odd(host, "The address it names for the file cannot be read.") from None
    if _UNPRINTABLE.search(url) or len(url) > _LONGEST_URL:
        raise _odd(host, "The address it names for the file cannot be read.")
    if parts.scheme.lower() not in ("http", "https"):
        raise _odd(host, f"The address it names for the file begins with {parts.scheme[:20] or 'nothing'}, not https.")
    if not name or parts.username is not None or parts.password is not None:
        raise _odd(host, "The address it names for the file has no host, or names a user.")
    own = _is_own(host)
    if _is_own(name) and not own:
        raise _odd(host, f"It names {name} for the file, which is this computer itself.")
    if parts.scheme.lower() == "http" and base_url.lower().startswith("https:") and not _is_own(name):
        raise _odd(host, f"The file would go to {name} without encryption.")
    if _shows(key, url):
        raise _odd(host, "The address it names for the file holds the API key.")
    return url


def check_headers(headers: Mapping[str, str], url: str, size_bytes: int, base_url: str, key: str) -> dict[str, str]:
    """The headers that the PUT is to carry, without those that we set anyway to the same.

    Raises NotTheApi for one that no request can carry, that would change host or length, or that holds the key.
    """
    host = _host(base_url)
    if len(headers) > _MOST_HEADERS:
        raise _odd(host, f"It asks for {len(headers)} headers with the file.")
    kept: dict[str, str] = {}
    for name, value in headers.items():
        lower = name.lower()
        if lower == "content-length" and value.strip() == str(size_bytes):
            continue
        if lower == "host" and value.strip().lower() == urlsplit(url).netloc.lower():
            continue
        if lower in _OURS or lower == "content-length":
            raise _odd(host, f"It asks for another {name[:40]} of the file than it has.")
        if not _TOKEN.fullmatch(name) or len(value) > _LONGEST_VALUE or not (value.isascii() and value.isprintable()):
            raise _odd(host, "It asks for a header that no request can carry.")
        if _shows(key, value):
            raise _odd(host, f"It asks for the API key in {name[:40]}, which would show it to the storage.")
        kept[name] = value
    return kept


def _shows(key: str, text: str) -> bool:
    # what is shorter is no key of any server, and would be found by chance
    return len(key) >= _SHORTEST_KEY and key in text


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _is_own(host: str) -> bool:
    """An address that is this computer, or only makes sense on it."""
    if host.lower().rstrip(".") == "localhost" or host.lower().rstrip(".").endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]").split("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    return address.is_loopback or address.is_link_local or address.is_unspecified


def _odd(host: str, cause: str) -> NotTheApi:
    return NotTheApi(
        f"{host} did not say properly where the file goes.",
        cause=cause,
        remedy="Nothing was sent. Tell the operator of the server, or check the connection's address.",
        host=host,
    )
