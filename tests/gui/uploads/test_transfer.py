"""How an upload goes, as its panel shows it, and the order of turns by keys and by dragging."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from allure_desktop.gui.uploads.acts import Act
from allure_desktop.gui.uploads.page import UploadsPage
from allure_desktop.gui.uploads.panel import UploadPanel
from allure_desktop.gui.uploads.row_model import ROW_MIME
from allure_desktop.gui.uploads.row_report import TRANSFER
from allure_desktop.settings import LIMIT_BYTES_PER_S
from allure_desktop.uploads.rows import CallNote, UploadDetails, UploadRow
from tests.gui.uploads.conftest import NOW_S
from tests.gui.uploads.stage import Stage, press

Make = Callable[..., UploadRow]
CONTROL = Qt.KeyboardModifier.ControlModifier

CALLS = (
    CallNote(NOW_S - 30, "prepare", 0, "ok", "", 0.02, 0),
    CallNote(NOW_S - 29, "open", 0, "ok", "", 0.1, 0),
    CallNote(NOW_S - 20, "part", 1, "ok", "", 8.0, 16_000_000),
    CallNote(NOW_S - 12, "part", 2, "stalled", "server.stalled", 30.0, 0),
    CallNote(NOW_S - 2, "part", 3, "ok", "", 4.0, 16_000_000),
)
DETAILS = UploadDetails(
    upload_id=1,
    parts_total=8,
    part_size=16_000_000,
    acknowledged=frozenset((1, 3)),
    under_way=frozenset((2, 4)),
    speeds=(0.0, 2_000_000.0, 4_000_000.0, 3_000_000.0),
    calls=CALLS,
)


@pytest.fixture
def stage(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setattr("allure_desktop.gui.uploads.row_source.time.time", lambda: NOW_S)
    made = Stage(tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(stage: Stage, qtbot: QtBot) -> UploadsPage:
    made, panel = UploadsPage(stage.context), UploadPanel(stage.context)
    made.row_chosen.connect(panel.show_row)
    made.details_wanted.connect(panel.show_details)
    stage.show(made, panel)
    qtbot.waitUntil(lambda: stage.context.background.idle)
    return made


def panel_of(stage: Stage) -> UploadPanel:
    found = stage.window.findChild(UploadPanel)
    assert isinstance(found, UploadPanel)
    return found


def moving(make_row: Make) -> UploadRow:
    return make_row(id=1, state="sending", total_bytes=128_000_000, sent_bytes=32_000_000, parts_done=2, parts_total=8)


def test_enter_shows_how_it_goes(stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make) -> None:
    """Parts, speed and every call in words; trouble stands out, and new calls are added at the top."""
    stage.uploads.told = DETAILS
    stage.set_rows(moving(make_row))
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.show_row(1)
    press(qtbot, page, Qt.Key.Key_Return)
    panel = panel_of(stage)
    assert panel.tabs.currentIndex() == TRANSFER
    view = panel.transfer
    qtbot.waitUntil(lambda: view.model.rowCount() == 5)
    assert view.parts_head.text() == "2 of 8 parts are there, 2 on their way, 16.0 MB each"
    assert view.speed_head.text() == "3.0 MB/s now, 4.0 MB/s at most, 2.3 MB/s on average in the last 20 s"
    assert view.calls_head.text() == "5 calls, 1 with trouble"
    cells = [view.model.index(1, column).data() for column in range(1, 4)]
    assert cells == ["Part 2", "No answer, tried again (server.stalled)", "30.0 s"]
    assert view.model.index(0, 2).data() == "16.0 MB, 4.0 MB/s"
    assert view.parts.isVisible() and view.parts.accessibleDescription() == view.parts_head.text()
    stage.uploads.told = UploadDetails(
        1,
        8,
        16_000_000,
        frozenset(range(1, 9)),
        frozenset(),
        (),
        (*CALLS, CallNote(NOW_S, "complete", 0, "ok", "", 0.3, 0)),
    )
    stage.set_rows(moving(make_row))
    qtbot.waitUntil(lambda: view.model.rowCount() == 6)
    assert view.model.index(0, 1).data() == "Put the parts together"


def test_nothing_sent_yet(stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make) -> None:
    """One sentence instead of an empty map; a file that is only checked here has no such tab."""
    stage.set_rows(make_row(id=1, state="held"), make_row(id=2, state="held", connection_id=None))
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    panel = panel_of(stage)
    page.show_row(1)
    panel.tabs.setCurrentIndex(TRANSFER)
    assert panel.transfer.calls_head.text() == "Nothing of it was uploaded yet."
    assert not panel.transfer.parts.isVisible()
    page.show_row(2)
    assert not panel.tabs.isTabVisible(TRANSFER)


def test_copy_for_support_lists_the_calls(stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make) -> None:
    """Who helps sees what was asked and what came of it."""
    stage.uploads.told = DETAILS
    stage.set_rows(moving(make_row))
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.show_row(1)
    press(qtbot, page, Qt.Key.Key_C, CONTROL)
    qtbot.waitUntil(lambda: "part 2  stalled (server.stalled)  30.000 s" in QGuiApplication.clipboard().text())


def test_thousands_of_parts_fit(stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make) -> None:
    """A square stands for some parts then; the panel keeps room for the calls."""
    stage.uploads.told = UploadDetails(
        1, 9_999, 5_242_880, frozenset(range(1, 5_000)), frozenset((5_000,)), DETAILS.speeds, CALLS
    )
    stage.set_rows(moving(make_row))
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.show_row(1)
    press(qtbot, page, Qt.Key.Key_Return)
    view = panel_of(stage).transfer
    qtbot.waitUntil(lambda: view.model.rowCount() == 5)
    assert 0 < view.parts.height() < 120
    assert not view.grab().isNull()


@pytest.fixture
def queue(stage: Stage, page: UploadsPage, qtbot: QtBot, make_row: Make) -> UploadsPage:
    """One that goes, three that wait, one that is done."""
    rows = [moving(make_row)]
    rows += [make_row(id=n, title=f"Waits {n}", state="queued", reason="turn") for n in (2, 3, 4)]
    rows += [make_row(id=5, title="Done", state="done")]
    stage.set_rows(*rows)
    qtbot.waitUntil(lambda: page.model.rowCount() == 8)
    return page


@pytest.mark.parametrize(
    ("row", "key", "moved"),
    [
        (3, Qt.Key.Key_Up, (3, 2)),
        (3, Qt.Key.Key_Down, (3, None)),
        (2, Qt.Key.Key_Down, (2, 4)),
        (2, Qt.Key.Key_Up, None),
        (4, Qt.Key.Key_Down, None),
        (1, Qt.Key.Key_Down, None),
    ],
)
def test_order_by_keys(
    stage: Stage, queue: UploadsPage, qtbot: QtBot, row: int, key: Qt.Key, moved: tuple[int, int | None] | None
) -> None:
    """Ctrl with an arrow gives a waiting row an earlier or later turn, and never leaves those that wait."""
    queue.show_row(row)
    press(qtbot, queue, key, CONTROL)
    qtbot.waitUntil(lambda: stage.context.background.idle)
    assert [call[1] for call in stage.uploads.calls if call[0] == "move"] == ([moved] if moved else [])
    assert queue.view.current_id == row


def test_another_order_can_be_undone(stage: Stage, queue: UploadsPage, qtbot: QtBot) -> None:
    """The row goes back before the one that came after it; one that is on its way by then is passed over."""

    def moved() -> list[tuple[object, ...]]:
        return [call[1] for call in stage.uploads.calls if call[0] in ("move", "move_first")]

    queue.show_row(3)
    press(qtbot, queue, Qt.Key.Key_Up, CONTROL)

    def undo() -> None:
        qtbot.waitUntil(lambda: stage.acts.undo is not None)
        act, stage.acts.undo = stage.acts.undo, None
        assert act is not None
        act()

    undo()
    qtbot.waitUntil(lambda: moved() == [(3, 2), (3, 4)])
    queue.view.act_wanted.emit(2, Act.UPLOAD_FIRST)
    qtbot.waitUntil(lambda: stage.acts.undo is not None)
    stage.set_rows(*(row for row in stage.uploads.all if row.id != 3))
    qtbot.waitUntil(lambda: queue.model.waiting() == [2, 4])
    undo()
    qtbot.waitUntil(lambda: moved()[2:] == [(2,), (2, 4)])


def test_order_by_dragging(stage: Stage, queue: UploadsPage, qtbot: QtBot) -> None:
    """A waiting row can be dropped among those that wait, nowhere else; others cannot be dragged."""
    model, action = queue.model, Qt.DropAction.MoveAction
    two, four, done = model.index_of(2), model.index_of(4), model.index_of(5)
    assert model.flags(four) & Qt.ItemFlag.ItemIsDragEnabled
    assert not model.flags(done) & Qt.ItemFlag.ItemIsDragEnabled
    data = model.mimeData([four])
    assert data.hasFormat(ROW_MIME) and not data.hasUrls()
    nowhere = QModelIndex()
    assert not model.canDropMimeData(data, action, done.row() + 1, 0, nowhere)
    assert not model.dropMimeData(data, action, four.row(), 0, nowhere)
    assert model.dropMimeData(data, action, two.row(), 0, nowhere)
    qtbot.waitUntil(lambda: any(call[0] == "move" for call in stage.uploads.calls))
    assert next(call[1] for call in stage.uploads.calls if call[0] == "move") == (4, 2)


def test_limits_stand_in_the_head(stage: Stage, page: UploadsPage, qtbot: QtBot) -> None:
    """A limit of speed is said all the time; the menu changes it at once, also to a value of the settings' own."""
    assert page.limits.text().strip() == "Limits"
    stage.services.settings.set(LIMIT_BYTES_PER_S, 3_000_000)
    qtbot.waitUntil(lambda: page.limits.text().strip() == "Limited to 3.0 MB/s")
    assert page.limits.accessibleName() == "Limited to 3.0 MB/s"
    offered = {action.text(): action for action in page.limits.menu().actions() if action.isCheckable()}
    assert offered["3.0 MB/s"].isChecked() and not offered["No limit"].isChecked()
    offered["No limit"].trigger()
    qtbot.waitUntil(lambda: stage.services.settings.get(LIMIT_BYTES_PER_S) == 0)
    qtbot.waitUntil(lambda: page.limits.text().strip() == "Limits")
