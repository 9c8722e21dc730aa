"""One connection in the switcher: its colour, its name, how it is, what it holds, and a place to drop files on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from allure_desktop.gui import icons, theme
from allure_desktop.gui.connections.standing_words import StandingWords
from allure_desktop.gui.drop_area import paths_of
from allure_desktop.gui.sidebar_rows import host_of
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import painting
from allure_desktop.plain_text import hint

if TYPE_CHECKING:
    from allure_desktop.connections.connection import Connection

translate = QCoreApplication.translate


class Counts(NamedTuple):
    """Of one connection: packages in the kept list (None: never read), uploads on their way, rows that wait for someone."""

    packages: int | None = None
    under_way: int = 0
    attention: int = 0


def place_of(connection: Connection) -> str:
    """Where a connection leads, in words."""
    if connection.is_sandbox:
        return translate("Connections", "Sandbox on this computer")
    return host_of(connection)


def counted(counts: Counts) -> list[str]:
    """The counts in words; what is not known or zero is not told, but for the packages."""
    words = []
    if counts.packages == 1:
        words.append(translate("Connections", "1 package"))
    elif counts.packages is not None:
        words.append(translate("Connections", "{count} packages").format(count=figures.number(counts.packages)))
    if counts.under_way == 1:
        words.append(translate("Connections", "1 upload under way"))
    elif counts.under_way:
        words.append(
            translate("Connections", "{count} uploads under way").format(count=figures.number(counts.under_way))
        )
    return words


class ConnectionRow(QAbstractButton):
    """Pressed: this connection is shown. Files dropped on it are for this connection."""

    #: paths; only check them?
    dropped = Signal(list, bool)

    def __init__(self, connection: Connection, *, current: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.connection = connection
        self._current = current
        self._standing = StandingWords("circle", "text3", "")
        self._counts = Counts()
        self._dragged_over = self._only_check = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew when the pointer comes and goes
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAcceptDrops(True)
        theme.active().changed.connect(self.updateGeometry)

    def tell(self, standing: StandingWords, counts: Counts) -> None:
        """How it is now."""
        self._standing, self._counts = standing, counts
        attention = ""
        if counts.attention:
            attention = translate("Connections", "{count} need your attention").format(count=counts.attention)
        shown = translate("Connections", "shown now") if self._current else ""
        parts = [self.connection.name, place_of(self.connection), standing.words, *counted(counts), attention, shown]
        self.setAccessibleName(", ".join(part for part in parts if part))
        told = (f"{self.connection.name} · {place_of(self.connection)}", self._line())
        self.setToolTip(hint("\n".join(part for part in told if part)))
        self.update()

    @property
    def words(self) -> str:
        """What is read aloud."""
        return self.accessibleName()

    def _line(self) -> str:
        return " · ".join((self._standing.words, *counted(self._counts)))

    def sizeHint(self) -> QSize:
        return QSize(300, _height(theme.active().font(1, 600), theme.active().font(0.92)))

    # --- pointer and drags -------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._drag(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._drag(event)

    def _drag(self, event: QDragMoveEvent) -> None:
        if not paths_of(event.mimeData()):
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._dragged_over = True
        self._only_check = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._dragged_over = False
        self.update()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        paths = paths_of(event.mimeData())
        if not paths:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._dragged_over = False
        self.dropped.emit(paths, bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))

    # --- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        active = theme.active()
        tokens = active.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._dragged_over:
            painter.setPen(QPen(tokens.colour("accent"), 2))
            painter.setBrush(tokens.colour("selected"))
            painter.drawRoundedRect(box, 7, 7)
        elif self._current or self.underMouse():
            painter.setBrush(tokens.colour("selected" if self._current else "hover"))
            if tokens.framed:
                painter.setPen(tokens.colour("accent"))
            painter.drawRoundedRect(box, 7, 7)
        side = active.scaled(32)
        tile = QRect(10, (self.height() - side) // 2, side, side)
        painting.tile(painter, tile, self.connection.name, self.connection.colour)
        right = self._paint_marks(painter, self.width() - 12)
        self._paint_words(painter, tile.right() + 12, right)
        if self.hasFocus():
            painting.focus_ring(painter, self.rect(), 7)

    def _paint_marks(self, painter: QPainter, right: int) -> int:
        """The tick of the shown one and the badge, from the right; returns where the words must end."""
        active = theme.active()
        tokens = active.tokens
        if self._current:
            side = active.scaled(16)
            painter.drawPixmap(right - side, (self.height() - side) // 2, icons.pixmap("check", "accent", side))
            right -= side + 8
        if self._counts.attention:
            font = active.font(0.92, 600)
            text = figures.number(self._counts.attention)
            wide = QFontMetrics(font).horizontalAdvance(text) + 16
            tall = active.scaled(18)
            badge = QRect(right - wide, (self.height() - tall) // 2, wide, tall)
            painter.setPen(QPen(tokens.colour("danger")) if tokens.framed else Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("danger_soft"))
            painter.drawRoundedRect(badge, tall / 2, tall / 2)
            painter.setFont(font)
            painter.setPen(tokens.colour("danger"))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
            right = badge.x() - 8
        return right

    def _paint_words(self, painter: QPainter, left: int, right: int) -> None:
        active = theme.active()
        tokens = active.tokens
        title_font, small_font = active.font(1, 600), active.font(0.92)
        title, small = QFontMetrics(title_font), QFontMetrics(small_font)
        top = (self.height() - title.height() - small.height() - 2) // 2
        width = max(0, right - left)
        second = top + title.height() + 2
        painter.setFont(title_font)
        painter.setPen(tokens.colour("text"))
        if self._dragged_over:
            words = translate("Connections", "Upload to “{name}”").format(name=self.connection.name)
            if self._only_check:
                words = translate("Connections", "Only check on this computer")
            painter.drawText(left, top + title.ascent(), title.elidedText(words, Qt.TextElideMode.ElideRight, width))
            painter.setFont(small_font)
            painter.setPen(tokens.colour("text2"))
            note = translate("Connections", "Checked first, as new packages")
            painter.drawText(left, second + small.ascent(), small.elidedText(note, Qt.TextElideMode.ElideRight, width))
            return
        name = title.elidedText(self.connection.name, Qt.TextElideMode.ElideRight, width)
        painter.drawText(left, top + title.ascent(), name)
        rest = width - title.horizontalAdvance(name) - 8
        painter.setFont(small_font)
        if rest > 40:
            painter.setPen(tokens.colour("text3"))
            host = small.elidedText(place_of(self.connection), Qt.TextElideMode.ElideMiddle, rest)
            painter.drawText(left + title.horizontalAdvance(name) + 8, top + title.ascent(), host)
        side = active.scaled(13)
        painter.drawPixmap(
            left, second + (small.height() - side) // 2, icons.pixmap(self._standing.icon, self._standing.token, side)
        )
        painter.setPen(QColor(tokens.text2))
        shown = small.elidedText(self._line(), Qt.TextElideMode.ElideRight, max(0, width - side - 6))
        painter.drawText(left + side + 6, second + small.ascent(), shown)


def _height(title: QFont, small: QFont) -> int:
    return max(52, QFontMetrics(title).height() + QFontMetrics(small).height() + 18)
