"""The palette's lines: an icon, the words with what was typed marked, and on the right the shortcut or the reason."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from allure_desktop.gui import icons, theme
from allure_desktop.gui.palette.entries import Entry
from allure_desktop.plain_text import hint, one_line

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ENTRY_ROLE = Qt.ItemDataRole.UserRole
_EDGE = 16
_GAP = 12


class EntryModel(QAbstractListModel):
    """The lines as they are shown, the best first."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(entry.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(entry)
        if role == Qt.ItemDataRole.ToolTipRole and len(entry.text) + len(entry.reason) > 60:
            return hint(f"{entry.text}\n{entry.reason}".strip())
        return None


def spoken(entry: Entry) -> str:
    """A line as it is read aloud."""
    return ", ".join(part for part in (one_line(entry.text), entry.hint, entry.reason) if part)


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry | None = index.data(ENTRY_ROLE)
        if entry is None:
            return
        active = theme.active()
        tokens = active.tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, tokens.colour("selected"))
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), tokens.colour("accent"))
        size = active.scaled(16)
        picture = icons.pixmap("ban" if entry.reason else entry.icon or "chevron-right", "text3", size)
        painter.drawPixmap(rect.x() + _EDGE, rect.y() + (rect.height() - size) // 2, picture)
        inner = rect.adjusted(_EDGE + size + _GAP, 0, -_EDGE, 0)
        inner.setRight(self._paint_right(painter, inner, entry) - _GAP)
        self._paint_text(painter, inner, entry)
        painter.restore()

    def _paint_right(self, painter: QPainter, rect: QRect, entry: Entry) -> int:
        """The reason or the shortcut; where the room for the words ends."""
        words = entry.reason or entry.hint
        if not words:
            return rect.right() + _GAP
        active = theme.active()
        painter.setFont(active.font(0.92))
        metrics = painter.fontMetrics()
        text_width = QFontMetrics(active.font(1, 500)).horizontalAdvance(entry.text[:200])
        room = max(rect.width() - text_width - _GAP, rect.width() // 3)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.setPen(active.tokens.colour("text3"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, right, shown)
        return rect.right() - metrics.horizontalAdvance(shown)

    def _paint_text(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        active = theme.active()
        font = active.font(1, 500)
        metrics = QFontMetrics(font)
        # one character for each: the marks keep their places
        text = "".join(character if character.isprintable() else " " for character in entry.text[:300])
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        layout = QTextLayout(shown, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        kept = len(shown) - 1 if shown != text else len(shown)
        layout.setFormats(_marks(entry.places, text, kept))
        layout.beginLayout()
        layout.createLine().setLineWidth(rect.width())
        layout.endLayout()
        painter.setPen(active.tokens.colour("text3" if entry.reason else "text"))
        layout.draw(painter, QPointF(rect.x(), rect.y() + (rect.height() - layout.boundingRect().height()) / 2))


def _marks(places: tuple[int, ...], text: str, kept: int) -> list[QTextLayout.FormatRange]:
    """Bold and in the accent; Qt counts a character outside the basic plane as two."""
    wide = [number for number, character in enumerate(text) if ord(character) > 0xFFFF]
    made = []
    for place in places:
        if place >= min(kept, len(text)):
            continue
        mark = QTextLayout.FormatRange()
        mark.start = place + sum(1 for at in wide if at < place)
        mark.length = 2 if ord(text[place]) > 0xFFFF else 1
        looks = QTextCharFormat()
        looks.setForeground(theme.active().tokens.colour("accent"))
        looks.setFontWeight(600)
        mark.format = looks
        made.append(mark)
    return made


def row_height() -> int:
    return QFontMetrics(theme.active().font(1, 500)).height() + 18


class EntryList(QListView):
    """The lines; the field above keeps the focus, the pointer may choose as well."""

    def __init__(self, model: EntryModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_EntryDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Found"))

    def step(self, by: int) -> None:
        """Another line; beyond the end it begins again."""
        count = self.model().rowCount()
        if count:
            row = self.currentIndex().row() + by
            row = row % count if abs(by) == 1 else max(0, min(count - 1, row))
            self.setCurrentIndex(self.model().index(row, 0))
