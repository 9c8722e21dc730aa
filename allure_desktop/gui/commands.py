"""The window's commands, each registered once, and the menus made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

if TYPE_CHECKING:
    from allure_desktop.gui.main_window import MainWindow

PACKAGE_MENU = (
    "package.preview",
    "package.launch",
    "package.new-version",
    "compare",
    "-",
    "package.details",
    "package.edit",
    "tags-menu",
    "-",
    "package.copy-id",
    "package.copy-address",
    "package.copy-command",
    "package.copy-row",
    "-",
    "package.browser",
    "package.uploads",
    "-",
    "package.delete",
)
#: In the menu of the window alone: what is about the list, or stands in the other menu as a part of its own.
_PACKAGES = (*(id for id in PACKAGE_MENU if id != "tags-menu"), "-", "package.tags", "package.select-all")

_VIEW = (
    "view.library",
    "view.uploads",
    "search",
    "view.save",
    "-",
    "view.panel",
    "view.dock",
    "pane.next",
    "pane.before",
    "back",
    "forward",
    "close",
    "-",
    "refresh",
    "-",
    "text.larger",
    "text.smaller",
    "text.usual",
)
_CONNECTION = (
    "connection.switch",
    "connection.add",
    "connection.manage",
    "connection.replace-key",
    "connection.webhooks",
    "-",
    "connection.import",
    "connection.export",
    "-",
    "sandbox.start",
)


def menus() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The menus of the window in their order: words and commands, '-' for a line."""
    from allure_desktop.gui.library.version_acts import MENU as VERSION
    from allure_desktop.gui.uploads.row_commands import ROW_COMMANDS

    return (
        (
            _tr("File"),
            (
                "palette",
                "-",
                "add",
                "add.match",
                "paste",
                "undo",
                "compare.files",
                "-",
                "settings",
                "shortcuts",
                "menu",
                "-",
                "quit",
            ),
        ),
        (_tr("Package"), _PACKAGES),
        (_tr("Version"), VERSION),
        (_tr("Upload"), (*ROW_COMMANDS, "-", "uploads.pause-all", "uploads.resume-all")),
        (_tr("View"), _VIEW),
        (_tr("Connection"), _CONNECTION),
    )


