"""Asks for the note of a version, which is kept on this computer, or by the team where the connection shares notes."""

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
        connection = context.connection(connection_id)
        shared = connection is not None and connection.shares_facts
        self.field.setPlaceholderText(
            self.tr("Note for this version, for the whole team")
            if shared
            else self.tr("Note for this version, kept on this computer")
        )
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
            lambda: services.team.set_note(self._connection_id, package_id, revision, text),
            failed=self._not_told,
            owner=self._context,
        )
        self.dismiss()

    def _not_told(self, error: Exception) -> None:
        # by now the sheet is closed: the note itself is kept
        self._context.show_toast(
            QCoreApplication.translate(
                "NoteSheet", "The note is kept here, but the team does not see it yet. {why}"
            ).format(why=error)
        )
