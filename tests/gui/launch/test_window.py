"""The launch window with the real web view, over a small server of our own."""

from __future__ import annotations

import os
import signal
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtGui import Qt as Markup
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from allure_desktop.api.answers import Launch
from allure_desktop.errors import KeyRefused, NotFound
from allure_desktop.gui.launch.asking import Ask, earlier
from allure_desktop.gui.launch.door import ask_to_launch, launch_in_browser
from allure_desktop.gui.launch.sheet import LaunchSheet
from allure_desktop.gui.launch.window import LaunchWindow, open_launch
from allure_desktop.gui.web_view.errors import unavailable
from allure_desktop.gui.widgets import Band, PushButton
from allure_desktop.uploads.rows import UploadRow
from tests.gui.launch.site import Site, running
from tests.gui.new_version.test_comparison import PACKAGE
from tests.gui.uploads.conftest import make_row as make_row
from tests.gui.uploads.conftest import report
from tests.gui.uploads.stage import Stage

TOKEN = "launch-token-that-nobody-may-see"
SESSION = "6f1c0000-0000-4000-8000-000000000e09"

pytestmark = pytest.mark.xdist_group("web engine")


class Launches:
    """A library that launches what it is told."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.count = 0
        self.asked: list[tuple[str | None, str | None]] = []
        self.expires_at: float | None = time.time() + 600
        self.failure: Exception | None = None

    def launch(
        self, connection_id: str, package_id: str, *, user_id: str | None = None, session_id: str | None = None
    ) -> Launch:
        self.count += 1
        self.asked.append((user_id, session_id))
        if self.failure is not None:
            raise self.failure
        return Launch(f"{self.url}?token={TOKEN}", SESSION, self.expires_at)


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as made:
        yield made


@pytest.fixture
def launches(site: Site) -> Launches:
    return Launches(f"{site.url}/course")


@pytest.fixture
def stage(qapp: object, tmp_path: Path, launches: Launches) -> Iterator[Stage]:
    made = Stage(tmp_path)
    made.services._made["library"] = launches
    made.show()
    yield made
    made.close()


@pytest.fixture
def launched(stage: Stage, qtbot: QtBot) -> Iterator[Callable[[], LaunchWindow]]:
    """Opens the window; afterwards it is closed and everything of it is gone."""
    windows: list[LaunchWindow] = []
    gone: list[LaunchWindow] = []

    def open_it() -> LaunchWindow:
        window = open_launch(stage.context, PACKAGE)
        windows.append(window)
        window.gone.connect(lambda: gone.append(window))
        return window

    yield open_it
    for window in windows:
        if window not in gone:
            window.close()
    qtbot.waitUntil(lambda: len(gone) >= len(set(map(id, windows))), timeout=8000)


def playing(qtbot: QtBot, window: LaunchWindow) -> Any:
    """The course view once its page is loaded."""
    qtbot.waitUntil(lambda: window.course is not None, timeout=20_000)
    course = window.course
    assert course is not None
    qtbot.waitUntil(lambda: course._has_loaded, timeout=20_000)
    return course


def asked(qtbot: QtBot, course: Any, script: str) -> Any:
    """What a script in the page comes to."""
    answers: list[Any] = []
    course.page.runJavaScript(script, 0, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    return answers[0]


def test_the_course_plays_and_the_link_stays_a_secret(
    stage: Stage, launched: Callable[[], LaunchWindow], site: Site, qtbot: QtBot, make_row: Callable[..., UploadRow]
) -> None:
    """The page is there, the time counts down, the structure is shown; no title, name or log holds the link."""
    stage.uploads.all = [make_row(id=1, state="done", package_id="pkg_abc", revision=12, report=report())]
    window = launched()
    course = playing(qtbot, window)
    assert "load sit" in asked(qtbot, course, "document.body.innerText")
    assert window.time.text().startswith("· link ends in 9:")
    assert window.side_bar.structure.model().index(0, 0).data() == "Rights"
    assert window.side_bar.session_id.accessibleName() == SESSION
    for widget in QApplication.allWidgets():
        assert TOKEN not in f"{widget.windowTitle()}{widget.accessibleName()}{widget.toolTip()}"
    for file in (stage.services.data_dir.root).rglob("*"):
        assert not file.is_file() or TOKEN.encode() not in file.read_bytes()


def test_opening_again_raises_the_window_and_launches_nothing(
    launched: Callable[[], LaunchWindow], launches: Launches, qtbot: QtBot
) -> None:
    """Plans count launches: a second click costs none, *Launch again* costs one."""
    window = launched()
    playing(qtbot, window)
    assert launched() is window and launches.count == 1
    QTest.mouseClick(window.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: launches.count == 2)
    qtbot.waitUntil(lambda: window.again.isEnabled())


def test_a_refused_launch_says_why_and_can_be_repeated(
    launched: Callable[[], LaunchWindow], launches: Launches, qtbot: QtBot
) -> None:
    """The error's sentences stand where the course would; the button tries anew."""
    launches.failure = NotFound("The package is gone.", cause="Somebody deleted it.", remedy="Refresh the library.")
    window = launched()
    qtbot.waitUntil(lambda: "Refresh the library." in window.trouble_page.words)
    launches.failure = None
    button = window.trouble_page.findChild(PushButton)
    assert button is not None and button.accessibleName() == "Launch again"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    playing(qtbot, window)


