"""Says what an upload is doing: JSON lines for programs, lines for logs, a moving bar for people."""

from __future__ import annotations

import time
from typing import Any, Protocol

from allure_desktop.cli.output import Output
from allure_desktop.cli.words import clock, count, duration, iso, shown, size
from allure_desktop.errors import AllureError
from allure_desktop.uploads.rows import Message, Progress, UploadRow

#: Why a row does not move, in the words of the window.
REASONS = {
    "turn": "waiting for its turn",
    "paused": "paused, nothing is lost",
    "rate_limited": "the server limits speed",
    "offline": "the server cannot be reached; goes on by itself",
    "stalled": "no bytes for a while; trying a new connection",
    "answer_lost": "the server's answer was lost; looking whether it arrived (no second copy is made)",
    "slow": "the server takes its time",
    "by_user": "ready to upload",
    "errors": "it has errors that would stop it in an LMS",
    "new_version": "it looks like a new version of a package",
    "version_conflict": "somebody else uploaded a version meanwhile",
    "server_refused": "the server refused it",
    "unknown_outcome": "whether it arrived is not known",
    "key_refused": "the server refused the key",
    "file_changed": "the file changed on disk",
    "file_missing": "the file is gone",
    "disk_full": "this computer's disk is full",
    "quota": "the tenant has not enough room left",
}

#: States in the words of the window.
STATES = {
    "validating": "checking",
    "needs_decision": "needs your attention",
    "held": "ready to upload",
    "queued": "waiting",
    "sending": "uploading",
    "completing": "putting the parts together",
    "server_validating": "the server checks it",
    "processing": "the server is unpacking it",
    "done": "live on AllureConnect",
    "failed": "failed",
}


class UploadError(AllureError):
    """The stored words of a row that waits for the user or failed."""

    def __init__(self, message: Message, exit_code: int, file: str) -> None:
        super().__init__(
            message.what or "The upload stopped.",
            cause=_sentence(message.cause),
            remedy=_sentence(message.remedy),
            subject=file,
            code=message.code or "upload.stopped",
        )
        self.exit_code = exit_code
        self.causes = message.causes
        self.remedies = message.remedies

    def as_record(self) -> dict[str, Any]:
        lists = {"causes": list(self.causes), "remedies": list(self.remedies)} if self.causes else {}
        return {**super().as_record(), **lists}


def _sentence(text: str) -> str:
    return f"{text}." if text and text[-1] not in ".!?…:" else text


class Printer(Protocol):
    """What the follower of uploads tells; `close` puts the terminal back."""

    def stage(self, name: str, row: UploadRow, file: str, facts: dict[str, Any]) -> None:
        """A row has entered `queued`, `validating`, `validated`, `waiting` or `processing`."""

    def sending(self, row: UploadRow, file: str, progress: Progress | None) -> None:
        """Bytes have moved (or the sending began)."""

    def trouble(self, upload_id: int | None, file: str, error: AllureError) -> None:
        """Why a row ends without being live."""

    def result(self, upload_id: int | None, file: str, facts: dict[str, Any]) -> None:
        """How a row has ended, `status` and figures."""

    def close(self) -> None: ...


def printer_for(out: Output) -> Printer:
    """The one that fits: JSON, a terminal, or a file."""
    if out.as_json:
        return JsonPrinter(out)
    return LivePrinter(out) if out.live else LinePrinter(out)


class JsonPrinter:
    """One event a line, each with `event`, `id` and `file`."""

    def __init__(self, out: Output) -> None:
        self._out = out

    def stage(self, name: str, row: UploadRow, file: str, facts: dict[str, Any]) -> None:
        self._out.event({"event": name, "id": row.id, "file": file, **facts})

    def sending(self, row: UploadRow, file: str, progress: Progress | None) -> None:
        self._out.event({"event": "sending", "id": row.id, "file": file, **sent(row, progress)})

    def trouble(self, upload_id: int | None, file: str, error: AllureError) -> None:
        self._out.complain(error, file=file)
        self._out.event({"event": "error", "id": upload_id, "file": file, **error.as_record()})

    def result(self, upload_id: int | None, file: str, facts: dict[str, Any]) -> None:
        self._out.event({"event": "result", "id": upload_id, "file": file, **facts})

    def close(self) -> None:
        pass


