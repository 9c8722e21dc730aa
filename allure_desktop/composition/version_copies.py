"""Joins uploads, library and kept copies: a version that went live leaves its file here, and is found again."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from allure_desktop.errors import AllureError, DataDirError
from allure_desktop.events import Events, PackageChanged

if TYPE_CHECKING:  # loaded when first asked for
    from allure_desktop.api.answers import VersionRecord
    from allure_desktop.connections.connection import Connection
    from allure_desktop.copies.kept_copies import KeptCopies
    from allure_desktop.library.download import Downloaded
    from allure_desktop.library.version_files import VersionFile, VersionFiles
    from allure_desktop.uploads.rows import LiveVersion

log = logging.getLogger(__name__)

#: Where a version's file is: a kept copy, the file that was uploaded, the team's folder, or nowhere that is known.
Where = Literal["copy", "path", "shared", ""]
#: How much a thread that copies gives way to others (nice(2)).
_NICE = 15


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a version's file is, and under which name it was uploaded; `sha256` is '' where it is not known."""

    where: Where
    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """A version's file on this computer, found to be what was uploaded."""

    path: Path
    where: Where
    sha256: str


class VersionCopies:
    """Safe to call from any thread. Copies are made on a thread of its own that gives way to everything else."""

    def __init__(
        self,
        copies: Callable[[], KeptCopies],
        files: VersionFiles,
        events: Events,
        connection: Callable[[str], Connection],
        records: Callable[[str, str], list[VersionRecord]],
        download: Callable[..., Downloaded],
    ) -> None:
        """`copies()` is asked for when it is first needed; `records(connection_id, package_id)` is the kept history.

        `download` is `Library.download`.
        """
        self._copies = copies
        self._files = files
        self._events = events
        self._connection = connection
        self._records = records
        self._download = download
        self._work: queue.SimpleQueue[LiveVersion | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._ended = threading.Event()

    # filling

    def went_live(self, version: LiveVersion) -> None:
        """An upload has become a version: its file is noted at once, and copied in the background. Never raises."""
        from allure_desktop.library.inventories import VersionKey
        from allure_desktop.library.version_files import VersionFile

        key = VersionKey(version.base_url, version.tenant_id, version.package_id, version.revision)
        try:
            name = Path(version.path).name
            self._files.keep(key, VersionFile(version.sha256, version.path, name, version.identity))
            self._files.want_copy(key, True)
        except AllureError as error:
            log.warning("The file of %s is not noted: %s", key, error)
            return
        self._enqueue(version)

    def catch_up(self) -> None:
        """Makes the copies that an end of the program left unmade. For the start of the one window. Raises DataDirError."""
        from allure_desktop.uploads.rows import LiveVersion

        for key, file in self._files.wanting_copies():
            self._enqueue(LiveVersion(0, *key, None, "", file.path, file.sha256, file.identity))

    def _enqueue(self, version: LiveVersion) -> None:
        with self._lock:
            if self._ended.is_set():
                return
            if self._thread is None:
                self._thread = threading.Thread(target=self._copy_all, name="kept-copies", daemon=True)
                self._thread.start()
        self._work.put(version)

    def _copy_all(self) -> None:
        from allure_desktop.copies.store import Stopped
        from allure_desktop.library.inventories import VersionKey

        if sys.platform == "linux":
            with contextlib.suppress(OSError):  # a container may forbid it
                os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
        self._copies().sweep()
        while (version := self._work.get()) is not None and not self._ended.is_set():
            try:
                self._copy(version)
            except Stopped:
                return  # it stays wanted
            except Exception as error:
                log.warning("No copy of version %d of %s: %s", version.revision, version.package_id, error)
            try:
                self._files.want_copy(
                    VersionKey(version.base_url, version.tenant_id, version.package_id, version.revision), False
                )
            except Exception as error:  # at the end of the program its data file is closed: then it is tried once more
                log.info("It stays noted that a copy of %s is wanted: %s", version.package_id, error)

    def _copy(self, version: LiveVersion) -> None:
        from allure_desktop.library.inventories import VersionKey
        from allure_desktop.library.version_files import VersionFile

        copies, source = self._copies(), Path(version.path)
        if not version.sha256 and _identity(source) != version.identity:
            return  # it was never read whole, and is another file now
        sha256 = copies.keep(source, version.sha256, self._ended.is_set)
        if not sha256:
            return
        if not version.sha256:
            if _identity(source) != version.identity:
                return
            key = VersionKey(version.base_url, version.tenant_id, version.package_id, version.revision)
            self._files.keep(key, VersionFile(sha256, version.path, source.name, version.identity))
        self._events.announce(PackageChanged(version.connection_id, version.package_id))
        copies.share(sha256)

    # finding

    def of_package(
        self, connection_id: str, package_id: str, told: Mapping[int, str] | None = None, *, look_afar: bool = True
    ) -> dict[int, Copy]:
        """Where the file of each version is, by revision; looks at names and sizes only, so it may prove wrong later.

        `told` are SHA-256s that colleagues told; with `look_afar` it is looked where files were uploaded from and in the
        team's folder too, which may take seconds. Raises NoConnection, DataDirError.
        """
        contents = self._contents(connection_id, package_id, told or {})
        here, shared = self._copies().known((file.sha256 for file in contents.values()), look_afar=look_afar)
        return {
            revision: Copy(_where(file, here, shared, look_afar=look_afar), file.sha256, file.name)
            for revision, file in contents.items()
        }

    def find(
        self,
        connection_id: str,
        package_id: str,
        revision: int,
        *,
        told: Mapping[int, str] | None = None,
        progress: Callable[[int, int], None] | None = None,
        stopped: Callable[[], bool] = bool,
    ) -> Found | None:
        """The file of a version, read and found to be the right one; None where there is none on this computer.

        Raises copies.store.Stopped, NoConnection, DiskFull, LocalFileError, DataDirError.
        """
        file = self._contents(connection_id, package_id, told or {}).get(revision)
        if file is None:
            return None
        copies = self._copies()
        if file.sha256:
            kept = copies.store.holds(file.sha256)
            path = copies.get(file.sha256, progress, stopped)
            if path is not None:
                named = copies.store.named(file.sha256, file.name)
                return Found(named, "copy" if kept else "shared", file.sha256)
        path = Path(file.path)
        if file.path and file.identity is not None and _identity(path) == file.identity:
            return Found(path, "path", file.sha256)
        return None

    def obtain(
        self,
        connection_id: str,
        package_id: str,
        revision: int,
        *,
        told: Mapping[int, str] | None = None,
        progress: Callable[[int, int | None], None] | None = None,
        stopped: threading.Event | None = None,
    ) -> Found:
        """The file of a version: as `find`, else from the server, where it goes on with what was broken off.

        Raises NotOffered where there is no copy and the server lets nothing be downloaded; DownloadStopped, Stopped and
        the errors of `find` and of `Library.download`.
        """
        halt = stopped or threading.Event()
        found = self.find(connection_id, package_id, revision, told=told, progress=progress, stopped=halt.is_set)
        if found is not None:
            return found
        copies, connection = self._copies(), self._connection(connection_id)
        whose = "\n".join((connection.base_url, connection.tenant_id, package_id, str(revision)))
        try:
            scratch = copies.scratch(f"{hashlib.sha256(whose.encode()).hexdigest()[:32]}.zip")
        except OSError as error:
            raise DataDirError(
                "No package can be downloaded to this computer.",
                cause=f"{error.strerror or error}.",
                remedy="Make the program's folder writable.",
                code="data.unwritable",
            ) from error
        done = self._download(connection_id, package_id, scratch, revision=revision, progress=progress, stopped=halt)
        copies.admit(scratch, done.sha256)
        known = self._contents(connection_id, package_id, {}).get(revision)
        name = known.name if known is not None else ""
        self.downloaded(connection_id, package_id, revision, done.sha256, name)
        copies.share(done.sha256)
        return Found(copies.store.named(done.sha256, name), "copy", done.sha256)

    def save(
        self,
        connection_id: str,
        package_id: str,
        revision: int,
        target: Path,
        *,
        told: Mapping[int, str] | None = None,
        progress: Callable[[int, int | None], None] | None = None,
        stopped: threading.Event | None = None,
    ) -> int:
        """Writes the file of a version to a place of the user's, whole or not at all; returns its bytes.

        Raises as `obtain`.
        """
        halt = stopped or threading.Event()
        found = self.find(connection_id, package_id, revision, told=told, stopped=halt.is_set)
        copies = self._copies()
        if found is not None:
            if found.sha256:
                copies.hold(found.sha256)
            try:
                return copies.store.write_out(found.path, target, found.sha256, progress=progress, stopped=halt.is_set)
            finally:
                if found.sha256:
                    copies.release(found.sha256)
        done = self._download(connection_id, package_id, target, revision=revision, progress=progress, stopped=halt)
        with contextlib.suppress(AllureError, OSError):  # the user has the file; a copy would be more than was asked
            if copies.keep(target, done.sha256):
                self.downloaded(connection_id, package_id, revision, done.sha256, target.name)
        return done.size_bytes

    def downloaded(self, connection_id: str, package_id: str, revision: int, sha256: str, name: str) -> None:
        """A version came from the server: which content it is. Raises NoConnection, DataDirError."""
        from allure_desktop.library.inventories import VersionKey
        from allure_desktop.library.version_files import VersionFile

        connection = self._connection(connection_id)
        key = VersionKey(connection.base_url, connection.tenant_id, package_id, revision)
        self._files.keep(key, VersionFile(sha256, "", name, None))
        self._events.announce(PackageChanged(connection_id, package_id))

    def forget(self, base_url: str, tenant_id: str) -> None:
        """Forgets which files one tenant's versions were made of; the copies go when there is no room. Raises DataDirError."""
        self._files.forget(base_url, tenant_id)

    def close(self) -> None:
        """Copies no more; what is half copied is thrown away and the version goes without."""
        self._work.put(None)
        if self._thread is not None:
            self._thread.join(1.0)  # a small one is done by then
        self._ended.set()
        if self._thread is not None:
            self._thread.join(0.5)

    def _contents(self, connection_id: str, package_id: str, told: Mapping[int, str]) -> dict[int, VersionFile]:
        """What is known of each version: noted here, else told by the server, else by colleagues."""
        from allure_desktop.library.version_files import VersionFile

        connection = self._connection(connection_id)
        found = self._files.of_package(connection.base_url, connection.tenant_id, package_id)
        others: Iterable[tuple[int, str, str]] = [
            *(
                (record.revision, record.sha256, record.original_filename)
                for record in self._records(connection_id, package_id)
            ),
            *((revision, sha256, "") for revision, sha256 in told.items()),
        ]
        for revision, sha256, name in others:
            if revision < 1:
                continue  # versions without numbers cannot be told apart: none of them is any file
            known = found.get(revision)
            if known is None:
                found[revision] = VersionFile(sha256.casefold(), "", name, None)
            elif not known.sha256 and sha256:
                found[revision] = VersionFile(sha256.casefold(), known.path, known.name or name, known.identity)
        return found


def _where(file: VersionFile, here: frozenset[str], shared: frozenset[str], *, look_afar: bool) -> Where:
    if file.sha256 in here:
        return "copy"
    # a file on a network drive that is gone is waited for
    if look_afar and file.path and file.identity is not None and _identity(Path(file.path)) == file.identity:
        return "path"
    return "shared" if file.sha256 in shared else ""


def _identity(path: Path) -> tuple[int, int, int] | None:
    try:
        told = path.stat()
    except (OSError, ValueError):
        return None
    return told.st_size, told.st_mtime_ns, told.st_ino
