"""The key of a connection: hidden, never filled from the keyring, and asked for again when it is for another server."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from allure_desktop.connections.address import clean_address
from allure_desktop.connections.connection import Connection
from allure_desktop.connections.connections import same_server
from allure_desktop.errors import UsageError
from allure_desktop.gui.connections.fields import line_edit
from allure_desktop.gui.core_words import said
from allure_desktop.gui.widgets import IconButton, label


class KeyField(QWidget):
    """`edit` is the line itself. `kept` is the connection whose key is in the keyring, None for a new one."""

    def __init__(self, kept: Connection | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        self.edit = line_edit(self.tr("API key"), "")
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = IconButton("eye", self.tr("Show the key"), dense=True)
        self._eye.clicked.connect(self._toggle)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.edit, 1)
        row.addWidget(self._eye)
        head = label(self.tr("API key"), "small-strong")
        head.setBuddy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(head)
        column.addLayout(row)
        column.addStretch(1)
        self.address_changed("" if kept is None else kept.base_url)

    @property
    def typed(self) -> str:
        return self.edit.text().strip()

    def address_changed(self, address: str) -> None:
        """Says whether the kept key counts for what stands in the address field now."""
        kept = self._kept is not None and self._for_another_server(address) is None
        self.edit.setPlaceholderText(self.tr("Kept in the keyring. Type to replace it") if kept else "")

    def missing(self, address: str) -> tuple[str, str]:
        """What is missing and why, where no key is typed and none may be taken from the keyring; else two ''."""
        if self.typed:
            return "", ""
        elsewhere = self._for_another_server(address)
        if elsewhere is not None:
            return said(elsewhere.what), f"{said(elsewhere.cause)} {said(elsewhere.remedy)}"
        if self._kept is None:
            return self.tr("The key is missing."), self.tr("Enter the API key of this server.")
        return "", ""

    def _for_another_server(self, address: str) -> UsageError | None:
        if self._kept is None:
            return None
        try:
            cleaned = clean_address(address)
        except UsageError:
            return None  # told where the address stands
        try:
            same_server(self._kept, cleaned)
        except UsageError as error:
            return error
        return None

    def _toggle(self) -> None:
        hidden = self.edit.echoMode() == QLineEdit.EchoMode.Password
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.set_icon("eye-off" if hidden else "eye")
        self._eye.set_name(self.tr("Hide the key") if hidden else self.tr("Show the key"))
