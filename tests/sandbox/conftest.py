"""A sandbox for each test, a clock that is moved by hand, and a client for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from allure_desktop.sandbox.server import Sandbox
from allure_desktop.sandbox.store import MIN_PART_BYTES
from tests.conformance.server import Server
from tests.packages import scorm12


class Clock:
    """Real time, and what a test adds to it."""

    def __init__(self) -> None:
        self.ahead_s = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(tmp_path: Path, clock: Clock) -> Iterator[Sandbox]:
    with Sandbox(tmp_path / "sandbox", part_size=MIN_PART_BYTES, clock=clock) as running:
        yield running


@pytest.fixture
def server(sandbox: Sandbox) -> Iterator[Server]:
    client = Server(sandbox.url, sandbox.tenant_id, sandbox.api_key)
    yield client
    client.http.close()
    client.bare.close()


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A sound package."""
    return scorm12(tmp_path / "course.zip")
