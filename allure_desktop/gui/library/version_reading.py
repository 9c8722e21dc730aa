"""Reads what the timeline shows: the history, notes, what is known of the files here, and what colleagues tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from allure_desktop.composition.version_copies import Copy
from allure_desktop.gui.library.version_lines import VersionLine

if TYPE_CHECKING:
    from allure_desktop.composition import Services


class Timeline(NamedTuple):
    """The lines, newest first; `told` SHA-256s by colleagues; `afar`: looking farther may find more files."""

    lines: list[VersionLine]
    told: dict[int, str]
    afar: bool


_NOWHERE = Copy("", "", "")


def read_timeline(services: Services, connection_id: str, package_id: str, *, look_afar: bool) -> Timeline:
    """From what is kept here, without the network; with `look_afar` files are looked for where they were uploaded from
    and in the team's folder, which may take seconds. Raises NoConnection, DataDirError."""
    facts = services.team.facts(connection_id, package_id)
    told = {revision: fact.sha256 for revision, fact in facts.items() if fact.sha256}
    notes = services.team.notes(connection_id, package_id)
    known = services.comparisons.known(connection_id, package_id)
    copies = services.version_copies.of_package(connection_id, package_id, told, look_afar=look_afar)
    lines = []
    for record in services.library.cached_versions(connection_id, package_id):
        revision = record.revision
        fact = facts.get(revision)
        lines.append(
            VersionLine(
                record,
                notes.get(revision, ""),
                revision in known,
                known.get(revision) or (fact.changes if fact is not None else None),
                copies.get(revision, _NOWHERE).where,
                fact.file if fact is not None else "",
                fact.files if fact is not None else None,
            )
        )
    return Timeline(lines, told, not look_afar and any(not line.where for line in lines))
