"""A connection that is led to another server asks for the key again: the kept one is told to nobody else."""

from __future__ import annotations

from PySide6.QtTest import QTest

from allure_desktop.gui.connections.dialog import ConnectionDialog
from tests.gui.window.conftest import KEY
from tests.journeys.desk import LEFT, Desk
from tests.journeys.servers import KEPT
from tests.scripted_server import ScriptedServer


def test_the_kept_key_stays_with_its_server(desk: Desk) -> None:
    """Neither *Test* nor *Save* sends it there; the dialog says why, and goes on once the key is typed."""
    with ScriptedServer(KEPT) as other:
        desk.window.context.edit_connection("academy")
        dialog = desk.sheet(ConnectionDialog)
        assert isinstance(dialog, ConnectionDialog)
        assert "Kept in the keyring" in dialog.key.placeholderText()
        dialog.address.selectAll()
        QTest.keyClicks(dialog.address, other.url)
        assert dialog.key.placeholderText() == ""
        for button in (dialog.test_button, dialog.save_button):
            dialog.band.hide()
            QTest.mouseClick(button, LEFT)
            assert dialog.band.words.startswith("The key of Example Academy is needed again.")
            assert "is told to no other server" in dialog.band.words and "Enter the key for" in dialog.band.words
            assert dialog.key.hasFocus()
        assert other.asked == []
        QTest.keyClicks(dialog.key, "key-of-the-other-one")
        QTest.mouseClick(dialog.test_button, LEFT)
        desk.until(lambda: dialog.steps.words("write"))
        assert KEY not in str(other.asked)
        QTest.mouseClick(dialog.save_button, LEFT)
        desk.until(lambda: desk.services.connections.get("academy").base_url == other.url)
        desk.until(lambda: desk.window.packages.as_of is not None)
        assert desk.services.connections.key_for(desk.services.connections.get("academy")) == "key-of-the-other-one"
        desk.until(lambda: [record.title for record in desk.window.packages.shown] == ["Fire Safety"])
        assert KEY not in str(other.asked)


def test_the_same_server_needs_no_other_key(desk: Desk) -> None:
    """A name, or the same address written otherwise, is saved with the kept key."""
    desk.window.context.edit_connection("academy")
    dialog = desk.sheet(ConnectionDialog)
    assert isinstance(dialog, ConnectionDialog)
    dialog.address.setText(f"{dialog.address.text()}/api/v1/packages?limit=3")
    dialog.name.setText("Renamed")
    QTest.mouseClick(dialog.save_button, LEFT)
    desk.until(lambda: desk.services.connections.get("academy").name == "Renamed")
    assert desk.services.connections.key_for(desk.services.connections.get("academy")) == KEY
