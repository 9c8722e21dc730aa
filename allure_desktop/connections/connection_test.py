"""Tests a connection by real calls, in five steps, each with its remedy: nothing comes into being on the server."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from allure_desktop.connections.address import is_loopback
from allure_desktop.connections.connection import Connection
from allure_desktop.errors import (
    AllureError,
    BadCertificate,
    Forbidden,
    Invalid,
    KeyRefused,
    LocalFileError,
    NotFound,
    NotTheApi,
    ServerError,
    Unreachable,
)

if TYPE_CHECKING:  # it brings httpx
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.api.client import ApiClient

Name = Literal["reachable", "certificate", "key", "tenant", "write"]
Outcome = Literal["ok", "no", "skipped"]
#: Makes the client that asks: (connection, key) -> ApiClient.
Probe = Callable[[Connection, str], "ApiClient"]

_ENTER_TENANT = "Enter the tenant id that AllureConnect shows."
#: A tenant id that no tenant has.
_NOBODY = "00000000-0000-0000-0000-000000000000"

NAMES: tuple[Name, ...] = ("reachable", "certificate", "key", "tenant", "write")


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the test. `suggestion` is a value for the field concerned (a tenant id), '' where there is none."""

    name: Name
    outcome: Outcome
    words: str
    remedy: str = ""
    suggestion: str = ""


def ask_server(connection: Connection, key: str) -> ApiClient:
    """The usual Probe: a client of its own for the test."""
    from allure_desktop.api.client import ApiClient

    return ApiClient(
        connection.base_url,
        connection.tenant_id,
        connection.uploaded_by,
        lambda: key,
        connection.auth,
        proxy=connection.proxy,
        ca_file=connection.ca_file,
    )


def test_connection(
    connection: Connection,
    key: str,
    ask: Probe = ask_server,
    on_step: Callable[[Step], None] | None = None,
) -> list[Step]:
    """The five steps in their order; `on_step` is told of each as soon as it is known. Raises nothing of the server's.

    Whether the key may write is `may_write(steps)`. Source: interface.md 3.8; api.md, decisions 13 and 14.
    """
    steps = _Steps(on_step)
    client = ask(connection, key)
    try:
        _read(connection, client, steps)
        if steps.none("write"):
            _write(client, steps)
    finally:
        client.close()
    return steps.all()


test_connection.__test__ = False  # type: ignore[attr-defined] # a test runner must not take it for one of its own


def passed(steps: list[Step]) -> bool:
    """Packages can be read with this key; whether it may write is another question."""
    return all(step.outcome != "no" or step.name == "write" for step in steps) and any(
        step.name == "key" and step.outcome == "ok" for step in steps
    )


def may_write(steps: list[Step]) -> bool | None:
    """Whether the key may upload, None where that was not found out."""
    found: dict[Outcome, bool | None] = {"ok": True, "no": False, "skipped": None}
    return next((found[step.outcome] for step in steps if step.name == "write"), None)


class _Steps:
    """What is known so far, told as it comes."""

    def __init__(self, on_step: Callable[[Step], None] | None) -> None:
        self._on_step = on_step or (lambda step: None)
        self._found: dict[Name, Step] = {}

    def none(self, name: Name) -> bool:
        return name not in self._found

    def ok(self, name: Name, words: str) -> None:
        self._tell(Step(name, "ok", words))

    def no(self, name: Name, words: str, remedy: str, suggestion: str = "") -> None:
        self._tell(Step(name, "no", words, remedy, suggestion))

    def skip(self, name: Name, words: str, remedy: str = "") -> None:
        self._tell(Step(name, "skipped", words, remedy))

    def skip_rest(self, words: str = "Not tested: something before it must be put right first.") -> None:
        for name in NAMES:
            if self.none(name):
                self.skip(name, words)

    def _tell(self, step: Step) -> None:
        self._found[step.name] = step
        self._on_step(step)

    def all(self) -> list[Step]:
        return [self._found[name] for name in NAMES]


def _reached(connection: Connection, client: ApiClient, steps: _Steps, took_s: float) -> None:
    parts = urlsplit(connection.base_url)
    steps.ok("reachable", f"{parts.netloc} answered in {_span(took_s)}.")
    if parts.scheme == "https":
        ends = client.certificate_ends()
        if ends is None:
            steps.ok("certificate", "The certificate is trusted.")
        else:
            day = time.strftime("%Y-%m-%d", time.gmtime(ends))
            steps.ok("certificate", f"The certificate is trusted, and valid until {day}.")
    else:
        own = is_loopback(parts.hostname or "")
        steps.skip("certificate", "None is needed on this computer." if own else "The address is not encrypted.")


def _span(seconds: float) -> str:
    return f"{max(1, round(seconds * 1000))} ms" if seconds < 1 else f"{seconds:.1f} s"


