"""The preview window keeps all of it readable with large text, and says when an attempt is not recorded."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from allure_desktop.gui import theme
from allure_desktop.gui.preview.window import PreviewWindow
from tests.gui.preview.conftest import LIMIT_MS, OpenPreview, playing
from tests.gui.preview.courses import forklift

pytestmark = pytest.mark.xdist_group("web engine")


def left(qtbot: QtBot, window: PreviewWindow) -> None:
    """Exit course, until the summary stands there."""
    qtbot.waitUntil(lambda: bool(window.inspector.calls.table.records), timeout=LIMIT_MS)
    QTest.mouseClick(window.head.exit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.stage.stack.currentWidget() is window.acts.summary, timeout=LIMIT_MS)


def test_with_large_text_nothing_is_cut_off(previewed: OpenPreview, tmp_path: Path, qtbot: QtBot) -> None:
    """At 150 % in 1280 pixels the structure is icons, which its button makes whole; the summary fits its place."""
    window = previewed(forklift(tmp_path))
    playing(qtbot, window)
    window.resize(1280, 800)
    wide = window.structure.width()
    theme.active().set_text_scale(1.5)
    try:
        qtbot.waitUntil(lambda: window.structure.narrow and window.structure.width() < wide, timeout=LIMIT_MS)
        left(qtbot, window)
        page = window.acts.summary
        shown = page.widget()
        assert shown is not None
        qtbot.waitUntil(lambda: shown.width() <= page.viewport().width(), timeout=LIMIT_MS)
        assert shown.minimumSizeHint().width() <= page.viewport().width()
        window.widths.toggle_structure()
        assert not window.structure.narrow
    finally:
        theme.active().set_text_scale(1.0)
    qtbot.waitUntil(lambda: window.structure.width() == wide, timeout=LIMIT_MS)


@pytest.mark.parametrize("mode", ["browse", "review"])
def test_an_attempt_without_credit_says_that_nothing_is_recorded(
    previewed: OpenPreview, tmp_path: Path, qtbot: QtBot, mode: str
) -> None:
    """The summary of a course that was only looked at makes no promise about the LMS."""
    window = previewed(forklift(tmp_path))
    playing(qtbot, window)
    left(qtbot, window)
    window.acts.begin_attempt("restart" if mode == "browse" else "resume", mode=mode)
    qtbot.waitUntil(lambda: window.stage.shows_course and window.head.exit.isEnabled(), timeout=LIMIT_MS)
    left(qtbot, window)
    qtbot.waitUntil(lambda: "Nothing is recorded" in window.acts.summary.words, timeout=LIMIT_MS)
