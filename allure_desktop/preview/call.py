"""One call of a course to its run-time, as the page reports it and as everything here reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

#: A value longer than this is kept shortened; its true length stays known.
LONGEST_KEPT_CHARACTERS = 70_000
_MOST_ARGUMENTS = 4


class Where(NamedTuple):
    """The place in the course's own scripts from which the call came; lines and columns count from 1."""

    url: str
    line: int
    column: int = 0


class Call(NamedTuple):
    """A call of the run-time: SCORM 1.2 RTE 3.2, SCORM 2004 RTE 3.1.3.

    `at_ms` milliseconds since 1970; `ms` milliseconds since the page of the attempt began; `error` is the code that
    the course would read next, "0" for none; `lengths` the true lengths of the arguments in characters.
    """

    n: int
    at_ms: float
    ms: float
    part: str
    name: str
    args: tuple[str, ...]
    answer: str
    error: str = "0"
    diagnostic: str = ""
    where: Where | None = None
    lengths: tuple[int, ...] = ()

    @property
    def element(self) -> str:
        """The data model element that is asked for or stored, else ''."""
        return self.args[0] if self.args and self.act in ("GetValue", "SetValue") else ""

    @property
    def value(self) -> str:
        """The value that is stored, else ''."""
        return self.args[1] if len(self.args) > 1 and self.act == "SetValue" else ""

    @property
    def value_length(self) -> int:
        """The true length of the stored value, in characters."""
        return self.lengths[1] if len(self.lengths) > 1 else len(self.value)

    @property
    def act(self) -> str:
        """The name without the LMS of SCORM 1.2; "Finish" is "Terminate"."""
        name = self.name.removeprefix("LMS")
        return "Terminate" if name == "Finish" else name

    @property
    def failed(self) -> bool:
        """True when the run-time refused the call."""
        return self.error not in ("", "0")


def read_call(told: Mapping[str, Any]) -> Call:
    """A call as the page tells it. What is told is not trusted: wrong types raise ValueError."""
    try:
        args = tuple(str(arg) for arg in list(told.get("args") or ())[:_MOST_ARGUMENTS])
        return Call(
            n=int(told["n"]),
            at_ms=float(told["at"]),
            ms=float(told.get("ms") or 0.0),
            part=str(told.get("part") or "")[:4096],
            name=str(told["name"])[:64],
            args=tuple(arg[:LONGEST_KEPT_CHARACTERS] for arg in args),
            answer=str(told.get("answer", ""))[:LONGEST_KEPT_CHARACTERS],
            error=str(told.get("error") or "0")[:16],
            diagnostic=str(told.get("diagnostic") or "")[:4096],
            where=_where(told.get("where")),
            lengths=_lengths(told.get("lengths"), args),
        )
    except (KeyError, TypeError, ValueError, OverflowError) as problem:
        raise ValueError(f"no call: {problem}") from problem


def as_record(call: Call) -> dict[str, Any]:
    """The call for a file of JSON, in the names of the page."""
    where = None if call.where is None else call.where._asdict()
    return {
        "n": call.n,
        "at": call.at_ms,
        "ms": call.ms,
        "part": call.part,
        "name": call.name,
        "args": list(call.args),
        "lengths": list(call.lengths),
        "answer": call.answer,
        "error": call.error,
        "diagnostic": call.diagnostic,
        "where": where,
    }


def _where(told: object) -> Where | None:
    if not isinstance(told, Mapping) or not isinstance(told.get("url"), str):
        return None
    return Where(told["url"][:4096], _whole(told.get("line")), _whole(told.get("column")))


def _lengths(told: object, args: tuple[str, ...]) -> tuple[int, ...]:
    """The page sends long values shortened, with their true lengths."""
    if not isinstance(told, list | tuple) or len(told) < len(args):
        return tuple(len(arg) for arg in args)
    return tuple(max(len(arg), _whole(length)) for arg, length in zip(args, told, strict=False))


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | float) and 0 <= value < 1e9 else 0
