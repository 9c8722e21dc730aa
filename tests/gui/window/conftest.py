"""A real main window over real rooms, and a sandbox it can connect to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services, build
from allure_desktop.connections.connection import Connection
from allure_desktop.gui.application import make_window
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.sandbox_process import SandboxProcess
from allure_desktop.sandbox.server import Sandbox

KEY = "allure_test_key_of_the_window"
WAIT_MS = 20_000


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    with Sandbox(tmp_path / "server", api_key=KEY, tenant_id="example-academy") as server:
        yield server


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = build(tmp_path / "data")
    yield made
    made.close()


@pytest.fixture
def connection(sandbox: Sandbox) -> Connection:
    """A stored one is made of it by `connected`."""
    return Connection(
        id="academy",
        name="Example Academy",
        base_url=sandbox.url,
        tenant_id=sandbox.tenant_id,
        uploaded_by="user-123",
        may_write=True,
    )


@pytest.fixture
def open_window(qapp: QApplication, qtbot: QtBot, services: Services) -> Iterator[Callable[[], MainWindow]]:
    """Opens the window and waits until everything in it is built; it is closed again at the end."""
    windows: list[MainWindow] = []

    def opened() -> MainWindow:
        QApplication.processEvents()  # the time of what stands before is not the window's
        window = make_window(services)
        windows.append(window)
        with qtbot.waitSignal(window.settled, timeout=WAIT_MS):
            window.show()
        return window

    yield opened
    for window in windows:
        qtbot.waitUntil(_idle(window), timeout=WAIT_MS)
        window.sandbox.stop()
        qtbot.waitUntil(_ended(window.sandbox.process), timeout=WAIT_MS)
        window.context.core_events.close()
        window.context.background.close()
        window.hide()
        window.deleteLater()
        # before the next one: a style sheet for two windows at once takes twice as long
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


@pytest.fixture
def connected(
    open_window: Callable[[], MainWindow], qtbot: QtBot, services: Services, connection: Connection
) -> MainWindow:
    """A window that shows the sandbox as an ordinary connection; its list was read once."""
    services.connections.save(connection, KEY)
    window = open_window()
    qtbot.waitUntil(lambda: window.packages.as_of is not None, timeout=WAIT_MS)
    return window


def _idle(window: MainWindow) -> Callable[[], bool]:
    return lambda: window.context.background.idle


def _ended(process: SandboxProcess) -> Callable[[], bool]:
    return lambda: not process.alive


def put_package(services: Services, path: Path, connection_id: str = "academy") -> str:
    """Uploads a package through the real engine and returns its id."""
    upload_id = services.uploads.add(path, connection_id)
    services.uploads.run()
    services.uploads.wait([upload_id], timeout=60)
    row = services.uploads.row(upload_id)
    assert row.state == "done", row
    assert row.package_id is not None
    return row.package_id
