"""What every connection holds and how it is, also of those that are not shown: for the switcher and the badges."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from allure_desktop.errors import RateLimited
from allure_desktop.gui.connections.switcher_row import Counts
from allure_desktop.gui.uploads.row_source import rows_of

if TYPE_CHECKING:
    from allure_desktop.connections.connection import Connection
    from allure_desktop.connections.connections import Connections
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.uploads.rows import UploadRow

#: How long what a connection answered holds: each question is a call of its budget.
ASKED_HOLDS_S = 300.0


class Overview(QObject):
    """`counts` by connection id; `changed` tells them. One for the window."""

    changed = Signal(object)
    #: rows that need attention in connections that are not shown
    elsewhere = Signal(int)

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context)
        self._context = context
        self.counts: dict[str, Counts] = {}
        self._packages: dict[str, int | None] = {}
        self._asked_at: dict[str, float] = {}
        self._told_elsewhere = 0
        self._learnt: set[str] = set()
        rows_of(context).rows_changed.connect(self._count)
        context.current_connection_changed.connect(self._count)
        context.connections_read.connect(self._count)

    def read(self) -> None:
        """Counts the packages anew, and asks the connections of which nothing is known."""
        services, connections = self._context.services, self._context.connections

        def counted() -> dict[str, int | None]:
            return {connection.id: services.library.count(connection.id) for connection in connections}

        def came(packages: dict[str, int | None]) -> None:
            self._packages = packages
            self._count()

        self._context.background.run(counted, came, owner=self)
        for connection in connections:
            self._ask(connection)

    @Slot()
    def _count(self, *_changed: object) -> None:
        rows = rows_of(self._context).rows
        uploads = by_connection(rows)
        self._learn_rights(rows)
        known = {connection.id for connection in self._context.connections}
        self.counts = {id: uploads.get(id, Counts())._replace(packages=self._packages.get(id)) for id in known}
        self.changed.emit(self.counts)
        current = self._context.current_connection_id
        elsewhere = sum(counts.attention for id, counts in self.counts.items() if id != current)
        if elsewhere != self._told_elsewhere:
            self._told_elsewhere = elsewhere
            self.elsewhere.emit(elsewhere)

    def _learn_rights(self, rows: Iterable[UploadRow]) -> None:
        """An upload was refused for want of the write scope: known from now on, before the next one tries."""
        connections = self._context.services.connections
        for id in {row.connection_id for row in rows if row.message.code == "key.missing-scope"}:
            connection = self._context.connection(id)
            if connection is not None and connection.may_write is not False and id not in self._learnt:
                self._learnt.add(connection.id)
                self._context.background.run(_set_read_only(connections, connection.id), owner=self)

    def ask_again(self, connection_id: str) -> None:
        """What was known of it no longer holds."""
        self._asked_at.pop(connection_id, None)
        connection = self._context.connection(connection_id)
        if connection is not None:
            self._ask(connection)

    def _ask(self, connection: Connection) -> None:
        """One read, where nothing recent is known; the shown one is asked by its own list."""
        now = time.monotonic()
        if connection.id == self._context.current_connection_id or connection.is_sandbox:
            return
        if now - self._asked_at.get(connection.id, -ASKED_HOLDS_S) < ASKED_HOLDS_S:
            return
        self._asked_at[connection.id] = now
        services = self._context.services

        def failed(error: Exception) -> None:
            if not isinstance(error, RateLimited):  # then nothing was asked
                from allure_desktop.gui.library.package_list import reachability_after, told_of

                self._context.set_reachability(connection.id, reachability_after(error), told_of(error))

        def answered(_records: object) -> None:
            self._context.set_reachability(connection.id, "online")

        self._context.background.run(lambda: services.api_for(connection.id).first_records(), answered, failed, self)


def _set_read_only(connections: Connections, connection_id: str) -> Callable[[], None]:
    return lambda: connections.set_may_write(connection_id, False)


def by_connection(rows: Iterable[UploadRow]) -> Mapping[str, Counts]:
    """Uploads on their way and rows that need attention, by connection id."""
    found: dict[str, Counts] = {}
    for row in rows:
        if row.connection_id is None or row.state == "done":
            continue
        counts = found.get(row.connection_id, Counts())
        if row.needs_attention:
            counts = counts._replace(attention=counts.attention + 1)
        elif row.state != "held":
            counts = counts._replace(under_way=counts.under_way + 1)
        found[row.connection_id] = counts
    return found
