"""Reading a list anew: only what has changed, within the rate limit, and whatever a server may send."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from allure_desktop.api.client import ApiClient
from allure_desktop.database import Database
from allure_desktop.errors import Invalid, NotTheApi, RateLimited
from allure_desktop.events import Event, Events, LibraryChanged
from allure_desktop.library.catalogue import Catalogue, Question
from allure_desktop.library.facts import Facts
from allure_desktop.library.listing import Listings
from allure_desktop.library.refreshing import Unread
from tests.scripted_server import Answer, Asked, ScriptedServer

LIST = "GET /api/v1/packages"


class Place:
    """A server by script, a client of it, and a library that keeps what it says."""

    def __init__(self, path: Path, server: ScriptedServer) -> None:
        self.server = server
        self.client = ApiClient(server.url, "tenant-1", "ann", lambda: "key", load_document=dict)
        self.database = Database(path)
        self.events: list[Event] = []
        events = Events()
        events.subscribe(self.events.append)
        self.facts = Facts(self.database)
        self.listings = Listings(self.database, events, self.facts)
        self.catalogue = Catalogue(self.database, self.facts)

    def refresh(self) -> Any:
        return self.listings.refresh("c", self.client)

    def ids(self) -> list[str]:
        return [record.package_id for record in self.listings.cached("c").packages]

    def sorted(self, sort: str) -> list[str]:
        keys = self.catalogue.find("c", Question(sort=sort))
        records = self.catalogue.records(keys)
        return [records[key].package_id for key in keys]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with ScriptedServer() as server:
        made = Place(tmp_path / "x.sqlite3", server)
        yield made
        made.client.close()
        made.database.close()


class Paged:
    """Two packages a page, by cursor, with an ETag (or a time) that tells what is on the page."""

    def __init__(self, records: list[dict[str, Any]], *, by_time: bool = False) -> None:
        self.records = records
        self.by_time = by_time
        self.statuses: list[int] = []

    def __call__(self, asked: Asked) -> Answer:
        at = int(asked.query.get("cursor", "0"))
        page = self.records[at : at + 2]
        following = str(at + 2) if at + 2 < len(self.records) else None
        mark = f'"{json.dumps(page)}"'.replace("\n", " ") if not self.by_time else "Tue, 24 Nov 2026 10:00:00 GMT"
        name, condition = ("Last-Modified", "if-modified-since") if self.by_time else ("ETag", "if-none-match")
        if asked.headers.get(condition) == mark:
            self.statuses.append(304)
            return Answer(304, None, {name: mark})
        self.statuses.append(200)
        return Answer(200, {"packages": page, "next_cursor": following}, {name: mark})


def packages(*names: str) -> list[dict[str, Any]]:
    return [{"package_id": name, "title": f"Title {name}", "current_revision": 1} for name in names]


@pytest.mark.parametrize("by_time", [False, True])
def test_an_unchanged_list_is_not_sent_again(place: Place, by_time: bool) -> None:
    """Every page is asked for with the server's own validator, and is kept where it answers 304."""
    paged = Paged(packages("a", "b", "c", "d", "e"), by_time=by_time)
    place.server.routes[LIST] = paged
    assert place.refresh().packages == 5
    place.events.clear()
    again = place.refresh()
    assert paged.statuses == [200] * 3 + [304] * 3
    assert (again.packages, again.changed, place.events) == (5, 0, [])
    assert place.ids() == ["a", "b", "c", "d", "e"]


def test_only_a_page_that_has_changed_is_read(place: Place) -> None:
    """A package changed, one went: the others are taken from what is kept, and stay in the server's order."""
    paged = Paged(packages("a", "b", "c", "d", "e"))
    place.server.routes[LIST] = paged
    place.refresh()
    paged.records[2]["title"] = "Another"
    del paged.records[4]
    paged.statuses.clear()
    place.events.clear()
    again = place.refresh()
    assert paged.statuses == [304, 200]
    assert (again.packages, again.changed, place.events) == (4, 2, [LibraryChanged("c")])
    assert [record.title for record in place.listings.cached("c").packages][2] == "Another"


