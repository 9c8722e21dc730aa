"""The course alone on the whole screen: as its learner has it by F11, or because it asks for it itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from allure_desktop.gui.preview.window import PreviewWindow


class FullScreen(QObject):
    """F11 goes in and out, Esc goes out where the course has no use for it; what was shown before is shown again."""

    def __init__(self, window: PreviewWindow) -> None:
        super().__init__(window)
        self._window = window
        self._shown = (True, True)
        self._course_asked = False
        keys = QKeySequence.keyBindings(QKeySequence.StandardKey.FullScreen) or [QKeySequence(Qt.Key.Key_F11)]
        self._shortcut = QShortcut(keys[0], window)
        self._shortcut.activated.connect(self.toggle)
        # as in browsers: where the course asked for it, Esc is the way out, whatever the course does with the key
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.leave)

    @property
    def on(self) -> bool:
        return self._window.isFullScreen()

    @property
    def keys(self) -> QKeySequence:
        """What the user presses."""
        return self._shortcut.key()

    def toggle(self) -> None:
        """In or out, as the user wants it."""
        if self.on:
            self.leave()
        else:
            self._set(on=True)

    def leave(self) -> None:
        """Out; a course that is in by its own wish hears it, and answers by `course_wants`."""
        view = self._window.view
        if self._course_asked and view is not None:
            view.leave_fullscreen()
        elif self.on:
            self._set(on=False)

    def course_wants(self, on: bool) -> None:
        """The course asks for it, or has enough of it."""
        self._course_asked = on
        self._escape.setEnabled(on)
        if on != self.on:
            self._set(on=on)

    def _set(self, *, on: bool) -> None:
        window = self._window
        sides = (window.structure, window.inspector)
        if on:
            self._shown = (not sides[0].isHidden(), not sides[1].isHidden())
        window.head.setVisible(not on)
        for side, shown in zip(sides, self._shown, strict=True):
            side.setVisible(not on and shown)
        window.stage.viewport.fill(on)
        if on:
            window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        else:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)
