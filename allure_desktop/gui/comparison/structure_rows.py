"""Both structures line by line: what stayed faces itself, what moved stands at both of its places, linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from allure_desktop.comparison.inventory import ItemFacts
from allure_desktop.comparison.zip_comparison import Pair, PairKind, in_order


class StructureRow(NamedTuple):
    """`before` and `after` face each other; `partner` is the row of the other half of a move, -1 for none."""

    before: ItemFacts | None
    after: ItemFacts | None
    kind: PairKind
    partner: int = -1


def structure_rows(old_items: Iterable[ItemFacts], pairs: tuple[Pair, ...]) -> list[StructureRow]:
    """Left in the old order, right in the new one."""
    order = {id(item): number for number, item in enumerate(old_items)}
    both = [pair for pair in pairs if pair.before is not None and pair.after is not None]
    kept = in_order([order.get(id(pair.before), 0) for pair in both if pair.kind != "moved"])
    facing = {id(pair) for number, pair in enumerate(p for p in both if p.kind != "moved") if number in kept}
    left = iter(sorted((p for p in pairs if p.before is not None), key=lambda p: order.get(id(p.before), 0)))
    rows = list(_rows(pairs, left, facing))
    places: dict[int, list[int]] = {}
    for number, (pair, _left, _right) in enumerate(rows):
        places.setdefault(id(pair), []).append(number)
    made: list[StructureRow] = []
    for number, (pair, has_left, has_right) in enumerate(rows):
        others = [place for place in places[id(pair)] if place != number]
        kind: PairKind = "moved" if others and pair.kind in ("same", "changed") else pair.kind
        before, after = (pair.before if has_left else None), (pair.after if has_right else None)
        made.append(StructureRow(before, after, kind, others[0] if others else -1))
    return made


def _rows(pairs: tuple[Pair, ...], left: Iterator[Pair], facing: set[int]) -> Iterator[tuple[Pair, bool, bool]]:
    for pair in pairs:
        if pair.after is None:
            continue  # it stands on the left alone, in the old order
        if id(pair) not in facing:
            yield pair, False, True
            continue
        for other in left:
            if other is pair:
                break
            yield other, True, False
        yield pair, True, True
    for other in left:
        yield other, True, False


def without_the_same(rows: list[StructureRow]) -> list[StructureRow]:
    """Only what changed, and the headings above it; partners are counted anew."""
    wanted: set[int] = set()
    open_headings: list[tuple[int, int]] = []
    above: list[int] = []
    for number, row in enumerate(rows):
        depth = next(item.depth for item in (row.after, row.before) if item is not None)
        while open_headings and open_headings[-1][0] >= depth:
            open_headings.pop()
        above.append(open_headings[-1][1] if open_headings else -1)
        open_headings.append((depth, number))
        at = -1 if row.kind == "same" else number
        while at >= 0 and at not in wanted:
            wanted.add(at)
            at = above[at]
    kept = sorted(wanted)
    place = {number: at for at, number in enumerate(kept)}
    return [rows[number]._replace(partner=place.get(rows[number].partner, -1)) for number in kept]
