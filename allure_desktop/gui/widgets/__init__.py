"""Small parts that every page of the window is made of."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from allure_desktop.gui.widgets.buttons import Chip, IconButton, PushButton, from_action
from allure_desktop.gui.widgets.labels import ElidedLabel, Tag, Tile, label, line

if TYPE_CHECKING:
    from allure_desktop.gui.widgets.band import Band
    from allure_desktop.gui.widgets.long_text import LongText
    from allure_desktop.gui.widgets.number_field import NumberField
    from allure_desktop.gui.widgets.sheet import Sheet

__all__ = [
    "Band",
    "Chip",
    "ElidedLabel",
    "IconButton",
    "LongText",
    "NumberField",
    "PushButton",
    "Sheet",
    "Tag",
    "Tile",
    "from_action",
    "label",
    "line",
]


_LATER = {"Band": "band", "LongText": "long_text", "NumberField": "number_field", "Sheet": "sheet"}


def __getattr__(name: str) -> object:
    """What the first frame does not show is loaded when it is first named."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    globals()[name] = found
    return found
