"""Attempts are kept with every commit, per content of a package, and come back after any end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import httpx
import pytest

from allure_desktop.database import Database
from allure_desktop.errors import DiskFull, UsageError
from allure_desktop.preview import attempts as attempts_module
from allure_desktop.preview.options import PreviewOptions
from allure_desktop.preview.preview import Previews
from tests.packages import scorm12
from tests.preview.conftest import LIMIT_S, Browser, Opener, kept


def save(browser: Browser, part: str, n: float, **more: Any) -> int:
    told = {"part": part, "kept": kept(n), "status": "incomplete", "percent": None, **more}
    return browser.post("save", told).status


def test_what_is_saved_is_there_at_the_next_start(previews: Previews, database: Database, course: Path) -> None:
    """Parts, place, status, score and the state of sequencing, read by another program."""
    with previews.open(course) as preview:
        browser = Browser(preview)
        assert browser.course()["attempt"] == {"parts": {}}
        browser.post("current", {"part": "item_2"})
        save(browser, "item_1", 5, status="passed", percent=85)
        browser.post("sequencing", {"n": 1, "state": {"tree": [1]}})
    with Previews(Database(database.path)).open(course) as again:
        attempt = Browser(again).course()["attempt"]
    assert attempt["parts"] == {"item_1": kept(5)}
    assert attempt["current"] == "item_2"
    assert (attempt["status"], attempt["percent"]) == ("passed", 85)
    assert attempt["sequencing"] == {"n": 1, "state": {"tree": [1]}}


def test_late_arrivals_change_nothing(play: Opener, course: Path) -> None:
    """An older record that comes after a newer one is taken and forgotten, for parts and for sequencing."""
    preview, browser = play(course)
    browser.course()
    for n in (7, 3):
        assert save(browser, "item_1", n) == 204
        assert browser.post("sequencing", {"n": n, "state": n}).status == 204
    attempt = browser.course()["attempt"]
    assert attempt["parts"]["item_1"]["n"] == attempt["sequencing"]["n"] == 7
    assert preview.data("item_1") == {"suspend_data": "at 7"}


def test_finished_suspended_and_new(play: Opener, course: Path) -> None:
    """A suspended attempt goes on, a finished one makes room for a new one, and all of them stay in the list."""
    preview, browser = play(course)
    heard: list[str] = []
    preview.listen(heard.append)
    browser.course()
    save(browser, "item_1", 1)
    browser.post("closed", {"status": "incomplete", "percent": None, "how": "suspend"})
    assert preview.attempt.state == "suspended"
    assert "closed" in heard
    again, second = play(course)
    assert second.course()["attempt"]["parts"]
    assert again.attempt.id == preview.attempt.id
    second.post("closed", {"status": "passed", "percent": 90})
    assert (again.attempt.state, again.attempt.status, again.attempt.percent) == ("finished", "passed", 90)
    third, fresh = play(course)
    assert fresh.course()["attempt"] == {"parts": {}}
    assert [row.state for row in third.attempts()] == ["open", "finished"]
    restarted, _ = play(course, start="restart")
    assert len(restarted.attempts()) == 3


def test_an_attempt_belongs_to_the_content(play: Opener, course: Path, tmp_path: Path) -> None:
    """A copy under another name goes on with it; another content has attempts of its own."""
    preview, browser = play(course)
    browser.course()
    save(browser, "item_1", 1)
    copy = tmp_path / "renamed.zip"
    shutil.copyfile(course, copy)
    assert play(copy)[1].course()["attempt"]["parts"]
    other = scorm12(tmp_path / "other.zip", scos=2, files={"extra.txt": "x"})
    assert play(other)[1].course()["attempt"] == {"parts": {}}
    again, _ = play(course)
    assert again.key == preview.key


def test_packed_again_it_is_the_same_content(course: Path, tmp_path: Path, play: Opener) -> None:
    """Order and compression do not matter to the key, the bytes of each file do."""
    repacked = tmp_path / "repacked.zip"
    with zipfile.ZipFile(course) as source, zipfile.ZipFile(repacked, "w", zipfile.ZIP_STORED) as target:
        for name in reversed(source.namelist()):
            target.writestr(name, source.read(name))
    assert play(course)[0].key == play(repacked)[0].key


@pytest.mark.parametrize("mode", ["browse", "review"])
def test_browsing_and_reviewing_keep_nothing(play: Opener, course: Path, mode: str) -> None:
    """The page is told the mode; what it saves is seen while it plays and gone afterwards; review shows the last."""
    preview, browser = play(course)
    browser.course()
    save(browser, "item_1", 1)
    browser.post("closed", {"status": "passed", "percent": 70})
    looked, look = play(course, mode=mode)
    described = look.course()
    assert described["mode"] == mode
    assert bool(described["attempt"]["parts"]) == (mode == "review")
    assert save(look, "item_2", 2) == 204
    assert looked.data("item_2") == {"suspend_data": "at 2"}
    assert (looked.attempt.id, looked.attempt.mode) == (None, mode)
    assert [row.status for row in preview.attempts()] == ["passed"]


def test_learner_and_initial_data_reach_the_page(play: Opener, course: Path) -> None:
    """Name, id, language, values to begin with, and the profile's limits."""
    options = {"learner_id": "l-7", "learner_name": "Doe, Jo", "language": "de", "profile": "moodle"}
    preview, browser = play(course, **options, initial={"cmi.core.lesson_location": "3"})
    told = browser.course()
    assert told["learner"] == {"id": "l-7", "name": "Doe, Jo", "language": "de"}
    assert told["initial"] == {"cmi.core.lesson_location": "3"}
    assert told["profile"]["id"] == "moodle"
    assert preview.attempts()[0].learner_name == "Doe, Jo"
    with pytest.raises(UsageError):
        play(course, profile="nobody's")


