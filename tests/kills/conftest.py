"""A folder in which real programs upload real files to a sandbox, and are killed."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from allure_desktop.api.client import ApiClient
from allure_desktop.database import Database
from allure_desktop.events import Events
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.settings import LIMIT_BYTES_PER_S, PARTS_FROM_BYTES, Settings
from tests.packages import scorm12

MiB = 2**20
LONGEST_S = 240.0


class Scene:
    """One data directory, one sandbox, and the programs over them."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self.folder = folder
        self.sandbox = sandbox
        self.data = folder / "data"
        self.kills = 0
        self._children: list[subprocess.Popen[str]] = []
        own = {"ALLURE_URL": sandbox.url, "ALLURE_TENANT": sandbox.tenant_id, "ALLURE_API_KEY": sandbox.api_key}
        self.environ = {**os.environ, **own, "ALLURE_DATA_DIR": str(self.data), "PYTHONUNBUFFERED": "1"}

    def setting(self, bytes_per_s: int, parts_from: int = 10_000_000) -> None:
        """Kept as the settings sheet keeps them: resumable from a small size on, and slow enough to be hit."""
        self.data.mkdir(mode=0o700, exist_ok=True)
        database = Database(self.data / "allure.sqlite3")
        settings = Settings(database, Events())
        settings.set(PARTS_FROM_BYTES, parts_from)
        settings.set(LIMIT_BYTES_PER_S, bytes_per_s)
        database.close()

    def package(self, name: str, size: int) -> Path:
        return scorm12(self.folder / name, title=name, size_bytes=size)

    def start(self, *words: str | Path) -> subprocess.Popen[str]:
        """The program, its answers piped."""
        child = subprocess.Popen(
            [sys.executable, "-m", "allure_desktop", *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=self.environ,
        )
        self._children.append(child)
        return child

    def kill(self, child: subprocess.Popen[str]) -> bool:
        """SIGKILL; whether it was still running."""
        running = child.poll() is None
        child.send_signal(signal.SIGKILL)
        child.wait(30)
        self.kills += running
        return running

    def end_all(self) -> None:
        for child in self._children:
            child.kill()
            child.wait(30)
            if child.stdout is not None:
                child.stdout.close()

    def connect(self) -> None:
        """A connection kept as people keep it, its key in the keyring, instead of one from the environment."""
        key = self.environ.pop("ALLURE_API_KEY")
        url, tenant = self.environ.pop("ALLURE_URL"), self.environ.pop("ALLURE_TENANT")
        words = ["connect", "--name", "sb", "--url", url, "--tenant", tenant, "--key-stdin", "--default"]
        command = [sys.executable, "-m", "allure_desktop", *words]
        subprocess.run(command, env=self.environ, input=key, text=True, check=True, capture_output=True, timeout=60)

    def parts_there(self) -> int:
        """Parts that the storage has confirmed, ever."""
        return sum(seen.status == 200 for seen in self.sandbox.requests.find("PUT", origin="storage"))

    def live(self) -> int:
        """Packages on the server."""
        return self.sandbox.requests.count("POST", "/api/v1/packages/process") and len(self._packages())

    def _packages(self) -> list[Any]:
        client = ApiClient(self.sandbox.url, self.sandbox.tenant_id, "me", lambda: self.sandbox.api_key)
        try:
            return client.packages()
        finally:
            client.close()

    def rows(self) -> list[dict[str, Any]]:
        """The journal, as a script sees it."""
        told = subprocess.run(
            [sys.executable, "-m", "allure_desktop", "uploads", "--json"],
            env=self.environ,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        listed: list[dict[str, Any]] = json.loads(told.stdout)
        return listed

    def finish(self) -> None:
        """Resumes until everything is live."""
        child = self.start("resume", "--all", "--json")
        out, _ = child.communicate(timeout=LONGEST_S)
        assert child.returncode == 0, out

    def arrived(self, *files: Path, revisions: int = 1) -> None:
        """One package a file, its newest revision byte for byte the file; nothing more on the server."""
        client = ApiClient(self.sandbox.url, self.sandbox.tenant_id, "me", lambda: self.sandbox.api_key)
        try:
            packages = {package.original_filename: package for package in client.packages()}
            assert sorted(packages) == sorted(file.name for file in files)
            assert len(client.packages()) == len(files)
            for file in files:
                package = packages[file.name]
                assert package.current_revision == revisions
                stored = io.BytesIO()
                client.download(package.package_id, stored)
                assert stored.getvalue() == file.read_bytes()
        finally:
            client.close()


def at_moment(child: subprocess.Popen[str], after_s: float, lines: int = 1_000_000) -> None:
    """Returns so much time after the program's first line, earlier once it has said so many, or has ended.

    Counted from its first word: on a busy machine a program loads for seconds, and nothing is hit meanwhile.
    """
    begun, seen = threading.Event(), threading.Event()

    def read() -> None:
        assert child.stdout is not None
        for number, _ in enumerate(child.stdout, 1):
            begun.set()
            if number >= lines:
                seen.set()
        begun.set()
        seen.set()

    threading.Thread(target=read, daemon=True).start()
    assert begun.wait(LONGEST_S), "the program said nothing"
    seen.wait(after_s)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with Sandbox(tmp_path / "sandbox", part_size=5 * MiB) as sandbox:
        made = Scene(tmp_path, sandbox)
        yield made
        made.end_all()


@pytest.fixture
def moments() -> Callable[[float], float]:
    """Random moments, the same in each run of the tests: seconds up to a longest."""
    chance = random.Random(20261124)
    return lambda longest: chance.random() * longest


def until(condition: Callable[[], bool], longest_s: float = LONGEST_S) -> None:
    end = time.monotonic() + longest_s
    while not condition():
        assert time.monotonic() < end, "what was waited for did not come"
        time.sleep(0.02)
