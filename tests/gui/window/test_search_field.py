"""Tokens and saved views by hand: typed, completed, shown as chips, kept in the sidebar."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from allure_desktop.api.records import package_record
from allure_desktop.composition import Services
from allure_desktop.events import LibraryChanged
from allure_desktop.gui.library.token_row import TokenChip
from allure_desktop.gui.library.unread_band import UnreadSheet
from allure_desktop.gui.library.view_sheet import ViewSheet
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.library.filters import Filters
from tests.gui.window.conftest import WAIT_MS

PACKAGES = (
    ("p1", "Ladder Safety", ["safety"], "1.2", 1),
    ("p2", "Rope Access", ["safety", "ropes"], "2004", 7),
    ("p3", "Cold Calls", ["sales"], "1.2", 9),
)


@pytest.fixture
def stocked(connected: MainWindow, services: Services, qtbot: QtBot) -> MainWindow:
    """The list shows three packages."""
    for package_id, title, tags, standard, revision in PACKAGES:
        raw = {
            "package_id": package_id,
            "title": title,
            "tags": tags,
            "scorm_version": standard,
            "current_revision": revision,
        }
        services.library._listings.keep("academy", package_record(raw))
    services.events.announce(LibraryChanged("academy"))
    qtbot.waitUntil(lambda: titles(connected) == {"Ladder Safety", "Rope Access", "Cold Calls"}, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: connected.packages.overview.packages == 3, timeout=WAIT_MS)
    return connected


def titles(window: MainWindow) -> set[str]:
    rows = window.packages.shown
    return {record.title for row in range(len(rows)) if (record := rows.get(row)) is not None}


def chips(window: MainWindow) -> list[str]:
    row = window.library.pane.tokens
    return [chip.token for chip in row.findChildren(TokenChip) if not row.isHidden() and not chip.isHidden()]


def test_a_finished_token_becomes_a_chip_that_goes_at_a_click(stocked: MainWindow, qtbot: QtBot) -> None:
    """It leaves the field, narrows the list, and its chip takes it away again."""
    field = stocked.library.pane.head.search
    field.setFocus()
    QTest.keyClicks(field, "tag:safety version:>3 ")
    qtbot.waitUntil(lambda: titles(stocked) == {"Rope Access"}, timeout=WAIT_MS)
    assert (field.text(), chips(stocked)) == ("", ["tag:safety", "version:>3"])
    chip = next(one for one in stocked.library.pane.tokens.findChildren(TokenChip) if one.token == "version:>3")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: titles(stocked) == {"Ladder Safety", "Rope Access"}, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: chips(stocked) == ["tag:safety"], timeout=WAIT_MS)


def test_backspace_makes_the_last_chip_text_again(stocked: MainWindow, qtbot: QtBot) -> None:
    """To be corrected, as one expects of chips."""
    field = stocked.library.pane.head.search
    field.setFocus()
    QTest.keyClicks(field, "is:1.2 ")
    qtbot.waitUntil(lambda: chips(stocked) == ["is:1.2"], timeout=WAIT_MS)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == "is:1.2"
    assert stocked.packages.filters.tokens == ()


def test_a_tag_is_completed_while_it_is_typed(stocked: MainWindow, qtbot: QtBot) -> None:
    """Down and Enter take what is offered; the half of it that was typed emptied nothing."""
    field = stocked.library.pane.head.search
    field.setFocus()
    QTest.keyClicks(field, "tag:rop")
    assert field._popup is not None
    qtbot.waitUntil(field._popup.isVisible, timeout=WAIT_MS)
    assert stocked.packages.filters.asked == ""
    QTest.keyClick(field._popup, Qt.Key.Key_Down)
    QTest.keyClick(field._popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: titles(stocked) == {"Rope Access"}, timeout=WAIT_MS)
    assert chips(stocked) == ["tag:ropes"]


def test_a_list_filtered_to_nothing_says_by_what_and_clears(stocked: MainWindow, qtbot: QtBot) -> None:
    """All the filters are named, whichever way they were chosen."""
    pane = stocked.library.pane
    stocked.packages.set_filters(tag="safety", days=7, size="huge", tokens=("version:>50",))
    qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.nothing, timeout=WAIT_MS)
    said = "No package matches tag:safety changed:<7d size:>=1gb version:>50"
    assert pane.nothing.words.text() == said
    QTest.mouseClick(pane.nothing.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(titles(stocked)) == 3, timeout=WAIT_MS)
    assert stocked.packages.filters == Filters()


def save_view(window: MainWindow, qtbot: QtBot, name: str) -> None:
    window.context.actions.trigger("view.save")
    sheet = next(one for one in window.findChildren(ViewSheet) if one.isVisible())
    QTest.keyClicks(sheet.field, name)
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: name in [view.name for view in window.sidebar.views.views], timeout=WAIT_MS)


def test_filters_with_a_name_stand_in_the_sidebar(stocked: MainWindow, qtbot: QtBot) -> None:
    """Saved with their count, shown at a click, left at the next, renamed, removed and brought back."""
    assert stocked.context.actions.reason("view.save") == "Filter or search the list first."
    stocked.packages.set_filters(tokens=("tag:safety",), sort="title")
    qtbot.waitUntil(lambda: len(titles(stocked)) == 2, timeout=WAIT_MS)
    save_view(stocked, qtbot, "Heights")
    views = stocked.sidebar.views
    assert "Heights, saved view, 2 packages" in views.rows[0].accessibleName()
    assert views.rows[0].isChecked()
    stocked.library.pane.clear_filters()
    qtbot.waitUntil(lambda: len(titles(stocked)) == 3 and not views.rows[0].isChecked(), timeout=WAIT_MS)
    QTest.mouseClick(views.rows[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(titles(stocked)) == 2 and views.rows[0].isChecked(), timeout=WAIT_MS)
    assert (chips(stocked), stocked.packages.filters.sort) == (["tag:safety"], "title")
    QTest.mouseClick(views.rows[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(titles(stocked)) == 3, timeout=WAIT_MS)
    views.rows[0].setFocus()
    QTest.keyClick(views.rows[0], Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not views.rows and stocked.toast.isVisible(), timeout=WAIT_MS)
    QTest.mouseClick(stocked.toast.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [view.name for view in views.views] == ["Heights"], timeout=WAIT_MS)


def test_views_are_ordered_by_key_and_menu(stocked: MainWindow, qtbot: QtBot) -> None:
    """Ctrl with an arrow moves the view that has the focus, and it keeps it."""
    for name, tag in (("First", "safety"), ("Second", "sales")):
        stocked.packages.set_filters(tag=tag)
        save_view(stocked, qtbot, name)
    views = stocked.sidebar.views
    views.rows[1].setFocus()
    QTest.keyClick(views.rows[1], Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: [view.name for view in views.views] == ["Second", "First"], timeout=WAIT_MS)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is views.rows[0], timeout=WAIT_MS)
    menu = views.menu_of(views.views[0])
    enabled = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    assert (enabled["Move up"], enabled["Move down"]) == (False, True)
    next(action for action in menu.actions() if action.text() == "Move down").trigger()
    qtbot.waitUntil(lambda: [view.name for view in views.views] == ["First", "Second"], timeout=WAIT_MS)


def test_a_view_needs_a_name(stocked: MainWindow, qtbot: QtBot) -> None:
    """The button says why it cannot be pressed."""
    stocked.packages.set_filters(tag="safety")
    stocked.context.actions.trigger("view.save")
    sheet = next(one for one in stocked.findChildren(ViewSheet) if one.isVisible())
    assert not sheet.save.isEnabled()
    assert sheet.save.toolTip() == "Give it a name first."
    QTest.keyClicks(sheet.field, "   ")
    assert not sheet.save.isEnabled()
    QTest.keyClick(sheet.field, Qt.Key.Key_Escape)
    assert isinstance(stocked.library.pane.tokens.save, QPushButton)


def keep(services: Services, *package_ids: str) -> None:
    for package_id in package_ids:
        raw = {"package_id": package_id, "title": package_id, "updated_at": f"2026-11-{package_id[-2:]}T10:00:00Z"}
        services.library._listings.keep("academy", package_record(raw))


def test_a_refresh_moves_no_row_that_is_looked_at(connected: MainWindow, services: Services, qtbot: QtBot) -> None:
    """New packages above come in; the first row that is seen stays where it is, and so does the choice."""
    keep(services, *(f"p0-{number:02}" for number in range(1, 25)))
    qtbot.waitUntil(lambda: len(connected.packages.shown) == 24, timeout=WAIT_MS)
    view = connected.library.pane.view
    view.choose("p0-10")
    view.verticalScrollBar().setValue(3 * view.rows.row_height() + 7)
    top = view.table.record(view.indexAt(QPoint(0, 0)).row())
    assert top is not None
    place = view.visualRect(view.table.index(view.table.row_of(top.package_id), 0)).y()
    keep(services, "new-26", "new-27")
    qtbot.waitUntil(lambda: len(connected.packages.shown) == 26, timeout=WAIT_MS)
    assert view.visualRect(view.table.index(view.table.row_of(top.package_id), 0)).y() == place
    chosen = view.chosen()
    assert chosen is not None
    assert chosen.package_id == "p0-10"


def test_records_that_could_not_be_read_are_said_in_the_view(
    connected: MainWindow, services: Services, qtbot: QtBot
) -> None:
    """A band with how they begin, plain text whatever it is; it goes when all can be read."""
    told = json.dumps([["no-id", '{"title": "<b>Bold</b>"}'], ["no-object", "7"]])
    services.database.execute("UPDATE listings SET unread = 3, unread_told = ?", told)
    services.events.announce(LibraryChanged("academy"))
    band = connected.library.pane.unread
    qtbot.waitUntil(band.isVisible, timeout=WAIT_MS)
    assert band.words == "3 records of the server could not be read. All others are shown."
    QTest.mouseClick(band.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    sheet = next(one for one in connected.findChildren(UnreadSheet) if one.isVisible())
    assert '{"title": "<b>Bold</b>"}' in sheet.text.toPlainText()
    assert "And 1 more." in sheet.text.toPlainText()
    sheet.dismiss()
    services.database.execute("UPDATE listings SET unread = 0, unread_told = '[]'")
    services.events.announce(LibraryChanged("academy"))
    qtbot.waitUntil(lambda: not band.isVisible(), timeout=WAIT_MS)
