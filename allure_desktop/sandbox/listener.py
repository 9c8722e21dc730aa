"""One HTTP server in a thread, on a loopback port that it keeps."""

from __future__ import annotations

import asyncio
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

    def drop(self, client: tuple[str, int]) -> None:
        """Cuts the connection from that address at once. On the server's own thread only."""
        if self._server is None:
            return
        for protocol in list(self._server.server_state.connections):
            if getattr(protocol, "client", None) == client:
                transport: Any = getattr(protocol, "transport", None)
                if transport is not None:
                    transport.abort()

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
