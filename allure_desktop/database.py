"""Opens SQLite so that a commit lasts: WAL, synchronous=FULL, numbered migrations, one writer."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from allure_desktop.errors import DataDirError, DiskFull

#: With less room than this SQLite cannot open a file for writing.
_LEAST_BYTES = 64 * 1024

#: Each entry lifts the file by one version; entries are never changed, only added.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

    CREATE TABLE connections (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        base_url TEXT NOT NULL,
        tenant_id TEXT NOT NULL,
        uploaded_by TEXT NOT NULL,
        auth TEXT NOT NULL,
        colour TEXT NOT NULL DEFAULT '',
        is_default INTEGER NOT NULL DEFAULT 0,
        is_sandbox INTEGER NOT NULL DEFAULT 0,
        may_write INTEGER,
        options TEXT NOT NULL DEFAULT '{}',
        created_at TEXT NOT NULL
    ) STRICT;

    -- one row a file, from drop to live; ids are never reused
    CREATE TABLE uploads (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        position REAL NOT NULL,
        path TEXT NOT NULL,
        connection_id TEXT,              -- null: only checked on this computer
        base_url TEXT NOT NULL DEFAULT '',
        tenant_id TEXT NOT NULL DEFAULT '',
        uploaded_by TEXT NOT NULL DEFAULT '',
        package_id TEXT,                 -- the package this becomes a version of, or has become
        is_new_version INTEGER NOT NULL DEFAULT 0,
        options TEXT NOT NULL DEFAULT '{}',
        state TEXT NOT NULL,
        reason TEXT NOT NULL DEFAULT '',
        until REAL,                      -- Unix seconds; when a waiting reason ends
        since REAL NOT NULL,             -- Unix seconds; when state or reason began
        message TEXT NOT NULL DEFAULT '{}',
        report TEXT,                     -- the validation report as JSON
        title TEXT NOT NULL DEFAULT '',
        file_size INTEGER,
        file_mtime_ns INTEGER,
        file_inode INTEGER,
        sha256 TEXT,
        method TEXT NOT NULL DEFAULT '', -- '', presigned, multipart
        server_upload_id TEXT,
        storage_path TEXT,
        part_size INTEGER,
        revision_before INTEGER,
        revision INTEGER,
        revision_seen INTEGER,           -- somebody else's, found just before processing
        checked INTEGER NOT NULL DEFAULT 0,
        complete_tries INTEGER NOT NULL DEFAULT 0,
        completed INTEGER NOT NULL DEFAULT 0,
        process_first_at REAL,           -- Unix seconds: the first intention, null when answered
        process_last_at REAL,            -- the latest one
        accepted INTEGER NOT NULL DEFAULT 0, -- the server took it and works without a connection
        live INTEGER NOT NULL DEFAULT 0,
        patched INTEGER NOT NULL DEFAULT 0,
        server_report TEXT,
        wish TEXT NOT NULL DEFAULT '',   -- what another process asks the one that uploads it
        sent_bytes INTEGER NOT NULL DEFAULT 0,
        api_calls INTEGER NOT NULL DEFAULT 0,
        retries INTEGER NOT NULL DEFAULT 0,
        seconds REAL NOT NULL DEFAULT 0,
        created_at REAL NOT NULL,
        updated_at REAL NOT NULL
    ) STRICT;

    CREATE TABLE parts (
        upload_id INTEGER NOT NULL REFERENCES uploads(id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        offset INTEGER NOT NULL,
        length INTEGER NOT NULL,
        md5 TEXT NOT NULL,
        etag TEXT NOT NULL,
        PRIMARY KEY (upload_id, number)
    ) STRICT, WITHOUT ROWID;

    -- when API calls went out, so that a limit of ten a minute holds across restarts
    CREATE TABLE api_calls (origin TEXT NOT NULL, tenant_id TEXT NOT NULL, at REAL NOT NULL) STRICT;
    CREATE INDEX api_calls_at ON api_calls (origin, tenant_id, at);

    CREATE TABLE packages (
        connection_id TEXT NOT NULL,
        package_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        record TEXT NOT NULL,
        PRIMARY KEY (connection_id, package_id)
    ) STRICT;
    CREATE TABLE listings (connection_id TEXT PRIMARY KEY, as_of REAL NOT NULL) STRICT;
    CREATE TABLE versions (
        connection_id TEXT NOT NULL,
        package_id TEXT NOT NULL,
        as_of REAL NOT NULL,
        records TEXT NOT NULL,
        PRIMARY KEY (connection_id, package_id)
    ) STRICT;
    CREATE TABLE notes (
        connection_id TEXT NOT NULL,
        package_id TEXT NOT NULL,
        revision INTEGER NOT NULL,
        note TEXT NOT NULL,
        PRIMARY KEY (connection_id, package_id, revision)
    ) STRICT;
    -- what this server's OpenAPI document declares
    CREATE TABLE server_features (origin TEXT PRIMARY KEY, as_of REAL NOT NULL, document TEXT NOT NULL) STRICT;
    """,
    """
    -- what the file at a path has become, or was said to be; outlives the rows of uploads
    CREATE TABLE origins (
        connection_id TEXT NOT NULL,
        path TEXT NOT NULL,
        package_id TEXT NOT NULL,            -- '': a package of its own, which is not live yet
        chosen INTEGER NOT NULL DEFAULT 0,   -- the user said so
        identifier TEXT NOT NULL DEFAULT '', -- of the manifest; '' where it is an authoring tool's default
        title TEXT NOT NULL DEFAULT '',
        items TEXT NOT NULL DEFAULT '[]',    -- identifiers of what can be launched, as JSON
        at REAL NOT NULL,                    -- Unix seconds
        PRIMARY KEY (connection_id, path)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX origins_identifier ON origins (connection_id, identifier);
    """,
    """
    -- the steady clock of the machine at each call: that one cannot be set; null: an earlier version wrote the row
    ALTER TABLE api_calls ADD COLUMN steady REAL;
    """,
    """
    -- what was asked for an upload, without addresses; the oldest go when there are too many
    CREATE TABLE upload_calls (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        upload_id INTEGER NOT NULL REFERENCES uploads(id) ON DELETE CASCADE,
        at REAL NOT NULL,                -- Unix seconds when it came back
        call TEXT NOT NULL,
        number INTEGER NOT NULL,         -- of the part
        outcome TEXT NOT NULL,           -- ok, or the kind of trouble
        code TEXT NOT NULL,              -- of the error
        seconds REAL NOT NULL,
        size INTEGER NOT NULL            -- bytes that were acknowledged by it
    ) STRICT;
    CREATE INDEX upload_calls_of ON upload_calls (upload_id, id);
    """,
    """
    -- the same moments by the server's clock, where its answers had shown it: nobody sets that one here
    ALTER TABLE uploads ADD COLUMN process_first_there REAL;
    ALTER TABLE uploads ADD COLUMN process_last_there REAL;
    """,
    """
    -- and by the steady clock of the machine, which tells how long ago they were as long as the machine runs
    ALTER TABLE uploads ADD COLUMN process_first_steady REAL;
    ALTER TABLE uploads ADD COLUMN process_last_steady REAL;
    """,
    """
    -- what a version uploaded from here consists of, to compare it with others: its files, structure and manifest
    CREATE TABLE inventories (
        id INTEGER PRIMARY KEY,
        upload_id INTEGER,                   -- while it is under way, and of which it came
        base_url TEXT NOT NULL DEFAULT '',
        tenant_id TEXT NOT NULL DEFAULT '',
        package_id TEXT NOT NULL DEFAULT '',
        revision INTEGER,                    -- null: not live yet
        sha256 TEXT NOT NULL DEFAULT '',
        path TEXT NOT NULL,
        file_size INTEGER,
        at REAL NOT NULL,                    -- Unix seconds
        changes TEXT NOT NULL DEFAULT '',    -- counts against the version before, as JSON
        size INTEGER NOT NULL,               -- of the record in bytes
        record BLOB NOT NULL,                -- compressed JSON
        UNIQUE (base_url, tenant_id, package_id, revision)
    ) STRICT;
    CREATE INDEX inventories_upload ON inventories (upload_id);
    CREATE INDEX inventories_content ON inventories (sha256);
    """,
    """
    -- attempts in the local preview; `content` stands for what is in the package, wherever its file lies
    CREATE TABLE preview_attempts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        content TEXT NOT NULL,
        title TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'open',  -- open, suspended, finished
        status TEXT NOT NULL DEFAULT 'not attempted',
        percent REAL,
        learner_id TEXT NOT NULL,
        learner_name TEXT NOT NULL,
        begun_at REAL NOT NULL,              -- Unix seconds
        updated_at REAL NOT NULL,
        record TEXT NOT NULL DEFAULT '{}'    -- the rest, as JSON: current part, sequencing state
    ) STRICT;
    CREATE INDEX preview_attempts_of ON preview_attempts (content, id);
    -- one row a part that was begun, replaced with each commit
    CREATE TABLE preview_parts (
        attempt_id INTEGER NOT NULL REFERENCES preview_attempts(id) ON DELETE CASCADE,
        part TEXT NOT NULL,
        kept TEXT NOT NULL,
        PRIMARY KEY (attempt_id, part)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    -- which copy was mended and of what, as JSON; null: the file is the user's own
    ALTER TABLE uploads ADD COLUMN mended TEXT;
    -- the file is checked again whenever it changes
    ALTER TABLE uploads ADD COLUMN watched INTEGER NOT NULL DEFAULT 0;
    -- the server's own verdict on this content, as JSON, whatever became of the upload since
    ALTER TABLE uploads ADD COLUMN server_said TEXT;
    """,
)


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
