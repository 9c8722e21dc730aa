"""The bad network of the tests is as bad as it says, and no worse."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.fault_proxy import FaultProxy
from tests.scripted_server import Answer, Asked, ScriptedServer

BODY = bytes(range(256)) * 4096  # 1 MiB


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    def length(asked: Asked) -> Answer:
        return Answer(body={"got": len(asked.body), "same": asked.body == BODY})

    with ScriptedServer({"PUT /a": length, "PUT /b": length, "GET /long": Answer(body=BODY)}) as running:
        yield running


@pytest.fixture
def proxy(server: ScriptedServer) -> Iterator[FaultProxy]:
    with FaultProxy(server.url) as running:
        yield running


@pytest.fixture
def http(proxy: FaultProxy) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=proxy.url, timeout=30) as client:
        yield client


def test_without_a_fault_all_passes(http: httpx.Client, proxy: FaultProxy, server: ScriptedServer) -> None:
    """Bodies pass byte for byte in both directions, over one connection that is used again."""
    assert http.put("/a", content=BODY).json() == {"got": len(BODY), "same": True}
    assert http.get("/long").content == BODY
    assert (proxy.connections, server.connections) == (1, 1)
    assert [(one.line, one.body_bytes, one.answered) for one in proxy.requests()] == [
        ("PUT /a HTTP/1.1", len(BODY), True),
        ("GET /long HTTP/1.1", 0, True),
    ]
    assert server.asked[0].headers["host"] == proxy.url.removeprefix("http://")


@pytest.mark.parametrize("name", ["cut", "reset"])
def test_a_connection_ends_after_so_many_bytes(
    http: httpx.Client, proxy: FaultProxy, server: ScriptedServer, name: str
) -> None:
    """Exactly so many bytes reach the server, once; the same request again passes."""
    fault = proxy.set(name, 100_000, when="PUT /a", times=1)
    assert http.put("/b", content=BODY).json()["same"]
    # while sending, or when it looks for an answer
    with pytest.raises((httpx.NetworkError, httpx.RemoteProtocolError)):
        http.put("/a", content=BODY)
    assert proxy.requests("PUT /a")[0].body_bytes == 100_000
    assert http.put("/a", content=BODY).json()["same"]
    assert fault.struck == 1


def test_after_no_byte_the_server_hears_nothing(http: httpx.Client, proxy: FaultProxy, server: ScriptedServer) -> None:
    """A cut after 0 bytes comes before the request."""
    proxy.set("cut", 0, times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        http.get("/long")
    assert server.asked == []


def test_a_lost_answer(http: httpx.Client, proxy: FaultProxy, server: ScriptedServer) -> None:
    """The server got and did everything; the client has no byte of it."""
    proxy.set("lost-answer", when="PUT", times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        http.put("/a", content=BODY)
    assert [len(asked.body) for asked in server.asked] == [len(BODY)]
    assert not proxy.requests()[0].answered
    assert http.put("/a", content=BODY).json()["same"]


def test_a_black_hole(proxy: FaultProxy) -> None:
    """Nothing comes back and nothing fails until it is cleared; then the connection ends."""
    proxy.set("black-hole", 50_000)
    ended: list[Exception] = []

    def send() -> None:
        try:
            httpx.put(f"{proxy.url}/a", content=BODY, timeout=30)
        except httpx.TransportError as error:
            ended.append(error)

    sending = threading.Thread(target=send)
    sending.start()
    assert proxy.wait_for(lambda all_: any(one.body_bytes == 50_000 for one in all_))
    assert sending.is_alive() and not ended
    proxy.clear()
    sending.join(20)
    assert len(ended) == 1 and not proxy.requests()[0].answered


def test_a_client_s_time_out_tells_a_black_hole(proxy: FaultProxy) -> None:
    """A client that waits for a byte too long gives up by itself."""
    proxy.set("black-hole", 1)
    with pytest.raises(httpx.ReadTimeout):
        httpx.put(f"{proxy.url}/a", content=b"abc", timeout=0.2)


def test_a_flipped_bit(http: httpx.Client, proxy: FaultProxy, server: ScriptedServer) -> None:
    """The length stays, one byte is another."""
    proxy.set("flip", 70_001, times=1)
    assert http.put("/a", content=BODY).json() == {"got": len(BODY), "same": False}
    different = [i for i, (one, other) in enumerate(zip(BODY, server.asked[0].body, strict=True)) if one != other]
    assert different == [70_001]
    assert http.put("/a", content=BODY).json()["same"]


def test_rate_and_latency_take_time(http: httpx.Client, proxy: FaultProxy) -> None:
    """They take at least what they say; how much more is the machine's affair."""
    proxy.set("latency", 0.1)
    proxy.set("rate", 1e6)
    began = time.monotonic()
    assert http.put("/a", content=BODY[:200_000]).json()["got"] == 200_000
    assert time.monotonic() - began >= 0.29


def test_down_and_up(http: httpx.Client, proxy: FaultProxy) -> None:
    """Down: connections are reset and new ones refused. Up: the same port passes again."""
    assert http.get("/long").content == BODY
    port = proxy.port
    proxy.down()
    with pytest.raises(httpx.NetworkError):
        http.get("/long")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 5)
    proxy.up()
    assert proxy.port == port
    assert http.get("/long").content == BODY


def test_a_server_that_is_away(http: httpx.Client, proxy: FaultProxy, server: ScriptedServer) -> None:
    """The proxy takes the connection and ends it, as a gateway does; with the server back it passes on."""
    there = proxy.target
    proxy.target = "http://127.0.0.1:1"
    with pytest.raises(httpx.TransportError):
        http.get("/long")
    proxy.target = there
    assert http.get("/long").content == BODY


def test_unknown_faults_are_refused(proxy: FaultProxy) -> None:
    """A misspelt fault must not make a test pass."""
    with pytest.raises(ValueError, match="no fault 'earthquake'"):
        proxy.set("earthquake")
