"""The one safe reader over a ZIP: bounded, checked, never extracting to disk."""

from __future__ import annotations

import os
import stat
import struct
import threading
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from allure_desktop.errors import LocalFileError
from allure_desktop.scorm import other_methods
from allure_desktop.scorm.end_record import EndRecord, read_end_record
from allure_desktop.scorm.inflater import InflateError, crc32, raw_inflater
from allure_desktop.scorm.names import normalise
from allure_desktop.scorm.other_formats import what_it_is_instead
from allure_desktop.scorm.packed_strings import PackedStrings
from allure_desktop.scorm.path_index import PathIndex
from allure_desktop.scorm.zip_directory import (
    LARGEST_DIRECTORY_BYTES,
    MOST_ENTRIES,
    ArchiveProblem,
    Directory,
    Member,
    too_many,
)

__all__ = ["Archive", "ArchiveProblem", "Member", "unreadable"]

LARGEST_FILE_BYTES = 10 * 1024**3
CHUNK_BYTES = 256 * 1024

_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_PREAD: Callable[[int, int, int], bytes] | None = getattr(os, "pread", None)  # not on Windows
_STORED, _DEFLATED = 0, 8


class Archive:
    """An open ZIP. Several threads may read at once. Close it, or use it in a `with`."""

    def __init__(self, path: Path, file: BinaryIO, size_bytes: int) -> None:
        self.path = path
        self.size_bytes = size_bytes
        self._file = file
        self._lock = threading.Lock()
        end = _end_record(file, size_bytes)
        self.directory_offset = end.directory_at
        #: the ZIP's own comment
        self.comment = end.comment
        self.members = Directory(self._read_at, end)
        self._index: PathIndex | None = None
        self._caseless: PathIndex | None = None

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Archive:
        """Opens the ZIP at `path` and reads its directory.

        Raises ArchiveProblem (`unreadable`, `too-large`, `bomb`, `name-encoding`), or LocalFileError
        (`file.missing`, `file.directory`, `file.unreadable`).
        """
        path = Path(path)
        file, size_bytes = _open_file(path)
        try:
            if size_bytes == 0:
                raise ArchiveProblem("unreadable", "", "The file is empty.")
            if size_bytes > LARGEST_FILE_BYTES:
                size_gib = size_bytes / 1024**3
                raise ArchiveProblem("too-large", "", f"The file has {size_gib:.1f} GiB.")
            return cls(path, file, size_bytes)
        except OSError as error:
            file.close()
            raise unreadable(path, error) from error
        except BaseException:
            file.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()

    @property
    def paths(self) -> PackedStrings:
        """The normalised paths of all files, in the order of the ZIP."""
        return self.members.paths

    def lowered_paths(self) -> Iterator[str]:
        """The paths of all files in small letters, each between line breaks, some dozens at a time."""
        return map(str.lower, self.paths.texts())

    def some_name_has(self, *signs: str) -> bool:
        """Whether some stored name holds one of these; line breaks stand before and behind every name."""
        return any(sign in text for text in self.members.names.texts() for sign in signs)

    @cached_property
    def names_are_ascii(self) -> bool:
        return all(map(str.isascii, self.members.names.texts()))

    @cached_property
    def has_plain_paths(self) -> bool:
        """Every path is ASCII and means itself as a reference: nothing in it is encoded, and nothing cuts it short."""
        return all(map(_means_itself, self.paths.texts()))

    def number_of(self, path: str) -> int:
        """Which of `paths` is `path`, the first of equal ones; -1 if none is."""
        if self._index is None:
            self._index = PathIndex(self.paths)
        return self._index.find(path)

    def find(self, path: str) -> Member | None:
        """The first file whose normalised path is `path`."""
        return self._file_member(self.number_of(path))

    def find_caseless(self, path: str) -> Member | None:
        """The first file whose path equals `path` but for case."""
        if self._caseless is None:
            self._caseless = PathIndex(self.paths, str.casefold)
        return self._file_member(self._caseless.find(path))

    def _file_member(self, number: int) -> Member | None:
        return self.members[self.members.file_numbers[number]] if number >= 0 else None

    def read(self, name: str, limit: int | None = None) -> bytes:
        """The inflated bytes of the member at the path `name`, CRC checked.

        Raises KeyError if there is none, ArchiveProblem `member-too-large` above `limit` bytes, or as `stream` does.
        """
        member = self.find(name) or self.find(normalise(name))
        if member is None:
            raise KeyError(name)
        if limit is not None and member.size > limit:
            raise ArchiveProblem("member-too-large", member.name, f"{member.name} has {member.size:,} bytes.")
        return b"".join(self.stream(member))

    def stream(self, member: Member) -> Iterator[bytes]:
        """Yields the inflated bytes in pieces of at most 256 KiB; size and CRC are compared at the end.

        Never yields more than `member.size` bytes. Raises ArchiveProblem `corrupt-member`, `encrypted` or
        `compression`, LocalFileError if the file itself cannot be read any more.
        """
        if member.encrypted:
            raise ArchiveProblem("encrypted", member.name, f"{member.name} is encrypted.")
        crc, count = 0, 0
        try:
            for piece in self._unpacked(member):
                count += len(piece)
                if count > member.size:
                    raise _corrupt(member, "it is longer than the directory says")
                crc = crc32(piece, crc)
                yield piece
        except other_methods.DamagedData as error:
            raise _corrupt(member, "its compressed data is damaged") from error
        if count != member.size:
            raise _corrupt(member, f"it ends after {count:,} of {member.size:,} bytes")
        if crc != member.crc32:
            raise _corrupt(member, "its checksum (CRC-32) does not match")

    def raw_span(self, member: Member) -> tuple[int, int]:
        """Where the member's stored (maybe compressed) bytes lie in the file: offset and length in bytes.

        Raises ArchiveProblem `corrupt-member` if its local header is not where the directory says.
        """
        header = self._read_at(member.header_offset, _LOCAL_HEADER.size)
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise _corrupt(member, "it is not where the directory says")
        fields = _LOCAL_HEADER.unpack(header)
        name = self._read_at(member.header_offset + _LOCAL_HEADER.size, fields[9])
        # Only plain names are compared: code pages and separators differ in harmless ways.
        if (
            name.isascii()
            and member.name.isascii()
            and name.decode().replace("\\", "/") != member.name.replace("\\", "/")
        ):
            raise _corrupt(member, "its own header gives it another name than the directory")
        offset = member.header_offset + _LOCAL_HEADER.size + fields[9] + fields[10]
        if offset + member.compressed_size > self.size_bytes:
            raise _corrupt(member, "the file ends before it does")
        return offset, member.compressed_size

    def read_span(self, offset: int, length: int) -> bytes:
        """Up to `length` bytes of the file at `offset`, as they lie there; a server of stored members needs them."""
        return self._read_at(offset, length)

    def fileno(self) -> int:
        """The open file, for a copy within the operating system."""
        return self._file.fileno()

    def _pieces(self, member: Member) -> Iterator[bytes]:
        """The member's bytes as they lie in the file."""
        offset, left = self.raw_span(member)
        while left > 0:
            data = self._read_at(offset, min(CHUNK_BYTES, left))
            if not data:
                raise _corrupt(member, "the file ends before it does")
            offset += len(data)
            left -= len(data)
            yield data

    def _inflated(self, member: Member) -> Iterator[bytes]:
        inflater = raw_inflater()
        try:
            for piece in self._pieces(member):
                data = piece
                while data:
                    inflated = inflater.decompress(data, CHUNK_BYTES)
                    data = inflater.unconsumed_tail
                    if inflated:
                        yield inflated
                    if inflater.eof:
                        return
            # At the end of the input at most a window of output is left.
            yield inflater.flush()
        except InflateError as error:
            raise _corrupt(member, "its compressed data is damaged") from error
        if not inflater.eof:
            raise _corrupt(member, "its compressed data ends too early")

    def _unpacked(self, member: Member) -> Iterator[bytes]:
        """What is stored, deflated, or compressed in a way that few systems know."""
        if member.method == _STORED:
            return self._pieces(member)
        if member.method == _DEFLATED:
            return self._inflated(member)
        if not other_methods.can_unpack(member.method):
            raise ArchiveProblem(
                "compression", member.name, f"{member.name} is compressed with method {member.method}."
            )
        return other_methods.unpacked(member.method, self._pieces(member), CHUNK_BYTES)

    def _read_at(self, offset: int, length: int) -> bytes:
        if not 0 <= offset < self.size_bytes:  # a directory may claim anything
            return b""
        try:
            if _PREAD is not None:  # several threads read at once, without waiting for one another
                return _PREAD(self._file.fileno(), length, offset)
            with self._lock:
                self._file.seek(offset)
                return self._file.read(length)
        except OSError as error:
            raise unreadable(self.path, error) from error


