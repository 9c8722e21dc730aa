"""What the list and the panel say of a package, in the locale's forms."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale

from allure_desktop.gui.uploads import figures
from allure_desktop.library import standards
from allure_desktop.moments import seconds_of

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord

translate = QCoreApplication.translate

_DURATION = r"^\s*(?:P(?:T)?)?\s*(?:(?P<h>\d+)\s*h(?:ours?|r|rs)?)?\s*(?:(?P<m>\d+)\s*m(?:in|inutes?)?)?\s*(?:(?P<s>\d+)\s*s)?\s*$"


def standard(record: PackageRecord, *, long: bool = False) -> str:
    """`1.2`, `2004 3rd`, and in the panel `SCORM 2004 3rd Edition`."""
    short = standards.standard(record)
    if not long:
        return short
    if short.startswith("2004 "):
        return translate("Library", "SCORM {standard} Edition").format(standard=short)
    return translate("Library", "SCORM {standard}").format(standard=short)


def version(record: PackageRecord) -> str:
    """`v7`, a dash where the server does not tell."""
    return f"v{record.current_revision}" if record.current_revision else "–"


def size(record: PackageRecord) -> str:
    return figures.size(record.file_size_bytes) if record.file_size_bytes is not None else "–"


def when(iso: str, now_s: float | None = None) -> str:
    """Relative within the hour, the time today, then Yesterday, then the date: `12 min ago`, `11:20`, `21 Nov`."""
    then_s = seconds_of(iso)
    if then_s is None:
        return iso or "–"
    now_s = time.time() if now_s is None else now_s
    if 0 <= now_s - then_s < 3600:
        return figures.ago(then_s, now_s)
    then, today = QDateTime.fromSecsSinceEpoch(round(then_s)), QDateTime.fromSecsSinceEpoch(round(now_s)).date()
    days = then.date().daysTo(today)
    if days == 0:
        return QLocale().toString(then.time(), QLocale.FormatType.ShortFormat)
    if days == 1:
        return translate("Library", "Yesterday")
    return date(then.date(), today)


def date(day: QDate, today: QDate) -> str:
    """`21 Nov`, with the year where it is another."""
    return QLocale().toString(day, "d MMM" if day.year() == today.year() else "d MMM yyyy")


def when_long(iso: str, now_s: float | None = None) -> str:
    """As `when`, with the time beside a date: `21 Nov 16:40`."""
    then_s = seconds_of(iso)
    words = when(iso, now_s)
    if then_s is None or (time.time() if now_s is None else now_s) - then_s < 86_400:
        return words
    clock = QDateTime.fromSecsSinceEpoch(round(then_s)).time()
    return f"{words} {QLocale().toString(clock, QLocale.FormatType.ShortFormat)}"


def duration_minutes(text: str) -> int | None:
    """Minutes of `PT45M`, `45m`, `1h 30min`; None for anything else, which is then shown as it is."""
    found = re.match(_DURATION, text, re.IGNORECASE)
    if not text.strip() or found is None or not any(found.groups()):
        return None
    return int(found["h"] or 0) * 60 + int(found["m"] or 0) + (1 if int(found["s"] or 0) >= 30 else 0)


def duration(text: str) -> str:
    """`45 min`, `1 h 30 min`."""
    minutes = duration_minutes(text)
    if minutes is None:
        return text
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return translate("Library", "{hours} h {minutes} min").format(hours=hours, minutes=rest)
    if hours:
        return translate("Library", "{hours} h").format(hours=hours)
    return translate("Library", "{minutes} min").format(minutes=rest)


def subtitle(record: PackageRecord) -> str:
    """`SCORM 2004 3rd Edition · 4 SCOs · 45 min`."""
    parts = [standard(record, long=True)]
    if record.sco_count is not None:
        parts.append(
            translate("Library", "1 SCO")
            if record.sco_count == 1
            else translate("Library", "{count} SCOs").format(count=figures.number(record.sco_count))
        )
    if record.duration:
        parts.append(duration(record.duration))
    return " · ".join(parts)


def sentence(record: PackageRecord) -> str:
    """The whole row for those who do not see it."""
    parts = [
        record.title,
        standard(record, long=True),
        translate("Library", "version {number}").format(number=record.current_revision or "–"),
        size(record),
    ]
    if record.tags:
        parts.append(translate("Library", "tags {tags}").format(tags=", ".join(record.tags)))
    parts.append(translate("Library", "changed {when}").format(when=when(record.updated_at or record.created_at)))
    return ", ".join(parts)


def count(packages: int) -> str:
    """`1 package`, `1,284 packages`."""
    if packages == 1:
        return translate("Library", "1 package")
    return translate("Library", "{count} packages").format(count=figures.number(packages))
