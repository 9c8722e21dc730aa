"""The window with a server behind it, and the camera: waits until a screen is there, then takes it in every variant."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from allure_desktop.composition import Services
from allure_desktop.gui import theme
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.widgets import Sheet
from tests.accessibility.at_spi import heard_faults
from tests.accessibility.audit import audit
from tests.screenshots.variants import Plan, Variant

T = TypeVar("T")
Kind = TypeVar("Kind", bound=QWidget)

#: how a screen is left after its pictures
USUAL = Variant("light", QSize(1280, 800), 1.0)
WAIT_S = 40.0
LEFT = Qt.MouseButton.LeftButton


class NotReached(Exception):
    """A screen was not there in time."""


class Studio:
    """Holds the window; everything happens in the GUI thread, events are handled while something is awaited."""

    def __init__(self, window: MainWindow, services: Services, plan: Plan) -> None:
        self.window = window
        self.services = services
        self._plan = plan
        #: (screen, variant, file)
        self.taken: list[tuple[str, Variant, Path]] = []
        #: fault → where it was first seen
        self.faults: dict[str, str] = {}
        #: how much a screen reader met on each screen
        self.heard: list[str] = []
        self._waits_for_quiet = True

    @property
    def speaks_english(self) -> bool:
        return self._plan.language == "en"

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
        if self._waits_for_quiet:
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

    def wants(self, name: str) -> bool:
        """Whether pictures of that name were asked for."""
        only = self._plan.only
        return not only or any(part in name or name in part for part in only)

    # --- pictures ----------------------------------------------------------------------------------------------------

    def take(
        self,
        name: str,
        *,
        of: QWidget | None = None,
        large_text: bool = True,
        again: Callable[[], object] | None = None,
        quiet: bool = True,
    ) -> None:
        """The screen as it is now, in every variant; `again` puts it right after each change.

        `quiet` False: something goes on in the background that is not waited for. `large_text` False: what is shown
        depends on where things are, and would not survive another text size.
        """
        if self._plan.only and not any(part in name for part in self._plan.only):
            return
        self._waits_for_quiet = quiet
        picture = of or self.window
        for variant in self._plan.variants():
            if large_text or variant.scale == 1.0:
                self._shoot(name, picture, variant, again)
        self._arrange(picture, USUAL, again)
        self._waits_for_quiet = True

    def _arrange(self, picture: QWidget, variant: Variant, again: Callable[[], object] | None = None) -> None:
        colours = theme.active()
        if colours.text_scale != variant.scale:
            colours.set_text_scale(variant.scale)
            self.window.measure()
        colours.set_contrast("more" if "contrast" in variant.scheme else "system")
        colours.set_scheme("dark" if variant.dark else "light")
        size = variant.size.expandedTo(picture.minimumSize())
        picture.resize(size)
        self.until(f"a window of {size.width()} x {size.height()}", lambda: picture.size() == size)
        self.until(f"the scheme {variant.scheme}", lambda: colours.tokens.dark == variant.dark)
        self.quiet()
        if again is not None:
            again()
            self.quiet()

    def _shoot(self, name: str, picture: QWidget, variant: Variant, again: Callable[[], object] | None) -> None:
        self._arrange(picture, variant, again)
        faults = audit(picture) if self._plan.audits else []
        if self._plan.walks:
            heard, more = heard_faults(self.until)
            faults += more
            self.heard.append(f"{name}: {heard}")
        if faults:
            for fault in faults:
                if fault not in self.faults:
                    self.faults[fault] = f"{name}-{variant.name}"
                    print(f"    {name}-{variant.name}: {fault}", flush=True)
        if not self._plan.looks:
            return
        path = self._plan.folder / f"{name}-{variant.name}.png"
        taken = picture.grab()
        self._put_menu(taken, picture)
        if not taken.save(str(path)):
            raise NotReached(f"{path} could not be written")
        self.taken.append((name, variant, path))

    def _put_menu(self, taken: QPixmap, picture: QWidget) -> None:
        """An open menu is a window of its own, which a widget's picture leaves out."""
        menu = QApplication.activePopupWidget()
        if menu is not None:
            painter = QPainter(taken)
            painter.drawPixmap(picture.mapFromGlobal(menu.mapToGlobal(QPoint(0, 0))), menu.grab())
            painter.end()

    @contextmanager
    def open_menu(self, menu: QMenu, where: Callable[[], QPoint]) -> Iterator[Callable[[], None]]:
        """A menu at a place of the screen; what is given opens it there again after the window changed its size."""

        def open_again() -> None:
            menu.close()
            menu.popup(where())

        open_again()
        self.until("the menu", menu.isVisible)
        yield open_again
        menu.close()
