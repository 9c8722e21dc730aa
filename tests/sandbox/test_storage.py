"""The storage origin follows S3's rules, in S3's words."""

from __future__ import annotations

import hashlib
import http.client
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import httpx
import pytest

from allure_desktop.sandbox.server import Sandbox
from allure_desktop.sandbox.store import MIN_PART_BYTES, UNFINISHED_KEPT_S
from tests.conformance.server import Server
from tests.packages import scorm12
from tests.sandbox.conftest import Clock

ZIP = {"Content-Type": "application/zip"}


def xml_code(answer: httpx.Response) -> str:
    """The Code of S3's error body."""
    assert answer.headers["content-type"] == "application/xml"
    return ElementTree.fromstring(answer.text).findtext("Code") or ""


class Multipart:
    """One multipart upload, part by part."""

    def __init__(self, server: Server) -> None:
        self.server = server
        begun = server.http.post("/packages/multipart/init", json=server.who(filename="a.zip")).json()
        self.upload_id: str = begun["upload_id"]
        self.storage_path: str = begun["storage_path"]
        self.parts: list[tuple[int, str]] = []

    def url(self, number: int) -> str:
        asked = {"upload_id": self.upload_id, "part_number": number}
        link: str = self.server.http.post("/packages/multipart/part-url", json=asked).raise_for_status().json()["url"]
        return link

    def put(self, number: int, data: bytes) -> str:
        answer = self.server.bare.put(self.url(number), headers=ZIP, content=data).raise_for_status()
        self.parts.append((number, answer.headers["etag"]))
        return answer.headers["etag"]

    def complete(self, parts: list[tuple[int, str]] | None = None) -> httpx.Response:
        told = [{"part_number": number, "etag": etag} for number, etag in (parts or self.parts)]
        return self.server.http.post("/packages/multipart/complete", json={"upload_id": self.upload_id, "parts": told})


@pytest.fixture
def multipart(server: Server) -> Multipart:
    return Multipart(server)


def ticket(server: Server, size: int) -> dict[str, dict[str, str] | str]:
    asked = server.who(filename="a.zip", file_size=size)
    answer: dict[str, dict[str, str] | str] = server.http.post("/packages/upload-url", json=asked).json()
    return answer


def put(server: Server, made: dict[str, dict[str, str] | str], data: bytes) -> httpx.Response:
    url, headers = made["presigned_url"], made["required_put_headers"]
    assert isinstance(url, str) and isinstance(headers, dict)
    return server.bare.put(url, headers=headers, content=data)


def objects(sandbox: Sandbox) -> list[Path]:
    return list((sandbox.data_dir / "objects").iterdir())


def test_an_expired_address_is_refused(server: Server, clock: Clock) -> None:
    """After expires_in: 403 AccessDenied "Request has expired", and nothing is stored."""
    made = ticket(server, 3)
    clock.ahead_s = 3700
    answer = put(server, made, b"abc")
    assert (answer.status_code, xml_code(answer)) == (403, "AccessDenied")
    assert "expired" in answer.text


def test_a_changed_address_is_refused(server: Server) -> None:
    """Nobody can use a signature for another object, part or time."""
    made = ticket(server, 3)
    url = str(made["presigned_url"])
    for changed in (url.replace("tmp_", "tmp_0"), url.replace("Expires=3600", "Expires=9999")):
        answer = put(server, {**made, "presigned_url": changed}, b"abc")
        assert (answer.status_code, xml_code(answer)) == (403, "SignatureDoesNotMatch")
    assert put(server, {**made, "presigned_url": url.partition("?")[0]}, b"abc").status_code == 403


def test_another_size_than_announced_is_refused(server: Server, sandbox: Sandbox) -> None:
    """The address was signed for file_size bytes."""
    answer = put(server, ticket(server, 3), b"abcd")
    assert (answer.status_code, xml_code(answer)) == (403, "SignatureDoesNotMatch")
    assert not objects(sandbox)


