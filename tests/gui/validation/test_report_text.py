"""The verdict and the text of a stored report."""

from __future__ import annotations

from typing import Any

import pytest

from allure_desktop.gui.validation.report_text import in_order, report_text, verdict, where


def stored(*findings: tuple[str, str]) -> dict[str, Any]:
    """A report of findings by severity and code."""
    return {
        "title": "Fire Safety",
        "findings": [
            {
                "code": code,
                "severity": severity,
                "title": code,
                "message": "",
                "remedy": "",
                "section": "",
                "member": "",
            }
            for severity, code in findings
        ],
    }


@pytest.mark.parametrize(
    ("findings", "tone", "title", "counts"),
    [
        ((), "success", "Sound", "Nothing was found that would stop it in an LMS"),
        ((("note", "zip.junk"),), "success", "Sound", "1 note"),
        ((("warning", "manifest.title"), ("warning", "manifest.href-form")), "warning", "Should run", "2 warnings"),
        ((("error", "manifest.launch-file-missing"),), "danger", "Would not start in an LMS", "1 problem"),
        ((("error", "zip.no-manifest"),), "danger", "The server would refuse this file", "1 problem"),
        (
            (("note", "zip.junk"), ("error", "manifest.doctype"), ("warning", "manifest.title")),
            "danger",
            "The server would refuse this file",
            "1 problem · 1 warning · 1 note",
        ),
    ],
)
def test_what_findings_come_to(findings: tuple[tuple[str, str], ...], tone: str, title: str, counts: str) -> None:
    """Refused by the server, not startable, running, or sound; the counts in words."""
    told = verdict(stored(*findings))
    assert (told.tone, told.title, told.counts) == (tone, title, counts)


def test_worst_first_and_otherwise_as_found() -> None:
    """The order within one severity is the manifest's."""
    report = stored(("note", "n"), ("error", "b"), ("warning", "w"), ("error", "a"))
    assert [finding["code"] for finding in in_order(report)] == ["b", "a", "w", "n"]


def test_a_place_is_path_and_line() -> None:
    """A finding without a line is its path, one without a place is nothing."""
    assert where({"member": "a.xml", "line": 3}) == "a.xml:3"
    assert where({"member": "a.xml", "line": None}) == "a.xml"
    assert where({"member": "", "line": None}) == ""


def test_the_text_leaves_no_finding_out() -> None:
    """Title, verdict, and every code."""
    text = report_text(stored(("warning", "manifest.title"), ("error", "zip.nested")))
    assert text.startswith("Fire Safety\nThe server would refuse this file: 1 problem · 1 warning")
    assert text.index("zip.nested") < text.index("manifest.title")
