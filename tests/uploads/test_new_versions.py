"""A file that may be a new version of a package is proposed as one, on what grounds, and what is remembered."""

from __future__ import annotations

from typing import Any

import pytest

from allure_desktop.errors import UsageError
from allure_desktop.uploads.origins import Candidate, Origins, like_titles
from allure_desktop.uploads.rows import UploadOptions, UploadRow
from tests.uploads.conftest import Place
from tests.uploads.fake_server import FakeServer

ASK = UploadOptions(ask_new_version=True)
DEFAULT = {"code": "manifest.default-identifier", "severity": "note"}
PROBLEM = {"code": "manifest.missing", "severity": "error", "title": "No imsmanifest.xml"}


def course(title: str, identifier: str = "", items: tuple[str, ...] = (), *findings: dict[str, str]) -> dict[str, Any]:
    """What the check tells of a file."""
    structure = [{"identifier": item, "title": item, "is_sco": True, "launch": "a.html"} for item in items]
    return {
        "sound": True,
        "title": title,
        "identifier": identifier,
        "structure": structure,
        "findings": list(findings),
    }


def live(place: Place, name: str, report: dict[str, Any]) -> str:
    """A file that was uploaded; returns its package's id."""
    place.report = report
    row = place.outcome(place.uploads.add(place.file(1000, name), "c"))
    assert row.outcome == "done" and row.package_id is not None
    return row.package_id


def drop(place: Place, name: str, report: dict[str, Any]) -> UploadRow:
    """A file as a drop adds it, once it stands still."""
    place.report = report
    return place.outcome(place.uploads.add(place.file(1000, name), "c", options=ASK))


def test_known_path_asks_for_new_version(place: Place, server: FakeServer) -> None:
    """A file uploaded from this path before waits for the choice, and becomes a version of that package."""
    place.uploads.run()
    first = live(place, "a.zip", course("Fire Safety"))
    row = drop(place, "a.zip", course("Fire Safety"))
    assert (row.state, row.reason, row.package_id) == ("needs_decision", "new_version", first)
    assert row.message.what == "Looks like a new version of “Fire Safety” (uploaded from this path before)."
    place.uploads.as_new_version(row.id, first)
    row = place.outcome(row.id)
    assert (row.outcome, row.revision, row.revision_before, row.package_id) == ("done", 2, 1, first)


def test_known_path_may_be_a_new_package(place: Place, server: FakeServer) -> None:
    """The same choice, made for a new package, makes one; from then on the path stands for that one."""
    place.uploads.run()
    first = live(place, "a.zip", course("Fire Safety", "fire-1"))
    row = drop(place, "a.zip", course("Fire Safety", "fire-1"))
    place.uploads.as_new_package(row.id)
    row = place.outcome(row.id)
    assert row.outcome == "done" and row.package_id not in (None, first)
    again = drop(place, "a.zip", course("Fire Safety", "fire-1"))
    assert (again.reason, again.package_id) == ("new_version", row.package_id)


def test_nothing_goes_before_the_choice(place: Place, server: FakeServer) -> None:
    """A row that waits for the choice can neither be started nor resumed past it."""
    place.uploads.run()
    live(place, "a.zip", course("Fire Safety"))
    calls = len(server.calls)
    row = drop(place, "a.zip", course("Fire Safety"))
    for act in (place.uploads.start, place.uploads.resume):
        with pytest.raises(UsageError):
            act(row.id)
    assert len(server.calls) == calls


@pytest.mark.parametrize(
    ("title", "items"),
    [("Fire Safety 2027 (v2)", ()), ("Brandschutz", ("i1", "i2", "i3"))],
    ids=["like title", "like structure"],
)
def test_same_identifier_of_a_like_course(place: Place, title: str, items: tuple[str, ...]) -> None:
    """Another path, but the same manifest identifier and a like title or structure: it is proposed."""
    place.uploads.run()
    first = live(place, "a.zip", course("Fire Safety 2026", "fire-1", ("i1", "i2")))
    row = drop(place, "b.zip", course(title, "fire-1", items))
    assert (row.reason, row.package_id) == ("new_version", first)
    assert "same manifest identifier" in row.message.what


@pytest.mark.parametrize(
    "report",
    [
        course("Fire Safety", "Course_ID1", ("i1",), DEFAULT),
        course("Cooking", "Course_ID1", ("x", "y")),
        course("Cooking", "Course_ID1", ("i1",)),
        course("Fire Safety", "other", ("i1",)),
        course("Fire Safety", "", ("i1",)),
    ],
    ids=["a tool's default", "another course", "one item", "another identifier", "no identifier"],
)
def test_what_is_no_evidence(place: Place, report: dict[str, Any]) -> None:
    """A default identifier, one of an unlike course, another one, none: such a file goes as a new package."""
    place.uploads.run()
    known = [DEFAULT] if DEFAULT in report["findings"] else []
    live(place, "a.zip", course("Fire Safety", "Course_ID1", ("i1",), *known))
    assert drop(place, "b.zip", report).outcome == "done"


