"""The server under test: the sandbox on files and on S3, unless the environment names another."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from allure_desktop.sandbox.server import Sandbox
from allure_desktop.sandbox.store import MIN_PART_BYTES
from tests.conformance.server import Server
from tests.packages import scorm12
from tests.s3.fixtures import S3_SERVERS, Servers
from tests.s3.servers import KEYS

_ANOTHER = "ALLURE_CONFORMANCE_URL" in os.environ


@pytest.fixture(scope="session", params=["another"] if _ANOTHER else ["files", *S3_SERVERS])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, s3_servers: Servers
) -> Iterator[Server]:
    url = os.environ.get("ALLURE_CONFORMANCE_URL")
    if url:
        given = Server(url, os.environ["ALLURE_CONFORMANCE_TENANT"], os.environ["ALLURE_CONFORMANCE_KEY"], strict=False)
        yield given
        given.close()
        return
    storage = None
    with pytest.MonkeyPatch.context() as patch:
        if request.param != "files":
            for name, value in KEYS.items():
                patch.setenv(name, value)
            s3 = s3_servers(request.param)
            storage = s3.address(s3.new_bucket())
        sandbox = Sandbox(tmp_path_factory.mktemp("sandbox"), storage=storage, part_size=MIN_PART_BYTES).start()
    with contextlib.ExitStack() as stack:
        stack.callback(sandbox.stop)
        ours = Server(sandbox.url, sandbox.tenant_id, sandbox.api_key)
        yield ours
        ours.close()


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound SCORM 1.2 package of five lessons."""
    return scorm12(tmp_path_factory.mktemp("course") / "intro course.zip", title="Intro Course", scos=5)