def _read(connection: Connection, client: ApiClient, steps: _Steps) -> None:
    """The first four steps, by one authenticated read."""
    given, began = connection.tenant_id.strip(), time.monotonic()

    def reached() -> None:
        _reached(connection, client, steps, time.monotonic() - began)

    try:
        found = client.first_records(given)
    except BadCertificate as error:
        steps.ok("reachable", f"{client.host} answers.")
        steps.no("certificate", error.message, error.remedy)
        return steps.skip_rest()
    except LocalFileError as error:  # the connection's own certificate authorities
        steps.skip("reachable", "Not tested.")
        steps.no("certificate", error.message, error.remedy)
        return steps.skip_rest()
    except (Unreachable, NotTheApi, NotFound) as error:
        steps.no("reachable", error.message, error.remedy)
        return steps.skip_rest()
    except KeyRefused as error:
        reached()
        steps.no("key", error.message, error.remedy)
        return steps.skip_rest()
    except Forbidden as error:
        reached()
        return _forbidden(error, connection, steps)
    except Invalid as error:
        reached()
        steps.ok("key", "The key is accepted.")
        return _tenant_invalid(error, client, given, steps)
    except ServerError as error:
        reached()
        steps.skip("key", f"Not known: {error.message}", error.remedy)
        return steps.skip_rest(f"Not tested: {client.host} could not say.")
    except AllureError as error:
        steps.skip("reachable", error.message, error.remedy)
        return steps.skip_rest()
    reached()
    steps.ok("key", "The key is accepted.")
    return _tenant(connection, found, steps)


def _forbidden(error: Forbidden, connection: Connection, steps: _Steps) -> None:
    if error.code == "key.tenant-mismatch":
        steps.ok("key", "The key is accepted.")
        suggestion = _tenant_in(error.details, connection.tenant_id)
        remedy = f"The key's tenant is {suggestion}: use that tenant id." if suggestion else error.remedy
        steps.no("tenant", "The key belongs to another tenant.", remedy, suggestion)
        return
    if error.code == "key.missing-scope":
        steps.no("key", "The key is known, but may not read.", "Use a key with the read and the write scope.")
    else:
        steps.no("key", error.message, error.remedy)
    steps.skip_rest()


_TENANT_IN_DETAILS = ("key_tenant_id", "expected_tenant_id", "expected", "tenant_id", "tenantId", "tenant")


def _tenant_in(details: Mapping[str, Any], given: str = "") -> str:
    """The key's own tenant, where the refusal tells it (and does not only repeat the one that was `given`)."""
    told = (details.get(name) for name in _TENANT_IN_DETAILS)
    return next((value for value in told if isinstance(value, str) and value and value != given.strip()), "")


def _tenant_invalid(error: Invalid, client: ApiClient, given: str, steps: _Steps) -> None:
    suggestion = _tenant_in(error.details, given)
    if given:
        words = f"The server did not take the tenant id. {error.cause}".strip()
    else:
        words = "The tenant id is missing."
        suggestion = suggestion or _tenant_by_mismatch(client)
    remedy = f"The key's tenant is {suggestion}: use that tenant id." if suggestion else _ENTER_TENANT
    steps.no("tenant", words, remedy, suggestion)


def _tenant_by_mismatch(client: ApiClient) -> str:
    """The key's tenant, as a server tells it that is asked for one that cannot exist; '' where it does not."""
    try:
        client.first_records(_NOBODY)
    except Forbidden as error:
        return _tenant_in(error.details, _NOBODY)
    except AllureError:
        pass
    return ""


def _tenant(connection: Connection, found: list[PackageRecord], steps: _Steps) -> None:
    tenant = connection.tenant_id.strip()
    shown = next((record.tenant_id for record in found if record.tenant_id), "")
    if not tenant:
        if shown:
            remedy = f"The key shows packages of tenant {shown}: use that tenant id."
        else:
            remedy = _ENTER_TENANT
        steps.no("tenant", "The tenant id is missing.", remedy, shown)
    elif shown and shown != tenant:
        steps.no(
            "tenant",
            "The packages that the key shows belong to another tenant.",
            f"Use the tenant id {shown}, or a key of the tenant you meant.",
            shown,
        )
    elif shown:
        steps.ok("tenant", "The tenant matches.")
    else:
        steps.ok("tenant", "The tenant is accepted; it has no packages yet.")


def _write(client: ApiClient, steps: _Steps) -> None:
    try:
        allowed = client.may_write()
    except ServerError as error:
        steps.skip("write", f"Not known: {error.message}", error.remedy)
    else:
        if allowed:
            steps.ok("write", "The key may upload.")
        else:
            steps.no(
                "write",
                "The key may read, but not upload.",
                "Use a key with the write scope; whoever administers AllureConnect can make one.",
            )
