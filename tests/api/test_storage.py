"""Bytes go to the storage whole, stop at once when asked, and each of its refusals is understood."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from allure_desktop import errors
from allure_desktop.api.storage import LinkExpired, SendingStopped, StorageClient
from tests.scripted_server import Answer, ScriptedServer, free_port

Serve = Callable[..., ScriptedServer]
MIB = 1 << 20
ZIP = {"Content-Type": "application/zip"}


@pytest.fixture
def storage() -> Iterator[StorageClient]:
    client = StorageClient()
    yield client
    client.close()


@pytest.fixture
def deaf() -> Iterator[str]:
    """An address that takes connections and never reads."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/x?sig=SECRET"


def pieces(count: int) -> Iterator[bytes]:
    return (bytes([number % 251]) * MIB for number in range(count))


def xml(code: str, message: str = "Some words") -> str:
    return (
        f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>{message}</Message><RequestId>1</RequestId></Error>'
    )


class Sending(threading.Thread):
    """A PUT on a thread of its own, with its outcome and its handle."""

    def __init__(self, storage: StorageClient, url: str, count: int = 64) -> None:
        super().__init__(daemon=True)
        self.outcome: Any = None
        self.began = threading.Event()
        self.cut: Callable[[], None] = lambda: None
        self._storage, self._url, self._count = storage, url, count
        self.start()

    def run(self) -> None:
        try:
            self.outcome = self._storage.put(self._url, ZIP, self._body(), self._count * MIB, on_socket=self._take)
        except BaseException as error:
            self.outcome = error

    def _take(self, cut: Callable[[], None]) -> None:
        self.cut = cut

    def _body(self) -> Iterator[bytes]:
        for number, piece in enumerate(pieces(self._count)):
            yield piece
            if number == 1:
                self.began.set()

    def ended(self) -> Any:
        self.join(10)
        assert not self.is_alive()
        return self.outcome


def test_a_part_arrives_whole_and_its_etag_stays_as_it_is(serve: Serve, storage: StorageClient) -> None:
    """Piece by piece, with a length, on one connection for part after part."""
    server = serve({"PUT /x": Answer(200, headers={"ETag": '"W/odd-1"'})})
    for _ in range(3):
        assert storage.put(f"{server.url}/x?sig=1", ZIP, pieces(3), 3 * MIB).etag == '"W/odd-1"'
    assert server.asked[0].body == b"".join(pieces(3))
    assert server.connections == 1


def test_no_etag_is_no_error(serve: Serve, storage: StorageClient) -> None:
    """The caller decides what a missing one means."""
    assert storage.put(f"{serve({'PUT /x': Answer(204)}).url}/x", {}, iter([]), 0).etag == ""


def test_a_refusal_while_sending_is_delivered(serve: Serve, storage: StorageClient) -> None:
    """403 in the middle of the body: the link has expired, whatever became of the connection."""
    server = serve({"PUT /x": Answer(403, xml("AccessDenied", "Request has expired"), early=True)})
    with pytest.raises(LinkExpired, match="no longer valid") as told:
        storage.put(f"{server.url}/x?X-Amz-Signature=SECRET", ZIP, pieces(64), 64 * MIB)
    assert told.value.code == "storage.link-expired" and told.value.status == 403
    assert (told.value.server_code, told.value.server_message) == ("AccessDenied", "Request has expired")
    assert "SECRET" not in str(told.value) + repr(told.value) + str(told.value.as_record())


