"""The page in a real web engine: a course plays, goes on where it was left, and ends with its result."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QUrl
from pytestqt.qtbot import QtBot

from tests.player.conftest import Launches, Origin

# Before any application object of this worker exists: all test modules are imported first.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)

_COURSE = "const course = document.querySelector('#content iframe')?.contentDocument;"


class Window:
    """A web view on a launch; `ask` runs JavaScript in the page and gives its answer."""

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

    def ask(self, code: str) -> Any:
        answers: list[Any] = []
        self.page.runJavaScript(f"JSON.stringify((() => {{{code}}})() ?? null)", 0, answers.append)
        self._qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
        return json.loads(answers[0]) if answers[0] else None

    def wait(self, code: str) -> None:
        self._qtbot.waitUntil(lambda: bool(self.ask(code)), timeout=20_000)

    def slide(self, name: str) -> None:
        """Waits until the course shows its slide `name`."""
        self.wait(f"{_COURSE} return course?.querySelector('.slide.shown')?.id === '{name}'")

    def go_on(self) -> None:
        self.ask(f"{_COURSE} course.querySelector('.way .go').click()")

    def marks(self) -> list[str]:
        found: list[str] = self.ask("return [...document.querySelectorAll('.part')].map((part) => part.dataset.status)")
        return found

    def close(self) -> None:
        """As a user closes a window: the course gets no warning but the page's own."""
        with self._qtbot.waitSignal(self.page.destroyed, timeout=20_000):
            self.view.close()
            self.view.deleteLater()


@pytest.fixture
def open_launch(qtbot: QtBot, origin: Origin, client: object) -> Iterator[Callable[[], Window]]:
    """Opens the launch `s-1` in a window of its own."""
    from PySide6.QtWebEngineCore import QWebEngineProfile

    profile = QWebEngineProfile()
    windows: list[Window] = []

    def launch() -> Window:
        windows.append(Window(qtbot, profile, f"{origin.url}/player/s-1?token={'t' * 32}"))
        return windows[-1]

    yield launch
    windows[-1].close()
    profile.deleteLater()


def test_course_plays_resumes_and_ends(open_launch: Callable[[], Window], launches: Launches, qtbot: QtBot) -> None:
    """Part one done, window closed in part two, launched again: the same slide; the exit shows status and score."""
    window = open_launch()
    window.slide("welcome")
    assert window.marks() == ["incomplete", "not attempted", "not attempted"]
    for slide in ("triangle", "sockets"):
        window.go_on()
        window.slide(slide)
    assert window.marks()[0] == "completed"
    window.go_on()  # the course asks for the next part
    window.slide("raise")
    window.go_on()
    window.slide("leave")
    window.close()

    def kept(part: str) -> dict[str, Any]:
        found: dict[str, Any] = (launches.attempt("s-1") or {"parts": {}})["parts"].get(part, {})
        return found

    qtbot.waitUntil(lambda: kept("alarm").get("exit") == "suspend", timeout=20_000)
    assert (kept("prevent")["status"], kept("alarm")["status"]) == ("completed", "incomplete")
    assert kept("alarm")["cmi"]["location"] == "leave"

    window = open_launch()
    window.slide("leave")
    window.ask("document.querySelectorAll('.part')[2].click()")
    window.slide("q-first")
    for name, answer in (("first", "alarm"), ("strip", "one"), ("lift", "stairs"), ("back", "silent")):
        window.slide(f"q-{name}")
        window.ask(f"{_COURSE} course.querySelector('.shown input[value={answer}]').click()")
        window.go_on()
        window.go_on()
    window.slide("result")
    assert window.marks() == ["completed", "incomplete", "passed"]
    window.ask("document.querySelector('#exit').click()")
    window.wait("return document.body.dataset.state === 'message'")
    words = window.ask("return document.querySelector('#message').innerText")
    assert "You can close this window" in words
    assert "75 %" in words
    assert "2 of 3" in words
    attempt = launches.attempt("s-1")
    assert attempt is not None
    assert (attempt["closed"], attempt["status"], attempt["percent"]) == (True, "incomplete", 75)
    assert kept("check")["score"]["raw"] == 75
