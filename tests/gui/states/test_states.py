"""Every state of an upload in the real window over a real server: what the row says and offers, and its way to live."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from allure_desktop.gui.uploads.row_source import rows_of
from allure_desktop.sandbox.server import Sandbox
from tests.gui.states.scenes import SCENES, Scene, Stage
from tests.journeys.desk import Desk
from tests.small_disk import SmallDisk

pytestmark = pytest.mark.qt_log_level_fail("WARNING")


@pytest.fixture
def stage(
    desk: Desk, sandbox: Sandbox, disk: SmallDisk | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Stage:
    folder = tmp_path / "courses"
    folder.mkdir()
    return Stage(desk, sandbox, folder, monkeypatch, disk=disk)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_the_state_is_shown_and_leads_to_live(stage: Stage, scene: Scene) -> None:
    """Section, icon, sentence and acts as the interface's table has them; then the way out ends live, as one package."""
    steps = scene(stage)
    shown = next(steps)
    words = stage.desk.words(shown.upload_id)
    assert (words.section.value, words.icon) == (shown.section, shown.icon)
    assert re.fullmatch(shown.sentence, words.sentence), words.sentence
    assert tuple(stage.desk.offered(shown.upload_id)) == shown.acts
    assert words.sentence.rstrip(".") in words.spoken
    assert next(steps, None) is None, "a scene shows one state"
    stage.desk.until_state(shown.upload_id, "done")
    package_id = stage.desk.row(shown.upload_id).package_id or ""
    stage.desk.until(lambda: [p.package_id for p in stage.desk.window.packages.shown].count(package_id) == 1)


def test_an_expired_link_is_never_shown(stage: Stage) -> None:
    """The storage refuses the address, a new one is asked for, and the row says nothing of it."""
    seen: set[str] = set()
    source = rows_of(stage.desk.window.context)
    source.rows_changed.connect(lambda: seen.update(row.reason for row in source.rows))
    stage.sandbox.faults.set("expired", times=1)
    row = stage.drop(stage.course())
    stage.reached(row, "done")
    assert stage.sandbox.requests.count("PUT", origin="storage") == 2
    assert seen <= {"", "turn"}
