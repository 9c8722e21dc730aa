"""The tab Data model: the run-time's data as they stand, what has changed since the start, and their editing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedWidget,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from allure_desktop.gui import theme
from allure_desktop.gui.motion import reduced_motion
from allure_desktop.gui.preview.inspector.data_tree import ELEMENT, VALUE, DataTree, Index
from allure_desktop.gui.preview.inspector.filter_row import FilterRow
from allure_desktop.gui.preview.inspector.record_pane import EmptyNote
from allure_desktop.gui.widgets import label, line


class _Filter(QSortFilterProxyModel):
    """Lets through elements by words in path or value, and only changed ones where asked."""

    def __init__(self, tree: DataTree) -> None:
        super().__init__()
        self._tree = tree
        self.needle = ""
        self.changed_only = False
        self.setRecursiveFilteringEnabled(True)
        self.setSourceModel(tree)

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        node = self._tree.node_at(self._tree.index(row, 0, parent))
        if node.value is None:
            return False  # a group comes with its elements
        if self.changed_only and self._tree.was(node.path) is None:
            return False
        return not self.needle or self.needle in node.path.casefold() or self.needle in node.value.casefold()

    def again(self) -> None:
        """Filters anew."""
        self.invalidate()


class _View(QTreeView):
    """A line of one pixel below each row, as in the other tabs."""

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().drawRow(painter, option, index)
        rect = option.rect
        painter.fillRect(0, rect.bottom(), self.viewport().width(), 1, theme.active().tokens.colour("border"))


class DataPane(QWidget):
    """`edited(element, value)` when the user has changed one."""

    edited = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("pane", "surface")
        self.setAccessibleName(self.tr("Data model"))
        self.tree = DataTree(self)
        self.tree.flashes = not reduced_motion()
        self.tree.editable = True
        self._filter = _Filter(self.tree)
        self._filter.setParent(self)
        self.filter = FilterRow(self.tr("Filter elements"), (("changed", self.tr("Changed since the start")),))
        self.view = _View()
        self.view.setModel(self._filter)
        self.view.setAccessibleName(self.tr("Data model"))
        self.view.setUniformRowHeights(True)
        self.view.setIndentation(14)
        self.view.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        head = self.view.header()
        head.setSectionResizeMode(ELEMENT, QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        head.setSectionsMovable(False)
        head.setAccessibleName(self.tr("Columns"))
        self.empty = EmptyNote("database")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter)
        column.addWidget(self.stack, 1)
        column.addWidget(line())
        self.words = label("", "small", wrap=True)
        self.words.setContentsMargins(16, 8, 12, 8)
        column.addWidget(self.words)
        self.filter.wanted.connect(self._wanted)
        self.empty.button.clicked.connect(self.filter.clear)
        self.tree.edited.connect(self.edited)
        self.tree.dataChanged.connect(lambda *_told: self._refresh())
        self.tree.rowsInserted.connect(self._grown)
        self.tree.modelReset.connect(self._grown)
        theme.active().changed.connect(self._measure)
        self._measure()
        self._refresh()

    def tell(self, data: Mapping[str, Any]) -> None:
        """The data as they stand now."""
        self.tree.tell(data)

    def forget(self) -> None:
        """Another attempt begins: its start is what changes are told against."""
        self.tree.forget()

    def tell_pending(self, count: int) -> None:
        """So many changed values wait for the next attempt."""
        self._pending = count
        self._refresh()

    _pending = 0

    def _measure(self) -> None:
        wide = QFontMetrics(theme.active().code_font(0.85)).horizontalAdvance("student_preference")
        self.view.header().resizeSection(ELEMENT, wide + 76)

    def _wanted(self, needle: str, kind: str) -> None:
        self._filter.needle, self._filter.changed_only = needle.casefold().strip(), bool(kind)
        self._filter.again()
        self.view.expandAll()
        self._refresh()

    def _grown(self, parent: QModelIndex | None = None, *_rows: int) -> None:
        # lists of interactions stay closed: a test of fifty questions is no overview
        if self.tree.rowCount() and len(self.tree.values) < 400:
            self.view.expandAll()
        else:
            self.view.expandToDepth(1)
        self._refresh()

    def _refresh(self) -> None:
        changed = [path for path in self.tree.values if self.tree.was(path) is not None]
        self.filter.chips["changed"].tell(len(changed))
        if self._filter.changed_only:
            self._filter.again()
        if not self.tree.values:
            self.empty.tell(
                self.tr("No data yet"),
                self.tr("The run-time's data stand here as soon as a part of the course begins."),
            )
        elif not self._filter.rowCount():
            self.empty.tell(self.tr("Nothing matches the filter"), "", self.tr("Clear filter"))
        self.stack.setCurrentIndex(0 if self._filter.rowCount() else 1)
        if self._pending:
            self.words.setText(
                self.tr("1 value is set when the next attempt begins.")
                if self._pending == 1
                else self.tr("{count} values are set when the next attempt begins.").format(count=self._pending)
            )
        else:
            self.words.setText(self.tr("Double-click a value to change it. What differs from the start is coloured."))
