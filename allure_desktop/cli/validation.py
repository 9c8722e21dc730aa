"""The verb `validate`; it must start fast, so nothing here brings a network, a database or rich."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from allure_desktop.cli.command import ANSWER_IS_NO, DONE, Call, Command
from allure_desktop.cli.folders import as_zip
from allure_desktop.cli.output import Output
from allure_desktop.cli.words import count, duration, shown, size
from allure_desktop.errors import AllureError, UsageError

if TYPE_CHECKING:
    from allure_desktop.validation.finding import Finding, Report
    from allure_desktop.validation.policy import Policy

_BAR_COLUMNS = 24
_LONGEST_TITLE = 120
_COLOURS = {"error": "red", "warning": "yellow", "note": "blue"}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="ZIP-or-FOLDER")
    parser.add_argument("--strict", action="store_true", help="exit 1 on a warning too")
    parser.add_argument("--quick", action="store_true", help="leave out the byte-for-byte pass over every file")
    parser.add_argument("--report", metavar="FILE.html", help="write the report as one page to mail or print")
    parser.add_argument("--target", metavar="NAME", help="the system it is meant for (--target list names them)")
    parser.add_argument(
        "--config", metavar="FILE", help="severities of a [validation] table (else allure-desktop.toml beside the ZIP)"
    )
    parser.add_argument("--replaces", metavar="OLD.zip", help="what it is to become a new version of")


def _run(call: Call) -> int:
    """Checks each path; every path has its entry in the answer, whatever happened to the others."""
    if call.args.target == "list":
        return _list_targets(call)
    if not call.args.paths:
        raise UsageError(
            "There is nothing to check.", remedy="Name ZIP files or folders. See: allure-desktop validate --help"
        )
    policy = _Policies(call.args)
    replaces = _replaced(call.args.replaces)
    entries: list[dict[str, Any]] = []
    reports: list[Report] = []
    codes = {DONE}
    for path in call.args.paths:
        try:
            how = {"policy": policy.of(path), "replaces": replaces, "progress": bar(call.out, path)}
            report = _checked(path, full=not call.args.quick, **how)
        except AllureError as error:
            entries.append(_entry_of(path, error))
            reports.append(_report_of(path, error))
            codes.add(error.exit_code)
            call.out.complain(error, file=path)
            continue
        entries.append({**report.as_record(), "path": path})
        reports.append(replace(report, path=path))
        _print(call.out, path, report)
        if not report.sound or (call.args.strict and report.verdict != "sound"):
            codes.add(ANSWER_IS_NO)
    call.out.document({"files": entries})
    if call.args.report:
        _write_page(call, reports)
    return max(codes)


def _write_page(call: Call, reports: list[Report]) -> None:
    from allure_desktop.validation.html_report import write

    write(reports, call.args.report)
    call.out.line(f"Report written to {shown(call.args.report)}")


class _Policies:
    """Severities: what the command names, else the file beside the package; then the settings of the window."""

    def __init__(self, args: argparse.Namespace) -> None:
        from allure_desktop.validation import policy

        self._named = policy.from_file(args.config) if args.config else None
        self._target = policy.Policy(policy.target(args.target)) if args.target else policy.Policy()
        self._kept = _kept(args.data_dir)

    def of(self, path: str) -> Policy:
        """The policy for one package. Raises UsageError, LocalFileError for the file beside it."""
        from allure_desktop.validation.policy import beside

        file = self._named if self._named is not None else beside(path)
        return self._target.over(file).over(self._kept)


def _kept(chosen_dir: str | None) -> Policy:
    """What the settings say; where nothing was ever kept, no database is opened."""
    from allure_desktop.paths import data_dir
    from allure_desktop.validation.policy import Policy, chosen

    database = data_dir(chosen_dir).database
    if not database.is_file():
        return Policy()
    from allure_desktop.settings import VALIDATION_SEVERITIES, VALIDATION_TARGET, peek

    return chosen(peek(database, VALIDATION_SEVERITIES), peek(database, VALIDATION_TARGET))


def _list_targets(call: Call) -> int:
    from allure_desktop.validation.policy import target, target_names

    for name in target_names():
        call.out.line(f"{name}\n  {target(name).source}")
    call.out.document([{"name": name, "source": target(name).source} for name in target_names()])
    return DONE


def _replaced(path: str | None) -> dict[str, Any] | None:
    return _checked(path, full=False).as_record() if path else None


def bar(out: Output, path: str) -> Callable[[int, int], None] | None:
    """A line that tells how far the check is, where people watch."""
    if not out.live:
        return None
    name = shown(os.path.basename(path))  # noqa: PTH119 - a name to be shown, whatever it is

    def progress(done: int, total: int) -> None:
        part = done / total if total else 1.0
        line = "━" * round(part * _BAR_COLUMNS)
        out.status(f"{name}  {line:<{_BAR_COLUMNS}} {part:4.0%} of {size(total)}" if done < total else "")

    return progress


def _checked(path: str, *, full: bool, **how: Any) -> Report:
    """A ZIP as it is; the folder of a package as the ZIP that it would become."""
    from allure_desktop.validation.validator import validate

    with as_zip(path) as archive:
        return validate(archive, full=full, **how)


def _entry_of(path: str, error: AllureError) -> dict[str, Any]:
    return {**_report_of(path, error).as_record(), "error": {"event": "error", **error.as_record()}}


def _report_of(path: str, error: AllureError) -> Report:
    """A path that could not be checked, in the shape of the others: not sound, its error as the one finding."""
    from allure_desktop.validation.finding import Finding, Report

    return Report(path, (Finding(error.code, "error", error.what, error.message, error.remedy),))


def _print(out: Output, path: str, report: Report) -> None:
    if out.as_json:
        return
    out.line(out.style(shown(path), "bold"))
    facts = [
        _cut(shown(report.title)),
        shown(report.tool),
        f"SCORM {report.standard}" if report.standard else "",
        count(report.scos, "SCO") if report.standard else "",
        count(report.entries, "file") if report.entries else "",
        size(report.size_bytes),
        f"checked in {duration(report.seconds)}",
        f"for {report.target}" if report.target != "AllureConnect" else "",
    ]
    out.line("  " + " · ".join(fact for fact in facts if fact))
    for finding in report.findings:
        print_finding(out, finding)
    out.line(f"  {_verdict(out, report)}")


def print_finding(out: Output, finding: Finding) -> None:
    """One finding in a few lines: severity, title and code, place, message, remedy."""
    where = shown(finding.member)
    if finding.line is not None:
        where += f":{finding.line}"
    head = out.style(f"{finding.severity}:", _COLOURS[finding.severity], "bold")
    out.line(f"  {head} {shown(finding.title)} [{finding.code}]")
    if where:
        out.line(f"    {out.style(where, 'dim')}")
    for text in (finding.message, finding.remedy):
        if text and text != finding.title:
            out.line(f"    {shown(text)}")


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"


def _verdict(out: Output, report: Report) -> str:
    errors, warnings = report.count("error"), report.count("warning")
    tail = f", {count(warnings, 'warning')}" if warnings else ""
    if errors:
        from allure_desktop.validation.finding import refused_by_servers

        refused = refused_by_servers(one.code for one in report.findings if one.severity == "error")
        words = "The server would refuse this file" if refused else "Would not start in an LMS"
        if report.findings[0].code.startswith("file."):
            words = "Not checked"
        return out.style(f"{words}: {count(errors, 'error')}{tail}.", "red")
    if warnings:
        return out.style(f"Should run, {count(warnings, 'warning')}.", "yellow")
    return out.style("Sound.", "green") + ("" if report.full else " The byte-for-byte pass was left out.")


COMMANDS = {"validate": Command(_arguments, _run)}
