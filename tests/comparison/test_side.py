"""A side is kept and read back; contents are given only where they are provably those of the version."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from allure_desktop.comparison.side import of_file, of_record
from allure_desktop.errors import LocalFileError
from tests.packages import scorm12


def test_a_side_that_was_kept_is_the_same_again(tmp_path: Path) -> None:
    """Inventory and manifest survive JSON; the manifest is the text of the file."""
    path = scorm12(tmp_path / "a.zip", title="Brände löschen")
    side = of_file(path)
    again = of_record(json.loads(json.dumps(side.as_record())), side.path, side.size_bytes)
    assert again == side
    assert "Brände löschen" in side.manifest and side.size_bytes == path.stat().st_size


def test_contents_come_only_from_the_very_file(tmp_path: Path) -> None:
    """After the ZIP at that path was exported anew, what changed in it has no content, and what did not has."""
    path = scorm12(tmp_path / "a.zip", files={"a.txt": "one", "b.txt": "same"})
    side = of_file(path)
    assert side.content("a.txt", 100) == b"one" and side.content("a.txt", 2) is None
    scorm12(path, files={"a.txt": "two", "b.txt": "same"})
    assert side.content("a.txt", 100) is None and side.content("b.txt", 100) == b"same"
    path.unlink()
    assert side.content("b.txt", 100) is None and side.content("nowhere", 100) is None


def test_what_is_no_side_is_none(tmp_path: Path) -> None:
    """A record of another version of the program, and a file that is no ZIP."""
    assert of_record({"files": {"a": [1]}}, "", None) is None
    assert of_record({"files": {}, "items": [], "colour": "blue"}, "", None) is None
    nothing = tmp_path / "a.zip"
    nothing.write_text("no ZIP")
    with pytest.raises(LocalFileError):
        of_file(nothing)
