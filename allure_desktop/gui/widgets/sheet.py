"""A sheet: a dialog inside the window, over everything, that holds the keyboard until it is closed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.widgets.buttons import IconButton
from allure_desktop.gui.widgets.labels import ElidedLabel
from allure_desktop.gui.widgets.scrolled import ScrolledColumn


class Sheet(QWidget):
    """Covers `window` with shade and centres a rounded sheet on it.

    Fill `body` and `footer`. The main window's commands are blocked meanwhile. Esc closes.
    """

    closed = Signal()

    def __init__(self, window: QWidget, title: str, *, width: int = 680, height: int = 0) -> None:
        super().__init__(window)
        self._window = window
        self._wanted = (width, height)
        self._opener: QWidget | None = None
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.frame = QFrame(self)
        self.frame.setProperty("pane", "sheet")
        self.frame.setAccessibleName(title)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(24, 20, 16, 8)
        head.setSpacing(12)
        self.head = head
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = ElidedLabel(title, "page-title")
        self.subtitle = ElidedLabel("", "small-muted")
        self.subtitle.hide()
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        head.addLayout(words, 1)
        self.close_button = IconButton("x", self.tr("Close (Esc)"))
        self.close_button.clicked.connect(self.dismiss)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._inside = _Body()
        self._inside.grown.connect(self._fit)
        self.body = self._inside.column
        column.addWidget(self._inside, 1)
        rule = QFrame()
        rule.setProperty("line", "true")
        rule.setFixedHeight(1)
        column.addWidget(rule)
        self.footer = QHBoxLayout()
        self.footer.setContentsMargins(24, 12, 24, 12)
        self.footer.setSpacing(8)
        column.addLayout(self.footer)
        window.installEventFilter(self)
        theme.active().changed.connect(self.update)
        self.hide()

    def show_inside(self, widget: QWidget) -> None:
        """Scrolls to a part of the body, where the window is too small for all of it."""
        self._inside.show_inside(widget)

    def set_subtitle(self, text: str) -> None:
        self.subtitle.set_text(text)
        self.subtitle.setVisible(bool(text))

    def open(self) -> None:
        """Shows it over the window and gives its first field the focus."""
        self._opener = QApplication.focusWidget()
        hold = getattr(self._window, "hold", None)
        if hold is not None:  # the main window: its commands wait for the sheet
            hold(self)
        self._place()
        self.show()
        self.raise_()
        self.begin_focus()

    def begin_focus(self) -> None:
        """The widget that has the focus first; the first field unless a sheet says otherwise."""
        for widget in self._focusable():
            if widget is not self.close_button:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def dismiss(self) -> None:
        """Closes it; the focus returns to where it was. Override to ask first."""
        if self.isHidden():
            return
        self.hide()
        self._window.removeEventFilter(self)
        opener = self._opener
        self.closed.emit()
        if opener is not None:
            try:
                opener.setFocus(Qt.FocusReason.OtherFocusReason)
            except RuntimeError:  # the opener is gone
                pass
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._place()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # nothing behind the sheet hears of it

    def focusNextPrevChild(self, forward: bool) -> bool:
        widgets = self._focusable()
        if not widgets:
            return True
        focused = QApplication.focusWidget()
        at = widgets.index(focused) if focused in widgets else -1
        step = 1 if forward else -1
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        chosen = widgets[(at + step) % len(widgets)]
        chosen.setFocus(reason)
        self._inside.show_inside(chosen)
        return True

    def _focusable(self) -> list[QWidget]:
        """In the order in which they were made. Never by nextInFocusChain(): PySide takes what that gives for a child,
        and with the sheet goes its hold of headers and actions anywhere in the window."""
        return [
            widget
            for widget in self.frame.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
        ]

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        width, height = self._wanted
        scale = theme.active().base_px / 13
        # a longer language may need more than what it was drawn for
        wide = min(max(round(width * scale), self._narrowest()), self.width() - 48)
        self.frame.setFixedWidth(wide)
        # what has no room at 200 % scrolls
        needed = self._tallest(wide)
        tall = min(max(round(height * scale), needed) if height else needed, self.height() - 48)
        self.frame.setGeometry((self.width() - wide) // 2, (self.height() - tall) // 2, wide, tall)
        if (focused := QApplication.focusWidget()) is not None:
            self._inside.show_inside(focused)
        self.update()

    def _fit(self) -> None:
        if self.isVisible():
            self._place()

    def _narrowest(self) -> int:
        inside = self.body.totalMinimumSize().width()
        return max(self.head.totalMinimumSize().width(), inside, self.footer.totalMinimumSize().width()) + 2

    def _tallest(self, wide: int) -> int:
        """All of it, at that width."""
        # the frame's own line and that of the layout in it, on each side; and the rule over the footer
        edge = self.frame.contentsMargins()
        around = edge.left() + edge.right() + 2, edge.top() + edge.bottom() + 2
        body = self.body.totalHeightForWidth(wide - around[0]) if self.body.hasHeightForWidth() else 0
        body = body or self.body.totalSizeHint().height()
        return body + self.head.totalSizeHint().height() + self.footer.totalSizeHint().height() + around[1] + 1

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.active().tokens.shade))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.frame.geometry())
        # 48 blur, 14 down: a stack of faint rounded frames costs less than a blurred effect
        painter.setBrush(QColor(0, 0, 0, 5))
        for spread in (46, 39, 33, 27, 22, 18, 14, 11, 8, 5, 3, 1):
            painter.drawRoundedRect(
                box.adjusted(-spread, 14 - spread, spread, 14 + spread / 2), 12 + spread, 12 + spread
            )


class _Body(ScrolledColumn):
    """What a sheet holds; scrolls only where the window is too small for it."""

    #: it needs another height: a text was wrapped, a part came or went
    grown = Signal()

    def __init__(self) -> None:
        super().__init__(margins=(24, 8, 24, 16), spacing=12)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.grown.emit()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def show_inside(self, widget: QWidget) -> None:
        """Scrolls to a widget, where it is one of these."""
        if self.isAncestorOf(widget):
            self.ensureWidgetVisible(widget)
