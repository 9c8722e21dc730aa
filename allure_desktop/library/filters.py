"""What a list leaves out and how it is ordered, as people choose it: kept as a saved view, asked as a question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from allure_desktop.library.catalogue import Question
from allure_desktop.library.search import RANGES, SORT_FIELDS, parsed

DAY_S = 86_400
MB = 1_000_000

#: upper and lower bounds in bytes of the size choices
SIZES: dict[str, tuple[int, int | None]] = {
    "small": (0, 10 * MB),
    "medium": (10 * MB, 100 * MB),
    "large": (100 * MB, 1000 * MB),
    "huge": (1000 * MB, None),
}
_SIZES_TYPED = {"small": "size:<10mb", "medium": "size:>=10mb size:<100mb", "large": "size:>=100mb size:<1gb"}


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty or zero leaves nothing out. `tokens` are those typed in full (`tag:safety`), `text` is the rest.

    `days` counts back from now; `size` is a key of SIZES.
    """

    text: str = ""
    standard: str = ""
    days: int = 0
    tag: str = ""
    size: str = ""
    sort: str = "-changed"
    tokens: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.asked or self.standard or self.days or self.tag or self.size)

    @property
    def asked(self) -> str:
        """The tokens and the text as one line."""
        return " ".join((*self.tokens, self.text.strip())).strip()

    @property
    def typed(self) -> str:
        """All of it as it could be typed: `tag:safety is:1.2 changed:<7d ladder`."""
        parts = (
            f"tag:{quoted(self.tag)}" if self.tag else "",
            f"is:{quoted(self.standard)}" if self.standard else "",
            f"changed:<{self.days}d" if self.days else "",
            _SIZES_TYPED.get(self.size, "size:>=1gb") if self.size else "",
            self.asked,
        )
        return " ".join(part for part in parts if part)

    def question(self, now_s: float) -> Question:
        """The same for the catalogue; `now_s` is Unix seconds."""
        low, high = SIZES[self.size] if self.size else (0, None)
        since_s = now_s - self.days * DAY_S if self.days else 0.0
        return Question(self.asked, self.standard, self.tag, since_s, low, high, self.sort)

    def kept(self) -> str:
        """As JSON, to be read by `filters_from`."""
        return json.dumps(asdict(self), ensure_ascii=False)


def filters_from(kept: str) -> Filters:
    """What `kept` has written; what another version of the program wrote and is not understood is left out."""
    try:
        told = json.loads(kept)
    except ValueError:
        return Filters()
    return _read(told) if isinstance(told, dict) else Filters()


def _read(told: Mapping[str, Any]) -> Filters:
    usual = Filters()
    values: dict[str, Any] = {}
    for field in fields(Filters):
        value = told.get(field.name)
        if field.name == "tokens":
            values["tokens"] = tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()
        elif type(value) is type(getattr(usual, field.name)):
            values[field.name] = value
    if values.get("size", "") not in ("", *SIZES):
        del values["size"]
    if str(values.get("sort", "title")).removeprefix("-") not in SORT_FIELDS:
        del values["sort"]
    return Filters(**values)


def quoted(value: str) -> str:
    """A value as it is typed behind the colon of a token: in quotes where it holds a blank."""
    return f'"{value}"' if any(char.isspace() for char in value) else value


def split_tokens(text: str, *, finished: bool = False) -> tuple[tuple[str, ...], str]:
    """The tokens in a typed line that are complete, and the line without them.

    The last one is still being typed unless a blank follows it or the whole line is `finished`.
    """
    found = parsed(text).tokens
    rest, tokens = text, []
    for number, token in enumerate(found):
        last = number == len(found) - 1
        if last and not finished and not text[-1:].isspace():
            break
        if token.name in ("tag", "is", *RANGES) and (token.typed.count('"') % 2 == 0):
            tokens.append(token.typed)
            rest = rest.replace(token.typed, "", 1)
    if not tokens:
        return (), text
    goes_on = rest[-1:].isspace() and rest.strip() and not finished
    return tuple(tokens), " ".join(rest.split()) + (" " if goes_on else "")
