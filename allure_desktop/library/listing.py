"""The list of packages of each connection: shown at once from this computer, then read anew from the server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allure_desktop import json_values
from allure_desktop.api.answers import PackageRecord
from allure_desktop.database import Database
from allure_desktop.events import Events, LibraryChanged, PackageChanged
from allure_desktop.library.facts import Facts, decoded, digest, encoded
from allure_desktop.library.refreshing import Refreshed, Refresher, Unread

if TYPE_CHECKING:
    from allure_desktop.api.client import ApiClient


@dataclass(frozen=True, slots=True)
class Listing:
    """The packages in the server's order; `as_of` is when they were read (Unix seconds), None when never."""

    packages: list[PackageRecord]
    as_of: float | None


class Listings:
    """Keeps the lists in the database; who changes one announces it."""

    def __init__(self, database: Database, events: Events, facts: Facts) -> None:
        self._database = database
        self._facts = facts
        self._events = events
        self._refresher = Refresher(database, events, facts)

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

    def refresh(self, connection_id: str, client: ApiClient) -> Refreshed:
        """Reads the whole list from the server and keeps it. Raises ServerError; the kept list then stays."""
        return self._refresher.refresh(connection_id, client)

    def unread(self, connection_id: str) -> tuple[int, list[Unread]]:
        """How many records of the list could not be read at the last time, and the first of them."""
        row = self._database.row("SELECT unread, unread_told FROM listings WHERE connection_id = ?", connection_id)
        if row is None:
            return 0, []
        return row["unread"], [Unread(str(why), str(excerpt)) for why, excerpt in json.loads(row["unread_told"])]

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
            mark = digest(json_values.encode(record.raw))
            self._facts.keep(connection_id, position, record, encoded(record), mark)
        self._events.announce(PackageChanged(connection_id, record.package_id))
        self._events.announce(LibraryChanged(connection_id))

    def drop(self, connection_id: str, package_id: str) -> None:
        """Forgets one package that is no longer on the server."""
        with self._facts.writing():
            # a page that is as it was would leave out what comes back
            self._database.execute("DELETE FROM list_pages WHERE connection_id = ?", connection_id)
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
        tables = ("packages", "versions", "listings", "list_pages", *(("notes",) if notes else ()))
        with self._facts.writing():
            for table in tables:
                self._database.execute(f"DELETE FROM {table} WHERE connection_id = ?", connection_id)  # noqa: S608
            self._facts.drop(connection_id)
        self._events.announce(LibraryChanged(connection_id))
