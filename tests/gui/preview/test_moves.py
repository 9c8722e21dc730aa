"""The LMS's own way through a course in the preview window: Previous, Next, and the end of a part."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from allure_desktop.gui.preview.window import PreviewWindow
from tests.gui.preview.conftest import LIMIT_MS, OpenPreview, asked, in_course, playing, until_course
from tests.gui.preview.courses import one_page
from tests.packages import Draft, Sco, scorm12, scorm2004

LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.xdist_group("web engine")
HIDES_PREVIOUS = (
    "<adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>previous</adlnav:hideLMSUI>"
    "</adlnav:navigationInterface></adlnav:presentation>"
)


def flow_only(folder: Path) -> Path:
    """Three parts that cannot be chosen; the third hides the LMS's Previous."""
    scos = [
        Sco("item_1", "Lesson 1", "index.html"),
        Sco("item_2", "Lesson 2", "lesson2.html"),
        Sco("item_3", "Lesson 3", "lesson3.html", extra=HIDES_PREVIOUS),
    ]

    def no_choice(draft: Draft) -> None:
        draft.manifest = draft.manifest.replace("choice='true'", "choice='false'")

    return scorm2004(folder / "flow.zip", scos=scos, broken=no_choice)


def at(qtbot: QtBot, window: PreviewWindow, title: str) -> None:
    """Waits until a part is open and told."""
    until_course(qtbot, window, f"d.title === '{title}'")
    preview = window.preview
    assert preview is not None
    part = {"Lesson 1": "item_1", "Lesson 2": "item_2", "Lesson 3": "item_3"}[title]
    qtbot.waitUntil(lambda: window.structure.parts.rows.current == part == preview.current, timeout=LIMIT_MS)


def test_a_course_that_only_flows_is_gone_through_by_previous_and_next(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot
) -> None:
    """Its parts cannot be chosen: the buttons lead through it, as far as the course allows and shows them."""
    window = previewed(flow_only(tmp_path))
    playing(qtbot, window)
    pane = window.structure
    at(qtbot, window, "Lesson 1")
    qtbot.waitUntil(lambda: pane.next.isEnabled() and not pane.previous.isEnabled(), timeout=LIMIT_MS)
    QTest.mouseClick(pane.next, LEFT)
    at(qtbot, window, "Lesson 2")
    qtbot.waitUntil(lambda: pane.next.isEnabled() and pane.previous.isEnabled(), timeout=LIMIT_MS)
    QTest.mouseClick(pane.previous, LEFT)
    at(qtbot, window, "Lesson 1")
    qtbot.waitUntil(lambda: pane.next.isEnabled() and not pane.previous.isEnabled(), timeout=LIMIT_MS)
    QTest.mouseClick(pane.next, LEFT)
    at(qtbot, window, "Lesson 2")
    qtbot.waitUntil(lambda: pane.next.isEnabled() and pane.previous.isEnabled(), timeout=LIMIT_MS)
    QTest.mouseClick(pane.next, LEFT)
    at(qtbot, window, "Lesson 3")
    qtbot.waitUntil(lambda: not pane.previous.isEnabled(), timeout=LIMIT_MS)


