"""How a row's sentence and acts share the width: wrapped before an act gives way, cut only at the very end."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from allure_desktop.gui import theme
from allure_desktop.gui.uploads.acts import Act
from allure_desktop.gui.uploads.page import UploadsPage
from allure_desktop.gui.uploads.row_layout import Fonts, act_places, arranged
from allure_desktop.gui.uploads.row_words import RowWords, row_words
from allure_desktop.uploads.rows import Message, UploadRow
from tests.gui.uploads.conftest import NOW_S, report
from tests.gui.uploads.stage import Stage

Make = Callable[..., UploadRow]
CHOICE = "Looks like a new version of “Fire Safety Essentials 2026” (uploaded from this path before)."


@pytest.fixture
def stage(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setattr("allure_desktop.gui.uploads.row_source.time.time", lambda: NOW_S)
    made = Stage(tmp_path)
    yield made
    theme.active().set_text_scale(1.0)
    made.close()


@pytest.fixture
def choice(make_row: Make) -> UploadRow:
    return make_row(
        state="needs_decision",
        reason="new_version",
        package_id="p",
        revision_before=4,
        message=Message(what=CHOICE),
        report=report(),
    )


@pytest.fixture
def words(choice: UploadRow) -> RowWords:
    return row_words(choice, None, NOW_S)


def names(acts: tuple[tuple[object, int], ...]) -> list[str]:
    return [act.text for act, _ in acts]  # type: ignore[attr-defined]


def test_the_sentence_wraps_beside_both_acts(stage: Stage, words: RowWords) -> None:
    """At the width of 1280 px with a panel: two lines, nothing left out, both choices."""
    found = arranged(Fonts.of_theme(), words, 632, most_lines=2)
    assert found.whole and len(found.lines) == 2 and " ".join(found.lines) == CHOICE.rstrip(".")
    assert names(found.acts) == ["Upload as version 5…", "New package"]


def test_it_stays_one_line_where_there_is_room(stage: Stage, words: RowWords) -> None:
    """No row is taller than it must be."""
    assert arranged(Fonts.of_theme(), words, 1100, most_lines=2).lines == (CHOICE.rstrip("."),)


def test_the_last_act_gives_way_where_two_lines_are_too_few(stage: Stage, words: RowWords) -> None:
    """The first act stays whatever happens; where even that is too much the sentence is cut, and says so."""
    fonts = Fonts.of_theme()
    narrow = arranged(fonts, words, 540, most_lines=2)
    assert narrow.whole and names(narrow.acts) == ["Upload as version 5…"]
    tiny = arranged(fonts, words, 300, most_lines=2)
    assert not tiny.whole and tiny.lines[-1].endswith("…") and names(tiny.acts) == ["Upload as version 5…"]


def test_small_icons_never_give_way(stage: Stage, make_row: Make) -> None:
    """Pause and Stop take so little that they are always there."""
    row = make_row(state="sending", reason="offline", since=NOW_S, message=Message(what=f"{CHOICE} {CHOICE}"))
    found = arranged(Fonts.of_theme(), row_words(row, None, NOW_S), 400, most_lines=2)
    assert [act.act for act, _ in found.acts] == [Act.PAUSE, Act.STOP]


def test_acts_stand_apart_and_inside(stage: Stage, words: RowWords) -> None:
    """No two acts overlap, none leaves the row or is smaller than a finger needs."""
    for scale in (1.0, 1.5, 2.0):
        theme.active().set_text_scale(scale)
        fonts, row = Fonts.of_theme(), QRect(0, 0, 900, 120)
        places = [place for _, place in act_places(fonts, arranged(fonts, words, 900, most_lines=2), row)]
        assert not any(one.intersects(other) for one, other in itertools.combinations(places, 2))
        assert all(row.contains(place) for place in places)
        assert min(place.height() for place in places) >= 24


def test_circle_and_icons_grow_with_the_text(stage: Stage) -> None:
    """At 150 % everything is one and a half times as large."""
    usual = Fonts.of_theme()
    theme.active().set_text_scale(1.5)
    large = Fonts.of_theme()
    assert (usual.icon, usual.circle, usual.target) == (16, 30, 28)
    assert (large.icon, large.circle, large.target) == (24, 45, 42)


def test_a_row_grows_when_its_sentence_wraps(stage: Stage, choice: UploadRow, qtbot: QtBot) -> None:
    """In the list, at once with the width; the tooltip holds the sentence only while it is cut."""
    page = UploadsPage(stage.context)
    stage.show(page)
    stage.set_rows(choice)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    view, index = page.view, page.model.index_of(1)
    qtbot.waitUntil(lambda: view.visualRect(index).height() > 0)
    entry = page.model.entry(index)
    assert entry is not None
    tall = view.visualRect(index).height()
    stage.window.resize(660, 800)
    qtbot.waitUntil(lambda: view.visualRect(index).height() > tall)
    rect = view.visualRect(index)
    assert CHOICE.rstrip(".") not in view.rows_delegate.tip(entry, rect, rect.topLeft())
    stage.window.resize(300, 800)
    qtbot.waitUntil(lambda: view.viewport().width() < 640)
    rect = QRect(0, 0, 300, 80)
    assert CHOICE.rstrip(".") in view.rows_delegate.tip(entry, rect, rect.topLeft())
