"""One connection on one page: address, tenant, key, who uploads; a test in five steps with a remedy each."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
)

from allure_desktop.connections.address import DEFAULT_ADDRESS, clean_address
from allure_desktop.connections.connection import Connection
from allure_desktop.connections.connections import login_name
from allure_desktop.errors import UsageError
from allure_desktop.gui.connections.fields import AdvancedFields, ColourField, KeyHint, free_colour, labelled, line_edit
from allure_desktop.gui.connections.key_field import KeyField
from allure_desktop.gui.connections.test_steps import TestSteps
from allure_desktop.gui.widgets import Band, PushButton, Sheet, label

if TYPE_CHECKING:
    from allure_desktop.connections.connection_test import Step
    from allure_desktop.gui.context import GuiContext


class ConnectionDialog(Sheet):
    """For a new connection, or one that exists: its key field then stays empty, the kept key counts."""

    saved = Signal(str)

    def __init__(self, context: GuiContext, connection: Connection | None = None) -> None:
        super().__init__(context.window, "", width=680)
        self._context = context
        self._connection = connection
        self._saving = False
        self._ok = False
        self._may_write = connection.may_write if connection else None
        self._turn = 0
        title = self.tr("Connect to AllureConnect") if connection is None else self.tr("Edit the connection")
        self.title.set_text(title)
        self.setAccessibleName(title)
        self.set_subtitle(self.tr("One address, one tenant, one key. The key goes into this computer's keyring."))
        self.band = Band()
        self.body.setSpacing(16)
        self.body.addWidget(self.band)
        self._add_fields()
        self.steps = TestSteps()
        self.steps.suggested.connect(self._take_suggestion)
        self.body.addWidget(self.steps)
        others = [one for one in context.connections if connection is None or one.id != connection.id]
        self.advanced = AdvancedFields(connection, only=not others)
        self.advanced.changed.connect(self._changed)
        self.advanced.button.clicked.connect(lambda: QTimer.singleShot(0, self, self._show_advanced))
        self.body.addWidget(self.advanced)
        self.body.addStretch(1)
        self._add_footer()
        for field in (self.address, self.tenant, self.key):
            field.textEdited.connect(self._changed)

    # --- fields ------------------------------------------------------------------------------------------------------

    def _add_fields(self) -> None:
        connection = self._connection
        self.address = self._field(self.tr("Address"), connection.base_url if connection else DEFAULT_ADDRESS)
        self.address.editingFinished.connect(self._clean)
        self.body.addLayout(labelled(self.tr("Address"), self.address))
        self.tenant = self._field(self.tr("Tenant id"), connection.tenant_id if connection else "")
        self.key_field = KeyField(connection)
        self.key = self.key_field.edit
        self.key.returnPressed.connect(self._enter)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(labelled(self.tr("Tenant id"), self.tenant), 2)
        row.addWidget(self.key_field, 3)
        self.body.addLayout(row)
        hint = KeyHint()
        hint.page_wanted.connect(self._open_page)
        self.body.addWidget(hint)
        self.name = self._field(self.tr("Name"), connection.name if connection else "")
        self.name.setPlaceholderText(self.tr("Shown in the sidebar"))
        self.who = self._field(self.tr("Uploads appear as"), connection.uploaded_by if connection else login_name())
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(labelled(self.tr("Name"), self.name), 3)
        row.addLayout(labelled(self.tr("Uploads appear as"), self.who), 2)
        used = {one.colour for one in self._context.connections}
        self.colours = ColourField(connection.colour if connection else free_colour(used))
        row.addWidget(self.colours)
        self.body.addLayout(row)

    def _field(self, name: str, text: str) -> QLineEdit:
        field = line_edit(name, text)
        field.returnPressed.connect(self._enter)
        return field

    def _add_footer(self) -> None:
        self.test_button = PushButton(self.tr("Test"), icon="plug-zap", kind="primary")
        self.test_button.clicked.connect(self.test)
        self.footer.addWidget(self.test_button)
        self.test_words = label(self.tr("Asks the server with this key; changes nothing."), "small-muted", wrap=True)
        self.footer.addWidget(self.test_words, 1)
        cancel = PushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.dismiss)
        self.footer.addWidget(cancel)
        self.save_button = PushButton(self.tr("Save connection"))
        self.save_button.clicked.connect(self.save)
        self.footer.addWidget(self.save_button)

    def begin_focus(self) -> None:
        (self.tenant if self._connection is None else self.key).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_advanced(self) -> None:
        """What was unfolded is seen, also in a small window."""
        if not self.advanced.fields.isHidden():
            self.show_inside(self.advanced)

    # --- small acts --------------------------------------------------------------------------------------------------

    def _open_page(self) -> None:
        try:
            address = clean_address(self.address.text())
        except UsageError as error:
            self._mark(self.address, True)
            self.band.tell_error(error)
            return
        QDesktopServices.openUrl(f"{address}/settings/api-keys")

    def _key_missing(self) -> bool:
        """Asks for the key where none is typed and none may be taken from the keyring."""
        what, why = self.key_field.missing(self.address.text())
        if what:
            self.band.tell("warning", what, why)
            self.key.setFocus()
        return bool(what)

    def _clean(self) -> None:
        try:
            cleaned = clean_address(self.address.text())
        except UsageError:
            return  # said when it is tested or saved: the user may still be typing elsewhere
        if cleaned != self.address.text():
            self.address.setText(cleaned)

    def _changed(self, *_what: object) -> None:
        self.key_field.address_changed(self.address.text())
        self._turn += 1
        self._ok = False
        self._mark(self.address, False)
        self._mark(self.tenant, False)
        self.steps.clear()
        self._show_tested(tested=False)

    def _mark(self, field: QLineEdit, invalid: bool) -> None:
        if bool(field.property("invalid")) != invalid:
            field.setProperty("invalid", invalid)
            field.style().unpolish(field)
            field.style().polish(field)

    def _take_suggestion(self, tenant_id: str) -> None:
        self.tenant.setText(tenant_id)
        self._changed()
        self.test()

    def _enter(self) -> None:
        if self._ok:
            self.save()
        else:
            self.test()

    # --- test --------------------------------------------------------------------------------------------------------

    def connection(self) -> Connection | None:
        """What is typed, as a connection; None after a band that says what is missing."""
        try:
            address = clean_address(self.address.text())
        except UsageError as error:
            self._mark(self.address, True)
            self.band.tell_error(error)
            return None
        self.band.hide()
        before = self._connection or Connection("", "", "", "", "")
        return replace(
            before,
            id=before.id or uuid.uuid4().hex,
            name=self.name.text().strip() or self._preset_name(address),
            base_url=address,
            tenant_id=self.tenant.text().strip(),
            uploaded_by=self.who.text().strip(),
            auth=self.advanced.auth,
            colour=self.colours.colour(),
            is_default=self.advanced.is_default,
            may_write=self._may_write,
            proxy=self.advanced.proxy,
            ca_file=self.advanced.authority,
            shares_facts=self.advanced.shares_facts,
        )

    def _preset_name(self, address: str) -> str:
        return self.tenant.text().strip() or address.split("://", 1)[-1]

    def test(self) -> None:
        """The five steps, ticked one by one."""
        self._clean()
        connection = self.connection()
        if connection is None:
            return
        if self._key_missing():
            return
        typed = self.key_field.typed
        self._turn += 1
        turn = self._turn
        self.steps.begin()
        self.test_button.setEnabled(False)
        services, relay, kept = self._context.services, self.steps.relay(turn), self._connection

        def work() -> list[Step]:
            from allure_desktop.connections.connection_test import test_connection

            key = typed or (services.connections.key_for(kept) if kept is not None else "")
            reached = replace(connection, proxy=services.connections.proxy_for(connection))
            return test_connection(reached, key, on_step=relay)

        def done(steps: list[Step]) -> None:
            self.test_button.setEnabled(True)
            if turn == self._turn:
                self._tested(steps)
                if kept is not None and not typed and _reached(connection) == _reached(kept):
                    self._keep_may_write(kept)

        def failed(error: Exception) -> None:
            self.test_button.setEnabled(True)
            if turn == self._turn:
                self.steps.clear()
                self.band.tell_error(error)

        self._context.background.run(work, done, failed, self)

    def _tested(self, steps: list[Step]) -> None:
        from allure_desktop.connections.connection_test import may_write, passed

        self.steps.show_all(steps)
        self._ok = passed(steps)
        self._may_write = may_write(steps)
        outcome = {step.name: step.outcome for step in steps}
        self._mark(self.tenant, outcome.get("tenant") == "no")
        self._mark(self.address, outcome.get("reachable") == "no")
        self._show_tested(tested=True)
        self.show_inside(self.steps)
        if not self.tenant.text().strip() and self.steps.suggestion:
            # the key's own records told it: nobody has to look it up
            self._take_suggestion(self.steps.suggestion)

    def _keep_may_write(self, kept: Connection) -> None:
        """What the test of the connection as it is kept has found holds also when the dialog is left without saving."""
        found, connections = self._may_write, self._context.services.connections
        if found is not None and found != kept.may_write:
            self._context.background.run(lambda: connections.set_may_write(kept.id, found), owner=self._context.window)

    def _show_tested(self, *, tested: bool) -> None:
        self.test_button.set_text(self.tr("Test again") if tested else self.tr("Test"))
        self.test_button.set_kind("" if self._ok else "primary")
        self.save_button.set_kind("primary" if self._ok else "")
        if tested and not self._ok:
            words = self.tr("It can be saved all the same, and put right later.")
        else:
            words = self.tr("Asks the server with this key; changes nothing.")
        self.test_words.setText(words)

    # --- save --------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Keeps the connection, and the key in the keyring; a failed test is no obstacle."""
        connection = self.connection()
        if connection is None or self._saving:
            return
        if self._key_missing():
            return
        key = self.key_field.typed or None
        self._saving = True
        self.save_button.setEnabled(False)
        services = self._context.services

        def done(place: str) -> None:
            # the key leaves this window: the field is never filled again
            self.key.clear()
            if place == "keyring":
                words = self.tr("Saved “{name}”. The key is in this computer's keyring.")
            else:
                words = self.tr("Saved “{name}”. No keyring answers: the key is kept until you quit.")
            self._context.show_toast(words.format(name=connection.name))
            self.dismiss()
            self.saved.emit(connection.id)

        def failed(error: Exception) -> None:
            self._saving = False
            self.save_button.setEnabled(True)
            self.band.tell_error(error)

        kept = self._connection

        def work() -> str:
            place = services.connections.save(connection, key)
            if kept is not None and (kept.base_url, kept.tenant_id) != (connection.base_url, connection.tenant_id):
                services.library.forget(connection.id, notes=False)
            return place

        self._context.background.run(work, done, failed, self)


def _reached(connection: Connection) -> tuple[str, ...]:
    """What a test of a connection depends on, beside its key."""
    return (connection.base_url, connection.tenant_id, connection.auth, connection.proxy, connection.ca_file)
