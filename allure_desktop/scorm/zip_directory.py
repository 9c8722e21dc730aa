"""Reads a ZIP's directory into a few bytes a member; everything else of a member is read when it is asked for."""

from __future__ import annotations

import struct
import zipfile
import zlib
from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, overload

from allure_desktop.scorm.end_record import EndRecord
from allure_desktop.scorm.names import normalise
from allure_desktop.scorm.packed_strings import BLOCK, PackedStrings

MOST_ENTRIES = 500_000
LARGEST_DIRECTORY_BYTES = 64 * 1024**2

# signature, version needed, flags, method, CRC-32, both sizes, lengths of name, extra and comment, attributes, offset
_ENTRY = struct.Struct("<4s2xBx2H4x3L3H4x2L")
_WHOLE_ENTRY = struct.Struct("<4s4B4H3L5H2L")
_LONGEST_ENTRY = _ENTRY.size + 3 * 0xFFFF
_PIECE_BYTES = 1024 * 1024
_NEWEST_VERSION = zipfile.MAX_EXTRACT_VERSION
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000
_MOST_32, _MOST_64 = 0xFFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFF
_ZIP64_FIELD, _UNICODE_PATH_FIELD = 0x0001, 0x7075
_FOLDER_TYPE, _LINK_TYPE = 0o04, 0o12  # the first four bits of Unix's mode
_SLASHES = (b"/", b"\\")
_FOLDER, _LINK, _ENCRYPTED, _UNMARKED, _OTHER = 1, 2, 4, 8, 16

