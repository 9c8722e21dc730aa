"""The one safe reader over a ZIP: bounded, checked, never extracting to disk."""

from __future__ import annotations

import os
import stat
import struct
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator, KeysView
from pathlib import Path
from typing import BinaryIO, NamedTuple

from allure_desktop.errors import LocalFileError
from allure_desktop.scorm.end_record import EndRecord, read_end_record
from allure_desktop.scorm.inflater import InflateError, crc32, raw_inflater
from allure_desktop.scorm.names import normalise
from allure_desktop.scorm.other_formats import what_it_is_instead

LARGEST_FILE_BYTES = 10 * 1024**3
MOST_ENTRIES = 500_000
LARGEST_DIRECTORY_BYTES = 256 * 1024**2
CHUNK_BYTES = 256 * 1024

_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000
_PREAD: Callable[[int, int, int], bytes] | None = getattr(os, "pread", None)  # not on Windows
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


class ArchiveProblem(Exception):
    """The ZIP cannot be read, or should not be.

    `kind` is one of `unreadable`, `too-large`, `bomb`, `name-encoding` (from `Archive.open`), `corrupt-member`,
    `encrypted`, `compression`, `member-too-large` (from reading a member). `member` is the stored name, or ''; `remedy` is '' where there is
    nothing better to say than usual.
    """

    def __init__(self, kind: str, member: str, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy
        self.kind = kind
        self.member = member
        self.message = message


class Member(NamedTuple):
    """One entry of the ZIP's directory.

    `name` is as stored (decoded), `path` is `normalise(name)`; sizes in bytes, inflated and compressed.
    `encoding` is `utf-8` (marked as such, or plain ASCII), `unmarked` (UTF-8 without the mark) or `other`.
    """

    name: str
    path: str
    size: int
    compressed_size: int
    crc32: int
    method: int
    is_dir: bool
    encrypted: bool
    header_offset: int
    is_symlink: bool
    encoding: str
    info: zipfile.ZipInfo


class Archive:
    """An open ZIP. Several threads may read at once. Close it, or use it in a `with`."""

    def __init__(self, path: Path, file: BinaryIO, size_bytes: int) -> None:
        self.path = path
        self.size_bytes = size_bytes
        self._file = file
        self._lock = threading.Lock()
        self._caseless: dict[str, Member] | None = None
        self._zip = _read_directory(file, size_bytes)
        self.directory_offset: int = getattr(self._zip, "start_dir", size_bytes)
        self.members: list[Member] = _members(self._zip.infolist())
        self._zip.NameToInfo.clear()  # looked up here alone, and there may be hundreds of thousands
        #: every stored name between slashes: where something is not in here, no member has it
        self.names_text = f"/{'/'.join([member.name for member in self.members])}/"
        files = [member for member in self.members if not member.is_dir]
        self.file_count = len(files)
        self._by_path: dict[str, Member] = {member.path: member for member in reversed(files)}  # the first counts
        self._lowered: str | None = None

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
        self._zip.close()
        self._file.close()

    @property
    def paths(self) -> KeysView[str]:
        """The normalised paths of all files."""
        return self._by_path.keys()

    @property
    def lowered_paths(self) -> str:
        """The paths of all files in small letters, each on a line of its own, the first after a line break."""
        if self._lowered is None:
            self._lowered = "\n{}\n".format("\n".join(self._by_path)).lower()
        return self._lowered

    @property
    def has_plain_paths(self) -> bool:
        """Every path is ASCII and means itself as a reference: nothing in it is encoded, and nothing cuts it short."""
        text = self.names_text
        return text.isascii() and not any(mark in text for mark in ("%", "#", "?", ":", "\\", " /", "/ ", "//", "./"))

    def find(self, path: str) -> Member | None:
        """The first file whose normalised path is `path`."""
        return self._by_path.get(path)

    def find_caseless(self, path: str) -> Member | None:
        """The first file whose path equals `path` but for case."""
        if self._caseless is None:
            self._caseless = {}
            for key, member in self._by_path.items():
                self._caseless.setdefault(key.casefold(), member)
        return self._caseless.get(path.casefold())

    def read(self, name: str, limit: int | None = None) -> bytes:
        """The inflated bytes of the member at the path `name`, CRC checked.

        Raises KeyError if there is none, ArchiveProblem `member-too-large` above `limit` bytes, or as `stream` does.
        """
        member = self._by_path.get(name) or self._by_path[normalise(name)]
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
        pieces = self._stored_pieces(member) if member.method in (_STORED, _DEFLATED) else self._other_pieces(member)
        crc, count = 0, 0
        for piece in pieces:
            count += len(piece)
            if count > member.size:
                raise _corrupt(member, "it is longer than the directory says")
            crc = crc32(piece, crc)
            yield piece
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
        if _says_another_name(member, name):
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

    @property
    def comment(self) -> bytes:
        """The ZIP's own comment."""
        return self._zip.comment

    def _stored_pieces(self, member: Member) -> Iterator[bytes]:
        offset, left = self.raw_span(member)
        inflater = raw_inflater() if member.method == _DEFLATED else None
        while left > 0:
            data = self._read_at(offset, min(CHUNK_BYTES, left))
            if not data:
                raise _corrupt(member, "the file ends before it does")
            offset += len(data)
            left -= len(data)
            if inflater is None:
                yield data
                continue
            try:
                while data:
                    piece = inflater.decompress(data, CHUNK_BYTES)
                    data = inflater.unconsumed_tail
                    if piece:
                        yield piece
                    if inflater.eof:
                        return
            except InflateError as error:
                raise _corrupt(member, "its compressed data is damaged") from error
        if inflater is not None:
            # At the end of the input at most a window of output is left.
            yield inflater.flush()
            if not inflater.eof:
                raise _corrupt(member, "its compressed data ends too early")

    def _other_pieces(self, member: Member) -> Iterator[bytes]:
        self.raw_span(member)
        try:
            with self._zip.open(member.info) as reader:
                while piece := reader.read(CHUNK_BYTES):
                    yield piece
        except (NotImplementedError, RuntimeError) as error:
            raise ArchiveProblem(
                "compression", member.name, f"{member.name} is compressed with method {member.method}."
            ) from error
        except (zipfile.BadZipFile, EOFError, ValueError, OSError) as error:
            raise _corrupt(member, "its compressed data is damaged") from error
        except Exception as error:
            if type(error).__name__ == "LZMAError":
                raise _corrupt(member, "its compressed data is damaged") from error
            raise

    def _read_at(self, offset: int, length: int) -> bytes:
        if offset < 0:  # a directory may claim anything
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


def _read_directory(file: BinaryIO, size_bytes: int) -> zipfile.ZipFile:
    end = read_end_record(file, size_bytes)
    if end is None:
        raise ArchiveProblem("unreadable", "", *what_it_is_instead(file))
    if end.disk:
        raise ArchiveProblem("unreadable", "", "It is one part of a ZIP split over several files.")
    if end.entries > MOST_ENTRIES or end.directory_bytes > LARGEST_DIRECTORY_BYTES or _more_than_declared(file, end):
        raise ArchiveProblem("bomb", "", f"Its directory lists more than {MOST_ENTRIES:,} files ({end.entries:,}).")
    try:
        return zipfile.ZipFile(file)
    except UnicodeDecodeError as error:
        raise ArchiveProblem(
            "name-encoding", "", "A name in its directory is marked as UTF-8 and is not UTF-8."
        ) from error
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, EOFError, OverflowError) as error:
        raise ArchiveProblem("unreadable", "", "Its directory is damaged.") from error


