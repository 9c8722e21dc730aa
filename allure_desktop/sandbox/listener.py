"""One HTTP server in a thread, on a loopback port that it keeps."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import threading
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from allure_desktop.errors import UsageError

log = logging.getLogger(__name__)

HOST = "127.0.0.1"


def _no_news_of_the_end(record: logging.LogRecord) -> bool:
    """That requests under way are cut by a stop is meant, and no error."""
    cut = record.exc_info is not None and isinstance(record.exc_info[1], asyncio.CancelledError)
    return not cut and not str(record.msg).startswith("Cancel %s running task")


logging.getLogger("uvicorn.error").addFilter(_no_news_of_the_end)

#: Of connections that are meant to be slow: on its own behalf the system takes megabytes at once from a local sender,
#: whose buffers are made for segments of 64 kB. The usual size cannot be had back, only one as good.
_SLOW_BUFFER_BYTES, _SLOW_SEGMENT_BYTES = 4_096, 536
_QUICK_BUFFER_BYTES = 2**20

#: Long, so that a client's pooled connection is not closed in the moment it is used again.
_KEEP_ALIVE_S = 75


def bind(port: int, kept_port: int) -> socket.socket:
    """A listening socket on `port`; for 0 on the kept one, or on any when that is taken.

    Raises UsageError when `port` is taken.
    """
    last: OSError | None = None
    for wanted in [port] if port else [kept_port, 0]:
        # with IPPROTO_TCP: asyncio sets TCP_NODELAY only where the socket says that it is TCP
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, wanted))
            listening.listen(512)
        except OSError as error:
            listening.close()
            last = error
        else:
            return listening
    raise UsageError(
        f"Port {port} cannot be used.",
        cause=f"{last.strerror if last else 'unknown'}.",
        remedy="Choose another port, or leave it out.",
        subject=str(port),
    )


class Listener:
    """Serves one ASGI application until `stop`."""

    def __init__(self, listening: socket.socket, name: str) -> None:
        self.port: int = listening.getsockname()[1]
        self._socket = listening
        self._name = name
        self._slow = False
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def start(self, app: ASGIApp) -> None:
        """Returns when connections are taken. Raises RuntimeError when the server ends at once."""
        config = uvicorn.Config(
            app,
            lifespan="off",
            loop="asyncio",  # and nothing quicker that happens to be installed: what is tested is what ships
            http="h11",
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=_KEEP_ALIVE_S,
            timeout_graceful_shutdown=1,
        )
        self._server = server = _Server(config)
        self._thread = threading.Thread(
            target=server.run, kwargs={"sockets": [self._socket]}, name=self._name, daemon=True
        )
        self._thread.start()
        while not server.serving.wait(0.05):
            if not self._thread.is_alive():
                raise RuntimeError(f"the server {self._name} did not start")

    # --- single connections, on the server's own thread only

    def drop(self, client: tuple[str, int]) -> None:
        """Cuts the connection from that address at once."""
        for transport in self._transports(client):
            transport.abort()

    def has(self, client: tuple[str, int]) -> bool:
        """Whether the connection from that address is still there."""
        return any(not transport.is_closing() for transport in self._transports(client))

    def _transports(self, client: tuple[str, int]) -> list[Any]:
        if self._server is None:
            return []
        protocols = [p for p in self._server.server_state.connections if getattr(p, "client", None) == client]
        return [transport for p in protocols if (transport := getattr(p, "transport", None)) is not None]

    # --- all of them

    def expect_slow(self, slow: bool) -> None:
        """Whether connections that begin from now on are meant to be slow: then their senders buffer little."""
        if slow == self._slow:
            return
        self._slow = slow
        buffer = _SLOW_BUFFER_BYTES if slow else _QUICK_BUFFER_BYTES
        with contextlib.suppress(OSError):  # closed already, or the system will not have it
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
            if hasattr(socket, "TCP_MAXSEG"):  # not on Windows
                segment = _SLOW_SEGMENT_BYTES if slow else 0
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, segment)

    def stop(self) -> None:
        """Ends within some 1.5 seconds, running requests included."""
        if self._server is not None:
            self._server.should_exit = True

    def join(self) -> None:
        """Waits for the end, at most 2 seconds, then insists."""
        if self._thread is not None and self._server is not None:
            self._thread.join(1.7)
            if self._thread.is_alive():
                self._server.force_exit = True
                self._thread.join(0.3)
        self._socket.close()


class _Server(uvicorn.Server):
    """Tells when it serves, and leaves signals to the program."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.serving = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.serving.set()
