"""Finds a path among hundreds of thousands without a dictionary of as many strings."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable
from itertools import islice
from operator import eq

from allure_desktop.scorm.packed_strings import PackedStrings

#: below this a dictionary is quicker and small enough
DICTIONARY_UP_TO = 100_000
_DICTIONARY_CHARACTERS = 8 * 1024**2
_NUMBER = (1 << 20) - 1


class PathIndex:
    """From a key of a path to its number; `key` makes paths comparable. Of equal ones the first is found.

    Large ones are sorted 64-bit words: 44 bits of the key's hash and 20 bits of the number, so there may be a million.
    """

    def __init__(self, paths: PackedStrings, key: Callable[[str], str] | None = None) -> None:
        self._paths = paths
        self._key = key
        self._numbers: dict[str, int] | None = None
        self._words = array("q")
        keys = paths if key is None else map(key, paths)
        characters = sum(map(len, paths.texts())) if len(paths) <= DICTIONARY_UP_TO else 0
        if len(paths) <= DICTIONARY_UP_TO and characters <= _DICTIONARY_CHARACTERS:
            numbers: dict[str, int] = dict(zip(keys, range(len(paths)), strict=True))
            if len(numbers) < len(paths):
                numbers = {}
                for number, one in enumerate(paths if key is None else map(key, paths)):
                    numbers.setdefault(one, number)
            self._numbers = numbers
        else:
            self._words = array("q", sorted([hash(one) & ~_NUMBER | number for number, one in enumerate(keys)]))

    def find(self, path: str) -> int:
        """The number of the first path that is this one, -1 if none is."""
        wanted = path if self._key is None else self._key(path)
        if self._numbers is not None:
            return self._numbers.get(wanted, -1)
        words = self._words
        mark = hash(wanted) & ~_NUMBER
        place = bisect_left(words, mark)
        while place < len(words) and words[place] & ~_NUMBER == mark:
            number = words[place] & _NUMBER
            found = self._paths[number]
            if (found if self._key is None else self._key(found)) == wanted:
                return number
            place += 1
        return -1


def repeated(keys: list[int]) -> set[int]:
    """Those numbers that are there more than once; the list may be sorted on the way."""
    if len(keys) <= DICTIONARY_UP_TO and len(set(keys)) == len(keys):
        return set()
    keys.sort()
    if not any(map(eq, keys, islice(keys, 1, None))):
        return set()
    return {one for one, next_one in zip(keys, islice(keys, 1, None), strict=False) if one == next_one}
