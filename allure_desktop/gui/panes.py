"""F6 and Shift+F6: the keyboard goes from pane to pane, in the order in which the window is read."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from allure_desktop.gui.acts import LIBRARY
from allure_desktop.gui.notifications import announce

if TYPE_CHECKING:
    from allure_desktop.gui.main_window import MainWindow


def _tr(text: str) -> str:
    return QCoreApplication.translate("Panes", text)


class Panes(QObject):
    """Remembers where in each pane the keyboard was, and returns there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._last: weakref.WeakKeyDictionary[QWidget, weakref.ref[QWidget]] = weakref.WeakKeyDictionary()
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]

    def panes(self) -> list[tuple[str, QWidget]]:
        """Those that are shown and hold something for the keyboard, in their order."""
        window = self._window
        if window.comparing.shown and window.comparing.page is not None:
            shown: list[tuple[str, QWidget]] = [(_tr("Comparison"), window.comparing.page)]
        elif window.stack.currentIndex() == LIBRARY:
            pane = window.library.pane
            shown = [
                (_tr("Toolbar"), pane.head),
                (_tr("Filters"), pane.filter_bar),
                (_tr("Packages"), pane.stack),
                (_tr("Package"), window.library.panel),
            ]
            dock = window.library.dock_place.itemAt(0)
            if dock is not None and (widget := dock.widget()) is not None:
                shown.append((_tr("Uploads below"), widget))
        else:
            shown = window.uploads.panes()
        every = [(_tr("Sidebar"), window.sidebar), *shown]
        return [(name, pane) for name, pane in every if pane.isVisible() and _focusable(pane)]

    def go(self, step: int) -> None:
        """To the next pane (1) or the one before (-1); its name is said."""
        panes = self.panes()
        if not panes:
            return
        focused = QApplication.focusWidget()
        at = next((n for n, (_name, pane) in enumerate(panes) if _holds(pane, focused)), None)
        number = (0 if step > 0 else len(panes) - 1) if at is None else (at + step) % len(panes)
        name, pane = panes[number]
        remembered = self._last.get(pane)
        target = remembered() if remembered is not None else None
        widgets = _focusable(pane)
        if target not in widgets:
            target = widgets[0]
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
        announce(pane, name)

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or now.window() is not self._window or not self._window.completed:
            return
        pane = next((pane for _name, pane in self.panes() if _holds(pane, now)), None)
        if pane is not None:
            self._last[pane] = weakref.ref(now)


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (pane is widget or pane.isAncestorOf(widget))


def _focusable(pane: QWidget) -> list[QWidget]:
    """What Tab would reach in it; the pane itself where it is one widget."""
    return [
        widget
        for widget in (pane, *pane.findChildren(QWidget))
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
    ]
