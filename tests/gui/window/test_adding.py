"""Course folders that are dropped become ZIPs of their own, packed as the check's own room does it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from allure_desktop.composition.packed_folders import PackedFolders
from allure_desktop.errors import LocalFileError
from allure_desktop.uploads.queue import Uploads


def course(folder: Path, page: str) -> Path:
    """An unpacked course with what an operating system leaves behind."""
    (folder / "deep").mkdir(parents=True)
    (folder / "imsmanifest.xml").write_text("<manifest/>")
    (folder / "deep" / "imsmanifest.xml").write_text("<manifest/>")
    (folder / "a.html").write_text(page)
    (folder / ".DS_Store").write_text("junk")
    return folder


def no_uploads() -> Uploads:
    raise AssertionError("packing asks for no upload")


def test_folders_of_one_name_do_not_take_each_others_place(tmp_path: Path) -> None:
    """Two folders "course" dropped in the same second: each upload has the content of its own."""
    folders = PackedFolders(no_uploads, tmp_path / "work")
    first, second = (folders.pack(course(tmp_path / place / "course", place)) for place in ("x", "y"))
    assert first != second and first.name == second.name == "course.zip"
    for file, page in ((first, "x"), (second, "y")):
        with zipfile.ZipFile(file) as package:
            assert package.namelist()[0] == "imsmanifest.xml" and ".DS_Store" not in package.namelist()
            assert package.read("a.html").decode() == page


def test_a_folder_that_is_no_course(tmp_path: Path) -> None:
    """It is told in words and leaves nothing behind."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(LocalFileError, match="no course"):
        PackedFolders(no_uploads, tmp_path / "work").pack(tmp_path / "empty")
    assert not list((tmp_path / "work" / "packed").iterdir())
