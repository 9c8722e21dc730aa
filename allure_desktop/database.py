"""Opens SQLite so that a commit lasts: WAL, synchronous=FULL, numbered migrations, one writer."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from allure_desktop.database_migrations import MIGRATIONS
from allure_desktop.errors import DataDirError, DiskFull

#: With less room than this SQLite cannot open a file for writing.
_LEAST_BYTES = 64 * 1024


class Database:
    """One SQLite file; a connection a thread; writes one at a time, across processes too."""

    def __init__(self, path: Path, migrations: tuple[str, ...] = MIGRATIONS) -> None:
        """Opens or creates the file and brings it to the newest version.

        Raises DataDirError (data.corrupt, data.newer, data.unwritable) and DiskFull. A corrupt or newer file
        is set aside beside its old place, never overwritten.
        """
        self.path = path
        self._migrations = migrations
        self._local = threading.local()
        #: each with the lock of its thread, which is held while that thread is inside SQLite
        self._all: list[tuple[sqlite3.Connection, threading.RLock]] = []
        self._lock = threading.Lock()
        self._closed = False
        try:
            new = not path.exists()
            connection = self._connection()
            if new and os.name == "posix":
                path.chmod(0o600)
            self._migrate(connection)
        except sqlite3.DatabaseError as error:
            self.close()
            raise self._told(error) from error

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            if self._closed:
                raise sqlite3.ProgrammingError("the database is closed")
            connection = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA fullfsync=ON")
            connection.execute("PRAGMA foreign_keys=ON")
            self._local.connection = connection
            with self._lock:
                self._all.append((connection, self._own_lock()))
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        newest = len(self._migrations)
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > newest:
            raise DataDirError(
                f"The data file {self.path} was written by a newer version of this program.",
                cause=f"It has version {version}, this program knows {newest}. It was not touched.",
                remedy="Start the newer program, or choose another folder with --data-dir.",
                subject=str(self.path),
                code="data.newer",
            )
        if version < newest:
            connection.execute("BEGIN IMMEDIATE")
            try:
                # another process may have been quicker
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                for number in range(version, newest):
                    for statement in _statements(self._migrations[number]):
                        connection.execute(statement)
                connection.execute(f"PRAGMA user_version={newest}")
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """All rows of a query. Raises DataDirError, DiskFull."""
        found: list[sqlite3.Row] = self._guarded(lambda: self._connection().execute(sql, values).fetchall())
        return found

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        """The first row of a query, or None. Raises DataDirError, DiskFull."""
        found: sqlite3.Row | None = self._guarded(lambda: self._connection().execute(sql, values).fetchone())
        return found

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        """One statement, committed when this returns (or with the transaction it stands in)."""
        done: sqlite3.Cursor = self._guarded(lambda: self._connection().execute(sql, values))
        return done

    def execute_many(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """One statement for each row of values; within a transaction. Raises DataDirError, DiskFull."""
        if rows:
            self._guarded(lambda: self._connection().executemany(sql, rows))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, durable when it ends. Transactions within one are a part of it."""
        connection = self._guarded(self._connection)
        if connection.in_transaction:
            yield
            return
        self._guarded(lambda: connection.execute("BEGIN IMMEDIATE"))
        try:
            yield
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        try:
            self._guarded(lambda: connection.execute("COMMIT"))
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def leave(self) -> None:
        """Closes the connection of this thread, which ends now."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            return
        with self._lock:
            self._all = [one for one in self._all if one[0] is not connection]
        with self._own_lock():
            self._local.connection = None
            connection.close()

    def _own_lock(self) -> threading.RLock:
        lock: threading.RLock | None = getattr(self._local, "lock", None)
        if lock is None:
            lock = self._local.lock = threading.RLock()
        return lock

    def _guarded(self, work: Callable[[], Any]) -> Any:
        try:
            with self._own_lock():
                return work()
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.DatabaseError as error:
            raise self._told(error) from error

    def _told(self, error: sqlite3.DatabaseError) -> Exception:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and self._no_room()):
            return DiskFull(
                f"This computer's disk is full: {self.path} could not be written.",
                remedy="Free some space; everything goes on from where it was.",
                subject=str(self.path),
            )
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            aside = self.path.with_name(f"{self.path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
            self.close()
            try:
                for suffix in ("", "-wal", "-shm"):
                    file = self.path.with_name(self.path.name + suffix)
                    if file.exists():
                        file.rename(aside.with_name(aside.name + suffix))
                kept = f"It was set aside as {aside.name}; the next start begins with a new one."
            except OSError:
                kept = "It could not be set aside."
            return DataDirError(
                f"The data file {self.path} is damaged.",
                cause=kept,
                remedy="Start the program again. What is on the server is not affected.",
                subject=str(self.path),
                code="data.corrupt",
            )
        if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR):
            return DataDirError(
                f"The data file {self.path} cannot be written.",
                cause=f"{error}.",
                remedy="Make the folder writable, or choose another with --data-dir.",
                subject=str(self.path),
                code="data.unwritable",
            )
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return DataDirError(
                f"The data file {self.path} is in use by another program.",
                cause="It stayed locked for 30 seconds.",
                remedy="Close the other program and try again.",
                subject=str(self.path),
                code="data.locked",
            )
        return error

    def _no_room(self) -> bool:
        """The disk is full: SQLite says "disk I/O error" where it cannot make its helper files."""
        try:
            return shutil.disk_usage(self.path.parent).free < _LEAST_BYTES
        except OSError:
            return False

    def close(self) -> None:
        """Closes every thread's connection; later calls fail.

        A thread that is inside SQLite just now is waited for and, after a second, interrupted: closing under its
        feet would end the process.
        """
        with self._lock:
            self._closed = True
            connections, self._all = self._all, []
        for connection, lock in connections:
            if not lock.acquire(timeout=1):
                connection.interrupt()
                if not lock.acquire(timeout=1):
                    continue  # it ends with the process
            try:
                connection.close()
            finally:
                lock.release()


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: executescript would commit each on its own."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending
