"""What people and attackers send: bombs, names, manifests; each ends in its finding, in little memory and time."""

from __future__ import annotations

import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from allure_desktop.validation.html_report import page
from allure_desktop.validation.repair import repair
from allure_desktop.validation.validator import validate
from tests.packages import Content, manifest_12, replace, scorm12, write_zip

MOST_MEMORY_BYTES = 400 << 20


@pytest.fixture(autouse=True)
def little_memory() -> Iterator[None]:
    """A check may take some hundred megabytes of address space more than there is, and no gigabyte."""
    if sys.platform != "linux":
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MOST_MEMORY_BYTES, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


def codes(path: Path) -> set[str]:
    report = validate(path)
    assert all(f.message.isprintable() for f in report.findings)
    assert page([report])
    return {f.code for f in report.findings}


def raw_zip(path: Path, name: bytes, data: bytes, size: int, *, crc: int = 0, copies: int = 1) -> Path:
    """A ZIP of one deflated member whose header says what it is told to; its directory entry may stand there often."""
    local = (
        struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0x800, 8, 0, 33, crc, len(data), size, len(name), 0) + name + data
    )
    fields = (20, 20, 0x800, 8, 0, 33, crc, len(data), size, len(name), 0, 0, 0, 0, 0, 0)
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *fields) + name
    count = min(copies, 0xFFFF)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entry) * copies, len(local), 0)
    path.write_bytes(local + entry * copies + end)
    return path


def zeros(megabytes: int) -> bytes:
    """Deflate data of so many megabytes of zeros, made of repeated blocks, in no time."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    later = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + later * (megabytes - 1) + b"\x03\x00"


def test_four_gigabytes_of_zeros(tmp_path: Path) -> None:
    """A member that would fill the disk is a bomb and is not inflated."""
    path = raw_zip(tmp_path / "course.zip", b"zeros.bin", zeros(4_095), 4_095 << 20)
    assert "zip.bomb" in codes(path)


@pytest.mark.parametrize("said", [0, 10, 99_000_000])
def test_a_size_that_lies(said: int, tmp_path: Path) -> None:
    """What unpacks to more than its header says is damaged; it is read no further than that."""
    path = raw_zip(tmp_path / "course.zip", b"imsmanifest.xml", zeros(1_000), said)
    assert codes(path) & {"zip.corrupt-member", "manifest.too-large"}


def test_bombs_in_bombs(tmp_path: Path) -> None:
    """ZIPs inside a ZIP are files like others: nothing of theirs is unpacked."""
    inner = raw_zip(tmp_path / "inner.zip", b"zeros.bin", zeros(100), 100 << 20).read_bytes()
    files: dict[str, Content] = {f"data/{n}.zip": inner for n in range(16)}
    assert codes(scorm12(tmp_path / "course.zip", files=files)) == {"manifest.unlisted-files"}
    path = write_zip(tmp_path / "nested.zip", {"inner.zip": inner})
    outcome = repair(path, tmp_path / "mended.zip")
    assert [c.code for c in outcome.changes] == ["zip.nested"]
    assert {f.code for f in outcome.after.findings} == {"zip.bomb", "zip.no-manifest"}


@pytest.mark.parametrize("said", [1_000_000, 7])
def test_a_million_entries(said: int, tmp_path: Path) -> None:
    """Whatever the end record says, a directory of a million entries is never made into a list."""
    path = raw_zip(tmp_path / "course.zip", b"a", b"\x03\x00", 0, copies=1_000_000)
    data = path.read_bytes()
    count = min(said, 0xFFFF)
    path.write_bytes(data[:-14] + struct.pack("<2H", count, count) + data[-10:])
    assert codes(path) == {"zip.bomb"}


@pytest.mark.parametrize(
    "name",
    [
        "nul\0.js",
        "bell\a.js",
        "line\n\r.js",
        "gpj.\u202egnp.js",
        "é" * 30_000,
        "a/" * 30_000 + "b.js",
        "\ufeff.js",
        "con/aux.js",
        ".",
    ],
    ids=["nul", "control", "line breaks", "right to left", "60 KB", "30,000 folders", "mark", "device", "dot"],
)
def test_names(name: str, tmp_path: Path) -> None:
    """Any name is shown on one line with its odd characters written out, in findings and on the page."""
    found = codes(scorm12(tmp_path / "course.zip", files={name: "x"}))
    assert found and not found & {"zip.unreadable", "zip.no-manifest"}


def test_a_manifest_of_200_megabytes(tmp_path: Path) -> None:
    """It is told by its size and never read."""
    path = tmp_path / "course.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("imsmanifest.xml", "w") as member:
        for _ in range(200):
            member.write(b" " * (1 << 20))
    assert "manifest.too-large" in codes(path) or "zip.bomb" in codes(path)


def test_a_hundred_thousand_items(tmp_path: Path) -> None:
    """They are read, checked and told; the sum of what is wrong with them is a handful of findings."""
    items = "".join(f'<item identifier="i{n}" identifierref="r{n}"><title>{n}</title></item>' for n in range(100_000))
    path = scorm12(tmp_path / "course.zip", broken=replace("</organization>", f"{items}</organization>"))
    report = validate(path)
    assert len(report.structure) == 100_001 and len(report.findings) < 30
    assert {f.code for f in report.findings} == {"manifest.unknown-resource"}


@pytest.mark.parametrize("depth", [200, 10_000])
def test_items_in_items(depth: int, tmp_path: Path) -> None:
    """Deep nesting is read as far as a parser may go, and refused in words beyond."""
    items = "".join(f'<item identifier="i{n}"><title>{n}</title>' for n in range(depth)) + "</item>" * depth
    path = scorm12(tmp_path / "course.zip", broken=replace("</organization>", f"{items}</organization>"))
    assert codes(path) == ({"manifest.item-structure"} if depth == 200 else {"manifest.not-well-formed"})


def test_circles(tmp_path: Path) -> None:
    """Resources that depend on each other, and pages that link in a circle, are followed once."""
    more = (
        '<resource identifier="a" type="webcontent"><dependency identifierref="b"/></resource>'
        '<resource identifier="b" type="webcontent"><dependency identifierref="a"/></resource></resources>'
    )
    pages: dict[str, Content] = {
        "a.html": "<a href='b.html'>b</a>",
        "b.html": "<a href='a.html'>a</a><a href='index.html'>",
    }
    path = scorm12(tmp_path / "course.zip", files=pages, broken=replace("</resources>", more))
    assert codes(path) == {"manifest.unlisted-files"}


def test_billion_laughs(tmp_path: Path) -> None:
    """Entities are refused, never expanded; a file of this computer is never read into a manifest."""
    laughs = (
        '<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    )
    path = write_zip(
        tmp_path / "course.zip", {"imsmanifest.xml": manifest_12().replace("<manifest", laughs + "<manifest")}
    )
    assert codes(path) == {"manifest.doctype"}


def test_many_bad_names(tmp_path: Path) -> None:
    """Tens of thousands of entries with something wrong each are a handful of findings."""
    with zipfile.ZipFile(tmp_path / "course.zip", "w") as archive:
        archive.writestr("imsmanifest.xml", manifest_12())
        for n in range(30_000):
            archive.writestr(f"d{n}\\what?.php ", b"")
    report = validate(tmp_path / "course.zip")
    assert 0 < len(report.findings) < 80
