"""The head of the list: title, how many, search, and the button that adds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from allure_desktop.gui import icons, theme
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
        self.search = QLineEdit()
        self.search.setAcceptDrops(False)
        self.search.setAccessibleName(self.tr("Search packages"))
        self.search.setPlaceholderText(self.tr("Search title, tag, file, id"))
        # made here, with their owner: those that addAction makes are gone before the field is
        self._clear = QAction(icons.icon("x", "text2"), "", self.search)
        self.search.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(self.tr("Clear the search"))
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.search.clear)
        self.search.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(260)
        self._search_icon = QAction(icons.icon("search", "text3"), "", self.search)
        self.search.addAction(self._search_icon, QLineEdit.ActionPosition.LeadingPosition)
        theme.active().changed.connect(self._draw_search_icons)
        head.addWidget(self.search, 3)
        self.add_button = PushButton(self.tr("Add packages…"), icon="plus", kind="primary")
        self.add_button.clicked.connect(lambda: context.actions.trigger("add"))
        head.addWidget(self.add_button)

    def _draw_search_icons(self) -> None:
        self._search_icon.setIcon(icons.icon("search", "text3"))
        self._clear.setIcon(icons.icon("x", "text2"))

    def focus_search(self) -> None:
        """Ctrl+F: what was looked for is selected, so that typing replaces it."""
        self.search.setFocus()
        self.search.selectAll()
