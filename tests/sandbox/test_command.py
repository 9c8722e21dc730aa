"""The verb `sandbox` as a program of its own: its first line, its end, its death."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conformance.server import Server


@contextmanager
def program(folder: Path, *options: str, **environ: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """The running program and its first line."""
    command = [sys.executable, "-m", "allure_desktop", "sandbox", "--json", "--data", str(folder), *options]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environ},
    )
    try:
        assert process.stdout is not None
        yield process, json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_ends_when_asked(tmp_path: Path, number: signal.Signals) -> None:
    """The first line is all that a client needs; a signal ends it with 0 and not a word on stderr."""
    with program(tmp_path, ALLURE_SANDBOX_KEY="key-from-outside") as (process, said):
        assert set(said) == {"url", "storage_url", "tenant_id", "api_key"}
        assert said["api_key"] == "key-from-outside"
        assert Server(said["url"], said["tenant_id"], said["api_key"]).packages() == []
        process.send_signal(number)
        rest, errors = process.communicate(timeout=10)
        assert (process.returncode, rest, errors) == (0, "", "")


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    """--until-stdin-ends: a window that dies leaves no server behind."""
    with program(tmp_path, "--until-stdin-ends") as (process, _):
        process.communicate(timeout=10)
        assert process.returncode == 0


def test_killed_it_has_lost_nothing(tmp_path: Path, course: Path) -> None:
    """SIGKILL right after an answer: the package is there at the next start, on the same port with the same key."""
    with program(tmp_path / "data") as (process, said):
        package_id = Server(said["url"], said["tenant_id"], said["api_key"]).package(course)["package"]["package_id"]
        process.kill()
    with program(tmp_path / "data") as (_, again):
        assert again == said
        server = Server(said["url"], said["tenant_id"], said["api_key"])
        assert [record["package_id"] for record in server.packages()] == [package_id]
        assert server.http.get(f"/packages/{package_id}/download").content == course.read_bytes()


def test_its_options_reach_it(tmp_path: Path) -> None:
    """Rate limit, faults and the older record shape."""
    options = ("--rate-limit", "1/min", "--fault", "503@/packages", "--legacy-records")
    with program(tmp_path, *options) as (_, said):
        headers = {"X-API-Key": said["api_key"]}
        assert httpx.get(f"{said['url']}/api/v1/packages", headers=headers).status_code == 503
        assert httpx.get(f"{said['url']}/api/v1/quotas", headers=headers).status_code == 200
        assert httpx.get(f"{said['url']}/api/v1/quotas", headers=headers).status_code == 429
        schemas = httpx.get(f"{said['url']}/api/docs/openapi").json()["components"]["schemas"]
        assert "scorm_version" in schemas["Package"]["properties"]


@pytest.mark.parametrize(
    "options", [["--fault", "earthquake"], ["--rate-limit", "often"], ["--port", "70000"], ["--port", "x"]]
)
def test_wrong_options_are_told_in_words(tmp_path: Path, options: list[str]) -> None:
    """Exit 2, one sentence, no traceback, nothing left in the folder."""
    command = [sys.executable, "-m", "allure_desktop", "sandbox", "--data", str(tmp_path / "data"), *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: ") and "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()
