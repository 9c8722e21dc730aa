"""What mends one kind of finding: a function that changes the draft of a new ZIP and says what it changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from allure_desktop.scorm.archive import Archive, Member
from allure_desktop.scorm.manifest import MANIFEST_NAME
from allure_desktop.scorm.names import normalise
from allure_desktop.scorm.xml_text import LARGEST_MANIFEST_BYTES, as_utf8, with_escaped_ampersands
from allure_desktop.validation.catalogue import enumerated, shown
from allure_desktop.validation.package import Package
from allure_desktop.validation.rules.archive import READABLE_METHODS, is_junk
from allure_desktop.validation.rules.references import other_forms

_DRIVE = re.compile(r"^[A-Za-z]:(?=[\\/])")
_SEARCHED = (".html", ".htm", ".js", ".css", ".xml", ".json")
_SEARCHED_BYTES = 2 * 1024**2
_SEARCHED_IN_ALL_BYTES = 32 * 1024**2


@dataclass
class Entry:
    """A member on its way into the new ZIP: under which name, with what content, or not at all."""

    member: Member
    name: str
    content: bytes | None = None
    recompressed: bool = False
    dropped: bool = False
    name_is_sure: bool = False

    @property
    def new_name(self) -> str | None:
        """The name to be written, None where the stored one stays as it is."""
        same = self.name == self.member.name and not (self.name_is_sure and self.member.encoding != "utf-8")
        return None if same else self.name

    @property
    def code_page(self) -> str:
        """What the new name is written in: a name that nobody could read keeps its bytes."""
        return "cp437" if self.member.encoding == "other" and not self.name_is_sure else "utf-8"


@dataclass
class Draft:
    """A new ZIP in the making; `package` is None where the manifest could not be read."""

    archive: Archive
    package: Package | None
    entries: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.entries = [Entry(member, member.name) for member in self.archive.members]
        self._by_place = {entry.member.header_offset: entry for entry in self.entries}

    def kept(self) -> Iterator[Entry]:
        return (entry for entry in self.entries if not entry.dropped)

    def entry_of(self, member: Member) -> Entry:
        return self._by_place[member.header_offset]

    def manifest(self) -> Entry | None:
        """The entry that is, or is about to be, the manifest."""
        found = [e for e in self.kept() if normalise(e.name).lower() == MANIFEST_NAME and not e.member.is_dir]
        return next((e for e in found if normalise(e.name) == MANIFEST_NAME), found[0] if found else None)

    def manifest_bytes(self, entry: Entry) -> bytes:
        if entry.content is not None:
            return entry.content
        return b"".join(self.archive.stream(entry.member))[: LARGEST_MANIFEST_BYTES + 1]


Fix = Callable[[Draft], str]
"""Changes the draft; returns one sentence that says what, or '' where there was nothing it could do."""


def junk(draft: Draft) -> str:
    """Leaves the operating system's files out."""
    found = [entry for entry in draft.kept() if is_junk(normalise(entry.name))]
    for entry in found:
        entry.dropped = True
    return f"Left out {_files(len(found))}: {_names(found)}." if found else ""


def absolute_names(draft: Draft) -> str:
    """Takes drive and root away."""

    def relative(name: str) -> str:
        return _DRIVE.sub("", name).lstrip("/\\")

    return _renamed(draft, relative, "Took drive or root away from {}.")


def backslashes(draft: Draft) -> str:
    """Writes forward slashes."""
    return _renamed(draft, lambda name: name.replace("\\", "/"), "Wrote forward slashes in {}.")


def out_of_subfolder(draft: Draft) -> str:
    """Moves everything up, so that the manifest lies at the top."""
    files = [e for e in draft.kept() if not e.member.is_dir and not is_junk(normalise(e.name))]
    nested = [e for e in files if normalise(e.name).lower().endswith("/" + MANIFEST_NAME)]
    if not nested:
        return ""
    nearest = min(nested, key=lambda e: normalise(e.name).count("/"))
    folder = normalise(nearest.name)[: -len(MANIFEST_NAME)]
    if not all(normalise(e.name).startswith(folder) for e in files):
        return ""
    for entry in draft.kept():
        path = normalise(entry.name)
        if path.startswith(folder):
            entry.name = path[len(folder) :] + ("/" if entry.member.is_dir else "")
        elif entry.member.is_dir or is_junk(path):
            entry.dropped = True  # the folder's own entry, and junk beside it
    for entry in draft.kept():
        if not entry.name.strip("/"):
            entry.dropped = True
    return f"Moved everything in “{shown(folder)}” up to the top of the ZIP."


def manifest_name(draft: Draft) -> str:
    """Gives the manifest its proper name."""
    entry = draft.manifest()
    if entry is None or entry.name == MANIFEST_NAME:
        return ""
    before, entry.name = entry.name, MANIFEST_NAME
    return f"Renamed {shown(before)} to {MANIFEST_NAME}."


