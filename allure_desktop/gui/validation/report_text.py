"""A stored report in words: its verdict for people, and all of it as text to copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from allure_desktop.gui.core_words import said
from allure_desktop.validation.finding import refused_by_servers

translate = QCoreApplication.translate

_ORDER = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`tone` of the band, its title and the counts in words."""

    tone: str
    title: str
    counts: str


def in_order(report: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Errors, warnings, notes; within each as the check found them."""
    return sorted(report.get("findings", ()), key=lambda finding: _ORDER.get(finding["severity"], 3))


def where(finding: Mapping[str, Any]) -> str:
    """`path:line` of a finding, '' when it has no place."""
    member, line = finding.get("member") or "", finding.get("line")
    return f"{member}:{line}" if member and line else str(member)


def verdict(report: Mapping[str, Any]) -> Verdict:
    """What the findings come to."""
    findings = report.get("findings", ())
    errors = [finding for finding in findings if finding["severity"] == "error"]
    warnings = sum(finding["severity"] == "warning" for finding in findings)
    counts = counts_in_words(report)
    if errors:
        refused = refused_by_servers(str(finding["code"]) for finding in errors)
        title = (
            translate("Validation", "The server would refuse this file")
            if refused
            else translate("Validation", "Would not start in an LMS")
        )
        return Verdict("danger", title, counts)
    if warnings:
        return Verdict("warning", translate("Validation", "Should run"), counts)
    return Verdict("success", translate("Validation", "Sound"), counts)


def counts_in_words(report: Mapping[str, Any]) -> str:
    """`2 problems · 1 warning · 1 note`, or that there is nothing to say."""
    findings = report.get("findings", ())
    numbers = [sum(finding["severity"] == severity for finding in findings) for severity in _ORDER]
    one = (
        translate("Validation", "1 problem"),
        translate("Validation", "1 warning"),
        translate("Validation", "1 note"),
    )
    many = (
        translate("Validation", "{count} problems"),
        translate("Validation", "{count} warnings"),
        translate("Validation", "{count} notes"),
    )
    parts = [one[n] if count == 1 else many[n].format(count=count) for n, count in enumerate(numbers) if count]
    return " · ".join(parts) or translate("Validation", "Nothing was found that would stop it in an LMS")


def mendable_in_words(report: Mapping[str, Any]) -> str:
    """How much of what stops the file can be mended here; '' where nothing of it can be."""
    errors = [one for one in report.get("findings", ()) if one["severity"] == "error"]
    count = sum(bool(one.get("repairable")) for one in errors)
    if not count:
        return ""
    if count < len(errors):
        words = (
            translate("Validation", "1 problem can be fixed here, the others only in the authoring tool.")
            if count == 1
            else translate("Validation", "{count} problems can be fixed here, the others only in the authoring tool.")
        )
    elif count == 1:
        words = translate("Validation", "It can be fixed here, without the authoring tool.")
    elif count == 2:
        words = translate("Validation", "Both problems can be fixed here, without the authoring tool.")
    else:
        words = translate("Validation", "All problems can be fixed here, without the authoring tool.")
    return words.format(count=count)


def fixable(report: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    """The problems and warnings that can be mended here; notes are not worth a new file."""
    findings = report.get("findings", ()) if report is not None else ()
    return [one for one in findings if one.get("repairable") and one["severity"] in ("error", "warning")]


def all_errors_fixable(report: Mapping[str, Any] | None) -> bool:
    """Whether nothing that stops the file is left for its author to mend."""
    findings = report.get("findings", ()) if report is not None else ()
    return all(one.get("repairable") for one in findings if one["severity"] == "error")


def report_text(
    report: Mapping[str, Any], *, fixed: Sequence[Mapping[str, Any]] = (), server: Sequence[str] = ()
) -> str:
    """The findings as plain text, worst first, what was fixed, and what the server says; for a colleague or support."""
    told = verdict(report)
    lines = [str(report.get("title", "")), f"{told.title}: {told.counts}"]
    if report.get("standard"):
        lines.append(f"SCORM {report['standard']}")
    if report.get("target"):
        lines.append(translate("Validation", "Checked for {target}").format(target=report["target"]))
    for finding in in_order(report):
        lines += ["", f"[{finding['severity']}] {said(str(finding['title']))} ({finding['code']})"]
        parts = (
            where(finding),
            *(said(str(finding.get(one) or "")) for one in ("message", "remedy")),
            finding.get("section"),
        )
        lines += [f"    {part}" for part in parts if part]
    if fixed:
        lines += ["", translate("Validation", "Fixed in a copy:")]
        lines += [f"    {said(str(finding['title']))} ({finding['code']})" for finding in fixed]
    if server:
        lines += ["", translate("Validation", "What the server says:"), *(f"    {one}" for one in server)]
    return "\n".join(lines).strip()
