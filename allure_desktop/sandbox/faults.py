"""The faults the sandbox can be told to have, each with an optional value, path and number of times."""

from __future__ import annotations

import fnmatch
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

#: What each fault does, its value in words, and where it strikes when no path is given.
FAULTS: dict[str, str] = {
    "latency": "each answer waits VALUE seconds (0.5)",
    "rate": "storage reads and writes at most VALUE bytes a second in all (1M; suffixes k, M, G, also kB/s)",
    "429": "API calls answer 429 with Retry-After VALUE seconds (1)",
    "401": "API calls answer 401 INVALID_API_KEY",
    "503": "API calls answer 503 with Retry-After VALUE seconds, if one is given",
    "expired": "storage answers 403 Request has expired; with VALUE signed addresses live VALUE seconds instead",
    "wrong-etag": "storage answers a PUT with another ETag than the bytes have",
    "cut": "storage drops the connection after VALUE bytes of a body (64k)",
    "stall": "storage reads no more of a body after VALUE bytes (64k), and says nothing",
    "away": "connections are dropped unanswered, as if no server were there",
    "quota": "the tenant has room for VALUE bytes more (0)",
    "rival": "once: somebody else uploads a version while an uploaded one waits to be processed",
    "lost-answer": "complete and process do their work, then the connection drops without an answer",
    "fail-process": "process answers 500 Package Processing Failed, and the uploaded file stays",
    "slow-process": "process takes VALUE seconds more (5)",
    "async": "process answers 202; the result is there VALUE seconds later (2)",
}
_DEFAULTS = {
    "latency": 0.5,
    "rate": 1_000_000.0,
    "429": 1.0,
    "cut": 65_536.0,
    "stall": 65_536.0,
    "slow-process": 5.0,
    "async": 2.0,
}
#: Those that end by themselves once they have struck.
_ONCE = ("rival",)
_SUFFIXES = {"": 1.0, "k": 1_000.0, "m": 1_000_000.0, "g": 1e9}
_VALUE = re.compile(r"(\d*\.?\d+)([kmg]?)(?:b(?:/s)?)?", re.IGNORECASE)


@dataclass(slots=True)
class Fault:
    """One fault. `value` in its own unit (FAULTS); `path` is a part of the path, or a pattern; `times` None: always."""

    name: str
    value: float | None = None
    path: str | None = None
    times: int | None = None
    #: when the bytes that `rate` has let pass so far will have passed, by a steady clock
    _paid_until: float = field(default=0.0, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.times is None and self.name in _ONCE:
            self.times = 1

    def hits(self, path: str) -> bool:
        if self.path is None:
            return True
        return fnmatch.fnmatch(path, f"*{self.path}*") if "*" in self.path else self.path in path

    @property
    def needs_bytes(self) -> bool:
        """Whether it can only strike where the bytes of a file pass: the sandbox's own storage."""
        return self.name in ("cut", "stall", "wrong-etag", "rate") or (self.name == "expired" and self.value is None)

    @property
    def amount(self) -> float:
        """The value, or the fault's usual one."""
        return self.value if self.value is not None else _DEFAULTS.get(self.name, 0.0)

    def wait_s(self, size_bytes: int, now: float) -> float:
        """Of `rate`: how long these bytes have to wait, all that asked before them counted. One thread at a time."""
        self._paid_until = max(self._paid_until, now) + size_bytes / max(1.0, self.amount)
        return self._paid_until - now


def parse_fault(text: str) -> Fault:
    """`NAME[=VALUE][@PATH]`, as on the command line. Raises ValueError in words."""
    head, _, path = text.partition("@")
    name, equals, value = head.partition("=")
    if name not in FAULTS:
        raise ValueError(f"there is no fault {name!r}; there are: {', '.join(FAULTS)}")
    if not equals:
        return Fault(name, path=path or None)
    found = _VALUE.fullmatch(value)
    if found is None:
        raise ValueError(f"the value of fault {name} must be a number, not {value!r}")
    return Fault(name, float(found[1]) * _SUFFIXES[found[2].lower()], path or None)


class Faults:
    """The faults in force; may be changed from any thread at any time. `on_change()` is called after each change."""

    def __init__(self) -> None:
        self.on_change: Callable[[], None] = lambda: None
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def set(self, name: str, value: float | None = None, path: str | None = None, times: int | None = None) -> None:
        """From now on. `path` is matched against path and query; `times` counts down to none.

        Raises ValueError for an unknown name.
        """
        if name not in FAULTS:
            raise ValueError(f"there is no fault {name!r}; there are: {', '.join(FAULTS)}")
        with self._lock:
            self._faults.append(Fault(name, value, path, times))
        self.on_change()

    def clear(self, name: str | None = None) -> None:
        """No fault any more, or none of that name."""
        with self._lock:
            self._faults = [fault for fault in self._faults if name is not None and fault.name != name]
        self.on_change()

    def has(self, name: str) -> bool:
        """Whether a fault of that name is in force."""
        with self._lock:
            return any(fault.name == name for fault in self._faults)

    def lasts(self, fault: Fault) -> bool:
        """Whether one that struck goes on: it was not taken back meanwhile, or had been for that time only."""
        with self._lock:
            return fault.times is not None or any(one is fault for one in self._faults)

    def struck(self, name: str, path: str, *, anywhere: bool = True, with_value: bool | None = None) -> Fault | None:
        """The fault of that name that hits this path, counted down; None where none does.

        `anywhere`: whether a fault without a path strikes here at all; `with_value`: only one that has (no) value.
        """
        with self._lock:
            for fault in self._faults:
                if fault.name != name or not fault.hits(path) or (fault.path is None and not anywhere):
                    continue
                if with_value is None or with_value == (fault.value is not None):
                    if fault.times is not None:
                        fault.times -= 1
                        if fault.times <= 0:
                            self._faults.remove(fault)
                    return fault
        return None
