"""What a course can do that it should not: each is kept in, explained, and the window goes on."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from allure_desktop.gui.preview.window import PreviewWindow
from allure_desktop.gui.web_view.course_saves import MOST_REFUSALS
from allure_desktop.gui.widgets import PushButton
from tests.gui.preview.conftest import LIMIT_MS, OpenPreview, called, in_course, playing, until_course
from tests.gui.preview.conftest import asked as asked_page
from tests.gui.preview.courses import one_page
from tests.packages import Sco, scorm12

LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.xdist_group("web engine")
API = "const api = parent.API;"


class _Neighbour(BaseHTTPRequestHandler):
    """Another program of this computer; it keeps count of who comes."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(b"private")

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def neighbour() -> Iterator[tuple[int, list[str]]]:
    """Port of another server on this computer, and the paths that were asked for."""
    asked: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Neighbour", (_Neighbour,), {"asked": asked}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield server.server_address[1], asked
    server.shutdown()
    server.server_close()
    thread.join()


def press(window: PreviewWindow, words: str) -> None:
    """A button of the band."""
    button = next(b for b in window.stage.band.findChildren(PushButton) if words in b.accessibleName())
    QTest.mouseClick(button, LEFT)


def lives(qtbot: QtBot, window: PreviewWindow, script: str = "1") -> None:
    """The course goes on, and so does the window."""
    until_course(qtbot, window, script)
    assert window.stage.shows_course and window.head.exit.isEnabled()


def test_camera_microphone_place_and_messages_are_denied_and_told(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot
) -> None:
    """The course gets its refusal at once, and Console says what it asked for in words."""
    body = """<p id='there'>x</p><script>
      window.got = {};
      const ask = (name, promise) => promise.then(() => got[name] = 'yes', (e) => got[name] = e.name || String(e));
      ask('both', navigator.mediaDevices.getUserMedia({ audio: true, video: true }));
      ask('place', new Promise((y, n) => navigator.geolocation.getCurrentPosition(y, (e) => n('code ' + e.code))));
      ask('messages', Notification.requestPermission().then((a) => { if (a !== 'granted') throw a; }));
      ask('clipboard', navigator.clipboard.readText());
      </script>"""
    window = previewed(one_page(tmp_path, body))
    playing(qtbot, window)
    until_course(qtbot, window, "Object.keys(w.got).length === 4")
    answers = json.loads(in_course(qtbot, window, "JSON.stringify(w.got)"))
    assert "yes" not in answers.values() and answers["place"] == "code 1", answers
    console = window.inspector.console.table
    for wish in ("the learner's place", "notifications"):
        qtbot.waitUntil(lambda wish=wish: any(wish in one.text for one in console.records), timeout=LIMIT_MS)  # type: ignore[misc]
    lives(qtbot, window)


