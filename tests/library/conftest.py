"""A library over a real database, and a server of a few lines behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from allure_desktop.api.answers import Launch, PackageRecord, Quotas, VersionRecord
from allure_desktop.api.client import ApiClient
from allure_desktop.api.paging import Page
from allure_desktop.api.records import package_record
from allure_desktop.database import Database
from allure_desktop.errors import Conflict, NotFound, Unreachable
from allure_desktop.events import Event, Events
from allure_desktop.library.library import Library
from tests.listed import pages_of, wire


def record(package_id: str = "pkg_1", **facts: Any) -> PackageRecord:
    """A package; `facts` replace its fields."""
    plain = {
        "package_id": package_id,
        "tenant_id": "t-1",
        "title": "Fire Safety",
        "scorm_version": "1.2",
        "schemaversion": "1.2",
        "current_revision": 1,
        "original_filename": "fire.zip",
        "file_size_bytes": 1000,
        "sco_count": 1,
        "uploaded_by": "me",
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": "2026-01-02T00:00:00Z",
        "unknown": [1, {"deep": None}],
    }
    return package_record({**plain, **_listed(facts)})


def _listed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON has them."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()}


def version(revision: int, **facts: Any) -> VersionRecord:
    plain = VersionRecord(revision, "2026-01-01T00:00:00Z", "me", "fire.zip", 1000, "", False, {"revision": revision})
    return replace(plain, **facts)


class Server:
    """What the library asks of a client; `away` makes every call fail."""

    host = "server"
    base_url = "https://server"

    def __init__(self) -> None:
        self.records: dict[str, PackageRecord] = {}
        self.history: list[VersionRecord] = []
        self.away = False
        self.conflict = False
        self.launches: list[tuple[str, str, str]] = []
        self.asked: list[str] = []
        self.zip = b"PK zip"
        self.told: Quotas | None = None

    def _ask(self, name: str) -> None:
        self.asked.append(name)
        if self.away:
            raise Unreachable("server cannot be reached.", host="server")

    def package_pages(self, *_known: object) -> Iterator[Page]:
        self._ask("packages")
        return pages_of(self.records.values())

    def package(self, package_id: str) -> PackageRecord:
        self._ask("package")
        if package_id not in self.records:
            raise NotFound("gone", status=404)
        return self.records[package_id]

    def update_package(self, package_id: str, changes: Mapping[str, Any]) -> PackageRecord:
        self._ask("update_package")
        if self.conflict:
            raise Conflict("conflict", status=409, server_code="VERSION_CONFLICT", host="server")
        self.records[package_id] = package_record({**wire(self.records[package_id]), **_listed(changes)})
        return self.records[package_id]

    def versions(self, package_id: str) -> list[VersionRecord]:
        self._ask("versions")
        return self.history

    def launch(self, package_id: str, user_id: str, session_id: str) -> Launch:
        self._ask("launch")
        self.launches.append((package_id, user_id, session_id))
        return Launch("https://server/player/secret-token", session_id, 1.0)

    def delete_package(self, package_id: str) -> None:
        self._ask("delete_package")
        del self.records[package_id]

    def quotas(self) -> Quotas | None:
        return self.told

    def download(
        self,
        package_id: str,
        target: BinaryIO,
        revision: int | None = None,
        progress: Callable[[int, int | None], None] | None = None,
        **how: Any,
    ) -> None:
        target.write(self.zip)
        self._ask("download")


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def announced() -> list[Event]:
    """Every event, in order."""
    return []


@pytest.fixture
def library(tmp_path: Path, server: Server, announced: list[Event]) -> Library:
    events = Events()
    events.subscribe(announced.append)
    return Library(Database(tmp_path / "x.sqlite3"), events, lambda connection_id: cast(ApiClient, server))
