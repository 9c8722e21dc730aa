"""The table of states and reasons: which sentence, icon, colour and acts a row has, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from allure_desktop.gui.uploads import figures
from allure_desktop.gui.uploads.acts import Act, RowAct, act, acts, named
from allure_desktop.gui.validation.report_text import all_errors_fixable, fixable
from allure_desktop.uploads.after_details import NOT_SET
from allure_desktop.uploads.rows import Progress, UploadRow

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Cell:
    """What differs from row to row of the table in the interface's §3.3."""

    icon: str
    tone: str
    sentence: str
    acts: tuple[RowAct, ...] = ()
    loud: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One row with what was sampled and what time it is."""

    row: UploadRow
    progress: Progress | None
    now_s: float
    ahead: int

    @property
    def sent_bytes(self) -> int:
        """Acknowledged bytes, and those in flight while the sampled figures are there."""
        sampled = self.progress.sent_bytes + self.progress.in_flight_bytes if self.progress else 0
        return min(max(self.row.sent_bytes, sampled), self.total_bytes or 0)

    @property
    def total_bytes(self) -> int | None:
        return self.row.total_bytes or (self.progress.total_bytes if self.progress else None) or None

    @property
    def silent_s(self) -> float:
        """How long nothing has gone out: it was so for a while before that was taken for a stall."""
        return self.progress.silent_s if self.progress else 0.0

    @property
    def percent(self) -> int:
        return figures.percent(self.row.sent_bytes, self.total_bytes)


def cell_of(case: Case) -> Cell:
    """The row's line of the table: a reason why it does not move goes before the state."""
    row = case.row
    by_reason = _BY_REASON.get(row.reason)
    cell = by_reason(case) if by_reason is not None and not row.is_over else _BY_STATE[row.state](case)
    if _has_a_predecessor(row) and not any(offered.act is Act.COMPARE for offered in cell.acts):
        return replace(cell, acts=(*cell.acts, act(Act.COMPARE)))
    return cell


def mending_cell(done_bytes: int, total_bytes: int) -> Cell:
    """Instead of the row's own line while a fixed copy of its file is written."""
    sentence = translate("Uploads", "Looking what has to be changed")
    if total_bytes:
        sentence = translate("Uploads", "Writing a fixed copy: {part_of_whole}").format(
            part_of_whole=figures.size_of(done_bytes, total_bytes)
        )
    return Cell("wand-sparkles", "accent", sentence, acts(Act.CANCEL_FIX) if total_bytes else ())


def _has_a_predecessor(row: UploadRow) -> bool:
    """It is, or may be, a version of a package on the server; while it is checked nothing is known yet."""
    is_one = row.is_new_version or row.reason == "new_version"
    return is_one and row.package_id is not None and row.connection_id is not None and row.state != "validating"


def _validating(case: Case) -> Cell:
    progress = case.progress
    if progress is not None and progress.unpacked_bytes:
        sentence = translate("Uploads", "Checking {part_of_whole}").format(
            part_of_whole=figures.size_of(progress.checked_bytes, progress.unpacked_bytes)
        )
    else:
        sentence = translate("Uploads", "Checking the file")
    return Cell("scan-search", "accent", sentence, acts(Act.CANCEL))


def _errors(case: Case) -> Cell:
    errors = severity_count(case.row.report, "error")
    if case.row.connection_id is None:
        sentence = (
            translate("Uploads", "1 problem would stop it in an LMS")
            if errors == 1
            else translate("Uploads", "{count} problems would stop it in an LMS").format(count=errors)
        )
        offered = (*fix_act(case.row), *acts(Act.SHOW, Act.CHECK_AGAIN))
        return Cell("octagon-alert", "danger", sentence, offered, loud=True)
    sentence = (
        translate("Uploads", "Not uploaded: 1 problem would stop it in an LMS")
        if errors == 1
        else translate("Uploads", "Not uploaded: {count} problems would stop it in an LMS").format(count=errors)
    )
    offered = (*fix_act(case.row), *acts(Act.SHOW, Act.CHECK_AGAIN, Act.UPLOAD_ANYWAY, Act.SERVER_CHECK))
    return Cell("octagon-alert", "danger", sentence, offered, loud=True)


