"""What the command palette finds, in which order, and that it does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.palette.entries import ACTION, CONNECTION, PACKAGE, TAG, Entry, asked, fitting, in_order
from allure_desktop.gui.palette.entry_list import spoken
from allure_desktop.gui.palette.matching import folded, match, words_of
from allure_desktop.gui.palette.palette import Palette
from allure_desktop.gui.settings.places import UPLOADS
from allure_desktop.gui.settings.sheet import SettingsSheet
from allure_desktop.gui.settings.uploads import UploadsSettings
from allure_desktop.library.filters import Filters
from allure_desktop.settings import PALETTE_RECENT
from tests.gui.window.conftest import WAIT_MS, put_package
from tests.packages import scorm12

ADD = Entry("action add", ACTION, "Add packages…")
PASTE = Entry("action paste", ACTION, "Add copied files", reason="There are no files in the clipboard.")
PAUSE = Entry("action pause", ACTION, "Pause all uploads")
SAFETY = Entry("tag safety", TAG, "safety")
ACADEMY = Entry("connection academy", CONNECTION, "Example Academy", also="https://academy.example")
ALL = [ADD, PASTE, PAUSE, SAFETY, ACADEMY]


def texts(palette: Palette) -> list[str]:
    return [entry.text for entry in palette.model.entries]


def found(text: str) -> list[str]:
    return [entry.text for entry in in_order(fitting(ALL, asked(text)), [])]


def test_a_word_is_found_at_the_beginning_of_a_word_first() -> None:
    """What begins with what was typed stands before what only contains it; letters apart stand last."""
    scores = [
        match(words_of(typed), folded(text))
        for typed, text in (("pau", "Pause"), ("all", "Pause all"), ("aus", "Pause"), ("pau", "Paint a new one up"))
    ]
    assert all(scores)
    ordered = [one.score for one in scores if one is not None]
    assert ordered == sorted(ordered)
    assert len(set(ordered)) == 4


def test_case_and_accents_do_not_matter_and_marks_keep_their_places() -> None:
    """`kuche` finds “Die Küche”, and the marked characters are those five."""
    text = "Die Küche"
    fits = match(words_of("kuche"), folded(text))
    assert fits is not None
    assert "".join(text[place] for place in fits.places) == "Küche"


@pytest.mark.parametrize(
    ("typed", "kinds"), [("> a", {ACTION}), ("# a", {TAG}), ("@a", {CONNECTION}), ("a", {ACTION, TAG, CONNECTION})]
)
def test_a_first_character_asks_for_one_kind(typed: str, kinds: set[str]) -> None:
    """`>` shows actions alone, `#` tags, `@` connections."""
    assert {entry.kind for entry in fitting(ALL, asked(typed))} == kinds


def test_what_was_used_lately_stands_first() -> None:
    """Among what fits, the last choice comes first; without a word typed it heads the whole list."""
    assert in_order(fitting(ALL, asked("add")), ["action paste"])[0].text == "Add copied files"
    assert in_order(fitting(ALL, asked("")), ["tag safety", "action pause"])[:2] == [SAFETY, PAUSE]


def test_before_anything_is_typed_commands_stand_as_registered() -> None:
    """Not the shortest words first: the order of the menus is known."""
    assert in_order(fitting([PAUSE, ADD], asked("")), []) == [PAUSE, ADD]


def test_what_can_be_done_stands_before_what_cannot() -> None:
    """Of two that fit alike the one without a reason against it comes first, and the other one tells its reason."""
    assert found("> add") == ["Add packages…", "Add copied files"]
    assert spoken(PASTE) == "Add copied files, There are no files in the clipboard."


def test_a_connection_is_found_by_its_address() -> None:
    """What is typed may be a part of the server's address."""
    assert found("@ academy.example") == ["Example Academy"]


def opened(window: MainWindow, qtbot: QtBot, typed: str = "") -> Palette:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.palette_sheet
    qtbot.waitUntil(palette.isVisible, timeout=WAIT_MS)
    if typed:
        QTest.keyClicks(palette.field, typed)
    return palette


