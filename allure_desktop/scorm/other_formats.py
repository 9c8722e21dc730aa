"""Tells what a file that is no ZIP is instead, by its first bytes, and what to do about it."""

from __future__ import annotations

from typing import BinaryIO

_UNPACK = "Unpack it, and zip what was in it so that imsmanifest.xml lies at the top of the ZIP."
_PUBLISH = "In the authoring tool, publish for LMS as SCORM 1.2 or SCORM 2004, and upload the ZIP that it writes."
_MAGIC = (
    (b"PK\x03\x04", "The ZIP is cut off: its directory, which stands at the end, is missing.", ""),
    (b"Rar!", "It is a RAR archive, not a ZIP.", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "It is a 7-Zip archive, not a ZIP.", _UNPACK),
    (b"\x1f\x8b", "It is a gzip file, not a ZIP.", _UNPACK),
    (b"\xfd7zXZ", "It is an XZ file, not a ZIP.", _UNPACK),
    (b"BZh", "It is a bzip2 file, not a ZIP.", _UNPACK),
    (b"MSCF", "It is a Windows cabinet, not a ZIP.", _UNPACK),
    (b"%PDF", "It is a PDF document, not a ZIP.", _PUBLISH),
    (b"\xd0\xcf\x11\xe0", "It is a project or Office document, not a ZIP.", _PUBLISH),
    (b"SQLite format 3", "It is a database, perhaps a project, not a ZIP.", _PUBLISH),
    (b"MZ", "It is a Windows program, not a ZIP.", _PUBLISH),
)


def what_it_is_instead(file: BinaryIO) -> tuple[str, str]:
    """In words, and what to do about it."""
    file.seek(0)
    start = file.read(512)
    for magic, words, remedy in _MAGIC:
        if start.startswith(magic):
            return words, remedy
    if start[257:262] == b"ustar":
        return "It is a TAR archive, not a ZIP.", _UNPACK
    if start.lstrip(b"\xef\xbb\xbf \r\n\t")[:5].lower() in (b"<!doc", b"<html", b"<?xml"):
        return "It is a web page or XML document, not a ZIP.", ""
    return "It is not a ZIP file.", ""
