"""Keeps files by the SHA-256 of what is in them: the same content once, whole or not at all, checked when it is read."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from allure_desktop.errors import DiskFull, LocalFileError

PIECE_BYTES = 2**20
#: So much of the disk stays free, whatever the limit of the copies says.
SPARE_BYTES = 1_000_000_000
#: What a killed program left half-written.
_LEFTOVER_S = 86_400.0
#: Linux: both files share their blocks until one is written to (ioctl_ficlone(2)).
_FICLONE = 0x40049409
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = "package.zip"

#: Called with bytes done and bytes in all.
Progress = Callable[[int, int], None]


class Stopped(Exception):
    """The caller wanted no more of it."""


@dataclass(frozen=True, slots=True)
class CopyFile:
    """One content that is kept: bytes, and when it was used last (Unix seconds)."""

    sha256: str
    size_bytes: int
    used_at: float


def is_sha256(text: str) -> bool:
    """Whether this is a SHA-256 in lower-case hex: nothing else may become a path."""
    return _SHA256.fullmatch(text) is not None


class Store:
    """A folder of contents. Safe to call from any thread and from several programs at once.

    Every content has a folder of its own, so that it can be given its file's name without being copied again.
    The files are never links to the user's own: what is written into those would change the copy.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        #: what was read and found right in this run, as it was then: size, time of change, inode
        self._proven: dict[str, tuple[int, int, int]] = {}

    # what is there

    def place(self, sha256: str) -> Path:
        """Where a content lies, or would lie."""
        return self._folder / sha256[:2] / sha256 / _NAME

    def holds(self, sha256: str) -> bool:
        """Whether it is there; it is read only by `verified`."""
        return is_sha256(sha256) and self.place(sha256).is_file()

    def files(self) -> list[CopyFile]:
        """All of it, the least recently used first."""
        found = []
        for path in self._folder.glob(f"[0-9a-f][0-9a-f]/*/{_NAME}"):
            with contextlib.suppress(OSError):  # it went meanwhile
                told = path.stat()
                found.append(CopyFile(path.parent.name, told.st_size, told.st_mtime))
        return sorted(found, key=lambda file: (file.used_at, file.sha256))

    def verified(
        self, sha256: str, progress: Progress | None = None, stopped: Callable[[], bool] = bool
    ) -> Path | None:
        """The file, once it was read in this run and found to be this content; None where there is none (any more).

        A damaged one is removed. Raises Stopped, LocalFileError.
        """
        if not self.holds(sha256):
            return None
        path = self.place(sha256)
        try:
            proven = self._proven.get(sha256) == _identity(path)
            if not proven and _sha256_of(path, progress, stopped) != sha256:
                self.remove(sha256)
                return None
            self._used(path, sha256)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unreadable(path, error) from error
        return path

    def named(self, sha256: str, name: str) -> Path:
        """The same content under a file's own name, for those who are told the name; else as it lies."""
        path = self.place(sha256)
        plain = "".join(sign for sign in name if sign >= " " and sign not in '/\\:*?"<>|').strip(". ")[:120]
        if not plain or plain == _NAME:
            return path
        link = path.with_name(plain)
        try:
            if link.exists():
                if link.samefile(path):
                    return link
                link.unlink()
            os.link(path, link)
        except OSError:  # a file system without links
            return path
        return link

    # adding and removing

    def take(
        self,
        source: Path,
        sha256: str = "",
        *,
        progress: Progress | None = None,
        stopped: Callable[[], bool] = bool,
    ) -> str:
        """Copies a file into the store; returns its SHA-256. The source is only read.

        With `sha256` only this content is taken, anything else raises LocalFileError (file.changed). Raises Stopped,
        DiskFull, LocalFileError.
        """
        if sha256 and self.holds(sha256):
            self._used(self.place(sha256), sha256)
            return sha256
        try:
            size = source.stat().st_size
            self._incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
            if shutil.disk_usage(self._incoming).free < size + SPARE_BYTES:
                raise _full(self._folder)
            part = self._incoming / f"{uuid.uuid4().hex}.part"
            try:
                found = _copied(source, part, progress, stopped)
                if sha256 and found != sha256:
                    raise _changed(source)
                self._settle(part, found)
            finally:
                part.unlink(missing_ok=True)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise _full(self._folder) from error
            raise _unreadable(source, error) from error
        return found

    def write_out(
        self,
        source: Path,
        target: Path,
        sha256: str = "",
        *,
        progress: Progress | None = None,
        stopped: Callable[[], bool] = bool,
    ) -> int:
        """Writes a file, kept here or the user's own, to another place: whole or not at all; returns its bytes.

        With `sha256` only this content. What stood at `target` is replaced at the very end. Raises Stopped, DiskFull,
        LocalFileError (file.changed where it is another content by now).
        """
        if target.is_dir() or not target.parent.is_dir():
            raise _unwritable(target, "It is a folder." if target.is_dir() else "Its folder does not exist.")
        part = target.with_name(f".{target.name[:80]}.{uuid.uuid4().hex[:8]}.part")
        try:
            found = _copied(source, part, progress, stopped)
            if sha256 and found != sha256:
                raise _changed(source)
            size = part.stat().st_size
            part.replace(target)
            _sync_folder(target.parent)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise DiskFull(
                    f"The disk is full: {target} could not be written.",
                    remedy="Free some space or choose another place.",
                    subject=str(target),
                ) from error
            raise _unwritable(target, f"{error.strerror or error}.") from error
        finally:
            part.unlink(missing_ok=True)
        return size

    def adopt(self, part: Path, sha256: str) -> Path:
        """Makes a file of ours, which was found to be this content, a copy; it is gone from where it was.

        Raises DiskFull, LocalFileError.
        """
        try:
            self._settle(part, sha256)
            part.unlink(missing_ok=True)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise _full(self._folder) from error
            raise _unreadable(part, error) from error
        return self.place(sha256)

    def _settle(self, part: Path, sha256: str) -> None:
        target = self.place(sha256)
        for attempt in range(3):
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                part.chmod(0o400)
                os.utime(part)
                part.replace(target)
                break
            except FileNotFoundError:  # another program removed the empty folder just now
                if attempt == 2 or not part.exists():
                    raise
        _sync_folder(target.parent)
        self._proven[sha256] = _identity(target)

    def remove(self, sha256: str) -> int:
        """Removes a content under all its names; returns how many bytes became free. Never raises."""
        path = self.place(sha256)
        self._proven.pop(sha256, None)
        freed = 0
        with contextlib.suppress(OSError):
            freed = path.stat().st_size
            for file in (path, *path.parent.iterdir()):  # the content first: without it the rest is nothing
                if os.name == "nt":
                    file.chmod(0o600)
                file.unlink(missing_ok=True)
            path.parent.rmdir()
        return 0 if path.exists() else freed

    def sweep(self) -> None:
        """Removes what a killed program left half-written. Never raises."""
        with contextlib.suppress(OSError):
            for part in self._incoming.glob("*.part"):
                if time.time() - part.stat().st_mtime > _LEFTOVER_S:
                    part.unlink(missing_ok=True)

    def _used(self, path: Path, sha256: str) -> None:
        with contextlib.suppress(OSError):
            os.utime(path)
            self._proven[sha256] = _identity(path)


