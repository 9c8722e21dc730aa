"""What the tables of a comparison share: lines of two sides under two heads that change with what is compared."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

Line = TypeVar("Line")
Index = QModelIndex | QPersistentModelIndex
NONE = QModelIndex()


class LinesModel(QAbstractTableModel, Generic[Line]):
    """`lines`, replaced as a whole; `first_heads` stand before the names of the two sides."""

    first_heads: tuple[str, ...] = ()
    #: what is heard instead of `first_heads` where they show nothing
    spoken_heads: tuple[str, ...] = ()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._heads = ("", "")

    def show(self, lines: list[Line], heads: tuple[str, str]) -> None:
        self.beginResetModel()
        self.lines, self._heads = lines, heads
        self.endResetModel()

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, _parent: Index = NONE) -> int:
        return len(self.first_heads) + 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (*(self.spoken_heads or self.first_heads), *self._heads)[section]
        return (*self.first_heads, *self._heads)[section] if role == Qt.ItemDataRole.DisplayRole else None
