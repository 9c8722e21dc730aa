"""Severities: the target's, the user's and the team's."""

from __future__ import annotations

from pathlib import Path

import pytest

from allure_desktop.composition import build
from allure_desktop.errors import LocalFileError, UsageError
from allure_desktop.settings import VALIDATION_SEVERITIES, VALIDATION_TARGET, peek
from allure_desktop.validation.catalogue import KINDS
from allure_desktop.validation.policy import (
    FILE_BESIDE,
    FIXED,
    Policy,
    beside,
    chosen,
    from_file,
    target,
    target_names,
)
from allure_desktop.validation.validator import validate
from tests.packages import scorm12, scorm2004


def severities(path: Path, policy: Policy) -> dict[str, str]:
    return {f.code: f.severity for f in validate(path, policy=policy).findings}


def write(folder: Path, text: str) -> Path:
    path = folder / FILE_BESIDE
    path.write_text(text, "utf-8")
    return path


def test_a_finding_can_be_raised_lowered_and_silenced(tmp_path: Path) -> None:
    """A severity of the policy replaces the usual one; the verdict follows; `off` leaves the finding out."""
    path = scorm12(tmp_path / "course.zip", broken="manifest.file-missing")
    for severity in ("error", "note"):
        report = validate(path, policy=Policy(None, {"manifest.file-missing": severity}))
        assert [f.severity for f in report.findings] == [severity]
        assert report.sound is (severity == "note")
    assert severities(path, Policy(None, {"manifest.file-missing": "off"})) == {}


def test_what_no_system_can_open_stays_an_error(tmp_path: Path) -> None:
    """Nobody can wish away that a file is no ZIP, whatever the settings hold."""
    (tmp_path / "course.zip").write_text("no zip")
    assert severities(tmp_path / "course.zip", chosen({"zip.unreadable": "off"})) == {"zip.unreadable": "error"}
    with pytest.raises(UsageError, match="always an error"):
        from_file(write(tmp_path, '[validation]\n"zip.unreadable" = "off"\n'))


@pytest.mark.parametrize("line", ['"manifest.file-missing" = "error"', 'manifest.file-missing = "error"'])
def test_the_file_beside_the_package(line: str, tmp_path: Path) -> None:
    """A [validation] table beside the ZIP counts, with codes in quotes or without."""
    path = scorm12(tmp_path / "course.zip", broken="manifest.file-missing")
    write(tmp_path, f'[other]\na = 1\n[validation]\ntarget = "moodle"\n{line}\n')
    policy = beside(path)
    assert policy.target is not None and policy.target.name == "Moodle"
    assert severities(path, policy)["manifest.file-missing"] == "error"


def test_a_file_beside_it_may_be_about_other_things(tmp_path: Path) -> None:
    """Without such a table it says nothing; one that is named has to have it."""
    assert beside(tmp_path / "course.zip") == Policy()
    path = write(tmp_path, "[other]\na = 1\n")
    assert beside(tmp_path / "course.zip") == Policy()
    with pytest.raises(UsageError, match=r"no \[validation\] table"):
        from_file(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[validation]\n"manifest.file-mising" = "error"', "manifest.file-missing"),
        ('[validation]\n"manifest.file-missing" = "fatal"', "no severity"),
        ('[validation]\n"manifest.file-missing" = 3', "no severity"),
        ('[validation]\ntarget = "Oodle"', "Moodle"),
        ("[validation]\ntarget = 3", "no text"),
        ("validation = 3", "no .validation. table"),
        ("[validation", "no TOML"),
        ("\x00", "no TOML"),
    ],
)
def test_mistakes_are_told(text: str, words: str, tmp_path: Path) -> None:
    """A mistake in the file is an error of the call that names file and mistake, and what was meant."""
    with pytest.raises(UsageError, match=words):
        from_file(write(tmp_path, text))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A file that was named and is not there is not overlooked."""
    with pytest.raises(LocalFileError):
        from_file(tmp_path / "gone.toml")


def test_who_goes_before_whom() -> None:
    """What is said nearer to the package goes before what is said further away."""
    near, far = Policy(target("moodle"), {"zip.junk": "off"}), Policy(target("SCORM Cloud"), {"zip.junk": "error"})
    both = near.over(Policy(far.target, {**far.severity, "manifest.title": "note"}))
    assert both.target == target("Moodle")
    assert both.severity == {"zip.junk": "off", "manifest.title": "note"}


def test_each_target_names_its_source() -> None:
    """The targets of the design are there, the default first, each with a public source and known codes alone."""
    assert target_names() == ("AllureConnect", "Moodle", "SCORM 1.2 anywhere", "SCORM Cloud")
    for name in target_names():
        assert target(name).source
        assert set(target(name).severity) <= set(KINDS) - FIXED
    assert target("scorm-1.2 ANYWHERE").name == "SCORM 1.2 anywhere"


def test_a_target_shifts_severities(tmp_path: Path) -> None:
    """A SCORM 2004 course is sound here, warned of for Moodle, refused where only SCORM 1.2 runs."""
    path = scorm2004(tmp_path / "course.zip")
    assert severities(path, Policy(target("AllureConnect"))) == {}
    assert severities(path, Policy(target("Moodle"))) == {"target.standard": "warning"}
    report = validate(path, policy=Policy(target("SCORM 1.2 anywhere")))
    assert [(f.code, f.severity) for f in report.findings] == [("target.standard", "error")]
    assert report.as_record()["target"] == "SCORM 1.2 anywhere"


def test_the_settings_count_everywhere(tmp_path: Path) -> None:
    """What is set in the window counts for the services and can be read without opening the database for work."""
    path = scorm12(tmp_path / "course.zip", broken="manifest.file-missing")
    services = build(tmp_path / "data")
    try:
        services.settings.set(VALIDATION_SEVERITIES, {"manifest.file-missing": "error", "no.such-code": "off"})
        services.settings.set(VALIDATION_TARGET, "Moodle")
        report = services.validate(path)
        assert [f.severity for f in report.findings] == ["error"] and report.target == "Moodle"
        database = services.data_dir.database
        assert peek(database, VALIDATION_TARGET) == "Moodle"
        write(tmp_path, '[validation]\n"manifest.file-missing" = "off"\n')
        assert services.validate(path).findings == ()
    finally:
        services.close()
    assert peek(tmp_path / "none.sqlite3", VALIDATION_TARGET) == "AllureConnect"
