"""Keeps the window's view of the connections: read anew when one changed, never from the disk while painting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from allure_desktop.connections.connection import Connection
    from allure_desktop.gui.context import GuiContext


class ConnectionReader(QObject):
    """`read` brings all connections; the wanted one becomes the current one as soon as it exists."""

    failed = Signal(Exception)
    #: the connections are known for the first time
    first_read = Signal()

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context)
        self._context = context
        self._wanted: str | None = None
        self._was_read = False
        context.core_events.connections_changed.connect(self.read)

    def want(self, connection_id: str) -> None:
        """Shows this connection, at once or when it has been read."""
        if self._context.connection(connection_id) is not None:
            self._context.current_connection_id = connection_id
        else:
            self._wanted = connection_id
            self.read()

    @Slot()
    def read(self) -> None:
        services = self._context.services

        def done(connections: list[Connection]) -> None:
            self._context.set_connections(connections)
            if self._wanted is not None and self._context.connection(self._wanted) is not None:
                wanted, self._wanted = self._wanted, None
                self._context.current_connection_id = wanted
            if not self._was_read:
                self._was_read = True
                self.first_read.emit()

        self._context.background.run(lambda: list(services.connections.all()), done, self.failed.emit, self)
