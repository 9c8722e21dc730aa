"""A package that is to replace another one: what becomes of learners' progress."""

from __future__ import annotations

from pathlib import Path

import pytest

from allure_desktop.validation.validator import validate
from tests.packages import Sco, scorm12

BEFORE = [Sco("one", "First", "a.html"), Sco("two", "Second", "b.html")]


def codes(folder: Path, scos: list[Sco], **how: str) -> list[str]:
    before = validate(scorm12(folder / "before.zip", scos=BEFORE)).as_record()
    after = validate(scorm12(folder / "after.zip", scos=scos, **how), replaces=before)  # type: ignore[arg-type]
    return [f.code for f in after.findings]


def test_the_same_structure_is_no_finding(tmp_path: Path) -> None:
    """Other titles, files and order of the same items keep what learners have done."""
    assert codes(tmp_path, [Sco("two", "Zweitens", "c.html"), Sco("one", "First", "a.html")]) == []


@pytest.mark.parametrize(
    "scos",
    [BEFORE[:1], [*BEFORE, Sco("three", "Third", "c.html")], [BEFORE[0], Sco("zwei", "Second", "b.html")]],
    ids=["fewer", "more", "renamed"],
)
def test_another_structure_is_told(scos: list[Sco], tmp_path: Path) -> None:
    """An item that is gone, new or called otherwise is one warning."""
    assert codes(tmp_path, scos) == ["manifest.structure-changed"]


def test_another_course_is_told(tmp_path: Path) -> None:
    """The same items under another manifest identifier may be another course."""
    assert codes(tmp_path, BEFORE, identifier="org.example.other") == ["manifest.structure-changed"]


def test_what_could_not_be_read_is_not_compared(tmp_path: Path) -> None:
    """A broken package on one side gives no second finding."""
    broken = validate(scorm12(tmp_path / "broken.zip", broken="zip.no-manifest")).as_record()
    assert validate(scorm12(tmp_path / "course.zip"), replaces=broken).findings == ()
