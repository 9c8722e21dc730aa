"""The local ZIP: who it is, slices of it with their MD5, and the proof that it did not change meanwhile."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from allure_desktop.errors import LocalFileError
from allure_desktop.plain_text import one_line

#: Measured: the piece that costs httpx least; larger ones are copied quadratically, smaller ones cost calls.
PIECE_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one content of a path from another: bytes, nanoseconds, inode."""

    size_bytes: int
    mtime_ns: int
    inode: int


class Facts(Protocol):
    """What `os.stat_result` tells of a file that is used here."""

    @property
    def st_mode(self) -> int: ...
    @property
    def st_ino(self) -> int: ...
    @property
    def st_dev(self) -> int: ...
    @property
    def st_size(self) -> int: ...
    @property
    def st_mtime_ns(self) -> int: ...


class Disk:
    """The disk of this computer; every method raises OSError."""

    _seek_lock = threading.Lock()

    def stat(self, path: str) -> Facts:
        return Path(path).stat()

    def open(self, path: str) -> int:
        return os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))

    def fstat(self, descriptor: int) -> Facts:
        return os.fstat(descriptor)

    def read(self, descriptor: int, offset: int, length: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(descriptor, length, offset)
        with self._seek_lock:  # Windows has no read at a place
            os.lseek(descriptor, offset, os.SEEK_SET)
            return os.read(descriptor, length)

    def close(self, descriptor: int) -> None:
        os.close(descriptor)


DISK = Disk()


class SourceFile:
    """An open file, read by several threads at once."""

    def __init__(self, path: str, disk: Disk = DISK) -> None:
        """Raises LocalFileError (file.missing, file.directory, file.unreadable)."""
        self.path = path
        self._disk = disk
        try:
            kind = disk.stat(path).st_mode
            if stat.S_ISDIR(kind):
                raise _trouble(path, IsADirectoryError(errno.EISDIR, "is a directory"))
            if not stat.S_ISREG(kind):
                # a pipe would be waited for without end
                raise _trouble(path, OSError(errno.EINVAL, "It is a device or a pipe, not a file"))
            self._descriptor = disk.open(path)
        except OSError as error:
            raise _trouble(path, error) from error

    def __enter__(self) -> SourceFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            self._disk.close(descriptor)

    def identity(self) -> Identity:
        """Who the open file is now, and that its path still leads to it.

        Raises LocalFileError (file.missing when the disk is gone, file.changed when the path leads elsewhere).
        """
        try:
            here, there = self._disk.fstat(self._descriptor), self._disk.stat(self.path)
        except OSError as error:
            raise _trouble(self.path, error) from error
        if os.name == "posix" and (here.st_ino, here.st_dev) != (there.st_ino, there.st_dev):
            raise changed(self.path)
        return Identity(here.st_size, here.st_mtime_ns, here.st_ino)

    def expect(self, identity: Identity) -> None:
        """Raises LocalFileError (file.changed, file.missing) when the file is no longer `identity`."""
        if self.identity() != identity:
            raise changed(self.path)

    def pieces(
        self,
        offset: int,
        length: int,
        digest: hashlib._Hash | None = None,
        piece_bytes: Callable[[], int] = lambda: PIECE_BYTES,
    ) -> Iterator[bytes]:
        """The bytes of one slice in pieces, each taken into `digest` (where there is one) as it goes out.

        Raises LocalFileError (file.changed when the file is shorter, file.unreadable).
        """
        end = offset + length
        while offset < end:
            try:
                piece = self._disk.read(self._descriptor, offset, min(piece_bytes(), end - offset))
            except OSError as error:
                raise _trouble(self.path, error) from error
            if not piece:
                raise changed(self.path)
            if digest is not None:
                digest.update(piece)
            offset += len(piece)
            yield piece


def sha256_of(path: str, stopped: Callable[[], bool] = lambda: False, disk: Disk = DISK) -> str:
    """The SHA-256 of a whole file in hex, '' when stopped. Raises LocalFileError."""
    digest = hashlib.sha256()
    with SourceFile(path, disk) as file:
        for _ in file.pieces(0, file.identity().size_bytes, digest):
            if stopped():
                return ""
    return digest.hexdigest()


def absolute(path: str | os.PathLike[str]) -> str:
    """The whole path as the journal keeps it. Raises LocalFileError (file.name) for bytes that are no UTF-8.

    The server is told the name as text, so such a file could not be uploaded under it anyway.
    """
    whole = str(Path(path).absolute())
    try:
        whole.encode()
    except UnicodeEncodeError:
        raise LocalFileError(
            f"The name of {one_line(Path(path).name)} cannot be used.",
            cause=f"The path {one_line(whole)} holds bytes that are no text.",
            remedy="Rename it, then add it again.",
            subject=one_line(whole),
            code="file.name",
        ) from None
    return whole


def changed(path: str) -> LocalFileError:
    """The error of a file whose content is no longer the one whose upload began."""
    return LocalFileError(
        f"{Path(path).name} changed on disk.",
        cause="The parts already uploaded no longer match it.",
        remedy="Start again with the new file.",
        subject=path,
        code="file.changed",
    )


def _trouble(path: str, error: OSError) -> LocalFileError:
    name = Path(path).name
    if isinstance(error, FileNotFoundError | NotADirectoryError) or error.errno in (errno.ENODEV, errno.ESTALE):
        return LocalFileError(
            f"{name} is not there any more.",
            cause=f"It was in {Path(path).parent} and has been moved, renamed or deleted, or its disk is not plugged in.",
            remedy="Put it back or plug the disk in, or say where it is now.",
            subject=path,
            code="file.missing",
        )
    if isinstance(error, IsADirectoryError):
        return LocalFileError(
            f"{name} is a folder.",
            cause="AllureConnect takes ZIP files.",
            remedy="Pack the folder as a ZIP with imsmanifest.xml at its top, and upload that.",
            subject=path,
            code="file.directory",
        )
    return LocalFileError(
        f"{name} cannot be read.",
        cause=f"{error.strerror or error}.",
        remedy="Check the file's permissions and its disk.",
        subject=path,
        code="file.unreadable",
    )