def fix_act(row: UploadRow) -> tuple[RowAct, ...]:
    """Mending what can be mended, in words that say what follows; none where nothing can be."""
    count = len(fixable(row.report))
    if not count:
        return ()
    one = count == 1
    if row.connection_id is None or not all_errors_fixable(row.report):
        words = translate("Uploads", "Fix 1") if one else translate("Uploads", "Fix {count}")
    elif row.is_new_version:
        words = translate("Uploads", "Fix 1 and review…") if one else translate("Uploads", "Fix {count} and review…")
    else:
        words = translate("Uploads", "Fix 1 and upload") if one else translate("Uploads", "Fix {count} and upload")
    return (named(Act.FIX, words.format(count=count)),)


def _new_version(case: Case) -> Cell:
    row = case.row
    sentence = row.message.what.rstrip(".") or translate("Uploads", "Looks like a new version of a package")
    if row.package_id is None:
        as_version = named(Act.AS_VERSION, translate("Uploads", "Choose the package…"))
    elif row.revision_before is None:
        as_version = act(Act.AS_VERSION)
    else:
        as_version = _as_version_after(row.revision_before)
    return Cell("git-branch", "warning", sentence, (as_version, act(Act.AS_NEW)), loud=True)


def _version_conflict(case: Case) -> Cell:
    sentence = case.row.message.what or translate("Uploads", "Another version was uploaded while this one waited")
    as_version = act(Act.AS_VERSION) if case.row.revision_seen is None else _as_version_after(case.row.revision_seen)
    return Cell("git-branch", "warning", sentence, (act(Act.COMPARE), as_version, act(Act.STOP)), loud=True)


def _as_version_after(revision: int) -> RowAct:
    words = translate("Uploads", "Upload as version {number}…").format(number=revision + 1)
    return named(Act.AS_VERSION, words)


def _server_refused(case: Case) -> Cell:
    sentence = case.row.message.what or translate("Uploads", "The server refused it")
    offered = (named(Act.SHOW, translate("Uploads", "Show why")), act(Act.CHECK_AGAIN), act(Act.REMOVE))
    return Cell("octagon-alert", "danger", sentence, offered, loud=True)


def _all_sent(case: Case) -> bool:
    """The server has every byte: what it made of them can be asked for again."""
    return bool(case.total_bytes) and case.row.sent_bytes == case.total_bytes


def _unknown_outcome(case: Case) -> Cell:
    sentence = case.row.message.what or translate("Uploads", "The server's answer was lost, and it does not tell more")
    offered = (named(Act.SHOW, translate("Uploads", "Show why")), act(Act.SHOW_IN_LIBRARY), act(Act.REMOVE))
    return Cell("circle-help", "warning", sentence, offered, loud=True)


def _decision(case: Case) -> Cell:
    sentence = case.row.message.what or translate("Uploads", "Needs your attention")
    offered = (named(Act.SHOW, translate("Uploads", "Show why")), act(Act.CHECK_AGAIN))
    return Cell("octagon-alert", "danger", sentence, offered, loud=True)


def _held(case: Case) -> Cell:
    row = case.row
    warnings = severity_count(row.report, "warning")
    errors = severity_count(row.report, "error")
    upload = (act(Act.UPLOAD), *fix_act(row), *acts(Act.SERVER_CHECK, Act.CHECK_AGAIN, Act.REMOVE))
    if row.options.validate_only and row.server_report:
        sentence = translate("Uploads", "The server checked it and would accept it. Nothing is visible yet")
        checked = acts(Act.UPLOAD, Act.CHECK_AGAIN, Act.REMOVE)
        return Cell("shield-check", "success", sentence, checked, loud=True)
    if row.message.code == "paused":
        return Cell("circle-pause", "text2", translate("Uploads", "Paused while it waited for its turn"), upload)
    if row.sent_bytes and row.total_bytes:
        sentence = translate("Uploads", "Stopped at {percent} %. The uploaded parts are kept").format(
            percent=case.percent
        )
        return Cell("circle-pause", "text2", sentence, upload)
    if errors:
        # the user stopped an upload that he had begun in spite of the errors
        sentence = translate("Uploads", "Stopped. The check found problems")
        return Cell("triangle-alert", "warning", sentence, acts(Act.SHOW, Act.UPLOAD_ANYWAY, Act.REMOVE), loud=True)
    if row.report is None:
        return Cell("circle-pause", "text2", translate("Uploads", "Ready to upload, not checked"), upload)
    if warnings:
        sentence = (
            translate("Uploads", "Ready, 1 warning")
            if warnings == 1
            else translate("Uploads", "Ready, {count} warnings").format(count=warnings)
        )
        return Cell("triangle-alert", "warning", sentence, upload, loud=True)
    return Cell("circle-pause", "text2", translate("Uploads", "Checked, ready to upload"), upload)


