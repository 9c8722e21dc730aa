"""The rate limit of a tenant: so many calls in any window, told in the headers of every answer."""

from __future__ import annotations

import math
import re
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from allure_desktop.sandbox.problems import Problem

_UNITS_S = {"s": 1.0, "sec": 1.0, "second": 1.0, "m": 60.0, "min": 60.0, "minute": 60.0, "h": 3600.0, "hour": 3600.0}


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `calls` in any `window_s` seconds."""

    calls: int
    window_s: float


def parse_rate(text: str) -> Rate:
    """`10/min`, `5/s`, `500/h`, `20/10s`. Raises ValueError in words."""
    found = re.fullmatch(r"\s*(\d+)\s*/\s*(\d*)\s*([a-z]+)\s*", text.lower())
    if not found or int(found[1]) < 1 or found[3] not in _UNITS_S:
        raise ValueError(f"a rate limit looks like 10/min, not {text!r}")
    return Rate(int(found[1]), float(found[2] or 1) * _UNITS_S[found[3]])


class RateLimit:
    """Counts the calls of each tenant. Off until `rate` is set; `clock` gives Unix seconds."""

    def __init__(self, clock: Callable[[], float], rate: Rate | None = None) -> None:
        self.rate = rate
        self._clock = clock
        self._calls: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def take(self, tenant_id: str) -> dict[str, str]:
        """One call; the headers to answer with. Raises Problem 429 RATE_LIMIT_EXCEEDED with Retry-After."""
        rate = self.rate
        if rate is None:
            return {}
        now = self._clock()
        with self._lock:
            calls = self._calls.setdefault(tenant_id, deque())
            while calls and calls[0] <= now - rate.window_s:
                calls.popleft()
            allowed = len(calls) < rate.calls
            if allowed:
                calls.append(now)
            headers = {
                "X-RateLimit-Limit": str(rate.calls),
                "X-RateLimit-Remaining": str(rate.calls - len(calls)),
                "X-RateLimit-Reset": str(math.ceil(calls[0] + rate.window_s)),
            }
            wait_s = max(1, math.ceil(calls[0] + rate.window_s - now))
        if not allowed:
            raise Problem(
                429,
                f"Rate limit exceeded: {rate.calls} calls in {rate.window_s:g} s",
                "RATE_LIMIT_EXCEEDED",
                {"limit": rate.calls, "window_seconds": rate.window_s, "retry_after_seconds": wait_s},
                {**headers, "Retry-After": str(wait_s)},
            )
        return headers
