"""The files of a package: a tree with sizes, searched as you type, missing and unlisted ones marked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from allure_desktop.gui import theme
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.validation.file_tree import MOST_FOUND, FileTree, found_in, tree_of
from allure_desktop.gui.validation.files_model import NAME, SHARE_ROLE, SIZE, FilesModel
from allure_desktop.gui.widgets import Band, label, painting

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.validation.contents import Contents, FileEntry

Index = QModelIndex | QPersistentModelIndex

SEARCH_MS = 120
_BAR = 44


class _SizeDelegate(QStyledItemDelegate):
    """A bar for the part of the folder, then the size."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, active = theme.active().tokens, theme.active()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, tokens.colour("selected"))
        share = index.data(SHARE_ROLE)
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if not text:
            return
        bar = active.scaled(_BAR)
        place = QRect(rect.left() + 4, rect.center().y() - 2, bar, 4)
        painting.bar(painter, place, float(share or 0), "progress", track="raised" if selected else "track")
        painter.setFont(active.font(0.92))
        painter.setPen(tokens.colour("text2"))
        painter.drawText(rect.adjusted(0, 0, -12, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = QFontMetrics(theme.active().font(0.92))
        return QSize(theme.active().scaled(_BAR) + metrics.horizontalAdvance("888.8 MB") + 26, metrics.height() + 10)


class FilesView(QWidget):
    """`show_package(path)`, '' for none; read when it is first seen."""

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._path = ""
        self._read_path: str | None = None
        self._files: tuple[FileEntry, ...] = ()
        self._whole = FileTree()
        self._wanted = ""
        self._turn = 0
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_MS)
        self._timer.timeout.connect(self._search)
        theme.active().changed.connect(self._measure)
        self._measure()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 10, 12, 6)
        bar.setSpacing(8)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search files"))
        self.search.setToolTip(self.tr("Search files"))
        self.search.setAccessibleName(self.tr("Search files"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._timer.start())
        bar.addWidget(self.search, 1)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(self.tr("Which files"))
        self.kinds.activated.connect(lambda _place: self._search())
        bar.addWidget(self.kinds)
        column.addLayout(bar)
        self.band = Band()
        column.addWidget(self.band)
        self.state = label("", "small-muted", wrap=True)
        self.state.setContentsMargins(16, 0, 16, 4)
        column.addWidget(self.state)
        self.model = FilesModel(self)
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.tree.setUniformRowHeights(True)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setIndentation(14)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.tree.setAccessibleName(self.tr("Files"))
        self.tree.setItemDelegateForColumn(SIZE, _SizeDelegate(self.tree))
        self.tree.setHeaderHidden(True)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(SIZE, QHeaderView.ResizeMode.Fixed)
        column.addWidget(self.tree, 1)

    def _measure(self) -> None:
        self.tree.header().resizeSection(SIZE, self._size_width())

    def _size_width(self) -> int:
        metrics = QFontMetrics(theme.active().font(0.92))
        return theme.active().scaled(_BAR) + metrics.horizontalAdvance("888.8 MB") + 26

    # --- reading -----------------------------------------------------------------------------------------------------

    def show_package(self, path: str) -> None:
        """Another package, or the same one after another check."""
        self._path, self._read_path = path, None
        self._wanted = ""
        if self.isVisible():
            self._read()

    def showEvent(self, event: object) -> None:
        self._read()

    def go_to(self, path: str) -> None:
        """Selects a file, as soon as the files are read."""
        self._wanted = path
        if self._read_path == self._path:
            self._choose_wanted()

    def _read(self) -> None:
        if self._read_path == self._path:
            return
        path = self._read_path = self._path
        self._turn += 1
        self._files = ()
        self._show(FileTree())
        self.band.hide()
        self.search.clear()
        self._timer.stop()
        if not path:
            return
        self.state.setText(self.tr("Reading the ZIP…"))

        def work() -> tuple[Contents, FileTree, Counter[str]]:
            from allure_desktop.validation.contents import contents

            found = contents(path)
            return found, tree_of(found.files), Counter(one.mark for one in found.files)

        def came(answer: tuple[Contents, FileTree, Counter[str]]) -> None:
            if path == self._read_path:
                self._came(*answer)

        def did_not_come(error: Exception) -> None:
            if path == self._read_path:
                self.state.setText("")
                self.band.tell_error(error)

        self._context.background.run(work, came, did_not_come, self)

    def _came(self, found: Contents, tree: FileTree, marks: Counter[str]) -> None:
        self._files, self._whole = found.files, tree
        words = {
            "": self.tr("All files"),
            "missing": self.tr("Missing ({count})"),
            "unlisted": self.tr("Not in the manifest ({count})"),
            "junk": self.tr("Of the operating system ({count})"),
        }
        self.kinds.clear()
        for mark, text in words.items():
            if not mark or marks[mark]:
                self.kinds.addItem(text.format(count=figures.number(marks[mark])), mark)
        self.kinds.setVisible(self.kinds.count() > 1)
        self._show(tree)
        self._tell_all()
        self._choose_wanted()

    def _tell_all(self) -> None:
        there = sum(one.mark != "missing" for one in self._files)
        words = self.tr("1 file") if there == 1 else self.tr("{count} files").format(count=figures.number(there))
        self.state.setText(
            self.tr("{files}, {size} unpacked").format(files=words, size=figures.size(self._whole.sizes[0]))
        )

    def _show(self, tree: FileTree) -> None:
        self.model.show_tree(tree)
        top = tree.children[0] or ()
        if len(top) == 1:  # a lone folder: what it holds is what one wants to see
            self.tree.expand(self.model.index_of(top[0]))

    def _choose_wanted(self) -> None:
        if not self._wanted or not self._files:
            return
        wanted, self._wanted = self._wanted, ""
        node = self.model.tree.find(wanted)
        index = self.model.index_of(node) if node is not None else QModelIndex()
        if not index.isValid():
            self.search.setText(wanted.replace("\\", "/").rpartition("/")[2])
            return
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- searching ---------------------------------------------------------------------------------------------------

    def _search(self) -> None:
        text, mark = self.search.text(), str(self.kinds.currentData() or "")
        self._turn += 1
        if not text.strip() and not mark:
            self._show(self._whole)
            self._tell_all()
            return
        files, turn = self._files, self._turn

        def work() -> tuple[FileTree, int, int]:
            found, count = found_in(files, text, mark)
            return tree_of(found), len(found), count

        def came(answer: tuple[FileTree, int, int]) -> None:
            if turn != self._turn:
                return
            tree, shown, count = answer
            self._show(tree)
            self.tree.expandAll()
            self.state.setText(self._words_of(shown, count))

        self._context.background.run(work, came, owner=self)

    def _words_of(self, shown: int, count: int) -> str:
        if not count:
            return self.tr("No file matches")
        if shown < count:
            return self.tr("The first {shown} of {count} files that match").format(
                shown=figures.number(MOST_FOUND), count=figures.number(count)
            )
        return self.tr("1 file matches") if count == 1 else self.tr("{count} files match").format(count=count)
