"""The packages of a tenant, their revisions and what they may use: the records the API answers with."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from allure_desktop.database import Database
from allure_desktop.sandbox.faults import Faults
from allure_desktop.sandbox.moments import iso
from allure_desktop.sandbox.problems import Problem, invalid_request, package_not_found, quota_exceeded
from allure_desktop.sandbox.store import Store, Upload

#: api.md, "quotas": the defaults of the vendor's pages.
PACKAGE_LIMIT = 100
STORAGE_LIMIT_BYTES = 50 * 2**30
#: Who uploads what the fault `rival` brings.
RIVAL = "user-77"

_JOINED = (
    "SELECT p.*, r.manifest, r.original_filename, r.file_size_bytes, r.uploaded_by, r.upload_id"
    " FROM packages p JOIN revisions r ON r.package_id = p.package_id AND r.revision = p.current_revision"
)


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A checked package: `manifest` as kept (title, standard, identifier, launch, sco_count, …)."""

    upload: Upload
    uploaded_by: str
    original_filename: str
    sha256: str
    manifest: Mapping[str, Any]


class Packages:
    """Reads and writes packages. `clock` gives Unix seconds; `legacy` answers in the page's older record shape."""

    def __init__(self, database: Database, store: Store, clock: Callable[[], float], faults: Faults) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._faults = faults
        self.legacy = False
        self.default_limits = (PACKAGE_LIMIT, STORAGE_LIMIT_BYTES)

    # --- reading

    def page(
        self, tenant_id: str, limit: int, cursor: str | None, known: str | None = None
    ) -> tuple[list[dict[str, Any]] | None, str | None, str]:
        """At most `limit` records, newest first, the cursor of the next page, and the page's ETag.

        None instead of the records where `known` (If-None-Match) names that ETag. Raises Problem 400.
        """
        after = _read_cursor(cursor)
        rows = self._database.rows(
            f"{_JOINED} WHERE p.tenant_id = ? AND (p.created_at, p.package_id) < (?, ?)"
            " ORDER BY p.created_at DESC, p.package_id DESC LIMIT ?",
            *(tenant_id, *after, limit + 1),
        )
        more = len(rows) > limit
        rows = rows[:limit]
        facts = repr((self.legacy, more, [tuple(row) for row in rows])).encode()
        etag = f'"{hashlib.blake2b(facts, digest_size=12).hexdigest()}"'
        unchanged = known is not None and _opened(etag) in [_opened(one) for one in known.split(",")]
        records = None if unchanged else [self._record(row) for row in rows]
        return records, _cursor(rows[-1]) if more else None, etag

    def one(self, tenant_id: str, package_id: str) -> dict[str, Any]:
        """The record. Raises Problem 404 PACKAGE_NOT_FOUND, for another tenant's package too."""
        return self._record(self._row(tenant_id, package_id))

    def versions(self, tenant_id: str, package_id: str) -> list[dict[str, Any]]:
        """All revisions, newest first. Raises Problem 404."""
        current = self._row(tenant_id, package_id)["current_revision"]
        rows = self._database.rows("SELECT * FROM revisions WHERE package_id = ? ORDER BY revision DESC", package_id)
        return [
            {
                "revision": row["revision"],
                "created_at": iso(row["created_at"]),
                "uploaded_by": row["uploaded_by"],
                "original_filename": row["original_filename"],
                "file_size_bytes": row["file_size_bytes"],
                "sha256": row["sha256"],
                "current": row["revision"] == current,
            }
            for row in rows
        ]

    def file(self, tenant_id: str, package_id: str, revision: int | None) -> tuple[Path, str, str]:
        """Path, original file name and SHA-256 of a revision, the current one for None. Raises Problem 404."""
        wanted = self._row(tenant_id, package_id)["current_revision"] if revision is None else revision
        row = self._database.row("SELECT * FROM revisions WHERE package_id = ? AND revision = ?", package_id, wanted)
        if row is None:
            details = {"package_id": package_id, "revision": wanted}
            raise Problem(404, "This package has no such version", "PACKAGE_NOT_FOUND", details)
        return self._store.path(row["file"]), row["original_filename"], row["sha256"]

    def facts(self, tenant_id: str, package_id: str) -> sqlite3.Row:
        """The package's row with its current revision's. Raises Problem 404."""
        return self._row(tenant_id, package_id)

    def _row(self, tenant_id: str, package_id: str) -> sqlite3.Row:
        row = self._database.row(f"{_JOINED} WHERE p.package_id = ? AND p.tenant_id = ?", package_id, tenant_id)
        if row is None:
            raise package_not_found(package_id)
        return row

    def _record(self, row: sqlite3.Row) -> dict[str, Any]:
        manifest = json.loads(row["manifest"])
        record: dict[str, Any] = {
            "tenant_id": row["tenant_id"],
            "title": manifest["title"],
            "version": version(manifest["standard"]),
            "manifest_url": "imsmanifest.xml",
            "storage_path": f"tenant-{row['tenant_id'][:8]}/packages/{row['package_id']}",
            "file_size_bytes": row["file_size_bytes"],
            "metadata": {
                "identifier": manifest["identifier"],
                "schema": "ADL SCORM",
                "schemaversion": manifest["standard"],
                "description": manifest["description"],
                "sco_count": manifest["sco_count"],
            },
            "created_at": iso(row["created_at"]),
            "updated_at": iso(row["updated_at"]),
        }
        if self.legacy:
            return {
                "id": row["package_id"],
                **record,
                "scorm_version": record["version"],
                "launch_url": manifest["launch"],
            }
        return {
            "package_id": row["package_id"],
            **record,
            "launch_url": content_address(row["package_id"], row["launch_path"]),
            "current_revision": row["current_revision"],
            "original_filename": row["original_filename"],
            "description": manifest["description"] if row["description"] is None else row["description"],
            "duration": manifest["duration"] if row["duration"] is None else row["duration"],
            "tags": json.loads(row["tags"]),
            "custom_metadata": json.loads(row["custom_metadata"]),
            "uploaded_by": row["uploaded_by"],
        }

    # --- writing

    def change(
        self,
        tenant_id: str,
        package_id: str,
        changes: Mapping[str, Any],
        if_match: str | None,
        expected_updated_at: str | None,
    ) -> dict[str, Any]:
        """PATCH. Raises Problem 404, and 409 VERSION_CONFLICT when the record is another than the expected one."""
        with self._database.transaction():
            row = self._row(tenant_id, package_id)
            now = iso(row["updated_at"])
            expected = [value for value in (expected_updated_at, _opened(if_match)) if value not in (None, "*")]
            if any(value != now for value in expected):
                raise Problem(
                    409,
                    "The package was changed meanwhile",
                    "VERSION_CONFLICT",
                    {
                        "package_id": package_id,
                        "expected_updated_at": expected[0],
                        "updated_at": now,
                        "current_revision": row["current_revision"],
                    },
                )
            value = {name: row[name] for name in ("description", "duration", "tags", "custom_metadata")}
            value.update({name: new for name, new in changes.items() if name in ("description", "duration")})
            if "tags" in changes:
                value["tags"] = json.dumps(changes["tags"] or [])
            if "custom_metadata" in changes:
                value["custom_metadata"] = json.dumps(changes["custom_metadata"] or {})
            self._database.execute(
                "UPDATE packages SET description = ?, duration = ?, tags = ?, custom_metadata = ? WHERE package_id = ?",
                *(*value.values(), package_id),
            )
            self._touch(package_id, row["updated_at"])
            return self.one(tenant_id, package_id)

    def _touch(self, package_id: str, before: float) -> float:
        # a later change has a later time even within one millisecond, or the optimistic lock would not see it
        moment = max(self._clock(), before + 0.001)
        self._database.execute("UPDATE packages SET updated_at = ? WHERE package_id = ?", moment, package_id)
        return moment

    def add_revision(self, tenant_id: str, new: NewRevision, package_id: str | None) -> tuple[str, int]:
        """A new package, or the next revision of one; the upload's file becomes the revision's.

        Raises Problem 404 PACKAGE_NOT_FOUND and 403 QUOTA_EXCEEDED.
        """
        upload = new.upload
        with self._database.transaction():
            self.check_quota(tenant_id, upload.size_bytes or 0, new_package=package_id is None)
            if package_id is None:
                package_id, revision, moment = new_package_id(), 1, self._clock()
                self._database.execute(
                    "INSERT INTO packages (package_id, tenant_id, current_revision, launch_path, created_at, updated_at)"
                    " VALUES (?, ?, 1, ?, ?, ?)",
                    *(package_id, tenant_id, new.manifest["launch"], moment, moment),
                )
            else:
                row = self._row(tenant_id, package_id)
                revision = row["current_revision"] + 1
                moment = self._touch(package_id, row["updated_at"])
                self._database.execute(
                    "UPDATE packages SET current_revision = ? WHERE package_id = ?", revision, package_id
                )
            self._database.execute(
                "INSERT INTO revisions (package_id, revision, created_at, uploaded_by, original_filename,"
                " file_size_bytes, sha256, file, upload_id, manifest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                *(package_id, revision, moment, new.uploaded_by, new.original_filename, upload.size_bytes, new.sha256),
                *(upload.file, upload.upload_id, json.dumps(dict(new.manifest))),
            )
            self._database.execute("UPDATE uploads SET state = 'processed' WHERE upload_id = ?", upload.upload_id)
        return package_id, revision

    def let_rival_upload(self, tenant_id: str, package_id: str) -> None:
        """The fault `rival`: the current version once more, from somebody else, while another one is on its way."""
        with self._database.transaction():
            waits = self._database.row("SELECT 1 FROM uploads WHERE tenant_id = ? AND state = 'stored'", tenant_id)
            if waits is None or self._faults.struck("rival", package_id) is None:
                return
            row = self._row(tenant_id, package_id)
            self._database.execute(
                "INSERT INTO revisions SELECT package_id, revision + 1, ?, ?, original_filename, file_size_bytes,"
                " sha256, file, upload_id, manifest FROM revisions WHERE package_id = ? AND revision = ?",
                *(self._touch(package_id, row["updated_at"]), RIVAL, package_id, row["current_revision"]),
            )
            self._database.execute(
                "UPDATE packages SET current_revision = current_revision + 1 WHERE package_id = ?", package_id
            )

    def delete(self, tenant_id: str, package_id: str) -> None:
        """The package, its revisions, launches and files. Raises Problem 404."""
        with self._database.transaction():
            self._row(tenant_id, package_id)
            files = self._database.rows("SELECT file FROM revisions WHERE package_id = ?", package_id)
            self._database.execute("DELETE FROM packages WHERE package_id = ?", package_id)
        self._store.remove([row["file"] for row in files])

    # --- quotas

    def set_limits(self, tenant_id: str, package_limit: int, storage_limit_bytes: int) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO tenants (tenant_id, package_limit, storage_limit_bytes) VALUES (?, ?, ?)",
            *(tenant_id, package_limit, storage_limit_bytes),
        )

    def usage(self, tenant_id: str) -> tuple[int, int, int, int]:
        """Packages: limit, used; storage in bytes, all revisions counted: limit, used."""
        row = self._database.row("SELECT * FROM tenants WHERE tenant_id = ?", tenant_id)
        limits = (row["package_limit"], row["storage_limit_bytes"]) if row else self.default_limits
        count = self._database.row("SELECT count(*) AS n FROM packages WHERE tenant_id = ?", tenant_id)
        used = self._database.row(
            "SELECT coalesce(sum(file_size_bytes), 0) AS n FROM revisions"
            " WHERE package_id IN (SELECT package_id FROM packages WHERE tenant_id = ?)",
            tenant_id,
        )
        count_used, bytes_used = count["n"] if count else 0, used["n"] if used else 0
        if full := self._faults.struck("quota", "/quotas"):
            return limits[0], count_used, bytes_used + int(full.amount), bytes_used
        return limits[0], count_used, limits[1], bytes_used

    def check_quota(self, tenant_id: str, size_bytes: int, *, new_package: bool) -> None:
        """Raises Problem 403 "Quota Exceeded" when it would not fit."""
        limit, used, limit_bytes, used_bytes = self.usage(tenant_id)
        if new_package and used >= limit:
            raise quota_exceeded(quota="packages", limit=limit, used=used)
        if used_bytes + size_bytes > limit_bytes:
            raise quota_exceeded(
                quota="storage", limit_bytes=limit_bytes, used_bytes=used_bytes, file_size_bytes=size_bytes
            )


