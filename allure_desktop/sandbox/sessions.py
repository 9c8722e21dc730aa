"""Launches and the attempts learners make in them, as the player page reads and writes them."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from allure_desktop.database import Database
from allure_desktop.sandbox.problems import Problem, package_not_found
from allure_desktop.sandbox.store import Store

#: How long a launch address is good for (api.md, "launch": 600 to 14,400 seconds).
LAUNCH_EXPIRES_S = 600


@dataclass(frozen=True, slots=True)
class Session:
    """One launch. `token` is a secret; `expires_at` is Unix seconds."""

    session_id: str
    token: str = field(repr=False)
    tenant_id: str
    package_id: str
    revision: int
    learner_id: str
    expires_at: float


class Sessions:
    """Sessions and attempts, kept over restarts. `clock` gives Unix seconds."""

    def __init__(self, database: Database, store: Store, clock: Callable[[], float]) -> None:
        self._database = database
        self._store = store
        self.now = clock

    def begin(self, session_id: str, tenant_id: str, package_id: str, revision: int, learner_id: str) -> Session:
        """A new token for a new session, or for one that is resumed.

        Raises Problem 409 DUPLICATE_ENTRY when the id belongs to another package, learner or tenant.
        """
        with self._database.transaction():
            old = self.session(session_id)
            if old and (old.tenant_id, old.package_id, old.learner_id) != (tenant_id, package_id, learner_id):
                raise Problem(
                    409,
                    "This session_id belongs to another launch",
                    "DUPLICATE_ENTRY",
                    {"remedy": "Use a fresh UUID for each learner and package."},
                )
            token = secrets.token_urlsafe(24)
            expires_at = self.now() + LAUNCH_EXPIRES_S
            self._database.execute(
                "INSERT INTO sessions (session_id, token, tenant_id, package_id, revision, learner_id, expires_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (session_id) DO UPDATE SET"
                " token = excluded.token, revision = excluded.revision, expires_at = excluded.expires_at",
                *(session_id, token, tenant_id, package_id, revision, learner_id, expires_at),
            )
        return Session(session_id, token, tenant_id, package_id, revision, learner_id, expires_at)

    def session(self, session_id: str) -> Session | None:
        """The session, expired or not (compare `expires_at` with `now()`); None where there is none."""
        row = self._database.row("SELECT * FROM sessions WHERE session_id = ?", session_id)
        if row is None:
            return None
        return Session(
            row["session_id"],
            row["token"],
            row["tenant_id"],
            row["package_id"],
            row["revision"],
            row["learner_id"],
            row["expires_at"],
        )

    def package_zip(self, package_id: str, revision: int) -> Path:
        """The ZIP of a revision, to be read in place. Raises Problem 404 PACKAGE_NOT_FOUND."""
        row = self._database.row(
            "SELECT file FROM revisions WHERE package_id = ? AND revision = ?", package_id, revision
        )
        if row is None:
            raise package_not_found(package_id)
        return self._store.path(str(row["file"]))

    def attempt(self, session_id: str) -> dict[str, Any] | None:
        """What the player last saved for this session, or None."""
        row = self._database.row("SELECT attempt FROM sessions WHERE session_id = ?", session_id)
        if row is None or row["attempt"] is None:
            return None
        found: dict[str, Any] = json.loads(row["attempt"])
        return found

    def save_attempt(self, session_id: str, attempt: dict[str, Any]) -> None:
        """Keeps the attempt; it is on the disk when this returns. Raises Problem 404 SESSION_NOT_FOUND."""
        changed = self._database.execute(
            "UPDATE sessions SET attempt = ? WHERE session_id = ?", json.dumps(attempt), session_id
        )
        if changed.rowcount == 0:
            raise Problem(404, "Session not found", "SESSION_NOT_FOUND", {"session_id": session_id})
