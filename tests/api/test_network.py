"""No answer at all: each way a network fails is told apart, names the host and says what to do."""

from __future__ import annotations

import datetime
import errno
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest
import trustme

from allure_desktop import errors
from allure_desktop.api import client as client_module
from allure_desktop.api import retry
from allure_desktop.api.client import ApiClient
from tests.scripted_server import Answer, ScriptedServer, free_port

Serve = Callable[..., ScriptedServer]
ClientOf = Callable[..., ApiClient]
LIST, PROCESS = "GET /api/v1/packages", "POST /api/v1/packages/process"
COMPLETE, INIT = "POST /api/v1/packages/multipart/complete", "POST /api/v1/packages/multipart/init"


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "_LONGEST_WAITS_S", (0.001, 0.001))


def trouble_of(client: ApiClient) -> errors.ServerError:
    with pytest.raises(errors.ServerError) as told:
        client.packages()
    assert told.value.what and told.value.cause and told.value.remedy
    return told.value


def test_a_refused_connection(client_of: ClientOf) -> None:
    """Nothing listens there."""
    port = free_port()
    error = trouble_of(client_of(f"http://127.0.0.1:{port}"))
    assert isinstance(error, errors.Unreachable) and error.code == "server.unreachable"
    assert f"127.0.0.1:{port}" in error.message and "Nothing listens" in error.cause
    assert error.worth_repeating


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "server.unknown-host"),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), "server.offline"),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "server.offline"),
        (OSError(errno.EHOSTUNREACH, "No route to host"), "server.offline"),
        (TimeoutError("timed out"), "server.timeout"),
    ],
    ids=["unknown name", "no name server", "no network", "no route", "no connection in time"],
)
def test_why_a_server_cannot_be_reached(
    client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, failure: OSError, code: str
) -> None:
    """DNS, network and time-outs have their own codes and words; they are not asked again at once."""
    tries: list[int] = []

    def fail(*args: Any, **how: Any) -> NoReturn:
        tries.append(1)
        raise failure

    monkeypatch.setattr(socket, "create_connection", fail)
    error = trouble_of(client_of("https://lms.example"))
    assert isinstance(error, errors.Unreachable) and error.code == code
    assert "lms.example" in error.message and len(tries) == 1


def tls_server(authority: trustme.CA, *names: str, **how: Any) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, **how).configure_cert(context)
    return context


def test_a_certificate_nobody_vouches_for(serve: Serve, client_of: ClientOf) -> None:
    """The remedy says how to trust a company's own authority."""
    server = serve({LIST: Answer(200, [])}, tls=tls_server(trustme.CA(), "localhost"))
    error = trouble_of(client_of(server))
    assert isinstance(error, errors.BadCertificate) and not error.worth_repeating
    assert f"localhost:{server.port}" in error.what
    assert "company" in error.remedy and "SSL_CERT_FILE" in error.remedy
    assert server.asked == []


def test_a_certificate_of_another_name_or_another_time(serve: Serve, client_of: ClientOf, tmp_path: Path) -> None:
    """A wrong name and an expired certificate have remedies of their own."""
    authority, file = trustme.CA(), tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    other_name = serve(tls=tls_server(authority, "other.example"))
    expired = serve(
        tls=tls_server(
            authority,
            "localhost",
            not_before=datetime.datetime(2020, 1, 1),
            not_after=datetime.datetime(2020, 2, 1),
        )
    )
    by_name = trouble_of(client_of(other_name, ca_file=str(file)))
    by_time = trouble_of(client_of(expired, ca_file=str(file)))
    assert isinstance(by_name, errors.BadCertificate) and "another name" in by_name.cause
    assert isinstance(by_time, errors.BadCertificate) and "expired" in by_time.cause


def test_a_company_s_own_authority_can_be_trusted(serve: Serve, client_of: ClientOf, tmp_path: Path) -> None:
    """By the connection's file, and by SSL_CERT_FILE as the remedy says."""
    for way in ("file", "variable"):
        authority, file = trustme.CA(), tmp_path / f"{way}.pem"
        authority.cert_pem.write_to_path(str(file))
        server = serve({LIST: Answer(200, [{"id": "p"}])}, tls=tls_server(authority, "localhost"))
        with pytest.MonkeyPatch.context() as patch:
            if way == "variable":
                patch.setenv("SSL_CERT_FILE", str(file))
            client = client_of(server, ca_file=str(file) if way == "file" else "")
            assert len(client.packages()) == 1
    assert server.asked[0].headers["x-api-key"]


def test_https_to_a_server_without_it(serve: Serve, client_of: ClientOf) -> None:
    """The port speaks plain http: told as a wrong address, not as a bad certificate."""
    server = serve()
    error = trouble_of(client_of(f"https://127.0.0.1:{server.port}"))
    assert isinstance(error, errors.NotTheApi) and "https" in error.message


