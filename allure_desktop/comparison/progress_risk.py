"""What learners may lose when one version of a course replaces another, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from allure_desktop.comparison.inventory import Inventory, ItemFacts

Level = Literal["none", "possible", "likely"]
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Risk:
    """`level` for those who are in the middle of the course or have finished it; `reasons` in sentences, worst first."""

    level: Level
    reasons: tuple[str, ...]


def progress_risk(
    old: Inventory, new: Inventory, pairs: Iterable[tuple[ItemFacts | None, ItemFacts | None, str]]
) -> Risk:
    """The risk, from items before and after and what became of each (`Pair.kind`).

    Source: SCORM 1.2 RTE 3.4, SCORM 2004 RTE 4: what a learner has done is kept for each SCO, under its identifier.
    """
    if not old.readable or not new.readable:
        which = "the older" if not old.readable else "the newer"
        return Risk(
            "possible", (f"The manifest of {which} one could not be read, so the structure cannot be compared.",)
        )
    pairs = list(pairs)
    likely = [*_likely(old, new, pairs)]
    possible = [*_possible(old, new, pairs)]
    level: Level = "likely" if likely else "possible" if possible else "none"
    return Risk(level, (*likely, *possible))


def _likely(
    old: Inventory, new: Inventory, pairs: list[tuple[ItemFacts | None, ItemFacts | None, str]]
) -> Iterator[str]:
    removed = [b for b, a, _ in pairs if b is not None and a is None and b.is_sco]
    if removed:
        yield f"{_count(removed, 'SCO is', 'SCOs are')} gone ({_named(removed)}): what was done in it is lost from view."
    renamed = [(b, a) for b, a, kind in pairs if b is not None and a is not None and kind == "renamed" and b.is_sco]
    if renamed:
        changes = ", ".join(f"{b.identifier} is now {a.identifier}" for b, a in renamed[:_MOST_NAMED])
        more = f" and {len(renamed) - _MOST_NAMED} more" if len(renamed) > _MOST_NAMED else ""
        yield f"Identifiers were changed ({changes}{more}): systems keep progress under them and start anew."
    other_kind = [a for b, a, _ in pairs if b is not None and a is not None and b.is_sco and not a.is_sco]
    if other_kind:
        yield f"{_count(other_kind, 'SCO is', 'SCOs are')} no SCO any more ({_named(other_kind)})."
    if old.standard[:4] != new.standard[:4]:
        yield (
            f"The SCORM version changed from {old.standard or 'unknown'} to {new.standard or 'unknown'}:"
            " status and scores are kept in other elements."
        )


def _possible(
    old: Inventory, new: Inventory, pairs: list[tuple[ItemFacts | None, ItemFacts | None, str]]
) -> Iterator[str]:
    added = [a for b, a, _ in pairs if b is None and a is not None and a.is_sco]
    if added:
        yield f"{_count(added, 'SCO is', 'SCOs are')} new ({_named(added)}): who has completed the course has not done it."
    both = [(b, a) for b, a, _ in pairs if b is not None and a is not None]
    became = [a for b, a in both if a.is_sco and not b.is_sco]
    if became:
        yield f"{_count(became, 'item is', 'items are')} now tracked ({_named(became)}), with no progress so far."
    for field, words in (
        ("mastery_score", "The passing score changed"),
        ("completion_threshold", "The completion threshold changed"),
        ("launch_data", "The launch data changed"),
        ("prerequisites", "The prerequisites changed"),
        ("max_time_allowed", "The time allowed changed"),
        ("sequencing", "The sequencing changed"),
    ):
        changed = [a for b, a in both if getattr(b, field) != getattr(a, field)]
        if changed:
            yield f"{words} ({_named(changed)})."
        elif field == "sequencing" and old.sequencing != new.sequencing:
            yield "The sequencing changed."
    if old.standard != new.standard and old.standard[:4] == new.standard[:4]:
        yield f"The edition changed from {old.standard} to {new.standard}."
    if old.identifier != new.identifier:
        yield (
            f"The course's identifier changed from {old.identifier or 'none'} to {new.identifier or 'none'}:"
            " some systems take it for another course."
        )
    if _tool(old) and _tool(new) and _tool(old) != _tool(new):
        yield f"It was made with {new.tool} instead of {old.tool}: bookmarks of the one mean nothing to the other."


def _tool(inventory: Inventory) -> str:
    """The tool's name without its version."""
    return inventory.tool.rstrip("0123456789.").strip()


def _count(items: list[ItemFacts], one: str, many: str) -> str:
    return f"1 {one}" if len(items) == 1 else f"{len(items):,} {many}"


def _named(items: list[ItemFacts]) -> str:
    names = ", ".join(f"“{item.title or item.identifier}”" for item in items[:_MOST_NAMED])
    return names if len(items) <= _MOST_NAMED else f"{names} and {len(items) - _MOST_NAMED:,} more"
