"""Ctrl+Z brings back what was taken off the list of uploads."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.uploads.acts import Act
from allure_desktop.gui.uploads.row_source import rows_of
from allure_desktop.uploads.rows import UploadOptions
from tests.gui.window.conftest import WAIT_MS
from tests.packages import scorm12


def test_a_removed_row_comes_back(connected: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    """Remove says so and can be undone, by the key also after the message is gone; a folder is packed anew then."""
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "imsmanifest.xml").write_text("<manifest/>")
    whole, packed = scorm12(tmp_path / "one.zip"), services.packed_folders.pack(folder)
    ids = [
        services.uploads.add(whole, None),
        services.uploads.add(packed, None, options=UploadOptions(folder=str(folder))),
    ]

    def at_rest(upload_id: int) -> bool:
        return any(row.id == upload_id and row.state in ("held", "needs_decision") for row in services.uploads.rows())

    connected.context.show_uploads()
    actions, source = connected.context.actions, rows_of(connected.context)
    for upload_id in ids:
        qtbot.waitUntil(partial(at_rest, upload_id), timeout=WAIT_MS)
        qtbot.waitUntil(lambda: {row.id for row in source.rows} == set(ids), timeout=WAIT_MS)
        connected.uploads.perform(upload_id, Act.REMOVE)
        qtbot.waitUntil(lambda: not actions.reason("undo"), timeout=WAIT_MS)
        assert len(services.uploads.rows()) == 1
        connected.toast.hide()
        actions.trigger("undo")
        qtbot.waitUntil(partial(at_rest, upload_id), timeout=WAIT_MS)
    assert packed.is_file()
