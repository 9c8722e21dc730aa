"""An upload goes on with a mended copy of its file, and the severities of now judge the reports of before."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from allure_desktop.composition import Services, build
from allure_desktop.settings import VALIDATION_SEVERITIES, VALIDATION_TARGET
from allure_desktop.uploads.rows import UploadRow
from tests.packages import scorm12, scorm2004

LIMIT_S = 30.0


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    made = build(tmp_path / "data")
    made.uploads.run()
    yield made
    made.close()


def until(services: Services, upload_id: int, there: Callable[[UploadRow], bool]) -> UploadRow:
    """The row once it is as wanted."""
    end = time.monotonic() + LIMIT_S
    while not there(row := services.uploads.row(upload_id)):
        assert time.monotonic() < end, f"{row.state} {row.reason} {row.message}"
        services.uploads.wait([], timeout=0.01)
    return row


def checked(row: UploadRow) -> bool:
    return row.state != "validating"


def broken(folder: Path) -> Path:
    return scorm12(folder / "course.zip", broken="zip.manifest-in-subfolder")


def test_a_mended_copy_takes_the_place_of_the_file(services: Services, tmp_path: Path) -> None:
    """The row goes on with a new ZIP beside the untouched original, knows what was fixed, and can go back."""
    original = broken(tmp_path)
    before = original.read_bytes()
    upload_id = services.uploads.add(original, None)
    row = until(services, upload_id, checked)
    assert (row.state, row.reason) == ("needs_decision", "errors")
    services.mend(upload_id, ["zip.manifest-in-subfolder"])
    row = until(services, upload_id, checked)
    assert row.state == "held"
    assert Path(row.path) == tmp_path / "course (fixed).zip"
    assert row.original == str(original)
    assert original.read_bytes() == before
    assert row.mended is not None
    assert [one["code"] for one in row.mended["fixed"]] == ["zip.manifest-in-subfolder"]
    services.undo_mending(upload_id)
    row = until(services, upload_id, checked)
    assert (row.state, row.path, row.mended) == ("needs_decision", str(original), None)
    assert not (tmp_path / "course (fixed).zip").exists()


def test_what_cannot_be_mended_leaves_everything_as_it_is(services: Services, tmp_path: Path) -> None:
    """No copy is written and the row stays."""
    upload_id = services.uploads.add(scorm12(tmp_path / "course.zip", broken="manifest.launch-file-missing"), None)
    before = until(services, upload_id, checked)
    assert services.mend(upload_id, ["manifest.launch-file-missing"]).output is None
    assert services.uploads.row(upload_id) == before
    assert [path.name for path in tmp_path.glob("*.zip")] == ["course.zip"]


def test_another_severity_judges_what_was_found_before(services: Services, tmp_path: Path) -> None:
    """Nothing is read again: a finding becomes an error, is left out, and is as it was after a reset."""
    path = scorm12(tmp_path / "course.zip", broken="manifest.file-missing")
    upload_id = services.uploads.add(path, None)
    first = until(services, upload_id, checked)
    assert first.state == "held"
    path.write_bytes(b"")  # a check that read it again would say so
    for severity, state, count in (("error", "needs_decision", 1), ("off", "held", 0)):
        services.settings.set(VALIDATION_SEVERITIES, {"manifest.file-missing": severity})
        services.judge_again()
        row = services.uploads.row(upload_id)
        assert row.state == state
        assert row.report is not None
        found = [one["severity"] for one in row.report["findings"] if one["code"] == "manifest.file-missing"]
        assert found == [severity] * count
    services.settings.set(VALIDATION_SEVERITIES, {})
    services.judge_again()
    row = services.uploads.row(upload_id)
    assert (row.report, row.state) == (first.report, "held")


def test_a_file_has_a_target_of_its_own(services: Services, tmp_path: Path) -> None:
    """It goes before the one of the settings, for this file alone, and stays through another check."""
    ids = [services.uploads.add(scorm2004(tmp_path / f"{name}.zip", "4th"), None) for name in "ab"]
    for upload_id in ids:
        until(services, upload_id, checked)
    services.settings.set(VALIDATION_TARGET, "Moodle")
    services.uploads.set_target(ids[0], "SCORM 1.2 anywhere")
    services.judge_again()

    def targets() -> list[str]:
        return [str((services.uploads.row(one).report or {}).get("target")) for one in ids]

    assert targets() == ["SCORM 1.2 anywhere", "Moodle"]
    assert services.uploads.row(ids[0]).state == "needs_decision"
    services.uploads.check_again(ids[0])
    until(services, ids[0], checked)
    assert targets() == ["SCORM 1.2 anywhere", "Moodle"]
