"""Connections as a file: written for a colleague or another computer, and taken in after a look at what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from allure_desktop.gui.connections.switcher_row import place_of
from allure_desktop.gui.widgets import Band, ElidedLabel, PushButton, Sheet, label

if TYPE_CHECKING:
    from allure_desktop.connections.connection import Connection
    from allure_desktop.connections.portable import Taken
    from allure_desktop.gui.context import GuiContext

translate = QCoreApplication.translate
SUFFIX = "json"


def _filter() -> str:
    return translate("Connections", "Connections (*.json);;All files (*)")


def choose_export(context: GuiContext) -> None:
    """Asks for a place and writes every connection there, without keys."""
    title = translate("Connections", "Export connections")
    dialog = QFileDialog(context.window, title, "allureconnect-connections.json", _filter())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(SUFFIX)
    dialog.finished.connect(dialog.deleteLater)
    dialog.fileSelected.connect(lambda path: export_to(context, path))
    dialog.open()


def export_to(context: GuiContext, path: str) -> None:
    """Writes them and says how many, or what kept it from being written."""
    services = context.services

    def work() -> int:
        from allure_desktop.connections.portable import write

        return write(path, services.connections.all())

    def done(count: int) -> None:
        if count == 1:
            words = translate("Connections", "Exported 1 connection to {file}, without its key")
        else:
            words = translate("Connections", "Exported {count} connections to {file}, without their keys")
        context.show_toast(words.format(count=count, file=Path(path).name))

    context.background.run(work, done, lambda error: context.show_toast(str(error)), context)


def choose_import(context: GuiContext) -> None:
    """Asks for a file and shows what it holds before anything is added."""
    dialog = QFileDialog(context.window, translate("Connections", "Import connections"), "", _filter())
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.finished.connect(dialog.deleteLater)
    dialog.fileSelected.connect(lambda path: import_from(context, path))
    dialog.open()


def import_from(context: GuiContext, path: str) -> None:
    """Reads the file; the sheet says what would be added, or what is wrong with the file."""
    services = context.services

    def work() -> Taken:
        from allure_desktop.connections.portable import compared, read

        return compared(services.connections, read(path))

    def done(taken: Taken) -> None:
        ImportSheet(context, Path(path).name, taken).open()

    def failed(error: Exception) -> None:
        sheet = ImportSheet(context, Path(path).name, None)
        sheet.band.tell_error(error)
        sheet.open()

    context.background.run(work, done, failed, context)


class ImportSheet(Sheet):
    """What a file would add; the keys are entered afterwards, one at each connection."""

    def __init__(self, context: GuiContext, file: str, taken: Taken | None) -> None:
        super().__init__(context.window, "", width=600)
        self._context, self._taken = context, taken
        title = self.tr("Import connections")
        self.title.set_text(title)
        self.setAccessibleName(title)
        self.set_subtitle(file)
        self.band = Band()
        self.body.addWidget(self.band)
        added = taken.added if taken is not None else []
        if taken is not None:
            self.body.addWidget(label(self._words(taken), "secondary", wrap=True))
        if added:
            self.body.addWidget(self._list(added))
            note = self.tr(
                "A file holds no keys: enter each at its connection. Only take in what comes from somebody you trust."
            )
            self.body.addWidget(label(note, "small-muted", wrap=True))
        self.body.addStretch(1)
        self.footer.addStretch(1)
        self.cancel = PushButton(self.tr("Cancel") if added else self.tr("Close"))
        self.cancel.clicked.connect(self.dismiss)
        self.footer.addWidget(self.cancel)
        self.add_button = PushButton("", kind="primary")
        words = self.tr("Add 1 connection") if len(added) == 1 else self.tr("Add {count} connections")
        self.add_button.set_text(words.format(count=len(added)))
        self.add_button.setVisible(bool(added))
        self.add_button.clicked.connect(self._add)
        self.footer.addWidget(self.add_button)

    def begin_focus(self) -> None:
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _words(self, taken: Taken) -> str:
        new, known = len(taken.added), len(taken.known)
        if not new and not known:
            return self.tr("There is no connection in this file.")
        if not new:
            return self.tr("Every connection in this file is here already: {names}.").format(
                names=", ".join(dict.fromkeys(one.name for one in taken.known))
            )
        if not known:
            return self.tr("Nothing of it is here yet.")
        return self.tr("Here already and left as they are: {names}.").format(
            names=", ".join(dict.fromkeys(one.name for one in taken.known))
        )

    def _list(self, added: list[Connection]) -> QWidget:
        inner = QWidget()
        inner.setProperty("pane", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for connection in added:
            box = QFrame()
            box.setProperty("pane", "subtle")
            words = QVBoxLayout(box)
            words.setContentsMargins(12, 8, 12, 8)
            words.setSpacing(2)
            words.addWidget(ElidedLabel(connection.name, "strong"))
            parts = [place_of(connection), self.tr("tenant {id}").format(id=connection.tenant_id)]
            words.addWidget(ElidedLabel(" · ".join(parts), "small"))
            way = [
                self.tr("Proxy: {address}").format(address=connection.proxy) if connection.proxy else "",
                self.tr("Certificate authority: {file}").format(file=connection.ca_file) if connection.ca_file else "",
            ]
            if any(way):
                # whoever stands in between reads everything: it is never taken over unseen
                words.addWidget(ElidedLabel(" · ".join(part for part in way if part), "small-plain", tone="warning"))
            column.addWidget(box)
        return inner

    def _add(self) -> None:
        taken = self._taken
        if taken is None:
            return
        self.add_button.setEnabled(False)
        services = self._context.services

        def work() -> Taken:
            from allure_desktop.connections.portable import take_in

            return take_in(services.connections, taken.added)

        def done(now: Taken) -> None:
            count = len(now.added)
            words = self.tr("Added 1 connection. Its key is still to be entered.")
            if count != 1:
                words = self.tr("Added {count} connections. Their keys are still to be entered.")
            self._context.show_toast(words.format(count=count))
            self.dismiss()

        def failed(error: Exception) -> None:
            self.add_button.setEnabled(True)
            self.band.tell_error(error)

        self._context.background.run(work, done, failed, self)