def test_a_key_in_the_authorization_header_is_refused(server: Server) -> None:
    """S3 takes one way of authentication: a client that sends its key to the storage is told."""
    made = ticket(server, 3)
    headers = {**dict(made["required_put_headers"]), "Authorization": "Bearer x"}  # type: ignore[arg-type]
    answer = server.bare.put(str(made["presigned_url"]), headers=headers, content=b"abc")
    assert (answer.status_code, xml_code(answer)) == (400, "InvalidArgument")


def test_a_length_is_needed(server: Server) -> None:
    """A chunked body has none: 411."""

    def blocks() -> Iterator[bytes]:
        yield b"abc"

    made = ticket(server, 3)
    headers = made["required_put_headers"]
    assert isinstance(headers, dict)
    answer = server.bare.put(str(made["presigned_url"]), headers=headers, content=blocks())
    assert (answer.status_code, xml_code(answer)) == (411, "MissingContentLength")


def test_a_body_that_breaks_off_is_never_stored(server: Server, sandbox: Sandbox, multipart: Multipart) -> None:
    """Half a body leaves neither an object nor a part nor a file."""
    parts = urlsplit(multipart.url(1))
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 0)
    connection.putrequest("PUT", f"{parts.path}?{parts.query}")
    for name, value in {**ZIP, "Content-Length": "1000000"}.items():
        connection.putheader(name, value)
    connection.endheaders(b"x" * 500_000)
    assert sandbox.requests.wait_for(lambda all_: any(one.body_bytes >= 400_000 for one in all_))
    connection.sock.shutdown(socket.SHUT_RDWR)
    connection.close()
    assert sandbox.requests.wait_for(lambda all_: all_[-1].finished)
    assert multipart.complete([(1, f'"{hashlib.md5(b"x" * 500_000).hexdigest()}"')]).status_code == 400
    assert not objects(sandbox)
    assert not list((sandbox.data_dir / "incoming").iterdir())


def test_the_etag_is_the_md5_in_quotes(multipart: Multipart) -> None:
    """ETag of a part = MD5 of the part."""
    assert multipart.put(1, b"abc") == f'"{hashlib.md5(b"abc").hexdigest()}"'


def test_parts_come_together_in_order(multipart: Multipart, sandbox: Sandbox) -> None:
    """Whatever the order in which they were sent, and a part sent twice counts as last sent."""
    first, second = b"a" * MIN_PART_BYTES, b"b" * MIN_PART_BYTES
    etags = {3: multipart.put(3, b"end"), 2: multipart.put(2, second)}
    multipart.put(1, b"wrong at first")
    etags[1] = multipart.put(1, first)
    assert multipart.complete(sorted(etags.items())).status_code == 200
    (stored,) = objects(sandbox)
    assert stored.read_bytes() == first + second + b"end"
    assert not list((sandbox.data_dir / "parts").iterdir())


@pytest.mark.parametrize(
    ("sizes", "storage_code"),
    [
        ((MIN_PART_BYTES - 1, 10), "EntityTooSmall"),
        ((MIN_PART_BYTES, MIN_PART_BYTES + 1, 10), "InvalidPart"),
        ((MIN_PART_BYTES, MIN_PART_BYTES + 1), "InvalidPart"),
    ],
)
def test_part_sizes(multipart: Multipart, sizes: tuple[int, ...], storage_code: str) -> None:
    """All parts but the last have at least 5 MiB and are equal, as R2 wants."""
    for number, size in enumerate(sizes, 1):
        multipart.put(number, b"x" * size)
    answer = multipart.complete()
    assert answer.status_code == 400
    assert answer.json()["details"]["storage_code"] == storage_code


