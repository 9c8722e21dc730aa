"""What the servers of the connections declare, read once elsewhere, so that no button is shown that cannot be honoured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from allure_desktop.api.server_features import ServerFeatures
    from allure_desktop.gui.context import GuiContext


class ServerOffers(QObject):
    """One for the window; `changed` when more is known."""

    changed = Signal()

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context)
        self._context = context
        self._known: dict[str, ServerFeatures] = {}
        context.current_connection_changed.connect(self._read)
        context.reachability_changed.connect(self._reached)
        context.connections_read.connect(self._forget)
        self._read(context.current_connection_id or "")

    def of(self, connection_id: str | None) -> ServerFeatures | None:
        """What a server offers; None while that is not known."""
        return self._known.get(connection_id or "")

    def _forget(self) -> None:
        # an address may be another one now
        self._known.clear()
        self._read(self._context.current_connection_id or "")

    def _reached(self, connection_id: str, state: str) -> None:
        known = self._known.get(connection_id)
        if state == "online" and (known is None or known.documented_only):
            self._read(connection_id)

    def _read(self, connection_id: str) -> None:
        if not connection_id:
            return
        library = self._context.services

        def told(features: ServerFeatures) -> None:
            if self._known.get(connection_id) != features:
                self._known[connection_id] = features
                self.changed.emit()

        # without a key nothing is declared either: other places say so
        self._context.background.run(lambda: library.library.features(connection_id), told, lambda _error: None, self)
