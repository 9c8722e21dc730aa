"""Part arithmetic: which bytes make which part, from the file's size and the server's part size; pure."""

from __future__ import annotations

from typing import Literal

from allure_desktop.errors import LocalFileError, NotTheApi, TooLarge

#: Up to here one presigned PUT, above it multipart; safe under both readings of "100 MB".
SINGLE_PUT_LIMIT_BYTES = 100_000_000
#: The page's "10 GB at most", read generously.
LARGEST_FILE_BYTES = 10 * 2**30
#: S3's rules.
MOST_PARTS = 10_000
LARGEST_PART_BYTES = 5 * 2**30

Method = Literal["", "presigned", "multipart"]


def method_for(size_bytes: int, single_put_limit_bytes: int = SINGLE_PUT_LIMIT_BYTES) -> Method:
    """How a file of this size travels."""
    return "presigned" if size_bytes <= single_put_limit_bytes else "multipart"


def check_size(size_bytes: int, name: str) -> None:
    """Raises LocalFileError (file.empty) and TooLarge for a file that no method can send."""
    if size_bytes <= 0:
        raise LocalFileError(
            f"{name} is empty.",
            remedy="Export the package again from the authoring tool.",
            subject=name,
            code="file.empty",
        )
    if size_bytes > LARGEST_FILE_BYTES:
        raise TooLarge(
            f"File Too Large: {name} is larger than AllureConnect takes.",
            cause=f"It has {size_bytes / 1e9:.1f} GB, the limit is 10 GB.",
            remedy="Split the course, or make its media smaller.",
            subject=name,
        )


def part_count(size_bytes: int, part_size_bytes: int) -> int:
    """How many parts a file has: all of `part_size_bytes` but the last.

    Raises NotTheApi when the server's part size cannot be worked with.
    """
    count = -(-size_bytes // part_size_bytes) if part_size_bytes > 0 else 0
    if not 1 <= count <= MOST_PARTS:
        raise _unusable(f"{part_size_bytes} bytes would make {count} parts, 1 to {MOST_PARTS} are allowed.")
    if min(part_size_bytes, size_bytes) > LARGEST_PART_BYTES:
        raise _unusable(f"Parts of {part_size_bytes} bytes are larger than the 5 GiB that a storage takes.")
    return count


def part_span(number: int, size_bytes: int, part_size_bytes: int) -> tuple[int, int]:
    """Offset and length in bytes of part `number`, counted from 1."""
    offset = (number - 1) * part_size_bytes
    if number < 1 or offset >= size_bytes:
        raise ValueError(f"no part {number}")
    return offset, min(part_size_bytes, size_bytes - offset)


def _unusable(cause: str) -> NotTheApi:
    return NotTheApi(
        "The server named a part size that cannot be used.", cause=cause, remedy="Tell the operator of the server."
    )
