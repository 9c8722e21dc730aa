"""What an unattended preview waits for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from allure_desktop.errors import UsageError

#: What can be waited for → the statuses of a course that fulfil it; who passes has completed as well.
OUTCOMES = {
    "completed": ("completed", "passed"),
    "passed": ("passed",),
    "failed": ("failed",),
    "incomplete": ("incomplete",),
}
_TIME = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|min|h)?")
_UNITS_S = {"ms": 0.001, "s": 1.0, None: 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}


@dataclass(frozen=True, slots=True)
class Expectation:
    """One outcome; `status` is a key of OUTCOMES."""

    status: str

    def met(self, status: str) -> bool:
        """Whether a course with this status has done what was expected."""
        return status in OUTCOMES[self.status]


def expectation(word: str) -> Expectation:
    """Raises UsageError for a word that is no outcome."""
    if word.casefold() not in OUTCOMES:
        raise UsageError(f"--expect {word} is no outcome.", remedy=f"Use one of: {', '.join(OUTCOMES)}.", subject=word)
    return Expectation(word.casefold())


def seconds(text: str) -> float:
    """`60s`, `2m`, `500ms`, `90` (seconds). Raises UsageError."""
    read = _TIME.fullmatch(text.strip().casefold())
    value = float(read[1]) * _UNITS_S[read[2]] if read else 0.0
    if not 0 < value <= 86_400:
        raise UsageError(f"--timeout {text} is no time.", remedy="Give a time such as 60s or 2m.", subject=text)
    return value
