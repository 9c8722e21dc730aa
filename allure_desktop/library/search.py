"""Finds and orders packages in a list that is already here; pure, so that it can run anywhere."""

from __future__ import annotations

import math
import re
import time
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allure_desktop.api.answers import PackageRecord
from allure_desktop.moments import seconds_of, sortable

#: What a list can be ordered by; a `-` before the name turns the order round.
SORT_FIELDS: dict[str, Callable[[PackageRecord], Any]] = {
    "title": lambda record: folded(record.title),
    "file": lambda record: folded(record.original_filename),
    "id": lambda record: record.package_id,
    "scorm": lambda record: (record.scorm_version, record.schemaversion),
    "version": lambda record: record.current_revision or 0,
    "size": lambda record: record.file_size_bytes or 0,
    "scos": lambda record: record.sco_count or 0,
    "created": lambda record: sortable(seconds_of(record.created_at)),
    "changed": lambda record: sortable(seconds_of(record.updated_at or record.created_at)),
    "who": lambda record: folded(record.uploaded_by),
}

#: The documented names of the same fields.
_SYNONYMS = {
    "package_id": "id",
    "original_filename": "file",
    "scorm_version": "scorm",
    "current_revision": "version",
    "file_size_bytes": "size",
    "sco_count": "scos",
    "created_at": "created",
    "updated_at": "changed",
    "uploaded_by": "who",
}

_WORD = re.compile(r'(-)?(?:(\w+):)?(?:"([^"]*)"?|(\S+))')
_SIGNED = re.compile(r"^(<=|>=|<|>|=)?\s*(.+)$", re.DOTALL)
_NUMBER = re.compile(r"^v?(\d{1,15})$")
_SIZE = re.compile(r"^(\d{1,12}(?:[.,]\d+)?)\s*([kmgt]?)(i?)b?$")
_AGE = re.compile(r"^(\d{1,5})([hdwmy])$")
_DAY = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
_AGE_S = {"h": 3600, "d": 86_400, "w": 7 * 86_400, "m": 30 * 86_400, "y": 365 * 86_400}
#: tokens that mean a range of numbers
RANGES = ("version", "size", "changed")


@dataclass(frozen=True, slots=True)
class Token:
    """One thing asked for. `name` is tag, is, version, size, changed, or '' for a word.

    `value` is the folded text; for version, size (bytes) and changed (Unix seconds) the range `low` <= x < `high`
    counts instead. `negated`: what it means is left out. `typed` is how it was written.
    """

    name: str
    value: str
    typed: str
    negated: bool = False
    low: float = -math.inf
    high: float = math.inf

    def matches(self, record: PackageRecord) -> bool:
        """Whether one package is meant."""
        return self._means(record) != self.negated

    def _means(self, record: PackageRecord) -> bool:
        match self.name:
            case "tag":
                return self.value in map(folded, record.tags)
            case "is":
                return self.value in folded(f"{record.scorm_version} {record.schemaversion}")
            case "version":
                return self.low <= (record.current_revision or 0) < self.high
            case "size":
                return self.low <= (record.file_size_bytes or 0) < self.high
            case "changed":
                return self.low <= (seconds_of(record.updated_at or record.created_at) or 0.0) < self.high
            case _:
                return self.value in haystack(record)


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed; all of it must hold."""

    tokens: tuple[Token, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words that a match contains, to be marked in it."""
        return tuple(token.value for token in self.tokens if not token.name and not token.negated)

    def matches(self, record: PackageRecord) -> bool:
        """Whether one package is meant."""
        return all(token.matches(record) for token in self.tokens)


def folded(text: str) -> str:
    """Without case and accents: `Übung` is found by `ubung`, `übung` and `UBUNG`."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in split if not unicodedata.combining(char))


def haystack(record: PackageRecord) -> str:
    """Everything of a package that words are looked for in: title, file, id, tags, description."""
    return folded(
        "\n".join((record.title, record.original_filename, record.package_id, *record.tags, record.description))
    )


def parsed(text: str, now_s: float | None = None) -> Query:
    """`safety -tag:draft is:1.2 version:>3 size:>100mb changed:<7d`: what is not understood is looked for as words.

    `changed:` takes an age (`7d`, `2w`: not older) or a year, month or day (`>=2026-11`); a size without a unit is MB.
    """
    now_s = time.time() if now_s is None else now_s
    tokens: list[Token] = []
    for found in _WORD.finditer(text):
        negated, name = bool(found[1]), (found[2] or "").lower()
        value = found[3] if found[3] is not None else found[4]
        if name in ("tag", "is") and value:
            tokens.append(Token(name, folded(value), found.group(), negated))
        elif name in RANGES and (span := _span(name, value, now_s)) is not None:
            tokens.append(Token(name, folded(value), found.group(), negated, *span))
        else:
            word = folded(value if not name else found.group().removeprefix("-"))
            if word:
                tokens.append(Token("", word, found.group(), negated))
    return Query(tuple(tokens))


def _span(name: str, value: str, now_s: float) -> tuple[float, float] | None:
    """The range that `>3`, `<=100mb` or `2026-11` means; None where it means nothing."""
    signed = _SIGNED.match(value)
    if signed is None:
        return None
    sign, rest = signed[1] or "", signed[2].strip().lower()
    if name == "changed" and (age := _AGE.match(rest)):
        since = now_s - int(age[1]) * _AGE_S[age[2]]
        # "older than": the other way round than a date
        return (-math.inf, since) if sign.startswith(">") else (since, math.inf)
    exact = {"version": _version, "size": _size, "changed": _day}[name](rest)
    if exact is None:
        return None
    low, high = exact
    return {
        "<": (-math.inf, low),
        "<=": (-math.inf, high),
        ">": (high, math.inf),
        ">=": (low, math.inf),
    }.get(sign, exact)


def _version(text: str) -> tuple[float, float] | None:
    found = _NUMBER.match(text)
    return None if found is None else (int(found[1]), int(found[1]) + 1)


def _size(text: str) -> tuple[float, float] | None:
    found = _SIZE.match(text)
    if found is None:
        return None
    power = "bkmgt".index(found[2]) if found[2] else (0 if text.endswith("b") else 2)
    size = float(found[1].replace(",", ".")) * (1024 if found[3] else 1000) ** power
    return size, size + 1


def _day(text: str) -> tuple[float, float] | None:
    """From the beginning of a year, month or day here to its end."""
    found = _DAY.match(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        begin = datetime(year or 0, month or 1, day or 1)
        if day:
            end = begin + timedelta(days=1)
        else:
            end = begin.replace(year=begin.year + (month in (None, 12)), month=(month or 12) % 12 + 1)
        return begin.timestamp(), end.timestamp()
    except (ValueError, OverflowError, OSError):
        return None


def search(
    records: Iterable[PackageRecord], text: str = "", tag: str | None = None, sort: str | None = None
) -> list[PackageRecord]:
    """The packages that `text` (see `parsed`) and `tag` mean, in their order or by a sort field.

    Raises ValueError for a sort field that does not exist.
    """
    query = parsed(text)
    wanted = folded(tag) if tag else None
    found = [
        record for record in records if query.matches(record) and (wanted is None or wanted in map(folded, record.tags))
    ]
    if sort:
        found.sort(key=SORT_FIELDS[field_of(sort)], reverse=sort.startswith("-"))
    return found


def field_of(sort: str) -> str:
    """Our name of a sort field, without the minus. Raises ValueError where there is no such field."""
    name = sort.removeprefix("-")
    name = _SYNONYMS.get(name, name)
    if name not in SORT_FIELDS:
        raise ValueError(sort)
    return name
