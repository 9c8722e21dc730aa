"""A folder becomes the ZIP it should be."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from allure_desktop.errors import LocalFileError
from allure_desktop.validation.folder import pack, packed
from allure_desktop.validation.validator import Cancelled, validate
from tests.packages import scorm12


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a course, as it lies on the disk of somebody with a Mac and a repository."""
    sound = scorm12(tmp_path / "sound.zip", files={"media/film.mp4": b"\0" * 5_000, "a-first.css": "p { }" * 99})
    root = tmp_path / "My course"
    with zipfile.ZipFile(sound) as archive:
        archive.extractall(root)
    for junk in (".DS_Store", ".git/HEAD", "media/Thumbs.db", "__MACOSX/._x"):
        (root / junk).parent.mkdir(exist_ok=True)
        (root / junk).write_text("x")
    return root


def test_a_folder_packed(folder: Path, tmp_path: Path) -> None:
    """The manifest first, the rest by name, no junk, media stored and the rest deflated; and it is sound."""
    target = pack(folder, tmp_path / "course.zip")
    with zipfile.ZipFile(target) as archive:
        infos = archive.infolist()
        assert archive.testzip() is None
    names = [info.filename for info in infos]
    assert names[0] == "imsmanifest.xml" and names[1:] == sorted(names[1:]) and len(names) == 6
    methods = {info.filename: info.compress_type for info in infos}
    assert methods["media/film.mp4"] == zipfile.ZIP_STORED and methods["a-first.css"] == zipfile.ZIP_DEFLATED
    assert {f.code for f in validate(target).findings} <= {"manifest.unlisted-files"}


def test_the_same_folder_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Also where the ZIP is written into the folder itself, which is not packed into itself."""
    one, two = pack(folder, tmp_path / "one.zip"), pack(folder, folder / "two.zip")
    assert one.read_bytes() == two.read_bytes() == pack(folder, folder / "two.zip").read_bytes()


def test_links_out_of_it_are_not_followed(folder: Path, tmp_path: Path) -> None:
    """What lies elsewhere on the disk does not get into a course."""
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "elsewhere").symlink_to(tmp_path)
    with zipfile.ZipFile(pack(folder, tmp_path / "course.zip")) as archive:
        assert not [name for name in archive.namelist() if "link" in name or "elsewhere" in name]


def test_names_are_composed(folder: Path, tmp_path: Path) -> None:
    """A decomposed name, as some systems keep them, is written as everybody else writes it."""
    (folder / "Vo\u0302o.css").write_text("x")
    with zipfile.ZipFile(pack(folder, tmp_path / "course.zip")) as archive:
        assert "V\u00f4o.css" in archive.namelist()


def test_interrupted_or_impossible(folder: Path, tmp_path: Path) -> None:
    """Nothing is left of a ZIP that was not finished; a folder without a manifest is no course."""
    told: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        pack(folder, tmp_path / "a.zip", progress=lambda *at: told.append(at), cancelled=lambda: len(told) > 1)
    with pytest.raises(LocalFileError) as no_place:
        pack(folder, tmp_path / "gone" / "a.zip")
    assert no_place.value.code == "file.unwritable"
    (folder / "imsmanifest.xml").unlink()
    with pytest.raises(LocalFileError) as no_course:
        pack(folder, tmp_path / "a.zip")
    assert no_course.value.code == "file.directory"
    assert {path.name for path in tmp_path.iterdir()} == {"My course", "sound.zip"}


def test_a_folder_to_check(folder: Path) -> None:
    """The ZIP that stands for a folder during a check is gone afterwards."""
    with packed(folder) as path:
        assert path.name == "My course.zip" and validate(path).sound
    assert not path.exists()
