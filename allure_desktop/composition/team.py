"""Joins library, connections and what is known of versions: a team's notes and facts, where a connection shares them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allure_desktop.errors import AllureError, Conflict

if TYPE_CHECKING:  # loaded when first asked for
    from allure_desktop.composition.comparisons import Comparisons
    from allure_desktop.connections.connection import Connection
    from allure_desktop.library.library import Library
    from allure_desktop.library.team_facts import TeamFact
    from allure_desktop.uploads.rows import LiveVersion

log = logging.getLogger(__name__)

#: Somebody else writes there too; so often it is read anew and merged again.
_TRIES = 6


class Team:
    """Off unless a connection says `shares_facts`; then colleagues' facts are read, and ours are written beside them."""

    def __init__(self, library: Library, comparisons: Comparisons, connection: Callable[[str], Connection]) -> None:
        self._library = library
        self._comparisons = comparisons
        self._connection = connection

    def facts(self, connection_id: str, package_id: str) -> dict[int, TeamFact]:
        """What the package's kept record tells, by revision; nothing where the connection shares nothing.

        Raises NoConnection, DataDirError.
        """
        from allure_desktop.library.team_facts import read

        if not self._connection(connection_id).shares_facts:
            return {}
        record = self._library.cached_package(connection_id, package_id)
        return {} if record is None else read(record.custom_metadata)

    def notes(self, connection_id: str, package_id: str) -> dict[int, str]:
        """The note of each version: the team's, where it has one, else the one that is kept here."""
        told = {revision: fact.note for revision, fact in self.facts(connection_id, package_id).items() if fact.note}
        return {**self._library.notes(connection_id, package_id), **told}

    def set_note(self, connection_id: str, package_id: str, revision: int, text: str) -> None:
        """Keeps a note here, and tells it to the team where the connection shares. Raises NoConnection, ServerError."""
        self._library.set_note(connection_id, package_id, revision, text)
        if self._connection(connection_id).shares_facts:
            self._tell(connection_id, package_id, revision, {"note": text.strip()})

    def went_live(self, version: LiveVersion) -> None:
        """Tells the team of a version from here. Never raises: what is live is live."""
        if not version.connection_id:
            return
        try:
            if not self._connection(version.connection_id).shares_facts:
                return
            where = version.connection_id, version.package_id
            note = self._library.note(*where, version.revision)
            facts: dict[str, Any] = {
                "file": Path(version.path).name,
                "sha256": version.sha256,
                "files": self._comparisons.count(*where, version.revision),
                "changes": self._comparisons.known(*where).get(version.revision),
                **({"note": note} if note else {}),
            }
            self._tell(*where, version.revision, facts)
        except AllureError as error:
            log.warning("The team is not told of version %d of %s: %s", version.revision, version.package_id, error)

    def _tell(self, connection_id: str, package_id: str, revision: int, changes: Mapping[str, Any]) -> None:
        from allure_desktop.library.team_facts import merged

        for left in reversed(range(_TRIES)):
            record = self._library.package(connection_id, package_id, fresh=True)
            metadata = merged(record.custom_metadata, revision, changes)
            if metadata == dict(record.custom_metadata):
                return
            try:
                self._library.edit(connection_id, package_id, {"custom_metadata": metadata}, record)
                return
            except Conflict:  # somebody was quicker: theirs is read, and ours is put beside it
                if not left:
                    raise
