"""Rules about the ZIP as a container, whatever is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from allure_desktop.scorm.archive import Archive, ArchiveProblem, Member
from allure_desktop.validation.catalogue import enumerated, finding, shown
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
        remedy="Publish for LMS first, as SCORM 1.2 or SCORM 2004, and send the ZIP which that writes.",
    )


def is_junk(path: str) -> bool:
    """Whether a normalised path is an operating system's or version control's own file."""
    parts = path.lower().split("/")
    return parts[-1] in _JUNK_NAMES or parts[-1].startswith("._") or not _JUNK_FOLDERS.isdisjoint(parts)


def may_have_junk(archive: Archive) -> bool:
    """False where no file can be junk; a look at all names at once."""
    text = archive.lowered_paths
    return any(sign in text for sign in _JUNK_SIGNS)


def junk(archive: Archive) -> Iterator[Finding]:
    """`zip.junk`"""
    if not may_have_junk(archive):
        return
    found = [m.name for m in archive.members if not m.is_dir and is_junk(m.path)]
    if found:
        yield finding("zip.junk", f"{_files(len(found))}: {enumerated(found)}.", member=found[0])


def encrypted(archive: Archive) -> Iterator[Finding]:
    """`zip.encrypted`"""
    found = [m.name for m in archive.members if m.encrypted]
    if found:
        yield finding("zip.encrypted", f"{_files(len(found))} encrypted: {enumerated(found)}.", member=found[0])


def compression(archive: Archive) -> Iterator[Finding]:
    """`zip.compression`"""
    if {m.method for m in archive.members} <= set(READABLE_METHODS):
        return
    found = [m for m in archive.members if m.method not in READABLE_METHODS and not m.is_dir and not m.encrypted]
    if found:
        methods = sorted({_METHOD_NAMES.get(m.method, f"method {m.method}") for m in found})
        yield finding(
            "zip.compression",
            f"{_files(len(found))} compressed with {', '.join(methods)}, which few systems read:"
            f" {enumerated([m.name for m in found])}.",
            member=found[0].name,
            repairable=all(m.method in (12, 14) for m in found),
        )


def bombs(archive: Archive) -> Iterator[Finding]:
    """`zip.bomb`: one member too much, all together too much, or members that share their data."""
    for member in [m for m in archive.members if m.size > BOMB_MEMBER_BYTES]:
        if member.size > BOMB_RATIO * max(1, member.compressed_size):
            yield finding(
                "zip.bomb",
                f"{shown(member.name)} has {member.size:,} bytes made of {member.compressed_size:,}.",
                member=member.name,
            )
            return
    total = sum(m.size for m in archive.members)
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
    ends = [m.header_offset + 30 + len(m.name) + m.compressed_size for m in archive.members]
    if archive.names_text.isascii() and all(map(int.__le__, ends, [m.header_offset for m in archive.members[1:]])):
        return None  # in the order of the directory, as nearly all are
    end = 0
    for member in sorted(archive.members, key=lambda m: m.header_offset):
        if member.header_offset < end:
            return member
        end = member.header_offset + 30 + len(member.info.orig_filename) + member.compressed_size
    return None


def extension(archive: Archive) -> Iterator[Finding]:
    """`zip.extension`"""
    suffix = archive.path.suffix.lower()
    if suffix != ".zip" and suffix not in PROJECT_FILES:  # those are told as what they are
        ending = f"ends in {shown(archive.path.suffix)}" if suffix else "has no ending"
        yield finding("zip.extension", f"{shown(archive.path.name)} {ending}; the server wants a .zip.")


def active_content(archive: Archive) -> Iterator[Finding]:
    """`zip.active-content`: server pages, and programs or documents with macros."""
    if _ACTIVE.search(archive.lowered_paths) is None:
        return
    names = [(m.name, m.path.lower()) for m in archive.members if not m.is_dir and not is_junk(m.path)]
    pages = [name for name, path in names if path.endswith(_SERVER_PAGES)]
    if pages:
        yield finding("zip.active-content", f"{_files(len(pages))}: {enumerated(pages)}.", member=pages[0])
    programs = [name for name, path in names if path.endswith(_PROGRAMS)]
    if programs:
        yield finding(
            "zip.active-content",
            f"{_files(len(programs))}: {enumerated(programs)}.",
            severity="note",
            title="Programs or documents with macros are in the package",
            remedy="Browsers download them instead of showing them.",
            member=programs[0],
        )


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"


RULES = (encrypted, compression, bombs, extension, active_content, junk)
