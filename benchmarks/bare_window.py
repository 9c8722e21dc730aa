"""The peer of the window's start: a bare PySide6 window with an empty table, which says when it was painted."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget


class Table(QTableWidget):
    said = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.said:
            self.said = True
            # once the loop is free again: painted, and ready for a key
            QTimer.singleShot(0, lambda: print("usable", flush=True))


application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 800)
window.setCentralWidget(Table(0, 6))
window.show()
sys.exit(application.exec())
