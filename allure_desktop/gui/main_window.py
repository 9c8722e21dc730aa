"""The main window: sidebar, the pages Library and Uploads, and what joins them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from allure_desktop.gui.actions import Actions
from allure_desktop.gui.acts import LIBRARY, UPLOADS, Acts
from allure_desktop.gui.connections.reader import ConnectionReader
from allure_desktop.gui.context import GuiContext
from allure_desktop.gui.library.page import LibraryPage
from allure_desktop.gui.motion import choose_motion
from allure_desktop.gui.server_offers import ServerOffers
from allure_desktop.gui.sidebar import Sidebar
from allure_desktop.gui.theme import Theme

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.composition import Services
    from allure_desktop.gui.adding import Adding
    from allure_desktop.gui.closing import Closing
    from allure_desktop.gui.comparison.opening import Comparing
    from allure_desktop.gui.connections.band import ConnectionBand, KeyringBand
    from allure_desktop.gui.connections.doors import ConnectionDoors
    from allure_desktop.gui.connections.recovery import Recovery
    from allure_desktop.gui.connections.sandbox import SandboxStarter
    from allure_desktop.gui.drop_area import DropArea, DropPage
    from allure_desktop.gui.library.list_commands import ListCommands
    from allure_desktop.gui.library.package_list import PackageList
    from allure_desktop.gui.lot.opening import LotDoor
    from allure_desktop.gui.notifications import Toast
    from allure_desktop.gui.palette.palette import Palette
    from allure_desktop.gui.panes import Panes
    from allure_desktop.gui.presence.presence import Presence
    from allure_desktop.gui.uploads_place import UploadsPlace
    from allure_desktop.gui.widgets import Sheet
    from allure_desktop.library.filters import Filters

NARROW_BELOW = 900
SMALLEST = (760, 520)
#: After the first frame the window is completed in small parts, with keys and clicks in between. Not 0: Qt runs such
#: timers one after the other before it looks for input.
_BETWEEN_PARTS_MS = 1


class MainWindow(QWidget):
    """Shows sidebar and list at once; everything else is loaded and built after the first frame."""

    packages: PackageList
    sandbox: SandboxStarter
    doors: ConnectionDoors
    adding: Adding
    lots: LotDoor
    closing: Closing
    comparing: Comparing
    uploads: UploadsPlace
    toast: Toast
    drop_area: DropArea
    keyring_band: KeyringBand
    connection_band: ConnectionBand
    recovery: Recovery
    presence: Presence
    palette_sheet: Palette
    panes: Panes
    list_commands: ListCommands

    #: the first frame is there, and what came after it
    settled = Signal()

    def __init__(self, services: Services, theme: Theme, state: dict[str, Any] | None = None) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("AllureConnect Desktop"))
        self.setMinimumSize(*SMALLEST)
        self._began = self.completed = False
        self.density = "comfortable"
        self.kept_state = dict(state or {})
        self.acts = Acts(self)
        self.context = GuiContext(services, Actions(self), theme, self, self.acts)
        self.connection_reader = ConnectionReader(self.context)
        self.offers = ServerOffers(self.context)
        self.sidebar = Sidebar(self.context)
        self.library = LibraryPage(self.context)
        self._lay_out()
        #: what is used changes with every upload; asked once for several
        self._quotas = QTimer(self)
        self._quotas.setSingleShot(True)
        self._quotas.setInterval(600)
        self._quotas.timeout.connect(self._ask_quotas)
        self._connect()
        self._restore()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        self.right_column = QVBoxLayout()
        self.right_column.setSpacing(0)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.library)
        self.right_column.addWidget(self.stack, 1)
        row.addLayout(self.right_column, 1)
        self.setProperty("pane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _connect(self) -> None:
        context = self.context
        self.library.package_changed.connect(lambda _package: self._refresh_commands())
        context.current_connection_changed.connect(lambda _id: self.sidebar.tell_quotas(None))
        context.current_connection_changed.connect(lambda _id: self._refresh_commands())
        context.background.unhandled.connect(lambda error: self.context.show_toast(str(error)))
        context.core_events.setting_changed.connect(self._setting_changed)
        context.core_events.library_changed.connect(lambda _id: self._quotas.start())
        self.offers.changed.connect(self._refresh_commands)
        self.connection_reader.first_read.connect(self._begin_focus)
        self.connection_reader.first_read.connect(self._start_sandbox)
        self.connection_reader.first_read.connect(self._restore_filters)
        context.theme.changed.connect(self.measure)
        context.current_connection_changed.connect(lambda _id: self._begin_focus())

    # --- beginning and end -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._began:
            self._began = True
            self._parts = self._begin()
            QTimer.singleShot(_BETWEEN_PARTS_MS, self._next_part)

    def _next_part(self) -> None:
        if next(self._parts, None) is not None:
            QTimer.singleShot(_BETWEEN_PARTS_MS, self._next_part)

    def _begin(self) -> Iterator[bool]:
        from allure_desktop.gui.assembly import complete

        context = self.context
        context.core_events.listen_to(context.services.events)
        yield from complete(self)
        self.connection_reader.read()
        yield from self.uploads.begin(self.library)
        self._restore_places()
        context.background.run(self._start_uploads, owner=self)
        self.doors.overview.elsewhere.connect(self.sidebar.connection.tell_elsewhere)
        self.settled.emit()
        yield True
        from allure_desktop.gui.presence.attend import attend

        yield from attend(self)

    def _start_uploads(self) -> None:
        # in the background: this loads all that speaks HTTP
        uploads = self.context.services.uploads
        self.context.services.clear_unfinished()
        self.context.services.version_copies.catch_up()
        # first what an earlier run left: taken over before anything new gets a turn
        uploads.recover()
        self.context.services.packed_folders.clear()
        uploads.run()

    def _start_sandbox(self) -> None:
        """With the program, where the settings say so."""
        from allure_desktop.settings import SANDBOX_AT_START

        def told(wanted: bool) -> None:
            if wanted:
                self.sandbox.start(show=False)

        kept = self.context.services.settings
        self.context.background.run(lambda: kept.get(SANDBOX_AT_START), told, owner=self)

    def _restore(self) -> None:
        self.resize(1280, 800)
        geometry = self.kept_state.get("geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        scale = self.kept_state.get("text_scale")
        if isinstance(scale, float) and 1.0 < scale <= 2.0:
            self.context.theme.set_text_scale(scale)

    def state(self) -> dict[str, Any]:
        """What is kept for the next start."""
        return {
            "geometry": bytes(self.saveGeometry().toBase64().data()).decode(),
            "columns": self.library.pane.view.columns.state(),
            "sort": self.packages.filters.sort,
            "filters": self.packages.filters.kept(),
            "connection": self.context.current_connection_id or "",
            "uploads_panel": self.uploads.panel_width(),
            "drafts": self.library.panel.details.drafts.state(),
            "text_scale": self.context.theme.text_scale,
            "page": self.stack.currentIndex(),
            "package": package.package_id if (package := self.library.package()) is not None else "",
            "panel": self.library.panel_state(),
            "dock": self.uploads.dock_open(),
        }

    def _restore_filters(self) -> None:
        """What the list left out, where it is of the connection that is shown: with it the saved view that was chosen."""
        from allure_desktop.library.filters import filters_from

        kept, connection_id = self.kept_state.get("filters"), self.context.current_connection_id
        if isinstance(kept, str) and connection_id and self.kept_state.get("connection") == connection_id:
            filters = filters_from(kept)
            if filters.any and not self.packages.filters.any:
                self.library.pane.choice.apply(filters)

    def _restore_places(self) -> None:
        """Page, package, panel and dock as they were left."""
        kept = self.kept_state
        self.library.restore_panel(kept.get("panel"))
        self.uploads.restore_panel(kept.get("uploads_panel"))
        if kept.get("dock") is False:
            self.uploads.fold_dock()
        package, page = kept.get("package"), kept.get("page")
        if isinstance(package, str) and package:
            self.library.pane.view.choose(package)
        if page == UPLOADS:
            self.show_page(UPLOADS)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if not self.completed:  # hardly shown and closed already
            self.settled.connect(self.close)
            return
        if self.closing.finished:
            event.accept()
            return
        self.closing.ask(self.state())

    def quit(self) -> None:
        """Ends the program, also where closing the window would leave it in the background."""
        if not self.completed:
            self.close()
        elif not self.closing.finished:
            self.closing.ask(self.state(), quits=True)

    def bring_forward(self) -> None:
        """Before the user's eyes, wherever it was."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _begin_focus(self) -> None:
        """Where the keyboard is at first, and when a connection has come into being."""
        if self.stack.currentIndex() == LIBRARY and not self._open_sheets():
            pane = self.library.pane
            begin = pane.view if self.context.current_connection_id else pane.first_run.choose
            begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh_commands(self) -> None:
        if self.completed:
            self.context.actions.refresh()

    # --- pages -------------------------------------------------------------------------------------------------------

    def page(self) -> DropPage:
        """The page that is shown."""
        if self.comparing.shown and self.comparing.page is not None:
            return self.comparing.page
        return self.library if self.stack.currentIndex() == LIBRARY else self.uploads

    def show_page(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self.sidebar.show_page(number)
        if number == UPLOADS:
            self.uploads.focus()
        else:
            self.library.pane.view.setFocus()
        self.context.actions.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.measure()

    def open_menu(self) -> None:
        """All commands, under ≡, F10 or Alt."""
        from allure_desktop.gui.commands import main_menu

        menu = main_menu(self)
        button = self.sidebar.menu
        place = button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4))
        menu.popup(place)

    def open_palette(self) -> None:
        """Ctrl+K."""
        self.palette_sheet.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.completed and self.close_topmost():
            return
        super().keyPressEvent(event)

    def close_topmost(self) -> bool:
        """Esc, where nothing that has the keyboard wants it: the message, the panel over the list, the comparison."""
        if self.toast.isVisible():
            self.toast.hide()
        elif self.stack.currentIndex() == LIBRARY and self.library.closes_drawer():
            pass
        elif self.comparing.shown:
            self.comparing.back()
        else:
            return False
        return True

    # --- what commands need ------------------------------------------------------------------------------------------

    def package(self) -> PackageRecord | None:
        """The package that commands are about; None on another page."""
        return self.library.package() if self.stack.currentIndex() == LIBRARY else None

    def why_no_package(self) -> str:
        """Why there is no package that commands could be about; '' when there is one."""
        if self.package() is not None:
            return ""
        from allure_desktop.gui.library.package_commands import several_in_words

        several = len(self.library.several_keys()) if self.stack.currentIndex() == LIBRARY else 0
        return several_in_words(several) if several else self.tr("Select a package in the Library first.")

    def library_details(self) -> None:
        """Ctrl+E: the details of the chosen package, ready to be edited."""
        self.show_page(LIBRARY)
        self.library.open_details()

    def measure(self) -> None:
        """After another text size: what depends on the window's width is laid out anew."""
        self.sidebar.set_narrow(self.width() < NARROW_BELOW * self.context.theme.base_px / 13)

    def hold(self, sheet: Sheet) -> None:
        """While a sheet is open nothing else can be done; each sheet says so itself when it opens."""
        self.context.actions.block(self.tr("Close the dialog first."))
        sheet.closed.connect(self._let_go)

    def _let_go(self) -> None:
        if not self._open_sheets():
            self.context.actions.block("")

    def _open_sheets(self) -> list[Sheet]:
        from allure_desktop.gui.widgets import Sheet

        return [sheet for sheet in self.findChildren(Sheet) if sheet.isVisible()]

    def refuses_drops(self) -> str:
        return self.tr("Close the dialog first") if self._open_sheets() else ""

    def uploads_at_once(self) -> bool:
        return self.adding.at_once(self.context.current_connection_id) is not False

    # --- what happens ------------------------------------------------------------------------------------------------

    def take_dropped(self, paths: list[str], only_check: bool) -> None:
        self._take(self.context.current_connection_id, paths, only_check)

    def take_dropped_on(self, connection_id: str, paths: list[str], only_check: bool) -> None:
        """Files let go on a connection in the switcher, which need not be the one that is shown."""
        connection = self.context.connection(connection_id)
        self._take(connection_id, paths, only_check)
        if connection is not None and not only_check and connection_id != self.context.current_connection_id:
            self.context.show_toast(self.tr("Added to Uploads, for “{name}”").format(name=connection.name))

    def _take(self, connection_id: str | None, paths: list[str], only_check: bool) -> None:
        self.lots.take(
            paths,
            None if only_check else connection_id,
            lambda: self.adding.add(paths, connection_id, None, only_check=only_check),
        )

    def show_added(self, ids: list[int]) -> None:
        if self.context.current_connection_id is None and ids:
            self.acts.show_uploads(ids[0])

    def open_files(self, files: Sequence[str]) -> None:
        """Files given to the program: checked and held, shown in Uploads."""
        self.show_page(UPLOADS)
        self.adding.add(files, self.context.current_connection_id, None, hold=True)

    def filter_tag(self, tag: str) -> None:
        self.show_page(LIBRARY)
        self.packages.set_filters(tag=tag)

    def show_view(self, filters: Filters) -> None:
        """The list as a saved view has it."""
        self.show_page(LIBRARY)
        self.library.pane.choice.apply(filters)

    def tell_overview(self, _seen: object) -> None:
        self.sidebar.tell_packages(self.packages.overview.packages)
        self.sidebar.show_tags(self.packages.overview.tags, self.packages.filters.tag)

    def tell_refreshed(self, error: Exception | None) -> None:
        self.context.actions.refresh()
        if error is None:
            self.keyring_band.look()
            self.connection_band.look_at_clock()
            self._quotas.start()

    def _ask_quotas(self) -> None:
        connection_id = self.context.current_connection_id
        if connection_id is None:
            return
        services = self.context.services

        def told(quotas: Any) -> None:
            if connection_id == self.context.current_connection_id:
                self.sidebar.tell_quotas(quotas)

        # a server that does not tell quotas is no failure
        self.context.background.run(
            lambda: services.library.quotas(connection_id), told, lambda _error: self.sidebar.tell_quotas(None), self
        )

    def tell_sandbox_failed(self, cause: str) -> None:
        self.context.actions.refresh()
        title = self.tr("The sandbox did not start.")
        again = (self.tr("Start sandbox"), lambda: self.context.actions.trigger("sandbox.start"))
        band = self.library.pane.band if self.context.current_connection_id else self.library.pane.first_run.band
        band.tell("danger", title, cause, (again,))

    def _setting_changed(self, name: str) -> None:
        from allure_desktop import settings as names

        kept = self.context.services.settings
        if name == names.COLOUR_SCHEME.name:
            self.context.background.run(
                lambda: kept.get(names.COLOUR_SCHEME), self.context.theme.set_scheme, owner=self
            )
        elif name == names.CONTRAST.name:
            self.context.background.run(lambda: kept.get(names.CONTRAST), self.context.theme.set_contrast, owner=self)
        elif name == names.REDUCED_MOTION.name:
            self.context.background.run(lambda: kept.get(names.REDUCED_MOTION), choose_motion, owner=self)
        elif name == names.ROW_DENSITY.name:
            self.context.background.run(lambda: kept.get(names.ROW_DENSITY), self.show_density, owner=self)

    def show_density(self, density: str) -> None:
        self.density = density
        if not hasattr(self.library.pane, "view"):  # told before the first frame
            return
        compact = density == "compact"
        self.library.pane.filter_bar.compact = compact
        self.library.pane.view.rows.compact = compact
        self.library.pane.view.measure()
