"""The five steps of a connection's test, each with its outcome and its remedy."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import trustme

from allure_desktop.api.client import ApiClient
from allure_desktop.connections.connection import Connection
from allure_desktop.connections.connection_test import Step, ask_server, may_write, passed
from allure_desktop.connections.connection_test import test_connection as run_test
from tests.scripted_server import Answer, Asked, ScriptedServer, free_port

Serve = Callable[..., ScriptedServer]
LIST, UPLOAD_URL = "GET /api/v1/packages", "POST /api/v1/packages/upload-url"
INVALID = Answer(400, {"error": "tenant_id is required", "code": "INVALID_REQUEST"})
NO_SCOPE = Answer(403, {"error": "no", "code": "INSUFFICIENT_SCOPES"})


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allure_desktop.api.retry._LONGEST_WAITS_S", (0.001, 0.001))


def of(url: str, tenant_id: str = "t-1", **how: Any) -> Connection:
    return Connection(id="", name="A", base_url=url, tenant_id=tenant_id, uploaded_by="ann", **how)


def outcomes(steps: list[Step]) -> str:
    """The five outcomes as five signs: + ok, - no, . skipped."""
    assert [step.name for step in steps] == ["reachable", "certificate", "key", "tenant", "write"]
    assert all(step.words for step in steps)
    assert all(step.remedy for step in steps if step.outcome == "no")
    return "".join({"ok": "+", "no": "-", "skipped": "."}[step.outcome] for step in steps)


def asked_of(server: ScriptedServer, tenant_id: str = "t-1") -> tuple[str, list[Step]]:
    steps = run_test(of(server.url, tenant_id), "key-for-the-test", ask_server)
    return outcomes(steps), steps


def test_all_is_well(serve: Serve, tmp_path: Path) -> None:
    """Five ticks over TLS, told one by one, and nothing comes into being."""
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    routes = {LIST: Answer(200, [{"id": "p", "tenant_id": "t-1"}]), UPLOAD_URL: INVALID}
    server = serve(routes, tls=context)
    told: list[Step] = []
    steps = run_test(of(server.url, ca_file=str(tmp_path / "ca.pem")), "key-for-the-test", on_step=told.append)
    assert outcomes(steps) == "+++++" and told == steps
    assert passed(steps) and may_write(steps) is True
    assert "answered in" in steps[0].words and "valid until 3000-01-01" in steps[1].words
    assert server.calls(UPLOAD_URL)[0].json() == {}


def test_this_computer_needs_no_certificate(serve: Serve) -> None:
    """Plain http on loopback: the certificate is left out, the rest is tested."""
    signs, steps = asked_of(serve({LIST: Answer(200, []), UPLOAD_URL: INVALID}))
    assert signs == "+.+++" and "no packages yet" in steps[3].words
    assert passed(steps)


def test_nobody_there() -> None:
    """Not reachable: the rest is not tested, and the remedy is about address and network."""
    steps = run_test(of(f"http://127.0.0.1:{free_port()}"), "key-for-the-test")
    assert outcomes(steps) == "-...." and not passed(steps) and may_write(steps) is None


@pytest.mark.parametrize("answer", [Answer(200, "<html>Sign in</html>", {"Content-Type": "text/html"}), Answer(404)])
def test_another_kind_of_server(serve: Serve, answer: Answer) -> None:
    """A web page, or a server that knows no packages: not the right address."""
    assert asked_of(serve({LIST: answer}))[0] == "-...."


def test_a_certificate_that_is_not_trusted(serve: Serve) -> None:
    """Reachable, but the certificate is refused, with how to trust a company's authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    signs, steps = asked_of(serve({LIST: Answer(200, [])}, tls=context))
    assert signs == "+-..." and "certificate store" in steps[1].remedy


def test_a_refused_key(serve: Serve) -> None:
    """401: replace the key; the tenant and writing are not tested with it."""
    signs, steps = asked_of(serve({LIST: Answer(401, {"error": "no", "code": "INVALID_API_KEY"})}))
    assert signs == "+.-.." and "Replace the key" in steps[2].remedy


def test_a_key_that_may_not_read(serve: Serve) -> None:
    """403 for want of a scope on the read itself."""
    signs, steps = asked_of(serve({LIST: NO_SCOPE}))
    assert signs == "+.-.." and "scope" in steps[2].remedy


