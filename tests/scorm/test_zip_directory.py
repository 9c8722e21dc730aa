"""The directory as it is read here beside how Python's own library reads it, for archives of every kind."""

from __future__ import annotations

import struct
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allure_desktop.scorm.archive import Archive, ArchiveProblem
from tests.packages import write_zip

pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")

_NAMES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
    st.text("ab/\\.:é\n", min_size=1, max_size=8),
    st.sampled_from(["folder/", "imsmanifest.xml", "a" * 2_000, "ä" * 300]),
)


@st.composite
def archives(draw: st.DrawFn) -> bytes:
    """A ZIP of up to some two hundred members, maybe with bytes before, a comment behind, or large sizes claimed."""
    members = draw(st.lists(st.tuples(_NAMES, st.binary(max_size=20)), max_size=12))
    with tempfile.TemporaryFile() as file:
        file.write(draw(st.binary(max_size=20)))
        with zipfile.ZipFile(file, "a") as archive:
            for repeated in range(draw(st.integers(1, 16))):
                for name, content in members:
                    info = zipfile.ZipInfo("x", (1980 + repeated, 1, 1, 0, 0, 0))
                    info.filename = info.orig_filename = f"{name}{repeated}" if repeated % 2 else name
                    info.external_attr = draw(st.sampled_from([0, 0o100644, 0o040755, 0o120777])) << 16
                    info.compress_type = draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
                    with archive.open(info, "w", force_zip64=draw(st.booleans())) as target:
                        target.write(content)
            archive.comment = draw(st.binary(max_size=30))
        file.seek(0)
        return file.read()


def read_by_zipfile(path: Path) -> list[tuple[object, ...]] | str:
    try:
        with zipfile.ZipFile(path) as archive:
            return [
                (i.orig_filename, i.file_size, i.compress_size, i.CRC, i.compress_type, i.header_offset, i.extra)
                for i in archive.infolist()
            ]
    except UnicodeDecodeError:
        return "name-encoding"
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError):
        return "unreadable"


def read_here(path: Path) -> list[tuple[object, ...]] | str:
    try:
        with Archive.open(path) as archive:
            members = archive.members
            assert list(members) == [members[number] for number in range(len(members))]
            assert [m.size for m in members] == list(members.sizes)
            assert [m.crc32 for m in members] == list(members.checksums)
            assert [m.name for m in members] == list(members.names)
            assert [m.path for m in members if not m.is_dir] == list(archive.paths)
            for number, path_of_it in enumerate(archive.paths):
                first = archive.find(path_of_it)
                assert first is not None and first.path == path_of_it
                assert first.number <= members.file_numbers[number]
            return [
                (i.orig_filename, m.size, m.compressed_size, m.crc32, m.method, m.header_offset, i.extra)
                for m, i in ((m, members.info(m)) for m in members)
                if members.stored_name(m) == i.orig_filename
            ]
    except ArchiveProblem as problem:
        return problem.kind


@settings(max_examples=60, deadline=None)
@given(archives())
def test_the_same_as_the_standard_library(data: bytes) -> None:
    """Names, sizes, checksums, methods, offsets and extra fields are those that `zipfile` finds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.zip"
        path.write_bytes(data)
        assert read_here(path) == read_by_zipfile(path)


@settings(max_examples=200, deadline=None)
@given(archives(), st.data())
def test_the_same_of_a_damaged_directory(data: bytes, draw: st.DataObject) -> None:
    """What is readable to `zipfile` after bytes were changed in the directory is so here, and what is not is not."""
    changed = bytearray(data)
    end = data.rfind(b"PK\x05\x06")
    start = data.find(b"PK\x01\x02") if b"PK\x01\x02" in data else end
    # Not where the end record says whether it is a part of a split ZIP: that is refused here alone.
    places = [*range(start, end), *range(end + 10, end + 20)]
    for _ in range(draw.draw(st.integers(1, 3))):
        place = draw.draw(st.sampled_from(places))
        changed[place] = draw.draw(st.sampled_from([0, 1, 8, 0x20, 0x7F, 0xFF]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "damaged.zip"
        path.write_bytes(changed)
        assert read_here(path) == read_by_zipfile(path)


def test_an_unreadable_name_among_many(tmp_path: Path) -> None:
    """The name that is not the UTF-8 it is marked as is told, wherever it lies, though folders follow it."""
    path = write_zip(tmp_path / "a.zip", [(f"é{number}{'/' * (number % 2)}", b"") for number in range(130)])
    sound = path.read_bytes()
    for number in (1, 63, 64, 129):
        path.write_bytes(sound.replace(f"é{number}".encode(), b"\xff\xfe%d" % number))
        with pytest.raises(ArchiveProblem, match="marked as UTF-8"):
            Archive.open(path)


def test_a_size_beyond_four_gigabytes(tmp_path: Path) -> None:
    """Sizes and offsets that do not fit in 32 bits come from the field for large ZIPs; a field cut short is damage."""
    path = write_zip(tmp_path / "a.zip", {"a.txt": "x"})
    data = bytearray(path.read_bytes())
    entry = data.rfind(b"PK\x01\x02")
    field = struct.pack("<HHQ", 1, 8, 5_000_000_000)
    struct.pack_into("<L", data, entry + 24, 0xFFFF_FFFF)
    struct.pack_into("<H", data, entry + 30, len(field))
    end = data.rfind(b"PK\x05\x06")
    struct.pack_into("<L", data, end + 12, struct.unpack_from("<L", data, end + 12)[0] + len(field))
    data[entry + 46 + 5 : entry + 46 + 5] = field
    path.write_bytes(data)
    with Archive.open(path) as archive:
        assert archive.members[0].size == archive.members.sizes[0] == 5_000_000_000
    path.write_bytes(data.replace(field, struct.pack("<HH", 1, 0) + bytes(8)))
    with pytest.raises(ArchiveProblem, match="damaged"):
        Archive.open(path)


def test_a_path_is_found_among_very_many(tmp_path: Path) -> None:
    """Beyond a hundred thousand members, where no dictionary is kept: the first of equals, without case, or none."""
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(100_050):
            archive.writestr(zipfile.ZipInfo(f"Data/{number % 100_040}.js"), b"")
    with Archive.open(path) as opened:
        for number in (0, 5, 77_777, 100_039):
            found = opened.find(f"Data/{number}.js")
            assert found is not None and (found.number, found.name) == (number, f"Data/{number}.js")
            assert opened.find_caseless(f"dATA/{number}.JS") == found
        assert opened.find("Data/100040.js") is None is opened.find_caseless("data/none.js")
