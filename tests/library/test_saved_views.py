"""Filters with a name: kept, ordered, brought back, and read again whatever wrote them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from allure_desktop.api.records import package_record
from allure_desktop.database import Database
from allure_desktop.events import Event, Events, ViewsChanged
from allure_desktop.library.catalogue import Catalogue, Overview
from allure_desktop.library.completion import completions, searched
from allure_desktop.library.facts import Facts
from allure_desktop.library.filters import Filters, filters_from, split_tokens
from allure_desktop.library.listing import Listings
from allure_desktop.library.saved_views import SavedViews

SEEN = Overview((("safety", 9), ("fire safety", 4), ("sales", 2)), ("1.2", "2004 3rd", "2004"), 15)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "views.sqlite3")


def names(views: SavedViews, connection_id: str) -> list[str]:
    return [view.name for view in views.all(connection_id)]


def test_views_are_of_one_connection_or_of_all(database: Database) -> None:
    """One kept for a connection is not seen in another; one for all is."""
    views = SavedViews(database, Events())
    views.add("Everywhere", Filters(tag="safety"))
    views.add("Here", Filters(text="ladder"), "academy")
    assert names(views, "academy") == ["Everywhere", "Here"]
    assert names(views, "other") == ["Everywhere"]
    views.forget("academy")
    assert names(views, "academy") == ["Everywhere"]


def test_a_view_keeps_every_filter_and_the_order(database: Database) -> None:
    """What is shown again is what was kept, tokens and all."""
    views = SavedViews(database, Events())
    filters = Filters("ladder", "2004 3rd", 7, "fire safety", "large", "-size", ("version:>3", '-tag:"a b"'))
    view_id = views.add("  All \n of it ", filters)
    kept = views.all("any")[0]
    assert (kept.name, kept.filters) == ("All of it", filters)
    views.change(view_id, name="Renamed", filters=Filters(tag="x"), connection_id="academy")
    assert (views.all("academy")[0].name, views.all("academy")[0].filters) == ("Renamed", Filters(tag="x"))
    assert views.named("academy", " renamed ") is not None
    assert views.named("other", "renamed") is None


def test_views_keep_their_order_and_come_back_to_their_place(database: Database) -> None:
    """Moving, removing and undoing never mixes up the others."""
    events, heard = Events(), list[Event]()
    events.subscribe(heard.append)
    views = SavedViews(database, events)
    ids = [views.add(name, Filters(text=name), place) for name, place in (("a", ""), ("b", "academy"), ("c", ""))]
    views.move(ids[2], -1, "academy")
    assert names(views, "academy") == ["a", "c", "b"]
    views.move(ids[0], 9, "academy")
    assert names(views, "academy") == ["c", "b", "a"]
    gone = views.all("academy")[1]
    views.remove(gone.id)
    assert names(views, "academy") == ["c", "a"]
    views.restore(gone, ids[0])
    assert views.all("academy")[1] == gone
    assert names(views, "academy") == ["c", "b", "a"]
    assert heard
    assert set(map(type, heard)) == {ViewsChanged}


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "no json",
        "[]",
        "null",
        '{"tag": 3, "days": "x", "size": "giant", "sort": "-nothing", "tokens": [1, "is:1.2"]}',
    ],
)
def test_a_view_of_another_version_is_still_a_view(kept: str) -> None:
    """What is not understood is left out, and the list can be asked all the same."""
    filters = filters_from(kept)
    assert filters in (Filters(), Filters(tokens=("is:1.2",)))
    assert filters.question(0.0).sort == "-changed"


def test_unknown_fields_of_a_view_are_no_trouble() -> None:
    """A newer program may have kept more."""
    assert filters_from(json.dumps({"tag": "safety", "colour": "red"})) == Filters(tag="safety")


def test_the_count_of_a_view_is_that_of_its_list(database: Database) -> None:
    """By the index of words and without it, with tokens, tags and sizes."""
    facts = Facts(database)
    listings, catalogue = Listings(database, Events(), facts), Catalogue(database, facts)
    for number in range(30):
        raw = {
            "package_id": f"p{number}",
            "title": f"Ladder {number}" if number % 2 else f"Rope {number}",
            "tags": ["safety"] if number % 3 else [],
            "current_revision": number,
            "file_size_bytes": number * 1_000_000,
        }
        listings.keep("c", package_record(raw))
    for filters in (
        Filters(),
        Filters(text="ladder"),
        Filters(text="la", tag="safety"),
        Filters(text="ladder", tokens=("version:>3", "-tag:safety")),
        Filters(size="medium"),
    ):
        question = filters.question(0.0)
        assert catalogue.count("c", question) == len(catalogue.find("c", question)) > 0


@pytest.mark.parametrize(
    ("typed", "tokens", "rest"),
    [
        ("tag:safety", (), "tag:safety"),
        ("tag:safety ", ("tag:safety",), ""),
        ("fire tag:safety lad", ("tag:safety",), "fire lad"),
        ('fire -tag:"a b" ', ('-tag:"a b"',), "fire "),
        ('tag:"a b', (), 'tag:"a b'),
        ("version:>3 is:1.2 ", ("version:>3", "is:1.2"), ""),
        ("size:enormous fire ", (), "size:enormous fire "),
    ],
)
def test_tokens_that_are_whole_are_taken_out_of_the_line(typed: str, tokens: tuple[str, ...], rest: str) -> None:
    """The one that is still being typed stays; what means nothing stays as words."""
    assert split_tokens(typed) == (tokens, rest)


def test_the_last_token_is_whole_when_the_line_is() -> None:
    """Enter ends it as a blank does; a quote that is still open does not."""
    assert split_tokens("fire tag:safety", finished=True) == (("tag:safety",), "fire")
    assert split_tokens('tag:"a b', finished=True) == ((), 'tag:"a b')


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("ta", ["tag:"]),
        ("-ver", ["-version:"]),
        ("t", []),
        ("tag:sa", ["tag:safety", "tag:sales", 'tag:"fire safety"']),
        ('-tag:"fire', ['-tag:"fire safety"']),
        ("tag:safety", ['tag:"fire safety"', "tag:safety"][::-1]),
        ("is:2", ["is:2004", 'is:"2004 3rd"', "is:1.2"]),
        ("size:", ["size:<10mb", "size:>100mb", "size:>1gb"]),
        ("colour:re", []),
    ],
)
def test_what_a_word_can_become(word: str, found: list[str]) -> None:
    """Names of tokens and values of this very list, those that begin so first."""
    assert completions(word, SEEN) == found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fire tag:saf", "fire "),
        ("fire tag:safety", "fire tag:safety"),
        ("tag:", ""),
        ("version:>", ""),
        ("version:>3", "version:>3"),
        ("is:2", ""),
        ("is:20", "is:20"),
        ("http://x", "http://x"),
    ],
)
def test_a_token_that_is_half_typed_does_not_empty_the_list(typed: str, meant: str) -> None:
    """It is looked for when it means something."""
    assert searched(typed, SEEN) == meant
