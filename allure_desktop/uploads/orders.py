"""Carries what people ask of an upload to whoever runs it: the machine here, or another process by the journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from allure_desktop.uploads import after_details
from allure_desktop.uploads.engine import Engine, not_now
from allure_desktop.uploads.holding import Live
from allure_desktop.uploads.rows import Message, UploadRow
from allure_desktop.uploads.transfer import Asked, Recovered


class Orders:
    """Thread-safe. An order returns when the journal has it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._journal = engine.journal
        self._clock = engine.clock

    def begin(self, row: UploadRow, what: Any, facts: Mapping[str, Any]) -> None:
        """As `give`; but a file that may be a new version, and was not asked about yet, waits for the choice instead.

        Raises UsageError while that choice is open.
        """
        if row.state == "needs_decision" and row.reason == "new_version":
            raise not_now(row, "uploaded before you chose between a new version and a new package")
        question = self._journal.origins.question(row, facts.get("connection_id") or row.connection_id)
        if question is not None:
            self.give(row.id, "choose", {**facts, **question})
        else:
            self.give(row.id, what, facts)

    def give(self, upload_id: int, what: Any, facts: Mapping[str, Any] | None = None) -> None:
        """`what` is asked of the upload; `facts` are columns of the journal that are true from now on.

        Raises UsageError when there is no such upload.
        """
        with self._engine.monitor:
            taken_over = upload_id not in self._engine.live
            live = self._engine.take(upload_id)
            if live is None:
                self._journal.row(upload_id)  # one that is not there is an error, not a wish
                self._journal.save(upload_id, self._clock.now(), wish=what, **(facts or {}))
                return
            self._heed(live, what, facts or {})
            if what == "resume" and live.transfer.state == "validating":
                self._engine.step(live, Recovered(self._clock.now()))
            else:
                question = live.entry.message if what in ("choose", "judged") else Message()
                before = live.transfer
                self._engine.step(live, Asked(self._clock.now(), what, question))
                if taken_over and live.transfer == before and not before.at_rest:
                    self._nothing_asked(live, what)
            self._engine.give_turns()

    def _nothing_asked(self, live: Live, what: str) -> None:
        """An upload whose process ended stays as that left it, unless it is to go on."""
        if what in ("start", "resume"):
            self._engine.step(live, Recovered(self._clock.now()))
        else:
            self._engine.leave(live)

    def _heed(self, live: Live, what: str, facts: Mapping[str, Any]) -> None:
        """What an order says beside itself goes into the journal first; the machine then sees it."""
        if what == "start" and live.transfer.reason == "version_conflict":
            facts = {**facts, "revision_before": live.entry.revision_seen, "revision_seen": None}
        if facts:
            self._journal.save(live.entry.id, self._clock.now(), **facts)
        live.entry = self._journal.entry(live.entry.id)
        live.transfer = replace(
            live.transfer,
            has_connection=live.entry.connection_id is not None,
            at_once=live.entry.options.at_once,
            new_version=live.entry.is_new_version,
            server_check=live.entry.options.validate_only,
            wants_patch=after_details.wanted(live.entry.options),
            server_checked=live.entry.server_report is not None,
        )
