"""A line of tabs that shortens its words where there is no room for them, and says them whole in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QTabBar, QWidget


class Tabs(QTabBar):
    """`name` is what a screen reader calls all of them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self._tell_whole()
        return super().event(event)

    def _tell_whole(self) -> None:
        for tab in range(self.count()):
            text = self.tabText(tab)
            fits = self.fontMetrics().horizontalAdvance(text) <= self.tabRect(tab).width()
            self.setTabToolTip(tab, "" if fits else text)