def test_a_new_package_at_the_top_moves_none_of_the_others(place: Place) -> None:
    """Every page is another one then, but no record is written that is as it was."""
    paged = Paged(packages("a", "b", "c"))
    place.server.routes[LIST] = paged
    place.refresh()
    before = place.database.rows("SELECT package_id, position, rowid FROM packages ORDER BY package_id")
    paged.records.insert(0, *packages("new"))
    assert place.refresh().changed == 1
    after = place.database.rows("SELECT package_id, position, rowid FROM packages ORDER BY package_id")
    assert [tuple(row) for row in after[:3]] == [tuple(row) for row in before]
    assert place.ids() == ["new", "a", "b", "c"]


def test_what_was_dropped_here_comes_back_with_an_unchanged_page(place: Place) -> None:
    """A 404 that was a mistake of the server leaves no hole for ever."""
    place.server.routes[LIST] = Paged(packages("a", "b"))
    place.refresh()
    place.listings.drop("c", "a")
    place.refresh()
    assert place.ids() == ["a", "b"]


def test_a_kept_record_that_cannot_be_read_is_brought_again(place: Place) -> None:
    """Whatever has damaged it: it is missing at first, and there again after the next refresh."""
    place.server.routes[LIST] = Paged(packages("a", "b"))
    place.refresh()
    place.database.execute("UPDATE packages SET record = '{\"half' WHERE package_id = 'a'")
    keys = place.catalogue.find("c", Question(sort="title"))
    assert [record.package_id for record in place.catalogue.records(keys).values()] == ["b"]
    place.refresh()
    assert sorted(record.package_id for record in place.catalogue.records(keys).values()) == ["a", "b"]


def test_a_reading_goes_on_where_the_rate_limit_stopped_it(place: Place) -> None:
    """What was read is there already; a limit smaller than the list does not begin it anew for ever."""
    paged = Paged(packages(*"abcdefgh"))
    allowed = [2]

    def limited(asked: Asked) -> Answer:
        if not allowed[0]:
            return Answer(429, {"error": "slow down", "code": "RATE_LIMIT_EXCEEDED"}, {"Retry-After": "1"})
        allowed[0] -= 1
        return paged(asked)

    place.server.routes[LIST] = limited
    with pytest.raises(RateLimited):
        place.refresh()
    assert sorted(place.ids()) == ["a", "b", "c", "d"]
    assert place.listings.as_of("c") is None
    allowed[0] = 2
    assert place.refresh().packages == 8
    assert paged.statuses == [200] * 4
    assert place.ids() == list("abcdefgh")


def test_a_failure_in_the_middle_takes_nothing_away(place: Place) -> None:
    """Only a list that was read to its end says what is gone."""
    paged = Paged(packages("a", "b", "c"))
    place.server.routes[LIST] = paged
    place.refresh()
    paged.records[0]["title"] = "New title"

    def half(asked: Asked) -> Answer:
        return Answer(400, {"error": "no"}) if "cursor" in asked.query else paged(asked)

    place.server.routes[LIST] = half
    with pytest.raises(Invalid):
        place.refresh()
    assert place.ids() == ["a", "b", "c"]
    assert place.listings.cached("c").packages[0].title == "New title"


def test_records_that_are_no_packages_are_counted_and_told(place: Place) -> None:
    """The good ones are shown; a list shown twice is no failure."""
    broken = [7, "text", None, {"title": "No id"}, {"id": {"x": 1}, "title": "Odd id"}, ["list"]]
    place.server.routes[LIST] = Answer(200, {"packages": [*packages("a"), *broken, *packages("a", "b")]})
    refreshed = place.refresh()
    assert place.ids() == ["a", "b"]
    assert refreshed.unread == 6
    count, told = place.listings.unread("c")
    assert count == 6
    assert told[0] == Unread("no-object", "7")
    assert [one.why for one in told] == ["no-object"] * 3 + ["no-id"] * 2 + ["no-object"]
    place.server.routes[LIST] = Answer(200, {"packages": packages("a")})
    place.refresh()
    assert place.listings.unread("c") == (0, [])


def test_one_record_that_is_no_json_is_counted(place: Place) -> None:
    """The others are read all the same."""
    body = b'{"packages": [{"id": "a"}, {"id": oops}, {"id": "b"}]}'
    place.server.routes[LIST] = Answer(200, body, {"Content-Type": "application/json"})
    assert place.refresh().unread == 1
    assert place.ids() == ["a", "b"]