def test_several_fit_and_none_is_preselected(place: Place, server: FakeServer) -> None:
    """Where two packages fit nothing is preselected; the chosen one is proposed alone for that path from then on."""
    place.uploads.run()
    report = course("Fire Safety", "fire-1")
    first, second = live(place, "a.zip", report), live(place, "b.zip", report)
    row = drop(place, "c.zip", report)
    assert (row.reason, row.package_id) == ("new_version", None)
    assert {c.package_id for c in place.uploads.proposals("c", row.path, row.report)} == {first, second}
    assert len(row.message.causes) == 2
    place.uploads.as_new_version(row.id, first)
    assert place.outcome(row.id).package_id == first
    assert drop(place, "c.zip", report).package_id == first


def test_the_choice_is_remembered_before_it_is_live(place: Place, server: FakeServer) -> None:
    """A file said to be a new package is not asked about again, though its row was removed before it was live."""
    place.uploads.run()
    live(place, "a.zip", course("Fire Safety", "fire-1"))
    row = drop(place, "b.zip", course("Fire Safety", "fire-1"))
    server.hold_puts.clear()
    place.uploads.as_new_package(row.id)
    place.until(row.id, "sending")
    place.uploads.forget(row.id)
    server.hold_puts.set()
    assert drop(place, "b.zip", course("Fire Safety", "fire-1")).outcome == "done"


def test_a_removed_row_is_remembered(place: Place) -> None:
    """Taking a finished row off the list does not forget what its path has become, nor does a new start."""
    place.uploads.run()
    first = live(place, "a.zip", course("Fire Safety"))
    for row in place.uploads.rows():
        place.uploads.forget(row.id)
    place.restart().run()
    assert drop(place, "a.zip", course("Fire Safety")).package_id == first


def test_a_chosen_package_is_the_path_s_own(place: Place) -> None:
    """A file that was uploaded as a version of a package it does not resemble is proposed for that one again."""
    place.uploads.run()
    first = live(place, "a.zip", course("Fire Safety"))
    place.report = course("Cooking")
    place.outcome(place.uploads.add(place.file(1000, "b.zip"), "c", package_id=first))
    assert drop(place, "b.zip", course("Cooking")).package_id == first


def test_only_checked_then_given_a_server(place: Place) -> None:
    """A file without a server is asked about when it is given one where its path was uploaded before."""
    place.uploads.run()
    first = live(place, "a.zip", course("Fire Safety"))
    upload_id = place.uploads.add(place.file(1000, "a.zip"), None, options=ASK)
    assert place.until(upload_id, "held").reason == "by_user"
    place.uploads.start(upload_id, connection_id="c")
    row = place.outcome(upload_id)
    assert (row.state, row.reason, row.package_id, row.connection_id) == ("needs_decision", "new_version", first, "c")
    place.uploads.as_new_package(upload_id)
    assert place.outcome(upload_id).outcome == "done"


def test_despite_its_problems_it_is_still_asked_about(place: Place) -> None:
    """A file with problems from a known path: meant all the same, it still waits for the choice, and then goes."""
    place.uploads.run()
    first = live(place, "a.zip", course("Fire Safety"))
    row = drop(place, "a.zip", {**course("Fire Safety"), "sound": False, "findings": [PROBLEM]})
    assert row.reason == "errors"
    place.uploads.start(row.id, despite_errors=True)
    row = place.outcome(row.id)
    assert (row.reason, row.package_id) == ("new_version", first)
    place.uploads.as_new_version(row.id, first)
    assert place.outcome(row.id).revision == 2


def test_a_package_that_is_gone_is_not_proposed(place: Place) -> None:
    """A list of the server that was read later and does not hold the package speaks against it."""
    place.uploads.run()
    live(place, "a.zip", course("Fire Safety"))
    report, path = course("Fire Safety"), str(place.folder.parent / "a.zip")
    assert Origins(place.database, listed_at=lambda _: 0.0).candidates("c", path, report) != ()
    assert Origins(place.database, listed_at=lambda _: 1e12).candidates("c", path, report) == ()


def test_another_connection_knows_nothing_of_it(place: Place) -> None:
    """What was uploaded to one connection is no evidence for another."""
    place.uploads.run()
    live(place, "a.zip", course("Fire Safety", "fire-1"))
    found: tuple[Candidate, ...] = place.uploads.proposals("other", place.folder.parent / "a.zip", place.report)
    assert found == ()


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("Fire Safety 2026", "fire safety v3 FINAL", True),
        ("GDPR for Customer Support", "GDPR for Customer Support Teams", True),
        ("Fire Safety", "Food Safety", False),
        ("2026", "2027", False),
        ("", "", False),
    ],
)
def test_like_titles(one: str, other: str, like: bool) -> None:
    """Years, versions and the like tell exports apart, words tell courses apart."""
    assert like_titles(one, other) is like
