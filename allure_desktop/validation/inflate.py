"""The full pass: every member is inflated and its CRC compared, on several threads where it is worth it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Collection
from typing import NamedTuple

from allure_desktop.scorm.archive import Archive, ArchiveProblem, Member

THREADS_FROM_BYTES = 16 * 1024**2
MOST_THREADS = 4
_WAIT_S = 0.05
_PROBLEMS_KEPT = 64  # far more than are told one by one

Progress = Callable[[int, int], None]


class Damage(NamedTuple):
    """`first` are the first damaged members' problems, in the order of the ZIP; `more` how many others there are."""

    first: list[ArchiveProblem]
    more: int


def damaged(
    archive: Archive, left_out: Collection[str], progress: Progress | None, cancelled: Callable[[], bool] | None
) -> Damage | None:
    """Inflates every file that is not encrypted and whose name is not among `left_out`; None if it was cancelled.

    What cannot be inflated here for its method is no damage. `progress(done, total)` is told in inflated bytes, on
    the calling thread. Raises LocalFileError.
    """
    sweep = _Sweep(archive, left_out)
    if sweep.total < THREADS_FROM_BYTES:
        return sweep.here(progress, cancelled)
    return sweep.on_threads(progress, cancelled)


class _Sweep:
    """One run over the members, which the threads take from one end."""

    def __init__(self, archive: Archive, left_out: Collection[str]) -> None:
        self.total = sum(archive.members.sizes)
        self._archive = archive
        members = iter(archive.members)
        self._members = (m for m in members if not m.is_dir and not m.encrypted and m.name not in left_out)
        self._done = 0
        self._stop = False
        self._lock = threading.Lock()
        self._problems: dict[int, ArchiveProblem] = {}
        self._more = 0
        self._failure: BaseException | None = None

    def here(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> Damage | None:
        for member in self._members:
            if cancelled is not None and cancelled():
                return None
            self._check(member)
        if progress is not None:
            progress(self.total, self.total)
        return self._in_order()

    def on_threads(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> Damage | None:
        count = min(MOST_THREADS, os.cpu_count() or 1, len(self._archive.members))
        threads = [threading.Thread(target=self._work, name=f"inflate-{n}", daemon=True) for n in range(count)]
        try:
            for thread in threads:
                thread.start()
            for thread in threads:
                while thread.is_alive():
                    thread.join(_WAIT_S)
                    if progress is not None:
                        progress(self._done, self.total)
                    if cancelled is not None and cancelled():
                        self._stop = True
        except BaseException:  # Ctrl+C, say: none of them may go on in a file that is closed
            self._stop = True
            for thread in threads:
                if thread.ident is not None:
                    thread.join()
            raise
        if self._failure is not None:
            raise self._failure
        # asked once more: threads that ended before the first look must not outrun a wish to stop
        if self._stop or (cancelled is not None and cancelled()):
            return None
        if progress is not None:
            progress(self.total, self.total)
        return self._in_order()

    def _work(self) -> None:
        try:
            while not self._stop:
                with self._lock:
                    member = next(self._members, None)
                if member is None:
                    return
                self._check(member)
        except BaseException as error:  # brought to the thread that waits
            self._failure = error
            self._stop = True

    def _check(self, member: Member) -> None:
        try:
            for piece in self._archive.stream(member):
                with self._lock:
                    self._done += len(piece)
                if self._stop:
                    return
        except ArchiveProblem as problem:
            if problem.kind == "compression":
                return
            with self._lock:
                if len(self._problems) < _PROBLEMS_KEPT:
                    self._problems[member.number] = problem
                else:
                    self._more += 1

    def _in_order(self) -> Damage:
        return Damage([problem for _, problem in sorted(self._problems.items())], self._more)
