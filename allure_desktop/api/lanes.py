"""HTTP connections that another thread can cut at once, because a pause or a quit must not wait for a socket."""

from __future__ import annotations

import contextlib
import http.cookiejar
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import truststore

from allure_desktop.errors import LocalFileError

#: A server often drops an idle connection after 5 s; a request that meets the drop would count as "answer lost".
KEPT_IDLE_S = 3.0
_KEPT_LANES = 16

_context_lock = threading.Lock()
_contexts: dict[str, ssl.SSLContext] = {}


def tls_context(ca_file: str = "") -> ssl.SSLContext:
    """Trusts what the operating system trusts, and the certificates in `ca_file` too. Made once a file.

    Raises LocalFileError for a file that holds no certificates.
    """
    with _context_lock:
        context = _contexts.get(ca_file)
        if context is None:
            context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            if ca_file:
                try:
                    context.load_verify_locations(cafile=ca_file)
                except OSError as error:  # ssl.SSLError is one
                    raise LocalFileError(
                        f"The file of certificate authorities {ca_file} cannot be used.",
                        cause="It holds no certificates." if isinstance(error, ssl.SSLError) else f"{error.strerror}.",
                        remedy="Choose a PEM file in the connection's advanced settings, or leave it empty.",
                        subject=ca_file,
                        code="file.missing" if isinstance(error, FileNotFoundError) else "file.unreadable",
                    ) from error
            _contexts[ca_file] = context
        return context


class UnusableProxy(httpx.ProxyError):
    """The proxy that is set cannot be spoken to; the text says why."""


class _NoWay(httpx.BaseTransport):
    """Stands where a proxy would: going around it unasked could carry the key past it."""

    def __init__(self, why: str) -> None:
        self._why = why

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        raise UnusableProxy(self._why, request=request)


def new_http(*, proxy: str = "", ca_file: str = "") -> httpx.Client:
    """A client with one connection, no cookies, no redirects, HTTP/1.1 and the system's proxies (or `proxy`).

    This computer's own addresses are never asked through a proxy. Raises LocalFileError for a bad `ca_file`.
    """
    own = {f"all://{host}": None for host in ("127.0.0.1", "localhost", "[::1]")}
    how: dict[str, Any] = {
        "verify": tls_context(ca_file),
        "http2": False,
        "follow_redirects": False,
        "cookies": http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(allowed_domains=[])),
        "limits": httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=KEPT_IDLE_S),
    }
    try:
        return httpx.Client(proxy=proxy or None, mounts=own, **how)
    except ImportError:  # httpx says so for SOCKS
        why = "It is a SOCKS proxy; only http and https proxies can be used."
    except (ValueError, httpx.InvalidURL):
        why = "Its address cannot be read."
    return httpx.Client(trust_env=False, mounts={"all://": _NoWay(why), **own}, **how)


class Call:
    """One request under way: how far it came, and `cut()` that ends it whatever it waits for."""

    def __init__(self, lane: _Lane, *, tls: bool) -> None:
        self._lane = lane
        self._tls = tls
        self._lock = threading.Lock()
        self._deadline: threading.Timer | None = None
        self._answer_s = 0.0
        self.was_cut = False
        #: the answer came byte by byte and never to its end
        self.was_too_slow = False
        #: a connection came about: to the server, or to the proxy before it
        self.connected = False
        #: the request went out to its last byte
        self.body_sent = False
        #: the connection was there and the request began
        self.began = False

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """The `trace` extension of httpx: the only public way to the socket."""
        if event.endswith("connect_tcp.complete"):
            self.connected = True
            connected = info["return_value"].get_extra_info("socket")
            with contextlib.suppress(OSError):
                connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            # during a TLS handshake Python detaches the plain socket, so a copy of it is what can be cut
            self._hold(connected.dup() if self._tls else connected, copy=self._tls)
        elif event.endswith("start_tls.complete"):
            self._hold(info["return_value"].get_extra_info("socket"), copy=False)
        elif event.endswith("start_tls.failed"):
            self._lane.hold(None, copy=False)
        elif event == "http11.send_request_headers.started":
            self.began = True
        elif event == "http11.send_request_body.complete":
            self.body_sent = True
        elif event == "http11.receive_response_headers.started" and self._answer_s > 0:
            self._deadline = threading.Timer(self._answer_s, self._end_slow)
            self._deadline.daemon = True
            self._deadline.start()

    def answer_within(self, seconds: float) -> None:
        """Ends the request unless its whole answer is there so long after it went out.

        A read time-out alone does not: it begins anew with each byte.
        """
        self._answer_s = seconds

    def answered(self) -> None:
        """The answer is there: no deadline holds any more."""
        if self._deadline is not None:
            self._deadline.cancel()

    def _end_slow(self) -> None:
        with self._lock:
            self.was_too_slow = True
            self._lane.shut()

    def _hold(self, connected: socket.socket, *, copy: bool) -> None:
        with self._lock:
            self._lane.hold(connected, copy=copy)
            if self.was_cut:
                self._lane.shut()

    def cut(self) -> None:
        """Ends the request from any thread; its own thread comes back with an error within a millisecond or so."""
        with self._lock:
            self.was_cut = True
            self._lane.shut()


class _Lane:
    """One client with the one socket it has."""

    def __init__(self, http: httpx.Client, *, owned: bool) -> None:
        self.http = http
        self._owned = owned
        self._socket: socket.socket | None = None
        self._is_copy = False

    def hold(self, connected: socket.socket | None, *, copy: bool) -> None:
        if self._is_copy and self._socket is not None:
            self._socket.close()
        self._socket, self._is_copy = connected, copy

    def shut(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                # not SSLSocket.shutdown: that drops the TLS layer first, and a piece could leave in the clear
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        self.hold(None, copy=False)
        if self._owned:
            self.http.close()


class Lanes:
    """Hands each request a connection of its own; idle ones are used again."""

    def __init__(self, build: Callable[[], httpx.Client], *, owned: bool = True) -> None:
        """`owned` is False for a client that somebody else will close."""
        self._build = build
        self._owned = owned
        self._lock = threading.Lock()
        self._idle: list[_Lane] = []
        self._calls: set[Call] = set()
        self._closed = False

    @contextmanager
    def call(self, *, tls: bool, fresh: bool = False) -> Iterator[tuple[httpx.Client, Call]]:
        """One request's client and handle. `fresh`: a new connection, where a stale one would cost too much."""
        with self._lock:
            if self._is_closed():
                raise httpx.NetworkError("closed")
            lane = self._idle.pop() if self._idle and not fresh else None
        lane = lane or _Lane(self._build(), owned=self._owned)
        call = Call(lane, tls=tls)
        with self._lock:
            self._calls.add(call)
        if self._is_closed():  # while the client was being built
            call.cut()
        whole = False
        try:
            yield lane.http, call
            whole = not (call.was_cut or call.was_too_slow)
        finally:
            call.answered()
            open_still = not self._is_closed()
            with self._lock:
                self._calls.discard(call)
                keep = whole and not fresh and open_still and len(self._idle) < _KEPT_LANES
                if keep:
                    self._idle.append(lane)
            if not keep:
                lane.close()

    def _is_closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        """Ends every request under way and refuses later ones."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            calls = tuple(self._calls)
        for call in calls:
            call.cut()
        for lane in idle:
            lane.close()
