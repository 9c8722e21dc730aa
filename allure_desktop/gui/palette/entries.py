"""What the palette lists, how typing narrows it, and in which order it stands."""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allure_desktop.gui.palette.matching import folded, match, words_of

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord

ACTION, PACKAGE, SETTING, CONNECTION, TAG = "action", "package", "setting", "connection", "tag"
#: A first character that asks for one kind only.
PREFIXES = {">": ACTION, "#": TAG, "@": CONNECTION}
_ORDER = {ACTION: 0, CONNECTION: 1, SETTING: 2, TAG: 3, PACKAGE: 4}
SHOWN = 60
#: What was used lately stands before what fits a little better.
_RECENT_BONUS = 1.5
#: Between two slices the window has its turn.
_SLICE = 1000
_PAUSE_S = 0.0005


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
    """What was typed: the kind it asks for, '' for all, and words."""

    kind: str
    words: tuple[str, ...]


def asked(text: str) -> Query:
    """`>` actions, `#` tags, `@` connections; else everything."""
    text = text.lstrip()
    kind = PREFIXES.get(text[:1], "")
    return Query(kind, words_of(text[1:] if kind else text))


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
        return score, len(rank) if used is None else used, bool(entry.reason), _ORDER[entry.kind], len(entry.text)

    return sorted(entries, key=place)[:SHOWN]


class PackageSearch:
    """Looks through the titles, files and ids of many packages; for the background."""

    def __init__(self) -> None:
        self._records: Sequence[PackageRecord] | None = None
        self._texts: list[str] = []

    def find(
        self, records: Sequence[PackageRecord], words: tuple[str, ...], wanted: Callable[[], bool]
    ) -> list[tuple[PackageRecord, float, tuple[int, ...]]]:
        """The best of them with score and marks; nothing once `wanted()` is False."""
        texts = self._read(records, wanted)
        if texts is None or not words:
            return []
        found: list[tuple[float, int]] = []
        for begin in range(0, len(texts), _SLICE):
            if not wanted():
                return []
            for number, text in enumerate(texts[begin : begin + _SLICE], begin):
                if all(word in text for word in words) and (fits := match(words, text, scattered=False)):
                    found.append((fits.score, number))
            time.sleep(_PAUSE_S)
        if len(found) < SHOWN // 4:
            known = {number for _score, number in found}
            for begin in range(0, len(texts), _SLICE):
                if not wanted():
                    return []
                for number, text in enumerate(texts[begin : begin + _SLICE], begin):
                    if number not in known and (fits := match(words, text.partition("\n")[0])):
                        found.append((fits.score, number))
                time.sleep(_PAUSE_S)
        best = heapq.nsmallest(SHOWN, found)
        return [(records[number], score, self._marks(words, texts[number])) for score, number in best]

    def _read(self, records: Sequence[PackageRecord], wanted: Callable[[], bool]) -> list[str] | None:
        """Title, file and id of each, folded; kept until the list is another one."""
        if self._records is records:
            return self._texts
        texts: list[str] = []
        for begin in range(0, len(records), _SLICE):
            if not wanted():
                return None
            texts.extend(
                folded(f"{one.title[:200]}\n{one.original_filename[:80]}\n{one.package_id[:80]}")
                for one in records[begin : begin + _SLICE]
            )
            time.sleep(_PAUSE_S)
        self._texts, self._records = texts, records
        return texts

    @staticmethod
    def _marks(words: tuple[str, ...], text: str) -> tuple[int, ...]:
        title = len(text.partition("\n")[0])
        fits = match(words, text, scattered=False) or match(words, text[:title])
        return tuple(place for place in fits.places if place < title) if fits else ()
