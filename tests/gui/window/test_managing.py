"""The list of all connections: order, default, removal, and files of connections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.connections.doors import RemoveSheet
from allure_desktop.gui.connections.hand_over import ImportSheet, export_to, import_from
from allure_desktop.gui.connections.manage_sheet import ManageSheet
from allure_desktop.gui.main_window import MainWindow
from tests.gui.window.conftest import KEY, WAIT_MS

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def sheet(connected: MainWindow, qtbot: QtBot, services: Services) -> ManageSheet:
    """Three connections of one server, in the sheet."""
    academy = services.connections.get("academy")
    for id in ("branch", "clinic"):
        services.connections.save(replace(academy, id=id, name=id.title(), tenant_id=id, is_default=False), KEY)
    qtbot.waitUntil(lambda: connected.context.connection("clinic") is not None, timeout=WAIT_MS)
    connected.context.actions.trigger("connection.manage")
    return connected.findChildren(ManageSheet)[-1]


def _seen(kind: type[QWidget], window: MainWindow) -> QWidget:
    return next(one for one in window.findChildren(kind) if one.isVisible())


def _stands(sheet: ManageSheet, place: int, connection_id: str) -> Callable[[], bool]:
    return lambda: sheet.rows[place].connection.id == connection_id


def test_they_are_put_in_order_and_one_is_the_default(
    sheet: ManageSheet, qtbot: QtBot, services: Services, connected: MainWindow
) -> None:
    """Moved by keys alone: the button keeps the keyboard; the order is the one of switcher and command line."""
    sheet.rows[2].up.setFocus()
    for place in (1, 0):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Space)
        qtbot.waitUntil(_stands(sheet, place, "clinic"), timeout=WAIT_MS)
    assert [one.id for one in services.connections.all()] == ["clinic", "academy", "branch"]
    assert not sheet.rows[0].up.isEnabled() and sheet.rows[0].edit.hasFocus()
    QTest.mouseClick(sheet.rows[2].default, LEFT)
    qtbot.waitUntil(lambda: services.connections.choose(None, {}).id == "branch", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: sheet.rows[2].default.isHidden(), timeout=WAIT_MS)


def test_a_sheet_scrolls_only_where_it_must(sheet: ManageSheet, qtbot: QtBot, connected: MainWindow) -> None:
    """In a window with room for all of it nothing can be scrolled; in a small one it can."""
    bar = sheet._inside.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0, timeout=WAIT_MS)
    connected.resize(760, 520)
    connected.context.theme.set_text_scale(2.0)
    qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=WAIT_MS)
    connected.context.theme.set_text_scale(1.0)


def test_one_is_removed_with_its_key_after_a_question(
    sheet: ManageSheet, qtbot: QtBot, services: Services, connected: MainWindow
) -> None:
    """The question says what goes and what stays; the list behind it is one shorter then."""
    branch = services.connections.get("branch")
    QTest.mouseClick(sheet.rows[1].remove, LEFT)
    question = _seen(RemoveSheet, connected)
    assert isinstance(question, RemoveSheet)
    assert question.cancel.hasFocus() and "Branch" in question.title.full_text
    QTest.mouseClick(question.remove, LEFT)
    qtbot.waitUntil(lambda: [row.connection.id for row in sheet.rows] == ["academy", "clinic"], timeout=WAIT_MS)
    assert services.connections.keys.get(branch.id) is None


def test_a_file_is_looked_at_before_it_is_taken_in(
    sheet: ManageSheet, qtbot: QtBot, services: Services, connected: MainWindow, tmp_path: Path
) -> None:
    """Exported here, one removed, taken in again: the others are recognised, what stands in between is shown."""
    clinic = services.connections.get("clinic")
    services.connections.save(replace(clinic, proxy="http://proxy.example:3128"), KEY)
    file = tmp_path / "all.json"
    export_to(connected.context, str(file))
    qtbot.waitUntil(file.exists, timeout=WAIT_MS)
    assert KEY not in file.read_text()
    services.disconnect("clinic")
    import_from(connected.context, str(file))
    qtbot.waitUntil(lambda: any(one.isVisible() for one in connected.findChildren(ImportSheet)), timeout=WAIT_MS)
    importing = _seen(ImportSheet, connected)
    assert isinstance(importing, ImportSheet)
    texts = " ".join(one.accessibleName() or getattr(one, "text", str)() for one in importing.findChildren(QWidget))
    assert "Example Academy, Branch" in texts and "Proxy: http://proxy.example:3128" in texts
    QTest.mouseClick(importing.add_button, LEFT)
    qtbot.waitUntil(lambda: len(services.connections.all()) == 3, timeout=WAIT_MS)
    added = services.connections.get("Clinic")
    assert added.tenant_id == "clinic" and services.connections.keys.get(added.id) is None


def test_a_file_that_is_none_is_told_in_the_sheet(connected: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """What is wrong with it, and nothing to add."""
    (tmp_path / "strange.json").write_text("[]")
    import_from(connected.context, str(tmp_path / "strange.json"))
    qtbot.waitUntil(lambda: any(one.isVisible() for one in connected.findChildren(ImportSheet)), timeout=WAIT_MS)
    sheet = _seen(ImportSheet, connected)
    assert isinstance(sheet, ImportSheet)
    assert "strange.json is no file of connections" in sheet.band.words and sheet.add_button.isHidden()
