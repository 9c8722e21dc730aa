"""Pictures of the check's part of the window: each tab of a report, the plan of a fix, what follows, the settings."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from allure_desktop.gui.settings.places import parts
from allure_desktop.gui.settings.sheet import SettingsSheet, open_settings
from allure_desktop.gui.uploads.page import UploadsPage
from allure_desktop.gui.uploads.panel import UploadPanel
from allure_desktop.gui.validation.mending import mender_of
from allure_desktop.gui.validation.plan_sheet import PlanSheet
from allure_desktop.gui.validation.report_view import FILES, FINDINGS, STRUCTURE
from allure_desktop.uploads.rows import UploadOptions, UploadRow
from tests.packages import scorm12
from tests.screenshots.studio import Studio


def faulty(folder: Path) -> Path:
    """A course with something of everything that can be told and mended, and a bare `&` in its manifest."""
    sound = scorm12(folder / "sound.zip", title="Handling Complaints", scos=4, broken="manifest.file-missing")
    path = folder / "handling-complaints-en.zip"
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "imsmanifest.xml":
                data = data.replace(b"Handling Complaints", b"Handling Questions & Complaints")
            new.writestr(member.filename, data)
        new.writestr("media/intro.mp4", bytes(range(256)) * 9_000)
        new.writestr("media/summary.mp4", bytes(range(256)) * 3_500)
        new.writestr("notes.txt", "To be removed." * 40)
        new.writestr("Thumbs.db", b"x" * 4_000)
        new.writestr("__MACOSX/._index.html", b"x")
    sound.unlink()
    return path


class Reports:
    """`take` makes one row and goes through what can be seen and done with it."""

    def __init__(self, studio: Studio, folder: Path, connection_id: str | None) -> None:
        self._studio = studio
        self._services = studio.services
        self._folder = folder
        self._connection_id = connection_id

    def take(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        options = UploadOptions(at_once=False)
        upload_id = self._services.uploads.add(faulty(self._folder), self._connection_id, options=options)
        self._until(upload_id, "errors", lambda row: row.reason == "errors")
        self._studio.window.show_page(1)
        page, panel = self._studio.part(UploadsPage), self._studio.part(UploadPanel)
        self._studio.until("its row", lambda: page.view.show_row(upload_id))
        self._studio.until("its panel", lambda: panel.upload_id == upload_id)
        self._studio.quiet()
        self._studio.take("report-findings")
        self._plan(upload_id)
        self._tabs(upload_id, panel)
        self._settings()

    def _until(self, upload_id: int, what: str, there: Callable[[UploadRow], bool]) -> None:
        self._studio.until(what, lambda: there(self._services.uploads.row(upload_id)))

    def _plan(self, upload_id: int) -> None:
        row = self._services.uploads.row(upload_id)
        codes = [one["code"] for one in (row.report or {})["findings"] if one["repairable"]]
        mender = mender_of(self._studio.window.context)
        mender.fix(row, codes, go_on=False)
        sheet = self._studio.part(PlanSheet)
        self._studio.take("report-plan")
        self._studio.press(sheet.apply)
        self._until(upload_id, "the mended copy", lambda row: row.mended is not None and row.state == "held")
        self._services.uploads.watch(upload_id, True)
        self._studio.quiet()
        self._studio.take("report-fixed")

    def _tabs(self, upload_id: int, panel: UploadPanel) -> None:
        panel.tabs.setCurrentIndex(FILES)
        self._studio.until("the files", lambda: panel.report.view.files.model.rowCount() > 1)
        self._studio.take("report-files")
        panel.tabs.setCurrentIndex(STRUCTURE)
        self._studio.take("report-structure")
        finding = next(
            one for one in (self._services.uploads.row(upload_id).report or {})["findings"] if one.get("line")
        )
        panel.report.view.show_place(finding)
        manifest = panel.report.view.manifest
        self._studio.until("the manifest", lambda: bool(manifest.editor.toPlainText()))
        self._studio.quiet()
        manifest.search.setText("resource")
        self._studio.until("what is found", lambda: bool(manifest.found.text()))
        self._studio.take("report-manifest", again=lambda: panel.report.view.show_place(finding))
        panel.tabs.setCurrentIndex(FINDINGS)

    def _settings(self) -> None:
        open_settings(self._studio.window.context)
        sheet = self._studio.part(SettingsSheet)
        for number, (part, _words) in enumerate(parts()):
            sheet.tabs.setCurrentIndex(number)
            self._studio.quiet()
            self._studio.take(f"settings-{part}")
        self._studio.close_sheets()
