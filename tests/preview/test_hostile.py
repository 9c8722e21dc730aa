"""Nothing is reachable but the package and the player's own pages, whatever is asked, and by whom."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from allure_desktop.preview import play as play_module
from allure_desktop.preview import server as server_module
from allure_desktop.preview.server import LARGEST_BODY_BYTES
from tests.packages import scorm12
from tests.preview.conftest import LIMIT_S, Browser, Opener, kept, until


def raw(preview: Any, data: bytes) -> bytes:
    """What comes back for bytes that no client library would send; b'' for a closed connection."""
    with socket.create_connection(("127.0.0.1", preview.port), timeout=LIMIT_S) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        got = b""
        while piece := connection.recv(65536):
            got += piece
        return got


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:PORT",
        "localhost:PORT",
        "evil.example",
        "p00000000000000000000000000000000.localhost:PORT",
        "NAME:1",
        "x.NAME:PORT",
        "",
    ],
)
def test_foreign_hosts_are_refused(play: Opener, course: Path, host: str) -> None:
    """Only the name that cannot be guessed is served: an attacker's page that points a name here gets 421."""
    preview, browser = play(course)
    host = host.replace("PORT", str(preview.port)).replace("NAME", preview.host)
    assert browser.ask("/pkg/index.html", Host=host).status == 421


def test_the_name_alone_will_do(play: Opener, course: Path) -> None:
    """A program may leave the port out; names are the same in capitals."""
    preview, browser = play(course)
    assert browser.file("index.html", Host=preview.host).status == 200
    assert browser.file("index.html", Host=f"{preview.host.upper()}:{preview.port}").status == 200


def test_two_previews_do_not_see_each_other(play: Opener, course: Path) -> None:
    """The name of one is not served on the port of the other."""
    one, _ = play(course)
    other, _ = play(course)
    assert Browser(other, one.host).file("index.html").status == 421


@pytest.mark.parametrize(
    "path",
    [
        "/pkg/../imsmanifest.xml",
        "/pkg/%2e%2e/imsmanifest.xml",
        "/pkg/..%2f..%2fetc/passwd",
        "/pkg/..%5c..%5cwindows",
        "/pkg//etc/passwd",
        "/pkg/./index.html",
        "/pkg/index.html%00.js",
        "/pkg/C:/Windows/win.ini",
        "/pkg/",
        "/__ac/../../../etc/passwd",
        "/__ac/%2e%2e/store.js",
        "/__ac/package.json",
        "/__ac/fonts/../scorm-again.min.js",
        "/etc/passwd",
        "/__ac/",
    ],
)
def test_no_way_out_of_the_package(play: Opener, course: Path, path: str) -> None:
    """Paths that climb, mean a drive, or hold a NUL lead nowhere."""
    preview, browser = play(course)
    before = len(preview.requests)
    assert browser.ask(path).status == 404
    assert preview.requests.end >= before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "BREW"])
