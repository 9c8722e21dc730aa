"""The list of packages of each connection: shown at once from this computer, then read anew from the server."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allure_desktop.api.answers import PackageRecord
from allure_desktop.database import Database
from allure_desktop.events import Events, LibraryChanged, PackageChanged
from allure_desktop.library.facts import Facts, decoded, digest, encoded

if TYPE_CHECKING:
    from allure_desktop.api.client import ApiClient

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Listing:
    """The packages in the server's order; `as_of` is when they were read (Unix seconds), None when never.

    `left_out`: how many entries of the server's list were none that can be shown; 0 of a kept list.
    """

    packages: list[PackageRecord]
    as_of: float | None
    left_out: int = 0


class Listings:
    """Keeps the lists in the database; who changes one announces it."""

    def __init__(self, database: Database, events: Events, facts: Facts) -> None:
        self._database = database
        self._facts = facts
        self._events = events

    def cached(self, connection_id: str) -> Listing:
        """What is kept; no network."""
        rows = self._database.rows(
            "SELECT record FROM packages WHERE connection_id = ? ORDER BY position", connection_id
        )
        packages = [record for row in rows if (record := decoded(row["record"])) is not None]
        return Listing(packages, self.as_of(connection_id))

    def as_of(self, connection_id: str) -> float | None:
        """When the kept list was read, in Unix seconds."""
        row = self._database.row("SELECT as_of FROM listings WHERE connection_id = ?", connection_id)
        return None if row is None else float(row["as_of"])

    def count(self, connection_id: str) -> int | None:
        """How many packages are kept; None when the list was never read."""
        if self.as_of(connection_id) is None:
            return None
        row = self._database.row("SELECT COUNT(*) AS number FROM packages WHERE connection_id = ?", connection_id)
        return 0 if row is None else int(row["number"])

    def refresh(self, connection_id: str, client: ApiClient) -> Listing:
        """Reads the whole list from the server and keeps it. Raises ServerError; the kept list then stays."""
        packages = client.packages()
        now = time.time()
        with self._facts.writing():
            changed = self._take(connection_id, packages)
            self._database.execute(
                "INSERT INTO listings (connection_id, as_of) VALUES (?, ?)"
                " ON CONFLICT (connection_id) DO UPDATE SET as_of = excluded.as_of",
                connection_id,
                now,
            )
        log.debug("%d of %d packages are new or other", changed, len(packages))
        self._events.announce(LibraryChanged(connection_id))
        return Listing(packages, now, getattr(packages, "left_out", 0))

    def _take(self, connection_id: str, packages: list[PackageRecord]) -> int:
        """Keeps these packages and no others, writing only what has changed; tells how many have."""
        before = self._facts.digests(connection_id)
        positions = {
            row["package_id"]: row["position"]
            for row in self._database.rows(
                "SELECT package_id, position FROM packages WHERE connection_id = ?", connection_id
            )
        }
        changed = 0
        new: list[tuple[int, PackageRecord, bytes]] = []
        # counted from the end: a new package comes first, and the others keep their places
        for position, record in enumerate(packages, -len(packages)):
            kept = encoded(record)
            if record.package_id not in before:
                new.append((position, record, kept))
            elif before[record.package_id] != digest(kept):
                self._insert(connection_id, position, record, kept)
                changed += 1
            elif positions.get(record.package_id) != position:
                self._database.execute(
                    "UPDATE packages SET position = ? WHERE connection_id = ? AND package_id = ?",
                    *(position, connection_id, record.package_id),
                )
        gone = (positions.keys() | before.keys()) - {record.package_id for record in packages}
        for package_id in gone:
            self._database.execute(
                "DELETE FROM packages WHERE connection_id = ? AND package_id = ?", connection_id, package_id
            )
        self._facts.drop(connection_id, gone)
        with self._facts.many_new():
            for position, record, kept in new:
                self._insert(connection_id, position, record, kept)
        return changed + len(new)

    def package(self, connection_id: str, package_id: str) -> PackageRecord | None:
        """The kept record of one package."""
        row = self._database.row(
            "SELECT record FROM packages WHERE connection_id = ? AND package_id = ?", connection_id, package_id
        )
        return None if row is None else decoded(row["record"])

    def keep(self, connection_id: str, record: PackageRecord) -> None:
        """Puts a newer record in its place, a new package first, and announces it."""
        with self._facts.writing():
            row = self._database.row(
                "SELECT position FROM packages WHERE connection_id = ? AND package_id = ?",
                connection_id,
                record.package_id,
            )
            if row is None:
                first = self._database.row(
                    "SELECT COALESCE(MIN(position), 1) - 1 AS position FROM packages WHERE connection_id = ?",
                    connection_id,
                )
                position = 0 if first is None else first["position"]
            else:
                position = row["position"]
            self._insert(connection_id, position, record, encoded(record))
        self._events.announce(PackageChanged(connection_id, record.package_id))
        self._events.announce(LibraryChanged(connection_id))

    def drop(self, connection_id: str, package_id: str) -> None:
        """Forgets one package that is no longer on the server."""
        with self._facts.writing():
            for table in ("packages", "versions", "notes"):
                self._database.execute(
                    f"DELETE FROM {table} WHERE connection_id = ? AND package_id = ?",  # noqa: S608 - our own names
                    connection_id,
                    package_id,
                )
            self._facts.drop(connection_id, (package_id,))
        self._events.announce(LibraryChanged(connection_id))

    def forget(self, connection_id: str, *, notes: bool = True) -> None:
        """Forgets everything kept of a connection that was removed, or (without `notes`) leads elsewhere now."""
        tables = ("packages", "versions", "listings", *(("notes",) if notes else ()))
        with self._facts.writing():
            for table in tables:
                self._database.execute(f"DELETE FROM {table} WHERE connection_id = ?", connection_id)  # noqa: S608
            self._facts.drop(connection_id)
        self._events.announce(LibraryChanged(connection_id))

    def _insert(self, connection_id: str, position: int, record: PackageRecord, kept: bytes) -> None:
        self._database.execute(
            "INSERT INTO packages (connection_id, package_id, position, record) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (connection_id, package_id) DO UPDATE"
            " SET position = excluded.position, record = excluded.record",
            connection_id,
            record.package_id,
            position,
            kept.decode(),
        )
        self._facts.put(connection_id, record, kept)
