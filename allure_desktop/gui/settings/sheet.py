"""Settings: appearance, uploads, closing; every change applies at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from allure_desktop import settings as names
from allure_desktop.gui.settings.places import ABOUT, GENERAL, PREVIEW, STORAGE, VALIDATION, parts, places
from allure_desktop.gui.settings.validation import ValidationSettings, ValidationValues, read_validation
from allure_desktop.gui.widgets import NumberField, PushButton, Sheet, label
from allure_desktop.gui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from allure_desktop.copies.kept_copies import Usage
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.settings.storage import StorageSettings
    from allure_desktop.settings import Setting

T = TypeVar("T")

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Values:
    """What is kept now."""

    scheme: str
    rows: str
    language: str
    contrast: str
    files: int
    parts: int
    limit_bytes_per_s: int
    on_close: str
    parts_from_bytes: int
    keep_awake: bool
    validation: ValidationValues
    preview: dict[str, Any]
    storage: Usage


def read(context: GuiContext) -> Values:
    """Reads the settings; call it in the background."""
    from allure_desktop.gui.settings.storage import read_storage
    from allure_desktop.preview.profiles import profiles

    profiles()  # read here, known then
    kept = context.services.settings
    return Values(
        kept.get(names.COLOUR_SCHEME),
        kept.get(names.ROW_DENSITY),
        kept.get(names.LANGUAGE),
        kept.get(names.CONTRAST),
        kept.get(names.PARALLEL_UPLOADS),
        kept.get(names.PARALLEL_PARTS),
        kept.get(names.LIMIT_BYTES_PER_S),
        kept.get(names.ON_CLOSE),
        kept.get(names.PARTS_FROM_BYTES),
        kept.get(names.KEEP_AWAKE),
        read_validation(context),
        kept.get(names.PREVIEW_STATE),
        read_storage(context),
    )


class SettingsSheet(Sheet):
    """Shows `values`; keeps each change as it is made."""

    def __init__(self, context: GuiContext, values: Values) -> None:
        super().__init__(context.window, "", width=680, height=640)
        self._context = context
        self._values = values
        self.title.set_text(self.tr("Settings"))
        self.setAccessibleName(self.tr("Settings"))
        self.set_subtitle(self.tr("Changes apply at once."))
        self._lay_out_tabs()
        self.scheme = self._choice(
            names.COLOUR_SCHEME,
            values.scheme,
            (("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))),
        )
        self.rows = self._choice(
            names.ROW_DENSITY,
            values.rows,
            (("comfortable", self.tr("Comfortable")), ("compact", self.tr("Compact"))),
        )
        self.language = self._choice(
            names.LANGUAGE,
            values.language,
            (("system", self.tr("As the system")), ("en", "English"), ("de", "Deutsch")),
        )
        self.language.setToolTip(self.tr("From the next start on"))
        self.language.currentIndexChanged.connect(lambda _index: self._tell_next_start())
        self.contrast = self._choice(
            names.CONTRAST, values.contrast, (("system", self.tr("As the system")), ("more", self.tr("More contrast")))
        )
        self._group(
            self.tr("Appearance"),
            (
                (self.tr("Colours"), self.scheme),
                (self.tr("Contrast"), self.contrast),
                (self.tr("Rows"), self.rows),
                (self.tr("Language"), self.language),
            ),
        )
        self.files = self._number(names.PARALLEL_UPLOADS, values.files, 1, 8)
        self.parts = self._number(names.PARALLEL_PARTS, values.parts, 1, 16)
        self.limit = NumberField(self.tr("Upload limit"), 0, 10_000, self.tr("MB/s"))
        self.limit.setSpecialValueText(self.tr("No limit"))
        self.limit.setValue(values.limit_bytes_per_s // MB)
        self.limit.valueChanged.connect(lambda value: self._keep(names.LIMIT_BYTES_PER_S, value * MB))
        self.parts_from = self._choice(
            names.PARTS_FROM_BYTES,
            values.parts_from_bytes,
            (
                (100 * MB, self.tr("100 MB, as is usual")),
                (50 * MB, self.tr("50 MB")),
                (16 * MB, self.tr("16 MB, for bad lines")),
            ),
        )
        self.on_close = self._choice(
            names.ON_CLOSE,
            values.on_close,
            (
                ("ask", self.tr("Ask")),
                ("background", self.tr("Go on in the tray")),
                ("quit", self.tr("Quit, and go on at the next start")),
            ),
        )
        self.keep_awake = QCheckBox(self.tr("Hold it off"))
        self.keep_awake.setChecked(values.keep_awake)
        self.keep_awake.toggled.connect(lambda chosen: self._keep(names.KEEP_AWAKE, chosen))
        self._group(
            self.tr("Uploads"),
            (
                (self.tr("Files at once"), self.files),
                (self.tr("Parts at once"), self.parts),
                (self.tr("Upload limit"), self.limit),
                (self.tr("In parts, so that they resume, above"), self.parts_from),
                (self.tr("Closing while uploading"), self.on_close),
                (self.tr("Sleep while uploading"), self.keep_awake),
            ),
        )
        self._column.addStretch(1)
        self.validation = ValidationSettings(context, values.validation)
        self.pages.addWidget(self.validation)
        #: built when they are first looked at
        self._later: dict[str, QWidget] = {}
        for _part in (PREVIEW, STORAGE, ABOUT):
            self.pages.addWidget(QWidget())
        self.footer.addStretch(1)
        done = PushButton(self.tr("Close settings"))
        done.clicked.connect(self.dismiss)
        self.footer.addWidget(done)

    def _tell_next_start(self) -> None:
        self.set_subtitle(self.tr("The language changes at the next start; everything else at once."))

    def _lay_out_tabs(self) -> None:
        self.tabs = Tabs(self.tr("Parts of the settings"))
        for _part, words in parts():
            self.tabs.addTab(words)
        self.body.addWidget(self.tabs)
        self.pages = QStackedWidget()
        self.body.addWidget(self.pages, 1)
        general = QWidget()
        general.setProperty("pane", "clear")
        self._column = QVBoxLayout(general)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(12)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(general)
        self.pages.addWidget(area)
        self.tabs.currentChanged.connect(self._show_part)

    def _show_part(self, number: int) -> None:
        self.part(parts()[number][0])
        self.pages.setCurrentIndex(number)

    def part(self, id: str) -> QWidget:
        """The widget of a part of the settings."""
        if id in (GENERAL, VALIDATION):
            return self if id == GENERAL else self.validation
        if id not in self._later:
            number = [part for part, _words in parts()].index(id)
            blank = self.pages.widget(number)
            self._later[id] = made = self._made(id)
            self.pages.insertWidget(number, made)
            if blank is not None:
                self.pages.removeWidget(blank)
                blank.deleteLater()
        return self._later[id]

    @property
    def storage(self) -> StorageSettings:
        """The part about kept copies."""
        from allure_desktop.gui.settings.storage import StorageSettings

        part = self.part(STORAGE)
        assert isinstance(part, StorageSettings)
        return part

    def _made(self, id: str) -> QWidget:
        if id == PREVIEW:
            from allure_desktop.gui.settings.preview import PreviewSettings

            return PreviewSettings(self._context, self._values.preview)
        if id == STORAGE:
            from allure_desktop.gui.settings.storage import StorageSettings

            return StorageSettings(self._context, self._values.storage)
        from allure_desktop.gui.settings.about import AboutSettings

        return AboutSettings(self._context)

    def show_place(self, id: str) -> None:
        """Its tab, with the keyboard on it; nothing for an id that is not known."""
        place = next((one for one in places() if one.id == id), None)
        if place is None:
            return
        number = [part for part, _words in parts()].index(place.part)
        self.tabs.setCurrentIndex(number)
        field = getattr(self.part(place.part), place.field)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if place.part == GENERAL:
            self._area.ensureWidgetVisible(field)

    def _group(self, title: str, fields: tuple[tuple[str, QWidget], ...]) -> None:
        self._column.addWidget(label(title, "panel-title"))
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(8)
        form.setContentsMargins(0, 0, 0, 8)
        for name, field in fields:
            field.setAccessibleName(name)
            head = label(name, "secondary")
            head.setMinimumWidth(head.fontMetrics().averageCharWidth() * 28)
            head.setBuddy(field)
            form.addRow(head, field)
        self._column.addLayout(form)

    def _choice(self, setting: Setting[T], now: T, choices: tuple[tuple[T, str], ...]) -> QComboBox:
        box = QComboBox()
        for value, words in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(now)))
        box.currentIndexChanged.connect(lambda _index: self._keep(setting, box.currentData()))
        return box

    def _number(self, setting: Setting[int], now: int, least: int, most: int) -> NumberField:
        box = NumberField(setting.words, least, most)
        box.setValue(now)
        box.valueChanged.connect(lambda value: self._keep(setting, value))
        return box

    def _keep(self, setting: Setting[Any], value: Any) -> None:
        kept = self._context.services.settings
        self._context.background.run(lambda: kept.set(setting, value), owner=self._context)


def open_settings(context: GuiContext, place: str = "") -> None:
    """Reads what is kept, then opens the sheet; at the setting `place` (an id of `places`) where one is named."""

    def done(values: Values) -> None:
        sheet = SettingsSheet(context, values)
        sheet.open()
        sheet.show_place(place)

    context.background.run(lambda: read(context), done, owner=context)
