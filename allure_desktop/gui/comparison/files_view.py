"""The tree of files: names, what they mean, sizes and what became of them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from allure_desktop.gui import icons, theme
from allure_desktop.gui.comparison.counts import change_counts, paint_counts
from allure_desktop.gui.comparison.file_tree import FileTree, Node
from allure_desktop.gui.comparison.files_model import AFTER, BEFORE, CHANGE, FILE, MEANING, NODE, FilesModel
from allure_desktop.gui.widgets import painting
from allure_desktop.scorm.manifest import MANIFEST_NAME

_Index = QModelIndex | QPersistentModelIndex
#: So many changes are opened to the last one; a tree with more begins with its top folders.
_MOST_OPENED = 200
#: Names may lie thousands of folders deep; nobody wants those opened.
_DEEPEST_OPENED = 40
#: Colours of a change: text on soft.
TONES = {
    "added": ("success", "success_soft"),
    "changed": ("warning", "warning_soft"),
    "removed": ("danger", "danger_soft"),
    "moved": ("info", "info_soft"),
    "renamed": ("warning", "warning_soft"),
}


def icon_of(name: str) -> str:
    """The icon of a file by its ending."""
    ending = name.rpartition(".")[2].casefold()
    if ending in ("png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "ico"):
        return "image"
    if ending in ("html", "htm", "js", "mjs", "css", "xml", "xsd", "json", "xhtml"):
        return "file-code"
    return "file-text" if ending in ("txt", "md", "vtt", "srt", "csv", "dtd") else "file"


class FilesDelegate(QStyledItemDelegate):
    """Paints every cell itself: counts in their colours, the new size heavier, the change as a tag."""

    def __init__(self, view: FilesView) -> None:
        super().__init__(view)
        self._view = view

    def _opened(self, node: Node) -> bool:
        return self._view.isExpanded(self._view.files.index_of(node))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(60, QFontMetrics(theme.active().font()).height() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        node = index.data(NODE)
        if not isinstance(node, Node):
            return
        active = theme.active()
        tokens = active.tokens
        rect = QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, tokens.colour("selected"))
        inner = rect.adjusted(4, 0, -10, -1)
        column = index.column()
        if column == FILE:
            self._paint_name(painter, inner, node, opened=self._opened(node))
        elif column == MEANING:
            self._paint_meaning(painter, inner.adjusted(6, 0, 0, 0), node)
        elif column == CHANGE:
            self._paint_change(painter, inner.adjusted(6, 0, 0, 0), index.data(), node)
        elif not node.is_folder:
            loud = column == AFTER and node.kind != "same"
            painter.setFont(active.font(1 if loud else 0.92, 600 if loud else 400))
            painter.setPen(tokens.colour("text" if loud else "text2"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, index.data())
        painter.restore()

    def _paint_name(self, painter: QPainter, rect: QRect, node: Node, *, opened: bool) -> None:
        active = theme.active()
        name = ("folder-open" if opened else "folder") if node.is_folder else icon_of(node.name)
        size = active.scaled(16)
        painter.drawPixmap(rect.x(), rect.center().y() - size // 2, icons.pixmap(name, "text2", size))
        painter.setFont(active.font())
        painter.setPen(active.tokens.colour("text"))
        rect = rect.adjusted(size + 8, 0, 0, 0)
        text = painter.fontMetrics().elidedText(node.name, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_meaning(self, painter: QPainter, rect: QRect, node: Node) -> None:
        active = theme.active()
        painter.setFont(active.font(0.92))
        if node.is_folder:
            if any(node.counts) and not self._opened(node):
                paint_counts(painter, rect, change_counts(node.counts))
            return
        painter.setPen(active.tokens.colour("text2"))
        text = painter.fontMetrics().elidedText(node.meaning, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_change(self, painter: QPainter, rect: QRect, word: str, node: Node) -> None:
        if node.kind not in TONES or node.is_folder:
            return
        tokens = theme.active().tokens
        text, soft = TONES[node.kind]
        font = theme.active().font(0.85, 600)
        wide, high = painting.tag_width(word, font), QFontMetrics(font).height() + 4
        tag = QRect(rect.x(), rect.center().y() - high // 2, min(wide, rect.width()), high)
        painting.tag(painter, tag, word, font, text=tokens.colour(text).name(), soft=tokens.colour(soft).name())


class FilesView(QTreeView):
    """`node_chosen(node)` for a file or folder, None for nothing."""

    node_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Files of both sides"))
        self.files = FilesModel(self)
        self.setModel(self.files)
        self.setItemDelegate(FilesDelegate(self))
        self.setUniformRowHeights(True)
        self.setIndentation(20)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAllColumnsShowFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.header()
        head.setSectionsMovable(False)
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(30)
        head.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        for column in (BEFORE, AFTER, CHANGE):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(FILE, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(MEANING, QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentChanged.connect(self._current_changed)
        theme.active().changed.connect(self._measure)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The row, and below it the line from edge to edge."""
        super().drawRow(painter, option, index)
        rect = QRect(option.rect)
        colour = theme.active().tokens.colour("border")
        painter.fillRect(QRect(0, rect.bottom(), self.viewport().width(), 1), colour)

    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """The chevron of a folder."""
        node = index.data(NODE)
        if self.selectionModel().isRowSelected(index.row(), index.parent()):
            painter.fillRect(rect, theme.active().tokens.colour("selected"))
        if isinstance(node, Node) and node.is_folder and self.files.children_of(node):
            size = theme.active().scaled(14)
            name = "chevron-down" if self.isExpanded(self.files.index_of(node)) else "chevron-right"
            place = rect.right() - (self.indentation() + size) // 2
            painter.drawPixmap(place, rect.center().y() - size // 2, icons.pixmap(name, "text2", size))

    def show_tree(self, tree: FileTree | None, heads: tuple[str, str], *, only_changes: bool) -> None:
        """Shows a tree, opened as far as it helps, with the first change chosen."""
        current = self.files.node(self.currentIndex()) if self.currentIndex().isValid() else None
        path = current.path if current is not None else ""
        self.files.show(tree, heads, only_changes=only_changes)
        self._measure()
        if tree is None:
            return
        near = [node for node in tree.changed[:_MOST_OPENED] if node.path.count("/") <= _DEEPEST_OPENED]
        if len(tree.changed) <= _MOST_OPENED:
            for node in near:
                self._open_above(node)
        else:
            for child in self.files.children_of(tree.root):
                self.setExpanded(self.files.index_of(child), True)
        wanted = next((node for node in near if node.path == path), None) or _first(tree, near)
        if wanted is not None:
            self.choose(wanted)

    def choose(self, node: Node) -> None:
        """Selects a file and scrolls to it."""
        self._open_above(node)
        index = self.files.index_of(node)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _open_above(self, node: Node) -> None:
        above = node.parent
        while above is not None and above.parent is not None:
            index = self.files.index_of(above)
            if self.isExpanded(index):
                return
            self.setExpanded(index, True)
            above = above.parent

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.node_chosen.emit(self.files.node(current) if current.isValid() else None)

    def _measure(self) -> None:
        metrics = QFontMetrics(theme.active().font(1, 600))
        head = self.header()
        for column, least in ((BEFORE, "999.9 MB"), (AFTER, "999.9 MB")):
            text = str(self.files.headerData(column, Qt.Orientation.Horizontal) or "")
            wide = (
                max(metrics.horizontalAdvance(least), min(metrics.horizontalAdvance(text), theme.active().scaled(140)))
                + 22
            )
            head.resizeSection(column, wide)
        head.resizeSection(CHANGE, metrics.horizontalAdvance("changed") + 46)
        head.resizeSection(MEANING, max(120, self.viewport().width() // 4))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.header().resizeSection(MEANING, max(120, self.viewport().width() // 4))


def _first(tree: FileTree, near: list[Node]) -> Node | None:
    """The manifest if it changed, else the first changed file."""
    return next((n for n in tree.changed if n.path == MANIFEST_NAME), near[0] if near else None)
