"""The facts of both sides, one under the other, with what changed marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from allure_desktop.comparison.side import Side
from allure_desktop.comparison.zip_comparison import Comparison, FactChange
from allure_desktop.gui.comparison.choice import size_of
from allure_desktop.gui.uploads import figures

translate = QCoreApplication.translate
NONE = "—"


class FactLine(NamedTuple):
    """One line; `of` is the item that it tells of, '' for the course."""

    name: str
    before: str
    after: str
    changed: bool
    of: str = ""


def fact_lines(old: Side, new: Side, comparison: Comparison) -> list[FactLine]:
    """Course first, then what changed in items; files and sizes count as changed where they differ."""
    one, other = old.inventory, new.inventory
    course = (
        (translate("Comparison", "Title"), one.title, other.title),
        (translate("Comparison", "SCORM"), one.standard, other.standard),
        (translate("Comparison", "Course identifier"), one.identifier, other.identifier),
        (translate("Comparison", "Authoring tool"), one.tool, other.tool),
        (translate("Comparison", "Launch file"), *(_launch(side) for side in (old, new))),
        (translate("Comparison", "Items (SCOs)"), *(_scos(side) for side in (old, new))),
        (translate("Comparison", "Files"), figures.number(len(one.files)), figures.number(len(other.files))),
        (translate("Comparison", "Unpacked"), *(_unpacked(side) for side in (old, new))),
        (translate("Comparison", "ZIP size"), size_of(old), size_of(new)),
    )
    lines = [FactLine(name, a or NONE, b or NONE, a != b) for name, a, b in course if a or b]
    if one.sequencing != other.sequencing:
        lines.append(
            FactLine(translate("Comparison", "Sequencing"), one.sequencing or NONE, other.sequencing or NONE, True)
        )
    return [*lines, *_of_items(comparison)]


def _of_items(comparison: Comparison) -> Iterator[FactLine]:
    titles = {pair.after.identifier: pair.after.title for pair in comparison.pairs if pair.after is not None}
    for fact in comparison.facts:
        if fact.item:
            of = titles.get(fact.item) or fact.item
            yield FactLine(_name(fact), fact.before or NONE, fact.after or NONE, True, of)


def _name(fact: FactChange) -> str:
    names = {
        "title": translate("Comparison", "Title"),
        "launch file": translate("Comparison", "Launch file"),
        "parameters": translate("Comparison", "Parameters"),
        "mastery score": translate("Comparison", "Passing score"),
        "launch data": translate("Comparison", "Launch data"),
        "completion threshold": translate("Comparison", "Completion threshold"),
        "prerequisites": translate("Comparison", "Prerequisites"),
        "time allowed": translate("Comparison", "Time allowed"),
        "sequencing": translate("Comparison", "Sequencing"),
        "kind": translate("Comparison", "Kind"),
        "visible": translate("Comparison", "Visible"),
    }
    return names.get(fact.name, fact.name)


def _launch(side: Side) -> str:
    return next((item.launch for item in side.inventory.items if item.launch), "")


def _scos(side: Side) -> str:
    if not side.inventory.readable:
        return ""
    return figures.number(sum(item.is_sco for item in side.inventory.items))


def _unpacked(side: Side) -> str:
    return figures.size(sum(size for size, _crc in side.inventory.files.values()))
