"""The switcher: every connection with its colour and state, and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from allure_desktop.gui.sidebar_rows import host_of
from allure_desktop.gui.widgets import painting

if TYPE_CHECKING:
    from allure_desktop.connections.connection import Connection
    from allure_desktop.gui.context import GuiContext


class Switcher(QMenu):
    """A menu made anew each time it opens."""

    chosen = Signal(str)
    edit_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, context: GuiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setAccessibleName(self.tr("Connections"))
        group = QActionGroup(self)
        for connection in context.connections:
            action = QAction(_tile(connection, self.devicePixelRatioF()), self._words(connection), self)
            action.setCheckable(True)
            action.setChecked(connection.id == context.current_connection_id)
            action.triggered.connect(lambda _checked=False, id=connection.id: self.chosen.emit(id))
            group.addAction(action)
            self.addAction(action)
        if context.connections:
            self.addSeparator()
        self.addAction(context.actions.action("connection.add"))
        current = context.current_connection
        if current is not None:
            edit = self.addAction(self.tr("Edit “{name}”…").format(name=current.name.replace("&", "&&")))
            edit.triggered.connect(lambda: self.edit_wanted.emit(current.id))
            remove = self.addAction(self.tr("Remove “{name}”…").format(name=current.name.replace("&", "&&")))
            remove.triggered.connect(lambda: self.remove_wanted.emit(current.id))
        self.addSeparator()
        self.addAction(context.actions.action("sandbox.start"))

    def _words(self, connection: Connection) -> str:
        states = {
            "online": self.tr("online"),
            "offline": self.tr("offline"),
            "refused": self.tr("key refused"),
        }
        state = states.get(self._context.reachability(connection.id), "")
        parts = [connection.name, self.tr("on this computer") if connection.is_sandbox else host_of(connection), state]
        return "  ·  ".join(part for part in parts if part).replace("&", "&&")

    def open_below(self, widget: QWidget) -> None:
        self.setMinimumWidth(widget.width())
        self.popup(widget.mapToGlobal(QPoint(0, widget.height() + 4)))


def _tile(connection: Connection, ratio: float) -> QIcon:
    pixmap = QPixmap(round(20 * ratio), round(20 * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill("transparent")
    painter = QPainter(pixmap)
    painting.tile(painter, QRect(0, 0, 20, 20), connection.name, connection.colour)
    painter.end()
    return QIcon(pixmap)
