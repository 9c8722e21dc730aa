"""All connections in one sheet: their order, which one is the default, and what can be done with each."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from allure_desktop.gui import icons
from allure_desktop.gui.connections.standing_words import standing_words
from allure_desktop.gui.connections.switcher_row import place_of
from allure_desktop.gui.widgets import ElidedLabel, IconButton, PushButton, Sheet, Tag, Tile
from allure_desktop.gui.widgets.buttons import from_action

if TYPE_CHECKING:
    from allure_desktop.connections.connection import Connection
    from allure_desktop.gui.context import GuiContext


class ManagedRow(QFrame):
    """One connection with its buttons."""

    def __init__(self, context: GuiContext, connection: Connection) -> None:
        super().__init__()
        self.connection = connection
        self._context = context
        self.setProperty("pane", "subtle")
        self.setAccessibleName(connection.name)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(Tile(connection.name, 32, colour=connection.colour))
        words = QVBoxLayout()
        words.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.name = ElidedLabel(connection.name, "strong")
        head.addWidget(self.name, 1)
        words.addLayout(head)
        line = QHBoxLayout()
        line.setSpacing(6)
        self._icon = QLabel()
        self.state = ElidedLabel(role="small")
        line.addWidget(self._icon)
        line.addWidget(self.state, 1)
        words.addLayout(line)
        row.addLayout(words, 1)
        name = connection.name
        self.default = PushButton(self.tr("Make default"), small=True)
        self.default.setAccessibleName(self.tr("Make “{name}” the default connection").format(name=name))
        self.default.setToolTip(self.tr("Used where none is named: on the command line, at the start"))
        self.default.setVisible(not connection.is_default)
        if connection.is_default:
            row.addWidget(Tag(self.tr("Default"), text="accent", soft="selected"))
        row.addWidget(self.default)
        self.up = IconButton("arrow-up", self.tr("Move “{name}” up").format(name=name))
        self.down = IconButton("arrow-down", self.tr("Move “{name}” down").format(name=name))
        self.edit = IconButton("pencil", self.tr("Edit “{name}”, or replace its key").format(name=name))
        self.remove = IconButton("trash-2", self.tr("Remove “{name}” with its key").format(name=name))
        for button in (self.up, self.down, self.edit, self.remove):
            row.addWidget(button)
        self.tell()

    def tell(self) -> None:
        """How it is now."""
        connection = self.connection
        words = standing_words(self._context.standing(connection.id), time.time())
        icons.put(self._icon, words.icon, words.token, 13)
        parts = [words.words, place_of(connection), self.tr("tenant {id}").format(id=connection.tenant_id)]
        if connection.may_write is False:
            parts.append(self.tr("may only read"))
        self.state.set_text(" · ".join(parts))


class ManageSheet(Sheet):
    """Reads itself anew whenever a connection changes; what was focused stays so."""

    edit_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self, context: GuiContext) -> None:
        super().__init__(context.window, "", width=720)
        self._context = context
        self.rows: list[ManagedRow] = []
        title = self.tr("Connections")
        self.title.set_text(title)
        self.setAccessibleName(title)
        self.set_subtitle(self.tr("In this order they stand in the switcher."))
        self._list = QWidget()
        self.body.addWidget(self._list)
        self.body.addStretch(1)
        self.import_button = from_action(context.actions.action("connection.import"), self.tr("Import…"))
        self.export_button = from_action(context.actions.action("connection.export"), self.tr("Export…"))
        self.footer.addWidget(self.import_button)
        self.footer.addWidget(self.export_button)
        self.footer.addStretch(1)
        self.add_button = PushButton(self.tr("Add a connection…"), icon="plus")
        self.add_button.clicked.connect(lambda: context.edit_connection(None))
        self.footer.addWidget(self.add_button)
        self.done_button = PushButton(self.tr("Close"))
        self.done_button.clicked.connect(self.dismiss)
        self.footer.addWidget(self.done_button)
        context.connections_read.connect(self._read)
        context.reachability_changed.connect(self._tell)
        self._read()

    def begin_focus(self) -> None:
        target: QWidget = self.rows[0].edit if self.rows else self.add_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, *_changed: object) -> None:
        for row in self.rows:
            row.tell()

    def _read(self) -> None:
        focused = self._focused()
        inner = QWidget()
        inner.setProperty("pane", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.rows = []
        connections = self._context.connections
        for place, connection in enumerate(connections):
            row = ManagedRow(self._context, connection)
            row.up.setEnabled(place > 0)
            row.down.setEnabled(place + 1 < len(connections))
            row.up.clicked.connect(lambda _checked=False, id=connection.id: self._move(id, -1))
            row.down.clicked.connect(lambda _checked=False, id=connection.id: self._move(id, 1))
            row.default.clicked.connect(lambda _checked=False, id=connection.id: self._make_default(id))
            row.edit.clicked.connect(lambda _checked=False, id=connection.id: self.edit_wanted.emit(id))
            row.remove.clicked.connect(lambda _checked=False, id=connection.id: self.remove_wanted.emit(id))
            column.addWidget(row)
            self.rows.append(row)
        column.addStretch(1)
        self.body.replaceWidget(self._list, inner)
        self._list.hide()
        self._list.deleteLater()
        self._list = inner
        if focused is not None:
            self._focus_again(*focused)

    def _focused(self) -> tuple[str, str] | None:
        """Which button of which connection has the keyboard."""
        widget: QObject | None = QApplication.focusWidget()
        for row in self.rows:
            for name in ("up", "down", "default", "edit", "remove"):
                if widget is getattr(row, name):
                    return row.connection.id, name
        return None

    def _focus_again(self, connection_id: str, name: str) -> None:
        row = next((one for one in self.rows if one.connection.id == connection_id), None)
        if row is None:
            self.begin_focus()
            return
        button: QWidget = getattr(row, name)
        # at the end of the list, or the default one by now
        usable = button.isEnabled() and not button.isHidden()
        (button if usable else row.edit).setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, connection_id: str, by: int) -> None:
        ids = [row.connection.id for row in self.rows]
        at = ids.index(connection_id)
        ids[at], ids[at + by] = ids[at + by], ids[at]
        connections = self._context.services.connections
        self._context.background.run(lambda: connections.put_in_order(ids), owner=self)

    def _make_default(self, connection_id: str) -> None:
        connections = self._context.services.connections
        self._context.background.run(lambda: connections.set_default(connection_id), owner=self)
