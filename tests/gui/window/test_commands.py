"""The registry of commands: no key twice, words for each, a reason where one cannot be done, menus and F1 know all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.commands import main_menu, menus, package_menu
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.palette.shortcuts import ShortcutSheet, as_text, groups_of
from tests.gui.window.conftest import WAIT_MS, put_package
from tests.packages import scorm12


def test_no_key_means_two_things_in_one_place(connected: MainWindow) -> None:
    """In the window every key is bound once, and in each list once more at most."""
    bound: dict[tuple[QWidget | None, str], list[str]] = {}
    for command in connected.context.actions.commands():
        for place in command.action.associatedObjects():
            if isinstance(place, QWidget) and not isinstance(place, QMenu):
                for key in command.action.shortcuts():
                    bound.setdefault((place, key.toString()), []).append(command.id)
    assert {key: ids for key, ids in bound.items() if len(ids) > 1} == {}


def test_a_list_takes_no_key_of_the_window(connected: MainWindow) -> None:
    """What works everywhere works in the lists as well: no list has another meaning for such a key."""
    keys: dict[bool, set[str]] = {False: set(), True: set()}
    for command in connected.context.actions.commands():
        keys[command.in_list] |= {key.toString() for key in command.action.shortcuts()}
    assert keys[False] & keys[True] == set()


def test_every_command_has_words_and_tells_why_not(connected: MainWindow) -> None:
    """A command that is disabled has its reason in words; one that can be done has none."""
    actions = connected.context.actions
    actions.refresh()
    for command in actions.commands():
        assert command.plain_text.strip(), command.id
        reason = actions.reason(command.id)
        assert command.action.isEnabled() == (not reason), command.id
        assert not reason or reason.endswith("."), command.id
        assert command.plain_text in command.action.toolTip()


def test_menus_and_the_sheet_of_keys_know_every_command(connected: MainWindow) -> None:
    """Nothing is registered that only a key can find, and no menu names what is not there."""
    known = {command.id for command in connected.context.actions.commands()}
    in_menus = {id for _name, ids in menus() for id in ids if id != "-"}
    assert known - in_menus == set()
    assert in_menus - known == set()
    listed = [text for _name, lines in groups_of(connected) for text, _keys, _reason in lines]
    assert len(listed) == len(known)


def test_the_menu_holds_them_all(connected: MainWindow) -> None:
    """≡ has a part for each group with the very actions of the registry."""
    menu = main_menu(connected)
    parts = [action.menu() for action in menu.actions()]
    held = {action.objectName() for part in parts if isinstance(part, QMenu) for action in part.actions()}
    known = {command.id for command in connected.context.actions.commands()} - {"menu"}
    assert known - held == set()


@pytest.mark.parametrize(
    ("keys", "id"),
    [
        ("F1", "shortcuts"),
        ("Ctrl+O", "add"),
        ("Ctrl+U", "package.new-version"),
        ("Ctrl+D", "compare"),
        ("Ctrl+E", "package.edit"),
        ("Ctrl+T", "package.tags"),
        ("Ctrl+F", "search"),
        ("Ctrl+K", "palette"),
        ("Ctrl+1", "view.library"),
        ("Ctrl+2", "view.uploads"),
        ("Ctrl+J", "view.dock"),
        ("Ctrl+I", "view.panel"),
        ("F6", "pane.next"),
        ("Shift+F6", "pane.before"),
        ("Alt+Left", "back"),
        ("Alt+Right", "forward"),
        ("F5", "refresh"),
        ("F10", "menu"),
        ("P", "row.pause"),
        ("Ctrl+Shift+P", "uploads.pause-all"),
        ("Ctrl+Up", "row.up"),
        ("Ctrl+Down", "row.down"),
        ("Del", "row.remove"),
        ("Ctrl+Return", "row.upload"),
        ("Space", "row.preview"),
        ("Space", "package.preview"),
        ("Return", "package.details"),
        ("Return", "row.details"),
        ("Ctrl+C", "row.copy"),
        ("Ctrl+C", "package.copy-row"),
        ("Ctrl+Z", "undo"),
        ("Ctrl++", "text.larger"),
        ("Ctrl+-", "text.smaller"),
        ("Ctrl+0", "text.usual"),
        ("Ctrl+,", "settings"),
        ("Esc", "close"),
        ("Ctrl+Shift+C", "connection.switch"),
    ],
)
def test_each_key_is_the_one_that_is_written_down(connected: MainWindow, keys: str, id: str) -> None:
    """The keys of the manual are those of the registry."""
    assert keys in [key.toString() for key in connected.context.actions.action(id).shortcuts()]


def shown_sheet(window: MainWindow) -> ShortcutSheet | None:
    return next((one for one in window.findChildren(ShortcutSheet) if one.isVisible()), None)


def test_f1_shows_the_keys_and_finds_them(connected: MainWindow, qtbot: QtBot) -> None:
    """F1 opens the sheet; typing leaves what fits, by its words or by its key; the text can be taken away."""
    QTest.keyClick(connected, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: shown_sheet(connected) is not None, timeout=WAIT_MS)
    sheet = shown_sheet(connected)
    assert sheet is not None
    QTest.keyClicks(sheet.field, "ctrl+shift+p")
    assert sheet.shown() == ["Pause all uploads"]
    sheet.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert text == as_text(groups_of(connected))
    assert "Ctrl+K" in text
    QTest.keyClick(sheet.field, Qt.Key.Key_Escape)
    assert shown_sheet(connected) is None


def test_f6_goes_round_the_panes_and_back(
    connected: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    """Sidebar, toolbar, filters, list, panel, and the sidebar again; Shift+F6 the other way; each place is kept."""
    put_package(services, scorm12(tmp_path / "one.zip"))
    qtbot.waitUntil(lambda: connected.package() is not None, timeout=WAIT_MS)
    names = [name for name, _pane in connected.panes.panes()]
    assert names == ["Sidebar", "Toolbar", "Filters", "Packages", "Package"]
    connected.sidebar.uploads.setFocus()
    visited = []
    for _ in names:
        QTest.keyClick(QApplication.focusWidget() or connected, Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        assert focused is not None
        visited.append(
            next(name for name, pane in connected.panes.panes() if pane is focused or pane.isAncestorOf(focused))
        )
    assert visited == [*names[1:], "Sidebar"]
    assert connected.sidebar.uploads.hasFocus()
    QTest.keyClick(connected.sidebar.uploads, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert connected.library.panel.isAncestorOf(QApplication.focusWidget() or connected)


def press(window: MainWindow, kind: QEvent.Type, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    handle = window.windowHandle()
    assert handle is not None
    QCoreApplication.sendEvent(handle, QKeyEvent(kind, key, modifiers))


def test_alt_alone_opens_the_menu(connected: MainWindow, qtbot: QtBot) -> None:
    """Pressed and let go it opens ≡; with another key in between it does not."""
    none, alt = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
    press(connected, QEvent.Type.KeyPress, Qt.Key.Key_Alt, none)
    press(connected, QEvent.Type.ShortcutOverride, Qt.Key.Key_Left, alt)
    press(connected, QEvent.Type.KeyRelease, Qt.Key.Key_Alt, alt)
    assert QApplication.activePopupWidget() is None
    press(connected, QEvent.Type.KeyPress, Qt.Key.Key_Alt, none)
    press(connected, QEvent.Type.KeyRelease, Qt.Key.Key_Alt, alt)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=WAIT_MS)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    popup.close()


def test_the_menu_of_a_package(connected: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    """In its order: play, launch, version, compare, edit, tags with check marks, copies, browser, uploads."""
    put_package(services, scorm12(tmp_path / "one.zip"))
    qtbot.waitUntil(lambda: connected.package() is not None, timeout=WAIT_MS)
    menu = package_menu(connected)
    texts = [action.text() for action in menu.actions() if not action.isSeparator() and action.isVisible()]
    assert texts[:8] == [
        "Preview",
        "Launch…",
        "New version…",
        "Compare…",
        "Show the details",
        "Edit details…",
        "Tags",
        "Copy id",
    ]
    assert texts[-3:] == ["Open in the browser", "Show its uploads", "Delete on the server…"]


def test_a_tag_is_given_by_the_menu_and_undone(
    connected: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    """A click on a tag gives it at once on the server; Ctrl+Z takes it back."""
    package_id = put_package(services, scorm12(tmp_path / "one.zip"))
    services.library.edit("academy", package_id, {"tags": ["safety"]})
    services.library.refresh("academy")
    qtbot.waitUntil(lambda: (p := connected.package()) is not None and p.tags == ("safety",), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: bool(connected.packages.overview.tags), timeout=WAIT_MS)
    tags = connected.list_commands.tags_menu(connected)
    act = next(action for action in tags.actions() if action.text() == "safety")
    assert act.isChecked()
    act.trigger()
    qtbot.waitUntil(lambda: (p := connected.package()) is not None and p.tags == (), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: connected.toast.has_undo, timeout=WAIT_MS)
    connected.context.actions.trigger("undo")
    qtbot.waitUntil(lambda: (p := connected.package()) is not None and p.tags == ("safety",), timeout=WAIT_MS)


def test_ctrl_c_copies_a_row_for_a_spreadsheet(
    connected: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    """Title, file, id and the other columns, with tabs between them."""
    package_id = put_package(services, scorm12(tmp_path / "one.zip", title="Two\tparts"))
    qtbot.waitUntil(lambda: connected.package() is not None, timeout=WAIT_MS)
    view = connected.library.pane.view
    view.setFocus()
    qtbot.waitUntil(view.hasFocus, timeout=WAIT_MS)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    cells = QGuiApplication.clipboard().text().split("\t")
    assert cells[:3] == ["Two parts", "one.zip", package_id]
    assert len(cells) == 8


def test_enter_shows_the_details(connected: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    """Enter on a row of the Library: its details have the keyboard."""
    put_package(services, scorm12(tmp_path / "one.zip"))
    qtbot.waitUntil(lambda: connected.package() is not None, timeout=WAIT_MS)
    view = connected.library.pane.view
    view.setFocus()
    qtbot.waitUntil(view.hasFocus, timeout=WAIT_MS)
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(connected.library.panel.details.description.hasFocus, timeout=WAIT_MS)
