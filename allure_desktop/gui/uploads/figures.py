"""Sizes, spans and moments as people read them, in the locale's own digits and clock."""

from __future__ import annotations

import math
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

translate = QCoreApplication.translate

_SIZE_UNITS = ("B", "kB", "MB", "GB", "TB")


def number(value: int) -> str:
    """A count with the locale's grouping: 1,480."""
    return QLocale().toString(value)


def size(count_bytes: int) -> str:
    """Decimal, as the server counts, three digits: `84.2 MB`, `1.18 GB`, `412 MB`, `640 kB`."""
    text, unit = _scaled(count_bytes)
    return f"{text} {unit}"


def size_of(part_bytes: int, whole_bytes: int) -> str:
    """Two sizes; the unit is written once where both share it: `1.02 of 2.31 GB`."""
    part, part_unit = _scaled(part_bytes)
    whole, whole_unit = _scaled(whole_bytes)
    if part_unit != whole_unit:
        part = f"{part} {part_unit}"
    return translate("Uploads", "{part} of {whole}").format(part=part, whole=f"{whole} {whole_unit}")


def _scaled(count_bytes: int) -> tuple[str, str]:
    value, unit = float(max(count_bytes, 0)), 0
    # 999.5 kB would be written as 1000 kB
    while value >= 999.5 and unit < len(_SIZE_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    if unit == 0:
        return QLocale().toString(int(value)), _SIZE_UNITS[0]
    whole_digits = 1 if value < 9.995 else 2 if value < 99.95 else 3
    decimals = 3 - whole_digits if unit >= 3 else min(1, 3 - whole_digits)
    return QLocale().toString(value, "f", decimals), _SIZE_UNITS[unit]


def rate(bytes_per_s: float) -> str:
    """`0.9 MB/s`."""
    return translate("Uploads", "{size}/s").format(size=size(round(bytes_per_s)))


def span(seconds: float) -> str:
    """How long something took or lasts: `9 s`, `1 min 12 s`, `2 h 5 min`."""
    if 0 < seconds < 1:
        return translate("Uploads", "less than 1 s")
    whole = round(seconds)
    minutes, rest = divmod(whole, 60)
    if minutes == 0:
        return translate("Uploads", "{seconds} s").format(seconds=rest)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return translate("Uploads", "{hours} h {minutes} min").format(hours=hours, minutes=minutes)
    if rest == 0:
        return translate("Uploads", "{minutes} min").format(minutes=minutes)
    return translate("Uploads", "{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)


def about(seconds: float) -> str:
    """A rounded guess: `less than 1 min`, `about 8 min`, `about 2 h 10 min`."""
    minutes = math.ceil(seconds / 60)
    if seconds < 50:
        return translate("Uploads", "less than 1 min")
    if minutes < 60:
        return translate("Uploads", "about {minutes} min").format(minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    if hours >= 10:
        return translate("Uploads", "about {hours} h").format(hours=hours + (minutes >= 30))
    return translate("Uploads", "about {hours} h {minutes} min").format(hours=hours, minutes=minutes // 10 * 10)


def about_days(seconds: float) -> str:
    """A long span, roughly: `20 min`, `3 hours`, `5 days`."""
    if seconds < 5400:
        return translate("Uploads", "{minutes} min").format(minutes=number(round(seconds / 60)))
    if seconds < 36 * 3600:
        return translate("Uploads", "{hours} hours").format(hours=number(round(seconds / 3600)))
    return translate("Uploads", "{days} days").format(days=number(round(seconds / 86_400)))


def clock(moment_s: float, now_s: float) -> str:
    """A time of the day in the locale's short form, with the date when it is another day than `now_s`."""
    moment = QDateTime.fromSecsSinceEpoch(round(moment_s))
    if same_day(moment_s, now_s):
        return QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat)
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


def second(moment_s: float) -> str:
    """The time of the day with its seconds."""
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(moment_s)).time(), "HH:mm:ss")


def ago(moment_s: float, now_s: float) -> str:
    """Relative up to an hour, then the time, then the date."""
    seconds = max(0.0, now_s - moment_s)
    if seconds < 60:
        return translate("Uploads", "just now")
    if seconds < 3600:
        return translate("Uploads", "{minutes} min ago").format(minutes=int(seconds // 60))
    return translate("Uploads", "since {time}").format(time=clock(moment_s, now_s))


def iso(moment_s: float) -> str:
    """ISO 8601 with the offset, for tooltips."""
    return datetime.fromtimestamp(moment_s).astimezone().isoformat(timespec="seconds")


def same_day(moment_s: float, now_s: float) -> bool:
    """Both fall on the same day of this computer's calendar."""
    return datetime.fromtimestamp(moment_s).date() == datetime.fromtimestamp(now_s).date()


def percent(part: int, whole: int | None) -> int:
    """Rounded down, so that 100 is only said when everything is there."""
    if not whole:
        return 0
    return min(100, max(0, part * 100 // whole))
