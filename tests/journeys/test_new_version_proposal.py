"""A dropped file that may be a new version: proposed in its row, looked at in the sheet, chosen once for its path."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from allure_desktop.gui.new_version.choice import VersionChoiceSheet
from allure_desktop.gui.new_version.sheet import NewVersionSheet
from allure_desktop.settings import ASKED_UPLOAD_AT_ONCE
from tests.journeys.desk import LEFT, Desk
from tests.packages import scorm12


def live(desk: Desk, path: Path) -> str:
    """Drops a file that goes live by itself; returns its package's id."""
    upload_id = desk.dropped(path)
    desk.until_state(upload_id, "done")
    package_id = desk.row(upload_id).package_id
    assert package_id is not None
    desk.until(lambda: desk.services.library.cached_package("academy", package_id))
    return package_id


def press(button: QPushButton) -> None:
    QTest.mouseClick(button, LEFT)


def test_the_next_export_from_the_same_path(desk: Desk, tmp_path: Path) -> None:
    """The row proposes version 2, the sheet shows it, and nothing is uploaded before the sheet's button."""
    path = scorm12(tmp_path / "fire.zip", title="Fire Safety")
    package_id = live(desk, path)
    scorm12(path, title="Fire Safety", scos=3)
    upload_id = desk.dropped(path)
    desk.until_said(upload_id, "Looks like a new version of “Fire Safety” (uploaded from this path before)")
    assert desk.offered(upload_id)[:2] == ["Upload as version 2…", "New package"]
    assert desk.words(upload_id).section.value == "attention"

    desk.press_on_row(upload_id, "Upload as version 2…")
    desk.until(lambda: desk.sheet(NewVersionSheet))
    sheet = desk.sheet(NewVersionSheet)
    assert isinstance(sheet, NewVersionSheet)
    desk.until(sheet.upload.isEnabled)
    assert desk.row(upload_id).api_calls == 0 and sheet.upload.accessibleName() == "Upload as version 2"
    press(sheet.upload)
    desk.until_state(upload_id, "done")
    row = desk.row(upload_id)
    assert (row.package_id, row.revision) == (package_id, 2)


def test_a_new_package_is_one_press(desk: Desk, tmp_path: Path) -> None:
    """*New package* makes one, from the panel too; from then on this path is proposed for that one."""
    path = scorm12(tmp_path / "fire.zip", title="Fire Safety")
    first = live(desk, path)
    upload_id = desk.dropped(path)
    desk.until_said(upload_id, "Looks like a new version")
    desk.select(upload_id)
    said = desk.read_panel()
    assert said.count("Looks like a new version") == 1 and "remembered for this path" in said, said
    desk.press_in_panel("New package")
    desk.until_state(upload_id, "done")
    second = desk.row(upload_id).package_id
    assert second not in (None, first)
    again = desk.dropped(path)
    desk.until_state(again, "needs_decision", "new_version")
    assert desk.row(again).package_id == second


def test_of_several_none_is_preselected(desk: Desk, tmp_path: Path) -> None:
    """Two packages fit: the row asks to choose, the sheet's focus is on none of them, the choice leads to its sheet."""
    one = scorm12(tmp_path / "one.zip", title="Fire Safety", identifier="fire-course")
    two = scorm12(tmp_path / "two.zip", title="Fire Safety 2027", identifier="fire-course")
    first = live(desk, one)
    upload_id = desk.dropped(two)
    desk.until_said(upload_id, "same manifest identifier")
    desk.press_on_row(upload_id, "New package")
    desk.until_state(upload_id, "done")
    third = desk.dropped(scorm12(tmp_path / "three.zip", title="Fire Safety", identifier="fire-course"))
    desk.until_said(third, "May be a new version of one of 2 packages")
    assert desk.offered(third)[:2] == ["Choose the package…", "New package"]

    desk.press_on_row(third, "Choose the package…")
    desk.until(lambda: desk.sheet(VersionChoiceSheet))
    choice = desk.sheet(VersionChoiceSheet)
    assert isinstance(choice, VersionChoiceSheet)
    assert QApplication.focusWidget() is choice.cancel and len(choice.choices) == 2
    press(next(b for b in choice.choices if b.accessibleName() == "Upload as version 2… of “Fire Safety”"))
    desk.until(lambda: desk.sheet(NewVersionSheet))
    sheet = desk.sheet(NewVersionSheet)
    assert isinstance(sheet, NewVersionSheet)
    desk.until(sheet.upload.isEnabled)
    press(sheet.upload)
    desk.until_state(third, "done")
    assert (desk.row(third).package_id, desk.row(third).revision) == (first, 2)


def test_only_checked_then_uploaded(desk: Desk, tmp_path: Path) -> None:
    """A file that waits as Ready to upload is asked about at its Upload, when its package came to be meanwhile."""
    path = scorm12(tmp_path / "fire.zip", title="Fire Safety")
    desk.services.settings.set(ASKED_UPLOAD_AT_ONCE, {"academy": False})
    desk.until(lambda: desk.window.adding.at_once("academy") is False)
    waiting = desk.dropped(path)
    desk.until_state(waiting, "held", "by_user")
    first = desk.dropped(path)
    desk.until_state(first, "held", "by_user")
    desk.press_on_row(first, "Upload")
    desk.until_state(first, "done")
    desk.press_on_row(waiting, "Upload")
    desk.until_state(waiting, "needs_decision", "new_version")
    assert desk.row(waiting).package_id == desk.row(first).package_id
