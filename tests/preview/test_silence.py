"""Why a course has made no call, from what it asked for and whether it looked for its run-time."""

from __future__ import annotations

from pathlib import Path

import pytest

from allure_desktop.preview.requests import Request
from allure_desktop.preview.silence import why_silent
from tests.packages import scorm12
from tests.preview.conftest import Opener, until


def asked(path: str, status: int = 200, **more: object) -> Request:
    return Request(0.0, "GET", path, status, **more)  # type: ignore[arg-type]


SCRIPT = asked("/pkg/scripts/lms.js", 404, kind="script", near="Scripts/lms.js")


@pytest.mark.parametrize(
    ("part", "kind", "looked", "requests", "title", "words"),
    [
        (None, "", False, (), "No part is open", "Choose one"),
        ("a", "sco", False, (SCRIPT,), "1 file is missing", "The package has “Scripts/lms.js”"),
        ("a", "sco", True, (SCRIPT, SCRIPT), "2 files are missing", "“scripts/lms.js” is not in the package"),
        (
            "a",
            "sco",
            False,
            (asked("https://cdn.example/jquery.js", 0, kind="script", blocked=True),),
            "scripts are blocked",
            "cdn.example",
        ),
        ("a", "asset", False, (), "makes no calls", "asset"),
        ("a", "sco", False, (asked("/pkg/a.png", 404, kind="image"),), "does not look for an LMS", "“API”"),
        ("a", "sco", True, (), "says nothing", "Begin in the course"),
    ],
)
def test_the_likeliest_cause_is_told(
    part: str | None, kind: str, looked: bool, requests: tuple[Request, ...], title: str, words: str
) -> None:
    """From what keeps a course from its first call to what it does by itself; pictures are no cause."""
    told = why_silent(standard="1.2", part=part, kind=kind, looked=looked, requests=requests)
    assert title in told.title and words in " ".join(told)


def test_scorm_2004_courses_look_for_another_name() -> None:
    """The name that an author searches for in the script."""
    assert "“API_1484_11”" in why_silent(standard="2004", part="a", kind="sco", looked=False, requests=()).cause


def test_a_preview_tells_it_until_the_first_call(play: Opener, course: Path) -> None:
    """As the page reports: nothing open, open and not looking, looking; after a call there is nothing to explain."""
    preview, browser = play(course)
    browser.course()

    def title() -> str:
        silence = preview.silence()
        return "" if silence is None else silence.title

    assert title() == "No part is open"
    told = {"items": {}, "may": {}, "current": "item_1"}
    assert browser.post("structure", told).status == 204
    assert title() == "The course does not look for an LMS"
    assert "does not look for an LMS" in preview.summary().headline
    assert browser.post("structure", {**told, "looked": True}).status == 204
    assert "says nothing" in title()
    call = {"n": 1, "at": 1, "ms": 1, "part": "item_1", "name": "LMSInitialize", "args": [""], "answer": "true"}
    assert browser.post("log", {"calls": [call]}).status == 204
    assert title() == ""


@pytest.mark.parametrize("address", ["/scripts/lms.js", "/Course/scripts/lms.js", "/www/old/Course/scripts/lms.js"])
def test_an_address_from_the_top_of_the_authors_server_names_the_member(
    play: Opener, tmp_path: Path, address: str
) -> None:
    """Also behind folders that only that server has; what is nowhere in the package has no such words."""
    preview, browser = play(scorm12(tmp_path / "course.zip", files={"scripts/lms.js": "//"}))
    assert browser.ask(address).status == 404
    assert browser.ask("/Course/nowhere.js").status == 404
    until(lambda: len(preview.requests) == 2)
    named, unnamed = preview.requests.all()
    assert named.near == "scripts/lms.js" and "must be relative" in named.note
    assert unnamed.near == ""
