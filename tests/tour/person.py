"""The scripted person: looks at the window until something is seen, moves a real mouse, types on a real keyboard."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
_LOOK_AGAIN_S = 0.1


class NotSeen(Exception):
    """The outcome of a step was not seen in time."""


class _Asker(QObject):
    """Runs a question in the GUI thread and brings its answer to the person's thread."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _answer(self, question: tuple[Callable[[], Any], Future[Any]]) -> None:
        ask, answer = question
        try:
            answer.set_result(ask())
        except Exception as error:
            answer.set_exception(error)


class Person:
    """Lives in a thread of its own; everything is asked and done with a limit in time."""

    def __init__(self, folder: Path) -> None:
        self._asker = _Asker()
        self._folder = folder
        self._pictures = 0
        self._began = time.monotonic()
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.png"):
            old.unlink()

    # --- looking -----------------------------------------------------------------------------------------------------
    def ask(self, question: Callable[[], T]) -> T:
        """The answer to a question that must be asked in the GUI thread."""
        answer: Future[T] = Future()
        self._asker.asked.emit((question, answer))
        return answer.result(30)

    def see(self, what: str, question: Callable[[], T | None], timeout_s: float = 30) -> T:
        """Looks until the question has an answer, and returns it. Raises NotSeen after `timeout_s`."""
        end = time.monotonic() + timeout_s
        while True:
            answer = self.ask(question)
            if answer:
                print(f"      seen: {what}", flush=True)
                return answer
            if time.monotonic() > end:
                self.picture("not-seen")
                raise NotSeen(f"{what} was not seen within {timeout_s:.0f} s")
            time.sleep(_LOOK_AGAIN_S)

    def step(self, words: str) -> None:
        """Says what comes next."""
        print(f"{time.monotonic() - self._began:6.1f} s  {words}", flush=True)

    def picture(self, name: str) -> Path:
        """A picture of the whole screen, numbered."""
        self._pictures += 1
        path = self._folder / f"{self._pictures:02d}-{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], check=True, timeout=30)
        print(f"      picture: {path}", flush=True)
        return path

    # --- doing -------------------------------------------------------------------------------------------------------
    def click(self, where: Callable[[], QPoint | None], what: str, *, button: int = 1, times: int = 1) -> None:
        """Waits until the thing is there and holds still, then clicks it."""
        point = self._settled(where, what)
        xdotool("mousemove", str(point.x()), str(point.y()))
        for _ in range(times):
            xdotool("click", str(button))

    def _settled(self, where: Callable[[], QPoint | None], what: str) -> QPoint:
        point = self.see(what, where)
        while True:
            time.sleep(_LOOK_AGAIN_S)
            again = self.see(what, where) if self.ask(where) is None else self.ask(where)
            if again == point:
                return point
            assert again is not None
            point = again

    def key(self, *names: str) -> None:
        """Presses keys by their X names, as `ctrl+f`."""
        xdotool("key", "--clearmodifiers", *names)

    def type(self, text: str) -> None:
        xdotool("type", "--delay", "12", text)

    def drag(
        self, files: Sequence[Path], where: Callable[[], QPoint | None], what: str, *, half_way: Callable[[], None]
    ) -> None:
        """A real drag of files from a second program to a place in the window; `half_way` is called before release."""
        source = subprocess.Popen(
            [sys.executable, "-m", "tests.tour.drag_source", *map(str, files)], stdout=subprocess.PIPE, text=True
        )
        assert source.stdout is not None
        try:
            assert source.stdout.readline().strip() == "ready"
            time.sleep(0.5)  # the window manager places the new window in its own time
            target = self._settled(where, what)
            start = QPoint(80, 22)
            xdotool("mousemove", str(start.x()), str(start.y()))
            xdotool("mousedown", "1")
            steps = 20
            for n in range(1, steps + 1):
                x = start.x() + (target.x() - start.x()) * n // steps
                y = start.y() + (target.y() - start.y()) * n // steps
                xdotool("mousemove", str(x), str(y))
                time.sleep(0.06)
            # the strip may have moved the rows: go to where the place is now
            target = self._settled(where, what)
            xdotool("mousemove", str(target.x()), str(target.y()))
            xdotool("mousemove", str(target.x() + 1), str(target.y()))
            time.sleep(0.4)
            half_way()
            xdotool("mouseup", "1")
            if source.stdout.readline().strip() != "dropped":
                raise NotSeen("the drop was not taken")
            time.sleep(1)  # the source must live until its data was read
        finally:
            source.terminate()
            source.wait(5)


def xdotool(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True, timeout=30)


def middle(widget: QWidget, rectangle: QRect | None = None) -> QPoint:
    """The middle of a widget, or of a rectangle in it, on the screen."""
    return widget.mapToGlobal((rectangle or widget.rect()).center())


def widgets(kind: type[W], name: str = "", *, text: str = "", within: QWidget | None = None) -> list[W]:
    """Visible, enabled widgets of a kind by accessible name or text, as a person would find them."""
    found: list[W] = []
    roots = [within] if within is not None else QApplication.topLevelWidgets()
    for root in roots:
        if not root.isVisible():
            continue
        candidates: list[Any] = [*root.findChildren(QWidget), root]
        for widget in candidates:
            if not isinstance(widget, kind) or not widget.isVisible() or not widget.isEnabled():
                continue
            label = widget.accessibleName()
            words = widget.text() if hasattr(widget, "text") and callable(widget.text) else ""
            if name and name.casefold() not in label.casefold():
                continue
            if text and text.casefold() not in str(words).replace("&", "").casefold():
                continue
            found.append(widget)
    return found


def first(
    kind: type[W], name: str = "", *, text: str = "", within: QWidget | None = None
) -> Callable[[], QPoint | None]:
    """Where the first such widget is, for `click`."""

    def where() -> QPoint | None:
        found = widgets(kind, name, text=text, within=within)
        return middle(found[0]) if found else None

    return where
