"""Course folders that are dropped become ZIPs of their own, packed as the check's own room does it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from allure_desktop.errors import LocalFileError
from allure_desktop.gui.adding import packed


def course(folder: Path, page: str) -> Path:
    """An unpacked course with what an operating system leaves behind."""
    (folder / "deep").mkdir(parents=True)
    (folder / "imsmanifest.xml").write_text("<manifest/>")
    (folder / "deep" / "imsmanifest.xml").write_text("<manifest/>")
    (folder / "a.html").write_text(page)
    (folder / ".DS_Store").write_text("junk")
    return folder


def test_folders_of_one_name_do_not_take_each_others_place(tmp_path: Path) -> None:
    """Two folders "course" dropped in the same second: each upload has the content of its own."""
    first, second = (packed(course(tmp_path / place / "course", place), tmp_path / "work") for place in ("x", "y"))
    assert first != second
    for file, page in ((first, "x"), (second, "y")):
        with zipfile.ZipFile(file) as package:
            assert package.namelist()[0] == "imsmanifest.xml" and ".DS_Store" not in package.namelist()
            assert package.read("a.html").decode() == page


def test_a_folder_that_is_no_course(tmp_path: Path) -> None:
    """It is told in words and leaves nothing behind."""
    with pytest.raises(LocalFileError, match="no course"):
        packed(tmp_path, tmp_path / "work")
    assert not list((tmp_path / "work").iterdir())
