"""Does what a row offers: one call of the upload service elsewhere, a question first where something is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from allure_desktop.errors import AllureError
from allure_desktop.gui.comparison.opening import compare_row
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.uploads.acts import Act
from allure_desktop.gui.uploads.question import QuestionSheet
from allure_desktop.gui.uploads.row_source import rows_of
from allure_desktop.gui.uploads.row_table import severity_count
from allure_desktop.gui.uploads.row_words import title_of
from allure_desktop.gui.uploads.support_text import support_text
from allure_desktop.gui.validation.report_text import all_errors_fixable, fixable
from allure_desktop.uploads.rows import UploadRow

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.uploads.origins import Candidate
    from allure_desktop.uploads.removal import Removed


class Performer(QObject):
    """Performs the acts of rows for one widget, which is the parent of its questions' focus."""

    def __init__(self, context: GuiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._source = rows_of(context)

    def perform(self, upload_id: int, act: Act) -> None:
        """Does `act` to a row; a row that is gone meanwhile is left alone."""
        row = self._source.row(upload_id)
        if row is None:
            return
        special: dict[Act, Callable[[UploadRow], None]] = {
            Act.SHOW: lambda row: self._context.show_uploads(row.id),
            Act.PREVIEW: self._preview,
            Act.SHOW_IN_LIBRARY: self._show_in_library,
            Act.REPLACE_KEY: lambda row: self._context.replace_key(row.connection_id),
            Act.FIX: self._fix,
            Act.CANCEL_FIX: self._cancel_fix,
            Act.WATCH: lambda row: self._watch(row, on=True),
            Act.UNWATCH: lambda row: self._watch(row, on=False),
            Act.UPLOAD: self._upload,
            Act.UPLOAD_ANYWAY: self._upload_anyway,
            Act.SERVER_CHECK: self._server_check,
            Act.STOP: self._stop,
            Act.UPLOAD_FIRST: lambda row: self._call("move_first", row.id, then=self._told_order(row.id)),
            Act.REMOVE: self._remove,
            Act.LOCATE: self._locate,
            Act.AS_VERSION: self._as_version,
            Act.COMPARE: lambda row: compare_row(self._context, row),
            Act.CHECK_AGAIN: lambda row: self._run(lambda: self._context.services.packed_folders.check_again(row.id)),
        }
        if act in special:
            special[act](row)
            return
        plain: dict[Act, str] = {
            Act.CANCEL: "stop",
            Act.AS_NEW: "as_new_package",
            Act.PAUSE: "pause",
            Act.RESUME: "resume",
            Act.PROCESS_AGAIN: "resume",
            Act.START_AGAIN: "start_again",
            Act.STOP_WATCHING: "pause",
            Act.SET_DETAILS: "apply_details",
        }
        self._call(plain[act], row.id)

    def move(self, upload_id: int, before: int | None) -> None:
        """Gives a row its turn before another one, or after all others; can be undone."""
        self._call("move", upload_id, before, then=self._told_order(upload_id))

    def _told_order(self, upload_id: int) -> Callable[[], None]:
        """Says that a row has another turn, and offers to give it the one that it has now."""
        order = [row.id for row in self._source.rows if row.state == "queued"]
        row = self._source.row(upload_id)
        after = order[order.index(upload_id) + 1 :] if upload_id in order else []

        def back() -> None:
            # the next one that still waits: those before it may be on their way meanwhile
            waits = {row.id for row in self._source.rows if row.state == "queued"}
            self._call("move", upload_id, next((one for one in after if one in waits), None))

        def told() -> None:
            if row is not None:
                words = self.tr("“{title}” has another place in the queue").format(title=title_of(row))
                self._context.show_toast(words, back)

        return told

    def pause_all(self) -> None:
        self._call("pause_all")

    def resume_all(self) -> None:
        self._call("resume_all")

    def copy_for_support(self, upload_id: int) -> None:
        """The row's state and findings as text on the clipboard; holds no key and no address of a storage."""
        row = self._source.row(upload_id)
        if row is None:
            return
        uploads = self._context.services.uploads

        def copied(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self._context.show_toast(self.tr("Copied: what happened to “{title}”").format(title=title_of(row)))

        self._context.background.run(lambda: support_text(row, uploads.details(row.id)), copied, self._tell, self)

    def show_file(self, upload_id: int) -> None:
        """Opens the file's folder in the system's file manager."""
        row = self._source.row(upload_id)
        if row is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(row.options.folder or Path(row.path).parent))))

    # --- one call ----------------------------------------------------------------------------------------------------

    def _call(self, method: str, *arguments: Any, then: Callable[[], object] | None = None, **named: Any) -> None:
        services = self._context.services
        self._run(lambda: getattr(services.uploads, method)(*arguments, **named), then)

    def _run(self, work: Callable[[], object], then: Callable[[], object] | None = None) -> None:
        def done(_nothing: object) -> None:
            self._source.read()
            if then is not None:
                then()

        self._context.background.run(work, done, self._tell, self)

    def _tell(self, error: Exception) -> None:
        words = str(error) if isinstance(error, AllureError) else self.tr("That did not work: {why}").format(why=error)
        self._context.show_toast(words)
        self._source.read()

    # --- acts with a thought of their own ----------------------------------------------------------------------------

    def _preview(self, row: UploadRow) -> None:
        self._context.open_preview(row.path, title=title_of(row), upload_id=row.id)

    def _show_in_library(self, row: UploadRow) -> None:
        if row.connection_id and row.package_id:
            self._context.show_package(row.connection_id, row.package_id)

    def _upload(self, row: UploadRow) -> None:
        if row.connection_id is not None:
            self._call("start", row.id)
            return
        connection_id = self._context.current_connection_id
        if connection_id is None:
            self._context.edit_connection(None)
            return
        self._call("start", row.id, connection_id=connection_id)

    def _watch(self, row: UploadRow, *, on: bool) -> None:
        from allure_desktop.gui.validation.watching import watcher_of

        watcher_of(self._context).set_watched(row, on)

    def _fix(self, row: UploadRow) -> None:
        from allure_desktop.gui.validation.mending import mender_of

        goes_on = row.connection_id is not None and all_errors_fixable(row.report)
        mender_of(self._context).fix(row, [str(one["code"]) for one in fixable(row.report)], go_on=goes_on)

    def _cancel_fix(self, row: UploadRow) -> None:
        from allure_desktop.gui.validation.mending import mender_of

        mender_of(self._context).cancel(row.id)

    def _server_check(self, row: UploadRow) -> None:
        connection_id = row.connection_id or self._context.current_connection_id
        if connection_id is None:
            self._context.edit_connection(None)
            return
        self._call("let_server_check", row.id, connection_id=connection_id)

    def _upload_anyway(self, row: UploadRow) -> None:
        errors = severity_count(row.report, "error")
        QuestionSheet(
            self._context.window,
            self.tr("Upload it with its problems?"),
            self.tr("The check found 1 problem. The server may refuse the file, or learners may not be able to run it.")
            if errors == 1
            else self.tr(
                "The check found {count} problems. The server may refuse the file, or learners may not be able to run it."
            ).format(count=errors),
            self.tr("Upload anyway"),
            lambda: self._call("start", row.id, despite_errors=True),
            about=title_of(row),
        ).open()

    def _stop(self, row: UploadRow) -> None:
        undo = None if row.state == "needs_decision" else (lambda: self._call("start", row.id))
        words = self.tr("Stopped “{title}”. What is uploaded stays until you remove it").format(title=title_of(row))
        self._call("stop", row.id, then=lambda: self._context.show_toast(words, undo, self.tr("Go on")))

    def _remove(self, row: UploadRow) -> None:
        if row.sent_bytes and not row.is_over:
            QuestionSheet(
                self._context.window,
                self.tr("Remove it from the list?"),
                self.tr(
                    "{size} already uploaded would have to be uploaded again. The file on this computer stays."
                ).format(size=figures.size(row.sent_bytes)),
                self.tr("Remove from list"),
                lambda: self._forget(row),
                about=title_of(row),
            ).open()
            return
        self._forget(row)

    def _forget(self, row: UploadRow) -> None:
        packed = self._context.services.packed_folders

        def done(removed: Removed | None) -> None:
            self._source.read()
            undo = None if removed is None else (lambda: self._run(lambda: packed.bring_back(removed)))
            self._context.show_toast(self.tr("Removed “{title}” from the list").format(title=title_of(row)), undo)

        self._context.background.run(lambda: packed.take_off(row.id)[1], done, self._tell, self)

    def _locate(self, row: UploadRow) -> None:
        dialog = QFileDialog(
            self._context.window,
            self.tr("Where is {file} now?").format(file=row.file),
            str(Path(row.path).parent),
            self.tr("SCORM packages (*.zip)"),
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self._call("locate", row.id, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _as_version(self, row: UploadRow) -> None:
        if row.package_id is not None:
            self._open_new_version(row, row.package_id)
            return
        services, connection_id = self._context.services, row.connection_id
        if connection_id is None:
            return

        def found(candidates: tuple[Candidate, ...]) -> None:
            from allure_desktop.gui.new_version.choice import VersionChoiceSheet

            VersionChoiceSheet(
                self._context,
                row,
                candidates,
                lambda package_id: self._open_new_version(row, package_id),
                lambda: self._call("as_new_package", row.id),
            ).open()

        self._context.background.run(
            lambda: services.uploads.proposals(connection_id, row.source, row.report), found, self._tell, self
        )

    def _open_new_version(self, row: UploadRow, package_id: str) -> None:
        from allure_desktop.gui.new_version.sheet import open_for_row

        open_for_row(self._context, row, package_id, self._tell)
