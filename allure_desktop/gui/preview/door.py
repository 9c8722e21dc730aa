"""Opens preview windows: one for each file, which comes to the front when it is asked for again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from allure_desktop.gui.preview.source import PreviewSource
from allure_desktop.gui.preview.window import PreviewWindow
from allure_desktop.settings import PREVIEW_STATE

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext

_open: dict[str, PreviewWindow] = {}


def open_preview(context: GuiContext, source: PreviewSource) -> None:
    """Shows the window of a file; what is kept of it is read in the background first."""
    key = os.path.normcase(os.path.abspath(source.path))  # noqa: PTH100 - pure text, no look at the disk
    known = _open.get(key)
    if known is not None:
        _bring(known)
        return
    kept = context.services.settings

    def made(state: dict[str, Any]) -> None:
        if key in _open:  # asked for twice at once
            _bring(_open[key])
            return
        window = PreviewWindow(context, source, state)
        _open[key] = window
        window.gone.connect(lambda: _open.pop(key, None))
        # a kept copy stays while it is played, whatever the limit says
        copies = context.services.copies
        if held := copies.hold_path(source.path):
            window.gone.connect(lambda: copies.release(held))
        application = QApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(window.free_now)
        _bring(window)

    context.background.run(lambda: kept.get(PREVIEW_STATE), made, owner=context)


def open_windows() -> tuple[PreviewWindow, ...]:
    """Every preview window that is open."""
    return tuple(_open.values())


def _bring(window: PreviewWindow) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
