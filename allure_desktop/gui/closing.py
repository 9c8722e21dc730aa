"""Quitting is always safe: asks once while something is uploading, then stops everything within two seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QCheckBox

from allure_desktop.gui.widgets import PushButton, Sheet, label
from allure_desktop.settings import ON_CLOSE, WINDOW_STATE

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.sandbox_process import SandboxProcess

LIMIT_MS = 4000


class QuitSheet(Sheet):
    """Says what happens to the uploads; `quit_chosen` carries whether to remember it."""

    quit_chosen = Signal(bool)

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.window, "", width=500)
        title = self.tr("Uploads are still on their way")
        self.title.set_text(title)
        self.setAccessibleName(title)
        self.body.addWidget(
            label(
                self.tr("Nothing is lost: what the server has stays there, and they go on at the next start."),
                "secondary",
                wrap=True,
            )
        )
        self.remember = QCheckBox(self.tr("Do not ask again"))
        self.body.addWidget(self.remember)
        self.body.addStretch(1)
        self.footer.addStretch(1)
        stay = PushButton(self.tr("Cancel"))
        stay.clicked.connect(self.dismiss)
        self.quit = PushButton(self.tr("Quit, go on at the next start"), kind="primary")
        self.quit.clicked.connect(self._chosen)
        self.footer.addWidget(stay)
        self.footer.addWidget(self.quit)

    def begin_focus(self) -> None:
        self.quit.setFocus()

    def _chosen(self) -> None:
        self.dismiss()
        self.quit_chosen.emit(self.remember.isChecked())


class Closing(QObject):
    """`ask` asks where needed; `finish` ends the program."""

    def __init__(self, context: GuiContext, sandbox: SandboxProcess) -> None:
        super().__init__(context)
        self._context = context
        self._sandbox = sandbox
        self._rooms_closed = False
        self._asking = False
        self.finished = False

    def ask(self, window_state: dict[str, Any]) -> None:
        """The window is to close: quits at once where nothing is on its way, else asks."""
        if self._asking or self.finished:
            return
        self._asking = True
        services = self._context.services

        def work() -> bool:
            return services.uploads.active() and services.settings.get(ON_CLOSE) != "quit"

        def done(must_ask: bool) -> None:
            self._asking = False
            if not must_ask:
                self.finish(window_state)
                return
            sheet = QuitSheet(self._context)
            sheet.quit_chosen.connect(lambda remember: self.finish(window_state, remember=remember))
            sheet.open()

        def failed(_error: Exception) -> None:
            self._asking = False
            self.finish(window_state)

        self._context.background.run(work, done, failed, self)

    def finish(self, window_state: dict[str, Any], *, remember: bool = False) -> None:
        """Keeps the window's state, stops uploads and children, and leaves the event loop."""
        if self.finished:
            return
        self.finished = True
        self._context.window.hide()
        services = self._context.services

        def work() -> None:
            try:
                services.settings.set(WINDOW_STATE, window_state)
                if remember:
                    services.settings.set(ON_CLOSE, "quit")
            finally:
                services.close()

        self._context.core_events.close()
        self._context.background.run(work, self._closed_rooms, self._closed_rooms)
        # what hangs is recovered at the next start; nobody waits for it
        QTimer.singleShot(LIMIT_MS, self._leave)
        self._sandbox.stopped.connect(self._leave_when_done)
        self._sandbox.stop()

    def _closed_rooms(self, _answer: object) -> None:
        self._rooms_closed = True
        self._leave_when_done()

    def _leave_when_done(self) -> None:
        if self._rooms_closed and not self._sandbox.alive:
            self._leave()

    def _leave(self) -> None:
        self._context.background.close()
        QApplication.exit(0)
