"""The inspector's tables and trees without a course: filter, follow, flashes, differences."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from allure_desktop.gui.preview.inspector import record_table
from allure_desktop.gui.preview.inspector.call_table import CallTable, answer, element_and_value, seconds
from allure_desktop.gui.preview.inspector.calls_pane import CallsPane
from allure_desktop.gui.preview.inspector.console_table import message
from allure_desktop.gui.preview.inspector.data_pane import DataPane
from allure_desktop.gui.preview.inspector.data_tree import DataTree, flat
from allure_desktop.gui.preview.learner_sheet import read_values
from allure_desktop.gui.web_view.origin_guard import is_this_computer
from allure_desktop.preview.call import Call, Where
from tests.gui.uploads.stage import Stage

LIMIT_MS = 30_000


def call(n: int, name: str, *args: str, answer: str = "true", error: str = "0", ms: float = 0.0) -> Call:
    return Call(n, 1_700_000_000_000 + ms, ms, "part", name, args, answer, error, "", Where("pkg/lms.js", 3))


def many(count: int) -> list[Call]:
    """Every tenth reads, every hundredth is refused."""
    made = []
    for n in range(1, count + 1):
        if n % 100 == 0:
            made.append(call(n, "LMSSetValue", "cmi.core.lesson_status", "complete", answer="false", error="405"))
        elif n % 10 == 0:
            made.append(call(n, "LMSGetValue", "cmi.suspend_data", answer=f"state {n}"))
        else:
            made.append(call(n, "LMSSetValue", "cmi.core.lesson_location", f"slide_{n}"))
    return made


@pytest.mark.parametrize(
    ("made", "shown", "answered"),
    [
        (call(1, "LMSInitialize", ""), '""', '"true"'),
        (call(2, "LMSGetValue", "cmi.core.entry", answer=""), "cmi.core.entry", '""'),
        (call(3, "SetValue", "cmi.exit", "suspend"), "cmi.exit = suspend", '"true"'),
        (call(4, "LMSGetLastError", answer="405"), "", '"405"'),
        (call(5, "LMSSetValue", "a", "b", answer="false", error="401"), "a = b", '"false" · 401'),
    ],
)
def test_a_call_is_told_as_authors_read_it(made: Call, shown: str, answered: str) -> None:
    """Element and value in one, the answer in quotes, the error behind it."""
    assert (element_and_value(made), answer(made)) == (shown, answered)


def test_times_get_shorter_as_they_grow() -> None:
    """Hundredths at first, tenths after ten seconds."""
    assert [seconds(ms) for ms in (0, 21, 9_990, 41_300, 192_040)] == ["0.00", "0.02", "9.99", "41.3", "192.0"]


def test_filter_and_chips_go_together(qapp: object) -> None:
    """Words are found in element, value and answer; a chip narrows further; counts are those of all calls."""
    table = CallTable()
    table.extend(many(1000))
    assert table.errors == 10
    table.set_filter("SLIDE_99", "")
    assert [table.records[n].value for n in table.shown] == ["slide_99", *(f"slide_99{n}" for n in range(1, 10))]
    table.set_filter("suspend", "get")
    assert len(table.shown) == 90
    table.set_filter("", "errors")
    assert len(table.shown) == 10
    table.extend([call(1001, "LMSCommit", ""), call(1002, "LMSSetValue", "x", "y", answer="false", error="401")])
    assert len(table.shown) == 11


def test_fifty_thousand_calls_are_filtered_in_slices(qapp: object, qtbot: QtBot) -> None:
    """While it looks through them the window is asked for other things in between; later words win."""
    table = CallTable()
    table.extend(many(50_000))
    turns: list[float] = []
    table._slices.timeout.connect(lambda: turns.append(time.perf_counter()))
    table.set_filter("slide_4", "")
    table.set_filter("slide_49", "")
    assert table.filtering and len(table.shown) == 50_000, "the old rows stand until the new ones are known"
    qtbot.waitUntil(lambda: not table.filtering, timeout=LIMIT_MS)
    wanted = [n for n, one in enumerate(table.records) if "slide_49" in one.value]
    assert table.shown == wanted and len(turns) > 2
    assert record_table.SLICE_S <= 0.02


def test_following_ends_when_one_scrolls_up_and_the_selected_call_stays(stage: Stage, qtbot: QtBot) -> None:
    """The newest is in sight until the user looks elsewhere; a filter keeps what was selected."""
    pane = CallsPane()
    stage.show(pane)
    pane.table.extend(many(300))
    bar = pane.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum(), timeout=LIMIT_MS)
    assert pane.follow.isChecked()
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    assert not pane.follow.isChecked()
    pane.table.extend(many(5))
    assert bar.value() == 0
    assert pane.choose_first_error()
    pane.filter.chips["errors"].click()
    record = pane.table.record(pane.view.currentIndex())
    assert record is not None and record.error == "405"
    pane.view.selectAll()
    assert len(pane.view.selected()) == 3


def test_the_tree_keeps_what_differs_from_the_start(qapp: object) -> None:
    """Nested data and lists become elements; a changed one flashes and tells what it was."""
    tree = DataTree()
    tree.tell({"core": {"lesson_status": "not attempted", "score": {"raw": ""}}, "interactions": [{"id": "q1"}]})
    assert dict(flat({"a": [{"b": 1}], "c": True, "d": None})) == {"cmi.a.0.b": "1", "cmi.c": "true"}
    assert tree.values["cmi.interactions.0.id"] == "q1"
    tree.tell(
        {"core": {"lesson_status": "passed", "score": {"raw": "80"}}, "interactions": [{"id": "q1"}, {"id": "q2"}]}
    )
    status, second = tree.node("cmi.core.lesson_status"), tree.node("cmi.interactions.1.id")
    assert status is not None and status.flashed_at and tree.was("cmi.core.lesson_status") == "not attempted"
    assert second is not None and second.value == "q2" and tree.was("cmi.interactions.0.id") is None
    group = tree.index(0, 0, QModelIndex())
    assert tree.data(group) == "cmi" and tree.rowCount(group) == 2


def test_only_changed_elements_are_shown_on_request(stage: Stage, qtbot: QtBot) -> None:
    """The chip counts them and leaves out the others; an edit is told, not done."""
    pane = DataPane()
    stage.show(pane)
    pane.tell({"core": {"lesson_status": "incomplete", "lesson_location": "1"}})
    pane.tell({"core": {"lesson_status": "incomplete", "lesson_location": "2"}})
    chip = pane.filter.chips["changed"]
    assert chip.text().endswith(" 1")
    chip.click()
    model = pane.view.model()
    core = model.index(0, 0, model.index(0, 0))
    assert model.rowCount(core) == 1 and model.index(0, 0, core).data() == "lesson_location"
    edits: list[tuple[str, str]] = []
    pane.edited.connect(lambda element, value: edits.append((element, value)))
    assert model.setData(model.index(0, 1, core), "7", Qt.ItemDataRole.EditRole)
    assert edits == [("cmi.core.lesson_location", "7")]


def test_a_message_names_the_script_as_the_package_does() -> None:
    """The preview's own address is no news."""
    told = message("error", "boom", "http://p0123.localhost:4711/pkg/js/app%20one.js?v=2", 12)
    assert told.place == "js/app one.js:12"


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("localhost", True), ("p12.localhost", True), ("[::1]", True), ("example.org", False)],
)
def test_this_computer_is_never_the_network(host: str, expected: bool) -> None:
    """Also online a course reaches none of the programs that listen here."""
    assert is_this_computer(host) is expected


def test_initial_data_are_read_line_by_line() -> None:
    """What is no `element = value` is left out."""
    assert read_values("cmi.location = 3\n\nnothing\n cmi.suspend_data=a=b ") == {
        "cmi.location": "3",
        "cmi.suspend_data": "a=b",
    }
