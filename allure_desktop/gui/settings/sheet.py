"""Settings: its parts as tabs, each built when it is first looked at; every change applies at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from allure_desktop import settings as names
from allure_desktop.gui.settings.part import Kept, Part, read_kept
from allure_desktop.gui.settings.places import (
    APPEARANCE,
    GENERAL,
    PREVIEW,
    SANDBOX,
    STORAGE,
    UPLOADS,
    VALIDATION,
    parts,
    places,
)
from allure_desktop.gui.settings.validation import ValidationSettings, ValidationValues, read_validation
from allure_desktop.gui.widgets import PushButton, Sheet
from allure_desktop.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.settings.storage import StorageSettings


@dataclass(frozen=True, slots=True)
class Values:
    """What is kept now."""

    kept: Kept
    validation: ValidationValues


def read(context: GuiContext) -> Values:
    """Reads the settings; call it in the background."""
    from allure_desktop.preview.profiles import profiles

    profiles()  # read here, known then
    kept = read_kept(
        context.services.settings,
        *(names.COLOUR_SCHEME, names.CONTRAST, names.ROW_DENSITY, names.REDUCED_MOTION, names.LANGUAGE),
        *(names.PARALLEL_UPLOADS, names.PARALLEL_PARTS, names.LIMIT_BYTES_PER_S, names.PARTS_FROM_BYTES),
        *(names.ASKED_UPLOAD_AT_ONCE, names.ON_CLOSE, names.KEEP_AWAKE),
        *(names.NOTIFICATIONS, names.SANDBOX_AT_START, names.PREVIEW_STATE),
    )
    return Values(kept, read_validation(context))


class SettingsSheet(Sheet):
    """Shows `values`; keeps each change as it is made."""

    def __init__(self, context: GuiContext, values: Values) -> None:
        super().__init__(context.window, "", width=760, height=640)
        self._context = context
        self._values = values
        self.title.set_text(self.tr("Settings"))
        self.setAccessibleName(self.tr("Settings"))
        self.set_subtitle(self.tr("Changes apply at once."))
        self.tabs = Tabs(self.tr("Parts of the settings"))
        self.body.addWidget(self.tabs)
        self.pages = QStackedWidget()
        self.body.addWidget(self.pages, 1)
        self._made_parts: dict[str, QWidget] = {}
        for _part, words in parts():
            self.tabs.addTab(words.replace("&", "&&"))  # a single one would mark a key
            self.pages.addWidget(QWidget())
        self._show_part(0)
        self.tabs.currentChanged.connect(self._show_part)
        self.footer.addStretch(1)
        done = PushButton(self.tr("Close settings"))
        done.clicked.connect(self.dismiss)
        self.footer.addWidget(done)

    def _show_part(self, number: int) -> None:
        self.part(parts()[number][0])
        self.pages.setCurrentIndex(number)

    def part(self, id: str) -> QWidget:
        """The widget of a part of the settings."""
        if id not in self._made_parts:
            number = [part for part, _words in parts()].index(id)
            blank = self.pages.widget(number)
            self._made_parts[id] = made = self._made(id)
            self.pages.insertWidget(number, made)
            if blank is not None:
                self.pages.removeWidget(blank)
                blank.deleteLater()
        return self._made_parts[id]

    @property
    def storage(self) -> StorageSettings:
        """The part about kept copies."""
        from allure_desktop.gui.settings.storage import StorageSettings

        part = self.part(STORAGE)
        assert isinstance(part, StorageSettings)
        return part

    def _made(self, id: str) -> QWidget:
        context, kept = self._context, self._values.kept
        if id == GENERAL:
            from allure_desktop.gui.settings.general import GeneralSettings

            return GeneralSettings(context, kept)
        if id == APPEARANCE:
            from allure_desktop.gui.settings.appearance import AppearanceSettings

            return AppearanceSettings(context, kept)
        if id == UPLOADS:
            from allure_desktop.gui.settings.uploads import UploadsSettings

            return UploadsSettings(context, kept)
        if id == VALIDATION:
            return ValidationSettings(context, self._values.validation)
        if id == PREVIEW:
            from allure_desktop.gui.settings.preview import PreviewSettings

            return PreviewSettings(context, kept.get(names.PREVIEW_STATE))
        if id == STORAGE:
            from allure_desktop.gui.settings.storage import StorageSettings

            return StorageSettings(context)
        if id == SANDBOX:
            from allure_desktop.gui.settings.sandbox import SandboxSettings

            return SandboxSettings(context, kept)
        from allure_desktop.gui.settings.about import AboutSettings

        return AboutSettings(context)

    def show_place(self, id: str) -> None:
        """Its tab, with the keyboard on it; nothing for an id that is not known."""
        place = next((one for one in places() if one.id == id), None)
        if place is None:
            return
        number = [part for part, _words in parts()].index(place.part)
        self.tabs.setCurrentIndex(number)
        part = self.part(place.part)
        field = getattr(part, place.field)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(part, Part):
            part.wanted = field
            part.ensureWidgetVisible(field)


def open_settings(context: GuiContext, place: str = "") -> None:
    """Reads what is kept, then opens the sheet; at the setting `place` (an id of `places`) where one is named."""

    def done(values: Values) -> None:
        sheet = SettingsSheet(context, values)
        sheet.open()
        sheet.show_place(place)

    context.background.run(lambda: read(context), done, owner=context)
