"""What is different between two packages: files, structure and facts; and the risk that lies in it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from allure_desktop.comparison.inventory import Inventory, ItemFacts, take
from allure_desktop.comparison.progress_risk import Risk, progress_risk

PairKind = Literal["same", "changed", "moved", "renamed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Files:
    """Paths in order; `moved` are (before, after) with the very same content."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    moved: tuple[tuple[str, str], ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.moved)


@dataclass(frozen=True, slots=True)
class Pair:
    """An item before and after (one of them None if added or removed), and what became of it."""

    before: ItemFacts | None
    after: ItemFacts | None
    kind: PairKind


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact of the course or, with `item`, of one item, before and after."""

    name: str
    before: str
    after: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that is different; `pairs` are all items in the new order, removed ones where they stood."""

    same: bool
    files: Files
    pairs: tuple[Pair, ...]
    facts: tuple[FactChange, ...]
    risk: Risk

    def as_record(self) -> dict[str, Any]:
        """The form of `compare --json`."""
        scos = [p for p in self.pairs if (p.after or p.before) is not None and _is_sco(p)]
        return {
            "same": self.same,
            "files": {
                "added": list(self.files.added),
                "removed": list(self.files.removed),
                "changed": list(self.files.changed),
                "moved": [{"from": a, "to": b} for a, b in self.files.moved],
            },
            "scos": {
                "added": [p.after.identifier for p in scos if p.kind == "added" and p.after],
                "removed": [p.before.identifier for p in scos if p.kind == "removed" and p.before],
                "renamed": [
                    {"from": p.before.identifier, "to": p.after.identifier}
                    for p in scos
                    if p.kind == "renamed" and p.before and p.after
                ],
            },
            "facts": [{"name": f.name, "item": f.item, "before": f.before, "after": f.after} for f in self.facts],
            "progress_risk": self.risk.level,
            "reasons": list(self.risk.reasons),
        }


def _is_sco(pair: Pair) -> bool:
    return any(item is not None and item.is_sco for item in (pair.before, pair.after))


def compare_files(old: str | Path, new: str | Path) -> Comparison:
    """Compares two ZIPs. Raises LocalFileError."""
    return compare(take(old), take(new))


def compare(old: Inventory, new: Inventory) -> Comparison:
    """Compares two inventories; contents are the same if their sizes and CRC-32s are."""
    files = _files(old, new)
    pairs = tuple(_pairs(old.items, new.items))
    facts = tuple(_facts(old, new, pairs))
    risk = progress_risk(old, new, [(p.before, p.after, p.kind) for p in pairs])
    return Comparison(not files, files, pairs, facts, risk)


def _files(old: Inventory, new: Inventory) -> Files:
    added = [path for path in new.files if path not in old.files]
    removed = [path for path in old.files if path not in new.files]
    changed = [path for path, facts in new.files.items() if path in old.files and old.files[path] != facts]
    moved = list(_moved(old, new, removed, added))
    gone, come = {before for before, _ in moved}, {after for _, after in moved}
    return Files(
        tuple(sorted(path for path in added if path not in come)),
        tuple(sorted(path for path in removed if path not in gone)),
        tuple(sorted(changed)),
        tuple(sorted(moved)),
    )


def _moved(old: Inventory, new: Inventory, removed: list[str], added: list[str]) -> Iterator[tuple[str, str]]:
    """Files that went under one path and came under another, where there is no doubt which."""
    before = Counter(old.files[path] for path in removed)
    after = {new.files[path]: path for path in added}
    once = Counter(new.files[path] for path in added)
    for path in removed:
        facts = old.files[path]
        if facts[0] and before[facts] == 1 and once.get(facts) == 1:
            yield path, after[facts]


def _pairs(old: tuple[ItemFacts, ...], new: tuple[ItemFacts, ...]) -> Iterator[Pair]:
    partners = _partners(old, new)
    of_old = {id(before): after for before, after in partners}
    of_new = {id(after): before for before, after in partners}
    elsewhere = _elsewhere(old, new, of_new)
    waiting = deque(old)
    taken: set[int] = set()
    for after in new:
        while waiting and (id(waiting[0]) not in of_old or id(waiting[0]) in taken):
            item = waiting.popleft()
            if id(item) not in of_old:
                yield Pair(item, None, "removed")
        before = of_new.get(id(after))
        if before is None:
            yield Pair(None, after, "added")
            continue
        taken.add(id(before))
        yield Pair(before, after, _kind(before, after, id(after) in elsewhere))
    yield from (Pair(item, None, "removed") for item in waiting if id(item) not in of_old)


