"""Writes down an attempt for other people: calls as JSON or CSV, and all of it as one file for support."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from allure_desktop.preview.call import Call, as_record
from allure_desktop.preview.explanation import Explanation
from allure_desktop.preview.summary import Summary

_COLUMNS = ("n", "seconds", "part", "call", "element", "value", "answer", "error", "diagnostic", "where", "remark")
#: A spreadsheet takes a cell that begins so for a formula (CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def calls_as_json(calls: Iterable[Call], marks: Mapping[int, Explanation]) -> str:
    """Every call with its explanation, where it has one."""
    records = [{**as_record(call), "remark": _remark(marks.get(call.n))} for call in calls]
    return json.dumps(records, ensure_ascii=False, indent=1)


def calls_as_csv(calls: Iterable[Call], marks: Mapping[int, Explanation]) -> str:
    """Every call as a line for a spreadsheet (RFC 4180)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for call in calls:
        where = "" if call.where is None else f"{call.where.url}:{call.where.line}"
        said = marks.get(call.n)
        cells = (
            str(call.n),
            f"{call.ms / 1000:.3f}",
            call.part,
            call.name,
            call.element or (call.args[0] if call.args else ""),
            call.value,
            call.answer,
            call.error,
            call.diagnostic,
            where,
            said.title if said else "",
        )
        writer.writerow([_cell(cell) for cell in cells])
    return text.getvalue()


def support_file(
    *,
    program: Mapping[str, str],
    course: Mapping[str, Any],
    summary: Summary,
    calls: Sequence[Call],
    marks: Mapping[int, Explanation],
    data: Mapping[str, Any],
    requests: Sequence[Mapping[str, Any]],
    console: Sequence[Mapping[str, Any]],
) -> str:
    """All that is known of an attempt in one JSON document. It holds what the course stores, learner's name included.

    `course`: title, file name, standard, tool, profile; no path of this computer is in it, nor an address or key.
    """
    return json.dumps(
        {
            "program": dict(program),
            "course": dict(course),
            "summary": {
                "headline": summary.headline,
                "status": summary.status,
                "score": summary.score,
                "seconds": summary.seconds,
                "parts": [part._asdict() for part in summary.parts],
                "limits": [limit._asdict() for limit in summary.limits],
                "complaints": [
                    {**_remark(one.explanation), "first_call": one.first_call, "times": one.times}
                    for one in summary.complaints
                ],
            },
            "data": dict(data),
            "calls": [{**as_record(call), "remark": _remark(marks.get(call.n))} for call in calls],
            "requests": [dict(request) for request in requests],
            "console": [dict(line) for line in console],
        },
        ensure_ascii=False,
        indent=1,
        default=str,
    )


def _remark(said: Explanation | None) -> dict[str, str]:
    return {} if said is None else {name: text for name, text in said._asdict().items() if text}


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
