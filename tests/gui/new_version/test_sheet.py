"""The new-version sheet: what it shows, and what its buttons begin."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from allure_desktop.api.answers import PackageRecord, VersionRecord
from allure_desktop.errors import NotOffered, Unreachable
from allure_desktop.gui.new_version.sheet import NewVersionSheet
from allure_desktop.library.download import Downloaded
from allure_desktop.uploads.rows import UploadRow
from tests.gui.new_version.test_comparison import OLD, PACKAGE
from tests.gui.uploads.conftest import make_row as make_row
from tests.gui.uploads.conftest import report
from tests.gui.uploads.stage import Stage
from tests.packages import scorm12

CONTENT_SHA = "0" * 64


class Shelf:
    """A library with one package and its history."""

    def __init__(self) -> None:
        self.package_now = PACKAGE
        self.sha256 = CONTENT_SHA
        self.failure: Exception | None = None

    def package(self, connection_id: str, package_id: str, fresh: bool = False) -> PackageRecord:
        if self.failure is not None:
            raise self.failure
        return self.package_now

    def versions(self, connection_id: str, package_id: str) -> list[VersionRecord]:
        return [VersionRecord(12, "", "user-77", "gdpr.zip", None, self.sha256, True, {})]

    cached_versions = versions

    def download(self, *_what: object, **_how: object) -> Downloaded:
        raise NotOffered("The server offers no download.")


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def stage(qapp: object, tmp_path: Path, shelf: Shelf) -> Iterator[Stage]:
    made = Stage(tmp_path)
    made.services._made["library"] = shelf
    made.show()
    yield made
    made.close()


@pytest.fixture
def zip_file(tmp_path: Path) -> Path:
    path = tmp_path / "gdpr-support-en.zip"
    scorm12(path)
    return path


def opened(stage: Stage, qtbot: QtBot, path: Path, **how: Any) -> NewVersionSheet:
    sheet = NewVersionSheet(stage.context, PACKAGE, str(path), **how)
    sheet.open()
    qtbot.waitUntil(lambda: stage.context.background.idle)
    return sheet


def test_the_version_number_is_on_the_button_and_the_upload_expects_it(
    stage: Stage, qtbot: QtBot, zip_file: Path
) -> None:
    """Version 12 on the server: *Upload as version 13*, meant to follow 12, with the note."""
    sheet = opened(stage, qtbot, zip_file)
    assert sheet.upload.accessibleName() == "Upload as version 13" and sheet.upload.isEnabled()
    assert sheet.facts.words[0] == ("On the server · version 12", "This file · will be version 13")
    sheet.note.setText("New pass mark")
    closed: list[bool] = []
    sheet.closed.connect(lambda: closed.append(True))
    QTest.mouseClick(sheet.upload, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(stage.uploads.calls))
    name, arguments, named = stage.uploads.calls[0]
    assert (name, arguments) == ("add", (str(zip_file), "c1"))
    assert named["package_id"] == "pkg_abc" and named["expected_revision"] == 12
    assert named["options"].note == "New pass mark" and not named["options"].validate_only
    qtbot.waitUntil(lambda: closed == [True])


def test_the_server_can_be_asked_to_check_first(stage: Stage, qtbot: QtBot, zip_file: Path) -> None:
    """The box turns the upload into one whose verdict comes first; its tooltip says what that costs."""
    sheet = opened(stage, qtbot, zip_file)
    assert "nothing becomes visible" in sheet.server_check.toolTip()
    sheet.server_check.click()
    QTest.mouseClick(sheet.upload, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(stage.uploads.calls))
    assert stage.uploads.calls[0][2]["options"].validate_only


def test_nothing_is_uploaded_before_the_check_is_through(stage: Stage, zip_file: Path) -> None:
    """Until the facts are there the buttons are off and the sheet says what it does."""
    sheet = NewVersionSheet(stage.context, PACKAGE, str(zip_file))
    sheet.open()
    assert not sheet.upload.isEnabled() and not sheet.as_new.isEnabled()
    assert sheet.parts.changes.text() == "Checking the file…"


def test_the_same_file_makes_cancel_the_default(stage: Stage, shelf: Shelf, qtbot: QtBot, zip_file: Path) -> None:
    """Byte for byte the current version: the sheet says so, and Return closes it without an upload."""
    shelf.sha256 = hashlib.sha256(zip_file.read_bytes()).hexdigest().upper()
    shelf.package_now = PACKAGE.__class__(
        **{**{f: getattr(PACKAGE, f) for f in PACKAGE.__slots__}, "file_size_bytes": None}
    )
    sheet = opened(stage, qtbot, zip_file)
    assert "Nothing changed since version 12" in sheet.verdict_band.words
    assert QGuiApplication.focusObject() is sheet.cancel
    QTest.keyClick(sheet.cancel, Qt.Key.Key_Return)
    assert sheet.isHidden() and stage.uploads.calls == []


def test_a_file_with_problems_leads_to_its_findings(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    """It goes into Uploads, where it waits with its findings; the page shows it."""
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"not a ZIP at all")
    sheet = opened(stage, qtbot, broken)
    assert "The server would refuse this file" in sheet.verdict_band.words
    assert sheet.upload.accessibleName() == "See the findings in Uploads"
    QTest.mouseClick(sheet.upload, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ("uploads", 99) in stage.acts.calls)


def test_a_risk_for_learners_is_told_with_its_reason(
    stage: Stage, qtbot: QtBot, zip_file: Path, make_row: Callable[..., UploadRow]
) -> None:
    """This computer uploaded version 12, so it knows which item went."""
    stage.uploads.all = [make_row(id=7, state="done", package_id="pkg_abc", revision=12, report=OLD)]
    sheet = opened(stage, qtbot, zip_file)
    assert "Learners who are half way may lose their bookmark and score" in sheet.risk_band.words
    assert "are gone" in sheet.risk_band.words or "is gone" in sheet.risk_band.words


def test_a_row_that_waits_for_the_choice_goes_on_itself(
    stage: Stage, qtbot: QtBot, zip_file: Path, make_row: Callable[..., UploadRow]
) -> None:
    """No second row for the same file: the decision is made on the row, either way."""
    stage.uploads.all = [make_row(id=3, state="needs_decision", reason="new_version", report=report())]
    sheet = opened(stage, qtbot, zip_file, upload_id=3)
    assert sheet.server_check.isHidden()
    QTest.mouseClick(sheet.upload, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(stage.uploads.calls))
    assert stage.uploads.calls == [("as_new_version", (3, "pkg_abc"), {"expected_revision": 12})]
    stage.uploads.calls.clear()
    sheet = opened(stage, qtbot, zip_file, upload_id=3)
    QTest.mouseClick(sheet.as_new, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(stage.uploads.calls))
    assert stage.uploads.calls == [("as_new_package", (3,), {})]


def test_a_server_that_cannot_be_asked_is_told_and_asked_again(
    stage: Stage, shelf: Shelf, qtbot: QtBot, zip_file: Path
) -> None:
    """What happened and what helps; the next try goes on as if nothing had been."""
    shelf.failure = Unreachable("The server does not answer.", remedy="Look at the network.")
    sheet = opened(stage, qtbot, zip_file)
    assert "Look at the network." in sheet.verdict_band.words and not sheet.upload.isEnabled()
    shelf.failure = None
    sheet._again()
    qtbot.waitUntil(lambda: sheet.upload.isEnabled())
    assert sheet.verdict_band.isHidden()
