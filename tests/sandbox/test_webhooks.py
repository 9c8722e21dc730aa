"""Webhooks: signed calls to this computer only."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from queue import Queue

import pytest

from allure_desktop.sandbox.webhooks import SIGNATURE_HEADER, is_loopback
from tests.conformance.server import Server

EVENT = "package.processing.completed"


class Listening:
    """A subscriber: what it received, and the statuses it answers with, 200 when they are used up."""

    def __init__(self) -> None:
        self.received: Queue[tuple[dict[str, str], bytes]] = Queue()
        self.statuses: list[int] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.received.put((dict(self.headers), body))
                self.send_response(outer.statuses.pop(0) if outer.statuses else 200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook?from=sandbox"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def listening() -> Iterator[Listening]:
    subscriber = Listening()
    yield subscriber
    subscriber.close()


def subscribe(server: Server, url: str) -> str:
    hook = {"tenant_id": server.tenant_id, "url": url, "secret": "between us", "event_type": EVENT}
    added: str = server.http.post("/webhooks", json=hook).raise_for_status().json()["webhook_id"]
    return added


def test_a_processed_package_is_told(server: Server, listening: Listening, course: Path) -> None:
    """The body holds the process answer and is signed by HMAC-SHA256 in hex."""
    subscribe(server, listening.url)
    answer = server.package(course)
    headers, body = listening.received.get(timeout=10)
    assert headers[SIGNATURE_HEADER] == hmac.new(b"between us", body, hashlib.sha256).hexdigest()
    event = json.loads(body)
    assert (event["event_type"], event["tenant_id"], event["data"]) == (EVENT, server.tenant_id, answer)


def test_a_subscriber_that_fails_is_asked_again(server: Server, listening: Listening, course: Path) -> None:
    """A 500 is tried once more."""
    listening.statuses = [500]
    subscribe(server, listening.url)
    server.package(course)
    first, second = (listening.received.get(timeout=10) for _ in range(2))
    assert first[1] == second[1]


def test_removed_and_silent_when_nothing_is_made(
    server: Server, listening: Listening, course: Path, tmp_path: Path
) -> None:
    """Neither validation nor a refusal nor a removed webhook leads to a call."""
    webhook_id = subscribe(server, listening.url)
    (listed,) = server.http.get("/webhooks").json()["webhooks"]
    assert listed["webhook_id"] == webhook_id and "secret" not in listed
    server.process(server.stored(course), validate_only=True)
    (tmp_path / "bad.zip").write_bytes(b"no zip")
    server.process(server.stored(tmp_path / "bad.zip"))
    assert server.http.delete(f"/webhooks/{webhook_id}").status_code == 204
    assert server.http.delete(f"/webhooks/{webhook_id}").status_code == 404
    server.package(course)
    assert listening.received.empty()


@pytest.mark.parametrize(
    ("url", "ours"),
    [
        ("http://127.0.0.1:8080/x", True),
        ("http://localhost/x", True),
        ("http://[::1]:80/", True),
        ("http://127.9.9.9/", True),
        ("https://127.0.0.1/", False),
        ("http://example.com/", False),
        ("http://127.0.0.1.example.com/", False),
        ("http://127.0.0.1@example.com/", False),
        ("http://localhost:99999/", False),
        ("http://0.0.0.0/", False),
        ("file:///etc/passwd", False),
        ("nonsense", False),
    ],
)
def test_only_this_computer_is_called(server: Server, url: str, ours: bool) -> None:
    """Any other address is refused when the webhook is added."""
    assert is_loopback(url) is ours
    hook = {"tenant_id": server.tenant_id, "url": url, "secret": "s", "event_type": EVENT}
    assert server.http.post("/webhooks", json=hook).status_code == (201 if ours else 400)
