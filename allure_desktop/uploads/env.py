"""Everything the uploads meet that is not decided by their input: clocks, chance, threads, files, locks of rows."""

from __future__ import annotations

import contextlib
import os
import random
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Protocol

from allure_desktop.uploads.source_file import DISK, Disk
from allure_desktop.uploads.upload_lock import UploadLock

#: A reader holds a lock for a moment to see whether anybody has it; that must not look like an owner.
_LOCK_PAUSE_S = 0.01
_NICE = 10


class Lock(Protocol):
    """A lock that its holder may take again, to be used by `with`."""

    def __enter__(self) -> object: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None: ...


class Signal(Protocol):
    """What `threading.Event` offers."""

    def is_set(self) -> bool: ...

    def set(self) -> None: ...

    def clear(self) -> None: ...

    def wait(self, timeout: float | None = None) -> bool: ...


class Change(Lock, Protocol):
    """What `threading.Condition` offers."""

    def wait(self, timeout: float | None = None) -> bool: ...

    def wait_for(self, predicate: Callable[[], bool], timeout: float | None = None) -> bool: ...

    def notify(self, n: int = 1) -> None: ...

    def notify_all(self) -> None: ...


class Thread(Protocol):
    """What there is to a thread that was begun."""

    def join(self, timeout: float | None = None) -> None: ...


class Env(Protocol):
    """The world as the uploads see it; a simulation brings another one. Thread-safe."""

    @property
    def disk(self) -> Disk: ...

    def wall(self) -> float:
        """The computer's clock in Unix seconds: anybody may set it, forward and back."""
        ...

    def steady(self) -> float:
        """Seconds that pass evenly, also while the machine sleeps; the same for all processes until a restart of it."""
        ...

    def dice(self) -> float:
        """Evenly between 0 and 1."""
        ...

    def lock(self) -> Lock: ...

    def signal(self) -> Signal: ...

    def change(self) -> Change: ...

    def begin(self, work: Callable[[], None], name: str) -> Thread:
        """Does `work` on a thread of its own, which does not keep the program from ending."""
        ...

    def row_lock(self, folder: Path, upload_id: int, tries: int = 1) -> UploadLock | None:
        """The lock of a row, None where somebody else has it. Raises OSError."""
        ...


class RealEnv:
    """This computer."""

    disk: Disk = DISK

    def wall(self) -> float:
        return time.time()

    def steady(self) -> float:
        return _STEADY()

    def dice(self) -> float:
        return random.random()

    def lock(self) -> Lock:
        return threading.RLock()

    def signal(self) -> Signal:
        return threading.Event()

    def change(self) -> Change:
        return threading.Condition()

    def begin(self, work: Callable[[], None], name: str) -> Thread:
        def modestly() -> None:
            _step_back()
            work()

        thread = threading.Thread(target=modestly, name=name, daemon=True)
        thread.start()
        return thread

    def row_lock(self, folder: Path, upload_id: int, tries: int = 1) -> UploadLock | None:
        for _ in range(tries - 1):
            lock = UploadLock.taken(folder, upload_id)
            if lock is not None:
                return lock
            time.sleep(_LOCK_PAUSE_S)
        return UploadLock.taken(folder, upload_id)


def _step_back() -> None:
    """Lets the window and other programs go first: Linux knows a niceness of each thread."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


def _steady_clock() -> Callable[[], float]:
    """A clock that counts the machine's sleep, which `time.monotonic` does only on Windows."""
    kind: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    if kind is None and sys.platform == "darwin":
        kind = time.CLOCK_MONOTONIC
    if kind is None:
        return time.monotonic
    counted: int = kind
    return lambda: time.clock_gettime(counted)


_STEADY = _steady_clock()


class Clock:
    """Unix seconds for one process that run evenly, whatever happens to the computer's clock.

    `slipped()` tells by how much that one was set since; `follow` goes with it, once all kept times have been moved.
    """

    def __init__(self, env: Env) -> None:
        self._env = env
        self._ahead = env.wall() - env.steady()

    def now(self) -> float:
        return self._ahead + self._env.steady()

    def slipped(self) -> float:
        return self._env.wall() - self.now()

    def follow(self, seconds: float) -> None:
        self._ahead += seconds
