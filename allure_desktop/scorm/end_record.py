"""Reads how large a ZIP's directory says it is, before anything is allocated for it."""

from __future__ import annotations

import struct
from typing import BinaryIO, NamedTuple

_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LONGEST_COMMENT = 0xFFFF


class EndRecord(NamedTuple):
    """`entries` as declared; `directory_bytes` long, at `directory_at` in this file; `disk` is 0 unless split."""

    entries: int
    directory_bytes: int
    directory_at: int
    disk: int


def read_end_record(file: BinaryIO, size_bytes: int) -> EndRecord | None:
    """The end record of a ZIP of `size_bytes`, or None if there is none (truncated, or no ZIP).

    Source: PKWARE APPNOTE 4.3.14 to 4.3.16. Raises OSError.
    """
    start = max(0, size_bytes - _END.size - _LONGEST_COMMENT)
    file.seek(start)
    tail = file.read(_END.size + _LONGEST_COMMENT)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        return None
    _, disk, _, _, entries, directory_bytes, _, _ = _END.unpack_from(tail, at)
    record64 = _read_zip64(file, start + at)
    if record64 is not None:
        return record64
    return EndRecord(entries, directory_bytes, start + at - directory_bytes, disk if disk != 0xFFFF else 0)


def _read_zip64(file: BinaryIO, end_at: int) -> EndRecord | None:
    if end_at < _LOCATOR.size:
        return None
    file.seek(end_at - _LOCATOR.size)
    locator = file.read(_LOCATOR.size)
    if not locator.startswith(b"PK\x06\x07"):
        return None
    # Python's reader takes the record right before the locator, whatever the locator says; so does this.
    at = end_at - _LOCATOR.size - _END64.size
    if at < 0:
        return None
    file.seek(at)
    data = file.read(_END64.size)
    if len(data) < _END64.size or not data.startswith(b"PK\x06\x06"):
        return None
    _, _, _, _, disk, _, _, entries, directory_bytes, _ = _END64.unpack(data)
    return EndRecord(entries, directory_bytes, at - directory_bytes, disk)
