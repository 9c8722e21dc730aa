"""A path or an id in the fixed font, shortened in its middle."""

from __future__ import annotations

from PySide6.QtCore import Qt

from allure_desktop.gui import theme
from allure_desktop.gui.widgets import ElidedLabel


class PlaceLabel(ElidedLabel):
    """A path or an id in the fixed font, shortened in its middle."""

    def __init__(self, text: str = "", role: str = "secondary") -> None:
        super().__init__(text, role, mode=Qt.TextElideMode.ElideMiddle)
        self._refont()
        theme.active().changed.connect(self._refont)

    def _refont(self) -> None:
        self.setFont(theme.active().code_font(0.85))