def test_a_proxy_is_used_but_never_for_this_computer(
    serve: Serve, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's proxy gets requests to other hosts; loopback is asked directly, even if nothing exempts it."""
    proxy, home = serve({LIST: Answer(200, [{"id": "far"}])}), serve({LIST: Answer(200, [{"id": "near"}])})
    for variable in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(variable, proxy.url)
    for variable in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(variable, raising=False)
    assert client_of("http://far.example").packages()[0].package_id == "far"
    assert proxy.asked[0].headers["host"] == "far.example"
    assert client_of(home).packages()[0].package_id == "near"


def test_a_proxy_that_is_not_there(client_of: ClientOf) -> None:
    """The words name the server that was meant."""
    error = trouble_of(client_of("https://far.example", proxy=f"http://127.0.0.1:{free_port()}"))
    assert isinstance(error, errors.Unreachable) and "far.example" in error.message


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1080", "gopher://x", "http://a:b:c"])
def test_a_proxy_that_cannot_be_used(
    serve: Serve, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    """Told in words, never gone around; this computer's own addresses are asked all the same."""
    for variable in ("ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(variable, proxy)
    error = trouble_of(client_of("https://far.example"))
    assert isinstance(error, errors.Unreachable) and error.code == "server.proxy"
    assert "proxy" in error.cause and "far.example" in error.what
    assert len(client_of(serve({LIST: Answer(200, [{"id": "p"}])})).packages()) == 1


def test_a_file_of_authorities_that_is_none(client_of: ClientOf, tmp_path: Path) -> None:
    """Missing, or no certificates in it: an error that names the file."""
    (tmp_path / "no.pem").write_text("hello")
    for name, code in (("no.pem", "file.unreadable"), ("gone.pem", "file.missing")):
        with pytest.raises(errors.LocalFileError, match=name) as told:
            client_of("https://far.example", ca_file=str(tmp_path / name)).packages()
        assert told.value.code == code and told.value.remedy


def test_a_read_is_repeated_where_the_fault_may_pass(serve: Serve, client_of: ClientOf) -> None:
    """Dropped, then 503, then an answer: the reader sees only the answer."""
    server = serve({LIST: [Answer(fault="drop"), Answer(503), Answer(200, [{"id": "p"}])]})
    assert len(client_of(server).packages()) == 1
    assert len(server.asked) == 3


def test_a_read_is_not_repeated_for_ever(serve: Serve, client_of: ClientOf) -> None:
    """Three times, then the trouble is told; 500 is told at once."""
    dropped, broken = serve({LIST: Answer(fault="drop")}), serve({LIST: Answer(500)})
    assert isinstance(trouble_of(client_of(dropped)), errors.Unreachable)
    with pytest.raises(errors.ServerTrouble):
        client_of(broken).packages()
    assert (len(dropped.asked), len(broken.asked)) == (3, 1)


@pytest.mark.parametrize(
    "answer",
    [Answer(fault="drop"), Answer(200, {"package": {}}, fault="cut"), Answer(502), Answer(504), Answer(200, "<html>")],
    ids=["dropped", "cut", "502", "504", "web page"],
)
@pytest.mark.parametrize("call", ["complete", "process"])
def test_a_lost_answer_is_told_and_never_repeated(serve: Serve, client_of: ClientOf, answer: Answer, call: str) -> None:
    """Whether it took effect is unknown: one request, AnswerLost, and the remedy is to look."""
    server = serve({PROCESS: answer, COMPLETE: answer})
    client = client_of(server)
    with pytest.raises(errors.AnswerLost, match="was lost") as told:
        if call == "complete":
            client.complete("u", [(1, '"a"')])
        else:
            client.process("t/x.zip", "x.zip")
    assert len(server.asked) == 1
    assert "Look whether" in told.value.remedy


def test_processing_that_takes_too_long_is_a_lost_answer(
    serve: Serve, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time-out is 35 minutes, since 30 are said to be usual; after it the outcome is unknown."""
    assert client_module.PROCESS_READ_S == 35 * 60
    monkeypatch.setattr(client_module, "PROCESS_READ_S", 0.2)
    server = serve({PROCESS: Answer(fault="hang")})
    with pytest.raises(errors.AnswerLost):
        client_of(server).process("t/x.zip", "x.zip")
    server.end_hang.set()


def test_what_never_went_out_is_not_lost(client_of: ClientOf) -> None:
    """No connection: the server cannot have done anything."""
    with pytest.raises(errors.Unreachable) as told:
        client_of(f"http://127.0.0.1:{free_port()}").process("t/x.zip", "x.zip")
    assert not isinstance(told.value, errors.AnswerLost)


def test_unavailable_is_no_lost_answer(serve: Serve, client_of: ClientOf) -> None:
    """503 says that nothing was done."""
    with pytest.raises(errors.ServerTrouble):
        client_of(serve({PROCESS: Answer(503)})).process("t/x.zip", "x.zip")


def test_no_change_is_ever_repeated(serve: Serve, client_of: ClientOf) -> None:
    """A dropped init is AnswerLost after one request too."""
    server = serve({INIT: Answer(fault="drop")})
    with pytest.raises(errors.AnswerLost):
        client_of(server).multipart_init("a.zip", 1)
    assert len(server.asked) == 1


def test_processing_has_a_fresh_connection(serve: Serve, client_of: ClientOf) -> None:
    """An idle connection that the server is just dropping would look like a lost answer."""
    server = serve({LIST: Answer(200, []), PROCESS: Answer(202)})
    client = client_of(server)
    client.packages()
    client.packages()
    assert server.connections == 1
    client.process("t/x.zip", "x.zip")
    assert server.connections == 2


def test_closing_ends_a_call_under_way(serve: Serve, client_of: ClientOf) -> None:
    """A quit does not wait for a server that thinks; later calls are refused in words."""
    server = serve({LIST: Answer(fault="hang")})
    client = client_of(server)
    told: list[errors.ServerError] = []

    def ask() -> None:
        try:
            client.packages()
        except errors.ServerError as error:
            told.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    assert server.busy.wait(10)
    client.close()
    thread.join(10)
    assert not thread.is_alive() and [error.code for error in told] == ["server.stopped"]
    with pytest.raises(errors.Unreachable, match="stopped"):
        client.packages()


def test_an_answer_without_end_is_not_swallowed(
    serve: Serve, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory stays bounded whatever a server sends."""
    monkeypatch.setattr("allure_desktop.api.transport.LONGEST_ANSWER", 1000)
    with pytest.raises(errors.NotTheApi, match="no end"):
        client_of(serve({LIST: Answer(200, b"[" + b" " * 5000 + b"]")})).packages()
