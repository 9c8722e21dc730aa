"""Paints one cell of the list: tile and two lines, figures, tags; marks what was searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from allure_desktop.gui import theme
from allure_desktop.gui.library.table_model import CHANGED, PACKAGE, RECORD_ROLE, SIZE, TAGS, VERSION
from allure_desktop.gui.widgets import painting
from allure_desktop.plain_text import one_line

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.library.table_model import PackageTable

FADED = 0.45
GUTTER = 16
CELL_GAP = 10
#: no cell is wider than this many letters
_LONGEST_SEEN = 500


class PackageDelegate(QStyledItemDelegate):
    """`compact` rows have one line; `marked` are folded words to mark; `target_row` is what a drop would hit."""

    compact = False
    marked: tuple[str, ...] = ()
    hover_row = -1
    #: None: nothing is dragged; -1: dragged, over no row; else the row a drop would make a new version of
    target_row: int | None = None
    #: keys of packages that are just coming, and how far they are there (0 to 1)
    fading: frozenset[int] = frozenset()
    faded_in = 1.0

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fonts: dict[tuple[float, float, int], tuple[QFont, int]] = {}

    def row_height(self) -> int:
        """Two lines and 16, or one line and 16 where compact."""
        self._fonts.clear()  # asked anew whenever the theme or the text size has changed
        active = theme.active()
        title = QFontMetrics(active.font(1, 600)).height()
        small = QFontMetrics(active.font(0.92)).height()
        return max(36, title + 16) if self.compact else max(52, title + small + 19)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, self.row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        record = index.data(RECORD_ROLE)
        if record is None:
            self._paint_unread(painter, option.rect, index.column())
            return
        from PySide6.QtWidgets import QStyle  # its many names take 4 ms: not before there are rows

        tokens = theme.active().tokens
        rect = QRect(option.rect)
        state = option.state
        targeted = self.target_row is not None and index.row() == self.target_row
        selected = bool(state & QStyle.StateFlag.State_Selected) and self.target_row is None
        painter.save()
        painter.fillRect(rect, tokens.colour("surface"))  # the view has filled a selected row already
        if selected or targeted:
            painter.fillRect(rect, tokens.colour("selected"))
        elif index.row() == self.hover_row and self.target_row is None:
            painter.fillRect(rect, tokens.colour("hover"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), tokens.colour("border"))
        if targeted:
            painter.fillRect(QRect(rect.x(), rect.y() - 1, rect.width(), 2), tokens.colour("accent"))
            painter.fillRect(QRect(rect.x(), rect.bottom() - 1, rect.width(), 2), tokens.colour("accent"))
        if self.target_row is not None and not targeted:
            painter.setOpacity(FADED)
        if self.fading and self._key_of(index) in self.fading:
            painter.setOpacity(self.faded_in)
        column = index.column()
        if selected and column == PACKAGE:
            painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), tokens.colour("accent"))
        if column == PACKAGE:
            self._paint_package(painter, rect, record)
        elif column == TAGS:
            self._paint_tags(painter, rect, record)
        else:
            self._paint_text(painter, rect, index)
        painter.restore()

    def _key_of(self, index: QModelIndex | QPersistentModelIndex) -> int:
        return cast("PackageTable", index.model()).rows.keys[index.row()]

    def _paint_unread(self, painter: QPainter, rect: QRect, column: int) -> None:
        """A row that was scrolled to before it could be read: grey, for some milliseconds."""
        tokens = theme.active().tokens
        painter.fillRect(rect, tokens.colour("surface"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), tokens.colour("border"))
        if column == PACKAGE:
            painter.fillRect(
                QRect(rect.x() + 60, rect.center().y() - 5, min(220, rect.width() // 2), 10), tokens.colour("subtle")
            )

    def _paint_package(self, painter: QPainter, rect: QRect, record: PackageRecord) -> None:
        active = theme.active()
        tokens = active.tokens
        side = min(active.scaled(24 if self.compact else 32), rect.height() - 8)
        tile = QRect(rect.x() + GUTTER, rect.y() + (rect.height() - side) // 2, side, side)
        painting.tile(painter, tile, record.title)
        left = tile.right() + 13
        width = rect.right() - CELL_GAP - left
        title_font, title_height = self._measured(1, 600)
        small_font, small_height = self._measured(0.92, 400)
        top = rect.y() + (rect.height() - title_height - (0 if self.compact else small_height + 2)) // 2
        painter.setFont(title_font)
        self._paint_marked(painter, QRect(left, top, width, title_height), record.title, tokens.text)
        if not self.compact:
            painter.setFont(small_font)
            below = QRect(left, top + title_height + 2, width, small_height)
            self._paint_marked(painter, below, record.original_filename or "—", tokens.text2)

    def _measured(self, size: float, weight: int) -> tuple[QFont, int]:
        """A font and its height; measured once, since every cell of every frame asks."""
        active = theme.active()
        key = active.base_px, size, weight
        if key not in self._fonts:
            font = active.font(size, weight)
            self._fonts[key] = font, QFontMetrics(font).height()
        return self._fonts[key]

    def _paint_marked(self, painter: QPainter, rect: QRect, text: str, colour: str) -> None:
        from allure_desktop.library.search import folded  # only while something is looked for

        metrics = painter.fontMetrics()
        shown = metrics.elidedText(one_line(text[:_LONGEST_SEEN]), Qt.TextElideMode.ElideRight, rect.width())
        plain = folded(shown) if self.marked else ""
        if len(plain) == len(shown):  # otherwise the places in the two do not agree
            for word in self.marked:
                at = plain.find(word)
                if at >= 0:
                    x = rect.x() + metrics.horizontalAdvance(shown[:at])
                    wide = metrics.horizontalAdvance(shown[at : at + len(word)])
                    painter.fillRect(
                        QRect(x, rect.y(), wide, rect.height()), theme.active().tokens.colour("warning_soft")
                    )
        painter.setPen(QColor(colour))
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_text(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        active = theme.active()
        column = index.column()
        painter.setFont(self._measured(1, 500 if column == VERSION else 400)[0])
        painter.setPen(active.tokens.colour("text2"))
        right = column in (VERSION, SIZE)
        inner = rect.adjusted(CELL_GAP, 0, -CELL_GAP, 0)
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        text = painter.fontMetrics().elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, align | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_tags(self, painter: QPainter, rect: QRect, record: PackageRecord) -> None:
        active = theme.active()
        font = active.font(0.85, 500)
        metrics = QFontMetrics(font)
        height = metrics.height() + 4
        top = rect.y() + (rect.height() - height) // 2
        x, right = rect.x() + CELL_GAP, rect.right() - CELL_GAP
        if not record.tags:
            painter.setPen(active.tokens.colour("text3"))
            painter.drawText(rect.adjusted(CELL_GAP, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "—")
            return
        for number, word in enumerate(record.tags):
            rest = len(record.tags) - number
            wide = painting.tag_width(word, font)
            more = metrics.horizontalAdvance(f"+{rest - 1}") + 4 if rest > 1 else 0
            if number and x + wide + more > right:
                painter.setFont(font)
                painter.setPen(active.tokens.colour("text2"))
                painter.drawText(QRect(x, top, right - x, height), Qt.AlignmentFlag.AlignVCenter, f"+{rest}")
                return
            wide = min(wide, right - x - more)
            painting.tag(painter, QRect(x, top, max(20, wide), height), word, font)
            x += wide + 4


#: the columns whose width follows their widest real text
MEASURED = (VERSION, SIZE, CHANGED)
