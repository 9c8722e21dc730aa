"""Pages and scripts, read as text: what counts as speaking to the LMS, and what must not raise an alarm."""

from __future__ import annotations

from pathlib import Path

import pytest

from allure_desktop.validation.page_facts import page_facts
from allure_desktop.validation.validator import validate
from tests.packages import RUNTIME_12, Content, scorm12, scorm2004

START = "<html><body><h1>Hello</h1>{}</body></html>"


def found(folder: Path, page: str, files: dict[str, Content] | None = None) -> list[str]:
    """The codes about content of a course whose launch page is this."""
    silent: dict[str, Content] = {"shared/runtime.js": "function finish() {}"}
    report = validate(scorm12(folder / "course.zip", files={**silent, "index.html": page, **(files or {})}))
    return [f.code for f in report.findings if f.code.startswith("content.")]


@pytest.mark.parametrize(
    ("page", "files"),
    [
        ("<frameset><frame src='js/api.html'></frameset>", {"js/api.html": f"<script>{RUNTIME_12}</script>"}),
        (START.format("<script src='js/a.js'></script>"), {"js/a.js": "load('b.js')", "js/b.js": RUNTIME_12}),
        (START.format("<script data-main='js/main' src='r.js'></script>"), {"js/main.js": RUNTIME_12, "r.js": "1"}),
        (
            START.format("<script>var s = document.createElement('script'); s.src = base + name;</script>"),
            {"lib/driver.js": RUNTIME_12},
        ),
        (
            START.format("<script>var next = 'pages\\/one.html'; go(next)</script>"),
            {"pages/one.html": f"<script>{RUNTIME_12}</script>"},
        ),
        (
            "<html><meta http-equiv='refresh' content='0; url=Start.html'></html>",
            {"start.html": f"<script>{RUNTIME_12}</script>"},
        ),
        (START.format("<script>eval(function(p,a,c,k,e,d){}('0'))</script>"), {}),
        (
            START.format("<a href='two.html'>Next</a>"),
            {"two.html": "<body onload=\"parent.API.LMSInitialize('')\" onunload=\"parent.API.LMSFinish('')\">"},
        ),
        ("stub", {}),
    ],
    ids=["frame", "named in a script", "data-main", "loader", "escaped", "refresh", "packed", "handler", "no page"],
)
def test_the_look_up_may_be_anywhere(page: str, files: dict[str, Content], tmp_path: Path) -> None:
    """A course that finds the API by way of frames, loaders or names in scripts is not called silent."""
    assert found(tmp_path, page, files) == []


def test_a_driver_that_nothing_loads_does_not_help(tmp_path: Path) -> None:
    """A script in the ZIP that no page leads to does not speak to the LMS."""
    assert found(tmp_path, START.format(""), {"lib/driver.js": RUNTIME_12}) == ["content.no-api-call"]


def test_several_silent_scos_are_one_finding(tmp_path: Path) -> None:
    """Three SCOs without a look-up are told together, each named."""
    path = scorm12(tmp_path / "course.zip", scos=3, files={"shared/runtime.js": "function finish() {}"})
    findings = validate(path).findings
    assert [f.code for f in findings] == ["content.no-api-call"]
    assert "lesson2.html" in findings[0].message


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='http://example.com/'>more</a>",
        "<svg xmlns='http://www.w3.org/2000/svg'></svg>",
        "<!-- <img src='http://example.com/a.png'> -->",
        "<img src='http://localhost:8080/a.png'>",
        "<script>var ns = 'http://www.w3.org/1999/xlink';</script>",
        "<script>// fetch('http://example.com/')\n</script>",
        "<link rel='canonical' href='http://example.com/'>",
        "<form action='http://example.com/'></form>",
    ],
)
def test_links_and_namespaces_load_nothing(markup: str, tmp_path: Path) -> None:
    """Plain links, namespaces, comments and this computer are no insecure URLs."""
    path = scorm12(
        tmp_path / "course.zip",
        files={"index.html": START.format(markup + "<script src='shared/runtime.js'></script>")},
    )
    assert validate(path).findings == ()


@pytest.mark.parametrize(
    ("markup", "files"),
    [
        ("<video src='a.mp4'><object data='player.swf'></object></video>", {}),
        ("<script>if (!html5) swfobject.embedSWF('film.swf', 'a', '1', '1')</script>", {"film.swf": "FWS"}),
        ("<embed src='gone.swf'>", {}),
    ],
    ids=["fall-back of a film", "html5 first", "not in the ZIP"],
)
def test_flash_that_does_not_matter(markup: str, files: dict[str, Content], tmp_path: Path) -> None:
    """Flash as a fall-back, behind HTML5 or merely mentioned raises no alarm."""
    page = START.format(markup + "<script src='shared/runtime.js'></script>")
    codes = {f.code for f in validate(scorm12(tmp_path / "course.zip", files={"index.html": page, **files})).findings}
    assert "content.flash" not in codes


def test_nothing_but_flash_is_an_error(tmp_path: Path) -> None:
    """A launch page of one film alone would show a black square."""
    page = "<html><head><script src='shared/runtime.js'></script></head><body><embed src='film.swf'></body></html>"
    report = validate(scorm12(tmp_path / "course.zip", files={"index.html": page, "film.swf": "FWS"}))
    assert [(f.code, f.severity) for f in report.findings if f.severity != "note"] == [("content.flash", "error")]


def test_hosts_are_listed(tmp_path: Path) -> None:
    """The report names the hosts that something is loaded from, secure ones too, and no other."""
    page = START.format(
        "<script src='shared/runtime.js'></script><img src='https://Images.example.com/a.png'><a href='https://example.org'>"
        "<script src='//cdn.example.com/b.js'></script>"
    )
    report = validate(scorm2004(tmp_path / "course.zip", files={"index.html": page}))
    assert report.external_hosts == ("cdn.example.com", "images.example.com")
    assert report.as_record()["external_hosts"] == ["cdn.example.com", "images.example.com"]


@pytest.mark.parametrize(
    "piece", [b"<!--", b"<script", b"<script>", b"<a href='", b'"http://', b"<iframe src=", b"url(//", b".js", b"{" * 9]
)
@pytest.mark.timeout(60)
def test_hostile_pages_take_no_time(piece: bytes) -> None:
    """A page of two megabytes of one opening never makes a pattern run wild (it would not end in time)."""
    facts = page_facts("index.html", piece * (2_000_000 // len(piece)), whole=True)
    assert not facts.script.looks_up
