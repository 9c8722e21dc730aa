"""Builds, after the first frame, all that it does not show, one part a turn of the event loop, and joins the parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon

from allure_desktop import paths

if TYPE_CHECKING:
    from allure_desktop.gui.main_window import MainWindow


def complete(window: MainWindow) -> Iterator[bool]:
    """All that the first frame does not show: it is loaded only now."""
    from allure_desktop.gui.adding import Adding
    from allure_desktop.gui.closing import Closing
    from allure_desktop.gui.commands import open_package_menu, register_commands
    from allure_desktop.gui.comparison.opening import Comparing
    from allure_desktop.gui.connections.doors import ConnectionDoors
    from allure_desktop.gui.connections.sandbox import SandboxStarter
    from allure_desktop.gui.lot.opening import LotDoor

    window.setWindowIcon(QIcon(str(paths.resources() / "icon.svg")))
    # keys come in between the parts: a command may need one that is not there yet
    window.context.actions.block(QCoreApplication.translate("MainWindow", "The window is still opening."))
    window.comparing = Comparing(window)
    window.lots = LotDoor(window.context)
    register_commands(window)
    window.sandbox = SandboxStarter(window.context)
    window.doors = ConnectionDoors(window.context, window.sandbox, window.connection_reader)
    window.adding = Adding(window.context)
    window.closing = Closing(window.context, window.sandbox.process)
    yield True
    from allure_desktop.gui.connections.band import ConnectionBand, KeyringBand
    from allure_desktop.gui.notifications import Toast
    from allure_desktop.gui.uploads_place import UploadsPlace

    window.keyring_band = KeyringBand(window.context)
    window.right_column.insertWidget(0, window.keyring_band)
    window.connection_band = ConnectionBand(window.context)
    window.right_column.insertWidget(1, window.connection_band)
    window.uploads = UploadsPlace(window.context)
    window.stack.addWidget(window.uploads)
    window.toast = Toast(window)
    window.toast.undo_changed.connect(lambda: window.context.actions.refresh(("undo",)))
    yield True
    yield from _complete_library(window)
    yield True
    from allure_desktop.gui.drop_area import DropArea
    from allure_desktop.gui.first_steps import FirstSteps

    window.drop_area = DropArea(window, window.page, window.refuses_drops, window.uploads_at_once)
    window.library.panel.menu_asked.connect(lambda button: open_package_menu(window, below=button))
    window.sidebar.page_wanted.connect(window.show_page)
    window.sidebar.tag_wanted.connect(window.filter_tag)
    window.sidebar.switcher_wanted.connect(lambda: window.doors.open_switcher(window.sidebar.connection))
    window.sidebar.connection.files_held.connect(
        lambda: window.doors.open_switcher(window.sidebar.connection, by_drag=True)
    )
    window.doors.dropped.connect(window.take_dropped_on)
    window.sidebar.menu.clicked.connect(window.open_menu)
    window.uploads.counted.connect(window.sidebar.tell_uploads)
    window.adding.added.connect(window.show_added)
    window.adding.refused.connect(window.context.show_toast)
    window.drop_area.dropped.connect(window.take_dropped)
    window.drop_area.dropped_on.connect(window.acts.open_new_version)
    window.drop_area.refused.connect(window.context.show_toast)
    window.sandbox.failed.connect(window.tell_sandbox_failed)
    from allure_desktop.gui.palette.palette import Palette

    window.palette_sheet = Palette(window)
    from allure_desktop.gui.menu_key import MenuKey
    from allure_desktop.gui.panes import Panes

    window.panes = Panes(window)
    if (handle := window.windowHandle()) is not None:
        MenuKey(handle, lambda: window.context.actions.trigger("menu"))
    first_steps = FirstSteps(window)
    window.sandbox.repairable.connect(first_steps.lead_to)
    window.completed = True
    yield True
    window.context.actions.block("")
    window.context.actions.refresh()


def _complete_library(window: MainWindow) -> Iterator[bool]:
    from allure_desktop.gui.commands import open_package_menu
    from allure_desktop.gui.library.package_list import PackageList

    window.packages = PackageList(window.context)
    yield True
    yield from window.library.complete(window.packages)
    from allure_desktop.gui.library.list_commands import ListCommands

    window.list_commands = ListCommands(window)
    window.library.pane.view.customContextMenuRequested.connect(lambda at: open_package_menu(window, at=at))
    window.library.pane.view.preview_wanted.connect(window.acts.preview_package)
    window.packages.overview_changed.connect(window.tell_overview)
    window.packages.shown_changed.connect(window.tell_overview)
    window.packages.refreshed.connect(window.tell_refreshed)
    from allure_desktop.gui.connections.recovery import Recovery

    window.recovery = Recovery(window.context, window.packages)
    views = window.sidebar.views
    window.packages.shown_changed.connect(lambda _rows: views.mark(window.packages.filters))
    views.view_wanted.connect(window.show_view)
    views.clear_wanted.connect(window.library.pane.clear_filters)
    choice = window.library.pane.choice
    save = QCoreApplication.translate("MainWindow", "Save as view…")
    window.context.actions.register("view.save", save, choice.save_view, icon="star", reason=choice.why_no_view)
    window.connection_reader.failed.connect(window.library.pane.band.tell_error)
    window.library.pane.view.columns.restore(window.kept_state.get("columns"))
    window.library.panel.details.drafts.restore(window.kept_state.get("drafts"))
    sort = window.kept_state.get("sort")
    if isinstance(sort, str) and sort:
        window.packages.set_filters(sort=sort)
    window.show_density(window.density)
