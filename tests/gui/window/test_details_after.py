"""Tags, description and duration given with an upload, from the panel of its row to the server."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.uploads.details_after import DetailsAfterLine, DetailsAfterSheet
from allure_desktop.gui.uploads.row_words import row_words
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.uploads.after_details import NOT_SET
from allure_desktop.uploads.rows import UploadOptions
from tests.gui.window.conftest import WAIT_MS
from tests.gui.window.test_window import sheet_of
from tests.packages import scorm12

LEFT = Qt.MouseButton.LeftButton


def test_a_held_row_takes_its_details_along(
    connected: MainWindow, services: Services, tmp_path: Path, qtbot: QtBot
) -> None:
    """They are prefilled from the manifest, kept with the row, and on the server once it is live."""
    path = scorm12(tmp_path / "fire.zip", title="Fire Safety")
    upload_id = services.uploads.add(path, "academy", options=UploadOptions(at_once=False))
    qtbot.waitUntil(lambda: services.uploads.row(upload_id).state == "held", timeout=WAIT_MS)
    connected.acts.show_uploads(upload_id)
    qtbot.waitUntil(lambda: any(line.isVisible() for line in connected.findChildren(DetailsAfterLine)), timeout=WAIT_MS)
    line = next(line for line in connected.findChildren(DetailsAfterLine) if line.isVisible())
    assert line.words.full_text == "Details: as the manifest says"
    QTest.mouseClick(line.edit, LEFT)
    sheet = sheet_of(connected, DetailsAfterSheet)
    assert isinstance(sheet, DetailsAfterSheet)
    assert sheet.description.toPlainText() == str((services.uploads.row(upload_id).report or {}).get("description", ""))
    assert not sheet.given().any  # what the manifest says is not sent once more
    QTest.keyClicks(sheet.tags.field, "safety, 2027")
    sheet.duration.minutes.setValue(20)
    QTest.mouseClick(sheet.save_button, LEFT)
    qtbot.waitUntil(lambda: line.words.full_text == "safety, 2027 · 20 min", timeout=WAIT_MS)
    services.uploads.start(upload_id)
    qtbot.waitUntil(lambda: services.uploads.row(upload_id).state == "done", timeout=WAIT_MS)
    package_id = services.uploads.row(upload_id).package_id
    assert package_id is not None
    kept = services.library.package("academy", package_id, fresh=True)
    assert (kept.tags, kept.duration, kept.description) == (("safety", "2027"), "PT20M", "")
    qtbot.waitUntil(lambda: not line.isVisible(), timeout=WAIT_MS)


def test_details_that_were_refused_can_be_set_again(
    connected: MainWindow, services: Services, sandbox: Sandbox, tmp_path: Path, qtbot: QtBot
) -> None:
    """The row is live and says what is missing; its act sets it."""
    sandbox.faults.set("401", path="/packages/pkg_")
    path = scorm12(tmp_path / "fire.zip", title="Fire Safety")
    upload_id = services.uploads.add(path, "academy", options=UploadOptions(tags=("safety",)))
    qtbot.waitUntil(lambda: services.uploads.row(upload_id).state == "done", timeout=WAIT_MS)
    row = services.uploads.row(upload_id)
    assert row.message.code == NOT_SET, row
    words = row_words(row, None, row.updated_at)
    assert words.sentence.startswith("Live, but its tags") and words.acts[0].text != ""
    sandbox.faults.clear()
    connected.acts.show_uploads(upload_id)
    services.uploads.apply_details(upload_id)
    assert services.library.package("academy", row.package_id or "", fresh=True).tags == ("safety",)
    assert row_words(services.uploads.row(upload_id), None, row.updated_at).sentence.startswith("Live on")
