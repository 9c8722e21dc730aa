"""What the parts of the settings share: rows of a name and a field, each kept as soon as it is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from allure_desktop.gui.widgets import NumberField, label
from allure_desktop.settings import Setting

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """Values of settings by name, as they were read."""

    values: Mapping[str, Any]

    def get(self, setting: Setting[T]) -> T:
        found: T = self.values.get(setting.name, setting.default)
        return found


def read_kept(settings: Settings, *wanted: Setting[Any]) -> Kept:
    """Reads settings; call it in the background."""
    return Kept({setting.name: settings.get(setting) for setting in wanted})


class Part(QScrollArea):
    """Scrolls where the window is small. `wanted` is the field that gets the keyboard, once it can be used."""

    wanted: QWidget | None = None

    def __init__(self, context: GuiContext) -> None:
        super().__init__()
        self.context = context
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("pane", "clear")
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 8, 0)
        self.column.setSpacing(12)
        self.setWidget(inner)

    def group(self, title: str, fields: tuple[tuple[str, QWidget], ...]) -> None:
        """A head and its rows."""
        self.column.addWidget(label(title, "panel-title"))
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(8)
        form.setContentsMargins(0, 0, 0, 8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, field in fields:
            field.setAccessibleName(name)
            head = label(name, "secondary")
            head.setMinimumWidth(head.fontMetrics().averageCharWidth() * 28)
            head.setBuddy(field)
            form.addRow(head, field)
        self.column.addLayout(form)

    def choice(self, setting: Setting[T], kept: Kept, choices: tuple[tuple[T, str], ...]) -> QComboBox:
        """One of some values, each with its words."""
        box = QComboBox()
        for value, words in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(kept.get(setting))))
        box.currentIndexChanged.connect(lambda _index: self.keep(setting, box.currentData()))
        return box

    def number(self, setting: Setting[int], kept: Kept, least: int, most: int) -> NumberField:
        """A whole number between two others."""
        box = NumberField(setting.words, least, most)
        box.setValue(kept.get(setting))
        box.valueChanged.connect(lambda value: self.keep(setting, value))
        return box

    def switch(self, setting: Setting[bool], kept: Kept, words: str) -> QCheckBox:
        """On or off."""
        box = QCheckBox(words)
        box.setChecked(kept.get(setting))
        box.toggled.connect(lambda on: self.keep(setting, on))
        return box

    def keep(self, setting: Setting[Any], value: Any) -> None:
        """Writes it in the background."""
        kept = self.context.services.settings
        self.context.background.run(lambda: kept.set(setting, value), owner=self.context)
