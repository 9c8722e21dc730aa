"""The full pass: every member is inflated and its CRC compared, on several threads where it is worth it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from allure_desktop.scorm.archive import Archive, ArchiveProblem, Member

THREADS_FROM_BYTES = 16 * 1024**2
MOST_THREADS = 4
_WAIT_S = 0.05

Progress = Callable[[int, int], None]


def damaged(
    archive: Archive, members: list[Member], progress: Progress | None, cancelled: Callable[[], bool] | None
) -> list[ArchiveProblem] | None:
    """The problems found, in the order of `members`; None if it was cancelled.

    `progress(done, total)` is told in inflated bytes, on the calling thread. Raises LocalFileError.
    """
    sweep = _Sweep(archive, members)
    if sweep.total < THREADS_FROM_BYTES:
        return sweep.here(progress, cancelled)
    return sweep.on_threads(progress, cancelled)


class _Sweep:
    """One run over the members, which the threads take from one end."""

    def __init__(self, archive: Archive, members: list[Member]) -> None:
        self.total = sum(member.size for member in members)
        self._archive = archive
        self._members = members
        self._next = 0
        self._done = 0
        self._stop = False
        self._lock = threading.Lock()
        self._problems: dict[int, ArchiveProblem] = {}
        self._failure: BaseException | None = None

    def here(self, progress: Progress | None, cancelled: Callable[[], bool] | None) -> list[ArchiveProblem] | None:
        for index, member in enumerate(self._members):
            if cancelled is not None and cancelled():
                return None
            self._check(index, member)
        if progress is not None:
            progress(self.total, self.total)
        return self._in_order()

    def on_threads(
        self, progress: Progress | None, cancelled: Callable[[], bool] | None
    ) -> list[ArchiveProblem] | None:
        count = min(MOST_THREADS, os.cpu_count() or 1, len(self._members))
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
                    index = self._next
                    self._next += 1
                if index >= len(self._members):
                    return
                self._check(index, self._members[index])
        except BaseException as error:  # brought to the thread that waits
            self._failure = error
            self._stop = True

    def _check(self, index: int, member: Member) -> None:
        try:
            for piece in self._archive.stream(member):
                with self._lock:
                    self._done += len(piece)
                if self._stop:
                    return
        except ArchiveProblem as problem:
            self._problems[index] = problem

    def _in_order(self) -> list[ArchiveProblem]:
        return [problem for _, problem in sorted(self._problems.items())]
