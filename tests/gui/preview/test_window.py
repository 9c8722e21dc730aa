"""The preview window with the real web view, playing courses straight from their ZIPs."""

from __future__ import annotations

import hashlib
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtGui import Qt as Markup
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from allure_desktop.gui.preview.door import open_preview, open_windows
from allure_desktop.gui.preview.inspector.inspector import CALLS
from allure_desktop.gui.preview.source import PreviewSource
from allure_desktop.gui.preview.source_line import has_changed
from allure_desktop.gui.preview.source_sheet import SourceSheet
from allure_desktop.gui.web_view import preview_view
from allure_desktop.gui.web_view.errors import unavailable
from allure_desktop.gui.widgets import PushButton
from allure_desktop.uploads.rows import UploadRow
from tests.gui.preview.conftest import LIMIT_MS, OpenPreview, asked, called, in_course, playing, until_course
from tests.gui.preview.courses import forklift, one_page
from tests.gui.uploads.stage import Stage

LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.xdist_group("web engine")


def test_a_course_plays_from_its_zip_and_its_calls_stand_in_the_inspector(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot
) -> None:
    """The window opens, the course asks its run-time, and every call with its answer is there."""
    window = previewed(forklift(tmp_path))
    playing(qtbot, window)
    table = window.inspector.calls.table
    qtbot.waitUntil(lambda: len(table.records) >= 5, timeout=LIMIT_MS)
    assert called(window)[:4] == [
        "LMSInitialize",
        "LMSGetValue cmi.core.lesson_status",
        "LMSGetValue cmi.suspend_data",
        "LMSSetValue cmi.core.lesson_status",
    ]
    assert [call.answer for call in table.records[:2]] == ["true", "not attempted"]
    assert window.windowTitle() == "Warehouse Forklift Operation"
    assert window.head.source.full_text == "From this file · forklift_v3_final.zip · SCORM 1.2"
    assert window.structure.count.text() == "4 SCOs"
    qtbot.waitUntil(lambda: window.structure.status.full_text == "incomplete", timeout=LIMIT_MS)


def test_a_refused_call_is_explained_with_its_script_and_line(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot
) -> None:
    """The classic wrong status: the row is red, the card says what to change, the source opens at the line."""
    window = previewed(forklift(tmp_path))
    playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('a') && (d.getElementById('a').click(), true)")
    qtbot.waitUntil(lambda: not window.inspector.errors.isHidden(), timeout=LIMIT_MS)
    assert window.inspector.errors.accessibleName() == "1 error"
    QTest.mouseClick(window.inspector.errors, LEFT)
    card = window.inspector.calls.card
    assert not card.isHidden() and "“complete” is not a SCORM 1.2 status" in card.title.text()
    QTest.mouseClick(card.source, LEFT)
    sheet = window.findChild(SourceSheet)
    assert sheet is not None and sheet.title.full_text == "scripts/lms.js"
    qtbot.waitUntil(lambda: "LMSSetValue(element, value)" in sheet.text.textCursor().block().text(), timeout=LIMIT_MS)
    sheet.dismiss()


