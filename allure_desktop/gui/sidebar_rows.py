"""What the sidebar is made of: rows of pages and tags, the button of the connection, bars of what is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from allure_desktop.gui import icons, theme
from allure_desktop.gui.widgets import ElidedLabel, label, painting
from allure_desktop.library import quotas
from allure_desktop.plain_text import hint

if TYPE_CHECKING:
    from allure_desktop.connections.connection import Connection

NARROW_WIDTH = 56
#: Files held over the connection for so long open the switcher.
HOVER_MS = 700


class NavRow(QAbstractButton):
    """A page or a tag: icon or dot, words, a count or a badge. In a narrow sidebar only the icon."""

    def __init__(self, text: str, *, icon: str = "", dot: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon, self._dot = icon, dot
        self._count, self._alert = "", False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew when the pointer comes and goes
        self.narrow = False
        theme.active().changed.connect(self.update)
        self.set_count("")

    def set_count(self, count: str, *, alert: bool = False, spoken: str = "") -> None:
        """The figure at the right; an alert is a red badge. `spoken` says it in words."""
        self._count, self._alert = count, alert
        self.setAccessibleName(f"{self.text()}, {spoken or count}" if count else self.text())
        self.setToolTip(hint(self.accessibleName()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(NARROW_WIDTH - 16, max(30, self.fontMetrics().height() + 14))

    def nextCheckState(self) -> None:
        """Whoever owns the row decides what is checked."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        active = theme.active()
        tokens = active.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(tokens.colour("selected" if self.isChecked() else "hover"))
            if tokens.framed:
                painter.setPen(QPen(tokens.colour("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1) if tokens.framed else self.rect(), 6, 6)
        middle = self.height() // 2
        if self._icon:
            side = active.scaled(16)
            x = (self.width() - side) // 2 if self.narrow else 10
            pixmap = icons.pixmap(self._icon, "accent" if self.isChecked() else "text2", side)
            painter.drawPixmap(x, middle - side // 2, pixmap)
        else:
            painter.setBrush(QColor(tokens.hue_for(self._dot).text))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse((self.width() - 8) // 2 if self.narrow else 14, middle - 4, 8, 8)
        if self.narrow:
            if self._alert:
                painter.setBrush(tokens.colour("danger"))
                painter.drawEllipse(self.width() - 14, 5, 8, 8)
        else:
            self._paint_words(painter)
        if self.hasFocus():
            painting.focus_ring(painter, self.rect(), 6)

    def _paint_words(self, painter: QPainter) -> None:
        active = theme.active()
        tokens = active.tokens
        right = self.width() - 10
        if self._count:
            font = active.font(0.92, 600 if self._alert else 400)
            wide = QFontMetrics(font).horizontalAdvance(self._count)
            painter.setFont(font)
            if self._alert:
                tall = active.scaled(18)
                box = QRect(right - wide - 16, (self.height() - tall) // 2, wide + 16, tall)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(tokens.colour("danger_soft"))
                painter.drawRoundedRect(box, tall / 2, tall / 2)
                painter.setPen(tokens.colour("danger"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._count)
                right = box.x() - 6
            else:
                painter.setPen(tokens.colour("text3"))
                box = QRect(right - wide, 0, wide + 1, self.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._count)
                right = box.x() - 6
        painter.setFont(active.font(1, 500))
        painter.setPen(tokens.colour("text"))
        left = 20 + active.scaled(16)
        box = QRect(left, 0, right - left, self.height())
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)


class ConnectionButton(QAbstractButton):
    """The connection that is shown: tile, name, host; opens the switcher, also for files that are held over it."""

    #: files are held over it
    files_held = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._connection: Connection | None = None
        self._words = ""
        self._elsewhere = 0
        self._dragged_over = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.narrow = False
        self.setAcceptDrops(True)
        self._held = QTimer(self)
        self._held.setSingleShot(True)
        self._held.setInterval(HOVER_MS)
        self._held.timeout.connect(self.files_held)
        theme.active().changed.connect(self.update)

    def show_connection(self, connection: Connection | None, words: str) -> None:
        """`words` is what is said of it aloud."""
        self._connection = connection
        self._words = words
        self._tell()

    def tell_elsewhere(self, count: int) -> None:
        """How many uploads of connections that are not shown need attention."""
        self._elsewhere = count
        self._tell()

    def _tell(self) -> None:
        rest = ""
        if self._elsewhere == 1:
            rest = self.tr("1 upload of another connection needs your attention")
        elif self._elsewhere:
            rest = self.tr("{count} uploads of other connections need your attention").format(count=self._elsewhere)
        self.setAccessibleName(f"{self._words}. {rest}" if rest else self._words)
        self.setToolTip(hint("\n".join(part for part in (self._words, rest) if part)))
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._connection is None or not event.mimeData().hasUrls():
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._dragged_over = True
        self._held.start()
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drag_ended()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        event.ignore()  # onto which connection is chosen in the switcher
        self._drag_ended()
        self.files_held.emit()

    def _drag_ended(self) -> None:
        self._held.stop()
        self._dragged_over = False
        self.update()

    def sizeHint(self) -> QSize:
        active = theme.active()
        title, small = QFontMetrics(active.font(1, 600)), QFontMetrics(active.font(0.85))
        return QSize(NARROW_WIDTH - 16, max(44, title.height() + small.height() + 14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        active = theme.active()
        tokens = active.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(tokens.colour("accent" if self._dragged_over else "border"))
        painter.setBrush(tokens.colour("hover" if self.underMouse() or self._dragged_over else "raised"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)
        side = 28
        x = (self.width() - side) // 2 if self.narrow else 8
        tile = QRect(x, (self.height() - side) // 2, side, side)
        connection = self._connection
        if connection is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("subtle"))
            painter.drawRoundedRect(tile, 6, 6)
            painter.drawPixmap(tile.x() + 6, tile.y() + 6, icons.pixmap("plug", "text2"))
            name, host = self.tr("No connection yet"), self.tr("Works on this computer")
        else:
            painting.tile(painter, tile, connection.name, connection.colour)
            name = connection.name
            host = self.tr("Sandbox on this computer") if connection.is_sandbox else host_of(connection)
        if not self.narrow:
            self._paint_words(painter, name, host)
        if self._elsewhere:
            painter.setPen(QPen(tokens.colour("raised"), 2))
            painter.setBrush(tokens.colour("danger"))
            painter.drawEllipse(tile.right() - 6, tile.y() - 5, 12, 12)
        if self.hasFocus():
            painting.focus_ring(painter, self.rect(), 8)

    def _paint_words(self, painter: QPainter, name: str, host: str) -> None:
        active = theme.active()
        tokens = active.tokens
        left, width = 46, self.width() - 46 - 32
        title_font, small_font = active.font(1, 600), active.font(0.85)
        title, small = QFontMetrics(title_font), QFontMetrics(small_font)
        top = (self.height() - title.height() - small.height()) // 2
        painter.setFont(title_font)
        painter.setPen(tokens.colour("text"))
        painter.drawText(left, top + title.ascent(), title.elidedText(name, Qt.TextElideMode.ElideRight, width))
        painter.setFont(small_font)
        painter.setPen(tokens.colour("text2"))
        shown = small.elidedText(host, Qt.TextElideMode.ElideMiddle, width)
        painter.drawText(left, top + title.height() + small.ascent(), shown)
        painter.drawPixmap(self.width() - 26, (self.height() - 16) // 2, icons.pixmap("chevrons-up-down", "text2"))


class QuotaBar(QWidget):
    """`Storage 31.4 of 50 GB` over a bar; a warning from 80 % on, red from 95 %."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._share = 0.0
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 0, 10, 8)
        column.setSpacing(4)
        row = QHBoxLayout()
        self._mark = QLabel()
        self._mark.hide()
        self._name = label(name, "small")
        self._figures = ElidedLabel(role="small")
        self._figures.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.setSpacing(4)
        row.addWidget(self._mark)
        row.addWidget(self._name)
        row.addWidget(self._figures, 1)
        column.addLayout(row)
        column.addSpacing(5)
        self.hide()

    def tell(self, used: int, limit: int, words: str) -> None:
        """`words` are the figures; from four fifths on it is said what happens at the end."""
        share = quotas.share(used, limit)
        self._share = 0.0 if share is None else share
        self._figures.set_text(words)
        warning = ""
        if self._share >= 1:
            warning = self.tr("Nothing more fits: the server refuses uploads until something is deleted.")
        elif self._share >= quotas.NEARLY_FULL:
            warning = self.tr("{percent} % used. When it is full the server refuses uploads.").format(
                percent=int(self._share * 100)
            )
        if warning:
            icons.put(self._mark, "triangle-alert", self._token, 13)
        self._mark.setVisible(bool(warning))
        said = f"{self._name.text()}: {words}"
        self.setAccessibleName(f"{said}. {warning}" if warning else said)
        self.setToolTip("\n".join(part for part in (said, warning) if part))
        self.setVisible(True)
        self.update()

    @property
    def _token(self) -> str:
        if self._share >= 0.95:
            return "danger"
        return "warning" if self._share >= quotas.NEARLY_FULL else "progress"

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRect(10, self.height() - 9, self.width() - 20, 4)
        painting.bar(painter, rect, self._share, self._token)


def host_of(connection: Connection) -> str:
    """`app.allureconnect.com`, from the address."""
    return connection.base_url.split("://", 1)[-1].split("/", 1)[0]
