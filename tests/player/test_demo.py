"""The three demo courses are what they are said to be."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from allure_desktop import demo
from allure_desktop.errors import DataDirError
from allure_desktop.preview.course import describe_course
from allure_desktop.scorm.archive import Archive
from allure_desktop.validation.validator import validate


def test_same_sources_give_the_same_bytes(demo_courses: list[Path], tmp_path: Path) -> None:
    """Packing again, over what is there, changes nothing: a sandbox may do so at every start."""
    again = demo.pack_demo_courses(tmp_path / "new" / "folder")
    first = [path.read_bytes() for path in again]
    assert [path.name for path in again] == [path.name for path in demo_courses]
    assert first == [path.read_bytes() for path in demo_courses]
    assert [path.read_bytes() for path in demo.pack_demo_courses(tmp_path / "new" / "folder")] == first
    assert len(list((tmp_path / "new" / "folder").iterdir())) == 3


def test_sound_and_mistaken_course_have_no_static_fault(demo_courses: list[Path]) -> None:
    """A check of the first and the third finds no error and no warning: the third's mistakes show when it runs."""
    for path in (demo_courses[0], demo_courses[2]):
        findings = [finding for finding in validate(path).findings if finding.severity in ("error", "warning")]
        assert findings == []


def test_repairable_course_has_the_folder_for_its_error(demo_courses: list[Path]) -> None:
    """The second is refused for one reason, which a repair mends."""
    errors = [finding for finding in validate(demo_courses[1]).findings if finding.severity == "error"]
    assert [finding.code for finding in errors] == ["zip.manifest-in-subfolder"]


def test_repairable_course_is_whole_but_for_folder_and_case(demo_courses: list[Path], tmp_path: Path) -> None:
    """Without its top folder only the case of the launch file is left to mend, and that file is there."""
    mended = tmp_path / "mended.zip"
    with zipfile.ZipFile(demo_courses[1]) as package, zipfile.ZipFile(mended, "w") as target:
        for name in package.namelist():
            assert name.startswith("GDPR for Customer Support/")
            target.writestr(name.partition("/")[2], package.read(name))
    codes = {finding.code for finding in validate(mended).findings if finding.severity in ("error", "warning")}
    assert codes == {"manifest.case-mismatch"}


def test_parts_of_the_courses_can_be_started(demo_courses: list[Path]) -> None:
    """Every item leads to a file of the ZIP; the titles are those a newcomer reads first."""
    titles = []
    for path in (demo_courses[0], demo_courses[2]):
        with Archive.open(path) as archive:
            course = describe_course(archive)
            titles.append((course["title"], course["standard"], [item["title"] for item in course["items"]]))
            for item in course["items"]:
                assert archive.find(item["launch"].removeprefix("pkg/")) is not None
    assert titles == [
        ("Fire Safety at Work", "2004", ["Prevent a fire", "When the alarm sounds", "Check your knowledge"]),
        ("Warehouse Forklift Operation", "1.2", ["Operating safely", "Load and balance"]),
    ]


def test_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    """A file in the way gives the program's own error with a remedy."""
    (tmp_path / "taken").write_text("x")
    with pytest.raises(DataDirError) as caught:
        demo.pack_demo_courses(tmp_path / "taken")
    assert caught.value.code == "data.unwritable"
    assert "--data-dir" in caught.value.remedy
