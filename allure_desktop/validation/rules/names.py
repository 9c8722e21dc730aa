"""Rules about the names of the ZIP's members."""

from __future__ import annotations

import re
from collections.abc import Iterator

from allure_desktop.scorm.archive import Archive, Member
from allure_desktop.scorm.path_index import repeated
from allure_desktop.validation.catalogue import finding, shown
from allure_desktop.validation.counted import Some
from allure_desktop.validation.finding import Finding
from allure_desktop.validation.rules.archive import is_junk

LONGEST_PATH = 255
LONGEST_WINDOWS_PATH = 260
USUAL_PREFIX = 40
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_BAD_CHARACTERS = re.compile(r'[<>:"|?*%#\x00-\x1f\x7f]')
_WINDOWS_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|$)", re.IGNORECASE)
_DEVICE_AMONG = re.compile(r"/(?:con|prn|aux|nul|com[1-9]|lpt[1-9])[./]")
_BAD_ENDING = re.compile(r"[ .](?:/|$)")


def traversal(archive: Archive) -> Iterator[Finding]:
    """`zip.traversal`: `..` in a path, and symbolic links."""
    if not archive.members.has_links and not archive.some_name_has(".."):
        return
    for member in archive.members:
        if ".." in member.name and ".." in member.path.split("/"):
            yield finding("zip.traversal", f"{shown(member.name)} climbs out of the package.", member=member.name)
        elif member.is_symlink:
            yield finding(
                "zip.traversal",
                f"{shown(member.name)} is a symbolic link.",
                title="There is a symbolic link in the ZIP",
                remedy="Put the file itself there and zip again.",
                member=member.name,
            )


def absolute_names(archive: Archive) -> Iterator[Finding]:
    """`zip.absolute-name`"""
    if not archive.some_name_has("\n/", "\n\\", ":"):
        return
    found, has_name = Some(), False
    for member in archive.members:
        absolute = member.name.startswith(("/", "\\")) or _DRIVE.match(member.name)
        if absolute and ".." not in member.path.split("/"):
            found.add(member.name)
            has_name = has_name or bool(_DRIVE.sub("", member.name).strip("/\\"))
    if found:
        words = f"{_names(found)} with a drive or root: {found}."
        yield finding("zip.absolute-name", words, member=found.first, repairable=has_name)


def backslash_names(archive: Archive, needed: frozenset[str]) -> Iterator[Finding]:
    """`zip.backslash-names`; `needed` are the paths of the manifest and the launch files."""
    if not archive.some_name_has("\\"):
        return
    found, depends = Some(), Some()
    for member in archive.members:
        if "\\" in member.name and not _is_told_otherwise(member):
            found.add(member.name)
            if member.path in needed:
                depends.add(member.name)
    if found:
        yield finding(
            "zip.backslash-names",
            f"{_names(found)} with backslashes: {found}."
            + (f" {shown(depends.first)} would not be found." if depends else ""),
            severity="error" if depends else "warning",
            member=(depends or found).first,
        )


def _is_told_otherwise(member: Member) -> bool:
    """Absolute names and those that climb out are worse than their backslashes."""
    absolute = _DRIVE.match(member.name) is not None or member.name.startswith("\\")
    return absolute or ".." in member.path.split("/")


def name_encoding(archive: Archive) -> Iterator[Finding]:
    """`zip.name-encoding`: names beyond ASCII that are not marked as UTF-8."""
    if not archive.members.has_unmarked_names:
        return
    found = Some(m.name for m in archive.members if m.encoding != "utf-8" and not is_junk(m.path))
    if found:
        yield finding("zip.name-encoding", f"{_names(found)}: {found}.", member=found.first)


def name_characters(archive: Archive) -> Iterator[Finding]:
    """`zip.name-characters`: what breaks URLs or Windows."""
    if not any(map(_may_have_bad_characters, archive.members.names.texts())):
        return
    for member in _plain(archive):
        if ".." in member.path.split("/"):
            continue  # told as traversal
        bad = _BAD_CHARACTERS.search(member.path)
        if bad is not None:
            what = shown(bad.group())
            yield finding("zip.name-characters", f"{shown(member.name)} has “{what}” in its name.", member=member.name)
        elif _BAD_ENDING.search(member.path) or any(map(_WINDOWS_DEVICE.match, member.path.split("/"))):
            yield finding("zip.name-characters", f"Windows cannot unpack {shown(member.name)}.", member=member.name)


def _may_have_bad_characters(text: str) -> bool:
    """Whether any of these names, between line breaks, may be bad: plain searches, since there may be very many."""
    text = text.replace("\n", "/")
    if not text.isprintable() or any(mark in text for mark in (*'<>:"|?*%#', " /", "./")):
        return True
    return _DEVICE_AMONG.search(text.lower()) is not None


def path_length(archive: Archive) -> Iterator[Finding]:
    """`zip.path-length`"""
    longest = LONGEST_WINDOWS_PATH - USUAL_PREFIX
    if max(map(len, archive.paths), default=0) <= longest:
        return
    for member in _plain(archive):
        if len(member.path) <= longest:
            continue
        length = len(member.path)
        why = (
            f"more than the {LONGEST_PATH} many systems take"
            if length > LONGEST_PATH
            else f"more than the {LONGEST_WINDOWS_PATH} of Windows once it is unpacked into a folder"
        )
        yield finding("zip.path-length", f"{shown(member.name)} has {length} characters, {why}.", member=member.name)


def duplicate_names(archive: Archive) -> Iterator[Finding]:
    """`zip.duplicate-name`: the same path twice, or paths equal but for case or Unicode form."""
    doubtful = repeated([hash(path.casefold()) for path in archive.paths])
    if not doubtful:
        return
    first_numbers: dict[int, int] = {}  # by the hash; -1 where it is told already
    for number, path in enumerate(archive.paths):
        mark = hash(path.casefold())
        if mark not in doubtful:
            continue
        first_number = first_numbers.setdefault(mark, number)
        if first_number in (number, -1) or archive.paths[first_number].casefold() != path.casefold():
            continue
        first_numbers[mark] = -1
        first, member = (archive.members[archive.members.file_numbers[n]] for n in (first_number, number))
        if first.path == member.path:
            message = f"{shown(member.name)} is in the ZIP twice; systems differ in which one they take."
        else:
            message = f"{shown(first.name)} and {shown(member.name)} differ in case alone: on Windows one is lost."
        yield finding("zip.duplicate-name", message, member=member.name)


def _plain(archive: Archive) -> Iterator[Member]:
    return (m for m in archive.members if not m.is_dir and not is_junk(m.path))


def _names(found: Some) -> str:
    return "1 name" if found.count == 1 else f"{found.count:,} names"


RULES = (traversal, absolute_names, name_encoding, name_characters, path_length, duplicate_names)
