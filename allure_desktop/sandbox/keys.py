"""API keys: whose they are and what they may do; only their SHA-256 is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from allure_desktop.database import Database

SCOPES = ("read", "write", "admin")


@dataclass(frozen=True, slots=True)
class Key:
    """A known key. `expires_at` is Unix seconds, None for never."""

    tenant_id: str
    scopes: frozenset[str]
    expires_at: float | None

    def may(self, scope: str) -> bool:
        return scope in self.scopes or "admin" in self.scopes


class Keys:
    """The keys of all tenants."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        key: str,
        tenant_id: str,
        scopes: Iterable[str],
        *,
        expires_at: float | None = None,
        own: bool = False,
    ) -> None:
        """Adds or changes a key. Raises ValueError for a scope that is none of read, write, admin."""
        wanted = sorted(set(scopes))
        if unknown := [scope for scope in wanted if scope not in SCOPES]:
            raise ValueError(f"unknown scopes: {', '.join(unknown)}")
        with self._database.transaction():
            if own:
                self._database.execute("DELETE FROM keys WHERE own = 1")
            self._database.execute(
                "INSERT OR REPLACE INTO keys (key_hash, tenant_id, scopes, expires_at, own) VALUES (?, ?, ?, ?, ?)",
                *(_hash(key), tenant_id, ",".join(wanted), expires_at, int(own)),
            )

    def remove(self, key: str) -> None:
        self._database.execute("DELETE FROM keys WHERE key_hash = ?", _hash(key))

    def find(self, key: str) -> Key | None:
        row = self._database.row("SELECT * FROM keys WHERE key_hash = ?", _hash(key))
        if row is None:
            return None
        return Key(row["tenant_id"], frozenset(row["scopes"].split(",")), row["expires_at"])


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
