"""A version that was uploaded from here leaves its file here, and it is found again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from allure_desktop.composition import Services, build
from allure_desktop.connections.connection import Connection
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.uploads.rows import UploadOptions
from tests.packages import scorm12

LIMIT_S = 30.0


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    with Sandbox(tmp_path / "sandbox", port=0, storage_port=0) as server:
        yield server


@pytest.fixture
def services(tmp_path: Path, sandbox: Sandbox) -> Iterator[Services]:
    made = build(tmp_path / "data")
    made.connections.save(Connection("c1", "Sandbox", sandbox.url, sandbox.tenant_id, "me"), sandbox.api_key)
    made.uploads.run()
    yield made
    made.close()


def until(there: Callable[[], bool]) -> None:
    end = time.monotonic() + LIMIT_S
    while not there():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def uploaded(
    services: Services, path: Path, package_id: str | None = None, no_validation: bool = False
) -> tuple[str, int]:
    """Uploads a file and waits until it is live: package id and revision."""
    upload_id = services.uploads.add(
        path, "c1", package_id=package_id, options=UploadOptions(no_validation=no_validation)
    )
    row = services.uploads.wait([upload_id], LIMIT_S)[0]
    assert row.state == "done", row.message
    assert row.package_id is not None
    assert row.revision is not None
    return row.package_id, row.revision


def where(services: Services, package_id: str, revision: int) -> str | None:
    copy = services.version_copies.of_package("c1", package_id).get(revision)
    return copy.where if copy is not None else None


@pytest.mark.parametrize("no_validation", [False, True])
def test_a_copy_is_kept_once_a_version_is_live(services: Services, tmp_path: Path, no_validation: bool) -> None:
    """The version is played from the copy although its file is overwritten, also where it was not checked before."""
    path = scorm12(tmp_path / "fire.zip", title="First")
    before = path.read_bytes()
    package_id, revision = uploaded(services, path, no_validation=no_validation)
    copies = services.version_copies
    until(lambda: where(services, package_id, revision) == "copy")
    path.write_bytes(b"something else")
    found = copies.find("c1", package_id, revision)
    assert found is not None
    assert (found.where, found.path.name) == ("copy", "fire.zip")
    assert found.path.read_bytes() == before


def test_the_file_itself_serves_while_it_is_unchanged(services: Services, tmp_path: Path) -> None:
    """Without copies the uploaded file is the version, until it is changed or deleted."""
    services.copies.set_on(False)
    path = scorm12(tmp_path / "fire.zip")
    package_id, revision = uploaded(services, path)
    until(lambda: revision in services.version_copies.of_package("c1", package_id))
    found = services.version_copies.find("c1", package_id, revision)
    assert found is not None
    assert (found.where, found.path) == ("path", path)
    path.unlink()
    assert services.version_copies.find("c1", package_id, revision) is None
    assert services.version_copies.of_package("c1", package_id)[revision].where == ""


def test_a_removed_connection_takes_what_is_known_along(services: Services, tmp_path: Path) -> None:
    """Which file a version was made of is forgotten with its tenant; the copy stays until there is no room."""
    package_id, revision = uploaded(services, scorm12(tmp_path / "fire.zip"))
    until(lambda: where(services, package_id, revision) == "copy")
    connection = services.connection("c1")
    services.disconnect("c1")
    services.connections.save(connection, "key")
    assert services.version_copies.of_package("c1", package_id) == {}
    assert services.copies.usage().files == 1


def test_a_moved_file_proposes_the_package_it_is_in(services: Services, tmp_path: Path) -> None:
    """The very content under another name and path: its package is proposed, with the reason."""
    path = scorm12(tmp_path / "fire.zip", title="Fire")
    package_id, _ = uploaded(services, path)
    until(lambda: services.library.cached_package("c1", package_id) is not None)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    moved = path.rename(elsewhere / "renamed.zip")
    upload_id = services.uploads.add(moved, "c1", options=UploadOptions(ask_new_version=True))
    until(lambda: services.uploads.row(upload_id).state == "needs_decision")
    row = services.uploads.row(upload_id)
    assert (row.reason, row.package_id) == ("new_version", package_id)
    assert "the very file was uploaded there before" in row.message.what


def test_partial_downloads_are_swept(services: Services) -> None:
    """What nobody went on with for a week goes; what grows now stays, also when everything is cleared."""
    import os

    old, new = services.copies.scratch(".a.part"), services.copies.scratch(".b.part")
    for part in (old, new):
        part.write_bytes(b"x")
    os.utime(old, (1.0, 1.0))
    services.copies.sweep()
    assert not old.exists() and new.exists()
    services.copies.clear()
    assert new.exists()


def test_a_copy_that_an_end_of_the_program_left_unmade_is_made_later(
    services: Services, sandbox: Sandbox, tmp_path: Path
) -> None:
    """What was live before its copy was made is copied at the next start, once, while its file is unchanged."""
    services.copies.set_limit(0)  # stands for a program that ended before
    package_id, revision = uploaded(services, scorm12(tmp_path / "fire.zip"))
    until(
        lambda: not services.version_copies._files.wanting_copies() and where(services, package_id, revision) == "path"
    )
    services.copies.set_limit(10**9)
    services.version_copies.catch_up()
    key = next(iter(services.version_copies._files.same_content(sandbox.url, sandbox.tenant_id, _sha(tmp_path))))
    services.version_copies._files.want_copy(key, True)
    services.version_copies.catch_up()
    until(lambda: where(services, package_id, revision) == "copy")
    until(lambda: not services.version_copies._files.wanting_copies())


def _sha(folder: Path) -> str:
    import hashlib

    return hashlib.sha256((folder / "fire.zip").read_bytes()).hexdigest()


def test_versions_without_numbers_are_no_files(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that numbers nothing: its versions cannot be told apart, so none of them is taken for a copy."""
    from tests.library.conftest import version

    records = [version(0, sha256="a" * 64), version(0, sha256="b" * 64)]
    monkeypatch.setattr(services.version_copies, "_records", lambda *_which: records)
    assert services.version_copies.of_package("c1", "pkg_1") == {}
    assert services.version_copies.find("c1", "pkg_1", 0) is None
