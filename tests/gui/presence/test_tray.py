"""Closing with live uploads, with and without a real tray: what is asked, what goes on, and the ways back."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.closing import QuitSheet
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.presence.tray import Tray
from allure_desktop.gui.uploads.row_source import rows_of
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.settings import ON_CLOSE
from allure_desktop.uploads.rows import UploadRow
from tests.gui.presence.conftest import WAIT_MS
from tests.gui.uploads.stage import Stage
from tests.packages import scorm12

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def ended(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The program's exit codes; the test's own program goes on."""
    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", codes.append)
    return codes


@pytest.fixture
def uploading(connected: MainWindow, services: Services, sandbox: Sandbox, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """A window whose only upload waits for a server that cannot take it yet."""
    qtbot.waitUntil(lambda: hasattr(connected, "presence"), timeout=WAIT_MS)
    sandbox.faults.set("503", path="upload")
    services.uploads.add(scorm12(tmp_path / "fire.zip", title="Fire Safety"), "academy")
    qtbot.waitUntil(services.uploads.active, timeout=WAIT_MS)
    return connected


def quit_sheet(window: MainWindow, qtbot: QtBot) -> QuitSheet:
    """The sheet that is open, or will be."""
    found: list[QuitSheet] = []

    def there() -> bool:
        found[:] = [sheet for sheet in window.findChildren(QuitSheet) if sheet.isVisible()]
        return bool(found)

    qtbot.waitUntil(there, timeout=WAIT_MS)
    return found[0]


def click_icon(icon: QSystemTrayIcon, qtbot: QtBot, *, until: Callable[[], bool]) -> None:
    """A real click on the icon, and another one if the tray has moved it meanwhile to make room."""
    clicked: list[QPoint] = []

    def done() -> bool:
        place = icon.geometry().center()
        if icon.isVisible() and place not in clicked:
            clicked.append(place)
            subprocess.run(["xdotool", "mousemove", str(place.x()), str(place.y()), "click", "1"], check=True)
        return until()

    qtbot.waitUntil(done, timeout=WAIT_MS)


def test_without_a_tray_nothing_is_offered_that_would_hide_the_window(uploading: MainWindow, qtbot: QtBot) -> None:
    """The first choice is missing and the text says why; what is left can be chosen."""
    assert not QSystemTrayIcon.isSystemTrayAvailable()
    uploading.close()
    sheet = quit_sheet(uploading, qtbot)
    assert not sheet.background.isVisible()
    assert sheet.no_tray.isVisible()
    assert sheet.quit.hasFocus()
    sheet.quit.click()
    qtbot.waitUntil(lambda: uploading.closing.finished, timeout=WAIT_MS)


def test_a_remembered_background_asks_again_where_there_is_no_tray(
    uploading: MainWindow, services: Services, qtbot: QtBot
) -> None:
    """On another desktop the window does not vanish without a way back."""
    services.settings.set(ON_CLOSE, "background")
    uploading.close()
    assert not quit_sheet(uploading, qtbot).background.isVisible()
    assert uploading.isVisible()


def test_the_window_goes_and_comes_back_while_the_upload_goes_on(
    tray_host: None, uploading: MainWindow, services: Services, qtbot: QtBot
) -> None:
    """Chosen and remembered once, closing leaves an icon in the tray, and a real click on it brings the window back."""
    uploading.close()
    sheet = quit_sheet(uploading, qtbot)
    assert sheet.background.hasFocus() and not sheet.no_tray.isVisible()
    sheet.remember.setChecked(True)
    QTest.keyClick(sheet.background, Qt.Key.Key_Space)
    icon = uploading.presence.tray.icon
    qtbot.waitUntil(lambda: not uploading.isVisible() and icon.geometry().width() > 4, timeout=WAIT_MS)
    assert services.uploads.active() and not uploading.closing.finished
    qtbot.waitUntil(lambda: "1 upload under way" in icon.toolTip(), timeout=WAIT_MS)
    click_icon(icon, qtbot, until=uploading.isVisible)
    qtbot.waitUntil(uploading.isActiveWindow, timeout=WAIT_MS)
    assert not icon.isVisible()
    qtbot.waitUntil(lambda: services.settings.get(ON_CLOSE) == "background", timeout=WAIT_MS)
    uploading.close()
    qtbot.waitUntil(lambda: icon.isVisible() and not uploading.isVisible(), timeout=WAIT_MS)
    uploading.bring_forward()  # as a second start does
    qtbot.waitUntil(lambda: uploading.isVisible() and not icon.isVisible(), timeout=WAIT_MS)


def test_quit_means_quit_where_closing_means_background(
    tray_host: None, uploading: MainWindow, services: Services, qtbot: QtBot
) -> None:
    """Ctrl+Q ends the program and does not ask what was answered already."""
    services.settings.set(ON_CLOSE, "background")
    uploading.context.actions.trigger("quit")
    qtbot.waitUntil(lambda: uploading.closing.finished, timeout=WAIT_MS)
    assert not uploading.presence.tray.icon.isVisible()


def test_the_tray_quits(tray_host: None, uploading: MainWindow, ended: list[int], qtbot: QtBot) -> None:
    """Its menu ends the program from the background without another question."""
    uploading.closing.go_on_unseen(uploading.state())
    uploading.presence.tray.quit_action.trigger()
    assert uploading.closing.finished
    assert not uploading.presence.tray.icon.isVisible()
    qtbot.waitUntil(lambda: ended == [0], timeout=WAIT_MS)


def test_the_tray_pauses_and_resumes(uploading: MainWindow, services: Services, sandbox: Sandbox, qtbot: QtBot) -> None:
    """One entry of its menu pauses everything and, then, brings it back."""
    tray = uploading.presence.tray
    qtbot.waitUntil(lambda: tray.pause_action.isEnabled(), timeout=WAIT_MS)
    assert tray.pause_action.text() == "Pause all"
    tray.pause_action.trigger()
    qtbot.waitUntil(lambda: tray.pause_action.text() == "Resume all", timeout=WAIT_MS)
    assert services.uploads.rows()[0].outcome == "stopped"
    assert "Paused" in tray.icon.toolTip()
    sandbox.faults.clear()
    tray.pause_action.trigger()
    qtbot.waitUntil(lambda: services.uploads.rows()[0].state == "done", timeout=WAIT_MS)


def test_the_tray_says_how_it_stands(stage: Stage, row: Callable[..., UploadRow], qtbot: QtBot) -> None:
    """The tooltip tells how many are under way, how far they are and that one needs its user."""
    tray = Tray(rows_of(stage.context), lambda: 63, stage.window)
    assert tray.icon.toolTip().endswith("63 %")
    stage.set_rows(row(1, "sending", sent=500), row(2, "queued", "turn"), row(3, "needs_decision", "errors"))
    expected = "AllureConnect Desktop\n2 uploads under way\n63 %\n1 needs your attention"
    qtbot.waitUntil(lambda: tray.icon.toolTip() == expected, timeout=WAIT_MS)
