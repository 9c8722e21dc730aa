"""The ways to the review of a lot: many files or a folder of ZIPs let go on the window, or chosen in a dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext

translate = QCoreApplication.translate

#: From so many files on they are matched and reviewed in one table.
MANY = 10


class LotDoor(QObject):
    """One for each window."""

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context)
        self._context = context

    def take(self, paths: Sequence[str], connection_id: str | None, otherwise: Callable[[], object]) -> None:
        """Reviews many files and folders of ZIPs in one table; a few files are added as ever, by `otherwise()`."""
        plain = all(path.casefold().endswith(".zip") for path in paths)
        if connection_id is None or (len(paths) < MANY and plain):
            otherwise()
            return
        self._review(paths, connection_id, otherwise)

    def choose_files(self) -> None:
        """Asks for files; however few they are, they are matched and reviewed."""
        dialog = QFileDialog(
            self._context.window,
            translate("Lot", "Match files to packages"),
            "",
            translate("Lot", "SCORM packages (*.zip);;All files (*)"),
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, files: list[str]) -> None:
        connection_id = self._context.current_connection_id
        if connection_id is not None and files:
            self._review(files, connection_id, None)

    def _review(self, paths: Sequence[str], connection_id: str, otherwise: Callable[[], object] | None) -> None:
        services = self._context.services

        def work() -> list[int] | None:
            """None: they are few, and none is a folder of ZIPs."""
            from allure_desktop.composition.lots import zips_in

            files = zips_in(paths)
            from_folders = [one for one in files if str(one) not in paths]
            if otherwise is not None and len(files) < MANY and not from_folders:
                return None  # a folder without any ZIP is refused there, in words
            ids, problems = services.lots.add(files, connection_id)
            if problems and not ids:
                raise problems[0]
            return ids

        def done(ids: list[int] | None) -> None:
            if ids is None:
                if otherwise is not None:
                    otherwise()
            elif not ids:
                words = translate("Lot", "There is no ZIP in “{folder}”.")
                self._context.show_toast(words.format(folder=Path(paths[0]).name))
            else:
                from allure_desktop.gui.lot.sheet import LotSheet

                LotSheet(self._context, connection_id, ids).open()

        self._context.background.run(work, done, lambda error: self._context.show_toast(str(error)), self)
