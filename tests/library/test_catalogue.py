"""Finding and ordering packages where they are kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allure_desktop.api.answers import PackageRecord
from allure_desktop.api.paging import Page
from allure_desktop.database import Database
from allure_desktop.database_migrations import MIGRATIONS
from allure_desktop.events import Events
from allure_desktop.library import search
from allure_desktop.library.catalogue import Catalogue, Question
from allure_desktop.library.facts import Facts, encoded
from allure_desktop.library.listing import Listings
from tests.library.conftest import record
from tests.library.test_search import RECORDS
from tests.listed import pages_of


class Shelf:
    """Packages kept in a real data file."""

    def __init__(self, path: Path) -> None:
        self.database = Database(path)
        self.facts = Facts(self.database)
        self.listings = Listings(self.database, Events(), self.facts)
        self.catalogue = Catalogue(self.database, self.facts)

    def keep(self, *records: PackageRecord, connection_id: str = "c") -> None:
        for one in reversed(records):
            self.listings.keep(connection_id, one)

    def found(self, limit: int | None = None, **question: Any) -> list[str]:
        """Ids, in order."""
        keys = self.catalogue.find("c", Question(**question), limit)
        records = self.catalogue.records(keys)
        return [records[key].package_id for key in keys]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    made = Shelf(tmp_path / "x.sqlite3")
    made.keep(*RECORDS)
    return made


@pytest.fixture(params=["indexed", "looked through"])
def either(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """With the index of words, and as where SQLite has none."""
    if request.param != "indexed":
        execute = Database.execute

        def without_index(self: Database, sql: str, *values: Any) -> sqlite3.Cursor:
            if "fts5" in sql:
                raise sqlite3.OperationalError("no such module: fts5")
            return execute(self, sql, *values)

        monkeypatch.setattr(Database, "execute", without_index)
    made = Shelf(tmp_path / "x.sqlite3")
    made.keep(*RECORDS)
    assert made.facts.indexed == (request.param == "indexed")
    return made


@pytest.mark.parametrize(
    "text",
    [
        *("", "ubung", "ÜBUNG brand", "brand nothing", "pkg_b", "first", "welcome_v2", "elcom", "ta", '"first day"'),
        *("tag:safety", 'tag:"two words"', "tag:saf", "-tag:safety", "is:1.2", "-is:1.2", 'is:"4th edition"', "-welc"),
        *("version:>3", "version:<=4", "-version:v4", "size:>1kb", "size:1kb", "size:<=1kb", "changed:2026", "data a"),
        *("changed:>2026-01-02", "changed:>=2026-01", "-changed:2026-01-02", "changed:<10y", 'wel"come', "%", "_", "'"),
    ],
)
def test_what_is_kept_is_found_as_what_is_in_memory(either: Shelf, text: str) -> None:
    """Words within words, every token, each negated: the same packages in the same order by either way."""
    plain = [one.package_id for one in search.search(RECORDS, text, sort="title")]
    assert either.found(text=text, sort="title") == plain
    assert either.found(text=text, sort="title", limit=1) == plain[:1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(title=st.text(max_size=12), start=st.integers(0, 11), length=st.integers(1, 6))
def test_every_piece_of_a_title_finds_its_package(shelf: Shelf, title: str, start: int, length: int) -> None:
    """Whatever it is written in, quotes, zeros and signs of the index's own language included."""
    one = record("pkg_x", title=title)
    shelf.keep(one)
    text = '"' + title[start : start + length].replace('"', "") + '"'
    assert ("pkg_x" in shelf.found(text=text)) == bool(search.search([one], text))


def test_many_matches_come_as_few_do(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that most packages have is looked for along the order; the answer is the same."""
    before = shelf.found(text="brandschutz", limit=5)
    monkeypatch.setattr("allure_desktop.library.catalogue._MANY", 0)
    assert shelf.found(text="brandschutz", limit=5) == before == ["pkg_a"]


@pytest.mark.parametrize("sort", sorted(search.SORT_FIELDS))
def test_every_field_orders_both_ways(shelf: Shelf, sort: str) -> None:
    """By the same values as the pure search."""
    shelf.keep(
        record("pkg_d", title="Zebra", current_revision=7, file_size_bytes=None, updated_at="", uploaded_by="Zoë")
    )
    by_id = {one.package_id: one for one in (*RECORDS, shelf.listings.package("c", "pkg_d")) if one}
    values = [search.SORT_FIELDS[sort](by_id[one]) for one in shelf.found(sort=sort)]
    assert values == sorted(values) and len(values) == 4
    assert shelf.found(sort=f"-{sort}") == shelf.found(sort=sort)[::-1]


def test_a_field_that_does_not_exist_orders_nothing(shelf: Shelf) -> None:
    """It never reaches the database."""
    with pytest.raises(ValueError, match="colour"):
        shelf.found(sort="colour")


def test_what_was_found_by_old_words_is_not_found_any_more(shelf: Shelf) -> None:
    """Changed, dropped, forgotten: the index of words goes along."""
    shelf.keep(replace(RECORDS[2], title="Farewell"))
    assert shelf.found(text="farewell") == ["pkg_c"]
    shelf.listings.drop("c", "pkg_a")
    assert shelf.found(text="brandschutz") == []
    shelf.keep(RECORDS[0], connection_id="d")
    assert shelf.found(text="brandschutz") == []
    shelf.listings.forget("c")
    assert shelf.found() == []
    assert len(shelf.catalogue.find("d", Question(text="brandschutz"))) == 1


def test_lists_of_an_earlier_version_are_found(tmp_path: Path) -> None:
    """Their facts are made when they are first looked at."""
    path = tmp_path / "old.sqlite3"
    old = Database(path, MIGRATIONS[: next(n for n, sql in enumerate(MIGRATIONS) if "package_facts" in sql)])
    old.execute(
        "INSERT INTO packages (connection_id, package_id, position, record) VALUES ('c', 'pkg_a', 0, ?)",
        encoded(RECORDS[0]).decode(),
    )
    old.close()
    shelf = Shelf(path)
    assert shelf.found(text="brandschutz") == ["pkg_a"]
    assert shelf.catalogue.key("c", "pkg_a") is not None and shelf.catalogue.key("c", "pkg_b") is None


def test_words_kept_without_an_index_are_in_it_later(either: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program with another SQLite comes to the same file."""
    monkeypatch.undo()
    later = Shelf(either.database.path)
    assert later.facts.indexed
    assert later.found(text="brandschutz") == ["pkg_a"]


def test_tags_and_standards_are_counted(shelf: Shelf) -> None:
    """Most used first."""
    seen = shelf.catalogue.overview("c")
    assert seen.packages == 3
    assert sorted(seen.tags) == [("Safety", 1), ("safety", 1), ("two words", 1)]
    assert seen.standards == ("1.2", "2004 4th")


def test_a_refresh_brings_new_words_and_takes_old_ones(either: Shelf) -> None:
    """New packages, changed ones and gone ones in one list; what comes later is found too."""

    class Client:
        base_url = "https://server"

        def package_pages(self, *_known: object) -> Iterator[Page]:
            return pages_of([record("pkg_n", title="Newcomer"), record("pkg_b", title="Farewell")])

    either.listings.refresh("c", Client())  # type: ignore[arg-type]
    assert either.found(sort="title") == ["pkg_b", "pkg_n"]
    assert [either.found(text=word) for word in ("newcomer", "farewell", "protection", "brandschutz")] == [
        ["pkg_n"],
        ["pkg_b"],
        [],
        [],
    ]
    either.keep(record("pkg_later", title="Afterthought"))
    assert either.found(text="afterth") == ["pkg_later"]
