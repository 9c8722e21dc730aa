"""What the chips above the list leave out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allure_desktop.library.catalogue import Question

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

    def question(self, now_s: float) -> Question:
        """The same for the catalogue; `now_s` is Unix seconds."""
        from allure_desktop.library.catalogue import Question

        low, high = SIZES[self.size] if self.size else (0, None)
        since_s = now_s - self.days * DAY_S if self.days else 0.0
        return Question(self.text, self.standard, self.tag, since_s, low, high, self.sort)
