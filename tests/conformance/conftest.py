"""The server under test: the sandbox, unless the environment names another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from allure_desktop.sandbox.server import Sandbox
from allure_desktop.sandbox.storage import MIN_PART_BYTES
from tests.conformance.server import Server
from tests.packages import scorm12


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    url = os.environ.get("ALLURE_CONFORMANCE_URL")
    if url:
        given = Server(url, os.environ["ALLURE_CONFORMANCE_TENANT"], os.environ["ALLURE_CONFORMANCE_KEY"], strict=False)
        yield given
        given.close()
        return
    with Sandbox(tmp_path_factory.mktemp("sandbox"), part_size=MIN_PART_BYTES) as sandbox:
        ours = Server(sandbox.url, sandbox.tenant_id, sandbox.api_key)
        yield ours
        ours.close()


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound SCORM 1.2 package of five lessons."""
    return scorm12(tmp_path_factory.mktemp("course") / "intro course.zip", title="Intro Course", scos=5)
