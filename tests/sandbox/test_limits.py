"""Rate limit, quotas and size limits."""

from __future__ import annotations

import time
from pathlib import Path

import httpx
import pytest

from allure_desktop.sandbox.rate_limit import Rate, parse_rate
from allure_desktop.sandbox.server import Sandbox
from tests.conformance.server import Server
from tests.sandbox.conftest import Clock


def test_no_limit_unless_told(server: Server) -> None:
    """Off by default: no headers, no 429."""
    answers = [server.http.get("/quotas") for _ in range(30)]
    assert {answer.status_code for answer in answers} == {200}
    assert not [name for name in answers[0].headers if name.startswith("x-ratelimit")]


def test_the_limit_tells_itself_and_passes(server: Server, sandbox: Sandbox, clock: Clock) -> None:
    """Three headers on each answer, 429 with Retry-After when it is used up, free again when the window has passed."""
    sandbox.rate_limit.rate = parse_rate("2/min")
    first, second, third = (server.http.get("/quotas") for _ in range(3))
    assert [one.headers["x-ratelimit-remaining"] for one in (first, second, third)] == ["1", "0", "0"]
    assert first.headers["x-ratelimit-limit"] == "2"
    assert 55 <= int(first.headers["x-ratelimit-reset"]) - time.time() <= 61
    assert (third.status_code, third.json()["code"]) == (429, "RATE_LIMIT_EXCEEDED")
    clock.ahead_s = int(third.headers["retry-after"])
    assert server.http.get("/quotas").status_code == 200


def test_the_limit_counts_errors_and_spares_the_open_calls(server: Server, sandbox: Sandbox) -> None:
    """Refused calls count too, health and OpenAPI need no key and no budget, and storage has no such limit."""
    sandbox.rate_limit.rate = Rate(2, 60)
    assert server.http.get("/packages/pkg_none").status_code == 404
    assert server.http.post("/packages/upload-url", json={}).headers["x-ratelimit-remaining"] == "0"
    assert httpx.get(f"{sandbox.url}/api/health").status_code == 200
    assert httpx.get(f"{sandbox.url}/api/docs/openapi").status_code == 200
    assert httpx.put(f"{sandbox.storage_url}/sandbox-bucket/a").status_code == 403


@pytest.mark.parametrize(
    ("text", "rate"),
    [("10/min", Rate(10, 60)), ("5/s", Rate(5, 1)), ("500/h", Rate(500, 3600)), ("3/10s", Rate(3, 10))],
)
def test_rates_as_written(text: str, rate: Rate) -> None:
    """N/min and its relatives."""
    assert parse_rate(text) == rate


@pytest.mark.parametrize("text", ["", "10", "0/min", "ten/min", "10/week"])
def test_what_is_no_rate(text: str) -> None:
    """Anything else is told in words."""
    with pytest.raises(ValueError, match="10/min"):
        parse_rate(text)


def test_package_quota(server: Server, sandbox: Sandbox, course: Path) -> None:
    """ "Quota Exceeded" by name when the tenant has its packages; a new version still goes; a deleted one gives room."""
    sandbox.set_quota(1, 10**9)
    package_id = server.package(course)["package"]["package_id"]
    answer = server.process(server.stored(course))
    assert (answer.status_code, answer.json()["code"]) == (403, "QUOTA_EXCEEDED")
    assert answer.json()["error"] == "Quota Exceeded"
    assert server.package(course, package_id=package_id)["package"]["current_revision"] == 2
    assert server.http.get("/quotas").json()["package_quota"] == {
        "limit": 1,
        "used": 1,
        "remaining": 0,
        "usage_percentage": 100.0,
    }
    server.http.delete(f"/packages/{package_id}")
    assert server.package(course)["package"]["current_revision"] == 1


def test_storage_quota_counts_all_versions(server: Server, sandbox: Sandbox, course: Path) -> None:
    """Bytes of old versions are bytes too; what cannot fit is refused before it is sent."""
    size = course.stat().st_size
    sandbox.set_quota(10, 2 * size)
    package_id = server.package(course)["package"]["package_id"]
    server.package(course, package_id=package_id)
    asked = server.who(filename="a.zip", file_size=size)
    for call in ("upload-url", "multipart/init"):
        answer = server.http.post(f"/packages/{call}", json=asked)
        assert (answer.status_code, answer.json()["error"]) == (403, "Quota Exceeded")
        assert answer.json()["details"]["used_bytes"] == 2 * size


def test_default_quotas(server: Server) -> None:
    """100 packages and 50 GB."""
    body = server.http.get("/quotas").json()
    assert (body["package_quota"]["limit"], body["storage_quota"]["limit_bytes"]) == (100, 50 * 2**30)


def test_a_package_too_large_is_refused_at_process(server: Server, sandbox: Sandbox, course: Path) -> None:
    """ "File Too Large" with 413 where only the stored object shows its size."""
    sandbox.backend.processing.max_package_bytes = course.stat().st_size - 1
    begun = server.http.post("/packages/multipart/init", json=server.who(filename="a.zip")).json()
    asked = {"upload_id": begun["upload_id"], "part_number": 1}
    url = server.http.post("/packages/multipart/part-url", json=asked).json()["url"]
    etag = server.bare.put(url, headers={"Content-Type": "application/zip"}, content=course.read_bytes()).headers[
        "etag"
    ]
    parts = [{"part_number": 1, "etag": etag}]
    server.http.post("/packages/multipart/complete", json={"upload_id": begun["upload_id"], "parts": parts})
    answer = server.process(begun["storage_path"])
    assert (answer.status_code, answer.json()["error"], answer.json()["code"]) == (
        413,
        "File Too Large",
        "FILE_TOO_LARGE",
    )


def test_parts_grow_where_10000_would_not_do(server: Server, sandbox: Sandbox) -> None:
    """total_parts and part_size fit an announced size."""
    sandbox.set_quota(10, 10**14)
    sandbox.backend.processing.max_package_bytes = 10**14
    size = 60_000 * 2**20
    body = server.http.post("/packages/multipart/init", json=server.who(filename="a", file_size=size)).json()
    assert body["total_parts"] <= 10_000
    assert body["total_parts"] * body["part_size"] >= size
