"""For whom a package is checked, and how severe a finding is: in the settings and for one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from allure_desktop.gui.settings.rules import SEVERITY
from allure_desktop.gui.settings.validation import ValidationSettings, read_validation
from allure_desktop.settings import VALIDATION_SEVERITIES
from tests.gui.validation.conftest import Bench
from tests.packages import scorm12, scorm2004


def settings_of(bench: Bench) -> ValidationSettings:
    made = ValidationSettings(bench.stage.context, read_validation(bench.stage.context))
    bench.stage.show(made)
    return made


def severity_of(settings: ValidationSettings, code: str) -> QModelIndex:
    """The field of one kind of finding."""
    return settings.model.index(settings.model.row_of(code), SEVERITY)


def severities(bench: Bench) -> dict[str, Any]:
    row = bench.services.uploads.row(bench.upload_id)
    return {one["code"]: one["severity"] for one in (row.report or {})["findings"]}


def choose(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(box.findData(value))


def test_a_severity_applies_at_once_and_can_be_reset(bench: Bench, tmp_path: Path) -> None:
    """The row needs a decision as soon as its warning is a problem, and is ready again after the reset."""
    bench.add(scorm12(tmp_path / "course.zip", broken="manifest.file-missing"))
    settings = settings_of(bench)
    field = severity_of(settings, "manifest.file-missing")
    assert field.data() == "Warning (default)"
    settings.list.setCurrentIndex(field)
    QTest.keyClick(settings.list, Qt.Key.Key_Space)
    bench.until(lambda: settings.list.findChild(QComboBox) is not None)
    box = settings.list.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    choose(box, "error")
    box.activated.emit(box.currentIndex())
    bench.row(lambda row: row.state == "needs_decision")
    assert severities(bench)["manifest.file-missing"] == "error"
    assert "Would not start in an LMS" in bench.panel.band.words
    assert settings.reset.accessibleName() == "Reset 1 change"
    settings.reset.click()
    bench.row(lambda row: row.state == "held")
    assert bench.services.settings.get(VALIDATION_SEVERITIES) == {}
    assert field.data() == "Warning (default)"


def test_what_no_system_can_open_stays_a_problem(bench: Bench) -> None:
    """Such a line cannot be changed; the search finds by title, code and severity."""
    settings = settings_of(bench)
    assert not settings.model.flags(severity_of(settings, "zip.unreadable")) & Qt.ItemFlag.ItemIsEditable
    settings.search.setText("osgi nothing")
    assert settings.nothing.isVisibleTo(settings)
    settings.search.setText("FLASH warning")
    assert [settings.model.rule(settings.model.index(n, 0)).code for n in range(settings.model.rowCount())] == [
        "content.flash"
    ]


def test_a_target_changes_defaults_and_reports(bench: Bench, tmp_path: Path) -> None:
    """Its severities become the defaults of the list, and what it cannot read is told in the report."""
    bench.add(scorm2004(tmp_path / "course.zip", "4th"))
    settings = settings_of(bench)
    choose(settings.target, "SCORM 1.2 anywhere")
    bench.row(lambda row: row.state == "needs_decision")
    assert severities(bench)["target.standard"] == "error"
    assert severity_of(settings, "manifest.scormtype").data() == "Problem (default)"
    assert "adlnet.gov" in settings.source.text()


def test_one_file_can_be_judged_for_another_system(bench: Bench, tmp_path: Path) -> None:
    """The chip of the panel offers all targets; the choice is the row's own and shows."""
    bench.add(scorm2004(tmp_path / "course.zip", "4th"))
    report = bench.panel.report
    bench.until(lambda: report.target.accessibleName() == "Checked for: AllureConnect")
    report.targets.aboutToShow.emit()
    offered = {action.text(): action for action in report.targets.actions()}
    assert {"As in the settings", "AllureConnect", "Moodle", "SCORM 1.2 anywhere", "SCORM Cloud"} <= set(offered)
    offered["Moodle"].trigger()
    bench.row(lambda row: row.options.target == "Moodle")
    bench.until(lambda: report.target.accessibleName() == "Checked for: Moodle")
    assert severities(bench)["target.standard"] == "warning"
