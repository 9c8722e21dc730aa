"""Every finding, told by exactly the packages that have the defect."""

from __future__ import annotations

from pathlib import Path

import pytest

from allure_desktop.validation.catalogue import KINDS
from allure_desktop.validation.validator import validate
from tests.packages import scorm12, scorm2004
from tests.validation import archive_samples, content_samples, manifest_samples
from tests.validation.samples import Sample

TABLES = (archive_samples.SAMPLES, manifest_samples.SAMPLES, content_samples.SAMPLES)
SAMPLES = {code: sum((table.get(code, ()) for table in TABLES), ()) for table in TABLES for code in table}

CASES = [
    pytest.param(code, sample, id=f"{code}-{number}")
    for code, samples in SAMPLES.items()
    for number, sample in enumerate(samples)
]
# Told of two packages, or for one system: see test_new_version.py and test_policy.py.
ELSEWHERE = {"manifest.structure-changed", "target.standard"}
# A course with rules that cannot work also has rules, which is a note of the same code.
MAY_BE_TWO = {"manifest.sequencing"}


@pytest.mark.parametrize(("code", "sample"), CASES)
def test_one_defect_gives_one_finding(code: str, sample: Sample, tmp_path: Path) -> None:
    """A package with one defect has that finding and no other."""
    findings = validate(sample(tmp_path)).findings
    assert {f.code for f in findings} == {code}, [(f.code, f.message) for f in findings]
    assert len(findings) == 1 or code in MAY_BE_TWO


@pytest.mark.parametrize(("code", "sample"), CASES)
def test_findings_are_fit_to_show(code: str, sample: Sample, tmp_path: Path) -> None:
    """Each finding has one line of title, of message and of remedy, without control characters."""
    for found in validate(sample(tmp_path)).findings:
        assert found.title and found.message.endswith((".", ")")) and found.remedy
        assert found.message.isprintable() and found.title.isprintable()


def test_every_finding_has_a_sample() -> None:
    """No code is in the catalogue that no package of these tests has."""
    assert set(SAMPLES) | ELSEWHERE == set(KINDS)


@pytest.mark.parametrize("scos", [1, 3])
def test_sound_scorm_12(scos: int, tmp_path: Path) -> None:
    """A sound SCORM 1.2 package has no finding, not even a note."""
    report = validate(scorm12(tmp_path / "course.zip", scos=scos))
    assert report.findings == ()
    assert report.verdict == "sound"
    assert (report.standard, report.scos) == ("1.2", scos)


@pytest.mark.parametrize(
    ("edition", "standard"),
    [
        ("1st", "2004 2nd Edition"),
        ("2nd", "2004 2nd Edition"),
        ("3rd", "2004 3rd Edition"),
        ("4th", "2004 4th Edition"),
    ],
)
def test_sound_scorm_2004(edition: str, standard: str, tmp_path: Path) -> None:
    """A sound SCORM 2004 package of every edition has no finding, and its edition is told."""
    report = validate(scorm2004(tmp_path / "course.zip", edition))
    assert report.findings == ()
    assert report.standard == standard
