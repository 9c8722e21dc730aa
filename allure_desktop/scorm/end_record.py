"""Reads where a ZIP's directory lies and how large it says it is, before anything is allocated for it."""

from __future__ import annotations

import struct
from typing import BinaryIO, NamedTuple

_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LONGEST_COMMENT = 0xFFFF


class EndRecord(NamedTuple):
    """`entries` as declared; the directory is `directory_bytes` long and lies `directory_at` in this file.

    `shift` is what has to be added to every offset in it, where something was put in front of the ZIP; `disk` is 0
    unless the ZIP is split.
    """

    entries: int
    directory_bytes: int
    directory_at: int
    disk: int
    shift: int
    comment: bytes


def read_end_record(file: BinaryIO, size_bytes: int) -> EndRecord | None:
    """The end record of a ZIP of `size_bytes`, or None if there is none (truncated, or no ZIP).

    Source: PKWARE APPNOTE 4.3.14 to 4.3.16. Raises OSError.
    """
    start = max(0, size_bytes - _END.size - _LONGEST_COMMENT)
    file.seek(start)
    tail = file.read(_END.size + _LONGEST_COMMENT)
    at = len(tail) - _END.size
    if at < 0 or tail[at : at + 4] != b"PK\x05\x06" or tail[-2:] != b"\0\0":
        at = tail.rfind(b"PK\x05\x06")  # a comment follows
    if at < 0 or len(tail) - at < _END.size:
        return None
    _, disk, _, _, entries, directory_bytes, offset, comment_bytes = _END.unpack_from(tail, at)
    comment = tail[at + _END.size : at + _END.size + comment_bytes]
    record64 = _read_zip64(file, start + at, comment)
    if record64 is not None:
        return record64
    directory_at = start + at - directory_bytes
    # Where only a part of a record for large ZIPs is there, 0xFFFF says nothing about disks.
    return EndRecord(
        entries, directory_bytes, directory_at, disk if disk != 0xFFFF else 0, directory_at - offset, comment
    )


def _read_zip64(file: BinaryIO, end_at: int, comment: bytes) -> EndRecord | None:
    if end_at < _LOCATOR.size:
        return None
    file.seek(end_at - _LOCATOR.size)
    locator = file.read(_LOCATOR.size)
    if len(locator) < _LOCATOR.size or not locator.startswith(b"PK\x06\x07"):
        return None
    _, locator_disk, _, disks = _LOCATOR.unpack(locator)
    if locator_disk or disks > 1:
        return EndRecord(0, 0, end_at, locator_disk or disks, 0, comment)
    # Python's reader takes the record right before the locator, whatever the locator says; so does this.
    at = end_at - _LOCATOR.size - _END64.size
    if at < 0:
        return None
    file.seek(at)
    data = file.read(_END64.size)
    if len(data) < _END64.size or not data.startswith(b"PK\x06\x06"):
        return None
    _, _, _, _, disk, _, _, entries, directory_bytes, offset = _END64.unpack(data)
    directory_at = at - directory_bytes
    return EndRecord(entries, directory_bytes, directory_at, disk, directory_at - offset, comment)
