"""Plays a course while nobody looks, and waits for an outcome: for machines that test courses."""

from __future__ import annotations

import os
import signal
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

from allure_desktop.gui.application import application
from allure_desktop.gui.web_view.engine import prepare
from allure_desktop.gui.web_view.errors import unavailable

if TYPE_CHECKING:
    from allure_desktop.preview.expected import Expectation
    from allure_desktop.preview.preview import Preview

_LOOK_MS = 100
#: a course that does not let itself be left has reached its outcome all the same
_LEAVE_MS = 8_000


def wait_for(preview: Preview, expected: Expectation, timeout_s: float) -> str:
    """Plays `preview` in the embedded engine, without a screen.

    Returns '' when the outcome was reached, else why not. Raises WebViewUnavailable, and KeyboardInterrupt when the
    program is asked to end.
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
        from allure_desktop.gui.web_view.unattended import UnattendedView
    except ImportError as cause:
        raise unavailable(cause) from cause
    loop = QEventLoop()
    interrupted: list[bool] = []

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        interrupted.append(True)

    # Qt's loop would swallow the exception that Python raises by itself, and may not run yet: the timer looks
    before = {number: signal.signal(number, interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    view = UnattendedView(f"{preview.host}:{preview.port}", online=preview.options.network == "online")
    view.blocked.connect(lambda _method, address, kind: preview.note_blocked(address, kind))
    why: list[str] = []

    def end(words: str) -> None:
        why.append(words)
        loop.quit()

    reached: list[bool] = []

    def look() -> None:
        if interrupted:
            loop.quit()
            return
        attempt = preview.attempt
        if not reached and expected.met(attempt.status):
            # the course is left as a learner would: what it says at its end belongs to the attempt
            reached.append(True)
            preview.command("exit")
            limit.start(_LEAVE_MS)
        elif attempt.state == "finished":
            met = bool(reached) or expected.met(attempt.status)
            end("" if met else "the course ended with another status")

    def over() -> None:
        end("" if reached else f"it was not reached within {timeout_s:g} seconds")

    look_again = QTimer()
    look_again.setInterval(_LOOK_MS)
    look_again.timeout.connect(look)
    limit = QTimer()
    limit.setSingleShot(True)
    limit.timeout.connect(over)
    view.failed.connect(lambda words: end(f"the page could not be loaded: {words}"))
    view.crashed.connect(lambda words: end(f"the course took the page down ({words})"))
    view.play(preview.url, preview.set_view_plays_h264)
    look_again.start()
    limit.start(round(timeout_s * 1000))
    loop.exec()
    look_again.stop()
    view.free()
    QTimer.singleShot(0, loop.quit)
    loop.exec()
    for number, handler in before.items():
        signal.signal(number, handler)
    if interrupted:
        raise KeyboardInterrupt
    return why[0]
