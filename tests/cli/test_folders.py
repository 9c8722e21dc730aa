"""The folder of a course where a ZIP is meant: uploaded, mended and compared as the ZIP that it would become."""

from __future__ import annotations

import os
import signal
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from allure_desktop.sandbox.server import Sandbox
from tests.cli.conftest import Answer, started
from tests.packages import scorm12

Calling = Callable[..., Answer]


def packed_files() -> list[Path]:
    return [file for file in (Path(os.environ["ALLURE_DATA_DIR"]) / "work").rglob("*") if file.is_file()]


def unpacked(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return unpacked(sound, tmp_path / "My course")


def test_a_folder_is_uploaded(call: Calling, connected: Sandbox, folder: Path) -> None:
    """It is told by the path that was given, goes live under the folder's name, and leaves nothing behind."""
    answer = call("upload", "--json", folder)
    assert answer.code == 0 and answer.results[0]["status"] == "done", answer.err
    assert all(event["file"] == str(folder) for event in answer.events)
    assert call("uploads", "--json").json[0]["file"].endswith("My course.zip")
    assert packed_files() == []
    text = call("upload", folder)
    assert f"Packed the folder {folder}" in text.out and "live on AllureConnect" in text.out


@pytest.mark.parametrize("verb", ["upload", "validate"])
def test_a_folder_without_a_manifest(call: Calling, connected: Sandbox, tmp_path: Path, verb: str) -> None:
    """Exit 4, in words; nothing is packed and nothing is journalled."""
    (tmp_path / "empty").mkdir()
    answer = call(verb, tmp_path / "empty")
    assert answer.code == 4 and "imsmanifest.xml" in answer.err
    assert call("uploads", "--json").json == [] and packed_files() == []


def test_a_killed_upload_of_a_folder_goes_on(process: Calling, connected: Sandbox, tmp_path: Path) -> None:
    """The packed file outlives a kill, though the folder is gone meanwhile; when the package is live it goes."""
    film = {"media/film.mp4": os.urandom(3_000_000)}
    folder = unpacked(scorm12(tmp_path / "long.zip", title="Packed, killed", files=film), tmp_path / "Long course")
    connected.faults.set("rate", 200_000)
    child = started(("upload", "--json", folder))
    assert child.stdout is not None
    for line in child.stdout:
        if '"sending"' in line:
            break
    child.send_signal(signal.SIGKILL)
    child.communicate(timeout=30)
    assert [file.name for file in packed_files()] == ["Long course.zip"]
    (folder / "imsmanifest.xml").unlink()
    connected.faults.clear()
    answer = process("resume", "--all", "--json")
    assert answer.code == 0 and [result["status"] for result in answer.results] == ["done"], answer.err
    assert packed_files() == []


def test_a_forgotten_folder(call: Calling, connected: Sandbox, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits keeps its packed file; forgetting it removes that and leaves the folder alone."""
    (folder / "index.html").unlink()
    assert call("upload", folder).code == 1  # refused, and kept
    assert len(packed_files()) == 1
    answer = call("forget", "1")
    assert answer.code == 0 and "The folder it was packed from is untouched." in answer.out
    assert packed_files() == [] and (folder / "imsmanifest.xml").is_file()


def test_folders_are_mended_and_compared(call: Calling, sound: Path, folder: Path, tmp_path: Path) -> None:
    """`repair` writes a ZIP of a folder, `compare` takes a folder on either side."""
    assert call("compare", sound, folder).code == 0
    (folder / "index.html").rename(folder / "Index.html")
    answer = call("compare", sound, folder, "--json")
    assert answer.code == 1 and answer.json["files"]["moved"] == [{"from": "index.html", "to": "Index.html"}]
    answer = call("repair", folder, "--output", tmp_path / "mended.zip", "--json")
    assert [change["code"] for change in answer.json["changes"]] == ["manifest.case-mismatch"]
    assert call("compare", sound, tmp_path / "mended.zip").code == 0
    assert (folder / "Index.html").is_file()
