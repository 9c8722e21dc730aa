"""Brings the file of a version to this computer, or to a place of the user's, with its progress and a way to stop it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar

from allure_desktop.errors import AllureError
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import Band, PushButton, Sheet, label

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext

#: `work(progress(done_bytes, total_bytes or None), stopped)` runs in the background.
Work = Callable[[Callable[[int, int | None], None], threading.Event], Any]

#: What is quicker than this needs no sheet.
QUICK_MS = 400
_SAMPLED_MS = 150


class FetchSheet(Sheet):
    """Shown while it takes longer than a moment; what was stopped is gone on with the next time."""

    def __init__(self, context: GuiContext, heading: str, file: str, work: Work, done: Callable[[Any], object]) -> None:
        super().__init__(context.window, heading, width=520)
        self.set_subtitle(file)
        self._context, self._work, self._done = context, work, done
        self._stopped = threading.Event()
        self._figures: tuple[int, int | None] = (0, None)
        self._began = time.monotonic()
        self.band = Band()
        self.body.addWidget(self.band)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(heading)
        self.body.addWidget(self.bar)
        self.words = label(self.tr("Looking for it"), "secondary")
        self.body.addWidget(self.words)
        self.footer.addStretch(1)
        self.again = PushButton(self.tr("Try again"))
        self.again.clicked.connect(self.begin)
        self.again.hide()
        self.cancel = PushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.dismiss)
        self.footer.addWidget(self.again)
        self.footer.addWidget(self.cancel)
        self._timer = QTimer(self)
        self._timer.setInterval(_SAMPLED_MS)
        self._timer.timeout.connect(self._sample)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self.open)
        self.closed.connect(self._stopped.set)

    def begin(self) -> None:
        """Starts; the sheet comes up only if it takes a moment."""
        self.band.hide()
        self.again.hide()
        self.bar.show()
        self._stopped = stopped = threading.Event()
        self.closed.connect(stopped.set)
        self._began = time.monotonic()
        self._timer.start()
        if self.isHidden():
            self._late.start(QUICK_MS)

        def progress(done_bytes: int, total_bytes: int | None) -> None:
            self._figures = done_bytes, total_bytes  # sampled by the timer

        self._context.background.run(lambda: self._work(progress, stopped), self._finished, self._failed, self)

    def _sample(self) -> None:
        done, total = self._figures
        if not done:
            return
        self.bar.setRange(0, 1000 if total else 0)
        if total:
            self.bar.setValue(min(1000, done * 1000 // total))
            words = self.tr("{done} of {total}").format(done=figures.size(done), total=figures.size(total))
        else:
            words = figures.size(done)
        took = time.monotonic() - self._began
        if took > 2:
            words = f"{words} · {figures.rate(done / took)}"
        self.words.setText(words)

    def _end(self) -> None:
        self._timer.stop()
        self._late.stop()

    def _finished(self, answer: Any) -> None:
        self._end()
        if self._stopped.is_set():
            return
        if self.isHidden():
            self.deleteLater()
        else:
            self.dismiss()
        self._done(answer)

    def _failed(self, error: Exception) -> None:
        self._end()
        if self._stopped.is_set():
            return
        self.bar.hide()
        self.words.setText("")
        self.band.tell_error(error)
        self.again.setVisible(isinstance(error, AllureError) and error.code != "server.not-offered")
        if self.isHidden():
            self.open()
        self.cancel.set_text(self.tr("Close"))


def fetch(context: GuiContext, heading: str, file: str, work: Work, done: Callable[[Any], object]) -> FetchSheet:
    """Begins it; `done(answer)` is called in the GUI thread once it is there."""
    sheet = FetchSheet(context, heading, Path(file).name, work, done)
    sheet.begin()
    return sheet