def _more_than_declared(file: BinaryIO, end: EndRecord) -> bool:
    """Counts the real entries of a directory that is large enough to hold too many, whatever the end record says."""
    if end.directory_bytes < MOST_ENTRIES * 46:
        return False
    file.seek(max(0, end.directory_at))
    left, count, carry = end.directory_bytes, 0, b""
    while left > 0 and (data := file.read(min(left, 1 << 20))):
        left -= len(data)
        data = carry + data
        count += data.count(b"PK\x01\x02")
        carry = data[-3:]
    return count > MOST_ENTRIES


def _members(infos: list[zipfile.ZipInfo]) -> list[Member]:
    text = "\n{}".format("\n".join([info.orig_filename for info in infos]))
    plain = text.isascii() and not any(mark in text for mark in ("\\", "./", "//", ":", "\n/"))
    return [_member(info, plain) for info in infos]


def _member(info: zipfile.ZipInfo, plain: bool) -> Member:
    """`plain` says that every name of the ZIP is a path as it stands, but for the end of a folder's."""
    name, encoding = info.orig_filename, "utf-8"
    if not name.isascii():
        name, encoding = _true_name(info)
    mode = info.external_attr >> 16
    kind = mode & 0o170000
    fields = (
        name,
        name.rstrip("/") if plain else normalise(name),
        info.file_size,
        info.compress_size,
        info.CRC,
        info.compress_type,
        kind == stat.S_IFDIR or name.endswith(("/", "\\")),
        info.flag_bits & _ENCRYPTED_FLAGS != 0,
        info.header_offset,
        kind == stat.S_IFLNK,
        encoding,
        info,
    )
    return tuple.__new__(Member, fields)  # half the time of Member(…), and there may be hundreds of thousands


def _true_name(info: zipfile.ZipInfo) -> tuple[str, str]:
    """A name beyond ASCII: marked as UTF-8, in the Unicode path field, unmarked UTF-8, or in some code page."""
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename, "utf-8"
    raw = info.orig_filename.encode("cp437")
    unicode_name = _unicode_path(info.extra, zlib.crc32(raw))
    if unicode_name is not None:
        return unicode_name, "utf-8"
    try:
        return raw.decode("utf-8"), "unmarked"
    except UnicodeDecodeError:
        return info.orig_filename, "other"


def _unicode_path(extra: bytes, name_crc: int) -> str | None:
    """The Info-ZIP Unicode path field, if it belongs to this name. Source: APPNOTE 4.6.9."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        data = extra[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == 0x7075 and len(data) > 5 and data[0] == 1 and struct.unpack_from("<L", data, 1)[0] == name_crc:
            try:
                return data[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
    return None


def _says_another_name(member: Member, local: bytes) -> bool:
    """Only plain names are compared: code pages and separators differ in harmless ways."""
    stored = member.info.orig_filename
    return local.isascii() and stored.isascii() and local.decode().replace("\\", "/") != stored.replace("\\", "/")


def _corrupt(member: Member, why: str) -> ArchiveProblem:
    return ArchiveProblem("corrupt-member", member.name, f"{member.name} is damaged: {why}.")
