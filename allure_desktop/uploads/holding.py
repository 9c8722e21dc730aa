"""Which uploads this process holds: an upload runs in one process at a time, and its row says so in all of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from allure_desktop.errors import DataDirError
from allure_desktop.uploads.cargo import Cargo
from allure_desktop.uploads.env import Clock, Env
from allure_desktop.uploads.etags import EtagProof
from allure_desktop.uploads.journal import Entry, Journal
from allure_desktop.uploads.rows import UploadRow
from allure_desktop.uploads.transfer import AT_REST, RUNNING, Transfer
from allure_desktop.uploads.upload_lock import UploadLock

#: A reader holds a lock for a moment to see whether anybody has it; that must not look like an owner.
_LOCK_TRIES = 5


@dataclass(slots=True)
class Live:
    """An upload that this process holds the lock of."""

    entry: Entry
    transfer: Transfer
    lock: UploadLock
    cargo: Cargo = field(default_factory=Cargo)
    #: since when it has been working, for `seconds`; None while it rests
    working_since: float | None = None
    #: the journal could not be written: its rows are behind `transfer`
    unwritten: bool = False


class Holding:
    """The uploads of this process, each with its lock. `monitor` guards them and is never held while anything waits."""

    def __init__(self, journal: Journal, env: Env, clock: Clock, locks: Path) -> None:
        self.journal = journal
        self.env = env
        self.clock = clock
        self.monitor = env.lock()
        self.live: dict[int, Live] = {}
        self._locks = locks

    def take(self, upload_id: int) -> Live | None:
        """The upload, its lock held by this process; None while another one has it. Raises UsageError, DiskFull."""
        with self.monitor:
            held = self.live.get(upload_id)
            if held is not None:
                return held
            lock = self.lock(upload_id)
            if lock is None:
                return None
            try:
                if self.journal.entry(upload_id).wish:
                    self.journal.save(upload_id, self.clock.now(), wish="")  # asked of a process that is no more
                entry = self.journal.entry(upload_id)
                parts = self.journal.parts(upload_id)
                acked = [part.number for part in parts]
                live = self.hold(entry, entry.transfer(acked, self.clock.now(), self.env.steady()), lock)
                live.cargo.etags = EtagProof((part.md5, part.etag) for part in parts)
                if entry.method == "multipart":
                    live.cargo.unknown = set(range(1, (entry.parts_total or 0) + 1)).difference(acked)
                return live
            except BaseException:
                lock.release()
                raise

    def lock(self, upload_id: int) -> UploadLock | None:
        """Raises DiskFull and DataDirError where the lock's file cannot be made."""
        try:
            return self.env.row_lock(self._locks, upload_id, _LOCK_TRIES)
        except OSError as error:
            raise DataDirError(
                f"The folder {self._locks} cannot be used.",
                cause=f"{error.strerror or error}.",
                remedy="Make it writable and free some space.",
                code="data.unwritable",
            ) from error

    def hold(self, entry: Entry, transfer: Transfer, lock: UploadLock) -> Live:
        live = self.live[entry.id] = Live(entry, transfer, lock)
        return live

    def leave(self, live: Live) -> None:
        """Gives the lock back although the upload has not come to its end: who wants it to go on resumes it."""
        self.live.pop(live.entry.id, None)
        live.lock.release()

    def let_rest(self, live: Live, *, forget: bool = False) -> None:
        """Gives the lock back when nothing is under way and nothing will begin by itself."""
        if forget or live.transfer.at_rest:
            self.live.pop(live.entry.id, None)
            live.lock.release(forget=forget)

    def is_orphan(self, row: UploadRow) -> bool:
        """A row that says it goes on while no process holds it: its process ended."""
        goes_on = row.state in ("validating", "queued") or (row.state in RUNNING and row.reason not in AT_REST)
        if not goes_on or row.id in self.live:
            return False
        try:
            lock = self.env.row_lock(self._locks, row.id)
        except OSError:
            return False
        if lock is not None:
            lock.release()
        return lock is not None

    def overlay(self, row: UploadRow) -> UploadRow:
        """The row as it is now: also when the journal is behind, and when the process that had it is no more."""
        live = self.live.get(row.id)
        if live is not None:
            if not live.unwritten:
                return row
            t = live.transfer
            return replace(row, state=t.state, reason=t.reason, until=t.until, since=t.since, message=t.message)
        if not self.is_orphan(row):
            return row
        again = self.journal.row(row.id)  # it may have ended, and its lock gone, since the row was read
        return replace(row, reason="paused") if again.updated_at == row.updated_at else again
