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


def test_a_tenant_id_that_nobody_typed_is_taken_from_the_key(
    connected: MainWindow, qtbot: QtBot, sandbox: Sandbox
) -> None:
    """A pasted command is cleaned to an address, the key's own tenant fills the empty field, and all five lines pass."""
    connected.context.edit_connection(None)
    dialog = next(one for one in connected.findChildren(ConnectionDialog) if one.isVisible())
    dialog.address.setText(f"curl -H 'X-API-Key: …' '{sandbox.url}/api/v1/packages?tenant_id=x'")
    QTest.keyClicks(dialog.key, KEY)
    QTest.keyClick(dialog.key, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.tenant.text() == sandbox.tenant_id, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "may upload" in dialog.steps.words("write"), timeout=WAIT_MS)
    assert dialog.address.text() == sandbox.url
    assert "answered in" in dialog.steps.words("reachable")
    dialog.dismiss()


def test_the_dialog_scrolls_where_the_window_has_no_room_for_it(connected: MainWindow, qtbot: QtBot) -> None:
    """In the smallest window everything stays apart: what does not fit is scrolled to, the buttons stay in sight."""
    connected.resize(760, 520)
    connected.context.edit_connection("academy")
    dialog = next(one for one in connected.findChildren(ConnectionDialog) if one.isVisible())
    QTest.mouseClick(dialog.advanced.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.advanced.fields.isVisible, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: dialog._inside.verticalScrollBar().maximum() > 0, timeout=WAIT_MS)
    save = dialog.save_button
    assert connected.rect().contains(save.mapTo(connected, save.rect().bottomRight()))
    assert (
        dialog.address.mapTo(dialog, dialog.address.rect().bottomLeft()).y()
        < dialog.tenant.mapTo(dialog, dialog.tenant.rect().topLeft()).y()
    )
    qtbot.waitUntil(lambda: not dialog.advanced.default.visibleRegion().isEmpty(), timeout=WAIT_MS)
    dialog.dismiss()
