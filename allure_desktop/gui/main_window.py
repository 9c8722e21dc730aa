"""The main window: sidebar, the pages Library and Uploads, and what joins them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from allure_desktop.gui import icons
from allure_desktop.gui.actions import Actions
from allure_desktop.gui.connections.reader import ConnectionReader
from allure_desktop.gui.context import GuiContext
from allure_desktop.gui.library.page import LibraryPage
from allure_desktop.gui.sidebar import Sidebar
from allure_desktop.gui.theme import Theme
from allure_desktop.gui.widgets import Sheet

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.composition import Services
    from allure_desktop.gui.adding import Adding
    from allure_desktop.gui.closing import Closing
    from allure_desktop.gui.connections.band import KeyringBand
    from allure_desktop.gui.connections.doors import ConnectionDoors
    from allure_desktop.gui.connections.sandbox import SandboxStarter
    from allure_desktop.gui.drop_area import DropArea, DropPage
    from allure_desktop.gui.library.package_list import PackageList
    from allure_desktop.gui.notifications import Toast
    from allure_desktop.gui.uploads_place import UploadsPlace

LIBRARY, UPLOADS = 0, 1
NARROW_BELOW = 900
SMALLEST = (760, 520)


class MainWindow(QWidget):
    """Shows sidebar and list at once; everything else is loaded and built after the first frame."""

    packages: PackageList
    sandbox: SandboxStarter
    doors: ConnectionDoors
    adding: Adding
    closing: Closing
    uploads: UploadsPlace
    toast: Toast
    drop_area: DropArea
    keyring_band: KeyringBand

    #: the first frame is there, and what came after it
    settled = Signal()

    def __init__(self, services: Services, theme: Theme, state: dict[str, Any] | None = None) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("AllureConnect Desktop"))
        self.setMinimumSize(*SMALLEST)
        self._began = self.completed = False
        self._density = "comfortable"
        self._state = dict(state or {})
        self.context = GuiContext(services, Actions(self), theme, self, self)
        self.connection_reader = ConnectionReader(self.context)
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
        self._right = QVBoxLayout()
        self._right.setSpacing(0)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.library)
        self._right.addWidget(self.stack, 1)
        row.addLayout(self._right, 1)
        self.setProperty("pane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _connect(self) -> None:
        context = self.context
        self.sidebar.page_wanted.connect(self.show_page)
        self.sidebar.tag_wanted.connect(self._filter_tag)
        self.sidebar.switcher_wanted.connect(lambda: self.doors.open_switcher(self.sidebar.connection))
        self.sidebar.menu.clicked.connect(self.open_menu)
        self.library.package_changed.connect(lambda _package: self._refresh_commands())
        context.current_connection_changed.connect(lambda _id: self.sidebar.tell_quotas(None))
        context.current_connection_changed.connect(lambda _id: self._refresh_commands())
        context.background.unhandled.connect(lambda error: self.show_toast(str(error), None, ""))
        context.core_events.setting_changed.connect(self._setting_changed)
        context.core_events.library_changed.connect(lambda _id: self._quotas.start())
        self.connection_reader.first_read.connect(self._begin_focus)

    def _complete(self) -> Iterator[bool]:
        """All that the first frame does not show: it is loaded only now."""
        from allure_desktop.gui.adding import Adding
        from allure_desktop.gui.closing import Closing
        from allure_desktop.gui.commands import register_commands
        from allure_desktop.gui.connections.doors import ConnectionDoors
        from allure_desktop.gui.connections.sandbox import SandboxStarter

        self.setWindowIcon(icons.icon("library", "accent", 64))
        register_commands(self)
        self.sandbox = SandboxStarter(self.context)
        self.doors = ConnectionDoors(self.context, self.sandbox, self.connection_reader)
        self.adding = Adding(self.context)
        self.closing = Closing(self.context, self.sandbox.process)
        yield True
        from allure_desktop.gui.connections.band import KeyringBand
        from allure_desktop.gui.drop_area import DropArea
        from allure_desktop.gui.notifications import Toast
        from allure_desktop.gui.uploads_place import UploadsPlace

        self.keyring_band = KeyringBand(self.context)
        self._right.insertWidget(0, self.keyring_band)
        self.uploads = UploadsPlace(self.context)
        self.stack.addWidget(self.uploads)
        self.toast = Toast(self)
        self.drop_area = DropArea(self, self.page, self._refuses_drops, self._uploads_at_once)
        yield True
        self._complete_library()
        self.library.panel.menu_asked.connect(self._package_menu_below)
        self.uploads.counted.connect(self.sidebar.tell_uploads)
        self.adding.added.connect(self._added)
        self.adding.refused.connect(lambda words: self.show_toast(words, None, ""))
        self.drop_area.dropped.connect(self._dropped)
        self.drop_area.dropped_on.connect(self.open_new_version)
        self.drop_area.refused.connect(lambda words: self.show_toast(words, None, ""))
        self.sandbox.failed.connect(self._sandbox_failed)
        self.completed = True
        self.context.actions.refresh()

    def _complete_library(self) -> None:
        from allure_desktop.gui.library.package_list import PackageList

        self.packages = PackageList(self.context)
        self.library.complete(self.packages)
        self.library.view.customContextMenuRequested.connect(self._package_menu_at)
        self.packages.overview_changed.connect(self._tell_overview)
        self.packages.shown_changed.connect(self._tell_overview)
        self.packages.refreshed.connect(self._refreshed)
        self.connection_reader.failed.connect(self.library.band.tell_error)
        hidden = self._state.get("hidden_columns")
        if isinstance(hidden, list):
            self.library.filter_bar.hidden = frozenset(n for n in hidden if isinstance(n, int))
            self.library.view.hide_columns(self.library.filter_bar.hidden)
        sort = self._state.get("sort")
        if isinstance(sort, str) and sort:
            self.packages.set_filters(sort=sort)
        self.show_density(self._density)

    # --- beginning and end -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._began:
            self._began = True
            # after the first frame: one part a turn of the event loop, so that keys and clicks come in between
            self._parts = self._begin()
            QTimer.singleShot(0, self._next_part)

    def _next_part(self) -> None:
        if next(self._parts, None) is not None:
            QTimer.singleShot(0, self._next_part)

    def _begin(self) -> Iterator[bool]:
        context = self.context
        context.core_events.listen_to(context.services.events)
        for _ in self._complete():
            yield True
        self.connection_reader.read()
        for _ in self.uploads.begin(self.library):
            yield True
        context.background.run(self._start_uploads, owner=self)
        self.settled.emit()

    def _start_uploads(self) -> None:
        # in the background: this loads all that speaks HTTP
        uploads = self.context.services.uploads
        uploads.run()
        uploads.recover()

    def _restore(self) -> None:
        self.resize(1280, 800)
        geometry = self._state.get("geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))

    def state(self) -> dict[str, Any]:
        """What is kept for the next start."""
        return {
            "geometry": bytes(self.saveGeometry().toBase64().data()).decode(),
            "hidden_columns": sorted(self.library.filter_bar.hidden),
            "sort": self.packages.filters.sort,
        }

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if not self.completed:  # hardly shown and closed already
            self.settled.connect(self.close)
            return
        if self.closing.finished:
            event.accept()
            return
        self.closing.ask(self.state())

    def _begin_focus(self) -> None:
        if self.stack.currentIndex() == LIBRARY:
            begin = self.library.view if self.context.current_connection_id else self.library.first_run.choose
            begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh_commands(self) -> None:
        if self.completed:
            self.context.actions.refresh()

    # --- pages -------------------------------------------------------------------------------------------------------

    def page(self) -> DropPage:
        """The page that is shown."""
        return self.library if self.stack.currentIndex() == LIBRARY else self.uploads

    def show_page(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self.sidebar.show_page(number)
        if number == UPLOADS:
            self.uploads.focus()
        else:
            self.library.view.setFocus()
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.completed and self.toast.isVisible():
            self.toast.hide()
            return
        super().keyPressEvent(event)

    # --- what commands need ------------------------------------------------------------------------------------------

    def package(self) -> PackageRecord | None:
        """The package that commands are about; None on another page."""
        return self.library.package() if self.stack.currentIndex() == LIBRARY else None

    def choose_files(self) -> None:
        """Ctrl+O."""
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self, self.tr("Add packages"), "", self.tr("SCORM packages (*.zip);;All files (*)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda files: self.add_files(files, None, None))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_settings(self) -> None:
        from allure_desktop.gui.settings.sheet import open_settings

        open_settings(self.context)

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
        return [sheet for sheet in self.findChildren(Sheet) if sheet.isVisible()]

    def _refuses_drops(self) -> str:
        return self.tr("Close the dialog first") if self._open_sheets() else ""

    def _uploads_at_once(self) -> bool:
        return self.adding.at_once(self.context.current_connection_id) is not False

    # --- the acts of the context -------------------------------------------------------------------------------------

    def open_launch(self, package: PackageRecord) -> None:
        from allure_desktop.gui.launch.window import open_launch

        open_launch(self.context, package)

    def open_new_version(self, package: PackageRecord, file: str | Path | None = None) -> None:
        if file is None:
            from PySide6.QtWidgets import QFileDialog

            dialog = QFileDialog(
                self,
                self.tr("New version of “{title}”").format(title=package.title),
                "",
                self.tr("SCORM packages (*.zip);;All files (*)"),
            )
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.fileSelected.connect(lambda path: self.open_new_version(package, path))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()
            return
        from allure_desktop.gui.new_version.sheet import NewVersionSheet

        NewVersionSheet(self.context, package, str(file)).open()

    def show_toast(self, text: str, undo: Callable[[], None] | None, undo_text: str) -> None:
        self.toast.say(text, undo, undo_text)

    def add_files(self, paths: Sequence[str | Path], connection_id: str | None, package_id: str | None) -> None:
        self.adding.add(paths, connection_id or self.context.current_connection_id, package_id)

    def show_uploads(self, upload_id: int | None) -> None:
        self.show_page(UPLOADS)
        if upload_id is not None:
            self.uploads.show_row(upload_id)

    def show_package(self, connection_id: str, package_id: str) -> None:
        self.show_page(LIBRARY)
        if self.context.connection(connection_id) is not None:
            self.context.current_connection_id = connection_id
        self.library.clear_filters()
        if not self.library.view.choose(package_id):
            self.packages.refresh()

    def edit_connection(self, connection_id: str | None) -> None:
        self.doors.edit(connection_id)

    # --- what happens ------------------------------------------------------------------------------------------------

    def _dropped(self, paths: list[str], only_check: bool) -> None:
        self.adding.add(paths, self.context.current_connection_id, None, only_check=only_check)

    def _added(self, ids: list[int]) -> None:
        if self.context.current_connection_id is None and ids:
            self.show_uploads(ids[0])

    def open_files(self, files: Sequence[str]) -> None:
        """Files given to the program: checked and held, shown in Uploads."""
        self.show_page(UPLOADS)
        self.adding.add(files, self.context.current_connection_id, None, hold=True)

    def _filter_tag(self, tag: str) -> None:
        self.show_page(LIBRARY)
        self.packages.set_filters(tag=tag)

    def _tell_overview(self, _seen: object) -> None:
        self.sidebar.tell_packages(len(self.packages.all))
        self.sidebar.show_tags(self.packages.overview.tags, self.packages.filters.tag)

    def _refreshed(self, error: Exception | None) -> None:
        self.context.actions.refresh()
        if error is None:
            self.keyring_band.look()
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

    def _sandbox_failed(self, cause: str) -> None:
        self.context.actions.refresh()
        title = self.tr("The sandbox did not start.")
        again = (self.tr("Start sandbox"), lambda: self.context.actions.trigger("sandbox.start"))
        band = self.library.band if self.context.current_connection_id else self.library.first_run.band
        band.tell("danger", title, cause, (again,))

    def _setting_changed(self, name: str) -> None:
        from allure_desktop import settings as names

        kept = self.context.services.settings
        if name == names.COLOUR_SCHEME.name:
            self.context.background.run(
                lambda: kept.get(names.COLOUR_SCHEME), self.context.theme.set_scheme, owner=self
            )
        elif name == names.ROW_DENSITY.name:
            self.context.background.run(lambda: kept.get(names.ROW_DENSITY), self.show_density, owner=self)

    def show_density(self, density: str) -> None:
        self._density = density
        if not hasattr(self.library, "view"):  # told before the first frame
            return
        compact = density == "compact"
        self.library.filter_bar.compact = compact
        self.library.view.rows.compact = compact
        self.library.view.measure()

    # --- the package's menu ------------------------------------------------------------------------------------------

    def _package_menu_below(self, widget: QWidget) -> None:
        self._package_menu(widget.mapToGlobal(QPoint(0, widget.height() + 2)))

    def _package_menu_at(self, place: QPoint) -> None:
        if self.library.view.indexAt(place).isValid():
            self._package_menu(self.library.view.viewport().mapToGlobal(place))

    def _package_menu(self, place: QPoint) -> None:
        from allure_desktop.gui.commands import PACKAGE_MENU

        self.context.actions.menu(PACKAGE_MENU, self).popup(place)
