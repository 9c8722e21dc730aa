"""What leaves packages out beyond the fixed filters, as chips that go at a click, and the act that keeps all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from allure_desktop.gui import icons
from allure_desktop.gui.widgets import PushButton
from allure_desktop.gui.widgets.buttons import GAP
from allure_desktop.gui.widgets.flow import Flow
from allure_desktop.plain_text import hint

if TYPE_CHECKING:
    from allure_desktop.library.filters import Filters


class TokenChip(QPushButton):
    """One token; a click takes it away."""

    def __init__(self, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.token = token
        self.setProperty("kind", "chip")
        self.setProperty("on", True)
        self.setAutoDefault(False)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        icons.put(self, "x", "accent", 12)
        shown = self.fontMetrics().elidedText(token, Qt.TextElideMode.ElideMiddle, 220)
        self.setText(shown.replace("&", "&&") + GAP)
        words = self.tr("Remove the filter {filter}").format(filter=token)
        self.setAccessibleName(words)
        self.setToolTip(hint(words))


class TokenRow(QWidget):
    """Shown only while something is left out."""

    token_removed = Signal(str)
    clear_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens: tuple[str, ...] = ()
        self._chips: list[TokenChip] = []
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self._flow = Flow(self)
        self._flow.setContentsMargins(16, 0, 12, 8)
        self.clear = PushButton(self.tr("Clear filters"), kind="link", small=True)
        self.clear.clicked.connect(self.clear_wanted)
        self.save = PushButton(self.tr("Save as view…"), kind="link", small=True)
        self.save.clicked.connect(self.save_wanted)
        self._flow.addWidget(self.clear)
        self._flow.addWidget(self.save)
        self.hide()

    def tell(self, filters: Filters) -> None:
        """Shows the tokens of these filters."""
        self.setVisible(filters.any)
        if filters.tokens == self._tokens:
            return
        self._tokens = filters.tokens
        for old in self._chips:
            self._flow.removeWidget(old)
            old.deleteLater()
        for button in (self.clear, self.save):
            self._flow.removeWidget(button)
        self._chips = []
        for token in self._tokens:
            chip = TokenChip(token, self)
            chip.clicked.connect(lambda _checked=False, token=token: self.token_removed.emit(token))
            self._flow.addWidget(chip)
            self._chips.append(chip)
            chip.show()
        # their place is behind the chips
        self._flow.addWidget(self.clear)
        self._flow.addWidget(self.save)
        self.updateGeometry()
