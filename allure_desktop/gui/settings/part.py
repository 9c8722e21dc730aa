"""What the parts of the settings share: rows of a name and a field, each kept as soon as it is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from allure_desktop.gui.widgets import label

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext


class Part(QScrollArea):
    """Scrolls where the window is small."""

    def __init__(self, context: GuiContext) -> None:
        super().__init__()
        self.context = context
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("pane", "clear")
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 8, 0)
        self.column.setSpacing(12)
        self.setWidget(inner)

    def group(self, title: str, fields: tuple[tuple[str, QWidget], ...]) -> None:
        """A head and its rows."""
        self.column.addWidget(label(title, "panel-title"))
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(8)
        form.setContentsMargins(0, 0, 0, 8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, field in fields:
            field.setAccessibleName(name)
            head = label(name, "secondary")
            head.setMinimumWidth(head.fontMetrics().averageCharWidth() * 28)
            head.setBuddy(field)
            form.addRow(head, field)
        self.column.addLayout(form)
