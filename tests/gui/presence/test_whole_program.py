"""The program itself, as its user meets it: closed into the tray, finished there, brought back by a second start."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import allure_desktop
from allure_desktop.composition import build
from allure_desktop.connections.connection import Connection
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.settings import ON_CLOSE
from tests.gui.presence.desktop import Notifications
from tests.gui.window.conftest import KEY
from tests.packages import scorm12

MAIN = Path(allure_desktop.__file__).parent.parent / "main.py"
LONGEST_S = 60.0


def eventually(what: Callable[[], object]) -> None:
    """Until it is so."""
    end = time.monotonic() + LONGEST_S
    while not what():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


def windows(name: str = "AllureConnect") -> list[str]:
    """The program's windows on the screen in whose title this stands."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", name], capture_output=True, text=True)
    return found.stdout.split()


def close_window() -> None:
    """As a person does it, by the window manager's own key."""
    subprocess.run(["xdotool", "windowactivate", "--sync", windows()[0], "key", "alt+F4"], check=True)


@pytest.fixture
def waiting(tmp_path: Path, sandbox: Sandbox, connection: Connection) -> Iterator[Path]:
    """A data folder whose one upload waits for the server, and whose user has chosen the background once."""
    sandbox.faults.set("503", path="upload")
    folder = tmp_path / "program"
    services = build(folder)
    services.connections.save(connection, KEY)
    services.settings.set(ON_CLOSE, "background")
    services.uploads.add(scorm12(tmp_path / "fire.zip", title="Fire Safety"), "academy")
    services.close()
    yield folder


def test_it_goes_on_unseen_and_comes_back(tray_host: None, waiting: Path, sandbox: Sandbox) -> None:
    """Closing hides it, the upload ends behind the tray and is told, a second start shows the window again."""
    environment = {**os.environ, "ALLURE_DATA_DIR": str(waiting), "ALLURE_UI_FONT": "inter"}
    with Notifications(environment["DBUS_SESSION_BUS_ADDRESS"]) as desktop:  # where the keyring is
        program = subprocess.Popen([sys.executable, str(MAIN)], env=environment)
        try:
            eventually(lambda: windows("% · AllureConnect"))
            close_window()
            eventually(lambda: not windows())
            assert program.poll() is None
            sandbox.faults.clear()
            eventually(lambda: ("All uploads are done", "1 package is live.") in desktop.shown)
            second = subprocess.run([sys.executable, str(MAIN)], env=environment, timeout=LONGEST_S)
            assert second.returncode == 0
            eventually(windows)
            assert program.poll() is None
            close_window()
            assert program.wait(LONGEST_S) == 0
        finally:
            program.kill()
            program.wait(20)
