"""Asks for the note of a version, which is kept on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from allure_desktop.gui.widgets import PushButton, Sheet

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.library.version_lines import VersionLine


class NoteSheet(Sheet):
    """One line of text for one version."""

    def __init__(self, context: GuiContext, connection_id: str, package: PackageRecord, line: VersionLine) -> None:
        title = QCoreApplication.translate("NoteSheet", "Note of version {number}").format(number=line.record.revision)
        super().__init__(context.window, title, width=480)
        self._context, self._connection_id = context, connection_id
        self._package, self._line = package, line
        self.set_subtitle(package.title)
        self.field = QLineEdit(line.note)
        self.field.setAccessibleName(title)
        self.field.setPlaceholderText(self.tr("Note for this version, kept on this computer"))
        self.field.returnPressed.connect(self._save)
        self.body.addWidget(self.field)
        self.footer.addStretch(1)
        cancel = PushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.dismiss)
        self.footer.addWidget(cancel)
        save = PushButton(self.tr("Save note"), kind="primary")
        save.clicked.connect(self._save)
        self.footer.addWidget(save)

    def _save(self) -> None:
        services, text = self._context.services, self.field.text()
        revision, package_id = self._line.record.revision, self._package.package_id
        self._context.background.run(
            lambda: services.library.set_note(self._connection_id, package_id, revision, text), owner=self._context
        )
        self.dismiss()
