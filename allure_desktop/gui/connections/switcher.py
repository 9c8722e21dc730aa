"""The switcher: every connection with its colour, its state and its counts, and what can be done with them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.connections.standing_words import StandingWords, standing_words
from allure_desktop.gui.connections.switcher_row import ConnectionRow, Counts
from allure_desktop.gui.sidebar_rows import NavRow
from allure_desktop.gui.widgets import line
from allure_desktop.gui.widgets.scrolled import ScrolledColumn

if TYPE_CHECKING:
    from allure_desktop.connections.connection import Connection
    from allure_desktop.gui.context import GuiContext

WIDTH = 380
#: A drag that has left it for so long goes elsewhere.
DRAG_GONE_MS = 700
SHADOW = 18
#: The commands below the list, with their icons.
_COMMANDS = (("connection.add", "plus"), ("connection.manage", "list-ordered"), ("sandbox.start", "flask-conical"))


class Switcher(QWidget):
    """Lies in the window, so that files can be dragged onto its rows. Esc, a click elsewhere or a choice ends it."""

    chosen = Signal(str)
    #: connection id; paths; only check them?
    dropped = Signal(str, list, bool)
    closed = Signal()

    def __init__(self, context: GuiContext, *, by_drag: bool = False) -> None:
        super().__init__(context.window)
        self._context = context
        self._by_drag = by_drag
        self._opener: QWidget | None = None
        self._counts: Mapping[str, Counts] = {}
        self.rows: list[ConnectionRow] = []
        self.setAccessibleName(self.tr("Connections"))
        self.frame = QFrame(self)
        self.frame.setProperty("pane", "sheet")
        self.frame.setAccessibleName(self.tr("Connections"))
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(7, 7, 7, 7)
        column.setSpacing(2)
        if context.connections:
            column.addWidget(self._made_list(), 1)
            column.addSpacing(4)
            column.addWidget(line())
            column.addSpacing(4)
        self.commands = [self._made_command(id, icon) for id, icon in _COMMANDS if context.actions.has(id)]
        for command in self.commands:
            column.addWidget(command)
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.setInterval(DRAG_GONE_MS)
        self._gone.timeout.connect(self.dismiss)
        context.reachability_changed.connect(self.tell)
        self.tell()
        self.hide()

    def _made_list(self) -> QWidget:
        area = ScrolledColumn()
        for connection in self._context.connections:
            row = ConnectionRow(connection, current=connection.id == self._context.current_connection_id)
            row.clicked.connect(lambda _checked=False, id=connection.id: self._choose(id))
            row.dropped.connect(lambda paths, check, id=connection.id: self._drop(id, paths, check))
            row.installEventFilter(self)
            area.column.addWidget(row)
            self.rows.append(row)
        area.column.addStretch(1)
        area.setMinimumHeight(min(6, len(self.rows)) * (self.rows[0].sizeHint().height() + 2))
        return area

    def _made_command(self, id: str, icon: str) -> NavRow:
        action = self._context.actions.action(id)
        row = NavRow(action.text(), icon=icon)
        reason = self._context.actions.reason(id)
        row.setEnabled(not reason)
        row.setToolTip(reason or action.toolTip())
        row.clicked.connect(lambda: self._command(id))
        row.installEventFilter(self)
        return row

    # --- what it tells -----------------------------------------------------------------------------------------------

    def tell_counts(self, counts: Mapping[str, Counts]) -> None:
        """Packages and uploads by connection id."""
        self._counts = counts
        self.tell()

    def tell(self, *_changed: object) -> None:
        """How each connection is now."""
        now = time.time()
        for row in self.rows:
            words = self._standing(row.connection, now)
            row.tell(words, self._counts.get(row.connection.id, Counts()))

    def _standing(self, connection: Connection, now: float) -> StandingWords:
        standing = self._context.standing(connection.id)
        if connection.is_sandbox and standing.state in ("", "offline"):
            return StandingWords("circle", "text3", self.tr("Starts when it is shown"))
        return standing_words(standing, now)

    # --- opening and closing -----------------------------------------------------------------------------------------

    def open_below(self, widget: QWidget) -> None:
        """Shows itself below `widget`, the keyboard on the connection that is shown now."""
        self._opener = QApplication.focusWidget()
        self._place(widget)
        self.show()
        self.raise_()
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        if not self._by_drag:
            current = next((row for row in self.rows if row.connection.id == self._context.current_connection_id), None)
            (current or (self.rows[0] if self.rows else self.commands[0])).setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self, widget: QWidget) -> None:
        window = self._context.window
        corner = widget.mapTo(window, QPoint(0, widget.height() + 4))
        wide = min(round(WIDTH * theme.active().base_px / 13), window.width() - 2 * corner.x())
        self.frame.ensurePolished()
        tall = min(self.frame.sizeHint().height(), window.height() - corner.y() - 12)
        self.setGeometry(corner.x() - SHADOW, corner.y() - SHADOW, wide + 2 * SHADOW, tall + 2 * SHADOW)
        self.frame.setGeometry(SHADOW, SHADOW, wide, tall)

    def dismiss(self) -> None:
        """Closes it; the keyboard goes back to where it was."""
        if self.isHidden():
            return
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        inside = self.isAncestorOf(focused) if (focused := QApplication.focusWidget()) is not None else False
        self.hide()
        if inside and self._opener is not None:
            try:
                self._opener.setFocus(Qt.FocusReason.PopupFocusReason)
            except RuntimeError:  # the opener is gone
                pass
        self.closed.emit()
        self.deleteLater()

    def _choose(self, connection_id: str) -> None:
        self.dismiss()
        self.chosen.emit(connection_id)

    def _command(self, id: str) -> None:
        self.dismiss()
        self._context.actions.trigger(id)

    def _drop(self, connection_id: str, paths: list[str], only_check: bool) -> None:
        self.dismiss()
        self.dropped.emit(connection_id, paths, only_check)

    # --- keys, clicks, drags -----------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QMouseEvent) and kind == QEvent.Type.MouseButtonPress:
            if isinstance(watched, QWidget) and watched is not self and not self.isAncestorOf(watched):
                self.dismiss()
            return False
        if kind == QEvent.Type.Resize and watched is self._context.window:
            self.dismiss()
        elif self._by_drag and kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove) and self._is_inside(watched):
            self._gone.stop()
        elif self._by_drag and kind in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self._gone.start()
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress and self._is_inside(watched):
            return self._key(event)
        return False

    def _is_inside(self, watched: QObject) -> bool:
        return isinstance(watched, QWidget) and self.isAncestorOf(watched)

    def _key(self, event: QKeyEvent) -> bool:
        stops: list[QWidget] = [*self.rows, *(command for command in self.commands if command.isEnabled())]
        focused = QApplication.focusWidget()
        at = stops.index(focused) if focused in stops else -1
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Tab):
            stops[(at + 1) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Backtab):
            stops[(at - 1) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at >= 0:
            focused.click()  # type: ignore[union-attr] # all of them are buttons
        else:
            return False
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 7))
        box = self.frame.geometry()
        for spread in (16, 13, 10, 8, 6, 4, 2):
            painter.drawRoundedRect(box.adjusted(-spread, 4 - spread, spread, spread), 12 + spread, 12 + spread)
