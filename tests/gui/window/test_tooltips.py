"""What a tooltip says is text, whoever wrote it: a title, a tag, the name of a connection from a strange file."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from allure_desktop.gui.main_window import MainWindow
from tests.gui.window.conftest import WAIT_MS


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_html_in_a_tooltip_is_shown_and_not_followed(
    open_window: Callable[[], MainWindow], qtbot: QtBot, scheme: str
) -> None:
    """A picture from elsewhere would be loaded, and a heading take the room of the rest."""
    window = open_window()
    window.context.theme.set_scheme(scheme)
    words = "<h1>Academy</h1><img src='file:///etc/passwd'>"
    QToolTip.showText(window.mapToGlobal(QPoint(10, 10)), words, window)

    def tip() -> QLabel | None:
        found = (w for w in QApplication.topLevelWidgets() if w.metaObject().className() == "QTipLabel")
        return next((w for w in found if isinstance(w, QLabel) and w.text() == words), None)

    qtbot.waitUntil(lambda: tip() is not None, timeout=WAIT_MS)
    label = tip()
    assert label is not None and label.textFormat() == Qt.TextFormat.PlainText
    QToolTip.hideText()
