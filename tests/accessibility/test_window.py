"""The main screens for those who hear them, use no pointer, or read them in a longer language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui import core_words, theme
from allure_desktop.gui.connections.dialog import ConnectionDialog
from allure_desktop.gui.language import speak
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.settings.sheet import SettingsSheet
from allure_desktop.gui.widgets import Sheet
from tests.accessibility.audit import audit, described, focusables, heard, tree
from tests.accessibility.pseudo import speak_pseudo
from tests.gui.window.conftest import WAIT_MS, put_package
from tests.packages import scorm12

#: more than any screen has focusables
_MOST_TABS = 150


@pytest.fixture(params=("en", "de", "pseudo"))
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """English, German, and a language longer than both; taken away again."""
    before = QLocale()
    known = set(qapp.findChildren(QTranslator))
    if request.param == "pseudo":
        speak_pseudo(qapp)
    else:
        speak(request.param, qapp)
    yield request.param
    for added in set(qapp.findChildren(QTranslator)) - known:
        qapp.removeTranslator(added)
        added.deleteLater()
    core_words.read_gaps(None)
    QLocale.setDefault(before)


@pytest.fixture
def filled(services: Services, connected: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """A window with a package in the library that is selected, and a broken file in Uploads."""
    put_package(services, scorm12(tmp_path / "fire.zip", title="Fire Safety"))
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 and no more of it")
    services.uploads.add(broken, "academy")
    connected.packages.refresh()
    qtbot.waitUntil(lambda: bool(connected.packages.shown), timeout=WAIT_MS)
    connected.library.pane.view.choose(connected.packages.shown[0].package_id)
    qtbot.waitUntil(lambda: connected.library.panel.isVisible(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: connected.context.background.idle, timeout=WAIT_MS)
    return connected


def _settings(window: MainWindow) -> None:
    window.context.actions.trigger("settings")


def _connection(window: MainWindow) -> None:
    window.context.edit_connection(None)


SCREENS: dict[str, tuple[Callable[[MainWindow], object], type[QWidget] | None]] = {
    "library": (lambda window: window.show_page(0), None),
    "uploads": (lambda window: window.show_page(1), None),
    "settings": (_settings, SettingsSheet),
    "connection": (_connection, ConnectionDialog),
}


def test_every_screen_can_be_heard_and_has_room(language: str, filled: MainWindow, qtbot: QtBot) -> None:
    """Every focusable has a name and no other's, rows and columns say what they are, no text is cut."""
    filled.resize(1280, 800)
    faults = []
    for name, (show, sheet) in SCREENS.items():
        show(filled)
        if sheet is not None:
            qtbot.waitUntil(_open(filled, sheet), timeout=WAIT_MS)
        qtbot.waitUntil(lambda: filled.context.background.idle, timeout=WAIT_MS)
        for scale in (1.0, 2.0):
            theme.active().set_text_scale(scale)
            filled.measure()
            QApplication.processEvents()
            faults += [f"{name} at {scale}: {fault}" for fault in audit(filled)]
        theme.active().set_text_scale(1.0)
        filled.measure()
        for opened in filled.findChildren(Sheet):
            opened.dismiss()
    assert not faults, "\n".join(faults)


def _open(window: MainWindow, sheet: type[QWidget]) -> Callable[[], bool]:
    return lambda: any(opened.isVisible() for opened in window.findChildren(sheet))


def test_tab_comes_to_everything_once_and_returns(filled: MainWindow, qtbot: QtBot) -> None:
    """From the first focusable round to it again, and each one that Tab may come to is met once."""
    for page in (0, 1):
        filled.show_page(page)
        filled.activateWindow()
        qtbot.waitUntil(lambda: filled.context.background.idle, timeout=WAIT_MS)
        met = _round(filled)
        wanted = focusables(filled)
        missed = [described(widget) for widget in wanted if widget not in met]
        twice = [described(widget) for widget in met if met.count(widget) > 1]
        assert (missed, twice) == ([], [])


def _round(window: QWidget) -> list[QWidget]:
    """What has the focus, Tab after Tab, until it is back where it began."""
    focusables(window)[0].setFocus(Qt.FocusReason.TabFocusReason)
    first = QApplication.focusWidget()
    assert first is not None
    met = [first]
    while len(met) < _MOST_TABS:
        QTest.keyClick(met[-1], Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused is first:
            return met
        met.append(focused)
    raise AssertionError(f"after {_MOST_TABS} tabs the focus is not back: {[described(w) for w in met[-6:]]}")


def test_the_focus_returns_to_what_opened_a_sheet(filled: MainWindow, qtbot: QtBot) -> None:
    """Esc leads back to the very widget from which the settings were opened."""
    opener = filled.library.pane.head.add_button
    opener.setFocus()
    filled.context.actions.trigger("settings")
    qtbot.waitUntil(lambda: bool(filled.findChildren(SettingsSheet)), timeout=WAIT_MS)
    sheet = filled.findChildren(SettingsSheet)[0]
    qtbot.waitUntil(lambda: QApplication.focusWidget() in sheet.findChildren(QWidget), timeout=WAIT_MS)
    QTest.keyClick(QApplication.focusWidget() or sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is opener, timeout=WAIT_MS)


def test_a_row_is_heard_as_a_sentence(filled: MainWindow) -> None:
    """A screen reader finds the table, its heads, and a package's row with all that is painted in it."""
    view = filled.library.pane.view
    found = heard(view)
    assert found is not None
    assert found.role() == QAccessible.Role.Table
    said = [part.text(QAccessible.Text.Name) for part in tree(found)]
    assert any("Fire Safety" in words and "SCORM 1.2" in words for words in said)
    heads = [part.text(QAccessible.Text.Name) for part in tree(found) if part.role() == QAccessible.Role.ColumnHeader]
    assert heads[:3] == ["Package", "SCORM", "Version"]


def test_the_focus_can_be_seen_on_everything(filled: MainWindow, qtbot: QtBot) -> None:
    """Every widget looks different while it has the focus, a list by its current row."""
    unseen = []
    filled.activateWindow()
    for show, sheet in SCREENS.values():
        show(filled)
        if sheet is not None:
            qtbot.waitUntil(_open(filled, sheet), timeout=WAIT_MS)
        qtbot.waitUntil(lambda: filled.context.background.idle, timeout=WAIT_MS)
        opened = [found for found in filled.findChildren(Sheet) if found.isVisible()]
        for widget in focusables(opened[0] if opened else filled):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            qtbot.waitUntil(_has_focus(widget), timeout=WAIT_MS)
            with_focus = widget.grab().toImage()
            widget.clearFocus()
            qtbot.waitUntil(lambda: QApplication.focusWidget() is None, timeout=WAIT_MS)
            if widget.grab().toImage() == with_focus:
                unseen.append(described(widget))
        for found in opened:
            found.dismiss()
    assert not unseen, "\n".join(unseen)


def _has_focus(widget: QWidget) -> Callable[[], bool]:
    return lambda: QApplication.focusWidget() is widget
