"""The sandbox over a real S3 server, call by call: whose rules hold, and what becomes of what the server says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from allure_desktop.errors import Forbidden, NotFound, Unreachable, UsageError
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.sandbox.store import MIN_PART_BYTES, UNFINISHED_KEPT_S
from tests.conformance.server import Server
from tests.packages import scorm12
from tests.s3.conftest import Clock
from tests.s3.servers import KEYS, Nanio, SeaweedFs
from tests.sandbox.test_storage import Multipart, put, ticket

Both = SeaweedFs | Nanio


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return scorm12(tmp_path / "course.zip")


def test_a_repeated_complete_is_answered_as_the_server_does(server: Server, s3: Both) -> None:
    """SeaweedFS says 200 again, nanio NoSuchUpload: the sandbox hides neither."""
    multipart = Multipart(server)
    multipart.put(1, b"abc")
    assert multipart.complete().status_code == 200
    again = multipart.complete()
    assert again.status_code == s3.repeated_complete
    if again.status_code == 404:
        assert again.json()["details"]["storage_code"] == "NoSuchUpload"


def test_after_complete_no_part_is_taken(server: Server) -> None:
    """The server refuses an old address, the sandbox a new one."""
    multipart = Multipart(server)
    url = multipart.url(2)
    multipart.put(1, b"abc")
    assert multipart.complete().status_code == 200
    assert server.bare.put(url, content=b"x").status_code == 404
    asked = {"upload_id": multipart.upload_id, "part_number": 2}
    assert server.http.post("/packages/multipart/part-url", json=asked).status_code == 404


def test_parts_are_checked_as_with_files(server: Server) -> None:
    """Order, ETag, smallest and equal sizes: the same rules and codes, also where the server itself is laxer."""
    multipart = Multipart(server)
    one = (1, multipart.put(1, b"x" * MIN_PART_BYTES))
    two, short = (2, multipart.put(2, b"end")), (3, multipart.put(3, b"y" * 10))
    for wrong, storage_code in (
        ([two, one], "InvalidPartOrder"),
        ([one, (4, two[1])], "InvalidPart"),
        ([one, (2, one[1])], "InvalidPart"),
        ([one, two, short], "EntityTooSmall"),
    ):
        answer = multipart.complete(wrong)
        assert (answer.status_code, answer.json()["details"]["storage_code"]) == (400, storage_code)
    assert multipart.complete([one, two]).status_code == 200


def test_the_server_s_own_no_to_a_complete(server: Server, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the sandbox's check would let through, the server refuses, and its code comes out."""
    multipart = Multipart(server)
    multipart.put(1, b"abc")
    monkeypatch.setattr("allure_desktop.sandbox.storage.check_parts", lambda *_: None)
    answer = multipart.complete([(1, '"00000000000000000000000000000000"')])
    assert (answer.status_code, answer.json()["details"]["storage_code"]) == (400, "InvalidPart")


def test_a_part_sent_twice_counts_as_last_sent(server: Server, s3: Both, bucket: str) -> None:
    """The later bytes are in the object."""
    multipart = Multipart(server)
    multipart.put(1, b"first")
    etag = multipart.put(1, b"second")
    assert multipart.complete([(1, etag)]).status_code == 200
    assert list(s3.objects(bucket).values()) == [b"second"]


def test_the_address_is_good_for_its_size_and_headers_only(server: Server, s3: Both, bucket: str) -> None:
    """Another length, a missing header, another object: 403 by the server, and nothing is stored."""
    made = ticket(server, 3)
    assert put(server, made, b"abcd").status_code == 403
    assert put(server, {**made, "required_put_headers": {}}, b"abc").status_code == 403
    other = str(made["presigned_url"]).replace("tmp_", "tmp_0")
    assert put(server, {**made, "presigned_url": other}, b"abc").status_code == 403
    assert s3.objects(bucket) == {}
    assert put(server, made, b"abc").status_code == 200


def test_the_object_as_last_put_is_processed(server: Server, course: Path, tmp_path: Path) -> None:
    """A PUT repeated between the check and process replaces the file: what is processed is what lies there."""
    data = course.read_bytes()
    made = ticket(server, len(data))
    spoilt = data[:30] + bytes([data[30] ^ 1]) + data[31:]
    path = str(made["storage_path"])
    assert put(server, made, spoilt).is_success
    assert server.process(path, validate_only=True).is_error
    assert put(server, made, data).is_success
    body = server.process(path).raise_for_status().json()
    assert server.http.get(f"/packages/{body['package']['package_id']}/download").content == data


def test_other_bytes_are_never_taken_for_a_package(
    server: Server, sandbox: Sandbox, s3: Both, bucket: str, course: Path
) -> None:
    """Somebody replaces the object behind the sandbox: a download is refused, not answered with something else."""
    package_id = server.package(course)["package"]["package_id"]
    (key,) = s3.objects(bucket)
    s3.s3.put_object(Bucket=bucket, Key=key, Body=b"something else")
    sandbox.stop()
    with Sandbox(sandbox.data_dir, storage=s3.address(bucket)) as again:
        answer = httpx.get(
            f"{again.url}/api/v1/packages/{package_id}/download", headers={"X-API-Key": again.api_key}, timeout=30
        )
    assert (answer.status_code, answer.json()["code"]) == (503, "STORAGE_UNAVAILABLE")


