"""Converted films over HTTP: exact sizes for every range, the reason where a film stays as it is."""

from __future__ import annotations

import http.client
import io
import random
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from allure_desktop.database import Database
from allure_desktop.preview.media.converter import Converter
from allure_desktop.preview.options import PreviewOptions
from allure_desktop.preview.preview import Preview, Previews
from tests.packages import manifest_12, page
from tests.preview.media.conftest import Make
from tests.preview.media.films import Recipe, decoded_numbers


def course(path: Path, film: bytes, method: int = zipfile.ZIP_STORED, name: str = "media/film.mp4") -> Path:
    """A package with one film."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("imsmanifest.xml", manifest_12())
        package.writestr("index.html", page("Film"))
        package.writestr(name, film, method)
    return path


@contextmanager
def played(path: Path, folder: Path, **options: object) -> Iterator[Preview]:
    """The package in a preview for a view that plays no H.264, unless said otherwise."""
    database = Database(folder / "attempts.sqlite3")
    previews = Previews(database, Converter(folder / "films"))
    try:
        yield previews.open(path, PreviewOptions(**{"view_plays_h264": False, **options}))  # type: ignore[arg-type]
    finally:
        previews.close()
        database.close()


def get(
    preview: Preview, path: str = "pkg/media/film.mp4", method: str = "GET", **headers: str
) -> tuple[int, Mapping[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=60)
    try:
        connection.request(method, f"/{path}", headers={"Host": f"{preview.host}:{preview.port}", **headers})
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read()
    finally:
        connection.close()


def last_note(preview: Preview) -> str:
    """What the list of requests says of the last one; it is told when the answer has gone out."""
    told = threading.Event()
    end = preview.listen(lambda _kind: told.set())
    while not len(preview.requests):
        assert told.wait(20)
        told.clear()
    end()
    return preview.requests.all()[-1].note


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "deflated"])
def test_any_range_is_answered_exactly(film: Make, tmp_path: Path, method: int) -> None:
    """Every range has its 206, its exact length and the bytes that the whole has there; HEAD tells the same."""
    path = course(tmp_path / "course.zip", film(Recipe(seconds=5)).read_bytes(), method)
    with played(path, tmp_path) as preview:
        status, headers, _ = get(preview, method="HEAD")
        size = int(headers["Content-Length"])
        assert status == 200 and headers["Accept-Ranges"] == "bytes" and headers["Content-Type"] == "video/webm"
        assert headers["Cache-Control"] == "no-store" and headers["ETag"].startswith('"')
        status, headers, tail = get(preview, Range=f"bytes={size - 2_000_000}-")
        assert (status, headers["Content-Range"]) == (206, f"bytes {size - 2_000_000}-{size - 1}/{size}")
        status, headers, whole = get(preview)
        assert (status, len(whole)) == (200, size) and whole.endswith(tail)
        chance = random.Random(7)
        for _ in range(12):
            start = chance.randrange(size)
            end = min(size, start + chance.choice([1, 9, 40_000, 3_000_000]))
            status, headers, part = get(preview, Range=f"bytes={start}-{end - 1}")
            assert (status, headers["Content-Range"]) == (206, f"bytes {start}-{end - 1}/{size}")
            assert part == whole[start:end]
        assert get(preview, Range=f"bytes={size}-")[0] == 416
    assert [number for at, number in decoded_numbers(io.BytesIO(whole)) if at < 5] == list(range(125))


def test_a_browser_that_plays_it_gets_the_original(film: Make, tmp_path: Path) -> None:
    """Where the view plays H.264 itself, the member's own bytes are served."""
    data = film(Recipe(seconds=1)).read_bytes()
    with played(course(tmp_path / "course.zip", data), tmp_path, view_plays_h264=True) as preview:
        status, headers, body = get(preview)
    assert (status, headers["Content-Type"], body) == (200, "video/mp4", data)


def test_what_cannot_be_converted_is_served_as_it_is(tmp_path: Path) -> None:
    """A member that is no film keeps its bytes, and the list of requests says why."""
    with played(course(tmp_path / "course.zip", b"no film at all"), tmp_path) as preview:
        status, headers, body = get(preview)
        assert (status, headers["Content-Type"], body) == (200, "video/mp4", b"no film at all")
        assert "Served as it is in the package: it is no MP4" in last_note(preview)


def test_without_the_library_the_original_is_served(
    film: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An installation without PyAV serves the original, and says what is missing."""
    data = film(Recipe(seconds=1)).read_bytes()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with played(course(tmp_path / "course.zip", data), tmp_path) as preview:
        assert get(preview)[2] == data
        assert "PyAV" in last_note(preview)


def test_sound_alone_is_served_as_sound(film: Make, tmp_path: Path) -> None:
    """An M4A comes as audio/webm."""
    data = film(Recipe(size=None, seconds=3)).read_bytes()
    with played(course(tmp_path / "course.zip", data, name="media/talk.m4a"), tmp_path) as preview:
        status, headers, _ = get(preview, "pkg/media/talk.m4a", Range="bytes=0-99")
    assert (status, headers["Content-Type"]) == (206, "audio/webm")
