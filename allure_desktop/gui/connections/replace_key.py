"""Another key for a connection: tested first, then it takes the place of the old one, and what waited goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDesktopServices

from allure_desktop.gui.connections.fields import KeyHint
from allure_desktop.gui.connections.key_field import KeyField
from allure_desktop.gui.connections.test_steps import TestSteps
from allure_desktop.gui.widgets import Band, PushButton, Sheet, label

if TYPE_CHECKING:
    from allure_desktop.connections.connection import Connection
    from allure_desktop.connections.connection_test import Step
    from allure_desktop.gui.context import GuiContext


class ReplaceKeySheet(Sheet):
    """One field. What fails the test is not kept unless the user says so, with the reason before their eyes."""

    saved = Signal(str)

    def __init__(self, context: GuiContext, connection: Connection) -> None:
        super().__init__(context.window, "", width=600)
        self._context, self._connection = context, connection
        self._tested_key = ""
        self._may_write: bool | None = None
        self._turn = 0
        title = self.tr("Replace the key of “{name}”").format(name=connection.name)
        self.title.set_text(title)
        self.setAccessibleName(title)
        host = connection.base_url.split("://", 1)[-1]
        self.set_subtitle(self.tr("{host}, tenant {id}").format(host=host, id=connection.tenant_id))
        self.band = Band()
        self.body.addWidget(self.band)
        words = self.tr(
            "The new key is tested before it takes the place of the old one. What waits for it goes on by itself."
        )
        self.body.addWidget(label(words, "secondary", wrap=True))
        self.key_field = KeyField(None)
        self.key = self.key_field.edit
        self.key.setAccessibleName(self.tr("New API key"))
        self.key.textEdited.connect(self._changed)
        self.key.returnPressed.connect(self.test)
        self.body.addWidget(self.key_field)
        hint = KeyHint()
        hint.page_wanted.connect(lambda: QDesktopServices.openUrl(f"{connection.base_url}/settings/api-keys"))
        self.body.addWidget(hint)
        self.steps = TestSteps()
        self.body.addWidget(self.steps)
        self.body.addStretch(1)
        self._add_footer()

    def _add_footer(self) -> None:
        self.note = label("", "small-muted", wrap=True)
        self.footer.addWidget(self.note, 1)
        self.cancel = PushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.dismiss)
        self.footer.addWidget(self.cancel)
        self.anyway = PushButton(self.tr("Replace it all the same"))
        self.anyway.clicked.connect(self._save)
        self.anyway.hide()
        self.footer.addWidget(self.anyway)
        self.test_button = PushButton(self.tr("Test and replace"), icon="plug-zap", kind="primary")
        self.test_button.clicked.connect(self.test)
        self.footer.addWidget(self.test_button)

    def begin_focus(self) -> None:
        self.key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, _text: str) -> None:
        self._turn += 1
        self._tested_key = ""
        self.steps.clear()
        self.anyway.hide()
        self.note.setText("")

    def test(self) -> None:
        """The five steps; a key that passes is kept at once."""
        key = self.key_field.typed
        if not key:
            self.band.tell("warning", self.tr("The key is missing."), self.tr("Enter the new API key of this server."))
            self.key.setFocus()
            return
        self.band.hide()
        self._turn += 1
        turn = self._turn
        self.steps.begin()
        self.test_button.setEnabled(False)
        services, relay, connection = self._context.services, self.steps.relay(turn), self._connection

        def work() -> list[Step]:
            from allure_desktop.connections.connection_test import test_connection

            reached = replace(connection, proxy=services.connections.proxy_for(connection))
            return test_connection(reached, key, on_step=relay)

        def done(steps: list[Step]) -> None:
            self.test_button.setEnabled(True)
            if turn == self._turn:
                self._tested(steps, key)

        def failed(error: Exception) -> None:
            self.test_button.setEnabled(True)
            if turn == self._turn:
                self.steps.clear()
                self.band.tell_error(error)

        self._context.background.run(work, done, failed, self)

    def _tested(self, steps: list[Step], key: str) -> None:
        from allure_desktop.connections.connection_test import may_write, passed

        self.steps.show_all(steps)
        self._tested_key, self._may_write = key, may_write(steps)
        if passed(steps):
            self._save()
            return
        self.anyway.show()
        self.note.setText(self.tr("The old key is still kept. The new one did not pass."))

    def _save(self) -> None:
        services, connection, key, may_write = (
            self._context.services,
            self._connection,
            self._tested_key,
            self._may_write,
        )
        if not key:
            return
        self.test_button.setEnabled(False)
        self.anyway.setEnabled(False)

        def work() -> str:
            # the connection as it is now: its name or colour may have changed meanwhile
            now = services.connections.get(connection.id)
            return services.connections.save(replace(now, may_write=may_write), key)

        def done(place: str) -> None:
            self.key.clear()
            self._tested_key = ""
            if place == "keyring":
                words = self.tr("Replaced the key of “{name}”")
            else:
                words = self.tr("Replaced the key of “{name}”. No keyring answers: it is kept until you quit")
            self._context.show_toast(words.format(name=connection.name))
            self.dismiss()
            self.saved.emit(connection.id)

        def failed(error: Exception) -> None:
            self.test_button.setEnabled(True)
            self.anyway.setEnabled(True)
            self.band.tell_error(error)

        self._context.background.run(work, done, failed, self)
