"""A screen, a session bus and a keyring for each parallel worker: shared, one test's key would be another's."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

LIMIT_S = 20
_STARTED: list[subprocess.Popen[bytes]] = []
_FOLDERS: list[Path] = []


def begin() -> None:
    """Starts them, and makes this process and what it starts use them."""
    _begin_screen()
    # a socket's path has to be short, so this lies beside and not below the tests' folders
    folder = Path(tempfile.mkdtemp(prefix="allure-worker."))
    _FOLDERS.append(folder)
    for name in ("XDG_RUNTIME_DIR", "XDG_DATA_HOME"):
        place = folder / name.lower()
        place.mkdir(mode=0o700)
        os.environ[name] = str(place)
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    _STARTED.append(bus)
    assert bus.stdout is not None
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
    keyring = subprocess.Popen(
        ["gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _STARTED.append(keyring)
    assert keyring.stdin is not None
    keyring.stdin.write(b"only for these tests")
    keyring.stdin.close()
    end = time.monotonic() + LIMIT_S
    while not _answers():
        assert time.monotonic() < end and keyring.poll() is None, "no Secret Service answers"


def end() -> None:
    """Ends them, the last first."""
    for process in reversed(_STARTED):
        process.terminate()
        process.wait(5)
    for folder in _FOLDERS:
        shutil.rmtree(folder, ignore_errors=True)


def _begin_screen() -> None:
    """Two windows on one screen steal each other's focus."""
    reader, writer = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writer],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as answer:
        number = answer.readline().strip()
    assert number, "the virtual screen did not start"
    os.environ["DISPLAY"] = f":{number}"
    _STARTED.append(screen)
    _STARTED.append(subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))


def _answers() -> bool:
    """Asks the bus whether somebody is the Secret Service; takes some milliseconds."""
    asked = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"]
    asked += ["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]
    return b"true" in subprocess.run(asked, capture_output=True, check=False).stdout
