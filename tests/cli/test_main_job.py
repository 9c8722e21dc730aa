"""The main job as a script does it: real processes, a real sandbox, a real keyring."""

from __future__ import annotations

import os
import signal
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from allure_desktop.composition import build
from allure_desktop.sandbox.server import Sandbox
from tests.cli.conftest import Answer, started
from tests.packages import scorm12

Process = Callable[..., Answer]


def test_from_a_connection_to_a_launch(process: Process, sandbox: Sandbox, sound: Path, tmp_path: Path) -> None:
    """Connect, validate, upload, new version, packages, versions, edit, launch: the address answers 200."""
    arguments = ("--name", "Academy", "--url", sandbox.url + "/api/v1/", "--tenant", sandbox.tenant_id)
    answer = process("connect", *arguments, "--key-stdin", "--json", stdin=f"{sandbox.api_key}\n")
    assert answer.code == 0, answer.err
    assert answer.json["may_write"] is True and answer.json["default"] is True and answer.json["url"] == sandbox.url

    answer = process("validate", "--json", sound)
    assert answer.code == 0 and answer.json["files"][0]["sound"] is True

    uploaded = process("upload", "--json", "--tag", "fire", sound)
    assert uploaded.code == 0, uploaded.err
    package_id = uploaded.results[0]["package_id"]

    newer = scorm12(tmp_path / "newer.zip", title="Fire Safety, revised")
    answer = process("upload", "--json", "--package", package_id, newer)
    assert answer.results[0]["package_id"] == package_id and answer.results[0]["revision"] == 2

    with closing(build()) as services:  # what the command line uploaded the window can compare
        known = services.comparisons.known(services.connections.default().id, package_id)  # type: ignore[union-attr]
        assert known[1] is None and known[2] is not None and known[2].changed == 1

    listed = {record["package_id"]: record for record in process("packages", "--json").json}
    assert listed[package_id]["current_revision"] == 2 and listed[package_id]["tags"] == ["fire"]
    assert [v["revision"] for v in process("versions", package_id, "--json").json] == [2, 1]

    edited = process("edit", package_id, "--description", "New", "--metadata", "hours=3", "--json").json
    assert (edited["description"], edited["custom_metadata"]["hours"]) == ("New", 3)

    launch = process("launch", package_id, "--json")
    assert set(launch.json) == {"launch_url", "session_id", "expires_at"} and "counts" in launch.err
    with urllib.request.urlopen(launch.json["launch_url"]) as page:
        assert page.status == 200

    assert process("disconnect", "academy").code == 0
    assert process("packages").code == 3
    data = Path(os.environ["ALLURE_DATA_DIR"])
    assert not [file for file in data.rglob("*") if file.is_file() and sandbox.api_key.encode() in file.read_bytes()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_upload_is_kept_and_resumed(
    process: Process, connected: Sandbox, tmp_path: Path, number: signal.Signals
) -> None:
    """Ctrl+C leaves with 130 and says how to go on; a kill says nothing; both go on with `resume`, once."""
    path = scorm12(tmp_path / "long.zip", title=f"Interrupted by {number.name}", size_bytes=3_000_000)
    connected.faults.set("rate", 200_000)
    child = started(("upload", "--json", path))
    assert child.stdout is not None
    for line in child.stdout:
        if '"sending"' in line:
            break
    child.send_signal(number)
    out, err = child.communicate(timeout=20)
    assert "Traceback" not in err
    if number == signal.SIGINT:
        assert child.returncode == 130 and "allure-desktop resume 1" in err
        assert '"status": "stopped"' in out.splitlines()[-1]
    rows = process("uploads", "--json").json
    assert [(row["id"], row["reason"]) for row in rows] == [(1, "paused")]
    connected.faults.clear()
    answer = process("resume", "--all", "--json")
    assert answer.code == 0, answer.err
    assert [result["status"] for result in answer.results] == ["done"]
    found = process("packages", "--json", "--search", f'"interrupted by {number.name}"').json
    assert len(found) == 1


def test_an_upload_of_another_process_is_paused_and_cancelled(
    process: Process, connected: Sandbox, tmp_path: Path
) -> None:
    """`pause` reaches the process that uploads; `cancel` and `forget` then work on the row that it has left."""
    path = scorm12(tmp_path / "long.zip", size_bytes=3_000_000)
    connected.faults.set("rate", 200_000)
    child = started(("upload", "--json", path))
    assert child.stdout is not None
    for line in child.stdout:
        if '"sending"' in line:
            break
    assert process("pause", "1", "--json").json[0]["reason"] == "paused"
    out, _ = child.communicate(timeout=20)
    assert child.returncode == 1 and '"stopped"' in out.splitlines()[-1]
    assert process("cancel", "1", "--json").json[0]["state"] == "held"
    assert process("forget", "1").code == 0
    assert process("uploads", "--json").json == []
    assert path.exists()


def test_a_full_disk_behind_stdout_is_one_sentence() -> None:
    """What cannot be printed ends with 4 and words, never with a complaint of the interpreter."""
    for more in ((), ("--json",)):
        with Path("/dev/full").open("w") as full:
            child = started(("connections", *more), stdout=full)
            _, err = child.communicate(timeout=20)
        assert child.returncode == 4 and err.startswith("Error: This computer's disk is full.")
        assert len(err.splitlines()) == 1