def test_other_methods_are_refused(play: Opener, course: Path, method: str) -> None:
    """GET, HEAD and POST, and nothing is echoed."""
    _, browser = play(course)
    answer = browser.ask("/pkg/index.html", method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, POST")
    assert b"pkg" not in answer.body


def test_a_package_takes_no_posts(play: Opener, course: Path) -> None:
    """A form that posts to a page of the course gets 405, and the log says so."""
    preview, browser = play(course)
    assert browser.ask("/pkg/index.html", "POST", b"a=1").status == 405
    until(lambda: len(preview.requests) == 1)
    assert "posts" in preview.requests.all()[0].note


def test_requests_that_are_no_http(play: Opener, course: Path) -> None:
    """Garbage, absent and doubled hosts, absolute targets, smuggled bodies: refused, and the server lives."""
    preview, browser = play(course)
    host = f"{preview.host}:{preview.port}".encode()
    line = b"GET /pkg/index.html HTTP/1.1\r\n"
    head = line + b"Host: " + host + b"\r\n"
    cases = {
        b"\x16\x03\x01\x02\x00\x01\x00\x01": None,
        b"GET\r\n\r\n": None,
        line + b"\r\n": b"421",
        head + b"Host: evil.example\r\n\r\n": b"421",
        b"GET http://" + host + b"/pkg/index.html HTTP/1.1\r\nHost: " + host + b"\r\n\r\n": b"400",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: " + host + b"\r\n\r\n": b"414",
        head + b"".join(b"X-%d: 1\r\n" % n for n in range(200)) + b"\r\n": b"431",
        b"POST /__ac/save HTTP/1.1\r\nHost: " + host + b"\r\n\r\n": b"411",
        b"POST /__ac/save HTTP/1.1\r\nHost: " + host + b"\r\nContent-Length: -1\r\n\r\n": b"400",
        b"POST /__ac/save HTTP/1.1\r\nHost: " + host + b"\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}": b"400",
        b"POST /__ac/save HTTP/1.1\r\nHost: " + host + b"\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n": b"411",
        b"POST /__ac/save HTTP/1.1\r\nHost: " + host + b"\r\nContent-Length: 100\r\n\r\n{}": None,
    }
    for sent, status in cases.items():
        got = raw(preview, sent)
        assert b" 200 " not in got[:20], sent[:60]
        if status is not None:
            assert status in got[:20], (sent[:60], got[:60])
    assert browser.file("index.html").status == 200


def test_large_bodies_are_not_read(play: Opener, course: Path) -> None:
    """What says to be larger than two megabytes is refused before it is read."""
    _, browser = play(course)
    answer = browser.ask("/__ac/save", "POST", None, Content_Length=str(LARGEST_BODY_BYTES + 1))
    assert answer.status == 413


def test_other_sites_cannot_ask(play: Opener, course: Path) -> None:
    """A page of another origin in the same browser may neither post nor fetch nor embed; a link to it works."""
    preview, browser = play(course)
    browser.course()
    assert browser.ask("/__ac/save", "POST", b"{}", Origin="http://evil.example").status == 403
    assert browser.ask("/__ac/save", "POST", b"{}", Origin="null").status == 403
    assert browser.file("index.html", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors").status == 403
    assert browser.file("index.html", Sec_Fetch_Site="same-site", Sec_Fetch_Mode="cors").status == 403
    assert browser.file("index.html", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate").status == 200
    ours = f"http://{preview.host}:{preview.port}"
    assert browser.file("index.html", Origin=ours, Sec_Fetch_Site="same-origin").status == 200


@pytest.mark.parametrize(
    ("call", "body"),
    [
        ("save", b""),
        ("save", b"[]"),
        ("save", b"\xff\xfe"),
        ("save", b'{"part": "item_1"}'),
        ("save", b'{"part": "item_1", "kept": {"n": "1"}}'),
        ("save", b'{"part": "elsewhere", "kept": {"n": 1}}'),
        ("save", b'{"part": ["item_1"], "kept": {"n": 1}}'),
        ("save", b"[" * 100_000),
        ("save", b'{"a":' * 500 + b"1" + b"}" * 500),
        ("current", b'{"part": 1}'),
        ("sequencing", b'{"state": 1}'),
        ("log", b'{"calls": {}}'),
        ("log", b'{"calls": [1]}'),
        ("log", b'{"calls": [{"n": NaN, "at": 1, "name": "x"}]}'),
        ("log", b'{"calls": [{"n": 1}]}'),
        ("log", b'{"calls": [{"n": 1, "at": 1, "name": "x", "args": 7}]}'),
        ("structure", b'{"items": []}'),
        ("data", b'{"part": "elsewhere", "cmi": {}}'),
        ("data", b'{"part": [], "cmi": {}}'),
        ("done", b'{"n": "1"}'),
        ("csp", b"{}"),
        ("csp", b'{"csp-report": 1}'),
    ],
)
def test_nonsense_is_refused(play: Opener, course: Path, call: str, body: bytes) -> None:
    """Whatever a course posts in the page's place: 400, no trace of it, and the preview goes on."""
    preview, browser = play(course)
    browser.course()
    assert browser.post(call, body).status == 400
    assert (preview.attempt.status, len(preview.calls), preview.data()) == ("not attempted", 0, {})
    assert browser.post("save", {"part": "item_1", "kept": kept(1)}).status == 204


def test_texts_that_are_no_texts_are_kept_all_the_same(play: Opener, course: Path) -> None:
    """Half a surrogate pair, NUL and infinity in a status, score or value cost nobody the attempt."""
    preview, browser = play(course)
    browser.course()
    told = {"part": "item_1", "kept": kept(1, odd="\ud800\0"), "status": "\ud800", "percent": float("inf")}
    assert browser.post("save", told).status == 204
    call = {"n": 1, "at": 1, "name": "LMSSetValue", "args": ["cmi.\ud800", "\0"]}
    assert browser.post("log", {"calls": [call]}).status == 204
    assert browser.course()["attempt"]["parts"]["item_1"]["odd"] == "\ud800\0"
    assert preview.attempt.percent is None


def test_calls_that_come_too_fast(play: Opener, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More posts in a second than a page of ours sends are put off with 429, which the page repeats."""
    monkeypatch.setattr(play_module, "MOST_POSTS_PER_S", 3)
    preview, browser = play(course)
    preview._play._steady = lambda: 7.0
    browser.course()
    statuses = [browser.post("current", {"part": "item_1"}).status for _ in range(5)]
    assert statuses == [204, 204, 204, 429, 429]


def test_too_many_connections(play: Opener, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one too many is closed at once; when one ends there is room again."""
    monkeypatch.setattr(server_module, "MOST_CONNECTIONS", 3)
    preview, browser = play(course)
    held = [socket.create_connection(("127.0.0.1", preview.port), timeout=LIMIT_S) for _ in range(3)]
    until(lambda: len(preview._server._http._open) == 3)
    with socket.create_connection(("127.0.0.1", preview.port), timeout=LIMIT_S) as late:
        assert late.recv(1) == b""
    for one in held:
        one.close()
    until(lambda: not preview._server._http._open)
    assert browser.file("index.html").status == 200


def test_it_listens_on_this_computer_only(play: Opener, course: Path) -> None:
    """The socket is bound to the loopback address."""
    preview, _ = play(course)
    assert preview._server._http.socket.getsockname()[0] == "127.0.0.1"


def test_offline_pages_forbid_the_network(play: Opener, course: Path) -> None:
    """Every answer carries the policy, the browser's reports of it reach the log, and online there is none."""
    preview, browser = play(course)
    policy = browser.file("index.html").headers["content-security-policy"]
    assert policy.startswith("default-src 'self' data: blob:")
    assert "http" not in policy
    assert browser.ask("/").headers["content-security-policy"] == policy
    report = {"csp-report": {"blocked-uri": "https://fonts.example/a.css", "effective-directive": "style-src-elem"}}
    assert browser.ask("/__ac/csp", "POST", json.dumps(report).encode()).status == 204
    blocked = [one for one in preview.requests.all() if one.blocked]
    assert [(one.path, one.kind, one.status) for one in blocked] == [("https://fonts.example/a.css", "style", 0)]
    preview.note_blocked("https://cdn.example/x.js", "script")
    assert preview.requests.all()[-1].path == "https://cdn.example/x.js"
    preview.set_network("online")
    assert "content-security-policy" not in browser.file("index.html").headers


def test_closed_nothing_answers(play: Opener, course: Path) -> None:
    """After close the port is free, open connections are cut, and closing again does no harm."""
    preview, browser = play(course)
    connection = socket.create_connection(("127.0.0.1", preview.port), timeout=LIMIT_S)
    browser.file("index.html")
    preview.close()
    assert connection.recv(1) == b""
    connection.close()
    with pytest.raises(OSError):
        browser.file("index.html")
    preview.close()


def test_the_ports_and_files_that_cannot_be(play: Opener, tmp_path: Path, course: Path) -> None:
    """A port in use, a file that is missing, a folder, no ZIP, a ZIP without a course: each in words."""
    from allure_desktop.errors import LocalFileError

    preview, _ = play(course)
    (tmp_path / "text.zip").write_text("no ZIP")
    scorm12(tmp_path / "no-manifest.zip", broken="zip.no-manifest")
    scorm12(tmp_path / "bad-manifest.zip", broken="manifest.not-well-formed")
    cases: list[tuple[Path, int, str]] = [
        (course, preview.port, "preview.port"),
        (tmp_path / "missing.zip", 0, "file.missing"),
        (tmp_path, 0, "file.directory"),
        (tmp_path / "text.zip", 0, "preview.unplayable"),
        (tmp_path / "no-manifest.zip", 0, "preview.unplayable"),
        (tmp_path / "bad-manifest.zip", 0, "preview.unplayable"),
    ]
    for path, port, code in cases:
        with pytest.raises(LocalFileError) as told:
            play(path, port=port)
        assert told.value.code == code
        assert told.value.remedy
