"""What an API call is: declared once, and served, checked and documented from that one declaration."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from allure_desktop.database import Database
from allure_desktop.preview.content import Shelf
from allure_desktop.sandbox.faults import Faults
from allure_desktop.sandbox.keys import Key, Keys
from allure_desktop.sandbox.packages import Packages
from allure_desktop.sandbox.problems import Problem, invalid_request
from allure_desktop.sandbox.processing import Processing
from allure_desktop.sandbox.rate_limit import RateLimit
from allure_desktop.sandbox.sessions import Sessions
from allure_desktop.sandbox.shapes import Schema
from allure_desktop.sandbox.storage import Storage
from allure_desktop.sandbox.webhooks import Webhooks


@dataclass(slots=True)
class Backend:
    """Everything the calls work on. `storage_url` is the storage origin, without a slash at its end."""

    database: Database
    storage: Storage
    packages: Packages
    sessions: Sessions
    keys: Keys
    processing: Processing
    webhooks: Webhooks
    faults: Faults
    rate_limit: RateLimit
    clock: Callable[[], float]
    stopping: threading.Event
    shelf: Shelf
    url: str = ""
    storage_url: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One checked request: `query` and `body` have the declared shapes, `headers` have lower-case names."""

    backend: Backend
    path: str
    key: Key | None
    parts: Mapping[str, str]
    query: Mapping[str, Any]
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def tenant_id(self) -> str:
        """The key's tenant, after a look whether the call names another.

        Raises Problem 403 TENANT_MISMATCH, whose details name the key's tenant.
        """
        if self.key is None:
            raise Problem(401, "An API key is needed", "UNAUTHORIZED")
        named = self.body.get("tenant_id", self.query.get("tenant_id"))
        if named is not None and named != self.key.tenant_id:
            raise Problem(
                403,
                "The API key belongs to another tenant",
                "TENANT_MISMATCH",
                {"tenant_id": self.key.tenant_id, "requested_tenant_id": named},
            )
        return self.key.tenant_id


@dataclass(frozen=True, slots=True)
class Reply:
    """A good answer: JSON, or a file to send under `filename`, or what `respond` makes of the request, or nothing."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    file: Path | None = None
    filename: str = ""
    respond: Callable[[Request], Response] | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One call. `scope` None: no key needed. `answers` by status: words and shape (None: no JSON body)."""

    method: str
    path: str
    name: str
    summary: str
    handle: Callable[[Call], Reply]
    answers: Mapping[int, tuple[str, Schema | None]]
    scope: str | None = "read"
    body: Schema | None = None
    query: Mapping[str, Schema] = field(default_factory=dict)
    required_query: tuple[str, ...] = ()
    headers: Mapping[str, Schema] = field(default_factory=dict)
    errors: tuple[int, ...] = ()
    media_type: str = "application/json"
    description: str = ""


def read_query(operation: Operation, given: Mapping[str, str]) -> dict[str, Any]:
    """The declared parameters, numbers as numbers; others are ignored. Raises Problem 400."""
    found: dict[str, Any] = {}
    for name, schema in operation.query.items():
        if name not in given:
            if name in operation.required_query:
                raise invalid_request(f"{name} is required", field=name)
            continue
        value: Any = given[name]
        if schema.get("type") == "integer":
            try:
                value = int(value)
            except ValueError:
                raise invalid_request(f"{name} must be a whole number", field=name) from None
        found[name] = value
    return found
