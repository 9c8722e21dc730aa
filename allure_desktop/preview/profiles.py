"""How other systems behave, as data: each LMS profile is a small file with limits, quirks and their public source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from allure_desktop import paths
from allure_desktop.errors import UsageError

DEFAULT_PROFILE = "strict"
#: What a run-time can be told to do differently; the page knows the same names.
QUIRKS = {
    "refuse-value": ("element", "value", "error"),
    "error-code": ("act", "from", "to"),
    "no-sequencing": (),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """One system. `on_too_long`: `refuse`, `truncate` or `accept`; `vocabulary`: `exact` or `any-case`;
    `window`: `frame` or `popup`; `auto_advance`: a SCORM 1.2 part that ends is followed by the next; `limits`: standard → element → characters, where they differ from the standard's.
    """

    id: str
    name: str
    words: str
    source: str
    on_too_long: str = "refuse"
    vocabulary: str = "exact"
    window: str = "frame"
    auto_advance: bool = False
    sequencing: bool = True
    limits: Mapping[str, Mapping[str, int]] | None = None
    quirks: tuple[Mapping[str, str], ...] = ()
    order: int = 100

    def for_page(self, standard: str) -> dict[str, Any]:
        """What the page needs for a course of `standard` ("1.2" or "2004"): limits and quirks of that one only."""
        return {
            "id": self.id,
            "name": self.name,
            "on_too_long": self.on_too_long,
            "vocabulary": self.vocabulary,
            "window": self.window,
            "sequencing": self.sequencing or standard != "2004",
            "limits": dict((self.limits or {}).get(standard, {})),
            "quirks": [dict(quirk) for quirk in self.quirks if quirk.get("standard", standard) == standard],
        }


@cache
def profiles() -> tuple[Profile, ...]:
    """All profiles, in the order of a menu. Raises ValueError naming a file that is wrong."""
    folder = paths.resources() / "lms_profiles"
    found = [_read(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))) for path in folder.glob("*.toml")]
    return tuple(sorted(found, key=lambda profile: (profile.order, profile.name)))


def profile(name: str) -> Profile:
    """The profile of this id or name. Raises UsageError listing those there are."""
    for one in profiles():
        if name.casefold() in (one.id, one.name.casefold()):
            return one
    known = ", ".join(one.id for one in profiles())
    raise UsageError(f"There is no LMS profile “{name}”.", remedy=f"Use one of: {known}.", subject=name)


def _read(name: str, data: dict[str, Any]) -> Profile:
    quirks = data.pop("quirk", [])
    for quirk in quirks:
        wanted = QUIRKS.get(quirk.get("what"))
        if wanted is None or not quirk.get("source") or any(field not in quirk for field in wanted):
            raise ValueError(f"{name}.toml: a quirk is incomplete: {quirk}")
    return Profile(id=name, quirks=tuple(quirks), **data)
