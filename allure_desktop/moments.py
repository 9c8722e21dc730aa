"""Times as servers of all kinds write them, as seconds of one clock."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime

_UNIX = re.compile(r"^-?\d{8,19}(?:\.\d+)?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$")
_YEAR_FIRST = re.compile(r"^(\d{4})/(\d{1,2})/(\d{1,2})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$")
_ZONE = re.compile(r"\s*(?:UTC|GMT|Z)$", re.IGNORECASE)
#: Unix milliseconds, micro- and nanoseconds are larger than any seconds that are meant
_UNITS = (1e11, 1e14, 1e17)


def seconds_of(text: str) -> float | None:
    """Unix seconds of a time as received, None where it is none; without a zone it is UTC, as servers mean it.

    ISO 8601 in all its forms (also with a blank for the T, and UTC in words), Unix time in seconds to nanoseconds,
    RFC 2822 (`Tue, 24 Nov 2026 10:00:00 GMT`), `24.11.2026 10:00` and `2026/11/24 10:00`.
    """
    text = text.strip()
    if not text or len(text) > 64:
        return None
    try:
        return _plain(datetime.fromisoformat(text))
    except (ValueError, OverflowError, OSError):
        pass
    if _UNIX.match(text):
        return _unix(float(text))
    try:
        if (found := _DAY_FIRST.match(text)) or (found := _YEAR_FIRST.match(text)):
            parts = [int(part or 0) for part in found.groups()]
            if found.re is _DAY_FIRST:
                parts[0], parts[2] = parts[2], parts[0]
            return datetime(*parts[:3], *parts[3:], tzinfo=UTC).timestamp()  # type: ignore[arg-type, misc]
        if _ZONE.search(text) and text[0].isdigit():
            return _plain(datetime.fromisoformat(_ZONE.sub("", text).rstrip()))
        if text[-5:-4] in ("+", "-") and text[0].isdigit():
            return _plain(datetime.fromisoformat(text[:-5].rstrip() + text[-5:]))
    except (ValueError, OverflowError, OSError):
        return None
    return _of_mail(text)


def _plain(moment: datetime) -> float:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _unix(number: float) -> float | None:
    for limit in reversed(_UNITS):
        if abs(number) >= limit:
            number /= {1e11: 1e3, 1e14: 1e6, 1e17: 1e9}[limit]
            break
    return number if math.isfinite(number) else None


def _of_mail(text: str) -> float | None:
    from email.utils import parsedate_to_datetime

    try:
        return _plain(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None


def sortable(seconds: float | None) -> str:
    """Text that stands in the order of time; '' for none, before all others."""
    if seconds is None:
        return ""
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")
    except (ValueError, OverflowError, OSError):
        return ""
