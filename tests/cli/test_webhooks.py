"""Webhooks by the command line, down to a delivery that a real subscriber receives."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from allure_desktop.api.declared import Declared
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.sandbox.webhooks import SIGNATURE_HEADER
from tests.cli.conftest import Answer
from tests.sandbox.test_webhooks import Listening

Calling = Callable[..., Answer]


@pytest.fixture
def subscriber() -> Iterator[Listening]:
    made = Listening()
    yield made
    made.close()


def test_a_webhook_hears_of_an_upload(
    call: Calling,
    connected: Sandbox,
    sound: Path,
    subscriber: Listening,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Added, called with a signature that its secret explains, listed without the secret, removed; no file holds it."""
    monkeypatch.setenv("ALLURE_DATA_DIR", str(tmp_path / "data"))
    added = call("webhooks", "add", subscriber.url, "--event", "package.processing.completed", "--json").json
    secret = added["secret"]
    assert len(secret) >= 32
    assert call("upload", sound).code == 0
    headers, body = subscriber.received.get(timeout=30)
    assert headers[SIGNATURE_HEADER] == hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    assert json.loads(body)["event_type"] == "package.processing.completed"
    listed = call("webhooks", "--json")
    hook = next(hook for hook in listed.json if hook["webhook_id"] == added["webhook_id"])
    assert hook["url"] == subscriber.url and secret not in listed.out
    assert secret not in call("webhooks").out
    for path in (tmp_path / "data").rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes(), path
    assert call("webhooks", "remove", added["webhook_id"]).code == 0
    gone = call("webhooks", "remove", added["webhook_id"])
    assert gone.code == 3 and "There is no webhook" in gone.err


def test_wrong_addresses_and_calls(call: Calling, connected: Sandbox) -> None:
    """What is no address is said before anything is sent; half a call is wrong usage."""
    for words in (("add",), ("add", "nonsense"), ("add", "ftp://example.org/x"), ("remove",)):
        assert call("webhooks", *words).code == 2, words
    refused = call("webhooks", "add", "https://example.org/beyond")
    assert refused.code == 3 and "loopback" in refused.err


def test_a_server_without_webhooks_says_so(call: Calling, connected: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 3, and nothing is tried."""
    monkeypatch.setattr(Declared, "openapi", lambda self: None)
    monkeypatch.setenv("ALLURE_TENANT", connected.tenant_id)
    answer = call("webhooks", "--json")
    assert answer.code == 3 and answer.events[-1]["code"] == "server.not-offered"
