"""What can be chosen in a preview window, each by the clicks and keys of its user, and what the course hears of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from allure_desktop.gui.preview.learner_sheet import LearnerSheet
from allure_desktop.gui.preview.window import PreviewWindow
from tests.gui.preview.conftest import LIMIT_MS, OpenPreview, asked, in_course, playing, until_course
from tests.gui.preview.courses import one_page

LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.xdist_group("web engine")
ASKS = """<p id='there'>x</p><script>const api = parent.API; api.LMSInitialize('');
  window.got = Object.fromEntries(['cmi.core.student_name', 'cmi.core.student_id', 'cmi.core.lesson_location',
    'cmi.core.lesson_mode', 'cmi.core.credit', 'cmi.student_preference.language', 'cmi.core.lesson_status',
    'cmi.suspend_data'].map((e) => [e.split('.').pop(), api.LMSGetValue(e)]));
  window.long = () => api.LMSSetValue('cmi.suspend_data', 'x'.repeat(5000));</script>"""


def chosen(qtbot: QtBot, button: QWidget, menu: QMenu, text: str) -> None:
    """Opens a menu by its button and clicks the entry of that name."""
    done: list[bool] = []

    def click() -> None:
        if not menu.isVisible():
            QTimer.singleShot(20, menu, click)
            return
        act = next(act for act in menu.actions() if act.text() == text)
        assert act.isEnabled()
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(act).center())
        done.append(True)

    QTimer.singleShot(20, menu, click)  # the menu has an event loop of its own
    QTest.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: bool(done), timeout=LIMIT_MS)


def more(qtbot: QtBot, window: PreviewWindow, text: str) -> None:
    """An entry of the window's menu."""
    chosen(qtbot, window.head.more, window.acts._menu, text)


def got(qtbot: QtBot, window: PreviewWindow, name: str) -> Any:
    """What the course's page was answered when it began."""
    return in_course(qtbot, window, f"w.got && w.got['{name}']")


def anew(qtbot: QtBot, window: PreviewWindow, act: Callable[[], None]) -> None:
    """Does something after which the course's page begins again."""
    in_course(qtbot, window, "(w.old = true)")
    act()
    until_course(qtbot, window, "w.got && !w.old")


def test_the_learner_and_the_initial_data_reach_the_course(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot
) -> None:
    """Written into the sheet, a wrong line is told and begins nothing; then the course reads all of it."""
    window = previewed(one_page(tmp_path, ASKS))
    playing(qtbot, window)
    until_course(qtbot, window, "w.got")
    more(qtbot, window, "Learner and initial data…")
    qtbot.waitUntil(lambda: window.findChild(LearnerSheet) is not None, timeout=LIMIT_MS)
    sheet = window.findChild(LearnerSheet)
    assert sheet is not None
    for field, text in ((sheet.name, "Lovelace, Ada"), (sheet.id, "ada-1"), (sheet.language, "de")):
        QTest.mouseClick(field, LEFT)
        field.selectAll()
        QTest.keyClicks(field, text)
    sheet.initial.setPlainText("cmi.core.lesson_location = slide_04\ncmi.core.lesson_locatoin = slide_05")
    QTest.mouseClick(sheet.begin, LEFT)
    assert "Line 2" in sheet.problem.text() and "cmi.core.lesson_location" in sheet.problem.text()
    assert sheet.problem.isVisible() and got(qtbot, window, "student_id") == "preview-learner"
    sheet.initial.setPlainText("cmi.core.lesson_location = slide_04\n\ncmi.suspend_data = a=1;b=2")
    assert not sheet.problem.isVisible()
    anew(qtbot, window, lambda: QTest.mouseClick(sheet.begin, LEFT))
    expected = {
        "student_name": "Lovelace, Ada",
        "student_id": "ada-1",
        "language": "de",
        "lesson_location": "slide_04",
        "suspend_data": "a=1;b=2",
        "lesson_mode": "normal",
    }
    assert {name: got(qtbot, window, name) for name in expected} == expected


