"""All that the new-version sheet needs to know of the version on the server and of the file; read in the background."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allure_desktop.errors import AllureError
from allure_desktop.gui.comparison.file_tree import FileTree
from allure_desktop.gui.comparison.structure_rows import StructureRow, structure_rows, without_the_same
from allure_desktop.uploads.source_file import sha256_of

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord, VersionRecord
    from allure_desktop.comparison.side import Side
    from allure_desktop.comparison.zip_comparison import Comparison
    from allure_desktop.composition import Services

STRUCTURE_CHANGED = "manifest.structure-changed"


@dataclass(frozen=True, slots=True)
class Known:
    """`same`: byte for byte the current version. `comparison` and what is made of it is None without an inventory.

    `before` is the report of the current version, or as much of it as its inventory tells; None where nothing is known.
    """

    package: PackageRecord
    report: Mapping[str, Any]
    before: Mapping[str, Any] | None
    same: bool
    comparison: Comparison | None = None
    tree: FileTree | None = None
    rows: tuple[StructureRow, ...] = ()
    #: when the current version came to the server and the file was saved, as ISO dates; '' where not known
    uploaded_at: str = ""
    saved_at: str = ""

    @property
    def nothing_changed(self) -> bool:
        """The same file, or another ZIP of the same files."""
        return self.same or (self.comparison is not None and self.comparison.same)


def read(
    services: Services, connection_id: str | None, package: PackageRecord, path: str, upload_id: int | None
) -> Known:
    """Checks the file, hashes it, asks the server for the version that is current, compares. Raises AllureError."""
    uploads = services.uploads
    # the cached record may be a version behind, or have no current revision at all
    fresh = services.library.package(connection_id, package.package_id, fresh=True) if connection_id else package
    current = _current(services, connection_id, fresh)
    old = _side_of(services, connection_id, fresh, current)
    before = _before(services, connection_id, fresh)
    if old is not None:
        before = {**(before or {}), **_facts_of(old)}
    row = uploads.row(upload_id) if upload_id is not None else None
    if row is not None and row.report is not None:
        report = {**row.report, **_with_structure_change(services, path, row.report, before)}
    else:
        report = services.validate(path, replaces=before).as_record()
    known = Known(
        fresh,
        {**report, "path": path},
        before,
        _same(path, fresh, current),
        uploaded_at=current.created_at if current is not None else "",
        saved_at=_saved_at(path),
    )
    return known if old is None else _compared(services, known, old, path)


def _compared(services: Services, known: Known, old: Side, path: str) -> Known:
    try:
        new = services.comparisons.of_file(path)
    except AllureError:  # no ZIP: the check says so
        return known
    comparison = services.comparisons.compare(old, new)
    return replace(
        known,
        report={**known.report, **(_facts_of(new) if new.inventory.readable else {})},
        comparison=comparison,
        tree=FileTree(old.inventory, new.inventory, comparison),
        rows=tuple(without_the_same(structure_rows(old.inventory.items, comparison.pairs))),
    )


def _saved_at(path: str) -> str:
    try:
        return datetime.fromtimestamp(Path(path).stat().st_mtime).astimezone().isoformat()
    except (OSError, OverflowError, ValueError):
        return ""


def _current(services: Services, connection_id: str | None, package: PackageRecord) -> VersionRecord | None:
    if connection_id is None:
        return None
    versions = services.library.versions(connection_id, package.package_id)
    return next((v for v in versions if v.current or v.revision == package.current_revision), None)


def _side_of(
    services: Services, connection_id: str | None, package: PackageRecord, current: VersionRecord | None
) -> Side | None:
    revision = current.revision if current is not None else package.current_revision
    if connection_id is None or revision is None:
        return None
    with contextlib.suppress(AllureError):  # without it the sheet says less, and is no worse
        sha256 = current.sha256 if current is not None else ""
        return services.comparisons.of_version(connection_id, package.package_id, revision, sha256)
    return None


def _before(services: Services, connection_id: str | None, package: PackageRecord) -> Mapping[str, Any] | None:
    """The kept report of the current version, if this computer uploaded it and still has its row."""
    return next(
        (
            row.report
            for row in services.uploads.rows()
            if row.package_id == package.package_id
            and row.revision is not None
            and row.revision == package.current_revision
            and row.connection_id == connection_id
            and row.report is not None
        ),
        None,
    )


def _facts_of(side: Side) -> dict[str, Any]:
    """In the words of a report, so that both sides are told alike."""
    inventory = side.inventory
    return {
        "identifier": inventory.identifier,
        "standard": inventory.standard,
        "launch": next((item.launch for item in inventory.items if item.launch), ""),
        "scos": sum(item.is_sco for item in inventory.items),
        "entries": len(inventory.files),
        "structure": [
            {
                "identifier": item.identifier,
                "title": item.title,
                "depth": item.depth,
                "launch": item.launch,
                "is_sco": item.is_sco,
            }
            for item in inventory.items
        ],
    }


def _with_structure_change(
    services: Services, path: str, report: Mapping[str, Any], before: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The findings of the row's check, and the one that only the version before could give rise to."""
    findings = list(report.get("findings", ()))
    if before is None or any(finding.get("code") == STRUCTURE_CHANGED for finding in findings):
        return {}
    with contextlib.suppress(AllureError):
        quick = services.validate(path, full=False, replaces=before).as_record()
        findings += [finding for finding in quick["findings"] if finding["code"] == STRUCTURE_CHANGED]
    return {"findings": findings}


def _same(path: str, package: PackageRecord, current: VersionRecord | None) -> bool:
    if current is None or not current.sha256:
        return False
    if package.file_size_bytes is not None and package.file_size_bytes != Path(path).stat().st_size:
        return False
    return current.sha256.casefold() == sha256_of(path)
