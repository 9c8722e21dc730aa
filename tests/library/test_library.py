"""The library: what is kept, what is asked, and what is announced."""

from __future__ import annotations

import errno
import uuid
from pathlib import Path

import pytest

from allure_desktop.api.answers import Quotas
from allure_desktop.errors import DiskFull, LocalFileError, NotFound, NotOffered, Unreachable, UsageError
from allure_desktop.events import Event, LibraryChanged, PackageChanged
from allure_desktop.library.details import EditConflict, changes_from
from allure_desktop.library.launches import PREVIEW_USER_ID
from allure_desktop.library.library import Library
from allure_desktop.library.quotas import remaining_bytes
from tests.library.conftest import Server, record, version


def test_a_list_is_kept_with_its_age(library: Library, server: Server, announced: list[Event]) -> None:
    """Nothing before the first refresh; afterwards the same records, in the server's order, and one event."""
    assert library.cached("c").as_of is None and library.cached("c").packages == []
    server.records = {name: record(name) for name in ("pkg_2", "pkg_1")}
    fresh = library.refresh("c")
    kept = library.cached("c")
    assert (kept.as_of, len(kept.packages)) == (fresh.as_of, fresh.packages)
    assert [r.package_id for r in kept.packages] == ["pkg_2", "pkg_1"]
    assert announced == [LibraryChanged("c")]
    assert library.cached("another").packages == []


def test_a_failed_refresh_keeps_the_list(library: Library, server: Server) -> None:
    """The error comes through, the old list stays."""
    server.records = {"pkg_1": record()}
    library.refresh("c")
    before = library.cached("c")
    server.away = True
    with pytest.raises(Unreachable):
        library.refresh("c")
    assert library.cached("c") == before


def test_a_package_that_is_gone_leaves_the_list(library: Library, server: Server) -> None:
    """404 on one package drops it, so that no view shows what is not there."""
    server.records = {"pkg_1": record()}
    library.refresh("c")
    server.records.clear()
    with pytest.raises(NotFound):
        library.package("c", "pkg_1", fresh=True)
    assert library.cached("c").packages == []


def test_the_kept_package_needs_no_call(library: Library, server: Server) -> None:
    """Without `fresh` the server is asked only for what is not kept."""
    server.records = {"pkg_1": record()}
    library.refresh("c")
    server.asked.clear()
    assert library.package("c", "pkg_1") == record()
    assert server.asked == []
    server.records["pkg_9"] = record("pkg_9")
    assert library.package("c", "pkg_9").package_id == "pkg_9"
    assert server.asked == ["package"]


def test_a_new_package_stands_first(library: Library, server: Server, announced: list[Event]) -> None:
    """What has just gone live is read anew and comes before the others; one that was there keeps its place."""
    server.records = {"pkg_1": record(), "pkg_2": record("pkg_2")}
    library.refresh("c")
    server.records["pkg_3"] = record("pkg_3")
    server.records["pkg_2"] = record("pkg_2", current_revision=2)
    library.package_went_live("c", "pkg_3")
    library.package_went_live("c", "pkg_2")
    assert [(r.package_id, r.current_revision) for r in library.cached("c").packages] == [
        ("pkg_3", 1),
        ("pkg_1", 1),
        ("pkg_2", 2),
    ]
    assert PackageChanged("c", "pkg_3") in announced and announced.count(LibraryChanged("c")) == 3


def test_live_is_live_when_it_cannot_be_read(library: Library, server: Server, announced: list[Event]) -> None:
    """A server that is away right after an upload is no failure of it."""
    server.away = True
    library.package_went_live("c", "pkg_1")
    assert announced == [PackageChanged("c", "pkg_1")]


def test_an_edit_replaces_the_kept_record(library: Library, server: Server, announced: list[Event]) -> None:
    """The answer of the server is what is kept and announced."""
    server.records = {"pkg_1": record()}
    library.refresh("c")
    announced.clear()
    assert library.edit("c", "pkg_1", {"tags": ["a"]}).tags == ("a",)
    assert library.cached_package("c", "pkg_1") == server.records["pkg_1"]
    assert announced == [PackageChanged("c", "pkg_1"), LibraryChanged("c")]


def test_a_conflict_carries_both_sides(library: Library, server: Server) -> None:
    """Mine and theirs, for the user to choose; nothing is kept."""
    server.records = {"pkg_1": record(description="theirs")}
    server.conflict = True
    with pytest.raises(EditConflict) as caught:
        library.edit("c", "pkg_1", {"description": "mine"})
    conflict = caught.value
    assert conflict.mine == {"description": "mine"} and conflict.theirs.description == "theirs"
    assert conflict.as_record()["mine"] == {"description": "mine"}
    assert conflict.as_record()["theirs"] == {"description": "theirs"} and conflict.status == 409


@pytest.mark.parametrize("changes", [{}, {"title": "x"}])
def test_only_documented_fields_are_sent(library: Library, server: Server, changes: dict[str, str]) -> None:
    """Another field, or none, is refused before any call."""
    with pytest.raises(UsageError):
        library.edit("c", "pkg_1", changes)
    assert server.asked == []


