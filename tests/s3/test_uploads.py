"""Our uploads to real S3 servers: what the server holds in the end is the file, whatever came between."""

from __future__ import annotations

import datetime
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from allure_desktop.sandbox.server import Sandbox
from allure_desktop.sandbox.store import MIN_PART_BYTES
from allure_desktop.settings import PARALLEL_PARTS
from allure_desktop.uploads.rows import UploadRow
from tests.fault_proxy import FaultProxy
from tests.packages import scorm12
from tests.s3.servers import Nanio, SeaweedFs
from tests.uploads.conftest import eventually
from tests.uploads.program import Program

MiB = 2**20
PARTS = 4


class Place:
    """A program, a sandbox, an S3 server behind it, and the network before the server."""

    def __init__(
        self, program: Program, sandbox: Sandbox, s3: SeaweedFs | Nanio, bucket: str, line: FaultProxy
    ) -> None:
        self.program, self.sandbox, self.s3, self.bucket, self.line = program, sandbox, s3, bucket, line

    def begin(self, path: Path) -> int:
        self.program.uploads.run()
        return self.program.uploads.add(path, "c")

    def arrives(self, upload_id: int, path: Path) -> UploadRow:
        """Waits for the end: one package, and on the S3 server one object that is the file."""
        row = self.program.uploads.wait([upload_id], 90)[0]
        assert row.outcome == "done", f"still {row.state} {row.reason} {row.message}"
        assert [package.package_id for package in self.program.api.packages()] == [row.package_id]
        assert list(self.s3.objects(self.bucket).values()) == [path.read_bytes()]
        assert self.s3.open_uploads(self.bucket) == []
        return row

    def upload(self, path: Path) -> UploadRow:
        return self.arrives(self.begin(path), path)

    def calls(self, path: str) -> int:
        return self.sandbox.requests.count("POST", path)


@pytest.fixture
def place(tmp_path: Path, s3: SeaweedFs | Nanio, bucket: str, keys: None) -> Iterator[Place]:
    with FaultProxy(s3.endpoint) as line:
        sandbox = Sandbox(
            tmp_path / "sandbox", storage=s3.address(bucket), storage_address=line.url, part_size=MIN_PART_BYTES
        )
        with sandbox:
            program = Program(tmp_path / "data", sandbox.url, sandbox.tenant_id, sandbox.api_key)
            yield Place(program, sandbox, s3, bucket, line)
            program.close()


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound package of four parts."""
    return scorm12(tmp_path_factory.mktemp("course") / "large.zip", size_bytes=16 * MiB)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A package that goes by one PUT."""
    return scorm12(tmp_path / "Ünïcode 🎓.zip", size_bytes=2 * MiB)


def test_presigned(place: Place, small: Path) -> None:
    """One signed PUT, straight to the server and with no key of ours; the API gives the same bytes back."""
    row = place.upload(small)
    assert (row.api_calls, row.retries, len(place.line.requests("PUT"))) == (2, 0, 1)
    assert place.sandbox.requests.count(origin="storage") == 0
    target = io.BytesIO()
    place.program.api.download(row.package_id or "", target)
    assert target.getvalue() == small.read_bytes()


def test_multipart(place: Place, large: Path) -> None:
    """Four parts, seven calls, one object with S3's own ETag of parts."""
    row = place.upload(large)
    assert (row.parts_done, row.api_calls, row.retries) == (PARTS, PARTS + 3, 0)
    (listed,) = place.s3.s3.list_objects_v2(Bucket=place.bucket)["Contents"]
    assert listed["ETag"].strip('"').endswith(f"-{PARTS}")


