"""The verb `repair`: a copy, what was changed, and what is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Answer
from tests.packages import scorm12, with_member

Calling = Callable[..., Answer]


def test_a_repaired_copy(call: Calling, tmp_path: Path) -> None:
    """Exit 0, the changes by their codes, nothing left; the copy is sound and the original untouched."""
    source = scorm12(tmp_path / "folder.zip", broken="zip.manifest-in-subfolder")
    before = source.read_bytes()
    answer = call("repair", "--json", source, "--output", tmp_path / "new.zip")
    assert answer.code == 0
    assert set(answer.json) == {"output", "changes", "left"}
    assert answer.json["output"] == str(tmp_path / "new.zip") and answer.json["left"] == []
    assert [change["code"] for change in answer.json["changes"]] == ["zip.manifest-in-subfolder"]
    assert call("validate", "--strict", tmp_path / "new.zip").code == 0
    assert source.read_bytes() == before


def test_what_is_left_is_told(call: Calling, tmp_path: Path) -> None:
    """Junk goes, the missing launch file stays: exit 1, a copy all the same."""

    def broken(draft: object) -> None:
        with_member(".DS_Store", "x")(draft)  # type: ignore[arg-type]
        del draft.files["index.html"]  # type: ignore[attr-defined]

    source = scorm12(tmp_path / "a.zip", broken=broken)
    answer = call("repair", source, "--output", tmp_path / "b.zip")
    assert answer.code == 1 and (tmp_path / "b.zip").exists()
    assert "Mended:" in answer.out and "manifest.launch-file-missing" in answer.out


def test_sound_and_hopeless(call: Calling, sound: Path, tmp_path: Path) -> None:
    """A sound package: 0 and a word; one that cannot be mended: 1; neither is written."""
    answer = call("repair", sound, "--output", tmp_path / "new.zip")
    assert answer.code == 0 and "nothing to mend" in answer.out
    bad = tmp_path / "bad.zip"
    bad.write_text("no zip")
    answer = call("repair", "--json", bad, "--output", tmp_path / "new.zip")
    assert answer.code == 1 and answer.json["output"] is None
    assert [f["code"] for f in answer.json["left"]] == ["zip.unreadable"]
    assert not (tmp_path / "new.zip").exists()


def test_wrong_calls(call: Calling, sound: Path, tmp_path: Path) -> None:
    """No output or the original as output is exit 2, a missing file 4."""
    assert call("repair", sound).code == 2
    assert call("repair", sound, "--output", sound).code == 2
    assert call("repair", tmp_path / "gone.zip", "--output", tmp_path / "new.zip").code == 4
