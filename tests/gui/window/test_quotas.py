"""What a tenant has left is said before an upload meets the end of it."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.uploads.rows import UploadOptions
from tests.gui.window.conftest import WAIT_MS, put_package
from tests.packages import scorm12

MIB = 1024 * 1024


def test_a_storage_that_is_nearly_full_is_told_at_the_foot(
    connected: MainWindow, qtbot: QtBot, services: Services, sandbox: Sandbox, tmp_path: Path
) -> None:
    """Figures as long as there is room, a warning from four fifths on, and what happens at the end."""
    put_package(services, scorm12(tmp_path / "course.zip", size_bytes=8 * MIB))
    bar = connected.sidebar.storage
    qtbot.waitUntil(bar.isVisible, timeout=WAIT_MS)
    assert "used" not in bar.accessibleName().replace("Storage", "")
    sandbox.set_quota(100, 9_500_000)
    connected.packages.refresh()
    qtbot.waitUntil(lambda: "% used. When it is full the server refuses" in bar.accessibleName(), timeout=WAIT_MS)
    sandbox.set_quota(1, 9_500_000)
    connected.packages.refresh()
    packages = connected.sidebar.packages
    qtbot.waitUntil(lambda: "Nothing more fits" in packages.accessibleName(), timeout=WAIT_MS)


def test_a_file_that_does_not_fit_is_stopped_before_its_first_byte(
    connected: MainWindow, qtbot: QtBot, services: Services, sandbox: Sandbox, tmp_path: Path
) -> None:
    """Two that fit only one after the other: the second one is held with both figures, nothing of it was sent."""
    sandbox.set_quota(100, 12 * MIB)
    options = UploadOptions(at_once=True)
    ids = [
        services.uploads.add(
            scorm12(tmp_path / f"{n}.zip", size_bytes=7 * MIB, identifier=f"i{n}"), "academy", options=options
        )
        for n in range(2)
    ]
    qtbot.waitUntil(lambda: services.uploads.row(ids[1]).reason == "quota", timeout=60_000)
    row = services.uploads.row(ids[1])
    assert row.sent_bytes == 0 and "7.3 MB" in row.message.what and "left" in row.message.what
    qtbot.waitUntil(lambda: services.uploads.row(ids[0]).state == "done", timeout=60_000)
