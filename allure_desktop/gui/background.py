"""The window's only background work: a function runs elsewhere, its answer or error comes home to the GUI thread."""

from __future__ import annotations

import _thread
import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from allure_desktop.errors import AllureError
from allure_desktop.gui.core_words import said_error

if TYPE_CHECKING:
    import queue

log = logging.getLogger(__name__)
T = TypeVar("T")

THREADS = 6


class _Task:
    __slots__ = ("answer", "done", "error", "failed", "function", "owner")

    def __init__(
        self,
        function: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
        owner: QObject | None,
    ) -> None:
        self.function, self.done, self.failed, self.owner = function, done, failed, owner
        self.answer: Any = None
        self.error: Exception | None = None


class Background(QObject):
    """Runs functions on daemon threads, so that a hanging call never holds up a quit.

    `unhandled` carries an error nobody asked for: it is shown, never lost.
    """

    unhandled = Signal(Exception)
    _came_home = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: queue.SimpleQueue[_Task | None] | None = None
        self._threads = 0
        self._pending = 0
        self._closed = False
        self._came_home.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        function: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Runs `function` elsewhere; then `done(answer)` or `failed(error)` in the GUI thread.

        Neither is called when `owner` is gone by then. Call it from the GUI thread only.
        """
        if self._closed:
            return
        if self._tasks is None:
            import queue  # the first frame does without

            self._tasks = queue.SimpleQueue()
        self._pending += 1
        if self._threads < min(THREADS, self._pending):
            self._threads += 1
            # threading's own start waits for the new thread's first turn, which is long where others work: this does not
            _thread.start_new_thread(self._work, (self._tasks, f"window-{self._threads}"))
        self._tasks.put(_Task(function, done, failed, owner))

    @property
    def idle(self) -> bool:
        """Nothing runs and every answer was delivered."""
        return self._pending == 0

    def close(self) -> None:
        """No more answers come home; threads end with their present call."""
        self._closed = True
        if self._tasks is not None:
            for _ in range(self._threads):
                self._tasks.put(None)

    def _work(self, tasks: queue.SimpleQueue[_Task | None], name: str) -> None:
        threading.current_thread().name = name
        while (task := tasks.get()) is not None:
            try:
                task.answer = task.function()
            except Exception as error:
                task.error = error
            if self._closed:
                return
            try:
                self._came_home.emit(task)
            except RuntimeError:  # the window is gone
                return

    @Slot(object)
    def _deliver(self, task: _Task) -> None:
        self._pending -= 1
        if self._closed or (task.owner is not None and not isValid(task.owner)):
            return
        if task.error is None:
            if task.done is not None:
                task.done(task.answer)
        elif task.failed is not None:
            task.failed(_in_our_words(task.error))
        else:
            log.error("Background work failed", exc_info=task.error)
            self.unhandled.emit(_in_our_words(task.error))


def _in_our_words(error: Exception) -> Exception:
    """The core's errors speak English; the window says them in its own language."""
    return said_error(error) if isinstance(error, AllureError) else error
