"""The ways to the comparison: its commands, and what is put on its two sides from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog

from allure_desktop.errors import AllureError
from allure_desktop.gui.comparison.choice import NO_PACKAGE, Choice, FileChoice, Subject, VersionChoice, subject_of

if TYPE_CHECKING:
    from allure_desktop.gui.comparison.page import ComparePage
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.main_window import MainWindow
    from allure_desktop.uploads.rows import UploadRow

translate = QCoreApplication.translate


class Comparing(QObject):
    """Holds the page of a window; it is made when it is first wanted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._origin = 0
        self.page: ComparePage | None = None

    @property
    def shown(self) -> bool:
        """The comparison is what the window shows."""
        return self.page is not None and self._window.stack.currentWidget() is self.page

    def open(self, subject: Subject, left: Choice | None, right: Choice | None) -> None:
        """Shows the page with these sides."""
        if self.page is None:
            from allure_desktop.gui.comparison.page import ComparePage

            self.page = ComparePage(self._window.context)
            self.page.back_wanted.connect(self.back)
            self.page.package_wanted.connect(self._show_package)
            self._window.stack.addWidget(self.page)
        self._enter()
        self.page.show_sides(subject, left, right)
        self.page.ask_server()

    def _enter(self) -> None:
        if self.page is not None and not self.shown:
            self._origin = self._window.stack.currentIndex()
            self._window.stack.setCurrentWidget(self.page)
            self.page.begin_focus()
            self._window.context.actions.refresh()

    def back(self) -> None:
        """To where it was opened from."""
        if self.shown:
            self._window.show_page(self._origin)

    def forward(self) -> None:
        """To the comparison that was left."""
        self._enter()

    def _show_package(self) -> None:
        subject = self.page.subject if self.page is not None else NO_PACKAGE
        if subject.connection_id is not None:
            self._window.acts.show_package(subject.connection_id, subject.package_id)

    # --- what is compared from where ---------------------------------------------------------------------------------

    def here(self) -> None:
        """Ctrl+D: the chosen versions, the chosen package or the chosen row of Uploads."""
        window = self._window
        package = window.package()
        if package is not None:
            versions = window.library.panel.versions
            pair = versions.chosen_pair()
            left, right = pair if pair is not None else versions.usual_pair()
            self.open(subject_of(window.context.current_connection_id, package), left, right)
        elif (row := window.uploads.chosen_row()) is not None:
            compare_row(window.context, row)

    def why_not_here(self) -> str:
        """'' while there is something to compare."""
        if self.shown:
            return translate("Comparison", "The comparison is open already.")
        if self._window.package() is not None or self._window.uploads.chosen_row() is not None:
            return ""
        return translate("Comparison", "Select a package in the Library or a row in Uploads first.")

    def files(self) -> None:
        """Asks for two ZIPs; with one, the other is chosen on the page."""
        dialog = QFileDialog(
            self._window,
            translate("Comparison", "Compare two files: choose both"),
            "",
            translate("Comparison", "SCORM packages (*.zip);;All files (*)"),
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.open_files)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_files(self, paths: list[str]) -> None:
        """The first two ZIPs beside each other."""
        choices = [FileChoice(path) for path in paths[:2]]
        self.open(NO_PACKAGE, choices[0] if choices else None, choices[1] if len(choices) > 1 else None)


def compare_row(context: GuiContext, row: UploadRow) -> None:
    """A row of Uploads beside the version that it follows; a live one beside the version before it."""
    connection_id, package_id = row.connection_id, row.package_id
    if connection_id is None or package_id is None:
        context.open_comparison(NO_PACKAGE, None, FileChoice(row.path, row.id))
        return
    services = context.services
    # somebody else's version may have come meanwhile: that is the one to compare with
    fresh = row.reason == "version_conflict"

    def work() -> tuple[Subject, Choice | None, Choice | None]:
        record = services.library.cached_package(connection_id, package_id)
        if fresh or record is None:
            try:
                record = services.library.package(connection_id, package_id, fresh=True)
            except AllureError:
                if record is None:
                    raise
        subject = subject_of(connection_id, record)
        if row.state == "done" and row.revision is not None:
            before = row.revision_before if row.is_new_version else None
            left = VersionChoice(before if before is not None else row.revision - 1) if row.revision > 1 else None
            return subject, left, VersionChoice(row.revision)
        current = subject.current_revision
        return subject, VersionChoice(current) if current is not None else None, FileChoice(row.path, row.id)

    context.background.run(
        work, lambda sides: context.open_comparison(*sides), lambda error: context.show_toast(str(error)), context
    )


def register_commands(window: MainWindow) -> None:
    """Compare, compare files, back and forward."""
    actions, comparing = window.context.actions, window.comparing
    actions.register(
        "compare",
        translate("Comparison", "Compare…"),
        comparing.here,
        icon="git-compare",
        shortcut="Ctrl+D",
        reason=comparing.why_not_here,
    )
    actions.register(
        "compare.files", translate("Comparison", "Compare two files…"), comparing.files, icon="git-compare"
    )

    def why_not_back() -> str:
        return "" if comparing.shown else translate("Comparison", "There is nothing to go back to.")

    def why_not_forward() -> str:
        if comparing.page is None:
            return translate("Comparison", "Nothing has been compared yet.")
        return translate("Comparison", "There is nothing to go forward to.") if comparing.shown else ""

    actions.register("back", translate("Comparison", "Back"), comparing.back, shortcut="Alt+Left", reason=why_not_back)
    actions.register(
        "forward", translate("Comparison", "Forward"), comparing.forward, shortcut="Alt+Right", reason=why_not_forward
    )
