"""Where the pages of Uploads stand in the window: the page with its panel, and the dock below the Library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from allure_desktop.gui import theme

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.library.page import LibraryPage
    from allure_desktop.gui.uploads.acts import Act
    from allure_desktop.gui.uploads.dock import UploadsDock
    from allure_desktop.gui.uploads.page import UploadsPage
    from allure_desktop.gui.uploads.panel import UploadPanel
    from allure_desktop.uploads.rows import UploadRow

PANEL_WIDTH = 404


class UploadsPlace(QWidget):
    """Filled by `begin`, after the first frame: what uploads need is not loaded before."""

    #: rows that need attention; other rows that are not over
    counted = Signal(int, int)

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._page: UploadsPage | None = None
        self._panel: UploadPanel | None = None
        self._dock: UploadsDock | None = None
        self._scale, self._wanted = 0.0, float(PANEL_WIDTH)
        self.setProperty("pane", "surface")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)

    def begin(self, library: LibraryPage) -> Iterator[bool]:
        """Builds page, panel and dock, one a step."""
        from allure_desktop.gui.uploads.outage import Outage
        from allure_desktop.gui.uploads.row_source import rows_of

        yield True
        import allure_desktop.gui.uploads.row_words  # a part of what the dock needs, in a step of its own

        yield True
        import allure_desktop.gui.uploads.rows_view  # noqa: F401

        yield True
        from allure_desktop.gui.uploads.dock import UploadsDock

        yield True
        dock = self._dock = UploadsDock(self._context)
        library.dock_place.addWidget(dock)
        source = rows_of(self._context)
        source.rows_changed.connect(self._count)
        outage = Outage(self._context.set_reachability)
        source.rows_changed.connect(lambda: outage.read(source.rows))
        source.failed.connect(lambda error: self._context.show_toast(str(error)))
        yield True
        from allure_desktop.gui.uploads.page import UploadsPage

        self._page = UploadsPage(self._context)
        self._page.commands.also_for(dock.view)
        yield True
        from allure_desktop.gui.uploads.panel import UploadPanel

        yield True
        panel = self._panel = UploadPanel(self._context)
        self._page.row_chosen.connect(panel.show_row)
        self._page.details_wanted.connect(panel.show_details)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._page)
        splitter.addWidget(panel)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        self._splitter = splitter
        self._row.addWidget(splitter)
        theme.active().changed.connect(self._measure)
        splitter.splitterMoved.connect(self._moved)
        self._measure()
        self._count()
        yield True
        from allure_desktop.gui.validation.watching import watcher_of

        watcher_of(self._context)

    def _measure(self) -> None:
        """The panel grows with the text, up to two fifths of the place; so does a width that the user chose."""
        scale = theme.active().base_px / 13
        if self._panel is None or scale == self._scale:
            return
        before, self._scale = self._scale, scale
        most = max(300, self.width() * 2 // 5)
        self._panel.setMinimumWidth(min(round(300 * scale), most))
        self._panel.setMaximumWidth(round(600 * scale))
        wide = round(self._wanted * scale)
        wide = min(wide, most) if scale > 1 else wide
        self._splitter.setSizes([max(1, (self.width() if before else 900 + wide) - wide), wide])

    def _moved(self) -> None:
        if self._panel is not None:
            self._wanted = self._panel.width() / self._scale

    def panel_width(self) -> float:
        """How wide the panel was drawn, in pixels of the usual text size."""
        return self._wanted

    def restore_panel(self, wide: object) -> None:
        """As `panel_width` told it."""
        if isinstance(wide, float | int) and 300 <= wide <= 600:
            self._wanted, self._scale = float(wide), 0.0
            self._measure()

    def _count(self) -> None:
        from allure_desktop.gui.uploads.row_source import rows_of

        rows = rows_of(self._context).rows
        attention = sum(row.needs_attention for row in rows)
        self.counted.emit(attention, sum(not row.is_over for row in rows) - attention)

    def focus(self) -> None:
        """The list of rows has the keyboard."""
        if self._page is not None:
            self._page.setFocus()

    def dock_open(self) -> bool:
        """Whether the uploads below the Library show their rows."""
        return self._dock is None or self._dock.is_open

    def fold_dock(self) -> None:
        """One line only."""
        if self._dock is not None and self._dock.is_open:
            self._dock.toggle()

    def panes(self) -> list[tuple[str, QWidget]]:
        """The parts between which F6 goes, with their names."""
        page, panel = self._page, self._panel
        if page is None or panel is None:
            return []
        shown = page.view if page.view.isVisible() else page
        return [(self.tr("Toolbar"), page.toolbar), (self.tr("Uploads"), shown), (self.tr("Upload"), panel)]

    def chosen_row(self) -> UploadRow | None:
        """The row that commands are about: the selected one, while the page is what the window shows."""
        from allure_desktop.gui.uploads.row_source import rows_of

        upload_id = self._page.view.current_id if self._page is not None and self.isVisible() else None
        return None if upload_id is None else rows_of(self._context).row(upload_id)

    def show_row(self, upload_id: int) -> None:
        if self._page is not None:
            self._page.show_row(upload_id)

    def perform(self, upload_id: int, act: Act) -> None:
        """Does what a row offers, as its own button would."""
        if self._page is not None:
            self._page.perform(upload_id, act)

    def offer_fix(self, upload_id: int) -> None:
        """Chooses a row; what mends it has the focus."""
        self.show_row(upload_id)
        if self._panel is not None and self._panel.upload_id == upload_id:
            self._panel.focus_first()

    # --- drops -------------------------------------------------------------------------------------------------------

    def strip_rect(self, window: QWidget) -> QRect:
        """At the top, below the page's head."""
        base = theme.active().base_px
        width = (self._page.width() if self._page is not None else self.width()) - 24
        corner = self.mapTo(window, QPoint(12, base * 4))
        return QRect(corner.x(), corner.y(), width, round(base * 4.6))

    def drag_over(self, _window: QWidget, _place: QPoint, _takes_rows: bool) -> PackageRecord | None:
        """No package stands here: a drop makes new packages."""
        return None

    def banner_bottom(self, window: QWidget) -> int:
        return self.mapTo(window, QPoint(0, self.height())).y()

    def drag_ended(self) -> None:
        return