def test_an_expired_address_is_renewed(place: Place, large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses that the server itself finds expired are asked for again; no failed attempt is counted."""
    import botocore.auth

    real: Callable[[], datetime.datetime] = botocore.auth.get_current_datetime
    stale = [1, 2]

    def two_hours_ago() -> datetime.datetime:
        return real() - datetime.timedelta(hours=2)

    store = place.sandbox.storage.store
    part_url = store.part_url

    def signed(upload: Any, number: int, life_s: int) -> str:
        with monkeypatch.context() as patch:
            if number in stale:
                stale.remove(number)
                patch.setattr(botocore.auth, "get_current_datetime", two_hours_ago)
            return part_url(upload, number, life_s)

    monkeypatch.setattr(store, "part_url", signed)
    place.program.settings.set(PARALLEL_PARTS, 1)
    row = place.upload(large)
    assert (row.retries, place.calls("/part-url"), len(place.line.requests("PUT"))) == (0, PARTS + 2, PARTS + 2)


def test_a_part_whose_answer_is_lost(place: Place, large: Path) -> None:
    """It lies there already: the server's list of parts says so, and it is not sent again."""
    place.line.set("lost-answer", when="partNumber=2", times=1)
    place.upload(large)
    assert len(place.line.requests("partNumber=2")) == 1


def test_a_part_of_other_bytes(place: Place, large: Path) -> None:
    """A bit that fell over on the way shows in the server's ETag; the part goes again, and the object is whole."""
    place.line.set("flip", 1_234_567, when="partNumber=3", times=1)
    place.upload(large)
    assert len(place.line.requests("partNumber=3")) == 2


def test_connections_that_end(place: Place, large: Path) -> None:
    """Half a part is never taken for one, however its connection ended."""
    place.line.set("cut", 2_000_000, when="partNumber=2", times=2)
    place.line.set("reset", 3_000_000, when="partNumber=3", times=2)
    # a server may stumble over the halves it has (nanio answers one 500): that is one more time
    assert place.upload(large).retries >= 4
    for number in (2, 3):
        told = [one.status for one in place.line.requests(f"partNumber={number}")]
        assert [status for status in told if status in (0, 200)] == [0, 0, 200]


def test_half_a_file(place: Place, small: Path) -> None:
    """A presigned PUT that breaks begins again with its whole file."""
    place.line.set("reset", MiB, when="PUT", times=2)
    assert place.upload(small).retries >= 2
    assert place.line.requests()[-1].status == 200


def test_a_complete_whose_answer_is_lost(place: Place, large: Path) -> None:
    """The server says 200 or 404 to the second one: both come to one package."""
    place.sandbox.faults.set("lost-answer", path="/complete", times=1)
    place.upload(large)
    assert place.calls("/multipart/init") == 1


def test_the_server_is_killed_and_comes_back(place: Place, large: Path) -> None:
    """SIGKILL in the middle of a part: the upload waits, then sends what the server had not acknowledged."""
    place.program.settings.set(PARALLEL_PARTS, 1)
    place.line.set("rate", 500_000, when="partNumber=3")
    upload_id = place.begin(large)
    eventually(lambda: place.program.uploads.row(upload_id).parts_done == 2)
    assert place.line.wait_for(lambda all_: any(one.body_bytes and "partNumber=3" in one.line for one in all_))
    place.s3.kill()
    place.line.clear()
    eventually(lambda: place.program.uploads.row(upload_id).reason in ("offline", "stalled"))
    place.s3.start()
    place.arrives(upload_id, large)
    assert place.calls("/multipart/init") == 1
    assert [len(place.line.requests(f"partNumber={number}")) for number in (1, 2)] == [1, 1]


def test_an_upload_that_the_server_dropped(place: Place, large: Path) -> None:
    """Its id is gone (as after 7 days): it begins anew by itself, once, and says so while it does."""
    place.program.settings.set(PARALLEL_PARTS, 1)
    place.line.set("rate", 500_000, when="partNumber=3")
    upload_id = place.begin(large)
    eventually(lambda: place.program.uploads.row(upload_id).parts_done == 2)
    place.program.uploads.pause(upload_id)
    eventually(lambda: not place.program.uploads.active())
    ((key, id_),) = place.s3.open_uploads(place.bucket)
    place.s3.s3.abort_multipart_upload(Bucket=place.bucket, Key=key, UploadId=id_)
    place.line.clear()
    place.program.uploads.resume(upload_id)
    place.arrives(upload_id, large)
    assert place.calls("/multipart/init") == 2
    assert len(place.line.requests("partNumber=1")) == 2


# --- the command line, as a process of its own


def _environ(place: Place, folder: Path) -> dict[str, str]:
    own = {"ALLURE_URL": place.sandbox.url, "ALLURE_TENANT": place.sandbox.tenant_id}
    key = {"ALLURE_API_KEY": place.sandbox.api_key, "ALLURE_DATA_DIR": str(folder)}
    return {**os.environ, **own, **key}


def _program(place: Place, folder: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "allure_desktop", *words, "--json"]
    return subprocess.Popen(command, env=_environ(place, folder), stdout=subprocess.PIPE, text=True)


def test_the_command_line_is_killed_and_resumed(place: Place, tmp_path: Path) -> None:
    """105 MB by the program as people call it, killed in the middle, resumed: each part once but the one under way."""
    path = scorm12(tmp_path / "huge.zip", size_bytes=105_000_000)
    folder = tmp_path / "cli"
    place.line.set("rate", 30_000_000)
    first = _program(place, folder, "upload", str(path))
    assert place.line.wait_for(lambda all_: sum(one.answered for one in all_) >= 6, 60)
    first.kill()
    first.communicate()
    place.line.clear()
    second = _program(place, folder, "resume", "--all")
    told = [json.loads(line) for line in second.communicate(timeout=90)[0].splitlines()]
    assert (second.returncode, told[-1]["event"], told[-1]["status"]) == (0, "result", "done")
    assert list(place.s3.objects(place.bucket).values()) == [path.read_bytes()]
    assert place.calls("/multipart/init") == 1
    parts = -(-path.stat().st_size // MIN_PART_BYTES)
    assert len(place.line.requests("PUT")) <= parts + 4 + 1


def test_nothing_of_the_storage_s_keys_is_kept(
    place: Place, large: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither logs nor journals nor the sandbox's folder hold the secret key or a signature."""
    place.line.set("cut", 1_000_000, when="partNumber=2", times=1)
    place.upload(large)
    secret = os.environ["AWS_SECRET_ACCESS_KEY"]
    place.program.close()
    for file in [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".zip"]:
        content = file.read_bytes()
        assert secret.encode() not in content, file
        assert b"X-Amz-Signature" not in content, file
    assert secret not in caplog.text and "X-Amz-Signature" not in caplog.text
