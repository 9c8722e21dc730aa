"""Badge and title of a window that is not looked at."""

from __future__ import annotations

import os
import queue
from collections.abc import Callable
from typing import Any

from jeepney import MatchRule, Message, message_bus
from jeepney.io.threading import open_dbus_router
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from allure_desktop.gui.identity import APPLICATION, DESKTOP_ENTRY
from allure_desktop.gui.presence.badge import Badge
from allure_desktop.gui.uploads.row_source import rows_of
from allure_desktop.uploads.rows import Progress, UploadRow
from tests.gui.presence.conftest import WAIT_MS
from tests.gui.uploads.stage import Stage

MakeRow = Callable[..., UploadRow]


def test_the_title_says_how_far_it_is_and_then_what_it_was(stage: Stage, row: MakeRow, qtbot: QtBot) -> None:
    """The share stands in the title while something is sent, and goes when nothing is."""
    Badge(rows_of(stage.context), stage.window, lambda _number: None)
    stage.uploads.samples = {1: Progress(1, 500, 130, 1000, 0, 1, 0.0, None)}
    stage.set_rows(row(1, "sending"))
    qtbot.waitUntil(lambda: stage.window.windowTitle() == "63 % · AllureConnect", timeout=WAIT_MS)
    stage.set_rows(row(1, "done"))
    qtbot.waitUntil(lambda: stage.window.windowTitle() == "Stage", timeout=WAIT_MS)


def test_the_badge_counts_what_needs_its_user(stage: Stage, row: MakeRow, qtbot: QtBot) -> None:
    """It changes with the number, is told once each time, and goes when nothing needs anybody."""
    told: list[int] = []
    Badge(rows_of(stage.context), stage.window, told.append)
    stage.set_rows(row(1, "needs_decision", "errors"), row(2, "sending", "key_refused"), row(3, "sending"))
    qtbot.waitUntil(lambda: told == [2], timeout=WAIT_MS)
    stage.set_rows(row(1, "needs_decision", "errors"), row(2, "sending"), row(3, "done"))
    qtbot.waitUntil(lambda: told == [2, 1], timeout=WAIT_MS)
    stage.set_rows(row(1, "done"), row(2, "done"))
    qtbot.waitUntil(lambda: told == [2, 1, 0], timeout=WAIT_MS)


def test_the_desktop_hears_of_the_badge(qapp: QApplication, stage: Stage, row: MakeRow, qtbot: QtBot) -> None:
    """A panel on the session's bus is told the number for the program's own entry."""
    heard: queue.Queue[Message] = queue.Queue()
    names = qapp.applicationName(), qapp.desktopFileName()
    qapp.setApplicationName(APPLICATION)
    qapp.setDesktopFileName(DESKTOP_ENTRY)
    rule = MatchRule(type="signal", interface="com.canonical.Unity.LauncherEntry", member="Update")
    with open_dbus_router(os.environ["DBUS_SESSION_BUS_ADDRESS"]) as panel, panel.filter(rule, queue=heard):
        panel.send_and_get_reply(message_bus.AddMatch(rule), timeout=20)
        Badge(rows_of(stage.context), stage.window)
        stage.set_rows(*(row(number, "needs_decision", "errors") for number in range(1, 12)))

        def told() -> bool:
            bodies: list[Any] = [heard.get_nowait().body for _ in range(heard.qsize())]
            return any(
                body[0] == "application://allure-desktop.desktop" and body[1]["count"][1] == 11 for body in bodies
            )

        qtbot.waitUntil(told, timeout=WAIT_MS)
    qapp.setApplicationName(names[0])
    qapp.setDesktopFileName(names[1])