def test_another_lms_is_behaved_like_at_once(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """Strict: 5,000 characters of suspend data are refused; tolerant: taken. The choice is kept for the next window."""
    window = previewed(one_page(tmp_path, ASKS))
    playing(qtbot, window)
    until_course(qtbot, window, "w.long")
    assert in_course(qtbot, window, "w.long()") == "false"
    menu = window.head.profile.choices
    qtbot.waitUntil(lambda: bool(menu.actions()), timeout=LIMIT_MS)
    anew(qtbot, window, lambda: chosen(qtbot, window.head.profile, menu, "Tolerant LMS"))
    assert in_course(qtbot, window, "w.long()") == "true"
    qtbot.waitUntil(lambda: window.head.profile.accessibleName() == "Behave like: tolerant LMS", timeout=LIMIT_MS)
    assert window.kept("profile") == "tolerant"


def test_browse_and_review(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """From the menu: the course is told its mode and that nothing counts; back to normal, for credit."""
    window = previewed(one_page(tmp_path, ASKS))
    playing(qtbot, window)
    until_course(qtbot, window, "w.got")
    for entry, mode, credit in (
        ("Browse, without credit", "browse", "no-credit"),
        ("Review the last attempt", "review", "no-credit"),
        ("Normal, for credit", "normal", "credit"),
    ):
        anew(qtbot, window, lambda entry=entry: more(qtbot, window, entry))  # type: ignore[misc]
        assert (got(qtbot, window, "lesson_mode"), got(qtbot, window, "credit")) == (mode, credit)


def test_the_network_is_let_in_by_one_click(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """Offline the hosts that the course wanted are named; allowed, nothing holds it back but this computer; and back."""
    body = "<script>window.got = 1</script><img src='https://cdn.example/a.png'><img src='https://fonts.example/b.png'>"
    window = previewed(one_page(tmp_path, body))
    playing(qtbot, window)
    pane = window.inspector.requests
    qtbot.waitUntil(lambda: "cdn.example, fonts.example" in pane.words.text(), timeout=LIMIT_MS)
    window.inspector.tabs.setCurrentIndex(2)
    assert pane.switch.accessibleName() == "Allow the network"
    anew(qtbot, window, lambda: QTest.mouseClick(pane.switch, LEFT))
    assert window.preview is not None and window.preview.options.network == "online"
    assert asked(qtbot, window, "document.body.innerText") is not None
    before = pane.table.blocked
    assert "may reach the Internet" in pane.words.text()
    anew(qtbot, window, lambda: QTest.mouseClick(pane.switch, LEFT))
    qtbot.waitUntil(lambda: pane.table.blocked > before, timeout=LIMIT_MS)


def test_the_whole_screen_by_f11_and_back(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """The course alone, as wide as the screen; Esc or F11 brings back what was shown, and its size."""
    window = previewed(one_page(tmp_path, ASKS))
    view = playing(qtbot, window)
    until_course(qtbot, window, "w.got")
    QTest.mouseClick(window.head.inspector, LEFT)
    assert window.inspector.isHidden() and not window.structure.isHidden()
    for hears, way_out in ((view.view, Qt.Key.Key_F11), (window, Qt.Key.Key_Escape)):
        QTest.keyClick(view.view.focusProxy() or view.view, Qt.Key.Key_F11)
        qtbot.waitUntil(lambda: window.isFullScreen() and window.head.isHidden(), timeout=LIMIT_MS)
        qtbot.waitUntil(lambda: view.width() == window.width() == window.screen().size().width(), timeout=LIMIT_MS)
        assert window.structure.isHidden() and not window.stage.viewport.sentence.isVisible()
        QTest.keyClick(hears.focusProxy() or hears, way_out)
        qtbot.waitUntil(lambda: not window.isFullScreen(), timeout=LIMIT_MS)
        assert not window.head.isHidden() and not window.structure.isHidden() and window.inspector.isHidden()
        qtbot.waitUntil(lambda: view.width() < window.width(), timeout=LIMIT_MS)


FULL = """<button id='there' style='position:fixed;left:0;top:0;width:100%;height:100%'
  onclick="document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()">x</button>
  <script>window.got = 1</script>"""


def test_the_whole_screen_by_the_course(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """A button of the course asks for it; Esc ends it and the course hears so; it can end it itself."""
    window = previewed(one_page(tmp_path, FULL))
    view = playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('there')")

    def click() -> None:
        target = view.view.focusProxy() or view.view
        QTest.mouseClick(target, LEFT, pos=QPoint(target.width() // 2, target.height() // 2))

    def escape() -> None:
        QTest.keyClick(view.view.focusProxy() or view.view, Qt.Key.Key_Escape)

    for end in (escape, click):
        click()
        qtbot.waitUntil(lambda: window.isFullScreen() and window.head.isHidden(), timeout=LIMIT_MS)
        until_course(qtbot, window, "d.fullscreenElement && w.innerWidth >= w.screen.width - 2")
        end()
        qtbot.waitUntil(lambda: not window.isFullScreen() and not window.head.isHidden(), timeout=LIMIT_MS)
        until_course(qtbot, window, "!d.fullscreenElement")


def test_a_course_gets_the_file_that_is_chosen_for_it(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A field for files opens a dialog when it is clicked, as in an LMS; Console says so; no click, no dialog."""
    letter = tmp_path / "letter.txt"
    letter.write_text("from this computer")
    questions: list[str] = []

    def ask(_owner: object, title: str) -> tuple[str, str]:
        questions.append(title)
        return str(letter), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    body = """<input id='there' type='file' style='position:fixed;left:0;top:0;width:100%;height:100%'>
      <script>const field = document.getElementById('there');
      field.onchange = () => field.files[0].text().then((text) => window.text = text);
      try { field.showPicker(); } catch (e) { window.got = e.name; } field.click();</script>"""
    window = previewed(one_page(tmp_path, body))
    view = playing(qtbot, window)
    until_course(qtbot, window, "w.got === 'NotAllowedError'")
    assert questions == []
    target = view.view.focusProxy() or view.view
    QTest.mouseClick(target, LEFT, pos=QPoint(target.width() // 2, target.height() // 2))
    until_course(qtbot, window, "w.text === 'from this computer'")
    assert questions == ["Choose a file for the course"]
    console = window.inspector.console.table
    qtbot.waitUntil(lambda: any("a file of this computer" in one.text for one in console.records), timeout=LIMIT_MS)
