"""Small parts that every page of the window is made of."""

from allure_desktop.gui.widgets.band import Band
from allure_desktop.gui.widgets.buttons import Chip, IconButton, PushButton, from_action
from allure_desktop.gui.widgets.labels import ElidedLabel, Tag, Tile, label, line
from allure_desktop.gui.widgets.number_field import NumberField
from allure_desktop.gui.widgets.sheet import Sheet

__all__ = [
    "Band",
    "Chip",
    "ElidedLabel",
    "IconButton",
    "NumberField",
    "PushButton",
    "Sheet",
    "Tag",
    "Tile",
    "from_action",
    "label",
    "line",
]
