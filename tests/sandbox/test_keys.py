"""Keys: scopes, tenants, expiry."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import httpx
import pytest

from allure_desktop.sandbox.server import Sandbox
from tests.conformance.server import Server

OTHER = "11111111-2222-4333-8444-555555555555"


def client(sandbox: Sandbox, key: str, tenant_id: str | None = None) -> Server:
    return Server(sandbox.url, tenant_id or sandbox.tenant_id, key)


@pytest.mark.parametrize(
    ("scopes", "listing", "writing", "hooks"),
    [
        (["read"], 200, 403, 403),
        (["write"], 403, 400, 403),
        (["admin"], 200, 400, 200),
        (["read", "write"], 200, 400, 403),
    ],
)
def test_scopes(sandbox: Sandbox, scopes: list[str], listing: int, writing: int, hooks: int) -> None:
    """read lists, write uploads, admin may all; a missing one is 403 INSUFFICIENT_SCOPES before the body is judged."""
    sandbox.add_key("a-key-of-ours", sandbox.tenant_id, scopes)
    api = client(sandbox, "a-key-of-ours").http
    assert api.get("/packages", params={"tenant_id": sandbox.tenant_id}).status_code == listing
    answer = api.post("/packages/upload-url", json={})
    assert answer.status_code == writing
    if writing == 403:
        assert answer.json()["code"] == "INSUFFICIENT_SCOPES"
        assert answer.json()["details"]["required_scope"] == "write"
    assert api.get("/webhooks").status_code == hooks


def test_a_mismatch_names_the_tenant_of_the_key(server: Server, sandbox: Sandbox) -> None:
    """TENANT_MISMATCH: a connection dialog can offer the right id."""
    for answer in (
        server.http.get("/packages", params={"tenant_id": OTHER}),
        server.http.post("/packages/upload-url", json={**server.who(filename="a", file_size=1), "tenant_id": OTHER}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "TENANT_MISMATCH")
        assert answer.json()["details"]["tenant_id"] == sandbox.tenant_id


def test_tenants_do_not_see_each_other(server: Server, sandbox: Sandbox, course: Path) -> None:
    """Another tenant's package and upload are answered like ones that do not exist."""
    package_id = server.package(course)["package"]["package_id"]
    stored = server.stored(course)
    sandbox.add_key("key-of-the-other", OTHER)
    other = client(sandbox, "key-of-the-other", OTHER)
    assert other.packages() == []
    for answer in (
        other.http.get(f"/packages/{package_id}"),
        other.http.patch(f"/packages/{package_id}", json={"tenant_id": OTHER, "tags": []}),
        other.http.delete(f"/packages/{package_id}"),
        other.http.get(f"/packages/{package_id}/download"),
        other.launch(package_id),
        other.process(stored),
        other.process(other.stored(course), package_id=package_id),
    ):
        assert answer.status_code == 404
    assert server.process(stored).status_code == 200


def test_an_expired_key(sandbox: Sandbox) -> None:
    """401 EXPIRED_API_KEY."""
    sandbox.add_key("a-key-of-yesterday", sandbox.tenant_id, expires_at=time.time() - 1)
    answer = client(sandbox, "a-key-of-yesterday").http.get("/packages", params={"tenant_id": sandbox.tenant_id})
    assert (answer.status_code, answer.json()["code"]) == (401, "EXPIRED_API_KEY")


def test_unknown_scopes_are_refused(sandbox: Sandbox) -> None:
    """A typing error must not make a key that may nothing."""
    with pytest.raises(ValueError, match="unknown scopes: wirte"):
        sandbox.add_key("some-key", sandbox.tenant_id, ["wirte"])


def test_a_given_key_is_kept_nowhere(tmp_path: Path) -> None:
    """Neither the database nor any file holds it; it replaces the one of the last run."""
    with Sandbox(tmp_path, api_key="first-secret-key") as sandbox:
        assert client(sandbox, "first-secret-key").packages() == []
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"first-secret-key" in path.read_bytes()]
    with Sandbox(tmp_path, api_key="second-secret-key") as sandbox:
        answer = httpx.get(f"{sandbox.url}/api/v1/quotas", headers={"X-API-Key": "first-secret-key"})
        assert answer.status_code == 401


def test_a_random_key_is_kept_private(tmp_path: Path) -> None:
    """Without a given key one is made, kept in the folder for its owner only, and the same the next time."""
    with Sandbox(tmp_path / "data") as sandbox:
        first = sandbox.api_key
    file = tmp_path / "data" / "api-key"
    assert file.read_text() == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with Sandbox(tmp_path / "data") as sandbox:
        assert sandbox.api_key == first
