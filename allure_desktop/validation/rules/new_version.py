"""The rule about a package that is to replace another one: does it keep what learners' progress hangs on?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from allure_desktop.validation.catalogue import enumerated, finding, shown
from allure_desktop.validation.finding import Finding, Report


def structure_changed(report: Report, replaced: Mapping[str, Any]) -> Iterator[Finding]:
    """`manifest.structure-changed`; `replaced` is the record of the check of what is on the server.

    Items are told apart by their identifiers: systems keep what a learner has done under them.
    """
    if not report.structure or not replaced.get("structure"):
        return  # one of the two could not be read
    before = {str(item["identifier"]): item for item in replaced["structure"]}
    after = {item["identifier"]: item for item in report.as_record()["structure"]}
    gone = [identifier for identifier in before if identifier not in after]
    new = [identifier for identifier in after if identifier not in before]
    moved = [i for i in after if i in before and after[i]["is_sco"] != before[i]["is_sco"]]
    told = []
    if gone:
        told.append(f"{_items(gone)} no longer there ({_named(gone, before)})")
    if new:
        told.append(f"{_items(new)} new ({_named(new, after)})")
    if moved:
        told.append(f"{_items(moved)} of another kind (SCO or asset): {enumerated(moved)}")
    if before and not gone and not new and report.identifier != str(replaced.get("identifier", report.identifier)):
        told.append(f"the course's identifier was “{shown(str(replaced['identifier']))}”")
    if told:
        yield finding("manifest.structure-changed", _sentence("; ".join(told)))


def _items(identifiers: list[str]) -> str:
    return "1 item is" if len(identifiers) == 1 else f"{len(identifiers):,} items are"


def _named(identifiers: list[str], items: Mapping[str, Mapping[str, Any]]) -> str:
    return enumerated([str(items[identifier]["title"] or identifier) for identifier in identifiers])


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
