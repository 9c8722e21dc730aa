"""An `Uploads` over a server in memory, with waits short enough for tests."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from allure_desktop.database import Database
from allure_desktop.events import Events
from allure_desktop.settings import Settings
from allure_desktop.uploads.env import RealEnv
from allure_desktop.uploads.queue import ConnectionFacts, Uploads
from allure_desktop.uploads.rows import UploadRow
from allure_desktop.uploads.transfer import Timing
from tests.uploads.fake_server import FakeApi, FakeServer, FakeStorage, MiB

QUICK = Timing(
    backoff_s=0.01,
    backoff_most_s=0.05,
    first_look_s=0.01,
    look_s=0.05,
    look_most_s=0.05,
    grace_s=0.2,
    grace_bytes_per_s=1e12,
    give_up_s=1.0,
    file_again_s=0.05,
    disk_again_s=0.05,
)
LONGEST_S = 30.0


class Place:
    """One data directory with its uploads; `restart` is a new start of the program."""

    def __init__(self, folder: Path, server: FakeServer) -> None:
        self.folder = folder
        self.server = server
        self.report: dict[str, Any] = {"sound": True, "title": "Fire Safety", "findings": []}
        self.live: list[tuple[str, str]] = []
        self.notes: list[tuple[str, str, int, str]] = []
        self.timing = QUICK
        self.single_put_limit_bytes = 8 * MiB
        self.key_problem: Exception | None = None
        self.env = RealEnv()
        self.opened: list[tuple[Uploads, Database]] = []
        self.open()

    def open(self) -> Uploads:
        """Another program over the same folder; the one before is left running."""
        self.folder.mkdir(exist_ok=True)
        self.database = Database(self.folder / "allure.sqlite3")
        self.events = Events()
        self.settings = Settings(self.database, self.events)
        self.uploads = Uploads(
            self.database,
            self.events,
            self.settings,
            api_for=self._api_for,
            storage_for=lambda _: FakeStorage(self.server),  # type: ignore[arg-type,return-value]
            validate=self.validate,
            connection_facts=lambda connection_id: ConnectionFacts(connection_id, "http://server", "t", "me"),
            on_live=lambda connection_id, package_id: self.live.append((connection_id, package_id)),
            keep_note=lambda *note: self.notes.append(note),
            timing=self.timing,
            single_put_limit_bytes=self.single_put_limit_bytes,
            env=self.env,
        )
        self.opened.append((self.uploads, self.database))
        return self.uploads

    def _api_for(self, connection_id: str) -> Any:
        if self.key_problem is not None:
            raise self.key_problem
        return FakeApi(self.server)

    def validate(self, path: str, **how: Any) -> dict[str, Any]:
        how["progress"](1, 1)
        return self.report

    def restart(self) -> Uploads:
        self.close()
        return self.open()

    def close(self) -> None:
        for uploads, database in self.opened:
            uploads.close()
            database.close()
        self.opened.clear()

    def file(self, size: int, name: str = "course.zip", seed: int = 1) -> Path:
        path = self.folder.parent / name
        path.write_bytes(random.Random(seed).randbytes(size))
        return path

    def until(self, upload_id: int, *wanted: str) -> UploadRow:
        """Waits until the row's state or reason is one of these."""
        end = time.monotonic() + LONGEST_S
        while True:
            row = self.uploads.row(upload_id)
            if row.state in wanted or row.reason in wanted:
                return row
            assert time.monotonic() < end, f"still {row.state} {row.reason} {row.message}"
            time.sleep(0.005)

    def outcome(self, upload_id: int) -> UploadRow:
        """Waits until the row has an outcome."""
        row = self.uploads.wait([upload_id], LONGEST_S)[0]
        assert row.outcome, f"still {row.state} {row.reason} {row.message}"
        return row


def eventually(what: Callable[[], Any]) -> None:
    """Waits until `what()` is true."""
    end = time.monotonic() + LONGEST_S
    while not what():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.005)


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def place(tmp_path: Path, server: FakeServer) -> Iterator[Place]:
    made = Place(tmp_path / "data", server)
    yield made
    made.close()
