"""Opens what has to do with connections: the switcher, the dialog, the question before one is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from allure_desktop.errors import KeyringUnavailable
from allure_desktop.gui.widgets import PushButton, Sheet, label

if TYPE_CHECKING:
    from allure_desktop.connections.connection import Connection
    from allure_desktop.gui.connections.overview import Overview
    from allure_desktop.gui.connections.reader import ConnectionReader
    from allure_desktop.gui.connections.sandbox import SandboxStarter
    from allure_desktop.gui.connections.switcher import Switcher
    from allure_desktop.gui.context import GuiContext


class RemoveSheet(Sheet):
    """Removing a connection takes its key along; what is on the server stays."""

    def __init__(self, context: GuiContext, connection: Connection, under_way: int = 0) -> None:
        """`under_way` counts uploads to it that are not over."""
        super().__init__(context.window, "", width=480)
        title = self.tr("Remove “{name}” with its key?").format(name=connection.name)
        self.title.set_text(title)
        self.setAccessibleName(title)
        self._context, self._connection = context, connection
        self.body.addWidget(
            label(
                self.tr("The key is deleted from this computer's keyring. The packages on the server stay."),
                "secondary",
                wrap=True,
            )
        )
        if under_way:
            words = self.tr("1 upload to it is not finished. It stops, and stays in Uploads.")
            if under_way > 1:
                words = self.tr("{count} uploads to it are not finished. They stop, and stay in Uploads.")
            words = words.format(count=under_way)
            self.body.addWidget(label(words, tone="warning", wrap=True))
        self.body.addStretch(1)
        self.footer.addStretch(1)
        self.cancel = PushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.dismiss)
        self.remove = PushButton(self.tr("Remove connection"), kind="danger")
        self.remove.clicked.connect(self._remove)
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.remove)

    def begin_focus(self) -> None:
        self.cancel.setFocus()

    def _remove(self) -> None:
        services, name, connection_id = self._context.services, self._connection.name, self._connection.id

        def work() -> str:
            words = ""
            try:
                services.disconnect(connection_id)
            except KeyringUnavailable as problem:
                words = str(problem)
            return words

        def done(words: str) -> None:
            self._context.show_toast(words or self.tr("Removed the connection “{name}”").format(name=name))

        # the sheet is gone by then
        self._context.background.run(work, done, owner=self._context)
        self.dismiss()


class ConnectionDoors(QObject):
    """One for the window."""

    #: on a connection of the switcher: its id; paths; only check them?
    dropped = Signal(str, list, bool)

    def __init__(self, context: GuiContext, sandbox: SandboxStarter, reader: ConnectionReader) -> None:
        super().__init__(context)
        self._context = context
        self._sandbox = sandbox
        self._reader = reader
        self._switcher: Switcher | None = None
        self._overview: Overview | None = None
        sandbox.ready.connect(self._sandbox_ready)
        context.current_connection_changed.connect(self._current_changed)
        self._refused: set[str] = set()
        context.reachability_changed.connect(self._reached)

    @property
    def overview(self) -> Overview:
        """Made when it is first needed: the first frame does without."""
        if self._overview is None:
            from allure_desktop.gui.connections.overview import Overview

            self._overview = Overview(self._context)
        return self._overview

    def open_switcher(self, below: QWidget, *, by_drag: bool = False) -> None:
        """Below the button of the connection; once more: closes it."""
        if self._switcher is not None:
            self._switcher.dismiss()
            if not by_drag:
                return
        from allure_desktop.gui.connections.switcher import Switcher

        switcher = self._switcher = Switcher(self._context, by_drag=by_drag)
        switcher.chosen.connect(self._reader.want)
        switcher.dropped.connect(self.dropped)
        switcher.closed.connect(self._switcher_closed)
        self.overview.changed.connect(switcher.tell_counts)
        switcher.tell_counts(self.overview.counts)
        self.overview.read()
        switcher.open_below(below)

    def _switcher_closed(self) -> None:
        self._switcher = None

    def edit(self, connection_id: str | None) -> None:
        """The dialog for a new connection, or for this one."""
        from allure_desktop.gui.connections.dialog import ConnectionDialog

        dialog = ConnectionDialog(self._context, self._context.connection(connection_id))
        dialog.saved.connect(self._saved)
        dialog.open()

    def _saved(self, connection_id: str) -> None:
        shown_already = connection_id == self._context.current_connection_id
        self._reader.want(connection_id)
        self._went_through(connection_id, shown_already)

    def _went_through(self, connection_id: str, shown_already: bool) -> None:
        services = self._context.services

        def asked(_nothing: None) -> None:
            if shown_already:
                # another key, tenant or address: what the list says is from before
                self._context.actions.trigger("refresh")
            else:
                self._context.set_reachability(connection_id, "")
                self.overview.ask_again(connection_id)

        # what stopped at a refused key goes on with the one that was just given
        self._context.background.run(lambda: services.go_on_with_key(connection_id), asked, owner=self)

    def replace_key(self, connection_id: str) -> None:
        """One field for another key; the sandbox makes its own, so it is started anew."""
        connection = self._context.connection(connection_id)
        if connection is None:
            return
        if connection.is_sandbox:
            self._sandbox.start(show=True)
            return
        from allure_desktop.gui.connections.replace_key import ReplaceKeySheet

        sheet = ReplaceKeySheet(self._context, connection)
        sheet.saved.connect(self._key_replaced)
        sheet.open()

    def _reached(self, connection_id: str, state: str) -> None:
        """A key that is taken again, by whatever cause, lets go on what stopped at it."""
        if state == "refused":
            self._refused.add(connection_id)
        elif state == "online" and connection_id in self._refused:
            self._refused.discard(connection_id)
            services = self._context.services
            self._context.background.run(lambda: services.go_on_with_key(connection_id), owner=self)

    def _key_replaced(self, connection_id: str) -> None:
        """The connection that is shown stays the shown one."""
        self._went_through(connection_id, connection_id == self._context.current_connection_id)

    def manage(self) -> None:
        """The list of all connections: their order, the default one, what can be done with each."""
        from allure_desktop.gui.connections.manage_sheet import ManageSheet

        sheet = ManageSheet(self._context)
        sheet.edit_wanted.connect(self.edit)
        sheet.remove_wanted.connect(self.remove)
        sheet.open()

    def remove(self, connection_id: str) -> None:
        """Asks before a connection goes with its key."""
        connection = self._context.connection(connection_id)
        if connection is not None:
            counts = self.overview.counts.get(connection_id)
            under_way = 0 if counts is None else counts.under_way + counts.attention
            RemoveSheet(self._context, connection, under_way).open()

    def _sandbox_ready(self, connection_id: str) -> None:
        self._context.actions.refresh()
        self._reader.want(connection_id)

    def _current_changed(self, _connection_id: str) -> None:
        connection = self._context.current_connection
        if connection is not None and connection.is_sandbox and self._sandbox.process.address is None:
            # the sandbox lives as long as the window: a later start brings it back
            self._sandbox.start(show=True)
