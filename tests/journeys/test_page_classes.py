"""The four classes of errors of the public page, by name, from a drop to what helps; nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from allure_desktop.gui.uploads.question import QuestionSheet
from allure_desktop.sandbox.server import Sandbox
from tests.journeys.desk import LEFT, Desk
from tests.packages import scorm12

pytestmark = pytest.mark.qt_log_level_fail("WARNING")

#: Troubleshooting, word for word: causes, solutions.
PAGE = {
    "Invalid SCORM Package": (
        ("Missing imsmanifest.xml", "Invalid manifest structure", "Unsupported SCORM version"),
        (
            "Verify package contains valid SCORM manifest",
            "Check SCORM version compatibility",
            "Review Package Validation Guide",
        ),
    ),
    "File Too Large": (
        ("Package exceeds size limits", "Quota exceeded"),
        (
            "Use multipart upload for large packages",
            "Check your storage quota",
            "Contact support to increase limits",
        ),
    ),
    "Package Processing Failed": (
        ("Corrupted ZIP file", "Missing required files", "Storage issues"),
        (
            "Verify ZIP file integrity",
            "Re-export package from authoring tool",
            "Check storage backend status",
            "Review error logs for details",
        ),
    ),
    "Quota Exceeded": (
        ("Package limit reached", "Storage limit reached"),
        ("Delete unused packages", "Upgrade subscription plan", "Contact support for quota increase"),
    ),
}


def reads_the_page(desk: Desk, upload_id: int, name: str) -> None:
    """The row names the class and stands where it is seen first; the panel has all that the page says about it."""
    words = desk.words(upload_id)
    assert name in words.sentence and words.section.value == "attention" and words.tone == "danger"
    said = desk.read_panel()
    assert said.count(name) == 1, said
    causes, solutions = PAGE[name]
    lines = [line.removeprefix("•  ").removesuffix(".") for line in said.splitlines()]
    for told in (*causes, *solutions):
        assert lines.count(told) == 1, (told, said)


def uploads_in_spite_of(desk: Desk, file: Path) -> int:
    """Drops a file with a problem and has it uploaded all the same."""
    upload_id = desk.dropped(file)
    desk.until_state(upload_id, "needs_decision", "errors")
    desk.select(upload_id)
    desk.do_in_panel("Upload anyway…")
    sheet = desk.sheet(QuestionSheet)
    assert isinstance(sheet, QuestionSheet)
    QTest.mouseClick(sheet.act_button, LEFT)
    return upload_id


def goes_live_as_one(desk: Desk, upload_id: int) -> None:
    """The same row ends live, and exactly one package stands in the Library."""
    desk.until_state(upload_id, "done")
    desk.until(lambda: len(desk.window.packages.shown) == 1)
    assert len(desk.services.uploads.rows()) == 1


@pytest.mark.parametrize(
    ("name", "defect", "state", "again"),
    [
        ("Invalid SCORM Package", "manifest.not-well-formed", ("needs_decision", "server_refused"), []),
        ("Package Processing Failed", "zip.corrupt-member", ("failed", ""), ["Process again"]),
    ],
)
def test_a_package_that_the_server_refuses(
    desk: Desk, tmp_path: Path, name: str, defect: str, state: tuple[str, str], again: list[str]
) -> None:
    """Uploaded in spite of the check, refused by name; once the file is mended, *Check again* takes it to live."""
    file = scorm12(tmp_path / "course.zip", broken=defect)
    upload_id = uploads_in_spite_of(desk, file)
    desk.until_state(upload_id, *state)
    assert desk.offered(upload_id) == ["Show why", *again, "Check again", "Remove from list"]
    desk.press_on_row(upload_id, "Show why")
    reads_the_page(desk, upload_id, name)
    if again:  # the server is asked once more, and says the same
        before = desk.row(upload_id).since
        desk.press_in_panel(*again)
        desk.until(lambda: desk.row(upload_id).since > before and desk.row(upload_id).state == state[0])
    assert file.exists() and desk.row(upload_id).path == str(file)
    scorm12(file)
    desk.do_in_panel("Check again")
    goes_live_as_one(desk, upload_id)


def test_a_package_larger_than_the_server_takes(desk: Desk, sandbox: Sandbox, tmp_path: Path) -> None:
    """Refused as *File Too Large*; when the limit is raised, *Check again* takes it to live; or it is removed."""
    usual, sandbox.backend.processing.max_package_bytes = sandbox.backend.processing.max_package_bytes, 1000
    file = scorm12(tmp_path / "course.zip")
    upload_id = desk.dropped(file)
    desk.until_state(upload_id, "needs_decision", "server_refused")
    assert desk.offered(upload_id) == ["Show why", "Check again", "Remove from list"]
    desk.press_on_row(upload_id, "Show why")
    reads_the_page(desk, upload_id, "File Too Large")
    sandbox.backend.processing.max_package_bytes = usual
    desk.press_in_panel("Check again")
    goes_live_as_one(desk, upload_id)


@pytest.mark.parametrize("when", ["before the first byte", "when it is processed"])
def test_a_tenant_without_room(desk: Desk, sandbox: Sandbox, tmp_path: Path, when: str) -> None:
    """Told before anything is sent, or by the server at the end; *Resume* goes on once there is room."""
    early = when == "before the first byte"
    if early:
        sandbox.set_quota(100, 10)
    sandbox.faults.set("latency", 0.4, path="packages/process")
    upload_id = desk.dropped(scorm12(tmp_path / "course.zip"))
    if not early:
        desk.until(lambda: sandbox.requests.count("PUT", origin="storage"))
        sandbox.set_quota(100, 10)
    desk.until(lambda: desk.row(upload_id).reason == "quota")
    desk.until_said(upload_id, "Quota Exceeded")
    assert sandbox.requests.count("PUT", origin="storage") == (0 if early else 1)
    assert desk.offered(upload_id) == ["Details", "Resume", "Stop"]
    desk.press_on_row(upload_id, "Details")
    reads_the_page(desk, upload_id, "Quota Exceeded")
    sandbox.set_quota(100, 10**9)
    desk.press_on_row(upload_id, "Resume")
    goes_live_as_one(desk, upload_id)


def test_a_refused_row_can_be_taken_off_the_list(desk: Desk, tmp_path: Path) -> None:
    """*Remove from list* leaves the file where it is, and everything else as it was."""
    file = scorm12(tmp_path / "course.zip", broken="manifest.not-well-formed")
    upload_id = uploads_in_spite_of(desk, file)
    desk.until_state(upload_id, "needs_decision", "server_refused")
    desk.do_in_panel("Remove from list")
    sheet = desk.sheet(QuestionSheet)
    assert isinstance(sheet, QuestionSheet) and "The file on this computer stays" in sheet.words.text()
    QTest.mouseClick(sheet.act_button, LEFT)
    desk.until(lambda: desk.services.uploads.rows() == [])
    desk.until(lambda: desk.panel.nothing.isVisible())
    assert file.exists()
