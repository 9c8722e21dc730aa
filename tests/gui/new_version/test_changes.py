"""The new-version sheet where it is known what the current version consists of."""

from __future__ import annotations

import dataclasses
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from allure_desktop.gui.comparison.choice import FileChoice, VersionChoice
from allure_desktop.gui.new_version.parts import FILES, STRUCTURE, VALIDATION
from allure_desktop.gui.new_version.sheet import NewVersionSheet
from allure_desktop.uploads.rows import LiveVersion, UploadRow
from tests.gui.comparison.conftest import new_zip, old_zip
from tests.gui.new_version.test_comparison import PACKAGE
from tests.gui.new_version.test_sheet import Shelf, opened
from tests.gui.new_version.test_sheet import shelf as shelf
from tests.gui.uploads.conftest import make_row as make_row
from tests.gui.uploads.conftest import report
from tests.gui.uploads.stage import CONNECTION, Stage
from tests.packages import write_zip

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def stage(qapp: object, tmp_path: Path, shelf: Shelf) -> Iterator[Stage]:
    """Version 12 was uploaded from this computer."""
    shelf.package_now = dataclasses.replace(PACKAGE, file_size_bytes=None)
    made = Stage(tmp_path)
    made.services._made["library"] = shelf
    made.services.connections.save(CONNECTION, None)
    comparisons = made.services.comparisons
    comparisons.note_content(5, str(old_zip(tmp_path)), "")
    where = CONNECTION.base_url, CONNECTION.tenant_id
    comparisons.went_live(LiveVersion(5, *where, PACKAGE.package_id, 12, 11))
    made.show()
    yield made
    made.close()


def test_the_parts_tell_what_changes(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    """Files with what they mean, the structure face to face, the checks with the changed structure, and the risk."""
    sheet = opened(stage, qtbot, new_zip(tmp_path))
    tabs = sheet.parts.tabs
    assert tabs.tabText(FILES) == "Changed files  6" and tabs.tabText(STRUCTURE) == "Structure  2"
    model = sheet.parts.files.changed
    told = [model.index(row).data() for row in range(model.rowCount())]
    assert any(line.startswith("quiz.html, removed, Removed item “Quiz B”") for line in told)
    assert told.index(next(line for line in told if line.startswith("lib/"))) > 2
    assert sheet.parts.counts.words == "2 added · 2 changed · 2 removed"
    tabs.setCurrentIndex(STRUCTURE)
    assert sheet.parts.pages.currentWidget() is sheet.parts.structure
    assert {row.kind for row in sheet.parts.structure.rows.lines} == {"added", "removed"}
    tabs.setCurrentIndex(VALIDATION)
    codes = [item.finding["code"] for item in sheet.parts.findings.items]
    assert "manifest.structure-changed" in codes
    assert "“Quiz B”" in sheet.risk_band.words and sheet.risk_band.isVisible()
    assert ("2", "2, one replaced") in sheet.facts.words


def test_a_row_is_told_of_the_changed_structure_too(
    stage: Stage, qtbot: QtBot, tmp_path: Path, make_row: Callable[..., UploadRow]
) -> None:
    """Its own check did not know what it replaces: the finding is added to what that check said."""
    path = new_zip(tmp_path)
    stage.uploads.all = [
        make_row(id=3, state="needs_decision", reason="new_version", path=str(path), report=report(warnings=1))
    ]
    sheet = opened(stage, qtbot, path, upload_id=3)
    codes = [item.finding["code"] for item in sheet.parts.findings.items]
    assert len(codes) == 2 and "manifest.structure-changed" in codes


def test_another_zip_of_the_same_files_is_no_new_version(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    """Exported again without a change: said so, *Cancel* is the default, and no risk is claimed."""
    old = old_zip(tmp_path)
    with zipfile.ZipFile(old) as archive:
        members = [(name, archive.read(name)) for name in reversed(archive.namelist())]
    again = write_zip(tmp_path / "again.zip", members)
    assert again.read_bytes() != old.read_bytes()
    sheet = opened(stage, qtbot, again)
    assert "Nothing changed since version 12" in sheet.verdict_band.words
    assert "written anew" in sheet.verdict_band.words and sheet.risk_band.isHidden()
    assert QGuiApplication.focusObject() is sheet.cancel
    assert sheet.parts.changes.text() == "No file changed."
    QTest.keyClick(sheet.cancel, Qt.Key.Key_Return)
    assert sheet.isHidden() and stage.uploads.calls == []


def test_without_an_inventory_the_sheet_says_why_there_is_no_list(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    """What the server tells is still compared."""
    for table in ("inventories", "version_files"):
        stage.services.database.execute(f"DELETE FROM {table}")
    sheet = opened(stage, qtbot, new_zip(tmp_path))
    assert "there is no list of its files" in sheet.parts.changes.text() and sheet.parts.changes.isVisible()
    assert sheet.parts.compare.isHidden() and sheet.parts.counts.words == ""
    assert (PACKAGE.title, "GDPR") in sheet.facts.words


def test_compare_leads_to_the_page(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    """The sheet closes; the current version stands left, the file right."""
    path = new_zip(tmp_path)
    sheet = opened(stage, qtbot, path)
    QTest.mouseClick(sheet.parts.compare, LEFT)
    name, subject, left, right = stage.acts.calls[-1]
    assert name == "compare" and subject.package_id == PACKAGE.package_id
    assert (left, right) == (VersionChoice(12), FileChoice(str(path))) and sheet.isHidden()


def test_a_small_window_shows_the_facts_that_changed(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    """There is no room for all of them; in a tall one all are there again."""
    sheet = opened(stage, qtbot, new_zip(tmp_path))
    everything = len(sheet.facts.words)
    stage.window.resize(900, 560)
    qtbot.waitUntil(lambda: len(sheet.facts.words) < everything)
    assert ("2", "2, one replaced") in sheet.facts.words and ("index.html", "index.html") not in sheet.facts.words
    stage.window.resize(1048, 800)
    qtbot.waitUntil(lambda: len(sheet.facts.words) == everything)
    assert isinstance(sheet, NewVersionSheet)
