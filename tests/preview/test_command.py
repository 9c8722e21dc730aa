"""The verb `preview --serve` as a program of its own: what it says, how it is driven, how it ends."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.preview.conftest import LIMIT_S


@contextmanager
def program(*options: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """The running program and its first line."""
    command = [sys.executable, "-m", "allure_desktop", "preview", *options, "--serve", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ))
    try:
        assert process.stdout is not None
        yield process, json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_ends_when_asked(course: Path, number: signal.Signals) -> None:
    """Address, host and port are all that a script needs; a signal ends it, also while a page listens."""
    with program(str(course)) as (process, said):
        assert set(said) == {"url", "host", "port"}
        assert said["url"] == f"http://{said['host']}:{said['port']}/"
        connection = http.client.HTTPConnection("127.0.0.1", said["port"], timeout=LIMIT_S)
        connection.request("GET", "/__ac/course", headers={"Host": said["host"]})
        view = json.loads(connection.getresponse().read())["view"]
        connection.request("GET", f"/__ac/commands?view={view}", headers={"Host": said["host"]})
        assert connection.getresponse().status == 200
        process.send_signal(number)
        rest, errors = process.communicate(timeout=LIMIT_S)
        assert (process.returncode, rest, errors) == (0, "", "")
        connection.close()


def test_port_and_network_can_be_chosen(course: Path) -> None:
    """The port that was asked for, and no policy when the course may reach the network."""
    with program(str(course)) as (_, said):
        port = said["port"]
    with program(str(course), "--port", str(port), "--online") as (_, said):
        assert said["port"] == port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT_S)
        connection.request("GET", "/pkg/index.html", headers={"Host": said["host"]})
        assert connection.getresponse().headers["Content-Security-Policy"] is None
        connection.close()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["missing.zip"], 4, "There is no file"),
        ([sys.executable], 4, "cannot be played"),
        (["missing.zip", "--port", "99999"], 2, "is no port"),
    ],
)
def test_what_cannot_be_played_is_said(arguments: list[str], code: int, words: str) -> None:
    """Exit code and words for a missing file, no ZIP, and a port that is none."""
    command = [sys.executable, "-m", "allure_desktop", "preview", *arguments, "--serve"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    assert (ended.returncode, ended.stdout) == (code, "")
    assert words in ended.stderr
