"""What the page saves comes back, and what a course sends is not trusted."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from allure_desktop.preview.saves import merge
from allure_desktop.sandbox.player import LARGEST_SAVE_BYTES
from tests.player.conftest import Launches, enter


def kept(n: float, **more: Any) -> dict[str, Any]:
    return {"n": n, "status": "incomplete", "cmi": {"suspend_data": f"at {n}"}, **more}


def test_attempt_comes_back_to_the_next_visit(client: httpx.Client, page: str, launches: Launches) -> None:
    """Saved, window closed, launched again: the page gets the same records, the open part and the result."""
    body = {"part": "prevent", "kept": kept(1, status="completed"), "status": "incomplete", "percent": None}
    assert client.post(page + "__ac/current", json={"part": "prevent"}).status_code == 204
    assert client.post(page + "__ac/save", json=body).status_code == 204
    assert client.post(page + "__ac/current", json={"part": "alarm"}).status_code == 204
    assert client.post(page + "__ac/closed", json={"status": "incomplete", "percent": 80}).status_code == 204

    attempt = client.get(enter(client) + "__ac/course").json()["attempt"]
    assert attempt["parts"] == {"prevent": kept(1, status="completed")}
    assert (attempt["current"], attempt["status"], attempt["percent"], attempt["closed"]) == (
        "alarm",
        "incomplete",
        80,
        True,
    )
    assert attempt["updated_at"] == launches.time


def test_first_visit_has_no_attempt(client: httpx.Client, page: str) -> None:
    """A new launch starts with nothing, and with the learner it was made for."""
    course = client.get(page + "__ac/course").json()
    assert course["attempt"] is None
    assert course["learner"] == {"id": "learner-1", "name": "learner-1"}


def test_late_record_changes_nothing(client: httpx.Client, page: str, launches: Launches) -> None:
    """When the window goes away records race: the newer number wins, whichever arrives last."""
    for n in (1, 3, 2):
        client.post(page + "__ac/save", json={"part": "prevent", "kept": kept(n), "status": "incomplete"})
    attempt = launches.attempt("s-1")
    assert attempt is not None
    assert attempt["parts"]["prevent"]["n"] == 3


@pytest.mark.parametrize(
    ("call", "body"),
    [
        ("save", {"part": "no-such-part", "kept": kept(1)}),
        ("save", {"part": "prevent", "kept": "text"}),
        ("save", {"part": "prevent", "kept": {"n": "one"}}),
        ("save", {"part": ["prevent"], "kept": kept(1)}),
        ("save", []),
        ("current", {"part": None}),
        ("course", {}),
        ("anything", {"part": "prevent"}),
    ],
)
def test_calls_that_make_no_sense_are_refused(
    client: httpx.Client, page: str, launches: Launches, call: str, body: Any
) -> None:
    """A course reaches these addresses too; what it makes up is 400 and kept nowhere."""
    assert client.post(f"{page}__ac/{call}", json=body).status_code == 400
    assert launches.attempts == {}


def test_broken_json_and_a_huge_body_are_refused(client: httpx.Client, page: str, launches: Launches) -> None:
    """Neither costs memory or an attempt."""
    assert client.post(page + "__ac/save", content=b"{").status_code == 400
    assert client.post(page + "__ac/save", content=b"\xff").status_code == 400
    big = {"part": "prevent", "kept": kept(1, more="x" * LARGEST_SAVE_BYTES)}
    assert client.post(page + "__ac/save", json=big).status_code == 413
    assert launches.attempts == {}


def test_saving_needs_the_page_of_the_launch(client: httpx.Client, page: str, launches: Launches) -> None:
    """Knowing the session's id is not enough to write into it."""
    wrong = page.replace(page.split("/")[4], "0" * 40)
    assert client.post(wrong + "__ac/current", json={"part": "prevent"}).status_code == 403
    assert client.post(page.replace("s-1", "s-9") + "__ac/current", json={"part": "prevent"}).status_code == 404
    assert launches.attempts == {}


def test_merge_leaves_its_argument_alone() -> None:
    """The attempt that was read stays as it was: a refused call cannot half change it."""
    before: dict[str, Any] = {"parts": {"a": kept(1)}}
    after = merge(before, "save", {"part": "a", "kept": kept(2), "status": "x" * 99, "percent": "no"}, {"a"}, 5.0)
    assert before == {"parts": {"a": kept(1)}}
    assert after is not None
    assert (after["parts"]["a"]["n"], after["status"], after["percent"]) == (2, "x" * 40, None)
