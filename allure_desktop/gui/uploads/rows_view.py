"""The list of upload rows: painted acts that can be clicked, the keyboard, the context menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from allure_desktop.gui.uploads.acts import RowAct
from allure_desktop.gui.uploads.row_delegate import RowDelegate
from allure_desktop.gui.uploads.row_model import Entry, RowModel


class RowsView(QListView):
    """Emits what the user wants done; does nothing by itself.

    `act_wanted(upload id, Act)` from a click, a key or the menu; `details_wanted(upload id)` for Enter.
    """

    act_wanted = Signal(int, object)
    details_wanted = Signal(int)
    current_row_changed = Signal(int)
    copy_wanted = Signal(int)
    file_wanted = Signal(int)
    #: it has the keyboard now
    focused = Signal()
    move_wanted = Signal(int, int)
    #: the menu of the current row, at a point of the screen
    menu_wanted = Signal(QPoint)

    def __init__(self, model: RowModel, parent: QWidget | None = None, *, wide: bool = False) -> None:
        super().__init__(parent)
        self._model = model
        self._pressed: tuple[int, RowAct] | None = None
        self.setModel(model)
        self.rows_delegate = RowDelegate(self, wide=wide)
        self.setItemDelegate(self.rows_delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        if not wide:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.setDefaultDropAction(Qt.DropAction.MoveAction)
            self.setDropIndicatorShown(True)
            model.move_wanted.connect(self.move_wanted)
        self.setAccessibleName(self.tr("Uploads"))
        self.selectionModel().currentChanged.connect(self._current_changed)

    # --- selection ---------------------------------------------------------------------------------------------------

    @property
    def current_id(self) -> int | None:
        entry = self._model.entry(self.currentIndex())
        return entry.row.id if entry else None

    @property
    def current_entry(self) -> Entry | None:
        return self._model.entry(self.currentIndex())

    def before_after_step(self, upload_id: int, by: int) -> int | None:
        """What a waiting row has to come before to stand one place earlier or later; None where it cannot."""
        return self._model.before_after_step(upload_id, by)

    def show_row(self, upload_id: int) -> bool:
        """Selects a row and scrolls to it; False when it is not there."""
        index = self._model.index_of(upload_id)
        if not index.isValid():
            return False
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        entry = self._model.entry(current)
        self.current_row_changed.emit(entry.row.id if entry else 0)

    # --- pointer -----------------------------------------------------------------------------------------------------

    def _under(self, point: QPoint) -> tuple[int, RowAct] | None:
        index = self.indexAt(point)
        entry = self._model.entry(index)
        if entry is None:
            return None
        act = self.rows_delegate.act_at(index, self.visualRect(index), point)
        return (entry.row.id, act) if act else None

    def _hover(self, under: tuple[int, RowAct] | None) -> None:
        if under != self.rows_delegate.hovered:
            self.rows_delegate.hovered = under
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._under(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setProperty("by_keyboard", False)
        self._pressed = self._under(event.position().toPoint()) if event.button() == Qt.MouseButton.LeftButton else None
        if self._pressed is None:
            super().mousePressEvent(event)
        else:
            # a click on a button does not select the row as well
            event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            super().mouseReleaseEvent(event)
        elif pressed == self._under(event.position().toPoint()):
            self.act_wanted.emit(pressed[0], pressed[1].act)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._under(event.position().toPoint()) is None and self.current_id is not None:
            self.details_wanted.emit(self.current_id)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    # --- keyboard ----------------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setProperty("by_keyboard", event.reason() != Qt.FocusReason.MouseFocusReason)
        super().focusInEvent(event)
        if self.current_id is None:
            first = next((n for n in range(self._model.rowCount()) if self._model.entry(self._model.index(n))), None)
            if first is not None and event.reason() != Qt.FocusReason.MouseFocusReason:
                self.setCurrentIndex(self._model.index(first))
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.setProperty("by_keyboard", True)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.accept()  # the order's keys: a row that cannot be moved stays chosen
            return
        super().keyPressEvent(event)

    # --- menu --------------------------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = (
            self.currentIndex() if event.reason() == QContextMenuEvent.Reason.Keyboard else self.indexAt(event.pos())
        )
        entry = self._model.entry(index)
        if entry is None:
            return
        self.setCurrentIndex(index)
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.viewport().mapToGlobal(self.visualRect(index).center())
        self.menu_wanted.emit(place)
