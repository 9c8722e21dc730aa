"""A disk that can be filled: a small file system where one may be mounted, else a database that is told so."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from allure_desktop.database import Database

SIZE = "6m"


class SmallDisk:
    """`path` lies on it. `is_real` tells whether the system itself says that it is full."""

    def __init__(self, path: Path, *, is_real: bool) -> None:
        self.path = path
        self.is_real = is_real
        self.full = False
        self._filler = path / "filler"

    def fill(self) -> None:
        """From now on nothing can be written."""
        self.full = True
        if self.is_real:
            with contextlib.suppress(OSError), self._filler.open("ab", buffering=0) as filler:
                for size in (1 << 16, 1):
                    with contextlib.suppress(OSError):
                        while filler.write(bytes(size)) == size:
                            pass

    def free(self) -> None:
        self.full = False
        self._filler.unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[SmallDisk]:
    """A file system of its own needs rights that not everybody has; then SQLite's own error is raised by hand."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "allure-test", str(folder)]
    try:
        mounted = subprocess.run(mount, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    disk = SmallDisk(folder, is_real=mounted)
    if not mounted:
        refuse_writes(disk, patch)
    try:
        yield disk
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


def refuse_writes(disk: SmallDisk, patch: pytest.MonkeyPatch) -> None:
    """Databases on the disk are told that it is full while it is, by SQLite's own error."""
    execute, transaction = Database.execute, Database.transaction

    def refuse(database: Database) -> None:
        if disk.full and database.path.is_relative_to(disk.path):
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise database._told(error)

    def executing(database: Database, sql: str, *values: Any) -> sqlite3.Cursor:
        refuse(database)
        return execute(database, sql, *values)

    @contextmanager
    def all_or_nothing(database: Database) -> Iterator[None]:
        refuse(database)
        with transaction(database):
            yield

    patch.setattr(Database, "execute", executing)
    patch.setattr(Database, "transaction", all_or_nothing)
