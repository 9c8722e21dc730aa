"""Alt, pressed and let go alone, opens the menu as it does where a menu bar is shown."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow

_OTHERS = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.FocusOut)


class MenuKey(QObject):
    """Watches a window's own events: what comes to it before any of its widgets. Not on macOS, where Alt types."""

    def __init__(self, window: QWindow, opened: Callable[[], None]) -> None:
        super().__init__(window)
        self._opened = opened
        self._alone = False
        if sys.platform != "darwin":
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            alt = event.key() == Qt.Key.Key_Alt
            self._alone = alt and not event.modifiers() & ~Qt.KeyboardModifier.AltModifier
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Alt and self._alone and not event.isAutoRepeat():
                self._alone = False
                self._opened()
        elif kind in _OTHERS:
            self._alone = False
        return super().eventFilter(watched, event)
