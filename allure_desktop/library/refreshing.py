"""Reads the list of packages anew, page by page: what has not changed is neither taken apart nor written."""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allure_desktop.api.json_body import mapping_of
from allure_desktop.api.paging import KnownPage, Page
from allure_desktop.api.records import package_record
from allure_desktop.errors import NotTheApi, RateLimited, ServerError
from allure_desktop.events import Events, LibraryChanged
from allure_desktop.library.facts import READING, Facts, digest, encoded

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.api.client import ApiClient
    from allure_desktop.database import Database

log = logging.getLogger(__name__)

#: So many packages are written at once: the first ones soon, so that there is something to be seen.
_FIRST_BATCH, _BATCH = 2000, 5000
#: A reading that the rate limit has stopped goes on where it was within this time.
_GOES_ON_S = 1800.0
_CACHE_KIB, _USUAL_CACHE_KIB = 16_000, 2_000
_MOST_TOLD = 20
_EXCERPT = 200


@dataclass(frozen=True, slots=True)
class Unread:
    """One record of a list that is no package: `why` is no-object or no-id; `excerpt` is how it begins."""

    why: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Refreshed:
    """How many packages there are, how many of them are new, other or gone, and when that was (Unix seconds).

    `unread` counts records that could not be read.
    """

    packages: int
    changed: int
    as_of: float
    unread: int = 0


@dataclass(slots=True)
class _Walk:
    """One reading of a list, from its first page to its last."""

    connection_id: str
    base_url: str
    #: what was kept when it began: ids by the digest of the record as it came, and their places
    by_digest: Mapping[bytes, str]
    positions: dict[str, int]
    known: Mapping[str, tuple[KnownPage, list[str]]]
    first: bool
    began: float = field(default_factory=time.monotonic)
    order: dict[str, None] = field(default_factory=dict)
    new: list[tuple[int, PackageRecord, bytes, bytes]] = field(default_factory=list)
    other: list[tuple[int, PackageRecord, bytes, bytes]] = field(default_factory=list)
    pages: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    requests: set[str] = field(default_factory=set)
    following: Mapping[str, str] = field(default_factory=dict)
    changed: int = 0
    unread: int = 0
    told: list[Unread] = field(default_factory=list)

    def known_page(self, request: str) -> KnownPage | None:
        kept = self.known.get(name_of(request))
        return None if kept is None else kept[0]

    def take(self, page: Page) -> None:
        """Sorts the records of a page into those that are as they were, other, and new."""
        request = name_of(page.request)
        self.requests.add(request)
        self.following = page.following
        if page.unchanged:
            self.order.update(dict.fromkeys(self.known[request][1]))
            return
        here: list[str] = []
        unread_before = self.unread
        for entry in page.entries or ():
            text = bytes(entry)
            mark = digest(text)
            package_id = self.by_digest.get(mark) or self._taken(text, mark)
            if package_id:
                here.append(package_id)
                self.order.setdefault(package_id)
        if (page.etag or page.modified) and unread_before == self.unread:
            following = json.dumps(dict(page.following))
            self.pages.append((request, page.etag, page.modified, following, json.dumps(here)))

    def _taken(self, text: bytes, mark: bytes) -> str:
        raw = mapping_of(text)
        record = None if raw is None else package_record(raw, self.base_url)
        if record is None or not record.package_id:
            self.unread += 1
            if len(self.told) < _MOST_TOLD:
                excerpt = text[:_EXCERPT].decode("utf-8", "replace")
                self.told.append(Unread("no-object" if record is None else "no-id", excerpt))
            return ""
        package_id = record.package_id
        if package_id in self.order:
            return package_id  # shown twice: the list has grown while it was read
        place = self.positions.get(package_id)
        entry = (len(self.order) if place is None else place, record, encoded(record), mark)
        (self.new if place is None else self.other).append(entry)
        return package_id


def name_of(request: str) -> str:
    """A page as it is kept: one that was read in another way than now is not known."""
    return f"{READING}?{request}"