def test_another_attempt_takes_the_place(play: Opener, course: Path) -> None:
    """Restarted while it plays: the page is told to reload, and what the old one still says is refused."""
    preview, browser = play(course)
    old = browser.course()["view"]
    save(browser, "item_1", 1)
    first = preview.attempt.id
    preview.begin("restart", learner_name="Roe, Max")
    assert browser.post("save", {"part": "item_1", "kept": kept(2)}, view=old).status == 409
    told = browser.course()
    assert (told["attempt"], told["learner"]["name"]) == ({"parts": {}}, "Roe, Max")
    assert preview.attempt.id != first
    preview.begin(attempt_id=first)
    assert browser.course()["attempt"]["parts"]["item_1"]["n"] == 1


def test_the_attempt_as_it_stands(play: Opener, course: Path) -> None:
    """Bookmark and suspend data come live from the page, else from what was kept."""
    preview, browser = play(course)
    browser.course()
    browser.post("current", {"part": "item_1"})
    cmi = {"core": {"lesson_location": "slide 4"}, "suspend_data": "x" * 100}
    browser.post("data", {"part": "item_1", "cmi": cmi})
    may = {"continue": True, "previous": False, "exit": True, "suspend": True, "exit_part": True, "fly": True}
    items = {
        "item_1": {"status": "incomplete", "score": 40, "enabled": True, "hidden": False},
        "item_2": {"hidden": True},
    }
    browser.post("structure", {"items": items, "current": "item_1", "may": may})
    assert preview.data() == cmi
    assert (preview.attempt.bookmark, preview.attempt.suspend_used, preview.attempt.suspend_limit) == (
        "slide 4",
        100,
        4096,
    )
    assert preview.attempt.session_s >= 0
    one, two = preview.structure
    assert (one.id, one.title, one.status, one.percent, one.visible) == ("item_1", "Lesson 1", "incomplete", 40.0, True)
    assert not two.visible
    assert {name for name, allowed in preview.may.items() if allowed} == {"continue", "exit", "suspend", "exit_part"}
    assert {name for name, allowed in preview.may.items() if not allowed} == {"previous", "abandon"}
    assert preview.current == "item_1"


def test_only_so_many_are_kept(play: Opener, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest attempts at a content go."""
    monkeypatch.setattr(attempts_module, "KEPT_ATTEMPTS", 3)
    for _ in range(5):
        preview, _ = play(course, start="restart")
    ids = [row.id for row in preview.attempts()]
    assert len(ids) == 3
    assert ids == sorted(ids, reverse=True)


def test_a_full_disk_is_told_and_repeated(play: Opener, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """503 with words, which the page sends again; nothing is half kept."""
    preview, browser = play(course)
    browser.course()

    def full(*_args: Any) -> None:
        raise DiskFull("This computer's disk is full.", remedy="Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(attempts_module.Attempts, "write", full)
        answer = browser.post("save", {"part": "item_1", "kept": kept(1)})
        assert (answer.status, "disk is full" in answer.text) == (503, True)
        assert preview.data("item_1") == {}
    assert save(browser, "item_1", 1) == 204


def test_killed_it_has_kept_every_answered_commit(tmp_path: Path, course: Path) -> None:
    """SIGKILL in the middle of saving: what was answered is there, and the attempt is still open."""
    data = tmp_path / "data"
    command = [
        sys.executable,
        "-m",
        "allure_desktop",
        "preview",
        str(course),
        "--serve",
        "--json",
        "--data-dir",
        str(data),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
    assert process.stdout is not None
    try:
        said = json.loads(process.stdout.readline())
        headers = {"Host": f"{said['host']}:{said['port']}"}
        with httpx.Client(
            base_url=f"http://127.0.0.1:{said['port']}", headers=headers, trust_env=False, timeout=LIMIT_S
        ) as client:
            view = client.get("/__ac/course").json()["view"]
            for n in range(1, 21):
                told = {"part": "item_1", "kept": kept(n), "status": "incomplete"}
                assert client.post(f"/__ac/save?view={view}", json=told).status_code == 204
            process.send_signal(signal.SIGKILL)
            process.wait(LIMIT_S)
    finally:
        process.kill()
        process.communicate()
    with Previews(Database(data / "allure.sqlite3")).open(course, PreviewOptions()) as preview:
        assert preview.data("item_1") == {"suspend_data": "at 20"}
        assert preview.attempt.state == "open"
        assert len(preview.attempts()) == 1
