"""What the server says stands apart from what was found here: its verdict, and its limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from allure_desktop.api.answers import Quotas
from allure_desktop.gui.validation.server_words import server_lines
from allure_desktop.uploads.rows import Message, UploadRow
from tests.gui.uploads.conftest import NOW_S, report
from tests.gui.uploads.conftest import make_row as make_row

Make = Callable[..., UploadRow]
MB = 1_000_000


def told(row: UploadRow, quotas: Quotas | None = None) -> list[tuple[str, str]]:
    return [(line.text, line.tone) for line in server_lines(row, quotas, NOW_S)]


def test_a_file_for_no_server_has_no_such_part(make_row: Make) -> None:
    """What only this computer looked at."""
    assert told(make_row(connection_id=None, report=report())) == []


def test_its_verdict_is_quoted_with_its_remedy(make_row: Make) -> None:
    """Also after the row went on to something else."""
    said = {"outcome": "refused", "at": NOW_S, "what": "Invalid SCORM Package.", "remedy": "Export it again."}
    lines = told(make_row(report=report(), server_said=said))
    assert lines[0][0].endswith(": Invalid SCORM Package.")
    assert lines[0][1] == "danger"
    assert lines[1] == ("Export it again.", "text2")


def test_a_refusal_is_told_once_beside_the_row_s_own_message(make_row: Make) -> None:
    """Only its time is new then; where the row is about something else by now, it is quoted in full."""
    said = {"outcome": "refused", "at": NOW_S, "what": "Invalid SCORM Package.", "remedy": "Export it again."}
    same = Message(what="Invalid SCORM Package.", remedy="Export it again.")
    row = make_row(state="failed", report=report(), server_said=said, message=same)
    (line,) = server_lines(row, None, NOW_S, told_above=True)
    assert line.text.endswith("; why stands above.") and line.tone == "danger"
    assert len(server_lines(row, None, NOW_S)) == 2
    other = make_row(state="failed", report=report(), server_said=said, message=Message(what="The file is gone."))
    assert len(server_lines(other, None, NOW_S, told_above=True)) == 2


def test_what_it_would_accept(make_row: Make) -> None:
    """With what it read in the file."""
    row = make_row(
        report=report(),
        server_said={"outcome": "accepted", "at": NOW_S},
        server_report={"title": "GDPR", "version": "1.2", "sco_count": 4, "launch_url": ""},
    )
    lines = told(row)
    assert (lines[0][0].endswith("would accept it."), lines[0][1]) == (True, "success")
    assert lines[1][0] == "It read: GDPR · 1.2 · 4 SCOs."


@pytest.mark.parametrize(
    ("fields", "quotas", "words", "tone"),
    [
        ({}, Quotas(None, None, 100 * MB, 50 * MB), "Room: 50.0 MB of 100 MB left; this file needs 38.7 MB.", "text2"),
        (
            {},
            Quotas(None, None, 100 * MB, 90 * MB),
            "Too little room: 10.0 MB of 100 MB left, this file needs 38.7 MB.",
            "danger",
        ),
        ({}, Quotas(20, 7, None, None), "Packages: 7 of 20.", "text2"),
        (
            {},
            Quotas(7, 7, None, None),
            "The tenant has all the 7 packages it may have; this would be one more.",
            "danger",
        ),
        ({"is_new_version": True}, Quotas(7, 7, None, None), "Packages: 7 of 7.", "text2"),
    ],
)
def test_its_limits(fields: dict[str, Any], quotas: Quotas, words: str, tone: str, make_row: Make) -> None:
    """Room and number of packages, loud only where the file does not fit."""
    assert told(make_row(report=report(), **fields), quotas)[-1] == (words, tone)
