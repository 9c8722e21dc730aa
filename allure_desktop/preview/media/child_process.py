"""Starts the converting process and listens to it; its end is told, whatever the cause."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast

from allure_desktop.preview.media import messages
from allure_desktop.preview.media.messages import Answer

log = logging.getLogger(__name__)

_END_S = 1.0
_LAST_WORDS_BYTES = 4000


class ChildProcess:
    """`on_answer(child, answer)` and, once, `on_end(child, words)` are called on a thread of its own."""

    def __init__(
        self, on_answer: Callable[[ChildProcess, Answer], None], on_end: Callable[[ChildProcess, str], None]
    ) -> None:
        """Raises OSError when there is no room for another process."""
        self._on_answer, self._on_end = on_answer, on_end
        self.has_answered = False
        self._said = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - closed when the child has ended
        self._process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=_environment(),
            # Ctrl-C in a terminal is for the program, which then ends its child
            start_new_session=sys.platform != "win32",
            creationflags=_windows_flags(),
        )
        self._orders = cast(BinaryIO, self._process.stdin)
        threading.Thread(target=self._listen, name="media-child", daemon=True).start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, **order: Any) -> None:
        """Sends an order; to a child that has ended, nothing: its end is told anyway."""
        with contextlib.suppress(OSError, ValueError):
            messages.write_order(self._orders, **order)

    def end(self) -> None:
        """Ends it and waits until it is gone, a second at most before it is killed."""
        with contextlib.suppress(OSError):
            self._orders.close()
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _listen(self) -> None:
        answers = cast(BinaryIO, self._process.stdout)
        while (answer := messages.read_answer(answers)) is not None:
            self.has_answered = True
            self._on_answer(self, answer)
        with contextlib.suppress(OSError):
            self._orders.close()
        code = self._process.wait()
        answers.close()
        self._on_end(self, self._last_words(code))

    def _last_words(self, code: int) -> str:
        with self._said as said:
            said.seek(max(0, said.seek(0, os.SEEK_END) - _LAST_WORDS_BYTES))
            text = said.read().decode(errors="replace").strip()
        if code and text:
            log.warning("The converting process said:\n%s", text)
        if code < 0:
            return f"it was ended by {signal.Signals(-code).name}"
        lines = text.splitlines()
        return f"it ended with {lines[-1]}" if code and lines else f"it ended with code {code}"


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, messages.VERB]
    return [sys.executable, "-m", "allure_desktop", messages.VERB]


def _environment() -> dict[str, str]:
    """Ours, without what a process that reads strangers' films need not know, such as a key."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ALLURE_", "AWS_"))}
    if not getattr(sys, "frozen", False):
        root = str(Path(__file__).resolve().parents[3])
        before = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = f"{root}{os.pathsep}{before}" if before else root
    return environment


def _windows_flags() -> int:
    if sys.platform == "win32":
        return subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
    return 0
