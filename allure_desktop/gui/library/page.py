"""The page Library: the list, the panel of the chosen package beside it or over it, and the dock's place below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.library.list_pane import ListPane

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.library.package_list import PackageList
    from allure_desktop.gui.library.panel import PackagePanel
    from allure_desktop.gui.library.selection import Selection

PANEL_WIDTH, PANEL_LEAST, PANEL_MOST = 364, 300, 560
#: a narrower page shows the panel as a drawer over the list: the window is then narrower than 1100
DRAWER_BELOW = 1100 - 232


class LibraryPage(QWidget):
    """`package_changed` tells the package that commands are about. `complete` comes after the first frame."""

    package_changed = Signal(object)
    panel: PackagePanel
    selection: Selection

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        #: what commands are about, and what is current also while several are chosen
        self._package: PackageRecord | None = None
        self._one: PackageRecord | None = None
        self._completed = self._drawer = False
        self._panel_wanted = True
        #: as the user has drawn it, 0 before
        self._panel_width = 0
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
        self.pane = ListPane(context)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 1)

    def complete(self, packages: PackageList) -> Iterator[bool]:
        """List and panel, one part a step."""
        from allure_desktop.gui.library.panel import PackagePanel

        yield True
        self.panel = PackagePanel(self._context)
        yield from self.panel.complete()
        scale = theme.active().base_px / 13
        self.panel.setMinimumWidth(round(PANEL_LEAST * scale))
        self.panel.setMaximumWidth(round(PANEL_MOST * scale))
        self.panel.hide()
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(1, 0)
        yield True
        yield from self.pane.complete(packages)
        from allure_desktop.gui.library.selection import Selection

        self.selection = Selection(self.pane.view)
        self.selection.changed.connect(self._selected)
        self.pane.view.package_chosen.connect(self._chosen)
        self.pane.view.opened.connect(self.open_details)
        self.pane.state_shown.connect(self._place_panel)
        packages.overview_changed.connect(
            lambda seen: self.panel.details.offer_tags(tuple(tag for tag, _count in seen.tags))
        )
        self._completed = True
        self._place_panel()

    # --- the panel ---------------------------------------------------------------------------------------------------

    def _chosen(self, package: PackageRecord | None) -> None:
        self._one = package
        self._tell_chosen()

    def _selected(self, keys: tuple[int, ...]) -> None:
        self._tell_chosen()
        if not self.selection.several:
            return
        self.panel.show_several(len(keys))
        library = self._context.services.library

        def read(packages: list[PackageRecord]) -> None:
            if keys == self.selection.keys:
                self.panel.show_several(len(keys), packages)

        def work() -> list[PackageRecord]:
            records = library.catalogue.records(keys)
            return [records[key] for key in keys if key in records]

        self._context.background.run(work, read, owner=self)

    def _tell_chosen(self) -> None:
        package = None if self.selection.several else self._one
        if not self.selection.several and (package != self.panel.package or self.panel.shows_several):
            self.panel.show_package(package)
        self._package = package
        self.package_changed.emit(package)

    def several_keys(self) -> tuple[int, ...]:
        """The keys of several chosen packages; empty while it is one or none."""
        return self.selection.keys if self._completed and self.selection.several else ()

    def package(self) -> PackageRecord | None:
        """The package that commands are about."""
        return self._package

    def open_details(self) -> None:
        """Enter on a row: the panel with its details."""
        if not self.panel.isVisible():
            self.toggle_panel(True)
        self.panel.show_part(1)
        self.panel.details.description.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_panel(self, wanted: bool | None = None) -> None:
        """Shows or hides the panel; where the window is narrow it lies over the list."""
        self._panel_wanted = (not self.panel.isVisible()) if wanted is None else wanted
        self._place_panel()
        if not self.panel.isVisible():
            self.pane.view.setFocus()

    def panel_state(self) -> dict[str, object]:
        """Whether the panel is wanted beside the list, and how wide it was drawn."""
        beside = not self._drawer
        wide = self.panel.width() if beside and self.panel.isVisible() else self._panel_width
        return {"shown": self._panel_wanted if beside else True, "width": wide}

    def restore_panel(self, kept: object) -> None:
        """As `panel_state` told it."""
        if not isinstance(kept, dict):
            return
        wide = kept.get("width")
        if isinstance(wide, int) and 0 < wide <= PANEL_MOST * 2:
            self._panel_width = wide
            if not self._drawer and self.panel.isVisible():
                self.splitter.setSizes([max(1, self.width() - wide), wide])
        if not self._drawer and kept.get("shown") is False:
            self.toggle_panel(False)

    def _place_panel(self) -> None:
        if not self._completed:
            return
        narrow = self.width() < DRAWER_BELOW * theme.active().base_px / 13
        if narrow != self._drawer:
            self._become_drawer(narrow)
        shown = self._panel_wanted and self._context.current_connection_id is not None
        if shown and self.panel.isHidden() and not narrow:
            wide = self._panel_width or round(PANEL_WIDTH * theme.active().base_px / 13)
            self.panel.show()
            self.splitter.setSizes([max(1, self.width() - wide), wide])
        elif not shown and not self.panel.isHidden() and not narrow:
            self._panel_width = self.panel.width()
        self.panel.setVisible(shown)
        if narrow and self.panel.isVisible():
            wide = min(round(PANEL_WIDTH * theme.active().base_px / 13), self.width() - 40)
            self.panel.setGeometry(self.width() - wide, 0, wide, self.splitter.height())
            self.panel.raise_()

    def _become_drawer(self, drawer: bool) -> None:
        self._drawer = drawer
        self._panel_wanted = not drawer
        self.panel.setProperty("drawer", drawer)
        self.panel.style().unpolish(self.panel)
        self.panel.style().polish(self.panel)
        if drawer:
            self.panel.setParent(self)
        else:
            self.panel.hide()
            self.splitter.addWidget(self.panel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_panel()

    def closes_drawer(self) -> bool:
        """Whether the panel lay over the list: it does no longer."""
        lay_over = self._drawer and self.panel.isVisible()
        if lay_over:
            self.toggle_panel(False)
        return lay_over

    # --- drops -------------------------------------------------------------------------------------------------------

    def strip_rect(self, window: QWidget) -> QRect:
        return self.pane.strip_rect(window)

    def drag_over(self, window: QWidget, place: QPoint, takes_rows: bool) -> PackageRecord | None:
        """Files are dragged over `place` in the window; the package whose next version a release would make."""
        panel = QRect(self.panel.mapTo(window, QPoint(0, 0)), self.panel.size())
        over_panel = self.panel.isVisible() and panel.contains(place)
        inside = self.pane.shows_rows and not over_panel
        view = self.pane.view
        target = view.drag_over(view.viewport().mapFrom(window, place) if inside else None, takes_rows)
        return self.panel.package if over_panel and takes_rows else target

    def banner_bottom(self, window: QWidget) -> int:
        """Above the dock."""
        return self.splitter.mapTo(window, QPoint(0, self.splitter.height())).y()

    def drag_ended(self) -> None:
        self.pane.view.drag_ended()
