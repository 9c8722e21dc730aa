"""The package a preview plays: one open ZIP, its content key, quick reads, and an eye on the file itself."""

from __future__ import annotations

import hashlib
import os
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from allure_desktop.errors import AllureError, LocalFileError
from allure_desktop.preview.content import is_plain_path, pieces
from allure_desktop.preview.course import describe_course
from allure_desktop.preview.media.span import Span
from allure_desktop.preview.random_access import Inflater
from allure_desktop.preview.rendition import CONVERTED
from allure_desktop.scorm.archive import Archive, ArchiveProblem, Member
from allure_desktop.scorm.manifest import MANIFEST_NAME
from allure_desktop.scorm.manifest_reader import ManifestProblem

#: Deflated members up to this size are inflated once and kept.
KEPT_WHOLE_BYTES = 2 * 1024 * 1024
CACHE_BYTES = 64 * 1024 * 1024
#: Snapshots of all large members together; each takes some 40 kB.
_MOST_SNAPSHOTS = 1024
_DEFLATED = 8
_LOOK_AGAIN_S = 1.0
_PIECE_BYTES = 256 * 1024


class CourseUnplayable(LocalFileError):
    """The file can be read, but there is no course in it that could be played. Code: preview.unplayable."""

    code = "preview.unplayable"


class Source:
    """One open package. It stays open while it plays, so that a file that is moved or deleted plays on (not on
    Windows, where an open file cannot be deleted). Safe for several threads."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Raises LocalFileError, CourseUnplayable."""
        self.path = Path(path).absolute()
        try:
            self.archive = Archive.open(self.path)
        except ArchiveProblem as problem:
            raise unplayable(self.path, problem) from problem
        try:
            self.course: dict[str, Any] = describe_course(self.archive)
        except (ArchiveProblem, ManifestProblem, KeyError) as problem:
            self.archive.close()
            raise unplayable(self.path, problem) from problem
        self.key = content_key(self.archive)
        self._stamp = self._stamp_now()
        self._lock = threading.Lock()
        self._whole: OrderedDict[int, bytes] = OrderedDict()
        self._whole_bytes = 0
        self._inflaters: OrderedDict[int, Inflater] = OrderedDict()
        self._looked_at = 0.0
        self._state = "same"

    def close(self) -> None:
        """Closes the file; later reads fail."""
        self.archive.close()

    def find(self, path: str) -> Member | None:
        """The member at a path as a browser asks for it, decoded."""
        return self.archive.find(unicodedata.normalize("NFC", path)) if is_plain_path(path) else None

    @property
    def has_films(self) -> bool:
        """Whether a member may have to be converted for the embedded view."""
        return any(f".{ending}\n" in some for some in self.archive.lowered_paths() for ending in CONVERTED)

    def span(self, member: Member) -> Span:
        """Where a member lies, for another process to read it. Raises ArchiveProblem."""
        offset, length = self.archive.raw_span(member)
        _device, _inode, size, mtime_ns = self._stamp
        return Span(str(self.path), size, mtime_ns, offset, length, member.size, member.method)

    def near(self, path: str) -> str | None:
        """The path of a member that differs in upper and lower case only."""
        if not is_plain_path(path):
            return None
        member = self.archive.find_caseless(unicodedata.normalize("NFC", path))
        return None if member is None else member.path

    def state(self, *, at_once: bool = False) -> str:
        """How the file stands: `same`, `moved` (gone or another at its place; plays on), `changed` (must not be read).

        Looks at the disk once a second at most, unless `at_once`.
        """
        now = time.monotonic()
        with self._lock:
            if self._state != "changed" and (at_once or now - self._looked_at >= _LOOK_AGAIN_S):
                self._looked_at = now
                self._state = self._look()
            return self._state

    def _stamp_now(self) -> tuple[int, int, int, int]:
        told = os.fstat(self.archive.fileno())
        return told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns

    def _look(self) -> str:
        stamp = self._stamp_now()
        if stamp != self._stamp:
            if not self._is_same_content():
                return "changed"
            self._stamp = stamp  # only its date is new
        try:
            told = self.path.stat()
        except OSError:
            return "moved"
        return "same" if (told.st_dev, told.st_ino) == stamp[:2] else "moved"

    def _is_same_content(self) -> bool:
        try:
            with Archive.open(self.path) as again:
                told = os.fstat(again.fileno())
                return (told.st_dev, told.st_ino) == self._stamp[:2] and content_key(again) == self.key
        except (ArchiveProblem, AllureError, KeyError):
            return False

    def read(self, member: Member, start: int, end: int) -> Iterator[bytes]:
        """Bytes `start` to `end` (excluded) of the inflated member; the whole is compared with its checksum.

        Raises ArchiveProblem, LocalFileError.
        """
        if member.method != _DEFLATED or member.encrypted:
            yield from pieces(self.archive, member, start, end)
        elif member.size <= KEPT_WHOLE_BYTES:
            yield memoryview(self._kept(member))[start:end]  # type: ignore[misc]
        elif (start, end) == (0, member.size):
            yield from self.archive.stream(member)
        else:
            inflater = self._inflater(member)
            while start < end:
                piece = inflater.read(start, min(end, start + _PIECE_BYTES))
                start += len(piece)
                yield piece

    def _kept(self, member: Member) -> bytes:
        place = member.header_offset
        with self._lock:
            data = self._whole.get(place)
            if data is not None:
                self._whole.move_to_end(place)
                return data
        data = b"".join(self.archive.stream(member))
        with self._lock:
            if place not in self._whole:
                self._whole[place] = data
                self._whole_bytes += len(data)
            while self._whole_bytes > CACHE_BYTES:
                self._whole_bytes -= len(self._whole.popitem(last=False)[1])
        return data

    def _inflater(self, member: Member) -> Inflater:
        with self._lock:
            inflater = self._inflaters.pop(member.header_offset, None)
            if inflater is None:
                inflater = Inflater.of(self.archive, member)
            self._inflaters[member.header_offset] = inflater
            while len(self._inflaters) > 1 and sum(one.snapshots for one in self._inflaters.values()) > _MOST_SNAPSHOTS:
                self._inflaters.popitem(last=False)
        return inflater


def content_key(archive: Archive) -> str:
    """Stands for what is in a package, wherever the file lies: SHA-256 of its manifest and of the directory's
    paths, sizes and CRC-32. Raises KeyError without a manifest, ArchiveProblem."""
    told = hashlib.sha256(archive.read(MANIFEST_NAME))
    for member in sorted(archive.members, key=lambda one: one.path):
        if not member.is_dir:
            told.update(f"\n{member.path}\0{member.size} {member.crc32:08x}".encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def unplayable(path: Path, problem: ArchiveProblem | ManifestProblem | KeyError) -> CourseUnplayable:
    """Why a file cannot be played, in words."""
    cause = "It has no imsmanifest.xml." if isinstance(problem, KeyError) else problem.message
    return CourseUnplayable(
        f"{path.name} cannot be played.",
        cause=cause,
        remedy=f"Check it to see every problem: allure-desktop validate {path.name}",
        subject=str(path),
    )
