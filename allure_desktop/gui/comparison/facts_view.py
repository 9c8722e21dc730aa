"""The facts of both sides as a table: names, the one value, the other; what changed has a dot and more weight."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from allure_desktop.gui import theme
from allure_desktop.gui.comparison.facts import FactLine
from allure_desktop.gui.comparison.lines_model import Index, LinesModel
from allure_desktop.plain_text import hint, one_line

FACT = Qt.ItemDataRole.UserRole + 1
_LEFT = 10


class FactsModel(LinesModel[FactLine]):
    """Lines as `facts.fact_lines` gives them."""

    first_heads = ("",)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        name = f"{line.of} · {line.name}" if line.of else line.name
        text = (name, line.before, line.after)[index.column()]
        if role == FACT:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(text)
        if role == Qt.ItemDataRole.ToolTipRole:
            return hint(text)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            if not line.changed:
                return self.tr("{name}: {value}").format(name=name, value=line.before)
            return self.tr("{name} changed: before {before}, now {after}").format(
                name=name, before=line.before, after=line.after
            )
        return None


class FactsDelegate(QStyledItemDelegate):
    """A dot before the new value that differs."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(60, QFontMetrics(theme.active().font()).height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(FACT)
        if not isinstance(line, FactLine):
            return
        active = theme.active()
        tokens = active.tokens
        rect = QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, tokens.colour("selected"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), tokens.colour("border"))
        column = index.column()
        loud = line.changed and column == 2
        inner = rect.adjusted(16 if column == 0 else _LEFT, 0, -12, -1)
        if loud:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("accent"))
            painter.drawEllipse(QRectF(rect.x() - 1, rect.center().y() - 3, 6, 6))
        painter.setFont(active.font(0.92 if column == 0 else 1, 600 if loud else 400))
        painter.setPen(tokens.colour("text" if loud else "text2"))
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class FactsView(QTableView):
    """Facts in rows; the whole value is in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Facts of both sides"))
        self.facts = FactsModel(self)
        self.facts.spoken_heads = (self.tr("Fact"),)
        self.setModel(self.facts)
        self.setItemDelegate(FactsDelegate(self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self._measure()
        theme.active().changed.connect(self._measure)

    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(QFontMetrics(theme.active().font()).height() + 14)

    def show_facts(self, lines: list[FactLine], heads: tuple[str, str], *, only_changes: bool) -> None:
        """All lines, or those that changed."""
        self.facts.show([line for line in lines if line.changed or not only_changes], heads)
