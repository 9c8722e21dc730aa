"""A real proxy on this computer: tunnels by CONNECT, asks for name and password, and knows hosts that no one else does."""

from __future__ import annotations

import base64
import contextlib
import socket
import socketserver
import threading
from collections.abc import Mapping


class ConnectProxy:
    """Use as a context manager. `hosts` maps a name to the port of this computer where it really is.

    `asked` holds each CONNECT line's target with the answer's status; bytes through the tunnels are counted in
    `carried`.
    """

    def __init__(self, hosts: Mapping[str, int], *, name: str = "", password: str = "") -> None:
        self.hosts = dict(hosts)
        self.asked: list[tuple[str, int]] = []
        self.carried = 0
        self.wanted = "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode() if name else ""
        proxy = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                proxy._serve(self)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> ConnectProxy:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_what: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def address(self, login: str = "") -> str:
        """As it is entered: `http://name:password@127.0.0.1:port`."""
        return f"http://{login}@127.0.0.1:{self.port}" if login else f"http://127.0.0.1:{self.port}"

    def _serve(self, handler: socketserver.StreamRequestHandler) -> None:
        method, _, rest = handler.rfile.readline().decode("latin-1").partition(" ")
        target = rest.split(" ")[0]
        headers = {}
        while (line := handler.rfile.readline().decode("latin-1").strip()) != "":
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        port = self.hosts.get(target.rpartition(":")[0])
        status = 200
        if method != "CONNECT":
            status = 405
        elif self.wanted and headers.get("proxy-authorization") != self.wanted:
            status = 407
        elif port is None:
            status = 502
        self.asked.append((target, status))
        handler.wfile.write(f"HTTP/1.1 {status} {'OK' if status == 200 else 'No'}\r\n".encode())
        if status == 407:
            handler.wfile.write(b'Proxy-Authenticate: Basic realm="company"\r\n')
        handler.wfile.write(b"\r\n" if status == 200 else b"Content-Length: 0\r\n\r\n")
        if status == 200 and port is not None:
            self._carry(handler.connection, port)

    def _carry(self, near: socket.socket, port: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as far:
            back = threading.Thread(target=self._pump, args=(far, near), daemon=True)
            back.start()
            self._pump(near, far)
            back.join(10)

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self.carried += len(data)
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)
