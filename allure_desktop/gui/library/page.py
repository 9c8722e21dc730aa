"""The page Library: search, filters, the list in each of its states, and the panel beside it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from allure_desktop.errors import Forbidden, KeyRefused, NoConnection
from allure_desktop.gui import icons, theme
from allure_desktop.gui.widgets import Band, ElidedLabel, PushButton, label, line

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.library.filter_bar import FilterBar
    from allure_desktop.gui.library.first_run import FirstRun
    from allure_desktop.gui.library.package_list import PackageList
    from allure_desktop.gui.library.panel import PackagePanel
    from allure_desktop.gui.library.table_model import PackageTable
    from allure_desktop.gui.library.table_view import PackageView

PANEL_WIDTH = 364
DRAWER_BELOW = 1100 - 232
SKELETON_MS = 200


class Skeleton(QWidget):
    """Six grey rows where a list will be."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        active = theme.active()
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(active.tokens.colour("subtle"))
        height = active.base_px * 4
        for row in range(6):
            y = row * height + (height - 32) // 2 + 32
            painter.drawRoundedRect(16, y, 32, 32, 7, 7)
            painter.drawRoundedRect(60, y + 2, 220 - row % 3 * 40, 12, 4, 4)
            painter.drawRoundedRect(60, y + 20, 140 - row % 2 * 30, 9, 4, 4)


