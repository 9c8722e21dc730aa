"""About the program: version, licences, and what this machine offers, to be copied for support."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTextBrowser

from allure_desktop import __version__, paths
from allure_desktop.gui import theme
from allure_desktop.gui.settings.folders import open_folder, size_of
from allure_desktop.gui.settings.part import Part
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import ElidedLabel, PushButton, label
from allure_desktop.licences import terms

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.paths import DataDir


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
        row = QHBoxLayout()
        self.taken = ElidedLabel(role="secondary")
        self.clear_films = PushButton(self.tr("Clear the films"), icon="trash-2")
        self.clear_films.clicked.connect(lambda: self._measure(films_away))
        row.addWidget(self.taken, 1)
        row.addWidget(self.clear_films)
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

        self._measure()

    def _measure(self, first: Callable[[DataDir], None] | None = None) -> None:
        """Tells what films and work folder take; after `first` was done."""
        place, context = self.context.services.data_dir, self.context

        def work() -> tuple[int, int]:
            if first is not None:
                first(place)
            return size_of(place.films), size_of(place.work)

        def told(sizes: tuple[int, int]) -> None:
            words = self.tr("Films converted for the preview: {films} · Work folder: {work}")
            self.taken.set_text(words.format(films=figures.size(sizes[0]), work=figures.size(sizes[1])))
            self.clear_films.setEnabled(sizes[0] > 0)

        context.background.run(work, told, lambda error: context.show_toast(str(error)), self)

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


def films_away(place: DataDir) -> None:
    """They are made anew when they are asked for."""
    for path in place.films.rglob("*") if place.films.is_dir() else ():
        if path.is_file():
            path.unlink(missing_ok=True)
