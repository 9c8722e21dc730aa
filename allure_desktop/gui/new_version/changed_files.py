"""What changed in a new version, file by file: sign, path, what it means, sizes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from allure_desktop.gui import theme
from allure_desktop.gui.comparison.file_tree import FileTree, Node
from allure_desktop.gui.comparison.files_view import TONES
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import painting
from allure_desktop.plain_text import hint

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
NODE = Qt.ItemDataRole.UserRole + 1
_SIGNS = {"added": "+", "removed": "−", "changed": "~", "moved": "→"}


class ChangedFilesModel(QAbstractListModel):
    """Files that mean something to the course first, then by path."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.nodes: list[Node] = []

    def show(self, tree: FileTree | None) -> None:
        self.beginResetModel()
        changed = tree.changed if tree is not None else []
        self.nodes = sorted(changed, key=lambda node: (not node.meaning or node.kind == "moved", node.path))
        self.endResetModel()

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.nodes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.nodes):
            return None
        node = self.nodes[index.row()]
        if role == NODE:
            return node
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = {
                "added": self.tr("added"),
                "changed": self.tr("changed"),
                "removed": self.tr("removed"),
                "moved": self.tr("moved"),
            }
            return ", ".join(part for part in (node.path, words[node.kind], node.meaning, sizes(node)) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return hint("\n".join(part for part in (node.path, node.meaning) if part))
        return None


def sizes(node: Node) -> str:
    """`12.1 kB`, or `1.9 MB → 2.0 MB` where both are known and read differently."""
    told = [figures.size(facts[0]) for facts in (node.before, node.after) if facts is not None]
    return " → ".join(dict.fromkeys(told))


class ChangedFilesDelegate(QStyledItemDelegate):
    """One line a file."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(100, QFontMetrics(theme.active().font()).height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        node = index.data(NODE)
        if not isinstance(node, Node):
            return
        active = theme.active()
        tokens = active.tokens
        rect = QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect, tokens.colour("selected"))
        text, soft = TONES[node.kind]
        side = active.scaled(19)
        mark = QRect(rect.x() + 2, rect.center().y() - side // 2, side, side)
        colours = {"text": tokens.colour(text).name(), "soft": tokens.colour(soft).name()}
        painting.tag(painter, mark, _SIGNS[node.kind], active.font(0.92, 600), **colours)
        middle = Qt.AlignmentFlag.AlignVCenter
        left, wide = mark.right() + 10, rect.width()
        painter.setFont(active.font(0.92))
        size = sizes(node)
        size_wide = painter.fontMetrics().horizontalAdvance(size)
        painter.setPen(tokens.colour("text2"))
        painter.drawText(rect.adjusted(0, 0, -8, 0), Qt.AlignmentFlag.AlignRight | middle, size)
        meaning = QRect(rect.x() + wide * 57 // 100, rect.y(), wide * 43 // 100 - size_wide - 24, rect.height())
        if node.meaning:
            shown = painter.fontMetrics().elidedText(node.meaning, Qt.TextElideMode.ElideMiddle, meaning.width())
            painter.drawText(meaning, middle, shown)
        painter.setFont(active.code_font(0.92))
        painter.setPen(tokens.colour("text"))
        end = meaning.x() - 12 if node.meaning else rect.right() - size_wide - 24
        path = QRect(left, rect.y(), end - left, rect.height())
        painter.drawText(
            path, middle, painter.fontMetrics().elidedText(node.path, Qt.TextElideMode.ElideMiddle, path.width())
        )
        painter.restore()


class ChangedFilesView(QListView):
    """All changed files; makes no row before it is looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Changed files"))
        self.changed = ChangedFilesModel(self)
        self.setModel(self.changed)
        self.setItemDelegate(ChangedFilesDelegate(self))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.active().changed.connect(self.scheduleDelayedItemsLayout)
