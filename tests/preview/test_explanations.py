"""Calls that were refused or look suspicious are explained in words that an author can act on."""

from __future__ import annotations

import csv
import io
import json

import pytest

from allure_desktop.preview import data_model
from allure_desktop.preview.call import Call, Where, as_record, read_call
from allure_desktop.preview.calls import CallLog
from allure_desktop.preview.examiner import MOST_MARKS, Examiner
from allure_desktop.preview.explain import ERROR_NAMES, explain
from allure_desktop.preview.explanation import CourseFacts, Explanation
from allure_desktop.preview.remarks import Remarks
from allure_desktop.preview.summary import read_seconds, summarize
from allure_desktop.preview.support_file import calls_as_csv, calls_as_json, support_file

FACTS_12 = CourseFacts("1.2")
FACTS_2004 = CourseFacts("2004", "4th Edition")


def call(
    name: str, *args: str, error: str = "0", n: int = 1, part: str = "a", ms: float = 0.0, where: bool = False
) -> Call:
    """A call as the page would report it."""
    answer = "false" if error != "0" else "true"
    place = Where("pkg/scripts/lms.js", 218, 5) if where else None
    return Call(n, 0.0, ms, part, name, args, answer, error, where=place, lengths=tuple(len(arg) for arg in args))


def said(refused: Call, facts: CourseFacts) -> Explanation:
    """The explanation, which there must be."""
    found = explain(refused, facts)
    assert found is not None
    return found


def test_the_classic_wrong_status_names_word_consequence_and_line() -> None:
    """`complete` as a status: the words allowed, what learners see, the word to use, script and line."""
    refused = call("LMSSetValue", "cmi.core.lesson_status", "complete", error="405", where=True)
    found = said(refused, FACTS_12)
    assert found.title == "“complete” is not a SCORM 1.2 status (error 405)"
    assert "cmi.core.lesson_status = complete" in found.asked
    assert "passed, completed, failed, incomplete, browsed, not attempted" in found.allowed
    assert "incomplete" in found.learner
    assert "“completed”" in found.change
    assert found.where == "Called from scripts/lms.js:218."


@pytest.mark.parametrize(
    ("facts", "element", "error", "right"),
    [
        (FACTS_12, "cmi.score.raw", "401", "cmi.core.score.raw"),
        (FACTS_12, "cmi.completion_status", "401", "cmi.core.lesson_status"),
        (FACTS_12, "cmi.interactions.3.learner_response", "401", "cmi.interactions.3.student_response"),
        (FACTS_12, "cmi.core.lesson_statuss", "401", "cmi.core.lesson_status"),
        (FACTS_2004, "cmi.core.lesson_location", "401", "cmi.location"),
        (FACTS_2004, "cmi.core.score.raw", "401", "cmi.score.raw"),
    ],
)
def test_a_name_of_the_other_standard_is_told_with_the_right_one(
    facts: CourseFacts, element: str, error: str, right: str
) -> None:
    """A call for an element that this standard lacks names the one that was meant."""
    name = "LMSSetValue" if facts.standard == "1.2" else "SetValue"
    found = said(call(name, element, "50", error=error), facts)
    assert found.code == "unknown-element"
    assert right in found.change


