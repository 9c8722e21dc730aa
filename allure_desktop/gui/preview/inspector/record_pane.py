"""A tab of the inspector that shows records: filter row, table, and what stands there while it is empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from allure_desktop.gui import icons
from allure_desktop.gui.preview.inspector.filter_row import FilterRow
from allure_desktop.gui.preview.inspector.record_table import RecordTable
from allure_desktop.gui.preview.inspector.record_view import RecordView
from allure_desktop.gui.widgets import PushButton, label


class EmptyNote(QWidget):
    """One line what belongs here, and one act where there is one."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(6)
        column.addStretch(2)
        mark = label()
        icons.put(mark, icon, "text3", 24)
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(mark)
        self.title = label("", "strong", wrap=True)
        self.text = label("", "small", wrap=True)
        for words in (self.title, self.text):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(words)
        self.button = PushButton("", small=True)
        self.button.hide()
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def tell(self, title: str, text: str = "", act: str = "") -> None:
        """Words, and the button's text where it can do something."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.button.set_text(act)
        self.button.setVisible(bool(act))


class RecordPane(QWidget):
    """Joins a filter row, a table and its view; subclasses add what their records need."""

    def __init__(
        self,
        table: RecordTable[Any],
        *,
        name: str,
        hint: str,
        kinds: Sequence[tuple[str, str]],
        widths: tuple[str, ...],
        stretch: int,
        empty: tuple[str, str, str],
    ) -> None:
        super().__init__()
        self.setProperty("pane", "surface")
        self.setAccessibleName(name)
        self.table = table
        self._empty_words = empty[1:]
        self.filter = FilterRow(hint, kinds)
        self.view = RecordView(table, widths, stretch, name)
        self.empty = EmptyNote(empty[0])
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.filter)
        self.column.addWidget(self.stack, 1)
        self.filter.wanted.connect(self._filter)
        self.empty.button.clicked.connect(self.filter.clear)
        table.counted.connect(self.refresh)
        table.filtered.connect(self.refresh)
        self.refresh()

    def _filter(self, needle: str, kind: str) -> None:
        self.table.set_filter(needle, kind)
        self.refresh()

    def refresh(self) -> None:
        """Counts, and the words of an empty list."""
        if self.table.shown or self.table.filtering:
            self.stack.setCurrentIndex(0)
            return
        if self.table.records:
            self.empty.tell(self.tr("Nothing matches the filter"), "", self.tr("Clear filter"))
        else:
            self.empty.tell(*self._empty_words)
        self.stack.setCurrentIndex(1)
