"""The tree of a package's files for Qt; a folder of very many shows its first ones and says how many more there are."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from allure_desktop.gui import icons
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.validation.file_tree import ROOT, FileTree
from allure_desktop.plain_text import hint, one_line

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

NAME, SIZE = 0, 1
MOST_CHILDREN = 2_000
SHARE_ROLE = Qt.ItemDataRole.UserRole
_ICONS = {"missing": ("file-x", "danger"), "unlisted": ("file-warning", "info"), "junk": ("trash-2", "text3")}


class FilesModel(QAbstractItemModel):
    """Columns name and size; `SHARE_ROLE` of the size is the part of the folder's, 0 to 1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tree = FileTree()

    def show_tree(self, tree: FileTree) -> None:
        self.beginResetModel()
        self.tree = tree
        self.endResetModel()

    def index_of(self, node: int) -> QModelIndex:
        """Where a node is; invalid when it is among those that a folder does not show."""
        if node == ROOT or self.tree.rows[node] >= MOST_CHILDREN:
            return QModelIndex()
        return self.createIndex(self.tree.rows[node], NAME, node)

    def node(self, index: Index) -> int:
        return int(index.internalId()) if index.isValid() else ROOT

    def _more(self, node: int) -> int | None:
        """Whose rest a row stands for; rows of that kind are numbered after all nodes."""
        return node - len(self.tree.names) if node >= len(self.tree.names) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        node = self.node(parent)
        if self._more(node) is not None or (parent.isValid() and parent.column() != NAME):
            return 0
        count = len(self.tree.children[node] or ())
        return count if count <= MOST_CHILDREN else MOST_CHILDREN + 1

    def hasChildren(self, parent: Index = _NOWHERE) -> bool:
        node = self.node(parent)
        return self._more(node) is None and bool(self.tree.children[node])

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 2

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        if not 0 <= row < self.rowCount(parent) or not 0 <= column < 2:
            return QModelIndex()
        node = self.node(parent)
        held = self.tree.children[node] or []
        return self.createIndex(row, column, held[row] if row < MOST_CHILDREN else len(self.tree.names) + node)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        node = self.node(index)
        rest_of = self._more(node)
        above = self.tree.parents[node] if rest_of is None else rest_of
        return QModelIndex() if above <= ROOT else self.createIndex(self.tree.rows[above], NAME, above)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.tr("Name") if section == NAME else self.tr("Size")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self.node(index)
        rest_of = self._more(node)
        if rest_of is not None:
            return self._data_of_rest(rest_of, index.column(), role)
        tree = self.tree
        if index.column() == SIZE:
            if role == Qt.ItemDataRole.DisplayRole:
                return "" if tree.marks[node] == "missing" else figures.size(tree.sizes[node])
            if role == Qt.ItemDataRole.ToolTipRole:
                return self.tr("{count} bytes").format(count=figures.number(tree.sizes[node]))
            if role == SHARE_ROLE:
                whole = tree.sizes[tree.parents[node]]
                return tree.sizes[node] / whole if whole else 0.0
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(node)
            case Qt.ItemDataRole.DecorationRole:
                name, token = ("folder-open", "text3") if tree.children[node] is not None else ("files", "text3")
                name, token = _ICONS.get(tree.marks[node], (name, token))
                return icons.icon(name, token, 14)
            case Qt.ItemDataRole.ToolTipRole:
                return hint("\n".join(part for part in (one_line(tree.path(node)), self._said(node)) if part))
            case Qt.ItemDataRole.AccessibleTextRole:
                size = figures.size(tree.sizes[node])
                return ", ".join(part for part in (one_line(tree.names[node]), size, self._said(node)) if part)
        return None

    def _data_of_rest(self, rest_of: int, column: int, role: int) -> Any:
        if column == NAME and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            rest = len(self.tree.children[rest_of] or ()) - MOST_CHILDREN
            return self.tr("And {count} more: search for them").format(count=figures.number(rest))
        return None

    def _words(self, node: int) -> str:
        name, said = one_line(self.tree.names[node]), self._said(node)
        return f"{name}  ·  {said}" if said and self.tree.children[node] is None else name

    def _said(self, node: int) -> str:
        return {
            "missing": self.tr("missing"),
            "unlisted": self.tr("not in the manifest"),
            "junk": self.tr("of the operating system"),
        }.get(self.tree.marks[node], "")
