"""Threads for calls that block: as many as are needed, used again, and never in the way of the program's end."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable

from allure_desktop.uploads.env import Env, RealEnv

log = logging.getLogger(__name__)

Work = Callable[[], None]


class Workers:
    """Daemon threads. Work that cannot begin at once because `most` are busy waits in order."""

    def __init__(self, most: int = 48, env: Env | None = None) -> None:
        self._env = env or RealEnv()
        self._most = most
        self._work: deque[Work] = deque()
        self._changed = self._env.change()
        self._idle = 0
        self._alive = 0
        self._busy = 0
        self._closed = False

    def submit(self, work: Work) -> None:
        """Does `work` on some thread, soon. After `close` nothing begins any more."""
        with self._changed:
            if self._closed:
                return
            self._work.append(work)
            if self._idle >= len(self._work) or self._alive >= self._most:
                self._changed.notify()
                return
            self._alive += 1
        self._env.begin(self._serve, "upload-call")

    def _serve(self) -> None:
        while True:
            with self._changed:
                self._idle += 1
                while not self._work and not self._closed:
                    self._changed.wait()
                self._idle -= 1
                if self._closed:
                    self._alive -= 1
                    self._changed.notify_all()
                    return
                work = self._work.popleft()
                self._busy += 1
            try:
                work()
            except Exception:
                if self._is_closed():  # it came back too late, to a journal that is closed; the next start recovers
                    log.info("An upload's work came back after the end of the program")
                else:
                    log.exception("Work of an upload failed")
            with self._changed:
                self._busy -= 1
                self._changed.notify_all()

    def _is_closed(self) -> bool:
        return self._closed

    def close(self, timeout_s: float) -> bool:
        """Begins nothing more; waits for what is under way. Returns whether all of it ended in time."""
        with self._changed:
            self._closed = True
            self._work.clear()
            self._changed.notify_all()
            return self._changed.wait_for(lambda: self._busy == 0, timeout_s)
