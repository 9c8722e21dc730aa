"""The verb `compare`: what differs, the risk, and the exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Answer
from tests.packages import scorm12

Calling = Callable[..., Answer]


def test_compare(call: Calling, sound: Path, tmp_path: Path) -> None:
    """Exit 0 for the same, 1 for a difference, with names, risk and reasons in both forms."""
    new = scorm12(tmp_path / "new.zip", scos=3, files={"extra.css": "x"})
    same = call("compare", "--json", sound, sound)
    assert same.code == 0 and same.json["same"] is True
    answer = call("compare", "--json", sound, new)
    assert answer.code == 1 and answer.json["same"] is False
    assert {"extra.css", "lesson2.html", "lesson3.html"} <= set(answer.json["files"]["added"])
    assert answer.json["scos"]["added"] == ["item_2", "item_3"]
    assert answer.json["progress_risk"] == "possible" and answer.json["reasons"]
    text = call("compare", sound, new)
    assert text.code == 1 and "+ extra.css" in text.out and "may lose" in text.out


def test_what_cannot_be_compared(call: Calling, sound: Path, tmp_path: Path) -> None:
    """A missing file and one that is no ZIP are exit 4, one file alone is 2."""
    (tmp_path / "bad.zip").write_text("no zip")
    assert call("compare", sound, tmp_path / "gone.zip").code == 4
    assert call("compare", tmp_path / "bad.zip", sound).code == 4
    assert call("compare", sound).code == 2
