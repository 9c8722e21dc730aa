"""Closing is always safe: asks once while something is uploading, then goes on unseen or stops within two seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QCheckBox

from allure_desktop.gui.widgets import PushButton, Sheet, label
from allure_desktop.settings import ON_CLOSE, WINDOW_STATE

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.presence.tray import Tray
    from allure_desktop.gui.sandbox_process import SandboxProcess

LIMIT_MS = 4000


class QuitSheet(Sheet):
    """Says what happens to the uploads; what is chosen carries whether to remember it."""

    background_chosen = Signal(bool)
    quit_chosen = Signal(bool)

    def __init__(self, context: GuiContext, *, has_tray: bool) -> None:
        super().__init__(context.window, "", width=560)
        title = self.tr("Uploads are still on their way")
        self.title.set_text(title)
        self.setAccessibleName(title)
        self.body.addWidget(
            label(
                self.tr("They can go on in the background, or at the next start. Nothing is lost either way.")
                if has_tray
                else self.tr("Nothing is lost: what the server has stays there, and they go on at the next start."),
                "secondary",
                wrap=True,
            )
        )
        self.no_tray = label(
            self.tr(
                "This desktop has no tray for icons, so there would be no way back to a window that goes on unseen. "
                "Minimise it instead to let them go on."
            ),
            "secondary",
            wrap=True,
        )
        self.no_tray.setVisible(not has_tray)
        self.body.addWidget(self.no_tray)
        self.remember = QCheckBox(self.tr("Do not ask again"))
        self.body.addWidget(self.remember)
        self.body.addStretch(1)
        self.footer.addStretch(1)
        stay = PushButton(self.tr("Cancel"))
        stay.clicked.connect(self.dismiss)
        self.quit = PushButton(self.tr("Quit, go on at the next start"), kind="" if has_tray else "primary")
        self.quit.clicked.connect(lambda: self._chosen(self.quit_chosen))
        self.background = PushButton(self.tr("Go on in the background"), kind="primary")
        self.background.clicked.connect(lambda: self._chosen(self.background_chosen))
        self.background.setVisible(has_tray)
        for button in (stay, self.quit, self.background):
            self.footer.addWidget(button)
        self._first = self.background if has_tray else self.quit

    def begin_focus(self) -> None:
        self._first.setFocus()

    def _chosen(self, what: SignalInstance) -> None:
        self.dismiss()
        what.emit(self.remember.isChecked())


class Closing(QObject):
    """`ask` asks where needed; `finish` ends the program, `go_on_unseen` leaves it in the tray."""

    #: the program ends now
    finishing = Signal()

    def __init__(self, context: GuiContext, sandbox: SandboxProcess) -> None:
        super().__init__(context)
        self._context = context
        self._sandbox = sandbox
        self._rooms_closed = False
        self._asking = False
        self.finished = False
        #: there once the window is complete; None as long as nothing could go on unseen
        self.tray: Tray | None = None

    def ask(self, window_state: dict[str, Any], *, quits: bool = False) -> None:
        """The window is to close: quits at once where nothing is on its way, else does as remembered, or asks.

        `quits`: the user said quit, not close.
        """
        if self._asking or self.finished:
            return
        self._asking = True
        services = self._context.services

        def work() -> str:
            return services.settings.get(ON_CLOSE) if services.uploads.active() else "quit"

        def done(how: str) -> None:
            self._asking = False
            has_tray = self.tray is not None and self.tray.available()
            if how == "quit" or (how == "background" and quits):
                self.finish(window_state)
            elif how == "background" and has_tray:
                self.go_on_unseen(window_state)
            else:
                self._open_sheet(window_state, has_tray)

        def failed(_error: Exception) -> None:
            self._asking = False
            self.finish(window_state)

        self._context.background.run(work, done, failed, self)

    def _open_sheet(self, window_state: dict[str, Any], has_tray: bool) -> None:
        sheet = QuitSheet(self._context, has_tray=has_tray)
        sheet.quit_chosen.connect(lambda remember: self.finish(window_state, remember=remember))
        sheet.background_chosen.connect(lambda remember: self.go_on_unseen(window_state, remember=remember))
        sheet.open()

    def go_on_unseen(self, window_state: dict[str, Any], *, remember: bool = False) -> None:
        """Puts the window away; the tray, a notification or a second start brings it back."""
        if self.tray is None or self.finished:
            return
        self.tray.show()
        self._context.window.hide()
        settings = self._context.services.settings

        def work() -> None:
            settings.set(WINDOW_STATE, window_state)
            if remember:
                settings.set(ON_CLOSE, "background")

        self._context.background.run(work, owner=self)

    def finish(self, window_state: dict[str, Any], *, remember: bool = False) -> None:
        """Keeps the window's state, stops uploads and children, and leaves the event loop."""
        if self.finished:
            return
        self.finished = True
        self.finishing.emit()
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
