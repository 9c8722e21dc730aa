"""A server on the loopback interface for one preview: two origins that nobody can guess, and nothing else."""

from __future__ import annotations

import contextlib
import logging
import re
import select
import socket
import socketserver
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol, cast

from allure_desktop.errors import LocalFileError
from allure_desktop.preview.content import HEADERS

#: A browser opens six connections to an origin; more than this at once is no browser's doing.
MOST_CONNECTIONS = 128
LARGEST_BODY_BYTES = 2 * 1024 * 1024
_IDLE_S = 75.0
_METHODS = "GET, HEAD, POST"
_NUMBER = re.compile(r"\d{1,12}")
_GONE = (BrokenPipeError, ConnectionResetError, ConnectionAbortedError, TimeoutError)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One request that came to a known host. `target` is as it was sent, `body` is not larger than allowed; `gone()`
    says whether the other side has let go meanwhile."""

    method: str
    target: str
    host: str
    headers: Mapping[str, str]
    body: bytes = b""
    gone: Callable[[], bool] = lambda: False


@dataclass(slots=True)
class Answer:
    """What goes back. `size` is the body's length in bytes, None for a stream that lasts; with HEAD the body is not
    read. `done(sent_bytes, whole)` is called when it has gone out, or could not. With `flows` each piece goes out as it
    comes, for a body that is made while it is read."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: Iterable[bytes] = ()
    size: int | None = 0
    done: Callable[[int, bool], None] | None = None
    flows: bool = False


class Site(Protocol):
    """What is served. `hosts` are the names, without port, under which it may be asked for."""

    @property
    def hosts(self) -> frozenset[str]: ...
    def answer(self, request: Incoming, /) -> Answer: ...
    def refused(self, method: str, target: str, status: int, words: str, /) -> None:
        """A request was refused before it came to the site."""


class Server:
    """Runs in threads of its own from construction to `close`."""

    def __init__(self, site: Site, port: int = 0) -> None:
        """Raises LocalFileError (preview.port) when the port is taken."""
        try:
            self._http = _Http(site, port)
        except (OSError, OverflowError) as error:
            raise LocalFileError(
                f"The preview cannot be served on port {port}.",
                cause=f"{getattr(error, 'strerror', None) or error}.",
                remedy="Choose another port, or none: then any free one is taken.",
                subject=str(port),
                code="preview.port",
            ) from error
        self.port: int = self._http.server_address[1]
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, name="preview-server", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Ends at once what is under way; the port is free when this returns."""
        self._http.shutdown()
        self._http.server_close()
        self._http.drop_all()
        self._thread.join(2)


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, site: Site, port: int) -> None:
        self.site = site
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    def server_bind(self) -> None:
        """Not HTTPServer's, which asks the name service who we are."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            room = len(self._open) < MOST_CONNECTIONS
            if room:
                self._open.add(request)
        if room:
            super().process_request(request, client_address)
        else:
            super().shutdown_request(request)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def drop_all(self) -> None:
        with self._lock:
            connections = tuple(self._open)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        _log.debug("A connection of the preview broke", exc_info=True)  # pages drop requests all the time


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "AllureConnect-Preview"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = 65536
    timeout = _IDLE_S

    def do_GET(self) -> None:
        self._serve()

    def do_HEAD(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """For what `BaseHTTPRequestHandler` refuses by itself: no echo of what was sent, never kept alive."""
        status = 405 if code == 501 else code
        words = f"Only {_METHODS} are answered." if status == 405 else "This request was not understood."
        self._refuse(status, words)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing goes to stderr: the addresses are secrets."""

    def _serve(self) -> None:
        with contextlib.suppress(*_GONE):
            host = self._host()
            if host is None:
                self._refuse(421, "This address is not served here.")
                return
            if not self.path.startswith("/"):
                self._refuse(400, "Ask for a path, as browsers do.")
                return
            body = self._body()
            if body is not None:
                self._send(self._answer(Incoming(self.command, self.path, host, self.headers, body, self._gone)))  # type: ignore[arg-type]

    def _answer(self, request: Incoming) -> Answer:
        try:
            return cast(_Http, self.server).site.answer(request)
        except Exception:
            _log.exception("A request to the preview could not be answered")
            return text_answer(500, "The preview made a mistake. Its log tells more.")

    def _host(self) -> str | None:
        """The host that was asked for, if it is one of ours, on our port, and named once."""
        names = self.headers.get_all("Host") or []
        if len(names) != 1:
            return None
        host, colon, port = names[0].strip().lower().partition(":")
        server = cast(_Http, self.server)
        # the name alone is the secret; a program may well leave the port out
        return host if port == (str(server.server_port) if colon else "") and host in server.site.hosts else None

    def _gone(self) -> bool:
        """Whether the browser has closed the connection, as it does with films all the time. Reads nothing."""
        try:
            readable, _, _ = select.select([self.connection], [], [], 0)
            return bool(readable) and not self.connection.recv(1, socket.MSG_PEEK)
        except (OSError, ValueError):
            return True

    def _body(self) -> bytes | None:
        """What was posted; None when it was refused."""
        if self.headers.get("Transfer-Encoding"):
            self._refuse(411, "Say how long the body is.")
            return None
        lengths = self.headers.get_all("Content-Length") or []
        if not lengths and self.command != "POST":
            return b""
        if len(lengths) != 1 or not _NUMBER.fullmatch(lengths[0].strip()):
            self._refuse(411 if not lengths else 400, "Say once how long the body is.")
            return None
        length = int(lengths[0])
        if length > LARGEST_BODY_BYTES:
            self._refuse(413, "That is more than a page of the preview ever sends.")
            return None
        body = self.rfile.read(length)
        if len(body) < length:
            self.close_connection = True
            return None
        return body

    def _refuse(self, status: int, words: str) -> None:
        self.close_connection = True
        with contextlib.suppress(*_GONE):
            site = cast(_Http, self.server).site
            site.refused(getattr(self, "command", None) or "?", getattr(self, "path", "?"), status, words)
            self._send(text_answer(status, words, {"Connection": "close", "Allow": _METHODS}))

    def _send(self, answer: Answer) -> None:
        sent, whole = 0, False
        try:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.size is None:
                self.close_connection = True
                self.send_header("Connection", "close")
            else:
                self.send_header("Content-Length", str(answer.size))
            self.end_headers()
            if self.command != "HEAD":
                for piece in answer.body:
                    self.wfile.write(piece)
                    sent += len(piece)
                    if answer.size is None or answer.flows:
                        self.wfile.flush()
            self.wfile.flush()
            whole = True
        except Exception:
            # the length was promised: only a cut connection tells the browser that this is not the whole
            self.close_connection = True
            raise
        finally:
            closing = getattr(answer.body, "close", None)
            if closing is not None:
                closing()
            if answer.done is not None:
                answer.done(sent, whole)


def text_answer(status: int, words: str, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer of one line of text."""
    body = words.encode()
    plain = {"Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff"}
    return Answer(status, {**HEADERS, **plain, **(headers or {})}, (body,), len(body))
