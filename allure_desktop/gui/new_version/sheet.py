"""The new-version sheet: a new version is never uploaded unseen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from allure_desktop.gui import theme
from allure_desktop.gui.comparison.choice import FileChoice, VersionChoice, subject_of
from allure_desktop.gui.comparison.summary import risk_title
from allure_desktop.gui.core_words import said
from allure_desktop.gui.library import package_words
from allure_desktop.gui.new_version.comparison import Fact, facts, progress_risk
from allure_desktop.gui.new_version.facts_grid import FactsGrid
from allure_desktop.gui.new_version.parts import ChangesParts
from allure_desktop.gui.new_version.reading import Known, read
from allure_desktop.gui.uploads.details_after import DetailsAfterSheet, Given
from allure_desktop.gui.validation.report_text import verdict
from allure_desktop.gui.widgets import Band, PushButton, Sheet, Tile
from allure_desktop.uploads.rows import UploadOptions

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.uploads.rows import UploadRow


#: Of the mockup, at the usual text size.
_WIDTH, _HEIGHT = 800, 684
#: A window that is less tall has no room for all facts.
_ROOMY = 680


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
        folder: str = "",
    ) -> None:
        title = package.title or package.package_id
        super().__init__(context.window, "", width=_WIDTH, height=_HEIGHT)
        heading = self.tr("New version of “{title}”").format(title=title)
        self.title.set_text(heading)
        self.setAccessibleName(heading)
        self._context = context
        self._package = package
        self._path = path
        self._connection_id = connection_id or context.current_connection_id
        self._upload_id = upload_id
        #: what the file was packed from
        self._folder = folder
        self._known: Known | None = None
        self._compact = False
        self.head.insertWidget(0, Tile(title, 40))
        self._lay_out()
        theme.active().changed.connect(self._fit)
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
        self.parts = ChangesParts()
        self.parts.compare.clicked.connect(self._compare)
        self.body.addWidget(self.parts, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.note = QLineEdit()
        connection = self._context.connection(self._connection_id)
        self.note.setPlaceholderText(
            self.tr("Note for this version, for the whole team")
            if connection is not None and connection.shares_facts
            else self.tr("Note for this version, kept on this computer")
        )
        self.note.setAccessibleName(self.tr("Note for this version"))
        self.note.setMaxLength(500)
        self.note.setToolTip(self.note.placeholderText())
        row.addWidget(self.note, 1)
        self.given = Given()
        self.details = PushButton(self.tr("Details…"), icon="tag")
        self.details.setToolTip(self.tr("Tags, description and duration to set once it is live"))
        self.details.clicked.connect(self._edit_details)
        row.addWidget(self.details)
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
        self.preview = PushButton(self.tr("Preview"), icon="play")
        self.preview.clicked.connect(
            lambda _on=False: self._context.open_preview(
                self._path, title=self._package.title, upload_id=self._upload_id
            )
        )
        self.cancel = PushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.dismiss)
        self.upload = PushButton("", icon="upload", kind="primary")
        self.upload.clicked.connect(self._upload)
        self.footer.addWidget(self.as_new)
        self.footer.addStretch(1)
        self.footer.addWidget(self.preview)
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.upload)

    def begin_focus(self) -> None:
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what it knows -----------------------------------------------------------------------------------------------

    def _next(self) -> str:
        current = self._package.current_revision
        return "" if current is None else str(current + 1)

    def _tell_package(self) -> None:
        current = self._package.current_revision
        self.set_subtitle(self._told_sides())
        number = self._next()
        self.facts.show_facts(
            self.tr("On the server · version {number}").format(number=current)
            if current is not None
            else self.tr("On the server"),
            self.tr("This file · will be version {number}").format(number=number) if number else self.tr("This file"),
            [fact for fact in self._facts() if fact.changed or not self._compact],
        )
        self.upload.set_text(
            self.tr("Upload as version {number}").format(number=number)
            if number
            else self.tr("Upload as a new version")
        )
        if self._known is None:
            self.upload.setEnabled(False)
            self.as_new.setEnabled(False)
            self.parts.say(self.tr("Checking the file…"))

    def _told_sides(self) -> str:
        """`Version 12 on the server, uploaded 24 Nov 08:51 → gdpr.zip, saved 14:22`."""
        current, file, known = self._package.current_revision, Path(self._path).name, self._known
        server = (
            self.tr("On the server")
            if current is None
            else self.tr("Version {number} on the server").format(number=current)
        )
        if known is not None and known.uploaded_at:
            when = package_words.when_long(known.uploaded_at)
            server = self.tr("{version}, uploaded {when}").format(version=server, when=when)
        if known is not None and known.saved_at:
            file = self.tr("{file}, saved {when}").format(file=file, when=package_words.when_long(known.saved_at))
        return f"{server}  →  {file}"

    def _facts(self) -> list[Fact]:
        known = self._known
        if known is None:
            return facts(self._package, None, None)
        return facts(known.package, known.before, known.report, known.comparison)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, only the facts that changed are told."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        compact = self.height() < _ROOMY * theme.active().base_px / 13
        if compact != self._compact:
            self._compact = compact
            self._tell_package()

    def _read(self) -> None:
        services, connection_id, package = self._context.services, self._connection_id, self._package
        path, upload_id = self._path, self._upload_id
        self._context.background.run(
            lambda: read(services, connection_id, package, path, upload_id), self._tell, self._tell_failure, self
        )

    def _tell_failure(self, error: Exception) -> None:
        self.parts.say("")
        self.verdict_band.tell_error(error, ((self.tr("Try again"), self._again),))

    def _again(self) -> None:
        self.verdict_band.hide()
        self.parts.say(self.tr("Checking the file…"))
        self._read()

    def _tell(self, known: Known) -> None:
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
        if known.nothing_changed:
            current = known.package.current_revision
            self.verdict_band.tell(
                "info",
                self.tr("Nothing changed since version {number}").format(number=current),
                self.tr("This file is the same, byte for byte, as the current version on the server.")
                if known.same
                else self.tr("The ZIP was written anew, but every file in it is the same as in the current version."),
            )
            self.upload.set_kind("")
            self.cancel.set_kind("primary")
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_risk(known)
        self.parts.tell(known)

    def _tell_risk(self, known: Known) -> None:
        if known.nothing_changed:
            return
        if known.comparison is not None:
            reasons = [said(reason) for reason in known.comparison.risk.reasons]
            title = risk_title(known.comparison.risk)
        else:
            reasons = progress_risk(known.package, known.before, known.report)
            title = self.tr("Learners who are half way may lose their bookmark and score")
        if reasons:
            more = self.tr("Running sessions may stay on the current version.")
            self.risk_band.tell("warning", title, " ".join([*reasons, more]))

    # --- what it does ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: Any) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if control and self.upload.isEnabled():
                self._upload()
            elif not control and self._known is not None and self._known.nothing_changed:
                self.dismiss()
            event.accept()
            return
        super().keyPressEvent(event)

    def _edit_details(self) -> None:
        def taken(given: Given) -> None:
            self.given = given
            self.details.set_text(self.tr("Details ✓") if given.any else self.tr("Details…"))
            self.details.setToolTip(
                given.in_words() or self.tr("Tags, description and duration to set once it is live")
            )

        report = self._known.report if self._known is not None else None
        DetailsAfterSheet(self._context, self._package.title, report, self.given, taken, new_version=True).open()

    def _compare(self) -> None:
        """The same two on the page Compare; the sheet closes."""
        package, connection_id = self._package, self._connection_id
        if connection_id is None or package.current_revision is None:
            return
        choice = FileChoice(self._path, self._upload_id)
        self.dismiss()
        subject = subject_of(connection_id, package)
        self._context.open_comparison(subject, VersionChoice(package.current_revision), choice)

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
        given = self.given
        options = UploadOptions(
            validate_only=self.server_check.isChecked(),
            note=note,
            at_once=True,
            folder=self._folder,
            tags=given.tags,
            description=given.description,
            duration=given.duration,
        )
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
            if given.any:
                uploads.set_details(upload_id, tags=given.tags, description=given.description, duration=given.duration)
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


def open_for_row(context: GuiContext, row: UploadRow, package_id: str, failed: Callable[[Exception], None]) -> None:
    """Reads the package, then opens the sheet for a row of Uploads; `failed` hears why it cannot be read."""
    services, connection_id = context.services, row.connection_id
    if connection_id is None:
        return

    def opened(package: PackageRecord) -> None:
        NewVersionSheet(context, package, row.path, connection_id=connection_id, upload_id=row.id).open()

    context.background.run(lambda: services.library.package(connection_id, package_id), opened, failed, context)
