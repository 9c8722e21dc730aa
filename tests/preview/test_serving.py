"""The files of a course come straight from the ZIP, byte for byte, whole and in part, and each request is noted."""

from __future__ import annotations

import http.client
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from allure_desktop.preview import source as source_module
from allure_desktop.preview.random_access import STEP_BYTES, Inflater
from allure_desktop.scorm.archive import Archive, ArchiveProblem, Member
from tests.packages import scorm12
from tests.preview.conftest import Browser, Opener, mixed_zip, noise, until, words

BIG = 5 * 1024 * 1024 + 17


@pytest.fixture
def big(tmp_path: Path) -> Path:
    """Members that are stored, deflated and small, deflated and large."""
    stored = {"media/film.bin": noise(BIG), "empty.txt": b""}
    deflated = {"small.json": words(40_000), "large.json": words(BIG), "large.bin": noise(BIG, 2)}
    return mixed_zip(tmp_path / "big.zip", stored, deflated)


def contents() -> dict[str, bytes]:
    return {
        "media/film.bin": noise(BIG),
        "small.json": words(40_000),
        "large.json": words(BIG),
        "large.bin": noise(BIG, 2),
    }


def test_whole_members_are_the_same_bytes(play: Opener, big: Path) -> None:
    """Stored, small and large deflated, empty: as they were put in, with our own type and never cached."""
    _, browser = play(big)
    for name, data in contents().items():
        answer = browser.file(name)
        assert (answer.status, answer.body == data) == (200, True), name
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["accept-ranges"] == "bytes"
    assert browser.file("empty.txt").body == b""
    assert browser.file("small.json").headers["content-type"] == "application/json"
    assert browser.file("media/film.bin").headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize("name", sorted(contents()))
def test_ranges_are_exact(play: Opener, big: Path, name: str) -> None:
    """Forty places in any order, with first and last bytes, open ends and suffixes."""
    _, browser = play(big)
    data, dice = contents()[name], random.Random(3)
    spans = [(0, 0), (len(data) - 1, len(data) - 1), (0, len(data) - 1)]
    while len(spans) < 20:
        start = dice.randrange(len(data))
        spans.append((start, min(len(data) - 1, start + dice.randrange(100_000))))
    for start, last in spans:
        answer = browser.file(name, Range=f"bytes={start}-{last}")
        assert answer.status == 206
        assert answer.body == data[start : last + 1]
        assert answer.headers["content-range"] == f"bytes {start}-{last}/{len(data)}"
    assert browser.file(name, Range="bytes=1000-").body == data[1000:]
    assert browser.file(name, Range="bytes=-77").body == data[-77:]


def test_ranges_that_are_none(play: Opener, big: Path) -> None:
    """Several ranges and nonsense mean the whole; a range behind the end is 416 and says the size."""
    _, browser = play(big)
    for header in ("bytes=0-1,5-9", "bytes=9-5", "lines=1-2", "bytes=-"):
        answer = browser.file("small.json", Range=header)
        assert (answer.status, len(answer.body)) == (200, 40_000), header
    answer = browser.file("small.json", Range="bytes=40000-")
    assert (answer.status, answer.headers["content-range"]) == (416, "bytes */40000")


def test_head_tells_the_size_and_sends_nothing(play: Opener, big: Path) -> None:
    """HEAD has the headers of GET and no body."""
    _, browser = play(big)
    answer = browser.ask("/pkg/large.bin", "HEAD")
    assert (answer.status, answer.body, answer.headers["content-length"]) == (200, b"", str(BIG))


