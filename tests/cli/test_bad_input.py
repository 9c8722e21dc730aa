"""Bad input of every kind: each gives one error in words and its exit code; the program goes on."""

from __future__ import annotations

import errno
import http.server
import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from allure_desktop.cli import following
from allure_desktop.cli.upload_printers import UploadError
from allure_desktop.uploads.rows import Message
from tests.cli.conftest import Answer
from tests.packages import scorm12
from tests.small_disk import small_disk

Calling = Callable[..., Answer]


class _OneAnswer(http.server.BaseHTTPRequestHandler):
    """Answers everything alike."""

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("content-length") or 0))
        status, kind, body = self.server.answer  # type: ignore[attr-defined]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PATCH = do_DELETE = _answer  # noqa: N815 - names of the standard library

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[http.server.ThreadingHTTPServer]:
    """A server that gives `answer` (status, type, body) to every call; the connection of the environment."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _OneAnswer) as listening:
        listening.answer = (500, "application/json", b"{}")  # type: ignore[attr-defined]
        threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True).start()
        monkeypatch.setenv("ALLURE_URL", f"http://127.0.0.1:{listening.server_port}")
        monkeypatch.setenv("ALLURE_TENANT", "t-1")
        monkeypatch.setenv("ALLURE_API_KEY", "sk_test_0123456789")
        yield listening
        listening.shutdown()


JSON = "application/json"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((200, "text/html", b"<!doctype html><p>Welcome"), "server.not-the-api"),
        ((200, JSON, b"{"), "server.not-the-api"),
        ((401, JSON, b'{"error":"no","code":"INVALID_API_KEY"}'), "key.refused"),
        ((403, JSON, b'{"error":"no","code":"INSUFFICIENT_SCOPES"}'), "key.missing-scope"),
        ((404, JSON, b'{"error":"no"}'), "server.not-found"),
        ((409, JSON, b'{"error":"no","code":"VERSION_CONFLICT"}'), "server.version-conflict"),
        ((413, JSON, b'{"error":"no","code":"FILE_TOO_LARGE"}'), "package.too-large"),
        ((422, JSON, b'{"error":"no"}'), "server.invalid"),
        ((500, JSON, b'{"error":"no","code":"INTERNAL_ERROR"}'), "server.trouble"),
        ((503, "text/html", b"<html>Service unavailable"), "server.trouble"),
    ],
)
def test_answers_that_are_none(
    call: Calling, server: Any, answer: tuple[int, str, bytes], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence on stderr, one event on stdout, exit 3; the key is in neither."""
    monkeypatch.setattr("allure_desktop.api.retry._LONGEST_WAITS_S", (0.01, 0.01))
    server.answer = answer
    told = call("packages", "--json")
    assert told.code == 3 and told.json["code"] == code
    assert len(told.err.splitlines()) == 1 and told.json["message"]
    assert "sk_test" not in told.out + told.err


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1:9", "server.unreachable"),
        ("https://no.such.host.invalid", "server.unknown-host"),
        ("ftp://example.org", "connection.none"),
        ("http://example.org", "connection.none"),
        ("not an address at all", "server.unknown-host"),
    ],
)
def test_wrong_addresses(call: Calling, server: Any, monkeypatch: pytest.MonkeyPatch, url: str, code: str) -> None:
    """Nothing listens, no such name, no web address, no encryption: exit 3 and what to do."""
    monkeypatch.setenv("ALLURE_URL", url)
    monkeypatch.setattr("allure_desktop.api.retry._LONGEST_WAITS_S", (0.01, 0.01))
    told = call("packages", "--json")
    assert told.code == 3 and told.json["code"] == code and told.json["remedy"]


