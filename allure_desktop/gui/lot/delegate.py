"""Paints the cells of a lot's table: tick, file, check, package and reason, each in the room it has."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from allure_desktop.gui import icons, theme

_Index = QModelIndex | QPersistentModelIndex
GUTTER, PADDING = 16, 8
_BOX = 16


class LotDelegate(QStyledItemDelegate):
    """The first column has the tick; a row that cannot be ticked shows an empty, faint box."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        active = theme.active()
        tokens = active.tokens
        rect = QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, tokens.colour("selected"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), tokens.colour("border"))
        if selected and tokens.framed:
            for y in (rect.y(), rect.bottom() - 1):
                painter.fillRect(QRect(rect.x(), y, rect.width(), 2), tokens.colour("accent"))
        if index.column() == 0:
            if selected:
                painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), tokens.colour("accent"))
            self._paint_box(painter, self.box(rect), index)
            rect.setLeft(self.box(rect).right() + PADDING + 2)
        else:
            rect.setLeft(rect.left() + PADDING)
        rect.setRight(rect.right() - PADDING)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            side = active.scaled(_BOX)
            icon.paint(painter, QRect(rect.x(), rect.center().y() - side // 2, side, side))
            rect.setLeft(rect.x() + side + PADDING)
        painter.setFont(index.data(Qt.ItemDataRole.FontRole) or active.font())
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole) or tokens.colour("text"))
        side_ = (
            index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        mode = Qt.TextElideMode.ElideMiddle if index.column() == 0 else Qt.TextElideMode.ElideRight
        text = QFontMetrics(painter.font()).elidedText(str(index.data() or ""), mode, rect.width())
        painter.drawText(rect, side_, text)
        painter.restore()

    @staticmethod
    def box(rect: QRect) -> QRect:
        """Where the tick of a row is."""
        side = theme.active().scaled(_BOX)
        return QRect(rect.x() + GUTTER, rect.center().y() - side // 2, side, side)

    def _paint_box(self, painter: QPainter, box: QRect, index: _Index) -> None:
        tokens = theme.active().tokens
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        can = bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("accent_fill"))
            painter.drawRoundedRect(frame, 4, 4)
            mark = box.adjusted(2, 2, -2, -2)
            icons.icon("check", "on_accent").paint(painter, mark)
        else:
            painter.setPen(QPen(tokens.colour("border_strong" if can else "border"), 1))
            painter.setBrush(tokens.colour("surface"))
            painter.drawRoundedRect(frame, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """A click on the box, with room around it, ticks the row."""
        if index.column() or not isinstance(event, QMouseEvent) or event.type() != QEvent.Type.MouseButtonRelease:
            return False
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if self.box(QRect(option.rect)).adjusted(-6, -6, 6, 6).contains(event.position().toPoint()):
            return model.setData(index, None, Qt.ItemDataRole.CheckStateRole)
        return False
