"""What must hold at every moment of a simulated world, and what must be true at its end."""

from __future__ import annotations

import logging
from collections import deque
from typing import TYPE_CHECKING

from allure_desktop.uploads.transfer import AT_REST, RUNNING
from tests.simulation.scheduler import Owner, Task, Violation
from tests.simulation.server import WINDOW_S

if TYPE_CHECKING:
    from tests.simulation.world import Process, World

#: What `process` goes by may be so old: the time for which it is believed, and a slow request.
_SEEN_WITHIN_S = 240.0
_TIMED = ("rate_limited", "offline", "stalled")


class Invariants:
    """Sees everything; raises Violation."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.all_done = False
        self._calls: deque[float] = deque()
        self._clock_set_at = -1e9
        self._restarted_at = -1e8
        self._excused_until = -1.0
        #: (upload id at the server, part number) of all that the journal must know as sent
        self._sent: set[tuple[str, int]] = set()
        #: a part whose acknowledgement a task is just about to write
        self._pending: dict[Task, tuple[str, int]] = {}
        self._bytes: dict[str, int] = {}
        #: with the cargo itself, so that no other one gets its id
        self._shown: dict[tuple[int, str], tuple[int, object]] = {}

    # the server's limit

    def calls_api(self, process: Process, name: str) -> None:
        now, limit = self._world.scheduler.now, self._world.traits.limit
        calls = self._calls
        while calls and calls[0] <= now - WINDOW_S:
            calls.popleft()
        calls.append(now)
        known = process.budget.limit
        if limit is not None and known == limit and len(calls) > limit and now > self._excused_until:
            raise Violation(f"{len(calls)} calls within {WINDOW_S:.0f} s where {limit} are allowed ({name})")

    def clock_set(self) -> None:
        self._clock_set_at = self._world.scheduler.now
        self._excuse()

    def restarted_machine(self) -> None:
        self._restarted_at = self._world.scheduler.now
        self._excuse()

    def _excuse(self) -> None:
        """A machine that was restarted and its clock set: none of its clocks tells how long ago a call was made."""
        if abs(self._clock_set_at - self._restarted_at) < 2 * 3600:
            self._excused_until = self._world.scheduler.now + 3700

    # parts

    def puts(self, process: Process, what: str, number: int, kind: str, ends: float) -> None:
        if kind == "part" and self._world.scheduler.now > ends:
            raise Violation(f"the address for {what} {number} expired {self._world.scheduler.now - ends:.1f} s ago")
        if kind == "part" and (what, number) in self._sent:
            raise Violation(f"part {number} of {what} is sent again although it was acknowledged")

    def acknowledged(self, process: Process, what: str, number: int, etag: str) -> None:
        task = self._world.scheduler.current
        assert task is not None
        multipart = self._world.server.uploads.get(what)
        if multipart is None or number not in multipart.parts:
            return
        if self._world.server.correct(what, number):
            self._pending[task] = (what, number)

    def unwritten(self, process: Process) -> None:
        """The journal could not be written: what was about to be is not known as sent."""
        task = self._world.scheduler.current
        if task is not None:
            self._pending.pop(task, None)

    def died(self, process: Process) -> None:
        task = self._world.scheduler.current
        if task is not None:
            self._pending.pop(task, None)

    # every moment

    def after_step(self, owner: Owner) -> None:
        process: Process = owner  # type: ignore[assignment]
        if self._pending:
            self._sent.update(self._pending.values())
            self._pending.clear()
        if not process.ready:
            return
        for upload_id, live in process.uploads._engine.live.items():
            t = live.transfer
            if t.state in RUNNING and not (t.busy or t.flying or t.hold_until is not None) and t.reason not in AT_REST:
                raise Violation(f"{process.name}: upload {upload_id} stands still: {t.state} {t.reason!r}")
            if t.state in ("needs_decision", "held", "queued") and not t.reason:
                raise Violation(f"{process.name}: upload {upload_id} is {t.state} without a reason")
            if t.reason in _TIMED and t.until is None:
                raise Violation(f"{process.name}: upload {upload_id} waits ({t.reason}) without an end")
            if len(t.flying) > 4:
                raise Violation(f"{process.name}: upload {upload_id} sends {len(t.flying)} parts at once")
            path = live.entry.storage_path
            if path is not None:
                sent = live.entry.sent_bytes
                if sent < self._bytes.get(path, 0):
                    raise Violation(f"upload {upload_id} had sent {self._bytes[path]} bytes, now {sent}")
                self._bytes[path] = sent
                if t.opened and self._world.scheduler.steps % 3 == 0:
                    self._progress(process, upload_id, live.cargo, path)

    def _progress(self, process: Process, upload_id: int, cargo: object, path: str) -> None:
        told = process.uploads.progress(upload_id)
        assert told is not None
        shown, before = told.sent_bytes + told.in_flight_bytes, self._shown.get((id(cargo), path), (0, cargo))[0]
        if shown < before:
            raise Violation(f"the progress of upload {upload_id} fell from {before} to {shown}")
        self._shown[id(cargo), path] = shown, cargo

    def makes_live(self, filename: str, package_id: str) -> None:
        """A `process` for a new version arrives: what others made before must have been seen."""
        world = self._world
        row = next((row for row in world._raw_rows() if row["path"].endswith(f"/{filename}")), None)
        if row is None or row["revision_before"] is None:
            return
        for revision in world.server.packages[package_id][row["revision_before"] :]:
            if revision.who != "me" and world.scheduler.now - revision.at > _SEEN_WITHIN_S:
                raise Violation(f"{filename} follows revision {revision.number} of somebody else unasked")

    # the end

    def at_the_end(self) -> None:
        world = self._world
        if not self.all_done:
            rows = [(row["id"], row["state"], row["reason"], row["message"]) for row in world._raw_rows()]
            raise Violation(f"it did not end in {world.scheduler.now:.0f} s: {rows}")
        for file in world.files:
            made = world.server.made.get(file.path.rpartition("/")[2], [])
            if len(made) != 1:
                raise Violation(f"{file.path} became {len(made)} revisions")
            if made[0].data not in file.ever:
                raise Violation(f"what arrived of {file.path} is nothing that it ever was")
        for row in world._raw_rows():
            revision = world.server.made[row["path"].rpartition("/")[2]][0]
            package = world.server.packages[row["package_id"]]
            if row["revision"] != revision.number or revision not in package:
                raise Violation(f"row {row['id']} names {row['package_id']} {row['revision']}, not what it became")
        self._no_secrets()

    def _no_secrets(self) -> None:
        for secret in ("KEY-secret", "SIGNATURE-"):
            if secret.encode() in self._world.journals.raw():
                raise Violation(f"the journal holds a secret: {secret}")
            if any(secret in line for line in self._world.trace):
                raise Violation(f"the trace holds a secret: {secret}")

    def complaints(self, records: list[logging.LogRecord]) -> None:
        for record in records:
            if "could not be looked at" not in record.getMessage():
                raise Violation(f"the product made a mistake: {record.getMessage()} {record.exc_info}")
