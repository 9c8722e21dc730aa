"""What the program keeps for a team in the metadata is not edited by hand, and never lost by editing the rest."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from allure_desktop.gui.library.metadata_grid import MetadataGrid
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.library.team_facts import KEY, merged


def test_the_teams_facts_go_back_as_they_came(connected: MainWindow, qtbot: QtBot) -> None:
    """They are not among the keys that can be edited; what somebody else put under the name is."""
    grid = MetadataGrid()
    qtbot.addWidget(grid)
    values = merged({"owner": "x"}, 6, {"note": "Spelling"})
    grid.show_values(values)
    assert [pair.name for pair in grid._pairs] == ["owner"]
    assert grid.values() == values and grid.more.isHidden()
    grid.show_values({KEY: "something else"})
    assert [pair.name for pair in grid._pairs] == [KEY]
