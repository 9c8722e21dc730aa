"""What a course hands to its learner, downloads and prints: saved where the user says, and never asked about without end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWebEngineCore import QWebEngineDownloadRequest, QWebEngineFrame, QWebEnginePage
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

#: after so many files that nobody wanted the course is not asked about any more, until it is loaded anew
MOST_REFUSALS = 3
SavePdf = Callable[[str], None]


class CourseSaves(QObject):
    """Belongs to the widget that shows the course; one question stands at a time."""

    #: the course wants to print: a function that writes what it would print as PDF to a path
    print_wanted = Signal(object)
    #: a file was not saved, without a question: its name
    turned_down = Signal(str)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._asks = False
        self._refusals = 0
        self.leaving = False

    def begin_again(self) -> None:
        """The page loads anew."""
        self._refusals = 0

    def watch(self, page: QWebEnginePage) -> None:
        """Hears when a page or a frame in it wants to print. Source: QWebEnginePage (since Qt 6.8 frames apart)."""

        def save(path: str) -> None:
            if isValid(page):
                page.printToPdf(path)

        page.printRequested.connect(lambda: self.print_wanted.emit(save))
        page.printRequestedByFrame.connect(self._frame_prints)

    def _frame_prints(self, frame: QWebEngineFrame) -> None:
        kept = QWebEngineFrame(frame)  # the one that was told of ends with the signal

        def save(path: str) -> None:
            if kept.isValid():
                kept.printToPdf(path)

        self.print_wanted.emit(save)

    def download(self, request: QWebEngineDownloadRequest) -> None:
        """Asks where to; a request that is not accepted here and now is none."""
        name = request.suggestedFileName()
        if self.leaving or self._asks or self._refusals >= MOST_REFUSALS:
            request.cancel()
            if not self.leaving:
                self.turned_down.emit(name)
            return
        chosen = self.where(self.tr("Save the file of the course"), name)
        if not chosen or self.leaving:
            self._refusals += 1
            request.cancel()
            return
        self._refusals = 0
        request.setDownloadDirectory(str(Path(chosen).parent))
        request.setDownloadFileName(Path(chosen).name)
        request.accept()

    def where(self, title: str, name: str) -> str:
        """A path that the user chooses, or ''."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        self._asks = True
        try:
            chosen, _filter = QFileDialog.getSaveFileName(self._owner, title, str(Path(folder) / name))
        finally:
            self._asks = False
        return chosen
