"""Brings what is beside the window, after everything in it, in parts that nobody feels."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allure_desktop.gui.main_window import MainWindow

_PARTS = ("awake", "badge", "news", "bus_notifications", "tray", "machine_sleep")


def attend(window: MainWindow) -> Iterator[bool]:
    """Loads and builds it, with keys and clicks in between."""
    for part in _PARTS:
        importlib.import_module(f"allure_desktop.gui.presence.{part}")
        yield True
    from allure_desktop.gui.presence.presence import Presence

    window.presence = presence = Presence(window)
    yield True
    from allure_desktop.gui.presence.network_watch import load

    yield True
    information = load()
    if information is not None:
        yield True
        presence.begin_network(information)
