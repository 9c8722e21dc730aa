"""About the program: version, licences, and what this machine offers, to be copied for support."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTextBrowser

from allure_desktop import __version__, paths
from allure_desktop.gui import theme
from allure_desktop.gui.settings.folders import open_folder
from allure_desktop.gui.settings.part import Part
from allure_desktop.gui.widgets import PushButton, label
from allure_desktop.licences import terms

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext


class AboutSettings(Part):
    """Asks the machine when it is first looked at: the keyring may take its time."""

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context)
        self.column.addWidget(
            label(self.tr("AllureConnect Desktop {version}").format(version=__version__), "panel-title")
        )
        self.found = self._text(self.tr("What this machine offers"))
        self.found.setPlainText(self.tr("Looking what this machine offers…"))
        row = QHBoxLayout()
        self.copy = PushButton(self.tr("Copy for support"), icon="copy")
        self.copy.setEnabled(False)
        self.copy.clicked.connect(self._copy)
        self.logs = PushButton(self.tr("Open the log folder"), icon="folder-open")
        self.logs.clicked.connect(lambda: open_folder(context.services.data_dir.logs))
        row.addWidget(self.copy)
        row.addWidget(self.logs)
        row.addStretch(1)
        self.column.addLayout(row)
        self.changes = self._changes(self.tr("What has changed"))
        self.licences = self._text(self.tr("Licences"))
        self.licences.setPlainText(terms())

        # the fields share what is left of it: none is too low to be read
        if (inner := self.widget()) is not None:
            inner.setMinimumHeight(theme.active().base_px * 66)

        def work() -> dict[str, Any]:
            from allure_desktop.composition.diagnostics import findings

            return findings(context.services.data_dir)

        context.background.run(work, self._tell, lambda error: self.found.setPlainText(str(error)), self)
        context.background.run(
            lambda: _without_title(paths.changes().read_text("utf-8")),
            self.changes.setMarkdown,
            lambda error: self.changes.setPlainText(str(error)),
            self,
        )

    def _text(self, title: str) -> QPlainTextEdit:
        self.column.addWidget(label(title, "small-strong"))
        field = QPlainTextEdit()
        field.setReadOnly(True)
        field.setAcceptDrops(False)
        field.setTabChangesFocus(True)
        field.setAccessibleName(title)
        field.setFont(theme.active().code_font())
        self.column.addWidget(field, 1)
        return field

    def _changes(self, title: str) -> QTextBrowser:
        self.column.addWidget(label(title, "small-strong"))
        field = QTextBrowser()
        field.setAcceptDrops(False)
        field.setTabChangesFocus(True)
        field.setAccessibleName(title)
        self.column.addWidget(field, 1)
        return field

    def _tell(self, found: dict[str, Any]) -> None:
        without = {name: value for name, value in found.items() if not name.startswith("licence")}
        self.found.setPlainText(json.dumps(without, indent=2, ensure_ascii=False))
        self.copy.setEnabled(True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.found.toPlainText())
        self.context.show_toast(self.tr("Copied what this machine offers"))


def _without_title(changes: str) -> str:
    """The part has a head already; a version is a strong line, not one of three times the size."""
    return re.sub(r"^## (.*)$", r"**\1**", re.sub(r"\A# .*\n", "", changes), flags=re.MULTILINE)
