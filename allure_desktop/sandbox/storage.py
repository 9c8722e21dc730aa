"""Objects and parts as files, with the rules of S3: what the storage origin and the API calls both use."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import threading
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from allure_desktop.database import Database
from allure_desktop.sandbox.problems import Problem, invalid_request
from allure_desktop.sandbox.signing import StorageRefusal, signed_path

MIB = 2**20
#: S3 and R2: all parts but the last, and every part.
MIN_PART_BYTES = 5 * MIB
MAX_PART_BYTES = 5 * 2**30
MAX_PARTS = 10_000
UNFINISHED_KEPT_S = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Upload:
    """One `upload-url` or `multipart/init`; `file` is where its bytes lie once stored."""

    upload_id: str
    tenant_id: str
    storage_path: str
    filename: str
    uploaded_by: str
    kind: str
    file_size: int | None
    part_size: int | None
    state: str
    file: str | None
    size_bytes: int | None
    completed: str | None
    created_at: float


class Incoming:
    """A body on its way to a file; nothing is stored before `finish`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / secrets.token_hex(12)
        self._file: IO[bytes] = self.path.open("wb")
        self._md5 = hashlib.md5(usedforsecurity=False)
        self.size_bytes = 0

    def write(self, block: bytes) -> None:
        self._file.write(block)
        self._md5.update(block)
        self.size_bytes += len(block)

    def finish(self) -> str:
        """Closes the file and gives the ETag: the MD5 in quotes."""
        self._file.close()
        return f'"{self._md5.hexdigest()}"'

    def drop(self) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)


