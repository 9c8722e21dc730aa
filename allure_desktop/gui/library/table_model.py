"""The rows of the list: real text for every cell, and the whole row as a sentence for those who do not see it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from allure_desktop.gui.library import package_words as words
from allure_desktop.gui.library.rows import PAGE, Rows
from allure_desktop.gui.uploads import figures
from allure_desktop.plain_text import hint, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allure_desktop.api.answers import PackageRecord

PACKAGE, SCORM, VERSION, SIZE, TAGS, CHANGED = range(6)
#: what a click on each column's head orders by
SORTS = ("title", "scorm", "version", "size", "", "changed")
RECORD_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class PackageTable(QAbstractTableModel):
    """Shows the packages in their order. A row that is looked at before its record is here asks for it."""

    #: keys whose records are to be read
    wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = Rows()
        self._missing = -1
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(0)
        self._ask.timeout.connect(self._ask_now)
        self._sort = ""

    def show(self, rows: Rows) -> None:
        """Other packages, or the same ones in another state; rows that stay are not reset."""
        before, self._missing = self.rows, -1
        rows.follow(before)
        count = len(before)
        if len(rows) > count > 0 and rows.keys[:count] == before.keys:
            self.beginInsertRows(_NONE, count, len(rows) - 1)
            self.rows = rows
            self.endInsertRows()
        elif rows.keys != before.keys:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        else:
            self.rows = rows
        if count:
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, CHANGED))

    def take(self, records: Mapping[int, PackageRecord]) -> None:
        """Records that were asked for."""
        self.rows.take(records)
        # a page of neighbours: looking for each of them in a long list would take too long
        place = min((found for key in islice(records, 1) if (found := self.rows.row_of(key)) >= 0), default=-1)
        if place >= 0:
            first, last = max(0, place - PAGE), min(len(self.rows), place + PAGE) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, CHANGED))

    def _ask_now(self) -> None:
        if self._missing >= 0 and (keys := self.rows.missing_around(self._missing)):
            self.wanted.emit(keys)
        self._missing = -1

    def show_sort(self, sort: str) -> None:
        """Marks the head of the column that the list is ordered by."""
        self._sort = sort
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, CHANGED)

    def record(self, row: int) -> PackageRecord | None:
        """What is known of a row's package; it is asked for where that is nothing, or may be old."""
        rows = self.rows
        if not 0 <= row < len(rows):
            return None
        if not rows.is_fresh(row):
            if not self._ask.isActive():
                self._ask.start()
            self._missing = row
        return rows.get(row)

    def row_of(self, package_id: str) -> int:
        """The row of a package, -1 when it is not shown, or not read yet."""
        key = self.rows.key_of(package_id)
        return -1 if key is None else self.rows.row_of(key)

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else 6

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        record = self.record(index.row())
        if record is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(self._text(record, index.column()))
        if role == RECORD_ROLE:
            return record
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return one_line(words.sentence(record) if index.column() == PACKAGE else self._text(record, index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return hint(self._tip(record, index.column()) or "") or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            head = heads()[section]
            name = self._sort.removeprefix("-")
            if name and SORTS[section] == name:
                head += " ↓" if self._sort.startswith("-") else " ↑"
            return head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = section in (VERSION, SIZE)
            return Qt.AlignmentFlag.AlignVCenter | (
                Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            )
        return None

    def _text(self, record: PackageRecord, column: int) -> str:
        match column:
            case 0:
                return record.title
            case 1:
                return words.standard(record)
            case 2:
                return words.version(record)
            case 3:
                return words.size(record)
            case 4:
                return ", ".join(record.tags)
            case _:
                return words.when(record.updated_at or record.created_at)

    def _tip(self, record: PackageRecord, column: int) -> str | None:
        match column:
            case 0:
                return f"{record.title}\n{record.original_filename}\n{record.package_id}"
            case 3 if record.file_size_bytes is not None:
                return self.tr("{count} bytes").format(count=figures.number(record.file_size_bytes))
            case 4:
                return ", ".join(record.tags) or None
            case 5:
                return record.updated_at or record.created_at
            case _:
                return None


def heads() -> tuple[str, ...]:
    """The columns' heads in the user's language."""
    translate = figures.translate
    return (
        translate("Library", "Package"),
        translate("Library", "SCORM"),
        translate("Library", "Version"),
        translate("Library", "Size"),
        translate("Library", "Tags"),
        translate("Library", "Changed"),
    )
