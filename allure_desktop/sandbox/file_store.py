"""Objects and parts as files of the sandbox's folder, behind signed addresses of its own storage origin."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO

from allure_desktop.database import Database
from allure_desktop.sandbox.signing import StorageRefusal, signed_path
from allure_desktop.sandbox.store import MIB, StoredObject, StoredPart, Upload


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


class FileStore:
    """A `Store`. `url` is the origin as clients see it; `clock` gives Unix seconds."""

    def __init__(self, database: Database, folder: Path, secret: bytes, clock: Callable[[], float], url: str) -> None:
        self._database = database
        self.secret = secret
        self._clock = clock
        self._url = url
        self._objects = folder / "objects"
        self._parts = folder / "parts"
        self._incoming = folder / "incoming"
        shutil.rmtree(self._incoming, ignore_errors=True)
        for place in (self._objects, self._parts, self._incoming):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)

    # --- addresses

    def begin_multipart(self, storage_path: str) -> str:
        return f"upload_{secrets.token_hex(8)}"

    def put_url(self, upload: Upload, headers: Mapping[str, str], life_s: int) -> str:
        query = {} if upload.file_size is None else {"x-size": str(upload.file_size)}
        return self._url + signed_path(self.secret, upload.storage_path, query, headers, self._clock(), life_s)

    def part_url(self, upload: Upload, number: int, life_s: int) -> str:
        query = {"partNumber": str(number), "uploadId": upload.upload_id}
        headers = {"Content-Type": "application/zip"}
        return self._url + signed_path(self.secret, upload.storage_path, query, headers, self._clock(), life_s)

    # --- storing

    def incoming(self) -> Incoming:
        return Incoming(self._incoming)

    def take(self, body: Incoming) -> StoredObject:
        """Makes an object of a whole body."""
        return self._take(body.path)

    def _take(self, path: Path) -> StoredObject:
        name = f"{secrets.token_hex(12)}.zip"
        size_bytes = path.stat().st_size
        path.replace(self._objects / name)
        return StoredObject(name, size_bytes)

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
        _unlink(self._parts, [name] if ended else [old["file"]] if old else [])
        if ended:
            raise StorageRefusal(404, "NoSuchUpload", "The specified upload does not exist.")

    def arrived(self, upload: Upload) -> StoredObject | None:
        return None

    # --- multipart

    def parts(self, upload: Upload) -> Sequence[StoredPart]:
        rows = self._database.rows("SELECT number, etag, size_bytes FROM parts WHERE upload_id = ?", upload.upload_id)
        return [StoredPart(row["number"], row["etag"], row["size_bytes"]) for row in rows]

    def complete(self, upload: Upload, parts: Sequence[tuple[int, str]]) -> StoredObject:
        rows = self._database.rows("SELECT number, file FROM parts WHERE upload_id = ?", upload.upload_id)
        file_of = {row["number"]: row["file"] for row in rows}
        whole = self._incoming / secrets.token_hex(12)
        try:
            with whole.open("wb") as target:
                for number, _ in parts:
                    with (self._parts / file_of[number]).open("rb") as source:
                        shutil.copyfileobj(source, target, MIB)
            return self._take(whole)
        finally:
            whole.unlink(missing_ok=True)

    def complete_again(self, upload: Upload, parts: Sequence[tuple[int, str]]) -> None:
        pass  # it is as it was

    def drop_parts(self, upload: Upload) -> None:
        rows = self._database.rows("SELECT file FROM parts WHERE upload_id = ?", upload.upload_id)
        self._database.execute("DELETE FROM parts WHERE upload_id = ?", upload.upload_id)
        _unlink(self._parts, [row["file"] for row in rows])

    # --- objects

    def path(self, name: str) -> Path:
        return self._objects / name

    def remove(self, names: Iterable[str]) -> None:
        _unlink(self._objects, names)

    def tidy(self, known: set[str]) -> None:
        _unlink(self._objects, [p.name for p in self._objects.iterdir() if p.name not in known])
        parts = {row["file"] for row in self._database.rows("SELECT file FROM parts")}
        _unlink(self._parts, [p.name for p in self._parts.iterdir() if p.name not in parts])


def _unlink(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)
