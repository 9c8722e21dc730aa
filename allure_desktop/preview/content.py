"""What every server of a course's files needs, whatever its framework: Range, MIME types, names and open ZIPs."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from allure_desktop.scorm.archive import Archive, ArchiveProblem, Member

_STORED = 0
_CHUNK_BYTES = 256 * 1024
#: So many ZIPs stay open when nobody reads them.
_IDLE_ARCHIVES = 4
_SINGLE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")

HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "strict-origin-when-cross-origin"}

#: The host's own table differs from machine to machine (Windows reads the registry), so the types are ours.
MIME_TYPES = {
    "html": "text/html",
    "htm": "text/html",
    "xhtml": "application/xhtml+xml",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "css": "text/css",
    "json": "application/json",
    "map": "application/json",
    "xml": "text/xml",
    "xsd": "text/xml",
    "dtd": "application/xml-dtd",
    "txt": "text/plain",
    "csv": "text/csv",
    "vtt": "text/vtt",
    "srt": "text/plain",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "cur": "image/x-icon",
    "bmp": "image/bmp",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "mov": "video/quicktime",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "aac": "audio/aac",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "eot": "application/vnd.ms-fontobject",
    "wasm": "application/wasm",
    "pdf": "application/pdf",
    "swf": "application/x-shockwave-flash",
    "zip": "application/zip",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "webmanifest": "application/manifest+json",
}


def mime_type(name: str, start: bytes = b"") -> str:
    """The type by the name's ending; a name without one is HTML if it starts so."""
    ending = name.rpartition("/")[2].rpartition(".")
    if ending[1]:
        return MIME_TYPES.get(ending[2].lower(), "application/octet-stream")
    looks_like_html = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower().startswith((b"<!doctype", b"<html"))
    return "text/html" if looks_like_html else "application/octet-stream"


@dataclass
class _Lent:
    archive: Archive
    users: int = 0


@dataclass
class Shelf:
    """Open ZIPs, lent to requests; a few idle ones stay open. Safe for several threads."""

    _lent: dict[Path, _Lent] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def lend(self, path: Path) -> Iterator[Archive]:
        """The open ZIP at `path`. Raises what `Archive.open` raises."""
        with self._lock:
            lent = self._lent.pop(path, None) or _Lent(Archive.open(path))
            self._lent[path] = lent  # last = newest
            lent.users += 1
        try:
            yield lent.archive
        finally:
            with self._lock:
                lent.users -= 1
                idle = [key for key, other in self._lent.items() if other.users == 0]
                for key in idle[: max(0, len(idle) - _IDLE_ARCHIVES)]:
                    self._lent.pop(key).archive.close()

    def close(self) -> None:
        """Closes what nobody reads."""
        with self._lock:
            for path in [path for path, lent in self._lent.items() if lent.users == 0]:
                self._lent.pop(path).archive.close()


def read_range(header: str | None, size: int) -> tuple[int, int] | None:
    """First and last-plus-one byte of a Range header; None means the whole.

    A malformed header and one with several ranges mean the whole (RFC 9110, 14.2). Raises ValueError when the
    range cannot be satisfied.
    """
    found = _SINGLE_RANGE.fullmatch(header.strip()) if header else None
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        if int(last) == 0 or size == 0:
            raise ValueError("no byte in range")
        return max(0, size - int(last)), size
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise ValueError("no byte in range")
    return int(first), min(int(last) + 1, size) if last else size


def pieces(archive: Archive, member: Member, start: int, end: int) -> Iterator[bytes]:
    """Bytes `start` to `end` (excluded) of the inflated member.

    A piece of a stored member is read where it lies; a deflated one is inflated from its beginning up to `end`.
    The whole is compared with its checksum. Raises ArchiveProblem.
    """
    if member.method == _STORED and not member.encrypted and (start, end) != (0, member.size):
        offset, _length = archive.raw_span(member)
        while start < end:
            data = archive.read_span(offset + start, min(_CHUNK_BYTES, end - start))
            if not data:
                raise ArchiveProblem("corrupt-member", member.name, "The file ends before its member does.")
            start += len(data)
            yield data
        return
    at = 0
    for data in archive.stream(member):
        before, at = at, at + len(data)
        if at > start:
            yield data[max(0, start - before) : end - before]
        if at >= end and end < member.size:  # a whole read goes on to the comparison of the checksum
            return


def is_plain_path(path: str) -> bool:
    """No `..`, empty segment, back-slash or control character: nothing that could mean another place."""
    return (
        bool(path)
        and all(part not in ("", ".", "..") for part in path.split("/"))
        and "\\" not in path
        and all(ord(character) >= 32 for character in path)
    )