class LinePrinter:
    """Plain lines; progress at most every 10 seconds and every tenth of the file."""

    _EVERY_S = 10.0

    def __init__(self, out: Output) -> None:
        self._out = out
        self._told: dict[int, tuple[float, int]] = {}
        self._words: dict[int, str] = {}

    def stage(self, name: str, row: UploadRow, file: str, facts: dict[str, Any]) -> None:
        words = stage_words(name, row, facts)
        if words and self._words.get(row.id) != words:
            self._words[row.id] = words
            self._line(file, words)
        for finding in facts.get("findings", []):
            if finding["severity"] == "note":
                continue
            place = f" ({shown(finding['member'])})" if finding.get("member") else ""
            head = self._out.style(finding["severity"], "red" if finding["severity"] == "error" else "yellow")
            self._print(f"  {head}: {shown(finding.get('title') or finding['message'])}{place} [{finding['code']}]")
        for one in facts.get("looks_like", []):
            self._print(f"  looks like a new version of “{shown(one['title'])}” ({one['reason']}).")
            self._print(f"  It becomes a new package unless you say: --package {shown(one['package_id'])}")

    def sending(self, row: UploadRow, file: str, progress: Progress | None) -> None:
        figures = sent(row, progress)
        total = figures["total_bytes"] or 0
        tenth = 10 * figures["sent_bytes"] // total if total else 0
        at, before = self._told.get(row.id, (0.0, -1))
        now = time.monotonic()
        if before >= 0 and (tenth == before or now - at < self._EVERY_S):
            return
        self._told[row.id] = (now, tenth)
        self._line(file, f"uploading {size(figures['sent_bytes'])} of {size(total)}")

    def trouble(self, upload_id: int | None, file: str, error: AllureError) -> None:
        self._out.complain(error, file=file)
        for head, lines in (("Possible causes", error.causes), ("What to do", error.remedies)):
            if isinstance(error, UploadError) and lines:
                self._out.aside(f"  {head}: {' · '.join(line.rstrip('.') for line in lines)}")

    def result(self, upload_id: int | None, file: str, facts: dict[str, Any]) -> None:
        self._print(f"{shown(file)}: {result_words(self._out, upload_id, facts)}")

    def close(self) -> None:
        pass

    def _line(self, file: str, words: str) -> None:
        self._print(f"{shown(file)}: {words}")

    def _print(self, text: str) -> None:
        self._out.line(text)


class LivePrinter(LinePrinter):
    """A terminal: a bar for each file that moves, the lines above it stay."""

    def __init__(self, out: Output) -> None:
        super().__init__(out)
        from rich.console import Console  # here: nothing but a terminal needs it
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bars

        name = TextColumn("{task.description}", markup=False)
        figures = TextColumn("{task.fields[figures]}", markup=False)
        self._bars = Bars(name, BarColumn(bar_width=32), figures, console=Console(highlight=False), transient=True)
        self._tasks: dict[int, Any] = {}
        self._bars.start()

    def stage(self, name: str, row: UploadRow, file: str, facts: dict[str, Any]) -> None:
        if name in ("waiting", "processing") and row.id in self._tasks:
            words = stage_words(name, row, facts)
            self._bars.update(
                self._tasks[row.id], figures=words, total=None if name == "processing" else row.total_bytes
            )
        else:
            super().stage(name, row, file, facts)

    def sending(self, row: UploadRow, file: str, progress: Progress | None) -> None:
        figures = sent(row, progress)
        moved = figures["sent_bytes"] + (progress.in_flight_bytes if progress else 0)
        words = f"{size(moved)} of {size(figures['total_bytes'])}"
        if progress is not None and progress.bytes_per_s > 0:
            words += f" · {size(int(progress.bytes_per_s))}/s"
        if progress is not None and progress.eta_s is not None:
            words += f" · about {duration(max(1, round(progress.eta_s)))}"
        if row.id not in self._tasks:
            self._tasks[row.id] = self._bars.add_task(shown(row.file), figures="", total=figures["total_bytes"])
        self._bars.update(self._tasks[row.id], completed=moved, total=figures["total_bytes"], figures=words)

    def result(self, upload_id: int | None, file: str, facts: dict[str, Any]) -> None:
        if upload_id in self._tasks:
            self._bars.remove_task(self._tasks.pop(upload_id))
        super().result(upload_id, file, facts)

    def close(self) -> None:
        self._bars.stop()

    def _print(self, text: str) -> None:
        from rich.text import Text

        self._bars.console.print(Text.from_ansi(text), soft_wrap=True)


