"""Servers that say no, nonsense or nothing, met in the real window: one error in words each, and work goes on."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from allure_desktop.connections.connection import Connection
from allure_desktop.gui.launch.sheet import LaunchSheet
from allure_desktop.gui.launch.window import LaunchWindow
from allure_desktop.gui.library.edit_conflict import ConflictSheet
from tests.journeys.desk import LEFT, Desk, read
from tests.journeys.servers import ANSWERS, KEPT, LAUNCH, LIST, NO_WAYS, ONE, RECORD, UPLOAD
from tests.packages import scorm12
from tests.scripted_server import Answer, ScriptedServer

pytestmark = pytest.mark.qt_log_level_fail("WARNING")

ACADEMY = Connection(
    id="academy", name="Example Academy", base_url="", tenant_id="example-academy", uploaded_by="user-123"
)


@pytest.fixture
def server() -> Any:
    with ScriptedServer(KEPT) as listening:
        yield listening


@pytest.fixture
def at(sit_down: Callable[[Connection], Desk], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Desk]:
    """Sits down at the window of an address."""
    monkeypatch.setattr("allure_desktop.api.retry._LONGEST_WAITS_S", (0.01, 0.01))
    return lambda url: sit_down(dataclasses.replace(ACADEMY, base_url=url, may_write=True))


def one_error(desk: Desk, what: str, remedy: str) -> str:
    """Exactly one band says it, whole; nothing else complains."""
    desk.until(lambda: desk.bands("danger", "warning", "info"))
    said = desk.bands("danger", "warning", "info")
    assert len(said) == 1 and what in said[0] and remedy in said[0], said
    assert said[0].count(what) == 1 and desk.sheet() is None, said
    return said[0]


@pytest.mark.parametrize("name", ANSWERS)
def test_the_list_meets_a_no(at: Callable[[str], Desk], server: ScriptedServer, name: str) -> None:
    """A band with what happened, why and what helps; what was read before stays; *Try again* makes it good."""
    no = ANSWERS[name]
    desk = at(server.url)
    desk.until(lambda: len(desk.window.packages.shown) == 1)
    server.routes[LIST] = no.answer
    desk.window.packages.refresh()
    one_error(desk, *(no.band or (no.what, no.remedy)))
    assert [record.title for record in desk.window.packages.shown] == ["Fire Safety"]
    server.routes[LIST] = KEPT[LIST]
    if name == "429":
        # what is asked sooner than the server allows is not asked at all
        asked = len(server.calls(LIST))
        desk.press_on_band("Try again")
        desk.until(lambda: not desk.window.packages.refreshing)
        assert len(server.calls(LIST)) == asked
        return
    desk.press_on_band("Try again")
    desk.until(lambda: desk.bands("danger", "warning", "info") == [])
    assert desk.window.sidebar.state.full_text == "Online"


@pytest.mark.parametrize("name", ANSWERS)
def test_an_upload_meets_a_no(at: Callable[[str], Desk], server: ScriptedServer, tmp_path: Path, name: str) -> None:
    """Its row says what the server said, the panel what helps; nothing is lost, and it goes on once that is past."""
    no = ANSWERS[name]
    server.routes[UPLOAD] = no.answer
    desk = at(server.url)
    upload_id = desk.dropped(scorm12(tmp_path / "course.zip"))
    desk.until_state(upload_id, *no.upload)
    desk.until_said(upload_id, no.what)
    assert desk.offered(upload_id) == list(no.acts)
    desk.select(upload_id)
    said = desk.read_panel()
    if no.upload[1] == "rate_limited":
        # waiting, never an error: one line is all there is to say
        assert no.what in said and said.count("limits") == 1, said
    else:
        assert no.remedy in said and said.count(no.what) == 1, said
    assert desk.toast == "" and desk.row(upload_id).path == str(tmp_path / "course.zip")

    server.routes[UPLOAD] = Answer(200, {"presigned_url": f"{server.url}/put", "storage_path": "t/x.zip"})
    server.routes["PUT /put"] = Answer(200, headers={"ETag": '"of another form"'})
    server.routes["POST /api/v1/packages/process"] = Answer(200, {"manifest": {}, "package": RECORD})
    if "Check again" in no.acts:
        desk.press_in_panel("Check again")
    elif "Resume" in no.acts:
        desk.services.uploads.resume(upload_id)
    elif no.upload[1] == "rate_limited":
        desk.press_on_row(upload_id, "Pause")
        desk.until_state(upload_id, "sending", "paused")
        return
    desk.until_state(upload_id, "done")


@pytest.mark.parametrize("way", NO_WAYS)
def test_no_answer_at_all(at: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, way: Any) -> None:
    """A wrong address, no network, a certificate nobody trusts: a band and a row, each with its own words."""
    with way(monkeypatch) as no:
        desk = at(no.url)
        what = "cannot be reached" if no.what == "No network" else no.what
        one_error(desk, what, no.remedy)
        upload_id = desk.dropped(scorm12(tmp_path / "course.zip"))
        desk.until_state(upload_id, *no.upload)
        desk.until_said(upload_id, no.what)
        assert desk.offered(upload_id) == list(no.acts)
        desk.select(upload_id)
        assert no.remedy in desk.read_panel()
        # a file for no server needs none
        desk.window.adding.add([scorm12(tmp_path / "other.zip")], None, None, only_check=True)
        desk.until(lambda: "held" in [row.state for row in desk.services.uploads.rows()])
        if no.mend is not None:
            no.mend()
            desk.window.packages.refresh()
            desk.until(lambda: len(desk.window.packages.shown) == 1)


@pytest.mark.parametrize("name", ["html", "401", "422", "503"])
def test_saving_details_meets_a_no(at: Callable[[str], Desk], server: ScriptedServer, name: str) -> None:
    """What was typed stays typed; the form says why, and *Save again* saves it."""
    no = ANSWERS[name]
    desk = at(server.url)
    desk.until(lambda: len(desk.window.packages.shown) == 1)
    desk.window.library.pane.view.choose("pkg_fire")
    desk.window.library.open_details()
    details = desk.window.library.panel.details
    details.description.setPlainText("What to do when it burns")
    server.routes[ONE] = no.answer
    QTest.mouseClick(details.save_button, LEFT)
    one_error(desk, no.what, no.remedy)
    assert details.description.toPlainText() == "What to do when it burns" and details.dirty
    server.routes[ONE] = Answer(200, {**RECORD, "description": "What to do when it burns"})
    desk.press_on_band("Save again")
    desk.until(lambda: not details.dirty)
    assert desk.bands("danger", "warning") == []


def test_details_that_somebody_else_changed(at: Callable[[str], Desk], server: ScriptedServer) -> None:
    """409: both are shown, and what was typed can be saved over it."""
    desk = at(server.url)
    desk.until(lambda: len(desk.window.packages.shown) == 1)
    desk.window.library.pane.view.choose("pkg_fire")
    desk.window.library.open_details()
    details = desk.window.library.panel.details
    details.description.setPlainText("Mine")
    server.routes[ONE] = ANSWERS["409"].answer
    server.routes["GET /api/v1/packages/pkg_fire"] = Answer(200, {**RECORD, "description": "Theirs"})
    QTest.mouseClick(details.save_button, LEFT)
    desk.until(lambda: desk.sheet(ConflictSheet))
    sheet = desk.sheet(ConflictSheet)
    assert sheet is not None
    texts = read(sheet)
    assert "Mine" in texts and "Theirs" in texts and desk.bands("danger", "warning") == []


@pytest.mark.parametrize("name", ["html", "403", "500"])
def test_launching_meets_a_no(at: Callable[[str], Desk], server: ScriptedServer, name: str) -> None:
    """The launch window says why and what helps, and can be closed."""
    no = ANSWERS[name]
    desk = at(server.url)
    desk.until(lambda: len(desk.window.packages.shown) == 1)
    server.routes[LAUNCH] = no.answer
    desk.window.library.pane.view.choose("pkg_fire")
    desk.window.acts.open_launch(desk.window.packages.shown[0])
    desk.until(lambda: desk.sheet(LaunchSheet))
    sheet = desk.sheet(LaunchSheet)
    assert isinstance(sheet, LaunchSheet)
    sheet.launch_button.click()
    launch = next(top for top in QApplication.topLevelWidgets() if isinstance(top, LaunchWindow) and top.isVisible())
    desk.until(lambda: no.what in read(launch))
    said = read(launch)
    assert no.remedy in said and said.count(no.what) == 1, said
    launch.close()
