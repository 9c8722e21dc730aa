"""What is told to somebody who looks elsewhere, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from allure_desktop.gui.presence.news import News, Notice
from allure_desktop.gui.uploads.row_source import RowSource, rows_of
from allure_desktop.uploads.rows import UploadRow
from tests.gui.presence.conftest import WAIT_MS
from tests.gui.uploads.stage import Stage

MakeRow = Callable[..., UploadRow]


class Reader:
    """Somebody who is away, or hidden behind the tray, or there; keeps what was told."""

    def __init__(self, stage: Stage, qtbot: QtBot, gathered_ms: int) -> None:
        self.away, self.hidden = True, False
        self.told: list[Notice] = []
        self._stage, self._qtbot = stage, qtbot
        self.source: RowSource = rows_of(stage.context)
        self.news = News(self.source, lambda: self.away, lambda: self.hidden, stage.window, gathered_ms=gathered_ms)
        self.news.notice.connect(self.told.append)

    def sees(self, *rows: UploadRow) -> None:
        """The rows are read so."""
        with self._qtbot.waitSignal(
            self.source.rows_changed, timeout=WAIT_MS, check_params_cb=lambda: self.source.rows == rows
        ):
            self._stage.set_rows(*rows)

    @property
    def titles(self) -> list[str]:
        return [notice.title for notice in self.told]


@pytest.fixture
def reader(stage: Stage, qtbot: QtBot, row: MakeRow) -> Iterator[Reader]:
    """Gathers so long that only what is told at once is told; has seen three uploads under way."""
    made = Reader(stage, qtbot, 3_600_000)
    made.sees(*(row(number, "sending") for number in (1, 2, 3)))
    yield made


def test_attention_is_told_at_once_with_its_row(reader: Reader, row: MakeRow) -> None:
    """The title names the course, the text says what is the matter, a click leads to the row; told once."""
    rows = (row(1, "sending", "key_refused"), row(2, "sending"), row(3, "sending"))
    reader.sees(*rows)
    assert reader.titles == ["“Course 1” needs your attention"]
    assert (reader.told[0].upload_id, reader.told[0].kind) == (1, "transfer.error")
    assert "key" in reader.told[0].text
    reader.sees(*rows, row(4, "held", "by_user"))
    assert len(reader.told) == 1


def test_several_at_once_are_one_notification(reader: Reader, row: MakeRow) -> None:
    """One refused key stops all uploads of a connection: that is one thing to tell."""
    reader.sees(*(row(number, "sending", "key_refused") for number in (1, 2, 3)))
    assert reader.titles == ["3 uploads need your attention"]
    assert reader.told[0].text.splitlines() == ["Course 1", "Course 2", "Course 3"]


def test_who_looks_at_the_window_is_told_nothing(reader: Reader, row: MakeRow) -> None:
    """The window shows it; and what it showed is not told later on either."""
    reader.away = False
    reader.sees(row(1, "sending", "key_refused"), row(2, "done"), row(3, "sending"))
    reader.away = True
    reader.sees(row(1, "sending", "key_refused"), row(2, "done"), row(3, "sending"), row(4, "held", "by_user"))
    assert reader.told == []


def test_live_packages_are_gathered(stage: Stage, qtbot: QtBot, row: MakeRow) -> None:
    """Those of a while are told together, by their number and names."""
    reader = Reader(stage, qtbot, 400)
    reader.sees(row(1, "sending"), row(2, "sending"), row(3, "sending"))
    reader.sees(row(1, "done"), row(2, "sending"), row(3, "sending"))
    reader.sees(row(1, "done"), row(2, "done"), row(3, "sending"))
    assert reader.told == []
    qtbot.waitUntil(lambda: reader.titles == ["2 packages are live"], timeout=WAIT_MS)
    reader.sees(row(1, "done"), row(2, "done"), row(3, "done"))
    qtbot.waitUntil(lambda: reader.titles == ["2 packages are live", "“Course 3” is live"], timeout=WAIT_MS)
    assert reader.told[1].upload_id == 3


def test_what_is_seen_meanwhile_is_not_told(stage: Stage, qtbot: QtBot, row: MakeRow) -> None:
    """Who came back to the window before the while was over has seen it there."""
    reader = Reader(stage, qtbot, 50)
    reader.sees(row(1, "sending"))
    reader.sees(row(1, "done"))
    reader.news.looked_at()
    with qtbot.assertNotEmitted(reader.news.notice, wait=150):
        pass


def test_the_end_in_the_background_is_told(reader: Reader, row: MakeRow) -> None:
    """When the last of them is done behind the tray, one notification says so and counts all that came live there."""
    reader.hidden = True
    reader.sees(row(1, "done"), row(2, "sending"), row(3, "sending"))
    reader.sees(row(1, "done"), row(2, "done"), row(3, "done"))
    assert [(notice.title, notice.text) for notice in reader.told] == [("All uploads are done", "3 packages are live.")]


def test_an_end_with_trouble_is_not_called_done(reader: Reader, row: MakeRow) -> None:
    """Somebody has still to do something."""
    reader.hidden = True
    reader.sees(row(1, "done"), row(2, "failed"), row(3, "done"))
    assert reader.titles == ["“Course 2” needs your attention", "The uploads have ended"]
    assert reader.told[1].text == "2 packages are live.\n1 upload needs your attention."


def test_a_pause_is_no_end(reader: Reader, row: MakeRow) -> None:
    """Pausing everything from the tray is not the end of the uploads."""
    reader.hidden = True
    reader.sees(*(row(number, "sending", "paused") for number in (1, 2, 3)))
    assert reader.told == []


def test_a_window_on_the_screen_tells_no_end(reader: Reader, row: MakeRow) -> None:
    """There the live packages are told, and that is enough."""
    reader.sees(row(1, "done"), row(2, "done"), row(3, "done"))
    assert reader.told == []
