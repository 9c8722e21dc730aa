"""A bus, a tray and a stage for the parts beside the window."""

from __future__ import annotations

import dataclasses
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from allure_desktop.uploads.rows import UploadRow
from tests.gui.presence.desktop import private_bus
from tests.gui.uploads.conftest import PLAIN
from tests.gui.uploads.stage import Stage
from tests.gui.window.conftest import connected, connection, open_window, sandbox, services

__all__ = ["connected", "connection", "open_window", "sandbox", "services"]

WAIT_MS = 30_000


@pytest.fixture
def bus(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A session bus on which nobody answers yet; the program's own threads find it as the session's."""
    assert QDBusConnection.sessionBus().isConnected()  # Qt's own connection stays for all tests: not to this one
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def stage(qapp: QApplication, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    yield made
    made.close()


@pytest.fixture
def tray_host(qapp: QApplication, qtbot: QtBot) -> Iterator[None]:
    """A real tray on this screen."""
    panel = subprocess.Popen(["trayer", "--edge", "top", "--height", "24", "--width", "20"])
    qtbot.waitUntil(QSystemTrayIcon.isSystemTrayAvailable, timeout=WAIT_MS)
    yield
    panel.terminate()
    panel.wait(20)
    qtbot.waitUntil(lambda: not QSystemTrayIcon.isSystemTrayAvailable(), timeout=WAIT_MS)


@pytest.fixture
def row() -> Callable[..., UploadRow]:
    """A row of these facts; `size` in bytes."""

    def make(id: int, state: str, reason: str = "", *, size: int = 1000, sent: int = 0, **more: Any) -> UploadRow:
        facts = {"title": f"Course {id}", "file": f"course-{id}.zip", **more}
        return dataclasses.replace(
            PLAIN,
            id=id,
            state=state,  # type: ignore[arg-type]
            reason=reason,  # type: ignore[arg-type]
            total_bytes=size,
            sent_bytes=sent,
            **facts,
        )

    return make
