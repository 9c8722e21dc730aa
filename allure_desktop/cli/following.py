"""Follows uploads until each has ended, whichever process carries them, and tells every step."""

from __future__ import annotations

import queue
import time
from typing import TYPE_CHECKING, Any

from allure_desktop.cli.command import ANSWER_IS_NO, DONE, LOCAL_FILE, SERVER_SAYS_NO
from allure_desktop.cli.upload_printers import Printer, UploadError, result_facts
from allure_desktop.cli.words import iso
from allure_desktop.errors import AllureError
from allure_desktop.events import Event, UploadChanged
from allure_desktop.uploads.rows import Message, UploadRow

if TYPE_CHECKING:
    from allure_desktop.composition import Services
    from allure_desktop.uploads.origins import Candidate

#: How long a server may be out of reach before a call that has moved nothing yet gives up, in seconds …
PATIENCE_AT_START_S = 20.0
#: … and one that has: a bad line goes on for long, a dead one is told.
PATIENCE_S = 1800.0

_LOOK_EVERY_S = 0.3
_HEARD_WITHIN_S = 3.0
_WAITING = {"rate_limited", "offline", "stalled", "answer_lost", "slow"}
_NO_ANSWER = {"offline", "stalled"}
_AFTER_SENDING = ("completing", "server_validating", "processing", "done")
_LOCAL_REASONS = {"file_changed", "file_missing", "disk_full"}


class _Followed:
    """What was told of one row, so that nothing is told twice or left out."""

    def __init__(self, file: str) -> None:
        #: the path as it was given
        self.file = file
        #: packages that a file from this path may be a new version of
        self.before: tuple[Candidate, ...] = ()
        self.stage = ""
        self.checked = False
        self.sent: tuple[Any, ...] = ()
        self.flown = False
        self.silent_since: float | None = None
        self.stands_still_until = 0.0


