"""The left side of the window: which connection, which page, the tags, what is used, online or not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from allure_desktop.gui import icons, theme
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import ElidedLabel, IconButton, label, line, painting

if TYPE_CHECKING:
    from allure_desktop.api.answers import Quotas
    from allure_desktop.connections.connection import Connection
    from allure_desktop.gui.context import GuiContext

WIDTH, NARROW_WIDTH = 232, 56


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
        self._hovered = False
        self.narrow = False
        theme.active().changed.connect(self.update)
        self.set_count("")

    def set_count(self, count: str, *, alert: bool = False, spoken: str = "") -> None:
        """The figure at the right; an alert is a red badge. `spoken` says it in words."""
        self._count, self._alert = count, alert
        self.setAccessibleName(f"{self.text()}, {spoken or count}" if count else self.text())
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(NARROW_WIDTH - 16, max(30, self.fontMetrics().height() + 14))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def nextCheckState(self) -> None:
        """Whoever owns the row decides what is checked."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        active = theme.active()
        tokens = active.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self._hovered:
            painter.setBrush(tokens.colour("selected" if self.isChecked() else "hover"))
            if tokens.framed:
                painter.setPen(tokens.colour("accent"))
            painter.drawRoundedRect(self.rect(), 6, 6)
        middle = self.height() // 2
        if self._icon:
            x = (self.width() - 16) // 2 if self.narrow else 10
            painter.drawPixmap(x, middle - 8, icons.pixmap(self._icon, "accent" if self.isChecked() else "text2"))
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
                box = QRect(right - wide - 16, (self.height() - 18) // 2, wide + 16, 18)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(tokens.colour("danger_soft"))
                painter.drawRoundedRect(box, 9, 9)
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
        box = QRect(36, 0, right - 36, self.height())
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)


class ConnectionButton(QAbstractButton):
    """The connection that is shown: tile, name, host; opens the switcher."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._connection: Connection | None = None
        self._hovered = False
        self.narrow = False
        theme.active().changed.connect(self.update)

    def show_connection(self, connection: Connection | None, words: str) -> None:
        """`words` is what is said of it aloud."""
        self._connection = connection
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        active = theme.active()
        title, small = QFontMetrics(active.font(1, 600)), QFontMetrics(active.font(0.85))
        return QSize(NARROW_WIDTH - 16, max(44, title.height() + small.height() + 14))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        active = theme.active()
        tokens = active.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(tokens.colour("border"))
        painter.setBrush(tokens.colour("hover" if self._hovered else "raised"))
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
    """`Storage 31.4 of 50 GB` over a bar; red from 95 % on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._share = 0.0
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 0, 10, 8)
        column.setSpacing(4)
        row = QHBoxLayout()
        self._name = label(name, "small")
        self._figures = ElidedLabel(role="small")
        self._figures.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(self._name)
        row.addWidget(self._figures, 1)
        column.addLayout(row)
        column.addSpacing(5)
        self.hide()

    def tell(self, used: int, limit: int, words: str) -> None:
        self._share = used / limit if limit else 0.0
        self._figures.set_text(words)
        self.setAccessibleName(f"{self._name.text()}: {words}")
        self.setVisible(True)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRect(10, self.height() - 9, self.width() - 20, 4)
        painting.bar(painter, rect, self._share, "danger" if self._share >= 0.95 else "progress")


