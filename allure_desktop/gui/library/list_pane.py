"""The list of packages in each of its states: first run, being read, filtered to nothing, and full."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from allure_desktop.errors import RateLimited
from allure_desktop.gui import theme
from allure_desktop.gui.connections.standing_words import concerns_connection
from allure_desktop.gui.library.list_head import ListHead
from allure_desktop.gui.widgets.labels import line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.library.filter_bar import FilterBar
    from allure_desktop.gui.library.filter_choice import FilterChoice
    from allure_desktop.gui.library.first_run import FirstRun
    from allure_desktop.gui.library.list_states import NothingHere
    from allure_desktop.gui.library.package_list import PackageList
    from allure_desktop.gui.library.rows import Rows
    from allure_desktop.gui.library.table_model import PackageTable
    from allure_desktop.gui.library.table_view import PackageView
    from allure_desktop.gui.library.token_row import TokenRow
    from allure_desktop.gui.library.unread_band import UnreadBand
    from allure_desktop.gui.widgets import Band
    from allure_desktop.library.filters import Filters

SKELETON_MS = 200
MINUTE_MS = 60_000


class ListPane(QFrame):
    """The head is there at once; `complete` builds the rest, which the first frame does not show."""

    #: the state was shown anew: with or without a connection
    state_shown = Signal()

    packages: PackageList
    filter_bar: FilterBar
    table: PackageTable
    view: PackageView
    nothing: NothingHere
    tokens: TokenRow
    unread: UnreadBand
    choice: FilterChoice
    band: Band

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._connections_known = False
        self._first_run: FirstRun | None = None
        #: whose answer is shown
        self._asked: tuple[str | None, Filters | None] = (None, None)
        self.setProperty("pane", "surface")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.head = ListHead(context)
        self._column.addWidget(self.head)
        self._column.addStretch(1)

    # --- parts -------------------------------------------------------------------------------------------------------

    def complete(self, packages: PackageList) -> Iterator[bool]:
        """Filters and list, one part a step."""
        from allure_desktop.gui.library.filter_choice import FilterChoice

        self.packages = packages
        yield from self._build()
        self.head.add_button.setToolTip(self._context.actions.action("add").toolTip())
        self.choice = FilterChoice(self._context, packages, self.head.search, self.filter_bar, self.tokens)
        self.choice.left.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self._skeleton_timer = QTimer(self)
        self._skeleton_timer.setSingleShot(True)
        self._skeleton_timer.setInterval(SKELETON_MS)
        self._skeleton_timer.timeout.connect(self.show_state)
        self._clock = QTimer(self)
        self._clock.setInterval(MINUTE_MS)
        self._clock.timeout.connect(self.view.viewport().update)
        self._clock.start()
        packages.shown_changed.connect(self._show)
        packages.overview_changed.connect(self._tell_count)
        packages.refreshing_changed.connect(self._tell_count)
        packages.refreshed.connect(self._refreshed)
        self._context.connections_read.connect(self._connections_read)
        self._context.current_connection_changed.connect(self._connection_changed)
        self.show_state()

    def _build(self) -> Iterator[bool]:
        from allure_desktop.gui.library.filter_bar import FilterBar
        from allure_desktop.gui.library.list_states import NothingHere, Skeleton
        from allure_desktop.gui.library.table_model import PackageTable
        from allure_desktop.gui.library.table_view import PackageView
        from allure_desktop.gui.library.token_row import TokenRow
        from allure_desktop.gui.library.unread_band import UnreadBand
        from allure_desktop.gui.widgets import Band

        yield True
        self._column.takeAt(1)
        self.filter_bar = FilterBar(self.packages)
        self._column.addWidget(self.filter_bar)
        self.tokens = TokenRow()
        self._column.addWidget(self.tokens)
        bands = self._bands = QVBoxLayout()
        bands.setContentsMargins(16, 0, 12, 0)
        self.band = Band()
        bands.addWidget(self.band)
        self.unread = UnreadBand(self._context.window)
        bands.addWidget(self.unread)
        self._column.addLayout(bands)
        yield True
        self.rule = line()
        self._column.addWidget(self.rule)
        self.stack = QStackedWidget()
        self.table = PackageTable(self)
        self.table.wanted.connect(lambda keys: self.packages.fetch(keys, self.table.take))
        self.view = PackageView(self.table)
        self.view.horizontalHeader().sectionClicked.connect(self.filter_bar.sort_by_column)
        self.filter_bar.follow(self.view.columns)
        self.filter_bar.compact_changed.connect(self._keep_density)
        # it may be taller and wider than a small window
        self.first_run_area = QScrollArea()
        self.first_run_area.setWidgetResizable(True)
        self.first_run_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.skeleton = Skeleton()
        self.nothing = NothingHere(self.packages)
        self.nothing.clear_wanted.connect(self.clear_filters)
        self.nothing.add_wanted.connect(lambda: self._context.actions.trigger("add"))
        self.blank = QWidget()
        for page in (self.view, self.first_run_area, self.skeleton, self.nothing, self.blank):
            self.stack.addWidget(page)
        self._column.addWidget(self.stack, 1)

    @property
    def first_run(self) -> FirstRun:
        """The three cards, built when they are first needed."""
        if self._first_run is None:
            from allure_desktop.gui.library import first_run

            self._first_run = first_run.FirstRun(self._context)
            self.first_run_area.setWidget(self._first_run)
        return self._first_run

    def _keep_density(self, compact: bool) -> None:
        from allure_desktop.settings import ROW_DENSITY

        kept = self._context.services.settings
        value = "compact" if compact else "comfortable"
        self._context.background.run(lambda: kept.set(ROW_DENSITY, value), owner=self)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def _connections_read(self) -> None:
        self._connections_known = True
        self.show_state()

    def _connection_changed(self, _connection_id: str) -> None:
        self.band.hide()
        self.choice.begin_anew()
        self.unread.show_unread((0, []))
        self._skeleton_timer.start()
        self.show_state()

    def _show(self, rows: Rows) -> None:
        self.view.rows.marked = self.packages.marked
        asked = self._context.current_connection_id, self.packages.filters
        self.view.refreshes = asked == self._asked
        self._asked = asked
        self.table.show(rows)
        self.table.show_sort(self.packages.filters.sort)
        self.choice.tell()
        self.unread.show_unread(self.packages.unread)
        self.show_state()

    def _refreshed(self, error: Exception | None) -> None:
        self.tell_error(error)
        self.show_state()

    def tell_error(self, error: Exception | None) -> None:
        """The band of the last refresh: what, cause, and the remedy as a button."""
        connection_id = self._context.current_connection_id
        if error is None:
            self.band.hide()
        elif connection_id is not None and concerns_connection(error):
            self.band.hide()  # told over every page, by the band of the connection
        elif isinstance(error, RateLimited):
            self.band.tell(
                "info",
                self.tr("This server limits how often it may be asked."),
                self.tr("The list is shown as it was read last, and read anew later. Nothing is wrong."),
                ((self.tr("Try again"), self.packages.refresh),),
            )
        else:
            again = ((self.tr("Try again"), self.packages.refresh),) if connection_id is not None else ()
            self.band.tell_error(error, again)

    def show_state(self) -> None:
        """The page that belongs to what is known now."""
        packages, connection = self.packages, self._context.current_connection_id
        page: QWidget = self.view
        if connection is None:
            page = self.blank
            if self._connections_known:
                page = self.first_run_area
                self.first_run.setVisible(True)
        elif not packages.shown:
            if packages.loaded:
                page = self.nothing
                self.nothing.tell()
            else:
                page = self.blank if self._skeleton_timer.isActive() else self.skeleton
        self.stack.setCurrentWidget(page)
        connected = connection is not None
        if connected and self._first_run is not None:
            # hardly seen again, and every widget counts when the colours change
            self.first_run_area.takeWidget().deleteLater()
            self._first_run = None
        self.filter_bar.setVisible(connected)
        self.tokens.setVisible(connected and packages.filters.any)
        self.rule.setVisible(page is not self.view)
        self._bands.setContentsMargins(16, 0, 12, 0 if self.band.isHidden() and self.unread.isHidden() else 8)
        self.head.add_button.set_kind("" if page is self.first_run_area else "primary")
        self.head.search.setEnabled(connected)
        self._tell_count()
        self.state_shown.emit()

    @property
    def shows_rows(self) -> bool:
        return self.stack.currentWidget() is self.view

    def clear_filters(self) -> None:
        self.choice.clear()

    def _tell_count(self) -> None:
        from allure_desktop.gui.library import package_words as words
        from allure_desktop.gui.uploads import figures

        packages, count = self.packages, self.head.count
        if self._context.current_connection_id is None:
            count.set_text(self.tr("empty") if self._connections_known else "")
            return
        if packages.as_of is None:
            count.set_text(self.tr("reading…") if packages.refreshing else "")
            return
        text = words.count(packages.overview.packages)
        if packages.filters.any and packages.shown.complete:
            text = self.tr("{shown} of {all}").format(shown=figures.number(len(packages.shown)), all=text)
        if packages.refreshing or packages.error is not None:
            clock = figures.clock(packages.as_of, time.time())
            text = self.tr("{packages} · as of {time}").format(packages=text, time=clock)
        count.set_text(text)

    # --- drops -------------------------------------------------------------------------------------------------------

    def strip_rect(self, window: QWidget) -> QRect:
        """Where the strip *New package* lies, in the window: over the filters and heads, so that no row moves."""
        if self.shows_rows:
            top = self.filter_bar.geometry().top() + 2
            bottom = self.view.mapTo(self, QPoint(0, self.view.horizontalHeader().height())).y()
        else:
            top = self.stack.geometry().top() + 2
            bottom = top + self.head.search.height() * 2
        corner = self.mapTo(window, QPoint(12, top))
        return QRect(corner.x(), corner.y(), self.width() - 24, max(theme.active().base_px * 4, bottom - top - 6))