@pytest.mark.parametrize(
    ("refused", "facts", "code"),
    [
        (call("LMSSetValue", "cmi.core.lesson_location", "3", error="301"), FACTS_12, "too-early"),
        (call("GetValue", "cmi.location", error="122"), FACTS_2004, "too-early"),
        (call("SetValue", "cmi.location", "3", error="133"), FACTS_2004, "too-late"),
        (call("Terminate", "", error="113"), FACTS_2004, "too-late"),
        (call("Initialize", "", error="103"), FACTS_2004, "initialized-twice"),
        (call("LMSInitialize", "", error="101"), FACTS_12, "initialized-twice"),
        (call("LMSSetValue", "cmi.core.student_id", "x", error="403"), FACTS_12, "read-only"),
        (call("LMSSetValue", "cmi.interactions._count", "1", error="402"), FACTS_12, "read-only"),
        (call("LMSGetValue", "cmi.core.exit", error="404"), FACTS_12, "write-only"),
        (call("GetValue", "cmi.location", error="403"), FACTS_2004, "no-value-yet"),
        (call("SetValue", "cmi.interactions.0.result", "correct", error="408"), FACTS_2004, "dependency"),
        (call("SetValue", "cmi.objectives.7.id", "x", error="351"), FACTS_2004, "set-refused"),
        (call("GetValue", "cmi.objectives.7.id", error="301"), FACTS_2004, "get-refused"),
        (call("SetValue", "cmi.score.scaled", "80", error="407"), FACTS_2004, "bad-value"),
        (call("LMSCommit", "now", error="201"), FACTS_12, "argument"),
        (call("LMSCommit", "", error="101"), FACTS_12, "general"),
    ],
)
def test_every_kind_of_refusal_has_words_of_its_own(refused: Call, facts: CourseFacts, code: str) -> None:
    """Each refusal is told by its own kind, with all four parts filled and the error code in the title."""
    found = said(refused, facts)
    assert found.code == code
    assert refused.error in found.title
    assert all((found.asked, found.learner, found.change))


def test_no_code_of_the_standards_is_left_without_words() -> None:
    """Whatever code a run-time gives for whatever act, there is an explanation."""
    for standard, names in ERROR_NAMES.items():
        facts = CourseFacts(standard)
        prefix = "LMS" if standard == "1.2" else ""
        for code in [*names, "999"]:
            for act, args in (
                ("Initialize", ("",)),
                ("GetValue", ("cmi.unheard_of",)),
                ("SetValue", ("cmi.suspend_data", "x")),
                ("SetValue", ()),
                ("Commit", ("",)),
            ):
                assert said(call(prefix + act, *args, error=code), facts).title


def test_a_call_that_was_accepted_needs_no_explanation() -> None:
    """A good call is not talked about."""
    assert explain(call("LMSSetValue", "cmi.core.lesson_status", "completed"), FACTS_12) is None


def test_a_call_after_the_end_is_told_as_such_although_the_code_is_that_of_too_early() -> None:
    """SCORM 1.2 has one code for both: what came before decides."""
    examiner = Examiner(FACTS_12)
    examiner.look(call("LMSInitialize", "", n=1))
    examiner.look(call("LMSFinish", "", n=2))
    found = examiner.look(call("LMSSetValue", "cmi.core.score.raw", "80", error="301", n=3))
    assert found is not None
    assert found.code == "too-late"


def attempt(facts: CourseFacts, *stored: tuple[str, str]) -> Examiner:
    """A session that stores these values and ends."""
    prefix = "LMS" if facts.standard == "1.2" else ""
    examiner = Examiner(facts)
    calls = [call(f"{prefix}Initialize", "", n=1)]
    calls += [call(f"{prefix}SetValue", *pair, n=n) for n, pair in enumerate(stored, 2)]
    calls.append(call("LMSFinish" if prefix else "Terminate", "", n=len(calls) + 1))
    for one in calls:
        examiner.look(one)
    return examiner


@pytest.mark.parametrize(
    ("facts", "stored", "code"),
    [
        (FACTS_12, [("cmi.suspend_data", "x" * 5000)], "over-limit"),
        (FACTS_12, [("cmi.suspend_data", "x" * 4000)], "near-limit"),
        (FACTS_2004, [("cmi.suspend_data", "x" * 64_001)], "over-limit"),
        (
            FACTS_12,
            [("cmi.core.lesson_status", "passed"), ("cmi.core.lesson_status", "incomplete")],
            "status-taken-back",
        ),
        (FACTS_12, [("cmi.core.lesson_status", "not attempted")], "not-attempted"),
        (FACTS_12, [("cmi.core.lesson_status", "Completed")], "tolerated"),
        (FACTS_12, [("cmi.core.score.max", "50"), ("cmi.core.score.raw", "60")], "score-over-max"),
        (FACTS_2004, [("cmi.exit", "logout")], "logout"),
        (FACTS_2004, [("cmi.location", "7")], "bookmark-lost"),
        (FACTS_2004, [("cmi.score.raw", "7"), ("cmi.completion_status", "completed")], "no-scaled-score"),
        (FACTS_2004, [("cmi.success_status", "passed")], "passed-not-completed"),
        (FACTS_2004, [], "no-status"),
        (FACTS_12, [("cmi.core.lesson_status", "completed")], "no-session-time"),
    ],
)
def test_what_is_accepted_and_yet_suspicious_is_told(
    facts: CourseFacts, stored: list[tuple[str, str]], code: str
) -> None:
    """Mistakes that no run-time refuses are found by looking at the whole session."""
    assert code in {found.code for found in attempt(facts, *stored).marks.values()}


