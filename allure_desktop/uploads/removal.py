"""What is taken off the list for good is remembered for a moment, so that it can be put back as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from allure_desktop.database import Database

#: Of these nothing is lost at the server, and none of its calls can be under way.
_CAN_COME_BACK = ("held", "needs_decision", "validating", "queued", "done")
#: rows that go with that of the upload
_ALONG = ("parts", "upload_calls")


@dataclass(frozen=True, slots=True)
class Removed:
    """An upload as the journal had it: for each table its rows, column by column."""

    upload_id: int
    tables: tuple[tuple[str, tuple[dict[str, Any], ...]], ...]


class Removals:
    """Reads the rows of an upload before they are deleted, and writes them again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, upload_id: int) -> Removed | None:
        """None where it cannot come back: bytes are at the server, which gives them up with the upload."""
        rows = self._database.rows("SELECT * FROM uploads WHERE id = ?", upload_id)
        if not rows or rows[0]["state"] not in _CAN_COME_BACK:
            return None
        if rows[0]["state"] != "done" and rows[0]["server_upload_id"] is not None:
            return None
        along = [
            (table, _plain(self._database.rows(f"SELECT * FROM {table} WHERE upload_id = ?", upload_id)))  # noqa: S608
            for table in _ALONG
        ]
        return Removed(upload_id, (("uploads", _plain(rows)), *along))

    def put_back(self, removed: Removed) -> None:
        """In one transaction of the caller. Raises DiskFull and DataDirError."""
        for table, rows in removed.tables:
            for row in rows:
                marks = ", ".join("?" for _ in row)
                self._database.execute(
                    f"INSERT OR IGNORE INTO {table} ({', '.join(row)}) VALUES ({marks})",  # noqa: S608
                    *row.values(),
                )


def _plain(rows: Sequence[Any]) -> tuple[dict[str, Any], ...]:
    return tuple({name: row[name] for name in row.keys()} for row in rows)  # noqa: SIM118
