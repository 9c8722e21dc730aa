"""Writes a ZIP out of another one: members are copied as they lie there, compressed, under their old or a new name."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO, NamedTuple

from allure_desktop.scorm.archive import Archive, ArchiveProblem, Member

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_END = struct.Struct("<4s4H2LH")
_MOST_32, _MOST_16 = 0xFFFFFFFF, 0xFFFF
_UTF8, _DESCRIPTOR, _ENCRYPTED = 0x800, 0x8, 0x1
_ZIP64_FIELD, _UNICODE_PATH_FIELD = 0x0001, 0x7075
_BLOCK_BYTES = 1024 * 1024
_COPY_RANGE: Callable[..., int] | None = getattr(os, "copy_file_range", None)  # in the kernel, where it can


class _Written(NamedTuple):
    """What the directory has to say of one member."""

    name: bytes
    flags: int
    method: int
    time: int
    date: int
    crc32: int
    compressed_size: int
    size: int
    offset: int
    extra: bytes
    comment: bytes
    info: zipfile.ZipInfo


class ZipCopy:
    """A ZIP being written to `target`, an unbuffered file at its beginning. `close` writes the directory.

    Source: PKWARE APPNOTE 4.3. Raises OSError.
    """

    def __init__(self, target: BinaryIO, progress: Callable[[int], None] | None = None) -> None:
        self._target = target
        self._at = 0
        self._written: list[_Written] = []
        self._progress = progress

    def copy(self, archive: Archive, member: Member, name: str | None = None, code_page: str = "utf-8") -> None:
        """Copies a member unread; with `name` under that name. Dates, attributes and method stay.

        Raises ArchiveProblem `corrupt-member` if it is not where the directory says.
        """
        offset, length = archive.raw_span(member)
        info = archive.members.info(member)
        flags = info.flag_bits & ~(0 if info.flag_bits & _ENCRYPTED else _DESCRIPTOR)
        raw_name, flags = _name(info, name, flags, code_page)
        local_extra = _local_extra(archive, member, renamed=name is not None)
        self._begin(raw_name, flags, member, info, local_extra, member.compressed_size, member.size, member.crc32)
        self._copy_span(archive, offset, length)
        if flags & _DESCRIPTOR:  # an encrypted member's check byte depends on it
            kind = "<4sL2Q" if max(member.size, member.compressed_size) >= _MOST_32 else "<4s3L"
            self._write(struct.pack(kind, b"PK\x07\x08", member.crc32, member.compressed_size, member.size))

    def write(self, archive: Archive, member: Member, content: bytes, name: str | None = None) -> None:
        """Writes other content in the place of a member, deflated where that makes it smaller."""
        compressor = zlib.compressobj(6, zlib.DEFLATED, -15)
        data = compressor.compress(content) + compressor.flush()
        method = zipfile.ZIP_DEFLATED
        if len(data) >= len(content):
            data, method = content, zipfile.ZIP_STORED
        info = archive.members.info(member)
        raw_name, flags = _name(info, name, info.flag_bits & _UTF8)
        replaced = member._replace(method=method)
        self._begin(raw_name, flags, replaced, info, b"", len(data), len(content), zlib.crc32(content))
        self._write(data)

    def recompress(self, archive: Archive, member: Member, name: str | None = None) -> None:
        """Writes a member deflated that was compressed otherwise, piece by piece. Raises ArchiveProblem."""
        info = archive.members.info(member)
        raw_name, flags = _name(info, name, info.flag_bits & _UTF8)
        head_at = self._at
        deflated = member._replace(method=zipfile.ZIP_DEFLATED)
        self._begin(raw_name, flags, deflated, info, b"", 0, member.size, member.crc32)
        compressor, length = zlib.compressobj(6, zlib.DEFLATED, -15), 0
        for piece in archive.stream(member):
            length += self._write(compressor.compress(piece))
        length += self._write(compressor.flush())
        end, self._at = self._at, head_at
        self._target.seek(head_at)
        begun = self._written.pop()
        self._begin(raw_name, flags, deflated, info, b"", length, member.size, begun.crc32)
        self._at = end
        self._target.seek(end)

    def close(self, comment: bytes = b"") -> None:
        """Writes the directory; the file itself is the caller's to close."""
        start = self._at
        for written in self._written:
            self._write(_central(written))
        size, count = self._at - start, len(self._written)
        if count >= _MOST_16 or start >= _MOST_32 or size >= _MOST_32:
            end64_at = self._at
            self._write(_END64.pack(b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start))
            self._write(_LOCATOR.pack(b"PK\x06\x07", 0, end64_at, 1))
        short = min(count, _MOST_16)
        sizes = min(size, _MOST_32), min(start, _MOST_32)
        self._write(_END.pack(b"PK\x05\x06", 0, 0, short, short, *sizes, len(comment)) + comment)

    def _begin(
        self,
        name: bytes,
        flags: int,
        member: Member,
        info: zipfile.ZipInfo,
        extra: bytes,
        compressed_size: int,
        size: int,
        crc: int,
    ) -> None:
        offset = self._at
        year, month, day, hour, minute, second = info.date_time
        date, time = max(0, year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2
        kept_name = name == _name(info, None, 0)[0]
        unwanted = (_ZIP64_FIELD,) if kept_name else (_ZIP64_FIELD, _UNICODE_PATH_FIELD)
        central_extra = _without(info.extra, unwanted)
        sizes = compressed_size, size
        # room for both sizes where the member is large: a recompressed one may grow
        large = max(member.size, *sizes) >= _MOST_32
        if large:
            extra += struct.pack("<2H2Q", _ZIP64_FIELD, 16, size, compressed_size)
            sizes = _MOST_32, _MOST_32
        version = 45 if large else 20
        head = _LOCAL.pack(
            *(b"PK\x03\x04", version, flags, member.method, time, date, crc), *sizes, len(name), len(extra)
        )
        self._write(head + name + extra)
        comment = info.comment
        self._written.append(
            _Written(
                name, flags, member.method, time, date, crc, compressed_size, size, offset, central_extra, comment, info
            )
        )

    def _write(self, data: bytes) -> int:
        view = memoryview(data)
        while view:
            count = self._target.write(view)
            view = view[count:]
        self._at += len(data)
        return len(data)

    def _copy_span(self, archive: Archive, offset: int, length: int) -> None:
        end = offset + length
        while offset < end:
            count = self._copy_in_kernel(archive, offset, end - offset)
            if not count:
                block = archive.read_span(offset, min(_BLOCK_BYTES, end - offset))
                if not block:
                    raise ArchiveProblem("corrupt-member", "", "The file ends before its members do.")
                count = self._write(block)
            offset += count
            if self._progress is not None:
                self._progress(count)

    def _copy_in_kernel(self, archive: Archive, offset: int, length: int) -> int:
        """How many bytes went over without coming here; 0 where the system does not offer it."""
        if _COPY_RANGE is None or length < 64 * 1024:
            return 0
        try:
            count = _COPY_RANGE(
                archive.fileno(), self._target.fileno(), min(length, 64 * _BLOCK_BYTES), offset, self._at
            )
        except OSError:
            return 0
        self._at += count
        self._target.seek(self._at)
        return count


def _name(info: zipfile.ZipInfo, name: str | None, flags: int, code_page: str = "utf-8") -> tuple[bytes, int]:
    if name is None:
        old = info.orig_filename
        return old.encode("utf-8" if info.flag_bits & _UTF8 else "cp437", "surrogateescape"), flags
    if name.isascii():
        return name.encode(), flags & ~_UTF8
    if code_page != "utf-8":
        return name.encode(code_page, "replace"), flags & ~_UTF8
    return name.encode("utf-8"), flags | _UTF8


def _local_extra(archive: Archive, member: Member, *, renamed: bool) -> bytes:
    head = archive.read_span(member.header_offset, _LOCAL.size)
    name_length, extra_length = _LOCAL.unpack(head)[9:11]
    extra = archive.read_span(member.header_offset + _LOCAL.size + name_length, extra_length)
    return _without(extra, (_ZIP64_FIELD, _UNICODE_PATH_FIELD) if renamed else (_ZIP64_FIELD,))


def _without(extra: bytes, kinds: tuple[int, ...]) -> bytes:
    kept, at = b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind not in kinds:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept


def _central(written: _Written) -> bytes:
    sizes, offset, extra = (written.compressed_size, written.size), written.offset, written.extra
    zip64 = b""
    if max(sizes) >= _MOST_32:
        zip64 += struct.pack("<2Q", written.size, written.compressed_size)
        sizes = _MOST_32, _MOST_32
    if offset >= _MOST_32:
        zip64 += struct.pack("<Q", offset)
        offset = _MOST_32
    if zip64:
        extra = struct.pack("<2H", _ZIP64_FIELD, len(zip64)) + zip64 + extra
    info = written.info
    version = max(info.create_version, 45 if zip64 else 20) | info.create_system << 8
    return (
        _CENTRAL.pack(
            *(b"PK\x01\x02", version, 45 if zip64 else 20, written.flags, written.method, written.time, written.date),
            *(written.crc32, *sizes, len(written.name), len(extra), len(written.comment), 0),
            *(info.internal_attr & _MOST_16, info.external_attr & _MOST_32, offset),
        )
        + written.name
        + extra
        + written.comment
    )
