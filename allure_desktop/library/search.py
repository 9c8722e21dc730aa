"""Finds and orders packages in a list that is already here; pure, so that it can run anywhere."""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from allure_desktop.api.answers import PackageRecord

#: What a list can be ordered by; a `-` before the name turns the order round.
SORT_FIELDS: dict[str, Callable[[PackageRecord], Any]] = {
    "title": lambda record: folded(record.title),
    "file": lambda record: folded(record.original_filename),
    "id": lambda record: record.package_id,
    "scorm": lambda record: (record.scorm_version, record.schemaversion),
    "version": lambda record: record.current_revision or 0,
    "size": lambda record: record.file_size_bytes or 0,
    "scos": lambda record: record.sco_count or 0,
    "created": lambda record: record.created_at,
    "changed": lambda record: record.updated_at or record.created_at,
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

_WORD = re.compile(r'(?:(\w+):)?(?:"([^"]*)"?|(\S+))')
_COMPARED = re.compile(r"^(<=|>=|<|>|=)?\s*v?(\d+)$")
_OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "": operator.eq,
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed: words that must all occur, and tokens (`tag:`, `is:`, `version:`) that must all hold."""

    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    versions: tuple[tuple[str, int], ...] = ()

    def matches(self, record: PackageRecord) -> bool:
        """Whether one package is meant."""
        if self.tags:
            tags = {folded(tag) for tag in record.tags}
            if not all(tag in tags for tag in self.tags):
                return False
        if self.standards:
            standard = folded(f"{record.scorm_version} {record.schemaversion}")
            if not all(wanted in standard for wanted in self.standards):
                return False
        revision = record.current_revision or 0
        if not all(_OPERATORS[sign](revision, number) for sign, number in self.versions):
            return False
        if not self.words:
            return True
        text = haystack(record)
        return all(word in text for word in self.words)


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


def parsed(text: str) -> Query:
    """`safety tag:2025 is:1.2 version:>3`: tokens that are not understood are looked for as words."""
    words: list[str] = []
    tags: list[str] = []
    standards: list[str] = []
    versions: list[tuple[str, int]] = []
    for found in _WORD.finditer(text):
        name, value = (found[1] or "").lower(), found[2] if found[2] is not None else found[3]
        compared = _COMPARED.match(value)
        if name == "tag" and value:
            tags.append(folded(value))
        elif name == "is" and value:
            standards.append(folded(value))
        elif name == "version" and compared:
            versions.append((compared[1] or "", int(compared[2])))
        else:
            word = folded(value if not name else found.group())
            if word:
                words.append(word)
    return Query(tuple(words), tuple(tags), tuple(standards), tuple(versions))


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
        name = sort.removeprefix("-")
        key = SORT_FIELDS.get(_SYNONYMS.get(name, name))
        if key is None:
            raise ValueError(sort)
        found.sort(key=key, reverse=sort.startswith("-"))
    return found
