"""How typed words meet a text: at its beginning, at a word, inside, or letter by letter; with the places to mark."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

#: What lies behind is not looked at: nobody sees it in a row.
LONGEST = 300
#: Letters in order, but apart.
_SCATTERED = 6.0


@dataclass(frozen=True, slots=True)
class Match:
    """`score`: less is better. `places`: indexes of the text's characters that were meant."""

    score: float
    places: tuple[int, ...]


def folded(text: str) -> str:
    """Without case and accents, one character for each of `text`: what is found there lies at the same place here."""
    if text.isascii():
        return text.lower()
    return "".join(map(_folded_character, text))


def _folded_character(character: str) -> str:
    split = unicodedata.normalize("NFKD", character.casefold())
    return next((part for part in split if not unicodedata.combining(part)), " ")


def words_of(query: str) -> tuple[str, ...]:
    return tuple(folded(query)[:LONGEST].split())


def match(words: tuple[str, ...], text: str, *, scattered: bool = True) -> Match | None:
    """How well all `words` fit the folded `text`; None where one does not. `scattered`: letters may lie apart."""
    text = text[:LONGEST]
    score = 0.0
    places: list[int] = []
    for word in words:
        at = _place(word, text)
        if at >= 0:
            score += 0.0 if at == 0 else 1.0 if not text[at - 1].isalnum() else 2.0
            places.extend(range(at, at + len(word)))
            continue
        apart = _scattered(word, text) if scattered and len(word) > 1 else None
        if apart is None:
            return None
        score += _SCATTERED + (apart[-1] - apart[0]) / LONGEST
        places.extend(apart)
    return Match(score, tuple(sorted(set(places))))


def _place(word: str, text: str) -> int:
    """Where the word stands; at the beginning of a word if it does so anywhere."""
    first = at = text.find(word)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(word, at + 1)
    return at if at >= 0 else first


def _scattered(word: str, text: str) -> list[int] | None:
    """The first letter at the beginning of a word, the others somewhere after it, in order."""
    begin = text.find(word[0])
    while begin >= 0:
        if begin == 0 or not text[begin - 1].isalnum():
            places = [begin]
            for letter in word[1:]:
                at = text.find(letter, places[-1] + 1)
                if at < 0:
                    return None  # a later beginning has even less text behind it
                places.append(at)
            return places
        begin = text.find(word[0], begin + 1)
    return None
