"""Records: both shapes, paging, optimistic locking, downloads, the content address."""

from __future__ import annotations

import hashlib
import re
import uuid
from pathlib import Path

import pytest

from allure_desktop.sandbox.server import Sandbox
from tests.conformance.server import Server
from tests.packages import Sco, scorm12, scorm2004

LEGACY = {
    *("id", "tenant_id", "title", "version", "scorm_version", "launch_url", "manifest_url", "storage_path"),
    *("file_size_bytes", "metadata", "created_at", "updated_at"),
}


def test_ids_and_editions(server: Server, course: Path, tmp_path: Path) -> None:
    """pkg_ and 12 base32 characters; version 2004, the edition in metadata.schemaversion."""
    first = server.package(course)["package"]["package_id"]
    second = server.package(scorm2004(tmp_path / "b.zip", "3rd"))["package"]["package_id"]
    assert re.fullmatch(r"pkg_[a-z2-7]{12}", first)
    records = {record["package_id"]: record for record in server.packages()}
    assert (records[first]["version"], records[first]["metadata"]["schemaversion"]) == ("1.2", "1.2")
    assert (records[second]["version"], records[second]["metadata"]["schemaversion"]) == ("2004", "2004 3rd Edition")


def test_the_legacy_shape_is_the_pages(server: Server, sandbox: Sandbox, course: Path) -> None:
    """One switch answers in exactly the older record shape of the page, and the OpenAPI document says so."""
    package_id = server.package(course)["package"]["package_id"]
    sandbox.packages.legacy = True
    legacy = Server(sandbox.url, sandbox.tenant_id, sandbox.api_key)
    (record,) = legacy.packages()
    assert set(record) == LEGACY
    assert record["id"] == package_id
    assert record["launch_url"] == "index.html"
    assert set(record["metadata"]) == {"identifier", "schema", "schemaversion", "description", "sco_count"}
    assert legacy.http.get(f"/packages/{package_id}").json() == record


def test_pages_follow_each_other(server: Server, course: Path) -> None:
    """limit and next_cursor give every package once, newest first, though one is added and one deleted meanwhile."""
    made = [server.package(course)["package"]["package_id"] for _ in range(5)]
    query = {"tenant_id": server.tenant_id, "limit": "2"}
    first = server.http.get("/packages", params=query).json()
    server.http.delete(f"/packages/{made[4]}")
    newest = server.package(course)["package"]["package_id"]
    second = server.http.get("/packages", params={**query, "cursor": first["next_cursor"]}).json()
    third = server.http.get("/packages", params={**query, "cursor": second["next_cursor"]}).json()
    seen = [record["package_id"] for page in (first, second, third) for record in page["packages"]]
    assert seen == made[::-1]
    assert third["next_cursor"] is None
    assert newest not in seen


def test_a_page_holds_100(server: Server, sandbox: Sandbox, course: Path) -> None:
    """The default page, with 101 packages, has 100 and a cursor."""
    server.package(course)
    with sandbox.backend.database.transaction():
        for number in range(100):
            sandbox.backend.database.execute(
                "INSERT INTO packages SELECT ?, tenant_id, current_revision, launch_path, description, duration, tags,"
                " custom_metadata, created_at + ?, updated_at FROM packages LIMIT 1",
                *(f"pkg_{number}", number + 1),
            )
            sandbox.backend.database.execute(
                "INSERT INTO revisions SELECT ?, revision, created_at, uploaded_by, original_filename, file_size_bytes,"
                " sha256, file, upload_id, manifest FROM revisions LIMIT 1",
                f"pkg_{number}",
            )
    body = server.http.get("/packages", params={"tenant_id": server.tenant_id}).json()
    assert len(body["packages"]) == 100
    assert body["next_cursor"]
    assert len(server.packages()) == 101


@pytest.mark.parametrize("query", [{"cursor": "rubbish"}, {"limit": "0"}, {"limit": "x"}, {"limit": "1001"}])
def test_odd_pages_are_refused(server: Server, query: dict[str, str]) -> None:
    """A cursor or limit that makes no sense is a 400 that names it."""
    answer = server.http.get("/packages", params={"tenant_id": server.tenant_id, **query})
    assert answer.status_code == 400
    assert answer.json()["details"]["field"] in query