@pytest.mark.parametrize(
    ("status", "body", "kind", "code"),
    [
        (403, "", LinkExpired, "storage.link-expired"),
        (400, xml("ExpiredToken"), LinkExpired, "storage.link-expired"),
        (404, xml("NoSuchUpload"), errors.NotFound, "storage.no-such-upload"),
        (400, xml("EntityTooSmall"), errors.TooLarge, "package.too-large"),
        (413, "<html>nginx</html>", errors.TooLarge, "package.too-large"),
        (400, xml("BadDigest"), errors.Invalid, "storage.digest"),
        (400, xml("RequestTimeout"), errors.ServerTrouble, "server.trouble"),
        (400, xml("InvalidPart"), errors.Invalid, "server.invalid"),
        (500, xml("InternalError"), errors.ServerTrouble, "server.trouble"),
        (503, xml("ServiceUnavailable"), errors.ServerTrouble, "server.trouble"),
        (503, xml("SlowDown"), errors.RateLimited, "server.rate-limited"),
        (200, xml("InternalError"), errors.ServerTrouble, "server.trouble"),
        (302, "", errors.NotTheApi, "server.not-the-api"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_every_refusal_is_understood(
    serve: Serve, storage: StorageClient, status: int, body: str, kind: type[errors.ServerError], code: str
) -> None:
    """S3's codes first, then the status; 200 with an error inside is an error; a redirect is not followed."""
    server = serve({"PUT /x": Answer(status, body, {"Location": "http://other.example/"} if status == 302 else {})})
    with pytest.raises(errors.ServerError) as told:
        storage.put(f"{server.url}/x", ZIP, pieces(1), MIB)
    assert (type(told.value), told.value.code) == (kind, code)
    assert str(server.port) in told.value.message and told.value.remedy


def test_slow_down_says_how_long(serve: Serve, storage: StorageClient) -> None:
    """503 SlowDown is waiting, by its Retry-After."""
    server = serve({"PUT /x": Answer(503, xml("SlowDown"), {"Retry-After": "7"})})
    with pytest.raises(errors.RateLimited) as told:
        storage.put(f"{server.url}/x", ZIP, pieces(1), MIB)
    assert told.value.wait_s == 7


def test_sent_but_not_answered(serve: Serve, storage: StorageClient) -> None:
    """All bytes went out and the connection ended: the answer is lost."""
    with pytest.raises(errors.AnswerLost):
        storage.put(f"{serve({'PUT /x': Answer(fault='drop')}).url}/x", ZIP, pieces(1), MIB)


def test_nobody_there(storage: StorageClient) -> None:
    """A refused connection is told with the storage's host, without its query."""
    port = free_port()
    with pytest.raises(errors.Unreachable) as told:
        storage.put(f"http://127.0.0.1:{port}/x?sig=SECRET", ZIP, pieces(1), MIB)
    assert f"127.0.0.1:{port}" in told.value.message and "SECRET" not in str(told.value)
    assert not isinstance(told.value, errors.AnswerLost)


def test_a_stalled_line_is_noticed(deaf: str) -> None:
    """No byte moves for the write time-out: told as stalled, worth repeating."""
    client = StorageClient(write_timeout_s=0.2)
    with pytest.raises(errors.Unreachable) as told:
        client.put(deaf, ZIP, pieces(64), 64 * MIB)
    client.close()
    assert told.value.code == "server.stalled" and told.value.worth_repeating


@pytest.mark.parametrize(("pieces_given", "length"), [(1, 2 * MIB), (3, 2 * MIB)], ids=["shorter", "longer"])
def test_a_file_that_changed_under_way(serve: Serve, storage: StorageClient, pieces_given: int, length: int) -> None:
    """More or fewer bytes than were announced: the file changed, and the next sending works."""
    server = serve({"PUT /x": Answer(200, headers={"ETag": '"e"'})})
    with pytest.raises(errors.LocalFileError) as told:
        storage.put(f"{server.url}/x", ZIP, pieces(pieces_given), length)
    assert told.value.code == "file.changed"
    assert storage.put(f"{server.url}/x", ZIP, pieces(1), MIB).etag == '"e"'


def test_what_the_body_raises_comes_through(serve: Serve, storage: StorageClient) -> None:
    """A disk that vanishes is the reader's own error, and the next sending works."""

    def broken() -> Iterator[bytes]:
        yield b"x" * MIB
        raise OSError("the disk is gone")

    server = serve({"PUT /x": Answer(200, headers={"ETag": '"e"'})})
    with pytest.raises(OSError, match="disk is gone"):
        storage.put(f"{server.url}/x", ZIP, broken(), 2 * MIB)
    assert storage.put(f"{server.url}/x", ZIP, pieces(1), MIB).etag == '"e"'


def test_a_pause_stops_one_sending_at_once(deaf: str, storage: StorageClient) -> None:
    """A thread that hangs in a full socket comes back although its time-out is far away."""
    sending = Sending(storage, deaf)
    assert sending.began.wait(10)
    sending.cut()
    assert isinstance(sending.ended(), SendingStopped)
    assert "SECRET" not in str(sending.outcome)


def test_a_pause_stops_waiting_for_the_answer(serve: Serve, storage: StorageClient) -> None:
    """All is sent, the storage thinks: the pause acts all the same."""
    server = serve({"PUT /x": Answer(fault="hang")})
    sending = Sending(storage, f"{server.url}/x", count=2)
    assert server.busy.wait(10)
    sending.cut()
    assert isinstance(sending.ended(), SendingStopped)


def test_a_pause_before_the_first_byte(serve: Serve, storage: StorageClient) -> None:
    """Cut as soon as the handle is given: nothing is sent."""
    server = serve({"PUT /x": Answer(200)})
    with pytest.raises(SendingStopped):
        storage.put(f"{server.url}/x", ZIP, pieces(4), 4 * MIB, on_socket=lambda cut: cut())
    assert not server.busy.is_set()


def test_a_pause_on_a_connection_used_before(serve: Serve, storage: StorageClient) -> None:
    """The handle knows the socket of a connection that was opened by an earlier part."""
    server = serve({"PUT /x": [Answer(200), Answer(fault="hang")]})
    storage.put(f"{server.url}/x", ZIP, pieces(1), MIB)
    server.busy.clear()
    sending = Sending(storage, f"{server.url}/x", count=2)
    assert server.busy.wait(10)
    sending.cut()
    assert isinstance(sending.ended(), SendingStopped)
    assert server.connections == 1


def test_a_pause_stops_an_encrypted_sending(serve: Serve, tmp_path: Path) -> None:
    """Over TLS too, and no byte leaves in the clear after the cut."""
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    server = serve({"PUT /x": Answer(fault="hang")}, tls=context)
    client = StorageClient(ca_file=str(tmp_path / "ca.pem"))
    sending = Sending(client, f"{server.url}/x", count=2)
    assert server.busy.wait(10)
    sending.cut()
    assert isinstance(sending.ended(), SendingStopped)
    client.close()


def test_a_pause_during_the_handshake(deaf: str, storage: StorageClient) -> None:
    """A server that never answers the TLS handshake does not hold a pause up."""
    cutters: list[Callable[[], None]] = []
    given = threading.Event()

    def take(cut: Callable[[], None]) -> None:
        cutters.append(cut)
        given.set()

    outcome: list[BaseException] = []

    def send() -> None:
        try:
            storage.put(deaf.replace("http:", "https:"), ZIP, pieces(1), MIB, on_socket=take)
        except BaseException as error:
            outcome.append(error)

    thread = threading.Thread(target=send)
    thread.start()
    assert given.wait(10)
    cutters[0]()
    thread.join(5)
    assert not thread.is_alive() and isinstance(outcome[0], SendingStopped)


def test_closing_stops_all(deaf: str, serve: Serve, storage: StorageClient) -> None:
    """Every sending ends at once, and none begins any more."""
    sendings = [Sending(storage, deaf) for _ in range(3)]
    assert all(sending.began.wait(10) for sending in sendings)
    storage.close()
    assert all(isinstance(sending.ended(), SendingStopped) for sending in sendings)
    server = serve({"PUT /x": Answer(200, headers={"ETag": '"e"'})})
    with pytest.raises(SendingStopped):
        storage.put(f"{server.url}/x", ZIP, pieces(1), MIB)
