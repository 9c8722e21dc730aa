"""The safe ZIP reader: what it lists, what it reads, and what it refuses."""

from __future__ import annotations

import os
import struct
import threading
import zipfile
import zlib
from pathlib import Path

import pytest

from allure_desktop.errors import LocalFileError
from allure_desktop.scorm.archive import CHUNK_BYTES, Archive, ArchiveProblem
from tests.packages import scorm12, write_zip


def test_reads_what_was_written(tmp_path: Path) -> None:
    """Members come back byte for byte, deflated or stored, whatever their size."""
    large = os.urandom(300_000) + bytes(700_000)
    path = write_zip(tmp_path / "a.zip", [("a.txt", "Hello"), ("b/large.bin", large), ("b/", "")])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("stored.bin", large, zipfile.ZIP_STORED)
        archive.writestr("lzma.bin", large, zipfile.ZIP_LZMA)
    with Archive.open(path) as archive:
        assert archive.read("a.txt") == b"Hello"
        assert archive.read("b/large.bin") == archive.read("stored.bin") == archive.read("lzma.bin") == large
        member = archive.find("b/large.bin")
        assert member is not None
        assert max(len(piece) for piece in archive.stream(member)) <= CHUNK_BYTES


def test_finds_by_path_and_without_case(tmp_path: Path) -> None:
    """A member is found by its normalised path; without case on request alone."""
    path = write_zip(tmp_path / "a.zip", {"Pages\\Über.html": "x", "pages/": ""})
    with Archive.open(path) as archive:
        found = archive.find("Pages/Über.html")
        assert found is not None and found.name == "Pages\\Über.html"
        assert archive.find("pages/über.html") is None
        assert archive.find_caseless("pages/ÜBER.html") == found
        assert archive.find("pages") is None


def test_raw_span_is_where_the_bytes_lie(tmp_path: Path) -> None:
    """A stored member's span in the file holds its very bytes, also behind bytes put in front of the ZIP."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("film.mp4", b"moving pictures", zipfile.ZIP_STORED)
    path.write_bytes(b"in front" + path.read_bytes())
    with Archive.open(path) as archive:
        offset, length = archive.raw_span(archive.members[0])
        assert path.read_bytes()[offset : offset + length] == b"moving pictures"
        assert archive.read_span(offset + 7, 8) == b"pictures"


def test_limit_refuses_before_inflating(tmp_path: Path) -> None:
    """A member above the limit is refused by its declared size."""
    with Archive.open(write_zip(tmp_path / "a.zip", {"a.txt": "Hello"})) as archive:
        with pytest.raises(ArchiveProblem, match="5 bytes") as caught:
            archive.read("a.txt", 4)
        assert caught.value.kind == "member-too-large"
        with pytest.raises(KeyError):
            archive.read("b.txt")


def test_never_yields_more_than_declared(tmp_path: Path) -> None:
    """A member that inflates to more than the directory says is stopped there."""
    path = write_zip(tmp_path / "a.zip", {"a.bin": bytes(50_000_000)})
    content = bytearray(path.read_bytes())
    struct.pack_into("<L", content, content.rfind(b"PK\x01\x02") + 24, 1000)
    path.write_bytes(content)
    with Archive.open(path) as archive:
        count = 0
        with pytest.raises(ArchiveProblem) as caught:
            for piece in archive.stream(archive.members[0]):
                count += len(piece)
    assert caught.value.kind == "corrupt-member"
    assert count <= 1000


def test_many_entries_and_zip64(tmp_path: Path) -> None:
    """More than 65,535 entries need ZIP64, and are all listed."""
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(65_600):
            archive.writestr(zipfile.ZipInfo(f"{number}.js"), b"")
    with Archive.open(path) as archive:
        assert len(archive.members) == 65_600


def test_threads_read_at_once(tmp_path: Path) -> None:
    """Several threads may read members of one archive at the same time."""
    contents = {f"{n}.bin": os.urandom(400_000) for n in range(8)}
    path = write_zip(tmp_path / "a.zip", contents)
    wrong: list[str] = []
    with Archive.open(path) as archive:

        def read(name: str) -> None:
            for _ in range(5):
                if archive.read(name) != contents[name]:
                    wrong.append(name)

        threads = [threading.Thread(target=read, args=(name,)) for name in contents]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_the_unicode_path_field_is_believed(tmp_path: Path) -> None:
    """A name beyond ASCII is taken from the Info-ZIP field when it belongs to the stored name."""
    stored = b"l~rm.js"
    field = b"\x01" + struct.pack("<L", zlib.crc32(b"l\x84rm.js")) + "lärm.js".encode()
    info = zipfile.ZipInfo(stored.decode())
    info.extra = struct.pack("<HH", 0x7075, len(field)) + field
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, b"x")
    path.write_bytes(path.read_bytes().replace(stored, b"l\x84rm.js"))
    with Archive.open(path) as archive:
        assert (archive.members[0].name, archive.members[0].encoding) == ("lärm.js", "utf-8")
        assert archive.read("lärm.js") == b"x"


def test_what_is_no_file(tmp_path: Path) -> None:
    """A missing path, a folder, a pipe and a path with a NUL are told as such, in words."""
    os.mkfifo(tmp_path / "pipe.zip")
    for path, code in (
        (tmp_path / "gone.zip", "file.missing"),
        (tmp_path, "file.directory"),
        (tmp_path / "pipe.zip", "file.unreadable"),
        (Path("a\0b.zip"), "file.missing"),
        (tmp_path / ("long" * 100), "file.unreadable"),
        (tmp_path / "pipe.zip" / "below.zip", "file.missing"),
    ):
        with pytest.raises(LocalFileError) as caught:
            Archive.open(path)
        assert caught.value.code == code
        assert caught.value.what.endswith(".")


def test_a_file_that_shrinks_while_open(tmp_path: Path) -> None:
    """A file cut off after it was opened gives a damaged member, not a traceback."""
    path = scorm12(tmp_path / "course.zip")
    with Archive.open(path) as archive:
        os.truncate(path, 10)
        with pytest.raises(ArchiveProblem) as caught:
            archive.read("index.html")
    assert caught.value.kind == "corrupt-member"


def test_a_marked_name_that_is_not_utf8(tmp_path: Path) -> None:
    """A name marked as UTF-8 that is not UTF-8 is a problem of its own kind."""
    path = write_zip(tmp_path / "a.zip", {"é~.txt": "x"})
    path.write_bytes(path.read_bytes().replace("é~".encode(), b"\xff\xfe~"))
    with pytest.raises(ArchiveProblem) as caught:
        Archive.open(path)
    assert caught.value.kind == "name-encoding"
