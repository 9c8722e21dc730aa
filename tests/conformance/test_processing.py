"""What process answers: validation only, new versions, and the page's classes of errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.server import Server
from tests.packages import scorm12, scorm2004


def test_validation_only_makes_nothing_and_keeps_the_object(server: Server, course: Path) -> None:
    """Method 3 and scenario 3 of the page: the same storage_path is validated, then processed."""
    before = len(server.packages())
    stored = server.stored(course)
    answer = server.process(stored, course.name, validate_only=True)
    assert answer.status_code == 200
    body = answer.json()
    assert body["validation_only"] is True
    assert body["manifest"]["title"] == "Intro Course"
    assert body["storage_path"] == stored
    assert body["file_size_bytes"] == course.stat().st_size
    assert "package" not in body
    assert len(server.packages()) == before
    made = server.process(stored, course.name, validate_only=False).raise_for_status().json()
    server.made.append(made["package"]["package_id"])
    assert len(server.packages()) == before + 1


@pytest.mark.parametrize("edition", ["2nd", "3rd", "4th"])
def test_every_edition_of_2004_is_taken(server: Server, tmp_path: Path, edition: str) -> None:
    """ "SCORM 2004 (1st-4th Edition) - Full support"; version is 2004 for each."""
    body = server.package(scorm2004(tmp_path / f"{edition}.zip", edition, title=f"Edition {edition}"))
    assert body["manifest"]["version"] == "2004"
    assert body["package"]["title"] == f"Edition {edition}"


def test_a_new_version_keeps_the_id_and_the_address(server: Server, course: Path, tmp_path: Path) -> None:
    """ "The launch URL stays stable, but current_revision increments"."""
    first = server.package(course)["package"]
    newer = scorm12(tmp_path / "newer.zip", title="Intro Course, revised", scos=2)
    second = server.package(newer, package_id=first["package_id"])["package"]
    assert second["package_id"] == first["package_id"]
    assert second["launch_url"] == first["launch_url"]
    assert (first["current_revision"], second["current_revision"]) == (1, 2)
    assert second["title"] == "Intro Course, revised"
    revisions = sorted(version["revision"] for version in server.versions(first["package_id"]))
    assert revisions == [1, 2]


def test_a_version_of_an_unknown_package_is_not_found(server: Server, course: Path) -> None:
    """404 PACKAGE_NOT_FOUND, and no new package."""
    before = len(server.packages())
    answer = server.process(server.stored(course), course.name, package_id="pkg_unknown00000")
    assert answer.status_code == 404
    assert answer.json()["code"] == "PACKAGE_NOT_FOUND"
    assert len(server.packages()) == before


@pytest.mark.parametrize(
    "broken", ["zip.no-manifest", "zip.manifest-in-subfolder", "manifest.not-well-formed", "manifest.nothing-to-launch"]
)
def test_invalid_scorm_package(server: Server, tmp_path: Path, broken: str) -> None:
    """The page's class by name: no manifest, or one of invalid structure."""
    answer = server.process(server.stored(scorm12(tmp_path / "bad.zip", broken=broken)))
    assert answer.status_code == 400
    assert answer.json()["error"] == "Invalid SCORM Package"
    assert answer.json()["code"] in ("MANIFEST_NOT_FOUND", "MISSING_MANIFEST", "PARSE_FAILED")


@pytest.mark.parametrize("broken", ["zip.corrupt-member", "manifest.launch-file-missing"])
def test_package_processing_failed(server: Server, tmp_path: Path, broken: str) -> None:
    """The page's class by name: corrupted ZIP, missing required files."""
    answer = server.process(server.stored(scorm12(tmp_path / "bad.zip", broken=broken)))
    assert answer.json()["error"] == "Package Processing Failed"


def test_a_file_that_is_no_zip_is_refused(server: Server, tmp_path: Path) -> None:
    """Bytes that are no ZIP never become a package."""
    path = tmp_path / "letter.zip"
    path.write_bytes(b"Dear reader, " * 1000)
    answer = server.process(server.stored(path))
    assert answer.json()["error"] in ("Package Processing Failed", "Invalid SCORM Package")


def test_process_without_an_upload_is_not_found(server: Server) -> None:
    """A storage_path nobody uploaded to gives an error, never a package."""
    assert server.process("tenant/uploads/tmp_nothing.zip").status_code in (400, 404)


@pytest.mark.parametrize("missing", ["tenant_id", "uploaded_by", "storage_path", "original_filename"])
def test_process_names_the_missing_field(server: Server, missing: str) -> None:
    """A call without one of its fields is a 400 that names it."""
    asked = server.who(storage_path="a", original_filename="b")
    del asked[missing]
    answer = server.http.post("/packages/process", json=asked)
    assert answer.status_code in (400, 422)
    assert missing in answer.text
