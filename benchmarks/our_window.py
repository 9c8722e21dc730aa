"""The program's own window, which says when it was painted and takes a key."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication


class FirstPaint(QObject):
    """Sees the first paint of the main window and says so once the event loop is free again."""

    said = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.said and event.type() == QEvent.Type.Paint and type(watched).__name__ == "MainWindow":
            self.said = True
            QTimer.singleShot(0, lambda: print("usable", flush=True))
        return False


if __name__ == "__main__":
    from allure_desktop import __main__ as program
    from allure_desktop.gui import application as gui

    first_paint = FirstPaint()
    make = gui.application

    def watched() -> QApplication:
        application = make()
        application.installEventFilter(first_paint)
        return application

    gui.application = watched
    sys.argv[1:] = []
    program.main()
