"""Shows a table of records: one line each, painted by cell, following the newest while it is asked to."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from allure_desktop.gui import icons, theme
from allure_desktop.gui.preview.inspector.record_table import Cell, RecordTable
from allure_desktop.gui.widgets import painting
from allure_desktop.plain_text import one_line

GUTTER = 16
GAP = 6
_HARD = 400


class RecordDelegate(QStyledItemDelegate):
    """Fonts are made once a theme: a table of calls is painted ten times a second."""

    hover_row = -1

    def __init__(self, view: RecordView) -> None:
        super().__init__(view)
        self._view = view
        self._fonts: dict[tuple[bool, int], QFont] = {}

    def forget_fonts(self) -> None:
        self._fonts.clear()

    def font(self, code: bool, weight: int) -> QFont:
        """The font of a cell."""
        key = (code, weight)
        if key not in self._fonts:
            active = theme.active()
            self._fonts[key] = active.code_font(0.85) if code else active.font(0.92, weight)
        return self._fonts[key]

    def row_height(self) -> int:
        return max(28, QFontMetrics(self.font(False, 500)).height() + 12)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(60, self.row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        table = self._view.table
        record = table.record(index)
        if record is None:
            return
        tokens = theme.active().tokens
        rect = QRect(option.rect)
        tone = table.tone(record)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = f"{tone}_soft" if tone else ("selected" if selected else "surface")
        if not tone and not selected and index.row() == self.hover_row:
            ground = "hover"
        painter.save()
        painter.fillRect(rect, tokens.colour(ground))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), tokens.colour("border"))
        if selected and index.column() == 0:
            painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), tokens.colour(tone or "accent"))
        cell: Cell = table.cell(record, index.column())
        left = GUTTER if index.column() == 0 else GAP
        inner = rect.adjusted(left, 0, -(GUTTER if index.column() == table.columnCount() - 1 else GAP), -1)
        if cell.icon:
            side = theme.active().scaled(14)
            mark = icons.pixmap(cell.icon, cell.token, side)
            painter.drawPixmap(inner.x(), inner.y() + (inner.height() - side) // 2, mark)
            inner.setLeft(inner.x() + side + 8)
        painter.setFont(self.font(cell.code, cell.weight))
        painter.setPen(tokens.colour(cell.token))
        side_flag = Qt.AlignmentFlag.AlignRight if cell.right else Qt.AlignmentFlag.AlignLeft
        text = painter.fontMetrics().elidedText(
            one_line(cell.text[:_HARD]), Qt.TextElideMode.ElideRight, max(0, inner.width())
        )
        painter.drawText(inner, side_flag | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class RecordView(QTableView):
    """`chosen(record or None)`; `followed(bool)` when scrolling switches following on or off."""

    chosen = Signal(object)
    followed = Signal(bool)

    def __init__(self, table: RecordTable[Any], widths: tuple[str, ...], stretch: int, name: str) -> None:
        super().__init__()
        self.table = table
        self._widths = widths
        self._stretch = stretch
        self.follow = False
        self._number: int | None = None
        self.setModel(table)
        self.setAccessibleName(name)
        self.rows = RecordDelegate(self)
        self.setItemDelegate(self.rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setProperty("records", "true")
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(20)
        head = self.horizontalHeader()
        head.setAccessibleName(self.tr("Columns"))
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(40)
        table.rowsInserted.connect(self._came)
        table.modelReset.connect(self._restore)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.verticalScrollBar().actionTriggered.connect(lambda _action: self._scrolled())
        theme.active().changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Heights and widths from the font's metrics."""
        self.rows.forget_fonts()
        self.verticalHeader().setDefaultSectionSize(self.rows.row_height())
        head = self.horizontalHeader()
        head.setFixedHeight(max(32, QFontMetrics(theme.active().font(0.92, 500)).height() + 14))
        for column, text in enumerate(self._widths):
            if column == self._stretch:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
                continue
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            code = text.startswith("`")
            wide = QFontMetrics(self.rows.font(code, 500)).horizontalAdvance(text.strip("`"))
            title = QFontMetrics(theme.active().font(0.92, 500)).horizontalAdvance(str(self.table.heads()[column]))
            edge = GUTTER + GAP if column in (0, len(self._widths) - 1) else 2 * GAP
            head.resizeSection(column, max(wide, title) + edge + 2)
        self.viewport().update()

    # --- following ---------------------------------------------------------------------------------------------------

    def set_follow(self, on: bool) -> None:
        """Keeps the newest record in sight from now on."""
        if on != self.follow:
            self.follow = on
            self.followed.emit(on)
        if on:
            self.scrollToBottom()

    def _came(self) -> None:
        if self.follow:
            self.scrollToBottom()

    def _scrolled(self) -> None:
        bar = self.verticalScrollBar()
        if self.follow and bar.sliderPosition() < bar.maximum():
            self.set_follow(False)

    def wheelEvent(self, event: Any) -> None:
        super().wheelEvent(event)
        self._scrolled()

    # --- choice ------------------------------------------------------------------------------------------------------

    def choose(self, number: int) -> bool:
        """Selects the record of that number in the table's order; False when the filter hides it."""
        if number not in self.table.shown:
            return False
        index = self.table.index(self.table.shown.index(number), 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        record = self.table.record(current)
        if record is not None:
            self._number = self.table.shown[current.row()]
            self.chosen.emit(record)

    def _restore(self) -> None:
        if self._number is None:
            return
        if not self.table.records:
            self._number = None
            self.chosen.emit(None)
        elif not self.choose(self._number):
            return  # hidden by the filter; it comes back with it

    def selected(self) -> list[Any]:
        """The selected records in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.table.records[self.table.shown[row]] for row in rows]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)
        self._scrolled()

    def copy(self) -> None:
        """The selected records as lines, cells parted by tabs."""
        columns = range(self.table.columnCount())
        lines = (
            "\t".join(one_line(self.table.cell(record, column).text) for column in columns)
            for record in self.selected()
        )
        QGuiApplication.clipboard().setText("\n".join(lines))

    # --- looks -------------------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.rows.hover_row:
            self.rows.hover_row = row
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            row = self.visualRect(self.currentIndex())
            painter = QPainter(self.viewport())
            painting.focus_ring(painter, QRect(1, row.y(), self.viewport().width() - 2, row.height()))
