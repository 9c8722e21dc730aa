"""The rules that hold for every verb."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from allure_desktop import logs
from allure_desktop.cli.command_line import VERBS, run
from allure_desktop.library.library import Library
from allure_desktop.sandbox.server import Sandbox
from tests.cli.conftest import Answer

Calling = Callable[..., Answer]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(call: Calling, verb: str) -> None:
    """`VERB --help` prints its options and ends with 0."""
    answer = call(verb, "--help")
    assert answer.code == 0 and f"allure-desktop {verb}" in answer.out and "--data-dir" in answer.out


@pytest.mark.parametrize(
    "argv",
    [
        ("--json", "--data-dir", "{}", "uploads"),
        ("uploads", "--json", "--data-dir", "{}"),
        ("--data-dir={}", "uploads", "--json"),
    ],
)
def test_common_options_stand_on_either_side(call: Calling, tmp_path: Path, argv: Sequence[str]) -> None:
    """--json and --data-dir count before and after the verb."""
    place = tmp_path / "elsewhere"
    answer = call(*(word.format(place) for word in argv))
    assert answer.code == 0 and answer.json == [] and (place / "allure.sqlite3").exists()


@pytest.mark.parametrize(
    "argv",
    [
        ("upload",),
        ("uplaod", "x"),
        ("validate",),
        ("validate", "--target", "x", "y.zip"),
        ("launch",),
        ("resume",),
        ("pause", "x"),
    ],
)
def test_wrong_usage_is_2(call: Calling, argv: Sequence[str]) -> None:
    """A call that makes no sense ends with 2, in words, and with --json as an event."""
    answer = call(*argv)
    assert answer.code == 2 and answer.err.startswith("Error: ") and "--help" in answer.err + "--help"
    answer = call("--json", *argv)
    assert answer.code == 2
    assert answer.json["event"] == "error" and answer.json["code"] == "usage" and answer.json["remedy"]


def test_a_misspelt_verb_is_guessed(call: Calling) -> None:
    """The remedy names the verb that was meant."""
    assert "Did you mean packages?" in call("packges").err


def test_without_a_connection_it_says_how_to_make_one(call: Calling, sound: Path) -> None:
    """A verb that needs a server ends with 3 and the way to one."""
    for argv in (("packages",), ("upload", sound), ("launch", "pkg_1"), ("quotas",)):
        answer = call("--json", *argv)
        assert answer.code == 3 and answer.json["code"] == "connection.none"
        assert "allure-desktop connect" in answer.json["remedy"]


def test_a_connection_of_the_environment_is_stored_nowhere(call: Calling, connected: Sandbox, sound: Path) -> None:
    """The call works; neither connection nor key are on the disk; a resume without the three says what it needs."""
    connected.faults.set("401", path="upload-url")
    assert call("upload", sound).code == 3
    assert call("connections", "--json").json == []
    data = Path(os.environ["ALLURE_DATA_DIR"])
    assert not [file for file in data.rglob("*") if file.is_file() and connected.api_key.encode() in file.read_bytes()]
    connected.faults.clear()
    for name in ("ALLURE_URL", "ALLURE_TENANT", "ALLURE_API_KEY"):
        os.environ.pop(name)
    answer = call("resume", "1", "--json")
    assert answer.code == 3 and answer.results[0]["status"] == "failed"
    assert all(name in answer.err for name in ("ALLURE_URL", "ALLURE_TENANT", "ALLURE_API_KEY"))


def test_a_mistake_of_ours_is_one_sentence(call: Calling, connected: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback is printed; the log has it, without the key."""

    def broken(self: Library, connection_id: str) -> None:
        raise RuntimeError(f"boom with {connected.api_key}")

    monkeypatch.setattr(Library, "refresh", broken)
    logs.keep_secret(connected.api_key)
    answer = call("packages", "--json")
    assert answer.code == 3 and len(answer.err.splitlines()) == 1 and "boom" not in answer.err
    assert answer.json["code"] == "program.mistake"
    log = (Path(os.environ["ALLURE_DATA_DIR"]) / "logs" / "allure-desktop.log").read_text()
    assert "Traceback" in log and "boom with [redacted]" in log


def test_zip_paths_alone_open_the_window(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The files go to the window as they are, also one that has vanished; its exit code is ours."""
    opened: list[tuple[str | None, list[str]]] = []

    def open_window(data_dir: str | None, files: Sequence[str]) -> int:
        opened.append((data_dir, list(files)))
        return 7

    file = tmp_path / "a.zip"
    file.touch()
    assert run(["--data-dir", "d", str(file), str(tmp_path / "gone.zip")], open_window) == 7
    assert run([], open_window) == 7
    assert opened == [("d", [str(file), str(tmp_path / "gone.zip")]), (None, [])]
    assert run([str(tmp_path)], open_window) == 4
    assert "is no file" in capsys.readouterr().err


@pytest.mark.parametrize("more", [(), ("a.zip",)])
def test_without_a_display_the_window_says_so(more: Sequence[str]) -> None:
    """One sentence and an exit code instead of an abort by Qt."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environ = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, "-m", "allure_desktop", *more]
    ended = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=20)
    assert ended.returncode == 4 and ended.stderr.startswith("Error: The window cannot be opened. There is no display")


def test_a_check_brings_no_network_database_or_terminal_library(sound: Path) -> None:
    """`validate` starts fast because it loads nothing that it does not need."""
    heavy = "{'httpx', 'rich', 'sqlite3', 'keyring', 'PySide6', 'logging.handlers', 'msgspec', 'platformdirs'}"
    code = f"""
import sys
from allure_desktop.cli.command_line import run
assert run(["validate", "--json", sys.argv[1]]) == 0
print(sorted({heavy} & set(sys.modules)), file=sys.stderr)
"""
    ended = subprocess.run([sys.executable, "-c", code, str(sound)], capture_output=True, text=True, timeout=20)
    assert ended.stderr.strip() == "[]"


def test_an_answer_that_nobody_reads_is_no_error() -> None:
    """`… | head` may leave before the end."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as nobody:
        command = [sys.executable, "-m", "allure_desktop", "doctor"]
        ended = subprocess.run(command, stdout=nobody, stderr=subprocess.PIPE, text=True, timeout=30)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_doctor_tells_what_there_is_and_no_secret(call: Calling, connected: Sandbox) -> None:
    """Keyring, window, certificates, proxy, disk, versions and licences; a proxy's password is left out."""
    os.environ["HTTPS_PROXY"] = "http://me:secret-word@proxy.example:8080"
    try:
        answer = call("doctor", "--json")
    finally:
        del os.environ["HTTPS_PROXY"]
    assert answer.code == 0 and answer.json["keyring"]["works"] is True
    assert {"web_view", "certificates", "disk_free_bytes", "libraries", "licences"} <= answer.json.keys()
    assert "proxy.example" in answer.out and "secret-word" not in answer.out and connected.api_key not in answer.out