def test_open_in_browser_uses_the_same_link_until_it_ends(
    launched: Callable[[], LaunchWindow], launches: Launches, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No second launch is counted; once the link has ended the button is off and says why."""
    handed: list[str] = []

    def hand_over(url: QUrl) -> bool:
        handed.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(hand_over))
    window = launched()
    playing(qtbot, window)
    QTest.mouseClick(window.browser, Qt.MouseButton.LeftButton)
    assert handed == [f"{launches.url}?token={TOKEN}"] and launches.count == 1
    launches.expires_at = time.time() - 1
    window.launch()
    qtbot.waitUntil(lambda: window.time.text() == "· link has ended")
    assert not window.browser.isEnabled() and window.browser.toolTip()


def test_a_crash_is_told_and_reload_recovers(launched: Callable[[], LaunchWindow], qtbot: QtBot) -> None:
    """The page's process dies: the window lives, says so, and shows the course again with the same link."""
    window = launched()
    course = playing(qtbot, window)
    os.kill(course.page.renderProcessPid(), signal.SIGKILL)
    qtbot.waitUntil(lambda: "made the web view crash" in window.trouble_page.words, timeout=10_000)
    reload_button = next(b for b in window.trouble_page.findChildren(PushButton) if b.accessibleName() == "Reload")
    QTest.mouseClick(reload_button, Qt.MouseButton.LeftButton)
    playing(qtbot, window)
    assert window.stack.currentWidget() is course


def test_a_server_that_is_gone_is_told(launched: Callable[[], LaunchWindow], launches: Launches, qtbot: QtBot) -> None:
    """A page that cannot be loaded leaves no white surface but words and buttons."""
    launches.url = "http://127.0.0.1:9/course"  # the discard port: blocked by the engine itself
    window = launched()
    qtbot.waitUntil(lambda: "could not be loaded" in window.trouble_page.words, timeout=20_000)
    assert TOKEN not in window.trouble_page.words


def test_an_empty_page_is_told_after_a_while(
    launched: Callable[[], LaunchWindow], site: Site, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blank for ten seconds (here: at once): the cause and what helps."""
    site.pages["/course"] = b"<!doctype html><body></body>"
    window = launched()
    course = playing(qtbot, window)
    course._blank.start(0)
    qtbot.waitUntil(lambda: "stayed empty" in window.trouble_page.words)


def test_a_course_with_something_on_it_is_not_called_empty(launched: Callable[[], LaunchWindow], qtbot: QtBot) -> None:
    """The look at the page finds its text and leaves it alone."""
    window = launched()
    course = playing(qtbot, window)
    told: list[str] = []
    course.trouble.connect(lambda kind, _words: told.append(kind))
    course._look_if_blank()
    asked(qtbot, course, "1")
    assert told == [] and window.stack.currentWidget() is course


def test_a_certificate_that_nobody_trusts_is_refused_with_its_text(
    stage: Stage, launched: Callable[[], LaunchWindow], launches: Launches, qtbot: QtBot
) -> None:
    """No "go on anyway": the page is not opened, and the words say what is wrong."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with running(context) as secure:
        launches.url = f"{secure.url}/course"
        window = launched()
        qtbot.waitUntil(lambda: "certificate is not trusted" in window.trouble_page.words, timeout=20_000)
        assert secure.asked == []


def test_a_video_without_a_playable_format_is_told_once(
    launched: Callable[[], LaunchWindow], site: Site, qtbot: QtBot
) -> None:
    """Also from a frame and from a <source>: the band names the format and offers the browser."""
    site.pages["/course"] = b"<!doctype html><body>x<iframe src='/frame'></iframe></body>"
    site.pages["/frame"] = b"<!doctype html><video controls><source src='/film.mp4' type='video/mp4'></video>"
    site.pages["/film.mp4"] = b"no film at all" * 50
    window = launched()
    playing(qtbot, window)
    qtbot.waitUntil(lambda: window.media_band.isVisible(), timeout=10_000)
    assert "cannot play this video format" in window.media_band.words


def test_popups_share_the_session_and_close_with_the_course(
    launched: Callable[[], LaunchWindow], site: Site, qtbot: QtBot
) -> None:
    """A window that the course opens sees its cookies, is named by the course, and goes with it."""
    site.pages["/popup"] = b"<!doctype html><title></title><body>popup</body>"
    window = launched()
    course = playing(qtbot, window)
    asked(qtbot, course, "document.cookie = 'seen=yes'; window.open('/popup', 'part', 'width=400,height=300'); 1")
    qtbot.waitUntil(lambda: len(course.popups) == 1, timeout=10_000)
    popup = course.popups[0]
    qtbot.waitUntil(lambda: "GET /popup" in site.asked, timeout=10_000)
    assert popup.windowTitle() == PACKAGE.title
    answers: list[Any] = []

    def has_cookie() -> bool:
        popup.page.runJavaScript("document.cookie", 0, answers.append)
        return "seen=yes" in answers

    qtbot.waitUntil(has_cookie, timeout=10_000)
    window.close()
    qtbot.waitUntil(lambda: course.popups == ())


def test_titles_of_packages_and_pages_stay_text(stage: Stage, site: Site, qtbot: QtBot) -> None:
    """Neither what the server calls a package nor what the page calls itself becomes markup or another name."""
    mark = "<img src=x onerror=alert(1)><h1>big</h1>"
    site.pages["/course"] = f"<!doctype html><title>{mark}</title><body>Where?</body>".encode()
    package = replace(PACKAGE, package_id="pkg_marked", title=mark, scorm_version=mark)
    window = open_launch(stage.context, package)
    gone: list[bool] = []
    window.gone.connect(lambda: gone.append(True))
    course = playing(qtbot, window)
    qtbot.waitUntil(lambda: asked(qtbot, course, "document.title") == mark, timeout=20_000)
    assert window.windowTitle() == mark
    for widget in window.findChildren(QWidget):
        assert not Markup.mightBeRichText(widget.toolTip()), widget
        if isinstance(widget, QLabel):
            plain = widget.textFormat() == Qt.TextFormat.PlainText or not Markup.mightBeRichText(widget.text())
            assert plain, (widget, widget.text())
    window.close()
    qtbot.waitUntil(lambda: bool(gone), timeout=20_000)


def test_a_course_gets_no_permissions_and_no_files(
    launched: Callable[[], LaunchWindow], site: Site, tmp_path: Path, qtbot: QtBot
) -> None:
    """Asked for the microphone, the place or a file of this computer, the answer is no."""
    secret = tmp_path / "secret.html"
    secret.write_text("private")
    site.pages["/course"] = f"""<!doctype html><body>x<iframe id=f src='{secret.as_uri()}'></iframe><script>
      navigator.geolocation.getCurrentPosition(() => window.place = 'yes', (e) => window.place = 'no ' + e.code);
      </script></body>""".encode()
    window = launched()
    course = playing(qtbot, window)
    qtbot.waitUntil(lambda: str(asked(qtbot, course, "window.place || ''")).startswith("no 1"), timeout=10_000)
    frame = (
        "(() => { try { return document.getElementById('f').contentDocument.body.innerText } catch { return '' } })()"
    )
    assert "private" not in asked(qtbot, course, frame)


def test_a_download_asks_where_to(
    launched: Callable[[], LaunchWindow], site: Site, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of the course is saved where the user says, and nowhere when he says nothing."""
    target = tmp_path / "chosen.txt"
    answers = ["", str(target)]
    monkeypatch.setattr(
        "allure_desktop.gui.web_view.course_view.QFileDialog.getSaveFileName",
        lambda *_arguments: (answers.pop(0), ""),
    )
    site.pages["/handout.txt"] = b"handout"
    window = launched()
    course = playing(qtbot, window)
    link = "(() => { const a = document.createElement('a'); a.href='/handout.txt'; a.download=''; document.body.append(a); a.click(); return 1 })()"
    asked(qtbot, course, link)
    qtbot.waitUntil(lambda: len(answers) == 1, timeout=10_000)
    asked(qtbot, course, link)
    qtbot.waitUntil(lambda: target.exists() and target.read_bytes() == b"handout", timeout=10_000)


def test_closing_lets_the_course_say_its_last_words(
    launched: Callable[[], LaunchWindow], site: Site, qtbot: QtBot
) -> None:
    """What a course sends while it unloads arrives; the window is gone at once, the engine soon after."""
    site.pages["/course"] = b"""<!doctype html><body>x<script>
      addEventListener('pagehide', () => fetch('/last', {method: 'POST', body: 'finished', keepalive: true}));
      </script></body>"""
    window = launched()
    playing(qtbot, window)
    gone: list[bool] = []
    window.gone.connect(lambda: gone.append(True))
    window.close()
    assert window.isHidden()
    qtbot.waitUntil(lambda: bool(gone), timeout=8000)
    assert site.said == [b"finished"]


def test_without_the_engine_the_browser_is_offered(
    launched: Callable[[], LaunchWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing library is named; the launch, which counted, can still be used."""

    def missing() -> None:
        raise unavailable(ImportError("libnss3.so: cannot open shared object file"))

    monkeypatch.setattr("allure_desktop.gui.launch.window.course_view", missing)
    window = launched()
    qtbot.waitUntil(lambda: "libnss3.so" in window.trouble_page.words)
    assert [b.accessibleName() for b in window.trouble_page.findChildren(PushButton)] == ["Open in browser"]
    assert window.browser.isEnabled()


def test_new_version_is_one_click_from_the_course(
    stage: Stage, launched: Callable[[], LaunchWindow], qtbot: QtBot
) -> None:
    """The next act after looking: the main window's own way to a new version."""
    window = launched()
    QTest.mouseClick(window.new_version, Qt.MouseButton.LeftButton)
    assert stage.acts.calls == [("new version", PACKAGE, None)]
    qtbot.waitUntil(lambda: stage.context.background.idle)


def test_again_is_a_new_session_and_resume_is_the_same(
    stage: Stage, launched: Callable[[], LaunchWindow], launches: Launches, qtbot: QtBot
) -> None:
    """Both count; what is remembered for the next time is the session and the learner, nothing of the link."""
    window = launched()
    playing(qtbot, window)
    QTest.mouseClick(window.resume, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: launches.count == 2 and window.resume.isEnabled(), timeout=20_000)
    assert window.side_bar.session.text() == "resumed"
    QTest.mouseClick(window.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: launches.count == 3 and window.again.isEnabled(), timeout=20_000)
    assert launches.asked == [(None, None), (None, SESSION), (None, None)]
    assert window.side_bar.session.text() == "new, not resumed"
    kept = earlier(stage.services, "c1", PACKAGE.package_id)
    assert kept.session_id == SESSION and TOKEN not in repr(kept)


def test_an_ended_link_is_told_with_launch_again(
    launched: Callable[[], LaunchWindow], launches: Launches, qtbot: QtBot
) -> None:
    """What the view says of a page that was asked for too late is no trouble of the network."""
    window = launched()
    playing(qtbot, window)
    launches.expires_at = time.time() - 1
    window.launch()
    qtbot.waitUntil(lambda: window.time.text() == "· link has ended", timeout=20_000)
    assert window.again.property("kind") == "primary"
    window._tell_trouble("failed", "ERR_HTTP_RESPONSE_CODE_FAILURE")
    assert "link of this launch has ended" in window.trouble_page.words
    assert "network" not in window.trouble_page.words
    names = [button.accessibleName() for button in window.trouble_page.findChildren(PushButton) if button.isVisible()]
    assert names == ["Resume session", "Launch again"]


def test_a_refused_key_leads_to_its_replacement(
    stage: Stage, launched: Callable[[], LaunchWindow], launches: Launches, qtbot: QtBot
) -> None:
    """The button stands beside *Launch again*."""
    launches.failure = KeyRefused("The server refused the key.", status=401)
    window = launched()
    qtbot.waitUntil(lambda: "refused the key" in window.trouble_page.words, timeout=20_000)
    button = window.trouble_page.findChildren(PushButton)[0]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert stage.acts.calls[-1] == ("key", "c1")


def test_it_is_asked_before_anything_counts(stage: Stage, launches: Launches, qtbot: QtBot) -> None:
    """The sheet says that it counts; learner and session are chosen, and kept for the next time."""
    stage.window.resize(1048, 800)
    ask_to_launch(stage.context, PACKAGE)
    qtbot.waitUntil(lambda: bool(stage.window.findChildren(LaunchSheet)), timeout=20_000)
    sheet = stage.window.findChildren(LaunchSheet)[0]
    assert launches.count == 0 and not sheet.resume.isVisible()
    assert any("Counts as one launch in Example Academy" in band.words for band in sheet.findChildren(Band))
    sheet.learner.setText("trainer-1")
    assert sheet.ask() == Ask("trainer-1", "")
    sheet.dismiss()
    assert launches.count == 0


def test_a_launch_goes_straight_to_the_browser(
    stage: Stage, launches: Launches, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No window; the learner is kept, and the next sheet offers to resume that learner's session."""
    handed: list[str] = []

    def hand_over(url: QUrl) -> bool:
        handed.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(hand_over))
    launch_in_browser(stage.context, "c1", PACKAGE, Ask("trainer-1"))
    qtbot.waitUntil(lambda: handed == [f"{launches.url}?token={TOKEN}"], timeout=20_000)
    assert launches.asked == [("trainer-1", None)]
    assert all(TOKEN not in repr(call) for call in stage.acts.calls)
    before = earlier(stage.services, "c1", PACKAGE.package_id)
    sheet = LaunchSheet(stage.context, PACKAGE, before, lambda ask, in_browser: None)
    sheet.open()
    assert sheet.learner.text() == "trainer-1"
    sheet.resume.setChecked(True)
    assert sheet.ask() == Ask("trainer-1", SESSION) and not sheet.learner.isEnabled()
    sheet.dismiss()
