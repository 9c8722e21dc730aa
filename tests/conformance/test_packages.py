"""Package management of the page: list, details, changes, versions; and what the OpenAPI document may declare."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.server import Server


@pytest.fixture(scope="module")
def made(server: Server, course: Path) -> dict[str, Any]:
    package: dict[str, Any] = server.package(course)["package"]
    return package


def test_the_list_holds_the_package(server: Server, made: dict[str, Any]) -> None:
    """GET /packages?tenant_id= gives the tenant's packages with the documented fields."""
    found = [one for one in server.packages() if one.get("package_id", one.get("id")) == made["package_id"]]
    assert len(found) == 1
    assert found[0]["title"] == "Intro Course"
    assert found[0]["tenant_id"] == server.tenant_id
    assert found[0]["created_at"] and found[0]["updated_at"]


def test_details_are_those_of_the_list(server: Server, made: dict[str, Any]) -> None:
    """GET /packages/{id} gives the same record."""
    listed = {one.get("package_id", one.get("id")): one for one in server.packages()}
    one = server.http.get(f"/packages/{made['package_id']}").json()
    assert one == listed[made["package_id"]]


def test_unknown_package_is_not_found(server: Server) -> None:
    """404 PACKAGE_NOT_FOUND."""
    answer = server.http.get("/packages/pkg_unknown00000")
    assert answer.status_code == 404
    assert answer.json()["code"] == "PACKAGE_NOT_FOUND"


def test_patch_changes_exactly_what_it_names(server: Server, made: dict[str, Any]) -> None:
    """The page's PATCH example; a field left out stays as it was."""
    path = f"/packages/{made['package_id']}"
    changes = {
        "description": "Updated course description",
        "duration": "45m",
        "tags": ["onboarding", "2025"],
        "custom_metadata": {"level": "advanced"},
    }
    answer = server.http.patch(path, json={"tenant_id": server.tenant_id, **changes})
    assert answer.status_code == 200
    again = server.http.patch(path, json={"tenant_id": server.tenant_id, "tags": ["other"]})
    record = again.json()
    assert record["tags"] == ["other"]
    assert {name: record[name] for name in changes if name != "tags"} == {
        name: value for name, value in changes.items() if name != "tags"
    }
    assert server.http.get(path).json() == record


def test_versions_tell_who_uploaded_what(server: Server, made: dict[str, Any]) -> None:
    """GET /packages/{id}/versions."""
    (only,) = server.versions(made["package_id"])
    assert only["revision"] == 1
    assert only["uploaded_by"] == "conformance"
    assert only["original_filename"] == "intro course.zip"


def test_download_gives_the_same_bytes(server: Server, course: Path, made: dict[str, Any]) -> None:
    """Where it is declared, a download is the file that was uploaded."""
    if server.declares("GET", "/api/v1/packages/{}/download"):
        answer = server.http.get(f"/packages/{made['package_id']}/download", params={"tenant_id": server.tenant_id})
        assert hashlib.sha256(answer.content).digest() == hashlib.sha256(course.read_bytes()).digest()


def test_quotas_count_packages_and_bytes(server: Server, course: Path, made: dict[str, Any]) -> None:
    """Where it is declared, quotas add up and grow by a package and its bytes."""
    if server.declares("GET", "/api/v1/quotas"):
        before = server.http.get("/quotas").json()
        server.package(course)
        after = server.http.get("/quotas").json()
        assert after["package_quota"]["used"] == before["package_quota"]["used"] + 1
        grown = after["storage_quota"]["used_bytes"] - before["storage_quota"]["used_bytes"]
        assert grown == course.stat().st_size
        storage = after["storage_quota"]
        assert storage["remaining_bytes"] == storage["limit_bytes"] - storage["used_bytes"]


def test_a_deleted_package_is_gone(server: Server, course: Path) -> None:
    """Where it is declared, DELETE removes the package from list and details."""
    if server.declares("DELETE", "/api/v1/packages/{}"):
        package_id = server.package(course)["package"]["package_id"]
        assert server.http.delete(f"/packages/{package_id}", params={"tenant_id": server.tenant_id}).is_success
        server.made.remove(package_id)
        assert server.http.get(f"/packages/{package_id}").status_code == 404
        assert package_id not in [one.get("package_id", one.get("id")) for one in server.packages()]
