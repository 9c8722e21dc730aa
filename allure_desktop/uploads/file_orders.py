"""What people ask about the file of an upload: a mended copy in its place, another look, another judgement."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from allure_desktop.errors import NoConnection
from allure_desktop.events import Events, UploadChanged
from allure_desktop.uploads.checking import of_errors
from allure_desktop.uploads.engine import Engine, not_now
from allure_desktop.uploads.env import Clock
from allure_desktop.uploads.journal import Journal
from allure_desktop.uploads.orders import Orders
from allure_desktop.uploads.rows import Message, UploadRow
from allure_desktop.uploads.source_file import absolute

if TYPE_CHECKING:
    from allure_desktop.uploads.queue import ConnectionFacts

_REPLACEABLE = ("needs_decision", "held", "failed")


class FileOrders:
    """A part of `Uploads`. Commands return when the journal has them."""

    _engine: Engine
    _orders: Orders
    _journal: Journal
    _clock: Clock
    _events: Events
    _connection_facts: Callable[[str], ConnectionFacts]

    def use_mended(
        self,
        upload_id: int,
        copy: str | os.PathLike[str],
        mended: Mapping[str, Any],
        *,
        at_once: bool = False,
        connection_id: str | None = None,
    ) -> None:
        """Goes on with a repaired copy: it is checked, and uploaded when it is clean and `at_once` is said.

        A new version never goes on by itself: what it changes has to be seen. `mended` is as in `UploadRow`; nothing
        that was sent counts. Raises UsageError while it is under way, NoConnection.
        """
        with self._engine.monitor:
            row = self._journal.row(upload_id)
            facts = {} if connection_id is None else self.server_facts(row, connection_id)
            self._replace(row, {**facts, "path": absolute(copy), "mended": dict(mended)}, at_once)

    def use_original(self, upload_id: int) -> None:
        """Takes the user's own file again, as it is now, checks it and waits. Raises UsageError while it is under way."""
        with self._engine.monitor:
            row = self._journal.row(upload_id)
            self._replace(row, {"path": row.original, "mended": None}, at_once=False)

    def check_changed(self, upload_id: int) -> None:
        """Checks the user's own file, which has changed, and waits: whoever changes it may not be through with it."""
        with self._engine.monitor:
            row = self._journal.row(upload_id)
            if row.state in _REPLACEABLE:
                self._replace(row, {"path": row.original, "mended": None}, at_once=False)

    def watch(self, upload_id: int, on: bool) -> None:
        """Whether the file is checked again whenever it changes. Raises UsageError when there is no such upload."""
        self._journal.entry(upload_id)
        self._save(upload_id, watched=on)

    def set_target(self, upload_id: int, name: str) -> None:
        """The system this file is checked for, '' for that of the settings; `judge` is for who knows what it finds."""
        self._save(upload_id, options=replace(self._journal.entry(upload_id).options, target=name))

    def judge(self, upload_id: int, report: Mapping[str, Any]) -> None:
        """The same findings weigh otherwise: keeps the report; a file that waits may now need a decision, or none."""
        with self._engine.monitor:
            row = self._journal.row(upload_id)
            if row.state == "held" or (row.state == "needs_decision" and row.reason == "errors"):
                message = of_errors(report)
                facts: dict[str, Any] = {"report": dict(report)}
                if message is not None or row.state == "needs_decision":
                    facts["message"] = message or Message()
                self._orders.give(upload_id, "judged", facts)
                self._events.announce(UploadChanged(upload_id))
            else:
                self._save(upload_id, report=dict(report))

    def server_facts(self, row: UploadRow, connection_id: str | None) -> dict[str, Any]:
        """What the journal needs to know of the server that a file, so far only checked, is to go to."""
        if row.connection_id is not None:
            return {}
        if connection_id is None:
            raise NoConnection(f"{row.file} has no server to go to.", remedy="Choose a connection.", subject=row.file)
        told = self._connection_facts(connection_id)
        return {
            "connection_id": told.connection_id,
            "base_url": told.base_url,
            "tenant_id": told.tenant_id,
            "uploaded_by": told.uploaded_by,
        }

    def _replace(self, row: UploadRow, facts: Mapping[str, Any], at_once: bool) -> None:
        if row.state not in _REPLACEABLE:
            raise not_now(row, "given another file")
        goes_on = at_once and not row.is_new_version
        self._orders.give(row.id, "replaced", {**facts, "options": replace(row.options, at_once=goes_on)})

    def _save(self, upload_id: int, **columns: Any) -> None:
        with self._engine.monitor:
            self._journal.save(upload_id, self._clock.now(), **columns)
            live = self._engine.live.get(upload_id)
            if live is not None:
                live.entry = self._journal.entry(upload_id)
        self._events.announce(UploadChanged(upload_id))
