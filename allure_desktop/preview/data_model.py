"""The run-time's data model as a table: what each element holds, who may write it, which values the standard allows."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from typing import Literal, NamedTuple

Access = Literal["read", "write", "both"]

_INDEX = re.compile(r"\.\d+(?=\.|$)")


class Element(NamedTuple):
    """One element. `name` has `n` for every index; `limit` is the number of characters every LMS must keep, 0 = none.

    `allowed` says in words what may be stored; `words` are the whole vocabulary where there is one.
    """

    name: str
    access: Access
    meaning: str
    allowed: str = ""
    words: tuple[str, ...] = ()
    limit: int = 0
    section: str = ""


_TIME_12 = "a time span as HHHH:MM:SS.SS"
_DECIMAL = "a number"
_SCORE_12 = "a number from 0 to 100"
_SCALED = "a number from -1 to 1"
_TIME_2004 = "a duration as P1DT2H3M4S (ISO 8601)"
_TIME_POINT = "a date and time as 2026-01-31T14:30:00 (ISO 8601)"
_STATUS_12 = ("passed", "completed", "failed", "incomplete", "browsed", "not attempted")
_COMPLETION = ("completed", "incomplete", "not attempted", "unknown")
_SUCCESS = ("passed", "failed", "unknown")
_RESULT_12 = ("correct", "wrong", "unanticipated", "neutral")
_RESULT_2004 = ("correct", "incorrect", "unanticipated", "neutral")
_TYPES_12 = ("true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert", "numeric")
_TYPES_2004 = (
    "true-false",
    "choice",
    "fill-in",
    "long-fill-in",
    "matching",
    "performance",
    "sequencing",
    "likert",
    "numeric",
    "other",
)

SCORM_12: tuple[Element, ...] = (
    Element("cmi.core.student_id", "read", "the learner's id", section="3.4.4.1"),
    Element("cmi.core.student_name", "read", "the learner's name", section="3.4.4.2"),
    Element("cmi.core.lesson_location", "both", "the bookmark", "up to 255 characters", limit=255, section="3.4.4.3"),
    Element("cmi.core.credit", "read", "whether the attempt counts", words=("credit", "no-credit"), section="3.4.4.4"),
    Element(
        "cmi.core.lesson_status", "both", "the status learners and reports see", words=_STATUS_12, section="3.4.4.5"
    ),
    Element(
        "cmi.core.entry", "read", "whether the attempt is resumed", words=("ab-initio", "resume", ""), section="3.4.4.6"
    ),
    Element("cmi.core.score.raw", "both", "the score", _SCORE_12, section="3.4.4.7"),
    Element("cmi.core.score.max", "both", "the highest score", _SCORE_12, section="3.4.4.7"),
    Element("cmi.core.score.min", "both", "the lowest score", _SCORE_12, section="3.4.4.7"),
    Element("cmi.core.total_time", "read", "the time of all earlier sessions", _TIME_12, section="3.4.4.8"),
    Element(
        "cmi.core.lesson_mode",
        "read",
        "how the course is shown",
        words=("browse", "normal", "review"),
        section="3.4.4.9",
    ),
    Element(
        "cmi.core.exit",
        "write",
        "how the learner leaves",
        words=("time-out", "suspend", "logout", ""),
        section="3.4.4.10",
    ),
    Element("cmi.core.session_time", "write", "the time of this session", _TIME_12, section="3.4.4.11"),
    Element(
        "cmi.suspend_data",
        "both",
        "what the course keeps for its next start",
        "up to 4,096 characters",
        limit=4096,
        section="3.4.5",
    ),
    Element("cmi.launch_data", "read", "what the manifest gives the course at its start", section="3.4.6"),
    Element("cmi.comments", "both", "the learner's comments", "up to 4,096 characters", limit=4096, section="3.4.7"),
    Element("cmi.comments_from_lms", "read", "comments for the learner", section="3.4.8"),
    Element("cmi.objectives.n.id", "both", "an objective's name", "up to 255 characters", limit=255, section="3.4.9"),
    Element("cmi.objectives.n.score.raw", "both", "an objective's score", _SCORE_12, section="3.4.9"),
    Element("cmi.objectives.n.score.max", "both", "an objective's highest score", _SCORE_12, section="3.4.9"),
    Element("cmi.objectives.n.score.min", "both", "an objective's lowest score", _SCORE_12, section="3.4.9"),
    Element("cmi.objectives.n.status", "both", "an objective's status", words=_STATUS_12, section="3.4.9"),
    Element("cmi.student_data.mastery_score", "read", "the score from which it counts as passed", section="3.4.10"),
    Element("cmi.student_data.max_time_allowed", "read", "the time an attempt may take", section="3.4.10"),
    Element("cmi.student_data.time_limit_action", "read", "what happens when it is over", section="3.4.10"),
    Element("cmi.student_preference.audio", "both", "the loudness", "a whole number from -1 to 100", section="3.4.11"),
    Element("cmi.student_preference.language", "both", "the language", "up to 255 characters", section="3.4.11"),
    Element("cmi.student_preference.speed", "both", "the speed", "a whole number from -100 to 100", section="3.4.11"),
    Element("cmi.student_preference.text", "both", "captions", words=("-1", "0", "1"), section="3.4.11"),
    Element("cmi.interactions.n.id", "write", "a question's name", "up to 255 characters", limit=255, section="3.4.12"),
    Element("cmi.interactions.n.objectives.n.id", "write", "the objective a question serves", section="3.4.12"),
    Element("cmi.interactions.n.time", "write", "when it was answered", "a time as HH:MM:SS.SS", section="3.4.12"),
    Element("cmi.interactions.n.type", "write", "the kind of question", words=_TYPES_12, section="3.4.12"),
    Element("cmi.interactions.n.correct_responses.n.pattern", "write", "a right answer", section="3.4.12"),
    Element("cmi.interactions.n.weighting", "write", "the question's weight", _DECIMAL, section="3.4.12"),
    Element("cmi.interactions.n.student_response", "write", "the learner's answer", section="3.4.12"),
    Element(
        "cmi.interactions.n.result",
        "write",
        "how the answer was judged",
        "correct, wrong, unanticipated, neutral or a number",
        words=_RESULT_12,
        section="3.4.12",
    ),
    Element("cmi.interactions.n.latency", "write", "the time until the answer", _TIME_12, section="3.4.12"),
)

SCORM_2004: tuple[Element, ...] = (
    Element("cmi.comments_from_learner.n.comment", "both", "a learner's comment", limit=4000, section="4.2.2"),
    Element("cmi.comments_from_learner.n.location", "both", "where the comment belongs", limit=250, section="4.2.2"),
    Element("cmi.comments_from_learner.n.timestamp", "both", "when it was written", _TIME_POINT, section="4.2.2"),
    Element("cmi.comments_from_lms.n.comment", "read", "a comment for the learner", section="4.2.3"),
    Element("cmi.comments_from_lms.n.location", "read", "where the comment belongs", section="4.2.3"),
    Element("cmi.comments_from_lms.n.timestamp", "read", "when it was written", section="4.2.3"),
    Element("cmi.completion_status", "both", "whether the content was completed", words=_COMPLETION, section="4.2.4"),
    Element("cmi.completion_threshold", "read", "the progress from which it counts as completed", section="4.2.5"),
    Element("cmi.credit", "read", "whether the attempt counts", words=("credit", "no-credit"), section="4.2.6"),
    Element("cmi.entry", "read", "whether the attempt is resumed", words=("ab-initio", "resume", ""), section="4.2.7"),
    Element(
        "cmi.exit",
        "write",
        "how the learner leaves",
        words=("time-out", "suspend", "logout", "normal", ""),
        section="4.2.8",
    ),
    Element("cmi.interactions.n.id", "both", "a question's name", "an identifier (URI)", limit=4000, section="4.2.9"),
    Element("cmi.interactions.n.type", "both", "the kind of question", words=_TYPES_2004, section="4.2.9"),
    Element("cmi.interactions.n.objectives.n.id", "both", "the objective a question serves", section="4.2.9"),
    Element("cmi.interactions.n.timestamp", "both", "when it was first shown", _TIME_POINT, section="4.2.9"),
    Element("cmi.interactions.n.correct_responses.n.pattern", "both", "a right answer", section="4.2.9"),
    Element("cmi.interactions.n.weighting", "both", "the question's weight", _DECIMAL, section="4.2.9"),
    Element("cmi.interactions.n.learner_response", "both", "the learner's answer", section="4.2.9"),
    Element(
        "cmi.interactions.n.result",
        "both",
        "how the answer was judged",
        "correct, incorrect, unanticipated, neutral or a number",
        words=_RESULT_2004,
        section="4.2.9",
    ),
    Element("cmi.interactions.n.latency", "both", "the time until the answer", _TIME_2004, section="4.2.9"),
    Element("cmi.interactions.n.description", "both", "the question's text", limit=250, section="4.2.9"),
    Element("cmi.launch_data", "read", "what the manifest gives the course at its start", section="4.2.10"),
    Element("cmi.learner_id", "read", "the learner's id", section="4.2.11"),
    Element("cmi.learner_name", "read", "the learner's name", section="4.2.12"),
    Element("cmi.learner_preference.audio_level", "both", "the loudness", "a number from 0", section="4.2.13"),
    Element("cmi.learner_preference.language", "both", "the language", "a language as en-GB", section="4.2.13"),
    Element("cmi.learner_preference.delivery_speed", "both", "the speed", "a number from 0", section="4.2.13"),
    Element("cmi.learner_preference.audio_captioning", "both", "captions", words=("-1", "0", "1"), section="4.2.13"),
    Element("cmi.location", "both", "the bookmark", "up to 1,000 characters", limit=1000, section="4.2.14"),
    Element("cmi.max_time_allowed", "read", "the time an attempt may take", section="4.2.15"),
    Element("cmi.mode", "read", "how the course is shown", words=("browse", "normal", "review"), section="4.2.16"),
    Element("cmi.objectives.n.id", "both", "an objective's name", "an identifier (URI)", limit=4000, section="4.2.17"),
    Element("cmi.objectives.n.score.scaled", "both", "an objective's score", _SCALED, section="4.2.17"),
    Element("cmi.objectives.n.score.raw", "both", "an objective's points", _DECIMAL, section="4.2.17"),
    Element("cmi.objectives.n.score.min", "both", "an objective's lowest points", _DECIMAL, section="4.2.17"),
    Element("cmi.objectives.n.score.max", "both", "an objective's highest points", _DECIMAL, section="4.2.17"),
    Element("cmi.objectives.n.success_status", "both", "an objective's result", words=_SUCCESS, section="4.2.17"),
    Element("cmi.objectives.n.completion_status", "both", "an objective's state", words=_COMPLETION, section="4.2.17"),
    Element("cmi.objectives.n.progress_measure", "both", "an objective's progress", "0 to 1", section="4.2.17"),
    Element("cmi.objectives.n.description", "both", "an objective's text", limit=250, section="4.2.17"),
    Element("cmi.progress_measure", "both", "how far the learner is", "a number from 0 to 1", section="4.2.18"),
    Element("cmi.scaled_passing_score", "read", "the score from which it counts as passed", section="4.2.19"),
    Element("cmi.score.scaled", "both", "the score that systems record", _SCALED, section="4.2.20"),
    Element("cmi.score.raw", "both", "the points", _DECIMAL, section="4.2.20"),
    Element("cmi.score.min", "both", "the lowest points", _DECIMAL, section="4.2.20"),
    Element("cmi.score.max", "both", "the highest points", _DECIMAL, section="4.2.20"),
    Element("cmi.session_time", "write", "the time of this session", _TIME_2004, section="4.2.21"),
    Element("cmi.success_status", "both", "whether the learner passed", words=_SUCCESS, section="4.2.22"),
    Element(
        "cmi.suspend_data",
        "both",
        "what the course keeps for its next start",
        "up to 64,000 characters",
        limit=64000,
        section="4.2.23",
    ),
    Element("cmi.time_limit_action", "read", "what happens when the time is over", section="4.2.24"),
    Element("cmi.total_time", "read", "the time of all earlier sessions", _TIME_2004, section="4.2.25"),
    Element(
        "adl.nav.request",
        "both",
        "where to go when this part ends",
        "continue, previous, exit, exitAll, abandon, abandonAll, suspendAll, {target=ID}choice, {target=ID}jump, _none_",
        section="SN 5.6.4",
    ),
    Element("adl.nav.request_valid.continue", "read", "whether “continue” would work", section="SN 5.6.4"),
    Element("adl.nav.request_valid.previous", "read", "whether “previous” would work", section="SN 5.6.4"),
    Element("adl.nav.request_valid.choice", "read", "whether a choice would work", section="SN 5.6.4"),
    Element("adl.nav.request_valid.jump", "read", "whether a jump would work", section="SN 5.6.4"),
    Element("adl.data.n.id", "read", "the name of a store that parts share", section="4.3.1"),
    Element("adl.data.n.store", "both", "what parts share", "up to 64,000 characters", limit=64000, section="4.3.1"),
)

#: What one standard calls otherwise than the other: the name that was asked for → the right one.
_OTHER_NAME = {
    "1.2": {
        "cmi.score.raw": "cmi.core.score.raw",
        "cmi.score.min": "cmi.core.score.min",
        "cmi.score.max": "cmi.core.score.max",
        "cmi.score.scaled": "cmi.core.score.raw",
        "cmi.completion_status": "cmi.core.lesson_status",
        "cmi.success_status": "cmi.core.lesson_status",
        "cmi.location": "cmi.core.lesson_location",
        "cmi.exit": "cmi.core.exit",
        "cmi.entry": "cmi.core.entry",
        "cmi.mode": "cmi.core.lesson_mode",
        "cmi.session_time": "cmi.core.session_time",
        "cmi.learner_id": "cmi.core.student_id",
        "cmi.learner_name": "cmi.core.student_name",
        "cmi.core.suspend_data": "cmi.suspend_data",
        "cmi.lesson_status": "cmi.core.lesson_status",
        "cmi.lesson_location": "cmi.core.lesson_location",
        "cmi.interactions.n.learner_response": "cmi.interactions.n.student_response",
        "cmi.interactions.n.timestamp": "cmi.interactions.n.time",
    },
    "2004": {
        "cmi.core.lesson_status": "cmi.completion_status and cmi.success_status",
        "cmi.core.score.raw": "cmi.score.raw (and cmi.score.scaled)",
        "cmi.core.score.min": "cmi.score.min",
        "cmi.core.score.max": "cmi.score.max",
        "cmi.core.lesson_location": "cmi.location",
        "cmi.core.exit": "cmi.exit",
        "cmi.core.entry": "cmi.entry",
        "cmi.core.lesson_mode": "cmi.mode",
        "cmi.core.session_time": "cmi.session_time",
        "cmi.core.student_id": "cmi.learner_id",
        "cmi.core.student_name": "cmi.learner_name",
        "cmi.student_data.mastery_score": "cmi.scaled_passing_score",
        "cmi.interactions.n.student_response": "cmi.interactions.n.learner_response",
        "cmi.interactions.n.time": "cmi.interactions.n.timestamp",
    },
}


def pattern_of(element: str) -> str:
    """`cmi.interactions.12.id` → `cmi.interactions.n.id`."""
    return _INDEX.sub(".n", element)


@cache
def _table(standard: str) -> dict[str, Element]:
    return {element.name: element for element in (SCORM_12 if standard == "1.2" else SCORM_2004)}


def find(standard: str, element: str) -> Element | None:
    """What the standard ("1.2" or "2004") says of `element`, or None if it has no such element."""
    return _table(standard).get(pattern_of(element))


def other_name(standard: str, element: str) -> str:
    """The name that was meant, where the asked one belongs to the other standard or has a slip; else ''."""
    pattern = pattern_of(element)
    told = _OTHER_NAME[standard].get(pattern)
    if told is None:
        near = get_close_matches(pattern, _table(standard), n=1, cutoff=0.85)
        told = near[0] if near and near[0] != pattern else ""
    for index in re.findall(r"\.(\d+)(?=\.|$)", element):
        told = told.replace(".n", f".{index}", 1)
    return told


def near_word(element: Element, value: str) -> str:
    """The word of the vocabulary that `value` was meant to be, or ''."""
    asked = value.strip().lower()
    slips = {"complete": "completed", "pass": "passed", "fail": "failed", "finished": "completed", "done": "completed"}
    slips |= {"notattempted": "not attempted", "not-attempted": "not attempted", "in progress": "incomplete"}
    slips |= {"incorrect": "wrong", "false": "wrong", "true": "correct", "timeout": "time-out", "wrong": "incorrect"}
    for word in (asked, slips.get(asked, "")):
        if word and word in element.words:
            return word
    near = get_close_matches(asked, [word for word in element.words if word], n=1, cutoff=0.75)
    return near[0] if near else ""
