"""What a new version changes, from the facts that are known on both sides, and nothing that is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from allure_desktop.api.answers import PackageRecord
from allure_desktop.comparison.zip_comparison import Comparison
from allure_desktop.gui.uploads import figures

translate = QCoreApplication.translate

UNKNOWN = "—"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the table. `changed` only when both sides are known and differ."""

    name: str
    on_server: str
    in_file: str
    changed: bool


@dataclass(frozen=True, slots=True)
class StructureChange:
    """An item that came or went, by its identifier; `title` is what people call it."""

    title: str
    added: bool


def facts(
    package: PackageRecord,
    before: Mapping[str, Any] | None,
    report: Mapping[str, Any] | None,
    comparison: Comparison | None = None,
) -> list[Fact]:
    """`before` is the kept report of the current version, if this computer uploaded it; `report` that of the file."""
    old, new = before or {}, report or {}
    rows = [
        (translate("NewVersion", "Title"), package.title, new.get("title")),
        (translate("NewVersion", "SCORM"), old.get("standard") or _standard(package), new.get("standard")),
        (translate("NewVersion", "Launch file"), old.get("launch"), new.get("launch")),
        (
            translate("NewVersion", "Items (SCOs)"),
            _count(old.get("scos") or package.sco_count),
            _count(new.get("scos")),
        ),
        (translate("NewVersion", "Files"), _count(old.get("entries")), _count(new.get("entries"))),
        (translate("NewVersion", "ZIP size"), package.file_size_bytes, new.get("size_bytes")),
    ]
    told = [
        Fact(name, _shown(one), _shown(other), bool(one) and bool(other) and not _alike(one, other))
        for name, one, other in rows
    ]
    if comparison is None or not (words := _items_words(comparison)):
        return told
    items = translate("NewVersion", "Items (SCOs)")
    return [
        replace(fact, in_file=f"{fact.in_file}, {words}", changed=True) if fact.name == items else fact for fact in told
    ]


def _items_words(comparison: Comparison) -> str:
    """`one replaced`, `2 new`, `one gone`: what the count alone does not tell."""
    new, gone = (
        sum(pair.kind == kind and any(i is not None and i.is_sco for i in (pair.before, pair.after)) for pair in pairs)
        for kind, pairs in (("added", comparison.pairs), ("removed", comparison.pairs))
    )
    replaced = min(new, gone)
    counts = (
        (replaced, translate("NewVersion", "one replaced"), translate("NewVersion", "{count} replaced")),
        (new - replaced, translate("NewVersion", "one new"), translate("NewVersion", "{count} new")),
        (gone - replaced, translate("NewVersion", "one gone"), translate("NewVersion", "{count} gone")),
    )
    return ", ".join((one if count == 1 else many).format(count=count) for count, one, many in counts if count)


def _standard(package: PackageRecord) -> str:
    edition = package.schemaversion.strip()
    if edition and edition not in ("CAM 1.3",) and "edition" in edition.casefold():
        return edition if edition.startswith("2004") else f"2004 {edition}"
    return package.scorm_version


def _alike(one: object, other: object) -> bool:
    # a server that says "2004" does not deny the edition
    return one == other or str(other) == str(one) or (one == "2004" and str(other).startswith("2004"))


def _count(value: object) -> str:
    return figures.number(value) if isinstance(value, int) and value else ""


def _shown(value: object) -> str:
    if not value:
        return UNKNOWN
    return figures.size(value) if isinstance(value, int) else str(value)


def structure_changes(before: Mapping[str, Any] | None, report: Mapping[str, Any] | None) -> list[StructureChange]:
    """SCOs by identifier: gone ones first. Empty when one side is not known."""
    if not before or not report or not before.get("structure") or not report.get("structure"):
        return []
    old, new = _scos(before), _scos(report)
    gone = [StructureChange(title, False) for identifier, title in old.items() if identifier not in new]
    return gone + [StructureChange(title, True) for identifier, title in new.items() if identifier not in old]


def _scos(report: Mapping[str, Any]) -> dict[str, str]:
    return {
        item["identifier"]: item.get("title") or item["identifier"]
        for item in report["structure"]
        if item.get("is_sco") or item.get("launch")
    }


def progress_risk(
    package: PackageRecord, before: Mapping[str, Any] | None, report: Mapping[str, Any] | None
) -> list[str]:
    """Why learners who are half way may lose their progress, each reason a true sentence; empty when none is known."""
    if not report:
        return []
    reasons = []
    gone = [change.title for change in structure_changes(before, report) if not change.added]
    if len(gone) == 1:
        reasons.append(
            translate(
                "NewVersion", "The item “{title}” is gone, so its stored progress has no place to return to."
            ).format(title=gone[0])
        )
    elif gone:
        names = translate("NewVersion", "“{first}” and {count} more").format(first=gone[0], count=len(gone) - 1)
        reasons.append(
            translate("NewVersion", "{items} are gone, so their stored progress has no place to return to.").format(
                items=names
            )
        )
    was, becomes = package.sco_count, report.get("scos")
    if not gone and was and becomes and becomes < was:
        reasons.append(
            translate("NewVersion", "It has {new} items where the current version has {old}.").format(
                new=becomes, old=was
            )
        )
    standard = str(report.get("standard") or "")
    if package.scorm_version in ("1.2", "2004") and standard and not standard.startswith(package.scorm_version):
        reasons.append(
            translate(
                "NewVersion", "It changes from SCORM {old} to {new}, which keeps a learner's progress in another form."
            ).format(old=package.scorm_version, new=standard)
        )
    return reasons
