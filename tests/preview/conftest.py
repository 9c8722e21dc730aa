"""A preview on a real socket, and a client that speaks to it as a browser, or worse."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from allure_desktop.database import Database
from allure_desktop.preview.options import PreviewOptions
from allure_desktop.preview.preview import Preview, Previews
from tests.packages import manifest_12, member_info, scorm12

LIMIT_S = 30


@dataclass(frozen=True)
class Answer:
    """Status, headers (small letters) and body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Browser:
    """Sends one request at a time to a preview, each on a connection of its own, exactly as it is told."""

    def __init__(self, preview: Preview, host: str | None = None) -> None:
        self.preview = preview
        self.host = f"{host or preview.host}:{preview.port}"

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.preview.port, timeout=LIMIT_S)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            told = {"Host": self.host} | {name.replace("_", "-"): value for name, value in headers.items()}
            if body is not None:
                told.setdefault("Content-Length", str(len(body)))
            for name, value in told.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def file(self, name: str, **headers: str) -> Answer:
        return self.ask(f"/pkg/{name}", "GET", None, **headers)

    def course(self) -> dict[str, Any]:
        """As the page begins: a new view of the attempt."""
        found: dict[str, Any] = self.ask("/__ac/course").json
        return found

    def post(self, call: str, told: Any, view: int | None = None) -> Answer:
        number = self.preview._play.commands.view if view is None else view
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        return self.ask(f"/__ac/{call}?view={number}", "POST", body)


Opener = Callable[..., tuple[Preview, Browser]]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    found = Database(tmp_path / "allure.sqlite3")
    yield found
    found.close()


@pytest.fixture
def previews(database: Database) -> Iterator[Previews]:
    found = Previews(database)
    yield found
    found.close()


@pytest.fixture
def play(previews: Previews) -> Opener:
    """Opens a package, `options` as in PreviewOptions; closed with the test."""

    def open_it(path: Path, **options: Any) -> tuple[Preview, Browser]:
        preview = previews.open(path, PreviewOptions(**options))
        return preview, Browser(preview)

    return open_it


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A SCORM 1.2 course with two lessons."""
    return scorm12(tmp_path / "course.zip", scos=2)


def mixed_zip(path: Path, stored: dict[str, bytes], deflated: dict[str, bytes]) -> Path:
    """A playable package with members of both kinds."""
    with zipfile.ZipFile(path, "w") as target:
        target.writestr(member_info("imsmanifest.xml"), manifest_12(listed=()), zipfile.ZIP_DEFLATED)
        target.writestr(member_info("index.html"), "<!doctype html><title>A</title>", zipfile.ZIP_DEFLATED)
        for name, data in stored.items():
            target.writestr(member_info(name), data, zipfile.ZIP_STORED)
        for name, data in deflated.items():
            target.writestr(member_info(name), data, zipfile.ZIP_DEFLATED, 1)
    return path


def noise(size_bytes: int, seed: int = 1) -> bytes:
    """Bytes that do not compress, the same each time."""
    return random.Random(seed).randbytes(size_bytes)


def words(size_bytes: int) -> bytes:
    """Bytes that compress well and repeat nowhere."""
    lines = b"".join(b'{"number": %d, "next": %d},\n' % (n, n * 7 % 1000) for n in range(size_bytes // 26 + 1))
    return lines[:size_bytes]


def until(true: Callable[[], bool]) -> None:
    """Waits for a condition that another thread or process makes true."""
    deadline = time.monotonic() + LIMIT_S
    while not true():
        assert time.monotonic() < deadline, "it never became so"
        threading.Event().wait(0.01)


def kept(n: float, **more: Any) -> dict[str, Any]:
    """A part's record as the page saves it."""
    return {"n": n, "status": "incomplete", "exit": "suspend", "cmi": {"suspend_data": f"at {n}"}, **more}
