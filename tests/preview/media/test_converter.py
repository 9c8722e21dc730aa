"""The converting process: started again, given up on, ended with the program; what is wanted newest comes first."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from allure_desktop.preview.media.converter import Converter
from allure_desktop.preview.media.slot_cache import SlotCache
from allure_desktop.preview.media.virtual_film import VirtualFilm
from allure_desktop.preview.media.work import ConversionFailed, ReaderGone
from allure_desktop.preview.rendition import Unconverted
from tests.preview.media.conftest import Make
from tests.preview.media.films import Recipe, decoded_numbers
from tests.preview.media.spans import crc_of, span_of

LONG = Recipe(seconds=40, size=(640, 360), key_each=50)


def opened(converter: Converter, path: Path) -> VirtualFilm:
    return converter.film(span_of(path), crc_of(path))


def whole(film: VirtualFilm) -> bytes:
    return b"".join(film.read(0, film.size))


def until(condition: Callable[[], bool]) -> None:
    """Waits for a condition, half a minute at most."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        threading.Event().wait(0.02)


def alive(process_id: int) -> bool:
    """Whether it still runs; what is only waited for does not."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_it_gives_way_to_everything_else(converter: Converter, film: Make) -> None:
    """The process runs with a lower priority than the program, and knows none of its keys."""
    os.environ["ALLURE_API_KEY"] = "secret-of-the-user"
    try:
        opened(converter, film(Recipe(seconds=1)))
    finally:
        del os.environ["ALLURE_API_KEY"]
    process_id = converter.process_id
    assert process_id is not None
    assert os.getpriority(os.PRIO_PROCESS, process_id) >= os.getpriority(os.PRIO_PROCESS, 0) + 5
    assert b"secret-of-the-user" not in Path(f"/proc/{process_id}/environ").read_bytes()


def test_a_killed_process_is_started_again(converter: Converter, film: Make) -> None:
    """When it is killed while a film is read, the reader gets all the same bytes a little later."""
    view = opened(converter, film(LONG))
    pieces: Iterator[bytes] = view.read(0, view.size)
    data = next(pieces) + next(pieces)
    first = converter.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    data += b"".join(pieces)
    assert converter.process_id not in (None, first)
    assert len(data) == view.size
    assert {number for _at, number in decoded_numbers(io.BytesIO(data))} >= set(range(60, 1000))


def test_a_film_that_kills_it_again_and_again_is_given_up(converter: Converter, film: Make) -> None:
    """After the second death over one film its readers are told, and other films go on."""
    view = opened(converter, film(LONG))
    pieces = view.read(view.size // 2, view.size)
    with pytest.raises(ConversionFailed, match="SIGKILL"):
        for _piece in pieces:
            # the one that was killed: the next may be there before this one looks
            if (killed := converter.process_id) is not None:
                os.kill(killed, signal.SIGKILL)
                until(lambda killed=killed: not alive(killed))  # type: ignore[misc]
    other = opened(converter, film(Recipe(seconds=3)))
    assert len(whole(other)) == other.size


def test_it_ends_with_the_program(tmp_path: Path, film: Make) -> None:
    """Killed without a word, the program leaves no converting process behind."""
    path = film(LONG)
    program = f"""
