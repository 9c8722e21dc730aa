"""What a connection's dialog does for the uploads that wait for it."""

from __future__ import annotations

from dataclasses import replace
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


def test_another_connection_becomes_the_default_one(connected: MainWindow, qtbot: QtBot, services: Services) -> None:
    """Chosen in its dialog; the one that was it until now is it no longer, and cannot give it up by itself."""
    academy = services.connections.get("academy")
    services.connections.save(replace(academy, id="branch", name="Branch", is_default=False), KEY)
    qtbot.waitUntil(lambda: connected.context.connection("branch") is not None, timeout=WAIT_MS)
    connected.context.edit_connection("academy")
    dialog = next(one for one in connected.findChildren(ConnectionDialog) if one.isVisible())
    assert dialog.advanced.default.isChecked() and not dialog.advanced.default.isEnabled()
    dialog.dismiss()
    qtbot.waitUntil(lambda: not any(one.isVisible() for one in connected.findChildren(ConnectionDialog)))
    connected.context.edit_connection("branch")
    dialog = next(one for one in connected.findChildren(ConnectionDialog) if one.isVisible())
    QTest.mouseClick(dialog.advanced.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.advanced.default.isVisible, timeout=WAIT_MS)
    QTest.keyClick(dialog.advanced.default, Qt.Key.Key_Space)
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: services.connections.choose(None, {}).id == "branch", timeout=WAIT_MS)
    assert [one.id for one in services.connections.all() if one.is_default] == ["branch"]


def test_what_the_test_of_a_kept_connection_found_is_kept_without_saving(
    connected: MainWindow, qtbot: QtBot, services: Services
) -> None:
    """Whether the key may write is a fact of the server: known as soon as it is asked for."""
    services.connections.set_may_write("academy", False)
    qtbot.waitUntil(
        lambda: (kept := connected.context.connection("academy")) is not None and kept.may_write is False,
        timeout=WAIT_MS,
    )
    connected.context.edit_connection("academy")
    dialog = next(one for one in connected.findChildren(ConnectionDialog) if one.isVisible())
    QTest.mouseClick(dialog.test_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: services.connections.get("academy").may_write is True, timeout=WAIT_MS)
    dialog.dismiss()
