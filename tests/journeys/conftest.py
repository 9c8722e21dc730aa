"""A person at the window, with real rooms, a real keyring and a real server; what went wrong unseen fails a journey."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.connections.connection import Connection
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.settings import ASKED_UPLOAD_AT_ONCE
from tests.gui.window.conftest import KEY, connection, open_window, sandbox, services
from tests.journeys.desk import Desk
from tests.window_watch import watched_gui_thread

__all__ = ["connection", "open_window", "sandbox", "services", "watched_gui_thread"]


@pytest.fixture
def nothing_unseen() -> Iterator[None]:
    """No exception may end where nobody sees it: in a thread, a finalizer, a callback."""
    unseen: list[str] = []

    def unraisable(told: Any) -> None:
        if not isinstance(told.exc_value, ResourceWarning):  # a socket of an aborted request
            unseen.append(f"{told.err_msg or 'ignored'} in {told.object!r}: {told.exc_value!r}")

    def in_thread(told: Any) -> None:
        unseen.append(f"thread {told.thread}: {told.exc_value!r}")

    before = sys.unraisablehook, threading.excepthook
    sys.unraisablehook, threading.excepthook = unraisable, in_thread
    yield
    gc.collect()
    sys.unraisablehook, threading.excepthook = before
    assert unseen == []


@pytest.fixture
def sit_down(
    nothing_unseen: None,
    open_window: Callable[[], MainWindow],
    qtbot: QtBot,
    services: Services,
) -> Iterator[Callable[[Connection], Desk]]:
    """Opens the window on a connection whose sound files go on by themselves; at the end the log is read."""

    def sitting(connection: Connection) -> Desk:
        services.connections.save(connection, KEY)
        services.settings.set(ASKED_UPLOAD_AT_ONCE, {connection.id: True})
        desk = Desk(open_window(), services, qtbot)
        desk.until(lambda: desk.window.packages.as_of is not None or desk.window.packages.error is not None)
        return desk

    yield sitting
    for file in Path(services.data_dir.logs).glob("*.log*"):
        assert "Traceback" not in file.read_text(), file.read_text()


@pytest.fixture
def desk(sit_down: Callable[[Connection], Desk], connection: Connection) -> Desk:
    """At the window, connected with the sandbox."""
    return sit_down(connection)
