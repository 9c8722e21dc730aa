"""A person at the window; where a state asks for it, on a small disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from allure_desktop.api.storage import StorageClient
from allure_desktop.composition import Services, build
from allure_desktop.uploads.queue import Uploads
from allure_desktop.uploads.transfer import Timing
from tests.gui.window.conftest import connection, open_window, sandbox
from tests.journeys.conftest import desk, nothing_unseen, sit_down
from tests.small_disk import SmallDisk, small_disk

__all__ = ["connection", "desk", "nothing_unseen", "open_window", "sandbox", "sit_down"]


@pytest.fixture(autouse=True)
def soon_stalled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only for the test of that state: elsewhere a slow line must not look like a dead one."""
    if "stalled" in request.node.name:
        usual = StorageClient.__init__.__kwdefaults__
        assert usual is not None and "write_timeout_s" in usual
        monkeypatch.setitem(usual, "write_timeout_s", 0.4)


@pytest.fixture
def disk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallDisk | None]:
    """Only for the test that fills it: a file system is not made for nothing."""
    if "disk_full" not in request.node.name:
        yield None
        return
    with small_disk(tmp_path / "disk", monkeypatch) as made:
        yield made
        made.free()


@pytest.fixture
def services(disk: SmallDisk | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """As always, but it looks more often whether disk or file are back."""
    usual = Uploads.__init__.__kwdefaults__
    assert usual is not None and "timing" in usual
    monkeypatch.setitem(usual, "timing", Timing(disk_again_s=0.1, file_again_s=0.1, backoff_most_s=2.0))
    made = build((disk.path if disk else tmp_path) / "data")
    yield made
    made.close()
