"""The parts of the settings beside uploads: storage, preview, diagnostics; and the window as it was left."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.motion import reduced_motion
from allure_desktop.gui.presence.news import Notice
from allure_desktop.gui.settings.about import AboutSettings
from allure_desktop.gui.settings.appearance import AppearanceSettings
from allure_desktop.gui.settings.general import GeneralSettings
from allure_desktop.gui.settings.places import ABOUT, APPEARANCE, GENERAL, PREVIEW, SANDBOX, UPLOADS, places
from allure_desktop.gui.settings.preview import PreviewSettings
from allure_desktop.gui.settings.sandbox import SandboxSettings
from allure_desktop.gui.settings.sheet import SettingsSheet, open_settings
from allure_desktop.gui.settings.uploads import UploadsSettings
from allure_desktop.gui.widgets import PushButton
from allure_desktop.library.filters import Filters
from allure_desktop.settings import ASKED_UPLOAD_AT_ONCE, NOTIFICATIONS, PREVIEW_STATE, SANDBOX_AT_START, WINDOW_STATE
from tests.gui.window.conftest import WAIT_MS, put_package
from tests.packages import scorm12


def opened(window: MainWindow, qtbot: QtBot, place: str) -> SettingsSheet:
    open_settings(window.context, place)

    def sheet() -> SettingsSheet | None:
        return next((one for one in window.findChildren(SettingsSheet) if one.isVisible()), None)

    qtbot.waitUntil(lambda: sheet() is not None, timeout=WAIT_MS)
    found = sheet()
    assert found is not None
    return found


def test_each_setting_is_where_it_is_said_to_be(connected: MainWindow, qtbot: QtBot) -> None:
    """Whatever the palette finds leads to a widget of the sheet that is shown then."""
    sheet = opened(connected, qtbot, "")
    for place in places():
        sheet.show_place(place.id)
        assert getattr(sheet.part(place.part), place.field).isVisible(), place.id
    qtbot.waitUntil(lambda: connected.context.background.idle, timeout=WAIT_MS)
    sheet.dismiss()


def test_films_are_told_and_cleared(connected: MainWindow, qtbot: QtBot, services: Services) -> None:
    """What films take is told; they go at once, since they are made anew when they are asked for."""
    film = services.data_dir.films / "one" / "part.mp4"
    film.parent.mkdir(parents=True)
    film.write_bytes(b"x" * 3000)
    sheet = opened(connected, qtbot, "clear-films")
    part = sheet.storage
    qtbot.waitUntil(lambda: "3.0 kB" in part.taken.text(), timeout=WAIT_MS)
    part.clear_films.click()
    qtbot.waitUntil(lambda: not film.exists() and not part.clear_films.isEnabled(), timeout=WAIT_MS)
    sheet.dismiss()


def test_the_preview_begins_with_what_is_set(connected: MainWindow, qtbot: QtBot, services: Services) -> None:
    """Profile and learner are kept where the preview window looks for them; what else it kept stays."""
    services.settings.set(PREVIEW_STATE, {"inspector": 500})
    sheet = opened(connected, qtbot, "learner")
    part = sheet.part(PREVIEW)
    assert isinstance(part, PreviewSettings)
    part.name.setText("Doe, Jane")
    part.name.editingFinished.emit()
    part.profile.setCurrentIndex(1)
    chosen = part.profile.currentData()
    part.network.setCurrentIndex(part.network.findData("online"))
    part.advance.setCurrentIndex(part.advance.findData("next"))
    qtbot.waitUntil(
        lambda: (
            services.settings.get(PREVIEW_STATE)
            == {
                "inspector": 500,
                "learner_name": "Doe, Jane",
                "profile": chosen,
                "network": "online",
                "advance": "next",
            }
        ),
        timeout=WAIT_MS,
    )
    sheet.dismiss()


def test_size_and_motion_change_at_once(connected: MainWindow, qtbot: QtBot, services: Services) -> None:
    """The text grows as with its keys; less motion counts from now on, whatever the system says."""
    sheet = opened(connected, qtbot, "text-size")
    part = sheet.part(APPEARANCE)
    assert isinstance(part, AppearanceSettings)
    assert not reduced_motion()
    part.text_size.setCurrentIndex(part.text_size.findData(150))
    assert connected.context.theme.text_scale == 1.5
    part.motion.setCurrentIndex(part.motion.findData("less"))
    qtbot.waitUntil(reduced_motion, timeout=WAIT_MS)
    part.motion.setCurrentIndex(part.motion.findData("system"))
    qtbot.waitUntil(lambda: not reduced_motion(), timeout=WAIT_MS)
    sheet.dismiss()
    connected.context.actions.trigger("text.usual")


def test_each_connection_has_its_switch(connected: MainWindow, qtbot: QtBot, services: Services) -> None:
    """The page Uploads shows what is chosen here for its connection."""
    connection = connected.context.connections[0]
    sheet = opened(connected, qtbot, "at-once")
    part = sheet.part(UPLOADS)
    assert isinstance(part, UploadsSettings)
    switch = part.switches[connection.id]
    before = switch.isChecked()
    switch.click()
    qtbot.waitUntil(
        lambda: services.settings.get(ASKED_UPLOAD_AT_ONCE).get(connection.id) is (not before), timeout=WAIT_MS
    )
    qtbot.waitUntil(lambda: connected.adding.at_once(connection.id) is (not before), timeout=WAIT_MS)
    sheet.dismiss()


def test_notifications_can_be_switched_off(
    connected: MainWindow, qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is handed to the desktop any more, until it is wanted again."""
    qtbot.waitUntil(lambda: getattr(connected, "presence", None) is not None, timeout=WAIT_MS)
    presence = connected.presence
    assert presence.notifications is not None
    told: list[object] = []
    monkeypatch.setattr(presence.notifications, "show", told.append)
    notice = Notice("Title", "Text", 0, "transfer.complete")
    presence.news.notice.emit(notice)
    assert told == [notice]
    sheet = opened(connected, qtbot, "notifications")
    part = sheet.part(GENERAL)
    assert isinstance(part, GeneralSettings)
    part.notifications.click()
    qtbot.waitUntil(lambda: services.settings.get(NOTIFICATIONS) is False, timeout=WAIT_MS)

    def silent() -> bool:
        told.clear()
        presence.news.notice.emit(notice)
        return not told

    qtbot.waitUntil(silent, timeout=WAIT_MS)
    sheet.dismiss()


