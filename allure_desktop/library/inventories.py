"""What versions uploaded from this computer consist of, so that any two of them can be compared later."""

from __future__ import annotations

import json
import logging
import time
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from allure_desktop.database import Database

log = logging.getLogger(__name__)

#: One record, compressed: a package of 70,000 files takes about 2 MB. A larger one is not kept.
LARGEST_RECORD_BYTES = 16 * 1024 * 1024
#: All of them; the oldest go first.
MOST_BYTES = 256 * 1024 * 1024
#: A record as JSON: what is kept is read back whole, and a file that was tampered with must not fill the memory.
_LARGEST_JSON_BYTES = 256 * 1024 * 1024
#: Of an upload that was given up.
_WAITING_DAYS = 60


class VersionKey(NamedTuple):
    """A version of a package wherever the connection to it is called what."""

    base_url: str
    tenant_id: str
    package_id: str
    revision: int


@dataclass(frozen=True, slots=True)
class Changes:
    """How many files differ from the version `before`."""

    before: int
    added: int
    changed: int
    removed: int
    moved: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as it was held, and the file it was taken of: path, size in bytes, SHA-256 ('' where not known)."""

    record: Mapping[str, Any]
    path: str
    file_size: int | None
    sha256: str


class Inventories:
    """Safe to call from any thread; raises DiskFull and DataDirError."""

    def __init__(self, database: Database, *, most_bytes: int = MOST_BYTES) -> None:
        self._database = database
        self._most_bytes = most_bytes

    def holds(self, upload_id: int, sha256: str) -> bool:
        """Whether this very content of the upload is held already."""
        row = self._database.row("SELECT sha256 FROM inventories WHERE upload_id = ?", upload_id)
        return row is not None and bool(sha256) and row["sha256"] == sha256

    def hold(self, upload_id: int, record: Mapping[str, Any], *, path: str, file_size: int | None, sha256: str) -> bool:
        """Keeps the record of a file that is about to be uploaded; False where it is too large to be kept."""
        packed = zlib.compress(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))
        with self._database.transaction():
            self._database.execute("DELETE FROM inventories WHERE upload_id = ?", upload_id)
            if len(packed) > LARGEST_RECORD_BYTES:
                return False
            self._database.execute(
                "INSERT INTO inventories (upload_id, path, file_size, sha256, at, size, record)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                upload_id,
                path,
                file_size,
                sha256,
                time.time(),
                len(packed),
                packed,
            )
        return True

    def became(self, upload_id: int, key: VersionKey) -> bool:
        """The upload is live as this version; False where nothing was held of it."""
        with self._database.transaction():
            row = self._database.row("SELECT id FROM inventories WHERE upload_id = ?", upload_id)
            if row is None:
                return False
            self._database.execute(
                "DELETE FROM inventories WHERE base_url = ? AND tenant_id = ? AND package_id = ? AND revision = ?"
                " AND id != ?",
                *key,
                row["id"],
            )
            self._database.execute(
                "UPDATE inventories SET base_url = ?, tenant_id = ?, package_id = ?, revision = ?, at = ? WHERE id = ?",
                *key,
                time.time(),
                row["id"],
            )
        self._tidy()
        return True

    def kept(self, key: VersionKey, sha256: str = "") -> Kept | None:
        """What is known of a version; also of another one with the same content, where its SHA-256 is given."""
        columns = "SELECT record, path, file_size, sha256 FROM inventories"
        row = self._database.row(
            f"{columns} WHERE base_url = ? AND tenant_id = ? AND package_id = ? AND revision = ?", *key
        )
        if row is None and sha256:
            row = self._database.row(f"{columns} WHERE sha256 = ? ORDER BY at DESC", sha256.casefold())
        record = None if row is None else _unpacked(row["record"])
        return None if row is None or record is None else Kept(record, row["path"], row["file_size"], row["sha256"])

    def set_changes(self, key: VersionKey, changes: Changes) -> None:
        """Keeps how many files differ from the version before."""
        self._database.execute(
            "UPDATE inventories SET changes = ?"
            " WHERE base_url = ? AND tenant_id = ? AND package_id = ? AND revision = ?",
            json.dumps(asdict(changes)),
            *key,
        )

    def known(self, base_url: str, tenant_id: str, package_id: str) -> dict[int, Changes | None]:
        """The versions that are known, each with what changed in it where the one before was known too."""
        rows = self._database.rows(
            "SELECT revision, changes FROM inventories WHERE base_url = ? AND tenant_id = ? AND package_id = ?"
            " AND revision IS NOT NULL",
            base_url,
            tenant_id,
            package_id,
        )
        return {row["revision"]: _changes(row["changes"]) for row in rows}

    def forget(self, base_url: str, tenant_id: str) -> None:
        """Forgets all versions of one tenant; what waits to be uploaded goes when its upload does."""
        self._database.execute("DELETE FROM inventories WHERE base_url = ? AND tenant_id = ?", base_url, tenant_id)

    def _tidy(self) -> None:
        """Drops the oldest ones above the limit, and those of uploads that never came to anything."""
        self._database.execute(
            "DELETE FROM inventories WHERE revision IS NULL AND at < ?", time.time() - _WAITING_DAYS * 86_400
        )
        total = 0
        for row in self._database.rows("SELECT id, size FROM inventories ORDER BY at DESC, id DESC"):
            total += row["size"]
            if total > self._most_bytes:
                self._database.execute("DELETE FROM inventories WHERE id = ?", row["id"])


def _unpacked(packed: bytes) -> Mapping[str, Any] | None:
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(packed, _LARGEST_JSON_BYTES)
        record = json.loads(text) if not unpacker.unconsumed_tail else None
    except (ValueError, zlib.error) as error:
        log.warning("An inventory cannot be read: %s", error)
        return None
    return record if isinstance(record, dict) else None


def _changes(text: str) -> Changes | None:
    try:
        return Changes(**json.loads(text)) if text else None
    except (ValueError, TypeError):
        return None
