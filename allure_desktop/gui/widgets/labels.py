"""Labels: plain ones by role, one that elides with a tooltip, tile and tag."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.widgets import painting
from allure_desktop.plain_text import hint, one_line


def label(text: str = "", role: str = "", *, tone: str = "", wrap: bool = False) -> QLabel:
    """A label in a role of the type scale (page-title, panel-title, strong, secondary, small, muted, group, …).

    Always plain text: what a server or a file says is never taken for markup.
    """
    made = WrappedLabel(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return made


class WrappedLabel(QLabel):
    """As tall as its text needs at its width: the hint of a wrapped QLabel is made for another width and cuts lines."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and not theme.active().bare:
            self._fit()

    def _fit(self) -> None:
        if self.testAttribute(Qt.WidgetAttribute.WA_WState_Created) or self.isVisible():
            # the height for a width is never less than the minimum that stood before
            self.setMinimumHeight(0)
            self.setMinimumHeight(max(0, self.heightForWidth(self.width())) if self.text() else 0)


def line() -> QFrame:
    """A horizontal separator of exactly one pixel."""
    made = QFrame()
    made.setProperty("line", "true")
    made.setFixedHeight(1)
    return made


def set_tone(widget: QWidget, tone: str, *, role: str | None = None) -> None:
    """Another tone (and role) of the style sheet for a widget that is already shown."""
    if widget.property("tone") == tone and (role is None or widget.property("role") == role):
        return
    widget.setProperty("tone", tone)
    if role is not None:
        widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class ElidedLabel(QLabel):
    """One line that ends in … where it has no room; then the tooltip tells all of it."""

    def __init__(
        self,
        text: str = "",
        role: str = "",
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        tone: str = "",
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._full = ""
        self._mode = mode
        if role:
            self.setProperty("role", role)
        if tone:
            self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    @classmethod
    def snug(cls, text: str = "", role: str = "") -> ElidedLabel:
        """As wide as its words, and less where there is no room; another label would be cut there."""
        made = cls(text, role)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return made

    def set_text(self, text: str) -> None:
        full = one_line(" ".join(text.split()))
        if full == self._full and full == self.accessibleName():
            return
        self._full = full
        self.setAccessibleName(self._full)
        self.updateGeometry()
        self._elide()

    @property
    def full_text(self) -> str:
        return self._full

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._full) + 2, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, self._mode, max(0, self.contentsRect().width()))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(hint(self._full) if shown != self._full else "")


class Tile(QWidget):
    """A title's initials in its colour; `size` in pixels at the usual text size."""

    def __init__(self, title: str = "", size: int = 32, parent: QWidget | None = None, *, colour: str = "") -> None:
        super().__init__(parent)
        self._title = title
        self._colour = colour
        self._size = size
        theme.active().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        side = theme.active().scaled(self._size)
        self.setFixedSize(side, side)
        self.update()

    def show_title(self, title: str, colour: str = "") -> None:
        self._title, self._colour = title, colour
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painting.tile(painter, self.rect(), self._title, self._colour)


class Tag(QWidget):
    """A word on its soft colour; `text` and `soft` name tokens that override the word's own hue."""

    def __init__(self, word: str, parent: QWidget | None = None, *, text: str = "", soft: str = "") -> None:
        super().__init__(parent)
        self.word = word
        self._text, self._soft = text, soft
        self.setAccessibleName(word)
        self.setToolTip(hint(word))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.active().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        font = theme.active().font(0.85, 500)
        return QSize(min(200, painting.tag_width(self.word, font)), self.fontMetrics().height() + 3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.active().tokens
        painter = QPainter(self)
        painting.tag(
            painter,
            self.rect(),
            self.word,
            theme.active().font(0.85, 500),
            text=tokens.colour(self._text).name() if self._text else "",
            soft=tokens.colour(self._soft).name() if self._soft else "",
        )
