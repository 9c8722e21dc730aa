"""Where a member's bytes lie; the converting process is told this and not the bytes."""

from __future__ import annotations

from dataclasses import dataclass

STORED, DEFLATED = 0, 8


@dataclass(frozen=True, slots=True)
class Span:
    """`compressed_size` bytes from `offset` on in the file at `path`, `size` bytes when inflated; `method` as in ZIP.

    `file_bytes` and `mtime_ns` are those of the whole file when its directory was read: another file is not read.
    """

    path: str
    file_bytes: int
    mtime_ns: int
    offset: int
    compressed_size: int
    size: int
    method: int = STORED
