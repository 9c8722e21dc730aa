"""Notices when the GUI thread is late, and where it stood: the window must never freeze."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

_BEAT_S = 0.01


@dataclass(frozen=True, slots=True)
class Stall:
    """The GUI thread handled nothing for `seconds`; `stack` is where it stood while it was late."""

    seconds: float
    stack: str


class Watchdog(QObject):
    """Beats every 10 ms in the GUI thread; a second thread looks whether the beat is late.

    `on_stall` is called on the second thread, once for each stall longer than `limit_s`, when it ends.
    Only time spent inside an event loop counts: `in_event_loop` tells whether a stack is in one.
    """

    def __init__(
        self,
        limit_s: float,
        on_stall: Callable[[Stall], None],
        *,
        in_event_loop: Callable[[list[str]], bool] = lambda files: True,
    ) -> None:
        super().__init__()
        self._limit_s = limit_s
        self._on_stall = on_stall
        self._in_event_loop = in_event_loop
        self._gui_thread = threading.get_ident()
        self._beats = 0
        self._stop = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(int(_BEAT_S * 1000))
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def _beat(self) -> None:
        self._beats += 1

    def _watch(self) -> None:
        seen, since, stack = -1, time.monotonic(), ""
        looked = time.monotonic()
        while not self._stop.wait(_BEAT_S):
            now = time.monotonic()
            # this thread itself was not run: the whole process stood still, which no code of ours can help
            starved = now - looked > 5 * _BEAT_S
            looked = now
            if self._beats != seen or starved:
                late_s = now - since
                if stack and late_s > self._limit_s:
                    self._on_stall(Stall(late_s, stack))
                seen, since, stack = self._beats, now, ""
            elif not stack and now - since > self._limit_s:
                places = _where(self._gui_thread)
                if self._in_event_loop([file for file, _, _ in places]):
                    stack = _shown(places)
                else:
                    since = now

    def stop(self) -> None:
        """Ends the beat and the second thread."""
        self._timer.stop()
        self._stop.set()
        self._thread.join(1)


def _where(thread: int) -> list[tuple[str, int, str]]:
    """Where a thread stands: file, line and function, outermost first.

    Walked by hand and at once: a frame that is held keeps its painter alive past the end of the paint, which
    crashes Qt; reading source lines here would let the GUI thread run on meanwhile.
    """
    frame = sys._current_frames().get(thread)
    places = []
    while frame is not None:
        places.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
        frame = frame.f_back
    return places[::-1]


def _shown(places: list[tuple[str, int, str]]) -> str:
    return "".join(traceback.format_list([traceback.FrameSummary(file, line, name) for file, line, name in places]))
