"""Two people of a team, each with a computer of his own, see each other's notes and facts, and their copies."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from allure_desktop.composition import Services, build
from allure_desktop.connections.connection import Connection
from allure_desktop.gui.library.version_reading import read_timeline
from allure_desktop.sandbox.server import Sandbox
from tests.packages import scorm12
from tests.test_version_copies import sandbox as sandbox
from tests.test_version_copies import until, uploaded


def person(folder: Path, sandbox: Sandbox, *, shares: bool = True) -> Services:
    made = build(folder)
    connection = Connection("c1", "Team", sandbox.url, sandbox.tenant_id, folder.name, shares_facts=shares)
    made.connections.save(connection, sandbox.api_key)
    made.uploads.run()
    return made


@pytest.fixture
def team(tmp_path: Path, sandbox: Sandbox) -> Iterator[tuple[Services, Services]]:
    ann, bob = person(tmp_path / "ann", sandbox), person(tmp_path / "bob", sandbox)
    yield ann, bob
    ann.close()
    bob.close()


def look(services: Services, package_id: str) -> None:
    services.library.package("c1", package_id, fresh=True)
    services.library.versions("c1", package_id)


def test_a_colleague_sees_what_was_uploaded(team: tuple[Services, Services], tmp_path: Path) -> None:
    """File, count, changes and note of another computer's versions; other metadata is untouched."""
    ann, bob = team
    package_id, _ = uploaded(ann, scorm12(tmp_path / "one.zip", files={"a.txt": "1"}))
    ann.library.edit("c1", package_id, {"custom_metadata": {"owner": "x"}})
    uploaded(ann, scorm12(tmp_path / "two.zip", files={"a.txt": "2", "b.txt": "3"}), package_id)
    until(lambda: 2 in ann.team.facts("c1", package_id))
    ann.team.set_note("c1", package_id, 2, "New pass mark")
    look(bob, package_id)
    timeline = read_timeline(bob, "c1", package_id, look_afar=False)
    newest = timeline.lines[0]
    assert newest.note == "New pass mark"
    assert newest.team_file == "two.zip"
    assert "".join(part.text for part in newest.files) == "1 added · 1 changed"
    assert timeline.told[2]
    record = bob.library.package("c1", package_id)
    assert record.custom_metadata["owner"] == "x"


def test_both_write_at_once(team: tuple[Services, Services], tmp_path: Path) -> None:
    """Notes that two people write in the same moment are both there: who is second reads again and merges."""
    ann, bob = team
    package_id, _ = uploaded(ann, scorm12(tmp_path / "one.zip"))
    until(lambda: 1 in ann.team.facts("c1", package_id))
    look(bob, package_id)
    people = (ann, bob)
    failures: list[BaseException] = []

    def write(who: Services, revision: int) -> None:
        try:
            who.team.set_note("c1", package_id, revision, f"note {revision}")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(people[n % 2], n)) for n in range(2, 6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    look(ann, package_id)
    assert {fact.note for fact in ann.team.facts("c1", package_id).values()} >= {f"note {n}" for n in range(2, 6)}


def test_nothing_is_told_unless_it_is_wanted(team: tuple[Services, Services], tmp_path: Path) -> None:
    """Off is the default: no key in the metadata, and what others wrote there is not shown."""
    ann, bob = team
    ann.connections.save(replace(ann.connection("c1"), shares_facts=False), None)
    assert not Connection("c", "n", "u", "t", "w").shares_facts
    package_id, _ = uploaded(ann, scorm12(tmp_path / "one.zip"))
    ann.team.set_note("c1", package_id, 1, "mine alone")
    assert ann.library.package("c1", package_id, fresh=True).custom_metadata == {}
    bob.library.package("c1", package_id, fresh=True)
    bob.team.set_note("c1", package_id, 1, "from bob")
    ann.library.package("c1", package_id, fresh=True)
    assert ann.team.notes("c1", package_id) == {1: "mine alone"}


def test_a_colleagues_version_is_played_from_the_teams_folder(team: tuple[Services, Services], tmp_path: Path) -> None:
    """With a shared folder the other's version is no blind spot: it comes from there, checked, without the server."""
    ann, bob = team
    shared = tmp_path / "shared"
    shared.mkdir()
    for one in team:
        one.copies.set_shared_folder(str(shared))
    path = scorm12(tmp_path / "one.zip")
    package_id, _ = uploaded(ann, path)
    until(lambda: any(shared.glob("*/*.zip")))
    look(bob, package_id)
    assert read_timeline(bob, "c1", package_id, look_afar=True).lines[0].where == "shared"
    found = bob.version_copies.find("c1", package_id, 1)
    assert found is not None
    assert found.where == "shared"
    assert found.path.read_bytes() == path.read_bytes()
    assert read_timeline(bob, "c1", package_id, look_afar=False).lines[0].where == "copy"
