"""The uploads of the sandbox from their announcement to a package, wherever their bytes lie."""

from __future__ import annotations

import json
import secrets
import threading
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from allure_desktop.database import Database
from allure_desktop.sandbox.signing import StorageRefusal
from allure_desktop.sandbox.store import (
    MAX_PARTS,
    MIN_PART_BYTES,
    UNFINISHED_KEPT_S,
    Store,
    StoredObject,
    Upload,
    check_parts,
    no_such_upload,
)


class Storage:
    """Where uploads lie until they are processed. `clock` gives Unix seconds."""

    def __init__(self, database: Database, store: Store, clock: Callable[[], float], part_size: int) -> None:
        self._database = database
        self.store = store
        self._clock = clock
        self.part_size = part_size
        self.expires_s = 3600
        self.repeated_complete_is_gone = False
        # the same call twice at once must not put the parts together twice
        self._completing = threading.Lock()

    # --- announcing

    def begin(self, kind: str, tenant_id: str, uploaded_by: str, filename: str, file_size: int | None) -> Upload:
        """A new upload of `kind` presigned or multipart, with a storage path of its own."""
        self.drop_unfinished()
        storage_path = f"tenant-{tenant_id[:8]}/uploads/tmp_{secrets.token_hex(8)}.zip"
        part_size = None
        if kind == "multipart":
            part_size = self.part_size
            while file_size and part_size * MAX_PARTS < file_size:
                part_size *= 2
        upload_id = self.store.begin_multipart(storage_path) if kind == "multipart" else str(uuid.uuid4())
        self._database.execute(
            "INSERT INTO uploads (upload_id, tenant_id, storage_path, filename, uploaded_by, kind, file_size,"
            " part_size, state, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', ?)",
            *(upload_id, tenant_id, storage_path, filename, uploaded_by, kind, file_size, part_size, self._clock()),
        )
        return self.by_id(upload_id)

    def put_headers(self, upload: Upload) -> dict[str, str]:
        """The headers a presigned PUT of this upload needs, exactly."""
        return {"Content-Type": "application/zip", "x-amz-meta-upload-id": upload.upload_id}

    def put_url(self, upload: Upload, life_s: int) -> str:
        """The address of the presigned PUT."""
        return self.store.put_url(upload, self.put_headers(upload), life_s)

    def part_url(self, upload: Upload, number: int, life_s: int) -> str:
        """The address of the PUT of one part."""
        return self.store.part_url(upload, number, life_s)

    # --- looking up

    def by_id(self, upload_id: str) -> Upload:
        """Raises Problem 404 UPLOAD_NOT_FOUND."""
        row = self._database.row("SELECT * FROM uploads WHERE upload_id = ?", upload_id)
        if row is None:
            raise no_such_upload(upload_id)
        return Upload(**{name: row[name] for name in row.keys()})  # noqa: SIM118 - a Row is no mapping

    def by_path(self, storage_path: str) -> Upload | None:
        row = self._database.row("SELECT upload_id FROM uploads WHERE storage_path = ?", storage_path)
        return None if row is None else self.by_id(row["upload_id"])

    def looked_up(self, storage_path: str) -> Upload | None:
        """As `by_path`, after a look at what reached the store without the sandbox seeing it."""
        upload = self.by_path(storage_path)
        if upload is None or upload.state not in ("open", "stored"):
            return upload
        found = self.store.arrived(upload)
        if found is None or found.name == upload.file:
            return upload
        self._database.execute(
            "UPDATE uploads SET state = 'stored', file = ?, size_bytes = ?"
            " WHERE upload_id = ? AND state IN ('open', 'stored')",
            *(found.name, found.size_bytes, upload.upload_id),
        )
        return self.by_id(upload.upload_id)

    def open_upload(self, storage_path: str, upload_id: str | None) -> Upload:
        """The upload a PUT belongs to. Raises StorageRefusal 404 NoSuchUpload when it ended."""
        upload = self.by_path(storage_path)
        gone = upload is None or (upload.kind == "multipart") != (upload_id is not None)
        if (
            upload is None
            or gone
            or (upload_id is not None and (upload.upload_id, upload.state) != (upload_id, "open"))
        ):
            raise StorageRefusal(
                404,
                "NoSuchUpload",
                "The specified upload does not exist. The upload may have been aborted or completed.",
            )
        if upload.state == "processing":
            raise StorageRefusal(409, "OperationAborted", "The object is being processed.")
        return upload

    # --- storing

    def adopt(self, upload: Upload, stored: StoredObject, completed: str | None = None) -> None:
        """The object is the upload's; a second one replaces the first. Raises StorageRefusal 409."""
        with self._database.transaction():
            old = self._database.row("SELECT state, file FROM uploads WHERE upload_id = ?", upload.upload_id)
            changed = self._database.execute(
                "UPDATE uploads SET state = 'stored', file = ?, size_bytes = ?, completed = ?"
                " WHERE upload_id = ? AND state != 'processing'",
                *(stored.name, stored.size_bytes, completed, upload.upload_id),
            )
        if old is None or changed.rowcount == 0:
            self.store.remove([stored.name])
            raise StorageRefusal(409, "OperationAborted", "The object is being processed.")
        # after processing the old file belongs to a revision
        if old["file"] and old["state"] == "stored":
            self.store.remove([old["file"]])

    def complete(self, upload: Upload, parts: Sequence[tuple[int, str]]) -> Upload:
        """Puts the parts together. The same call again, until it is processed, is answered as the store does.

        Raises Problem 404 UPLOAD_NOT_FOUND after that, and 400 with S3's code in `details.storage_code`:
        InvalidPartOrder, InvalidPart, EntityTooSmall.
        """
        with self._completing:
            return self._complete(self.by_id(upload.upload_id), parts)

    def _complete(self, upload: Upload, parts: Sequence[tuple[int, str]]) -> Upload:
        wanted = json.dumps([[number, etag.strip('"')] for number, etag in parts])
        if upload.state == "stored" and upload.completed == wanted and not self.repeated_complete_is_gone:
            self.store.complete_again(upload, parts)
            return upload
        if upload.kind != "multipart" or upload.state != "open":
            raise no_such_upload(upload.upload_id)
        check_parts(parts, self.store.parts(upload))
        self.adopt(upload, self.store.complete(upload, parts), wanted)
        done = self.by_id(upload.upload_id)
        self.store.drop_parts(done)
        return done

    # --- after it

    def claim(self, upload: Upload) -> bool:
        """Marks a stored object as being processed; False when another call was quicker."""
        changed = self._database.execute(
            "UPDATE uploads SET state = 'processing' WHERE upload_id = ? AND state = 'stored'", upload.upload_id
        )
        return changed.rowcount == 1

    def release(self, upload: Upload) -> None:
        """The object stays and may be processed."""
        self._database.execute(
            "UPDATE uploads SET state = 'stored' WHERE upload_id = ? AND state = 'processing'", upload.upload_id
        )

    def delete(self, upload: Upload) -> None:
        """The object and what is known of it are gone."""
        self._database.execute("DELETE FROM uploads WHERE upload_id = ?", upload.upload_id)
        self.store.remove([upload.file] if upload.file else [])

    def object_path(self, upload: Upload) -> Path:
        """The object as a file. Raises Problem 503."""
        return self.store.path(str(upload.file))

    def drop_unfinished(self) -> None:
        """Drops what was begun more than 7 days ago and never processed."""
        limit = self._clock() - UNFINISHED_KEPT_S
        for row in self._database.rows(
            "SELECT storage_path FROM uploads WHERE created_at < ? AND state IN ('open', 'stored')", limit
        ):
            if upload := self.looked_up(row["storage_path"]):
                self.store.drop_parts(upload)
                self.delete(upload)

    def tidy(self) -> None:
        """At a start: objects that were being processed are free again, what nobody knows is removed."""
        self._database.execute(
            "UPDATE uploads SET state = 'stored' WHERE state = 'processing'"
            " AND upload_id NOT IN (SELECT upload_id FROM jobs WHERE status = 'processing')"
        )
        rows = self._database.rows("SELECT file FROM revisions UNION SELECT file FROM uploads WHERE file IS NOT NULL")
        self.store.tidy({row["file"] for row in rows})
        self.drop_unfinished()


def check_part_size(part_size: int) -> int:
    """Raises ValueError for one that S3 would not take."""
    if part_size < MIN_PART_BYTES:
        raise ValueError(f"part_size must be at least {MIN_PART_BYTES} bytes, as S3 wants")
    return part_size