def test_leaving_sums_up_and_restart_begins_anew(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """Exit course: what an LMS would have recorded; Restart attempt: the course starts with empty data again."""
    window = previewed(forklift(tmp_path))
    playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('b') && (d.getElementById('b').click(), true)")
    qtbot.waitUntil(lambda: window.structure.status.full_text != "not attempted", timeout=LIMIT_MS)
    QTest.mouseClick(window.head.exit, LEFT)
    qtbot.waitUntil(lambda: window.stage.stack.currentWidget() is window.acts.summary, timeout=LIMIT_MS)
    assert window.acts.summary.words and not window.head.exit.isEnabled()
    before = len(window.inspector.calls.table.records)
    QTest.mouseClick(window.head.restart, LEFT)
    qtbot.waitUntil(lambda: len(window.inspector.calls.table.records) > before + 1, timeout=LIMIT_MS)
    status = next(c for c in window.inspector.calls.table.records[before:] if c.element == "cmi.core.lesson_status")
    assert status.answer == "not attempted" and window.stage.shows_course and window.head.exit.isEnabled()


def test_suspend_keeps_the_place_for_the_next_attempt(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """Suspend and leave, then Resume: the course gets back what it had stored."""
    window = previewed(forklift(tmp_path))
    playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('a') && (d.getElementById('a').click(), true)")
    qtbot.waitUntil(lambda: window.structure.bookmark.full_text == "slide_07", timeout=LIMIT_MS)
    window.acts.suspend()
    qtbot.waitUntil(lambda: window.stage.stack.currentWidget() is window.acts.summary, timeout=LIMIT_MS)
    before = len(window.inspector.calls.table.records)
    window.acts.summary.resume_wanted.emit()
    qtbot.waitUntil(
        lambda: any(
            call.element == "cmi.suspend_data" and call.act == "GetValue" and call.answer.startswith("slide_04:ok")
            for call in window.inspector.calls.table.records[before:]
        ),
        timeout=LIMIT_MS,
    )


def test_opening_the_same_file_again_raises_its_window(
    previewed: OpenPreview, stage: Stage, tmp_path: Path, qtbot: QtBot
) -> None:
    """One window for each file."""
    path = forklift(tmp_path)
    window = previewed(path)
    playing(qtbot, window)
    open_preview(stage.context, PreviewSource(str(path), "again"))
    assert open_windows() == (window,)


def test_a_changed_file_is_told_and_played_anew(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """The file is written again while it plays: the band says so and plays what is there now."""
    path = one_page(tmp_path, "<p id='old'>Old</p>")
    window = previewed(path)
    playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('old')")
    fresh = one_page(tmp_path, "<p id='new'>New and longer than before</p>", name="fresh.zip")
    path.write_bytes(fresh.read_bytes())
    qtbot.waitUntil(lambda: "changed on disk" in window.stage.band.words, timeout=LIMIT_MS)
    button = next(b for b in window.stage.band.findChildren(PushButton) if "new file" in b.accessibleName())
    QTest.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: window.view is not None and window.view._has_loaded, timeout=LIMIT_MS)
    until_course(qtbot, window, "d.getElementById('new')")


def test_the_same_attempt_plays_in_the_users_own_browser(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page here leaves, a one-time link is handed over, and one click plays it here again."""
    handed: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(lambda url: handed.append(QUrl(url).toString())))
    window = previewed(forklift(tmp_path))
    playing(qtbot, window)
    QTest.mouseClick(window.head.browser, LEFT)
    assert window.preview is not None
    assert len(handed) == 1 and handed[0].startswith(f"http://{window.preview.browser_host}:{window.preview.port}/")
    assert "plays in your browser" in window.stage.trouble.words
    before = len(window.inspector.calls.table.records)
    button = next(b for b in window.stage.trouble.findChildren(PushButton) if "here again" in b.accessibleName())
    QTest.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: len(window.inspector.calls.table.records) > before, timeout=LIMIT_MS)
    assert window.stage.shows_course


def test_a_killed_process_is_told_and_reload_goes_on(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """The page's process dies: the window says so; Reload plays the attempt again."""
    window = previewed(forklift(tmp_path))
    view = playing(qtbot, window)
    os.kill(view.page.renderProcessPid(), signal.SIGKILL)
    qtbot.waitUntil(lambda: "made the web view crash" in window.stage.trouble.words, timeout=LIMIT_MS)
    before = len(window.inspector.calls.table.records)
    button = next(b for b in window.stage.trouble.findChildren(PushButton) if b.accessibleName() == "Reload")
    QTest.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: len(window.inspector.calls.table.records) > before, timeout=LIMIT_MS)


def test_without_the_web_view_there_are_words_and_a_way_out(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine is missing: the browser plays it."""

    def missing(*_facts: object, **_more: object) -> object:
        raise unavailable(ImportError("libQt6WebEngineCore.so.6"))

    monkeypatch.setattr("allure_desktop.gui.preview.window.preview_view", missing)
    window = previewed(forklift(tmp_path))
    qtbot.waitUntil(lambda: "not available" in window.stage.trouble.words, timeout=LIMIT_MS)
    buttons = [button.accessibleName() for button in window.stage.trouble.findChildren(PushButton)]
    assert "Open in browser" in buttons


def test_a_file_that_is_no_course_is_told_in_words(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """What is wrong, and Try again."""
    path = tmp_path / "notes.zip"
    path.write_bytes(b"no zip at all")
    window = previewed(path)
    qtbot.waitUntil(lambda: "notes.zip cannot be played" in window.stage.trouble.words, timeout=LIMIT_MS)


def test_nothing_from_outside_is_reached_offline_and_the_wish_is_told(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot
) -> None:
    """A course that loads from the network: blocked, and Requests says what it wanted."""
    window = previewed(one_page(tmp_path, "<img src='http://127.0.0.1:9/logo.png'><p>Text</p><img src='Film.png'>"))
    playing(qtbot, window)
    table = window.inspector.requests.table
    qtbot.waitUntil(lambda: table.blocked >= 1 and table.missing >= 1, timeout=LIMIT_MS)
    assert any("127.0.0.1:9" in one.path for one in table.records if one.blocked)
    assert "wanted something from 127.0.0.1." in window.inspector.requests.words.text()


def test_a_course_cannot_take_the_page_away(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """`top.location` elsewhere would replace the LMS: the player stays and says where the course wanted to go."""
    window = previewed(one_page(tmp_path, "<p id='there'>Still here</p>"))
    view = playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('there')")
    in_course(qtbot, window, "(w.top.location = 'https://elsewhere.example/', 1)")
    qtbot.waitUntil(lambda: "elsewhere.example" in asked(qtbot, window, "document.body.innerText"), timeout=LIMIT_MS)
    assert in_course(qtbot, window, "d.body.innerText").strip() == "Still here"
    # what the page's own guard does not see, the view holds back
    other = QUrl(window.address)
    other.setPath("/pkg/index.html")
    assert not view._may_go(True, QUrl("https://elsewhere.example/"), True) and not view._may_go(True, other, True)
    view.page.contained.emit("https://elsewhere.example/")
    assert "wanted to leave" in window.stage.band.words


def test_windows_of_the_course_are_tabs(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """A popup is a tab beside the course, finds the run-time by its opener, and closes itself."""
    popup = (
        "<!DOCTYPE html><title>Chapter</title><body>Chapter<script>opener.parent.API.LMSInitialize('');"
        "opener.parent.API.LMSSetValue('cmi.core.lesson_location', 'from the popup')</script></body>"
    )
    window = previewed(
        one_page(
            tmp_path,
            "<button id='there' onclick=\"window.opened = window.open('chapter.html')\">Menu</button>",
            files={"chapter.html": popup},
        )
    )
    playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('there')")
    in_course(qtbot, window, "(d.getElementById('there').click(), 1)")
    qtbot.waitUntil(lambda: window.stage.tabs.count() == 2, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: "LMSSetValue cmi.core.lesson_location" in called(window), timeout=LIMIT_MS)
    assert window.stage.tabs.isVisible() and window.stage.tabs.currentIndex() == 1
    in_course(qtbot, window, "(w.opened.close(), 1)")
    qtbot.waitUntil(lambda: window.stage.tabs.count() == 1, timeout=LIMIT_MS)
    assert not window.stage.tabs.isVisible() and window.stage.shows_course


def test_a_window_of_the_course_cannot_name_itself_in_markup(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot
) -> None:
    """What a popup calls itself stands as text in its tab, in one line that nothing turns."""
    popup = "<!DOCTYPE html><title>&lt;b&gt;bold&lt;/b&gt;&lt;img src=x&gt;&#x202e;gnp.exe</title><body>Chapter</body>"
    body = "<button id='there' onclick=\"window.open('chapter.html')\">Menu</button>"
    window = previewed(one_page(tmp_path, body, files={"chapter.html": popup}))
    playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('there')")
    in_course(qtbot, window, "(d.getElementById('there').click(), 1)")
    tabs = window.stage.tabs
    qtbot.waitUntil(lambda: tabs.count() == 2 and tabs.tabText(1).startswith("<b>bold"), timeout=LIMIT_MS)
    assert "\u202e" not in tabs.tabText(1)
    assert not Markup.mightBeRichText(tabs.tabToolTip(1))


def test_the_course_is_shown_at_the_chosen_size(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """Made smaller where there is no room: the page still has the width that was asked for."""
    window = previewed(one_page(tmp_path, "<p id='there'>Page</p>"))
    window.resize(1000, 700)
    playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('there')")
    window.choose_size("1024x768")
    qtbot.waitUntil(lambda: abs(in_course(qtbot, window, "w.innerWidth") - 1024) <= 2, timeout=LIMIT_MS)
    window.choose_size("phone")
    qtbot.waitUntil(lambda: abs(in_course(qtbot, window, "w.innerWidth") - 390) <= 2, timeout=LIMIT_MS)
    assert window.head.window_size.accessibleName() == "Window 390 × 844"


def test_the_console_tells_file_and_line(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """An error of a script stands in Console, counted on its tab."""
    window = previewed(one_page(tmp_path, "<script src='app.js'></script>", files={"app.js": "\nnothing.there();\n"}))
    playing(qtbot, window)
    table = window.inspector.console.table
    qtbot.waitUntil(lambda: table.errors >= 1, timeout=LIMIT_MS)
    assert any("nothing is not defined" in one.text and one.place == "app.js:2" for one in table.records)


def test_everything_can_be_copied_for_support(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """One JSON text with summary, calls and their explanations, data and requests; no path of this computer."""
    window = previewed(forklift(tmp_path))
    playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('a') && (d.getElementById('a').click(), true)")
    qtbot.waitUntil(lambda: not window.inspector.errors.isHidden(), timeout=LIMIT_MS)
    QGuiApplication.clipboard().clear()
    window.acts.takeaway.copy_for_support()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().startswith("{"), timeout=LIMIT_MS)
    told = json.loads(QGuiApplication.clipboard().text())
    assert told["course"]["title"] == "Warehouse Forklift Operation"
    assert any("not a SCORM 1.2 status" in call["remark"].get("title", "") for call in told["calls"])
    assert str(tmp_path) not in QGuiApplication.clipboard().text()


def test_the_last_button_is_the_natural_next_act(
    previewed: OpenPreview,
    stage: Stage,
    tmp_path: Path,
    qtbot: QtBot,
    make_row: Callable[..., UploadRow],
) -> None:
    """For a row that waits it uploads; for a file of its own it adds it."""
    path = forklift(tmp_path)
    stage.set_rows(make_row(id=7, state="held", path=str(path), is_new_version=True, revision_before=3))
    window = previewed(path, upload_id=7)
    qtbot.waitUntil(lambda: window.head.next_act.accessibleName() == "Upload as version 4", timeout=LIMIT_MS)
    QTest.mouseClick(window.head.next_act, LEFT)
    qtbot.waitUntil(lambda: any(call[0] == "start" for call in stage.uploads.calls), timeout=LIMIT_MS)
    assert window.inspector.tabs.currentIndex() == CALLS


@pytest.mark.parametrize(
    ("size_bytes", "age_ns", "sha256", "changed"),
    [(0, 0, "", False), (1, 0, "", True), (0, 1, "", True), (0, 1, "the same", False), (0, 1, "another", True)],
)
def test_the_source_line_says_when_the_file_is_not_what_was_uploaded(
    previewed: OpenPreview,
    stage: Stage,
    tmp_path: Path,
    qtbot: QtBot,
    make_row: Callable[..., UploadRow],
    size_bytes: int,
    age_ns: int,
    sha256: str,
    changed: bool,
) -> None:
    """By size and date; where only the date is new the content decides."""
    path = forklift(tmp_path)
    told = path.stat()
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest() if sha256 == "the same" else sha256
    identity = (told.st_size + size_bytes, told.st_mtime_ns + age_ns, told.st_ino)
    row = make_row(id=7, state="done", path=str(path), revision=3, original_as=identity, sha256=sha256)
    stage.set_rows(row)
    assert has_changed(str(path), row) is changed
    window = previewed(path, upload_id=7)
    words = "forklift_v3_final.zip has changed since version 3 was uploaded · SCORM 1.2"
    unchanged = "From this file · forklift_v3_final.zip · SCORM 1.2"
    qtbot.waitUntil(lambda: window.head.source.full_text == (words if changed else unchanged), timeout=LIMIT_MS)


def test_a_course_that_asks_before_it_goes_never_holds_the_window_up(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot
) -> None:
    """`beforeunload` and a message that stands on the screen: the window closes all the same."""
    body = "<p id='there'>x</p><script>onbeforeunload = (e) => { e.preventDefault(); return 'stay'; };</script>"
    window = previewed(one_page(tmp_path, body))
    view = playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('there')")
    gone: list[bool] = []
    asked_first: list[bool] = []
    window.gone.connect(lambda: gone.append(True))
    # a message has an event loop of its own: only a timer comes in between
    look = QTimer(window)

    def close_while_it_asks() -> None:
        if not asked_first and view.page.asks:  # once it goes, there is no page to ask
            asked_first.append(True)
            window.close()

    look.timeout.connect(close_while_it_asks)
    look.start(20)
    in_course(qtbot, window, "(w.setTimeout(\"alert('Do not go')\", 10), 1)")
    qtbot.waitUntil(lambda: bool(gone), timeout=LIMIT_MS)
    assert asked_first


def test_a_course_in_circles_is_told_and_ended(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script that never ends: the window goes on, says so, and Reload gets rid of the script."""
    monkeypatch.setattr(preview_view, "HUNG_AFTER_S", 1.0)
    monkeypatch.setattr(preview_view, "PULSE_MS", 200)
    window = previewed(one_page(tmp_path, "<p id='there'>x</p>"))
    view = playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('there')")
    view._pulse.setInterval(200)
    view.page.runJavaScript("setTimeout(() => { for (;;); }, 10)")
    qtbot.waitUntil(lambda: "does not answer any more" in window.stage.trouble.words, timeout=LIMIT_MS)
    monkeypatch.setattr(preview_view, "HUNG_AFTER_S", 15.0)
    before = len(window.inspector.requests.table.records)
    window.acts.reload()
    qtbot.waitUntil(lambda: len(window.inspector.requests.table.records) > before, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: view._has_loaded and window.stage.shows_course, timeout=LIMIT_MS)


def test_two_hundred_windows_stay_a_dozen_tabs(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """What goes on opening windows is stopped, and told."""
    button = "<button id='there' onclick=\"for (let n = 0; n < 200; n++) window.open('about:blank')\">Go</button>"
    window = previewed(one_page(tmp_path, button))
    playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('there')")
    in_course(qtbot, window, "(d.getElementById('there').click(), 1)")
    qtbot.waitUntil(lambda: "one window after the other" in window.stage.band.words, timeout=LIMIT_MS)
    assert window.stage.tabs.count() == 1 + preview_view.MOST_POPUPS
