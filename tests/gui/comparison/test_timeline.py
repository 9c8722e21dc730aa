"""The timeline of a package says what changed from version to version."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.main_window import MainWindow
from tests.gui.comparison.conftest import as_on_another_computer
from tests.gui.window.conftest import WAIT_MS


def test_a_version_says_how_many_files_changed(two_versions: MainWindow, qtbot: QtBot) -> None:
    """Two added, two changed (a script and the manifest), two removed; the first version names its file."""
    model = two_versions.library.panel.versions.model
    qtbot.waitUntil(lambda: model.lines[0].changes is not None, timeout=WAIT_MS)
    told = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)]
    assert "2 added · 2 changed · 2 removed" in told[0]
    assert "gdpr-old.zip" in told[1]


def test_a_version_of_another_computer_has_no_copy_here(
    two_versions: MainWindow, qtbot: QtBot, services: Services
) -> None:
    """Nothing is known of its files, and the line says so instead of guessing."""
    as_on_another_computer(services, 2)
    versions = two_versions.library.panel.versions
    versions._read(then_ask=False)
    qtbot.waitUntil(lambda: not versions.model.lines[0].known, timeout=WAIT_MS)
    assert "No local copy on this computer" in versions.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
