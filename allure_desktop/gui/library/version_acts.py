"""What can be done with a version of the chosen package: the commands of the timeline, each with why it cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from allure_desktop.gui.comparison.choice import Choice, FileChoice, VersionChoice, subject_of
from allure_desktop.gui.library.fetch_sheet import fetch
from allure_desktop.gui.library.note_sheet import NoteSheet
from allure_desktop.gui.uploads import figures

if TYPE_CHECKING:
    from allure_desktop.composition.version_copies import Found
    from allure_desktop.gui.library.version_lines import VersionLine
    from allure_desktop.gui.library.versions_view import VersionsView

#: The menu of a version.
MENU = (
    "version.preview",
    "-",
    "version.compare-two",
    "version.compare-current",
    "version.compare-before",
    "version.compare-file",
    "-",
    "version.again",
    "version.save",
    "-",
    "version.note",
    "version.copy-id",
)


class VersionActs(QObject):
    """Registers the commands of one timeline; they concern its current line."""

    def __init__(self, view: VersionsView) -> None:
        super().__init__(view)
        self._view = view
        self._context = view.context
        register = self._context.actions.register
        register("version.preview", self.tr("Preview this version"), self.preview, icon="play", reason=self.why_no_file)
        register(
            "version.compare-two",
            self.tr("Compare the two versions"),
            lambda: self.compare(view.chosen_pair()),
            icon="git-compare",
            reason=lambda: "" if view.chosen_pair() else self.tr("Select two versions in the timeline."),
        )
        register(
            "version.compare-current",
            self.tr("Compare with current"),
            lambda: self.compare(self._with_current()),
            icon="git-compare",
            reason=self._why_not_with_current,
        )
        register(
            "version.compare-before",
            self.tr("Compare with the version before"),
            lambda: self.compare(self._with_before()),
            icon="git-compare",
            reason=lambda: (
                self._why_none() or ("" if self._with_before() else self.tr("It is the first version that is known."))
            ),
        )
        register(
            "version.compare-file",
            self.tr("Compare with a file…"),
            self._compare_with_file,
            icon="git-compare",
            reason=self._why_none,
        )
        register(
            "version.again",
            self.tr("Upload again as new version…"),
            self.upload_again,
            icon="rotate-ccw",
            reason=self._why_not_again,
        )
        register("version.save", self.tr("Save ZIP as…"), self.save, icon="download", reason=self.why_no_file)
        register("version.note", self.tr("Edit note…"), self.edit_note, icon="pencil", reason=self._why_none)
        register("version.copy-id", self.tr("Copy id"), self._copy_id, icon="copy", reason=self._why_none)

    # --- what can be done --------------------------------------------------------------------------------------------

    def _line(self) -> VersionLine | None:
        lines, row = self._view.model.lines, self._view.list.currentIndex().row()
        return lines[row] if self._view.package is not None and 0 <= row < len(lines) else None

    def _why_none(self) -> str:
        return "" if self._line() is not None else self.tr("Select a version in the timeline of a package first.")

    def why_no_file(self) -> str:
        """'' where the file of the version is here, or can be brought here."""
        line = self._line()
        if line is None:
            return self._why_none()
        if line.record.revision < 1:
            return self.tr("The server gives this version no number.")
        if line.where or self._view.may_download:
            return ""
        return self.tr("No local copy on this computer, and the server offers no download.")

    def _why_not_again(self) -> str:
        line = self._line()
        if line is not None and line.record.current:
            return self.tr("It is the current version already.")
        connection = self._context.current_connection
        if connection is not None and connection.may_write is False:
            return self.tr("The key of this connection may read, but not upload.")
        return self.why_no_file()

    def _with_current(self) -> tuple[Choice, Choice] | None:
        line = self._line()
        current = next((one.record.revision for one in self._view.model.lines if one.record.current), None)
        if line is None or current is None or current == line.record.revision:
            return None
        return VersionChoice(line.record.revision), VersionChoice(current)

    def _why_not_with_current(self) -> str:
        if reason := self._why_none():
            return reason
        return "" if self._with_current() else self.tr("It is the current version.")

    def _with_before(self) -> tuple[Choice, Choice] | None:
        lines, row = self._view.model.lines, self._view.list.currentIndex().row()
        if not 0 <= row < len(lines) - 1:
            return None
        return VersionChoice(lines[row + 1].record.revision), VersionChoice(lines[row].record.revision)

    # --- doing it ----------------------------------------------------------------------------------------------------

    def _obtain(self, line: VersionLine, then: Callable[[Found], object], heading: str = "") -> None:
        """The file of a version, from here or from the server."""
        package, connection_id = self._view.package, self._context.current_connection_id
        if package is None or connection_id is None:
            return
        copies, told = self._context.services, self._view.told
        number, package_id = line.record.revision, package.package_id
        fetch(
            self._context,
            heading or self.tr("Getting version {number}").format(number=number),
            line.record.original_filename or package.title,
            lambda progress, stopped: copies.version_copies.obtain(
                connection_id, package_id, number, told=told, progress=progress, stopped=stopped
            ),
            then,
        )

    def preview(self) -> None:
        """Plays the version of the current line in the preview window."""
        line, package = self._line(), self._view.package
        if line is not None and package is not None:
            self.preview_line(line)

    def preview_line(self, line: VersionLine) -> None:
        """Plays the version of a line."""
        package = self._view.package
        if package is None:
            return

        def play(found: Found) -> None:
            self._context.open_preview(found.path, words=self._source_words(line, found), title=package.title)

        self._obtain(line, play)

    def _source_words(self, line: VersionLine, found: Found) -> str:
        number = line.record.revision
        if found.where == "path":
            words = self.tr("Version {number} as it was uploaded · {file}")
        elif found.where == "shared":
            words = self.tr("From the team's copy of version {number} · {file}")
        else:
            words = self.tr("From the kept copy of version {number} · {file}")
        return words.format(number=number, file=line.record.original_filename or found.path.name)

    def compare(self, pair: tuple[Choice | None, Choice | None] | None) -> None:
        """Opens the comparison; a version of which nothing is known here is brought here first, where it can be."""
        package, connection_id = self._view.package, self._context.current_connection_id
        if pair is None or package is None or connection_id is None:
            return
        lines = {line.record.revision: line for line in self._view.model.lines}
        missing = [
            line
            for choice in pair
            if isinstance(choice, VersionChoice) and (line := lines.get(choice.revision)) is not None
            if not line.known and line.where in ("", "shared")
        ]

        def go_on() -> None:
            wanted = missing.pop(0) if missing else None
            if wanted is None or not (wanted.where or self._view.may_download):
                self._context.open_comparison(subject_of(connection_id, package), *pair)
            else:
                self._obtain(wanted, lambda _found: go_on())

        go_on()

    def _compare_with_file(self) -> None:
        line = self._line()
        if line is None:
            return
        revision = line.record.revision
        dialog = QFileDialog(
            self._context.window,
            self.tr("Compare version {number} with").format(number=revision),
            "",
            self.tr("SCORM packages (*.zip);;All files (*)"),
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.compare((VersionChoice(revision), FileChoice(path))))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def upload_again(self) -> None:
        """The way back: an earlier version becomes the newest, through the sheet that shows what that changes."""
        line, package = self._line(), self._view.package
        if line is not None and package is not None:
            self._obtain(line, lambda found: self._context.open_new_version(package, found.path))

    def save(self) -> None:
        """Asks where to, then writes the ZIP there, whole or not at all."""
        line, package = self._line(), self._view.package
        if line is None or package is None:
            return
        name = line.record.original_filename or f"{package.title or package.package_id}.zip"
        plain = "".join(sign for sign in Path(name).name if sign >= " " and sign not in '/\\:*?"<>|') or "package.zip"
        dialog = QFileDialog(
            self._context.window,
            self.tr("Save the ZIP of version {number}").format(number=line.record.revision),
            plain,
            self.tr("SCORM packages (*.zip);;All files (*)"),
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.fileSelected.connect(lambda path: self.save_to(line, path))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, line: VersionLine, path: str) -> None:
        """Writes the ZIP of a version to a file."""
        package, connection_id = self._view.package, self._context.current_connection_id
        if package is None or connection_id is None:
            return
        services, told, target = self._context.services, self._view.told, Path(path)
        number, package_id = line.record.revision, package.package_id

        def done(size_bytes: int) -> None:
            words = self.tr("Version {number} is saved as {file} ({size}).")
            self._context.show_toast(words.format(number=number, file=target.name, size=figures.size(size_bytes)))

        fetch(
            self._context,
            self.tr("Saving version {number}").format(number=number),
            target.name,
            lambda progress, stopped: services.version_copies.save(
                connection_id, package_id, number, target, told=told, progress=progress, stopped=stopped
            ),
            done,
        )

    def edit_note(self) -> None:
        """Asks for the note of a version."""
        line, package, connection_id = self._line(), self._view.package, self._context.current_connection_id
        if line is not None and package is not None and connection_id is not None:
            NoteSheet(self._context, connection_id, package, line).open()

    def _copy_id(self) -> None:
        line, package = self._line(), self._view.package
        if line is None or package is None:
            return
        # few servers give a version an id of its own; the package's is what every command takes
        raw = line.record.raw
        own = next((raw[name] for name in ("version_id", "revision_id", "id") if isinstance(raw.get(name), str)), "")
        copied = own or package.package_id
        QGuiApplication.clipboard().setText(copied)
        self._context.show_toast(self.tr("Copied the id {id}").format(id=copied))
