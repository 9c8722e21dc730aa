"""A player behind a real socket, over a store in memory, with a clock that the test moves."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from allure_desktop.demo import pack_demo_courses
from allure_desktop.sandbox.player import Player
from allure_desktop.sandbox.problems import package_not_found


@dataclass
class Launch:
    """One launch that ends at 1,600."""

    session_id: str = "s-1"
    token: str = "t" * 32
    package_id: str = "pkg_demo"
    revision: int = 1
    learner_id: str = "learner-1"
    expires_at: float = 1600.0


@dataclass
class Launches:
    """What `Sessions` does, in memory; attempts go through JSON as they do there."""

    zips: dict[str, Path]
    launches: dict[str, Launch] = field(default_factory=lambda: {"s-1": Launch()})
    attempts: dict[str, str] = field(default_factory=dict)
    time: float = 1000.0

    @property
    def now(self) -> Callable[[], float]:
        return lambda: self.time

    def session(self, session_id: str) -> Launch | None:
        return self.launches.get(session_id)

    def package_zip(self, package_id: str, _revision: int) -> Path:
        if package_id not in self.zips:
            raise package_not_found(package_id)
        return self.zips[package_id]

    def attempt(self, session_id: str) -> dict[str, Any] | None:
        kept: dict[str, Any] | None = json.loads(self.attempts.get(session_id, "null"))
        return kept

    def save_attempt(self, session_id: str, attempt: dict[str, Any]) -> None:
        self.attempts[session_id] = json.dumps(attempt)


@pytest.fixture(scope="session")
def demo_courses(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The three demo courses: sound, repairable, with a run-time mistake."""
    return pack_demo_courses(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def launches(demo_courses: list[Path]) -> Launches:
    """A launch `s-1` of the sound demo course."""
    return Launches({"pkg_demo": demo_courses[0]})


@dataclass
class Origin:
    """A server on a port of its own; each test puts its player in."""

    port: int = 0
    app: Starlette | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture(scope="session")
def origin() -> Iterator[Origin]:
    """One server for all tests of a worker: only what it serves changes."""
    origin = Origin()
    server = uvicorn.Server(uvicorn.Config(origin, port=0, lifespan="off", log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the server did not start"
        thread.join(0.01)
    origin.port = server.servers[0].sockets[0].getsockname()[1]
    yield origin
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def client(origin: Origin, launches: Launches) -> Iterator[httpx.Client]:
    """Talks to the player; follows no redirect by itself."""
    player = Player(launches)
    origin.app = Starlette(routes=player.routes())
    with httpx.Client(base_url=origin.url, trust_env=False) as client:
        yield client
    player.close()


@pytest.fixture
def page(client: httpx.Client) -> str:
    """The address of the page of launch `s-1`, with its closing slash."""
    return enter(client)


def enter(client: httpx.Client, session_id: str = "s-1") -> str:
    """Opens a launch URL as a browser does and gives the address it leads to."""
    answer = client.get(f"/player/{session_id}", params={"token": "t" * 32})
    assert answer.status_code == 303
    return answer.url.join(answer.headers["location"]).path


def get_raw(client: httpx.Client, path: str) -> tuple[int, bytes]:
    """Status and body of a path sent exactly as it stands: httpx would take `..` away first."""
    connection = http.client.HTTPConnection(client.base_url.host, client.base_url.port, timeout=20)
    try:
        connection.putrequest("GET", path, skip_host=False, skip_accept_encoding=True)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