def test_a_page_with_broken_records_is_always_read(place: Place) -> None:
    """Its validator is not kept: they would be forgotten with the next 304."""
    paged = Paged([*packages("a"), {"title": "No id"}])
    place.server.routes[LIST] = paged
    place.refresh()
    assert place.refresh().unread == 1
    assert paged.statuses == [200, 200]


def test_metadata_of_a_thousand_levels_takes_no_other_package_along(place: Place) -> None:
    """Beyond what the parser follows: the package is there with its title, the others too."""
    deep = '{"x":' * 1000 + "1" + "}" * 1000
    body = f'{{"packages":[{{"id":"a"}},{{"id":"deep","title":"Deep","custom_metadata":{deep}}},{{"id":"c"}}]}}'
    place.server.routes[LIST] = Answer(200, body.encode(), {"Content-Type": "application/json"})
    assert place.refresh().packages == 3
    assert place.ids() == ["a", "deep", "c"]
    record = place.listings.package("c", "deep")
    assert record is not None
    assert record.title == "Deep"
    assert "x" in record.custom_metadata


def test_hostile_texts_are_kept_as_they_are(place: Place) -> None:
    """10,000 characters, markup, NULs, emoji, right-to-left and lone surrogates: found and shown as plain text."""
    titles = {
        "long": "Safety " * 1429,
        "markup": "<script>alert(1)</script><b>Safety</b>",
        "nul": "Safe\0ty first",
        "emoji": "👩🏽‍🚒 Safety 🧯",
        "rtl": "\u202eytefaS السلامة",
        "surrogate": "Safety \ud83d",
        "../../etc/passwd": "Safety path",
        "a/b\\c?d#e": "Safety slashes",
    }
    listed = [{"id": name, "title": title, "tags": [title[:50]]} for name, title in titles.items()]
    place.server.routes[LIST] = Answer(200, {"packages": listed})
    refreshed = place.refresh()
    assert (refreshed.packages, refreshed.unread) == (len(titles), 0)
    for text, name in (("<script>", "markup"), ("🧯", "emoji"), ("السلامة", "rtl"), ("etc/passwd", "../../etc/passwd")):
        keys = place.catalogue.find("c", Question(text=f'"{text}"'))
        assert [record.package_id for record in place.catalogue.records(keys).values()] == [name]
    assert set(place.sorted("title")) == set(place.ids())


def test_dates_of_all_forms_stand_in_one_order(place: Place) -> None:
    """The newest first, whichever way each is written; none at all comes last."""
    moments: list[tuple[str, Any]] = [
        ("none", None),
        ("words", "some day"),
        ("mail", "Sun, 01 Nov 2026 10:00:00 GMT"),
        ("iso", "2026-11-02T10:00:00Z"),
        ("offset", "2026-11-03T12:00:00+02:00"),
        ("blank", "2026-11-04 10:00:00"),
        ("seconds", 1793872800),
        ("milliseconds", "1793959200000"),
        ("dots", "07.11.2026 10:00"),
        ("slashes", "2026/11/08 10:00:00"),
        ("utc", "2026-11-09 10:00:00 UTC"),
        ("day", "2026-11-10"),
    ]
    place.server.routes[LIST] = Answer(200, [{"id": name, "updated_at": moment} for name, moment in moments])
    place.refresh()
    found = place.sorted("changed")
    assert found[2:] == [name for name, _moment in moments[2:]]
    assert set(found[:2]) == {"none", "words"}


def test_a_list_of_nothing_that_can_be_read_is_no_empty_library(place: Place) -> None:
    """What is kept stays, and the reason is told."""
    place.server.routes[LIST] = Paged(packages("a"))
    place.refresh()
    place.server.routes[LIST] = Answer(200, {"packages": [{"name": "other API"}]})
    with pytest.raises(NotTheApi, match="None of the 1 records"):
        place.refresh()
    assert place.ids() == ["a"]


def test_a_web_page_is_no_list(place: Place) -> None:
    """A sign-in page of a proxy keeps what is kept."""
    place.server.routes[LIST] = Paged(packages("a"))
    place.refresh()
    place.server.routes[LIST] = Answer(200, b"<html>Sign in</html>", {"Content-Type": "text/html"})
    with pytest.raises(NotTheApi):
        place.refresh()
    assert place.ids() == ["a"]
