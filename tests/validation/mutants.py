"""Packages with changed bytes: from a seed, so that each can be made again."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.packages import member_info, scorm12, scorm2004
from tests.validation.samples import NAME
from tests.validation.test_findings import SAMPLES

#: What stands in ZIPs, manifests and pages, and what must not.
PIECES = (
    *(b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"PK\x07\x08", b"\x01\x00\x18\x00"),
    *(b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\xff\xff", b"\x00", b"../", b"..\\", b"/", b"C:\\", b"\x0e\x00"),
    *(b"<item identifier='x' identifierref='y'>", b"</item>", b"<!DOCTYPE a [", b"<!ENTITY a 'b'>", b"&x;", b"]]>"),
    *(b"<![CDATA[", b"\xff\xfe", b"\xef\xbb\xbf", b" xml:base='../..'", b"<resource href='%FF%00'/>", b"<manifest>"),
    *("ü😀\u202e".encode(), b"?>", b"<!--", b"<script", b"imsmanifest.xml", b"IMSMANIFEST.XML"),
)
LARGEST_ORIGINAL_BYTES = 40_000


def originals(folder: Path) -> list[bytes]:
    """Sound packages and one of each small broken kind: where bytes change from there, paths meet that rarely meet."""
    made = [scorm12(folder / NAME, scos=3).read_bytes(), scorm2004(folder / NAME).read_bytes()]
    for samples in SAMPLES.values():
        path = samples[0](folder)
        if path.stat().st_size <= LARGEST_ORIGINAL_BYTES:
            made.append(path.read_bytes())
        path.unlink()
    return made


def mutant(seed: int, made_of: list[bytes]) -> bytes:
    """One to eight changes (bits, pieces, cuts, repeats, fields of headers): of the ZIP, or of what is in it."""
    dice = random.Random(seed)
    original = dice.choice(made_of)
    if dice.random() < 0.5:
        changed = _with_changed_members(original, dice)
        if changed is not None:
            return changed
    return _changed(original, dice)


def _changed(original: bytes, dice: random.Random) -> bytes:
    data = bytearray(original)
    for _ in range(dice.randint(1, 8)):
        dice.choice(_CHANGES)(data, dice)
    return bytes(data)


def _with_changed_members(original: bytes, dice: random.Random) -> bytes | None:
    """The ZIP anew, sound as such, with its manifest and perhaps its pages changed; None if there is none to read."""
    made = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(original)) as source,
            zipfile.ZipFile(made, "w") as target,
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore")  # a name that is there twice
            for info in source.infolist():
                content = source.read(info)
                if info.filename == "imsmanifest.xml" or dice.random() < 0.3:
                    content = _changed(content, dice)
                target.writestr(member_info(info.filename), content)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, ValueError):
        return None
    return made.getvalue()


def _flip(data: bytearray, dice: random.Random) -> None:
    if data:
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _piece(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data) + 1)
    piece = dice.choice(PIECES)
    data[at : at + dice.choice((0, len(piece)))] = piece


def _cut(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data) + 1)
    del data[at : at + dice.choice((1, 4, 30, 500))]


def _repeat(data: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(data) + 1)
    data[at:at] = data[max(0, at - dice.choice((4, 46, 300))) : at]


def _field(data: bytearray, dice: random.Random) -> None:
    """A number in some header becomes another, or one that no header should have."""
    at = data.find(dice.choice((b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06")), dice.randrange(len(data) + 1))
    if at >= 0:
        at += 4 + 2 * dice.randrange(21)
        value = dice.choice((0, 1, 0xFFFF, 0x7FFF, dice.randrange(1 << 16)))
        data[at : at + 2] = struct.pack("<H", value)


_CHANGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip,
    _piece,
    _cut,
    _repeat,
    _field,
    _field,
    _piece,
)