def _partners(old: Iterable[ItemFacts], new: Iterable[ItemFacts]) -> list[tuple[ItemFacts, ItemFacts]]:
    """Who is who: by identifier, then by launch file, then by title, each only where it is unmistakable."""
    left_old, left_new = list(old), list(new)
    found: list[tuple[ItemFacts, ItemFacts]] = []
    for key in (lambda i: i.identifier, lambda i: i.launch, lambda i: i.title):
        olds, news = _unique(left_old, key), _unique(left_new, key)
        for value, before in olds.items():
            if value and value in news:
                found.append((before, news[value]))
        gone = {id(item) for pair in found for item in pair}
        left_old = [item for item in left_old if id(item) not in gone]
        left_new = [item for item in left_new if id(item) not in gone]
    return found


def _unique(items: Iterable[ItemFacts], key: Any) -> dict[str, ItemFacts]:
    counted = Counter(key(item) for item in items)
    return {key(item): item for item in items if counted[key(item)] == 1}


def _elsewhere(old: tuple[ItemFacts, ...], new: tuple[ItemFacts, ...], of_new: Mapping[int, ItemFacts]) -> set[int]:
    """Items (by `id` in the new order) under another parent, or at another place among those that stayed with theirs.

    As few as can be: of three items whose first one went to the end, one has moved.
    """
    at = {id(item): number for number, item in enumerate(old)}
    new_names = {of_new[id(item)].identifier: item.identifier for item in new if id(item) in of_new}
    moved: set[int] = set()
    stayed: dict[str, list[ItemFacts]] = {}
    for item in new:
        before = of_new.get(id(item))
        if before is None:
            continue
        if new_names.get(before.parent, before.parent) != item.parent:
            moved.add(id(item))
        else:
            stayed.setdefault(item.parent, []).append(item)
    for items in stayed.values():
        kept = in_order([at[id(of_new[id(item)])] for item in items])
        moved.update(id(item) for number, item in enumerate(items) if number not in kept)
    return moved


def in_order(numbers: Sequence[int]) -> set[int]:
    """The places of a longest run of rising numbers; the rest would have to move."""
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(ends, number)
        if at == len(ends):
            ends.append(number)
            places.append(place)
        else:
            ends[at], places[at] = number, place
        before.append(places[at - 1] if at else -1)
    found: set[int] = set()
    place = places[-1] if places else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found


def _kind(before: ItemFacts, after: ItemFacts, elsewhere: bool) -> PairKind:
    if before.identifier != after.identifier:
        return "renamed"
    if elsewhere:
        return "moved"
    return "same" if not any(_item_facts(before, after)) else "changed"


_ITEM_FACTS = (
    ("title", "title"),
    ("launch", "launch file"),
    ("parameters", "parameters"),
    ("mastery_score", "mastery score"),
    ("launch_data", "launch data"),
    ("completion_threshold", "completion threshold"),
    ("prerequisites", "prerequisites"),
    ("max_time_allowed", "time allowed"),
    ("sequencing", "sequencing"),
)


def _item_facts(before: ItemFacts, after: ItemFacts) -> Iterator[FactChange]:
    for field, name in _ITEM_FACTS:
        one, other = getattr(before, field), getattr(after, field)
        if one != other:
            yield FactChange(name, one, other, after.identifier)
    for name, one, other in (
        ("kind", _kind_word(before), _kind_word(after)),
        ("visible", _yes(not before.hidden), _yes(not after.hidden)),
    ):
        if one != other:
            yield FactChange(name, one, other, after.identifier)


def _kind_word(item: ItemFacts) -> str:
    return "SCO" if item.is_sco else "asset" if item.launch else "heading"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _facts(old: Inventory, new: Inventory, pairs: tuple[Pair, ...]) -> Iterator[FactChange]:
    for field, name in (
        ("title", "title"),
        ("identifier", "course identifier"),
        ("standard", "SCORM version"),
        ("tool", "authoring tool"),
        ("sequencing", "sequencing"),
    ):
        one, other = getattr(old, field), getattr(new, field)
        if one != other:
            yield FactChange(name, one, other)
    for pair in pairs:
        if pair.before is not None and pair.after is not None:
            yield from _item_facts(pair.before, pair.after)
