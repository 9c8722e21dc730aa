"""A toast at the bottom of the window: six seconds, longer while it is hovered or focused, at most one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.widgets import IconButton, PushButton, label
from allure_desktop.plain_text import one_line

SHOWN_MS = 6000


def announce(widget: QWidget, text: str, *, assertive: bool = False) -> None:
    """Tells those who do not see it what has just happened."""
    event = QAccessibleAnnouncementEvent(widget, text)
    if assertive:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class Toast(QWidget):
    """`say` replaces what it said before. What it offered to undo last can be undone after it is gone, too."""

    #: there is something to undo now, or nothing any more
    undo_changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAccessibleName(self.tr("Message"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        self.words = label("", "medium", wrap=True)
        row.addWidget(self.words, 1)
        self.undo = PushButton("", kind="link")
        self.undo.clicked.connect(self._undo)
        row.addWidget(self.undo)
        close = IconButton("x", self.tr("Close the message"), size=14)
        close.clicked.connect(self.hide)
        row.addWidget(close)
        self._act: Callable[[], None] | None = None
        self._last: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._time_over)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, undo: Callable[[], None] | None = None, undo_text: str = "") -> None:
        """Says a sentence, with an undo where there is one."""
        text = one_line(text)
        self.words.setText(text)
        self._act = undo
        if undo is not None:
            self._last = undo
            self.undo_changed.emit()
        self.undo.set_text(undo_text or self.tr("Undo"))
        self.undo.setVisible(undo is not None)
        self.place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)

    def place(self) -> None:
        wide = min(560, self._window.width() - 64)
        metrics = self.words.fontMetrics()
        wanted = metrics.horizontalAdvance(self.words.text()) + 80
        if self._act is not None:
            wanted += self.undo.sizeHint().width() + 8
        wide = min(wide, wanted)
        tall = max(self.heightForWidth(wide), self.minimumSizeHint().height())
        self.setGeometry((self._window.width() - wide) // 2, self._window.height() - tall - 24, wide, tall)

    def _undo(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            self._last = None
            self.undo_changed.emit()
            act()

    @property
    def has_undo(self) -> bool:
        return self._last is not None

    def undo_last(self) -> None:
        """The last thing that could be undone, also after its message went away."""
        self._act = self._last
        self._undo()

    def _time_over(self) -> None:
        focused = QApplication.focusWidget()
        if self.underMouse() or (focused is not None and self.isAncestorOf(focused)):
            self._timer.start()
        else:
            self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.start()
        super().enterEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.active().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(tokens.colour("border_strong"))
        painter.setBrush(tokens.colour("raised"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
