"""Settings of the window's looks: colours, contrast, size of the text, motion, language, rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from allure_desktop import settings as names
from allure_desktop.gui.settings.part import Kept, Part
from allure_desktop.gui.widgets import label

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext


class AppearanceSettings(Part):
    """Shows `kept`; keeps each change as it is made."""

    def __init__(self, context: GuiContext, kept: Kept) -> None:
        super().__init__(context)
        system = ("system", self.tr("As the system"))
        self.scheme = self.choice(
            names.COLOUR_SCHEME, kept, (system, ("light", self.tr("Light")), ("dark", self.tr("Dark")))
        )
        self.contrast = self.choice(names.CONTRAST, kept, (system, ("more", self.tr("More contrast"))))
        self.group(self.tr("Colours"), ((self.tr("Colours"), self.scheme), (self.tr("Contrast"), self.contrast)))
        self.text_size = self._text_size()
        self.rows = self.choice(
            names.ROW_DENSITY, kept, (("comfortable", self.tr("Comfortable")), ("compact", self.tr("Compact")))
        )
        self.motion = self.choice(names.REDUCED_MOTION, kept, (system, ("less", self.tr("Less motion"))))
        self.group(
            self.tr("Size and motion"),
            (
                (self.tr("Text size"), self.text_size),
                (self.tr("Rows"), self.rows),
                (self.tr("Motion"), self.motion),
            ),
        )
        self.language = self.choice(names.LANGUAGE, kept, (system, ("en", "English"), ("de", "Deutsch")))
        self.group(self.tr("Language"), ((self.tr("Language"), self.language),))
        self.next_start = label(self.tr("The language changes at the next start."), "secondary", wrap=True)
        self.next_start.hide()
        self.language.currentIndexChanged.connect(lambda _index: self.next_start.show())
        self.column.addWidget(self.next_start)
        self.column.addStretch(1)

    def _text_size(self) -> QComboBox:
        """The window keeps it when it closes, as it does for the keys that change it."""
        box = QComboBox()
        theme = self.context.theme
        for percent in range(100, 201, 10):
            box.addItem(self.tr("{percent} %").format(percent=percent), percent)
        box.setCurrentIndex(max(0, box.findData(round(theme.text_scale * 100))))
        box.currentIndexChanged.connect(lambda _index: theme.set_text_scale(box.currentData() / 100))
        return box
