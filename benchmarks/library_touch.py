"""The window over a kept list of many: milliseconds of a live theme switch, and how late the GUI thread is in a search.

The data folder comes from the environment. A word is typed key by key, several times over; the lateness is that of a
timer of a millisecond, so no event of the thread took longer; beside it what the thread itself has worked between two
beats, which other programs of the computer do not lengthen.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from allure_desktop.composition import build
from allure_desktop.gui.application import application, make_window
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.theme import active

_SWITCHES, _TICK_MS, _KEY_MS, _ROUNDS, _SETTLED_MS = 10, 1, 300, 2, 3000
#: slower than the search waits for more to be typed, so that each key is looked for
_TYPED = "evacuation forklift"


def switches_ms(app: QApplication) -> list[float]:
    """From the call to everything painted anew."""
    taken = []
    for number in range(_SWITCHES):
        began = time.perf_counter()
        active().set_scheme("light" if number % 2 else "dark")
        app.processEvents()
        taken.append((time.perf_counter() - began) * 1000)
    return taken


class Typing:
    """Types into the search field and watches the clock meanwhile."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        self._app = app
        self._field = window.library.pane.head.search
        self._rows = window.library.pane.view.table
        self.late_ms: list[float] = []
        self.fewest = self._rows.rowCount()
        self.busy_ms: list[float] = []
        self._last = self._last_busy = 0.0
        self._keys = self._strokes()
        self._watch, self._type = QTimer(), QTimer()
        self._watch.timeout.connect(self._tick)
        self._type.timeout.connect(self._press)

    def begin(self) -> None:
        self._field.setFocus()
        self._watch.start(_TICK_MS)
        self._type.start(_KEY_MS)

    def _tick(self) -> None:
        now, busy = time.perf_counter(), time.thread_time()
        if self._last:
            self.busy_ms.append((busy - self._last_busy) * 1000)
            self.late_ms.append(max(0.0, (now - self._last) * 1000 - _TICK_MS))
        self._last, self._last_busy = now, busy
        self.fewest = min(self.fewest, self._rows.rowCount())

    def _strokes(self) -> Iterator[tuple[int, str]]:
        for _ in range(_ROUNDS):
            for letter in _TYPED:
                yield ord(letter.upper()), letter
            for _letter in _TYPED:
                yield Qt.Key.Key_Backspace.value, ""

    def _press(self) -> None:
        stroke = next(self._keys, None)
        if stroke is None:
            self._app.exit(0)
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, stroke[0], Qt.KeyboardModifier.NoModifier, stroke[1])
            QApplication.sendEvent(self._field, event)


def main() -> None:
    app = application()
    services = build(os.environ["ALLURE_DATA_DIR"])
    window = make_window(services)
    window.show()
    told: dict[str, float] = {}

    typists: list[Typing] = []

    def touch() -> None:
        told["rows"] = window.library.pane.view.table.rowCount()
        switches_ms(app)  # the first ones draw the icons of the other scheme
        told["switch_ms"] = statistics.median(switches_ms(app))
        typists.append(Typing(app, window))
        typists[0].begin()

    window.settled.connect(lambda: QTimer.singleShot(_SETTLED_MS, touch))
    app.exec()
    typing = typists[0]
    late = sorted(typing.late_ms)
    told |= {"late_ms": late[-1], "late_99_ms": late[int(len(late) * 0.99)], "over_50": sum(one > 50 for one in late)}
    told |= {"fewest": typing.fewest, "events": len(late), "busy_ms": max(typing.busy_ms)}
    print(json.dumps(told), flush=True)
    services.close()
    os._exit(0)  # the window's own way to quit is not what is measured


if __name__ == "__main__":
    main()
