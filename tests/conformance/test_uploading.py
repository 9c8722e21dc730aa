"""The two ways of the page to bring a ZIP to the server."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.conformance.server import Server
from tests.packages import scorm12


def test_one_put_and_process_make_a_package(server: Server, course: Path) -> None:
    """Method 1 of the page: upload-url, PUT with the headers named, process; the answer is the page's."""
    body = server.package(course)
    assert body["manifest"]["title"] == "Intro Course"
    assert body["manifest"]["version"] == "1.2"
    assert body["manifest"]["launch_url"] == "index.html"
    assert body["manifest"]["sco_count"] == 5
    assert body["file_size_bytes"] == course.stat().st_size
    assert body["upload_id"] and body["storage_path"]
    assert body["package"]["title"] == "Intro Course"
    assert body["package"]["version"] == "1.2"
    assert body["package"]["current_revision"] == 1


def test_the_put_needs_exactly_the_headers_that_were_named(server: Server, course: Path) -> None:
    """A PUT without required_put_headers is refused, so that a client cannot do without them unnoticed."""
    asked = server.who(filename=course.name, file_size=course.stat().st_size)
    ticket = server.http.post("/packages/upload-url", json=asked).json()
    bare = server.bare.put(ticket["presigned_url"], content=course.read_bytes())
    assert bare.status_code == 403
    whole = server.bare.put(
        ticket["presigned_url"], headers=ticket["required_put_headers"], content=course.read_bytes()
    )
    assert whole.is_success


def test_multipart_brings_a_large_file(server: Server, tmp_path: Path) -> None:
    """Method 2 of the page: init, a URL and a PUT for each part, complete, process."""
    begun = server.http.post("/packages/multipart/init", json=server.who(filename="large.zip")).json()
    size, upload_id = begun["part_size"], begun["upload_id"]
    assert size >= 5 * 2**20
    data = scorm12(tmp_path / "large.zip", title="Large", size_bytes=2 * size + 100_000).read_bytes()
    parts = []
    for number, start in enumerate(range(0, len(data), size), 1):
        asked = {"upload_id": upload_id, "part_number": number}
        link = server.http.post("/packages/multipart/part-url", json=asked).json()
        assert link["part_number"] == number and link["expires_in"] > 0
        block = data[start : start + size]
        put = server.bare.put(link["url"], headers={"Content-Type": "application/zip"}, content=block)
        assert put.is_success
        assert put.headers["etag"].strip('"') == hashlib.md5(block).hexdigest()
        parts.append({"part_number": number, "etag": put.headers["etag"]})
    assert len(parts) == 3
    done = server.http.post("/packages/multipart/complete", json={"upload_id": upload_id, "parts": parts})
    assert done.is_success
    body = server.process(begun["storage_path"], "large.zip").raise_for_status().json()
    server.made.append(body["package"]["package_id"])
    assert body["manifest"]["title"] == "Large"
    assert body["file_size_bytes"] == len(data)


def test_complete_refuses_what_was_not_stored(server: Server) -> None:
    """Parts that are missing or have another ETag are a 400, never a file with a hole."""
    upload_id = server.http.post("/packages/multipart/init", json=server.who(filename="a.zip")).json()["upload_id"]
    parts = [{"part_number": 1, "etag": '"00000000000000000000000000000000"'}]
    answer = server.http.post("/packages/multipart/complete", json={"upload_id": upload_id, "parts": parts})
    assert answer.status_code == 400


@pytest.mark.parametrize("call", ["part-url", "complete"])
def test_an_unknown_upload_is_not_found(server: Server, call: str) -> None:
    """Multipart calls with an upload_id that is none are 404."""
    asked = {"upload_id": "upload_unknown", "part_number": 1, "parts": [{"part_number": 1, "etag": '"x"'}]}
    assert server.http.post(f"/packages/multipart/{call}", json=asked).status_code == 404


def test_more_than_10_gb_is_refused_before_a_byte_is_sent(server: Server) -> None:
    """ "File Too Large" with 413 for a file beyond the page's limit."""
    answer = server.http.post("/packages/upload-url", json=server.who(filename="a.zip", file_size=11 * 2**30))
    assert answer.status_code == 413
    assert answer.json()["error"] == "File Too Large"


def test_above_100_mb_one_put_is_refused(server: Server) -> None:
    """The page: multipart upload for packages above 100 MB."""
    answer = server.http.post("/packages/upload-url", json=server.who(filename="a.zip", file_size=120 * 2**20))
    assert answer.status_code == 413
