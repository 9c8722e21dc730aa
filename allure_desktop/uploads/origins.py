"""Which package a file may be a new version of: what its path became before, what the user chose, what its manifest says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from allure_desktop.database import Database
from allure_desktop.uploads.rows import Message, UploadRow

Why = Literal["chosen", "content", "path", "identifier"]

#: The finding of a manifest whose identifier is the authoring tool's own: it says nothing about the course.
DEFAULT_IDENTIFIER = "manifest.default-identifier"
#: Shares of common words and of common items from which two courses count as like each other.
_LIKE_TITLE, _LIKE_ITEMS = 0.6, 0.5
#: Parts of a title that tell one export from another, not one course from another.
_EXPORT_WORDS = re.compile(r"v?\d+|version|final|copy|draft|new|neu")


@dataclass(frozen=True, slots=True)
class KnownPackage:
    """What the library has last read of a package."""

    title: str
    current_revision: int | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A package that a file may be a new version of, and why it is thought so."""

    package_id: str
    title: str
    current_revision: int | None
    why: Why

    @property
    def reason(self) -> str:
        """Why, in words that stand in brackets."""
        return {
            "chosen": "chosen for this path before",
            "content": "the very file was uploaded there before",
            "path": "uploaded from this path before",
            "identifier": "same manifest identifier, and a like course",
        }[self.why]


class Origins:
    """Kept when the rows of uploads are removed. Safe to call from any thread; raises DiskFull and DataDirError."""

    def __init__(
        self,
        database: Database,
        known: Callable[[str, str], KnownPackage | None] = lambda connection_id, package_id: None,
        listed_at: Callable[[str], float | None] = lambda connection_id: None,
        same_content: Callable[[str, str], Sequence[str]] = lambda connection_id, sha256: (),
    ) -> None:
        """`known(connection_id, package_id)` and `listed_at(connection_id)`, in Unix seconds: the library's kept list.

        `same_content(connection_id, sha256)` are the packages of which a version is this very file.
        """
        self._same_content = same_content
        self._database = database
        self._known = known
        self._listed_at = listed_at

    def candidates(
        self, connection_id: str, path: str, report: Mapping[str, Any] | None, sha256: str = ""
    ) -> tuple[Candidate, ...]:
        """The packages that fit, the likeliest first.

        Only the chosen one where the user has chosen for this path, and none where that was a new package.
        """
        own = self._database.row("SELECT * FROM origins WHERE connection_id = ? AND path = ?", connection_id, path)
        if own is not None and own["chosen"]:
            if not own["package_id"]:
                return ()
            chosen = self._candidate(own, "path" if own["title"] else "chosen")
            if chosen is not None:
                return (chosen,)
        found: dict[str, Candidate] = {}
        rows: list[tuple[Any, Why]] = [(own, "path")] if own is not None and own["package_id"] else []
        rows += [(row, "identifier") for row in self._alike(connection_id, report or {})]
        for package_id in self._same_content(connection_id, sha256) if sha256 else ():
            package = self._known(connection_id, package_id)
            if package is not None:
                title = package.title or package_id
                found.setdefault(package_id, Candidate(package_id, title, package.current_revision, "content"))
        for row, why in rows:
            candidate = self._candidate(row, why)
            if candidate is not None:
                found.setdefault(candidate.package_id, candidate)
        return tuple(found.values())

    def is_own_package(self, connection_id: str, path: str) -> bool:
        """The user said that the file at this path is a new package, and it has become none yet."""
        row = self._database.row(
            "SELECT package_id, chosen FROM origins WHERE connection_id = ? AND path = ?", connection_id, path
        )
        return row is not None and bool(row["chosen"]) and not row["package_id"]

    def question(self, row: UploadRow, connection_id: str | None) -> dict[str, Any] | None:
        """The journal's columns of a file that is about to be uploaded to a connection without having been asked yet."""
        waits = row.state == "held" or (row.state == "needs_decision" and row.reason == "errors")
        asks = row.options.ask_new_version and not row.is_new_version and not row.sent_bytes
        if connection_id is None or row.report is None or not (waits and asks):
            return None
        found = self.candidates(connection_id, row.path, row.report, row.sha256)
        return {"message": proposal(found), **suggested(found)} if found else None

    def choose(self, connection_id: str, path: str, package_id: str | None, now: float) -> None:
        """What the user decided about the file at this path; None: it is a package of its own."""
        self._database.execute(
            "INSERT INTO origins (connection_id, path, package_id, chosen, at) VALUES (?, ?, ?, 1, ?)"
            " ON CONFLICT (connection_id, path) DO UPDATE SET package_id = excluded.package_id, chosen = 1,"
            " at = excluded.at",
            connection_id,
            path,
            package_id or "",
            now,
        )

    def became(
        self, connection_id: str, path: str, package_id: str, report: Mapping[str, Any] | None, now: float
    ) -> None:
        """The file at this path is live as (a version of) this package."""
        known = report or {}
        self._database.execute(
            "INSERT INTO origins (connection_id, path, package_id, identifier, title, items, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (connection_id, path) DO UPDATE SET"
            " package_id = excluded.package_id, identifier = excluded.identifier, title = excluded.title,"
            " items = excluded.items, at = excluded.at",
            connection_id,
            path,
            package_id,
            _identifier(known),
            str(known.get("title") or ""),
            json.dumps(_items(known), ensure_ascii=False),
            now,
        )

    def _alike(self, connection_id: str, report: Mapping[str, Any]) -> Iterable[Any]:
        identifier = _identifier(report)
        if not identifier:
            return
        title, items = str(report.get("title") or ""), _items(report)
        for row in self._database.rows(
            "SELECT * FROM origins WHERE connection_id = ? AND identifier = ? AND package_id != '' ORDER BY at DESC",
            connection_id,
            identifier,
        ):
            if like_titles(title, row["title"]) or _like_structure(items, json.loads(row["items"])):
                yield row

    def _candidate(self, row: Any, why: Why) -> Candidate | None:
        """None for a package that is gone: a list read after it went live does not hold it."""
        connection_id, package_id = row["connection_id"], row["package_id"]
        known = self._known(connection_id, package_id)
        if known is None:
            listed_at = self._listed_at(connection_id)
            if listed_at is not None and listed_at > row["at"]:
                return None
            return Candidate(package_id, row["title"] or package_id, None, why)
        return Candidate(package_id, known.title or row["title"] or package_id, known.current_revision, why)