def test_order_and_etags_are_checked(multipart: Multipart) -> None:
    """Parts out of order, twice, missing or with another's ETag are refused; then the right list is taken."""
    one, two = (1, multipart.put(1, b"x" * MIN_PART_BYTES)), (2, multipart.put(2, b"end"))
    for wrong, storage_code in (
        ([two, one], "InvalidPartOrder"),
        ([one, one], "InvalidPartOrder"),
        ([one, (3, two[1])], "InvalidPart"),
        ([one, (2, one[1])], "InvalidPart"),
    ):
        answer = multipart.complete(wrong)
        assert (answer.status_code, answer.json()["details"]["storage_code"]) == (400, storage_code)
    assert multipart.complete([one, two]).status_code == 200


@pytest.mark.parametrize("number", [0, 10_001])
def test_at_most_10000_parts(multipart: Multipart, number: int) -> None:
    """Part numbers go from 1 to 10,000."""
    asked = {"upload_id": multipart.upload_id, "part_number": number}
    assert multipart.server.http.post("/packages/multipart/part-url", json=asked).status_code == 400


def test_after_complete_there_is_no_such_upload(multipart: Multipart) -> None:
    """Part addresses are dead, old and new, once the upload is complete."""
    url = multipart.url(1)
    multipart.put(1, b"abc")
    assert multipart.complete().status_code == 200
    answer = multipart.server.bare.put(url, headers=ZIP, content=b"abc")
    assert (answer.status_code, xml_code(answer)) == (404, "NoSuchUpload")
    asked = {"upload_id": multipart.upload_id, "part_number": 2}
    assert multipart.server.http.post("/packages/multipart/part-url", json=asked).status_code == 404


def test_complete_twice_is_the_same(multipart: Multipart, sandbox: Sandbox) -> None:
    """A client whose answer was lost may ask again; a server that says 404 instead can be had too."""
    multipart.put(1, b"abc")
    assert multipart.complete().json() == multipart.complete().json()
    assert len(objects(sandbox)) == 1
    sandbox.storage.repeated_complete_is_gone = True
    again = multipart.complete()
    assert (again.status_code, again.json()["details"]["storage_code"]) == (404, "NoSuchUpload")


def test_unfinished_uploads_are_dropped_after_7_days(server: Server, sandbox: Sandbox, clock: Clock) -> None:
    """Parts and objects nobody processed go away, and nothing else does."""
    old = Multipart(server)
    old.put(1, b"abc")
    assert put(server, ticket(server, 3), b"abc").is_success
    clock.ahead_s = UNFINISHED_KEPT_S / 2
    young = Multipart(server)
    young.put(1, b"xyz")
    clock.ahead_s = UNFINISHED_KEPT_S + 60
    ticket(server, 3)
    assert old.complete().status_code == 404
    assert not objects(sandbox)
    assert young.complete().status_code == 200


def test_a_failed_process_deletes_the_object(server: Server, sandbox: Sandbox, tmp_path: Path) -> None:
    """Processing again needs the bytes again: 404 then."""
    stored = server.stored(scorm12(tmp_path / "bad.zip", broken="zip.no-manifest"))
    assert server.process(stored, validate_only=True).status_code == 400
    assert len(objects(sandbox)) == 1
    assert server.process(stored).status_code == 400
    assert not objects(sandbox)
    assert server.process(stored).status_code == 404


def test_large_bodies_are_not_held_in_memory(server: Server, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body reaches the disk in small blocks."""
    from allure_desktop.sandbox.file_store import Incoming

    sizes: list[int] = []
    write = Incoming.write

    def noted(self: Incoming, block: bytes) -> None:
        sizes.append(len(block))
        write(self, block)

    monkeypatch.setattr(Incoming, "write", noted)
    assert put(server, ticket(server, 8 << 20), b"x" * (8 << 20)).is_success
    assert sum(sizes) == 8 << 20
    assert max(sizes) <= 1 << 20


def test_the_storage_has_nothing_to_read_or_list(sandbox: Sandbox, server: Server) -> None:
    """GET and unknown paths are refused in XML."""
    url = str(ticket(server, 3)["presigned_url"])
    assert xml_code(httpx.get(url)) == "MethodNotAllowed"
    assert xml_code(httpx.get(f"{sandbox.storage_url}/")) == "NoSuchKey"
