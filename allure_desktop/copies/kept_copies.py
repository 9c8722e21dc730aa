"""Which copies are kept and for how long: the user's limit, what is in use, the team's folder."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from allure_desktop.copies.shared_folder import SharedFolder
from allure_desktop.copies.store import Progress, Store, is_sha256
from allure_desktop.errors import AllureError
from allure_desktop.settings import COPIES_LIMIT_BYTES, KEEP_COPIES, SHARED_COPIES, Settings

log = logging.getLogger(__name__)

#: A download that was broken off is gone on with for so long …
_DOWNLOADS_WAIT_S = 7 * 86_400.0
#: … and one that was written to a moment ago may be under way.
_GROWS_S = 120.0


@dataclass(frozen=True, slots=True)
class Usage:
    """What the kept copies take, and the limit; `shared_problem` is what was wrong with the team's folder last."""

    files: int
    size_bytes: int
    limit_bytes: int
    on: bool
    shared_folder: str
    shared_problem: str


class KeptCopies:
    """Safe to call from any thread. `in_use()` tells paths of copies that are uploaded just now, by any program."""

    def __init__(self, folder: Path, settings: Settings, in_use: Callable[[], Iterable[str]] = lambda: ()) -> None:
        self.store = Store(folder)
        self._folder = folder
        self._settings = settings
        self._in_use = in_use
        self._held: Counter[str] = Counter()
        self._lock = threading.RLock()
        self._shared_folder: SharedFolder | None = None

    # for the settings

    def usage(self) -> Usage:
        """What is kept; looks through the folder, so not for the GUI thread."""
        files = self.store.files()
        shared = self.shared
        return Usage(
            len(files),
            sum(file.size_bytes for file in files),
            self.limit_bytes,
            self.on,
            str(shared.root) if shared else "",
            shared.problem if shared else "",
        )

    @property
    def on(self) -> bool:
        """Whether what is uploaded and downloaded is kept."""
        return self._settings.get(KEEP_COPIES)

    @property
    def limit_bytes(self) -> int:
        return max(0, self._settings.get(COPIES_LIMIT_BYTES))

    def set_on(self, on: bool) -> None:
        """Keeps copies from now on, or no more; what is kept stays until it is cleared."""
        self._settings.set(KEEP_COPIES, on)

    def set_limit(self, limit_bytes: int) -> None:
        """Another limit; what is above it goes at once, the least recently used first."""
        self._settings.set(COPIES_LIMIT_BYTES, max(0, limit_bytes))
        self.make_room()

    def set_shared_folder(self, path: str) -> None:
        """Another folder for the team; '' for none. It is not looked at before it is needed."""
        self._settings.set(SHARED_COPIES, path.strip())

    def clear(self) -> int:
        """Removes every copy that is not in use; returns how many bytes became free."""
        busy = self._busy()
        self._sweep_downloads(0)
        return sum(self.store.remove(file.sha256) for file in self.store.files() if file.sha256 not in busy)

    @property
    def shared(self) -> SharedFolder | None:
        """The team's folder; None where none is chosen."""
        path = self._settings.get(SHARED_COPIES)
        with self._lock:
            if not path:
                self._shared_folder = None
            elif self._shared_folder is None or str(self._shared_folder.root) != path:
                self._shared_folder = SharedFolder(Path(path))
            return self._shared_folder

    # keeping

    def keep(self, source: Path, sha256: str = "", stopped: Callable[[], bool] = bool) -> str:
        """Keeps a copy of a file if copies are kept and it fits the limit; its SHA-256, '' where none is kept.

        With `sha256` only of that very content. Raises Stopped, DiskFull, LocalFileError.
        """
        if not self.on or source.stat().st_size > self.limit_bytes:
            return ""
        sha256 = sha256.casefold()
        self.make_room(0 if sha256 and self.store.holds(sha256) else source.stat().st_size)
        return self.store.take(source, sha256, stopped=stopped)

    def scratch(self, name: str) -> Path:
        """Where a file may grow that is to become a copy (`admit`); the folder is made. Raises OSError."""
        folder = self._folder / "downloads"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder / name

    def sweep(self) -> None:
        """Removes what a killed program left half-written, and downloads that nobody went on with. Never raises."""
        self.store.sweep()
        self._sweep_downloads(_DOWNLOADS_WAIT_S)

    def _sweep_downloads(self, older_than_s: float) -> None:
        with contextlib.suppress(OSError):
            for part in (self._folder / "downloads").iterdir():
                # one that grows was written to just now, and its lock is in use
                if time.time() - part.stat().st_mtime >= max(older_than_s, _GROWS_S):
                    part.unlink(missing_ok=True)

    def admit(self, file: Path, sha256: str) -> Path:
        """Makes a file of `scratch` a copy, also when copies are not kept: somebody wants to look at it now.

        Raises DiskFull, LocalFileError.
        """
        with self.held(sha256):
            self.make_room(file.stat().st_size)
            return self.store.adopt(file, sha256)

    def make_room(self, size_bytes: int = 0) -> None:
        """Removes the least recently used copies until so much fits below the limit; those in use stay."""
        files = self.store.files()
        over = sum(file.size_bytes for file in files) + size_bytes - self.limit_bytes
        if over <= 0:
            return
        busy = self._busy()
        for file in files:
            if over <= 0:
                return
            if file.sha256 not in busy:
                over -= self.store.remove(file.sha256)

    def share(self, sha256: str) -> bool:
        """Gives a kept copy to the team's folder; whether it is there then. Never raises; may take long."""
        shared = self.shared
        return shared is not None and self.store.holds(sha256) and shared.give(self.store.place(sha256), sha256)

    # reading

    def known(self, wanted: Iterable[str], *, look_afar: bool = True) -> tuple[frozenset[str], frozenset[str]]:
        """Which of these contents are kept here, and which others lie in the team's folder (with `look_afar`)."""
        asked = {one.casefold() for one in wanted if one}
        here = frozenset(one for one in asked if self.store.holds(one))
        shared = self.shared if look_afar and asked - here else None
        return here, shared.holding(asked - here) if shared is not None else frozenset()

    def hold_path(self, path: str) -> str:
        """Holds the copy that lies at a path; its SHA-256, '' for a file that is no copy. Looks at no disk."""
        inside = os.path.abspath(self._folder)  # noqa: PTH100 - text, no look at the disk
        sha256 = os.path.basename(os.path.dirname(path))  # noqa: PTH119, PTH120
        if not path.startswith(inside) or not is_sha256(sha256):
            return ""
        self.hold(sha256)
        return sha256

    def get(self, sha256: str, progress: Progress | None = None, stopped: Callable[[], bool] = bool) -> Path | None:
        """A verified copy; one in the team's folder is brought here first. None where there is none.

        Raises Stopped, DiskFull, LocalFileError.
        """
        sha256 = sha256.casefold()
        if not is_sha256(sha256):
            return None
        with self.held(sha256):
            path = self.store.verified(sha256, progress, stopped)
            if path is not None:
                return path
            shared = self.shared
            theirs = shared.find(sha256) if shared is not None else None
            if theirs is None:
                return None
            try:
                self.make_room(theirs.stat().st_size)
                self.store.take(theirs, sha256, progress=progress, stopped=stopped)
            except (AllureError, OSError) as error:
                # others write there: what is no longer this content is no copy
                log.warning("The shared copy %s cannot be used: %s", theirs, error)
                return None
            return self.store.place(sha256)

    @contextlib.contextmanager
    def held(self, sha256: str) -> Iterator[None]:
        """While it is read nothing removes it."""
        self.hold(sha256)
        try:
            yield
        finally:
            self.release(sha256)

    def hold(self, sha256: str) -> None:
        """It is being played; `release` ends that."""
        with self._lock:
            self._held[sha256] += 1

    def release(self, sha256: str) -> None:
        with self._lock:
            self._held[sha256] -= 1
            if self._held[sha256] <= 0:
                del self._held[sha256]

    def _busy(self) -> set[str]:
        inside = os.path.abspath(self._folder)  # noqa: PTH100 - text, no look at the disk
        busy = {Path(path).parent.name for path in self._in_use() if path.startswith(inside)}
        with self._lock:
            return busy | set(self._held)
