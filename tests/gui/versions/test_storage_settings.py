"""Settings › Storage: what copies take is told, limited and cleared there, and the team's folder is chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.settings.sheet import SettingsSheet, open_settings
from allure_desktop.gui.settings.storage import StorageSettings
from tests.gui.window.conftest import WAIT_MS

LEFT = Qt.MouseButton.LeftButton


def storage(window: MainWindow, qtbot: QtBot) -> StorageSettings:
    open_settings(window.context, "copies")
    qtbot.waitUntil(lambda: bool(window.findChildren(SettingsSheet)), timeout=WAIT_MS)
    sheet = window.findChildren(SettingsSheet)[0]
    qtbot.waitUntil(sheet.storage.keep_copies.hasFocus, timeout=WAIT_MS)  # what was asked for, once it is read
    return sheet.storage


def test_copies_are_told_and_cleared(connected: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    """Clearing asks first; then none is left, and the page says so."""
    path = tmp_path / "a.zip"
    path.write_bytes(b"x" * 2_000_000)
    services.copies.keep(path)
    page = storage(connected, qtbot)
    assert page.used.text() == "1 copy takes 2 MB now." or "2.0 MB" in page.used.text()
    QTest.mouseClick(page.clear, LEFT)
    assert services.copies.usage().files == 1
    button = next(one for one in page.band.findChildren(QPushButton) if "Remove the copies" in one.text())
    QTest.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: page.used.text() == "No copy is kept now.", timeout=WAIT_MS)
    assert services.copies.usage().files == 0 and not page.clear.isEnabled()


def test_what_is_chosen_is_kept_at_once(
    connected: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    """Off, the limit, and a folder that is not there: told at once, without being made."""
    page = storage(connected, qtbot)
    page.limit.setValue(25)
    qtbot.waitUntil(lambda: services.copies.limit_bytes == 25_000_000_000, timeout=WAIT_MS)
    gone = tmp_path / "gone"
    page._chosen(str(gone))
    qtbot.waitUntil(lambda: page.trouble.isVisible(), timeout=WAIT_MS)
    assert "cannot be used now" in page.trouble.text() and not gone.exists()
    page._chosen(str(tmp_path))
    qtbot.waitUntil(lambda: page.trouble.isHidden(), timeout=WAIT_MS)
    page.keep_copies.click()
    qtbot.waitUntil(lambda: not services.copies.on and not page.limit.isEnabled(), timeout=WAIT_MS)
