"""Files of a course come straight from the ZIP: every range, exact names, right types."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allure_desktop.preview.content import is_plain_path, mime_type, read_range
from tests.player.conftest import Launches, get_raw

MANIFEST = (
    '<manifest identifier="m" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2">'
    '<organizations default="o"><organization identifier="o"><title>T</title></organization></organizations>'
    "<resources/></manifest>"
)


@pytest.fixture
def media(launches: Launches, tmp_path: Path) -> Path:
    """A package with stored and deflated members of many sizes, in place of the demo course."""
    path = tmp_path / "media.zip"
    random_bytes = random.Random(7)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("imsmanifest.xml", MANIFEST)
        for size in (0, 1, 1000, 3_000_000):
            data = random_bytes.randbytes(size // 2) + b"a" * (size - size // 2)
            for kind, method in (("stored", zipfile.ZIP_STORED), ("deflated", zipfile.ZIP_DEFLATED)):
                package.writestr(f"{kind}/{size}.mp4", data, method)
        package.writestr("Ordner/Grüße 你好.html", "<p>hallo</p>")
        package.writestr("start", "<!DOCTYPE html><title>x</title>")
        package.writestr("../out.html", "never")
    launches.zips["pkg_demo"] = path
    return path


@pytest.mark.parametrize("kind", ["stored", "deflated"])
@pytest.mark.parametrize("size", [1, 1000, 3_000_000])
def test_random_ranges_equal_what_zipfile_reads(
    client: httpx.Client, page: str, media: Path, kind: str, size: int
) -> None:
    """Whatever piece is asked for, stored or deflated, it is the piece `zipfile` has there."""
    name = f"{kind}/{size}.mp4"
    with zipfile.ZipFile(media) as package:
        data = package.read(name)
    chance = random.Random(size)
    for _ in range(12):
        first = chance.randrange(size)
        last = chance.randrange(first, size + 50)
        answer = client.get(f"{page}pkg/{name}", headers={"range": f"bytes={first}-{last}"})
        expected = data[first : last + 1]
        assert answer.status_code == 206
        assert answer.content == expected
        assert answer.headers["content-range"] == f"bytes {first}-{first + len(expected) - 1}/{size}"
        assert answer.headers["content-length"] == str(len(expected))
    assert client.get(f"{page}pkg/{name}", headers={"range": "bytes=0-"}).content == data
    assert client.get(f"{page}pkg/{name}", headers={"range": "bytes=-10"}).content == data[-10:]
    whole = client.get(f"{page}pkg/{name}")
    assert (whole.status_code, whole.content, whole.headers["accept-ranges"]) == (200, data, "bytes")


@pytest.mark.parametrize("header", ["bytes=0-1,5-6", "bytes=a-b", "bytes=5-2", "items=0-1", "bytes=-", "bytes 0-1"])
def test_several_and_malformed_ranges_give_the_whole(client: httpx.Client, page: str, media: Path, header: str) -> None:
    """RFC 9110 lets a server ignore what it does not serve; browsers then take the whole."""
    answer = client.get(f"{page}pkg/stored/1000.mp4", headers={"range": header})
    assert answer.status_code == 200
    assert len(answer.content) == 1000


@pytest.mark.parametrize(
    ("name", "header"), [("1000", "bytes=1000-"), ("1000", "bytes=-0"), ("0", "bytes=0-"), ("0", "bytes=-5")]
)
def test_range_beyond_the_end_is_416(client: httpx.Client, page: str, media: Path, name: str, header: str) -> None:
    """A range that holds no byte is refused with the true size."""
    answer = client.get(f"{page}pkg/stored/{name}.mp4", headers={"range": header})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{name}"


@given(st.binary(max_size=40), st.integers(0, 60), st.integers(0, 60))
def test_read_range_is_pythons_slice(data: bytes, first: int, last: int) -> None:
    """For every size and pair of numbers the range is the slice, or nothing can satisfy it."""
    try:
        found = read_range(f"bytes={first}-{last}", len(data))
    except ValueError:
        assert not data[first : last + 1]
        return
    if last < first:
        assert found is None
    else:
        assert found is not None
        assert data[slice(*found)] == data[first : last + 1]


@pytest.mark.parametrize("size", ["0", "1000", "3000000"])
def test_head_says_the_size_without_the_body(client: httpx.Client, page: str, media: Path, size: str) -> None:
    """Media players ask first how long a file is."""
    for kind in ("stored", "deflated"):
        answer = client.head(f"{page}pkg/{kind}/{size}.mp4")
        assert (answer.status_code, answer.headers["content-length"], answer.content) == (200, size, b"")


@pytest.mark.parametrize(
    "path",
    [
        "../out.html",
        "%2e%2e/out.html",
        "stored/../../out.html",
        "stored%2f..%2f1.mp4",
        "..%5cout.html",
        "/etc/passwd",
        "stored//1.mp4",
        "./stored/1.mp4",
        "stored/1.mp4/",
        "stored",
        "",
        "stored/1.mp4%00",
        "nothing.html",
    ],
)
def test_no_path_leads_out_of_the_package(client: httpx.Client, page: str, media: Path, path: str) -> None:
    """`..`, empty segments, back-slashes, NUL and folders are 404, also where the ZIP itself holds such a name."""
    status, body = get_raw(client, f"{page}pkg/{path}")
    assert status == 404
    assert b"never" not in body


def test_names_are_case_sensitive_and_the_near_match_is_named(client: httpx.Client, page: str, media: Path) -> None:
    """Like a real LMS on Linux: another case is another file, and the page says which one there is."""
    answer = client.get(f"{page}pkg/Stored/1.mp4", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert "stored/1.mp4" in answer.text
    assert "upper and lower case differ" in answer.text


def test_names_beyond_ascii_and_files_without_an_ending(client: httpx.Client, page: str, media: Path) -> None:
    """Umlauts, spaces and Chinese in names work; a page without an ending is still a page."""
    answer = client.get(f"{page}pkg/Ordner/Grüße 你好.html")
    assert (answer.status_code, answer.text) == (200, "<p>hallo</p>")
    assert client.get(f"{page}pkg/start").headers["content-type"] == "text/html"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a/b.js", "text/javascript"),
        ("m.mjs", "text/javascript"),
        ("x.wasm", "application/wasm"),
        ("f.woff2", "font/woff2"),
        ("v.webm", "video/webm"),
        ("s.m4a", "audio/mp4"),
        ("P.HTM", "text/html"),
        ("i.svg", "image/svg+xml"),
        ("data.bin", "application/octet-stream"),
        ("folder.d/none", "application/octet-stream"),
    ],
)
def test_types_do_not_follow_the_host(name: str, kind: str) -> None:
    """The table is ours: what a browser must know does not depend on this computer's registry."""
    assert mime_type(name) == kind


def test_damaged_member_is_told_in_words(client: httpx.Client, page: str, launches: Launches, tmp_path: Path) -> None:
    """A CRC error gives 500 with the name, not half a file taken for whole."""
    path = tmp_path / "damaged.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("imsmanifest.xml", MANIFEST)
        package.writestr("page.html", b"x" * 500)
    raw = path.read_bytes()
    at = raw.index(b"x" * 500) + 100
    path.write_bytes(raw[:at] + b"y" + raw[at + 1 :])
    launches.zips["pkg_demo"] = path
    answer = client.get(f"{page}pkg/page.html", headers={"accept": "text/html"})
    assert answer.status_code == 500
    assert "page.html" in answer.text


def test_plain_paths() -> None:
    """What may be asked for is said in one place."""
    assert is_plain_path("a/b c/ü.html")
    assert not any(map(is_plain_path, ["", "a//b", "../a", "a/.", "a\\b", "a\nb", "/a", "a/"]))
