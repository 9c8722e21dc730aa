"""What the palette lists, how typing narrows it, and in which order it stands."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allure_desktop.gui.palette.matching import LONGEST, folded, match, words_of
from allure_desktop.library.catalogue import Question

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.library.library import Library

ACTION, PACKAGE, SETTING, CONNECTION, TAG, VIEW = "action", "package", "setting", "connection", "tag", "view"
#: A first character that asks for one kind only.
PREFIXES = {">": ACTION, "#": TAG, "@": CONNECTION}
_ORDER = {ACTION: 0, VIEW: 1, CONNECTION: 2, SETTING: 3, TAG: 4, PACKAGE: 5}
SHOWN = 60
#: What was used lately stands before what fits a little better.
_RECENT_BONUS = 1.5
#: Of so many packages, the ones changed last, the best are listed.
LOOKED_AT = 240
#: What was typed stands in the description or in the tags.
_ELSEWHERE = 4.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `key` is the same at every start; `hint` stands on the right; `reason` says why it cannot be done now.

    `also`: further words it is found by. `places` are the characters to mark, `score` how well it fits (less is better).
    """

    key: str
    kind: str
    text: str
    icon: str = ""
    hint: str = ""
    reason: str = ""
    also: str = ""
    places: tuple[int, ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed: the kind it asks for, '' for all, the rest as it stands, and its words."""

    kind: str
    text: str
    words: tuple[str, ...]


def asked(text: str) -> Query:
    """`>` actions, `#` tags, `@` connections; else everything."""
    text = text.lstrip()
    kind = PREFIXES.get(text[:1], "")
    text = (text[1:] if kind else text).strip()
    return Query(kind, text, words_of(text))


def fitting(entries: Iterable[Entry], query: Query) -> list[Entry]:
    """Those of few entries that are meant, with their marks; not in order yet."""
    found = []
    for entry in entries:
        if query.kind and entry.kind != query.kind:
            continue
        fits = match(query.words, folded(entry.text))
        if fits is not None:
            found.append(replace(entry, places=fits.places, score=fits.score))
        elif entry.also and (fits := match(query.words, folded(f"{entry.text} {entry.also}"), scattered=False)):
            marks = tuple(place for place in fits.places if place < len(entry.text))
            found.append(replace(entry, places=marks, score=fits.score + 3))
    return found


def in_order(entries: Iterable[Entry], recent: Sequence[str]) -> list[Entry]:
    """The best first; among equals what was used last, then what can be done, then by kind."""
    rank = {key: number for number, key in enumerate(recent)}

    def place(entry: Entry) -> tuple[float, int, bool, int, int]:
        used = rank.get(entry.key)
        score = entry.score - (_RECENT_BONUS if used is not None else 0)
        return (
            score,
            len(rank) if used is None else used,
            bool(entry.reason),
            _ORDER[entry.kind],
            len(entry.text) if entry.places else 0,
        )

    return sorted(entries, key=place)[:SHOWN]


def find_packages(
    library: Library, connection_id: str, text: str
) -> list[tuple[PackageRecord, float, tuple[int, ...]]]:
    """Packages of a connection that fit, with how well and the characters of the title to mark; for the background."""
    catalogue = library.catalogue
    keys = catalogue.find(connection_id, Question(text), LOOKED_AT)
    words = words_of(text)
    found = []
    for record in catalogue.records(keys).values():
        title = folded(record.title[:LONGEST])
        fits = match(words, f"{title}\n{folded(record.original_filename)[:80]}", scattered=False)
        marks = tuple(place for place in fits.places if place < len(title)) if fits else ()
        found.append((fits.score if fits else _ELSEWHERE, record.package_id, record, marks))
    best = heapq.nsmallest(SHOWN, found, key=lambda one: one[:2])
    return [(record, score, marks) for score, _id, record, marks in best]
