"""What a connection's dialog does for the uploads that wait for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.connections.dialog import ConnectionDialog
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.sandbox.server import Sandbox
from tests.gui.window.conftest import KEY, WAIT_MS
from tests.packages import scorm12


def test_a_replaced_key_lets_the_waiting_uploads_go_on(
    connected: MainWindow, qtbot: QtBot, services: Services, sandbox: Sandbox, tmp_path: Path
) -> None:
    """An upload that stopped at a refused key goes live once the key is replaced, without another act."""
    sandbox.faults.set("401", path="*upload-url*")
    upload_id = services.uploads.add(scorm12(tmp_path / "course.zip"), "academy")
    qtbot.waitUntil(lambda: services.uploads.row(upload_id).reason == "key_refused", timeout=WAIT_MS)
    sandbox.faults.clear()
    connected.context.edit_connection("academy")
    dialog = next(one for one in connected.findChildren(ConnectionDialog) if one.isVisible())
    dialog.key.setText(KEY)
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: services.uploads.row(upload_id).state == "done", timeout=WAIT_MS)
