"""Launches: "Make available for launching sessions"."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from tests.conformance.server import Server


@pytest.fixture(scope="module")
def made(server: Server, course: Path) -> dict[str, Any]:
    package: dict[str, Any] = server.package(course)["package"]
    return package


def test_a_launch_gives_an_address_that_opens(server: Server, made: dict[str, Any]) -> None:
    """Scenario 1 of the page: launch_url opens in a frame, without any key."""
    session_id = str(uuid.uuid4())
    body = server.launch(made["package_id"], session_id).raise_for_status().json()
    assert body["session_id"] == session_id
    assert body["package_id"] == made["package_id"]
    assert 600 <= body["expires_in_seconds"] <= 14_400
    page = server.bare.get(urljoin(server.url, body["launch_url"]), follow_redirects=True)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "x-frame-options" not in page.headers
    assert server.key not in page.text


def test_an_address_without_its_token_does_not_open(server: Server, made: dict[str, Any]) -> None:
    """The token is what opens the page."""
    url = urljoin(server.url, server.launch(made["package_id"]).json()["launch_url"])
    assert server.bare.get(url.partition("?")[0], follow_redirects=True).status_code in (401, 403, 404)


def test_the_same_session_may_resume(server: Server, made: dict[str, Any]) -> None:
    """The same session_id again gives the same session."""
    session_id = str(uuid.uuid4())
    first = server.launch(made["package_id"], session_id).json()
    second = server.launch(made["package_id"], session_id).json()
    assert first["session_id"] == second["session_id"] == session_id


def test_an_unknown_package_cannot_be_launched(server: Server) -> None:
    """404 PACKAGE_NOT_FOUND."""
    answer = server.launch("pkg_unknown00000")
    assert answer.status_code == 404
    assert answer.json()["code"] == "PACKAGE_NOT_FOUND"


@pytest.mark.parametrize("missing", ["user_id", "session_id"])
def test_a_launch_names_the_missing_field(server: Server, made: dict[str, Any], missing: str) -> None:
    """A launch without learner or session is a 400 that names the field."""
    asked = {"user_id": "learner", "session_id": str(uuid.uuid4())}
    del asked[missing]
    answer = server.http.post(f"/packages/{made['package_id']}/launch", json=asked)
    assert answer.status_code in (400, 422)
    assert missing in answer.text