def name_encoding(draft: Draft) -> str:
    """Stores names as UTF-8, in the form in which the manifest writes them."""
    found = [entry for entry in draft.kept() if entry.member.encoding != "utf-8"]
    for entry in found:
        entry.name_is_sure = True
    if draft.package is not None:
        for path, member in _of_other_code_pages(draft.package):
            draft.entry_of(member).name = path
        for path, member in other_forms(draft.package):
            entry = draft.entry_of(member)
            composed = unicodedata.is_normalized("NFC", entry.name)
            entry.name = unicodedata.normalize("NFD", path) if composed else unicodedata.normalize("NFC", path)
            found.append(entry)
    return f"Stored {_names(found)} as UTF-8, as the manifest writes it." if found else ""


def _of_other_code_pages(package: Package) -> Iterator[tuple[str, Member]]:
    for href, base, _ in package.odd_references:
        located = package.locate(href, base)
        if located.match == "encoding" and located.member is not None:
            yield located.path, located.member


def compression(draft: Draft) -> str:
    """Compresses with Deflate what was compressed otherwise."""
    found = [e for e in draft.kept() if e.member.method not in READABLE_METHODS and not e.member.is_dir]
    for entry in found:
        entry.recompressed = True
    return f"Compressed {_files(len(found))} with Deflate: {_names(found)}." if found else ""


def ampersands(draft: Draft) -> str:
    """Writes each bare `&` of the manifest as `&amp;`."""
    entry = draft.manifest()
    if entry is None:
        return ""
    entry.content, count = with_escaped_ampersands(draft.manifest_bytes(entry))
    return f"Wrote {count:,} bare “&” in the manifest as “&amp;”." if count else ""


def manifest_encoding(draft: Draft) -> str:
    """Writes the manifest as UTF-8 and says so in it."""
    entry = draft.manifest()
    if entry is None:
        return ""
    entry.content = as_utf8(draft.manifest_bytes(entry))
    return "Wrote the manifest as UTF-8, and that it is."


def case(draft: Draft) -> str:
    """Makes manifest and ZIP agree in upper and lower case.

    The file gets the manifest's spelling, unless pages use the file's own: then the manifest gets that.
    """
    if draft.package is None:
        return ""
    wrong: dict[str, tuple[str, Member]] = {}
    for href, base, _ in draft.package.odd_references:
        located = draft.package.locate(href, base)
        if located.match == "case" and located.member is not None:
            wrong.setdefault(located.path, (href, located.member))
    told = []
    taken = {normalise(entry.name) for entry in draft.kept()}
    for path, (href, member) in wrong.items():
        entry = draft.entry_of(member)
        stored = member.path.rpartition("/")[2]
        if _is_used_in_pages(draft, stored, member) and _rewritten(draft, href, member.path):
            told.append(f"the manifest now says {shown(member.path)}")
        elif path not in taken:
            taken.add(path)
            entry.name = path
            told.append(f"{shown(member.name)} is now {shown(path)}")
    return f"Upper and lower case: {enumerated(told, 5)}." if told else ""


def _is_used_in_pages(draft: Draft, name: str, member: Member) -> bool:
    """Whether some page or script names the file as it is stored; a new name would break that."""
    left, needle = _SEARCHED_IN_ALL_BYTES, name.encode()
    for entry in draft.kept():
        one = entry.member
        searched = one.path.lower().endswith(_SEARCHED) and one.size <= _SEARCHED_BYTES and one != member
        if searched and left > 0 and normalise(entry.name) != MANIFEST_NAME and not one.encrypted:
            left -= one.size
            if needle in b"".join(draft.archive.stream(one)):
                return True
    return False


def _rewritten(draft: Draft, href: str, path: str) -> bool:
    """Puts the stored spelling into the manifest where the reference stands exactly so."""
    entry = draft.manifest()
    if entry is None or href.lower() != path.lower():
        return False
    pattern = re.compile(rb"(\bhref\s*=\s*)([\"'])" + re.escape(href.encode()) + rb"\2")
    new, count = pattern.subn(lambda m: m[1] + m[2] + path.encode() + m[2], draft.manifest_bytes(entry))
    if count:
        entry.content = new
    return bool(count)


def _renamed(draft: Draft, change: Callable[[str], str], words: str) -> str:
    found = []
    for entry in draft.kept():
        name = change(entry.name)
        if name != entry.name and name.strip("/"):
            entry.name = name
            found.append(entry)
    return words.format(f"{_files(len(found))}: {_names(found)}") if found else ""


def _files(count: int) -> str:
    return "1 name" if count == 1 else f"{count:,} names"


def _names(entries: list[Entry]) -> str:
    return enumerated([entry.member.name for entry in entries])


#: in the order in which they are made: names first, since the manifest is found by its name
FIXES: dict[str, Fix] = {
    "zip.junk": junk,
    "zip.absolute-name": absolute_names,
    "zip.backslash-names": backslashes,
    "zip.manifest-in-subfolder": out_of_subfolder,
    "zip.manifest-case": manifest_name,
    "zip.name-encoding": name_encoding,
    "zip.compression": compression,
    "manifest.not-well-formed": ampersands,
    "manifest.encoding": manifest_encoding,
    "manifest.case-mismatch": case,
}