class LibraryPage(QWidget):
    """`package_changed` tells the package that commands are about.

    The head is there at once; `complete` builds the rest, which the first frame does not show.
    """

    package_changed = Signal(object)
    packages: PackageList
    filter_bar: FilterBar
    table: PackageTable
    view: PackageView
    panel: PackagePanel

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._drawer = False
        #: as the user has drawn it, 0 before
        self._panel_width = 0
        self._connections_known = False
        self.setProperty("pane", "surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        column.addWidget(self.splitter, 1)
        self.dock_place = QVBoxLayout()
        self.dock_place.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.dock_place)
        self.list_pane = QFrame()
        self.list_pane.setProperty("pane", "surface")
        self._list_column = QVBoxLayout(self.list_pane)
        self._list_column.setContentsMargins(0, 0, 0, 0)
        self._list_column.setSpacing(0)
        self._list_column.addLayout(self._made_head())
        self._list_column.addStretch(1)
        self.splitter.addWidget(self.list_pane)
        self.splitter.setStretchFactor(0, 1)
        self._package: PackageRecord | None = None
        self._first_run: FirstRun | None = None
        self._completed = False

    # --- parts -------------------------------------------------------------------------------------------------------

    def complete(self, packages: PackageList) -> None:
        """Filters, list and panel."""
        from allure_desktop.gui.library.panel import PackagePanel

        self.packages = packages
        self._complete_list()
        self.add_button.setToolTip(self._context.actions.action("add").toolTip())
        self.panel = PackagePanel(self._context)
        scale = theme.active().base_px / 13
        self.panel.setMinimumWidth(round(300 * scale))
        self.panel.setMaximumWidth(round(560 * scale))
        self.panel.hide()
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(1, 0)
        self._skeleton_timer = QTimer(self)
        self._skeleton_timer.setSingleShot(True)
        self._skeleton_timer.setInterval(SKELETON_MS)
        self._skeleton_timer.timeout.connect(self._show_state)
        self._clock = QTimer(self)
        self._clock.setInterval(60_000)
        self._clock.timeout.connect(self.view.viewport().update)
        self._clock.start()
        packages.overview_changed.connect(
            lambda seen: self.panel.details.offer_tags(tuple(tag for tag, _count in seen.tags))
        )
        packages.shown_changed.connect(self._show)
        packages.refreshing_changed.connect(self._tell_count)
        packages.refreshed.connect(self._refreshed)
        self._context.connections_read.connect(self._connections_read)
        self._context.current_connection_changed.connect(self._connection_changed)
        self._completed = True
        self._show_state()

    @property
    def first_run(self) -> FirstRun:
        """The three cards, built when they are first needed."""
        if self._first_run is None:
            from allure_desktop.gui.library import first_run

            self._first_run = first_run.FirstRun(self._context)
            self.first_run_area.setWidget(self._first_run)
        return self._first_run

    def _complete_list(self) -> None:
        from allure_desktop.gui.library.filter_bar import FilterBar
        from allure_desktop.gui.library.table_model import PackageTable
        from allure_desktop.gui.library.table_view import PackageView

        column = self._list_column
        column.takeAt(1)
        self.search.textChanged.connect(lambda text: self.packages.set_filters(text=text))
        self.search.installEventFilter(self)
        self.filter_bar = FilterBar(self.packages)
        column.addWidget(self.filter_bar)
        bands = QVBoxLayout()
        bands.setContentsMargins(16, 0, 12, 0)
        self.band = Band()
        bands.addWidget(self.band)
        column.addLayout(bands)
        self.rule = line()
        column.addWidget(self.rule)
        self.stack = QStackedWidget()
        self.table = PackageTable(self)
        self.view = PackageView(self.table)
        self.view.package_chosen.connect(self._chosen)
        self.view.opened.connect(self.open_details)
        self.view.horizontalHeader().sectionClicked.connect(self.filter_bar.sort_by_column)
        self.filter_bar.columns_changed.connect(self.view.hide_columns)
        # it may be taller and wider than a small window
        self.first_run_area = QScrollArea()
        self.first_run_area.setWidgetResizable(True)
        self.first_run_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.skeleton = Skeleton()
        self.nothing = QWidget()
        self.blank = QWidget()
        for page in (self.view, self.first_run_area, self.skeleton, self.nothing, self.blank):
            self.stack.addWidget(page)
        column.addWidget(self.stack, 1)

    def _made_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(16, 11, 12, 11)
        head.setSpacing(8)
        head.addWidget(label(self.tr("Library"), "page-title"))
        self.count = ElidedLabel(role="secondary")
        head.addWidget(self.count, 1)
        self.search = QLineEdit()
        self.search.setAcceptDrops(False)
        self.search.setAccessibleName(self.tr("Search packages"))
        self.search.setPlaceholderText(self.tr("Search title, tag, file, id"))
        # made here, with their owner: those that addAction makes are gone before the field is
        self._clear = QAction(icons.icon("x", "text2"), "", self.search)
        self.search.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(self.tr("Clear the search"))
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.search.clear)
        self.search.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(260)
        self._search_icon = QAction(icons.icon("search", "text3"), "", self.search)
        self.search.addAction(self._search_icon, QLineEdit.ActionPosition.LeadingPosition)
        theme.active().changed.connect(self._draw_search_icons)
        head.addWidget(self.search, 2)
        self.add_button = PushButton(self.tr("Add packages…"), icon="plus", kind="primary")
        self.add_button.clicked.connect(lambda: self._context.actions.trigger("add"))
        head.addWidget(self.add_button)
        return head

    def _draw_search_icons(self) -> None:
        self._search_icon.setIcon(icons.icon("search", "text3"))
        self._clear.setIcon(icons.icon("x", "text2"))

    def _build_nothing(self) -> None:
        column = QVBoxLayout(self.nothing)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(10)
        column.addStretch(1)
        self._nothing_icon = QLabel()
        self._nothing_icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        icons.put(self._nothing_icon, "package-plus", "text3", 28)
        column.addWidget(self._nothing_icon)
        self.nothing_words = label("", "secondary", wrap=True)
        self.nothing_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.nothing_words)
        row = QHBoxLayout()
        row.addStretch(1)
        self.nothing_button = PushButton("")
        self.nothing_button.clicked.connect(self._nothing_act)
        row.addWidget(self.nothing_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def _connections_read(self) -> None:
        self._connections_known = True
        self._show_state()

    def _connection_changed(self, _connection_id: str) -> None:
        self.band.hide()
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.filter_bar.tell()
        self._skeleton_timer.start()
        self._show_state()

    def _show(self, records: list[PackageRecord]) -> None:
        self.view.rows.marked = self.packages.marked
        self.table.show(records)
        self.table.show_sort(self.packages.filters.sort)
        self.filter_bar.tell()
        if not records:
            self._chosen(None)
        self._show_state()

    def _refreshed(self, error: Exception | None) -> None:
        self.tell_error(error)
        self._show_state()

    def tell_error(self, error: Exception | None) -> None:
        """The band of the last refresh: what, cause, and the remedy as a button."""
        connection_id = self._context.current_connection_id
        if error is None or connection_id is None:
            self.band.hide()
            return
        again = (self.tr("Try again"), self.packages.refresh)
        if isinstance(error, KeyRefused | Forbidden | NoConnection):
            replace = (self.tr("Replace key…"), lambda: self._context.edit_connection(connection_id))
            self.band.tell_error(error, (replace, again))
        else:
            self.band.tell_error(error, (again,))

    def _show_state(self) -> None:
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
                self._tell_nothing()
            else:
                page = self.blank if self._skeleton_timer.isActive() else self.skeleton
        self.stack.setCurrentWidget(page)
        connected = connection is not None
        self.filter_bar.setVisible(connected)
        self.rule.setVisible(page is not self.view)
        self.add_button.set_kind("" if page is self.first_run_area else "primary")
        self.search.setEnabled(connected)
        self._place_panel()
        self._tell_count()

    def _tell_nothing(self) -> None:
        if self.nothing.layout() is None:
            self._build_nothing()
        filters = self.packages.filters
        if filters.any:
            asked = " ".join(
                part
                for part in (
                    filters.text.strip(),
                    f"tag:{filters.tag}" if filters.tag else "",
                    f"is:{filters.standard}" if filters.standard else "",
                )
                if part
            )
            icons.put(self._nothing_icon, "search", "text3", 28)
            told = self.tr("No package matches {filters}") if asked else self.tr("No package matches these filters")
            self.nothing_words.setText(told.format(filters=asked))
            self.nothing_button.set_text(self.tr("Clear filters"))
        elif self.packages.error is not None and self.packages.as_of is None:
            icons.put(self._nothing_icon, "cloud", "text3", 28)
            self.nothing_words.setText(self.tr("The list of this connection was never read."))
            self.nothing_button.set_text(self.tr("Try again"))
        else:
            icons.put(self._nothing_icon, "package-plus", "text3", 28)
            self.nothing_words.setText(self.tr("No packages here yet. Drop SCORM ZIPs anywhere in this window."))
            self.nothing_button.set_text(self.tr("Add packages…"))

    def _nothing_act(self) -> None:
        if self.packages.filters.any:
            self.clear_filters()
        elif self.packages.error is not None and self.packages.as_of is None:
            self.packages.refresh()
        else:
            self._context.actions.trigger("add")

    def clear_filters(self) -> None:
        self.search.clear()
        self.packages.clear_filters()
        self.filter_bar.tell()

    def _tell_count(self) -> None:
        from allure_desktop.gui.library import package_words as words
        from allure_desktop.gui.uploads import figures

        packages = self.packages
        if self._context.current_connection_id is None:
            self.count.set_text(self.tr("empty") if self._connections_known else "")
            return
        if packages.as_of is None:
            self.count.set_text(self.tr("reading…") if packages.refreshing else "")
            return
        text = words.count(len(packages.all))
        if packages.filters.any:
            text = self.tr("{shown} of {all}").format(shown=figures.number(len(packages.shown)), all=text)
        if packages.refreshing or packages.error is not None:
            clock = figures.clock(packages.as_of, time.time())
            text = self.tr("{packages} · as of {time}").format(packages=text, time=clock)
        self.count.set_text(text)

    # --- the panel ---------------------------------------------------------------------------------------------------

    def _chosen(self, package: PackageRecord | None) -> None:
        self._package = package
        if self._completed and package != self.panel.package:
            self.panel.show_package(package)
        self.package_changed.emit(package)

    def package(self) -> PackageRecord | None:
        """The package that commands are about."""
        return self._package

    def open_details(self) -> None:
        """Enter on a row: the panel with its details."""
        if not self.panel.isVisible():
            self.toggle_panel(True)
        self.panel.show_part(1)
        self.panel.details.description.setFocus(Qt.FocusReason.OtherFocusReason)

    panel_wanted = True

    def toggle_panel(self, wanted: bool | None = None) -> None:
        """Shows or hides the panel; where the window is narrow it lies over the list."""
        self.panel_wanted = (not self.panel.isVisible()) if wanted is None else wanted
        self._place_panel()
        if not self.panel.isVisible():
            self.view.setFocus()

    def _place_panel(self) -> None:
        if not self._completed:
            return
        narrow = self.width() < DRAWER_BELOW * theme.active().base_px / 13
        if narrow != self._drawer:
            self._drawer = narrow
            self.panel.setProperty("drawer", narrow)
            self.panel.style().unpolish(self.panel)
            self.panel.style().polish(self.panel)
            self.panel_wanted = not narrow
            if narrow:
                self.panel.setParent(self)
            else:
                self.panel.hide()
                self.splitter.addWidget(self.panel)
        connected = self._context.current_connection_id is not None
        shown = self.panel_wanted and connected
        if shown and self.panel.isHidden() and not narrow:
            wide = self._panel_width or round(PANEL_WIDTH * theme.active().base_px / 13)
            self.panel.show()
            self.splitter.setSizes([max(1, self.width() - wide), wide])
        elif not shown and not self.panel.isHidden() and not narrow:
            self._panel_width = self.panel.width()
        self.panel.setVisible(shown)
        if narrow and self.panel.isVisible():
            wide = min(PANEL_WIDTH, self.width() - 40)
            self.panel.setGeometry(self.width() - wide, 0, wide, self.splitter.height())
            self.panel.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_panel()

    # --- keyboard ----------------------------------------------------------------------------------------------------

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._drawer and self.panel.isVisible():
            self.toggle_panel(False)
            return
        super().keyPressEvent(event)

    # --- drops -------------------------------------------------------------------------------------------------------

    def strip_rect(self, window: QWidget) -> QRect:
        """Where the strip *New package* lies, in the window: over the filters and heads, so that no row moves."""
        width = self.list_pane.width() - 24
        if self.stack.currentWidget() is self.view:
            top = self.filter_bar.geometry().top() + 2
            bottom = self.view.mapTo(self.list_pane, QPoint(0, self.view.horizontalHeader().height())).y()
        else:
            top = self.stack.geometry().top() + 2
            bottom = top + self.search.height() * 2
        corner = self.list_pane.mapTo(window, QPoint(12, top))
        return QRect(corner.x(), corner.y(), width, max(theme.active().base_px * 4, bottom - top - 6))

    def drag_over(self, window: QWidget, place: QPoint, takes_rows: bool) -> PackageRecord | None:
        """Files are dragged over `place` in the window; the package whose next version a release would make."""
        over_panel = self.panel.isVisible() and QRect(
            self.panel.mapTo(window, QPoint(0, 0)), self.panel.size()
        ).contains(place)
        inside = self.stack.currentWidget() is self.view and not over_panel
        viewport = self.view.viewport()
        target = self.view.drag_over(viewport.mapFrom(window, place) if inside else None, takes_rows)
        return self.panel.package if over_panel and takes_rows else target

    def banner_bottom(self, window: QWidget) -> int:
        """Above the dock."""
        return self.splitter.mapTo(window, QPoint(0, self.splitter.height())).y()

    def drag_ended(self) -> None:
        self.view.drag_ended()
