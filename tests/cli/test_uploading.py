"""The verb `upload` and the journal's verbs, against the real sandbox."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from allure_desktop.cli import following
from allure_desktop.sandbox.server import Sandbox
from tests.cli.conftest import Answer
from tests.packages import scorm12

Calling = Callable[..., Answer]


def test_the_events_of_an_upload(call: Calling, connected: Sandbox, sound: Path) -> None:
    """Each stage once and in order, each with event, id and the file as given; one result with its figures."""
    answer = call("upload", "--json", sound, "--description", "Hello", "--tag", "a", "--tag", "b")
    assert answer.code == 0 and answer.err == ""
    names = list(dict.fromkeys(event["event"] for event in answer.events))
    assert names == ["queued", "validating", "validated", "sending", "processing", "result"]
    assert all(event["id"] == 1 and event["file"] == str(sound) for event in answer.events)
    result = answer.results[0]
    assert (result["status"], result["revision"], result["sent_bytes"]) == ("done", 1, sound.stat().st_size)
    assert {"package_id", "title", "retries", "api_calls", "seconds"} <= result.keys()
    record = call("package", result["package_id"], "--json").json
    assert (record["description"], record["tags"]) == ("Hello", ["a", "b"])


def test_one_failure_does_not_stop_the_rest(call: Calling, connected: Sandbox, sound: Path, tmp_path: Path) -> None:
    """Refused, live, missing: a result for each; 4 for the path that is missing, 1 without it."""
    bad = tmp_path / "bad.zip"
    bad.write_text("no zip")
    gone = tmp_path / "gone.zip"
    answer = call("upload", "--json", bad, gone, sound)
    assert answer.code == 4
    assert {r["file"]: r["status"] for r in answer.results} == {
        str(bad): "refused",
        str(gone): "failed",
        str(sound): "done",
    }
    errors = {event["file"]: event["code"] for event in answer.events if event["event"] == "error"}
    assert errors == {str(bad): "zip.unreadable", str(gone): "file.missing"}
    assert call("upload", bad, sound).code == 1


def test_a_file_with_errors_goes_only_when_it_is_meant(call: Calling, connected: Sandbox, tmp_path: Path) -> None:
    """Refused with the words of the check; with --no-validation the server decides."""
    path = scorm12(tmp_path / "x.zip", broken="manifest.launch-file-missing")
    answer = call("upload", path)
    assert answer.code == 1 and "--no-validation" in answer.out
    answer = call("upload", "--json", "--no-validation", path)
    assert "validating" not in [event["event"] for event in answer.events]
    assert answer.code == 3 and answer.results[0]["sent_bytes"] == path.stat().st_size
    assert "package.processing-failed" in [event.get("code") for event in answer.events]


def test_the_server_refuses_a_package(call: Calling, connected: Sandbox, tmp_path: Path) -> None:
    """Exit 3; causes and remedies of the page's class are on stderr and in the event."""
    path = tmp_path / "x.zip"
    path.write_bytes(b"no zip at all")
    answer = call("upload", "--json", "--no-validation", path)
    assert answer.code == 3 and answer.results[0]["status"] == "failed"
    error = next(event for event in answer.events if event["event"] == "error")
    assert error["causes"] and error["remedies"]
    assert "Possible causes" in call("upload", "--no-validation", path).err


def test_server_validation_publishes_nothing_and_resume_goes_on(call: Calling, connected: Sandbox, sound: Path) -> None:
    """`validated`; then a resume makes it live without sending a byte again."""
    before = len(call("packages", "--json").json)
    result = call("upload", "--json", "--validate-only", sound).results[0]
    assert result["status"] == "validated" and result["package_id"] is None
    assert len(call("packages", "--json").json) == before
    answer = call("resume", "1", "--json")
    assert answer.code == 0 and answer.results[0]["status"] == "done"
    assert answer.results[0]["sent_bytes"] == sound.stat().st_size
    assert len(call("packages", "--json").json) == before + 1


