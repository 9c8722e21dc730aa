"""Part arithmetic, the file's identity and slices, the limit and the figures."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allure_desktop.errors import LocalFileError, NotTheApi, TooLarge
from allure_desktop.uploads.bandwidth import Bandwidth
from allure_desktop.uploads.env import RealEnv
from allure_desktop.uploads.parts import check_size, method_for, part_count, part_span
from allure_desktop.uploads.progress import Meter
from allure_desktop.uploads.source_file import SourceFile, sha256_of
from allure_desktop.uploads.upload_lock import UploadLock
from allure_desktop.uploads.workers import Workers


@given(st.integers(1, 10 * 2**30), st.integers(5 * 2**20, 5 * 2**30))
def test_parts_cover_the_file_exactly(size: int, part_size: int) -> None:
    """The parts follow each other without gap or overlap, all of the server's size but the last."""
    count = part_count(size, part_size)
    end = 0
    for number in {1, 2, count // 2, count - 1, count} & set(range(1, count + 1)):
        offset, length = part_span(number, size, part_size)
        assert offset == (number - 1) * part_size
        assert length == part_size or number == count
        end = max(end, offset + length)
    assert end == size


def test_sizes_at_the_border() -> None:
    """One PUT up to 100,000,000 bytes, parts above; at most 10 GiB and 10,000 parts; nothing empty."""
    assert method_for(100_000_000) == "presigned"
    assert method_for(100_000_001) == "multipart"
    check_size(10 * 2**30, "a.zip")
    with pytest.raises(TooLarge):
        check_size(10 * 2**30 + 1, "a.zip")
    with pytest.raises(LocalFileError):
        check_size(0, "a.zip")
    assert part_count(10_000 * 5, 5) == 10_000
    with pytest.raises(NotTheApi):
        part_count(10_000 * 5 + 1, 5)
    for unusable in (0, -1):
        with pytest.raises(NotTheApi):
            part_count(5, unusable)
    assert part_count(2 * 2**30, 6 * 2**30) == 1
    with pytest.raises(NotTheApi, match="5 GiB"):
        part_count(6 * 2**30, 6 * 2**30)
    with pytest.raises(ValueError, match="no part 3"):
        part_span(3, 10, 5)


def test_slices_are_hashed_as_they_go(tmp_path: Path) -> None:
    """A slice gives its bytes in pieces, and the digest is that of the slice."""
    path = tmp_path / "a.zip"
    data = os.urandom(3 * 2**20 + 5)
    path.write_bytes(data)
    digest = hashlib.md5()
    with SourceFile(str(path)) as file:
        pieces = list(file.pieces(7, 2 * 2**20, digest))
    assert b"".join(pieces) == data[7 : 7 + 2 * 2**20]
    assert [len(piece) for piece in pieces] == [2**20, 2**20]
    assert digest.digest() == hashlib.md5(data[7 : 7 + 2 * 2**20]).digest()
    assert sha256_of(str(path)) == hashlib.sha256(data).hexdigest()


def test_changes_of_a_file_are_seen(tmp_path: Path) -> None:
    """Another length, date, content at the path, or no file at all is told apart."""
    path = tmp_path / "a.zip"
    path.write_bytes(b"12345")
    with SourceFile(str(path)) as file:
        identity = file.identity()
        file.expect(identity)
        os.utime(path, ns=(1, 1))
        with pytest.raises(LocalFileError) as caught:
            file.expect(identity)
        assert caught.value.code == "file.changed"
        with pytest.raises(LocalFileError) as caught:
            list(file.pieces(0, 6, hashlib.md5()))
        assert caught.value.code == "file.changed"
        other = tmp_path / "b.zip"
        other.write_bytes(b"12345")
        other.replace(path)
        with pytest.raises(LocalFileError) as caught:
            file.identity()
        assert caught.value.code == "file.changed"
        path.unlink()
        with pytest.raises(LocalFileError) as caught:
            file.identity()
        assert caught.value.code == "file.missing"


class Still(RealEnv):
    """A steady clock that stands still until it is set."""

    def __init__(self, now: list[float]) -> None:
        self.now = now

    def steady(self) -> float:
        return self.now[0]


def test_limit_over_all() -> None:
    """The limit holds over all takers together, and ends at once when it is lifted."""
    now = [0.0]
    bandwidth = Bandwidth(1000, Still(now))
    bandwidth.take(500)  # a debt that takes half a second
    taken = threading.Event()
    thread = threading.Thread(target=lambda: (bandwidth.take(1), taken.set()))  # type: ignore[func-returns-value]
    thread.start()
    assert not taken.wait(0.05)
    now[0] = 0.6
    bandwidth.hurry()
    assert taken.wait(5)
    bandwidth.take(10_000)
    bandwidth.set_limit(0)
    bandwidth.take(10_000_000)
    assert bandwidth.piece_bytes() == 2**20
    bandwidth.set_limit(80_000)
    assert bandwidth.piece_bytes() == 16 * 1024


def test_stopped_takers_return() -> None:
    """Who waits under a limit returns as soon as he is stopped."""
    bandwidth = Bandwidth(1)
    bandwidth.take(10_000)
    stopped = threading.Event()
    thread = threading.Thread(target=lambda: bandwidth.take(1, stopped.is_set))
    thread.start()
    stopped.set()
    bandwidth.hurry()
    thread.join(5)
    assert not thread.is_alive()


def test_figures_never_jump_back() -> None:
    """Bytes under way count on top of those acknowledged; a part that begins again does not move the bar back."""
    meter = Meter()
    meter.moved(1, 100, 0.0)
    meter.moved(2, 50, 1.0)
    first = meter.sample(7, 0, 1000, (0, 10), 0, 2.0)
    assert (first.sent_bytes, first.in_flight_bytes, first.eta_s) == (0, 150, None)
    meter.landed(2)
    second = meter.sample(7, 0, 1000, (0, 10), 0, 3.0)
    assert second.in_flight_bytes == 150
    meter.landed(1)
    third = meter.sample(7, 100, 1000, (1, 10), 0, 10.0)
    assert (third.sent_bytes + third.in_flight_bytes, third.bytes_per_s) == (150, 15.0)
    assert third.eta_s == pytest.approx(850 / 15)
    assert meter.sample(7, 100, 1000, (1, 10), 5, 10.0).eta_s == pytest.approx(850 / 5)
    meter.start_over()
    assert meter.sample(7, 0, 1000, (0, 10), 0, 11.0).in_flight_bytes == 0


def test_lock_has_one_holder(tmp_path: Path) -> None:
    """A lock is had once, is free after its release, and its file goes with its row."""
    lock = UploadLock.taken(tmp_path, 1)
    assert lock is not None
    assert UploadLock.taken(tmp_path, 1) is None
    lock.release()
    again = UploadLock.taken(tmp_path, 1)
    assert again is not None
    again.release(forget=True)
    assert list(tmp_path.iterdir()) == []


def test_workers_do_all_at_once_and_end() -> None:
    """Blocking calls run side by side, an error of one stops no other, and nothing begins after the end."""
    workers = Workers(most=3)
    met = threading.Barrier(3)
    done: list[int] = []

    def fail() -> None:
        raise ZeroDivisionError

    def meet() -> None:
        met.wait(5)
        done.append(1)

    workers.submit(fail)
    for _ in range(3):
        workers.submit(meet)
    end = threading.Event()
    workers.submit(end.set)
    assert end.wait(5)
    assert workers.close(5)
    workers.submit(lambda: done.append(99))
    assert done == [1, 1, 1]
