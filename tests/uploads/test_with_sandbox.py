"""The engine over real sockets: the real clients, the sandbox with its faults, and a process that is killed."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from allure_desktop.sandbox.request_log import Seen
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.settings import LIMIT_BYTES_PER_S, PARALLEL_PARTS
from allure_desktop.uploads.rows import UploadOptions, UploadRow
from tests.packages import scorm12
from tests.uploads.conftest import eventually
from tests.uploads.program import Program

MiB = 2**20
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    with Sandbox(tmp_path / "sandbox", part_size=5 * MiB) as running:
        yield running


@pytest.fixture
def program(tmp_path: Path, sandbox: Sandbox) -> Iterator[Program]:
    made = Program(tmp_path / "data", sandbox.url, sandbox.tenant_id, sandbox.api_key)
    yield made
    made.close()


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A sound package of five parts."""
    return scorm12(tmp_path / "large.zip", size_bytes=23 * MiB)


def upload(program: Program, path: Path, **how: object) -> UploadRow:
    program.uploads.run()
    upload_id = program.uploads.add(path, "c", **how)  # type: ignore[arg-type]
    return ended(program, upload_id)


def ended(program: Program, upload_id: int) -> UploadRow:
    row = program.uploads.wait([upload_id], 60)[0]
    assert row.outcome, f"still {row.state} {row.reason} {row.message}"
    return row


def state(program: Program, upload_id: int, *wanted: str) -> UploadRow:
    end = time.monotonic() + 30
    while True:
        row = program.uploads.row(upload_id)
        if row.state in wanted or row.reason in wanted:
            return row
        assert time.monotonic() < end and not row.is_over, f"still {row.state} {row.reason} {row.message}"
        time.sleep(0.005)


def content(program: Program, row: UploadRow) -> bytes:
    target = io.BytesIO()
    program.api.download(row.package_id or "", target)
    return target.getvalue()


def test_presigned(program: Program, sandbox: Sandbox, tmp_path: Path) -> None:
    """A small package goes by one PUT with two calls, and is there byte for byte."""
    path = scorm12(tmp_path / "Ünïcode 🎓.zip", title="Fire & Safety")
    row = upload(program, path)
    assert (row.outcome, row.title, row.revision, row.api_calls) == ("done", "Fire & Safety", 1, 2)
    assert content(program, row) == path.read_bytes()
    assert not [seen for seen in sandbox.requests.find(origin="storage") if seen.had_key or seen.leaked_key]


def test_multipart_takes_n_plus_three_calls(program: Program, sandbox: Sandbox, large: Path) -> None:
    """A package of five parts takes eight transfer calls and five PUTs."""
    row = upload(program, large)
    assert (row.outcome, row.parts_done, row.api_calls) == ("done", 5, 8)
    transfer = [seen for seen in sandbox.requests.find("POST") if "/packages/" in seen.path]
    assert len(transfer) == 8
    assert sandbox.requests.count("PUT", origin="storage") == 5
    assert content(program, row) == large.read_bytes()


def test_new_version(program: Program, sandbox: Sandbox, tmp_path: Path) -> None:
    """A new version keeps the package's id and raises its revision by one."""
    first = upload(program, scorm12(tmp_path / "a.zip"))
    row = upload(program, scorm12(tmp_path / "b.zip", title="Second"), package_id=first.package_id)
    assert (row.outcome, row.package_id, row.revision) == ("done", first.package_id, 2)
    assert [version.revision for version in program.api.versions(first.package_id or "")] == [2, 1]


def test_details_and_server_check(program: Program, sandbox: Sandbox, tmp_path: Path) -> None:
    """The server's own check makes nothing visible; going on sends nothing again and sets the details."""
    path = scorm12(tmp_path / "a.zip")
    row = upload(program, path, options=UploadOptions(validate_only=True, tags=("x",), description="Words"))
    assert row.outcome == "validated" and row.server_report is not None
    assert program.api.packages() == []
    puts = sandbox.requests.count("PUT", origin="storage")
    program.uploads.start(row.id)
    row = ended(program, row.id)
    assert (row.outcome, sandbox.requests.count("PUT", origin="storage")) == ("done", puts)
    record = program.api.package(row.package_id or "")
    assert (record.tags, record.description) == (("x",), "Words")


@pytest.mark.parametrize("path", ["/complete", "/process"])
def test_lost_answers_make_nothing_twice(program: Program, sandbox: Sandbox, large: Path, path: str) -> None:
    """A complete or process whose answer is lost ends as one package with one revision."""
    sandbox.faults.set("lost-answer", path=path, times=1)
    row = upload(program, large)
    assert (row.outcome, row.revision) == ("done", 1)
    packages = program.api.packages()
    assert [package.package_id for package in packages] == [row.package_id]
    assert len(program.api.versions(row.package_id or "")) == 1
    assert content(program, row) == large.read_bytes()


