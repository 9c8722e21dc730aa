"""Edits of two people at once: what collides asks, what does not goes through, and what was saved can be undone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from allure_desktop import json_values
from allure_desktop.api.answers import PackageRecord
from allure_desktop.errors import Conflict
from allure_desktop.library.details import MISSING, EditConflict, changes_from, details_of, reverse, three_way
from allure_desktop.library.library import Library
from tests.library.conftest import Server, record

BASE = record(description="old", duration="45m", tags=("a", "b"), custom_metadata={"level": 1, "owner": "HSE"})


def metadata(**values: Any) -> PackageRecord:
    return replace(BASE, custom_metadata={**BASE.custom_metadata, **values})


def test_only_what_both_have_changed_asks() -> None:
    """A field that one side changed is no collision, and one that both changed alike is none either."""
    theirs = replace(BASE, description="theirs", duration="1h")
    ready, both = three_way(BASE, {"description": "mine", "tags": ["a"], "duration": "1h"}, theirs)
    assert ready == {"tags": ["a"]}
    assert [(d.name, d.was, d.mine, d.theirs) for d in both] == [("description", "old", "mine", "theirs")]


def test_metadata_collides_key_by_key() -> None:
    """Each key is somebody's: another key of theirs stays, and does not ask."""
    mine = {"level": 2, "new": None}  # owner removed
    ready, both = three_way(BASE, {"custom_metadata": mine}, metadata(team="x"))
    assert not both and ready == {"custom_metadata": {"level": 2, "team": "x", "new": None}}
    _ready, both = three_way(BASE, {"custom_metadata": mine}, metadata(owner="else"))
    assert [(d.key, d.was, d.mine, d.theirs) for d in both] == [("owner", "HSE", MISSING, "else")]


def test_a_type_is_a_change() -> None:
    """1 made 1.0, or true, is sent; Python takes them for equal."""
    for value in (1.0, True, "1"):
        ready, both = three_way(BASE, {"custom_metadata": {**BASE.custom_metadata, "level": value}}, BASE)
        assert not both and json_values.encode(ready["custom_metadata"]["level"]) == json_values.encode(value)
    assert changes_from(BASE, metadata={"level": 1.0}) and not changes_from(BASE, metadata={"level": 1})


def test_choices_make_the_next_change() -> None:
    """Mine, theirs or both by field; what did not collide goes along, what is like theirs is left out."""
    theirs = replace(BASE, description="theirs", tags=("a", "b", "c"), custom_metadata={"level": 5, "owner": "HSE"})
    mine = {"description": "mine", "tags": ["a", "m"], "custom_metadata": {"level": 2, "owner": "me"}}
    ready, both = three_way(BASE, mine, theirs)
    conflict = EditConflict(mine, theirs, None, both, ready)
    by_name = {d.name: d for d in both}
    assert set(by_name) == {"description", "tags", "custom_metadata.level"}
    assert by_name["tags"].both == ["a", "c", "m"]
    assert conflict.chosen({}) == {"custom_metadata": {"level": 5, "owner": "me"}}
    all_mine = conflict.chosen({name: d.mine for name, d in by_name.items()})
    assert all_mine == {"description": "mine", "tags": ["a", "m"], "custom_metadata": {"level": 2, "owner": "me"}}


class Locking(Server):
    """A server that declares `expected_updated_at`, and one that does not when `edit_expects` is off."""

    edit_expects = True

    def features(self) -> Any:
        return self

    def update_package(self, package_id: str, changes: Any, expected_updated_at: str = "") -> PackageRecord:
        if expected_updated_at not in ("", self.records[package_id].updated_at):
            self._ask("refused")
            raise Conflict("changed", status=409, server_code="VERSION_CONFLICT", host="server")
        changed = super().update_package(package_id, changes)
        self.records[package_id] = replace(changed, updated_at=changed.updated_at + "+")
        return self.records[package_id]


@pytest.fixture
def server() -> Server:
    made = Locking()
    made.records["pkg_1"] = BASE
    return made


@pytest.mark.parametrize("locks", [True, False])
def test_somebody_elses_change_of_another_field_stays(library: Library, server: Locking, locks: bool) -> None:
    """Whether the server looks for it or we do: nobody is asked, nothing is overwritten."""
    server.edit_expects = locks
    server.records["pkg_1"] = replace(BASE, duration="2h", updated_at="later")
    saved = library.edit("c", "pkg_1", {"description": "mine"}, BASE)
    assert (saved.description, saved.duration) == ("mine", "2h")
    assert server.asked == (["refused", "package", "update_package"] if locks else ["package", "update_package"])


@pytest.mark.parametrize("locks", [True, False])
def test_a_collision_saves_nothing(library: Library, server: Locking, locks: bool) -> None:
    """Both sides are told, and what is on the server stays."""
    server.edit_expects = locks
    server.records["pkg_1"] = replace(BASE, description="theirs", updated_at="later")
    with pytest.raises(EditConflict) as caught:
        library.edit("c", "pkg_1", {"description": "mine", "tags": []}, BASE)
    assert [d.name for d in caught.value.both] == ["description"] and caught.value.ready == {"tags": []}
    assert server.records["pkg_1"].description == "theirs" and "update_package" not in server.asked


def test_an_untouched_record_costs_one_call(library: Library, server: Locking) -> None:
    """Where the server itself looks for changes: calls are counted by its limits."""
    library.edit("c", "pkg_1", {"description": "mine"}, BASE)
    assert server.asked == ["update_package"]


def test_an_edit_is_undone_key_by_key(library: Library, server: Locking) -> None:
    """What others added since stays; a field that they changed since is not touched."""
    changes = {"description": "mine", "custom_metadata": {"level": 2, "mine": 1}}
    after = library.edit("c", "pkg_1", changes, BASE)
    back = reverse(BASE, changes, after)
    server.records["pkg_1"] = replace(after, custom_metadata={**after.custom_metadata, "team": "x"}, updated_at="later")
    undone = library.edit("c", "pkg_1", back, after)
    assert details_of(undone) == {**details_of(BASE), "custom_metadata": {**BASE.custom_metadata, "team": "x"}}
    server.records["pkg_1"] = replace(after, description="theirs", updated_at="later still")
    with pytest.raises(EditConflict):
        library.edit("c", "pkg_1", back, after)