def test_what_the_course_prints_can_be_had_as_a_file(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`print()` again and again: one band, no dialog in the way, and one button makes a PDF of the course's page."""
    target = tmp_path / "certificate.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_facts: (str(target), ""))
    window = previewed(one_page(tmp_path, "<h1>Certificate</h1><script>for (let n = 0; n < 20; n++) print();</script>"))
    playing(qtbot, window)
    qtbot.waitUntil(lambda: "wants to print" in window.stage.band.words, timeout=LIMIT_MS)
    press(window, "Save as PDF")
    qtbot.waitUntil(lambda: target.exists() and target.read_bytes().endswith(b"%%EOF\n"), timeout=LIMIT_MS)
    assert target.read_bytes().startswith(b"%PDF-")
    lives(qtbot, window)


DOWNLOAD = """<a id='file' download='notes.txt' href='notes.txt'>Notes</a><script>
  window.blob = () => { const a = document.createElement('a'); a.download = 'made.txt';
    a.href = URL.createObjectURL(new Blob(['made by the course'])); a.click(); };
  </script>"""


def test_a_download_asks_where_to_and_a_course_that_goes_on_is_not_asked_about(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of the package and one that the course makes itself; refused three times, it asks no more until reloaded."""
    made = tmp_path / "made.txt"
    notes = tmp_path / "notes.txt"
    questions: list[str] = []
    answers: list[str] = []

    def ask(_owner: object, _title: str, name: str) -> tuple[str, str]:
        questions.append(Path(name).name)
        return (answers.pop() if answers else ""), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    window = previewed(one_page(tmp_path, DOWNLOAD, files={"notes.txt": "notes of the package"}))
    playing(qtbot, window)
    until_course(qtbot, window, "w.blob")
    answers.append(str(notes))
    in_course(qtbot, window, "(d.getElementById('file').click(), 1)")
    qtbot.waitUntil(lambda: notes.exists() and notes.read_text() == "notes of the package", timeout=LIMIT_MS)
    answers.append(str(made))
    in_course(qtbot, window, "(w.blob(), 1)")
    qtbot.waitUntil(lambda: made.exists() and made.read_text() == "made by the course", timeout=LIMIT_MS)
    assert questions == ["notes.txt", "made.txt"]
    for _ in range(MOST_REFUSALS + 2):
        in_course(qtbot, window, "(w.blob(), 1)")
    qtbot.waitUntil(lambda: "one file after the other" in window.stage.band.words, timeout=LIMIT_MS)
    assert len(questions) == 2 + MOST_REFUSALS
    press(window, "Reload")
    qtbot.waitUntil(lambda: window.view is not None and window.view._has_loaded, timeout=LIMIT_MS)
    until_course(qtbot, window, "w.blob && (w.blob(), true)")
    qtbot.waitUntil(lambda: len(questions) > 2 + MOST_REFUSALS, timeout=LIMIT_MS)


@pytest.mark.parametrize("network", ["offline", "online"])
def test_files_and_other_programs_of_this_computer_are_out_of_reach(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot, neighbour: tuple[int, list[str]], network: str
) -> None:
    """`file:`, `chrome:` and other ports of the loopback interface, by every way in, offline and online alike."""
    port, asked = neighbour
    secret = tmp_path / "secret.html"
    secret.write_text("private")
    places = [secret.as_uri(), "chrome://version/", "chrome://gpu", "view-source:file:///etc/passwd"]
    places += [
        f"http://{host}:{port}/"
        for host in ("127.0.0.1", "localhost", "x.localhost", "[::ffff:127.0.0.1]", "2130706433")
    ]
    frames = "".join(f"<iframe src='{place}frame'></iframe><img src='{place}image'>" for place in places)
    body = f"""<p id='there'>x</p>{frames}<link rel='preconnect' href='http://127.0.0.1:{port}'><script>
      window.got = [];
      const places = {places!r};
      const told = (place, what) => got.push(place + ' ' + what);
      window.go = () => Promise.all(places.map((p) => fetch(p + 'fetch', {{mode: 'no-cors'}}).then((r) => told(p, 'reached'), () => told(p, 'refused'))));
      for (const p of places) navigator.sendBeacon(p.replace('view-source:', '') + 'beacon', 'x');
      try {{ new WebSocket('ws://127.0.0.1:{port}/socket'); }} catch {{}}
      const worker = new Worker(URL.createObjectURL(new Blob(['fetch("http://127.0.0.1:{port}/worker").catch(() => {{}})'])));
      </script>"""
    window = previewed(one_page(tmp_path, body))
    playing(qtbot, window)
    if network == "online":
        window.acts.set_online(True)
        playing(qtbot, window)
    until_course(qtbot, window, "w.go && (w.done || (w.done = w.go()), true)")
    until_course(qtbot, window, f"w.got.length === {len(places)}")
    assert not [one for one in in_course(qtbot, window, "w.got") if one.endswith("reached")]
    shown = in_course(
        qtbot,
        window,
        "[...d.querySelectorAll('iframe')].map((f) => { try { return f.contentDocument.body.innerText } catch { return '' } }).join()",
    )
    assert "private" not in shown and "root:" not in shown
    requests = window.inspector.requests.table
    qtbot.waitUntil(
        lambda: any(f"127.0.0.1:{port}" in one.path for one in requests.records if one.blocked), timeout=LIMIT_MS
    )
    in_course(qtbot, window, f"(w.location = 'http://127.0.0.1:{port}/moved', 1)")
    if network == "offline":
        again = "[...document.querySelectorAll('button')].find((b) => b.innerText === 'Show the part again')"
        qtbot.waitUntil(lambda: asked_page(qtbot, window, f"Boolean({again})"), timeout=LIMIT_MS)
        assert "outside of its package" in asked_page(qtbot, window, "document.body.innerText")
        asked_page(qtbot, window, f"({again}.click(), 1)")
    else:
        qtbot.waitUntil(lambda: f"127.0.0.1:{port}/moved" in window.stage.band.words, timeout=LIMIT_MS)
    lives(qtbot, window, "d.getElementById('there')")
    assert asked == []


def test_a_window_that_outlives_its_part_says_nothing_into_the_next(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot
) -> None:
    """A popup keeps the run-time it found; when the next part is open its calls are refused, listed and explained."""
    first = "<button id='there' onclick=\"window.open('popup.html')\">Open</button><script>parent.API.LMSInitialize('')</script>"
    popup = "<script>const api = opener.parent.API; setInterval(() => api.LMSSetValue('cmi.core.lesson_location', 'popup'), 50)</script>"
    second = "<p id='second'>x</p><script>parent.API.LMSInitialize(''); parent.API.LMSSetValue('cmi.core.lesson_location', 'mine')</script>"
    scos = [Sco("item_1", "Lesson 1", "index.html"), Sco("item_2", "Lesson 2", "lesson2.html")]
    files = {"index.html": first, "popup.html": popup, "lesson2.html": second}
    window = previewed(scorm12(tmp_path / "course.zip", scos=scos, files=files))
    playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('there') && (d.getElementById('there').click(), true)")
    qtbot.waitUntil(lambda: "LMSSetValue cmi.core.lesson_location" in called(window), timeout=LIMIT_MS)
    window.acts.command("open", part="item_2")
    until_course(qtbot, window, "d.getElementById('second')")
    table = window.inspector.calls.table
    qtbot.waitUntil(lambda: any("mine" in call.args for call in table.records), timeout=LIMIT_MS)
    place = next(n for n, call in enumerate(table.records) if "mine" in call.args)
    qtbot.waitUntil(lambda: any("popup" in call.args for call in table.records[place:]), timeout=LIMIT_MS)
    late = next(call for call in table.records[place:] if "popup" in call.args)
    assert late.failed and table.mark(late) is not None
    assert window.preview is not None and window.preview.data()["core"]["lesson_location"] == "mine"
    lives(qtbot, window)


def test_three_frames_that_call_at_once(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """Every call has its answer and its number, none is lost or told twice."""
    frame = """<script>const api = parent.parent.API; let n = 0; const me = location.search.slice(1);
      const timer = setInterval(() => { for (let i = 0; i < 5; i++) api.LMSSetValue('cmi.core.lesson_location', me + ' ' + n++);
        if (n >= 100) { clearInterval(timer); parent.over += 1; } }, 1);</script>"""
    frames = "".join(f"<iframe src='frame.html?{n}'></iframe>" for n in range(3))
    body = f"<script>window.over = 0; parent.API.LMSInitialize('')</script>{frames}"
    window = previewed(one_page(tmp_path, body, files={"frame.html": frame}))
    playing(qtbot, window)
    until_course(qtbot, window, "w.over === 3")
    table = window.inspector.calls.table
    qtbot.waitUntil(lambda: len(table.records) >= 301, timeout=LIMIT_MS)
    values = [call.args[1] for call in table.records if call.act == "SetValue"]
    for n in range(3):
        assert [value for value in values if value.startswith(f"{n} ")] == [f"{n} {count}" for count in range(100)]
    assert [call.n for call in table.records] == list(range(1, len(table.records) + 1))
    assert not any(call.failed for call in table.records)


def test_values_of_ten_megabytes(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """Refused with their true length in the explanation; what comes after them is told and kept."""
    body = f"""<p id='there'>x</p><script>{API} api.LMSInitialize(''); const big = 'x'.repeat(10_000_000);
      window.go = () => {{ for (const e of ['cmi.suspend_data', 'cmi.core.lesson_location', 'cmi.comments', big])
        api.LMSSetValue(e, big); api.LMSGetValue(big); api.LMSSetValue('cmi.suspend_data', 'small'); api.LMSCommit(''); return true; }};</script>"""
    window = previewed(one_page(tmp_path, body))
    playing(qtbot, window)
    until_course(qtbot, window, "w.go && w.go()")
    table = window.inspector.calls.table
    qtbot.waitUntil(lambda: any("small" in call.args for call in table.records), timeout=LIMIT_MS)
    big = next(call for call in table.records if call.element == "cmi.suspend_data")
    mark = table.mark(big)
    assert big.failed and mark is not None and "10,000,000" in f"{mark.title} {mark.asked} {mark.allowed}"
    qtbot.waitUntil(lambda: window.preview is not None and window.preview.attempt.suspend_used == 5, timeout=LIMIT_MS)
    lives(qtbot, window)


def test_calls_before_the_beginning_and_after_the_end(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """Refused as the standard says, and each is explained."""
    body = f"""<script>{API} api.LMSGetValue('cmi.core.lesson_status'); api.LMSSetValue('cmi.core.lesson_status', 'passed');
      api.LMSInitialize(''); api.LMSFinish(''); api.LMSSetValue('cmi.core.lesson_status', 'failed'); api.LMSCommit(''); api.LMSFinish('');</script>"""
    window = previewed(one_page(tmp_path, body))
    playing(qtbot, window)
    table = window.inspector.calls.table
    qtbot.waitUntil(lambda: len(table.records) >= 7, timeout=LIMIT_MS)
    refused = [call for call in table.records if call.failed]
    assert [call.name for call in refused] == ["LMSGetValue", "LMSSetValue", "LMSSetValue", "LMSCommit", "LMSFinish"]
    assert all(call.error == "301" and table.mark(call) is not None for call in refused)
    assert window.preview is not None and window.preview.attempt.status != "failed"


def test_a_hundred_thousand_calls_in_one_go(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """All are answered; the inspector says how many it does not list, and lists again what comes in peace."""
    body = f"""<p id='there'>x</p><script>{API} api.LMSInitialize(''); window.go = () => {{ let yes = 0;
      for (let n = 0; n < 100_000; n++) yes += api.LMSSetValue('cmi.core.lesson_location', String(n)) === 'true';
      setTimeout(() => api.LMSSetValue('cmi.core.lesson_location', 'in peace'), 1500); return yes; }};</script>"""
    window = previewed(one_page(tmp_path, body))
    playing(qtbot, window)
    until_course(qtbot, window, "w.go && (w.yes = w.go())")
    assert in_course(qtbot, window, "w.yes") == 100_000
    table = window.inspector.calls.table
    qtbot.waitUntil(lambda: any("in peace" in call.args for call in table.records), timeout=LIMIT_MS)
    too_fast = [call.diagnostic for call in table.records if not call.name]
    assert too_fast and all("too fast" in words for words in too_fast)
    left_out = sum(int(words.split()[0].replace(",", "")) for words in too_fast)
    assert left_out + len(table.records) - len(too_fast) == 100_002
    lives(qtbot, window)


def test_a_file_that_is_deleted_plays_on(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """It is gone from the disk, the band says so, and the next part still loads from it."""
    path = scorm12(tmp_path / "course.zip", scos=2)
    window = previewed(path)
    playing(qtbot, window)
    until_course(qtbot, window, "d.title === 'Lesson 1'")
    path.unlink()
    qtbot.waitUntil(lambda: "no longer where it was" in window.stage.band.words, timeout=LIMIT_MS)
    window.acts.command("open", part="item_2")
    until_course(qtbot, window, "d.title === 'Lesson 2'")


def test_a_file_that_is_moved_plays_on_and_another_in_its_place_is_not_mixed_in(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot
) -> None:
    """The old one plays to its end, whatever lies at its path now."""
    path = scorm12(tmp_path / "course.zip", scos=2)
    window = previewed(path)
    playing(qtbot, window)
    until_course(qtbot, window, "d.title === 'Lesson 1'")
    path.rename(tmp_path / "elsewhere.zip")
    one_page(tmp_path, "<p>Another</p>", files={"lesson2.html": "<title>Another</title>"})
    qtbot.waitUntil(lambda: "no longer where it was" in window.stage.band.words, timeout=LIMIT_MS)
    window.acts.command("open", part="item_2")
    until_course(qtbot, window, "d.title === 'Lesson 2'")


def test_a_file_that_is_cut_while_it_plays(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """Nothing of what is left is played as if it were whole; the band says that it was changed."""
    path = scorm12(tmp_path / "course.zip", scos=2, size_bytes=3_000_000)
    window = previewed(path)
    playing(qtbot, window)
    until_course(qtbot, window, "d.title === 'Lesson 1'")
    os.truncate(path, 1000)
    qtbot.waitUntil(lambda: "changed on disk" in window.stage.band.words, timeout=LIMIT_MS)
    window.acts.command("open", part="item_2")
    until_course(qtbot, window, "d.body.innerText.includes('cannot be read any more')")
    press(window, "new file")
    qtbot.waitUntil(lambda: "cannot be played" in window.stage.trouble.words, timeout=LIMIT_MS)


def test_a_damaged_member_is_told_and_the_rest_plays(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """A page and a picture whose bytes are not what the directory promises: no half page, and Requests says why."""
    scos = [Sco("item_1", "Lesson 1", "index.html"), Sco("item_2", "Lesson 2", "lesson2.html")]
    picture = bytes(range(256)) * 4000
    files: dict[str, str | bytes] = {
        "index.html": "<title>Lesson 1</title><p id='there'>x</p><img src='picture.png'>",
        "lesson2.html": "<title>Lesson 2</title>" + "<p>All of this page is well</p>" * 4000,
        "picture.png": picture,
    }
    path = scorm12(tmp_path / "course.zip", scos=scos, files=files)
    data = bytearray(path.read_bytes())
    for name in (b"lesson2.html", b"picture.png"):
        place = data.index(name) + len(name) + 40
        data[place : place + 30] = bytes(30)
    path.write_bytes(data)
    window = previewed(path)
    playing(qtbot, window)
    until_course(qtbot, window, "d.getElementById('there')")
    window.acts.command("open", part="item_2")
    until_course(qtbot, window, "d.body.innerText.includes('damaged')")
    table = window.inspector.requests.table
    qtbot.waitUntil(lambda: sum(bool(one.note) for one in table.records) >= 2, timeout=LIMIT_MS)
    assert "All of this page is well" not in in_course(qtbot, window, "d.body.innerText")
    window.acts.command("open", part="item_1")
    until_course(qtbot, window, "d.title === 'Lesson 1'")
