"""A full disk in the real window: said in words, nothing is lost, and work goes on by itself once there is room."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from allure_desktop.composition import Services, build
from allure_desktop.connections.connection import Connection
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.uploads.queue import Uploads
from allure_desktop.uploads.transfer import Timing
from tests.journeys.desk import Desk
from tests.packages import scorm12
from tests.small_disk import SmallDisk, small_disk

pytestmark = pytest.mark.qt_log_level_fail("WARNING")


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", monkeypatch) as made:
        yield made
        made.free()


@pytest.fixture
def services(disk: SmallDisk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """The program's own folder lies on the small disk; it looks for room more often than usual."""
    usual = Uploads.__init__.__kwdefaults__
    assert usual is not None and "timing" in usual
    monkeypatch.setitem(usual, "timing", Timing(disk_again_s=0.1))
    made = build(disk.path / "data")
    yield made
    made.close()


def test_an_upload_waits_for_room(
    desk: Desk, sandbox: Sandbox, disk: SmallDisk, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The disk fills up in the middle: the row says so, waits, and one package is live in the end."""
    sandbox.faults.set("latency", 0.4, path="upload-url", times=1)
    upload_id = desk.dropped(scorm12(tmp_path / "course.zip"))
    desk.until(lambda: desk.row(upload_id).state == "sending")
    disk.fill()
    desk.until_state(upload_id, "sending", "disk_full")
    words = desk.words(upload_id)
    assert words.sentence == "This computer's disk is full. The upload goes on by itself once there is room"
    assert words.section.value == "attention" and desk.offered(upload_id) == ["Stop"]
    # a line that the log has no room for is lost, and nobody is told in a traceback
    logging.getLogger("allure_desktop").warning("What is left of the last page does not hold this. %s", "x" * 20_000)
    desk.select(upload_id)
    assert "Free some space; everything goes on from where it was." in desk.read_panel()
    disk.free()
    desk.until_state(upload_id, "done")
    desk.until(lambda: len(desk.window.packages.shown) == 1)
    assert "Traceback" not in capfd.readouterr().err


def test_a_drop_on_a_full_disk_is_told(
    sit_down: Callable[[Connection], Desk],
    connection: Connection,
    disk: SmallDisk,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """It cannot even be noted down: one message says why; dropped again with room, it goes live."""
    desk = sit_down(connection)
    file = scorm12(tmp_path / "course.zip")
    disk.fill()
    desk.drop(file)
    desk.until(lambda: desk.toast)
    assert desk.toast.startswith("This computer's disk is full:") and "Free some space" in desk.toast
    assert desk.services.uploads.rows() == []
    disk.free()
    desk.until_state(desk.dropped(file), "done")
    assert "Traceback" not in capfd.readouterr().err
