"""Packages whose defect lies in the ZIP, by the finding they have."""

from __future__ import annotations

import struct
import warnings
import zipfile
from pathlib import Path

from tests.packages import member_info, replace, scorm12, with_listed, with_member
from tests.validation.samples import (
    NAME,
    Sample,
    course,
    data,
    everywhere,
    in_headers,
    manifest_called,
    members,
    named,
    patched,
    stored_as,
    unchanged,
)

_CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_CARTRIDGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_EMPTY_ZIP = b"PK\x05\x06" + bytes(18)


def _sparse(folder: Path) -> Path:
    path = folder / NAME
    with path.open("wb") as file:
        file.truncate(11 * 1024**3)
    return path


def _symlink(folder: Path) -> Path:
    path = scorm12(folder / NAME)
    with zipfile.ZipFile(path, "a") as archive:
        info = member_info("shared/secret.xsd")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return path


def _compressed_with(method: int) -> Sample:
    """A package all of which but the manifest has that method."""

    def write(folder: Path) -> Path:
        path = scorm12(folder / NAME)
        with zipfile.ZipFile(path) as archive:
            contents = [(info.filename, archive.read(info)) for info in archive.infolist()]
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in contents:
                archive.writestr(name, content, zipfile.ZIP_DEFLATED if name == "imsmanifest.xml" else method)
        return path

    return write


def _deflate64(content: bytearray) -> None:
    """Declares the last member to be of method 9, which is not inflated here."""
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", content, content.rfind(signature) + offset, 9)


def _twice(folder: Path) -> Path:
    path = scorm12(folder / NAME)
    with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("index.html", "another")
    return path


def _overlap(content: bytearray) -> None:
    """Points the last entry of the directory at the data of the one before."""
    last = content.rfind(b"PK\x01\x02")
    before = content.rfind(b"PK\x01\x02", 0, last)
    content[last + 16 : last + 28] = content[before + 16 : before + 28]
    content[last + 42 : last + 46] = content[before + 42 : before + 46]


def _promising(entries: int) -> bytes:
    """Nothing but an end record that promises so many entries."""
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, entries, entries, 0, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    return end64 + locator + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0, 0xFFFFFFFF, 0)


def _local_header_elsewhere(content: bytearray) -> None:
    content[content.rfind(b"PK\x03\x04")] = 0


def _longer_than_declared(content: bytearray) -> None:
    at = content.rfind(b"PK\x01\x02") + 24
    struct.pack_into("<L", content, at, struct.unpack_from("<L", content, at)[0] - 1)


def _split(content: bytearray) -> None:
    struct.pack_into("<H", content, content.rfind(b"PK\x05\x06") + 4, 3)


