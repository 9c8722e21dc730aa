"""A new version is never uploaded unseen, not even by *Fix*."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.new_version.sheet import NewVersionSheet
from allure_desktop.gui.uploads.acts import Act
from allure_desktop.gui.uploads.performer import Performer
from allure_desktop.gui.uploads.row_source import rows_of
from allure_desktop.gui.uploads.row_words import row_words
from tests.gui.window.conftest import WAIT_MS, put_package
from tests.packages import scorm12


def test_fixing_a_new_version_ends_in_its_sheet(
    connected: MainWindow, services: Services, qtbot: QtBot, tmp_path: Path
) -> None:
    """The mended copy is checked and waits, and the sheet of the new version opens over it."""
    package_id = put_package(services, scorm12(tmp_path / "course.zip"))
    broken = scorm12(tmp_path / "next.zip", broken="zip.manifest-in-subfolder")
    upload_id = services.uploads.add(broken, "academy", package_id=package_id)
    source = rows_of(connected.context)

    def in_state(state: str) -> bool:
        row = source.row(upload_id)
        return row is not None and row.state == state

    qtbot.waitUntil(lambda: in_state("needs_decision"), timeout=WAIT_MS)
    row = source.row(upload_id)
    assert row is not None
    assert "Fix 1 and review…" in [act.text for act in row_words(row, None, 0.0).acts]
    Performer(connected.context, connected).perform(upload_id, Act.FIX)
    qtbot.waitUntil(lambda: any(s.isVisible() for s in connected.findChildren(NewVersionSheet)), timeout=WAIT_MS)
    assert in_state("held")
    assert len(services.library.versions("academy", package_id)) == 1
    connected.findChildren(NewVersionSheet)[0].dismiss()


def test_a_fix_is_undone_by_the_keyboard_after_its_message_is_gone(
    open_window: Callable[[], MainWindow], services: Services, qtbot: QtBot, tmp_path: Path
) -> None:
    """Ctrl+Z goes back to the user's own file; then there is nothing more to undo."""
    main_window = open_window()
    actions = main_window.context.actions
    assert actions.reason("undo") == "There is nothing to undo."
    upload_id = services.uploads.add(scorm12(tmp_path / "course.zip", broken="zip.manifest-in-subfolder"), None)
    source = rows_of(main_window.context)

    def row_is(state: str, *, mended: bool) -> bool:
        row = source.row(upload_id)
        return row is not None and row.state == state and (row.mended is not None) == mended

    qtbot.waitUntil(lambda: row_is("needs_decision", mended=False), timeout=WAIT_MS)
    Performer(main_window.context, main_window).perform(upload_id, Act.FIX)
    qtbot.waitUntil(lambda: row_is("held", mended=True) and main_window.toast.isVisible(), timeout=WAIT_MS)
    main_window.toast.hide()
    main_window.activateWindow()
    qtbot.waitUntil(main_window.isActiveWindow, timeout=WAIT_MS)
    QTest.keyClick(main_window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: row_is("needs_decision", mended=False), timeout=WAIT_MS)
    assert actions.reason("undo") == "There is nothing to undo."