class Storage:
    """Where uploads lie until they are processed. `clock` gives Unix seconds."""

    def __init__(
        self, database: Database, folder: Path, secret: bytes, clock: Callable[[], float], part_size: int
    ) -> None:
        if part_size < MIN_PART_BYTES:
            raise ValueError(f"part_size must be at least {MIN_PART_BYTES} bytes, as S3 wants")
        self._database = database
        self.secret = secret
        self.clock = clock
        self.part_size = part_size
        self.expires_s = 3600
        self.repeated_complete_is_gone = False
        # the same call twice at once must not put the parts together twice
        self._completing = threading.Lock()
        self.objects = folder / "objects"
        self._parts = folder / "parts"
        self._incoming = folder / "incoming"
        shutil.rmtree(self._incoming, ignore_errors=True)
        for place in (self.objects, self._parts, self._incoming):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)

    # --- announcing

    def begin(self, kind: str, tenant_id: str, uploaded_by: str, filename: str, file_size: int | None) -> Upload:
        """A new upload of `kind` presigned or multipart, with a storage path of its own."""
        self.drop_unfinished()
        upload_id = f"upload_{secrets.token_hex(8)}" if kind == "multipart" else str(uuid.uuid4())
        storage_path = f"tenant-{tenant_id[:8]}/uploads/tmp_{secrets.token_hex(8)}.zip"
        part_size = None
        if kind == "multipart":
            part_size = self.part_size
            while file_size and part_size * MAX_PARTS < file_size:
                part_size *= 2
        self._database.execute(
            "INSERT INTO uploads (upload_id, tenant_id, storage_path, filename, uploaded_by, kind, file_size,"
            " part_size, state, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', ?)",
            *(upload_id, tenant_id, storage_path, filename, uploaded_by, kind, file_size, part_size, self.clock()),
        )
        return self.by_id(upload_id)

    def put_headers(self, upload: Upload) -> dict[str, str]:
        """The headers a presigned PUT of this upload needs, exactly."""
        return {"Content-Type": "application/zip", "x-amz-meta-upload-id": upload.upload_id}

    def put_path(self, upload: Upload, expires_s: int | None = None) -> str:
        """Path and query of the presigned PUT."""
        query = {} if upload.file_size is None else {"x-size": str(upload.file_size)}
        headers = self.put_headers(upload)
        return signed_path(self.secret, upload.storage_path, query, headers, self.clock(), self._life(expires_s))

    def part_path(self, upload: Upload, number: int, expires_s: int | None = None) -> str:
        """Path and query of the PUT of one part."""
        query = {"partNumber": str(number), "uploadId": upload.upload_id}
        headers = {"Content-Type": "application/zip"}
        return signed_path(self.secret, upload.storage_path, query, headers, self.clock(), self._life(expires_s))

    def _life(self, expires_s: int | None) -> int:
        return self.expires_s if expires_s is None else expires_s

    # --- looking up

    def by_id(self, upload_id: str) -> Upload:
        """Raises Problem 404 UPLOAD_NOT_FOUND."""
        row = self._database.row("SELECT * FROM uploads WHERE upload_id = ?", upload_id)
        if row is None:
            raise Problem(
                404, "No such upload", "UPLOAD_NOT_FOUND", {"upload_id": upload_id, "storage_code": "NoSuchUpload"}
            )
        return Upload(**{name: row[name] for name in row.keys()})  # noqa: SIM118 - a Row is no mapping

    def by_path(self, storage_path: str) -> Upload | None:
        row = self._database.row("SELECT upload_id FROM uploads WHERE storage_path = ?", storage_path)
        return None if row is None else self.by_id(row["upload_id"])

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

    def incoming(self) -> Incoming:
        return Incoming(self._incoming)

    def keep_part(self, upload: Upload, number: int, body: Incoming, etag: str) -> None:
        """The part replaces an older one of its number. Raises StorageRefusal when the upload ended meanwhile."""
        name = f"{upload.upload_id}-{number}-{secrets.token_hex(4)}"
        body.path.replace(self._parts / name)
        with self._database.transaction():
            old = self._database.row(
                "SELECT file FROM parts WHERE upload_id = ? AND number = ?", upload.upload_id, number
            )
            state = self._database.row("SELECT state FROM uploads WHERE upload_id = ?", upload.upload_id)
            ended = state is None or state["state"] != "open"
            if not ended:
                self._database.execute(
                    "INSERT OR REPLACE INTO parts (upload_id, number, etag, size_bytes, file) VALUES (?, ?, ?, ?, ?)",
                    *(upload.upload_id, number, etag, body.size_bytes, name),
                )
        self._remove(self._parts, [name] if ended else [old["file"]] if old else [])
        if ended:
            raise StorageRefusal(404, "NoSuchUpload", "The specified upload does not exist.")

    def keep_object(self, upload: Upload, body: Incoming) -> None:
        """The whole file of a presigned PUT; a second PUT replaces the first."""
        self._adopt(upload, body.path, body.size_bytes, None)

    def _adopt(self, upload: Upload, path: Path, size_bytes: int, completed: str | None) -> None:
        name = f"{secrets.token_hex(12)}.zip"
        path.replace(self.objects / name)
        with self._database.transaction():
            old = self._database.row("SELECT state, file FROM uploads WHERE upload_id = ?", upload.upload_id)
            changed = self._database.execute(
                "UPDATE uploads SET state = 'stored', file = ?, size_bytes = ?, completed = ?"
                " WHERE upload_id = ? AND state != 'processing'",
                *(name, size_bytes, completed, upload.upload_id),
            )
        if old is None or changed.rowcount == 0:
            self._remove(self.objects, [name])
            raise StorageRefusal(409, "OperationAborted", "The object is being processed.")
        # after processing the old file belongs to a revision
        if old["file"] and old["state"] == "stored":
            self._remove(self.objects, [old["file"]])

    # --- completing

    def complete(self, upload: Upload, parts: Sequence[tuple[int, str]]) -> Upload:
        """Puts the parts together. The same call again is answered as the first was, until it is processed.

        Raises Problem 404 UPLOAD_NOT_FOUND after that, and 400 with S3's code in `details.storage_code`:
        InvalidPartOrder, InvalidPart, EntityTooSmall.
        """
        with self._completing:
            return self._complete(self.by_id(upload.upload_id), parts)

    def _complete(self, upload: Upload, parts: Sequence[tuple[int, str]]) -> Upload:
        wanted = json.dumps([[number, etag.strip('"')] for number, etag in parts])
        if upload.state == "stored" and upload.completed == wanted and not self.repeated_complete_is_gone:
            return upload
        if upload.kind != "multipart" or upload.state != "open":
            raise Problem(
                404,
                "No such upload",
                "UPLOAD_NOT_FOUND",
                {"upload_id": upload.upload_id, "storage_code": "NoSuchUpload"},
            )
        files = self._checked_parts(upload, parts)
        whole = self._incoming / secrets.token_hex(12)
        try:
            with whole.open("wb") as target:
                for file in files:
                    with (self._parts / file).open("rb") as source:
                        shutil.copyfileobj(source, target, MIB)
            self._adopt(upload, whole, whole.stat().st_size, wanted)
        finally:
            whole.unlink(missing_ok=True)
        self._drop_parts(upload.upload_id)
        return self.by_id(upload.upload_id)

    def _checked_parts(self, upload: Upload, parts: Sequence[tuple[int, str]]) -> list[str]:
        def refuse(storage_code: str, words: str, **details: Any) -> Problem:
            return invalid_request(words, storage_code=storage_code, **details)

        numbers = [number for number, _ in parts]
        if not parts:
            raise refuse("MalformedXML", "You must specify at least one part")
        if numbers != sorted(set(numbers)):
            raise refuse("InvalidPartOrder", "The list of parts was not in ascending order")
        rows = self._database.rows("SELECT * FROM parts WHERE upload_id = ?", upload.upload_id)
        stored = {row["number"]: row for row in rows}
        for number, etag in parts:
            if number not in stored or stored[number]["etag"].strip('"') != etag.strip().strip('"'):
                raise refuse(
                    "InvalidPart",
                    "One or more of the specified parts could not be found, or its ETag is another",
                    part_number=number,
                )
        sizes = [stored[number]["size_bytes"] for number in numbers]
        if len(sizes) > 1 and min(sizes[:-1]) < MIN_PART_BYTES:
            raise refuse(
                "EntityTooSmall",
                f"All parts but the last must have at least {MIN_PART_BYTES} bytes",
                part_number=numbers[sizes.index(min(sizes[:-1]))],
            )
        if len(set(sizes[:-1])) > 1 or (len(sizes) > 1 and sizes[-1] > sizes[0]):
            raise refuse("InvalidPart", "All parts but the last must have the same length")
        return [stored[number]["file"] for number in numbers]

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
        self._remove(self.objects, [upload.file] if upload.file else [])

    def object_path(self, upload: Upload) -> Path:
        return self.objects / str(upload.file)

    def drop_unfinished(self) -> None:
        """Drops what was begun more than 7 days ago and never processed."""
        limit = self.clock() - UNFINISHED_KEPT_S
        for row in self._database.rows(
            "SELECT upload_id FROM uploads WHERE created_at < ? AND state IN ('open', 'stored')", limit
        ):
            upload = self.by_id(row["upload_id"])
            self._drop_parts(upload.upload_id)
            self.delete(upload)

    def tidy(self) -> None:
        """At a start: objects that were being processed are free again, files nobody knows are removed."""
        self._database.execute(
            "UPDATE uploads SET state = 'stored' WHERE state = 'processing'"
            " AND upload_id NOT IN (SELECT upload_id FROM jobs WHERE status = 'processing')"
        )
        known = {
            row["file"]
            for row in self._database.rows(
                "SELECT file FROM revisions UNION SELECT file FROM uploads WHERE file IS NOT NULL"
            )
        }
        self._remove(self.objects, (p.name for p in self.objects.iterdir() if p.name not in known))
        known = {row["file"] for row in self._database.rows("SELECT file FROM parts")}
        self._remove(self._parts, (p.name for p in self._parts.iterdir() if p.name not in known))
        self.drop_unfinished()

    def _drop_parts(self, upload_id: str) -> None:
        rows = self._database.rows("SELECT file FROM parts WHERE upload_id = ?", upload_id)
        self._database.execute("DELETE FROM parts WHERE upload_id = ?", upload_id)
        self._remove(self._parts, (row["file"] for row in rows))

    @staticmethod
    def _remove(folder: Path, names: Iterable[str]) -> None:
        for name in list(names):
            (folder / name).unlink(missing_ok=True)