def test_a_part_is_ended_from_the_menu(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """End this part: its last words are taken, and the learner stands between two parts."""
    window = previewed(flow_only(tmp_path))
    playing(qtbot, window)
    at(qtbot, window, "Lesson 1")
    preview = window.preview
    assert preview is not None
    qtbot.waitUntil(lambda: preview.may.get("exit_part") is True, timeout=LIMIT_MS)
    window.acts._fill_menu()
    [end] = [act for act in window.acts._menu.actions() if act.text() == "End this part"]
    end.trigger()
    qtbot.waitUntil(lambda: preview.structure[0].status == "passed", timeout=LIMIT_MS)
    assert preview.attempt.state == "open"


def test_a_course_of_one_part_needs_no_way_through_it(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """No buttons that could never be pressed."""
    window = previewed(one_page(tmp_path, "<p id='there'>Page</p>"))
    playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('there')")
    qtbot.waitUntil(lambda: bool(window.preview and window.preview.structure[0].enabled), timeout=LIMIT_MS)
    assert window.structure.moves.isHidden()
    assert in_course(qtbot, window, "d.body.innerText").strip() == "Page"


def test_a_part_that_ends_is_followed_by_the_next_where_that_is_chosen(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot
) -> None:
    """SCORM 1.2: the learner chooses the next part, unless the menu says that the course goes on by itself."""
    window = previewed(scorm12(tmp_path / "two.zip", scos=2))
    playing(qtbot, window)
    preview = window.preview
    assert preview is not None
    at(qtbot, window, "Lesson 1")
    in_course(qtbot, window, "(w.finish(), 1)")
    qtbot.waitUntil(lambda: preview.structure[0].status == "completed", timeout=LIMIT_MS)
    assert preview.current == "item_1"
    window.acts._fill_menu()
    [goes_on] = [act for act in window.acts._menu.actions() if act.text() == "Go on by itself when a part ends"]
    assert not goes_on.isChecked()
    goes_on.trigger()
    qtbot.waitUntil(lambda: preview.options.auto_advance is True, timeout=LIMIT_MS)
    window.acts.begin_attempt("restart")
    qtbot.waitUntil(lambda: preview.structure[0].status != "completed", timeout=LIMIT_MS)
    at(qtbot, window, "Lesson 1")
    in_course(qtbot, window, "(w.finish(), 1)")
    at(qtbot, window, "Lesson 2")


def test_exit_is_never_lost(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """Clicked while the page of the next attempt is only loading, and when it has crashed."""
    window = previewed(scorm12(tmp_path / "two.zip", scos=2))
    playing(qtbot, window)
    preview, summary = window.preview, window.acts.summary
    assert preview is not None

    def left() -> None:
        qtbot.waitUntil(lambda: window.stage.stack.currentWidget() is summary, timeout=LIMIT_MS)
        assert preview.attempt.state == "finished"

    QTest.mouseClick(window.head.exit, LEFT)
    left()
    QTest.mouseClick(window.head.restart, LEFT)
    assert not window.head.exit.isEnabled()
    qtbot.waitUntil(window.head.exit.isEnabled, timeout=LIMIT_MS)
    QTest.mouseClick(window.head.exit, LEFT)
    left()
    window.acts.begin_attempt("restart")
    at(qtbot, window, "Lesson 1")
    os.kill(window.view.page.renderProcessPid(), signal.SIGKILL)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: window.page_lost, timeout=LIMIT_MS)
    QTest.mouseClick(window.head.exit, LEFT)
    left()


def test_why_nothing_opens_is_said_and_stays_said(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """A manifest that lets nobody in: the page says so, also after the state of the course was saved."""

    def closed(draft: Draft) -> None:
        draft.manifest = draft.manifest.replace("choice='true' flow='true'", "choice='false' flow='false'")

    window = previewed(scorm2004(tmp_path / "closed.zip", scos=2, broken=closed))
    playing(qtbot, window)
    preview = window.preview
    assert preview is not None
    qtbot.waitUntil(lambda: "sequencing" in preview._play.attempt.record, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: "item_1" in preview._play.structure["items"], timeout=LIMIT_MS)
    assert "does not lead into the next part" in asked(qtbot, window, "document.body.innerText")


@pytest.mark.parametrize(
    ("script", "title"),
    [
        ("", "The course does not look for an LMS"),
        ("window.api = parent.API;", "The course has found its run-time and says nothing"),
    ],
)
def test_a_course_that_never_calls_is_explained(
    previewed: OpenPreview,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    script: str,
    title: str,
) -> None:
    """In place of an empty table: what is seen of it, and what to do; once it calls the table stands there."""
    monkeypatch.setattr("allure_desktop.gui.preview.window.SILENT_AFTER_S", 0.0)
    page = f"<p id='there'>x</p><script>{script} window.call = () => parent.API.LMSInitialize('');</script>"
    window = previewed(one_page(tmp_path, page))
    playing(qtbot, window)
    calls = window.inspector.calls
    qtbot.waitUntil(lambda: calls.empty.title.text() == title, timeout=LIMIT_MS)
    assert calls.stack.currentWidget() is calls.empty and calls.empty.text.text()
    until_course(qtbot, window, "w.call && w.call()")
    qtbot.waitUntil(lambda: calls.stack.currentWidget() is calls.view, timeout=LIMIT_MS)
