"""Who may call: keys in both headers, tenants, and what an error looks like."""

from __future__ import annotations

import httpx
import pytest

from tests.conformance.server import Server


@pytest.mark.parametrize("header", ["X-API-Key", "Authorization"])
def test_both_headers_are_taken(server: Server, header: str) -> None:
    """X-API-Key: K and Authorization: Bearer K are equals."""
    value = server.key if header == "X-API-Key" else f"Bearer {server.key}"
    answer = httpx.get(
        f"{server.url}/api/v1/packages", params={"tenant_id": server.tenant_id}, headers={header: value}, timeout=60
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("headers", [{}, {"X-API-Key": "wrong"}, {"Authorization": "Bearer wrong"}])
def test_without_a_good_key_nothing_is_told(server: Server, headers: dict[str, str]) -> None:
    """401 with a code, and no record."""
    answer = httpx.get(f"{server.url}/api/v1/packages", params={"tenant_id": server.tenant_id}, headers=headers)
    assert answer.status_code == 401
    assert answer.json()["code"] in ("UNAUTHORIZED", "INVALID_API_KEY")
    assert "packages" not in answer.json()


def test_another_tenant_is_refused(server: Server) -> None:
    """403 for a tenant_id that is not the key's."""
    answer = server.http.get("/packages", params={"tenant_id": "00000000-0000-4000-8000-000000000000"})
    assert answer.status_code == 403


def test_may_write_can_be_asked_without_making_anything(server: Server) -> None:
    """POST upload-url with an empty body is 400 or 422 for a key that may write."""
    assert server.http.post("/packages/upload-url", json={}).status_code in (400, 422)


def test_an_error_has_words_a_code_and_details(server: Server) -> None:
    """The error body is {"error": text, "code": CODE, "details": {}}."""
    body = server.http.get("/packages/pkg_unknown00000").json()
    assert isinstance(body["error"], str) and body["code"].isupper() and isinstance(body["details"], dict)


def test_an_unknown_call_is_json_too(server: Server) -> None:
    """A path that is no call answers 404 with JSON, not with a web page."""
    answer = server.http.get("/no-such-call")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("application/json")
