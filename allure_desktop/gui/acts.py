"""What only the main window can do for its pages: open windows, sheets and file dialogs, show pages, say something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog

    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.comparison.choice import Choice, Subject
    from allure_desktop.gui.main_window import MainWindow

LIBRARY, UPLOADS = 0, 1


class Acts(QObject):
    """The acts of `GuiContext`, and the ones that commands call."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def open_launch(self, package: PackageRecord) -> None:
        from allure_desktop.gui.launch.door import ask_to_launch

        ask_to_launch(self._window.context, package)

    def preview_package(self) -> None:
        """Space in the Library: plays the chosen package here, or says why that cannot be."""
        actions = self._window.context.actions
        if reason := actions.reason("package.preview"):
            self.show_toast(reason)
        else:
            actions.trigger("package.preview")

    def open_preview(self, path: str, words: str, title: str, upload_id: int | None) -> None:
        from allure_desktop.gui.preview.door import open_preview
        from allure_desktop.gui.preview.source import PreviewSource

        named = words or self.tr("From this file · {file}").format(file=Path(path).name)
        open_preview(self._window.context, PreviewSource(path, named, title, upload_id))

    def open_new_version(self, package: PackageRecord, file: str | Path | None = None) -> None:
        if file is None:
            title = self.tr("New version of “{title}”").format(title=package.title)
            dialog = self._file_dialog(title, several=False)
            dialog.fileSelected.connect(lambda path: self.open_new_version(package, path))
            dialog.open()
            return
        from allure_desktop.gui.new_version.sheet import NewVersionSheet

        context, path = self._window.context, str(file)

        def work() -> tuple[str, str]:
            folder = Path(path)
            if not folder.is_dir():
                return path, ""
            return str(context.services.packed_folders.pack(folder)), str(folder.absolute())

        def opened(found: tuple[str, str]) -> None:
            # at the first time what it consists of has just been loaded: it is built in a turn of its own
            QTimer.singleShot(0, context, lambda: NewVersionSheet(context, package, found[0], folder=found[1]).open())

        context.background.run(work, opened, lambda error: self.show_toast(str(error)), context)

    def open_comparison(self, subject: Subject, left: Choice | None, right: Choice | None) -> None:
        self._window.comparing.open(subject, left, right)

    def choose_files(self) -> None:
        """Ctrl+O."""
        dialog = self._file_dialog(self.tr("Add packages"), several=True)
        dialog.filesSelected.connect(lambda files: self._window.take_dropped(files, False))
        dialog.open()

    def _file_dialog(self, title: str, *, several: bool) -> QFileDialog:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, title, "", self.tr("SCORM packages (*.zip);;All files (*)"))
        mode = QFileDialog.FileMode.ExistingFiles if several else QFileDialog.FileMode.ExistingFile
        dialog.setFileMode(mode)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def show_toast(self, text: str, undo: Callable[[], None] | None = None, undo_text: str = "") -> None:
        self._window.toast.say(text, undo, undo_text)

    def add_files(self, paths: Sequence[str | Path], connection_id: str | None, package_id: str | None) -> None:
        self._window.adding.add(paths, connection_id or self._window.context.current_connection_id, package_id)

    def show_uploads(self, upload_id: int | None) -> None:
        self._window.show_page(UPLOADS)
        if upload_id is not None:
            self._window.uploads.show_row(upload_id)

    def show_package(self, connection_id: str, package_id: str) -> None:
        window = self._window
        window.show_page(LIBRARY)
        if window.context.connection(connection_id) is not None:
            window.context.current_connection_id = connection_id
        window.library.pane.clear_filters()
        view = window.library.pane.view

        def found(key: int | None) -> None:
            if key is None:
                window.packages.refresh()
            else:
                view.choose(key)

        if not view.choose(package_id):
            window.packages.locate(package_id, found)

    def edit_connection(self, connection_id: str | None) -> None:
        self._window.doors.edit(connection_id)

    def replace_key(self, connection_id: str) -> None:
        self._window.doors.replace_key(connection_id)

    def open_settings(self) -> None:
        from allure_desktop.gui.settings.sheet import open_settings

        open_settings(self._window.context)
