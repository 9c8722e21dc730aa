"""Explains a call that the run-time refused: what was asked, what the standard allows, what learners see, what to change."""

from __future__ import annotations

from allure_desktop.preview import data_model
from allure_desktop.preview.call import Call
from allure_desktop.preview.data_model import Element
from allure_desktop.preview.explanation import (
    CourseFacts,
    Explanation,
    Severity,
    asked_words,
    quoted,
    short,
    where_words,
    words_list,
)

#: SCORM 1.2 RTE 3.3.2 and SCORM 2004 RTE 3.1.7: what each code means, in words.
ERROR_NAMES = {
    "1.2": {
        "101": "general exception",
        "201": "invalid argument",
        "202": "the element cannot have children",
        "203": "the element is no list and has no count",
        "301": "not initialized",
        "401": "not implemented",
        "402": "the element is a keyword and cannot be stored",
        "403": "the element is read only",
        "404": "the element is write only",
        "405": "incorrect data type",
        "407": "value out of range",
        "408": "another element has to be stored first",
    },
    "2004": {
        "101": "general exception",
        "102": "initialization failed",
        "103": "already initialized",
        "104": "content instance terminated",
        "111": "termination failed",
        "112": "terminated before it was initialized",
        "113": "terminated twice",
        "122": "read before it was initialized",
        "123": "read after it was terminated",
        "132": "stored before it was initialized",
        "133": "stored after it was terminated",
        "142": "committed before it was initialized",
        "143": "committed after it was terminated",
        "201": "invalid argument",
        "301": "reading failed",
        "351": "storing failed",
        "391": "committing failed",
        "401": "undefined data model element",
        "402": "data model element that is not implemented",
        "403": "the element has no value yet",
        "404": "the element is read only",
        "405": "the element is write only",
        "406": "incorrect data type",
        "407": "value out of range",
        "408": "another element has to be stored first",
    },
}

#: (standard, code) → which of the explanations below speaks
_TOO_EARLY = {("1.2", "301"), ("2004", "112"), ("2004", "122"), ("2004", "132"), ("2004", "142")}
_TOO_LATE = {("2004", "113"), ("2004", "123"), ("2004", "133"), ("2004", "143"), ("2004", "104")}
_UNKNOWN = {("1.2", "401"), ("2004", "401"), ("2004", "402"), ("1.2", "201"), ("1.2", "202"), ("1.2", "203")}
_READ_ONLY = {("1.2", "403"), ("1.2", "402"), ("2004", "404")}
_WRITE_ONLY = {("1.2", "404"), ("2004", "405")}
_BAD_VALUE = {("1.2", "405"), ("1.2", "407"), ("2004", "406"), ("2004", "407")}

_STATUSES = ("cmi.core.lesson_status", "cmi.completion_status", "cmi.success_status")


def error_name(standard: str, code: str) -> str:
    """The code in words, or ''."""
    return ERROR_NAMES[standard].get(code, "")


def explain(call: Call, facts: CourseFacts, *, terminated: bool = False) -> Explanation | None:
    """Why the run-time refused `call`; None when it did not.

    `terminated`: the part had said good-bye before (SCORM 1.2 has one code for "not yet" and "not any more").
    """
    if not call.failed:
        return None
    case = (facts.standard, call.error)
    if case in _TOO_LATE or (case in _TOO_EARLY and terminated):
        return _too_late(call, facts)
    if case in _TOO_EARLY:
        return _too_early(call, facts)
    if case == ("2004", "103") or (case == ("1.2", "101") and call.act == "Initialize"):
        return _twice(call, facts)
    element = data_model.find(facts.standard, call.element) if call.element else None
    if case in _BAD_VALUE and element is not None:
        return _bad_value(call, facts, element)
    if case == ("2004", "403"):
        return _no_value_yet(call)
    if case in _READ_ONLY:
        return _read_only(call)
    if case in _WRITE_ONLY:
        return _write_only(call, facts)
    if case == ("2004", "408") or case == ("1.2", "408"):
        return _dependency(call)
    if case == ("2004", "351") and call.element:
        return _set_refused(call, facts, element)
    if case == ("2004", "301") and call.element:
        return _get_refused(call, facts, element)
    if case in _UNKNOWN and call.element:
        return _unknown(call, facts)
    return _general(call, facts)