def test_repeated_complete_that_is_gone(program: Program, sandbox: Sandbox, large: Path) -> None:
    """A storage that answers the repeated complete with NoSuchUpload is understood, too."""
    sandbox.storage.repeated_complete_is_gone = True
    sandbox.faults.set("lost-answer", path="/complete", times=1)
    row = upload(program, large)
    assert (row.outcome, sandbox.requests.count("POST", "/multipart/init")) == ("done", 1)


def test_lost_answer_to_a_new_version(program: Program, sandbox: Sandbox, tmp_path: Path) -> None:
    """A new version whose answer is lost is one revision."""
    first = upload(program, scorm12(tmp_path / "a.zip"))
    sandbox.faults.set("lost-answer", path="/process", times=1)
    row = upload(program, scorm12(tmp_path / "b.zip"), package_id=first.package_id)
    assert (row.outcome, row.revision) == ("done", 2)
    assert len(program.api.versions(first.package_id or "")) == 2


def test_expired_links_are_renewed(program: Program, sandbox: Sandbox, large: Path) -> None:
    """Links that the storage no longer takes are asked for again; no failed attempt is counted."""
    sandbox.faults.set("expired", times=2)
    row = upload(program, large)
    assert (row.outcome, row.retries) == ("done", 0)
    assert sandbox.requests.count("POST", "/part-url") == 7
    assert content(program, row) == large.read_bytes()


def test_cut_connections_are_taken_up_again(program: Program, sandbox: Sandbox, large: Path) -> None:
    """Connections that break while parts are sent cost those parts a repeat and nothing else."""
    sandbox.faults.set("cut", 200_000, times=3)
    row = upload(program, large)
    assert row.outcome == "done" and 1 <= row.retries <= 3
    assert content(program, row) == large.read_bytes()


def test_wrong_etag_is_sent_again(program: Program, sandbox: Sandbox, large: Path) -> None:
    """A part whose ETag does not fit its bytes is sent again, and the package is whole."""
    sandbox.faults.set("wrong-etag", times=1)
    row = upload(program, large)
    assert row.outcome == "done"
    assert sandbox.requests.count("PUT", origin="storage") == 6
    assert content(program, row) == large.read_bytes()


def test_429_is_waited_for(program: Program, sandbox: Sandbox, tmp_path: Path) -> None:
    """A 429 is a wait that tells its end, and no failed attempt."""
    sandbox.faults.set("429", 2, path="/upload-url", times=1)
    program.uploads.run()
    upload_id = program.uploads.add(scorm12(tmp_path / "a.zip"), "c")
    row = state(program, upload_id, "rate_limited")
    assert row.until is not None and row.message.what
    row = ended(program, upload_id)
    assert (row.outcome, row.retries) == ("done", 0)


def test_refused_key_and_another(program: Program, sandbox: Sandbox, tmp_path: Path) -> None:
    """A 401 waits for another key; then it goes on."""
    sandbox.faults.set("401", path="/upload-url", times=1)
    row = upload(program, scorm12(tmp_path / "a.zip"))
    assert (row.reason, row.outcome) == ("key_refused", "failed")
    program.uploads.resume(row.id)
    assert ended(program, row.id).outcome == "done"


def test_asynchronous_processing(program: Program, sandbox: Sandbox, tmp_path: Path) -> None:
    """A 202 shows as processing until the package is there."""
    sandbox.faults.set("async", 0.5)
    program.uploads.run()
    upload_id = program.uploads.add(scorm12(tmp_path / "a.zip"), "c")
    state(program, upload_id, "processing")
    row = ended(program, upload_id)
    assert row.outcome == "done" and sandbox.requests.count("POST", "/packages/process") == 1


def test_quota_before_the_first_byte(program: Program, sandbox: Sandbox, tmp_path: Path) -> None:
    """A full tenant is told before anything is sent."""
    sandbox.set_quota(0, 10**9)
    row = upload(program, scorm12(tmp_path / "a.zip"))
    assert (row.reason, row.message.code) == ("quota", "quota.exceeded")
    assert sandbox.requests.count("PUT", origin="storage") == 0


def test_server_refuses_a_bad_package(program: Program, sandbox: Sandbox, tmp_path: Path) -> None:
    """What the server finds is told with the page's class, its causes and its solutions."""
    path = scorm12(tmp_path / "a.zip", broken="manifest.not-well-formed")
    row = upload(program, path, options=UploadOptions(no_validation=True))
    assert row.outcome == "failed" and row.message.causes and row.message.remedies
    assert row.message.code in ("package.invalid", "package.processing-failed")


def test_server_that_is_away_is_waited_for(tmp_path: Path, large: Path) -> None:
    """A server that goes away in the middle is waited for, and the upload goes on when it is back."""
    with Sandbox(tmp_path / "sandbox", part_size=5 * MiB) as sandbox:
        sandbox.faults.set("rate", 100_000, path="partNumber=3")
        program = Program(tmp_path / "data", sandbox.url, sandbox.tenant_id, sandbox.api_key)
        program.uploads.run()
        upload_id = program.uploads.add(large, "c")
        eventually(lambda: program.uploads.row(upload_id).parts_done >= 1)
    row = state(program, upload_id, "offline", "stalled")
    assert row.state == "sending" and row.message.what
    with Sandbox(tmp_path / "sandbox", part_size=5 * MiB) as sandbox:
        row = ended(program, upload_id)
        assert row.outcome == "done"
        assert sandbox.requests.count("POST", "/multipart/init") == 0
        assert content(program, row) == large.read_bytes()
        program.close()


