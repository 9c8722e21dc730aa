"""What was asked for an upload, call by call: for those who wonder why it is slow. Holds no address and no secret."""

from __future__ import annotations

from allure_desktop.database import Database
from allure_desktop.uploads.rows import CallNote
from allure_desktop.uploads.transfer import Answered, Do, Dropped, Event, Failed, LinkGone, Spoilt

#: As many are kept of each upload.
KEPT = 1_000


class CallLog:
    """The calls of all uploads, in the journal's file; a row's go with it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, upload_id: int, note: CallNote) -> None:
        """Keeps what came of a call."""
        cursor = self._database.execute(
            "INSERT INTO upload_calls (upload_id, at, call, number, outcome, code, seconds, size)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            upload_id,
            note.at,
            note.call,
            note.number,
            note.outcome,
            note.code,
            note.seconds,
            note.size,
        )
        if (cursor.lastrowid or 0) % 256 == 0:
            self._database.execute(
                "DELETE FROM upload_calls WHERE upload_id = ? AND id <= coalesce((SELECT id FROM upload_calls"
                " WHERE upload_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?), 0)",
                upload_id,
                upload_id,
                KEPT,
            )

    def of(self, upload_id: int) -> list[CallNote]:
        """The latest calls, oldest first."""
        rows = self._database.rows(
            "SELECT at, call, number, outcome, code, seconds, size FROM upload_calls"
            " WHERE upload_id = ? ORDER BY id DESC LIMIT ?",
            upload_id,
            KEPT,
        )
        return [CallNote(*row) for row in reversed(rows)]


def note_of(do: Do, event: Event, at: float, seconds: float, size: int) -> CallNote:
    """One line about a call that came back. `at` is Unix seconds, `size` the bytes of the part that it sent."""
    outcome, code = _outcome(event)
    return CallNote(
        at, do.call, do.number, outcome, code, max(seconds, 0.0), size if isinstance(event, Answered) else 0
    )


def _outcome(event: Event) -> tuple[str, str]:
    match event:
        case Answered():
            return (event.verdict if event.verdict not in ("", "live") else "ok"), ""
        case Failed():
            return event.kind, event.message.code
        case LinkGone():
            return "link_expired", ""
        case Spoilt():
            return "other_bytes", ""
        case Dropped():
            return "let_go", ""
    return "ok", ""
