"""What a server must not be able to do with its answers: lead files or keys elsewhere, hang the program, fill memory."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from allure_desktop import errors
from allure_desktop.api import transport
from allure_desktop.api.client import ApiClient
from allure_desktop.api.storage import StorageClient
from allure_desktop.api.storage_address import check_address, check_headers
from tests.api.conftest import KEY
from tests.scripted_server import Answer, ScriptedServer

Serve = Callable[..., ScriptedServer]
ClientOf = Callable[..., ApiClient]
API = "https://app.allureconnect.com"
GOOD = "https://bucket.r2.example/course.zip?X-Amz-Signature=abc"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://storage.example/course",
        "javascript:alert(1)",
        "/relative/path",
        "https:///course",
        "https://user:word@storage.example/course",
        "https://storage.example:99999/course",
        "https://[::1/course",
        "https://storage.example/a b",
        "https://storage.example/a\r\nX-Evil: 1",
        "http://storage.example/course",
        "https://127.0.0.1/course",
        "https://127.8.9.1:9000/course",
        "http://localhost:9000/course",
        "https://a.localhost/course",
        "https://[::1]/course",
        "https://[::ffff:127.0.0.1]/course",
        "https://169.254.169.254/latest/meta-data",
        "https://0.0.0.0/course",
        f"https://storage.example/course?key={KEY}",
        "https://storage.example/" + "a" * 40_000,
    ],
)
def test_an_address_no_file_may_go_to(url: str) -> None:
    """Another scheme, no host, this computer named from elsewhere, unencrypted beside https, the key in it."""
    with pytest.raises(errors.NotTheApi) as told:
        check_address(url, API, KEY)
    assert "app.allureconnect.com" in told.value.what and told.value.cause and "Nothing was sent" in told.value.remedy
    assert KEY not in told.value.message


@pytest.mark.parametrize(
    ("url", "base_url"),
    [
        (GOOD, API),
        ("http://127.0.0.1:9000/course", "http://127.0.0.1:8000"),
        ("http://localhost:9000/course", "https://localhost:8000"),
        ("http://storage.example/course", "http://127.0.0.1:8000"),
        ("https://10.1.2.3/course", "https://lms.example"),
    ],
)
def test_addresses_of_real_servers(url: str, base_url: str) -> None:
    """Presigned URLs, a sandbox on this computer, a storage in the same house."""
    assert check_address(url, base_url, KEY) == url


@pytest.mark.parametrize(
    "header",
    [
        ("Host", "elsewhere.example"),
        ("Content-Length", "5"),
        ("Transfer-Encoding", "chunked"),
        ("Connection", "upgrade"),
        ("X-API-Key", "anything"),
        ("Authorization", f"Bearer {KEY}"),
        ("X-Meta", KEY),
        ("X-Meta", "a\r\nX-Evil: 1"),
        ("X Meta", "blank in the name"),
        ("", "no name"),
        ("X-Meta", "ü"),
        ("X-Meta", "a" * 9_000),
    ],
)
def test_a_header_no_file_may_carry(header: tuple[str, str]) -> None:
    """What would change host or length, show the key, or smuggle a second header in."""
    with pytest.raises(errors.NotTheApi):
        check_headers(dict([header]), GOOD, 1000, API, KEY)


def test_headers_that_are_what_we_send_anyway() -> None:
    """The real length and host are no trouble; what else is asked for is kept as it is."""
    asked = {"Content-Type": "application/zip", "content-length": "1000", "HOST": "bucket.r2.example", "x-amz-acl": "p"}
    assert check_headers(asked, GOOD, 1000, API, KEY) == {"Content-Type": "application/zip", "x-amz-acl": "p"}


def test_the_client_holds_to_it(serve: Serve, client_of: ClientOf) -> None:
    """Both ways of sending refuse before a byte goes out."""
    ticket = {"presigned_url": "file:///etc/passwd", "storage_path": "s", "required_put_headers": {}}
    part = {"part_number": 1, "url": "ftp://storage.example/x", "expires_in": 600}
    routes = {
        "POST /api/v1/packages/upload-url": Answer(200, ticket),
        "POST /api/v1/packages/multipart/part-url": Answer(200, part),
    }
    client = client_of(serve(routes))
    with pytest.raises(errors.NotTheApi, match="begins with file"):
        client.upload_url("course.zip", 1000)
    with pytest.raises(errors.NotTheApi, match="begins with ftp"):
        client.part_url("u", 1)


@pytest.mark.parametrize(
    ("expires_in", "seconds"), [(0, 1.0), (-5, 1.0), ("600", 600.0), (None, 3600.0), (True, 3600.0), ("soon", 3600.0)]
)
def test_how_long_a_link_lasts(serve: Serve, client_of: ClientOf, expires_in: Any, seconds: float) -> None:
    """Whatever stands there, a link is used once and lasts a sensible time."""
    url = "http://127.0.0.1:1/x"
    server = serve({"POST /api/v1/packages/multipart/part-url": Answer(200, {"url": url, "expires_in": expires_in})})
    assert client_of(server).part_url("u", 1).expires_in_s == seconds


@contextmanager
def dripping(beginning: bytes) -> Iterator[str]:
    """A server that begins its answer, then sends one byte after another without end."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while not ended.is_set():
                try:
                    connected, _ = listener.accept()
                    with connected:
                        connected.settimeout(10)
                        connected.recv(65536)
                        connected.sendall(beginning)
                        while not ended.wait(0.02):
                            connected.sendall(b"a")
                except OSError:
                    continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            ended.set()
            listener.shutdown(socket.SHUT_RDWR)


