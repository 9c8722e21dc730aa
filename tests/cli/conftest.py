"""What the tests of the command line share: a sandbox, calls in this process and as a real process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from allure_desktop.cli.command_line import run
from allure_desktop.sandbox.server import Sandbox
from tests.packages import scorm12


@dataclass(frozen=True)
class Answer:
    """How a call ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)

    @property
    def events(self) -> list[dict[str, Any]]:
        """The JSON lines on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def results(self) -> list[dict[str, Any]]:
        return [event for event in self.events if event["event"] == "result"]


@pytest.fixture(scope="package")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with Sandbox(tmp_path_factory.mktemp("sandbox")) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(_running: Sandbox) -> Iterator[Sandbox]:
    """A sandbox without faults; packages of earlier tests may be there."""
    _running.faults.clear()
    yield _running
    _running.faults.clear()


@pytest.fixture
def connected(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Sandbox:
    """The sandbox as the connection of the environment."""
    monkeypatch.setenv("ALLURE_URL", sandbox.url)
    monkeypatch.setenv("ALLURE_TENANT", sandbox.tenant_id)
    monkeypatch.setenv("ALLURE_API_KEY", sandbox.api_key)
    return sandbox


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Runs a call in this process."""

    def calling(*argv: str | Path) -> Answer:
        capsys.readouterr()
        code = run([str(word) for word in argv])
        told = capsys.readouterr()
        assert "Traceback" not in told.err + told.out
        return Answer(code, told.out, told.err)

    return calling


def started(argv: Sequence[str | Path], **options: Any) -> subprocess.Popen[str]:
    """A call as a real process, its output piped."""
    command = [sys.executable, "-m", "allure_desktop", *map(str, argv)]
    environ = {**os.environ, "PYTHONUNBUFFERED": "1"}
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, text=True, env=environ, **{**pipes, **options})


@pytest.fixture
def process() -> Callable[..., Answer]:
    """Runs a call as a real process to its end."""

    def calling(*argv: str | Path, stdin: str | None = None) -> Answer:
        child = started(argv, stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL)
        out, err = child.communicate(stdin, timeout=60)
        assert "Traceback" not in out + err
        return Answer(child.returncode, out, err)

    return calling


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A package without a finding that matters."""
    return scorm12(tmp_path / "fire safety.zip", title="Fire Safety Basics")