def test_a_certificate_that_is_not_trusted(call: Calling, server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 3, and the words speak of the certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    monkeypatch.setenv("ALLURE_URL", f"https://localhost:{server.server_port}")
    told = call("packages", "--json")
    assert told.code == 3 and told.json["code"] == "server.certificate" and "certificate" in told.err


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ((200, "text/html", b"<!doctype html><p>Welcome"), "failed"),
        ((401, JSON, b'{"error":"no"}'), "failed"),
        ((403, JSON, b'{"error":"no","code":"INSUFFICIENT_SCOPES"}'), "failed"),
        ((404, JSON, b'{"error":"no"}'), "failed"),
        ((409, JSON, b'{"error":"no"}'), "failed"),
        ((413, JSON, b'{"error":"no"}'), "failed"),
        ((422, JSON, b'{"error":"no"}'), "failed"),
        ((500, JSON, b'{"error":"no"}'), "stopped"),
        ((503, JSON, b'{"error":"no"}'), "stopped"),
    ],
)
def test_an_upload_to_such_a_server_is_kept(
    call: Calling,
    server: Any,
    sound: Path,
    answer: tuple[int, str, bytes],
    status: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One error and one result; the row stays and can be resumed or forgotten."""
    monkeypatch.setattr(following, "PATIENCE_AT_START_S", 0.1)
    server.answer = answer
    told = call("upload", "--json", sound)
    assert told.code == 3 and [result["status"] for result in told.results] == [status]
    assert [event["event"] for event in told.events].count("error") == 1
    assert len(call("uploads", "--json").json) == 1
    assert call("forget", "1").code == 0


@pytest.mark.parametrize(
    "name", ["Übung.zip", "日本語 🎓.zip", "two\nlines\x1b[31m.zip", "-dash.zip", "a" * 240 + ".zip"]
)
def test_any_name_is_checked(call: Calling, tmp_path: Path, name: str) -> None:
    """Checked like every other, the JSON has it as it is, the text has no control character."""
    path = scorm12(tmp_path / name)
    assert call("validate", "--json", path).json["files"][0]["path"] == str(path)
    answer = call("validate", path)
    assert answer.code == 0 and "\x1b" not in answer.out


def test_a_name_that_is_no_text(call: Calling, tmp_path: Path) -> None:
    """A file name that is not UTF-8 gets its entry and can be printed."""
    path = scorm12(tmp_path / "plain.zip").rename(tmp_path / "umlaut-\udcfc.zip")
    assert call("validate", "--json", path).json["files"][0]["path"] == str(path)
    assert "umlaut-" in call("validate", path).out


def no_zip(folder: Path) -> Path:
    file = folder / "course.zip"
    file.write_text("This is a letter. " * 50)
    return file


def empty(folder: Path) -> Path:
    file = folder / "course.zip"
    file.touch()
    return file


@pytest.mark.parametrize("make", [no_zip, empty])
def test_a_file_that_is_no_package(call: Calling, server: Any, tmp_path: Path, make: Callable[[Path], Path]) -> None:
    """One finding with its remedy, exit 1; an upload is refused before anything is sent."""
    file = make(tmp_path)
    answer = call("validate", "--json", file)
    (finding,) = answer.json["files"][0]["findings"]
    assert answer.code == 1 and finding["code"] == "zip.unreadable" and finding["remedy"]
    told = call("upload", "--json", file)
    assert (told.code, told.results[0]["status"], told.results[0]["sent_bytes"]) == (1, "refused", 0)


def a_folder(folder: Path) -> Path:
    (folder / "my photos").mkdir()
    return folder / "my photos"


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "course.zip")
    return folder / "course.zip"


def a_circle(folder: Path) -> Path:
    (folder / "course.zip").symlink_to("course.zip")
    return folder / "course.zip"


@pytest.mark.parametrize("make", [a_folder, a_pipe, a_circle])
@pytest.mark.parametrize("verb", ["validate", "upload"])
def test_a_path_that_cannot_be_read(
    call: Calling, server: Any, tmp_path: Path, make: Callable[[Path], Path], verb: str
) -> None:
    """Exit 4 and one error that names it, for both verbs; it is not waited for."""
    path = make(tmp_path)
    told = call(verb, path)
    assert told.code == 4 and told.err.count(path.name) == 1 and str(path) in told.err, told.err
    assert len(told.err.splitlines()) == 1


def test_a_name_that_is_no_text_is_not_uploaded(call: Calling, server: Any, tmp_path: Path) -> None:
    """The server is told names as text: exit 4, which one and what to do."""
    path = scorm12(tmp_path / "plain.zip").rename(tmp_path / "umlaut-\udcfc.zip")
    told = call("upload", path)
    assert told.code == 4 and "Rename it" in told.err and "umlaut-" in told.err


def test_no_network(call: Calling, server: Any, monkeypatch: pytest.MonkeyPatch, sound: Path) -> None:
    """Exit 3 in words; an upload is kept and can go on later."""

    def unreachable(*_asked: object, **_named: object) -> None:
        raise OSError(errno.ENETUNREACH, "Network is unreachable")

    monkeypatch.setattr(socket, "create_connection", unreachable)
    monkeypatch.setattr(following, "PATIENCE_AT_START_S", 0.1)
    told = call("packages", "--json")
    assert told.code == 3 and told.json["code"] == "server.offline"
    told = call("upload", "--json", sound)
    assert told.code == 3 and told.results[0]["status"] == "stopped"
    assert [row["reason"] for row in call("uploads", "--json").json] == ["paused"]


def test_a_full_disk(call: Calling, server: Any, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 4 and one sentence; what was noted before is still there, and with room the same call works."""
    monkeypatch.setattr(following, "PATIENCE_AT_START_S", 0.1)
    with small_disk(tmp_path / "disk", monkeypatch) as disk:
        place = ("--data-dir", disk.path / "data")
        call("upload", sound, *place)
        disk.fill()
        told = call("upload", "--json", sound, *place)
        assert told.code == 4 and "disk is full" in told.err and len(told.err.splitlines()) == 1, told
        disk.free()
        assert len(call("uploads", "--json", *place).json) == 1
        call("upload", sound, *place)
        assert len(call("uploads", "--json", *place).json) == 2


def test_eleven_gigabytes(call: Calling, server: Any, tmp_path: Path) -> None:
    """Too large is one finding, told at once; nothing is sent."""
    path = tmp_path / "huge.zip"
    with path.open("wb") as file:
        file.truncate(11 * 2**30)
    answer = call("validate", "--json", path)
    assert answer.code == 1
    assert [f["code"] for f in answer.json["files"][0]["findings"] if f["severity"] == "error"] == ["zip.too-large"]
    told = call("upload", "--json", path)
    assert (told.code, told.results[0]["status"]) == (1, "refused")
    told = call("upload", "--json", "--no-validation", path)
    assert told.code != 0 and told.results[0]["sent_bytes"] == 0 and "10 GB" in told.err


def test_a_file_that_vanishes_before_the_upload_goes_on(call: Calling, server: Any, sound: Path) -> None:
    """Exit 4 and the name of the file; nothing is lost."""
    server.answer = (401, JSON, b'{"error":"no"}')
    assert call("upload", sound).code == 3
    sound.unlink()
    told = call("resume", "1", "--json")
    assert told.code in (3, 4) and told.results[0]["status"] == "failed"
    assert sound.name in told.err


def test_a_data_directory_that_cannot_be(call: Calling, tmp_path: Path) -> None:
    """A file in its place ends with 4 and names --data-dir; a damaged database is set aside and said."""
    file = tmp_path / "file"
    file.touch()
    told = call("uploads", "--data-dir", file / "below")
    assert told.code == 4 and "--data-dir" in told.err
    place = tmp_path / "damaged"
    place.mkdir()
    (place / "allure.sqlite3").write_text("this is no database, but long enough to be looked at as one" * 9)
    told = call("uploads", "--data-dir", place, "--json")
    assert told.code == 4 and told.json["code"] == "data.corrupt"
    assert list(place.glob("allure.sqlite3.damaged-*")) and call("uploads", "--data-dir", place).code == 0


def test_stored_words_become_an_error_with_its_lists() -> None:
    """The causes and remedies of the page's classes are kept; sentences end."""
    message = Message("quota.exceeded", "Quota Exceeded.", "no room", "Delete", ("a",), ("b",))
    error = UploadError(message, 3, "x.zip")
    assert error.message == "Quota Exceeded. no room." and error.remedy == "Delete."
    assert error.as_record()["causes"] == ["a"] and error.as_record()["remedies"] == ["b"]
