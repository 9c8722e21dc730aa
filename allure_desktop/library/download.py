"""Brings a version's ZIP from the server to a file, whole or not at all; goes on where it was broken off."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from allure_desktop.api.download import Opened
from allure_desktop.errors import AllureError, DiskFull, LocalFileError, NotTheApi, RateLimited, Refusal, ServerError

if TYPE_CHECKING:
    from allure_desktop.api.client import ApiClient

#: Called with bytes received and bytes in all (None where the server does not say).
ReceivedBytes = Callable[[int, int | None], None]

#: Tries without a single new byte, each after twice the wait of the one before.
_TRIES_WITHOUT_PROGRESS = 6
_FIRST_WAIT_S = 0.5
_LIMITED_WAIT_S = 30.0
_PIECE_BYTES = 2**20


class DownloadStopped(AllureError):
    """The user stopped it; what has arrived waits for the next time."""

    code = "download.stopped"
    exit_code = 130


@dataclass(frozen=True, slots=True)
class Expected:
    """What the file must be, where it is known: bytes, SHA-256 in hex ('' where not known)."""

    size_bytes: int | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Downloaded:
    """What arrived; `resumed_bytes` were there from before."""

    size_bytes: int
    sha256: str
    resumed_bytes: int


@dataclass(frozen=True, slots=True)
class _Begun:
    """What a part file is the beginning of."""

    package_id: str
    revision: int | None
    validator: str
    host: str


def download(
    client: ApiClient,
    package_id: str,
    target: Path,
    *,
    revision: int | None = None,
    expected: Expected | None = None,
    progress: ReceivedBytes | None = None,
    stopped: threading.Event | None = None,
) -> Downloaded:
    """Writes the ZIP of a version (the current one by default) to `target`.

    What stood at `target` is replaced only when everything has arrived and is what was expected. Until then it lies
    beside it in a hidden `.part` file, which a later call goes on with. A lost connection and a rate limit are waited
    for. Raises DownloadStopped, NotOffered, ServerError, DiskFull, LocalFileError (file.missing for the folder,
    file.unwritable, file.directory; file.changed where what came is not what was expected).
    """
    if target.is_dir():
        raise _unwritable(target, "It is a folder.", "file.directory")
    if not target.parent.is_dir():
        raise _unwritable(target, f"The folder {target.parent} does not exist.", "file.missing")
    try:
        with _part(target) as part:
            work = _Work(client, part, _Begun(package_id, revision, "", client.host), progress, stopped)
            done = work.run()
            _check(target, done, expected or Expected(), part)
            part.replace(target)
            _note(part).unlink(missing_ok=True)
            return done
    except OSError as error:
        raise _told(target, error) from error
    except LocalFileError as error:
        cause = error.__cause__
        if error.code == "file.unwritable" and isinstance(cause, OSError):
            raise _told(target, cause) from error
        raise


class _Work:
    def __init__(
        self,
        client: ApiClient,
        part: Path,
        begun: _Begun,
        progress: ReceivedBytes | None,
        stopped: threading.Event | None,
    ) -> None:
        self._client, self._part, self._begun = client, part, begun
        self._progress = progress
        self._stopped = stopped or threading.Event()
        self._digest = hashlib.sha256()
        self._resumed = 0

    def run(self) -> Downloaded:
        """Until all of it is there."""
        validator = self._known_validator()
        with self._part.open("r+b" if self._part.exists() else "x+b") as file:
            have = self._resumed = self._begin(file, validator)
            tries = 0
            while True:
                before = have
                try:
                    self._ask(file, have, validator)
                    file.flush()
                    os.fsync(file.fileno())
                    return Downloaded(file.tell(), self._digest.hexdigest(), self._resumed)
                except RateLimited as error:
                    wait_s = error.wait_s if error.wait_s is not None else _LIMITED_WAIT_S
                except ServerError as error:
                    # the beginning is longer than the file, or cannot be gone on with: once more from the start
                    if have and isinstance(error, Refusal | NotTheApi) and not error.worth_repeating:
                        if not isinstance(error, NotTheApi) and error.status != 416:
                            raise
                        have = self._restart(file)
                        continue
                    file.flush()
                    validator = self._begun.validator
                    have = file.tell() if validator else self._restart(file)
                    tries = 0 if have > before else tries + 1
                    if not error.worth_repeating or error.code == "server.stopped" or tries >= _TRIES_WITHOUT_PROGRESS:
                        raise
                    wait_s = 0.0 if tries == 0 else _FIRST_WAIT_S * 2 ** (tries - 1)
                if self._stopped.wait(wait_s):
                    raise self._stop()

    def _ask(self, file: BinaryIO, have: int, validator: str) -> None:
        def opened(told: Opened) -> None:
            if told.start_bytes != have:
                self._restart(file)
            self._begun = replace(self._begun, validator=told.validator)
            if told.validator:
                _note(self._part).write_text(json.dumps(asdict(self._begun)), "utf-8")

        def progress(done_bytes: int, total_bytes: int | None) -> None:
            if self._progress is not None:
                self._progress(done_bytes, total_bytes)
            if self._stopped.is_set():
                file.flush()
                raise self._stop()

        target: Any = _Hashing(file, self)
        self._client.download(
            self._begun.package_id,
            target,
            revision=self._begun.revision,
            progress=progress,
            start_bytes=have,
            validator=validator,
            opened=opened,
        )

    def write(self, file: BinaryIO, piece: bytes) -> int:
        self._digest.update(piece)
        return file.write(piece)

    def _begin(self, file: BinaryIO, validator: str) -> int:
        if not validator:
            return self._restart(file)
        file.seek(0)
        while piece := file.read(_PIECE_BYTES):
            self._digest.update(piece)
            if self._stopped.is_set():
                raise self._stop()
        return file.tell()

    def _restart(self, file: BinaryIO) -> int:
        file.seek(0)
        file.truncate()
        self._digest = hashlib.sha256()
        self._resumed = 0
        return 0

    def _known_validator(self) -> str:
        """Of the part that is there, if it is the beginning of this very version; '' where there is none."""
        try:
            kept = _Begun(**json.loads(_note(self._part).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return ""
        self._begun = replace(self._begun, validator=kept.validator)
        return kept.validator if kept == self._begun and self._part.exists() else ""

    def _stop(self) -> DownloadStopped:
        return DownloadStopped("The download was stopped.", remedy="Start it again to go on: what has arrived is kept.")


class _Hashing:
    """A file that takes everything into the hash that is written to it."""

    def __init__(self, file: BinaryIO, work: _Work) -> None:
        self._file, self._work = file, work

    def write(self, piece: bytes) -> int:
        return self._work.write(self._file, piece)


@contextlib.contextmanager
def _part(target: Path) -> Iterator[Path]:
    """The file beside it that grows, for this caller alone."""
    part = target.with_name(f".{target.name[:120]}.part")
    lock = part.with_name(f"{part.name}.lock")
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _locked(descriptor):
            raise _unwritable(target, "It is being downloaded to there already.", "file.unwritable")
        try:
            yield part
        finally:
            with contextlib.suppress(OSError):
                if not part.exists() or not part.stat().st_size or not _note(part).exists():
                    # nothing that could be gone on with
                    part.unlink(missing_ok=True)
                    _note(part).unlink(missing_ok=True)
                lock.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def _locked(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows refuses a second writer of the part by itself
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _note(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _check(target: Path, done: Downloaded, expected: Expected, part: Path) -> None:
    size = expected.size_bytes is not None and expected.size_bytes != done.size_bytes
    content = bool(expected.sha256) and expected.sha256.casefold() != done.sha256
    if not (size or content):
        return
    for file in (part, _note(part)):
        file.unlink(missing_ok=True)
    raise LocalFileError(
        f"What arrived is not the version that {target.name} was to become.",
        cause=f"It has {done.size_bytes:,} bytes, the server tells {expected.size_bytes:,}."
        if size
        else "Its SHA-256 is another one than the server tells.",
        remedy="It was thrown away. Download it again; if that does not help, a proxy in between changes files.",
        subject=str(target),
        code="file.changed",
    )


def _told(target: Path, error: OSError) -> AllureError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(
            f"The disk is full: {target} could not be written.",
            remedy="Free some space and download again: what has arrived is kept.",
            subject=str(target),
        )
    return _unwritable(target, f"{error.strerror or error}.", "file.unwritable")


def _unwritable(target: Path, cause: str, code: str) -> LocalFileError:
    return LocalFileError(
        f"{target} cannot be written.",
        cause=cause,
        remedy="Choose another place for the file.",
        subject=str(target),
        code=code,
    )
