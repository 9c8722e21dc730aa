"""The middle of the preview window: the course, its windows as tabs, and what stands there when it does not play."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from allure_desktop.gui.launch.trouble_page import TroublePage
from allure_desktop.gui.launch.words import Trouble
from allure_desktop.gui.preview.viewport import Viewport
from allure_desktop.gui.widgets import Band
from allure_desktop.plain_text import one_line

if TYPE_CHECKING:
    from allure_desktop.gui.web_view.course_view import Popup
    from allure_desktop.gui.web_view.preview_view import PreviewView


class Stage(QFrame):
    """The first tab is the course; each window it opens is another. Pages come and go in one stack."""

    #: no window of the course is shown any more
    tabs_gone = Signal()

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "window")
        self.setAccessibleName(self.tr("Course"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.band = Band()
        self.band.setProperty("edge", "flat")
        column.addWidget(self.band)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Windows of the course"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(self.tr("Course"))
        self.tabs.hide()
        column.addWidget(self.tabs)
        self.stack = QStackedWidget()
        self.viewport = Viewport(sentence)
        self.trouble = TroublePage()
        self.stack.addWidget(self.viewport)
        self.stack.addWidget(self.trouble)
        column.addWidget(self.stack, 1)
        self._popups: list[Popup] = []
        self.tabs.currentChanged.connect(self._show_tab)
        self.tabs.tabCloseRequested.connect(self._close_tab)

    # --- pages -------------------------------------------------------------------------------------------------------

    def show_course(self) -> None:
        """The course, or the window of it that was chosen."""
        self._show_tab(self.tabs.currentIndex())

    def show_page(self, page: QWidget) -> None:
        """Another page in place of the course."""
        if self.stack.indexOf(page) < 0:
            self.stack.addWidget(page)
        self.tabs.hide()
        self.stack.setCurrentWidget(page)

    def say(self, told: Trouble, buttons: tuple[Any, ...] = (), **mark: str) -> None:
        """Words in place of the course."""
        self.trouble.tell(told, buttons, **mark)
        self.show_page(self.trouble)

    @property
    def shows_course(self) -> bool:
        return self.stack.currentWidget() is self.viewport or self.stack.currentWidget() in self._popups

    def put(self, course: PreviewView) -> None:
        """The view that plays."""
        self.viewport.put(course)
        course.popup_opened.connect(self.add_popup)

    # --- windows of the course ---------------------------------------------------------------------------------------

    def add_popup(self, popup: Popup) -> None:
        """A window of the course as a tab, in front."""
        self._popups.append(popup)
        self.stack.addWidget(popup)
        number = self.tabs.addTab(self.tr("Window {number}").format(number=len(self._popups)))
        self.tabs.setTabsClosable(True)
        for side in (QTabBar.ButtonPosition.RightSide, QTabBar.ButtonPosition.LeftSide):
            self.tabs.setTabButton(0, side, None)
        popup.page.titleChanged.connect(lambda title: self._name(popup, title))
        popup.closed.connect(lambda: self._gone(popup))
        self.tabs.setCurrentIndex(number)
        self.show_course()

    def _name(self, popup: Popup, title: str) -> None:
        # a page without a title has its address for one
        if popup in self._popups and title and "localhost" not in title:
            self.tabs.setTabText(self._popups.index(popup) + 1, one_line(title[:40]))

    def _show_tab(self, number: int) -> None:
        popup = self._popups[number - 1] if 0 < number <= len(self._popups) else None
        self.stack.setCurrentWidget(popup if popup is not None else self.viewport)
        self.tabs.setVisible(bool(self._popups))

    def _close_tab(self, number: int) -> None:
        if 0 < number <= len(self._popups):
            self._popups[number - 1].close()

    def _gone(self, popup: Popup) -> None:
        if popup not in self._popups:
            return
        number = self._popups.index(popup) + 1
        self._popups.remove(popup)
        self.stack.removeWidget(popup)
        self.tabs.removeTab(number)
        if self.stack.currentWidget() in (self.viewport, *self._popups):
            self.show_course()
        if not self._popups:
            self.tabs.hide()
            self.tabs_gone.emit()