def _copied(source: Path, part: Path, progress: Progress | None, stopped: Callable[[], bool]) -> str:
    """Writes `part` as `source` is, durably; its SHA-256. Shares the blocks where the file system can."""
    with source.open("rb") as old, part.open("xb") as new:
        if _cloned(old.fileno(), new.fileno()):
            os.fsync(new.fileno())
            return _sha256_of(part, progress, stopped)
        digest = hashlib.sha256()
        total, done = os.fstat(old.fileno()).st_size, 0
        for piece in _pieces(old.read, stopped):
            digest.update(piece)
            new.write(piece)
            done += len(piece)
            if progress is not None:
                progress(done, total)
        new.flush()
        os.fsync(new.fileno())
    return digest.hexdigest()


def _cloned(old: int, new: int) -> bool:
    try:
        import fcntl

        fcntl.ioctl(new, _FICLONE, old)
    except (ImportError, OSError):
        return False
    return True


def _sha256_of(path: Path, progress: Progress | None, stopped: Callable[[], bool]) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        total, done = os.fstat(file.fileno()).st_size, 0
        for piece in _pieces(file.read, stopped):
            digest.update(piece)
            done += len(piece)
            if progress is not None:
                progress(done, total)
    return digest.hexdigest()


def _pieces(read: Callable[[int], bytes], stopped: Callable[[], bool]) -> Iterator[bytes]:
    while piece := read(PIECE_BYTES):
        if stopped():
            raise Stopped
        yield piece


def _identity(path: Path) -> tuple[int, int, int]:
    told = path.stat()
    return told.st_size, told.st_mtime_ns, told.st_ino


def _sync_folder(folder: Path) -> None:
    """A rename is durable once its folder is; Windows knows no such call."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _full(folder: Path) -> DiskFull:
    return DiskFull(
        "This computer's disk is nearly full: no copy is kept.",
        remedy="Free some space, or let fewer copies be kept.",
        subject=str(folder),
    )


def _changed(source: Path) -> LocalFileError:
    return LocalFileError(
        f"{source.name} is not the file any more that was uploaded.",
        cause="It was changed since.",
        remedy="The version can only be had from the server, or from a colleague's copy.",
        subject=str(source),
        code="file.changed",
    )


def _unwritable(target: Path, cause: str) -> LocalFileError:
    return LocalFileError(
        f"{target} cannot be written.",
        cause=cause,
        remedy="Choose another place for the file.",
        subject=str(target),
        code="file.unwritable",
    )


def _unreadable(path: Path, error: OSError) -> LocalFileError:
    return LocalFileError(
        f"{path.name} cannot be read or kept.",
        cause=f"{error.strerror or error}.",
        remedy="Check the file, its disk and its permissions.",
        subject=str(path),
        code="file.missing" if isinstance(error, FileNotFoundError) else "file.unreadable",
    )
