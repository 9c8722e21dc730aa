"""Rules about the ZIP as a container, whatever is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from allure_desktop.scorm.archive import Archive, ArchiveProblem, Member
from allure_desktop.scorm.other_methods import BZIP2, LZMA
from allure_desktop.validation.catalogue import finding, shown
from allure_desktop.validation.counted import Some
from allure_desktop.validation.finding import Finding

LARGEST_UNPACKED_BYTES = 100 * 1024**3
BOMB_MEMBER_BYTES = 100_000_000
BOMB_RATIO = 300
READABLE_METHODS = (0, 8)
PROJECT_FILES = {
    ".story": "an Articulate Storyline project",
    ".cptx": "an Adobe Captivate project",
    ".cp": "an Adobe Captivate project",
    ".awt": "a Lectora project",
    ".elp": "an eXeLearning project",
    ".elpx": "an eXeLearning project",
    ".h5p": "an H5P file",
    ".pptx": "a PowerPoint presentation",
    ".ppt": "a PowerPoint presentation",
    ".quiz": "an Articulate or iSpring quiz",
    ".intr": "an Articulate Engage interaction",
    ".ppta": "an Articulate Presenter project",
    ".cpvc": "an Adobe Captivate video project",
    ".approj": "an ActivePresenter project",
    ".tscproj": "a Camtasia project",
    ".camproj": "a Camtasia project",
    ".imscc": "a Common Cartridge",
    ".mbz": "a Moodle backup",
    ".docx": "a Word document",
}
_METHOD_NAMES = {9: "Deflate64", 12: "BZip2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd", 99: "AES"}
_METHODS_SHOWN = 8
_JUNK_NAMES = {".ds_store", "thumbs.db", "desktop.ini"}
_JUNK_FOLDERS = {"__macosx", ".git", ".svn"}
_JUNK_SIGNS = (*_JUNK_NAMES, *_JUNK_FOLDERS, "._")
_SERVER_PAGES = (".php", ".jsp", ".asp", ".aspx", ".py", ".cgi", ".htaccess")
_PROGRAMS = (".exe", ".docm", ".xlsm", ".pptm", ".bat", ".msi", ".scr")

_ACTIVE = re.compile("(?:" + "|".join(map(re.escape, _SERVER_PAGES + _PROGRAMS)) + ")\n")


def of_problem(problem: ArchiveProblem, suffix: str = "") -> Finding:
    """The finding an ArchiveProblem stands for; `suffix` is the file's, to tell project files."""
    if problem.kind == "unreadable" and suffix.lower() in PROJECT_FILES:
        return project_file(suffix)
    code = "zip." + problem.kind.replace("member-too-large", "bomb")
    return finding(
        code,
        shown(problem.message, 500),
        remedy=problem.remedy,
        member=problem.member,
        # A directory that cannot even be listed is more than the usual warning about names.
        severity="error" if code == "zip.name-encoding" else None,
        repairable=False if code == "zip.name-encoding" else None,
    )


def project_file(suffix: str) -> Finding:
    """An authoring tool's own file instead of what it publishes."""
    return finding(
        "zip.unreadable",
        f"It is {PROJECT_FILES[suffix.lower()]}, not a published course.",
        remedy="Publish for LMS first, as SCORM 1.2 or SCORM 2004, and upload the ZIP that it writes.",
    )


def is_junk(path: str) -> bool:
    """Whether a normalised path is an operating system's or version control's own file."""
    parts = path.lower().split("/")
    return parts[-1] in _JUNK_NAMES or parts[-1].startswith("._") or not _JUNK_FOLDERS.isdisjoint(parts)


def may_have_junk(archive: Archive) -> bool:
    """False where no file can be junk; a look at all names at once."""
    return any(sign in text for text in archive.lowered_paths() for sign in _JUNK_SIGNS)


def junk(archive: Archive) -> Iterator[Finding]:
    """`zip.junk`"""
    if not may_have_junk(archive):
        return
    found = Some(m.name for m in archive.members if not m.is_dir and is_junk(m.path))
    if found:
        yield finding("zip.junk", f"{_files(found)}: {found}.", member=found.first)


