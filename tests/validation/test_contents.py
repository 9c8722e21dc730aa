"""What a package holds, to look at: files with their marks, the manifest as it stands."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from allure_desktop.errors import LocalFileError
from allure_desktop.validation.contents import contents, manifest_text
from tests.packages import scorm12


def test_missing_unlisted_and_junk_are_marked(tmp_path: Path) -> None:
    """What the manifest names and is not there, what it does not name, and what no course needs."""
    path = scorm12(tmp_path / "course.zip", broken="manifest.file-missing")
    with zipfile.ZipFile(path, "a") as target:
        target.writestr("notes/todo.txt", "x" * 10)
        target.writestr("__MACOSX/._index.html", "x")
    found = contents(path)
    marks = {one.mark: one.path for one in found.files}
    assert found.listed
    assert (marks["unlisted"], marks["junk"]) == ("notes/todo.txt", "__MACOSX/._index.html")
    assert marks["missing"] not in {one.path for one in found.files if one.mark != "missing"}
    assert next(one.size_bytes for one in found.files if one.path == "notes/todo.txt") == 10


def test_a_manifest_in_a_folder_and_a_broken_one_can_be_read(tmp_path: Path) -> None:
    """Whatever is wrong with it: its author wants to see it."""
    deep = scorm12(tmp_path / "deep.zip", broken="zip.manifest-in-subfolder")
    text = manifest_text(deep)
    assert text is not None
    assert text.name.endswith("/imsmanifest.xml")
    assert any("<organizations" in line for line in text.lines)
    broken = scorm12(tmp_path / "broken.zip", broken="manifest.not-well-formed")
    text = manifest_text(broken)
    assert text is not None
    assert any("</organisation>" in line for line in text.lines)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<a>é</a>".encode("utf-16"), "utf-16"),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>', "iso-8859-1"),
        (b"<a>\xe9</a>", "windows-1252"),
        ("\ufeff<a>é</a>".encode(), "utf-8"),
    ],
)
def test_any_encoding_can_be_read(tmp_path: Path, data: bytes, encoding: str) -> None:
    """By its mark, by what it declares, or as what it most likely is."""
    path = tmp_path / "course.zip"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("imsmanifest.xml", data)
    text = manifest_text(path)
    assert text is not None
    assert (text.lines[0][-8:], text.encoding) == ("<a>é</a>", encoding)


def test_what_is_no_zip_is_told(tmp_path: Path) -> None:
    """In the words of an error, not of a library."""
    path = tmp_path / "course.zip"
    path.write_bytes(b"no zip")
    with pytest.raises(LocalFileError):
        contents(path)