def _queued(case: Case) -> Cell:
    if case.ahead == 0:
        return Cell("list-ordered", "text2", translate("Uploads", "Waiting for its turn"), acts(Act.STOP))
    sentence = (
        translate("Uploads", "Waiting: 1 upload ahead")
        if case.ahead == 1
        else translate("Uploads", "Waiting: {count} uploads ahead").format(count=case.ahead)
    )
    return Cell("list-ordered", "text2", sentence, acts(Act.UPLOAD_FIRST, Act.STOP))


def _sending(case: Case) -> Cell:
    words = translate("Uploads", "Uploading {part_of_whole}").format(
        part_of_whole=figures.size_of(case.sent_bytes, case.total_bytes or 0)
    )
    parts = [words]
    if case.progress and case.progress.bytes_per_s > 0:
        parts.append(figures.rate(case.progress.bytes_per_s))
    if case.progress and case.progress.eta_s is not None:
        parts.append(figures.about(case.progress.eta_s))
    return Cell("arrow-up", "accent", " · ".join(parts), acts(Act.PAUSE, Act.STOP))


def _rate_limited(case: Case) -> Cell:
    until = case.row.until
    sentence = (
        translate("Uploads", "The server limits speed: continues by itself")
        if until is None
        else translate("Uploads", "The server limits speed: continues at {time}").format(
            time=figures.clock(until, case.now_s)
        )
    )
    return Cell("hourglass", "info", sentence, acts(Act.PAUSE, Act.STOP))


def _offline(case: Case) -> Cell:
    since = figures.clock(case.row.since, case.now_s)
    message = case.row.message
    if message.what and message.code != "server.offline":
        # the network is there, this one server is not
        sentence = translate("Uploads", "{what} Goes on by itself, waiting since {time}")
        return Cell("wifi-off", "info", sentence.format(what=message.what, time=since), acts(Act.PAUSE, Act.STOP))
    sentence = translate("Uploads", "No network since {time}. Goes on by itself").format(time=since)
    return Cell("wifi-off", "info", sentence, acts(Act.PAUSE, Act.STOP))


#: nobody said no: the line is silent or breaks, and what counts is for how long
_SILENT = ("", "server.timeout", "server.stalled", "server.unreachable", "server.answer-lost", "server.stopped")


def _stalled(case: Case) -> Cell:
    row, attempt = case.row, max(1, case.row.retries)
    if row.message.what and row.message.code not in _SILENT:
        sentence = translate("Uploads", "{what} Trying again by itself (attempt {number})").format(
            what=row.message.what, number=attempt
        )
    else:
        sentence = translate("Uploads", "No bytes for {span}. Trying a new connection (attempt {number})").format(
            span=figures.span(max(case.silent_s, case.now_s - row.since)), number=attempt
        )
    return Cell("activity", "warning", sentence, acts(Act.PAUSE, Act.STOP), loud=True)


def _file_changed(case: Case) -> Cell:
    sentence = translate("Uploads", "The file changed on disk at {time}. The uploaded parts no longer match").format(
        time=figures.clock(case.row.since, case.now_s)
    )
    return Cell("file-warning", "danger", sentence, acts(Act.START_AGAIN, Act.STOP), loud=True)


def _file_missing(case: Case) -> Cell:
    what = case.row.message.what or translate("Uploads", "The file is gone from its place.")
    sentence = translate("Uploads", "{what} Goes on by itself once it is back").format(what=what)
    return Cell("file-x", "danger", sentence, acts(Act.LOCATE, Act.STOP), loud=True)


def _key_refused(case: Case) -> Cell:
    message = case.row.message
    if message.what:
        # also a scope, the tenant, no key at all, a locked keyring: not always a refused key
        sentence = translate("Uploads", "{what} Stopped at {percent} %, nothing is lost").format(
            what=message.what, percent=case.percent
        )
    else:
        sentence = translate("Uploads", "Stopped at {percent} %: the server refused the key (401). Nothing is lost")
        sentence = sentence.format(percent=case.percent)
    return Cell("key-round", "warning", sentence, acts(Act.REPLACE_KEY, Act.STOP, Act.RESUME), loud=True)