def sent(row: UploadRow, progress: Progress | None) -> dict[str, Any]:
    """The figures of a `sending` event; only what the server has acknowledged counts as sent."""
    return {
        "sent_bytes": max(row.sent_bytes, progress.sent_bytes if progress else 0),
        "total_bytes": row.total_bytes if row.total_bytes is not None else progress.total_bytes if progress else None,
        "parts_done": max(row.parts_done, progress.parts_done if progress else 0),
        "parts_total": row.parts_total if row.parts_total is not None else progress.parts_total if progress else None,
    }


def stage_words(name: str, row: UploadRow, facts: dict[str, Any]) -> str:
    """One stage for people; '' for what needs no line."""
    if name == "validating":
        return "checking"
    if name == "validated":
        findings = facts["findings"]
        found = [
            count(number, severity)
            for severity in ("error", "warning")
            if (number := sum(finding["severity"] == severity for finding in findings))
        ]
        return f"checked, {' and '.join(found)}" if found else "checked, sound"
    if name == "waiting":
        if row.reason in ("offline", "stalled") and row.message.what:
            return f"{shown(row.message.what)} It goes on by itself."
        timed = row.reason == "rate_limited" and row.until is not None
        until = f": continues at {clock(row.until)}" if timed and row.until is not None else ""
        return REASONS.get(row.reason, row.reason) + until
    if name == "processing":
        return STATES.get(row.state, "the server works on it")
    return ""


def result_words(out: Output, upload_id: int | None, facts: dict[str, Any]) -> str:
    """The end of one file for people."""
    status = facts["status"]
    if status == "done":
        version = f" version {facts['revision']}" if facts["revision"] is not None else ""
        moved = f" · {size(facts['sent_bytes'])} in {duration(facts['seconds'])}"
        return out.style("live on AllureConnect", "green") + f" as {shown(facts['package_id'])}{version}{moved}"
    if status == "validated":
        return out.style("the server found it valid", "green") + "; nothing was published"
    if status == "refused":
        return out.style("not uploaded", "red") + ": correct it, or upload despite the errors with --no-validation"
    if upload_id is None:
        return out.style("not uploaded", "red")
    kept = f"kept as upload {upload_id}; go on with: allure-desktop resume {upload_id}"
    return out.style("stopped" if status == "stopped" else "not live", "yellow") + f", {kept}"


def result_facts(row: UploadRow, status: str) -> dict[str, Any]:
    """The figures of a `result` event."""
    return {
        "status": status,
        "package_id": row.package_id,
        "revision": row.revision,
        "title": row.title,
        "sent_bytes": row.sent_bytes,
        "retries": row.retries,
        "api_calls": row.api_calls,
        "seconds": round(row.seconds, 3),
        **({"server_report": row.server_report} if row.server_report is not None else {}),
    }


def row_record(row: UploadRow, connection: str | None) -> dict[str, Any]:
    """One row of `uploads --json`; times in ISO 8601, as everywhere in the answers."""
    return {
        **row.as_record(),
        "connection": connection,
        "until": iso(row.until),
        "updated_at": iso(row.updated_at),
    }
