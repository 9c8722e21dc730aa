"""Makes a server's address of whatever was pasted: a page, a call, a whole curl command."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from allure_desktop.errors import UsageError

#: Where the vendor's own service answers; the dialog's preset.
DEFAULT_ADDRESS = "https://app.allureconnect.com"
_PORTS = {"http": 80, "https": 443}


def clean_address(pasted: str) -> str:
    """`scheme://host[:port]` of `pasted`: blanks, quotes, paths (`/api/v1` too), queries and log-ins are left out.

    Without a scheme https is meant, for this computer's own addresses http. Raises UsageError (address.empty,
    address.unreadable, address.scheme, address.insecure).
    """
    text = re.sub(r"[\s\u200b-\u200f\ufeff]+", " ", pasted).strip(" \"'<>`")
    found = re.search(r"[a-z][a-z0-9+.-]*://[^\s\"'<>`]+", text, re.I)
    text = found.group(0) if found else text.split(" ")[0].strip("\"'<>`,;")
    if not text:
        raise UsageError(
            "There is no address.",
            remedy=f"Enter the server's address, such as {DEFAULT_ADDRESS}.",
            code="address.empty",
        )
    given = "://" in text
    try:
        parts = urlsplit(text if given else f"//{text}")
        host, port = (parts.hostname or "").rstrip(".").lower(), parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if not _is_host(host):
        raise UsageError(
            f"The address {_shown(text)} cannot be read.",
            remedy=f"It should look like {DEFAULT_ADDRESS}.",
            code="address.unreadable",
        )
    own = is_loopback(host)
    scheme = parts.scheme.lower() if given else ("http" if own else "https")
    if scheme not in _PORTS:
        raise UsageError(
            f"An address that begins with {scheme}:// is no web server's.",
            remedy=f"It should look like {DEFAULT_ADDRESS}.",
            code="address.scheme",
        )
    if scheme == "http" and not own:
        raise UsageError(
            f"{host} would be asked without encryption.",
            cause="Everybody on the way could read the key.",
            remedy=f"Use https://{host}; plain http is for this computer's own addresses.",
            subject=host,
            code="address.insecure",
        )
    named = f"[{host}]" if ":" in host else host
    return f"{scheme}://{named}" + (f":{port}" if port and port != _PORTS[scheme] else "")


_SCHEME = "[a-z][a-z0-9+.-]*://"
_LOG_IN = re.compile(f"((?:{_SCHEME}|(?!{_SCHEME}))[^@:/]*):(.+)@([^@]*)", re.I | re.S)


def split_password(address: str) -> tuple[str, str]:
    """A proxy's address without its password, and the password as it stands in it ('' for none)."""
    found = _LOG_IN.fullmatch(address.strip())
    return (f"{found[1]}@{found[3]}", found[2]) if found else (address.strip(), "")


def with_password(address: str, password: str) -> str:
    """The other way round; an address that names nobody stays as it is."""
    who, at, where = address.rpartition("@")
    return f"{who}:{password}@{where}" if at and password else address


def is_loopback(host: str) -> bool:
    """The host is this computer itself."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        # letters of any script: the name may be an international one
        return len(host) <= 253 and bool(
            re.fullmatch(r"[^\W_]([\w-]{0,61}[^\W_])?(\.[^\W_]([\w-]{0,61}[^\W_])?)*", host)
        )
    return True


def _shown(text: str) -> str:
    """`text` in a message: no log-in, no query, not too long."""
    plain = re.sub(r"//[^/@]*@", "//", text.split("?")[0])
    return plain if len(plain) <= 80 else f"{plain[:79]}…"
