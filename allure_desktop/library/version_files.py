"""Which file a version was made of: where it lay, what is in it; known of versions from here and of downloaded ones."""

from __future__ import annotations

import time
from dataclasses import dataclass

from allure_desktop.database import Database
from allure_desktop.library.inventories import VersionKey


@dataclass(frozen=True, slots=True)
class VersionFile:
    """`path` as it was uploaded, '' for a downloaded one; `identity` is its size, time of change (ns) and inode then.

    `sha256` is '' where it was never read whole.
    """

    sha256: str
    path: str
    name: str
    identity: tuple[int, int, int] | None


class VersionFiles:
    """Safe to call from any thread; raises DiskFull and DataDirError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, key: VersionKey, file: VersionFile) -> None:
        """Notes what a version was made of; what was known before and is not told now stays."""
        size, mtime_ns, inode = file.identity or (None, None, None)
        self._database.execute(
            "INSERT INTO version_files"
            " (base_url, tenant_id, package_id, revision, sha256, path, name, size, mtime_ns, inode, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (base_url, tenant_id, package_id, revision) DO UPDATE SET"
            " sha256 = CASE excluded.sha256 WHEN '' THEN version_files.sha256 ELSE excluded.sha256 END,"
            " path = CASE excluded.path WHEN '' THEN version_files.path ELSE excluded.path END,"
            " name = CASE excluded.name WHEN '' THEN version_files.name ELSE excluded.name END,"
            " size = coalesce(excluded.size, version_files.size),"
            " mtime_ns = coalesce(excluded.mtime_ns, version_files.mtime_ns),"
            " inode = coalesce(excluded.inode, version_files.inode), at = excluded.at",
            *key,
            file.sha256.casefold(),
            file.path,
            file.name,
            size,
            mtime_ns,
            # SQLite's integers are signed
            None if inode is None else str(inode),
            time.time(),
        )

    def want_copy(self, key: VersionKey, wanted: bool) -> None:
        """Notes that a copy is still to be made of a version, or that it was tried."""
        self._database.execute(
            "UPDATE version_files SET copy_wanted = ?"
            " WHERE base_url = ? AND tenant_id = ? AND package_id = ? AND revision = ?",
            int(wanted),
            *key,
        )

    def wanting_copies(self) -> list[tuple[VersionKey, VersionFile]]:
        """The versions of which a copy is still to be made, the latest first."""
        rows = self._database.rows("SELECT * FROM version_files WHERE copy_wanted = 1 ORDER BY at DESC")
        return [
            (VersionKey(row["base_url"], row["tenant_id"], row["package_id"], row["revision"]), _file(row))
            for row in rows
        ]

    def of_package(self, base_url: str, tenant_id: str, package_id: str) -> dict[int, VersionFile]:
        """What is known of a package's versions, by revision."""
        rows = self._database.rows(
            "SELECT * FROM version_files WHERE base_url = ? AND tenant_id = ? AND package_id = ?",
            base_url,
            tenant_id,
            package_id,
        )
        return {row["revision"]: _file(row) for row in rows}

    def same_content(self, base_url: str, tenant_id: str, sha256: str) -> list[VersionKey]:
        """The versions that were made of this content, the latest first."""
        rows = self._database.rows(
            "SELECT package_id, revision FROM version_files"
            " WHERE base_url = ? AND tenant_id = ? AND sha256 = ? ORDER BY at DESC",
            base_url,
            tenant_id,
            sha256.casefold(),
        )
        return [VersionKey(base_url, tenant_id, row["package_id"], row["revision"]) for row in rows] if sha256 else []

    def forget(self, base_url: str, tenant_id: str) -> None:
        """Forgets all versions of one tenant."""
        self._database.execute("DELETE FROM version_files WHERE base_url = ? AND tenant_id = ?", base_url, tenant_id)


def _file(row: object) -> VersionFile:
    facts = dict(row)  # type: ignore[call-overload]
    inode = facts["inode"]
    known = facts["size"] is not None and facts["mtime_ns"] is not None and inode is not None
    identity = (facts["size"], facts["mtime_ns"], int(inode)) if known else None
    return VersionFile(facts["sha256"], facts["path"], facts["name"], identity)
