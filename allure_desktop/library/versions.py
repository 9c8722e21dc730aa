"""The version history of a package, newest first, kept for when the server cannot be asked."""

from __future__ import annotations

import time

import msgspec

from allure_desktop.api.answers import VersionRecord
from allure_desktop.database import Database

_DECODER = msgspec.json.Decoder(list[VersionRecord])


class Versions:
    """The histories that were read, by connection and package."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cached(self, connection_id: str, package_id: str) -> list[VersionRecord]:
        """What was read last; empty when never."""
        row = self._database.row(
            "SELECT records FROM versions WHERE connection_id = ? AND package_id = ?", connection_id, package_id
        )
        if row is None:
            return []
        try:
            return _DECODER.decode(row["records"])
        except msgspec.DecodeError:
            return []  # written by an older program; the next reading brings it back

    def keep(self, connection_id: str, package_id: str, records: list[VersionRecord]) -> bool:
        """Keeps a history; says whether it differs from the one kept before."""
        before = self.cached(connection_id, package_id)
        self._database.execute(
            "INSERT INTO versions (connection_id, package_id, as_of, records) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (connection_id, package_id) DO UPDATE"
            " SET as_of = excluded.as_of, records = excluded.records",
            connection_id,
            package_id,
            time.time(),
            msgspec.json.encode(records).decode(),
        )
        return before != records
