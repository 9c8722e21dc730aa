"""What the network did, in words: host, cause and remedy for each way a request can fail without an answer."""

from __future__ import annotations

import errno
import socket
import ssl

import httpx

from allure_desktop.api.lanes import UnusableProxy
from allure_desktop.errors import AnswerLost, BadCertificate, NotTheApi, ServerError, Unreachable

_NO_NETWORK = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)
_TRUST = (
    "If your company inspects traffic, its certificate authority must be known to this computer: add it to the "
    "system's certificate store, or name its file in SSL_CERT_FILE or in the connection's advanced settings."
)


def told(
    error: httpx.HTTPError,
    host: str,
    *,
    body_sent: bool,
    repeatable: bool,
    was_cut: bool = False,
    too_slow: bool = False,
    proxy: str = "",
    connected: bool = True,
) -> ServerError:
    """The ServerError for what httpx raised.

    `repeatable` is False for requests that change something on the server: once such a request went out whole,
    what is missing is the answer, and the error is AnswerLost. `proxy` names the one in between ('': none), and
    `connected` tells whether it was reached.
    """
    if body_sent and not repeatable:
        return AnswerLost(
            f"The answer of {host} was lost.",
            cause="The request went out whole, but the connection ended before the answer came.",
            remedy="Look whether it took effect before repeating it.",
            host=host,
        )
    if was_cut:
        return Unreachable(
            f"The request to {host} was stopped.", remedy="Start it again.", host=host, code="server.stopped"
        )
    if too_slow:
        return Unreachable(
            f"{host} does not finish its answer.",
            cause="It came so slowly that waiting for its end makes no sense.",
            remedy="Check the network connection and try again.",
            host=host,
            code="server.timeout",
        )
    if isinstance(error, httpx.ProxyError):
        return _proxy_refused(error, host, proxy)
    root = _root(error)
    if isinstance(root, ssl.SSLError):
        return _tls(root, host, proxy)
    if proxy and not connected and isinstance(error, (httpx.ConnectTimeout, httpx.ConnectError)):
        return _proxy_gone(host, proxy, root)
    if isinstance(error, (httpx.ConnectTimeout, httpx.ConnectError)):
        return _connecting(error, root, host)
    if isinstance(error, httpx.TimeoutException):
        sending = isinstance(error, httpx.WriteTimeout)
        return Unreachable(
            f"{host} does not answer.",
            cause="Nothing could be sent for a while."
            if sending
            else "It took the request but did not answer in time.",
            remedy="Check the network connection and try again.",
            host=host,
            code="server.timeout",
        )
    if isinstance(root, OSError) and root.errno in _NO_NETWORK:
        return _offline(host)
    # httpx reads the address of a redirect although it is not to follow it
    bad_redirect = isinstance(error, httpx.RemoteProtocolError) and "location header" in str(error)
    if bad_redirect or isinstance(error, (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.DecodingError)):
        return NotTheApi(
            f"{host} did not answer as an AllureConnect server does.",
            cause="Its answer cannot be read.",
            remedy="Check the connection's address.",
            host=host,
        )
    return Unreachable(
        f"The connection to {host} broke.",
        cause="It was closed before the answer was complete.",
        remedy="Check the network connection and try again.",
        host=host,
        code="server.unreachable",
    )


_CHECK_PROXY = "Check the proxy in the connection's advanced settings, or the system's (HTTPS_PROXY)."


def _proxy_refused(error: httpx.ProxyError, host: str, proxy: str) -> Unreachable:
    """The proxy was there and said no; it says so by a status of its own."""
    named, said = (f"The proxy {proxy}" if proxy else "The proxy in between"), str(error)
    if isinstance(error, UnusableProxy):
        cause, remedy = f"The proxy in between cannot be used. {said}", _CHECK_PROXY
    elif said.startswith("407"):
        cause = f"{named} wants a name and a password, or does not take the ones it got (407)."
        remedy = "Enter the proxy as http://name:password@host:port in the connection's advanced settings."
    elif said[:3] in ("502", "503", "504"):
        cause = f"{named} cannot reach it ({said[:3]})."
        remedy = "Check the connection's address; if it is right, ask whoever runs the proxy."
    elif said.startswith("403"):
        cause = f"{named} does not allow this server (403)."
        remedy = f"Ask whoever runs the proxy to allow {host}."
    else:
        cause, remedy = f"{named} refused.", _CHECK_PROXY
    return Unreachable(f"{host} cannot be reached.", cause=cause, remedy=remedy, host=host, code="server.proxy")


