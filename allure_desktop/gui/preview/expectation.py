"""Plays a course while nobody looks, and waits for an outcome: for machines that test courses."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

from allure_desktop.gui.application import application
from allure_desktop.gui.web_view.engine import prepare
from allure_desktop.gui.web_view.errors import unavailable

if TYPE_CHECKING:
    from allure_desktop.preview.expected import Expectation
    from allure_desktop.preview.preview import Preview

_LOOK_MS = 100
#: for what the page still sends when the outcome is reached
_LAST_WORDS_MS = 700


def wait_for(preview: Preview, expected: Expectation, timeout_s: float) -> str:
    """Plays `preview` in the embedded engine, without a screen.

    Returns '' when the outcome was reached, else why not. Raises WebViewUnavailable.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # nobody looks: painting by the processor is enough, and the engine's remarks about it are no answer of ours
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    os.environ.setdefault("QT_LOGGING_RULES", "*=false")
    flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = f"{flags} --disable-gpu --log-level=3".strip()
    application()
    prepare()
    try:
        from allure_desktop.gui.web_view.unattended import UnattendedPage
    except ImportError as cause:
        raise unavailable(cause) from cause
    page = UnattendedPage()
    loop = QEventLoop()
    why: list[str] = []

    def end(words: str) -> None:
        why.append(words)
        loop.quit()

    def look() -> None:
        if expected.met(preview.attempt.status):
            look_again.stop()
            QTimer.singleShot(_LAST_WORDS_MS, lambda: end(""))
        elif preview.attempt.state == "finished":
            end("the course ended with another status")

    look_again = QTimer()
    look_again.setInterval(_LOOK_MS)
    look_again.timeout.connect(look)
    limit = QTimer()
    limit.setSingleShot(True)
    limit.timeout.connect(lambda: end(f"it was not reached within {timeout_s:g} seconds"))
    page.load_failed.connect(lambda words: end(f"the page could not be loaded: {words}"))
    page.crashed.connect(lambda words: end(f"the course took the page down ({words})"))
    page.play(preview.url)
    look_again.start()
    limit.start(round(timeout_s * 1000))
    loop.exec()
    look_again.stop()
    page.free()
    QTimer.singleShot(0, loop.quit)
    loop.exec()
    return why[0] if why else "it was interrupted"
