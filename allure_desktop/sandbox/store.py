"""Where the bytes of uploads lie: what files and an S3 server must both be able to do, and the rules for both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from allure_desktop.sandbox.problems import Problem, invalid_request

MIB = 2**20
#: S3 and R2: all parts but the last, and every part.
MIN_PART_BYTES = 5 * MIB
MAX_PART_BYTES = 5 * 2**30
MAX_PARTS = 10_000
UNFINISHED_KEPT_S = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Upload:
    """One `upload-url` or `multipart/init`; `file` is the store's name for its bytes once they are there."""

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


@dataclass(frozen=True, slots=True)
class StoredObject:
    """A whole object. `name` stands for these very bytes: other bytes at the same path have another."""

    name: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class StoredPart:
    """One part as the store has it; of a part sent twice a store may know both."""

    number: int
    etag: str
    size_bytes: int


class Store(Protocol):
    """All methods may be called from any thread, and raise Problem 503 when the store cannot be reached."""

    def begin_multipart(self, storage_path: str) -> str:
        """Opens a multipart upload; its id."""

    def put_url(self, upload: Upload, headers: Mapping[str, str], life_s: int) -> str:
        """The presigned address of a PUT of the whole file that needs exactly these headers."""

    def part_url(self, upload: Upload, number: int, life_s: int) -> str:
        """The presigned address of a PUT of one part."""

    def arrived(self, upload: Upload) -> StoredObject | None:
        """What lies at the upload's path, for a store that takes bytes without the sandbox seeing it; else None."""

    def parts(self, upload: Upload) -> Sequence[StoredPart]:
        """The parts sent so far. Raises Problem 404 for an upload that ended."""

    def complete(self, upload: Upload, parts: Sequence[tuple[int, str]]) -> StoredObject:
        """Puts the parts, which were checked, together. Raises Problem 404 and 400."""

    def complete_again(self, upload: Upload, parts: Sequence[tuple[int, str]]) -> None:
        """The same call for an upload that was completed so. Raises Problem 404 where this store says no to that."""

    def drop_parts(self, upload: Upload) -> None:
        """The parts are needed no more: they were put together, or (`open` still) the upload is given up."""

    def path(self, name: str) -> Path:
        """The object as a file on this computer, to be read only."""

    def remove(self, names: Iterable[str]) -> None:
        """The objects of these names go away; one that is gone already is no error."""

    def tidy(self, known: set[str]) -> None:
        """At a start: drops what nobody knows. `known` are the names of all objects that count."""


def no_such_upload(upload_id: str) -> Problem:
    """404, with S3's own word in the details."""
    return Problem(404, "No such upload", "UPLOAD_NOT_FOUND", {"upload_id": upload_id, "storage_code": "NoSuchUpload"})


def refused_parts(storage_code: str, words: str, **details: Any) -> Problem:
    """400, with S3's own word in the details."""
    return invalid_request(words, storage_code=storage_code, **details)


def check_parts(parts: Sequence[tuple[int, str]], stored: Sequence[StoredPart]) -> None:
    """The rules of S3 and R2 for `complete`. Raises Problem 400 with InvalidPartOrder, InvalidPart, EntityTooSmall."""
    numbers = [number for number, _ in parts]
    if not parts:
        raise refused_parts("MalformedXML", "You must specify at least one part")
    if numbers != sorted(set(numbers)):
        raise refused_parts("InvalidPartOrder", "The list of parts was not in ascending order")
    size_of = {(part.number, part.etag.strip('"')): part.size_bytes for part in stored}
    sizes = []
    for number, etag in parts:
        size = size_of.get((number, etag.strip().strip('"')))
        if size is None:
            raise refused_parts(
                "InvalidPart",
                "One or more of the specified parts could not be found, or its ETag is another",
                part_number=number,
            )
        sizes.append(size)
    if len(sizes) > 1 and min(sizes[:-1]) < MIN_PART_BYTES:
        raise refused_parts(
            "EntityTooSmall",
            f"All parts but the last must have at least {MIN_PART_BYTES} bytes",
            part_number=numbers[sizes.index(min(sizes[:-1]))],
        )
    if len(set(sizes[:-1])) > 1 or (len(sizes) > 1 and sizes[-1] > sizes[0]):
        raise refused_parts("InvalidPart", "All parts but the last must have the same length")
