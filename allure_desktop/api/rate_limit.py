"""How often a server may be asked: learnt from its headers, held across restarts, shared by transfers and views."""

from __future__ import annotations

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from email.utils import parsedate_to_datetime

#: The limit's window where the server does not let us guess another one, seconds.
WINDOW_S = 60.0
#: A call that we time at its start reaches the server a little later; the next window must not touch it.
_MARGIN_S = 0.5
_LONGEST_WAIT_S = 3600.0
_FORGET_LEARNT_S = 600.0
#: Of ten calls transfers may use eight, so that views are never shut out.
_TRANSFER_SHARE = 0.8


def http_date(text: str | None) -> float | None:
    """Unix seconds of an HTTP date, None where there is none."""
    if not text:
        return None
    try:
        return parsedate_to_datetime(text).timestamp()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def retry_after_s(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """Seconds to wait by `Retry-After` (seconds or a date), else by `X-RateLimit-Reset`, else None.

    A Reset is read by the server's own clock (its Date header), since this computer's may be wrong.
    """
    now = time.time() if now is None else now
    given = (headers.get("retry-after") or "").strip()
    if given:
        seconds = _number(given)
        if seconds is None:
            date = http_date(given)
            seconds = None if date is None else date - (http_date(headers.get("date")) or now)
        if seconds is not None:
            return min(max(seconds, 0.0), _LONGEST_WAIT_S)
    return _reset_in_s(headers, now)


def _reset_in_s(headers: Mapping[str, str], now: float) -> float | None:
    reset = _number(_first(headers, "x-ratelimit-reset", "ratelimit-reset"))
    if reset is None:
        return None
    if reset > 10_000_000_000:  # milliseconds
        reset /= 1000
    if reset <= 1_000_000_000:  # small: seconds from now
        return min(max(reset, 0.0), _LONGEST_WAIT_S)
    theirs = http_date(headers.get("date"))
    seconds = reset - (theirs or now)
    if theirs is None and not 0 <= seconds <= WINDOW_S + 5:
        return None  # one of the two clocks is wrong
    return min(max(seconds, 0.0), _LONGEST_WAIT_S)


def _first(headers: Mapping[str, str], *names: str) -> str:
    for name in names:
        value = headers.get(name)
        if value:
            return value
    return ""


def _number(text: str) -> float | None:
    try:
        value = float(text.split(",")[0].split(";")[0].strip())
    except ValueError:
        return None
    return value if value == value and abs(value) < 1e15 else None


class RateBudget:
    """One budget for an origin and tenant. Thread-safe; never blocks, it says how long to wait.

    `load()` gives the times of the calls of the last hour, other processes' too; `record(at)` keeps one, and while
    `together()` lasts nobody else does either. Without them they are held in memory. `limit` is a limit known from
    earlier, `keep_limit` keeps a new one. Times are seconds of `clock`, best of one that nobody can set; `wall` gives
    Unix seconds, for answers that tell a moment and not the server's own time.
    """

    def __init__(
        self,
        load: Callable[[], Iterable[float]] | None = None,
        record: Callable[[float], None] | None = None,
        *,
        together: Callable[[], AbstractContextManager[None]] = nullcontext,
        limit: int | None = None,
        keep_limit: Callable[[int | None], None] | None = None,
        clock: Callable[[], float] = time.time,
        wall: Callable[[], float] | None = None,
        dice: Callable[[], float] = random.random,
    ) -> None:
        self._own: deque[float] = deque(maxlen=4096)
        self._load = load or (lambda: self._own)
        self._record = record or self._own.append
        self._together = together
        self._wall = wall or clock
        self._dice = dice
        self._keep_limit = keep_limit
        self._clock = clock
        self._lock = threading.Lock()
        self._limit = limit
        self._window_s = WINDOW_S
        # a limit that no answer announces anew is forgotten after a while, one from an earlier run too
        self._learnt_at: float | None = None if limit is None else clock()
        self._remaining: int | None = None
        self._reset_at = 0.0
        self._blocked_until = 0.0
        self._refused_in_a_row = 0

    @property
    def limit(self) -> int | None:
        """Calls in a window, None while unknown."""
        return self._limit

    def wait_s(self, *, transfer: bool = False) -> float:
        """Seconds until a call may go out, 0 when it may at once. `transfer`: leaves room for views."""
        with self._lock:
            return self._wait_s(self._clock(), transfer)

    def acquire(self, *, transfer: bool = False) -> float:
        """0 and the call is counted, or the seconds to wait and nothing is counted."""
        with self._lock, self._together():
            now = self._clock()
            wait = self._wait_s(now, transfer)
            if wait > 0:
                return wait
            self._record(now)
            if self._remaining is not None:
                self._remaining -= 1
            return 0.0

    def learn(self, status: int, headers: Mapping[str, str]) -> None:
        """Takes in what an answer says about the limit (`headers` by lower-case name)."""
        with self._lock:
            now = self._clock()
            announced = _number(_first(headers, "x-ratelimit-limit", "ratelimit-limit"))
            remaining = _number(_first(headers, "x-ratelimit-remaining", "ratelimit-remaining"))
            reset_in = _reset_in_s(headers, self._wall())
            if announced is not None and announced >= 1:
                self._learnt_at = None
                self._set_limit(int(announced))
                if reset_in is not None:
                    self._window_s = WINDOW_S if reset_in <= WINDOW_S + 5 else 3600.0
            if remaining is not None:
                self._remaining = max(int(remaining), 0)
                self._reset_at = now + reset_in if reset_in is not None else self._guessed_reset(now)
            if status == 429:
                self._refused(now, headers)
            elif status < 400:
                self._refused_in_a_row = 0

    def _refused(self, now: float, headers: Mapping[str, str]) -> None:
        self._refused_in_a_row += 1
        wait = retry_after_s(headers, self._wall())
        if wait is None:
            wait = min(5.0 * 2 ** (self._refused_in_a_row - 1), 60.0) * (0.8 + 0.4 * self._dice())
            recent = len(self._recent(now))
            if recent > 3 and self._limit is None:
                self._set_limit(recent - 1)
                self._learnt_at = now
        self._blocked_until = max(self._blocked_until, now + max(wait, 1.0))

    def _set_limit(self, limit: int | None) -> None:
        if limit != self._limit:
            self._limit = limit
            if self._keep_limit is not None:
                self._keep_limit(limit)

    def _guessed_reset(self, now: float) -> float:
        recent = self._recent(now)
        return (recent[0] if recent else now) + self._window_s

    def _recent(self, now: float) -> list[float]:
        return sorted(at for at in self._load() if now - self._window_s - _MARGIN_S < at <= now)

    def _wait_s(self, now: float, transfer: bool) -> float:
        if self._learnt_at is not None and now - self._learnt_at > _FORGET_LEARNT_S:
            self._learnt_at = None
            self._set_limit(None)
        wait = min(self._blocked_until - now, _LONGEST_WAIT_S)
        reserve = 0
        if self._limit is not None:
            usable = max(1, int(self._limit * _TRANSFER_SHARE)) if transfer else self._limit
            reserve = self._limit - usable
            recent = self._recent(now)
            if len(recent) >= usable:
                wait = max(wait, recent[-usable] + self._window_s + _MARGIN_S - now)
        if self._remaining is not None:
            if now >= self._reset_at:
                self._remaining = None
            elif self._remaining - reserve <= 0:
                wait = max(wait, min(self._reset_at - now, _LONGEST_WAIT_S))
        return max(wait, 0.0)