def _proxy_gone(host: str, proxy: str, root: BaseException) -> Unreachable:
    """Nothing of the server is known: not even its proxy was reached."""
    if isinstance(root, socket.gaierror):
        cause = f"There is no proxy named {proxy.rpartition(':')[0] or proxy}."
    elif isinstance(root, ConnectionRefusedError):
        cause = f"The proxy {proxy} in between is not running: nothing listens there."
    else:
        cause = f"The proxy {proxy} in between does not answer."
    return Unreachable(f"{host} cannot be reached.", cause=cause, remedy=_CHECK_PROXY, host=host, code="server.proxy")


def _root(error: BaseException) -> BaseException:
    """The error of the operating system below httpx and httpcore."""
    seen: set[int] = set()
    while id(error) not in seen:
        seen.add(id(error))
        below = error.__cause__ or error.__context__
        if below is None or isinstance(error, (OSError, ssl.SSLError)):
            break
        error = below
    return error


def _offline(host: str) -> Unreachable:
    return Unreachable(
        f"{host} cannot be reached.",
        cause="This computer has no network connection.",
        remedy="Connect it to a network; what was begun goes on then.",
        host=host,
        code="server.offline",
    )


def _connecting(error: httpx.HTTPError, root: BaseException, host: str) -> Unreachable:
    if isinstance(root, socket.gaierror):
        if root.errno == socket.EAI_AGAIN:
            return Unreachable(
                f"The name {host} cannot be looked up.",
                cause="No name server answers: this computer may be offline.",
                remedy="Check the network connection.",
                host=host,
                code="server.offline",
            )
        return Unreachable(
            f"There is no server named {host}.",
            cause="The name is unknown.",
            remedy="Check the connection's address for a typing error.",
            host=host,
            code="server.unknown-host",
        )
    if isinstance(root, OSError) and root.errno in _NO_NETWORK:
        return _offline(host)
    if isinstance(error, httpx.ConnectTimeout) or isinstance(root, TimeoutError):
        return Unreachable(
            f"{host} does not answer.",
            cause="No connection came about in time.",
            remedy="Check the address, the network and whether a firewall or a VPN is in the way.",
            host=host,
            code="server.timeout",
        )
    refused = isinstance(root, ConnectionRefusedError)
    return Unreachable(
        f"{host} cannot be reached.",
        cause="Nothing listens there." if refused else "The connection was not accepted.",
        remedy="Check the address and whether the server is running.",
        host=host,
        code="server.unreachable",
    )


def _tls(root: ssl.SSLError, host: str, proxy: str) -> ServerError:
    if isinstance(root, ssl.SSLCertVerificationError):
        reason = (root.verify_message or str(root)).strip().rstrip(".")
        lower = reason.lower()
        if "hostname mismatch" in lower or "ip address mismatch" in lower or "not valid for" in lower:
            cause, remedy = "It was made out to another name.", "Check the connection's address for a typing error."
        elif "expired" in lower:
            cause, remedy = "It has expired.", "Whoever runs the server must renew it; check this computer's clock too."
        elif "not yet valid" in lower:
            cause, remedy = "It is not valid yet.", "Check this computer's clock."
        else:
            cause, remedy = f"Nobody this computer trusts vouches for it ({reason}).", _TRUST
            if proxy:
                remedy = f"The proxy {proxy} may have put its own in its place. {_TRUST}"
        return BadCertificate(f"The certificate of {host} is not trusted.", cause=cause, remedy=remedy, host=host)
    if root.reason in ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "RECORD_LAYER_FAILURE"):
        return NotTheApi(
            f"{host} does not speak https.",
            cause="The address says https, the server answers without encryption.",
            remedy="Check the connection's address and port.",
            host=host,
        )
    if isinstance(root, (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)):
        return Unreachable(
            f"The connection to {host} broke.",
            cause="It was closed while the encryption was being agreed.",
            remedy="Try again; a firewall may be in the way.",
            host=host,
        )
    return BadCertificate(
        f"No safe connection to {host} came about.",
        cause=f"The encryption could not be agreed ({root.reason or 'TLS error'}).",
        remedy=_TRUST,
        host=host,
    )