class Sidebar(QFrame):
    """Says which page or tag is wanted; the window decides."""

    page_wanted = Signal(int)
    tag_wanted = Signal(str)
    switcher_wanted = Signal()

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._tags: tuple[tuple[str, int], ...] = ()
        self._tag = ""
        self._offline_since = 0.0
        self.narrow = False
        self.setProperty("pane", "window")
        self.setAccessibleName(self.tr("Sidebar"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 9, 0)
        column.setSpacing(2)
        self.connection = ConnectionButton()
        self.connection.clicked.connect(self.switcher_wanted)
        column.addWidget(self.connection)
        column.addSpacing(7)
        self.library = NavRow(self.tr("Library"), icon="library")
        self.uploads = NavRow(self.tr("Uploads"), icon="upload")
        for number, row in enumerate((self.library, self.uploads)):
            row.clicked.connect(lambda _checked=False, number=number: self.page_wanted.emit(number))
            column.addWidget(row)
        self._tag_head = label(self.tr("TAGS"), "group")
        self._tag_head.setContentsMargins(10, 14, 0, 4)
        self._tag_head.hide()
        column.addWidget(self._tag_head)
        column.addWidget(self._made_tag_area(), 1)
        self.storage = QuotaBar(self.tr("Storage"))
        self.packages = QuotaBar(self.tr("Packages"))
        column.addWidget(self.storage)
        column.addWidget(self.packages)
        column.addWidget(line())
        column.addLayout(self._made_foot())
        context.connections_read.connect(self.tell_connection)
        context.current_connection_changed.connect(self.tell_connection)
        context.reachability_changed.connect(self.tell_connection)
        self.tell_connection()
        self.tell_packages(0)
        self.show_page(0)

    def _made_tag_area(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("pane", "clear")
        self._tag_rows = QVBoxLayout(inner)
        self._tag_rows.setContentsMargins(0, 0, 0, 0)
        self._tag_rows.setSpacing(2)
        self._tag_rows.addStretch(1)
        area.setWidget(inner)
        return area

    def _made_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 0, 6)
        foot.setSpacing(4)
        self._state_icon = QLabel()
        self.state = ElidedLabel(role="caption")
        foot.addWidget(self._state_icon)
        foot.addSpacing(2)
        foot.addWidget(self.state, 1)
        self.menu = IconButton("menu", self.tr("Menu"))
        self.settings = IconButton("settings", self.tr("Settings"))
        self.settings.clicked.connect(lambda: self._context.actions.trigger("settings"))
        foot.addWidget(self.menu)
        foot.addWidget(self.settings)
        return foot

    # --- what it tells -----------------------------------------------------------------------------------------------

    def tell_connection(self, *_changed: object) -> None:
        """Name, colour and whether it answers."""
        connection = self._context.current_connection
        if connection is None:
            self.connection.show_connection(None, self.tr("Connection: none yet"))
            self._tell_state("hard-drive", "text3", self.tr("Local only"))
            for bar in (self.storage, self.packages):
                bar.hide()
        else:
            self.connection.show_connection(
                connection,
                self.tr("Connection: {name}, {host}").format(name=connection.name, host=host_of(connection)),
            )
            state = self._context.reachability(connection.id)
            if state == "offline" and not self._offline_since:
                self._offline_since = time.time()
            elif state != "offline":
                self._offline_since = 0.0
            if state == "offline":
                clock = figures.clock(self._offline_since, time.time())
                self._tell_state("wifi-off", "info", self.tr("Offline since {time}").format(time=clock))
            elif state == "refused":
                self._tell_state("key-round", "warning", self.tr("Key refused"))
            elif state == "online":
                self._tell_state("circle-check", "success", self.tr("Online"))
            else:
                self._tell_state("circle", "text3", self.tr("Asking the server…"))
        self.update()

    def _tell_state(self, icon: str, token: str, words: str) -> None:
        icons.put(self._state_icon, icon, token, 14)
        self.state.set_text(words)
        self._state_icon.setToolTip(words)

    def tell_quotas(self, told: Quotas | None) -> None:
        """Bars only where the server tells both figures."""
        self.storage.hide()
        self.packages.hide()
        if told is None or self.narrow:
            return
        if told.storage_limit_bytes and told.storage_used_bytes is not None:
            words = figures.size_of(told.storage_used_bytes, told.storage_limit_bytes)
            self.storage.tell(told.storage_used_bytes, told.storage_limit_bytes, words)
        if told.package_limit and told.packages_used is not None:
            words = self.tr("{used} of {limit}").format(
                used=figures.number(told.packages_used), limit=figures.number(told.package_limit)
            )
            self.packages.tell(told.packages_used, told.package_limit, words)

    def tell_packages(self, count: int) -> None:
        self.library.set_count(figures.number(count))

    def tell_uploads(self, attention: int, others: int) -> None:
        """A red badge while something needs attention, else the number of rows on their way."""
        if attention:
            spoken = self.tr("{count} need your attention").format(count=attention)
            self.uploads.set_count(figures.number(attention), alert=True, spoken=spoken)
        else:
            self.uploads.set_count(figures.number(others))

    def show_page(self, number: int) -> None:
        self.library.setChecked(number == 0)
        self.uploads.setChecked(number == 1)

    def show_tags(self, tags: tuple[tuple[str, int], ...], chosen: str) -> None:
        """The tags of the list, most used first; the chosen one is marked."""
        if tags == self._tags and chosen == self._tag and self._tag_rows.count() > 1:
            return
        self._tags, self._tag = tags, chosen
        while self._tag_rows.count() > 1:
            item = self._tag_rows.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.deleteLater()
        for place, (tag, count) in enumerate(tags[:30]):
            row = NavRow(tag, dot=tag)
            row.narrow = self.narrow
            row.setChecked(tag == chosen)
            row.set_count(figures.number(count), spoken=self.tr("tag, {count} packages").format(count=count))
            row.clicked.connect(lambda _checked=False, tag=tag: self.tag_wanted.emit("" if tag == self._tag else tag))
            self._tag_rows.insertWidget(place, row)
        self._tag_head.setVisible(bool(tags) and not self.narrow)

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, or words too."""
        scale = theme.active().base_px / 13
        self.setFixedWidth(round((NARROW_WIDTH if narrow else WIDTH) * (1 if narrow else scale)))
        if narrow == self.narrow:
            return
        self.narrow = narrow
        self.connection.narrow = narrow
        for row in self.findChildren(NavRow):
            row.narrow = narrow
            row.update()
        for widget in (self.state, self.settings):
            widget.setVisible(not narrow)
        self._tag_head.setVisible(bool(self._tags) and not narrow)
        self._state_icon.setVisible(not narrow)
        if narrow:
            self.storage.hide()
            self.packages.hide()
        self.connection.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens = theme.active().tokens
        painter = QPainter(self)
        painter.fillRect(QRect(self.width() - 1, 0, 1, self.height()), tokens.colour("border"))
        connection = self._context.current_connection
        if connection is not None:
            painter.fillRect(QRect(0, 0, self.width(), 3), QColor(tokens.hue(connection.colour).text))


def host_of(connection: Connection) -> str:
    """`app.allureconnect.com`, from the address."""
    return connection.base_url.split("://", 1)[-1].split("/", 1)[0]
