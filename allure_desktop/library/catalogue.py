"""Finds and orders the packages kept of a connection where they lie, so that 100,000 are as quick as a few."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allure_desktop.library import search
from allure_desktop.library.facts import Facts, decoded
from allure_desktop.library.search import Token, folded, parsed

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.database import Database

#: More matches than this are quicker found by walking the order than by ordering them.
_MANY = 2000
_TRIGRAM = 3
_COLUMNS = {name: name for name in search.SORT_FIELDS} | {"id": "package_id"}
_SQLITE_AT_ONCE = 500
_RECORDS = (
    "SELECT f.id AS id, p.record AS record FROM package_facts f JOIN packages p"
    " ON p.connection_id = f.connection_id AND p.package_id = f.package_id"
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be found. Empty leaves nothing out; `since_s` in Unix seconds, `low` <= size in bytes < `high`."""

    text: str = ""
    standard: str = ""
    tag: str = ""
    since_s: float = 0.0
    low: int = 0
    high: int | None = None
    sort: str = "-changed"

    @property
    def any(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.text.strip() or self.standard or self.tag or self.since_s or self.low or self.high is not None)


@dataclass(frozen=True, slots=True)
class Overview:
    """What occurs in a list: how many packages, tags with their counts, most used first, and the standards."""

    tags: tuple[tuple[str, int], ...] = ()
    standards: tuple[str, ...] = ()
    packages: int = 0


class Catalogue:
    """Answers in keys: whole numbers that name a kept package as long as it is kept."""

    def __init__(self, database: Database, facts: Facts) -> None:
        self._database = database
        self._facts = facts

    def find(self, connection_id: str, question: Question, limit: int | None = None) -> array[int]:
        """The keys of what is meant, in order; at most `limit`, the first ones.

        Raises ValueError for a sort field that does not exist. Without one: as the server has them.
        """
        self._facts.complete(connection_id)
        source, where, values = self._asked(connection_id, question, walks=limit is not None)
        if question.sort:
            column = _COLUMNS[search.field_of(question.sort)]
            falling = " DESC" if question.sort.startswith("-") else ""
            order = f"f.{column}{falling}, f.id{falling}"
        else:
            source += " JOIN packages p ON p.connection_id = f.connection_id AND p.package_id = f.package_id"
            order = "p.position"
        rows = self._database.rows(
            f"SELECT f.id AS id FROM {source} WHERE {where} ORDER BY {order} LIMIT ?",  # noqa: S608 - our own names
            *values,
            -1 if limit is None else limit,
        )
        return array("q", [row[0] for row in rows])

    def count(self, connection_id: str, question: Question) -> int:
        """How many packages are meant."""
        self._facts.complete(connection_id)
        source, where, values = self._asked(connection_id, question, walks=False)
        row = self._database.row(f"SELECT count(*) AS n FROM {source} WHERE {where}", *values)  # noqa: S608
        return 0 if row is None else int(row["n"])

    def _asked(self, connection_id: str, question: Question, *, walks: bool) -> tuple[str, str, list[object]]:
        """Tables, condition and its values; with `walks` the order is walked where very many are meant."""
        clauses, values = _conditions(question)
        values.insert(0, connection_id)
        pieces = self._pieces(parsed(question.text).tokens)
        if not pieces or (walks and self._many(pieces)):
            return "package_facts f", " AND ".join(("f.connection_id = ?", *clauses)), values
        # CROSS JOIN and +: the index of words first, whatever the planner thinks of it
        source = "package_words w CROSS JOIN package_facts f ON f.id = w.rowid"
        where = " AND ".join(("package_words MATCH ?", "+f.connection_id = ?", *clauses))
        return source, where, [pieces, *values]

    def _pieces(self, tokens: Sequence[Token]) -> str:
        """The words long enough for the index, as it is asked; '' where none is, or the index is not there yet."""
        long = [
            token.value.replace("\0", " ")
            for token in tokens
            if not token.name and not token.negated and len(token.value) >= _TRIGRAM
        ]
        if not long or not self._facts.words.complete:
            return ""
        return " AND ".join('"' + word.replace('"', '""') + '"' for word in long)

    def _many(self, pieces: str) -> bool:
        found = self._database.row(
            "SELECT count(*) FROM (SELECT 1 FROM package_words WHERE package_words MATCH ? LIMIT ?)", pieces, _MANY + 1
        )
        return found is not None and found[0] > _MANY

    def records(self, keys: Iterable[int]) -> dict[int, PackageRecord]:
        """The packages by their keys; those that are no longer kept are missing."""
        wanted = list(keys)
        found: dict[int, PackageRecord] = {}
        for start in range(0, len(wanted), _SQLITE_AT_ONCE):
            some = wanted[start : start + _SQLITE_AT_ONCE]
            marks = ", ".join("?" * len(some))
            sql = f"{_RECORDS} WHERE f.id IN ({marks})"
            rows = self._database.rows(sql, *some)
            for row in rows:
                if (record := decoded(row["record"])) is not None:
                    found[row["id"]] = record
                else:
                    self._facts.distrust(row["id"])
        return found

    def key(self, connection_id: str, package_id: str) -> int | None:
        """The key of a package, None where it is not kept."""
        self._facts.complete(connection_id)
        row = self._database.row(
            "SELECT id FROM package_facts WHERE connection_id = ? AND package_id = ?", connection_id, package_id
        )
        return None if row is None else int(row["id"])

    def overview(self, connection_id: str) -> Overview:
        """Counts of the whole list."""
        self._facts.complete(connection_id)
        tags: Counter[str] = Counter()
        packages = 0
        standards: set[str] = set()
        for row in self._database.rows(
            "SELECT shown_tags, standard, count(*) AS n FROM package_facts WHERE connection_id = ? GROUP BY 1, 2",
            connection_id,
        ):
            packages += row["n"]
            standards.add(row["standard"])
            for tag in set(row["shown_tags"].split("\n")) - {""}:
                tags[tag] += row["n"]
        ordered = sorted(tags.items(), key=lambda pair: (-pair[1], pair[0].casefold()))
        return Overview(tuple(ordered), tuple(sorted(standards)), packages)


def _conditions(question: Question) -> tuple[list[str], list[object]]:
    clauses: list[str] = []
    values: list[object] = []

    def add(clause: str, *given: object) -> None:
        clauses.append(clause)
        values.extend(given)

    if question.standard:
        add("f.standard = ?", question.standard)
    if question.tag:
        add("instr(f.tags, ?)", f"\n{folded(question.tag)}\n")
    if question.since_s:
        add("f.changed_s >= ?", question.since_s)
    if question.low:
        add("f.size >= ?", question.low)
    if question.high is not None:
        add("f.size < ?", question.high)
    for token in parsed(question.text).tokens:
        clause, given = _condition(token)
        add(f"NOT ({clause})" if token.negated else clause, *given)
    return clauses, values


def _condition(token: Token) -> tuple[str, tuple[object, ...]]:
    match token.name:
        case "":
            return "instr(f.words, ?)", (token.value.replace("\0", " "),)
        case "tag":
            return "instr(f.tags, ?)", (f"\n{token.value}\n",)
        case "is":
            return "instr(f.scorm, ?)", (token.value,)
        case name:
            column = "changed_s" if name == "changed" else name
            bounds = [
                (f"f.{column} {sign} ?", edge)
                for sign, edge in ((">=", token.low), ("<", token.high))
                if math.isfinite(edge)
            ]
            return " AND ".join(words for words, _edge in bounds), tuple(edge for _words, edge in bounds)
