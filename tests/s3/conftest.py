"""A sandbox whose bytes lie on a real S3 server, once for each server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from allure_desktop.sandbox.server import Sandbox
from allure_desktop.sandbox.store import MIN_PART_BYTES
from tests.conformance.server import Server
from tests.s3.fixtures import S3_SERVERS, Servers
from tests.s3.servers import KEYS, Nanio, SeaweedFs


@pytest.fixture(params=S3_SERVERS)
def s3(request: pytest.FixtureRequest, s3_servers: Servers) -> SeaweedFs | Nanio:
    return s3_servers(request.param)


@pytest.fixture
def bucket(s3: SeaweedFs | Nanio) -> str:
    return s3.new_bucket()


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The credentials, as a sandbox finds them."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)


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
def sandbox(tmp_path: Path, s3: SeaweedFs | Nanio, bucket: str, keys: None, clock: Clock) -> Iterator[Sandbox]:
    with Sandbox(tmp_path / "sandbox", storage=s3.address(bucket), part_size=MIN_PART_BYTES, clock=clock) as running:
        yield running


@pytest.fixture
def server(sandbox: Sandbox) -> Iterator[Server]:
    client = Server(sandbox.url, sandbox.tenant_id, sandbox.api_key)
    yield client
    client.http.close()
    client.bare.close()