def encrypted(archive: Archive) -> Iterator[Finding]:
    """`zip.encrypted`"""
    if not archive.members.has_encrypted:
        return
    found = Some(m.name for m in archive.members if m.encrypted)
    yield finding("zip.encrypted", f"{_files(found)} encrypted: {found}.", member=found.first)


def compression(archive: Archive) -> Iterator[Finding]:
    """`zip.compression`"""
    if archive.members.methods <= set(READABLE_METHODS):
        return
    found, methods = Some(), set[int]()
    for member in archive.members:
        if member.method not in READABLE_METHODS and not member.is_dir and not member.encrypted:
            found.add(member.name)
            methods.add(member.method)
    if found:
        names = sorted({_METHOD_NAMES.get(method, f"method {method}") for method in methods})
        shown_names = ", ".join(names[:_METHODS_SHOWN]) + (" and others" if len(names) > _METHODS_SHOWN else "")
        yield finding(
            "zip.compression",
            f"{_files(found)} compressed with {shown_names}, which few systems read: {found}.",
            member=found.first,
            repairable=methods <= {BZIP2, LZMA},
        )


def bombs(archive: Archive) -> Iterator[Finding]:
    """`zip.bomb`: one member too much, all together too much, or members that share their data."""
    sizes = archive.members.sizes
    large = (
        (n for n, size in enumerate(sizes) if size > BOMB_MEMBER_BYTES)
        if max(sizes, default=0) > BOMB_MEMBER_BYTES
        else ()
    )
    for member in (archive.members[number] for number in large):
        if member.size > BOMB_RATIO * max(1, member.compressed_size):
            yield finding(
                "zip.bomb",
                f"{shown(member.name)} has {member.size:,} bytes made of {member.compressed_size:,}.",
                member=member.name,
            )
            return
    total = sum(sizes)
    if total > LARGEST_UNPACKED_BYTES:
        yield finding("zip.bomb", f"Unpacked it would have {total / 1024**3:,.0f} GiB.")
        return
    overlapping = _overlapping(archive)
    if overlapping is not None:
        yield finding(
            "zip.bomb",
            f"{shown(overlapping.name)} lies where another file of the ZIP lies.",
            title="Files in the ZIP overlap",
            member=overlapping.name,
        )


def _overlapping(archive: Archive) -> Member | None:
    """The first member that begins before the one before it ends; local extra fields are left out of account."""
    if archive.members.in_order:
        return None  # of the directory, as nearly all are
    end = 0
    for _, number in sorted([(m.header_offset, m.number) for m in archive.members]):
        member = archive.members[number]
        if member.header_offset < end:
            return member
        end = member.header_offset + 30 + len(archive.members.stored_name(member)) + member.compressed_size
    return None


def extension(archive: Archive) -> Iterator[Finding]:
    """`zip.extension`"""
    suffix = archive.path.suffix.lower()
    if suffix != ".zip" and suffix not in PROJECT_FILES:  # those are told as what they are
        ending = f"ends in {shown(archive.path.suffix)}" if suffix else "has no ending"
        yield finding("zip.extension", f"{shown(archive.path.name)} {ending}; the server wants a .zip.")


def active_content(archive: Archive) -> Iterator[Finding]:
    """`zip.active-content`: server pages, and programs or documents with macros."""
    if not any(map(_ACTIVE.search, archive.lowered_paths())):
        return
    pages, programs = Some(), Some()
    for member in archive.members:
        path = member.path.lower()
        if path.endswith(_SERVER_PAGES + _PROGRAMS) and not member.is_dir and not is_junk(path):
            (pages if path.endswith(_SERVER_PAGES) else programs).add(member.name)
    if pages:
        yield finding("zip.active-content", f"{_files(pages)}: {pages}.", member=pages.first)
    if programs:
        yield finding(
            "zip.active-content",
            f"{_files(programs)}: {programs}.",
            severity="note",
            title="Programs or documents with macros are in the package",
            remedy="Browsers download them instead of showing them.",
            member=programs.first,
        )


def _files(found: Some) -> str:
    return "1 file" if found.count == 1 else f"{found.count:,} files"


RULES = (encrypted, compression, bombs, extension, active_content, junk)
