"""The one place where names of members and references to them become comparable paths."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote_to_bytes

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:")
_PLAIN = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*", re.ASCII)
_DRIVE = re.compile(r"[A-Za-z]:(?=[\\/])")


def normalise(name: str) -> str:
    r"""A member's name as a path: `/` between segments, no `./`, `//`, leading `/` or drive, NFC.

    `..` stays, so that a name that climbs out never equals a harmless one. A folder's trailing `/` goes.
    """
    if name.isascii() and "\\" not in name and "./" not in name and "//" not in name and ":" not in name:
        return name.strip("/")  # as nearly all are
    name = _DRIVE.sub("", name, count=1).replace("\\", "/")
    return _nfc("/".join(part for part in name.split("/") if part not in ("", ".")))


def is_external(href: str) -> bool:
    """Whether a reference leads out of the package: a scheme (`https:`, `mailto:`) or another host (`//host`)."""
    href = href.strip()
    return href.startswith(("//", "\\\\")) or (_SCHEME.match(href) is not None)


def compose(outer: str, inner: str) -> str:
    """Composes two `xml:base` values as RFC 3986 has it; either may be empty."""
    outer, inner = outer.strip(), inner.strip()
    if not inner or not outer or is_external(inner):
        return inner or outer
    if inner.startswith(("/", "\\")):
        return inner
    return outer.replace("\\", "/").rpartition("/")[0] + "/" + inner if "/" in outer.replace("\\", "/") else inner


def resolve(href: str, base: str = "") -> str | None:
    """The path in the package a reference means; None if it means none.

    Query and fragment are dropped, percent-encoding is decoded, `.` and `..` are resolved, NFC. None stands for:
    empty, external (also by its base), or climbing out of the package.
    Source: SCORM 2004 4th Ed. CAM 3.4.2.1 (`xml:base`), RFC 3986 section 5.
    """
    return _path(_decode(_without_query(href.strip())), base)


def readings(href: str, base: str = "") -> list[str]:
    """Every path a reference may sensibly mean, the right reading first.

    After the reading of `resolve` come: percent signs that belong to the file's name, `#` or `?` that do, and a base
    that lacks its closing `/`. All of them are seen in the wild and run in some systems.
    """
    if not base and _PLAIN.fullmatch(href):
        return [href]  # as nearly all are
    href = href.strip()
    bare = _without_query(href)
    found: list[str] = []
    for text in (_decode(bare), bare, href, _decode(href)):
        for one_base in (base, base + "/" if base and not base.endswith("/") else base):
            path = _path(text, one_base)
            if path is not None and path not in found:
                found.append(path)
    return found


def _path(text: str, base: str) -> str | None:
    if not text or is_external(text) or is_external(base):
        return None
    text = _DRIVE.sub("", text, count=1).replace("\\", "/")
    if not text.startswith("/"):
        text = _decode(base).replace("\\", "/").rpartition("/")[0] + "/" + text
    parts: list[str] = []
    for part in text.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return _nfc("/".join(parts)) if parts else None


def _without_query(href: str) -> str:
    return href.partition("#")[0].partition("?")[0]


def _decode(text: str) -> str:
    if "%" not in text:
        return text
    raw = unquote_to_bytes(text)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)