def test_the_sandbox_is_cleared_after_a_question(connected: MainWindow, qtbot: QtBot, services: Services) -> None:
    """What it kept is gone once that is confirmed, not before; starting it with the program is kept."""
    file = services.data_dir.sandbox / "objects" / "one.zip"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"x" * 5000)
    sheet = opened(connected, qtbot, "sandbox-clear")
    part = sheet.part(SANDBOX)
    assert isinstance(part, SandboxSettings)
    qtbot.waitUntil(part.clear.isEnabled, timeout=WAIT_MS)
    assert part.place.toolTip() == str(services.data_dir.sandbox) or part.place.text() == str(services.data_dir.sandbox)
    part.clear.click()
    assert "kB" in part.band.words and file.exists()
    next(b for b in part.band.findChildren(PushButton) if b.text() == "Clear the sandbox").click()
    qtbot.waitUntil(lambda: not services.data_dir.sandbox.exists() and part.used.text() == "Empty", timeout=WAIT_MS)
    part.at_start.click()
    qtbot.waitUntil(lambda: services.settings.get(SANDBOX_AT_START), timeout=WAIT_MS)
    sheet.dismiss()


def test_the_sandbox_starts_with_the_program(
    qtbot: QtBot, services: Services, open_window: Callable[[], MainWindow]
) -> None:
    """Where that is chosen its server runs, and its connection is there."""
    services.settings.set(SANDBOX_AT_START, True)
    window = open_window()
    qtbot.waitUntil(lambda: window.sandbox.process.address is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: any(one.is_sandbox for one in services.connections.all()), timeout=WAIT_MS)


