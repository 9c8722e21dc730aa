"""The left side of the window: which connection, which page, saved views and tags, what is used, online or not."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from allure_desktop.gui import icons, theme
from allure_desktop.gui.connections.standing_words import standing_words
from allure_desktop.gui.sidebar_rows import NARROW_WIDTH, ConnectionButton, NavRow, QuotaBar, host_of
from allure_desktop.gui.sidebar_views import SidebarViews
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import ElidedLabel, IconButton, label, line
from allure_desktop.gui.widgets.scrolled import ScrolledColumn
from allure_desktop.plain_text import hint

if TYPE_CHECKING:
    from allure_desktop.api.answers import Quotas
    from allure_desktop.gui.context import GuiContext

WIDTH = 232


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
        column.addWidget(self._made_choice_area(), 1)
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

    def _made_choice_area(self) -> ScrolledColumn:
        area = ScrolledColumn()
        column = area.column
        self.views = SidebarViews(self._context)
        column.addWidget(self.views)
        self._tag_head = label(self.tr("TAGS"), "group")
        self._tag_head.setContentsMargins(10, 14, 0, 4)
        self._tag_head.hide()
        column.addWidget(self._tag_head)
        self._tag_rows = QVBoxLayout()
        self._tag_rows.setSpacing(2)
        self._tag_rows.addStretch(1)
        column.addLayout(self._tag_rows, 1)
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
            standing = self._context.standing(connection.id)
            if standing.state:
                self._tell_state(*standing_words(standing, time.time()))
            else:
                self._tell_state("circle", "text3", self.tr("Asking the server…"))
        self.update()

    def tell_network(self, gone_since: float) -> None:
        """The computer has no network since this Unix time; 0.0: it has one."""
        self._context.tell_network(gone_since)

    def _tell_state(self, icon: str, token: str, words: str) -> None:
        icons.put(self._state_icon, icon, token, 14)
        self.state.set_text(words)
        self._state_icon.setToolTip(hint(words))

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
        self.views.set_narrow(narrow)
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
