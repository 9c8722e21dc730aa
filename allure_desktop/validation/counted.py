"""Keeps the first few of what may be hundreds of thousands, and counts the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from allure_desktop.validation.catalogue import shown
from allure_desktop.validation.finding import Finding

MOST_OF_ONE_CODE = 10
ORDER = {"error": 0, "warning": 1, "note": 2}
_SHOWN = 3


class Some:
    """Names of which three are shown and all are counted; as text: `a, b, c and 4 more`."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.count = 0
        self._kept: list[str] = []
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        self.count += 1
        if len(self._kept) < _SHOWN:
            self._kept.append(name)

    @property
    def first(self) -> str:
        return self._kept[0]

    def __bool__(self) -> bool:
        return self.count > 0

    def __str__(self) -> str:
        text = ", ".join(map(shown, self._kept))
        return text if self.count <= _SHOWN else f"{text} and {self.count - _SHOWN:,} more"


class Findings:
    """The findings of one check: ten of each code as they come, then one that stands for the rest of them."""

    def __init__(self) -> None:
        self._kept: dict[str, list[Finding]] = {}
        self._worst_of_rest: dict[str, Finding] = {}
        self._rest: dict[str, int] = {}

    def extend(self, found: Iterable[Finding]) -> None:
        for one in found:
            self.append(one)

    def append(self, one: Finding) -> None:
        kept = self._kept.setdefault(one.code, [])
        if len(kept) < MOST_OF_ONE_CODE:
            kept.append(one)
            return
        self.count_more(one.code, 1)
        worst = self._worst_of_rest.setdefault(one.code, one)
        if ORDER[one.severity] < ORDER[worst.severity]:
            self._worst_of_rest[one.code] = one

    def count_more(self, code: str, count: int) -> None:
        """Adds findings that nobody kept; only where there are eleven of that code already."""
        self._rest[code] = self._rest.get(code, 0) + count

    def of(self, code: str) -> list[Finding]:
        """Those of a code that were kept."""
        return self._kept.get(code, [])

    def __iter__(self) -> Iterator[Finding]:
        for code, kept in self._kept.items():
            yield from kept
            rest, worst = self._rest.get(code, 0), self._worst_of_rest.get(code)
            if worst is not None:
                more = f"And {rest:,} more like these; the first: {worst.message}"
                yield worst if rest == 1 else replace(worst, message=more)
