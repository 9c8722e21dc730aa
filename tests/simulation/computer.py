"""The user's computer: its clocks, its disk, the locks between programs, and the journal on a disk that can be full."""

from __future__ import annotations

import errno
import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allure_desktop.database import Database
from allure_desktop.uploads.env import Change, Lock, Signal, Thread
from allure_desktop.uploads.source_file import Disk, Facts
from allure_desktop.uploads.upload_lock import UploadLock
from tests.simulation.scheduler import Crash, Owner, Scheduler, SimChange, SimLock, SimSignal, SimThread

EPOCH_S = 1_800_000_000.0
_REGULAR = 0o100644


@dataclass(slots=True)
class Content:
    """A file as it is now; the same shape as `os.stat_result` where it is read."""

    data: bytes
    st_ino: int
    st_mtime_ns: int
    st_dev: int = 1
    st_mode: int = _REGULAR

    @property
    def st_size(self) -> int:
        return len(self.data)


@dataclass(slots=True)
class SimFile:
    """A file through its life: what its path leads to now (None: it is gone), and all it ever held."""

    path: str
    content: Content | None
    ever: list[bytes]
    away: Content | None = None


class SimDisk(Disk):
    """Files in memory."""

    def __init__(self) -> None:
        self.files: dict[str, SimFile] = {}
        self._open: dict[int, Content] = {}
        self._next = 100

    def add(self, path: str, data: bytes, now: float) -> SimFile:
        self._next += 1
        file = self.files[path] = SimFile(path, Content(data, self._next, int(now * 1e9)), [data])
        return file

    def write(self, file: SimFile, data: bytes, now: float, *, replaced: bool) -> None:
        """Other content at the same path: in place, or another file put there."""
        content = file.content or file.away
        assert content is not None
        file.ever.append(data)
        if replaced:
            self._next += 1
            content = Content(data, self._next, int(now * 1e9))
        else:
            content.data, content.st_mtime_ns = data, int(now * 1e9)
        if file.content is not None:
            file.content = content
        else:
            file.away = content

    def stat(self, path: str) -> Facts:
        file = self.files.get(path)
        if file is None or file.content is None:
            raise FileNotFoundError(errno.ENOENT, "No such file or directory")
        return file.content

    def open(self, path: str) -> int:
        self.stat(path)
        content = self.files[path].content
        assert content is not None
        self._next += 1
        self._open[self._next] = content
        return self._next

    def fstat(self, descriptor: int) -> Facts:
        return self._open[descriptor]

    def read(self, descriptor: int, offset: int, length: int) -> bytes:
        return self._open[descriptor].data[offset : offset + length]

    def close(self, descriptor: int) -> None:
        self._open.pop(descriptor, None)


class RowLock(UploadLock):
    """A lock that its process loses when it dies."""

    def __init__(self, computer: Computer, owner: Owner, upload_id: int) -> None:
        super().__init__(Path("lock"), -1)
        self._computer = computer
        self._owner = owner
        self._upload_id = upload_id

    def release(self, *, forget: bool = False) -> None:
        if self._computer.locks.get(self._upload_id) is self._owner:
            del self._computer.locks[self._upload_id]


class Computer:
    """One machine; `set_forward` is how far its clock is from the truth."""

    def __init__(self, scheduler: Scheduler, journal: Path) -> None:
        self.scheduler = scheduler
        self.journal = journal
        self.disk = SimDisk()
        self.locks: dict[int, Owner] = {}
        self.set_forward = 0.0
        self.started_at = -5000.0
        self.full = False

    def wall(self) -> float:
        return EPOCH_S + self.scheduler.now + self.set_forward

    def steady(self) -> float:
        return self.scheduler.now - self.started_at


class SimEnv:
    """The world of one process."""

    def __init__(self, computer: Computer, owner: Owner, chance: random.Random) -> None:
        self.disk: Disk = computer.disk
        self.wall = computer.wall
        self.steady = computer.steady
        self.dice = chance.random
        self._computer = computer
        self._scheduler = computer.scheduler
        self._owner = owner

    def lock(self) -> Lock:
        return SimLock(self._scheduler)

    def signal(self) -> Signal:
        return SimSignal(self._scheduler)

    def change(self) -> Change:
        return SimChange(self._scheduler)

    def begin(self, work: Callable[[], None], name: str) -> Thread:
        return SimThread(self._scheduler, self._scheduler.begin(work, self._owner))

    def row_lock(self, folder: Path, upload_id: int, tries: int = 1) -> UploadLock | None:
        if self._owner.dead:
            raise Crash
        if upload_id in self._computer.locks:
            return None
        self._computer.locks[upload_id] = self._owner
        return RowLock(self._computer, self._owner, upload_id)


_WRITES = ("COMM", "INSE", "UPDA", "DELE")


class JournalConnection(sqlite3.Connection):
    """SQLite itself, with a process that may die before and after each commit and a disk that may be full."""

    owner: Owner
    on_commit: Callable[[bool], None]

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        if self.owner.dead:
            if self.in_transaction:
                super().execute("ROLLBACK")
            raise Crash
        commits = sql[:4] in _WRITES and (sql[:4] == "COMM" or not self.in_transaction)
        if not commits:
            return super().execute(sql, parameters)
        self.on_commit(True)
        cursor = super().execute(sql, parameters)
        self.on_commit(False)
        return cursor


class JournalFile(Database):
    """The product's database over one of these connections."""

    def __init__(self, path: Path, connection: JournalConnection) -> None:
        self._one = connection
        super().__init__(path)

    def _connection(self) -> sqlite3.Connection:
        return self._one

    def close(self) -> None:
        """The connection outlives the process: opening one costs more than all else."""


def connect(path: Path) -> JournalConnection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=JournalConnection)
    connection.row_factory = sqlite3.Row
    connection.owner = Owner()
    connection.on_commit = lambda before: None
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def disk_full() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error