ReadAt = Callable[[int, int], bytes]


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
    """One entry of the ZIP's directory, the `number`-th from 0.

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
    number: int


class Directory(Sequence[Member]):
    """The members of a ZIP, in the order of its directory; each is made when it is asked for.

    `sizes` (inflated, bytes) and `checksums` (CRC-32) have a number for each. `names` are as stored, decoded; `paths`
    are the normalised ones of files alone, and `file_numbers` says which members those are.
    Source: PKWARE APPNOTE 4.3.12. What is read differs in nothing from what `zipfile` reads.
    """

    def __init__(self, read_at: ReadAt, end: EndRecord) -> None:
        """Reads the directory. Raises ArchiveProblem `unreadable`, `bomb`, `name-encoding`, or what `read_at` raises."""
        self._read_at = read_at
        self._end = end
        self._places = array("I")
        self._kinds = bytearray()
        self.sizes = array("Q")
        self.checksums = array("I")
        self.names = PackedStrings()
        self.methods: set[int] = set()
        #: every member begins where the one before it ends, or later
        self.in_order = True
        self._end_before = -(1 << 64)
        self._names_open: list[tuple[bytes, int, bytes]] = []
        if end.directory_at < 0:
            raise _damaged()
        self._parse()
        self.paths, self.file_numbers = self._files()

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Member: ...
    @overload
    def __getitem__(self, index: slice) -> list[Member]: ...
    def __getitem__(self, index: int | slice) -> Member | list[Member]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        return self._member(index, self._raw(index))

    def __iter__(self) -> Iterator[Member]:
        for index, raw in enumerate(self._entries()):
            yield self._member(index, raw)

    @property
    def has_links(self) -> bool:
        return any(kind & _LINK for kind in set(self._kinds))

    @property
    def has_encrypted(self) -> bool:
        return any(kind & _ENCRYPTED for kind in set(self._kinds))

    @property
    def has_unmarked_names(self) -> bool:
        """Some name is beyond ASCII and not marked as UTF-8."""
        return any(kind & (_UNMARKED | _OTHER) for kind in set(self._kinds))

    def is_folder(self, index: int) -> bool:
        return bool(self._kinds[index] & _FOLDER)

    def stored_name(self, member: Member) -> str:
        """The name as the directory's own field has it, without regard to any extra field."""
        raw = self._raw(member.number)
        flags, length = struct.unpack_from("<8xH18xH", raw)
        return _decoded(raw[_ENTRY.size : _ENTRY.size + length], flags)

    def info(self, member: Member) -> zipfile.ZipInfo:
        """Everything the directory says of a member, for a copy of it."""
        raw = self._raw(member.number)
        fields = _WHOLE_ENTRY.unpack_from(raw)
        at, date, time = _ENTRY.size, fields[8], fields[7]
        name_end = at + fields[12]
        info = zipfile.ZipInfo(_decoded(raw[at:name_end], fields[5]))
        info.date_time = (
            (date >> 9) + 1980,
            date >> 5 & 0xF,
            date & 0x1F,
            time >> 11,
            time >> 5 & 0x3F,
            (time & 0x1F) * 2,
        )
        info.create_version, info.create_system, info.extract_version, _, info.flag_bits = fields[1:6]
        info.compress_type, info.CRC = member.method, member.crc32
        info.compress_size, info.file_size = member.compressed_size, member.size
        info.header_offset = member.header_offset
        info.internal_attr, info.external_attr = fields[16:18]
        info.extra = raw[name_end : name_end + fields[13]]
        info.comment = raw[name_end + fields[13] : name_end + fields[13] + fields[14]]
        return info

    def _raw(self, index: int) -> bytes:
        """An entry as it lies in the directory, maybe with what follows."""
        place = self._places[index]
        left = self._end.directory_bytes - place
        raw = self._read_at(self._end.directory_at + place, min(left, 512))
        if len(raw) < _ENTRY.size:
            raise self._gone(index)
        name, extra, comment = struct.unpack_from("<28x3H", raw)
        length = _ENTRY.size + name + extra + comment
        return raw if length <= len(raw) else self._read_at(self._end.directory_at + place, min(left, length))

    def _entries(self) -> Iterator[bytes]:
        """Every entry, read piece by piece."""
        piece, begin = b"", 0
        for index, place in enumerate(self._places):
            at = place - begin
            if at + _LONGEST_ENTRY > len(piece) and begin + len(piece) < self._end.directory_bytes:
                begin, at = place, 0
                length = min(_PIECE_BYTES, self._end.directory_bytes - place)
                piece = self._read_at(self._end.directory_at + place, length)
            if len(piece) - at < _ENTRY.size:
                raise self._gone(index)
            name, extra, comment = struct.unpack_from("<28x3H", piece, at)
            yield piece[at : at + _ENTRY.size + name + extra + comment]

    def _gone(self, index: int) -> ArchiveProblem:
        name = self.names[index]
        return ArchiveProblem("corrupt-member", name, f"{name} is damaged: the file has become shorter meanwhile.")

    def _member(self, index: int, raw: bytes) -> Member:
        _, _, flags, method, crc, packed, size, name_length, extra_length, _, _, offset = _ENTRY.unpack_from(raw)
        name_end = _ENTRY.size + name_length
        stored = raw[_ENTRY.size : name_end]
        if extra_length:
            size, packed, offset = _with_extra(raw[name_end : name_end + extra_length], size, packed, offset)
        kind = self._kinds[index]
        name = stored.decode() if stored.isascii() else _true_name(stored, flags, raw[name_end:][:extra_length])[0]
        fields = (
            name,
            normalise(name),
            size,
            packed,
            crc,
            method,
            kind & _FOLDER != 0,
            kind & _ENCRYPTED != 0,
            offset + self._end.shift,
            kind & _LINK != 0,
            "utf-8" if not kind & (_UNMARKED | _OTHER) else "unmarked" if kind & _UNMARKED else "other",
            index,
        )
        return tuple.__new__(Member, fields)  # half the time of Member(…), and there may be hundreds of thousands

    def _parse(self) -> None:
        """Goes over the directory piece by piece."""
        start, whole = self._end.directory_at, self._end.directory_bytes
        data, begin, at = b"", 0, 0  # `data` is the directory from `begin` on, and `at` is in `data`
        try:
            while begin + at < whole:
                if len(data) - at < _LONGEST_ENTRY and begin + len(data) < whole:
                    begin, data = begin + at, data[at:]
                    at = 0
                    more = self._read_at(start + begin + len(data), min(_PIECE_BYTES, whole - begin - len(data)))
                    data += more
                    if not more:
                        raise _damaged()  # the file has shrunk since
                last = begin + len(data) >= whole
                at = self._parse_piece(data, at, begin, len(data) if last else len(data) - _LONGEST_ENTRY + 1)
        except ArchiveProblem:
            self._close_names()  # a name that cannot be read before the damage comes first
            raise
        self._close_names()

    def _parse_piece(self, data: bytes, at: int, begin: int, until: int) -> int:
        """Takes every entry that begins before `until`; returns where the next one does."""
        unpack, entry_size, shift = _ENTRY.unpack_from, _ENTRY.size, self._end.shift
        place, kinds, sizes, sums = self._places.append, self._kinds.append, self.sizes.append, self.checksums.append
        names, methods = self._names_open, self.methods
        end_before, in_order, method_before = self._end_before, self.in_order, -1
        whole = self._end.directory_bytes - begin
        while at < until and at < whole:
            if len(data) - at < entry_size:
                raise _damaged()
            mark, version, flags, method, crc, packed, size, name_length, extra_length, comment_length, mode, offset = (
                unpack(data, at)
            )
            if mark != b"PK\x01\x02":
                raise _damaged()
            name_end = at + entry_size + name_length
            name = data[at + entry_size : name_end]
            extra = data[name_end : name_end + extra_length]
            kind = _FOLDER if name.endswith(_SLASHES) or mode >> 28 == _FOLDER_TYPE else 0
            if mode >> 28 == _LINK_TYPE:
                kind |= _LINK
            if flags & _ENCRYPTED_FLAGS:
                kind |= _ENCRYPTED
            place(begin + at)
            kinds(kind)
            names.append((name, flags, extra))  # before what may be damage: of the two a bad name is told
            if version > _NEWEST_VERSION:
                raise _damaged()
            if extra:
                size, packed, offset = _with_extra(extra, size, packed, offset)
            sizes(size)
            sums(crc)
            offset += shift
            if offset < end_before:
                in_order = False
            end_before = offset + 30 + name_length + packed
            if method != method_before:
                methods.add(method)
                method_before = method
            if len(names) == BLOCK:
                self._close_names()
            at = name_end + extra_length + comment_length
        self._end_before, self.in_order = end_before, in_order
        return at

    def _close_names(self) -> None:
        """Decodes the names met since the last time."""
        names = self._names_open.copy()
        self._names_open.clear()  # first: one that cannot be read must not be met again
        joined = b"\n".join([name for name, _, _ in names])
        if len(names) == BLOCK and joined.isascii() and joined.count(b"\n") == BLOCK - 1:
            self.names.append_joined(joined.decode())
        else:
            for stored, flags, extra in names:
                self.names.append(self._read_name(stored, flags, extra))
        if len(self._places) > MOST_ENTRIES:
            raise too_many()

    def _read_name(self, stored: bytes, flags: int, extra: bytes) -> str:
        if stored.isascii():
            return stored.decode()
        name, encoding = _true_name(stored, flags, extra)
        index = len(self.names)
        if encoding != "utf-8":
            self._kinds[index] |= _UNMARKED if encoding == "unmarked" else _OTHER
        if name.endswith(("/", "\\")):
            self._kinds[index] |= _FOLDER
        return name

    def _files(self) -> tuple[PackedStrings, Sequence[int]]:
        plain = all(_is_plain(text) for text in self.names.texts())
        folders = {kind for kind in set(self._kinds) if kind & _FOLDER}
        if not folders and (plain or all(name == normalise(name) for name in self.names)):
            return self.names, range(len(self))
        paths, numbers = PackedStrings(), array("I")
        for number, name in enumerate(self.names):
            if self._kinds[number] not in folders:
                paths.append(name if plain else normalise(name))
                numbers.append(number)
        return paths, numbers if folders else range(len(self))


