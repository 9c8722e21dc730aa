"""The columns of the list: hidden, drawn and moved by the user, and so again at the next start."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from allure_desktop.gui.library.table_model import CHANGED, PACKAGE, SCORM, SIZE, TAGS, VERSION, PackageTable
from allure_desktop.gui.library.table_view import PackageView
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.theme import Theme


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> PackageView:
    Theme(qapp)
    return another(qtbot, None)


def another(qtbot: QtBot, kept: Any) -> PackageView:
    made = PackageView(PackageTable())
    qtbot.addWidget(made)
    made.resize(1200, 500)
    made.show()
    qtbot.waitExposed(made)
    made.columns.restore(kept)
    return made


def test_columns_are_next_time_as_they_were_left(view: PackageView, qtbot: QtBot) -> None:
    """Widths, order and what is hidden; the title takes the rest."""
    head = view.horizontalHeader()
    head.resizeSection(TAGS, 240)
    head.moveSection(head.visualIndex(CHANGED), 1)
    view.columns.hide(frozenset({SIZE}))
    later = another(qtbot, view.columns.state())
    assert later.horizontalHeader().sectionSize(TAGS) == 240
    assert [later.horizontalHeader().logicalIndex(n) for n in range(3)] == [PACKAGE, CHANGED, SCORM]
    assert later.isColumnHidden(SIZE)
    assert not later.isColumnHidden(VERSION)
    later.columns.reset()
    assert not later.isColumnHidden(SIZE)
    assert [later.horizontalHeader().logicalIndex(n) for n in range(3)] == [PACKAGE, SCORM, VERSION]
    assert later.horizontalHeader().sectionSize(TAGS) < 240


def test_a_width_that_was_drawn_outlives_a_theme_switch(view: PackageView) -> None:
    """Measuring anew is for the columns nobody has drawn."""
    view.horizontalHeader().resizeSection(SCORM, 150)
    view.measure()
    assert view.horizontalHeader().sectionSize(SCORM) == 150


@pytest.mark.parametrize(
    "kept",
    [None, 7, {"order": [5, 4, 3, 2, 1, 0]}, {"order": [0, 1]}, {"widths": {"4": 1e9, "x": 3}, "hidden": ["a", 0, 99]}],
)
def test_what_another_program_kept_is_left_out(view: PackageView, qtbot: QtBot, kept: Any) -> None:
    """The columns are then as they are at first."""
    assert another(qtbot, kept).columns.state() == view.columns.state()


def test_the_menu_of_the_heads_hides_a_column_and_it_is_kept(connected: MainWindow) -> None:
    """The same menu as the button of the list."""
    menu = connected.library.pane.filter_bar.settings.menu()
    menu.aboutToShow.emit()
    actions = {action.text(): action for action in menu.actions()}
    assert {"SCORM", "Version", "Usual order and widths", "Compact rows"} <= set(actions)
    actions["Tags"].trigger()
    assert connected.library.pane.view.isColumnHidden(TAGS)
    assert connected.state()["columns"]["hidden"] == [TAGS]
    actions["Usual order and widths"].trigger()
    assert connected.state()["columns"]["hidden"] == []