def test_diagnostics_can_be_copied(connected: MainWindow, qtbot: QtBot) -> None:
    """What the machine offers is what `doctor --json` tells, without who is logged in."""
    sheet = opened(connected, qtbot, "support")
    part = sheet.part(ABOUT)
    assert isinstance(part, AboutSettings)
    qtbot.waitUntil(part.copy.isEnabled, timeout=WAIT_MS)
    part.copy.click()
    told = json.loads(QGuiApplication.clipboard().text())
    assert {"program", "keyring", "web_view", "disk_free_bytes"} <= set(told)
    assert "MIT" in part.licences.toPlainText()
    qtbot.waitUntil(lambda: "0.1.0" in part.changes.toPlainText(), timeout=WAIT_MS)
    sheet.dismiss()


def test_the_window_is_as_it_was_left(
    connected: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path, open_window: Callable[[], MainWindow]
) -> None:
    """Page, package, panel, dock and text size come back."""
    put_package(services, scorm12(tmp_path / "one.zip", title="First"))
    second = put_package(services, scorm12(tmp_path / "two.zip", title="Second", identifier="com.example.two"))
    first = connected.library.pane.view
    qtbot.waitUntil(lambda: len(connected.packages.shown) == 2 and first.choose(second), timeout=WAIT_MS)
    other = next(r for n in range(2) if (r := first.table.record(n)) is not None and r.package_id != second)
    assert first.choose(other.package_id)
    qtbot.waitUntil(lambda: (p := connected.package()) is not None and p == other, timeout=WAIT_MS)
    connected.library.toggle_panel(False)
    connected.context.actions.trigger("view.dock")
    connected.context.actions.trigger("text.larger")
    services.settings.set(WINDOW_STATE, connected.state())
    connected.context.actions.trigger("text.usual")
    again = open_window()
    qtbot.waitUntil(lambda: (p := again.package()) is not None and p.package_id == other.package_id, timeout=WAIT_MS)
    assert again.library.panel.isHidden()
    assert not again.uploads.dock_open()
    assert again.context.theme.text_scale == 1.1
    again.context.actions.trigger("text.usual")


def test_filters_and_the_panel_of_uploads_come_back(
    connected: MainWindow, qtbot: QtBot, services: Services, open_window: Callable[[], MainWindow]
) -> None:
    """What the list left out is left out again, and the saved view that says so is the marked one."""
    filters = Filters(tag="safety", tokens=("is:1.2",))
    connection_id = connected.context.current_connection_id
    assert connection_id is not None
    services.library.views.add("Old safety", filters, connection_id)
    connected.library.pane.choice.apply(filters)
    connected.uploads.restore_panel(480.0)
    services.settings.set(WINDOW_STATE, connected.state())
    again = open_window()
    qtbot.waitUntil(lambda: again.packages.filters == filters, timeout=WAIT_MS)
    qtbot.waitUntil(
        lambda: [row.isChecked() for row in again.sidebar.views.rows if row.view.name == "Old safety"] == [True],
        timeout=WAIT_MS,
    )
    assert again.uploads.panel_width() == 480.0
    again.context.show_uploads()
    panel = again.uploads.panes()[-1][1]
    qtbot.waitUntil(lambda: abs(panel.width() - 480) <= 40, timeout=WAIT_MS)
    # of another connection it would leave out what nobody asked for
    services.settings.set(WINDOW_STATE, {**again.state(), "connection": "another"})
    third = open_window()
    qtbot.waitUntil(lambda: third.context.current_connection_id == connection_id, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: third.context.background.idle, timeout=WAIT_MS)
    assert not third.packages.filters.any
