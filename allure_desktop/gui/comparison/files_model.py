"""The tree of files as a model that makes no row before it is looked at."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from allure_desktop.gui.comparison.counts import change_counts
from allure_desktop.gui.comparison.file_tree import FileTree, Node
from allure_desktop.gui.uploads import figures
from allure_desktop.plain_text import hint

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
NODE = Qt.ItemDataRole.UserRole + 1
FILE, MEANING, BEFORE, AFTER, CHANGE = range(5)
NO_SIZE = "—"


class FilesModel(QAbstractItemModel):
    """An index carries the number of its node; with `only_changes` the rest is left out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tree: FileTree | None = None
        self.only_changes = True
        self._heads = ("", "")
        self._shown: dict[int, list[Node]] = {}
        self._rows: dict[int, int] = {}

    def show(self, tree: FileTree | None, heads: tuple[str, str], *, only_changes: bool) -> None:
        """Another tree; `heads` name the two sizes."""
        self.beginResetModel()
        self.tree, self._heads, self.only_changes = tree, heads, only_changes
        self._shown.clear()
        self._rows.clear()
        self.endResetModel()

    def children_of(self, node: Node) -> list[Node]:
        """The rows below a folder."""
        if not self.only_changes or self.tree is None:
            return node.children
        shown = self._shown.get(node.number)
        if shown is None:
            shown = self._shown[node.number] = self.tree.only_changes(node)
            self._rows.update((child.number, row) for row, child in enumerate(shown))
        return shown

    def node(self, index: _Index) -> Node | None:
        """The folder or file of an index; the root for none."""
        if self.tree is None:
            return None
        return self.tree.nodes[index.internalId()] if index.isValid() else self.tree.root

    def index_of(self, node: Node) -> QModelIndex:
        """Where a node is shown; invalid for the root and for what is left out."""
        if node.parent is None:
            return QModelIndex()
        siblings = self.children_of(node.parent)
        row = self._rows.get(node.number, -1) if self.only_changes else node.row
        return self.createIndex(row, 0, node.number) if 0 <= row < len(siblings) else QModelIndex()

    def index(self, row: int, column: int, parent: _Index = _NONE) -> QModelIndex:
        above = self.node(parent)
        if above is None or not 0 <= column < 5:
            return QModelIndex()
        children = self.children_of(above)
        return self.createIndex(row, column, children[row].number) if 0 <= row < len(children) else QModelIndex()

    def parent(self, index: _Index = _NONE) -> QModelIndex:  # type: ignore[override]
        node = self.node(index) if index.isValid() else None
        return QModelIndex() if node is None or node.parent is None else self.index_of(node.parent)

    def hasChildren(self, parent: _Index = _NONE) -> bool:
        node = self.node(parent)
        return node is not None and node.is_folder and parent.column() <= 0 and bool(self.children_of(node))

    def rowCount(self, parent: _Index = _NONE) -> int:
        node = self.node(parent)
        return len(self.children_of(node)) if node is not None and node.is_folder and parent.column() <= 0 else 0

    def columnCount(self, _parent: _Index = _NONE) -> int:
        return 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignRight if section in (BEFORE, AFTER) else Qt.AlignmentFlag.AlignLeft
            return across | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return (self.tr("File"), self.tr("What it means"), *self._heads, self.tr("Change"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index) if index.isValid() else None
        if node is None:
            return None
        if role == NODE:
            return node
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(node, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self._text(node, index.column())
            return self._sentence(node) if index.column() == FILE else text
        if role == Qt.ItemDataRole.ToolTipRole:
            return hint("\n".join(part for part in (node.path, node.meaning) if part))
        return None

    def change_word(self, node: Node) -> str:
        """`added`, `changed`, …; '' where nothing changed."""
        words = {
            "added": self.tr("added"),
            "changed": self.tr("changed"),
            "removed": self.tr("removed"),
            "moved": self.tr("moved"),
        }
        return words.get(node.kind, "")

    def _text(self, node: Node, column: int) -> str:
        if column == FILE:
            return node.name
        if column == MEANING:
            return "".join(part.text for part in change_counts(node.counts)) if node.is_folder else node.meaning
        if node.is_folder:
            return ""
        if column == CHANGE:
            return self.change_word(node)
        facts = node.before if column == BEFORE else node.after
        return NO_SIZE if facts is None else figures.size(facts[0])

    def _sentence(self, node: Node) -> str:
        parts = [node.path, self._text(node, MEANING), self.change_word(node)]
        if not node.is_folder:
            parts.append(
                self.tr("{before} before, {after} now").format(
                    before=self._text(node, BEFORE), after=self._text(node, AFTER)
                )
            )
        return ", ".join(part for part in parts if part)
