"""Which packages many files are versions of: by what was remembered, by content, by manifest, by file name; with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from allure_desktop.api.answers import PackageRecord

#: Why a package fits; the surer reasons come first.
Why = Literal["chosen", "content", "path", "identifier", "file"]
_SUREST_FIRST: tuple[Why, ...] = ("chosen", "content", "path", "identifier", "file")
#: What tells one export from another and not one course from another.
_EXPORT_WORDS = re.compile(r"v?\d+|version|final|copy|draft|new|neu|fixed|kopie")


@dataclass(frozen=True, slots=True)
class Fit:
    """A package that a file may be a version of, and why it is thought so."""

    package_id: str
    title: str
    current_revision: int | None
    why: Why


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to be matched. `known` fits come from what was remembered of paths and manifests.

    `new` says that the user chose a new package for this path before; `same_as` are packages and versions with this
    very content.
    """

    file: str
    known: tuple[Fit, ...] = ()
    new: bool = False
    same_as: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """`choice` is preselected where exactly one package fits best; `open` says that several do, and none is chosen.

    Without a choice and not `open` it is a new package. `unchanged` is the current version that it equals.
    """

    fits: tuple[Fit, ...]
    choice: Fit | None
    open: bool
    unchanged: int | None = None
    #: other files of the same lot that were matched to the same package
    rivals: tuple[str, ...] = ()


def match(
    files: Sequence[Wanted],
    packages: Iterable[PackageRecord],
    current_sha256: Callable[[str], str] = lambda package_id: "",
    sha256s: Mapping[int, str] | None = None,
) -> list[Match]:
    """A match for each file, in order.

    `current_sha256(package_id)` is the content of a package's current version, '' where not known; `sha256s` are those
    of the files by their place. Where two files fit one package best none of them is preselected.
    """
    of_id, of_file = _by_id_and_file(packages)
    found = []
    for place, wanted in enumerate(files):
        fits = _fits(wanted, of_id, of_file)
        choice, is_open = (None, False) if wanted.new else _choice(fits)
        unchanged = None
        if choice is not None and choice.current_revision is not None:
            sha256 = (sha256s or {}).get(place, "")
            same = (choice.package_id, choice.current_revision) in wanted.same_as
            if same or (sha256 and current_sha256(choice.package_id) == sha256):
                unchanged = choice.current_revision
        found.append(Match(fits, choice, is_open, unchanged))
    return _without_rivals(files, found)


def _by_id_and_file(
    packages: Iterable[PackageRecord],
) -> tuple[dict[str, PackageRecord], dict[str, list[PackageRecord]]]:
    of_id: dict[str, PackageRecord] = {}
    of_file: dict[str, list[PackageRecord]] = {}
    for package in packages:
        of_id[package.package_id] = package
        if package.original_filename:
            of_file.setdefault(plain_name(package.original_filename), []).append(package)
    return of_id, of_file


def _fits(
    wanted: Wanted, of_id: Mapping[str, PackageRecord], of_file: Mapping[str, list[PackageRecord]]
) -> tuple[Fit, ...]:
    fits = [*wanted.known]
    for package_id, revision in wanted.same_as:
        record = of_id.get(package_id)
        title = record.title if record is not None else package_id
        fits.append(Fit(package_id, title, record.current_revision if record else revision, "content"))
    name = plain_name(wanted.file)
    fits += [Fit(one.package_id, one.title, one.current_revision, "file") for one in of_file.get(name, ()) if name]
    fits.sort(key=lambda fit: _SUREST_FIRST.index(fit.why))
    first: dict[str, Fit] = {}
    for fit in fits:
        first.setdefault(fit.package_id, fit)
    return tuple(first.values())


def _choice(fits: Sequence[Fit]) -> tuple[Fit | None, bool]:
    """The one that fits best, if it is one; else that several do."""
    if not fits:
        return None, False
    best = [fit for fit in fits if fit.why == fits[0].why]
    return (best[0], False) if len(best) == 1 else (None, True)


def _without_rivals(files: Sequence[Wanted], found: list[Match]) -> list[Match]:
    places: dict[str, list[int]] = {}
    for place, one in enumerate(found):
        if one.choice is not None:
            places.setdefault(one.choice.package_id, []).append(place)
    for several in places.values():
        if len(several) < 2:
            continue
        surest = min(_SUREST_FIRST.index(found[place].choice.why) for place in several)  # type: ignore[union-attr]
        leading = [place for place in several if _SUREST_FIRST.index(found[place].choice.why) == surest]  # type: ignore[union-attr]
        for place in several:
            rivals = tuple(files[other].file for other in several if other != place)
            if leading == [place]:
                continue  # remembered beats guessed
            found[place] = replace(found[place], choice=None, open=True, unchanged=None, rivals=rivals)
    return found


def plain_name(file: str) -> str:
    """A file's name without what tells one export from another: `GDPR_v13 (final).zip` is `gdpr`."""
    words = re.findall(r"[^\W_]+", PurePath(file.replace("\\", "/")).stem.casefold())
    return " ".join([word for word in words if not _EXPORT_WORDS.fullmatch(word)] or words)
