"""Rows under their headings as a Qt list, changed in place so that selection and focus stay where they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)

from allure_desktop.gui.uploads.row_source import RowSource, now_s
from allure_desktop.gui.uploads.row_words import RowWords, Section, row_words, title_of
from allure_desktop.uploads.rows import UploadRow

translate = QCoreApplication.translate

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

ENTRY_ROLE = Qt.ItemDataRole.UserRole
#: a row that is dragged to another place among those that wait
ROW_MIME = "application/x-allure-upload-row"


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's name and how many rows it has."""

    section: Section
    count: int

    @property
    def text(self) -> str:
        return f"{section_name(self.section)}  ·  {self.count}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row with its words."""

    row: UploadRow
    words: RowWords

    @property
    def title(self) -> str:
        return title_of(self.row)


Item = Heading | Entry


def section_name(section: Section) -> str:
    """The heading of a section."""
    return {
        Section.ATTENTION: translate("Uploads", "Needs your attention"),
        Section.PROGRESS: translate("Uploads", "In progress"),
        Section.WAITING: translate("Uploads", "Waiting"),
        Section.READY: translate("Uploads", "Ready to upload"),
        Section.TODAY: translate("Uploads", "Finished today"),
        Section.EARLIER: translate("Uploads", "Earlier"),
    }[section]


def entries(source: RowSource) -> list[Entry]:
    """Every row with its words, by section; finished ones newest first, the others as the queue has them."""
    moment_s = now_s()
    by_section: dict[Section, list[Entry]] = defaultdict(list)
    for row in source.rows:
        words = row_words(
            row,
            source.progress(row.id),
            moment_s,
            ahead=source.ahead(row.id) if row.state == "queued" else 0,
            mending=source.mending(row.id),
        )
        by_section[words.section].append(Entry(row, words))
    for section in (Section.TODAY, Section.EARLIER):
        by_section[section].sort(key=lambda entry: -entry.row.updated_at)
    return [entry for section in Section for entry in by_section[section]]


def _key(item: Item) -> object:
    return item.section if isinstance(item, Heading) else item.row.id


class RowModel(QAbstractListModel):
    """Headings and rows of a `RowSource`. Headings can neither be selected nor reached by the arrow keys.

    `move_wanted(upload id, id of the row it shall come before, 0 for the end)`: a waiting row was dragged.
    """

    move_wanted = Signal(int, int)

    def __init__(self, source: RowSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._items: list[Item] = []
        source.rows_changed.connect(self.refresh)
        source.sampled.connect(self.refresh)
        self.refresh()

    def item(self, index: Index) -> Item | None:
        """The heading or entry at an index."""
        return self._items[index.row()] if 0 <= index.row() < len(self._items) else None

    def entry(self, index: Index) -> Entry | None:
        found = self.item(index)
        return found if isinstance(found, Entry) else None

    def index_of(self, upload_id: int) -> QModelIndex:
        """Where a row is; invalid when it is gone."""
        for place, item in enumerate(self._items):
            if isinstance(item, Entry) and item.row.id == upload_id:
                return self.index(place)
        return QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        item = self.item(index)
        if isinstance(item, Entry):
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
            return flags | Qt.ItemFlag.ItemIsDragEnabled if item.row.state == "queued" else flags
        return Qt.ItemFlag.ItemIsDropEnabled if not index.isValid() else Qt.ItemFlag.NoItemFlags

    # --- the order of turns ------------------------------------------------------------------------------------------

    def waiting(self) -> list[int]:
        """Ids of the rows that wait for their turn, in their order."""
        found = (item for item in self._items if isinstance(item, Entry))
        return [entry.row.id for entry in found if entry.row.state == "queued"]

    def before_after_step(self, upload_id: int, by: int) -> int | None:
        """What a waiting row has to come before (0: nothing) to stand one place earlier or later; None at the end."""
        order = self.waiting()
        if upload_id not in order:
            return None
        place = order.index(upload_id) + by
        if not 0 <= place < len(order):
            return None
        order.remove(upload_id)
        return order[place] if place < len(order) else 0

    def mimeTypes(self) -> list[str]:
        return [ROW_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        entry = self.entry(indexes[0]) if indexes else None
        if entry is not None:
            data.setData(ROW_MIME, str(entry.row.id).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def _before_place(self, place: int) -> int | None:
        """The waiting row that a drop between two rows comes before, 0 after the last; None elsewhere."""
        order = self.waiting()
        places = {item.row.id: n for n, item in enumerate(self._items) if isinstance(item, Entry)}
        if not order or not places[order[0]] <= place <= places[order[-1]] + 1:
            return None
        return next((upload_id for upload_id in order if places[upload_id] >= place), 0)

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return data.hasFormat(ROW_MIME) and self._before_place(row if row >= 0 else parent.row()) is not None

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        before = self._before_place(row if row >= 0 else parent.row())
        moved = int(bytes(data.data(ROW_MIME).data()) or b"0")
        if before is None or before == moved or moved not in self.waiting():
            return False
        self.move_wanted.emit(moved, before)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.item(index)
        if item is None:
            return None
        if role == ENTRY_ROLE:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.text if isinstance(item, Heading) else item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.text if isinstance(item, Heading) else item.words.spoken
        return None

    def wanted(self) -> list[Item]:
        """What the list should hold now."""
        wanted: list[Item] = []
        counted: dict[Section, int] = defaultdict(int)
        found = entries(self._source)
        for entry in found:
            counted[entry.words.section] += 1
        last: Section | None = None
        for entry in found:
            if entry.words.section is not last:
                last = entry.words.section
                wanted.append(Heading(last, counted[last]))
            wanted.append(entry)
        return wanted

    @Slot()
    def refresh(self) -> None:
        """Brings the list to what the source says now, with as few steps as it takes."""
        wanted = self.wanted()
        self._drop_all_but({_key(item) for item in wanted})
        for place, item in enumerate(wanted):
            self._put(place, item)

    def _drop_all_but(self, kept: set[object]) -> None:
        for place in range(len(self._items) - 1, -1, -1):
            if _key(self._items[place]) not in kept:
                self.beginRemoveRows(_NOWHERE, place, place)
                del self._items[place]
                self.endRemoveRows()

    def _put(self, place: int, item: Item) -> None:
        key = _key(item)
        here = next((n for n in range(place, len(self._items)) if _key(self._items[n]) == key), None)
        if here is None:
            self.beginInsertRows(_NOWHERE, place, place)
            self._items.insert(place, item)
            self.endInsertRows()
            return
        if here != place:
            self.beginMoveRows(_NOWHERE, here, here, _NOWHERE, place)
            self._items.insert(place, self._items.pop(here))
            self.endMoveRows()
        if self._items[place] != item:
            self._items[place] = item
            index = self.index(place)
            self.dataChanged.emit(index, index)
