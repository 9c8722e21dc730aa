"""Both structures face to face; what moved is linked by a line from its old place to its new one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from allure_desktop.comparison.inventory import ItemFacts
from allure_desktop.gui import icons, theme
from allure_desktop.gui.comparison.files_view import TONES
from allure_desktop.gui.comparison.lines_model import Index, LinesModel
from allure_desktop.gui.comparison.structure_rows import StructureRow
from allure_desktop.gui.widgets import painting
from allure_desktop.plain_text import hint, one_line

ROW = Qt.ItemDataRole.UserRole + 1
_INDENT = 18
#: Where the lines of moves run, right of the old structure.
_GUTTER = 44
#: An item may lie deeper; its title is still to be seen.
_DEEPEST_SHOWN = 12


class StructureModel(LinesModel[StructureRow]):
    """Rows as `structure_rows` gives them: the old item in the first column, the new one in the second."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        item = line.before if index.column() == 0 else line.after
        if role == ROW:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if item is None else one_line(item.title or item.identifier)
        if role == Qt.ItemDataRole.ToolTipRole and item is not None:
            told = (item.title, item.identifier, item.launch, self.change_word(line))
            return hint("\n".join(part for part in told if part))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(line, item)
        return None

    def change_word(self, line: StructureRow) -> str:
        """`added`, `moved`, …; '' where nothing changed."""
        words = {
            "added": self.tr("added"),
            "changed": self.tr("changed"),
            "removed": self.tr("removed"),
            "renamed": self.tr("other identifier"),
            "moved": self.tr("moved"),
        }
        return words.get(line.kind, "")

    def _sentence(self, line: StructureRow, item: ItemFacts | None) -> str:
        if item is None:
            return self.tr("nothing")
        told = [item.title or item.identifier, self.change_word(line)]
        if line.partner >= 0:
            told.append(self.tr("its other place is row {number}").format(number=line.partner + 1))
        return ", ".join(part for part in told if part)


class StructureDelegate(QStyledItemDelegate):
    """Indents by depth; the change stands as a tag on the side where it is seen."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60, QFontMetrics(theme.active().font()).height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(ROW)
        if not isinstance(line, StructureRow):
            return
        tokens = theme.active().tokens
        rect = QRect(option.rect)
        old = index.column() == 0
        item = line.before if old else line.after
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, tokens.colour("selected"))
        elif item is not None and line.kind != "same":
            painter.fillRect(rect.adjusted(0, 0, -_GUTTER if old else 0, 0), tokens.colour(TONES[line.kind][1]))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), tokens.colour("border"))
        if item is not None:
            word = str(index.model().change_word(line))  # type: ignore[attr-defined]
            self._paint_item(
                painter, rect.adjusted(16 if old else 10, 0, -_GUTTER if old else -16, -1), line, item, word
            )
        painter.restore()

    def _paint_item(self, painter: QPainter, rect: QRect, line: StructureRow, item: ItemFacts, word: str) -> None:
        active = theme.active()
        tokens = active.tokens
        rect = rect.adjusted(min(item.depth, _DEEPEST_SHOWN) * _INDENT, 0, 0, 0)
        size = active.scaled(15)
        name = "circle-check" if item.is_sco else "file-text" if item.launch else "folder-open"
        painter.drawPixmap(rect.x(), rect.center().y() - size // 2, icons.pixmap(name, "text3", size))
        rect.adjust(size + 8, 0, 0, 0)
        if word:
            text, soft = TONES[line.kind]
            font = active.font(0.85, 600)
            wide, high = painting.tag_width(word, font), QFontMetrics(font).height() + 4
            tag = QRect(rect.right() - wide, rect.center().y() - high // 2, wide, high)
            soft_colour = tokens.colour("surface" if not tokens.framed else soft).name()
            painting.tag(painter, tag, word, font, text=tokens.colour(text).name(), soft=soft_colour)
            rect.adjust(0, 0, -wide - 8, 0)
        painter.setFont(active.font(1, 600 if line.kind != "same" else 400))
        painter.setPen(tokens.colour("text"))
        title = one_line(item.title or item.identifier)
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, max(20, rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)


class StructureView(QTableView):
    """Enter or a double click goes to the other half of a move."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Structures of both sides"))
        self.rows = StructureModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(StructureDelegate(self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.viewport().update())
        self._measure()
        theme.active().changed.connect(self._measure)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(QFontMetrics(theme.active().font()).height() + 14)

    def show_rows(self, rows: list[StructureRow], heads: tuple[str, str]) -> None:
        """Another pair of structures."""
        self.rows.show(rows, heads)

    def show_first_change(self) -> None:
        """Selects the worst change first: what is gone, then what was renamed, then any."""
        kinds = ("removed", "renamed", "added", "moved", "changed")
        for kind in kinds:
            at = next((n for n, row in enumerate(self.rows.lines) if row.kind == kind), -1)
            if at >= 0:
                self.selectRow(at)
                self.scrollTo(self.rows.index(at, 0), QAbstractItemView.ScrollHint.PositionAtCenter)
                return

    def go_to_partner(self) -> bool:
        """From one half of a move to the other."""
        row = self.currentIndex().row()
        partner = self.rows.lines[row].partner if 0 <= row < len(self.rows.lines) else -1
        if partner < 0:
            return False
        self.selectRow(partner)
        self.scrollTo(self.rows.index(partner, 0))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.go_to_partner():
            event.accept()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self.go_to_partner():
            super().mouseDoubleClickEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        lines = self.rows.lines
        if not lines:
            return
        tall = self.verticalHeader().defaultSectionSize()
        first = max(0, self.rowAt(0))
        last = first + self.viewport().height() // tall + 2
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(first, min(len(lines), last)):
            partner = lines[number].partner
            # each move once: from its left half, or from the right one where the left is out of sight
            if partner >= 0 and (lines[number].before is not None or not first <= partner < last):
                self._paint_link(painter, number, partner)

    def _paint_link(self, painter: QPainter, one: int, other: int) -> None:
        lines = self.rows.lines
        left, right = (one, other) if lines[one].before is not None else (other, one)
        tokens = theme.active().tokens
        chosen = self.currentIndex().row() in (one, other)
        tall = self.verticalHeader().defaultSectionSize()
        edge = self.columnViewportPosition(1)
        y_left, y_right = (self.rowViewportPosition(row) + tall / 2 for row in (left, right))
        path = QPainterPath(QPointF(edge - _GUTTER + 4, y_left))
        path.cubicTo(QPointF(edge - 8, y_left), QPointF(edge - _GUTTER + 8, y_right), QPointF(edge - 2, y_right))
        painter.setPen(QPen(tokens.colour("accent" if chosen else "info"), 2.0 if chosen else 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.drawLine(QPointF(edge - 7, y_right - 4), QPointF(edge - 2, y_right))
        painter.drawLine(QPointF(edge - 7, y_right + 4), QPointF(edge - 2, y_right))
