"""A database of the test's own, servers by script."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from allure_desktop.connections.api_keys import ApiKeys
from allure_desktop.connections.connections import Connections
from allure_desktop.database import Database
from allure_desktop.events import Event, Events
from tests.scripted_server import Script, ScriptedServer


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "test.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def heard() -> list[Event]:
    """What was announced."""
    return []


@pytest.fixture
def connections(database: Database, heard: list[Event]) -> Iterator[Connections]:
    """Connections over the session's real keyring; what a test leaves in it is taken out."""
    events = Events()
    events.subscribe(heard.append)
    made = Connections(database, events, ApiKeys())
    yield made
    for connection in made.all():
        made.remove(connection.id)


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
