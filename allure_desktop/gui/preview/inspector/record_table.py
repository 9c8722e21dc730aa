"""A table of records that only grows, filtered in slices so that the window never stands still."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from allure_desktop.plain_text import hint

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R")

#: how long a slice of filtering may keep the GUI thread
SLICE_S = 0.008

#: fewer records are filtered at once
AT_ONCE = 1_000
_NOWHERE = QModelIndex()


class Cell(NamedTuple):
    """One painted cell: text, token of its colour, weight, whether it is code, and at which side it stands."""

    text: str
    token: str = "text2"
    weight: int = 400
    code: bool = False
    right: bool = False
    icon: str = ""


class RecordTable(QAbstractTableModel, Generic[R]):
    """Subclasses say what a record's cells are and whether it is wanted; `kind` is '' or the name of a chip.

    `records` keeps everything in order, `shown` the numbers of the records that the filter lets through.
    """

    #: the filter has gone through all records
    filtered = Signal()
    #: records came, or changed
    counted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.records: list[R] = []
        self.shown: list[int] = []
        self.needle = ""
        self.kind = ""
        self._found: list[int] = []
        self._scanned = 0
        self._slices = QTimer(self)
        self._slices.setInterval(0)
        self._slices.timeout.connect(self._scan_on)

    # --- what subclasses say -----------------------------------------------------------------------------------------

    def heads(self) -> Sequence[str]:
        """The columns' names."""
        raise NotImplementedError

    def cell(self, record: R, column: int) -> Cell:
        """What one cell shows."""
        raise NotImplementedError

    def text_of(self, record: R) -> str:
        """All that a search looks through."""
        raise NotImplementedError

    def is_kind(self, record: R, kind: str) -> bool:
        """Whether a chip lets the record through."""
        raise NotImplementedError

    def spoken(self, record: R) -> str:
        """The whole row as a sentence."""
        return ", ".join(text for n in range(len(self.heads())) if (text := self.cell(record, n).text))

    def tone(self, record: R) -> str:
        """The token of the row's soft ground; '' for none."""
        return ""

    def tip(self, record: R) -> str:
        return self.text_of(record)[:1000]

    # --- records -----------------------------------------------------------------------------------------------------

    def extend(self, records: Sequence[R]) -> None:
        """Adds what came; what the filter lets through is shown at once."""
        if not records:
            return
        first = len(self.records)
        self.records.extend(records)
        if not self._slices.isActive():
            self._show([n for n in range(first, len(self.records)) if self._wanted(self.records[n])])
        self.counted.emit()

    def keep_last(self, count: int) -> None:
        """Lets go of all but the newest."""
        self.beginResetModel()
        self.records = self.records[-count:]
        self.shown = []
        self.endResetModel()
        self.refilter()

    def clear(self) -> None:
        self._slices.stop()
        self.beginResetModel()
        self.records, self.shown = [], []
        self.endResetModel()
        self.counted.emit()

    def record(self, index: Index) -> R | None:
        return self.records[self.shown[index.row()]] if index.isValid() and index.row() < len(self.shown) else None

    def _show(self, numbers: list[int]) -> None:
        if numbers:
            first = len(self.shown)
            self.beginInsertRows(_NOWHERE, first, first + len(numbers) - 1)
            self.shown.extend(numbers)
            self.endInsertRows()

    # --- filter ------------------------------------------------------------------------------------------------------

    def set_filter(self, needle: str, kind: str) -> None:
        """Shows only what holds `needle` (case apart) and is of `kind`; goes on in slices where there is much."""
        needle = " ".join(needle.casefold().split())
        if (needle, kind) != (self.needle, self.kind):
            self.needle, self.kind = needle, kind
            self.refilter()

    def refilter(self) -> None:
        """Looks through all records again."""
        self._found, self._scanned = [], 0
        if len(self.records) <= AT_ONCE:
            self._scan(len(self.records))
            self._finish()
        else:
            self._slices.start()

    @property
    def filtering(self) -> bool:
        return self._slices.isActive()

    def _wanted(self, record: R) -> bool:
        if self.kind and not self.is_kind(record, self.kind):
            return False
        return not self.needle or self.needle in self.text_of(record).casefold()

    def _scan(self, upto: int) -> None:
        wanted, records = self._wanted, self.records
        self._found.extend(n for n in range(self._scanned, upto) if wanted(records[n]))
        self._scanned = upto

    def _scan_on(self) -> None:
        end = time.perf_counter() + SLICE_S
        while self._scanned < len(self.records) and time.perf_counter() < end:
            self._scan(min(len(self.records), self._scanned + 200))
        if self._scanned >= len(self.records):
            self._slices.stop()
            self._finish()

    def _finish(self) -> None:
        if self._found != self.shown:
            self.beginResetModel()
            self.shown = self._found
            self.endResetModel()
        self._found = []
        self.filtered.emit()

    # --- Qt ----------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.heads())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.heads()):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.heads()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = bool(self.records) and self.cell(self.records[0], section).right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        record = self.record(index)
        if record is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(record, index.column()).text
        if role == Qt.ItemDataRole.ToolTipRole:
            return hint(self.tip(record) or "") or None
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return self.spoken(record)
        return None
