"""The package's file is moved, deleted, touched or overwritten while it plays: told, and nothing wrong is served."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from allure_desktop.preview import source as source_module
from tests.packages import scorm12
from tests.preview.conftest import Opener, until


@pytest.fixture(autouse=True)
def _looks_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "_LOOK_AGAIN_S", 0.0)


def test_moved_or_deleted_it_plays_on(play: Opener, course: Path) -> None:
    """The open file is enough; the preview says that it is not where it was."""
    preview, browser = play(course)
    assert preview.file_state() == "same"
    course.rename(course.with_name("elsewhere.zip"))
    assert preview.file_state() == "moved"
    assert browser.file("lesson2.html").status == 200
    course.with_name("elsewhere.zip").unlink()
    assert browser.file("index.html").status == 200


def test_another_file_in_its_place(play: Opener, course: Path, tmp_path: Path) -> None:
    """Exported again by an authoring tool that replaces the file: the old one plays on until it is opened again."""
    preview, browser = play(course)
    newer = scorm12(tmp_path / "newer.zip", files={"new.txt": "x"})
    newer.replace(course)
    assert preview.file_state() == "moved"
    assert browser.file("index.html").status == 200
    assert browser.file("new.txt").status == 404


def test_touched_it_is_the_same(play: Opener, course: Path) -> None:
    """A new date alone changes nothing."""
    preview, browser = play(course)
    os.utime(course, (1, 1))
    assert browser.file("index.html").status == 200
    assert preview.file_state() == "same"


@pytest.mark.parametrize("how", ["overwritten", "cut", "emptied"])
def test_overwritten_it_is_not_read_any_more(play: Opener, course: Path, tmp_path: Path, how: str) -> None:
    """Written over in place: a page that says so, also in the log, and never bytes of two files."""
    preview, browser = play(course)
    other = scorm12(tmp_path / "other.zip", title="Another course").read_bytes()
    data = {"overwritten": other, "cut": course.read_bytes()[:300], "emptied": b""}[how]
    with course.open("r+b") as file:
        file.truncate(0)
        file.write(data)
    answer = browser.file("index.html", Accept="text/html")
    assert answer.status == 500
    assert "was changed while it plays" in answer.text
    until(lambda: len(preview.requests) == 1)
    assert "changed" in preview.requests.all()[0].note
    assert preview.file_state() == "changed"
    assert browser.ask("/").status == 200
