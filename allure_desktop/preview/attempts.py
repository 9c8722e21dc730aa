"""The attempts at each package's content: written with every commit, so that a crash loses nothing."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from allure_desktop.database import Database
from allure_desktop.preview.options import PreviewOptions
from allure_desktop.preview.saves import merge

#: So many attempts at one content are kept; the oldest go.
KEPT_ATTEMPTS = 20
#: Attempts at all contents together.
KEPT_IN_ALL = 500


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One kept attempt, for a list. `state` is `open` (also after a crash), `suspended` or `finished`.

    `begun_at` and `updated_at` are Unix seconds; `percent` is the course's score, None where none was reported.
    """

    id: int
    content: str
    title: str
    state: str
    status: str
    percent: float | None
    learner_id: str
    learner_name: str
    begun_at: float
    updated_at: float


class Attempt:
    """The attempt that is played now; every change is on the disk when the call returns. Safe for several threads."""

    def __init__(
        self,
        record: dict[str, Any],
        *,
        mode: str,
        store: Attempts | None,
        attempt_id: int | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`record` is as `saves.merge` has it; without `store` nothing is kept (browse, review)."""
        self.id = attempt_id
        self.mode = mode
        self._record = record
        self._store = store
        self._now = now
        self._lock = threading.Lock()

    @property
    def record(self) -> dict[str, Any]:
        """`parts`, `current`, `status`, `percent`, `closed`, `suspended`, `sequencing` …; do not change it."""
        return self._record

    @property
    def state(self) -> str:
        """`open`, `suspended` or `finished`."""
        if not self._record.get("closed"):
            return "open"
        return "suspended" if self._record.get("suspended") else "finished"

    @property
    def status(self) -> str:
        """The whole course's status, `not attempted` at first."""
        return str(self._record.get("status") or "not attempted")

    @property
    def percent(self) -> float | None:
        value = self._record.get("percent")
        return value if isinstance(value, int | float) else None

    def take(self, call: str, told: dict[str, Any], known: set[str]) -> bool:
        """Puts one call of the page in: `save`, `current`, `closed`, `sequencing`. False when it makes no sense.

        Raises DataDirError, DiskFull; then nothing has changed.
        """
        with self._lock:
            changed = merge(self._record, call, told, known, self._now())
            if changed is None:
                return False
            if changed is not self._record and self._store is not None and self.id is not None:
                self._store.write(self.id, changed, str(told["part"]) if call == "save" else None)
            self._record = changed
            return True


class Attempts:
    """Every kept attempt, by the content of its package (`source.content_key`)."""

    def __init__(self, database: Database, now: Callable[[], float] = time.time) -> None:
        self._database = database
        self._now = now

    def of(self, content: str) -> list[AttemptRow]:
        """The attempts at a content, the newest first. Raises DataDirError."""
        found = self._database.rows(
            "SELECT id, content, title, state, status, percent, learner_id, learner_name, begun_at, updated_at"
            " FROM preview_attempts WHERE content = ? ORDER BY id DESC",
            content,
        )
        return [AttemptRow(**dict(row)) for row in found]

    def open(self, content: str, title: str, options: PreviewOptions, attempt_id: int | None = None) -> Attempt:
        """The attempt to play now: by `options.start` and `options.mode`, or a certain one to go on with.

        Raises DataDirError, DiskFull.
        """
        if options.mode != "normal":
            last = self._newest(content, attempt_id) if options.mode == "review" else None
            record = self._record(last) if last is not None else {"parts": {}}
            return Attempt({**record, "closed": False}, mode=options.mode, store=None, now=self._now)
        wanted = attempt_id
        if wanted is None and options.start == "resume":
            wanted = self._newest(content, None, unfinished=True)
        if wanted is not None:
            record = {**self._record(wanted), "closed": False, "suspended": False}
            return Attempt(record, mode="normal", store=self, attempt_id=wanted, now=self._now)
        return Attempt(
            {"parts": {}}, mode="normal", store=self, attempt_id=self._begin(content, title, options), now=self._now
        )

    def forget(self, attempt_id: int) -> None:
        """Removes an attempt for good."""
        self._database.execute("DELETE FROM preview_attempts WHERE id = ?", attempt_id)

    def write(self, attempt_id: int, record: Mapping[str, Any], part: str | None) -> None:
        """Writes the attempt and, where one changed, that part. Raises DataDirError, DiskFull."""
        state = "open" if not record.get("closed") else "suspended" if record.get("suspended") else "finished"
        rest = {key: value for key, value in record.items() if key not in ("parts", "status", "percent", "updated_at")}
        with self._database.transaction():
            self._database.execute(
                "UPDATE preview_attempts SET state = ?, status = ?, percent = ?, updated_at = ?, record = ? WHERE id = ?",
                state,
                str(record.get("status") or "not attempted"),
                record.get("percent"),
                record.get("updated_at", self._now()),
                json.dumps(rest),
                attempt_id,
            )
            if part is not None:
                self._database.execute(
                    "INSERT INTO preview_parts (attempt_id, part, kept) VALUES (?, ?, ?)"
                    " ON CONFLICT (attempt_id, part) DO UPDATE SET kept = excluded.kept",
                    attempt_id,
                    part,
                    json.dumps(record["parts"][part]),
                )

    def _begin(self, content: str, title: str, options: PreviewOptions) -> int:
        now = self._now()
        with self._database.transaction():
            row = self._database.execute(
                "INSERT INTO preview_attempts"
                " (content, title, learner_id, learner_name, begun_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)",
                content,
                title,
                options.learner_id,
                options.learner_name,
                now,
                now,
            ).lastrowid
            assert row is not None
            self._database.execute(
                "DELETE FROM preview_attempts WHERE content = ? AND id NOT IN"
                " (SELECT id FROM preview_attempts WHERE content = ? ORDER BY id DESC LIMIT ?)",
                content,
                content,
                KEPT_ATTEMPTS,
            )
            self._database.execute(
                "DELETE FROM preview_attempts WHERE id NOT IN (SELECT id FROM preview_attempts ORDER BY id DESC LIMIT ?)",
                KEPT_IN_ALL,
            )
        return row

    def _newest(self, content: str, attempt_id: int | None, *, unfinished: bool = False) -> int | None:
        if attempt_id is not None:
            return attempt_id
        row = self._database.row(
            "SELECT id FROM preview_attempts WHERE content = ? AND state <> ? ORDER BY id DESC LIMIT 1",
            content,
            "finished" if unfinished else "",
        )
        return None if row is None else int(row["id"])

    def _record(self, attempt_id: int) -> dict[str, Any]:
        row = self._database.row("SELECT * FROM preview_attempts WHERE id = ?", attempt_id)
        if row is None:
            return {"parts": {}}
        parts = self._database.rows("SELECT part, kept FROM preview_parts WHERE attempt_id = ?", attempt_id)
        return {
            **json.loads(row["record"]),
            "status": row["status"],
            "percent": row["percent"],
            "updated_at": row["updated_at"],
            "parts": {part["part"]: json.loads(part["kept"]) for part in parts},
        }
