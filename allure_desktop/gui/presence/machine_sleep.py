"""Notices that the machine has slept: two of its clocks, of which one stood still meanwhile, drift apart."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

#: Less is no sleep: clocks are read one after the other.
LEAST_S = 3.0


def slept_so_far() -> float:
    """Seconds that this machine has slept since it was started, plus some constant."""
    if sys.platform == "win32":
        import ctypes

        awake = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(awake))
        return time.monotonic() - awake.value / 1e7
    from allure_desktop.uploads.env import RealEnv

    return RealEnv().steady() - time.monotonic()


class MachineSleep(QObject):
    """`look` is called by any timer that runs while it matters."""

    #: the machine has slept for so many seconds since the last look
    woke = Signal(float)

    def __init__(self, parent: QObject, slept: Callable[[], float] = slept_so_far) -> None:
        super().__init__(parent)
        self._slept = slept
        self._before = slept()

    def look(self) -> None:
        before, self._before = self._before, self._slept()
        if self._before - before >= LEAST_S:
            self.woke.emit(self._before - before)
