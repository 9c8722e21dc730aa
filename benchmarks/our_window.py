"""The program's own window, which says when it was painted and takes a key."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent

if __name__ == "__main__":
    from allure_desktop import __main__ as program
    from allure_desktop.gui.main_window import MainWindow

    paint = MainWindow.paintEvent
    said: list[bool] = []

    def says_so(window: MainWindow, event: QPaintEvent) -> None:
        # no event filter: it would wrap every event of the program in Python, which the peer does not
        if not said:
            said.append(True)
            QTimer.singleShot(0, lambda: print("usable", flush=True))
        paint(window, event)

    MainWindow.paintEvent = says_so  # type: ignore[method-assign,assignment]
    sys.argv[1:] = []
    program.main()
