"""The notes of versions; the API has none, so they are kept on this computer."""

from __future__ import annotations

from allure_desktop.database import Database
from allure_desktop.events import Events, PackageChanged


class Notes:
    """One text a version."""

    def __init__(self, database: Database, events: Events) -> None:
        self._database = database
        self._events = events

    def note(self, connection_id: str, package_id: str, revision: int) -> str:
        """The note of a version, '' when it has none."""
        return self.of_package(connection_id, package_id).get(revision, "")

    def of_package(self, connection_id: str, package_id: str) -> dict[int, str]:
        """All notes of a package by revision."""
        rows = self._database.rows(
            "SELECT revision, note FROM notes WHERE connection_id = ? AND package_id = ?", connection_id, package_id
        )
        return {row["revision"]: row["note"] for row in rows}

    def set_note(self, connection_id: str, package_id: str, revision: int, text: str) -> None:
        """Keeps a note; blank text removes it."""
        text = text.strip()
        if text:
            self._database.execute(
                "INSERT INTO notes (connection_id, package_id, revision, note) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (connection_id, package_id, revision) DO UPDATE SET note = excluded.note",
                connection_id,
                package_id,
                revision,
                text,
            )
        else:
            self._database.execute(
                "DELETE FROM notes WHERE connection_id = ? AND package_id = ? AND revision = ?",
                connection_id,
                package_id,
                revision,
            )
        self._events.announce(PackageChanged(connection_id, package_id))
