"""The commands for one package or several: edit, tags, delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from allure_desktop.gui.library.package_words import count

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.gui.main_window import MainWindow

#: fewer characters read better in a menu
_LIBRARY = 0


def _tr(text: str) -> str:
    return QCoreApplication.translate("Commands", text)


class PackageCommands:
    """What is chosen in the list is read elsewhere before a sheet opens."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._context = window.context
        actions = window.context.actions
        actions.register(
            "package.edit", _tr("Edit details…"), self.edit, icon="pencil", shortcut="Ctrl+E", reason=self.why_no_edit
        )
        actions.register(
            "package.tags", _tr("Tags…"), self.tags, icon="tag", shortcut="Ctrl+T", reason=self.why_no_edit
        )
        actions.register(
            "package.delete", _tr("Delete on the server…"), self.delete, icon="trash-2", reason=self.why_no_delete
        )
        # what a server does not declare has no button and no line in a menu; the palette tells why
        self._offered()
        window.offers.changed.connect(self._offered)
        window.context.current_connection_changed.connect(lambda _id: self._offered())
        actions.register(
            "package.select-all",
            _tr("Select all packages of the list"),
            self.select_all,
            icon="list-ordered",
            reason=self.why_no_list,
        )

    def _offered(self) -> None:
        offers = self._window.offers.of(self._context.current_connection_id)
        shown = offers is not None and offers.delete_package
        self._context.actions.action("package.delete").setVisible(shown)

    # --- what is chosen ----------------------------------------------------------------------------------------------

    def _keys(self) -> tuple[int, ...]:
        window = self._window
        return window.library.several_keys() if window.stack.currentIndex() == _LIBRARY else ()

    def why_no_edit(self) -> str:
        connection = self._context.current_connection
        if self._window.package() is None and not self._keys():
            return _tr("Select a package in the Library first.")
        if connection is not None and connection.may_write is False:
            return _tr("The key of this connection may read, but not change anything.")
        if self._context.reachability(self._context.current_connection_id or "") == "offline":
            return _tr("The server does not answer. What is typed could not be saved.")
        return ""

    def why_no_delete(self) -> str:
        if reason := self.why_no_edit():
            return reason
        offers = self._window.offers.of(self._context.current_connection_id)
        if offers is None or not offers.delete_package:
            return _tr("This server does not declare that packages can be deleted.")
        return ""

    def why_no_list(self) -> str:
        return "" if self._context.current_connection_id else _tr("There is no connection yet.")

    # --- what is done ------------------------------------------------------------------------------------------------

    def edit(self) -> None:
        if self._keys():
            self._with_several(lambda packages: self._open_several(packages, tags_only=False))
        else:
            self._window.library_details()

    def tags(self) -> None:
        connection_id, package = self._context.current_connection_id, self._window.package()
        if self._keys():
            self._with_several(lambda packages: self._open_several(packages, tags_only=True))
        elif package is not None and connection_id is not None:
            from allure_desktop.gui.library.tags_sheet import TagsSheet

            TagsSheet(self._context, connection_id, package, self._known()).open()

    def delete(self) -> None:
        connection_id, package = self._context.current_connection_id, self._window.package()
        if connection_id is None:
            return
        from allure_desktop.gui.library.delete_sheet import DeleteSheet

        def several(packages: Sequence[PackageRecord]) -> None:
            DeleteSheet(self._context, connection_id, _named(packages), None).open()

        if self._keys():
            self._with_several(several)
        elif package is not None:
            DeleteSheet(self._context, connection_id, _named((package,)), package).open()

    def select_all(self) -> None:
        self._window.show_page(_LIBRARY)
        self._window.library.pane.view.selectAll()

    def _known(self) -> tuple[str, ...]:
        return tuple(tag for tag, _count in self._window.packages.overview.tags)

    def _with_several(self, act: Callable[[Sequence[PackageRecord]], None]) -> None:
        keys, connection_id = self._keys(), self._context.current_connection_id
        library = self._context.services.library

        def read(packages: list[PackageRecord]) -> None:
            if packages and connection_id == self._context.current_connection_id:
                act(packages)

        def work() -> list[PackageRecord]:
            records = library.catalogue.records(keys)
            return [records[key] for key in keys if key in records]

        self._context.background.run(work, read, owner=self._window)

    def _open_several(self, packages: Sequence[PackageRecord], *, tags_only: bool) -> None:
        connection_id = self._context.current_connection_id
        if connection_id is None:
            return
        from allure_desktop.gui.library.edit_several import EditSeveralSheet

        present = tuple(dict.fromkeys(tag for package in packages for tag in package.tags))
        sheet = EditSeveralSheet(
            self._context, connection_id, _named(packages), present, self._known(), tags_only=tags_only
        )
        sheet.open()


def _named(packages: Sequence[PackageRecord]) -> list[tuple[str, str]]:
    return [(package.package_id, package.title or package.package_id) for package in packages]


def several_in_words(number: int) -> str:
    """Why a command that is about one package cannot be done."""
    return _tr("{packages} are selected: this is for one.").format(packages=count(number))
