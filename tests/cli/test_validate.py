"""The verb `validate`: one entry a path, and the exit code that says most."""

from __future__ import annotations

import io
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from allure_desktop.cli.output import Output
from allure_desktop.cli.validation import bar
from tests.cli.conftest import Answer
from tests.packages import scorm12

Calling = Callable[..., Answer]


def test_every_path_has_its_entry(call: Calling, sound: Path, tmp_path: Path) -> None:
    """Good, bad, missing and directory: four entries in their order, exit 4, one error line for each that is no ZIP."""
    bad = tmp_path / "bad.zip"
    bad.write_text("no zip")
    answer = call("validate", "--json", sound, bad, tmp_path / "gone.zip", tmp_path)
    assert answer.code == 4
    entries = answer.json["files"]
    assert [entry["path"] for entry in entries] == [str(sound), str(bad), str(tmp_path / "gone.zip"), str(tmp_path)]
    assert [entry["sound"] for entry in entries] == [True, False, False, False]
    codes = [[f["code"] for f in entry["findings"] if f["severity"] == "error"] for entry in entries]
    assert codes == [[], ["zip.unreadable"], ["file.missing"], ["file.directory"]]
    assert [entry.get("error", {}).get("event") for entry in entries] == [None, None, "error", "error"]
    assert len({frozenset(entry) - {"error"} for entry in entries}) == 1
    assert len(answer.err.splitlines()) == 2


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04"])
def test_what_is_no_zip_is_a_finding(call: Calling, tmp_path: Path, content: bytes) -> None:
    """An empty file or no ZIP is exit 1, not 4."""
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    answer = call("validate", "--json", path)
    assert answer.code == 1 and answer.json["files"][0]["verdict"] == "errors"


def test_a_socket_cannot_be_read(call: Calling, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something that is no file ends with 4 and does not hang."""
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.zip")
        assert call("validate", "socket.zip").code == 4
        assert call("upload", "socket.zip").code == 3  # there is no connection; asked first


def test_strict_counts_warnings(call: Calling, tmp_path: Path) -> None:
    """A package with a warning is exit 0, with --strict exit 1."""
    path = scorm12(tmp_path / "odd.zip", broken="manifest.file-missing")
    verdict = call("validate", "--json", path).json["files"][0]["verdict"]
    assert verdict == "warnings"
    assert (call("validate", path).code, call("validate", "--strict", path).code) == (0, 1)


def test_quick_leaves_the_full_pass_out(call: Calling, sound: Path) -> None:
    """The text says that it was left out."""
    assert "byte-for-byte pass was left out" in call("validate", "--quick", sound).out
    assert "left out" not in call("validate", sound).out


def test_a_folder_with_a_manifest_is_checked(call: Calling, sound: Path, tmp_path: Path) -> None:
    """As the ZIP that it would become; links that lead out of it are not followed."""
    folder = tmp_path / "course"
    with zipfile.ZipFile(sound) as archive:
        archive.extractall(folder)
    (folder / "secret.txt").symlink_to("/etc/hostname")
    entry = call("validate", "--json", folder).json["files"][0]
    assert entry["path"] == str(folder) and entry["sound"] is True and entry["title"] == "Fire Safety Basics"
    assert entry["entries"] == len(zipfile.ZipFile(sound).namelist())


def test_text_tells_what_and_what_to_do(call: Calling, tmp_path: Path) -> None:
    """A finding has its severity, its code and a remedy; the last line is the verdict."""
    path = scorm12(tmp_path / "Übung 🎓\nneu.zip", broken="manifest.nothing-to-launch")
    answer = call("validate", path)
    lines = answer.out.splitlines()
    assert (
        lines[0].endswith("Übung 🎓\\nneu.zip")
        and "error: " in answer.out
        and lines[-1] == "  Would not start in an LMS: 1 error."
    )


def test_a_target_and_a_file_of_severities(call: Calling, tmp_path: Path) -> None:
    """--target and --config change severities and with them the exit code; a wrong name is exit 2."""
    path = scorm12(tmp_path / "odd.zip", broken="manifest.file-missing")
    config = tmp_path / "team.toml"
    config.write_text('[validation]\n"manifest.file-missing" = "error"\n')
    assert call("validate", path).code == 0
    assert call("validate", "--config", config, path).code == 1
    assert call("validate", "--json", "--target", "moodle", path).json["files"][0]["target"] == "Moodle"
    assert call("validate", "--target", "Oodle", path).code == 2
    assert "docs.moodle.org" in call("validate", "--target", "list").out
    (tmp_path / "allure-desktop.toml").write_text("[validation\n")
    answer = call("validate", "--json", path)
    assert answer.code == 2 and answer.json["files"][0]["error"]["code"] == "usage"


def test_the_old_version_can_be_named(call: Calling, sound: Path, tmp_path: Path) -> None:
    """--replaces tells that the new version has other items."""
    path = scorm12(tmp_path / "new.zip", scos=3)
    codes = [f["code"] for f in call("validate", "--json", "--replaces", sound, path).json["files"][0]["findings"]]
    assert codes == ["manifest.structure-changed"]


def test_a_page_to_mail(call: Calling, sound: Path, tmp_path: Path) -> None:
    """--report writes one page about all paths, also those that could not be checked; --json stays JSON."""
    answer = call("validate", "--json", "--report", tmp_path / "r.html", sound, tmp_path / "gone.zip")
    assert answer.code == 4 and len(answer.json["files"]) == 2
    page = (tmp_path / "r.html").read_text("utf-8")
    assert sound.name in page and "gone.zip" in page
    assert call("validate", "--report", tmp_path / "no" / "r.html", sound).code == 4


def test_people_see_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a bar grows and is taken away before the next line; into a file no such thing is written."""
    monkeypatch.setenv("TERM", "xterm")

    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    out = Output(False, screen)
    tell = bar(out, "folder/large.zip")
    assert tell is not None
    tell(6_000_000, 24_000_000)
    out.line("Sound.")
    assert screen.getvalue() == f"\r\x1b[2Klarge.zip  {'━' * 6:<24}  25% of 24.0 MB\r\x1b[2KSound.\n"
    assert bar(Output(False, io.StringIO()), "large.zip") is None and bar(Output(True, Screen()), "large.zip") is None
