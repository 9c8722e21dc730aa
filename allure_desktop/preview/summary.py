"""Sums up an attempt: what an LMS would have recorded, what it would complain of, how near the limits were."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from allure_desktop.preview.examiner import Examiner, PartLog
from allure_desktop.preview.explanation import Explanation

_CLOCK = re.compile(r"(\d{1,4}):(\d{1,2}):(\d{1,2}(?:\.\d*)?)")
_PERIOD = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d*)?)S)?)?", re.IGNORECASE
)
_SEVERITIES = ("error", "warning", "note")


class Limit(NamedTuple):
    """How much of what every LMS must keep was used, in characters."""

    name: str
    used: int
    limit: int


class Complaint(NamedTuple):
    """One kind of trouble with its first call and how often it came."""

    explanation: Explanation
    first_call: int
    times: int


class PartResult(NamedTuple):
    """What one part told. `talked`: it has found the run-time; `ended`: it has said good-bye."""

    part: str
    title: str
    status: str
    score: str
    seconds: float | None
    talked: bool
    ended: bool
    interactions: int


class Summary(NamedTuple):
    """`recorded` tells whether an LMS would take the course as done; `seconds` is None where no time was told."""

    recorded: bool
    headline: str
    status: str
    score: str
    seconds: float | None
    parts: tuple[PartResult, ...]
    complaints: tuple[Complaint, ...]
    limits: tuple[Limit, ...]


def summarize(
    examiner: Examiner, *, status: str, percent: float | None, titles: Mapping[str, str], seen_s: float | None = None
) -> Summary:
    """The attempt in one table.

    `status` and `percent`: what the player makes of the whole course ("completed", "passed", "failed", "incomplete",
    "not attempted"); `titles`: part id → title, in order; `seen_s`: how long the course was open.
    """
    parts = tuple(_part(examiner, part, title) for part, title in titles.items())
    told = [part.seconds for part in parts if part.seconds is not None]
    score = f"{percent:g} %" if percent is not None else next((part.score for part in parts if part.score), "")
    return Summary(
        recorded=status in ("completed", "passed"),
        headline=_headline(status, parts, examiner),
        status=status,
        score=score,
        seconds=sum(told) if told else seen_s,
        parts=parts,
        complaints=_complaints(examiner),
        limits=_limits(examiner),
    )


def read_seconds(value: str) -> float | None:
    """Seconds of a time span of either standard (1.2: HHHH:MM:SS.SS, 2004: ISO 8601); None if it is neither."""
    clock = _CLOCK.fullmatch(value)
    if clock is not None:
        return int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3])
    period = _PERIOD.fullmatch(value)
    if period is None or not any(period.groups()):
        return None
    years, months, days, hours, minutes, seconds = (float(group or 0) for group in period.groups())
    return ((years * 365 + months * 30 + days) * 24 + hours) * 3600 + minutes * 60 + seconds


def _part(examiner: Examiner, part: str, title: str) -> PartResult:
    log = examiner.parts.get(part) or PartLog(part)
    if examiner.facts.standard == "1.2":
        status = log.value("cmi.core.lesson_status")
        raw, most = log.value("cmi.core.score.raw"), log.value("cmi.core.score.max")
        time = log.value("cmi.core.session_time")
    else:
        status = ", ".join(filter(None, (log.value("cmi.completion_status"), log.value("cmi.success_status"))))
        raw, most = log.value("cmi.score.raw"), log.value("cmi.score.max")
        time = log.value("cmi.session_time")
        if not raw and log.value("cmi.score.scaled"):
            raw, most = log.value("cmi.score.scaled"), "1"
    score = f"{raw} of {most}" if raw and most else raw
    return PartResult(
        part,
        title,
        status,
        score,
        read_seconds(time),
        log.initialized,
        log.terminated,
        log.interactions,
    )


def _headline(status: str, parts: tuple[PartResult, ...], examiner: Examiner) -> str:
    talked = any(part.talked for part in parts)
    if not talked and not any(log.calls for log in examiner.parts.values()):
        return "The course never spoke to the LMS: nothing but “opened” would be recorded."
    if not talked:
        return "The course never began its session: an LMS would record nothing."
    words = {
        "passed": "An LMS would record this attempt as passed.",
        "completed": "An LMS would record this attempt as completed.",
        "failed": "An LMS would record this attempt as failed.",
    }
    if status in words:
        return words[status]
    open_parts = [part for part in parts if part.talked and not part.ended]
    if open_parts:
        return "An LMS would record this attempt as incomplete: a part never said good-bye."
    return "An LMS would record this attempt as incomplete."


def _complaints(examiner: Examiner) -> tuple[Complaint, ...]:
    first: dict[tuple[str, str], tuple[int, Explanation]] = {}
    count: dict[tuple[str, str], int] = {}
    for n, said in examiner.marks.items():
        key = (said.code, said.title)
        first.setdefault(key, (n, said))
        count[key] = count.get(key, 0) + 1
    complaints = [Complaint(said, n, count[key]) for key, (n, said) in first.items()]
    return tuple(sorted(complaints, key=lambda one: (_SEVERITIES.index(one.explanation.severity), one.first_call)))


def _limits(examiner: Examiner) -> tuple[Limit, ...]:
    facts = examiner.facts
    longest = {"cmi.suspend_data": 0, "bookmark": 0}
    bookmark = "cmi.core.lesson_location" if facts.standard == "1.2" else "cmi.location"
    for log in examiner.parts.values():
        longest["cmi.suspend_data"] = max(longest["cmi.suspend_data"], log.lengths.get("cmi.suspend_data", 0))
        longest["bookmark"] = max(longest["bookmark"], log.lengths.get(bookmark, 0))
    return (
        Limit("Suspend data", longest["cmi.suspend_data"], facts.suspend_data_limit),
        Limit("Bookmark", longest["bookmark"], 255 if facts.standard == "1.2" else 1000),
    )
