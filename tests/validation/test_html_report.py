"""The report as a page: whole, self-contained, escaped, and made for all readers."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from lxml import html

from allure_desktop.errors import LocalFileError
from allure_desktop.validation.finding import Report
from allure_desktop.validation.html_report import page, verdict_words, write
from allure_desktop.validation.validator import validate
from tests.packages import Sco, replace, scorm12

EVIL = "<script>alert(1)</script>\"'&\u202e"


def found(markup: str, path: str) -> list[Any]:
    """The elements at an XPath."""
    return list(cast(Any, html.fromstring(markup).xpath(path)))


def text_of(markup: str) -> str:
    return " ".join(str(cast(Any, html.fromstring(markup).xpath("string()"))).split())


def test_everything_is_on_the_page(tmp_path: Path) -> None:
    """Facts, verdict, findings with place, reason, remedy and section, structure, files and hosts."""
    path = scorm12(tmp_path / "course.zip", scos=2, files={"a.css": "x"}, broken="manifest.file-missing")
    report = validate(path)
    text = text_of(page([report], 0.0))
    finding = report.findings[0]
    for words in (finding.title, finding.message, finding.remedy, finding.section, finding.code):
        assert " ".join(words.split()) in text
    for words in (
        report.title,
        "course.zip",
        "SCORM 1.2",
        "Lesson 2",
        "lesson2.html",
        f"{finding.member}:{finding.line}",
    ):
        assert words in text
    assert "Should run, with" in text and f"{report.files[0].crc32:08x}" in text


def test_nothing_gets_out_of_its_place(tmp_path: Path) -> None:
    """Titles, names and messages of a hostile package are text, with direction marks written out."""
    title = EVIL.replace("&", "&amp;").replace("<", "&lt;")
    path = scorm12(
        tmp_path / "a&b<i>.zip",
        scos=[Sco(title="x", extra="")],
        files={EVIL.replace("/", "") + ".js": "x"},
        broken=replace("<title>Fire Safety Basics</title>", f"<title>{title}</title>"),
    )
    markup = page([validate(path)])
    assert found(markup, "//script | //i | //*[@onload]") == []
    assert "alert(1)" in text_of(markup) and "\u202e" not in markup


def test_it_needs_nothing_from_anywhere(tmp_path: Path) -> None:
    """No address, no script, no file beside it: a policy in the page forbids them all."""
    markup = page([validate(scorm12(tmp_path / "course.zip"))])
    assert not re.search(r"\b(?:src|href)\s*=|url\(|@import|https?:", markup)
    assert "default-src 'none'" in markup


def test_it_is_accessible_and_printable(tmp_path: Path) -> None:
    """A language, one first heading, levels without gaps, table heads with scope, severities in words, dark and print."""
    markup = page([validate(scorm12(tmp_path / "course.zip", files={"a.css": "x"}))])
    assert '<html lang="en">' in markup and len(found(markup, "//h1")) == 1 and len(found(markup, "//main")) == 1
    levels = [int(element.tag[1]) for element in found(markup, "//h1 | //h2 | //h3 | //h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(head.get("scope") == "col" for head in found(markup, "//th"))
    assert all(table.find("caption") is not None for table in found(markup, "//table"))
    assert [tag.text for tag in found(markup, "//*[contains(@class, 'tag')]")] == ["Note"]
    assert "prefers-color-scheme: dark" in markup and "@media print" in markup


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("zip.unreadable", "The server would refuse this file"),
        ("manifest.not-well-formed", "The server would refuse this file"),
        ("manifest.launch-file-missing", "Would not start in an LMS"),
        ("manifest.file-missing", "Should run, with 1 warning"),
        ("zip.junk", "Sound"),
    ],
)
def test_verdicts_in_words(code: str, words: str, tmp_path: Path) -> None:
    """The words claim what the findings mean and no more."""
    assert verdict_words(validate(scorm12(tmp_path / "course.zip", broken=code))) == words


def test_several_packages_and_a_large_one(tmp_path: Path) -> None:
    """Each package has its part; a list of very many files is cut and says so."""
    one = validate(scorm12(tmp_path / "one.zip"))
    many = Report("many.zip", (), files=list(one.files) * 2_000)
    markup = page([one, many])
    assert len(found(markup, "//article")) == 2
    assert any("The first 5,000 of" in summary.text for summary in found(markup, "//summary"))


def test_it_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """The file is replaced at once; a place that does not exist is told in words, and nothing is left behind."""
    report = validate(scorm12(tmp_path / "course.zip"))
    target = tmp_path / "report.html"
    target.write_text("old")
    write([report], target)
    assert "Fire Safety Basics" in target.read_text("utf-8")
    with pytest.raises(LocalFileError):
        write([report], tmp_path / "gone" / "report.html")
    assert {path.name for path in tmp_path.iterdir()} == {"course.zip", "report.html"}
