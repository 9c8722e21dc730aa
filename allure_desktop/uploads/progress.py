"""Counters of one upload that a timer reads: bytes under way, a smoothed rate, how long it will still take."""

from __future__ import annotations

import threading
from collections import deque

from allure_desktop.uploads.rows import SPEED_STEP_S, Progress

WINDOW_S = 30.0
#: Before that an estimate would be a guess.
_NO_ETA_S = 5.0
_STEPS = int(600 / SPEED_STEP_S)


class Meter:
    """Filled by the threads that send, read by a timer. Times are seconds of any steady clock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flying: dict[int, int] = {}
        self._moved: deque[tuple[float, int]] = deque()
        self._began: float | None = None
        #: bytes by step of time; pauses and restarts of the upload do not end it
        self._steps: deque[tuple[int, int]] = deque(maxlen=_STEPS + 1)
        self._shown = 0
        self._last: float | None = None
        self.checked_bytes = 0
        self.unpacked_bytes = 0

    def moved(self, number: int, amount: int, now: float) -> None:
        """`amount` more bytes of part `number` went out."""
        with self._lock:
            if self._began is None:
                self._began = now
            self._last = now
            self._flying[number] = self._flying.get(number, 0) + amount
            step = int(now // SPEED_STEP_S)
            if self._steps and self._steps[-1][0] == step:
                self._steps[-1] = (step, self._steps[-1][1] + amount)
            else:
                self._steps.append((step, amount))
            if self._moved and now - self._moved[-1][0] < 0.25:
                at, before = self._moved[-1]
                self._moved[-1] = (at, before + amount)
            else:
                self._moved.append((now, amount))

    def landed(self, number: int) -> None:
        """The part is there, or will begin again."""
        with self._lock:
            self._flying.pop(number, None)

    def speeds(self, now: float) -> tuple[float, ...]:
        """Bytes a second by steps of `SPEED_STEP_S`, oldest first, ten minutes at most, the present step left out."""
        with self._lock:
            steps = dict(self._steps)
        end = int(now // SPEED_STEP_S)
        begin = max(min(steps, default=end), end - _STEPS)
        return tuple(steps.get(step, 0) / SPEED_STEP_S for step in range(begin, end))

    def rest(self) -> None:
        """Nothing is being sent: the time until it goes on counts neither for the rate nor for the estimate."""
        with self._lock:
            self._flying.clear()
            self._moved.clear()
            self._began = None

    def start_over(self) -> None:
        """What was sent does not count any more."""
        self.rest()
        self._shown = 0

    def sample(self, upload_id: int, sent: int, total: int, parts: tuple[int, int], limit: int, now: float) -> Progress:
        """The figures now. Bytes sent and under way together never go back while an upload goes on."""
        with self._lock:
            while self._moved and now - self._moved[0][0] > WINDOW_S:
                self._moved.popleft()
            lasted = 0.0 if self._began is None else now - self._began
            window = min(max(lasted, 0.001), WINDOW_S)
            rate = sum(amount for _, amount in self._moved) / max(window, 1.0)
            self._shown = min(max(self._shown, sent + sum(self._flying.values())), total)
            eta = None
            if lasted >= _NO_ETA_S and rate > 0:
                eta = (total - self._shown) / (min(rate, limit) if limit else rate)
            return Progress(
                upload_id=upload_id,
                sent_bytes=sent,
                in_flight_bytes=max(self._shown - sent, 0),
                total_bytes=total,
                parts_done=parts[0],
                parts_total=parts[1],
                bytes_per_s=rate,
                eta_s=eta,
                checked_bytes=self.checked_bytes,
                unpacked_bytes=self.unpacked_bytes,
                silent_s=0.0 if self._last is None else max(0.0, now - self._last),
            )
