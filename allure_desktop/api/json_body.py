"""A list answer taken apart record by record, so that one that cannot be read takes none of the others with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from allure_desktop import json_values

#: Under which names a list stands in its envelope. Source: api.md, decision 8.
LIST_NAMES = ("packages", "items", "data", "results", "versions", "revisions", "parts")

_FIELDS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ENTRIES = msgspec.json.Decoder(list[msgspec.Raw])
_MARKS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{},]', re.DOTALL)
_KEY = re.compile(rb'\s*("(?:[^"\\]|\\.)*")\s*:', re.DOTALL)


def list_in(body: bytes) -> tuple[list[msgspec.Raw] | None, Any]:
    """The entries of a list answer, each still as it came, and the rest of the answer; None: there is no list.

    A bare array, or an object that holds it under one of LIST_NAMES. Raises msgspec.DecodeError for what is no JSON.
    """
    try:
        return _list_in(body, by_hand=False)
    except (msgspec.DecodeError, RecursionError):
        # half a character in one title, one entry that is no JSON at all, one nested beyond all use: or all of them
        mended = json_values.with_whole_characters(body)
        whole = body if mended is None else mended.encode()
        try:
            return _list_in(whole, by_hand=False)
        except (msgspec.DecodeError, RecursionError):
            return _list_in(whole, by_hand=True)


def _list_in(body: bytes, *, by_hand: bool) -> tuple[list[msgspec.Raw] | None, Any]:
    begins = body[:64].lstrip()[:1]
    if begins == b"[":
        return _entries(body, by_hand), None
    if begins != b"{":
        return None, json_values.decode(body)
    fields = _fields(body, by_hand)
    entries: list[msgspec.Raw] | None = None
    held = ""
    for name in LIST_NAMES:
        value = bytes(fields.get(name, b""))
        if value[:1] == b"[":
            entries, held = _entries(value, by_hand), name
        elif value[:1] == b"{":
            entries, _rest = _list_in(value, by_hand=by_hand)
            held = name
        if entries is not None:
            break
    return entries, {
        name: json_values.decode(bytes(value)) for name, value in fields.items() if entries is None or name != held
    }


def mapping_of(entry: bytes | msgspec.Raw) -> Mapping[str, Any] | None:
    """One entry as an object; None where it is none."""
    try:
        value = json_values.decode(bytes(entry))
    except (msgspec.DecodeError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _entries(body: bytes, by_hand: bool) -> list[msgspec.Raw]:
    return [msgspec.Raw(piece) for piece in _pieces(body)] if by_hand else _ENTRIES.decode(body)


def _fields(body: bytes, by_hand: bool) -> Mapping[str, msgspec.Raw]:
    if not by_hand:
        return _FIELDS.decode(body)
    found: dict[str, msgspec.Raw] = {}
    for piece in _pieces(body):
        key = _KEY.match(piece)
        if key is None:
            raise msgspec.DecodeError("A field has no name")
        found[str(msgspec.json.decode(key[1]))] = msgspec.Raw(piece[key.end() :].strip())
    return found


def _pieces(body: bytes) -> Iterator[bytes]:
    """What stands between the commas of the outermost array or object; no recursion, however deep it is."""
    depth = begun = 0
    for found in _MARKS.finditer(body):
        mark = body[found.start()]
        if mark in b"[{":
            depth += 1
            if depth == 1:
                begun = found.end()
        elif mark in b"]}":
            depth -= 1
            if depth == 0:
                if piece := body[begun : found.start()].strip():
                    yield piece
                return
        elif mark == b","[0] and depth == 1:
            yield body[begun : found.start()].strip()
            begun = found.end()
    raise msgspec.DecodeError("The JSON is cut short")
