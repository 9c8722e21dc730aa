"""A window's context with real previews, and windows that are gone when a test ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from allure_desktop.gui.preview.door import open_preview, open_windows
from allure_desktop.gui.preview.source import PreviewSource
from allure_desktop.gui.preview.window import PreviewWindow
from tests.gui.uploads.conftest import make_row as make_row
from tests.gui.uploads.stage import Stage

LIMIT_MS = 30_000
OpenPreview = Callable[..., PreviewWindow]


@pytest.fixture
def stage(qapp: object, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    made.show()
    yield made
    made.close()


@pytest.fixture
def previewed(stage: Stage, qtbot: QtBot) -> Iterator[OpenPreview]:
    """Opens the window of a package; afterwards it is closed and everything of it is gone."""
    windows: list[PreviewWindow] = []
    gone: list[PreviewWindow] = []

    def open_it(path: Path, upload_id: int | None = None) -> PreviewWindow:
        before = open_windows()
        open_preview(stage.context, PreviewSource(str(path), f"From this file · {path.name}", upload_id=upload_id))
        qtbot.waitUntil(lambda: len(open_windows()) > len(before), timeout=LIMIT_MS)
        window = open_windows()[-1]
        windows.append(window)
        window.gone.connect(lambda: gone.append(window))
        return window

    yield open_it
    for window in windows:
        if window not in gone:
            window.close()
    qtbot.waitUntil(lambda: len(gone) == len(windows), timeout=LIMIT_MS)


def playing(qtbot: QtBot, window: PreviewWindow) -> Any:
    """The view once the player's page is there."""
    qtbot.waitUntil(lambda: window.view is not None and window.view._has_loaded, timeout=LIMIT_MS)
    assert window.view is not None
    return window.view


def asked(qtbot: QtBot, window: PreviewWindow, script: str) -> Any:
    """What a script in the player's page comes to."""
    assert window.view is not None
    answers: list[Any] = []
    window.view.page.runJavaScript(script, 0, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=LIMIT_MS)
    return answers[0]


def in_course(qtbot: QtBot, window: PreviewWindow, script: str) -> Any:
    """What a script comes to in the course's own page; `d` is its document, `w` its window."""
    return asked(
        qtbot,
        window,
        "(() => { const f = document.querySelector('iframe'), w = f && f.contentWindow, d = f && f.contentDocument;"
        f" if (!d || d.readyState !== 'complete') return null; return ({script}); }})()",
    )


def until_course(qtbot: QtBot, window: PreviewWindow, script: str) -> None:
    """Waits until a script in the course's page comes to something true."""
    qtbot.waitUntil(lambda: in_course(qtbot, window, f"Boolean({script})") is True, timeout=LIMIT_MS)


def called(window: PreviewWindow) -> list[str]:
    """The calls that the inspector shows, as `name element`."""
    return [f"{call.name} {call.element}".strip() for call in window.inspector.calls.table.records]
