"""A company's proxy and its own certificate authority, for real: a tunnel, a log-in, TLS inside of it."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import trustme

from allure_desktop import errors
from allure_desktop.api.client import ApiClient
from allure_desktop.api.proxies import proxy_between
from allure_desktop.api.storage import StorageClient
from tests.connect_proxy import ConnectProxy
from tests.scripted_server import Answer, ScriptedServer

LIST = "GET /api/v1/packages"
ClientOf = Callable[..., ApiClient]


@dataclass
class Company:
    """`lms.example` and `storage.example` behind a proxy that wants a log-in; their certificates are the company's."""

    proxy: ConnectProxy
    ca_file: str
    lms: ScriptedServer
    storage: ScriptedServer

    @property
    def way(self) -> dict[str, Any]:
        return {"proxy": self.proxy.address("ann:p%40ss"), "ca_file": self.ca_file}


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "company.pem")
    contexts = []
    for name in ("lms.example", "storage.example"):
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(tls)
        contexts.append(tls)
    with (
        ScriptedServer({LIST: Answer(200, [{"id": "p1"}])}, tls=contexts[0]) as lms,
        ScriptedServer({"PUT /bucket/x": Answer(200, headers={"ETag": '"e"'})}, tls=contexts[1]) as storage,
        ConnectProxy({"lms.example": lms.port, "storage.example": storage.port}, name="ann", password="p@ss") as proxy,
    ):
        yield Company(proxy, str(tmp_path / "company.pem"), lms, storage)


def trouble(client: ApiClient) -> errors.ServerError:
    with pytest.raises(errors.ServerError) as caught:
        client.first_records()
    return caught.value


def test_api_and_storage_go_through_the_proxy_by_the_companys_certificates(
    company: Company, client_of: ClientOf
) -> None:
    """Both names are known to the proxy alone; the key is told to the API inside of the tunnel, to nobody else."""
    assert client_of("https://lms.example", **company.way).packages()[0].package_id == "p1"
    storage = StorageClient(**company.way)
    assert storage.put("https://storage.example/bucket/x?signed=1", {}, [b"data"], 4).etag == '"e"'
    storage.close()
    assert {target for target, _status in company.proxy.asked} == {"lms.example:443", "storage.example:443"}
    assert all("proxy-authorization" not in one.headers for one in (*company.lms.asked, *company.storage.asked))
    assert "x-api-key" in company.lms.asked[0].headers and "x-api-key" not in company.storage.asked[0].headers


@pytest.mark.parametrize("login", ["", "ann:wrong"])
def test_a_proxy_that_wants_another_log_in_is_named(company: Company, client_of: ClientOf, login: str) -> None:
    """Which proxy, that it is its log-in, and where it is entered; the password that was tried is in no word."""
    error = trouble(client_of("https://lms.example", proxy=company.proxy.address(login), ca_file=company.ca_file))
    assert error.code == "server.proxy" and f"127.0.0.1:{company.proxy.port}" in error.cause
    assert "name and a password" in error.cause and "http://name:password@host:port" in error.remedy
    assert "wrong" not in str(error) and company.proxy.asked[-1][1] == 407


def test_a_server_that_the_proxy_does_not_know(company: Company, client_of: ClientOf) -> None:
    """It is the proxy that cannot reach it: told so, not as a network that is gone."""
    error = trouble(client_of("https://other.example", **company.way))
    assert error.code == "server.proxy" and "cannot reach it (502)" in error.cause


def test_a_proxy_that_is_gone_is_named(company: Company, client_of: ClientOf) -> None:
    """Nothing listens there: said of the proxy and not of the server."""
    company.proxy.__exit__()
    error = trouble(client_of("https://lms.example", **company.way))
    assert f"The proxy 127.0.0.1:{company.proxy.port}" in error.cause and "lms.example" in error.what


def test_an_inspecting_proxy_is_named_with_its_certificate(company: Company, client_of: ClientOf) -> None:
    """Without the company's authority: whose certificate, which proxy may be behind it, and where a file is named."""
    error = trouble(client_of("https://lms.example", proxy=company.proxy.address("ann:p%40ss")))
    assert isinstance(error, errors.BadCertificate) and "lms.example" in error.what
    assert f"The proxy 127.0.0.1:{company.proxy.port}" in error.remedy and "advanced settings" in error.remedy


def test_the_systems_proxy_is_used_and_named(
    company: Company, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HTTPS_PROXY serves a connection that names none, and is named when it refuses."""
    for variable in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(variable, company.proxy.address("ann:p%40ss"))
    assert len(client_of("https://lms.example", ca_file=company.ca_file).packages()) == 1
    for variable in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(variable, company.proxy.address())
    error = trouble(client_of("https://lms.example", ca_file=company.ca_file))
    assert f"The proxy 127.0.0.1:{company.proxy.port}" in error.cause


def test_which_proxy_is_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection's before the system's, none for this computer and for what is exempt, and never a log-in."""
    for variable in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(variable, "http://me:word@system.example:8080")
    for variable in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(variable, "inside.example")
    assert proxy_between("https://lms.example/x") == "system.example:8080"
    assert proxy_between("https://lms.example", "http://me:word@own.example:1") == "own.example:1"
    assert proxy_between("https://inside.example") == ""
    assert proxy_between("https://127.0.0.1:9", "http://own.example:1") == ""
    assert proxy_between("https://lms.example", "http://a:b:c") == ""
