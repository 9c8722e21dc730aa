"""The head of the list: title, how many, search, and the button that adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from allure_desktop.gui.library.search_field import SearchField
from allure_desktop.gui.widgets import ElidedLabel, PushButton, label

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext


class ListHead(QWidget):
    """There from the first frame on."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        head = QHBoxLayout(self)
        head.setContentsMargins(16, 11, 12, 11)
        head.setSpacing(8)
        head.addWidget(label(self.tr("Library"), "page-title"))
        self.count = ElidedLabel(role="secondary")
        # as much as it needs, before the search field grows
        self.count.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        head.addWidget(self.count)
        head.addStretch(1)
        self.search = SearchField()
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(260)
        head.addWidget(self.search, 3)
        self.add_button = PushButton(self.tr("Add packages…"), icon="plus", kind="primary")
        self.add_button.clicked.connect(lambda: context.actions.trigger("add"))
        head.addWidget(self.add_button)

    def focus_search(self) -> None:
        """Ctrl+F: what was looked for is selected, so that typing replaces it."""
        self.search.setFocus()
        self.search.selectAll()