def _made(call: Call, code: str, title: str, *texts: str, severity: Severity = "error") -> Explanation:
    allowed, learner, change = texts
    return Explanation(
        code,
        severity,
        f"{title} (error {call.error})",
        asked_words(call),
        allowed,
        learner,
        change,
        where_words(call),
    )


def _names(facts: CourseFacts) -> tuple[str, str]:
    return ("LMSInitialize", "LMSFinish") if facts.standard == "1.2" else ("Initialize", "Terminate")


def _too_early(call: Call, facts: CourseFacts) -> Explanation:
    start, _end = _names(facts)
    return _made(
        call,
        "too-early",
        f"{call.name} came before {start}",
        f"The standard answers nothing until the course has called {start}(“”) and got “true”.",
        "What is asked for comes back empty, what is stored is lost: a learner would start from the beginning again.",
        f"Call {start} once, first thing, in every page that talks to the LMS; do not talk from a second frame before.",
    )


def _too_late(call: Call, facts: CourseFacts) -> Explanation:
    _start, end = _names(facts)
    again = call.act == "Terminate"
    return _made(
        call,
        "too-late",
        f"{end} was called twice" if again else f"{call.name} came after {end}",
        f"After {end} an LMS takes nothing more from this part until it is started again.",
        "Nothing is lost." if again else "What is stored now never reaches the LMS: score or status may be missing.",
        f"Let only one handler call {end} (usually “pagehide” or the exit button, not both)."
        if again
        else f"Store and commit everything first, and call {end} last.",
        severity="note" if again else "error",
    )


def _twice(call: Call, facts: CourseFacts) -> Explanation:
    start, _end = _names(facts)
    return _made(
        call,
        "initialized-twice",
        f"{start} was called twice",
        f"One {start} begins the session; the standard refuses another one until it has ended.",
        "Usually nothing, but some systems show an error message here.",
        f"Call {start} in one place: often a frame and its parent both do it.",
        severity="warning",
    )


def _bad_value(call: Call, facts: CourseFacts, element: Element) -> Explanation:
    near = data_model.near_word(element, call.value)
    allowed = (
        f"The standard allows {words_list(element.words) if element.words else element.allowed or 'other values'}."
    )
    name = element.name.rpartition(".")[2].replace("_", " ")
    title = f"{quoted(call.value)} is not a {facts.name} {_kind(element)}"
    if element.limit and call.value_length > element.limit:
        title = f"The {name} is too long: {call.value_length:,} characters"
    learner = f"An LMS refuses the value: {element.meaning} stays as it was."
    change = f"Store {quoted(near)} instead." if near else f"Store {element.allowed or words_list(element.words)}."
    if element.name in _STATUSES:
        learner = "An LMS refuses the value, so learners stay “incomplete”."
        if near:
            change = f"Store {quoted(near)}: choose the reporting status in the authoring tool again and export again."
    if near and near.lower() == call.value.strip().lower():
        allowed += " Upper and lower case and spaces count."
    if "score" in element.name:
        learner = "An LMS refuses the value: the report shows no score, or the one from before."
        if not _is_number(call.value):
            change = "Store a plain number with a point, without “%”, unit or thousands separator."
    if "time" in name or "latency" in name:
        learner = "An LMS refuses the value: the time of this session is missing in the report."
    return _made(call, "bad-value", title, allowed, learner, change)


def _kind(element: Element) -> str:
    last = element.name.rpartition(".")[2]
    if "status" in last:
        return "status"
    if "score" in element.name:
        return "score"
    if last in ("session_time", "latency", "time", "timestamp"):
        return "time"
    return last.replace("_", " ")


def _no_value_yet(call: Call) -> Explanation:
    return _made(
        call,
        "no-value-yet",
        f"{call.element} has no value yet",
        "The standard says so with this code; the answer is an empty text. It is how a course finds out.",
        "Nothing, as long as the course takes the empty answer.",
        "Nothing to change where the course expects it; else store the element first.",
        severity="note",
    )


