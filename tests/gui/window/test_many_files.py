"""Many files dropped at once: the window stays quick while they are checked and uploaded."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.adding import UploadAtOnceSheet
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.uploads.row_source import rows_of
from allure_desktop.gui.watchdog import Watchdog
from tests.gui.window.conftest import WAIT_MS
from tests.gui.window.test_window import drop, sheet_of
from tests.packages import scorm12
from tests.tour.lateness import NOTED_S, Lateness

BROKEN = ("zip.manifest-in-subfolder", "manifest.launch-file-missing", "manifest.not-well-formed", "zip.no-manifest")


def test_seven_files_at_once(connected: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    """Sound and broken ones: rows, verdicts, panel and dock take no turn of more than 50 ms of the GUI thread's work."""
    files = [scorm12(tmp_path / f"sound{n}.zip", title=f"Course {n}", scos=40) for n in range(3)]
    files += [scorm12(tmp_path / f"broken{n}.zip", title=f"Broken {n}", broken=code) for n, code in enumerate(BROKEN)]
    services.uploads.run()
    source = rows_of(connected.context)
    lateness = Lateness()
    watchdog = Watchdog(NOTED_S, lateness.note)
    drop(connected, connected.rect().center(), files)
    qtbot.waitUntil(lambda: sheet_of(connected, UploadAtOnceSheet) is not None, timeout=WAIT_MS)
    sheet = sheet_of(connected, UploadAtOnceSheet)
    assert isinstance(sheet, UploadAtOnceSheet)
    sheet.at_once.click()
    ended = {"done", "needs_decision"}
    qtbot.waitUntil(lambda: len(source.rows) == 7 and {row.state for row in source.rows} == ended, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: connected.context.background.idle, timeout=WAIT_MS)
    watchdog.stop()
    assert sum(row.state == "done" for row in source.rows) == 3
    assert not lateness.faults, [stall.stack for stall in lateness.faults]
