"""What is said about one call, and what is known of the course it came from."""

from __future__ import annotations

from typing import Literal, NamedTuple

from allure_desktop.preview.call import Call

Severity = Literal["error", "warning", "note"]


class CourseFacts(NamedTuple):
    """What explanations need of a course: `standard` "1.2" or "2004", `edition` as "3rd Edition" or ''."""

    standard: str
    edition: str = ""

    @property
    def name(self) -> str:
        """The standard in words."""
        return f"SCORM 2004 {self.edition}".strip() if self.standard == "2004" else "SCORM 1.2"

    @property
    def suspend_data_limit(self) -> int:
        """So many characters of suspend data every LMS must keep: 1.2 RTE 3.4.5, 2004 RTE 4.2.23."""
        if self.standard == "1.2":
            return 4096
        return 4000 if self.edition in ("1st Edition", "2nd Edition") else 64000


class Explanation(NamedTuple):
    """One call in plain words; an empty text has nothing to say.

    `code` names the kind of trouble for tests, filters and support.
    """

    code: str
    severity: Severity
    title: str
    asked: str
    allowed: str
    learner: str
    change: str
    where: str = ""

    @property
    def text(self) -> str:
        """All of it, one sentence group a line."""
        lines = (self.title, self.asked, self.allowed, self.learner, self.change, self.where)
        return "\n".join(line for line in lines if line)


def asked_words(call: Call) -> str:
    """What the course asked for, as a sentence."""
    if call.act == "SetValue":
        return f"The course asked to store {call.element or '(no element)'} = {short(call.value) or '(nothing)'}."
    if call.act == "GetValue":
        return f"The course asked for {call.element or '(no element)'}."
    return f"The course called {call.name}({', '.join(quoted(arg) for arg in call.args)})."


def where_words(call: Call) -> str:
    """The line of the course's own script, where it is known."""
    if call.where is None:
        return ""
    place = call.where.url.removeprefix("pkg/")
    return f"Called from {place}:{call.where.line}." if call.where.line else f"Called from {place}."


def short(value: str, most: int = 80) -> str:
    """A value in one line, shortened where it is long."""
    line = " ".join(value.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def quoted(value: str) -> str:
    """A value in quotation marks, shortened."""
    return f"“{short(value)}”"


def words_list(words: tuple[str, ...]) -> str:
    """A vocabulary in words; the empty word is told as such."""
    return ", ".join(word or "(empty)" for word in words)
