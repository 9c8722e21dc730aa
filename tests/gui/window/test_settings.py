"""The parts of the settings beside uploads: storage, preview, diagnostics; and the window as it was left."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.settings.about import AboutSettings
from allure_desktop.gui.settings.places import ABOUT, PREVIEW, places
from allure_desktop.gui.settings.preview import PreviewSettings
from allure_desktop.gui.settings.sheet import SettingsSheet, open_settings
from allure_desktop.settings import PREVIEW_STATE, WINDOW_STATE
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
    part = sheet.part(ABOUT)
    assert isinstance(part, AboutSettings)
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
    qtbot.waitUntil(
        lambda: (
            services.settings.get(PREVIEW_STATE) == {"inspector": 500, "learner_name": "Doe, Jane", "profile": chosen}
        ),
        timeout=WAIT_MS,
    )
    sheet.dismiss()


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