@pytest.mark.parametrize("way", ["If-Match", "expected_updated_at"])
def test_optimistic_locking(server: Server, course: Path, way: str) -> None:
    """A change on the base of an older record is 409 VERSION_CONFLICT, changes nothing, and names the newer time."""
    path = f"/packages/{server.package(course)['package']['package_id']}"
    read = server.http.get(path)

    def change(description: str) -> int:
        body = {"tenant_id": server.tenant_id, "description": description}
        if way == "If-Match":
            answer = server.http.patch(path, json=body, headers={"If-Match": read.headers["etag"]})
        else:
            answer = server.http.patch(path, json={**body, "expected_updated_at": read.json()["updated_at"]})
        if answer.status_code == 409:
            assert answer.json()["code"] == "VERSION_CONFLICT"
            assert answer.json()["details"]["updated_at"] == server.http.get(path).json()["updated_at"]
        return answer.status_code

    assert (change("mine"), change("theirs")) == (200, 409)
    assert server.http.get(path).json()["description"] == "mine"


def test_a_new_version_counts_as_a_change(server: Server, course: Path) -> None:
    """updated_at grows with a new version, so that a stale edit is told."""
    package_id = server.package(course)["package"]["package_id"]
    before = server.http.get(f"/packages/{package_id}").json()["updated_at"]
    server.package(course, package_id=package_id)
    assert server.http.get(f"/packages/{package_id}").json()["updated_at"] > before


@pytest.mark.parametrize(
    "wrong",
    [{"tags": "one"}, {"tags": [1]}, {"custom_metadata": []}, {"description": 5}, {"title": "x"}, {"tags": [" "]}],
)
def test_patch_takes_only_what_is_documented(server: Server, course: Path, wrong: dict[str, object]) -> None:
    """A field of another type, or one that is none, is a 400 that names it; nothing changes."""
    path = f"/packages/{server.package(course)['package']['package_id']}"
    before = server.http.get(path).json()
    answer = server.http.patch(path, json={"tenant_id": server.tenant_id, **wrong})
    assert answer.status_code == 400
    assert next(iter(wrong)) in answer.json()["error"]
    assert server.http.get(path).json() == before


def test_null_gives_the_manifests_words_back(server: Server, tmp_path: Path) -> None:
    """description null: what the manifest says stands again."""
    package_id = server.package(scorm12(tmp_path / "a.zip", description="As published"))["package"]["package_id"]
    for value, seen in (("Mine", "Mine"), (None, "As published")):
        body = {"tenant_id": server.tenant_id, "description": value}
        assert server.http.patch(f"/packages/{package_id}", json=body).json()["description"] == seen


def test_every_revision_can_be_downloaded(server: Server, course: Path, tmp_path: Path) -> None:
    """The bytes as uploaded, the current ones by default; the history has their SHA-256."""
    newer = scorm12(tmp_path / "newer.zip", scos=3)
    package_id = server.package(course)["package"]["package_id"]
    server.package(newer, package_id=package_id)
    path = f"/packages/{package_id}/download"
    assert server.http.get(path).content == newer.read_bytes()
    assert server.http.get(path, params={"revision": 1}).content == course.read_bytes()
    assert server.http.get(path, params={"revision": 3}).status_code == 404
    part = server.http.get(path, headers={"Range": "bytes=0-3"})
    assert part.content == b"PK\x03\x04"
    latest, first = server.versions(package_id)
    assert first["sha256"] == hashlib.sha256(course.read_bytes()).hexdigest()
    assert (latest["current"], first["current"]) == (True, False)


def test_the_launch_address_leads_to_the_course(server: Server, course: Path, tmp_path: Path) -> None:
    """A record's launch_url opens with the key, and stays when a new version begins with another file."""
    made = server.package(course)["package"]
    url = made["launch_url"].removeprefix("/api/v1")
    assert "Lesson 1" in server.http.get(url).text
    elsewhere = scorm12(tmp_path / "b.zip", scos=[Sco("item_1", "Another start", "start.html")])
    assert server.package(elsewhere, package_id=made["package_id"])["package"]["launch_url"] == made["launch_url"]
    assert "Another start" in server.http.get(url).text
    assert server.http.get(url.replace("index.html", "nothing.html")).status_code == 404
    assert server.bare.get(server.url + made["launch_url"]).status_code == 401


def test_a_session_belongs_to_one_learner_and_package(server: Server, course: Path) -> None:
    """The same session_id for another learner or package is 409 DUPLICATE_ENTRY."""
    one, two = (server.package(course)["package"]["package_id"] for _ in range(2))
    session_id = str(uuid.uuid4())
    assert server.launch(one, session_id).status_code == 200
    for answer in (server.launch(two, session_id), server.launch(one, session_id, user_id="somebody else")):
        assert (answer.status_code, answer.json()["code"]) == (409, "DUPLICATE_ENTRY")
    assert server.launch(one, "no uuid").status_code == 400
