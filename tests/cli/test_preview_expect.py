"""`preview --expect`: a machine plays a course unseen and ends by its outcome."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, started
from tests.packages import page, scorm12
from tests.preview.media.films import Recipe, make
from tests.uploads.conftest import eventually

Process = Callable[..., Answer]


def course(path: Path, script: str) -> Path:
    """A course of one page that runs `script` as soon as it has found the LMS as `api`."""
    start = f"<script>{script}</script></body>"
    return scorm12(path, title="Runs by itself", files={"index.html": page("Lesson").replace("</body>", start)})


def test_a_course_that_reaches_the_outcome_ends_with_zero(tmp_path: Path, process: Process) -> None:
    """Passed is more than completed; status, score and the count of calls are told."""
    zip_path = course(
        tmp_path / "good.zip",
        "api.LMSSetValue('cmi.core.score.max','100'); api.LMSSetValue('cmi.core.score.raw','80');"
        "api.LMSSetValue('cmi.core.lesson_status','passed'); api.LMSCommit('');",
    )
    answer = process("preview", zip_path, "--expect", "completed", "--timeout", "50s", "--json")
    assert answer.code == 0, answer
    told = answer.json
    assert (told["met"], told["status"], told["score"]) == (True, "passed", "80 %")
    assert told["calls"] >= 5


def test_a_course_that_stays_behind_ends_with_one_and_says_why(tmp_path: Path, process: Process) -> None:
    """The mistake that keeps it incomplete is named, with the remedy; a question of the course holds nothing up."""
    zip_path = course(
        tmp_path / "bad.zip", "api.LMSSetValue('cmi.core.lesson_status','complete'); alert('Sorry'); api.LMSCommit('');"
    )
    answer = process("preview", zip_path, "--expect", "completed", "--timeout", "8s")
    assert answer.code == 1, answer
    assert "within 8 seconds" in answer.out
    assert "“complete” is not a SCORM 1.2 status" in answer.out


def test_a_course_that_ends_with_another_status_is_not_waited_for(tmp_path: Path, process: Process) -> None:
    """A course that fails and closes tells so at once, long before the time is over."""
    zip_path = course(
        tmp_path / "failed.zip",
        "api.LMSSetValue('cmi.core.lesson_status','failed'); api.LMSFinish('');"
        "addEventListener('load', () => setTimeout(() => window.close(), 300));",
    )
    answer = process("preview", zip_path, "--expect", "passed", "--timeout", "55s", "--json")
    assert (answer.code, answer.json["status"]) == (1, "failed")
    assert "another status" in answer.json["why_not"]


def test_a_course_that_waits_for_its_film_to_end(tmp_path: Path, process: Process) -> None:
    """Only when an MP4 has been played to its end is the course completed: the engine without H.264 plays it."""
    film = make(tmp_path / "film.mp4", Recipe(seconds=3, size=(320, 180)))
    film_ends = (
        "const film = document.createElement('video'); film.src = 'film.mp4'; film.autoplay = true; document.body.append(film);"
        "film.onended = () => { api.LMSSetValue('cmi.core.lesson_status','completed'); api.LMSCommit(''); };"
    )
    html = page("Lesson").replace("</body>", f"<script>{film_ends}</script></body>")
    zip_path = scorm12(tmp_path / "film.zip", files={"index.html": html, "film.mp4": film.read_bytes()})
    answer = process("preview", zip_path, "--expect", "completed", "--timeout", "55s", "--json")
    assert answer.code == 0, answer
    assert answer.json["status"] == "completed"


@pytest.mark.parametrize(
    "wrong",
    [("--expect", "splendid"), ("--expect", "passed", "--timeout", "soon"), ("--expect", "passed", "--profile", "x")],
)
def test_a_wrong_outcome_time_or_profile_is_wrong_usage(
    tmp_path: Path, process: Process, wrong: tuple[str, ...]
) -> None:
    """Exit code 2, with what can be chosen."""
    zip_path = course(tmp_path / "any.zip", "")
    answer = process("preview", zip_path, *wrong)
    assert answer.code == 2
    assert answer.err


@pytest.mark.parametrize("online", [(), ("--online",)], ids=["offline", "online"])
def test_a_course_does_not_reach_other_programs_of_this_computer(
    tmp_path: Path, process: Process, online: tuple[str, ...]
) -> None:
    """A server on another loopback port hears nothing, whether the course may reach the network or not."""
    heard: list[str] = []

    class Neighbour(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Neighbour) as neighbour:
        threading.Thread(target=neighbour.serve_forever, daemon=True).start()
        done = "() => { api.LMSSetValue('cmi.core.lesson_status','completed'); api.LMSCommit(''); }"
        script = f"fetch('http://127.0.0.1:{neighbour.server_port}/secret', {{mode: 'no-cors'}}).finally({done});"
        zip_path = course(tmp_path / "curious.zip", script)
        answer = process("preview", zip_path, "--expect", "completed", "--timeout", "40s", *online)
        neighbour.shutdown()
    assert (answer.code, heard) == (0, [])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_it_is_asked_to(tmp_path: Path, number: signal.Signals) -> None:
    """Ctrl+C and a polite kill end it at once with 130, long before its time is over."""
    child = started(["preview", course(tmp_path / "any.zip", ""), "--expect", "passed", "--timeout", "600s"])
    eventually(lambda: _plays(child.pid))
    child.send_signal(number)
    out, err = child.communicate(timeout=30)
    assert child.returncode == 130, (out, err)
    assert "Traceback" not in err


def _plays(pid: int) -> bool:
    """Whether the program has a renderer by now."""
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if b"type=renderer" in entry.read_bytes() and str(pid).encode() in _parents(entry.parent):
                return True
    return False


def _parents(process: Path) -> set[bytes]:
    found: set[bytes] = set()
    while process.name not in ("0", "1"):
        stat = (process / "stat").read_text().rpartition(")")[2].split()
        process = process.with_name(stat[1])
        found.add(process.name.encode())
    return found
