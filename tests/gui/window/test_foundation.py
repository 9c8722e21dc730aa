"""Tokens, background, events and commands: what every page is built on."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QTableView, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

import allure_desktop.gui
from allure_desktop.events import Events, UploadChanged, UploadsChanged
from allure_desktop.gui import icons, theme
from allure_desktop.gui.actions import Actions
from allure_desktop.gui.background import Background
from allure_desktop.gui.core_events import CoreEvents
from allure_desktop.gui.theme import Theme, Tokens
from allure_desktop.gui.widgets import ElidedLabel, NumberField, PushButton, Sheet, from_action

SCHEMES = {
    "light": theme.LIGHT,
    "dark": theme.DARK,
    "light, more contrast": theme.LIGHT_FRAMED,
    "dark, more contrast": theme.DARK_FRAMED,
}
_GROUNDS = ("window", "surface", "raised", "subtle", "hover", "selected")
_TONES = ("success", "warning", "danger", "info")
TEXT_PAIRS = [
    *((text, ground) for text in ("text", "text2", "text3", "accent") for ground in _GROUNDS),
    *((tone, ground) for tone in _TONES for ground in (*_GROUNDS, f"{tone}_soft")),
    *((text, f"{tone}_soft") for text in ("text", "text2") for tone in _TONES),
    ("on_accent", "accent_fill"),
    ("on_accent", "accent_fill_hover"),
]
MARK_PAIRS = [
    *(("border_strong", ground) for ground in ("window", "surface", "raised")),
    # the focus ring, wherever something focusable stands
    *(("accent", ground) for ground in _GROUNDS),
    *((bar, ground) for bar in ("progress", "process", "text3", "success") for ground in ("surface", "track")),
]


def contrast(one: QColor, other: QColor) -> float:
    """The WCAG ratio of two colours."""

    def luminance(colour: QColor) -> float:
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", SCHEMES.values(), ids=SCHEMES.keys())
def test_every_text_stands_out(tokens: Tokens) -> None:
    """Each pair of text and ground that is used reaches 4.5, each border and mark 3."""
    poor = [pair for pair in TEXT_PAIRS if contrast(tokens.colour(pair[0]), tokens.colour(pair[1])) < 4.5]
    poor += [pair for pair in MARK_PAIRS if contrast(tokens.colour(pair[0]), tokens.colour(pair[1])) < 3]
    poor += [(h.text, h.soft) for h in tokens.hues if contrast(QColor(h.text), QColor(h.soft)) < 4.5]
    assert poor == []


def test_no_widget_has_a_style_sheet_of_its_own() -> None:
    """Such a widget would keep the old colours when the scheme changes."""
    folder = Path(allure_desktop.gui.__file__).parent
    found = [path.name for path in folder.rglob("*.py") if "setStyleSheet" in path.read_text(encoding="utf-8")]
    assert found == ["theme.py"]


def test_every_icon_that_is_named_is_taken_from_the_package() -> None:
    """An icon that is missing in the list of the build would be an empty place on the screen."""
    folder = Path(allure_desktop.gui.__file__).parent
    listed = set((folder.parents[1] / "resources" / "icons.txt").read_text(encoding="utf-8").split())
    call = re.compile(r'(?:IconButton\(|icons\.(?:icon|pixmap)\(|icons\.put\([\w.]+, |set_icon\(|icon=)"([a-z0-9-]+)"')
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.py")]
    named = {name for text in texts for name in call.findall(text)}
    assert len(named) > 20
    assert named - listed == set()


@pytest.fixture
def light(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp)
    made.set_scheme("light")
    yield made
    made.set_scheme("light")


def test_the_scheme_changes_while_the_window_stands(light: Theme, qtbot: QtBot) -> None:
    """Colours, palette and drawn icons follow at once."""
    label = QLabel()
    qtbot.addWidget(label)
    icons.put(label, "search", "text")
    before = label.pixmap().toImage()
    light.set_scheme("dark")
    assert light.tokens is theme.DARK
    assert QApplication.palette().window().color() == QColor(theme.DARK.surface)
    assert label.pixmap().toImage() != before


def test_what_stands_in_an_empty_field_can_be_read(light: Theme, qtbot: QtBot) -> None:
    """Qt would make it half transparent, which is too pale; it has the colour of small text."""
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setPlaceholderText("MMMMMMMM")
    field.resize(200, 40)
    field.show()
    seen = field.grab().toImage()
    inside = (seen.pixelColor(x, y) for x in range(12, seen.width() - 12) for y in range(12, seen.height() - 12))
    assert min(inside, key=QColor.lightness) == light.tokens.colour("text3")


def test_text_grows_everywhere(light: Theme) -> None:
    """Own text size: fonts and style sheet grow together."""
    usual = light.font(1.38, 600).pixelSize()
    light.set_text_scale(1.5)
    assert light.font(1.38, 600).pixelSize() == pytest.approx(usual * 1.5, abs=1)
    assert QApplication.font().pixelSize() == light.base_px
    light.set_text_scale(1.0)


def test_elided_words_are_told_by_the_tooltip(light: Theme, qtbot: QtBot) -> None:
    """What has no room on the screen is still there to be read, and read aloud."""
    label = ElidedLabel("A title that is certainly much too long for this label")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.text().endswith("…")
    assert label.toolTip() == label.accessibleName() == label.full_text
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_a_number_can_be_read_in_its_field(light: Theme, qtbot: QtBot) -> None:
    """The number has the room of the field, whatever the style sheet makes of it."""
    field = NumberField("Hours", 0, 999, "h")
    qtbot.addWidget(field)
    field.setValue(12)
    field.show()
    edit = field.lineEdit()
    assert edit.width() > edit.fontMetrics().horizontalAdvance("12 h") + 7
    assert edit.height() >= edit.fontMetrics().height()


# --- background ------------------------------------------------------------------------------------------------------


def test_the_answer_comes_home_to_the_gui_thread(qtbot: QtBot) -> None:
    """The work runs elsewhere, its answer and its error arrive here."""
    background = Background()
    threads: list[object] = []
    errors: list[Exception] = []

    def work() -> int:
        threads.append(threading.current_thread())
        return 7

    background.run(work, lambda answer: threads.append((threading.current_thread(), answer)))
    background.run(lambda: 1 / 0, failed=errors.append)
    qtbot.waitUntil(lambda: background.idle)
    assert threads[0] is not threading.current_thread()
    assert threads[1] == (threading.current_thread(), 7)
    assert [type(error) for error in errors] == [ZeroDivisionError]


def test_asking_for_work_waits_for_no_thread(qtbot: QtBot) -> None:
    """Where other threads wait for the interpreter, the GUI thread does not let them in before it goes on."""
    background = Background()
    gate, waits, turns = threading.Lock(), threading.Event(), list[str]()

    def neighbour() -> None:
        waits.set()
        with gate:
            turns.append("neighbour")

    gate.acquire()
    threading.Thread(target=neighbour, daemon=True).start()
    waits.wait()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(30)  # nobody takes the interpreter from this thread; it has to be given
    try:
        gate.release()
        background.run(lambda: None)
        turns.append("window")
    finally:
        sys.setswitchinterval(usual)
    qtbot.waitUntil(lambda: background.idle)
    assert turns[0] == "window"


def test_nothing_is_told_to_an_owner_that_is_gone(qtbot: QtBot) -> None:
    """A page that was closed meanwhile is not called."""
    background = Background()
    told: list[str] = []
    release = threading.Event()
    owner = QObject()
    background.run(lambda: release.wait(10), lambda _: told.append("too late"), owner=owner)
    with qtbot.waitSignal(owner.destroyed, timeout=2000):
        owner.deleteLater()
    release.set()
    qtbot.waitUntil(lambda: background.idle)
    assert told == []


def test_an_error_nobody_asked_for_is_not_lost(qtbot: QtBot) -> None:
    """It is announced, so that the window can say it."""
    background = Background()
    with qtbot.waitSignal(background.unhandled, timeout=5000) as told:
        background.run(lambda: 1 / 0)
    assert isinstance(told.args[0], ZeroDivisionError)


# --- events ----------------------------------------------------------------------------------------------------------


def test_a_flood_of_events_is_told_once(qtbot: QtBot) -> None:
    """A thousand equal facts from another thread are one signal, different ones one each."""
    events, told = Events(), CoreEvents()
    told.listen_to(events)
    heard: list[object] = []
    told.upload_changed.connect(heard.append)
    told.uploads_changed.connect(lambda: heard.append("rows"))

    def flood() -> None:
        for _ in range(1000):
            events.announce(UploadChanged(7))
        events.announce(UploadChanged(8))
        events.announce(UploadsChanged())

    thread = threading.Thread(target=flood)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: "rows" in heard)
    assert heard == [7, 8, "rows"]
    told.close()


# --- commands --------------------------------------------------------------------------------------------------------


def test_a_command_says_why_it_cannot_be_done(light: Theme, qtbot: QtBot) -> None:
    """The reason stands in the tooltip of its action and of its button."""
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(window)
    reasons = ["There is no connection yet."]
    done: list[str] = []
    action = actions.register("refresh", "Refresh", lambda: done.append("x"), shortcut="F5", reason=lambda: reasons[0])
    button = from_action(action)
    qtbot.addWidget(button)
    actions.refresh()
    assert not button.isEnabled()
    assert "There is no connection yet." in button.toolTip()
    actions.trigger("refresh")
    assert done == []
    reasons[0] = ""
    actions.refresh()
    assert "F5" in button.toolTip()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["x"]


def focused() -> QWidget:
    """The widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_sheet_holds_the_keyboard_and_gives_it_back(light: Theme, qtbot: QtBot) -> None:
    """Tab stays inside; Esc closes; the focus returns to where it was."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    opener = QLineEdit(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    opener.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is opener)
    sheet = Sheet(window, "A sheet", width=400)
    field, button = QLineEdit(), PushButton("Do it")
    sheet.body.addWidget(field)
    sheet.footer.addWidget(button)
    sheet.open()
    assert QApplication.focusWidget() is field
    seen = set()
    for _ in range(5):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert opener not in seen
    assert {field, button} <= seen
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is opener


def test_a_sheet_takes_nothing_of_the_window_with_it(light: Theme, qtbot: QtBot) -> None:
    """What is held of the window's headers and menus stays usable after a sheet was walked through and is gone."""
    window = QWidget()
    qtbot.addWidget(window)
    table = QTableView(window)
    held = (table.horizontalHeader(), QMenu(window).addAction("Pause all"))
    window.show()
    sheet = Sheet(window, "A sheet", width=400)
    sheet.footer.addWidget(PushButton("Close"))
    sheet.open()
    QTest.keyClick(sheet, Qt.Key.Key_Tab)
    with qtbot.waitSignal(sheet.destroyed, timeout=20_000):
        sheet.dismiss()
    assert all(isValid(part) for part in held)
