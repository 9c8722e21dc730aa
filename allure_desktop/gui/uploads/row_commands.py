"""What the keyboard does to the chosen row of an upload, as commands with a reason where they cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from allure_desktop.gui.uploads.acts import Act, act
from allure_desktop.gui.uploads.row_source import rows_of

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.uploads.row_model import Entry
    from allure_desktop.gui.uploads.rows_view import RowsView

#: In the order of the menu.
ROW_COMMANDS = (
    "row.details",
    "row.preview",
    "row.upload",
    "row.pause",
    "row.stop",
    "-",
    "row.file",
    "row.check",
    "row.first",
    "row.up",
    "row.down",
    "row.copy",
    "-",
    "row.remove",
)
#: What the menu of a row has after the row's own acts.
_AFTER_THE_ROWS_OWN = ("-", "row.file", "row.check", "row.first", "-", "row.copy", "-", "row.remove")
_ALWAYS_THERE = frozenset({Act.CHECK_AGAIN, Act.UPLOAD_FIRST, Act.REMOVE})
#: commands that do what rows offer, by these acts; what only some rows offer, as *Fix*, is no command
_COMMAND_OF = {
    Act.PREVIEW: "row.preview",
    Act.UPLOAD: "row.upload",
    Act.PAUSE: "row.pause",
    Act.RESUME: "row.pause",
    Act.STOP: "row.stop",
    Act.STOP_WATCHING: "row.stop",
    Act.CANCEL: "row.stop",
    Act.CHECK_AGAIN: "row.check",
    Act.UPLOAD_FIRST: "row.first",
    Act.REMOVE: "row.remove",
}
_AT_THE_SERVER = ("completing", "server_validating", "processing")


class RowCommands(QObject):
    """Two lists show rows: the page and the dock below the Library. Commands are about the one with the keyboard."""

    def __init__(self, context: GuiContext, page: RowsView) -> None:
        super().__init__(page)
        self._context = context
        self._page = page
        self._dock: RowsView | None = None
        self._register()
        self._listen(page)
        rows_of(context).rows_changed.connect(self._refresh)

    def also_for(self, dock: RowsView) -> None:
        """The same keys in another list of the same rows."""
        self._dock = dock
        for id in ROW_COMMANDS:
            if id != "-":
                self._context.actions.bind(id, dock)
        self._listen(dock)

    def _listen(self, view: RowsView) -> None:
        view.focused.connect(self._refresh)
        view.current_row_changed.connect(self._refresh)
        view.menu_wanted.connect(partial(self._open_menu, view))

    def _refresh(self, *_what: object) -> None:
        self._context.actions.refresh(id for id in ROW_COMMANDS if id != "-")

    def _view(self) -> RowsView:
        dock = self._dock
        return dock if dock is not None and (dock.hasFocus() or not self._page.isVisible()) else self._page

    def menu_of(self, view: RowsView) -> QMenu:
        """What can be done with the list's current row, in its own words, and what can be done with every row."""
        actions, entry = self._context.actions, view.current_entry
        menu = QMenu(view)
        menu.setToolTipsVisible(True)
        for one in entry.words.acts if entry is not None else ():
            if one.act in _ALWAYS_THERE:
                continue
            if one.act in _COMMAND_OF:
                actions.add_worded(menu, _COMMAND_OF[one.act], one.text)
            else:
                menu.addAction(one.text).triggered.connect(self._doing((one.act,)))
        for id in _AFTER_THE_ROWS_OWN:
            if id == "-":
                menu.addSeparator()
            else:
                action = actions.add_worded(menu, id, self._short[id])
                if id == "row.remove" and self._offered((Act.REMOVE,)) is None:
                    # its key stops what is under way; here it would not do what it says
                    action.setEnabled(False)
                    action.setToolTip(self.tr("It is being worked on. Stop it first."))
        return menu

    def _open_menu(self, view: RowsView, place: QPoint) -> None:
        menu = self.menu_of(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def entry(self) -> Entry | None:
        """The row that is meant; None where none is chosen."""
        return self._view().current_entry

    def _register(self) -> None:
        offered: tuple[tuple[str, str, str, tuple[Act, ...], str], ...] = (
            ("row.preview", self.tr("Preview the file"), "Space", (Act.PREVIEW,), "play"),
            ("row.upload", self.tr("Upload the file"), "Ctrl+Return", (Act.UPLOAD, Act.AS_VERSION), "upload"),
            ("row.pause", self.tr("Pause or resume the upload"), "P", (Act.PAUSE, Act.RESUME), "pause"),
            ("row.stop", self.tr("Stop the upload"), "", (Act.STOP, Act.STOP_WATCHING, Act.CANCEL), "x"),
            ("row.check", self.tr("Check the file again"), "", (Act.CHECK_AGAIN,), "scan-search"),
            ("row.first", self.tr("Upload first"), "", (Act.UPLOAD_FIRST,), "arrow-up"),
            ("row.remove", self.tr("Remove the upload from the list"), "Del", (Act.REMOVE, Act.STOP, Act.CANCEL), "x"),
        )
        for id, text, key, wanted, icon in offered:
            self._add(id, text, self._doing(wanted), key, icon, partial(self._why_not, wanted))
        self._short = {
            "row.file": self.tr("Show file"),
            "row.check": act(Act.CHECK_AGAIN).text,
            "row.first": act(Act.UPLOAD_FIRST).text,
            "row.copy": self.tr("Copy for support"),
            "row.remove": act(Act.REMOVE).text,
        }
        self._add("row.details", self.tr("Show what was found"), self._details, "Return", "panel-right")
        self._add("row.file", self.tr("Show the file in its folder"), self._file, "", "folder-open")
        self._add("row.copy", self.tr("Copy the row for support"), self._copy, "Ctrl+C", "copy")
        for id, text, key, by in (
            ("row.up", self.tr("Upload one place earlier"), "Ctrl+Up", -1),
            ("row.down", self.tr("Upload one place later"), "Ctrl+Down", 1),
        ):
            self._add(id, text, partial(self._move, by), key, "list-ordered", partial(self._why_no_move, by))

    def _add(
        self,
        id: str,
        text: str,
        act: Callable[[], object],
        key: str,
        icon: str,
        reason: Callable[[], str] | None = None,
    ) -> None:
        keys = (key, "Enter") if key == "Return" else (key, "Ctrl+Enter") if key == "Ctrl+Return" else key
        self._context.actions.register(
            id, text, act, icon=icon, shortcut=keys, owner=self._page, reason=reason or self._why_none
        )

    # --- what can be done --------------------------------------------------------------------------------------------

    def _why_none(self) -> str:
        return "" if self.entry() is not None else self.tr("Select an upload first.")

    def _offered(self, wanted: tuple[Act, ...]) -> Act | None:
        entry = self.entry()
        offered = {one.act for one in entry.words.acts} if entry is not None else set()
        return next((one for one in wanted if one in offered), None)

    def _why_not(self, wanted: tuple[Act, ...]) -> str:
        entry = self.entry()
        if entry is None or self._offered(wanted) is not None:
            return self._why_none()
        row = entry.row
        if row.is_over:
            if wanted[0] is Act.PREVIEW:
                return self.tr("The file of this row cannot be played here.")
            return self.tr("This upload is over.")
        if row.state in _AT_THE_SERVER and wanted[0] in (Act.PAUSE, Act.STOP):
            return self.tr("Everything is at the server: what it does there cannot be stopped.")
        reasons = {
            Act.PREVIEW: self.tr("The file of this row cannot be played here."),
            Act.UPLOAD: self.tr("This upload waits for nothing: it goes on, or something else has to be done first."),
            Act.PAUSE: self.tr("Nothing of this upload goes on, and nothing is paused."),
            Act.STOP: self.tr("Nothing of this upload goes on."),
            Act.CHECK_AGAIN: self.tr("The file is being checked or uploaded."),
            Act.UPLOAD_FIRST: self.tr("No other upload comes before it."),
            Act.REMOVE: self.tr("It is being worked on. Stop it first."),
        }
        return reasons[wanted[0]]

    def _why_no_move(self, by: int) -> str:
        entry = self.entry()
        if entry is None:
            return self._why_none()
        if self._page.before_after_step(entry.row.id, by) is None:
            return self.tr("It does not wait, or it is at the end already.")
        return ""

    # --- what is done ------------------------------------------------------------------------------------------------

    def _doing(self, wanted: tuple[Act, ...]) -> Callable[[], None]:
        def do() -> None:
            entry, offered = self.entry(), self._offered(wanted)
            if entry is not None and offered is not None:
                self._view().act_wanted.emit(entry.row.id, offered)

        return do

    def _details(self) -> None:
        if (entry := self.entry()) is not None:
            self._view().details_wanted.emit(entry.row.id)

    def _file(self) -> None:
        if (entry := self.entry()) is not None:
            self._view().file_wanted.emit(entry.row.id)

    def _copy(self) -> None:
        if (entry := self.entry()) is not None:
            self._view().copy_wanted.emit(entry.row.id)

    def _move(self, by: int) -> None:
        entry = self.entry()
        before = None if entry is None else self._page.before_after_step(entry.row.id, by)
        if entry is not None and before is not None:
            self._page.move_wanted.emit(entry.row.id, before)
