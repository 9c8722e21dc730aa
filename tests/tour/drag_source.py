"""A second small program, from which a file is dragged: python -m tests.tour.drag_source FILE… (a stand-in for a file manager)."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    """A label that starts a drag of its files when the mouse is pulled from it."""

    def __init__(self, files: list[str]) -> None:
        super().__init__("\n".join(file.rsplit("/", 1)[-1] for file in files))
        self._files = files
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWindowTitle("Files")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        drag = QDrag(self)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(file) for file in self._files])
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)
        print("dropped", flush=True)


def main(files: list[str]) -> int:
    application = QApplication([])
    source = Source(files)
    source.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
    source.setGeometry(0, 0, 170, 44)
    source.show()
    print("ready", flush=True)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
