"""What a new version changes is said from known facts only."""

from __future__ import annotations

import dataclasses
from typing import Any

from allure_desktop.api.answers import PackageRecord
from allure_desktop.gui.new_version.comparison import Fact, facts, progress_risk, structure_changes

PACKAGE = PackageRecord(
    package_id="pkg_abc",
    tenant_id="example-academy",
    title="GDPR for Customer Support",
    scorm_version="2004",
    schemaversion="2004 4th Edition",
    current_revision=12,
    launch_url="",
    original_filename="gdpr-support-en.zip",
    file_size_bytes=38_600_000,
    sco_count=4,
    description="",
    duration="",
    tags=(),
    custom_metadata={},
    storage_path="",
    uploaded_by="user-77",
    created_at="",
    updated_at="",
    raw={},
)


def sco(identifier: str, title: str) -> dict[str, Any]:
    return {"identifier": identifier, "title": title, "depth": 0, "launch": "a.html", "is_sco": True}


NEW: dict[str, Any] = {
    "path": "/courses/gdpr-support-en.zip",
    "title": "GDPR for Customer Support",
    "standard": "2004 4th Edition",
    "launch": "content/start.html",
    "scos": 4,
    "entries": 148,
    "size_bytes": 38_700_000,
    "structure": [sco("A", "Rights"), sco("C", "Final test")],
}
OLD = {**NEW, "entries": 151, "structure": [sco("A", "Rights"), sco("B", "Quiz B")]}


def by_name(told: list[Fact]) -> dict[str, Fact]:
    return {fact.name: fact for fact in told}


def test_only_what_differs_is_marked() -> None:
    """The dot stands at the files and the size, not at the title."""
    told = by_name(facts(PACKAGE, OLD, NEW))
    assert {name for name, fact in told.items() if fact.changed} == {"Files", "ZIP size"}
    assert (told["ZIP size"].on_server, told["ZIP size"].in_file) == ("38.6 MB", "38.7 MB")


def test_what_is_not_known_is_a_dash_and_no_change() -> None:
    """Another computer uploaded the current version: its files and launch file are unknown, so nothing is claimed."""
    told = by_name(facts(PACKAGE, None, NEW))
    assert told["Files"] == Fact("Files", "—", "148", False)
    assert told["Launch file"].on_server == "—" and not told["Launch file"].changed


def test_a_server_that_says_2004_does_not_contradict_an_edition() -> None:
    """`2004` and `2004 4th Edition` are no change."""
    vague = dataclasses.replace(PACKAGE, schemaversion="")
    assert not by_name(facts(vague, None, NEW))["SCORM"].changed


def test_items_that_went_and_came_are_found_by_identifier() -> None:
    """Gone ones first; a renamed title alone is no structural change."""
    assert [(c.title, c.added) for c in structure_changes(OLD, NEW)] == [("Quiz B", False), ("Final test", True)]
    renamed = {**OLD, "structure": [sco("A", "Your rights"), sco("B", "Quiz B")]}
    assert structure_changes(OLD, renamed) == []


def test_a_gone_item_is_a_risk_with_its_name() -> None:
    """Learners' stored progress belongs to an identifier that no longer exists."""
    assert progress_risk(PACKAGE, OLD, NEW) == [
        "The item “Quiz B” is gone, so its stored progress has no place to return to."
    ]


def test_no_risk_is_claimed_without_a_reason() -> None:
    """Unknown before, same counts: silence."""
    assert progress_risk(PACKAGE, None, NEW) == []
    assert progress_risk(PACKAGE, OLD, OLD) == []


def test_fewer_items_and_another_standard_are_risks_that_need_no_old_copy() -> None:
    """Both can be said from what the server tells."""
    other = {**NEW, "scos": 3, "standard": "1.2"}
    assert progress_risk(PACKAGE, None, other) == [
        "It has 3 items where the current version has 4.",
        "It changes from SCORM 2004 to 1.2, which keeps a learner's progress in another form.",
    ]
