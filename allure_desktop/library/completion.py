"""What could be meant while a token is being typed into the search field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allure_desktop.library.filters import quoted
from allure_desktop.library.search import folded, parsed

if TYPE_CHECKING:
    from allure_desktop.library.catalogue import Overview

NAMES = ("tag:", "is:", "version:", "size:", "changed:")
_MOST = 12
_RANGES = {
    "version": (">1", ">5", ">10", "1"),
    "size": ("<10mb", ">100mb", ">1gb"),
    "changed": ("<1d", "<7d", "<30d", ">365d"),
}
#: the word at the end of what is typed, with an opened quote
_WORD = re.compile(r'(?:^|\s)(-?(?:\w+:)?(?:"[^"]*|\S*))$')


def word_at(text: str) -> str:
    """The word that is being typed at the end of `text`."""
    found = _WORD.search(text)
    return found[1] if found else ""


def completions(word: str, seen: Overview) -> list[str]:
    """What `word` could become, likeliest first: names of tokens (`tag:`), then their values in this list.

    Nothing for plain words shorter than two letters, and where the word is whole already.
    """
    minus = "-" if word.startswith("-") else ""
    name, colon, value = word.removeprefix("-").partition(":")
    if not colon:
        begun = name.lower()
        return [minus + one for one in NAMES if len(begun) >= 2 and one.startswith(begun)]
    begun = folded(value.strip('"'))
    match name.lower():
        case "tag":
            offered = [tag for tag, _count in seen.tags]
        case "is":
            offered = ["1.2", "2004", *(one for one in seen.standards if one not in ("1.2", "2004", "–"))]
        case other:
            offered = list(_RANGES.get(other, ()))
    first = [one for one in offered if folded(one).startswith(begun)]
    inside = [one for one in offered if begun and begun in folded(one) and one not in first]
    found = [f"{minus}{name.lower()}:{quoted(one)}" for one in (*first, *inside)]
    return [] if found == [word] else found[:_MOST]


def searched(text: str, seen: Overview) -> str:
    """What is looked for while `text` is being typed: a token that is no whole one yet is left out."""
    word = word_at(text)
    name, colon, value = word.removeprefix("-").partition(":")
    if not colon or f"{name.lower()}:" not in NAMES:
        return text
    known = folded(value.strip('"'))
    match name.lower():
        case "tag":
            whole = any(folded(tag) == known for tag, _count in seen.tags)
        case "is":
            whole = len(known) >= 2
        case _:
            whole = any(token.name for token in parsed(word).tokens)
    return text if whole else text[: len(text) - len(word)]