SAMPLES: dict[str, tuple[Sample, ...]] = {
    "zip.unreadable": (
        *named("zip.unreadable"),
        data(b""),
        data(b"Hello"),
        data(b"Rar!\x1a\x07\x00"),
        data(b"7z\xbc\xaf\x27\x1c"),
        data(b"\x1f\x8b\x08", "course.tar.gz"),
        data(b"%PDF-1.7", "course.pdf"),
        data(b"MZ\x90", "course.exe"),
        data(b"<!DOCTYPE html><html>"),
        data(_EMPTY_ZIP),
        data(b"\xd0\xcf\x11\xe0", "course.cptx"),
        members({"story/story.xml": "<story/>"}, "course.story"),
        patched(course(unchanged), _split),
    ),
    "zip.corrupt-member": (
        *named("zip.corrupt-member"),
        patched(course(unchanged), _local_header_elsewhere),
        patched(course(unchanged), _longer_than_declared),
    ),
    "zip.manifest-in-subfolder": (
        *named("zip.manifest-in-subfolder"),
        members({"one/imsmanifest.xml": "<manifest/>", "two/imsmanifest.xml": "<manifest/>"}),
    ),
    "zip.no-manifest": (
        *named("zip.no-manifest"),
        members({"cmi5.xml": "<courseStructure/>"}),
        members({"tincan.xml": "<tincan/>"}),
        members({"course.au": "", "course.crs": "", "course.cst": ""}),
        members({"h5p.json": "{}"}),
        members({"photo.jpg": ""}),
        members({"moodle_backup.xml": "<moodle_backup/>"}),
        members({"content.xml": "<package/>", "contentv3.xml": "<package/>"}),
        members({"story/story.xml": "<story/>"}),
        members({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}),
        course(replace(_CP, _CARTRIDGE)),
    ),
    "zip.nested": (members({"course.zip": _EMPTY_ZIP}),),
    "zip.manifest-case": (course(manifest_called("IMSManifest.xml")),),
    "zip.backslash-names": (
        course(stored_as("shared/runtime.js", "shared\\runtime.js")),
        patched(course(everywhere("index.html", "pages/index.html")), in_headers(b"pages/index", b"pages\\index")),
    ),
    "zip.absolute-name": (
        course(stored_as("shared/runtime.js", "/shared/runtime.js")),
        course(stored_as("shared/runtime.js", "C:\\shared\\runtime.js")),
        course(manifest_called("/imsmanifest.xml")),
    ),
    "zip.traversal": (
        *named("zip.traversal"),
        course(with_member("a/../../b.txt")),
        course(with_member("..\\b.txt")),
        _symlink,
    ),
    "zip.encrypted": named("zip.encrypted"),
    "zip.compression": (
        _compressed_with(zipfile.ZIP_LZMA),
        _compressed_with(zipfile.ZIP_BZIP2),
        patched(course(unchanged), _deflate64),
    ),
    "zip.name-encoding": (
        # NFC in the manifest, NFD in the ZIP
        course(everywhere("shared/runtime.js", "shared/Vo\u0302o.js", "shared/V\u00f4o.js")),
        # "ä" in the code page of DOS; the manifest has it right
        patched(
            course(everywhere("shared/runtime.js", "shared/l~rm.js", "shared/lärm.js")), in_headers(b"l~rm", b"l\x84rm")
        ),
        # the same in Windows-1252
        patched(
            course(everywhere("shared/runtime.js", "shared/l~rm.js", "shared/lärm.js")), in_headers(b"l~rm", b"l\xe4rm")
        ),
        # UTF-8 that is not marked as such
        patched(
            course(everywhere("shared/runtime.js", "shared/l~~rm.js", "shared/lärm.js")),
            in_headers(b"l~~rm", "lärm".encode()),
        ),
    ),
    "zip.name-characters": (
        course(everywhere("shared/runtime.js", "shared/what?.js")),
        course(everywhere("shared/runtime.js", "shared/100%.js")),
        course(everywhere("shared/runtime.js", "shared/part#1.js")),
        course(everywhere("shared/runtime.js", "shared/a:b.js")),
        course(everywhere("shared/runtime.js", "shared/line\nbreak.js", "shared/line&#10;break.js")),
        course(everywhere("shared/runtime.js", "aux/runtime.js")),
        course(everywhere("shared/runtime.js", "shared /runtime.js")),
    ),
    "zip.path-length": (
        course(everywhere("shared/runtime.js", "a/" * 115 + "x.js")),
        course(everywhere("shared/runtime.js", "long" * 70 + ".js")),
    ),
    "zip.junk": (
        *named("zip.junk"),
        course(with_member(".DS_Store")),
        course(with_member("media/Thumbs.db")),
        course(with_member(".git/HEAD")),
    ),
    "zip.duplicate-name": (_twice, course(with_listed("shared/Runtime.js", "x"))),
    "zip.bomb": (
        *named("zip.bomb"),
        patched(course(with_listed("shared/runtime2.js", "x")), _overlap),
        data(_promising(600_000)),
    ),
    "zip.too-large": (_sparse,),
    "zip.extension": (course(unchanged, name="course.pif"), course(unchanged, name="course")),
    "zip.active-content": (
        course(with_listed("save.php", "<?php")),
        course(with_listed("app/.htaccess", "")),
        course(with_listed("setup.exe", "MZ")),
    ),
}
