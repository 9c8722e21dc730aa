"""Two texts line by line: which lines belong together, and within them which words changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Kind = Literal["same", "changed", "added", "removed"]
Marks = tuple[tuple[int, int], ...]

#: A gap between two lines that are certain is looked into up to this many pairs of lines; beyond it, all is replaced.
_MOST_PAIRS = 400_000
#: Words within a line are compared in lines up to this long.
_LONGEST_MARKED = 2_000
#: Lines that have less in common are two lines, not one that changed.
_LEAST_ALIKE = 0.25
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


class Row(NamedTuple):
    """A line of each side; number 0 where a side has none. Marks are (start, end) of what differs within a line."""

    kind: Kind
    before_number: int
    before: str
    after_number: int
    after: str
    before_marks: Marks = ()
    after_marks: Marks = ()


@dataclass(frozen=True, slots=True)
class TextDiff:
    """All rows; `changes` are the (first, last) rows of what differs, in order."""

    rows: tuple[Row, ...]
    changes: tuple[tuple[int, int], ...]


def diff(before: str, after: str) -> TextDiff:
    """Compares two texts; line ends of any kind count as the same."""
    old, new = before.splitlines(), after.splitlines()
    rows: list[Row] = []
    changes: list[tuple[int, int]] = []
    at_old = at_new = 0
    for start_old, start_new, length in [*_common(old, new), (len(old), len(new), 0)]:
        if start_old > at_old or start_new > at_new:
            first = len(rows)
            rows.extend(_replaced(old, new, at_old, start_old, at_new, start_new))
            changes.append((first, len(rows) - 1))
        for step in range(length):
            rows.append(
                Row("same", start_old + step + 1, old[start_old + step], start_new + step + 1, new[start_new + step])
            )
        at_old, at_new = start_old + length, start_new + length
    return TextDiff(tuple(rows), tuple(changes))


def _common(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of lines that are the same: (place before, place after, length), in order."""
    pairs: list[tuple[int, int]] = []
    _match(old, new, 0, len(old), 0, len(new), pairs)
    runs: list[tuple[int, int, int]] = []
    for one, other in pairs:
        if runs and runs[-1][0] + runs[-1][2] == one and runs[-1][1] + runs[-1][2] == other:
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((one, other, 1))
    return runs


def _match(
    old: Sequence[str], new: Sequence[str], a: int, b: int, c: int, d: int, pairs: list[tuple[int, int]]
) -> None:
    """Appends the pairs of old[a:b] and new[c:d]: equal ends first, then lines that are there once on either side."""
    gaps = [(a, b, c, d)]
    found: list[tuple[int, int]] = []
    while gaps:
        a, b, c, d = gaps.pop()
        while a < b and c < d and old[a] == new[c]:
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            found.append((b, d))
        if a == b or c == d:
            continue
        anchors = _anchors(old, new, a, b, c, d)
        if anchors:
            for one, other in [*anchors, (b, d)]:
                gaps.append((a, one, c, other))
                a, c = one + 1, other + 1
            found.extend(anchors)
        elif (b - a) * (d - c) <= _MOST_PAIRS:
            for block in SequenceMatcher(None, old[a:b], new[c:d], autojunk=False).get_matching_blocks():
                found.extend((a + block.a + step, c + block.b + step) for step in range(block.size))
    pairs.extend(sorted(found))


def _anchors(old: Sequence[str], new: Sequence[str], a: int, b: int, c: int, d: int) -> list[tuple[int, int]]:
    """Lines that stand exactly once on either side, as many as keep their order (patience diff)."""
    counted_old, counted_new = Counter(old[a:b]), Counter(new[c:d])
    place = {line: n for n, line in enumerate(new[c:d], c) if counted_new[line] == 1}
    both = [(n, place[line]) for n, line in enumerate(old[a:b], a) if counted_old[line] == 1 and line in place]
    ends: list[int] = []
    tops: list[int] = []
    below: list[int] = []
    for number, (_one, other) in enumerate(both):
        at = bisect_left(ends, other)
        ends[at : at + 1] = [other]
        tops[at : at + 1] = [number]
        below.append(tops[at - 1] if at else -1)
    chain: list[tuple[int, int]] = []
    number = tops[-1] if tops else -1
    while number >= 0:
        chain.append(both[number])
        number = below[number]
    return chain[::-1]


def _replaced(old: Sequence[str], new: Sequence[str], a: int, b: int, c: int, d: int) -> Iterator[Row]:
    for step in range(max(b - a, d - c)):
        one, other = a + step, c + step
        if one < b and other < d:
            alike = old[one] == new[other]  # in a gap that was too large to be looked into
            marks: tuple[Marks, Marks] = ((), ()) if alike else _marks(old[one], new[other])
            yield Row("same" if alike else "changed", one + 1, old[one], other + 1, new[other], *marks)
        elif one < b:
            yield Row("removed", one + 1, old[one], 0, "")
        else:
            yield Row("added", 0, "", other + 1, new[other])


def _marks(before: str, after: str) -> tuple[Marks, Marks]:
    """The words that differ; none where the lines have too little in common for that to help."""
    if max(len(before), len(after)) > _LONGEST_MARKED:
        return (), ()
    one, other = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < _LEAST_ALIKE:
        return (), ()
    ends_one, ends_other = _ends(one), _ends(other)
    blocks = [block for block in matcher.get_opcodes() if block[0] != "equal"]
    return (
        tuple((ends_one[i], ends_one[j]) for _tag, i, j, _k, _l in blocks if j > i),
        tuple((ends_other[k], ends_other[end]) for _tag, _i, _j, k, end in blocks if end > k),
    )


def _ends(words: Sequence[str]) -> list[int]:
    ends = [0]
    for word in words:
        ends.append(ends[-1] + len(word))
    return ends


def laid_out(xml: str) -> str:
    """A manifest that was written without line breaks, one element a line; any other as it is."""
    if len(xml) < 400 or xml.count("\n") > len(xml) // 1_000:
        return xml
    return re.sub(r">\s*<", ">\n<", xml)
