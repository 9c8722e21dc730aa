"""What all tests share: a session for each worker, a data folder of their own, and a watch over the GUI thread."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import worker_session
from tests.s3.fixtures import s3_servers

__all__ = ["s3_servers"]

_NOT_THE_USERS = ("ALLURE_URL", "ALLURE_TENANT", "ALLURE_API_KEY", "ALLURE_CONNECTION", "ALLURE_SANDBOX_KEY")


def pytest_configure(config: pytest.Config) -> None:
    """Gives each parallel worker a screen, a bus and a keyring of its own."""
    os.environ["ALLURE_UI_FONT"] = "inter"
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false;qt.webenginecontext.*=false")
    if os.geteuid() == 0:
        # the web engine refuses to run as root with its sandbox on
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    if not os.environ.get("ALLURE_SESSION_INSIDE"):
        raise pytest.UsageError(
            "The tests need a session of their own: make test, or .ci/session .venv/bin/python -m pytest …"
        )
    if os.environ.get("PYTEST_XDIST_WORKER"):
        worker_session.begin()


def pytest_unconfigure() -> None:
    worker_session.end()


@pytest.fixture(scope="session", autouse=True)
def _no_home() -> Iterator[None]:
    """Nothing a test starts may read or write the real user's folders."""
    folder = Path(tempfile.mkdtemp(prefix="allure-home."))
    before = os.environ.get("HOME")
    os.environ["HOME"] = str(folder)
    yield
    if before is not None:
        os.environ["HOME"] = before
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test's program keeps its things in a folder of its own."""
    monkeypatch.setenv("ALLURE_DATA_DIR", str(tmp_path / "data"))
    for name in os.environ:
        if name.startswith("AWS_") or name in _NOT_THE_USERS:
            monkeypatch.delenv(name, raising=False)