def test_deleting_takes_the_object_along(server: Server, s3: Both, bucket: str, course: Path) -> None:
    """A deleted package, and one that was refused, leave nothing in the bucket."""
    package_id = server.package(course)["package"]["package_id"]
    assert server.process(server.stored(scorm12(course.with_name("b.zip"), broken="zip.no-manifest"))).is_error
    assert len(s3.objects(bucket)) == 1
    assert server.http.delete(f"/packages/{package_id}").status_code == 204
    assert s3.objects(bucket) == {}


def test_unfinished_uploads_are_dropped_after_7_days(server: Server, clock: Clock, s3: Both, bucket: str) -> None:
    """Parts and objects that nobody processed leave the server, too."""
    Multipart(server).put(1, b"abc")
    assert put(server, ticket(server, 3), b"abc").is_success
    assert len(s3.open_uploads(bucket)) == len(s3.objects(bucket)) == 1
    clock.ahead_s = UNFINISHED_KEPT_S + 60
    ticket(server, 3)
    assert s3.open_uploads(bucket) == [] and s3.objects(bucket) == {}


def test_everything_survives_a_restart(server: Server, sandbox: Sandbox, s3: Both, bucket: str, course: Path) -> None:
    """Packages, and an upload under way, are there at the next start on the same bucket."""
    package_id = server.package(course)["package"]["package_id"]
    multipart = Multipart(server)
    etag = multipart.put(1, b"abc")
    sandbox.stop()
    with Sandbox(sandbox.data_dir, storage=s3.address(bucket)) as again:
        client = Server(again.url, again.tenant_id, again.api_key)
        assert client.http.get(f"/packages/{package_id}/download").content == course.read_bytes()
        parts = [{"part_number": 1, "etag": etag}]
        asked = {"upload_id": multipart.upload_id, "parts": parts}
        assert client.http.post("/packages/multipart/complete", json=asked).json()["file_size_bytes"] == 3
        client.http.close()
        client.bare.close()


def test_a_folder_belongs_to_its_storage(server: Server, sandbox: Sandbox, course: Path) -> None:
    """What lies in a bucket is not looked for in files: told before anything is touched."""
    server.package(course)
    sandbox.stop()
    with pytest.raises(UsageError, match="belongs to another storage") as told:
        Sandbox(sandbox.data_dir).start()
    assert "s3://" in told.value.cause


# --- what may be wrong


def _start(folder: Path, storage: str, **more: Any) -> None:
    with Sandbox(folder, storage=storage, **more):
        raise AssertionError("it started")


def test_a_missing_bucket_is_told(tmp_path: Path, s3: Both, keys: None) -> None:
    """The bucket's name and the server's, and what to do."""
    with pytest.raises(NotFound, match=r"The bucket no-such-bucket does not exist at 127\.0\.0\.1") as told:
        _start(tmp_path, s3.address("no-such-bucket"))
    assert told.value.code == "storage.no-bucket" and told.value.remedy


@pytest.mark.parametrize(
    ("name", "value"), [("AWS_ACCESS_KEY_ID", "AKIANOBODY"), ("AWS_SECRET_ACCESS_KEY", "another-secret")]
)
def test_refused_credentials_are_told(
    tmp_path: Path, s3: Both, bucket: str, keys: None, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """Which they are by name, never by value."""
    monkeypatch.setenv(name, value)
    with pytest.raises(Forbidden, match="refuses the credentials") as told:
        _start(tmp_path, s3.address(bucket))
    assert told.value.code == "storage.credentials-refused"
    assert value not in str(told.value) and KEYS["AWS_SECRET_ACCESS_KEY"] not in str(told.value)


def test_a_server_that_goes_away_is_503_and_comes_back(server: Server, sandbox: Sandbox, s3: Both) -> None:
    """Calls that need the storage say so meanwhile; nothing of the sandbox ends."""
    stored = ticket(server, 3)
    s3.kill()
    try:
        refused = [
            server.http.post("/packages/multipart/init", json=server.who(filename="a.zip")),
            server.process(str(stored["storage_path"])),
        ]
        assert server.packages() == []
    finally:
        s3.start()
    for answer in refused:
        assert (answer.status_code, answer.json()["code"]) == (503, "STORAGE_UNAVAILABLE")
        assert "cannot be reached" in answer.json()["details"]["reason"]
    assert Multipart(server).put(1, b"abc")


def test_an_endpoint_where_nobody_is(tmp_path: Path, keys: None) -> None:
    """Told at the start, not with the first upload."""
    with pytest.raises(Unreachable, match="cannot be reached"):
        _start(tmp_path, "s3://courses?endpoint=http://127.0.0.1:1")