DRIPS: Mapping[str, bytes] = {
    "headers": b"HTTP/1.1 200 OK\r\nX-A: ",
    "body": b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
}


@pytest.mark.parametrize("where", DRIPS)
def test_an_answer_that_drips(client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Each byte starts the read time-out anew; the whole answer has a time-out of its own."""
    monkeypatch.setattr(transport, "ANSWER_S", 0.2 - transport.READ_S)
    with dripping(DRIPS[where]) as url, pytest.raises(errors.Unreachable, match="does not finish") as told:
        client_of(url).packages()
    assert told.value.code == "server.timeout"


@pytest.mark.parametrize("where", DRIPS)
def test_a_storage_that_drips(where: str) -> None:
    """The same for the answer to a part; that everything went out is known."""
    client = StorageClient(read_timeout_s=5, answer_s=-4.8)
    try:
        with dripping(DRIPS[where]) as url, pytest.raises(errors.Unreachable):
            client.put(f"{url}/x", {}, iter([b"abc"]), 3)
    finally:
        client.close()


@pytest.mark.parametrize(
    "answer",
    [
        b'HTTP/1.1 200 OK\r\nETag: "a\x00b"\r\nContent-Length: 0\r\n\r\n',
        b'HTTP/1.1 200 OK\r\nETag: "a\r\n b"\r\nContent-Length: 0\r\n\r\n',
        b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 40_000 + b"\r\n",
        b"no HTTP at all\r\n\r\n",
    ],
    ids=["etag with a zero", "etag over two lines", "headers without end", "not HTTP"],
)
def test_a_storage_that_speaks_oddly(answer: bytes) -> None:
    """Told, or read as one line; never an error of another kind and never a hang."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connected, _ = listener.accept()
            with connected:
                connected.recv(65536)
                connected.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        client = StorageClient()
        try:
            stored = client.put(f"http://127.0.0.1:{listener.getsockname()[1]}/x", {}, iter([b"abc"]), 3)
            assert stored.etag == '"a b"'
        except errors.ServerError as error:
            assert error.what and error.remedy
        finally:
            client.close()
        thread.join(10)
