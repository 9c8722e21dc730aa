"""`upload --match`: the plan is told, nothing goes up without --yes, and with it exactly what is decided."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from allure_desktop.sandbox.server import Sandbox
from tests.cli.conftest import Answer
from tests.packages import scorm12

Calling = Callable[..., Answer]


def lot(folder: Path) -> Path:
    made = folder / "published"
    made.mkdir()
    scorm12(made / "matching-gdpr_v2.zip", title="Renamed since", files={"new.txt": "new"})
    scorm12(made / "matching-new.zip", title="Quite another one")
    (made / "matching-same.zip").write_bytes((folder / "matching-same.zip").read_bytes())
    return made


def test_a_plan_and_then_its_upload(call: Calling, connected: Sandbox, tmp_path: Path) -> None:
    """A version by its name, a new package, an unchanged one; the plan alone leaves no row behind."""
    gdpr, same = (
        scorm12(tmp_path / "matching-gdpr.zip", title="GDPR"),
        scorm12(tmp_path / "matching-same.zip", title="Same"),
    )
    ids = [call("upload", path, "--json").results[0]["package_id"] for path in (gdpr, same)]
    folder = lot(tmp_path)
    rows = len(call("uploads", "--json").json)
    answer = call("upload", "--match", folder, "--json")
    plan = answer.json["plan"]
    assert answer.code == 0
    assert [(told["action"], told["package_id"], told["reason"]) for told in plan] == [
        ("new_version", ids[0], "file"),
        ("new_package", None, ""),
        ("unchanged", ids[1], "content"),
    ]
    assert plan[0]["revision"] == 2
    assert len(call("uploads", "--json").json) == rows
    answer = call("upload", "--match", folder, "--yes", "--json")
    assert answer.code == 0
    assert answer.events[0]["event"] == "plan"
    assert [(told["package_id"] == ids[0], told["revision"]) for told in answer.results] == [(True, 2), (False, 1)]
    again = call("upload", "--match", folder)
    assert again.code == 0 and "nothing changed" in again.out and "0 of 3 files would be uploaded" in again.out


def test_what_cannot_be_decided_is_the_answer_no(call: Calling, connected: Sandbox, tmp_path: Path) -> None:
    """Two files of one package, and one with problems: neither goes up, and the exit code says so."""
    call("upload", scorm12(tmp_path / "twice.zip", title="Twice"), "--json")
    folder = tmp_path / "lot"
    folder.mkdir()
    scorm12(folder / "twice v2.zip", title="Another", files={"a.txt": "a"})
    scorm12(folder / "twice v3.zip", title="A third", files={"b.txt": "b"})
    scorm12(folder / "zz.zip", broken="manifest.launch-file-missing")
    answer = call("upload", "--match", folder, "--yes", "--json")
    assert answer.code == 1 and answer.results == []
    assert [told["action"] for told in answer.events[0]["files"]] == ["undecided", "undecided", "problems"]


def test_match_stands_alone(call: Calling, connected: Sandbox, tmp_path: Path) -> None:
    """Options of a single upload, a missing path, an empty folder: each is told."""
    path = scorm12(tmp_path / "x.zip")
    assert call("upload", "--match", path, "--package", "p").code == 2
    assert call("upload", path, "--yes").code == 2
    assert call("upload", "--match", tmp_path / "no").code == 4
    (tmp_path / "empty").mkdir()
    assert call("upload", "--match", tmp_path / "empty").code == 4
