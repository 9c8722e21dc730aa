"""The one-time link in a real browser engine of its own: it lets one browser in, once, and the attempt goes over to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from tests.gui.preview.conftest import LIMIT_MS, OpenPreview, called, in_course, playing, until_course
from tests.gui.preview.courses import forklift

pytestmark = pytest.mark.xdist_group("web engine")
_COURSE = "document.querySelector('iframe')?.contentDocument?.getElementById('b')"


class Visitor:
    """A browser: pages that share cookies, apart from the window's and from other visitors'."""

    def __init__(self, qtbot: QtBot) -> None:
        from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile

        self._qtbot = qtbot
        self._profile = QWebEngineProfile()
        self._page = QWebEnginePage(self._profile)

    def open(self, address: str) -> None:
        done: list[bool] = []
        self._page.loadFinished.connect(done.append)
        self._page.load(QUrl(address))
        self._qtbot.waitUntil(lambda: bool(done), timeout=LIMIT_MS)
        self._page.loadFinished.disconnect(done.append)

    def asked(self, script: str) -> object:
        answers: list[object] = []
        self._page.runJavaScript(script, 0, answers.append)
        self._qtbot.waitUntil(lambda: bool(answers), timeout=LIMIT_MS)
        return answers[0]

    def until(self, script: str) -> None:
        self._qtbot.waitUntil(lambda: self.asked(f"Boolean({script})") is True, timeout=LIMIT_MS)

    @property
    def address(self) -> str:
        return self._page.url().toString()

    def close(self) -> None:
        gone: list[bool] = []
        self._profile.destroyed.connect(lambda: gone.append(True))
        self._page.destroyed.connect(self._profile.deleteLater)
        self._page.deleteLater()
        self._qtbot.waitUntil(lambda: bool(gone), timeout=LIMIT_MS)


@pytest.fixture
def visitor(qapp: object, qtbot: QtBot) -> Iterator[Callable[[], Visitor]]:
    """Makes browsers; afterwards they are gone."""
    made: list[Visitor] = []

    def make() -> Visitor:
        made.append(Visitor(qtbot))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_the_attempt_goes_over_to_the_browser_that_came_first(
    previewed: OpenPreview,
    visitor: Callable[[], Visitor],
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It plays there with the data of here, its calls stand in the inspector; the link shows nobody else in."""
    links: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", staticmethod(lambda url: links.append(QUrl(url).toString())))
    window = previewed(forklift(tmp_path))
    playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('a') && (d.getElementById('a').click(), true)")
    qtbot.waitUntil(lambda: window.structure.bookmark.full_text == "slide_07", timeout=LIMIT_MS)
    window.acts.play_in_browser()
    first, second = visitor(), visitor()
    first.open(links[0])
    first.until(_COURSE)
    preview = window.preview
    assert preview is not None and first.address == f"http://{preview.browser_host}:{preview.port}/"
    before = len(window.inspector.calls.table.records)
    first.asked(f"{_COURSE}.click()")
    qtbot.waitUntil(lambda: "passed" in str(window.inspector.calls.table.records[before:]), timeout=LIMIT_MS)
    kept = first.asked("document.querySelector('iframe').contentWindow.api.LMSGetValue('cmi.suspend_data')")
    assert str(kept).startswith("slide_04:ok")
    second.open(links[0])
    assert "link was used already" in str(second.asked("document.body.innerText"))
    second.open(f"http://{preview.browser_host}:{preview.port}/pkg/part1.html")
    assert "belongs to another browser" in str(second.asked("document.body.innerText"))
    first.open(links[0])  # its own link again, from its history: it is in already
    first.until(_COURSE)
    window.play()
    until_course(qtbot, window, "d.getElementById('a')")
    first.until("document.body.innerText.includes('goes on elsewhere')")
    assert called(window) and in_course(qtbot, window, "d.getElementById('a') !== null")
