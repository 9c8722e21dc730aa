"""A person at the real window: drops files, reads what is on the screen, presses what is offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.uploads.acts import Act, RowAct, painted
from allure_desktop.gui.uploads.page import UploadsPage
from allure_desktop.gui.uploads.panel import UploadPanel
from allure_desktop.gui.uploads.row_model import Entry
from allure_desktop.gui.uploads.row_words import RowWords
from allure_desktop.gui.widgets import Band, Sheet
from allure_desktop.uploads.rows import UploadRow

Kind = TypeVar("Kind", bound=QWidget)

LEFT = Qt.MouseButton.LeftButton
#: for a machine that has much else to do
WAIT_MS = 30_000


class Desk:
    """The window with its rooms. What is pressed is pressed with the mouse, what is read is visible."""

    def __init__(self, window: MainWindow, services: Services, qtbot: QtBot) -> None:
        self.window = window
        self.services = services
        self._qtbot = qtbot

    def until(self, what: Callable[[], object]) -> None:
        """Waits for it."""
        self._qtbot.waitUntil(lambda: bool(what()), timeout=WAIT_MS)

    # --- files -------------------------------------------------------------------------------------------------------

    def drop(self, *files: Path) -> None:
        """Releases files over the middle of the list, as the window system tells it."""
        place = self.window.rect().center()
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        keys = Qt.KeyboardModifier.NoModifier
        copy = Qt.DropAction.CopyAction
        QApplication.sendEvent(self.window, QDragEnterEvent(place, copy, mime, LEFT, keys))
        QApplication.sendEvent(self.window, QDragMoveEvent(place, copy, mime, LEFT, keys))
        QApplication.sendEvent(self.window, QDropEvent(QPointF(place), copy, mime, LEFT, keys))

    def dropped(self, *files: Path) -> int:
        """Drops them and gives the id of the newest row, as soon as it is in the list."""
        before = {row.id for row in self.services.uploads.rows()}
        self.drop(*files)
        self.until(lambda: len({row.id for row in self.services.uploads.rows()} - before) == len(files))
        newest = max(row.id for row in self.services.uploads.rows())
        self.until(lambda: self.page.model.index_of(newest).isValid())
        return newest

    # --- Uploads -----------------------------------------------------------------------------------------------------

    @property
    def page(self) -> UploadsPage:
        return _only(self.window, UploadsPage)

    @property
    def panel(self) -> UploadPanel:
        return _only(self.window, UploadPanel)

    def row(self, upload_id: int) -> UploadRow:
        """The truth of the journal."""
        return self.services.uploads.row(upload_id)

    def words(self, upload_id: int) -> RowWords:
        """What its row in the list says."""
        return self._entry(upload_id).words

    def until_said(self, upload_id: int, sentence: str) -> None:
        """Waits until the row's sentence holds these words."""
        try:
            self.until(lambda: sentence in self.words(upload_id).sentence)
        except Exception:
            raise AssertionError(f"{sentence!r} is not in {self.words(upload_id).sentence!r}") from None

    def until_state(self, upload_id: int, state: str, reason: str = "") -> None:
        """Waits until the list shows what the journal has."""
        try:
            self.until(lambda: (self._entry(upload_id).row.state, self._entry(upload_id).row.reason) == (state, reason))
        except Exception:
            raise AssertionError(f"{(state, reason)} is not {self._entry(upload_id).row}") from None

    def offered(self, upload_id: int) -> list[str]:
        """The words of the acts that lead on from where the row is.

        Any row at rest can be watched, too, and any course be tried: those are there wherever the file is.
        """
        return [act.text for act in self.words(upload_id).acts if act.act not in (Act.WATCH, Act.PREVIEW)]

    def press_on_row(self, upload_id: int, text: str) -> None:
        """Clicks a button that is painted on the row."""
        self.open_uploads()
        view, index = self.page.view, self.page.model.index_of(upload_id)
        view.scrollTo(index)
        entry = self._entry(upload_id)
        assert text in [act.text for act in painted(entry.words.acts)], entry.words.acts
        places = view.rows_delegate.act_rects(entry, view.visualRect(index))
        QTest.mouseClick(view.viewport(), LEFT, pos=_place(text, places).center())

    def select(self, upload_id: int) -> None:
        """Clicks the row: the panel tells about it."""
        self.open_uploads()
        view, index = self.page.view, self.page.model.index_of(upload_id)
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).topLeft() + QPoint(80, 20))
        self.until(lambda: self.panel.upload_id == upload_id and self.panel.isVisible())

    def press_in_panel(self, text: str) -> None:
        """Clicks a button of the panel."""
        button = next(b for b in self.panel.findChildren(QPushButton) if b.isVisible() and b.accessibleName() == text)
        QTest.mouseClick(button, LEFT)

    def do_in_panel(self, text: str) -> None:
        """Does it where it stands, once it does: on a button where there is room, else in the menu."""
        self.until(lambda: text in [*self._buttons(), *self._menu()])
        if text in self._buttons():
            self.press_in_panel(text)
        else:
            next(action for action in self.panel.menu.actions() if action.text() == text).trigger()

    def _buttons(self) -> list[str]:
        return [button.accessibleName() for button in self.panel.buttons if button.isVisible()]

    def _menu(self) -> list[str]:
        return [action.text() for action in self.panel.menu.actions()]

    def read_panel(self) -> str:
        """Every line of the panel that is whole on the screen, without scrolling."""
        return read(self.panel)

    def open_uploads(self) -> None:
        if not self.page.isVisible():
            QTest.mouseClick(self.window.sidebar.uploads, LEFT)
            self.until(self.page.isVisible)

    def _entry(self, upload_id: int) -> Entry:
        index = self.page.model.index_of(upload_id)
        entry = self.page.model.entry(index)
        assert entry is not None, f"row {upload_id} is not in the list"
        return entry

    # --- the rest of the window --------------------------------------------------------------------------------------

    def sheet(self, kind: type[Sheet] = Sheet) -> Sheet | None:
        """The open sheet of a kind."""
        return next((sheet for sheet in self.window.findChildren(kind) if sheet.isVisible()), None)

    def bands(self, *tones: str) -> list[str]:
        """What the bands on the screen say, of these tones."""
        found = [band for band in self.window.findChildren(Band) if band.isVisible()]
        return [band.words for band in found if band.property("tone") in tones]

    def press_on_band(self, text: str) -> None:
        """Clicks the remedy of a band."""
        buttons = [button for band in self.window.findChildren(Band) for button in band.findChildren(QPushButton)]
        QTest.mouseClick(next(b for b in buttons if is_whole(b) and b.accessibleName() == text), LEFT)

    @property
    def toast(self) -> str:
        return self.window.toast.words.text() if self.window.toast.isVisible() else ""


def read(widget: QWidget) -> str:
    """The texts of all labels of which nothing is hidden, without the places where a long word may be broken."""
    shown = (made.text() for made in widget.findChildren(QLabel) if made.text() and is_whole(made))
    return "\n".join(shown).replace("\u200b", "")


def is_whole(widget: QWidget) -> bool:
    """Nothing of it lies under others or outside of what is scrolled to."""
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


def _only(window: QWidget, kind: type[Kind]) -> Kind:
    (found,) = window.findChildren(kind)
    return found


def _place(text: str, places: Sequence[tuple[RowAct, QRect]]) -> QRect:
    return next(rect for act, rect in places if act.text == text)