def test_a_sound_attempt_has_no_remarks() -> None:
    """Sessions as the standards have them are left in peace."""
    done_12 = [("cmi.core.lesson_status", "completed"), ("cmi.core.session_time", "0000:01:00")]
    assert not attempt(FACTS_12, *done_12).marks
    done = [("cmi.completion_status", "completed"), ("cmi.success_status", "passed"), ("cmi.session_time", "PT1M")]
    assert not attempt(FACTS_2004, ("cmi.score.scaled", "0.8"), ("cmi.score.raw", "80"), *done).marks


def test_a_flood_of_calls_and_commits_is_told_once() -> None:
    """100,000 calls cost one remark, and 100,000 refused ones a bounded number."""
    examiner = Examiner(FACTS_12)
    for n in range(100_000):
        examiner.look(call("LMSCommit" if n % 2 else "LMSGetValue", "", n=n, ms=n / 100))
    assert sorted(found.code for found in examiner.marks.values()) == ["call-flood", "commit-flood"]
    for n in range(10_000):
        examiner.look(
            call("LMSSetValue", "cmi.core.lesson_status", "x", error="405", n=200_000 + n, ms=2000 + n * 10.0)
        )
    assert len(examiner.marks) == MOST_MARKS


def test_the_summary_says_what_an_lms_would_record() -> None:
    """Status, score, time, limits and complaints of an attempt that passed with one mistake."""
    examiner = Examiner(FACTS_12)
    calls = [
        call("LMSInitialize", "", n=1),
        call("LMSSetValue", "cmi.suspend_data", "x" * 1204, n=2),
        call("LMSSetValue", "cmi.core.score.max", "100", n=3),
        call("LMSSetValue", "cmi.core.score.raw", "60", n=4),
        call("LMSSetValue", "cmi.core.lesson_status", "complete", error="405", n=5),
        call("LMSSetValue", "cmi.core.lesson_status", "complete", error="405", n=6),
        call("LMSSetValue", "cmi.core.lesson_status", "passed", n=7),
        call("LMSSetValue", "cmi.core.session_time", "0000:03:12", n=8),
        call("LMSFinish", "", n=9),
    ]
    for one in calls:
        examiner.look(one)
    summary = summarize(examiner, status="passed", percent=60.0, titles={"a": "Operating safely", "b": "Final test"})
    assert summary.recorded
    assert summary.headline == "An LMS would record this attempt as passed."
    assert (summary.score, summary.seconds) == ("60 %", 192)
    assert summary.parts[0].score == "60 of 100"
    assert not summary.parts[1].talked
    assert [(one.explanation.code, one.first_call, one.times) for one in summary.complaints] == [("bad-value", 5, 2)]
    assert summary.limits[0] == ("Suspend data", 1204, 4096)


