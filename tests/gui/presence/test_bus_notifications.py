"""Notifications over a real bus to a real service, and over none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.acts import UPLOADS
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.presence.bus_notifications import BusNotifications
from allure_desktop.gui.presence.news import Notice
from tests.gui.presence.conftest import WAIT_MS
from tests.gui.presence.desktop import Notifications


@pytest.fixture
def notifications(qapp: QApplication) -> Iterator[BusNotifications]:
    parent = QObject()
    made = BusNotifications(parent)
    yield made
    made.close()


def test_a_notice_is_shown_with_its_facts(notifications: BusNotifications, bus: str, qtbot: QtBot) -> None:
    """Name, words, one action and the program's entry arrive; what a course calls itself cannot become markup."""
    with Notifications(bus) as desktop:
        notifications.show(Notice("“A <b>” is live", "<a href='x'>Course</a> & more", 7))
        qtbot.waitUntil(lambda: len(desktop.shown) == 1, timeout=WAIT_MS)
        name, replaces, _icon, title, text, actions, hints, expires = desktop.named("Notify")[0].body
        assert (name, replaces, expires) == ("AllureConnect Desktop", 0, -1)
        assert (title, text) == ("“A <b>” is live", "&lt;a href='x'&gt;Course&lt;/a&gt; &amp; more")
        assert actions == ["default", "Show"]
        assert hints["desktop-entry"] == ("s", "allure-desktop")


def test_a_desktop_without_markup_gets_the_plain_text(notifications: BusNotifications, bus: str, qtbot: QtBot) -> None:
    """There an escaped sign would be read as it stands."""
    with Notifications(bus, capabilities=("body",)) as desktop:
        notifications.show(Notice("Live", "A & B"))
        qtbot.waitUntil(lambda: desktop.shown == [("Live", "A & B")], timeout=WAIT_MS)


def test_a_click_leads_to_its_row(notifications: BusNotifications, bus: str, qtbot: QtBot) -> None:
    """The right one of several is told, with the desktop's leave to come forward; other programs' clicks are not."""
    with Notifications(bus) as desktop:
        notifications.show(Notice("One", "", 71))
        notifications.show(Notice("Two", "", 72))
        qtbot.waitUntil(lambda: len(desktop.shown) == 2, timeout=WAIT_MS)
        with qtbot.waitSignal(notifications.clicked, timeout=WAIT_MS) as told:
            desktop.click(99)
            desktop.click(2, "token-1")
        assert told.args == [72, "token-1"]


def test_nobody_there_is_no_trouble(notifications: BusNotifications, bus: str, qtbot: QtBot) -> None:
    """Without a service nothing happens; one that comes later shows what comes later."""
    notifications.show(Notice("Lost", ""))
    with Notifications(bus) as desktop:
        notifications.show(Notice("Shown", ""))
        qtbot.waitUntil(lambda: ("Shown", "") in desktop.shown, timeout=WAIT_MS)
    with Notifications(bus) as another:
        notifications.show(Notice("Shown there", ""))
        qtbot.waitUntil(lambda: another.shown == [("Shown there", "")], timeout=WAIT_MS)


def test_a_bus_that_is_gone_is_found_again(
    notifications: BusNotifications, bus: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A desktop that was started anew gets its notifications over a new connection."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
    notifications.show(Notice("Lost", ""))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    with Notifications(bus) as desktop:
        notifications.show(Notice("Shown", ""))
        qtbot.waitUntil(lambda: ("Shown", "") in desktop.shown, timeout=WAIT_MS)


def test_the_window_tells_and_comes_forward(
    bus: str, open_window: Callable[[], MainWindow], services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    """A file that needs its user is told while the window is away; the click shows the window, and there its row."""
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"no archive")
    window = open_window()
    qtbot.waitUntil(lambda: hasattr(window, "presence"), timeout=WAIT_MS)
    with Notifications(bus) as desktop:
        window.showMinimized()
        qtbot.waitUntil(lambda: not window.isActiveWindow(), timeout=WAIT_MS)
        upload_id = services.uploads.add(broken, None)
        qtbot.waitUntil(lambda: len(desktop.shown) == 1, timeout=WAIT_MS)
        assert desktop.shown[0][0] == "“broken” needs your attention"
        desktop.click(1)
        qtbot.waitUntil(lambda: window.isActiveWindow() and not window.isMinimized(), timeout=WAIT_MS)
    assert window.stack.currentIndex() == UPLOADS
    page = window.uploads._page
    assert page is not None
    qtbot.waitUntil(lambda: page.view.current_id == upload_id, timeout=WAIT_MS)