class Follower:
    """Follows some rows of the journal. `codes` holds the exit code of every row that has ended."""

    def __init__(self, services: Services, printer: Printer) -> None:
        self._services = services
        self._printer = printer
        self._followed: dict[int, _Followed] = {}
        self._changed: queue.SimpleQueue[UploadRow] = queue.SimpleQueue()
        self.codes: list[int] = []

    @property
    def open_ids(self) -> list[int]:
        """The rows that have not ended yet."""
        return list(self._followed)

    def begin(
        self, upload_id: int, file: str = "", *, resumed: bool = False, before: tuple[Candidate, ...] = ()
    ) -> None:
        """From now on this row is followed; it is in the journal already. `before`: what its path is known for.

        One that was `resumed` may stand still for a moment more, until the process that has it has heard of it.
        """
        row = self._services.uploads.row(upload_id)
        followed = self._followed[upload_id] = _Followed(file or row.path)
        followed.before = before
        followed.checked = resumed and row.state != "validating"
        followed.stands_still_until = time.monotonic() + _HEARD_WITHIN_S if resumed else 0.0
        self._printer.stage("queued", row, followed.file, {})

    def follow(self) -> None:
        """Returns when every row has ended. The truth is the journal; events only say when to look."""
        unsubscribe = self._services.events.subscribe(self._hear)
        try:
            while self._followed:
                try:
                    row = self._changed.get(timeout=_LOOK_EVERY_S)
                except queue.Empty:
                    for upload_id in self.open_ids:
                        self._look(self._services.uploads.row(upload_id))
                else:
                    if row.id in self._followed:
                        self._look(row)
        finally:
            unsubscribe()

    def _hear(self, event: Event) -> None:
        # on the worker's thread: the row as it is now, so that a stage of a moment is not missed
        if isinstance(event, UploadChanged) and event.upload_id in self._followed:
            self._changed.put(self._services.uploads.row(event.upload_id))

    def _look(self, row: UploadRow) -> None:
        followed = self._followed[row.id]
        if row.state == "validating":
            self._stage(followed, "validating", row, {})
            return
        self._tell_check(followed, row)
        outcome = row.outcome
        if outcome == "stopped" and time.monotonic() < followed.stands_still_until:
            return
        if outcome:
            if row.state in _AFTER_SENDING:
                self._tell_sending(followed, row)
            self._end(row, outcome)
            return
        if row.state in _AFTER_SENDING:
            self._tell_sending(followed, row)
        if row.reason in _WAITING:
            facts = {"reason": row.reason, "until": iso(row.until)}
            self._stage(followed, "waiting", row, facts, f"waiting {row.reason} {row.until}")
        elif row.state == "sending":
            self._tell_sending(followed, row)
            followed.stage = "sending"
        elif row.state in _AFTER_SENDING:
            self._stage(followed, "processing", row, {"phase": row.state}, f"processing {row.state}")
        self._lose_patience(followed, row)

    def _stage(self, followed: _Followed, name: str, row: UploadRow, facts: dict[str, Any], mark: str = "") -> None:
        mark = mark or name
        if followed.stage != mark:
            followed.stage = mark
            self._printer.stage(name, row, followed.file, facts)

    def _tell_check(self, followed: _Followed, row: UploadRow) -> None:
        if followed.checked or row.report is None or row.options.no_validation:
            return
        followed.checked = True
        if not followed.stage:
            self._stage(followed, "validating", row, {})
        report = row.report
        facts = {name: report[name] for name in ("sound", "verdict", "standard", "title", "findings")}
        looks_like = self._looks_like(followed, row)
        if looks_like:
            facts["looks_like"] = looks_like
        self._printer.stage("validated", row, followed.file, facts)

    def _looks_like(self, followed: _Followed, row: UploadRow) -> list[dict[str, Any]]:
        """The packages that it may be a new version of: said, never asked, since nobody may be there to answer."""
        if row.is_new_version or row.connection_id is None:
            return []
        found = {candidate.package_id: candidate for candidate in followed.before}
        for candidate in self._services.uploads.proposals(row.connection_id, row.path, row.report):
            if candidate.package_id != row.package_id:
                found.setdefault(candidate.package_id, candidate)
        return [
            {"package_id": one.package_id, "title": one.title, "revision": one.current_revision, "reason": one.reason}
            for one in found.values()
        ]

    def _tell_sending(self, followed: _Followed, row: UploadRow) -> None:
        progress = self._services.uploads.progress(row.id) if row.state == "sending" else None
        moved = (row.sent_bytes, row.parts_done, progress.sent_bytes if progress else 0)
        flying = progress.in_flight_bytes if progress else 0
        if (moved, flying) != followed.sent:
            if followed.sent and flying:
                followed.flown, followed.silent_since = True, None
            followed.sent = (moved, flying)
            self._printer.sending(row, followed.file, progress)

    def _lose_patience(self, followed: _Followed, row: UploadRow) -> None:
        """A server that stays out of reach is told, and the row kept; that it limits speed is no such thing."""
        if row.reason not in _NO_ANSWER:
            if row.reason or row.state != "sending":
                followed.silent_since = None  # the server has spoken
            return
        now = time.monotonic()
        if followed.silent_since is None:
            followed.silent_since = now
        if now - followed.silent_since < (PATIENCE_S if followed.flown else PATIENCE_AT_START_S):
            return
        self._services.uploads.pause(row.id)
        message = row.message if row.message.what else Message("server.unreachable", "The server cannot be reached.")
        self._printer.trouble(row.id, followed.file, UploadError(message, SERVER_SAYS_NO, row.path))
        self._finish(row, "stopped", SERVER_SAYS_NO)

    def _end(self, row: UploadRow, outcome: str) -> None:
        code = _exit_code(row, outcome)
        if outcome in ("failed", "refused") and (row.message.what or outcome == "failed"):
            self._printer.trouble(row.id, self._followed[row.id].file, UploadError(row.message, code, row.path))
        self._finish(row, outcome, code)

    def _finish(self, row: UploadRow, status: str, code: int) -> None:
        file = self._followed.pop(row.id).file
        self.codes.append(code)
        self._printer.result(row.id, file, result_facts(row, status))

    def fail(self, upload_id: int | None, file: str, error: AllureError) -> None:
        """A file that could not even be journalled, or a row that cannot go on: its entry in the answer."""
        self.codes.append(error.exit_code)
        self._printer.trouble(upload_id, file, error)
        if upload_id is not None:
            self._followed.pop(upload_id, None)
            self._printer.result(upload_id, file, result_facts(self._services.uploads.row(upload_id), "failed"))
            return
        nothing = {"package_id": None, "revision": None, "title": ""}
        figures = {"sent_bytes": 0, "retries": 0, "api_calls": 0, "seconds": 0.0}
        self._printer.result(None, file, {"status": "failed", **nothing, **figures})

    def interrupt(self) -> list[int]:
        """Ctrl+C: every open row is paused and kept; returns their ids."""
        ids = self.open_ids
        for upload_id in ids:
            self._services.uploads.pause(upload_id)
        for upload_id in ids:
            row = self._services.uploads.row(upload_id)
            self._finish(row, row.outcome if row.state == "done" else "stopped", DONE)
        return ids

    def exit_code(self) -> int:
        """0 when all went well; else the code that says most."""
        codes = self.codes
        if LOCAL_FILE in codes:
            return LOCAL_FILE
        if codes and all(code == SERVER_SAYS_NO for code in codes):
            return SERVER_SAYS_NO
        return DONE if not any(codes) else ANSWER_IS_NO


def _exit_code(row: UploadRow, outcome: str) -> int:
    if outcome in ("done", "validated"):
        return DONE
    if outcome in ("refused", "stopped") or row.reason in ("errors", "new_version", "version_conflict"):
        return ANSWER_IS_NO
    return LOCAL_FILE if row.reason in _LOCAL_REASONS or row.message.code.startswith("file.") else SERVER_SAYS_NO