def proposal(found: Sequence[Candidate]) -> Message:
    """The question of a row that waits for the choice."""
    if len(found) == 1:
        one = found[0]
        return Message(
            code="upload.new-version",
            what=f"Looks like a new version of “{one.title}” ({one.reason}).",
            remedy="Upload it as a new version, or as a new package. What you choose is remembered for this path.",
        )
    return Message(
        code="upload.new-version",
        what=f"May be a new version of one of {len(found)} packages.",
        causes=tuple(f"“{one.title}”: {one.reason}" for one in found),
        remedy="Choose which one, or a new package. What you choose is remembered for this path.",
    )


def suggested(found: Sequence[Candidate]) -> dict[str, Any]:
    """The journal's columns of a row that waits for the choice: nothing is preselected where several fit."""
    one = found[0] if len(found) == 1 else None
    return {
        "package_id": one.package_id if one else None,
        "revision_before": one.current_revision if one else None,
    }


def like_titles(one: str, other: str) -> bool:
    """Most words are the same, apart from those that tell one export from another."""
    return _share(_words(one), _words(other)) >= _LIKE_TITLE


def _like_structure(one: Sequence[str], other: Sequence[str]) -> bool:
    """At least half of the items; a single one says nothing, it is called the same everywhere."""
    return min(len(one), len(other)) > 1 and _share(one, other) >= _LIKE_ITEMS


def _words(title: str) -> list[str]:
    words = re.findall(r"\w+", title.casefold())
    return [word for word in words if not _EXPORT_WORDS.fullmatch(word)] or words


def _share(one: Sequence[str], other: Sequence[str]) -> float:
    a, b = set(one), set(other)
    return len(a & b) / len(a | b) if a and b else 0.0


def _identifier(report: Mapping[str, Any]) -> str:
    """'' for one that says nothing: none at all, or the authoring tool's default."""
    codes = {finding.get("code") for finding in report.get("findings", ())}
    return "" if DEFAULT_IDENTIFIER in codes else str(report.get("identifier") or "").strip()


def _items(report: Mapping[str, Any]) -> list[str]:
    """Items that launch something, by identifier; the outline alone says little about a course."""
    return [
        str(item.get("identifier") or "")
        for item in report.get("structure") or ()
        if (item.get("is_sco") or item.get("launch")) and item.get("identifier")
    ]
