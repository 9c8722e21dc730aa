"""What could not be read is read again by itself, and a limit of the server is no error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.connections import recovery
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.sandbox.server import Sandbox
from tests.gui.window.conftest import WAIT_MS, put_package
from tests.packages import scorm12


def test_a_server_that_comes_back_is_noticed_without_a_click(
    connected: MainWindow, qtbot: QtBot, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Offline is told at the foot, with the time; some seconds after the server is back the list is read."""
    monkeypatch.setattr(recovery, "OFFLINE_S", 0.3)
    sandbox.stop()
    connected.packages.refresh()
    qtbot.waitUntil(lambda: connected.sidebar.state.full_text.startswith("Offline since"), timeout=WAIT_MS)
    sandbox.start()
    qtbot.waitUntil(lambda: connected.sidebar.state.full_text == "Online", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not connected.library.pane.band.isVisible(), timeout=WAIT_MS)
    assert connected.recovery.waits_s is None


def test_a_limit_of_the_server_is_told_without_red_and_waited_for(
    connected: MainWindow, qtbot: QtBot, services: Services, sandbox: Sandbox, tmp_path: Path
) -> None:
    """The kept list stays, the band is of the kind that informs, the foot says online, and it is planned to ask again."""
    put_package(services, scorm12(tmp_path / "course.zip", title="Fire Safety"))
    qtbot.waitUntil(lambda: len(connected.packages.shown) == 1, timeout=WAIT_MS)
    sandbox.faults.set("429", path="*packages*")
    connected.packages.refresh()
    band = connected.library.pane.band
    qtbot.waitUntil(band.isVisible, timeout=WAIT_MS)
    assert band.property("tone") == "info" and "Nothing is wrong." in band.words
    assert [record.title for record in connected.packages.shown] == ["Fire Safety"]
    assert connected.sidebar.state.full_text == "Online, speed limited"
    assert not connected.connection_band.isVisible()
    assert connected.recovery.waits_s is not None and 0 < connected.recovery.waits_s <= recovery.LONGEST_S


def test_nothing_is_planned_for_a_connection_that_is_left(
    connected: MainWindow, qtbot: QtBot, sandbox: Sandbox, not_shown: Callable[[], None]
) -> None:
    """Another connection is shown: the one that did not answer is not asked for its list any more."""
    sandbox.stop()
    connected.packages.refresh()
    qtbot.waitUntil(lambda: connected.recovery.waits_s is not None, timeout=WAIT_MS)
    not_shown()
    assert connected.recovery.waits_s is None


@pytest.fixture
def not_shown(connected: MainWindow) -> Callable[[], None]:
    """Shows no connection."""

    def act() -> None:
        connected.context.current_connection_id = None

    return act