@pytest.mark.parametrize(
    ("details", "suggestion"),
    [
        ({"tenant_id": "t-real", "requested_tenant_id": "t-1"}, "t-real"),
        ({"tenant_id": "t-1", "key_tenant_id": "t-real"}, "t-real"),
        ({"tenant_id": "t-1"}, ""),
        ({}, ""),
    ],
)
def test_another_tenant_s_key(serve: Serve, details: dict[str, str], suggestion: str) -> None:
    """The key is accepted, the tenant is not; where the server tells the right one, it is suggested."""
    body = {"error": "no", "code": "TENANT_MISMATCH", "details": details}
    signs, steps = asked_of(serve({LIST: Answer(403, body), UPLOAD_URL: INVALID}))
    assert signs == "+.+-+" and steps[3].suggestion == suggestion
    assert steps[3].words == "The key belongs to another tenant." and not passed(steps)


def test_a_missing_tenant_is_filled_from_the_first_record(serve: Serve) -> None:
    """Without a tenant the read goes out without one, and the first record shows it."""
    sent: list[Asked] = []

    def answer(asked: Asked) -> Answer:
        sent.append(asked)
        return Answer(200, [{"id": "p", "tenant_id": "t-real"}])

    signs, steps = asked_of(serve({LIST: answer, UPLOAD_URL: INVALID}), tenant_id=" ")
    assert signs == "+.+-+" and steps[3].suggestion == "t-real"
    assert "tenant_id" not in sent[0].query


def test_a_server_that_insists_on_the_tenant(serve: Serve) -> None:
    """400 without one: the key is accepted, the tenant id is missing."""
    signs, steps = asked_of(serve({LIST: INVALID, UPLOAD_URL: INVALID}), tenant_id="")
    assert signs == "+.+-+" and "missing" in steps[3].words


def test_a_missing_tenant_is_told_by_the_mismatch(serve: Serve) -> None:
    """An empty library on a server that insists: asked for a tenant that cannot exist, it tells the key's own."""
    mismatch = Answer(403, {"error": "no", "code": "TENANT_MISMATCH", "details": {"tenant_id": "t-real"}})
    server = serve({LIST: lambda asked: mismatch if "tenant_id" in asked.query else INVALID, UPLOAD_URL: INVALID})
    signs, steps = asked_of(server, tenant_id="")
    assert signs == "+.+-+" and steps[3].suggestion == "t-real"


def test_a_file_of_authorities_that_is_none(serve: Serve, tmp_path: Path) -> None:
    """The certificate step says so; nothing is asked."""
    server = serve()
    steps = run_test(of(server.url, ca_file=str(tmp_path / "gone.pem")), "key-for-the-test")
    assert outcomes(steps) == ".-..." and server.asked == []


def test_packages_of_another_tenant(serve: Serve) -> None:
    """A server that ignores the tenant id shows by its records which one it is."""
    signs, steps = asked_of(serve({LIST: Answer(200, [{"id": "p", "tenant_id": "t-2"}]), UPLOAD_URL: INVALID}))
    assert signs == "+.+-+" and steps[3].suggestion == "t-2"


def test_a_key_that_may_only_read(serve: Serve) -> None:
    """Reading works, so the connection may be saved; uploading will not, and it is said."""
    signs, steps = asked_of(serve({LIST: Answer(200, []), UPLOAD_URL: NO_SCOPE}))
    assert signs == "+.++-" and passed(steps) and may_write(steps) is False


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_that_cannot_say(serve: Serve, status: int) -> None:
    """Reachable, but nothing is known about the key: neither yes nor no."""
    signs, steps = asked_of(serve({LIST: Answer(status, {"error": "x"})}))
    assert signs == "+...." and not passed(steps)


def test_writing_that_cannot_be_found_out(serve: Serve) -> None:
    """The rest is well, only writing stays open."""
    signs, steps = asked_of(serve({LIST: Answer(200, []), UPLOAD_URL: Answer(500)}))
    assert signs == "+.++." and may_write(steps) is None


def test_the_client_of_the_test_is_closed(serve: Serve) -> None:
    """Nothing stays open after it."""
    made: list[ApiClient] = []

    def ask(connection: Connection, key: str) -> ApiClient:
        made.append(ask_server(connection, key))
        return made[0]

    run_test(of(serve({LIST: Answer(200, [])}).url), "key-for-the-test", ask)
    with pytest.raises(Exception, match="stopped"):
        made[0].packages()