def unreadable(path: Path, error: OSError) -> LocalFileError:
    """`error` of the operating system in words: missing, a directory, or not readable."""
    subject = str(path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return LocalFileError(
            f"There is no file {subject}.",
            remedy="Check the path, or export the package again.",
            subject=subject,
            code="file.missing",
        )
    return LocalFileError(
        f"{path.name} could not be read.",
        cause=f"{error.strerror or 'The system refused'}.",
        remedy="Check that you may read it and that its drive is connected.",
        subject=subject,
        code="file.unreadable",
    )


def _open_file(path: Path) -> tuple[BinaryIO, int]:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise LocalFileError(
                f"{path.name or path} is a folder, not a package.",
                remedy="Zip the folder's contents, so that imsmanifest.xml lies at the top of the ZIP.",
                subject=str(path),
                code="file.directory",
            )
        if not stat.S_ISREG(status.st_mode):
            raise LocalFileError(
                f"{path.name} is not a file.",
                cause="It is a device or a pipe.",
                remedy="Choose a ZIP file.",
                subject=str(path),
                code="file.unreadable",
            )
        return path.open("rb"), status.st_size
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError as error:  # a NUL in the path
        raise LocalFileError(
            "There is no such file.",
            cause="The path holds a NUL character.",
            subject=repr(str(path)),
            code="file.missing",
        ) from error


def _end_record(file: BinaryIO, size_bytes: int) -> EndRecord:
    """Where the directory is; what promises too much is not even begun."""
    end = read_end_record(file, size_bytes)
    if end is None:
        raise ArchiveProblem("unreadable", "", *what_it_is_instead(file))
    if end.disk:
        raise ArchiveProblem("unreadable", "", "It is one part of a ZIP split over several files.")
    if end.entries > MOST_ENTRIES:
        raise too_many(end.entries)
    if end.directory_bytes > LARGEST_DIRECTORY_BYTES and end.directory_at >= 0:
        raise ArchiveProblem(
            "bomb", "", f"Its directory alone, the list of its files, has {end.directory_bytes:,} bytes."
        )
    return end


def _means_itself(text: str) -> bool:
    """Whether all paths of a text, between line breaks, do."""
    marks = ("%", "#", "?", ":", "\\", "../", "/..", "\n..\n", "\n ", " \n")
    return text.isascii() and text.replace("\n", "/").isprintable() and not any(mark in text for mark in marks)


def _corrupt(member: Member, why: str) -> ArchiveProblem:
    return ArchiveProblem("corrupt-member", member.name, f"{member.name} is damaged: {why}.")
