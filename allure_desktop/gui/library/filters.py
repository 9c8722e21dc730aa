"""What the chips above the list leave out; pure, so that it can run in the background with the search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allure_desktop.gui.library.package_words import moment, standard

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord

DAY_S = 86_400
MB = 1_000_000

#: upper and lower bounds in bytes of the size choices
SIZES: dict[str, tuple[int, int | None]] = {
    "small": (0, 10 * MB),
    "medium": (10 * MB, 100 * MB),
    "large": (100 * MB, 1000 * MB),
    "huge": (1000 * MB, None),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty or zero leaves nothing out. `days` counts back from now; `size` is a key of SIZES."""

    text: str = ""
    standard: str = ""
    days: int = 0
    tag: str = ""
    size: str = ""
    sort: str = "-changed"

    @property
    def any(self) -> bool:
        return bool(self.text.strip() or self.standard or self.days or self.tag or self.size)

    def apply(self, records: Iterable[PackageRecord], now_s: float) -> list[PackageRecord]:
        """The packages that are meant, in their order; `now_s` is Unix seconds."""
        from allure_desktop.library.search import search

        kept: Iterable[PackageRecord] = records
        if self.standard:
            kept = [record for record in kept if standard(record) == self.standard]
        if self.days:
            since = now_s - self.days * DAY_S
            kept = [r for r in kept if (moment(r.updated_at or r.created_at) or 0.0) >= since]
        if self.size:
            low, high = SIZES[self.size]
            kept = [
                r for r in kept if low <= (r.file_size_bytes or 0) and (high is None or (r.file_size_bytes or 0) < high)
            ]
        return search(kept, self.text, self.tag or None, self.sort)


@dataclass(frozen=True, slots=True)
class Overview:
    """What occurs in a list: tags with their counts, most used first, and the standards."""

    tags: tuple[tuple[str, int], ...]
    standards: tuple[str, ...]


def overview(records: Iterable[PackageRecord]) -> Overview:
    """Counts the tags and standards of a list."""
    tags: Counter[str] = Counter()
    standards: set[str] = set()
    for record in records:
        tags.update(set(record.tags))
        standards.add(standard(record))
    ordered = sorted(tags.items(), key=lambda pair: (-pair[1], pair[0].casefold()))
    return Overview(tuple(ordered), tuple(sorted(standards)))