class Refresher:
    """Thread-safe. Announces LibraryChanged where a list reads differently afterwards."""

    def __init__(self, database: Database, events: Events, facts: Facts) -> None:
        self._database = database
        self._events = events
        self._facts = facts
        self._lock = threading.Lock()
        self._stopped: dict[str, _Walk] = {}

    def refresh(self, connection_id: str, client: ApiClient) -> Refreshed:
        """Reads the whole list and keeps it.

        Raises ServerError: what was read until then is kept, nothing is taken away. After RateLimited the next call
        goes on with the page that was not answered.
        """
        walk = self._going_on(connection_id) or self._begun(connection_id, client.base_url)
        with self._room(walk):
            return self._walked(walk, client)

    @contextmanager
    def _room(self, walk: _Walk) -> Iterator[None]:
        """A first reading writes all over the file: with a small cache the same pages go out again and again."""
        if not walk.first:
            yield
            return
        self._database.execute(f"PRAGMA cache_size={-_CACHE_KIB}")
        try:
            yield
        finally:
            with suppress(sqlite3.ProgrammingError):  # a damaged file is closed by now: that is what is to be told
                self._database.execute(f"PRAGMA cache_size={-_USUAL_CACHE_KIB}")

    def _walked(self, walk: _Walk, client: ApiClient) -> Refreshed:
        connection_id = walk.connection_id
        try:
            for page in client.package_pages(walk.known_page, walk.following or None):
                walk.take(page)
                if len(walk.new) + len(walk.other) >= (_BATCH if walk.changed else _FIRST_BATCH):
                    self._write(walk, show=walk.first)  # a long first reading shows what is there
        except ServerError as error:
            self._write(walk, show=True)
            self._facts.words.fill_soon()
            if isinstance(error, RateLimited) and walk.requests:
                with self._lock:
                    self._stopped[connection_id] = walk
            raise
        if walk.unread and not walk.order:
            raise NotTheApi(
                f"None of the {walk.unread} records that {client.host} sent could be read.",
                cause=f"The first one begins: {walk.told[0].excerpt[:60]}",
                remedy="Check the connection's address, and ask the people who run the server.",
                host=client.host,
            )
        return self._finished(walk)

    def _going_on(self, connection_id: str) -> _Walk | None:
        with self._lock:
            walk = self._stopped.pop(connection_id, None)
        return walk if walk is not None and time.monotonic() - walk.began < _GOES_ON_S else None

    def _begun(self, connection_id: str, base_url: str) -> _Walk:
        digests = self._facts.digests(connection_id)
        positions = {
            row["package_id"]: row["position"]
            for row in self._database.rows(
                "SELECT package_id, position FROM packages WHERE connection_id = ?", connection_id
            )
        }
        known: dict[str, tuple[KnownPage, list[str]]] = {}
        for row in self._database.rows("SELECT * FROM list_pages WHERE connection_id = ?", connection_id):
            ids: list[str] = json.loads(row["ids"])
            if all(package_id in positions for package_id in ids):
                page = KnownPage(row["etag"], row["modified"], json.loads(row["following"]))
                known[row["request"]] = page, ids
        first = self._database.row("SELECT 1 FROM listings WHERE connection_id = ?", connection_id) is None
        by_digest = {mark: package_id for package_id, mark in digests.items() if mark and package_id in positions}
        return _Walk(connection_id, base_url, by_digest, positions, known, first)

    def _write(self, walk: _Walk, *, show: bool = False) -> None:
        """Keeps what has gathered; one transaction."""
        if not (walk.new or walk.other or walk.pages):
            return
        with self._facts.writing():
            for entry in walk.other:
                self._facts.keep(walk.connection_id, *entry)
            self._facts.keep_new(walk.connection_id, walk.new)
            self._database.execute_many(
                "INSERT OR REPLACE INTO list_pages (connection_id, request, etag, modified, following, ids)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [(walk.connection_id, *page) for page in walk.pages],
            )
        read = len(walk.new) + len(walk.other)
        walk.changed += read
        walk.positions.update((record.package_id, place) for place, record, _kept, _mark in walk.new)
        walk.new, walk.other, walk.pages = [], [], []
        if show and read:
            self._events.announce(LibraryChanged(walk.connection_id))

    def _finished(self, walk: _Walk) -> Refreshed:
        now, connection_id = time.time(), walk.connection_id
        before = self._database.row("SELECT unread FROM listings WHERE connection_id = ?", connection_id)
        with self._facts.writing():
            self._write(walk)
            gone = self._take_away(walk)
            self._put_in_order(walk)
            stale = [(connection_id, request) for request in walk.known if request not in walk.requests]
            self._database.execute_many("DELETE FROM list_pages WHERE connection_id = ? AND request = ?", stale)
            self._database.execute(
                "INSERT INTO listings (connection_id, as_of, unread, unread_told) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (connection_id) DO UPDATE SET as_of = excluded.as_of, unread = excluded.unread,"
                " unread_told = excluded.unread_told",
                *(connection_id, now, walk.unread, json.dumps([(one.why, one.excerpt) for one in walk.told])),
            )
        self._facts.words.fill_soon()
        changed = walk.changed + gone
        log.debug("%d of %d packages are new, other or gone", changed, len(walk.order))
        if changed or before is None or before["unread"] != walk.unread:
            self._events.announce(LibraryChanged(connection_id))
        return Refreshed(len(walk.order), changed, now, walk.unread)

    def _take_away(self, walk: _Walk) -> int:
        """Forgets what is no longer in the list; how many that are."""
        rows = self._database.rows(
            "SELECT package_id FROM packages WHERE connection_id = ?"
            " UNION SELECT package_id FROM package_facts WHERE connection_id = ?",
            *(walk.connection_id, walk.connection_id),
        )
        gone = [row["package_id"] for row in rows if row["package_id"] not in walk.order]
        self._database.execute_many(
            "DELETE FROM packages WHERE connection_id = ? AND package_id = ?",
            [(walk.connection_id, package_id) for package_id in gone],
        )
        self._facts.drop(walk.connection_id, gone)
        return len(gone)

    def _put_in_order(self, walk: _Walk) -> None:
        """Places as the server has them; a new package at the top moves none of the others."""
        order = list(walk.order)
        at = {row[0]: row[1] for row in self._places(walk.connection_id)}
        if not order:
            return
        last = at.get(order[-1], len(order) - 1)
        begin = last - len(order) + 1
        moved = [
            (place, walk.connection_id, package_id)
            for place, package_id in enumerate(order, begin)
            if at.get(package_id) != place
        ]
        self._database.execute_many(
            "UPDATE packages SET position = ? WHERE connection_id = ? AND package_id = ?", moved
        )

    def _places(self, connection_id: str) -> list[tuple[str, int]]:
        rows = self._database.rows("SELECT package_id, position FROM packages WHERE connection_id = ?", connection_id)
        return [(row[0], row[1]) for row in rows]
