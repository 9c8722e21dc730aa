"""The table of a lot: a row a file; ticked with Space, its package changed with Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from allure_desktop.gui import icons, theme
from allure_desktop.gui.lot.delegate import LotDelegate
from allure_desktop.gui.lot.lines import LotLine
from allure_desktop.gui.uploads import figures
from allure_desktop.plain_text import hint, one_line

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
FILE, SIZE, CHECK, BECOMES, REASON = range(5)


class LotModel(QAbstractTableModel):
    """`toggled(upload_id)` when a tick is wanted otherwise."""

    toggled = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[LotLine] = []

    def show(self, lines: Sequence[LotLine]) -> None:
        """The same files keep selection and place; only rows that read differently are painted anew."""
        new = list(lines)
        if [line.id for line in new] != [line.id for line in self.lines]:
            self.beginResetModel()
            self.lines = new
            self.endResetModel()
            return
        before, self.lines = self.lines, new
        for row, (old, line) in enumerate(zip(before, new, strict=True)):
            if old.state != line.state:
                self.dataChanged.emit(self.index(row, FILE), self.index(row, REASON))

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            names = (self.tr("File"), self.tr("Size"), self.tr("Check"), self.tr("Becomes"), self.tr("Why"))
            return names[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == SIZE else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == FILE and 0 <= index.row() < len(self.lines) and self.lines[index.row()].can_go:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def _text(self, line: LotLine, column: int) -> str:
        size = line.planned.row.total_bytes
        return one_line(
            (
                line.planned.row.file,
                figures.size(size) if size is not None else "",
                line.check[2],
                line.becomes,
                line.reason,
            )[column]
        )

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.lines):
            return None
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if column != FILE:
                return self._text(line, column)
            state = self.tr("will be uploaded") if line.on else self.tr("stays here")
            return ", ".join(part for part in (*(self._text(line, one) for one in range(5)), state) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            if column == BECOMES:
                return hint("\n".join(text for text in (line.becomes, line.reason) if text))
            return hint(line.planned.row.path if column == FILE else self._text(line, column))
        if role == Qt.ItemDataRole.CheckStateRole and column == FILE:
            return Qt.CheckState.Checked if line.on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DecorationRole and column == CHECK:
            return icons.icon(line.check[0], line.check[1])
        if role == Qt.ItemDataRole.TextAlignmentRole and column == SIZE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.active().tokens.colour(self._tone(line, column))
        if role == Qt.ItemDataRole.FontRole and column == BECOMES and line.on:
            return theme.active().font(1, 500)
        return None

    def _tone(self, line: LotLine, column: int) -> str:
        if column == CHECK:
            return {"success": "text2"}.get(line.check[1], line.check[1])
        if column == BECOMES and line.open:
            return "warning"
        if column in (SIZE, REASON) or not line.on:
            return "text2"
        return "text"

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not 0 <= index.row() < len(self.lines):
            return False
        self.toggled.emit(self.lines[index.row()].id)
        return True


class LotTable(QTableView):
    """`choice_wanted(row, place)`: the package of that row is to be chosen, in a menu below `place` of the screen."""

    choice_wanted = Signal(int, QRect)
    toggle_wanted = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Files and what they become"))
        self.lot = LotModel(self)
        self.setModel(self.lot)
        self.setItemDelegate(LotDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme.active().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        metrics = QFontMetrics(theme.active().font())
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 16)
        self.horizontalHeader().setFixedHeight(metrics.height() + 14)
        self._share()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Size and check take what they need, the rest goes to file, package and reason."""
        metrics = QFontMetrics(theme.active().font())
        size, check = metrics.horizontalAdvance("999.9 MB") + 24, metrics.horizontalAdvance("000 warnings") + 48
        # large text: the reason is told with the package then
        narrow = self.viewport().width() < metrics.averageCharWidth() * 100
        self.setColumnHidden(REASON, narrow)
        rest = max(300, self.viewport().width() - size - check)
        file, package = (40, 60) if narrow else (30, 40)
        for column, wide in (
            (FILE, rest * file // 100),
            (SIZE, size),
            (CHECK, check),
            (BECOMES, rest * package // 100),
            (REASON, rest - rest * file // 100 - rest * package // 100),
        ):
            self.setColumnWidth(column, wide)

    def chosen_ids(self) -> list[int]:
        """The rows that are selected, else the current one."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        return [self.lot.lines[row].id for row in rows if row < len(self.lot.lines)]

    def ask_choice(self, row: int) -> None:
        """Wants the menu of a row, below its cell."""
        rect = self.visualRect(self.lot.index(row, BECOMES))
        place = QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())
        self.choice_wanted.emit(row, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Space and not control:
            self.toggle_wanted.emit(self.chosen_ids())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and not control:
            if self.currentIndex().isValid():
                self.ask_choice(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the sheet uploads
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier and event.button() == Qt.MouseButton.LeftButton
        if plain and index.isValid() and index.column() == BECOMES and self.lot.lines[index.row()].planned.match:
            self.ask_choice(index.row())
