"""Figures and times as people read them; nothing printed may move the cursor of a terminal."""

from __future__ import annotations

import re
import time
import unicodedata
from datetime import UTC, datetime

from allure_desktop.moments import seconds_of
from allure_desktop.plain_text import one_line

_RATE = re.compile(r"^\s*([0-9]+(?:[.,][0-9]+)?)\s*([kmg]?)i?b?(?:/s)?\s*$", re.IGNORECASE)


def shown(text: object) -> str:
    """`text` on one line: control characters (a file name may hold them) as visible escapes."""
    return one_line(text)


def size(size_bytes: int | None) -> str:
    """Decimal, as the server counts: `84.2 MB`; a dash when unknown."""
    if size_bytes is None:
        return "–"
    if size_bytes < 1000:
        return f"{size_bytes} bytes" if size_bytes != 1 else "1 byte"
    value = float(size_bytes)
    for unit in ("kB", "MB", "GB", "TB"):
        value /= 1000
        if value < 999.95 or unit == "TB":
            break
    return f"{value:.2f} {unit}" if unit in ("GB", "TB") else f"{value:.1f} {unit}"


def duration(duration_s: float) -> str:
    """`under 0.1 s`, `0.8 s`, `12 s`, `3 min 5 s`, `2 h 4 min`."""
    if duration_s < 0.05:
        return "under 0.1 s"
    if duration_s < 9.95:
        return f"{duration_s:.1f} s"
    whole = round(duration_s)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s" if whole % 60 else f"{whole // 60} min"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def clock(at: float) -> str:
    """A time of today as `14:32`, of another day as `2026-03-01 14:32`; local."""
    when = time.localtime(at)
    today = time.localtime()
    form = "%H:%M" if when[:3] == today[:3] else "%Y-%m-%d %H:%M"
    return time.strftime(form, when)


def ago(at: float) -> str:
    """`just now`, `12 min ago`, `3 h ago`; from one day on the date."""
    past = time.time() - at
    if past < 0 or past >= 86_400:
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(at))
    if past < 60:
        return "just now"
    return f"{int(past // 60)} min ago" if past < 3600 else f"{int(past // 3600)} h ago"


def server_time(text: str) -> str:
    """An ISO 8601 time of the server in the words of `ago`; as received when it is none."""
    moment = parsed_time(text)
    return ago(moment) if moment is not None else shown(text) or "–"


def parsed_time(text: str) -> float | None:
    """Unix seconds of a time in any usual form (without a zone: UTC), None when it is none."""
    return seconds_of(text)


def iso(at: float | None) -> str | None:
    """Unix seconds as ISO 8601 in UTC, for JSON."""
    return None if at is None else datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def count(number: int, one: str, many: str = "") -> str:
    """`1 file`, `1,480 files`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def rate(text: str) -> int:
    """Bytes a second of `2MB/s`, `500k`, `1.5 MB`; decimal units. Raises ValueError."""
    found = _RATE.match(text)
    if not found:
        raise ValueError(text)
    value = float(found[1].replace(",", ".")) * {"": 1, "k": 1e3, "m": 1e6, "g": 1e9}[found[2].lower()]
    if value < 1:
        raise ValueError(text)
    return int(value)


def width(text: str) -> int:
    """Columns of a terminal: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def shortened(text: str, columns: int) -> str:
    """`text` in at most so many columns, with … at its end when it was longer."""
    if width(text) <= columns:
        return text
    kept = ""
    for char in text:
        if width(kept + char) > columns - 1:
            break
        kept += char
    return kept.rstrip() + "…"