def test_small_members_are_inflated_once(play: Opener, big: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second answer comes from memory, and what is kept stays below its limit."""
    preview, browser = play(big)
    browser.file("small.json")
    inflated: list[str] = []
    real = Archive.stream

    def stream(self: Archive, member: Member) -> Iterator[bytes]:
        inflated.append(member.name)
        return real(self, member)

    monkeypatch.setattr(Archive, "stream", stream)
    assert browser.file("small.json", Range="bytes=1-2").body == words(40_000)[1:3]
    assert inflated == []
    monkeypatch.setattr(source_module, "CACHE_BYTES", 10)
    browser.file("index.html")
    assert preview._source._whole_bytes <= 10


def test_a_jump_starts_from_the_nearest_snapshot(tmp_path: Path) -> None:
    """A second jump to the same place inflates less than one step, and reading on goes on where it was."""
    size = 3 * STEP_BYTES
    path = mixed_zip(tmp_path / "far.zip", {}, {"far.bin": words(size)})
    data = words(size)
    with Archive.open(path) as archive:
        member = archive.find("far.bin")
        assert member is not None
        taken: list[int] = []
        real = archive.read_span

        def read_span(offset: int, length: int) -> bytes:
            taken.append(length)
            return real(offset, length)

        inflater = Inflater(read_span, *archive.raw_span(member), member.size)
        place = size - 1000
        assert inflater.read(place, place + 10) == data[place : place + 10]
        assert inflater.snapshots == 3
        taken.clear()
        assert inflater.read(place + 10, place + 20) == data[place + 10 : place + 20]
        assert taken == []
        assert inflater.read(place, place + 10) == data[place : place + 10]
        assert sum(taken) < member.compressed_size // 2


def test_many_threads_read_one_large_member(play: Opener, big: Path) -> None:
    """Six at once, each at its own places: everybody gets the right bytes."""
    _, browser = play(big)
    data = contents()["large.json"]
    wrong: list[int] = []

    def read(seed: int) -> None:
        dice = random.Random(seed)
        for _ in range(8):
            start = dice.randrange(len(data) - 5000)
            if browser.file("large.json", Range=f"bytes={start}-{start + 4999}").body != data[start : start + 5000]:
                wrong.append(start)

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert wrong == []


def test_each_request_is_noted(play: Opener, big: Path) -> None:
    """Path, status, bytes and kind; what is missing has its near match; the player's own files are left out."""
    preview, browser = play(big)
    heard: list[str] = []
    preview.listen(heard.append)
    browser.ask("/")
    browser.file("small.json", Sec_Fetch_Dest="empty")
    browser.file("Small.JSON")
    browser.file("index.html", Range="bytes=0-3", Sec_Fetch_Dest="iframe")
    browser.ask("/small.json")
    until(lambda: len(preview.requests) == 4)
    # each is noted when its answer is out, by the thread that gave it: their order is not promised
    noted = {one.path: one for one in preview.requests.all()}
    whole, missing, part, absolute = (
        noted[path] for path in ("/pkg/small.json", "/pkg/Small.JSON", "/pkg/index.html", "/small.json")
    )
    assert (whole.status, whole.size_bytes, whole.kind) == (200, 40_000, "data")
    assert (missing.status, missing.missing, missing.near) == (404, True, "small.json")
    assert (part.status, part.size_bytes, part.kind) == (206, 4, "page")
    assert (absolute.status, absolute.near) == (404, "small.json")
    assert "relative" in absolute.note
    assert heard.count("requests") == 4


def test_the_log_forgets_the_oldest(play: Opener, course: Path) -> None:
    """Positions go on when the first requests are gone."""
    from allure_desktop.preview.requests import Request, RequestLog

    log = RequestLog(most=3)
    for n in range(5):
        log.add(Request(0, "GET", f"/{n}", 200))
    assert (log.first, log.end, len(log)) == (2, 5, 3)
    assert log.since(0) == (2, log.all())
    assert [one.path for one in log.since(4)[1]] == ["/4"]


def test_an_upper_case_name_is_missing(play: Opener, course: Path) -> None:
    """Names are compared as a server on Linux does; the answer says what there is."""
    _, browser = play(course)
    answer = browser.file("INDEX.html")
    assert answer.status == 404
    assert "“index.html”" in answer.text


def test_names_beyond_ascii_are_found(play: Opener, tmp_path: Path) -> None:
    """Percent-encoded UTF-8, composed or decomposed, with blanks."""
    path = scorm12(tmp_path / "names.zip", files={"Ünter lagen/a b.txt": "x"})
    _, browser = play(path)
    assert browser.file("%C3%9Cnter%20lagen/a%20b.txt?v=1").body == b"x"
    assert browser.file("U%CC%88nter%20lagen/a%20b.txt").body == b"x"
    assert browser.file("%FFnter").status == 400


def test_a_damaged_member_is_told(play: Opener, tmp_path: Path) -> None:
    """A small one becomes a page with its cause; a large one is cut off, never passed off as whole."""
    path = mixed_zip(tmp_path / "spoilt.zip", {}, {"small.bin": noise(50_000), "large.bin": noise(BIG)})
    data = bytearray(path.read_bytes())
    with Archive.open(path) as archive:
        for name in ("small.bin", "large.bin"):
            member = archive.find(name)
            assert member is not None
            offset, length = archive.raw_span(member)
            data[offset + length - 40] ^= 0xFF
    path.write_bytes(data)
    preview, browser = play(path)
    answer = browser.file("small.bin", Accept="text/html")
    assert answer.status == 500
    assert "is damaged" in answer.text
    assert _cut_off(browser, "/pkg/large.bin")
    until(lambda: len(preview.requests) == 2)
    assert "damaged" in preview.requests.all()[1].note
    assert browser.file("index.html").status == 200


def test_a_truncated_member_breaks_nothing_else(tmp_path: Path) -> None:
    """A member that ends too early raises, also from the middle."""
    path = mixed_zip(tmp_path / "short.zip", {}, {"far.bin": noise(BIG)})
    with Archive.open(path) as archive:
        member = archive.find("far.bin")
        assert member is not None
        inflater = Inflater(archive.read_span, *archive.raw_span(member), member.size + 10)
        with pytest.raises(ArchiveProblem, match="ends after"):
            inflater.read(BIG - 5, BIG + 5)
        assert inflater.read(0, 5) == noise(BIG)[:5]


def _cut_off(browser: Browser, path: str) -> bool:
    try:
        browser.ask(path)
    except (http.client.IncompleteRead, ConnectionError):
        return True
    return False
