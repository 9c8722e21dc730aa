"""Notices when the GUI thread is late, and where it stood: the window must never freeze."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

_BEAT_S = 0.01
#: from here on a beat counts as missed, and is looked at
_MISSED_S = 2 * _BEAT_S
#: where the second thread comes later than this, it was not run
_STARVED_S = 5 * _BEAT_S

_Places = tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Stall:
    """The GUI thread handled nothing for `seconds`, of which it worked `cpu_s` itself; the rest it waited.

    A busy machine makes `seconds` long and leaves `cpu_s` alone. `stacks` is where it stood meanwhile, every 10 ms,
    each place once; empty where it held the interpreter all the time. `stack` is where it stood most. For `starved_s`
    the second thread was not run either (the whole process stood still, or the GUI thread held the interpreter), or
    threads that could have run Python stood in the machine's queue for a processor.
    """

    seconds: float
    cpu_s: float
    stack: str
    stacks: tuple[str, ...] = ()
    starved_s: float = 0.0

    @property
    def own_s(self) -> float:
        """What the program is to blame for: its work, and what it waited for while the machine had time for it."""
        return max(self.cpu_s, self.seconds - self.starved_s)


class Watchdog(QObject):
    """Beats every 10 ms in the GUI thread; a second thread looks where it stands when the beat is late.

    `on_stall` is called on the second thread, once for each stall longer than `limit_s`, when it ends.
    Only time spent inside an event loop counts: `in_event_loop` tells whether a stack (its files, outermost first,
    none where it could not be seen) is in one.
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
        self._beat_at, self._beat_cpu_s = time.monotonic(), time.thread_time()
        #: when the late beats came, how late, and what the thread worked meanwhile
        self._late: deque[tuple[float, float, float]] = deque()
        self._stop = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(int(_BEAT_S * 1000))
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def _beat(self) -> None:
        # measured in the GUI thread itself: the second thread cannot look while this one holds the interpreter
        now, cpu_s = time.monotonic(), time.thread_time()
        late_s = now - self._beat_at - _BEAT_S
        if late_s > self._limit_s:
            self._late.append((now, late_s, cpu_s - self._beat_cpu_s))
        self._beat_at, self._beat_cpu_s = now, cpu_s

    def _watch(self) -> None:
        seen: list[tuple[float, _Places]] = []
        starved: list[tuple[float, float]] = []
        queued: dict[int, int] = {}
        looked = time.monotonic()
        while not self._stop.wait(_BEAT_S):
            now = time.monotonic()
            if now - looked > _STARVED_S:
                starved.append((now, now - looked - _BEAT_S))
            looked = now
            if now - self._beat_at > _MISSED_S:
                if not seen or seen[-1][0] <= self._beat_at:
                    queued = _queued_ns()
                seen.append((now, _where(self._gui_thread)))
            while self._late:
                came, late_s, cpu_s = self._late.popleft()
                began = came - late_s - _BEAT_S
                unrun_s = max(sum(span for at, span in starved if began < at <= now), _queued_since_s(queued))
                starved_s = min(late_s, unrun_s)
                self._tell(came, late_s, cpu_s, starved_s, [one for one in seen if began < one[0] <= came])
            if self._beat_at > now - _BEAT_S:
                seen, starved = [one for one in seen if one[0] > self._beat_at], []

    def _tell(
        self, came: float, late_s: float, cpu_s: float, starved_s: float, seen: Sequence[tuple[float, _Places]]
    ) -> None:
        judged = [(at, places, self._in_event_loop([file for file, _, _ in places])) for at, places in seen]
        inside = [places for _, places, counts in judged if counts]
        if not inside and (seen or not self._in_event_loop([])):
            return
        # what lies between two looks is what the later one saw; the end is as the last look was
        ends = [at for at, _, _ in judged[:-1]] + [came]
        begins = [came - late_s, *ends]
        outside_s = sum(
            end - begin for begin, end, (_, _, counts) in zip(begins, ends, judged, strict=False) if not counts
        )
        if outside_s:
            late_s -= outside_s
            cpu_s, starved_s = min(cpu_s, late_s), min(starved_s, late_s)
            if late_s <= self._limit_s:
                return
        places = max(inside, key=inside.count) if inside else ()
        stacks = tuple(_shown(one) for one in dict.fromkeys(inside))
        self._on_stall(Stall(late_s, cpu_s, _shown(places), stacks, starved_s))

    def stop(self) -> None:
        """Ends the beat and the second thread."""
        self._timer.stop()
        self._stop.set()
        self._thread.join(1)


def _queued_ns() -> dict[int, int]:
    """How long each thread that runs Python has been ready and not run, since it began; {} where nobody counts that.

    A thread that only sleeps is let in at once when it wakes, one that works waits its turn: on a busy machine the
    second thread comes in time while the first one stands in the queue, and only the kernel knows (schedstat).
    """
    counts = {}
    for thread in threading.enumerate():
        try:
            told = Path(f"/proc/self/task/{thread.native_id}/schedstat").read_bytes()
            counts[thread.native_id or 0] = int(told.split()[1])
        except (OSError, IndexError):
            continue  # it has ended, or this system tells nothing
    return counts


def _queued_since_s(before: dict[int, int]) -> float:
    """What came to it since then, of all threads together, in seconds."""
    return sum(count - before.get(thread, 0) for thread, count in _queued_ns().items()) / 1e9


def _where(thread: int) -> _Places:
    """Where a thread stands: file, line and function, outermost first.

    Walked by hand and at once: a frame that is held keeps its painter alive past the end of the paint, which
    crashes Qt; reading source lines here would let the GUI thread run on meanwhile.
    """
    usual = sys.getswitchinterval()
    # this thread gives the interpreter away by itself right after; till then nobody takes it, so no frame ends meanwhile
    sys.setswitchinterval(_MISSED_S * 50)
    try:
        frame = sys._current_frames().get(thread)
        places = []
        while frame is not None:
            places.append((frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
            frame = frame.f_back
    finally:
        sys.setswitchinterval(usual)
    return tuple(reversed(places))


def _shown(places: _Places) -> str:
    return "".join(traceback.format_list([traceback.FrameSummary(file, line, name) for file, line, name in places]))
