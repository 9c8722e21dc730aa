"""Tells apart what can be wrong with XML, so that others need not understand the parser's own sentences."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

_AROUND_BYTES = 36
_BEGINNING_BYTES = 2_000
_Types = etree.ErrorTypes

#: by libxml2's number of the error; what of its sentence is of use stands in groups
_BY_TYPE: dict[int, tuple[str, str]] = {
    _Types.ERR_DOCUMENT_EMPTY: ("no-element", ""),
    _Types.ERR_ENTITYREF_SEMICOL_MISSING: ("bare-ampersand", ""),
    _Types.ERR_TAG_NAME_MISMATCH: ("wrong-end-tag", r"mismatch: (\S+) line (\d+) and (\S+)"),
    _Types.ERR_TAG_NOT_FINISHED: ("cut-off", r"in tag (\S+) line (\d+)"),
    _Types.ERR_ATTRIBUTE_NOT_FINISHED: ("open-quote", ""),
    _Types.ERR_LT_IN_ATTRIBUTE: ("open-quote", ""),
    _Types.ERR_ATTRIBUTE_NOT_STARTED: ("no-quotes", ""),
    _Types.ERR_ATTRIBUTE_WITHOUT_VALUE: ("no-value", r"attribute (\S+)"),
    _Types.ERR_SPACE_REQUIRED: ("no-space", ""),
    _Types.ERR_ATTRIBUTE_REDEFINED: ("twice", r"Attribute (\S+) redefined"),
    _Types.ERR_UNDECLARED_ENTITY: ("unknown-entity", r"Entity '([^']+)'"),
    _Types.NS_ERR_UNDEFINED_NAMESPACE: ("unknown-prefix", r"prefix (\S+) "),
    _Types.ERR_DOCUMENT_END: ("more-follows", ""),
    _Types.ERR_INVALID_CHAR: ("forbidden-character", r"(?:value |Char )(0x[0-9A-Fa-f]+|\d+)"),
    _Types.ERR_INVALID_HEX_CHARREF: ("bad-number", ""),
    _Types.ERR_INVALID_DEC_CHARREF: ("bad-number", ""),
    _Types.ERR_CDATA_NOT_FINISHED: ("open-section", ""),
    _Types.ERR_COMMENT_NOT_FINISHED: ("open-comment", ""),
    _Types.ERR_HYPHEN_IN_COMMENT: ("hyphens-in-comment", ""),
    _Types.ERR_PI_NOT_FINISHED: ("open-instruction", ""),
    _Types.ERR_RESERVED_XML_NAME: ("late-declaration", ""),
    _Types.ERR_GT_REQUIRED: ("open-tag", ""),
    _Types.ERR_MISPLACED_CDATA_END: ("stray-section-end", ""),
    _Types.ERR_RESOURCE_LIMIT: ("absurd", ""),
    _Types.ERR_NAME_TOO_LONG: ("absurd", ""),
}


class Fault(NamedTuple):
    """`kind` is one of those above, `web-page`, `empty`, `stray-less-than`, `not-as-marked`, or '' for any other.

    `names` is what it is about: names of elements or attributes, line numbers, the number of a character. `near` is the
    text around the place, '' where it says nothing.
    """

    kind: str = ""
    names: tuple[str, ...] = ()
    near: str = ""


def fault_of(error: etree.XMLSyntaxError, data: bytes) -> Fault:
    """What an error of the parser means; `data` is what it was given."""
    beginning = data[:_BEGINNING_BYTES].lower()
    if b"<html" in beginning or b"<!doctype html" in beginning:
        return Fault("web-page")
    words = sentence_of(error)
    line, column = error.position
    near = _around(data, line or 0, column or 0)
    if not data.strip():
        return Fault("empty")
    code: int = getattr(error, "code", 0)  # lxml's stubs do not know it
    if code == _Types.ERR_NAME_REQUIRED:
        return Fault("bare-ampersand" if "EntityRef" in words else "stray-less-than", (), near)
    kind, pattern = _BY_TYPE.get(code, ("", ""))
    found = re.search(pattern, words) if pattern else None
    return Fault(kind, found.groups() if found else (), near)


def sentence_of(error: etree.XMLSyntaxError) -> str:
    """What the parser says, without the place that it adds."""
    return str(error.msg or error).rpartition(", line ")[0].strip() or str(error)


def _around(data: bytes, line: int, column: int) -> str:
    """Some text of that line at both sides of the column."""
    begin = 0
    for _ in range(line - 1):
        begin = data.find(b"\n", begin) + 1
        if not begin:
            return ""
    end = data.find(b"\n", begin)
    at = begin + max(column - 1, 0)
    last = len(data) if end < 0 else end
    piece = data[max(begin, at - _AROUND_BYTES) : min(last, at + _AROUND_BYTES)]
    return " ".join(piece.decode("utf-8", "ignore").split())
