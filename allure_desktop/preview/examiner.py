"""Follows an attempt call by call: finds what was refused and what is suspicious although it was accepted."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from allure_desktop.preview import data_model
from allure_desktop.preview.call import Call
from allure_desktop.preview.explain import explain
from allure_desktop.preview.explanation import CourseFacts, Explanation, Severity, asked_words, quoted, where_words

#: Explanations kept at most; a course in a loop makes the same mistake ten thousand times.
MOST_MARKS = 5_000
_NEAR_LIMIT = 0.9
_FLOOD_WINDOW_MS = 10_000.0
_MOST_COMMITS = 30
_MOST_CALLS = 2_000
_DONE_12 = ("passed", "completed")
_STATUS = {"1.2": ("cmi.core.lesson_status",), "2004": ("cmi.completion_status", "cmi.success_status")}
_BOOKMARK = {"1.2": "cmi.core.lesson_location", "2004": "cmi.location"}
_EXIT = {"1.2": "cmi.core.exit", "2004": "cmi.exit"}
_SESSION_TIME = {"1.2": "cmi.core.session_time", "2004": "cmi.session_time"}
_RAW = {"1.2": "cmi.core.score.raw", "2004": "cmi.score.raw"}
_MAX = {"1.2": "cmi.core.score.max", "2004": "cmi.score.max"}


@dataclass
class PartLog:
    """What one part of the course has told in its latest session; `stored` holds no lists of interactions."""

    part: str
    initialized: bool = False
    terminated: bool = False
    calls: int = 0
    stored: dict[str, str] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    interactions: int = 0

    def value(self, element: str) -> str:
        """What was stored last, or ''."""
        return self.stored.get(element, "")


class Examiner:
    """One attempt. Feed it every call once, in order; not thread-safe."""

    def __init__(self, facts: CourseFacts) -> None:
        self.facts = facts
        #: number of the call → what is to be said about it
        self.marks: dict[int, Explanation] = {}
        self.parts: dict[str, PartLog] = {}
        self._told: set[tuple[str, str]] = set()
        self._commits: deque[float] = deque(maxlen=_MOST_COMMITS)
        self._times: deque[float] = deque(maxlen=_MOST_CALLS)

    def look(self, call: Call) -> Explanation | None:
        """What is to be said about `call`, kept in `marks`; None if nothing is."""
        part = self.parts.setdefault(call.part, PartLog(call.part))
        if call.act == "Initialize" and not call.failed:
            part = self.parts[call.part] = PartLog(call.part, initialized=True)
        part.calls += 1
        said = explain(call, self.facts, terminated=part.terminated)
        if said is None:
            said = self._suspicious(call, part)
            self._note(call, part)
        if said is not None and len(self.marks) < MOST_MARKS:
            self.marks[call.n] = said
        return said

    def _note(self, call: Call, part: PartLog) -> None:
        if call.act == "Terminate":
            part.terminated = True
        elif call.act == "SetValue":
            pattern = data_model.pattern_of(call.element)
            if pattern == call.element:
                part.stored[call.element] = call.value
                part.lengths[call.element] = call.value_length
            elif pattern == "cmi.interactions.n.id":
                part.interactions += 1

    def _suspicious(self, call: Call, part: PartLog) -> Explanation | None:
        flood = self._flood(call)
        if flood is not None:
            return flood
        if call.act == "SetValue":
            return self._stored(call, part)
        if call.act == "Terminate":
            return self._ended(call, part)
        return None

    def _say(self, call: Call, code: str, severity: Severity, title: str, *texts: str) -> Explanation:
        allowed, learner, change = texts
        return Explanation(
            code,
            severity,
            title,
            asked_words(call),
            allowed,
            learner,
            change,
            where_words(call),
        )

    def _once(self, part: str, code: str) -> bool:
        if (part, code) in self._told:
            return False
        self._told.add((part, code))
        return True

    def _flood(self, call: Call) -> Explanation | None:
        self._times.append(call.ms)
        if len(self._times) == _MOST_CALLS and call.ms - self._times[0] < _FLOOD_WINDOW_MS and self._once("", "flood"):
            return self._say(
                call,
                "call-flood",
                "warning",
                f"More than {_MOST_CALLS:,} calls in ten seconds",
                "The standard sets no limit.",
                "The course gets slow: some systems ask their server at every call.",
                "Do not call in a loop or at every frame; read once and keep the value.",
            )
        if call.act != "Commit":
            return None
        self._commits.append(call.ms)
        many = len(self._commits) == _MOST_COMMITS and call.ms - self._commits[0] < _FLOOD_WINDOW_MS
        if not many or not self._once("", "commits"):
            return None
        return self._say(
            call,
            "commit-flood",
            "warning",
            f"{_MOST_COMMITS} commits in ten seconds",
            "The standard sets no limit, but each commit may be a request to the LMS.",
            "Pages turn slowly, and some systems refuse further commits for a while.",
            "Commit after a page or an answer, not at every value.",
        )

    def _stored(self, call: Call, part: PartLog) -> Explanation | None:
        standard = self.facts.standard
        element = data_model.find(standard, call.element)
        if element is None:
            return None
        limit = self.facts.suspend_data_limit if element.name == "cmi.suspend_data" else element.limit
        if limit and call.value_length > _NEAR_LIMIT * limit:
            return self._long(call, element, limit)
        if element.words and not element.allowed and call.value not in element.words:
            near = data_model.near_word(element, call.value)
            return self._say(
                call,
                "tolerated",
                "warning",
                f"A strict LMS refuses {quoted(call.value)}",
                "This profile takes it. The standard allows "
                + ", ".join(word or "(empty)" for word in element.words)
                + ".",
                "On a strict system the value is lost.",
                f"Store “{near}”." if near else "Store one of these words.",
            )
        if element.name in _STATUS[standard]:
            return self._status(call, part)
        if call.element == _EXIT[standard] and call.value == "logout":
            return self._say(
                call,
                "logout",
                "warning",
                "“logout” may sign the learner out of the LMS",
                "The standard allows it and advises against it: some systems end the learner's whole session.",
                "The learner has to sign in again.",
                "Store “suspend” to go on later, or an empty text at the end.",
            )
        if call.element == _RAW[standard]:
            return self._score(call, part)
        return None

    def _long(self, call: Call, element: data_model.Element, limit: int) -> Explanation | None:
        name = (
            "suspend data" if element.name == "cmi.suspend_data" else element.name.rpartition(".")[2].replace("_", " ")
        )
        length = call.value_length
        if length <= limit:
            if not self._once(call.part, f"near {element.name}"):
                return None
            return self._say(
                call,
                "near-limit",
                "note",
                f"The {name} is nearly full: {length:,} of {limit:,} characters",
                f"{self.facts.name} guarantees {limit:,} characters.",
                "A longer visit may not be resumed everywhere.",
                self._shorter(),
            )
        return self._say(
            call,
            "over-limit",
            "warning",
            f"The {name} is too long for many systems: {length:,} of {limit:,} characters",
            f"{self.facts.name} guarantees {limit:,} characters. Some systems take more, some cut it, some refuse it.",
            "Learners would begin again from an earlier place, or from the start.",
            self._shorter(),
        )

    def _shorter(self) -> str:
        words = "Split the course, or let it keep less (slides set to “resume saved state” are what fills it)."
        return words if self.facts.standard == "2004" else f"{words} SCORM 2004 3rd and 4th Edition keep 64,000."

    def _status(self, call: Call, part: PartLog) -> Explanation | None:
        before = part.value(call.element)
        back = before in (*_DONE_12, "completed") and call.value in ("incomplete", "not attempted", "unknown")
        if back:
            return self._say(
                call,
                "status-taken-back",
                "warning",
                f"The course takes back “{before}”",
                "The standard allows it.",
                f"In the report {before} becomes {call.value} again: certificates and due dates may be lost.",
                "Do not store a lower status once the course is done: ask for the status first.",
            )
        if self.facts.standard == "1.2" and call.value == "not attempted":
            return self._say(
                call,
                "not-attempted",
                "note",
                "“not attempted” is for the LMS to say",
                "The vocabulary has it, but several systems (Moodle among them) refuse it from a course.",
                "Usually nothing.",
                "Store “incomplete” once the course has begun.",
            )
        return None

    def _score(self, call: Call, part: PartLog) -> Explanation | None:
        try:
            raw, most = float(call.value), float(part.value(_MAX[self.facts.standard]) or "nan")
        except ValueError:
            return None
        if raw <= most or most != most:
            return None
        return self._say(
            call,
            "score-over-max",
            "warning",
            f"The score {call.value} is above the highest one, {part.value(_MAX[self.facts.standard])}",
            "The raw score lies between min and max.",
            "Reports show more than 100 %, or no score.",
            "Store the highest score of the whole test as max, before the raw score.",
        )

    def _ended(self, call: Call, part: PartLog) -> Explanation | None:
        standard = self.facts.standard
        kept = part.value("cmi.suspend_data") or part.value(_BOOKMARK[standard])
        unfinished = not any(part.value(name) in (*_DONE_12, "failed") for name in _STATUS[standard])
        if kept and unfinished and part.value(_EXIT[standard]) != "suspend":
            return self._bookmark_lost(call)
        if standard == "2004" and part.value("cmi.score.raw") and not part.value("cmi.score.scaled"):
            return self._say(
                call,
                "no-scaled-score",
                "warning",
                "The part ends with a raw score and no scaled one",
                "In SCORM 2004 only cmi.score.scaled (-1 to 1) counts for the LMS and its rules.",
                "Most reports show no score.",
                "Store cmi.score.scaled = raw / max as well.",
            )
        passed = part.value("cmi.success_status") == "passed"
        if standard == "2004" and passed and part.value("cmi.completion_status") in ("", "incomplete", "unknown"):
            return self._say(
                call,
                "passed-not-completed",
                "warning",
                "The part is passed, but not completed",
                "SCORM 2004 tells success and completion apart; a report may ask for both.",
                "Learners who passed stay “in progress” in many reports.",
                "Store cmi.completion_status = completed as well.",
            )
        if not any(part.value(name) for name in _STATUS[standard]):
            return self._say(
                call,
                "no-status",
                "note",
                "The part ends without a status",
                "The LMS then takes the part as completed as soon as it ends.",
                "Opening the part once is enough to complete it.",
                "Choose a reporting status in the authoring tool if more than that is wanted.",
            )
        if not part.value(_SESSION_TIME[standard]):
            return self._say(
                call,
                "no-session-time",
                "note",
                "The part ends without its session time",
                "The LMS takes its own time, or none.",
                "The time spent may show as zero.",
                f"Store {_SESSION_TIME[standard]} before the end.",
            )
        return None

    def _bookmark_lost(self, call: Call) -> Explanation:
        sure = self.facts.standard == "2004"
        return self._say(
            call,
            "bookmark-lost",
            "warning" if sure else "note",
            "The place where the learner was may be lost",
            "SCORM 2004 gives bookmark and suspend data back only after cmi.exit = suspend."
            if sure
            else "The part ends unfinished without cmi.core.exit = suspend: some systems then begin anew.",
            "The learner starts from the beginning next time.",
            f"Store {_EXIT[self.facts.standard]} = suspend before the end while the course is not done.",
        )
