"""The check on this computer before anything is sent, and who the checked content is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from allure_desktop.uploads.cargo import Cargo, Result
from allure_desktop.uploads.env import Clock, Env
from allure_desktop.uploads.journal import Entry, Journal
from allure_desktop.uploads.origins import Candidate, proposal, suggested
from allure_desktop.uploads.parts import LARGEST_FILE_BYTES
from allure_desktop.uploads.problems import message_of
from allure_desktop.uploads.rows import Message
from allure_desktop.uploads.source_file import SourceFile, changed, sha256_of
from allure_desktop.uploads.transfer import Checked

#: validate(path, full=True, progress=(done, total), cancelled=()) → `Report.as_record()`
Validate = Callable[..., Any]


def check(validate: Validate, journal: Journal, entry: Entry, cargo: Cargo, env: Env, clock: Clock) -> Result | None:
    """The outcome of the check, None when it was stopped. Never raises."""
    try:
        with SourceFile(entry.path, env.disk) as file:
            before = file.identity()
        aimed = {"target": entry.options.target} if entry.options.target else {}
        if entry.options.folder:
            aimed["beside"] = entry.options.folder
        checked = validate(entry.path, full=True, progress=_into(cargo), cancelled=cargo.stop_check.is_set, **aimed)
        report = _record(checked)
        # what is too large to be sent need not be read to its end
        sendable = before.size_bytes <= LARGEST_FILE_BYTES
        sha256 = sha256_of(entry.path, cargo.stop_check.is_set, env.disk) if sendable else None
        if cargo.stop_check.is_set():
            return None
        with SourceFile(entry.path, env.disk) as file:
            if file.identity() != before:
                raise changed(entry.path)
    except Exception as error:
        if cargo.stop_check.is_set():
            return None
        return Result(Checked(clock.now(), "failed", message_of(error)))
    facts: dict[str, Any] = {
        "report": json.dumps(report, ensure_ascii=False),
        "title": str(report.get("title") or ""),
        "file_size": before.size_bytes,
        "file_mtime_ns": before.mtime_ns,
        "file_inode": before.inode,
        "sha256": sha256,
    }
    if sha256 != entry.sha256:
        facts["server_said"] = None  # that was about other content
    told = of_errors(report)
    if told is not None:
        return Result(Checked(clock.now(), "errors", told), facts)
    found = _candidates(journal, entry, report, sha256 or "")
    if found:
        return Result(Checked(clock.now(), "choose", proposal(found)), {**facts, **suggested(found)})
    return Result(Checked(clock.now(), "ok"), facts)


def _record(report: Any) -> Mapping[str, Any]:
    if isinstance(report, Mapping):
        return report
    record: Mapping[str, Any] = report.as_record()
    return record


def _into(cargo: Cargo) -> Callable[[int, int], None]:
    def progress(done: int, total: int) -> None:
        cargo.meter.checked_bytes, cargo.meter.unpacked_bytes = done, total

    return progress


def _candidates(journal: Journal, entry: Entry, report: Mapping[str, Any], sha256: str) -> tuple[Candidate, ...]:
    if not entry.options.ask_new_version or entry.is_new_version or entry.connection_id is None:
        return ()
    return journal.origins.candidates(entry.connection_id, entry.source, report, sha256)


def of_errors(report: Mapping[str, Any]) -> Message | None:
    """What keeps a file with this report from being uploaded; None where nothing does."""
    errors = [f for f in report.get("findings", ()) if f.get("severity") == "error"]
    if not errors:
        return None
    first = errors[0]
    count = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
    return Message(
        code=str(first.get("code", "")),
        what=f"Not uploaded: {count} would stop it in an LMS.",
        cause=str(first.get("title") or first.get("message") or ""),
        remedy=str(first.get("remedy", "")),
    )
