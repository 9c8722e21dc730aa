"""Words of very many packages come into the index afterwards; until then, and after a sudden end, all are found."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from allure_desktop.api.answers import PackageRecord
from allure_desktop.library import word_index
from allure_desktop.library.facts import encoded
from tests.library.conftest import record
from tests.library.test_catalogue import Shelf

MANY = [record(f"pkg_{number:03}", title=f"Course {number:03}") for number in range(120)]


def put(shelf: Shelf, records: list[PackageRecord], start: int = 0) -> None:
    entries = [(at, one, encoded(one), b"mark") for at, one in enumerate(records, start)]
    with shelf.facts.writing():
        shelf.facts.keep_new("c", entries)


def due(shelf: Shelf) -> list[tuple[int, int]]:
    rows = shelf.database.rows("SELECT first, last FROM package_words_due ORDER BY first")
    return [(row["first"], row["last"]) for row in rows]


def check(shelf: Shelf) -> None:
    """SQLite compares the index with the texts. Raises sqlite3.DatabaseError where they differ."""
    with shelf.database.transaction():
        shelf.database.execute("INSERT INTO package_words (package_words, rank) VALUES ('integrity-check', 1)")


def until(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < ends, "it did not come about"
        threading.Event().wait(0.01)


@pytest.fixture
def unfilled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """Many packages whose words nobody has brought in: the program has ended just then."""
    monkeypatch.setattr(word_index.WordIndex, "fill_soon", lambda self: None)
    shelf = Shelf(tmp_path / "x.sqlite3")
    put(shelf, MANY)
    yield shelf
    shelf.database.close()


def test_what_is_not_in_the_index_yet_is_found(unfilled: Shelf) -> None:
    """All are looked through meanwhile; afterwards the index finds the same."""
    assert due(unfilled)
    assert unfilled.found(text="course 042") == ["pkg_042"]
    unfilled.facts.words.fill()
    assert not due(unfilled)
    check(unfilled)
    assert unfilled.found(text="course 042") == ["pkg_042"]


def test_what_changes_before_it_is_in_the_index_is_right_in_it(
    unfilled: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changed, dropped, put after the last was dropped, and more put: nothing is taken out that was not in it."""
    monkeypatch.setattr(word_index, "_AT_ONCE", 50)
    unfilled.keep(replace(MANY[3], title="Farewell"))
    unfilled.listings.drop("c", "pkg_119")
    unfilled.keep(record("pkg_new", title="Arrived"))
    unfilled.listings.drop("c", "pkg_010")
    put(unfilled, [record(f"pkg_m{number}", title=f"More {number}") for number in range(60)], 200)
    unfilled.facts.words.fill()
    check(unfilled)
    assert unfilled.found(text="farewell") == ["pkg_003"]
    assert unfilled.found(text="arrived") == ["pkg_new"]
    assert (
        unfilled.found(text="course 003") == unfilled.found(text="course 119") == unfilled.found(text="pkg_010") == []
    )
    assert unfilled.found(text="more 59") == ["pkg_m59"]
    unfilled.listings.forget("c")
    check(unfilled)


def test_readings_one_after_another_are_one_range(unfilled: Shelf) -> None:
    """A list of hundreds of pages leaves no hundreds of entries behind, which each change would look through."""
    put(unfilled, [record(f"pkg_m{number}", title=f"More {number}") for number in range(60)], 200)
    assert due(unfilled) == [(1, 180)]


def test_the_next_start_goes_on(unfilled: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first search finds by looking through all, and the index is filled beside it."""
    path = unfilled.database.path
    unfilled.database.close()
    monkeypatch.undo()
    later = Shelf(path)
    assert later.found(text="course 042") == ["pkg_042"]
    until(lambda: not due(later))
    check(later)
    assert later.found(text="course 042") == ["pkg_042"]
    later.database.close()


def test_a_reading_that_is_taken_back_leaves_nothing_due(unfilled: Shelf) -> None:
    """The packages and what is due of them are one transaction."""
    unfilled.facts.words.fill()
    with pytest.raises(RuntimeError), unfilled.facts.writing():
        unfilled.facts.keep_new("c", [(n, record(f"pkg_m{n}"), b"{}", b"") for n in range(60)])
        raise RuntimeError
    assert not due(unfilled)
    check(unfilled)


def test_an_index_of_an_earlier_version_is_kept_as_it_is(unfilled: Shelf) -> None:
    """Its triggers know nothing of what is due; they are replaced, and the words stay in it."""
    unfilled.facts.words.fill()
    unfilled.database.execute("DROP TRIGGER package_words_put")
    unfilled.database.execute(
        "CREATE TRIGGER package_words_put AFTER INSERT ON package_facts"
        " BEGIN INSERT INTO package_words (rowid, words) VALUES (new.id, new.words); END"
    )
    later = Shelf(unfilled.database.path)
    put(later, [record(f"pkg_m{number}", title=f"More {number}") for number in range(60)], 200)
    later.facts.words.fill()
    check(later)
    assert later.found(text="course 042") == ["pkg_042"]
    later.database.close()


def test_the_end_of_the_program_stops_it(unfilled: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """The data file is closed under it: nothing is said, and the words stay due."""
    monkeypatch.undo()
    unfilled.database.close()
    unfilled.facts.words.fill_soon()
    until(lambda: unfilled.facts.words._filler is None)
    with sqlite3.connect(unfilled.database.path) as plain:
        assert plain.execute("SELECT count(*) FROM package_words_due").fetchone() == (1,)
