"""The run-time's data model as a tree: values as they stand, changes that flash, and what differs from the start."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor

from allure_desktop.gui import theme
from allure_desktop.plain_text import hint

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ELEMENT, VALUE = range(2)
FLASH_S = 1.4
_LONGEST_SHOWN = 300


def flat(data: Mapping[str, Any], above: str = "cmi") -> Iterator[tuple[str, str]]:
    """`cmi.core.lesson_status`, `incomplete` for every value of nested data; lists count from 0."""
    for name, value in data.items():
        path = f"{above}.{name}"
        if isinstance(value, Mapping):
            yield from flat(value, path)
        elif isinstance(value, list):
            yield from flat({str(n): one for n, one in enumerate(value)}, path)
        elif value is not None and not callable(value):
            yield path, str(value).lower() if isinstance(value, bool) else str(value)


class Node:
    """One element, or a group of them; `value` is None for a group."""

    __slots__ = ("children", "flashed_at", "name", "order", "parent", "path", "value")

    def __init__(self, name: str, path: str, parent: Node | None) -> None:
        self.name, self.path, self.parent = name, path, parent
        self.value: str | None = None
        self.children: dict[str, Node] = {}
        self.order: list[Node] = []
        self.flashed_at = 0.0

    @property
    def row(self) -> int:
        return self.parent.order.index(self) if self.parent is not None else 0


class DataTree(QAbstractItemModel):
    """`tell(data)` keeps what is expanded; `edited(path, value)` when the user changed a value."""

    edited = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.root = Node("", "", None)
        self.values: dict[str, str] = {}
        #: the values at the start of the attempt; None until they are known
        self.start: dict[str, str] | None = None
        #: what elements held before the course stored something, where its calls tell it
        self.first: dict[str, str] = {}
        self.editable = False
        self.flashes = True
        self._steady = QTimer(self)
        self._steady.setSingleShot(True)
        self._steady.setInterval(round(FLASH_S * 1000) + 50)
        self._steady.timeout.connect(self._settle)

    # --- what it holds -----------------------------------------------------------------------------------------------

    def tell(self, data: Mapping[str, Any]) -> None:
        """The data as they stand now."""
        values = dict(flat(data))
        if values == self.values:
            return
        before, self.values = self.values, values
        if self.start is None and values:
            self.start = {**values, **{path: first for path, first in self.first.items() if path in values}}
        if set(before) - set(values):
            self.beginResetModel()
            self.root = Node("", "", None)
            for path, value in values.items():
                self._put(path, value, quiet=True)
            self.endResetModel()
            return
        now = time.monotonic()
        for path, value in values.items():
            if before.get(path) != value:
                node = self._put(path, value)
                if before and self.flashes:
                    node.flashed_at = now
                    self._steady.start()
                self._told(node)

    def forget(self) -> None:
        """Another attempt begins."""
        self.beginResetModel()
        self.root, self.values, self.start, self.first = Node("", "", None), {}, None, {}
        self.endResetModel()

    def _put(self, path: str, value: str, *, quiet: bool = False) -> Node:
        node = self.root
        so_far = ""
        for name in path.split("."):
            so_far = f"{so_far}.{name}" if so_far else name
            child = node.children.get(name)
            if child is None:
                child = Node(name, so_far, node)
                if not quiet:
                    self.beginInsertRows(self._index_of(node), len(node.order), len(node.order))
                node.children[name] = child
                node.order.append(child)
                if not quiet:
                    self.endInsertRows()
            node = child
        node.value = value
        return node

    def _told(self, node: Node) -> None:
        index = self._index_of(node)
        self.dataChanged.emit(index, index.siblingAtColumn(VALUE))

    def _settle(self) -> None:
        for path in self.values:
            node = self.node(path)
            if node is not None and node.flashed_at:
                node.flashed_at = 0.0
                self._told(node)

    def node(self, path: str) -> Node | None:
        """The node of an element."""
        node: Node | None = self.root
        for name in path.split("."):
            node = node.children.get(name) if node is not None else None
        return node

    def was(self, path: str) -> str | None:
        """The value at the start of the attempt where it was another one; None where it has not changed."""
        if self.start is None or self.start.get(path, "") == self.values.get(path, ""):
            return None
        return self.start.get(path, "")

    # --- Qt ----------------------------------------------------------------------------------------------------------

    def _index_of(self, node: Node) -> QModelIndex:
        return _NOWHERE if node.parent is None else self.createIndex(node.row, 0, node)

    def node_at(self, index: Index) -> Node:
        """The node of a row."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Node) else self.root

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        order = self.node_at(parent).order
        return self.createIndex(row, column, order[row]) if 0 <= row < len(order) and column < 2 else _NOWHERE

    def parent(self, index: Index | None = None) -> Any:
        if index is None:
            return super().parent()
        above = self.node_at(index).parent
        return _NOWHERE if above is None else self._index_of(above)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return len(self.node_at(parent).order) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Element"), self.tr("Value"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.editable and index.column() == VALUE and self.node_at(index).value is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node_at(index)
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() == ELEMENT:
                return node.name
            return (node.value or "")[:_LONGEST_SHOWN].replace("\n", " ")
        if role == Qt.ItemDataRole.EditRole and index.column() == VALUE:
            return node.value or ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return hint(self._tip(node) or "") or None
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == ELEMENT:
            return f"{node.path}: {node.value}" if node.value is not None else node.path
        tokens = theme.active().tokens
        if role == Qt.ItemDataRole.FontRole:
            if index.column() == VALUE or node.value is not None:
                return theme.active().code_font(0.85)
            return theme.active().font(0.92, 600)
        if role == Qt.ItemDataRole.ForegroundRole:
            changed = index.column() == VALUE and self.was(node.path) is not None
            return QColor(tokens.accent if changed else (tokens.text if index.column() == VALUE else tokens.text2))
        if role == Qt.ItemDataRole.BackgroundRole and node.flashed_at:
            return QColor(tokens.warning_soft)
        return None

    def _tip(self, node: Node) -> str:
        if node.value is None:
            return node.path
        lines = [node.path, node.value[:2000]]
        was = self.was(node.path)
        if was is not None:
            lines.append(self.tr("At the start of the attempt: {value}").format(value=was[:500] or self.tr("(empty)")))
        return "\n".join(lines)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        node = self.node_at(index)
        if role != Qt.ItemDataRole.EditRole or node.value is None or str(value) == node.value:
            return False
        self.edited.emit(node.path, str(value))
        return True