def _read_only(call: Call) -> Explanation:
    keyword = call.element.rpartition(".")[2].startswith("_")
    return _made(
        call,
        "read-only",
        f"{call.element} cannot be stored",
        "The LMS counts and lists by itself." if keyword else "Only the LMS sets this element; a course may read it.",
        "Usually nothing: the value of the LMS stays.",
        "Leave the call out.",
        severity="warning",
    )


def _write_only(call: Call, facts: CourseFacts) -> Explanation:
    return _made(
        call,
        "write-only",
        f"{call.element} cannot be read",
        f"{facts.name} lets a course store this element and never gives it back.",
        "The course gets an empty answer and may take the session for a new one.",
        "Keep what the course needs later in cmi.suspend_data.",
        severity="warning",
    )


def _dependency(call: Call) -> Explanation:
    base = call.element.rpartition(".")[0]
    return _made(
        call,
        "dependency",
        f"{base}.id has to be stored first",
        f"The standard keeps {call.element} only after {base}.id (of an interaction also its type, of a score its "
        "bounds) has been stored.",
        "This answer or objective is missing in the report.",
        f"Store {base}.id first.",
    )


def _set_refused(call: Call, facts: CourseFacts, element: Element | None) -> Explanation:
    counted = [piece for piece in call.element.split(".") if piece.isdigit()]
    allowed = "The standard refuses it here."
    change = "Look at what was stored before this call."
    if counted:
        allowed = "Lists grow by one: the next index is what _count gives. An id may occur once among objectives."
        change = f"Ask for {call.element.split('.' + counted[0])[0]}._count and store at that index."
    elif element is None:
        return _unknown(call, facts)
    return _made(
        call,
        "set-refused",
        f"{call.element} was not stored",
        allowed,
        "This value is missing in the report.",
        change,
    )


def _get_refused(call: Call, facts: CourseFacts, element: Element | None) -> Explanation:
    if element is None and not call.element.rpartition(".")[2].startswith("_"):
        return _unknown(call, facts)
    return _made(
        call,
        "get-refused",
        f"{call.element} does not exist yet",
        "The standard answers an index that has not been stored with this code.",
        "Nothing, as long as the course takes the empty answer.",
        "Ask for _count first and read only below it.",
        severity="note",
    )


def _unknown(call: Call, facts: CourseFacts) -> Explanation:
    meant = data_model.other_name(facts.standard, call.element)
    other = "2004" if facts.standard == "1.2" else "1.2"
    belongs = data_model.find(other, call.element) is not None
    theirs = "SCORM 2004" if other == "2004" else "SCORM 1.2"
    title = f"{facts.name} has no element {short(call.element)}"
    allowed = f"The element belongs to {theirs}." if belongs else "The standard has no element of this name."
    if meant:
        allowed += f" Here it is called {meant}."
    stored = call.act == "SetValue"
    learner = "The value is lost: it shows in no report." if stored else "The course gets an empty answer."
    if stored and "score" in call.element:
        learner = "The score is lost: it shows in no report."
    elif stored and "status" in call.element:
        learner = "The status is lost: learners stay “incomplete”."
    change = f"Use {meant}." if meant else "Leave the call out, or use an element of the standard."
    if belongs:
        change += f" Or publish the course as {theirs}: its driver speaks that."
    optional = facts.standard == "1.2" and data_model.find("1.2", call.element) is not None
    if optional:
        allowed = "SCORM 1.2 leaves this element to the LMS: not every system keeps it."
        change = "Nothing to change, as long as the course lives without it."
    title = f"{call.element} is not kept here" if optional else title
    severity: Severity = "warning" if optional or not stored else "error"
    return _made(call, "unknown-element", title, allowed, learner, change, severity=severity)


def _general(call: Call, facts: CourseFacts) -> Explanation:
    meaning = error_name(facts.standard, call.error) or "an error the standard does not name"
    argument = call.act in ("Initialize", "Terminate", "Commit") and bool(call.args) and call.args[0] != ""
    return _made(
        call,
        "argument" if argument else "general",
        f"{call.name} was refused: {meaning}",
        f"{call.name} takes an empty text and nothing else." if argument else short(call.diagnostic, 300),
        "Some systems go on, others never start the session." if argument else "The LMS did not do what was asked.",
        f"Call {call.name}(“”)." if argument else "Look at the call before this one.",
    )


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