def test_changes_are_what_differs() -> None:
    """Tags keep their order, metadata is merged, what is the same is not sent."""
    before = record(tags=("a", "b"), custom_metadata={"level": 1, "other": "x"}, description="d")
    assert changes_from(before, add_tags=["c", "a"], remove_tags=["b"]) == {"tags": ["a", "c"]}
    assert changes_from(before, metadata={"level": 2}) == {"custom_metadata": {"level": 2, "other": "x"}}
    assert changes_from(before, description="d", metadata={"level": 1}) == {}
    assert changes_from(before, unset=["description", "metadata.level"]) == {
        "description": "",
        "custom_metadata": {"other": "x"},
    }
    with pytest.raises(UsageError):
        changes_from(before, unset=["title"])


def test_versions_are_kept(library: Library, server: Server, announced: list[Event]) -> None:
    """The history as it was read last; an event only when it differs."""
    server.history = [version(2, current=True), version(1)]
    assert library.cached_versions("c", "pkg_1") == []
    assert library.versions("c", "pkg_1") == library.cached_versions("c", "pkg_1") == server.history
    library.versions("c", "pkg_1")
    assert announced == [PackageChanged("c", "pkg_1")]


def test_notes_are_kept_for_each_version(library: Library) -> None:
    """One text a version; blank removes it."""
    library.set_note("c", "pkg_1", 1, "  Corrected  ")
    library.set_note("c", "pkg_1", 2, "x")
    library.set_note("c", "pkg_1", 2, "   ")
    assert library.notes("c", "pkg_1") == {1: "Corrected"}
    assert (library.note("c", "pkg_1", 1), library.note("c", "pkg_1", 2)) == ("Corrected", "")


def test_a_launch_is_new_unless_resumed(library: Library, server: Server, tmp_path: Path) -> None:
    """A fresh UUID each time and one preview learner; the address is neither stored nor shown by repr."""
    one, two = library.launch("c", "pkg_1"), library.launch("c", "pkg_1")
    assert one.session_id != two.session_id and uuid.UUID(one.session_id).version == 4
    library.launch("c", "pkg_1", user_id="u", session_id=one.session_id.upper())
    assert server.launches[0] == ("pkg_1", PREVIEW_USER_ID, one.session_id)
    assert server.launches[2] == ("pkg_1", "u", one.session_id)
    with pytest.raises(UsageError):
        library.launch("c", "pkg_1", session_id="x")
    assert "secret-token" not in repr(one)
    assert not any(b"secret-token" in file.read_bytes() for file in tmp_path.iterdir())


def test_a_deleted_package_is_dropped_with_its_notes(library: Library, server: Server) -> None:
    """Only after the server has said yes."""
    server.records = {"pkg_1": record()}
    library.refresh("c")
    library.set_note("c", "pkg_1", 1, "x")
    server.away = True
    with pytest.raises(Unreachable):
        library.delete("c", "pkg_1")
    assert len(library.cached("c").packages) == 1
    server.away = False
    library.delete("c", "pkg_1")
    assert library.cached("c").packages == [] and library.notes("c", "pkg_1") == {}


def test_a_removed_connection_is_forgotten(library: Library, server: Server) -> None:
    """Nothing of it stays in the cache; other connections keep theirs."""
    server.records = {"pkg_1": record()}
    library.refresh("c")
    library.refresh("d")
    library.forget("c")
    assert library.cached("c").as_of is None and len(library.cached("d").packages) == 1


def test_a_download_replaces_the_file_when_whole(library: Library, server: Server, tmp_path: Path) -> None:
    """A call that fails half-way leaves what was there, and nothing beside it."""
    target = tmp_path / "got" / "x.zip"
    target.parent.mkdir()
    target.write_text("old")
    server.away = True
    with pytest.raises(Unreachable):
        library.download("c", "pkg_1", target)
    assert target.read_text() == "old" and list(target.parent.iterdir()) == [target]
    server.away = False
    assert library.download("c", "pkg_1", target).size_bytes == len(server.zip)
    assert target.read_bytes() == server.zip and list(target.parent.iterdir()) == [target]


def test_a_download_names_the_place_that_cannot_be(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder, a missing folder, a full disk: each its own error."""
    for target, code in ((tmp_path, "file.directory"), (tmp_path / "no" / "x.zip", "file.missing")):
        with pytest.raises(LocalFileError) as caught:
            library.download("c", "pkg_1", target)
        assert caught.value.code == code

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DiskFull):
        library.download("c", "pkg_1", tmp_path / "x.zip")
    assert not list(tmp_path.glob("*.part")) and not (tmp_path / "x.zip").exists()


def test_quotas_where_they_are_told(library: Library, server: Server) -> None:
    """None for a view, an error for somebody who asked; what is left is never below 0."""
    assert library.quotas("c") is None
    with pytest.raises(NotOffered):
        library.quotas_or_say_so("c")
    server.told = Quotas(10, 3, 100, 130)
    assert library.quotas_or_say_so("c") == server.told and remaining_bytes(server.told) == 0
    assert remaining_bytes(Quotas(10, 3, None, 130)) is None
