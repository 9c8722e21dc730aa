"""Repeats reads that met a passing fault, with jitter; what changes something on a server is never repeated here."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TypeVar

from allure_desktop.errors import AllureError, AnswerLost, ServerTrouble, Unreachable

T = TypeVar("T")

#: A read is tried this often; the waits between are full jitter below these seconds.
_LONGEST_WAITS_S = (0.5, 1.5)
#: Faults that do not pass within two seconds, or have already taken long.
_NOT_PASSING = ("server.unknown-host", "server.offline", "server.timeout", "server.proxy", "server.stopped")


def passing(error: AllureError) -> bool:
    """Asking again within two seconds may well succeed."""
    if isinstance(error, AnswerLost):
        return False
    if isinstance(error, Unreachable):
        return error.code not in _NOT_PASSING
    return isinstance(error, ServerTrouble) and error.status in (502, 503, 504)


def read(ask: Callable[[], T], pause: Callable[[float], bool]) -> T:
    """The answer of `ask`, asked up to three times. `pause(seconds)` waits and tells whether to give up."""
    for longest in _LONGEST_WAITS_S:
        try:
            return ask()
        except (Unreachable, ServerTrouble) as error:
            if not passing(error) or pause(random.uniform(longest / 4, longest)):
                raise
    return ask()
