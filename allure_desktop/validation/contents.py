"""What is in a package, to look at: its files and what the manifest says of them, and the manifest as text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from allure_desktop.errors import LocalFileError
from allure_desktop.scorm.archive import Archive, ArchiveProblem, Member
from allure_desktop.scorm.collector import collector_rests
from allure_desktop.scorm.manifest import MANIFEST_NAME
from allure_desktop.scorm.names import normalise
from allure_desktop.scorm.xml_text import LARGEST_MANIFEST_BYTES
from allure_desktop.validation.rules.archive import is_junk
from allure_desktop.validation.rules.references import unlisted
from allure_desktop.validation.validator import opened

Mark = Literal["", "missing", "unlisted", "junk"]

_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class FileEntry(NamedTuple):
    """One file: its path with forward slashes, inflated size in bytes, CRC-32, what is to be said of it.

    `missing`: the manifest names it and it is not there; `unlisted`: in the ZIP, in no resource; `junk`: of the
    operating system.
    """

    path: str
    size_bytes: int
    crc32: int
    mark: Mark

    @property
    def is_gone(self) -> bool:
        return self.mark == "missing"


@dataclass(frozen=True, slots=True)
class Contents:
    """The files in the order of the ZIP, missing ones last; `listed` is False where no manifest could be read."""

    files: tuple[FileEntry, ...]
    listed: bool


@dataclass(frozen=True, slots=True)
class ManifestText:
    """The manifest to be read: `name` of the member, its lines without their ends, the encoding it was read in."""

    name: str
    lines: tuple[str, ...]
    encoding: str


def contents(path: str | Path) -> Contents:
    """The files of a package; the directory and the manifest are read and nothing is inflated but that.

    Raises LocalFileError, also for what is no ZIP.
    """
    try:
        with collector_rests(), Archive.open(path) as archive:
            package = opened(archive)
            beside = frozenset(member.header_offset for member in unlisted(package)) if package is not None else ()
            files = [
                FileEntry(normalise(m.name), m.size, m.crc32, _mark(m, m.header_offset in beside))
                for m in archive.members
                if not m.is_dir
            ]
            gone: dict[str, None] = {}
            for href, base, _ in package.odd_references if package is not None else ():
                located = package.locate(href, base) if package is not None else None
                if located is not None and located.match == "missing" and located.path:
                    gone[located.path] = None
            files += [FileEntry(name, 0, 0, "missing") for name in gone]
            return Contents(tuple(files), package is not None)
    except ArchiveProblem as problem:
        raise _unreadable(path, problem) from problem


def _mark(member: Member, is_unlisted: bool) -> Mark:
    if is_junk(member.path):
        return "junk"
    return "unlisted" if is_unlisted else ""


def manifest_text(path: str | Path) -> ManifestText | None:
    """The manifest's text as it stands, whatever is wrong with it; None where there is none.

    The one at the top, else the one that lies least deep. Raises LocalFileError, also where it cannot be inflated or is
    over 32 MiB.
    """
    try:
        with Archive.open(path) as archive:
            member = archive.find(MANIFEST_NAME) or archive.find_caseless(MANIFEST_NAME) or _nested(archive)
            if member is None:
                return None
            data = archive.read(member.path, LARGEST_MANIFEST_BYTES)
    except ArchiveProblem as problem:
        raise _unreadable(path, problem) from problem
    text, encoding = _decoded(data)
    # a line is what the parser counts: neither form feeds nor U+2028 end one
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return ManifestText(member.name, tuple(lines), encoding)


def _nested(archive: Archive) -> Member | None:
    found = [m for m in archive.members if not m.is_dir and m.path.lower().endswith("/" + MANIFEST_NAME)]
    found = [m for m in found if not is_junk(m.path)]
    return min(found, key=lambda m: m.path.count("/"), default=None)


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and what it was taken for: its mark, else what it declares, else UTF-8, else Windows-1252."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff"), encoding
    declared = _DECLARED.match(data)
    for encoding in (declared.group(1).decode() if declared else "utf-8", "utf-8"):
        try:
            return data.decode(encoding), encoding.lower()
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace"), "windows-1252"


def _unreadable(path: str | Path, problem: ArchiveProblem) -> LocalFileError:
    return LocalFileError(
        f"{Path(path).name} cannot be looked into.",
        cause=problem.message,
        remedy="The findings say what is wrong with it.",
        subject=str(path),
        code="file.unreadable",
    )
