"""One registry of commands: menus, context menus, buttons, shortcuts and tooltips are all made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from allure_desktop.gui import icons


def _available() -> str:
    return ""


class Command(NamedTuple):
    """One command. `reason()` is '' while it can be done, else why not, in the user's words."""

    id: str
    action: QAction
    text: str
    reason: Callable[[], str]
    in_dialogs: bool
    #: its key is bound in some lists alone, and means the chosen row there
    in_list: bool = False

    @property
    def plain_text(self) -> str:
        """Its words without the mark of the mnemonic."""
        return self.text.replace("&", "")

    @property
    def keys(self) -> str:
        """Its shortcuts as this system writes them, the first one first."""
        native = QKeySequence.SequenceFormat.NativeText
        return ", ".join(key.toString(native) for key in self.action.shortcuts())


class Actions(QObject):
    """Commands by id; `refresh()` asks each whether it can be done now."""

    refreshed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        #: never shown, so it never has the focus: the keys of its actions are only told
        self._unbound = QWidget(window)
        self._unbound.hide()
        self._commands: dict[str, Command] = {}
        self._blocked = ""
        self._judged = False
        self._told: dict[str, str] = {}

    def register(
        self,
        id: str,
        text: str,
        act: Callable[[], object],
        *,
        icon: str = "",
        shortcut: str | tuple[str, ...] = "",
        reason: Callable[[], str] = _available,
        in_dialogs: bool = False,
        owner: QWidget | None = None,
        told_only: bool = False,
    ) -> QAction:
        """Adds a command and binds its shortcut: in the whole window, or only while `owner` has the focus.

        The key of one that is `told_only` is told everywhere but bound nowhere: what lies on top reads it itself.
        """
        if told_only:
            owner = self._unbound
        place = owner or self._window
        action = QAction(text, place)
        action.setObjectName(id)
        keys = (shortcut,) if isinstance(shortcut, str) else shortcut
        action.setShortcuts([QKeySequence(key) for key in keys if key])
        action.setShortcutContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut if owner else Qt.ShortcutContext.WindowShortcut
        )
        if icon:
            icons.name(action, icon)
        action.triggered.connect(lambda _checked=False: self._do(id, act))
        place.addAction(action)
        self._told.pop(id, None)
        self._commands[id] = Command(id, action, text, reason, in_dialogs, owner is not None and not told_only)
        if self._judged:  # else the window is still being built: its first refresh asks everything
            self._judge(self._commands[id])
        return action

    def bind(self, id: str, place: QWidget, shortcut: str | tuple[str, ...] = "") -> None:
        """Its keys (or these) work in `place`, also where another widget has them already; no longer in the window."""
        command = self._commands[id]
        if shortcut:
            keys = (shortcut,) if isinstance(shortcut, str) else shortcut
            command.action.setShortcuts([QKeySequence(key) for key in keys])
            self._told.pop(id, None)
        if not command.in_list:
            self._window.removeAction(command.action)
            command.action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._commands[id] = command._replace(in_list=True)
        place.addAction(command.action)

    def set_keys(self, id: str, shortcut: str) -> None:
        """Other keys from now on; '' for none."""
        action = self._commands[id].action
        if action.shortcut().toString() != shortcut:
            action.setShortcuts([QKeySequence(shortcut)] if shortcut else [])
            self._told.pop(id, None)
            self._judge(self._commands[id])

    def _do(self, id: str, act: Callable[[], object]) -> None:
        # under a sheet the buttons keep their looks, and nothing happens
        if not self._blocked_reason(self._commands[id]):
            act()

    def action(self, id: str) -> QAction:
        return self._commands[id].action

    def commands(self) -> tuple[Command, ...]:
        """All of them, in the order in which they were registered."""
        return tuple(self._commands.values())

    def text(self, id: str) -> str:
        """Its words, without the mark of the mnemonic."""
        return self._commands[id].plain_text

    def has(self, id: str) -> bool:
        return id in self._commands

    def reason(self, id: str) -> str:
        """Why the command cannot be done now; '' when it can."""
        return self._blocked_reason(self._commands[id]) or self._commands[id].reason()

    def trigger(self, id: str) -> None:
        """Does it, if it can be done now and is known yet."""
        if id not in self._commands:
            return
        self._judge(self._commands[id])
        self._commands[id].action.trigger()

    def block(self, reason: str) -> None:
        """While a dialog is open nothing else can be done: `reason` says so; '' ends it."""
        self._blocked = reason

    def refresh(self, ids: Iterable[str] | None = None) -> None:
        """Asks every command (or only these) whether it can be done now; tooltips tell the reason."""
        if ids is not None:
            for id in ids if self._judged else ():
                self._judge(self._commands[id])
            return
        self._judged = True
        for command in self._commands.values():
            self._judge(command)
        self.refreshed.emit()

    def menu(self, ids: Iterable[str], parent: QWidget) -> QMenu:
        """A menu of these commands; '-' is a separator, an unknown id is left out."""
        menu = QMenu(parent)
        menu.setToolTipsVisible(True)
        for id in ids:
            if id == "-":
                menu.addSeparator()
            elif id in self._commands:
                self._judge(self._commands[id])
                icons.draw(self._commands[id].action)
                menu.addAction(self._commands[id].action)
        return menu

    def add_worded(self, menu: QMenu, id: str, text: str) -> QAction:
        """Puts a command into a menu under words for this very case; its deed, key, icon and reason are its own."""
        command = self._commands[id]
        self._judge(command)
        icons.draw(command.action)
        keys = command.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action = menu.addAction(command.action.icon(), f"{text}\t{keys}" if keys else text)
        action.setEnabled(command.action.isEnabled())
        action.setToolTip(command.action.toolTip())
        action.triggered.connect(lambda _checked=False: self.trigger(id))
        return action

    def _blocked_reason(self, command: Command) -> str:
        return "" if command.in_dialogs else self._blocked

    def _judge(self, command: Command) -> None:
        reason = command.reason()
        # each call into Qt lets other threads go first: nothing is said that is known
        if self._told.get(command.id) == reason:
            return
        self._told[command.id] = reason
        command.action.setEnabled(not reason)
        text = command.text.replace("&", "")
        keys = command.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = f"{text} ({keys})" if keys else text
        command.action.setToolTip(f"{tip}\n{reason}" if reason else tip)