class Copied(QObject):
    """Whether there are files in the clipboard; asked once a change, since another program has to answer."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._known: bool | None = None
        QGuiApplication.clipboard().dataChanged.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        self._known = None
        self.changed.emit()

    def has_files(self) -> bool:
        from allure_desktop.gui.drop_area import paths_of

        if self._known is None:
            self._known = bool(paths_of(QGuiApplication.clipboard().mimeData()))
        return self._known


def _tr(text: str) -> str:
    return QCoreApplication.translate("Commands", text)


def register_commands(window: MainWindow) -> None:
    """Registers every command of the main window; pages add their own."""
    from allure_desktop.gui.comparison import opening
    from allure_desktop.gui.library.package_commands import PackageCommands
    from allure_desktop.gui.webhooks import commands as webhooks

    _register_general(window)
    _register_package(window)
    PackageCommands(window)
    _register_copies(window)
    _register_view(window)
    opening.register_commands(window)
    webhooks.register_commands(window.context, window.offers)


def _register_general(window: MainWindow) -> None:
    actions, context = window.context.actions, window.context
    actions.register("add", _tr("Add packages…"), window.acts.choose_files, icon="plus", shortcut="Ctrl+O")

    actions.register(
        "add.match",
        _tr("Match files to packages…"),
        window.lots.choose_files,
        icon="files",
        reason=lambda: "" if context.current_connection_id else _tr("There is no connection yet."),
    )

    from allure_desktop.gui.drop_area import paths_of

    def paste() -> None:
        window.take_dropped(paths_of(QGuiApplication.clipboard().mimeData()), False)

    copied = Copied(window)
    copied.changed.connect(lambda: actions.refresh(("paste",)))

    def why_no_paste() -> str:
        return "" if copied.has_files() else _tr("There are no files in the clipboard.")

    actions.register("paste", _tr("Add copied files"), paste, shortcut="Ctrl+V", reason=why_no_paste)

    def undo() -> None:
        window.toast.undo_last()

    actions.register(
        "undo",
        _tr("Undo"),
        undo,
        shortcut="Ctrl+Z",
        reason=lambda: "" if window.toast.has_undo else _tr("There is nothing to undo."),
    )
    actions.register("settings", _tr("Settings…"), window.acts.open_settings, icon="settings", shortcut="Ctrl+,")
    actions.register("quit", _tr("Quit"), window.quit, icon="log-out", shortcut="Ctrl+Q", in_dialogs=True)
    actions.register(
        "palette", _tr("Commands, packages and settings…"), window.open_palette, icon="search", shortcut="Ctrl+K"
    )
    actions.register("menu", _tr("Menu"), window.open_menu, icon="menu", shortcut="F10")

    def shortcuts() -> None:
        from allure_desktop.gui.palette.shortcuts import open_shortcuts

        open_shortcuts(window)

    actions.register("shortcuts", _tr("Keyboard"), shortcuts, icon="circle-help", shortcut="F1")
    # what lies on top reads the key itself: a list of choices, the palette, a sheet, a message, the panel over the list
    actions.register("close", _tr("Close what lies on top"), window.close_topmost, shortcut="Esc", told_only=True)
    actions.register("pane.next", _tr("Next pane"), lambda: window.panes.go(1), shortcut="F6")
    actions.register("pane.before", _tr("Pane before"), lambda: window.panes.go(-1), shortcut="Shift+F6")
    actions.register("connection.add", _tr("Add a connection…"), lambda: context.edit_connection(None), icon="plug")
    actions.register(
        "connection.switch",
        _tr("Switch connection…"),
        lambda: window.doors.open_switcher(window.sidebar.connection),
        icon="chevrons-up-down",
        shortcut="Ctrl+Shift+C",
    )

    from allure_desktop.gui.connections.commands import register_connection_commands

    register_connection_commands(window)

    def why_no_sandbox() -> str:
        return _tr("The sandbox is starting.") if window.sandbox.starting else ""

    def start_sandbox() -> None:
        window.sandbox.start(show=True)
        actions.refresh()

    actions.register("sandbox.start", _tr("Start sandbox"), start_sandbox, icon="flask-conical", reason=why_no_sandbox)


def _register_package(window: MainWindow) -> None:
    from allure_desktop.gui.preview.local_copy import local_copy

    actions = window.context.actions

    def why_not() -> str:
        return window.why_no_package()

    def launch() -> None:
        if (package := window.package()) is not None:
            window.acts.open_launch(package)

    def why_not_online() -> str:
        if reason := why_not():
            return reason
        state = window.context.reachability(window.context.current_connection_id or "")
        return _tr("The server does not answer.") if state == "offline" else ""

    def new_version() -> None:
        if (package := window.package()) is not None:
            window.acts.open_new_version(package)

    def why_no_new_version() -> str:
        if reason := why_not():
            return reason
        connection = window.context.current_connection
        if connection is not None and connection.may_write is False:
            return _tr("The key of this connection may read, but not upload.")
        return ""

    def preview() -> None:
        if window.library.panel.versions.preview_current():
            return
        if (package := window.package()) is not None and (copy := local_copy(window.context, package)) is not None:
            window.context.open_preview(copy.path, words=copy.words, title=package.title, upload_id=copy.upload_id)

    def why_no_preview() -> str:
        package = window.package()
        if package is None:
            return why_not()
        versions = window.library.panel.versions
        line = versions.current_line()
        if (line is not None and (line.where or versions.may_download)) or local_copy(window.context, package):
            return ""
        return _tr("No version of this package is on this computer.")

    actions.register("package.preview", _tr("Preview"), preview, icon="play", reason=why_no_preview)
    actions.register(
        "package.launch", _tr("Launch…"), launch, icon="external-link", shortcut="Ctrl+L", reason=why_not_online
    )
    actions.register(
        "package.new-version",
        _tr("New version…"),
        new_version,
        icon="git-branch-plus",
        shortcut="Ctrl+U",
        reason=why_no_new_version,
    )


def _register_copies(window: MainWindow) -> None:
    actions = window.context.actions

    def why_not() -> str:
        return window.why_no_package()

    def copied(text: str, words: str) -> None:
        QGuiApplication.clipboard().setText(text)
        window.context.show_toast(words)

    def copy_id() -> None:
        if (package := window.package()) is not None:
            copied(package.package_id, _tr("Copied the id {id}").format(id=package.package_id))

    def copy_address() -> None:
        if (package := window.package()) is not None:
            copied(package.launch_url, _tr("Copied the launch address of “{title}”").format(title=package.title))

    def why_no_address() -> str:
        package = window.package()
        if package is not None and not package.launch_url:
            return _tr("The server tells no launch address of this package.")
        return why_not()

    def copy_command() -> None:
        if (package := window.package()) is not None:
            copied(f"allure-desktop versions {package.package_id}", _tr("Copied a command for the terminal"))

    actions.register("package.copy-id", _tr("Copy id"), copy_id, icon="copy", reason=why_not)
    actions.register(
        "package.copy-address", _tr("Copy launch address"), copy_address, icon="copy", reason=why_no_address
    )
    actions.register("package.copy-command", _tr("Copy as command"), copy_command, icon="copy", reason=why_not)


def _register_view(window: MainWindow) -> None:
    actions, theme = window.context.actions, window.context.theme
    actions.register("view.library", _tr("Library"), lambda: window.show_page(0), icon="library", shortcut="Ctrl+1")
    actions.register("view.uploads", _tr("Uploads"), lambda: window.show_page(1), icon="upload", shortcut="Ctrl+2")

    def search() -> None:
        window.show_page(0)
        window.library.pane.head.focus_search()

    def why_no_search() -> str:
        return "" if window.context.current_connection_id else _tr("There is no connection yet.")

    actions.register("search", _tr("Search packages"), search, icon="search", shortcut="Ctrl+F", reason=why_no_search)

    def refresh() -> None:
        window.packages.refresh()

    def toggle_panel() -> None:
        window.library.toggle_panel()

    actions.register(
        "view.panel",
        _tr("Show or hide the panel"),
        toggle_panel,
        shortcut="Ctrl+I",
        reason=why_no_search,
    )
    actions.register(
        "refresh",
        _tr("Refresh"),
        refresh,
        icon="refresh-cw",
        shortcut="F5",
        reason=why_no_search,
    )

    def scaled(by: float) -> None:
        theme.set_text_scale(theme.text_scale + by if by else 1.0)
        window.measure()

    actions.register("text.larger", _tr("Larger text"), lambda: scaled(0.1), shortcut=("Ctrl++", "Ctrl+="))
    actions.register("text.smaller", _tr("Smaller text"), lambda: scaled(-0.1), shortcut="Ctrl+-")
    actions.register("text.usual", _tr("Usual text size"), lambda: scaled(0), shortcut="Ctrl+0")


def main_menu(window: MainWindow) -> QMenu:
    """All commands by group."""
    menu = QMenu(window)
    for name, ids in menus():
        part = window.context.actions.menu([id for id in ids if id != "menu"], window)
        part.setTitle(name)
        menu.addMenu(part)
    return menu


def package_menu(window: MainWindow) -> QMenu:
    """What can be done with the chosen package; its tags as a part with check marks."""
    actions = window.context.actions
    menu = actions.menu(PACKAGE_MENU, window)
    tags = window.list_commands.tags_menu(menu)
    menu.insertMenu(actions.action("package.edit"), tags)
    menu.removeAction(actions.action("package.edit"))
    menu.insertAction(tags.menuAction(), actions.action("package.edit"))
    return menu


def open_package_menu(window: MainWindow, *, below: QWidget | None = None, at: QPoint | None = None) -> None:
    """The menu of the chosen package: below a button, or at a place of the list where a row is."""
    view = window.library.pane.view
    if below is not None:
        place = below.mapToGlobal(QPoint(0, below.height() + 2))
    elif at is not None and view.indexAt(at).isValid():
        place = view.viewport().mapToGlobal(at)
    else:
        return
    menu = package_menu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)
