"""The table of packages: rows are one thing for mouse, keyboard and drops; widths come from real text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.library.delegate import PackageDelegate
from allure_desktop.gui.library.table_columns import TableColumns
from allure_desktop.gui.library.table_model import PackageTable
from allure_desktop.gui.motion import reduced_motion
from allure_desktop.gui.widgets import painting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allure_desktop.api.answers import PackageRecord

EDGE = 36
FADE_MS = 150


class PackageView(QTableView):
    """`package_chosen` tells which package the panel is about, None for none."""

    package_chosen = Signal(object)
    opened = Signal()
    #: Space: the chosen package is to be played here
    preview_wanted = Signal()

    def __init__(self, model: PackageTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Packages"))
        self.table = model
        self.setModel(model)
        self.rows = PackageDelegate(self)
        self.setItemDelegate(self.rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.columns = TableColumns(self)
        #: the key of the chosen package
        self._chosen: int | None = None
        #: asked for before it was in the list: a key, or an id of which none is known yet
        self._wanted: int | str | None = None
        self._top = 0
        #: the next reset shows the same question's answer as it is now
        self.refreshes = False
        self._anchor: tuple[int, int] | None = None
        self._before: Sequence[int] | None = None
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.setDuration(FADE_MS)
        self._fade.valueChanged.connect(self._fade_to)
        self._scroll = QTimer(self)
        self._scroll.setInterval(30)
        self._scroll.timeout.connect(self._scroll_on)
        self._scroll_by = 0
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.dataChanged.connect(self._told_again)
        model.rowsInserted.connect(self._grown)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        theme.active().changed.connect(self.measure)
        self.measure()

    # --- measures ----------------------------------------------------------------------------------------------------

    def measure(self) -> None:
        """Heights and widths from the font's metrics."""
        self.verticalHeader().setDefaultSectionSize(self.rows.row_height())
        self.columns.measure()
        if self.isVisible():
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.columns.make_room()

    # --- the chosen package ------------------------------------------------------------------------------------------

    def chosen(self) -> PackageRecord | None:
        return self.table.record(self._row_of(self._chosen))

    def _row_of(self, wanted: int | str | None) -> int:
        key = self.table.rows.key_of(wanted) if isinstance(wanted, str) else wanted
        return -1 if key is None else self.table.rows.row_of(key)

    def choose(self, package: str | int) -> bool:
        """Selects a package by id or key and scrolls to it; False when it is not in the list, or not yet."""
        row = self._row_of(package)
        if row < 0:
            self._wanted = package
            return False
        self._wanted = None
        self._chosen = self.table.rows.keys[row]
        self.select_one(row)
        self.scrollTo(self.table.index(row, 0))
        return True

    def select_one(self, row: int) -> None:
        """This row and no other, whatever keys are held down just now."""
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.table.index(row, 0), flag.ClearAndSelect | flag.Rows)

    def _current_changed(self) -> None:
        row = self.currentIndex().row()
        if row >= 0:
            self._chosen = self.table.rows.keys[row]
            if (record := self.table.record(row)) is not None:
                self.package_chosen.emit(record)

    def _remember(self) -> None:
        self._top = self.verticalScrollBar().value()
        viewport = self.viewport()
        place = viewport.mapFromGlobal(QCursor.pos())
        over = viewport.underMouse() and viewport.rect().contains(place)
        row = self.indexAt(place if over else QPoint(0, 0)).row()
        self._anchor = None
        if self.refreshes and row >= 0 and (over or self._top):
            self._anchor = self.table.rows.keys[row], self.visualRect(self.table.index(row, 0)).y()
        self._before = self.table.rows.keys if self.refreshes else None

    def _restore(self) -> None:
        if (found := self._row_of(self._wanted)) >= 0:
            self._chosen, self._wanted = self.table.rows.keys[found], None
        row = self._row_of(self._chosen)
        chosen_stays = row >= 0
        if chosen_stays:
            self.verticalScrollBar().setValue(self._top)
        elif self.table.rowCount():
            row = 0
        if row >= 0:
            self.select_one(row)
        if not self._hold_anchor() and row >= 0:
            # a list that is another one, or was at its top
            shown = self.viewport().rect().intersects(self.visualRect(self.table.index(row, 0)))
            if not shown and not (self.refreshes and not self._top):
                self.scrollTo(self.table.index(row, 0))
        self._fade_in()
        self.package_chosen.emit(self.table.record(row))

    def _hold_anchor(self) -> bool:
        """After a refresh the row under the pointer, else the first one, stays where it is; False where it is gone."""
        if self._anchor is None or (row := self.table.rows.row_of(self._anchor[0])) < 0:
            return False
        self.executeDelayedItemsLayout()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.visualRect(self.table.index(row, 0)).y() - self._anchor[1])
        return True

    def _fade_in(self) -> None:
        """Packages that a refresh has brought come softly, unless the user wants less motion."""
        before, self._before = self._before, None
        if not before or reduced_motion():
            return
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        here = self.table.rows.keys[max(0, first) : last + 1 if last >= 0 else None][:200]
        fresh = frozenset(here).difference(before)
        if fresh:
            self.rows.fading = fresh
            self._fade.start()

    def _fade_to(self, share: float) -> None:
        self.rows.faded_in = share
        if share >= 1:
            self.rows.fading = frozenset()
        self.viewport().update()

    def _grown(self) -> None:
        if self._wanted is not None:
            self.choose(self._wanted)

    def _told_again(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self._row_of(self._chosen) <= last.row() and (record := self.chosen()) is not None:
            self.package_chosen.emit(record)

    # --- mouse and keyboard ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # a key whose command cannot be done now comes here: the reason is said
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.preview_wanted.emit()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

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
        if self.hasFocus() and self.currentIndex().isValid() and self.rows.target_row is None:
            row = self.visualRect(self.currentIndex())
            painter = QPainter(self.viewport())
            painting.focus_ring(painter, QRect(1, row.y(), self.viewport().width() - 2, row.height()))

    # --- drops -------------------------------------------------------------------------------------------------------

    def drag_over(self, place: QPoint | None, takes_rows: bool) -> PackageRecord | None:
        """Files are dragged over `place` of the viewport (None: elsewhere); the package a drop would be a version of."""
        inside = place is not None and self.viewport().rect().contains(place)
        row = self.indexAt(place).row() if inside and takes_rows and place is not None else -1
        if row != self.rows.target_row:
            self.rows.target_row = row
            self.viewport().update()
        self._scroll_by = 0
        if inside and place is not None:
            if place.y() < EDGE:
                self._scroll_by = -1
            elif place.y() > self.viewport().height() - EDGE:
                self._scroll_by = 1
        if self._scroll_by and not self._scroll.isActive():
            self._scroll.start()
        elif not self._scroll_by:
            self._scroll.stop()
        return self.table.record(row)

    def drag_ended(self) -> None:
        self._scroll.stop()
        if self.rows.target_row is not None:
            self.rows.target_row = None
            self.viewport().update()

    def _scroll_on(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self._scroll_by * 8)
