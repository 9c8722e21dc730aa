"""The new-version sheet: a new version is never uploaded unseen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from allure_desktop.gui.new_version.comparison import facts, progress_risk, structure_changes
from allure_desktop.gui.new_version.facts_grid import FactsGrid
from allure_desktop.gui.validation.report_text import verdict
from allure_desktop.gui.widgets import Band, PushButton, Sheet, Tile, label
from allure_desktop.uploads.rows import UploadOptions
from allure_desktop.uploads.source_file import sha256_of

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.composition import Services
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.uploads.rows import UploadRow


@dataclass(frozen=True, slots=True)
class _Known:
    """All that the sheet needs to know; read in the background."""

    package: PackageRecord
    report: Mapping[str, Any]
    before: Mapping[str, Any] | None
    same: bool


class NewVersionSheet(Sheet):
    """For a file from disk, or for a row of Uploads (`upload_id`) that may be a new version."""

    def __init__(
        self,
        context: GuiContext,
        package: PackageRecord,
        path: str,
        *,
        connection_id: str | None = None,
        upload_id: int | None = None,
    ) -> None:
        title = package.title or package.package_id
        super().__init__(context.window, "", width=800)
        heading = self.tr("New version of “{title}”").format(title=title)
        self.title.set_text(heading)
        self.setAccessibleName(heading)
        self._context = context
        self._package = package
        self._path = path
        self._connection_id = connection_id or context.current_connection_id
        self._upload_id = upload_id
        self._known: _Known | None = None
        self.head.insertWidget(0, Tile(title, 40))
        self._lay_out()
        self._tell_package()
        self._read()

    # --- parts -------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.facts = FactsGrid()
        self.body.addWidget(self.facts)
        self.verdict_band = Band()
        self.risk_band = Band()
        self.body.addWidget(self.verdict_band)
        self.body.addWidget(self.risk_band)
        self.changes = label("", "small", wrap=True)
        self.body.addWidget(self.changes)
        self.body.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("Note for this version, kept on this computer"))
        self.note.setAccessibleName(self.tr("Note for this version"))
        self.note.setMaxLength(500)
        row.addWidget(self.note, 1)
        self.server_check = QCheckBox(self.tr("Let the server check it first"))
        self.server_check.setAccessibleName(self.server_check.text())
        self.server_check.setToolTip(
            self.tr("Uploads all of it; the server checks it and nothing becomes visible until you go on.")
        )
        # a row that exists already keeps how it was begun
        self.server_check.setVisible(self._upload_id is None)
        row.addWidget(self.server_check)
        self.body.addLayout(row)
        self.as_new = PushButton(self.tr("Upload as a new package instead"))
        self.as_new.clicked.connect(self._as_new_package)
        self.cancel = PushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.dismiss)
        self.upload = PushButton("", icon="upload", kind="primary")
        self.upload.clicked.connect(self._upload)
        self.footer.addWidget(self.as_new)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.upload)

    def begin_focus(self) -> None:
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what it knows -----------------------------------------------------------------------------------------------

    def _next(self) -> str:
        current = self._package.current_revision
        return "" if current is None else str(current + 1)

    def _tell_package(self) -> None:
        package, current = self._package, self._package.current_revision
        file = Path(self._path).name
        self.set_subtitle(
            self.tr("On the server  →  {file}").format(file=file)
            if current is None
            else self.tr("Version {number} on the server  →  {file}").format(number=current, file=file)
        )
        number = self._next()
        report, before = (self._known.report, self._known.before) if self._known else (None, None)
        self.facts.show_facts(
            self.tr("On the server · version {number}").format(number=current)
            if current is not None
            else self.tr("On the server"),
            self.tr("This file · will be version {number}").format(number=number) if number else self.tr("This file"),
            facts(package, before, report),
        )
        self.upload.set_text(
            self.tr("Upload as version {number}").format(number=number)
            if number
            else self.tr("Upload as a new version")
        )
        if self._known is None:
            self.upload.setEnabled(False)
            self.as_new.setEnabled(False)
            self.changes.setText(self.tr("Checking the file…"))

    def _read(self) -> None:
        services, connection_id, package = self._context.services, self._connection_id, self._package
        path, upload_id = self._path, self._upload_id
        self._context.background.run(
            lambda: _known(services, connection_id, package, path, upload_id), self._tell, self._tell_failure, self
        )

    def _tell_failure(self, error: Exception) -> None:
        self.changes.setText("")
        self.verdict_band.tell_error(error, ((self.tr("Try again"), self._again),))

    def _again(self) -> None:
        self.verdict_band.hide()
        self.changes.setText(self.tr("Checking the file…"))
        self._read()

    def _tell(self, known: _Known) -> None:
        self._known = known
        self._package = known.package
        self._tell_package()
        self.upload.setEnabled(True)
        self.as_new.setEnabled(True)
        told = verdict(known.report)
        if told.tone == "danger":
            self.verdict_band.tell("danger", told.title, told.counts)
            if self._upload_id is None:
                # the row waits in Uploads, with the findings and the choice beside it
                self.upload.set_text(self.tr("See the findings in Uploads"))
                self.upload.set_icon("scan-search")
            else:
                # its findings were seen there, and it is meant all the same
                number = self._next()
                words = self.tr("Upload anyway as version {number}") if number else self.tr("Upload anyway")
                self.upload.set_text(words.format(number=number))
                self.upload.set_kind("danger")
        elif told.tone == "warning":
            self.verdict_band.tell("warning", told.title, told.counts)
        if known.same:
            current = known.package.current_revision
            self.verdict_band.tell(
                "info",
                self.tr("Nothing changed since version {number}").format(number=current),
                self.tr("This file is the same, byte for byte, as the current version on the server."),
            )
            self.upload.set_kind("")
            self.cancel.set_kind("primary")
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        reasons = [] if known.same else progress_risk(known.package, known.before, known.report)
        if reasons:
            self.risk_band.tell(
                "warning",
                self.tr("Learners who are half way may lose their bookmark and score"),
                " ".join([*reasons, self.tr("Running sessions may stay on the current version.")]),
            )
        self.changes.setText(self._changes_words(known))

    def _changes_words(self, known: _Known) -> str:
        if known.same:
            return ""
        if known.before is None:
            return self.tr(
                "This computer did not upload the current version, so only what the server tells can be compared."
            )
        if not known.report.get("structure"):
            return self.tr("This file has no structure that could be compared.")
        changes = structure_changes(known.before, known.report)
        if not changes:
            return self.tr("The structure is the same: every item keeps its identifier.")
        added = [change.title for change in changes if change.added]
        gone = [change.title for change in changes if not change.added]
        parts = []
        if gone:
            parts.append(self.tr("Removed items: {titles}").format(titles=", ".join(gone[:5])))
        if added:
            parts.append(self.tr("New items: {titles}").format(titles=", ".join(added[:5])))
        return "\n".join(parts)

    # --- what it does ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: Any) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if control and self.upload.isEnabled():
                self._upload()
            elif not control and self._known is not None and self._known.same:
                self.dismiss()
            event.accept()
            return
        super().keyPressEvent(event)

    def _upload(self) -> None:
        self._begin(self._package.package_id)

    def _as_new_package(self) -> None:
        self._begin(None)

    def _begin(self, package_id: str | None) -> None:
        services, connection_id, upload_id, path = (
            self._context.services,
            self._connection_id,
            self._upload_id,
            self._path,
        )
        note = self.note.text().strip()
        options = UploadOptions(validate_only=self.server_check.isChecked(), note=note, at_once=True)
        expected = self._package.current_revision if package_id is not None else None
        faulty = self._known is not None and verdict(self._known.report).tone == "danger"
        self.upload.setEnabled(False)
        self.as_new.setEnabled(False)

        def work() -> int:
            uploads = services.uploads
            if upload_id is None:
                return uploads.add(
                    path,
                    connection_id,
                    package_id=package_id,
                    options=options,
                    expected_revision=expected,
                    chosen=package_id is None,
                )
            if note:
                uploads.set_note(upload_id, note)
            if package_id is None:
                uploads.as_new_package(upload_id)
            else:
                uploads.as_new_version(upload_id, package_id, expected_revision=expected)
            return upload_id

        def done(row_id: int) -> None:
            self.dismiss()
            if faulty:
                self._context.show_uploads(row_id)

        self._context.background.run(work, done, self._not_begun, self)

    def _not_begun(self, error: Exception) -> None:
        self.upload.setEnabled(True)
        self.as_new.setEnabled(True)
        self.verdict_band.tell_error(error)


def _known(
    services: Services, connection_id: str | None, package: PackageRecord, path: str, upload_id: int | None
) -> _Known:
    """Checks the file, hashes it, asks the server for the version that is current. Raises AllureError."""
    uploads = services.uploads
    row = uploads.row(upload_id) if upload_id is not None else None
    report = row.report if row is not None and row.report is not None else services.validate(path).as_record()
    # the cached record may be a version behind, or have no current revision at all
    fresh = services.library.package(connection_id, package.package_id, fresh=True) if connection_id else package
    before = next(
        (
            other.report
            for other in uploads.rows()
            if other.package_id == fresh.package_id
            and other.revision is not None
            and other.revision == fresh.current_revision
            and other.connection_id == connection_id
            and other.report is not None
        ),
        None,
    )
    return _Known(fresh, {**report, "path": path}, before, _same(services, connection_id, fresh, path))


def _same(services: Services, connection_id: str | None, package: PackageRecord, path: str) -> bool:
    if connection_id is None:
        return False
    size = Path(path).stat().st_size
    if package.file_size_bytes is not None and package.file_size_bytes != size:
        return False
    versions = services.library.versions(connection_id, package.package_id)
    current = next((v for v in versions if v.current or v.revision == package.current_revision), None)
    return current is not None and bool(current.sha256) and current.sha256.casefold() == sha256_of(path)


def open_for_row(context: GuiContext, row: UploadRow, package_id: str, failed: Callable[[Exception], None]) -> None:
    """Reads the package, then opens the sheet for a row of Uploads; `failed` hears why it cannot be read."""
    services, connection_id = context.services, row.connection_id
    if connection_id is None:
        return

    def opened(package: PackageRecord) -> None:
        NewVersionSheet(context, package, row.path, connection_id=connection_id, upload_id=row.id).open()

    context.background.run(lambda: services.library.package(connection_id, package_id), opened, failed, context)
