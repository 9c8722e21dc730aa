"""A server with a few pages, as a launch would lead to."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COURSE = b"<!doctype html><title></title><body>Where must the load sit?</body>"


class Site:
    """Pages by path; `asked` holds each request's method and path, `said` each POST's body."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {"/course": COURSE}
        self.asked: list[str] = []
        self.said: list[bytes] = []
        self.url = ""


@contextmanager
def running(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serves a site on loopback, with TLS when a context is given."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(f"GET {self.path}")
            body = site.pages.get(self.path.split("?")[0])
            self.send_response(200 if body is not None else 404)
            path = self.path.split("?")[0]
            kind = "video/mp4" if path.endswith(".mp4") else "text/html; charset=utf-8"
            if path.endswith(".txt"):
                kind = "application/octet-stream"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def do_POST(self) -> None:
            site.said.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            return  # browsers drop connections; a refused certificate is meant

    server = Server(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.url = f"{'https' if context else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
