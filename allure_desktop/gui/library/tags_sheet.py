"""Ctrl+T: the tags of the chosen package, without looking for them in its details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from allure_desktop.gui.library.edit_conflict import ConflictSheet
from allure_desktop.gui.library.edit_undo import told_with_undo
from allure_desktop.gui.library.tag_field import TagField
from allure_desktop.gui.widgets import Band, PushButton, Sheet
from allure_desktop.library.details import EditConflict

if TYPE_CHECKING:
    from typing import Any

    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext


class TagsSheet(Sheet):
    """The words in their order; saved with one button."""

    def __init__(self, context: GuiContext, connection_id: str, package: PackageRecord, known: tuple[str, ...]) -> None:
        super().__init__(context.window, QCoreApplication.translate("TagsSheet", "Tags"), width=480)
        self._context, self._connection_id, self._package = context, connection_id, package
        self.set_subtitle(package.title or package.package_id)
        self.band = Band()
        self.body.addWidget(self.band)
        self.tags = TagField()
        self.tags.offer(known)
        self.tags.show_tags(package.tags)
        self.body.addWidget(self.tags)
        self.footer.addStretch(1)
        cancel = PushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.dismiss)
        self.save_button = PushButton(self.tr("Save tags"), kind="primary")
        self.save_button.clicked.connect(self._save)
        self.footer.addWidget(cancel)
        self.footer.addWidget(self.save_button)

    def begin_focus(self) -> None:
        self.tags.field.setFocus()

    def _save(self) -> None:
        self.tags.add_typed()
        changes = {"tags": list(self.tags.tags())}
        if changes["tags"] == list(self._package.tags):
            self.dismiss()
            return
        self._send(self._package, changes)

    def _send(self, base: PackageRecord, changes: dict[str, Any]) -> None:
        context, connection_id = self._context, self._connection_id
        self.save_button.setEnabled(False)

        def done(record: PackageRecord) -> None:
            told_with_undo(context, connection_id, base, changes, record)
            self.dismiss()

        def failed(error: Exception) -> None:
            self.save_button.setEnabled(True)
            if isinstance(error, EditConflict) and error.both:
                theirs = error.theirs

                def chosen(again: dict[str, Any]) -> None:
                    if again:
                        self._send(theirs, again)
                    else:
                        self.dismiss()

                ConflictSheet(context.window, error, chosen).open()
            else:
                self.band.tell_error(error)

        library = context.services.library
        context.background.run(lambda: library.edit(connection_id, base.package_id, changes, base), done, failed, self)
