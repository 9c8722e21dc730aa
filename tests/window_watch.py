"""Fails a window test in which the GUI thread stood still for more than half a second, and shows where."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from allure_desktop.gui.watchdog import Stall, Watchdog

LIMIT_S = 0.5

#: showing the first window and the first web view load libraries and fonts: those alone may take longer
_EXCUSED = ("web_view/engine", "in showEvent", "in _load_inter", "import_module", "<frozen importlib")


def _in_event_loop(files: list[str]) -> bool:
    """The test's own work between two waits is not the window's: only what it waits in, or calls of ours, counts."""
    inner = len(files) - next((n for n, file in enumerate(reversed(files)) if "/tests/" in file), len(files))
    return any("/pytestqt/" in file or "/allure_desktop/gui/" in file for file in files[inner:])


@pytest.fixture(autouse=True)
def watched_gui_thread(qapp: QApplication) -> Iterator[list[Stall]]:
    stalls: list[Stall] = []
    first_web_view = "PySide6.QtWebEngineCore" not in sys.modules
    watchdog = Watchdog(LIMIT_S, stalls.append, in_event_loop=_in_event_loop)
    yield stalls
    watchdog.stop()
    # a machine that ran nothing of this process for a while is no fault of the window
    late = [s for s in stalls if s.own_s > LIMIT_S and not any(mark in s.stack for mark in _EXCUSED)]
    if first_web_view and "PySide6.QtWebEngineCore" in sys.modules:
        # the engine goes on starting in the event loop, with none of our own code on the stack
        late = [s for s in late if "/allure_desktop/gui/" in s.stack]
    if late:
        pytest.fail("\n".join(f"The GUI thread stood still for {s.seconds:.2f} s:\n{s.stack}" for s in late))
