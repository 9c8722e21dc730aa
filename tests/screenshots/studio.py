"""The window with a server behind it, and the camera: waits until a screen is there, then takes it in every variant."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from allure_desktop.composition import Services
from allure_desktop.gui import theme
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.widgets import Sheet

T = TypeVar("T")
Kind = TypeVar("Kind", bound=QWidget)

SCHEMES = ("light", "dark")
SIZES = (QSize(1280, 800), QSize(1920, 1080))
LARGE_TEXT = 1.5
WAIT_S = 40.0
LEFT = Qt.MouseButton.LeftButton


class NotReached(Exception):
    """A screen was not there in time."""


class Studio:
    """Holds the window; everything happens in the GUI thread, events are handled while something is awaited."""

    def __init__(self, window: MainWindow, services: Services, folder: Path, only: Sequence[str] = ()) -> None:
        self.window = window
        self.services = services
        self._folder = folder
        self._only = only
        self.taken: list[Path] = []

    # --- waiting -----------------------------------------------------------------------------------------------------

    def until(self, what: str, there: Callable[[], T | None], timeout_s: float = WAIT_S) -> T:
        """Handles events until it is there. Raises NotReached."""
        end = time.monotonic() + timeout_s
        while True:
            found = there()
            if found:
                return found
            if time.monotonic() > end:
                raise NotReached(f"{what} was not seen within {timeout_s:.0f} s")
            self._handle_events()

    def _handle_events(self) -> None:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        # outside of an event loop Qt leaves these be
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def quiet(self) -> None:
        """Nothing is being read in the background, and what was asked to be painted is."""
        self.until("a quiet background", lambda: self.window.context.background.idle)
        for _ in range(3):
            self._handle_events()

    # --- doing -------------------------------------------------------------------------------------------------------

    def part(self, kind: type[Kind]) -> Kind:
        """The visible widget of a kind."""
        return self.until(
            kind.__name__, lambda: next((w for w in self.window.findChildren(kind) if w.isVisible()), None)
        )

    def press(self, button: QWidget) -> None:
        QTest.mouseClick(button, LEFT)

    def close_sheets(self) -> None:
        for sheet in self.window.findChildren(Sheet):
            if sheet.isVisible():
                sheet.dismiss()
        self.quiet()

    @contextmanager
    def dragging(self, where: Callable[[], QPoint], files: Sequence[Path]) -> Iterator[Callable[[], None]]:
        """Files over a place of the window; what is given moves them there again after the window changed its size."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier

        def move() -> None:
            QApplication.sendEvent(self.window, QDragEnterEvent(where(), copy, mime, LEFT, none))
            QApplication.sendEvent(self.window, QDragMoveEvent(where(), copy, mime, LEFT, none))

        move()
        yield move
        QApplication.sendEvent(self.window, QDragLeaveEvent())

    # --- pictures ----------------------------------------------------------------------------------------------------

    def take(
        self,
        name: str,
        *,
        of: QWidget | None = None,
        large_text: bool = False,
        again: Callable[[], object] | None = None,
    ) -> None:
        """The screen as it is now, in both schemes and both sizes; `again` puts it right after each change."""
        if self._only and not any(part in name for part in self._only):
            return
        picture = of or self.window
        for size, scheme in itertools.product(SIZES, SCHEMES):
            self._shoot(f"{name}-{scheme}-{size.width()}", picture, size, scheme, again)
        if large_text:
            self._scale_text(LARGE_TEXT)
            self._shoot(f"{name}-light-{SIZES[0].width()}-150", picture, SIZES[0], "light", again)
            self._scale_text(1.0)
        self._arrange(picture, SIZES[0], "light", again)

    def _scale_text(self, scale: float) -> None:
        theme.active().set_text_scale(scale)
        self.window.measure()

    def _arrange(self, picture: QWidget, size: QSize, scheme: str, again: Callable[[], object] | None = None) -> None:
        theme.active().set_scheme(scheme)
        picture.resize(size)
        self.until(f"a window of {size.width()} x {size.height()}", lambda: picture.size() == size)
        self.until(f"the scheme {scheme}", lambda: theme.active().tokens.dark == (scheme == "dark"))
        self.quiet()
        if again is not None:
            again()
            self.quiet()

    def _shoot(self, name: str, picture: QWidget, size: QSize, scheme: str, again: Callable[[], object] | None) -> None:
        self._arrange(picture, size, scheme, again)
        path = self._folder / f"{name}.png"
        if not picture.grab().save(str(path)):
            raise NotReached(f"{path} could not be written")
        self.taken.append(path)
