"""The preview in a real web engine: calls with their place in the script, what was wanted from outside, two pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QUrl
from pytestqt.qtbot import QtBot

from allure_desktop.preview.preview import Preview
from tests.packages import scorm12
from tests.preview.conftest import Opener

# Before any application object of this worker exists: all test modules are imported first.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)

LIMIT_MS = 30_000
PAGE = """<!doctype html><title>Lesson</title><script src="shared/runtime.js"></script>
<img src="https://outside.example/a.png"><script src="lesson.js"></script><p>Lesson</p>"""
SCRIPT = """// the third line makes the mistake, the fourth calls without end

api.LMSSetValue('cmi.core.lesson_status', 'complete');
for (let n = 0; n < 100000; n += 1) api.LMSGetValue('cmi.core.student_id');
api.LMSSetValue('cmi.core.lesson_location', 'slide 7');
api.LMSCommit('');
fetch('http://127.0.0.1:9/').catch(() => {});
"""


@pytest.fixture
def busy(tmp_path: Path) -> Path:
    """A course that makes a mistake, calls a hundred thousand times, and asks for what is outside."""
    return scorm12(tmp_path / "busy.zip", files={"index.html": PAGE, "lesson.js": SCRIPT})


@pytest.fixture
def profile(qtbot: QtBot) -> Iterator[Any]:
    from PySide6.QtWebEngineCore import QWebEngineProfile

    found = QWebEngineProfile()
    yield found
    found.deleteLater()


class Window:
    """A web view on a preview, off the record."""

    def __init__(self, qtbot: QtBot, profile: Any, url: str) -> None:
        from PySide6.QtWebEngineCore import QWebEnginePage
        from PySide6.QtWebEngineWidgets import QWebEngineView

        self._qtbot = qtbot
        self.view = QWebEngineView()
        self.page = QWebEnginePage(profile, self.view)
        self.view.setPage(self.page)
        self.view.resize(1024, 640)
        self.view.show()
        self.view.load(QUrl(url))

    def text(self) -> str:
        answers: list[Any] = []
        self.page.runJavaScript("document.body?.innerText ?? ''", 0, answers.append)
        self._qtbot.waitUntil(lambda: bool(answers), timeout=LIMIT_MS)
        return str(answers[0])

    def close(self) -> None:
        with self._qtbot.waitSignal(self.page.destroyed, timeout=LIMIT_MS):
            self.view.close()
            self.view.deleteLater()


def test_a_busy_course_is_told_call_by_call(play: Opener, busy: Path, qtbot: QtBot, profile: Any) -> None:
    """The refused call with script and line, a hundred thousand others counted, the commit kept, the outside named."""
    preview, _ = play(busy)
    heard: set[str] = set()
    preview.listen(heard.add)
    window = Window(qtbot, profile, f"{preview.url}?chrome=none")
    qtbot.waitUntil(lambda: preview.attempt.bookmark == "slide 7", timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: {"calls", "requests", "structure", "data", "attempt"} <= heard, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: _blocked(preview) >= {"https://outside.example/a.png"}, timeout=LIMIT_MS)
    calls = preview.calls.all()
    [mistake] = [call for call in calls if call.value == "complete"]
    assert (mistake.error, mistake.answer) == ("405", "false")
    assert mistake.diagnostic
    assert mistake.where is not None
    assert (mistake.where.url, mistake.where.line) == ("pkg/lesson.js", 3)
    assert any("came too fast" in call.diagnostic for call in calls)
    assert len(calls) < 5000
    assert preview.current == preview.structure[0].id == "item_1"
    assert any("127.0.0.1:9" in url for url in _blocked(preview))
    window.close()


def test_a_second_page_takes_over(play: Opener, busy: Path, qtbot: QtBot, profile: Any) -> None:
    """The user's own browser comes in by its link and plays on; the embedded page says where the course went."""
    preview, _ = play(busy)
    embedded = Window(qtbot, profile, f"{preview.url}?chrome=none")
    qtbot.waitUntil(lambda: preview.attempt.bookmark == "slide 7", timeout=LIMIT_MS)
    browser = Window(qtbot, profile, preview.browser_url())
    qtbot.waitUntil(lambda: "goes on elsewhere" in embedded.text(), timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: browser.page.url().path() == "/", timeout=LIMIT_MS)
    preview.command("exit")
    qtbot.waitUntil(lambda: preview.attempt.state == "finished", timeout=LIMIT_MS)
    embedded.close()
    browser.close()


def test_a_course_cannot_send_the_whole_window_away(play: Opener, tmp_path: Path, qtbot: QtBot, profile: Any) -> None:
    """The page stays and says where the course wanted to go; the attempt goes on and can be ended."""
    script = "setTimeout(() => { top.location.href = 'elsewhere.html'; }, 50); api.LMSCommit('');"
    preview, _ = play(scorm12(tmp_path / "away.zip", files={"index.html": PAGE, "lesson.js": script}))
    window = Window(qtbot, profile, preview.url)
    qtbot.waitUntil(lambda: "wanted to send the whole window to" in window.text(), timeout=LIMIT_MS)
    assert window.page.url().path() == "/"
    preview.command("exit")
    qtbot.waitUntil(lambda: preview.attempt.state == "finished", timeout=LIMIT_MS)
    window.close()


def _blocked(preview: Preview) -> set[str]:
    return {one.path for one in preview.requests.all() if one.blocked}