def test_a_server_out_of_reach_is_told_and_the_row_kept(
    call: Calling, connected: Sandbox, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 3 after the patience; one error; the row waits for a resume, which makes it live."""
    monkeypatch.setattr(following, "PATIENCE_AT_START_S", 0.1)
    connected.faults.set("503")
    answer = call("upload", "--json", sound)
    assert answer.code == 3 and [result["status"] for result in answer.results] == ["stopped"]
    assert len(answer.err.splitlines()) == 1 and "503" in answer.err
    connected.faults.clear()
    answer = call("resume", "--all", "--json")
    assert answer.code == 0 and answer.results[0]["status"] == "done"


def test_a_rate_limit_is_waited_for(call: Calling, connected: Sandbox, sound: Path) -> None:
    """429 is `waiting` with a time, never a failure; views wait too and say so."""
    connected.faults.set("429", 1, "upload-url", times=1)
    answer = call("upload", "--json", sound)
    assert answer.code == 0
    waiting = [event for event in answer.events if event["event"] == "waiting"]
    assert waiting[0]["reason"] == "rate_limited" and waiting[0]["until"].endswith("Z")
    connected.faults.set("429", 1, "/packages?", times=1)
    answer = call("packages")
    assert answer.code == 0 and "The server limits speed: continues at" in answer.err


@pytest.mark.parametrize("more", [("--parallel", "0"), ("--parallel", "17"), ("--limit", "fast"), ("--limit", "0MB/s")])
def test_impossible_speeds_are_refused(call: Calling, connected: Sandbox, sound: Path, more: tuple[str, str]) -> None:
    """Exit 2, and nothing is journalled."""
    assert call("upload", sound, *more).code == 2
    assert call("uploads", "--json").json == []


def test_several_files_at_once(call: Calling, connected: Sandbox, tmp_path: Path) -> None:
    """--parallel and --limit take their effect for this call alone, and every file gets its result."""
    paths = [scorm12(tmp_path / f"{name}.zip", title=name) for name in ("one", "two", "three")]
    answer = call("upload", "--json", "--parallel", "3", "--limit", "50MB/s", *paths)
    assert answer.code == 0 and {r["title"] for r in answer.results} == {"one", "two", "three"}
    assert len({r["package_id"] for r in answer.results}) == 3


def test_a_package_of_one_version_takes_one_file(call: Calling, connected: Sandbox, sound: Path) -> None:
    """--package with two files makes no sense."""
    assert call("upload", "--package", "pkg_1", sound, sound).code == 2


def test_text_for_people(call: Calling, connected: Sandbox, sound: Path) -> None:
    """Plain lines where no terminal is: no escape sequence, the package and its version at the end."""
    answer = call("upload", sound)
    assert "\x1b" not in answer.out
    assert "checked, sound" in answer.out and "live on AllureConnect as pkg_" in answer.out.splitlines()[-1]


def test_an_unknown_upload_is_wrong_usage(call: Calling) -> None:
    """pause, cancel, forget and resume of an id that does not exist."""
    for verb in ("pause", "cancel", "forget", "resume"):
        answer = call(verb, "77")
        assert answer.code == 2 and "allure-desktop uploads" in answer.err


def test_the_journal_row_as_json(call: Calling, connected: Sandbox, sound: Path) -> None:
    """The documented fields of a row."""
    call("upload", sound)
    row = call("uploads", "--json").json[0]
    documented = {"id", "file", "state", "reason", "until", "sent_bytes", "total_bytes", "package_id", "connection"}
    assert documented | {"updated_at"} <= row.keys()
    assert (row["state"], row["file"], row["until"]) == ("done", str(sound), None)


def test_a_likely_new_version_is_said(call: Calling, connected: Sandbox, sound: Path) -> None:
    """The same path again without --package: the answer names the package it may belong to, and goes on."""
    first = call("upload", "--json", sound).results[0]
    again = call("upload", "--json", sound)
    (checked,) = [event for event in again.events if event["event"] == "validated"]
    (like,) = checked["looks_like"]
    assert (like["package_id"], like["revision"]) == (first["package_id"], 1)
    assert again.results[0]["status"] == "done" and again.results[0]["package_id"] != first["package_id"]
    out = call("upload", sound).out
    assert "uploaded from this path before" in out and f"--package {again.results[0]['package_id']}" in out
    version = call("upload", "--json", "--package", first["package_id"], sound)
    assert not any("looks_like" in event for event in version.events) and version.results[0]["revision"] == 2
