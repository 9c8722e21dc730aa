"""What versions consist of is kept when they are uploaded from here, and found again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from allure_desktop.database import Database
from allure_desktop.library.inventories import Changes, Inventories, VersionKey

KEY = VersionKey("https://a.example", "t1", "pkg_1", 3)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path / "data.sqlite3")
    yield made
    made.close()


def held(inventories: Inventories, upload_id: int, record: dict[str, Any], sha256: str = "") -> bool:
    return inventories.hold(upload_id, record, path=f"/courses/{upload_id}.zip", file_size=10, sha256=sha256)


def test_what_is_held_becomes_a_version(database: Database) -> None:
    """Before it is live it is no version; then it is found by server, tenant, package and revision, and nowhere else."""
    inventories = Inventories(database)
    assert held(inventories, 1, {"files": {"ä.html": [1, 2]}})
    assert inventories.known(*KEY[:3]) == {} and inventories.kept(KEY) is None
    assert inventories.became(1, KEY)
    kept = inventories.kept(KEY)
    assert kept is not None and kept.record == {"files": {"ä.html": [1, 2]}} and kept.path == "/courses/1.zip"
    assert inventories.known(*KEY[:3]) == {3: None}
    assert inventories.kept(KEY._replace(tenant_id="t2")) is None
    inventories.set_changes(KEY, Changes(2, 1, 14, 2))
    assert inventories.known(*KEY[:3]) == {3: Changes(2, 1, 14, 2, 0)}


def test_a_version_that_nobody_uploaded_here_is_found_by_its_content(database: Database) -> None:
    """The server tells a SHA-256: another version with that content says what it consists of."""
    inventories = Inventories(database)
    held(inventories, 1, {"files": {}}, sha256="ab12")
    inventories.became(1, KEY)
    assert inventories.kept(KEY._replace(revision=9)) is None
    assert inventories.kept(KEY._replace(revision=9), "AB12") is not None


def test_the_same_version_again_takes_the_place_of_the_old_one(database: Database) -> None:
    """A server that was set up anew counts from the beginning; an upload of which nothing is held changes nothing."""
    inventories = Inventories(database)
    held(inventories, 1, {"n": 1})
    inventories.became(1, KEY)
    held(inventories, 2, {"n": 2})
    assert inventories.became(2, KEY)
    kept = inventories.kept(KEY)
    assert kept is not None and kept.record == {"n": 2}
    assert not inventories.became(77, KEY)


def test_content_that_changed_is_taken_anew(database: Database) -> None:
    """Held for this very SHA-256 only; a file without one is always taken anew."""
    inventories = Inventories(database)
    held(inventories, 1, {"n": 1}, sha256="ab")
    assert inventories.holds(1, "ab") and not inventories.holds(1, "cd") and not inventories.holds(1, "")
    held(inventories, 1, {"n": 2}, sha256="cd")
    inventories.became(1, KEY)
    kept = inventories.kept(KEY)
    assert kept is not None and kept.record == {"n": 2}


def test_the_oldest_ones_go_when_there_are_too_many(database: Database) -> None:
    """The limit holds for the whole; the newest stays even so."""
    inventories = Inventories(database, most_bytes=300)
    for number in range(1, 9):
        held(inventories, number, {"files": {f"{number}-{n}": [n, n * 7919 % 4093] for n in range(12)}})
        inventories.became(number, KEY._replace(revision=number))
    known = inventories.known(*KEY[:3])
    assert max(known) == 8 and 0 < len(known) < 8


def test_a_record_that_cannot_be_read_is_none(database: Database) -> None:
    """A damaged one is as good as none, and no error."""
    inventories = Inventories(database)
    held(inventories, 1, {"n": 1})
    inventories.became(1, KEY)
    database.execute("UPDATE inventories SET record = ?", b"\x00damaged")
    assert inventories.kept(KEY) is None