import sys
from pathlib import Path
from allure_desktop.preview.media.converter import Converter
from tests.preview.media.spans import crc_of, span_of
converter = Converter(Path({str(tmp_path)!r}))
film = converter.film(span_of(Path({str(path)!r})), 0)
next(film.read(film.size // 2, film.size))
print(converter.process_id, flush=True)
sys.stdin.read()
"""
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.kill()
    until(lambda: not alive(child))


def test_the_newest_reader_comes_first(converter: Converter, film: Make) -> None:
    """A reader of the whole film does not hold up one that begins later and elsewhere."""
    view = opened(converter, film(LONG))
    slow = view.read(0, view.size)
    next(slow), next(slow)
    ended = threading.Event()

    def read_on() -> None:
        for _piece in slow:
            pass
        ended.set()

    threading.Thread(target=read_on, daemon=True).start()
    next(view.read(view.size - view._slot_bytes * 3, view.size))
    assert not ended.is_set()
    assert ended.wait(60)


def test_a_reader_that_left_costs_nothing_more(converter: Converter, film: Make) -> None:
    """Who has gone is noticed while nothing comes, and the next reader is served."""
    view = opened(converter, film(LONG))
    os.kill(converter.process_id or 0, signal.SIGSTOP)
    try:
        with pytest.raises(ReaderGone):
            list(view.read(view.size // 2, view.size, lambda: True))
    finally:
        os.kill(converter.process_id or 0, signal.SIGCONT)
    assert next(view.read(view.size - view._slot_bytes, view.size))


def test_what_was_made_once_is_not_made_again(tmp_path: Path, film: Make) -> None:
    """A second program with the same folder reads the slots from the disk, and gets the same bytes."""
    path = film(Recipe(seconds=5))
    first, second = Converter(tmp_path / "films"), Converter(tmp_path / "films")
    try:
        data = whole(opened(first, path))
        view = opened(second, path)
        os.kill(second.process_id or 0, signal.SIGSTOP)
        assert whole(view) == data
        os.kill(second.process_id or 0, signal.SIGCONT)
    finally:
        first.close()
        second.close()
    assert all(file.stat().st_mode & 0o077 == 0 for file in [tmp_path / "films", *(tmp_path / "films").iterdir()])


def test_a_package_that_was_changed_is_not_read(converter: Converter, film: Make, tmp_path: Path) -> None:
    """Somebody wrote into the file: the reader is told, and nothing made of it is kept."""
    path = tmp_path / "film.mp4"
    path.write_bytes(film(LONG).read_bytes())
    view = opened(converter, path)
    next(view.read(view.size - 1_000_000, view.size))
    with path.open("ab") as file:
        file.write(b"more")
    with pytest.raises(ConversionFailed, match="changed"):
        list(view.read(0, 3_000_000))


def test_a_package_that_was_deleted_plays_on(converter: Converter, film: Make, tmp_path: Path) -> None:
    """The process keeps its file open as the preview does."""
    path = tmp_path / "film.mp4"
    path.write_bytes(film(LONG).read_bytes())
    view = opened(converter, path)
    path.unlink()
    assert len(list(view.read(view.size - 3_000_000, view.size))) > 1


def test_closing_a_preview_lets_go_of_its_file(converter: Converter, film: Make, tmp_path: Path) -> None:
    """After the release the process holds the package no longer, and it can be opened anew."""
    path = tmp_path / "film.mp4"
    path.write_bytes(film(LONG).read_bytes())
    view = opened(converter, path)
    next(view.read(view.size - 1_000_000, view.size))
    folder = Path(f"/proc/{converter.process_id}/fd")

    def held() -> bool:
        return any(os.path.realpath(one) == str(path) for one in folder.iterdir())

    assert held()
    converter.release(str(path))
    until(lambda: not held())
    with pytest.raises(ConversionFailed, match="closed"):
        list(view.read(0, view.size))
    assert opened(converter, path).size == view.size


def test_a_process_that_does_not_start(tmp_path: Path, film: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it cannot be started, films stay as they are and the reason is told."""
    monkeypatch.setattr("sys.executable", str(tmp_path / "nothing-here"))
    converter = Converter(tmp_path / "films")
    with pytest.raises(Unconverted, match="cannot be started"):
        opened(converter, film(Recipe(seconds=1)))
    monkeypatch.setattr("sys.executable", "/bin/false")
    converter = Converter(tmp_path / "films")
    with pytest.raises(Unconverted, match="does not start"):
        opened(converter, film(Recipe(seconds=1)))


def test_the_cache_has_an_end(tmp_path: Path) -> None:
    """The least used slots go first, by the order of use at the last run too."""
    cache = SlotCache(tmp_path / "films", most_bytes=1000)
    for number in range(3):
        cache.put("a", number, bytes(300))
    assert cache.get("a", 0) is not None
    cache.put("b", 0, bytes(300))
    assert [cache.get("a", number) is not None for number in range(3)] == [True, False, True]
    assert sum(file.stat().st_size for file in (tmp_path / "films").iterdir()) <= 1000
    again = SlotCache(tmp_path / "films", most_bytes=1000)
    assert again.get("b", 0) == bytes(300)
    (tmp_path / "films" / "b.0.slot").unlink()
    assert again.get("b", 0) is None


def test_a_disk_that_takes_nothing(tmp_path: Path) -> None:
    """A cache that cannot be written forgets, and nothing else."""
    (tmp_path / "films").write_text("a file where the folder should be")
    cache = SlotCache(tmp_path / "films")
    cache.put("a", 0, b"payload")
    assert cache.get("a", 0) is None