def test_the_summary_of_a_silent_course_says_so() -> None:
    """A course that never finds the run-time, and one that talks before it begins."""
    silent = summarize(Examiner(FACTS_12), status="not attempted", percent=None, titles={"a": "A"})
    assert "never spoke" in silent.headline
    examiner = Examiner(FACTS_12)
    examiner.look(call("LMSSetValue", "cmi.core.score.raw", "1", error="301"))
    assert "never began" in summarize(examiner, status="incomplete", percent=None, titles={"a": "A"}).headline


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0001:02:03.5", 3723.5), ("PT1H2M3S", 3723), ("P1DT1S", 86401), ("P", None), ("soon", None), ("", None)],
)
def test_time_spans_of_both_standards_are_read(text: str, seconds: float | None) -> None:
    """HHHH:MM:SS.SS and ISO 8601; anything else is no time."""
    assert read_seconds(text) == seconds


def test_calls_are_written_for_people_and_programs() -> None:
    """JSON keeps everything; CSV opens in a spreadsheet and no value in it becomes a formula."""
    calls = [call("LMSSetValue", "cmi.suspend_data", '=HYPERLINK("http://x")', n=1, where=True)]
    calls.append(call("LMSSetValue", "cmi.core.lesson_status", "complete", error="405", n=2))
    marks = {2: said(calls[1], FACTS_12)}
    records = json.loads(calls_as_json(calls, marks))
    assert records[0]["where"] == {"url": "pkg/scripts/lms.js", "line": 218, "column": 5}
    assert records[1]["remark"]["code"] == "bad-value"
    lines = list(csv.DictReader(io.StringIO(calls_as_csv(calls, marks))))
    assert lines[0]["value"].startswith("'=")
    assert lines[1]["remark"] == marks[2].title


def test_the_support_file_holds_all_of_it() -> None:
    """One JSON document with course, summary, data, calls, requests and console."""
    examiner = attempt(FACTS_12, ("cmi.core.lesson_status", "completed"))
    summary = summarize(examiner, status="completed", percent=None, titles={"a": "A"})
    text = support_file(
        program={"version": "1"},
        course={"title": "T"},
        summary=summary,
        calls=[call("LMSInitialize", "")],
        marks=examiner.marks,
        data={"core": {}},
        requests=[{"path": "pkg/a.html"}],
        console=[],
    )
    assert set(json.loads(text)) == {"program", "course", "summary", "data", "calls", "requests", "console"}


def test_what_a_page_tells_is_not_trusted() -> None:
    """A call record is read whatever its lengths, and refused where it is none."""
    told = {
        "n": 3,
        "at": 1.0,
        "ms": 2,
        "name": "LMSSetValue",
        "args": ["cmi.suspend_data", "x" * 10_000_000],
        "answer": "true",
    }
    read = read_call(told)
    assert read.value_length == 10_000_000
    assert len(read.value) < 100_000
    assert read_call(as_record(read)).n == 3
    for broken in (
        {},
        {"n": "x", "at": 1, "name": "a"},
        {"n": 1, "at": [], "name": "a"},
        {"n": 1, "at": 1, "name": "a", "args": 5},
    ):
        with pytest.raises(ValueError, match="no call"):
            read_call(broken)


def test_every_element_has_a_meaning_and_a_section() -> None:
    """The table of the data model is whole, and no name stands in it twice."""
    for table in (data_model.SCORM_12, data_model.SCORM_2004):
        assert all(element.meaning and element.section for element in table)
        assert len({element.name for element in table}) == len(table)


def test_remarks_keep_up_with_the_log_and_begin_again_with_the_attempt() -> None:
    """Marks of an earlier attempt stay with its calls; the summary tells only of the present one."""
    log = CallLog()
    remarks = Remarks(log, "2004 2nd Edition")
    log.add([call("Initialize", "", n=1), call("SetValue", "cmi.completion_status", "done", error="406", n=2)])
    assert set(remarks.marks()) == {2}
    remarks.begin_again()
    log.add([call("Initialize", "", n=3), call("SetValue", "cmi.suspend_data", "x" * 4001, n=4)])
    assert set(remarks.marks()) == {2, 4}
    summary = remarks.summary(status="incomplete", percent=None, titles={"a": "A"}, seen_s=1.0)
    assert summary.limits[0] == ("Suspend data", 4001, 4000)
    assert "bad-value" not in {one.explanation.code for one in summary.complaints}