def test_ctrl_k_opens_it_and_escape_gives_the_keyboard_back(connected: MainWindow, qtbot: QtBot) -> None:
    """Its field has the keyboard while it is open, no other command is done, and then the field that had it has it again."""
    search = connected.library.pane.head.search
    search.setFocus()
    palette = opened(connected, qtbot)
    qtbot.waitUntil(palette.field.hasFocus, timeout=WAIT_MS)
    QTest.keyClick(palette.field, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert connected.stack.currentIndex() == 0
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.isHidden()
    qtbot.waitUntil(search.hasFocus, timeout=WAIT_MS)
    QTest.keyClick(search, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert connected.stack.currentIndex() == 1


def test_every_command_stands_in_it_with_its_reason(connected: MainWindow, qtbot: QtBot) -> None:
    """No command is missing; the ones that cannot be done now say why, in the words of the registry."""
    actions = connected.context.actions
    reasons = {command.plain_text: actions.reason(command.id) for command in actions.commands()}
    palette = opened(connected, qtbot)
    listed = {entry.text: entry.reason for entry in palette.offered() if entry.kind == ACTION}
    left_out = {actions.text("palette"), actions.text("menu")}
    for text, reason in reasons.items():
        if text not in left_out:
            assert listed[text] == reason


def test_a_command_is_done_by_enter_and_remembered(connected: MainWindow, qtbot: QtBot, services: Services) -> None:
    """Enter does what the line says; at the next opening it stands first, and so it does after a restart."""
    palette = opened(connected, qtbot, "> uploads")
    palette.list.setCurrentIndex(palette.model.index(texts(palette).index("Uploads"), 0))
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert connected.stack.currentIndex() == 1
    assert palette.isHidden()
    qtbot.waitUntil(
        lambda: services.settings.get(PALETTE_RECENT) == [["action view.uploads", "Uploads"]], timeout=WAIT_MS
    )
    connected.palette_sheet.open()
    assert texts(palette)[0] == "Uploads"


def test_a_line_with_a_reason_is_not_done(connected: MainWindow, qtbot: QtBot) -> None:
    """Enter on it leaves the palette open: the reason stands on its right."""
    palette = opened(connected, qtbot, "> new vers")
    current = palette.current()
    assert current is not None and current.text == "New version…"
    assert current.reason == "Select a package in the Library first."
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_a_package_is_found_and_shown(connected: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    """A few letters of its title, Enter: the Library shows it, whatever page was open."""
    put_package(services, scorm12(tmp_path / "kitchens.zip", title="Zwölf Küchen"))
    qtbot.waitUntil(lambda: len(connected.packages.shown) == 1, timeout=WAIT_MS)
    connected.show_page(1)
    palette = opened(connected, qtbot, "kuchen")
    qtbot.waitUntil(lambda: "Zwölf Küchen" in texts(palette), timeout=WAIT_MS)
    entry = palette.model.entries[0]
    assert entry.kind == PACKAGE
    assert "".join(entry.text[place] for place in entry.places) == "Küchen"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert connected.stack.currentIndex() == 0
    qtbot.waitUntil(lambda: connected.package() is not None, timeout=WAIT_MS)


def test_a_setting_is_found_and_has_the_keyboard(connected: MainWindow, qtbot: QtBot) -> None:
    """Every setting is found by its name; Enter opens the sheet on it."""
    palette = opened(connected, qtbot, "sleep")
    assert texts(palette)[0] == "Sleep while uploading"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)

    def sheet() -> SettingsSheet | None:
        return next((one for one in connected.findChildren(SettingsSheet) if one.isVisible()), None)

    qtbot.waitUntil(lambda: sheet() is not None, timeout=WAIT_MS)
    shown = sheet()
    assert shown is not None
    uploads = shown.part(UPLOADS)
    assert isinstance(uploads, UploadsSettings)
    qtbot.waitUntil(uploads.keep_awake.hasFocus, timeout=WAIT_MS)
    shown.dismiss()


def test_a_saved_view_is_found_by_its_name_and_by_its_filters(
    connected: MainWindow, qtbot: QtBot, services: Services
) -> None:
    """Enter shows the list as the view has it."""
    filters = Filters(tag="safety")
    services.library.views.add("Old courses", filters)
    qtbot.waitUntil(lambda: bool(connected.sidebar.views.views), timeout=WAIT_MS)
    palette = opened(connected, qtbot, "tag:safety")
    assert "Old courses" in texts(palette)
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    palette = opened(connected, qtbot, "old cou")
    assert texts(palette)[0] == "Old courses"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: connected.packages.filters == filters, timeout=WAIT_MS)


def test_nothing_found_is_said(connected: MainWindow, qtbot: QtBot) -> None:
    """The list says that nothing matches what was typed, also where packages were looked for."""
    palette = opened(connected, qtbot, "qqxxqq")
    qtbot.waitUntil(lambda: palette.nothing.text() == "Nothing matches “qqxxqq”.", timeout=WAIT_MS)
    assert palette.list.isHidden()
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)


def test_a_click_beside_it_closes_it(connected: MainWindow, qtbot: QtBot) -> None:
    """As every sheet that asks nothing: a click beside it is enough."""
    palette: QWidget = opened(connected, qtbot)
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    assert palette.isHidden()
