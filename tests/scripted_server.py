"""A real HTTP server on loopback that answers by script and remembers what it was asked."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as it came; `headers` by lower-case name."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """What to answer. `fault`: 'drop' closes without an answer, 'cut' in the middle of the body, 'hang' never answers.

    `early` answers before the body of the request was read, and closes.
    """

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    early: bool = False


Script = Answer | list[Answer] | Callable[[Asked], Answer]


class ScriptedServer:
    """Routes by "METHOD /path". A list is answered in turn, its last entry again and again. Else 404."""

    def __init__(self, routes: Mapping[str, Script] | None = None, *, tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Script] = dict(routes or {})
        self.asked: list[Asked] = []
        self.connections = 0
        #: a request is in the middle of being read or answered
        self.busy = threading.Event()
        self.end_hang = threading.Event()
        self._lock = threading.Lock()
        self._turns: dict[str, int] = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                with outer._lock:
                    outer.connections += 1

            def log_message(self, format: str, *args: Any) -> None:
                pass

            def handle(self) -> None:
                try:
                    super().handle()
                except OSError:
                    pass

            def do_GET(self) -> None:
                outer._serve(self)

            do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 # the names http.server calls

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def get_request(self) -> tuple[Any, Any]:
                connected, address = super().get_request()
                if tls is not None:
                    connected.settimeout(10)
                    connected = tls.wrap_socket(connected, server_side=True, do_handshake_on_connect=False)
                return connected, address

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.port = int(self._server.server_address[1])
        self.url = f"{'https' if tls else 'http'}://{'localhost' if tls else '127.0.0.1'}:{self.port}"

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end_hang.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def calls(self, route: str) -> list[Asked]:
        """The requests of one "METHOD /path"."""
        return [asked for asked in self.asked if f"{asked.method} {asked.path}" == route]

    def _answer(self, route: str, asked: Asked) -> Answer:
        script = self.routes.get(route, Answer(404, {"error": "no such thing", "code": "NOT_FOUND"}))
        if isinstance(script, Answer):
            return script
        if callable(script):
            return script(asked)
        with self._lock:
            turn = self._turns.get(route, 0)
            self._turns[route] = turn + 1
        return script[min(turn, len(script) - 1)]

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        route = f"{handler.command} {parts.path}"
        headers = {name.lower(): value for name, value in handler.headers.items()}
        script = self.routes.get(route)
        early = isinstance(script, Answer) and script.early
        body = b"" if early else self._body(handler, headers)
        asked = Asked(handler.command, parts.path, dict(parse_qsl(parts.query)), headers, body)
        with self._lock:
            self.asked.append(asked)
        answer = self._answer(route, asked)
        if answer.fault in ("drop", "hang"):
            self.busy.set()
            if answer.fault == "hang":
                self.end_hang.wait(20)
            _close(handler)
            return
        self._reply(handler, answer)
        if early:
            _close(handler)

    def _body(self, handler: BaseHTTPRequestHandler, headers: Mapping[str, str]) -> bytes:
        left, pieces = int(headers.get("content-length", "0")), []
        while left > 0:
            piece = handler.rfile.read1(min(left, 1 << 20))
            if not piece:
                break
            self.busy.set()
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)

    def _reply(self, handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        content = answer.body
        if content is None:
            data = b""
        elif isinstance(content, bytes):
            data = content
        elif isinstance(content, str):
            data = content.encode()
        else:
            data = json.dumps(content).encode()
        handler.send_response(answer.status)
        if not isinstance(content, (bytes, str)) and content is not None:
            handler.send_header("Content-Type", "application/json")
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(data) + (100 if answer.fault == "cut" else 0)))
        handler.end_headers()
        handler.wfile.write(data)
        if answer.fault == "cut":
            _close(handler)


def _close(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True
    try:
        handler.wfile.flush()
        handler.connection.shutdown(socket.SHUT_WR if handler.command == "PUT" else socket.SHUT_RDWR)
    except OSError:
        pass


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