def version(standard: str) -> str:
    """`1.2` or `2004`, as the page has it."""
    return "1.2" if standard.startswith("1.2") else "2004"


def content_address(package_id: str, launch_path: str) -> str:
    """Where the course begins; the same over all versions."""
    return f"/api/v1/content/{package_id}/{quote(launch_path, safe='/?&=#%;:@+,~!$()*')}"


def new_package_id() -> str:
    """`pkg_` and 12 base32 characters."""
    return "pkg_" + base64.b32encode(secrets.token_bytes(8)).decode().lower()[:12]


def etag_of(record: Mapping[str, Any]) -> str:
    """The ETag of a record, for If-Match."""
    return f'"{record["updated_at"]}"'


def _opened(etag: str | None) -> str | None:
    return None if etag is None else etag.strip().removeprefix("W/").strip('"')


def _cursor(row: sqlite3.Row) -> str:
    return base64.urlsafe_b64encode(json.dumps([row["created_at"], row["package_id"]]).encode()).decode()


def _read_cursor(cursor: str | None) -> tuple[float, str]:
    if cursor is None:
        return (float("inf"), "")
    try:
        created_at, package_id = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        return float(created_at), str(package_id)
    except (ValueError, TypeError):
        raise invalid_request("cursor is not one this server gave", field="cursor") from None