def test_pause_acts_at_once(program: Program, sandbox: Sandbox, large: Path) -> None:
    """A pause while bytes crawl ends the sending long before a part could be through, and a resume ends well."""
    sandbox.faults.set("rate", 200_000)
    program.uploads.run()
    upload_id = program.uploads.add(large, "c")
    eventually(lambda: sandbox.requests.count("PUT", origin="storage") >= 1)
    program.uploads.pause(upload_id)
    # a part of 5 MiB at this speed takes 25 s: that all of them ended shows that they were cut
    eventually(lambda: not program.uploads.active())
    row = program.uploads.row(upload_id)
    assert (row.reason, row.parts_done) == ("paused", 0)
    sandbox.faults.clear("rate")
    program.uploads.resume(upload_id)
    assert ended(program, upload_id).outcome == "done"


def test_limit_applies_at_once(program: Program, sandbox: Sandbox, large: Path) -> None:
    """Under a limit it crawls and tells so; without it, it is through."""
    program.settings.set(LIMIT_BYTES_PER_S, 100_000)
    program.uploads.run()
    upload_id = program.uploads.add(large, "c")
    state(program, upload_id, "sending")

    def moving() -> bool:
        progress = program.uploads.progress(upload_id)
        return progress is not None and progress.in_flight_bytes > 0

    eventually(moving)
    assert program.uploads.row(upload_id).parts_done == 0
    program.settings.set(LIMIT_BYTES_PER_S, 0)
    assert ended(program, upload_id).outcome == "done"


def run_child(folder: Path, sandbox: Sandbox, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.uploads.program", str(folder), sandbox.url, sandbox.tenant_id, str(path)],
        cwd=ROOT,
        env={**os.environ, "TEST_KEY": sandbox.api_key},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_killed_and_resumed(tmp_path: Path) -> None:
    """250 MB, killed with SIGKILL in the middle: the next start sends only what was not acknowledged, byte for byte."""
    path = scorm12(tmp_path / "huge.zip", size_bytes=250_000_000)
    folder = tmp_path / "data"
    with Sandbox(tmp_path / "sandbox") as sandbox:
        child = run_child(folder, sandbox, path)

        def some_through(seen: list[Seen]) -> bool:
            return sum(s.origin == "storage" and s.status == 200 for s in seen) >= 5

        assert sandbox.requests.wait_for(some_through, 120)
        child.send_signal(signal.SIGKILL)
        child.wait()
        reader = Program(folder, sandbox.url, sandbox.tenant_id, sandbox.api_key)
        row = reader.uploads.rows()[0]
        assert (row.state, row.reason) == ("sending", "paused")
        kept, total = row.parts_done, row.parts_total or 0
        assert 0 < kept < total
        before = sandbox.requests.count("PUT", origin="storage")
        child = run_child(folder, sandbox, path)
        told, _ = child.communicate(timeout=240)
        assert told.split()[0] == "done"
        # fewer where a part had arrived whose answer the killed process did not live to read
        sent = sandbox.requests.count("PUT", origin="storage") - before
        assert total - kept - 4 <= sent <= total - kept
        assert sandbox.requests.count("POST", "/multipart/init") == 1
        assert len(reader.api.packages()) == 1
        target = tmp_path / "back.zip"
        with target.open("wb") as file:
            reader.api.download(told.split()[1], file)
        reader.close()
        assert target.stat().st_size == path.stat().st_size
        with target.open("rb") as one, path.open("rb") as other:
            while piece := one.read(MiB):
                assert piece == other.read(MiB)


def test_two_processes_at_once(tmp_path: Path, sandbox: Sandbox, large: Path) -> None:
    """Two processes over one journal upload one file once."""
    sandbox.faults.set("rate", 4e6)
    folder = tmp_path / "data"
    Program(folder, sandbox.url, sandbox.tenant_id, sandbox.api_key).close()
    first = run_child(folder, sandbox, large)
    eventually(lambda: sandbox.requests.count("PUT", origin="storage") >= 1)
    second = run_child(folder, sandbox, large)
    told = [child.communicate(timeout=120)[0].split() for child in (first, second)]
    assert [words[0] for words in told] == ["done", "done"] and told[0][1] == told[1][1]
    assert sandbox.requests.count("PUT", origin="storage") == 5
    assert sandbox.requests.count("POST", "/packages/process") == 1


def test_bad_line_goes_on_for_long(program: Program, sandbox: Sandbox, large: Path) -> None:
    """A line that breaks again and again, but lets a part through now and then, is never given up."""
    program.settings.set(PARALLEL_PARTS, 1)
    for _ in range(12):
        sandbox.faults.set("cut", 100_000, times=1)
    row = upload(program, large)
    assert row.outcome == "done" and row.retries >= 12
    assert content(program, row) == large.read_bytes()
