"""Several packages at once: a result for each, within the limits, ended when asked, undone."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from allure_desktop.api.answers import PackageRecord
from allure_desktop.errors import Conflict, Forbidden, Invalid, RateLimited, Unreachable
from allure_desktop.library.bulk import Wish, delete_each, edit_each, undo_each
from allure_desktop.library.library import Library
from tests.library.conftest import Server, record

IDS = ("pkg_1", "pkg_2", "pkg_3")
PACKAGES = [(package_id, package_id) for package_id in IDS]


class Answering(Server):
    """Declares that it looks for changes; raises what is told for a package, once each."""

    def __init__(self) -> None:
        super().__init__()
        self.failures: dict[str, list[Exception]] = {}
        self.edit_expects = True

    def features(self) -> Any:
        return self

    def update_package(self, package_id: str, changes: Mapping[str, Any], expected: str = "") -> PackageRecord:
        if self.failures.get(package_id):
            self.asked.append(f"refused {package_id}")
            raise self.failures[package_id].pop(0)
        if expected not in ("", self.records[package_id].updated_at):
            raise Conflict("changed", status=409, host="server")
        changed = super().update_package(package_id, changes)
        self.records[package_id] = replace(changed, updated_at=changed.updated_at + "+")
        return self.records[package_id]


@pytest.fixture
def server() -> Server:
    made = Answering()
    for package_id in IDS:
        made.records[package_id] = record(package_id, title=package_id, tags=("safety",))
    return made


@pytest.fixture
def kept(library: Library) -> Library:
    library.refresh("c")
    return library


def test_each_package_has_its_result(kept: Library, server: Answering) -> None:
    """One is refused, one is like that already, one is changed; a retry takes the refused one alone."""
    server.failures["pkg_2"] = [Invalid("Not valid.", status=422, host="server")]
    server.records["pkg_3"] = replace(server.records["pkg_3"], tags=("safety", "new"))
    kept.refresh("c")
    bulk = edit_each(kept, "c", PACKAGES, Wish(add_tags=("new",)).changes)
    outcomes = bulk.run()
    assert [outcome.kind for outcome in outcomes] == ["done", "refused", "same"]
    assert str(outcomes[1].error).startswith("Not valid")
    again = edit_each(
        kept, "c", [(o.package_id, o.title) for o in outcomes if not o.well], Wish(add_tags=("new",)).changes
    )
    assert [(o.package_id, o.kind) for o in again.run()] == [("pkg_2", "done")]
    assert all("new" in server.records[package_id].tags for package_id in IDS)


def test_tags_meet_what_somebody_else_tagged(kept: Library, server: Answering) -> None:
    """A tag is added to the ones that are there by now; a text changed meanwhile is a conflict and stays."""
    server.records["pkg_1"] = replace(server.records["pkg_1"], tags=("theirs",), updated_at="later")
    server.records["pkg_2"] = replace(server.records["pkg_2"], description="theirs", updated_at="later")
    wish = Wish(description="mine", add_tags=("new",), remove_tags=("safety",))
    outcomes = edit_each(kept, "c", PACKAGES, wish.changes).run()
    assert [outcome.kind for outcome in outcomes] == ["done", "conflict", "done"]
    assert server.records["pkg_1"].tags == ("theirs", "new") and server.records["pkg_1"].description == "mine"
    assert server.records["pkg_2"].description == "theirs"


def test_it_is_undone_package_by_package(kept: Library, server: Answering) -> None:
    """What somebody changed since stays, and is told."""
    before = dict(server.records)
    outcomes = edit_each(kept, "c", PACKAGES, Wish(description="mine").changes).run()
    server.records["pkg_2"] = replace(server.records["pkg_2"], description="theirs", updated_at="later")
    assert [outcome.kind for outcome in undo_each(kept, "c", outcomes).run()] == ["done", "conflict", "done"]
    assert server.records["pkg_1"].description == before["pkg_1"].description
    assert server.records["pkg_2"].description == "theirs"


@pytest.mark.parametrize(
    "error", [Unreachable("away", host="server"), Forbidden("no write", status=403, host="server")]
)
def test_what_no_package_would_survive_ends_it(kept: Library, server: Answering, error: Exception) -> None:
    """Without network, or with a key that may only read, the others are not tried in vain."""
    server.failures["pkg_1"] = [error]
    outcomes = edit_each(kept, "c", PACKAGES, Wish(description="mine").changes).run()
    assert [outcome.kind for outcome in outcomes] == ["refused", "left", "left"]
    assert outcomes[2].error is error and server.asked.count("update_package") == 0


def test_a_limit_is_waited_for_and_can_be_ended(kept: Library, server: Answering) -> None:
    """The time is told meanwhile; who ends it then loses nothing that was done."""
    server.failures["pkg_2"] = [RateLimited("slow", wait_s=600.0, status=429, host="server")]
    bulk = edit_each(kept, "c", PACKAGES, Wish(description="mine").changes)
    thread = threading.Thread(target=bulk.run)
    thread.start()
    while bulk.limited_until is None and thread.is_alive():
        thread.join(0.01)
    assert bulk.limited_until is not None
    bulk.cancel()
    thread.join(20)
    assert not thread.is_alive()
    assert [outcome.kind for outcome in bulk.outcomes] == ["done", "left", "left"]


def test_a_short_limit_costs_time_alone(kept: Library, server: Answering) -> None:
    """After it the same package is tried again."""
    server.failures["pkg_1"] = [RateLimited("slow", wait_s=0.0, status=429, host="server")]
    assert [o.kind for o in edit_each(kept, "c", PACKAGES, Wish(description="m").changes).run()] == ["done"] * 3


def test_packages_are_deleted_one_by_one(kept: Library, server: Answering) -> None:
    """One that is gone already is told; the others go."""
    outcomes = delete_each(kept, "c", PACKAGES[:2]).run()
    assert [outcome.kind for outcome in outcomes] == ["done", "done"] and set(server.records) == {"pkg_3"}
    assert kept.cached_package("c", "pkg_1") is None
