"""Servers by script and clients that ask them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from allure_desktop.api.client import ApiClient
from tests.scripted_server import Script, ScriptedServer

KEY = "test-key-that-nobody-may-see"


@pytest.fixture
def serve() -> Iterator[Callable[..., ScriptedServer]]:
    """Starts servers that stop with the test."""
    started: list[ScriptedServer] = []

    def start(routes: Mapping[str, Script] | None = None, **how: Any) -> ScriptedServer:
        server = ScriptedServer(routes, **how)
        started.append(server.__enter__())
        return server

    yield start
    for server in started:
        server.__exit__(None, None, None)


@pytest.fixture
def client_of() -> Iterator[Callable[..., ApiClient]]:
    """Makes clients that close with the test."""
    made: list[ApiClient] = []

    def make(server: ScriptedServer | str, **how: Any) -> ApiClient:
        how.setdefault("load_document", dict)  # most servers here have no OpenAPI document
        url = server if isinstance(server, str) else server.url
        client = ApiClient(url, "tenant-1", "ann", lambda: KEY, **how)
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()
