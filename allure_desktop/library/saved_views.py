"""Filters that people have given a name, kept for one connection or for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allure_desktop.events import Events, ViewsChanged
from allure_desktop.library.filters import Filters, filters_from

if TYPE_CHECKING:
    from allure_desktop.database import Database

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class SavedView:
    """One view. `connection_id` is '' for one that every connection shows."""

    id: int
    name: str
    filters: Filters
    connection_id: str = ""


class SavedViews:
    """Thread-safe. Who changes one announces ViewsChanged."""

    def __init__(self, database: Database, events: Events) -> None:
        self._database = database
        self._events = events

    def all(self, connection_id: str) -> list[SavedView]:
        """Those of a connection and those of all, in the order that people have given them."""
        rows = self._database.rows(
            "SELECT id, name, filters, connection_id FROM saved_views WHERE connection_id IN ('', ?)"
            " ORDER BY position, id",
            connection_id,
        )
        return [SavedView(row["id"], row["name"], filters_from(row["filters"]), row["connection_id"]) for row in rows]

    def named(self, connection_id: str, name: str) -> SavedView | None:
        """A view by its name, in whichever case; the connection's own before one of all."""
        found = [view for view in self.all(connection_id) if view.name.casefold() == name.strip().casefold()]
        return max(found, key=lambda view: view.connection_id, default=None)

    def add(self, name: str, filters: Filters, connection_id: str = "") -> int:
        """Keeps a new view behind the others; returns its id."""
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO saved_views (connection_id, name, filters, position)"
                " VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM saved_views))",
                *(connection_id, _clean(name), filters.kept()),
            )
            row = self._database.row("SELECT last_insert_rowid() AS id")
        self._events.announce(ViewsChanged())
        assert row is not None
        return int(row["id"])

    def change(
        self, view_id: int, *, name: str | None = None, filters: Filters | None = None, connection_id: str | None = None
    ) -> None:
        """Another name, other filters, or for another connection ('': for all)."""
        changes = {
            "name": None if name is None else _clean(name),
            "filters": None if filters is None else filters.kept(),
            "connection_id": connection_id,
        }
        for column, value in changes.items():
            if value is not None:
                self._database.execute(f"UPDATE saved_views SET {column} = ? WHERE id = ?", value, view_id)  # noqa: S608
        self._events.announce(ViewsChanged())

    def remove(self, view_id: int) -> None:
        """Forgets a view; `restore` brings it back."""
        self._database.execute("DELETE FROM saved_views WHERE id = ?", view_id)
        self._events.announce(ViewsChanged())

    def restore(self, view: SavedView, before: int | None) -> None:
        """Brings a removed view back, in front of the view `before` (None: at the end)."""
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO saved_views (id, connection_id, name, filters, position)"
                " VALUES (?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM saved_views))",
                *(view.id, view.connection_id, view.name, view.filters.kept()),
            )
            if before is not None:
                self._put_before(view.id, before)
        self._events.announce(ViewsChanged())

    def move(self, view_id: int, by: int, connection_id: str) -> None:
        """Some places down (`by` > 0) or up among those that this connection shows."""
        ids = [view.id for view in self.all(connection_id)]
        if view_id not in ids:
            return
        at = ids.index(view_id)
        to = max(0, min(len(ids) - 1, at + by))
        ids.insert(to, ids.pop(at))
        with self._database.transaction():
            if to + 1 < len(ids):
                self._put_before(view_id, ids[to + 1])
            else:
                self._database.execute(
                    "UPDATE saved_views SET position = (SELECT max(position) + 1 FROM saved_views) WHERE id = ?",
                    view_id,
                )
        self._events.announce(ViewsChanged())

    def forget(self, connection_id: str) -> None:
        """The connection was removed: its own views go with it."""
        self._database.execute("DELETE FROM saved_views WHERE connection_id = ?", connection_id)
        self._events.announce(ViewsChanged())

    def _put_before(self, view_id: int, other: int) -> None:
        """Between `other` and what stands in front of it."""
        self._database.execute(
            "UPDATE saved_views SET position = (SELECT (o.position + coalesce((SELECT max(p.position) FROM saved_views p"
            " WHERE p.position < o.position AND p.id <> ?), o.position - 2)) / 2 FROM saved_views o WHERE o.id = ?)"
            " WHERE id = ?",
            *(view_id, other, view_id),
        )


def _clean(name: str) -> str:
    return " ".join(name.replace("\0", " ").split())[:LONGEST_NAME]