def _paused(case: Case) -> Cell:
    if case.row.state in ("processing", "server_validating"):
        sentence = translate("Uploads", "Everything is uploaded. Not watched at the moment")
        return Cell("circle-pause", "text2", sentence, acts(Act.RESUME))
    sentence = translate("Uploads", "Paused at {percent} %. Nothing is lost").format(percent=case.percent)
    return Cell("circle-pause", "text2", sentence, acts(Act.RESUME, Act.STOP))


def _disk_full(case: Case) -> Cell:
    message = case.row.message
    if message.what and message.code != "disk.full":
        sentence = translate("Uploads", "{what} Goes on by itself once it can be written").format(what=message.what)
    else:
        sentence = translate("Uploads", "This computer's disk is full. The upload goes on by itself once there is room")
    return Cell("hard-drive", "danger", sentence, acts(Act.STOP), loud=True)


def _quota(case: Case) -> Cell:
    sentence = case.row.message.what or translate("Uploads", "The tenant's quota does not hold this package")
    offered = (named(Act.SHOW, translate("Uploads", "Details")), act(Act.RESUME), act(Act.STOP))
    return Cell("database", "danger", sentence, offered, loud=True)


def _completing(_case: Case) -> Cell:
    return Cell("loader", "accent", translate("Uploads", "All parts are there. Putting them together"))


def _server_validating(_case: Case) -> Cell:
    sentence = translate("Uploads", "The server checks it; nothing becomes visible yet")
    return Cell("shield-check", "process", sentence, acts(Act.STOP_WATCHING))


def _processing(case: Case) -> Cell:
    sentence = translate("Uploads", "All there. The server is unpacking it · {span} so far").format(
        span=figures.span(max(0.0, case.now_s - case.row.since))
    )
    return Cell("cog", "process", sentence, acts(Act.STOP_WATCHING))


def _answer_lost(_case: Case) -> Cell:
    sentence = translate("Uploads", "The server's answer was lost. Looking whether it arrived (no second copy is made)")
    return Cell("circle-help", "warning", sentence, (), loud=True)


def _done(case: Case) -> Cell:
    row = case.row
    if row.message.code == NOT_SET:
        sentence = translate("Uploads", "Live, but its tags, description or duration could not be set. {why}")
        offered = acts(Act.SET_DETAILS, Act.SHOW_IN_LIBRARY, Act.REMOVE)
        return Cell("triangle-alert", "warning", sentence.format(why=row.message.cause).strip(), offered, loud=True)
    sentence = translate("Uploads", "Live on AllureConnect · {ago}").format(ago=figures.ago(row.updated_at, case.now_s))
    return Cell("circle-check", "success", sentence, acts(Act.SHOW_IN_LIBRARY, Act.REMOVE), loud=True)


def _failed(case: Case) -> Cell:
    sentence = case.row.message.what or translate("Uploads", "The upload ended without success")
    again = (act(Act.PROCESS_AGAIN),) if _all_sent(case) else ()
    offered = (named(Act.SHOW, translate("Uploads", "Show why")), *again, act(Act.CHECK_AGAIN), act(Act.REMOVE))
    if case.row.message.code == "file.missing":
        # it went before it was checked
        return Cell("file-x", "danger", sentence, (act(Act.LOCATE), *offered), loud=True)
    return Cell("octagon-alert", "danger", sentence, offered, loud=True)


_BY_STATE: Mapping[str, Callable[[Case], Cell]] = {
    "validating": _validating,
    "needs_decision": _decision,
    "held": _held,
    "queued": _queued,
    "sending": _sending,
    "completing": _completing,
    "server_validating": _server_validating,
    "processing": _processing,
    "done": _done,
    "failed": _failed,
}

_BY_REASON: Mapping[str, Callable[[Case], Cell]] = {
    "errors": _errors,
    "new_version": _new_version,
    "version_conflict": _version_conflict,
    "server_refused": _server_refused,
    "unknown_outcome": _unknown_outcome,
    "paused": _paused,
    "rate_limited": _rate_limited,
    "offline": _offline,
    "stalled": _stalled,
    "key_refused": _key_refused,
    "file_changed": _file_changed,
    "file_missing": _file_missing,
    "disk_full": _disk_full,
    "quota": _quota,
    "answer_lost": _answer_lost,
}


def severity_count(report: Mapping[str, Any] | None, severity: str) -> int:
    """How many findings of that severity the stored report holds; 0 without a report."""
    if report is None:
        return 0
    return sum(finding.get("severity") == severity for finding in report.get("findings", ()))
