"""The run-time calls of a course, bounded, and numbered from the first to the last so that a reader can go on."""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from allure_desktop.preview.call import Call, read_call

MOST_CALLS = 100_000
#: Arguments and answers of all kept calls together; suspend data of 64,000 characters comes often.
MOST_CHARACTERS = 64_000_000
#: More at once is no page of ours.
MOST_CALLS_AT_ONCE = 5000


class CallLog:
    """The newest calls. Positions count every call that ever came."""

    def __init__(self, most: int = MOST_CALLS, most_characters: int = MOST_CHARACTERS) -> None:
        self._calls: deque[Call] = deque()
        self._most = most
        self._most_characters = most_characters
        self._characters = 0
        self._first = 0
        self._lock = threading.Lock()

    def add(self, calls: Sequence[Call]) -> None:
        """Appends calls; the oldest go when there are too many."""
        tidy = [_shared(call) for call in calls]
        with self._lock:
            for call in tidy:
                self._calls.append(call)
                self._characters += _characters(call)
            while len(self._calls) > self._most or (self._characters > self._most_characters and len(self._calls) > 1):
                self._characters -= _characters(self._calls.popleft())
                self._first += 1

    def __len__(self) -> int:
        return len(self._calls)

    @property
    def first(self) -> int:
        """The position of the oldest call that is kept: so many were let go."""
        return self._first

    @property
    def end(self) -> int:
        """The position that the next call will have."""
        with self._lock:
            return self._first + len(self._calls)

    def since(self, position: int, most: int | None = None) -> tuple[int, list[Call]]:
        """The calls from `position` on (from the oldest kept if that one is gone) and the first one's position."""
        with self._lock:
            start = max(position, self._first)
            until = None if most is None else start - self._first + most
            return start, list(islice(self._calls, start - self._first, until))

    def all(self) -> list[Call]:
        """Every call that is kept, oldest first."""
        return self.since(0)[1]

    def clear(self) -> None:
        """Forgets them; positions go on."""
        with self._lock:
            self._first += len(self._calls)
            self._calls.clear()
            self._characters = 0


def read_batch(told: object) -> list[Call]:
    """The calls that the page posts together: `{"calls": […]}`. Raises ValueError for anything else.

    A record with `dropped` stands for so many calls that came too fast to be told one by one; its name is ''.
    """
    calls = told.get("calls") if isinstance(told, Mapping) else None
    if not isinstance(calls, list) or len(calls) > MOST_CALLS_AT_ONCE:
        raise ValueError("no calls")
    return [_read(call) for call in calls]


def _read(told: Any) -> Call:
    if not isinstance(told, Mapping):
        raise ValueError("no call")
    dropped = told.get("dropped")
    if not isinstance(dropped, int | float) or dropped <= 0:
        return read_call(told)
    words = f"{int(dropped):,} calls came too fast to be told one by one."
    return read_call({**told, "name": "", "args": (), "answer": "", "error": "0", "diagnostic": words})


def _characters(call: Call) -> int:
    return sum(map(len, call.args)) + len(call.answer) + len(call.diagnostic)


def _shared(call: Call) -> Call:
    """One string for what comes again and again: names, elements, parts, codes, addresses."""
    args = call.args
    if args and len(args[0]) < 80:
        args = (sys.intern(args[0]), *args[1:])
    where = call.where
    return call._replace(
        part=sys.intern(call.part),
        name=sys.intern(call.name),
        args=args,
        answer=sys.intern(call.answer) if len(call.answer) < 24 else call.answer,
        error=sys.intern(call.error),
        where=None if where is None else where._replace(url=sys.intern(where.url)),
    )
