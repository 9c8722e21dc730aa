"""Uploads over real sockets through a bad network, between the program and the API and before the storage."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from allure_desktop.api.storage import StorageClient
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.settings import PARALLEL_PARTS
from allure_desktop.uploads.rows import UploadRow
from tests.fault_proxy import FaultProxy
from tests.packages import scorm12
from tests.uploads.conftest import eventually
from tests.uploads.program import Program

MiB = 2**20
PARTS = 5


class Line:
    """A program, a sandbox, and what lies between them: `api` and `storage` are the two networks."""

    def __init__(self, folder: Path, api: FaultProxy, storage: FaultProxy, sandbox: Sandbox) -> None:
        self.api, self.storage, self.sandbox = api, storage, sandbox
        api.target, storage.target = sandbox.url, sandbox.storage_url
        self.program = Program(folder, api.url, sandbox.tenant_id, sandbox.api_key)
        self.program.uploads.run()

    def begin(self, path: Path) -> int:
        return self.program.uploads.add(path, "c")

    def row(self, upload_id: int) -> UploadRow:
        return self.program.uploads.row(upload_id)

    def until(self, upload_id: int, *reasons: str) -> UploadRow:
        """Waits until the row gives one of these as its reason."""
        end = time.monotonic() + 30
        while True:
            row = self.row(upload_id)
            if row.reason in reasons:
                return row
            assert time.monotonic() < end and not row.is_over, f"still {row.state} {row.reason} {row.message}"
            time.sleep(0.005)

    def arrives(self, upload_id: int, path: Path) -> UploadRow:
        """Waits for the end: live, once, with one revision, byte for byte."""
        row = self.program.uploads.wait([upload_id], 60)[0]
        assert row.outcome == "done", f"still {row.state} {row.reason} {row.message}"
        (package,) = self.program.api.packages()
        assert (package.package_id, len(self.program.api.versions(package.package_id))) == (row.package_id, 1)
        target = io.BytesIO()
        self.program.api.download(package.package_id, target)
        assert target.getvalue() == path.read_bytes()
        return row

    def calls(self, path: str) -> int:
        return self.sandbox.requests.count("POST", path)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with FaultProxy() as api, FaultProxy() as storage:
        sandbox = Sandbox(tmp_path / "sandbox", part_size=5 * MiB, storage_address=storage.url)
        with sandbox:
            made = Line(tmp_path / "data", api, storage, sandbox)
            yield made
            made.program.close()


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A sound package of five parts."""
    return scorm12(tmp_path / "large.zip", size_bytes=23 * MiB)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A package that goes by one PUT."""
    return scorm12(tmp_path / "small.zip", size_bytes=2 * MiB)


def test_through_a_network_that_does_nothing(line: Line, large: Path) -> None:
    """Signed addresses lead through what stands before the storage; no part goes round it."""
    row = line.arrives(line.begin(large), large)
    assert len(line.storage.requests("PUT")) == PARTS == line.sandbox.requests.count("PUT", origin="storage")
    assert (row.api_calls, row.retries) == (PARTS + 3, 0)


@pytest.mark.parametrize("fault", ["cut", "reset"])
def test_connections_that_end_in_a_part(line: Line, large: Path, fault: str) -> None:
    """Each part whose connection ends is sent again, and only it."""
    line.storage.set(fault, 1_000_000, when="partNumber=2", times=2)
    line.storage.set(fault, 4_000_000, when="partNumber=4", times=1)
    row = line.arrives(line.begin(large), large)
    assert row.retries == 3
    assert len(line.storage.requests("PUT")) == PARTS + 3
    assert line.calls("/multipart/init") == 1


def test_the_answer_to_a_part_is_lost(line: Line, large: Path) -> None:
    """The storage has the part, nobody heard of it: the server is asked which parts it has, and nothing goes twice."""
    line.storage.set("lost-answer", when="partNumber=3", times=1)
    line.arrives(line.begin(large), large)
    taken = [seen for seen in line.sandbox.requests.find("PUT") if seen.status == 200]
    assert len(taken) == PARTS
    assert line.sandbox.requests.count("GET", "/parts") == 1


def test_the_answer_to_the_whole_file_is_lost(line: Line, small: Path) -> None:
    """One PUT of the whole file whose answer is lost: again, one package."""
    line.storage.set("lost-answer", when="PUT", times=1)
    line.arrives(line.begin(small), small)
    assert len(line.storage.requests("PUT")) == 2


@pytest.mark.parametrize("call", ["/upload-url", "/multipart/init", "/part-url", "/complete", "/process"])
@pytest.mark.parametrize("fault", ["lost-answer", "cut"])
def test_any_call_may_lose_its_answer_or_never_arrive(
    line: Line, large: Path, small: Path, call: str, fault: str
) -> None:
    """Whatever call it is, and whether the server heard of it or not: one package, one revision."""
    line.api.set(fault, 0, when=call, times=1)
    path = small if call == "/upload-url" else large
    line.arrives(line.begin(path), path)
    assert not line.api.requests(call)[0].answered


def test_a_bit_that_falls_over(line: Line, large: Path) -> None:
    """A part that reached the storage with another bit is noticed by its ETag, and sent again."""
    line.storage.set("flip", 3_333_333, when="partNumber=2", times=1)
    line.arrives(line.begin(large), large)
    assert len(line.storage.requests("partNumber=2&")) == 2
    assert len(line.storage.requests("PUT")) == PARTS + 1


def test_a_black_hole_is_noticed_by_the_stall(line: Line, large: Path) -> None:
    """Bytes that go nowhere without an error: after the time for a stall it is told, and goes on by a new connection."""
    line.program.storage = StorageClient(write_timeout_s=0.5, read_timeout_s=0.5)
    line.program.settings.set(PARALLEL_PARTS, 1)
    hole = line.storage.set("black-hole", 2_000_000, when="partNumber=2")
    upload_id = line.begin(large)
    row = line.until(upload_id, "stalled", "offline")
    assert row.state == "sending" and row.message.what
    line.storage.clear()
    line.arrives(upload_id, large)
    assert hole.struck >= 1


def test_a_pause_and_a_resume_in_a_black_hole(line: Line, large: Path) -> None:
    """A pause acts while nothing moves, without waiting for any time-out."""
    line.storage.set("black-hole", 1_000_000)
    upload_id = line.begin(large)
    assert line.storage.wait_for(lambda all_: any(one.body_bytes >= 1_000_000 for one in all_))
    line.program.uploads.pause(upload_id)
    eventually(lambda: not line.program.uploads.active())
    assert (line.row(upload_id).reason, line.row(upload_id).parts_done) == ("paused", 0)
    line.storage.clear()
    line.program.uploads.resume(upload_id)
    line.arrives(upload_id, large)


def test_the_network_is_gone_for_a_while(line: Line, large: Path) -> None:
    """Both networks go in the middle and come back: it tells that it is offline, and goes on with what is missing."""
    line.program.settings.set(PARALLEL_PARTS, 1)
    line.storage.set("rate", 100_000, when="partNumber=3")
    upload_id = line.begin(large)
    eventually(lambda: line.row(upload_id).parts_done >= 2)
    line.api.down()
    line.storage.down()
    assert line.until(upload_id, "offline", "stalled").parts_done == 2
    line.storage.clear()
    line.api.up()
    line.storage.up()
    line.arrives(upload_id, large)
    assert line.calls("/multipart/init") == 1
    assert len(line.storage.requests("partNumber=1&")) == len(line.storage.requests("partNumber=2&")) == 1


def test_only_the_api_is_gone(line: Line, large: Path) -> None:
    """The storage takes parts while no call gets through: what was sent counts when the calls are back."""
    line.storage.set("rate", 2_000_000)
    upload_id = line.begin(large)
    eventually(lambda: len(line.storage.requests("PUT")) >= 1)
    line.api.down()
    line.until(upload_id, "offline", "stalled")
    line.storage.clear()
    line.api.up()
    line.arrives(upload_id, large)
    assert line.calls("/multipart/init") == 1


def test_a_hotel_s_line(line: Line, large: Path) -> None:
    """Slow answers, a slow line, and every part cut once: it arrives, and no part is sent a third time."""
    line.api.set("latency", 0.05)
    line.storage.set("latency", 0.05)
    line.storage.set("rate", 20_000_000)
    for number in range(1, PARTS + 1):
        line.storage.set("reset", 2_500_000, when=f"partNumber={number}&", times=1)
    row = line.arrives(line.begin(large), large)
    assert row.retries == PARTS
    assert len(line.storage.requests("PUT")) == 2 * PARTS
