"""A member of a ZIP as a file that can be read from anywhere, for a demuxer that jumps about."""

from __future__ import annotations

import os
import threading
from typing import BinaryIO, Protocol

from allure_desktop.preview.media.span import DEFLATED, STORED, Span
from allure_desktop.preview.random_access import Inflater


class SourceBroken(Exception):
    """The package cannot be read any more; what would be converted from it would be wrong."""


class Package:
    """An open package file, shared by everything that is read from it: it plays on when the file is moved."""

    def __init__(self, span: Span) -> None:
        """Raises SourceBroken when the file is gone, or is another than the span was taken from."""
        try:
            self._file: BinaryIO = open(span.path, "rb")  # noqa: SIM115, PTH123 - open as long as the preview
        except OSError as error:
            raise SourceBroken(f"the package cannot be opened ({error.strerror or error})") from error
        self._lock = threading.Lock()
        self._stamp = (span.file_bytes, span.mtime_ns)
        try:
            self.check()
        except SourceBroken:
            self.close()
            raise

    def check(self) -> None:
        """Raises SourceBroken when somebody wrote into the file."""
        status = os.fstat(self._file.fileno())
        if (status.st_size, status.st_mtime_ns) != self._stamp:
            raise SourceBroken("the package was changed while it was played")

    def read_at(self, offset: int, count: int) -> bytes:
        """Up to `count` bytes. Raises SourceBroken."""
        try:
            with self._lock:
                self._file.seek(offset)
                return self._file.read(count)
        except OSError as error:
            raise SourceBroken(f"the package cannot be read ({error.strerror or error})") from error

    def close(self) -> None:
        self._file.close()


class Reader(Protocol):
    """Bytes `start` to `end` (excluded) of the inflated member."""

    def __call__(self, start: int, end: int, /) -> bytes: ...


class MemberFile:
    """`read`, `seek` and `tell` over a member, as PyAV wants them. `broken` says why it could not be read to its end.

    Used by one thread at a time, as a file is.
    """

    def __init__(self, read: Reader, size: int) -> None:
        self.broken = ""
        self._read, self._size = read, size
        self._at = 0

    def read(self, count: int = -1) -> bytes:
        """Up to `count` bytes from where it stands; nothing at the end, and nothing once it is broken."""
        left = max(0, self._size - self._at)
        count = left if count < 0 else min(count, left)
        if not count or self.broken:
            return b""
        try:
            data = self._read(self._at, self._at + count)
        except Exception as error:  # nothing may pass through the demuxer, which would take it for an end of the film
            self.broken = str(error) or type(error).__name__
            return b""
        if not data:
            self.broken = "the package ends before the member does"
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at


def reader(package: Package, span: Span) -> Reader:
    """Reads a member of a package: where it lies, or inflated from the nearest snapshot. Raises SourceBroken."""
    if span.method == STORED:
        return lambda start, end: package.read_at(span.offset + start, end - start)
    if span.method != DEFLATED:
        raise SourceBroken(f"the member is compressed with method {span.method}")
    return Inflater(package.read_at, span.offset, span.compressed_size, span.size).read
