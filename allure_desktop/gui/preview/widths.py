"""Shares the width of a preview window: structure, course and inspector, by the size of the text."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSplitter, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.preview.inspector.inspector import WIDTH
from allure_desktop.gui.preview.structure_pane import StructurePane

#: narrower windows, in pixels at the usual text size, show the structure as icons
NARROW_BELOW = 1000
#: of the room beside the structure, the inspector's at most
MOST_OF_ROOM = 0.58


class Widths(QObject):
    """`inspector` is what the user wants for it, in pixels at the usual text size."""

    def __init__(self, window: QWidget, structure: StructurePane, splitter: QSplitter) -> None:
        super().__init__(window)
        self._window = window
        self._structure = structure
        self._splitter = splitter
        self._narrow = False
        self.inspector = WIDTH
        splitter.splitterMoved.connect(self._moved)
        theme.active().changed.connect(self.fit)

    def fit(self) -> None:
        """After each change of the window's width or of the text's size."""
        scale = theme.active().base_px / 13
        narrow = self._window.width() < NARROW_BELOW * scale
        if narrow != self._narrow:
            self._narrow = narrow
            self._structure.set_narrow(narrow)
        self._structure.refit()
        room = self._window.width() - (0 if self._structure.isHidden() else self._structure.width())
        wide = min(round(self.inspector * scale), round(room * MOST_OF_ROOM))
        self._splitter.setSizes([room - wide, wide])

    def _moved(self) -> None:
        self.inspector = round(self._splitter.sizes()[1] * 13 / theme.active().base_px)

    def toggle_structure(self) -> None:
        """Shows or hides it; where it is icons it becomes whole, and icons again."""
        if self._narrow:
            self._structure.set_narrow(not self._structure.narrow)
        else:
            self._structure.setVisible(self._structure.isHidden())
        self.fit()
