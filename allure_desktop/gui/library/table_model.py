"""The rows of the list: real text for every cell, and the whole row as a sentence for those who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from allure_desktop.gui.library import package_words as words
from allure_desktop.gui.uploads import figures

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord

PACKAGE, SCORM, VERSION, SIZE, TAGS, CHANGED = range(6)
#: what a click on each column's head orders by
SORTS = ("title", "scorm", "version", "size", "", "changed")
RECORD_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class PackageTable(QAbstractTableModel):
    """Holds the packages that are shown, in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records: list[PackageRecord] = []
        self._rows: dict[str, int] = {}
        self._sort = ""

    def show(self, records: list[PackageRecord]) -> None:
        """Other packages, or the same ones in another state; rows that stay are not reset."""
        same = [r.package_id for r in records] == [r.package_id for r in self._records]
        if same:
            self._records = records
            if records:
                self.dataChanged.emit(self.index(0, 0), self.index(len(records) - 1, CHANGED))
            return
        self.beginResetModel()
        self._records = records
        self._rows = {record.package_id: row for row, record in enumerate(records)}
        self.endResetModel()

    def show_sort(self, sort: str) -> None:
        """Marks the head of the column that the list is ordered by."""
        self._sort = sort
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, CHANGED)

    def record(self, row: int) -> PackageRecord | None:
        return self._records[row] if 0 <= row < len(self._records) else None

    def row_of(self, package_id: str) -> int:
        """The row of a package, -1 when it is not shown."""
        return self._rows.get(package_id, -1)

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else 6

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        record = self.record(index.row())
        if record is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(record, index.column())
        if role == RECORD_ROLE:
            return record
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.sentence(record) if index.column() == PACKAGE else self._text(record, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(record, index.column())
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