def too_many(declared: int = 0) -> ArchiveProblem:
    """The directory lists more than is read; `declared` is how many it says."""
    count = f" ({declared:,})" if declared > MOST_ENTRIES else ""
    return ArchiveProblem("bomb", "", f"Its directory lists more than {MOST_ENTRIES:,} files{count}.")


def _damaged() -> ArchiveProblem:
    return ArchiveProblem("unreadable", "", "Its directory is damaged.")


def _is_plain(text: str) -> bool:
    """Every name is a path as it stands, but for the end of a folder's."""
    return text.isascii() and not any(mark in text for mark in ("\\", "./", "//", ":", "\n/"))


def _with_extra(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Both sizes and the offset, taken from the field for large ZIPs where they are there. Source: APPNOTE 4.5.3."""
    at, end = 0, len(extra)
    while at + 4 <= end:
        kind, length = struct.unpack_from("<HH", extra, at)
        if at + 4 + length > end:
            raise _damaged()
        if kind == _ZIP64_FIELD:
            words = extra[at + 4 : at + 4 + length]
            try:
                if size in (_MOST_32, _MOST_64):
                    (size,), words = struct.unpack("<Q", words[:8]), words[8:]
                if packed == _MOST_32:
                    (packed,), words = struct.unpack("<Q", words[:8]), words[8:]
                if offset == _MOST_32:
                    (offset,) = struct.unpack("<Q", words[:8])
            except struct.error as error:
                raise _damaged() from error
        at += 4 + length
    return size, packed, offset


def _decoded(stored: bytes, flags: int) -> str:
    try:
        return stored.decode("utf-8" if flags & _UTF8_FLAG else "cp437")
    except UnicodeDecodeError as error:
        message = "A name in its directory is marked as UTF-8 and is not UTF-8."
        raise ArchiveProblem("name-encoding", "", message) from error


def _true_name(stored: bytes, flags: int, extra: bytes) -> tuple[str, str]:
    """A name beyond ASCII: marked as UTF-8, in the Unicode path field, unmarked UTF-8, or in some code page."""
    if flags & _UTF8_FLAG:
        return _decoded(stored, flags), "utf-8"
    unicode_name = _unicode_path(extra, zlib.crc32(stored))
    if unicode_name is not None:
        return unicode_name, "utf-8"
    try:
        return stored.decode("utf-8"), "unmarked"
    except UnicodeDecodeError:
        return _decoded(stored, flags), "other"


def _unicode_path(extra: bytes, name_crc: int) -> str | None:
    """The Info-ZIP Unicode path field, if it belongs to this name. Source: APPNOTE 4.6.9."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        data = extra[at + 4 : at + 4 + length]
        at += 4 + length
        right = kind == _UNICODE_PATH_FIELD and len(data) > 5 and data[0] == 1
        if right and struct.unpack_from("<L", data, 1)[0] == name_crc:
            try:
                return data[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
    return None
