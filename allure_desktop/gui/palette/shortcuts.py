"""F1: every command with its keys, made from the registry; searched by typing, and taken away as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem

from allure_desktop.gui.palette.matching import folded, words_of
from allure_desktop.gui.widgets import PushButton, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allure_desktop.gui.actions import Command
    from allure_desktop.gui.main_window import MainWindow

Groups = list[tuple[str, list[tuple[str, str, str]]]]


def groups_of(window: MainWindow) -> Groups:
    """Every command by the menu it stands in: words, keys, and why it cannot be done now."""
    from allure_desktop.gui.commands import menus

    actions = window.context.actions
    commands = {command.id: command for command in actions.commands()}

    def line(command: Command) -> tuple[str, str, str]:
        return command.plain_text, command.keys, actions.reason(command.id)

    groups: Groups = []
    seen: set[str] = set()
    for name, ids in menus():
        members = [id for id in ids if id in commands and id not in seen]
        seen.update(members)
        groups.append((name, [line(commands[id]) for id in members]))
    others = [line(command) for id, command in commands.items() if id not in seen]
    if others:
        groups.append((window.tr("More"), others))
    return groups


def as_text(groups: Groups) -> str:
    """Plain lines, keys in a column of their own: to print, or to send."""
    widest = max((len(keys) for _name, lines in groups for _text, keys, _reason in lines), default=0)
    parts = []
    for name, lines in groups:
        with_keys = [f"{keys:<{widest}}  {text}" for text, keys, _reason in lines if keys]
        if with_keys:
            parts.append("\n".join([name, *with_keys]))
    return "\n\n".join(parts) + "\n"


class ShortcutSheet(Sheet):
    """The commands by menu; what cannot be done now says why."""

    def __init__(self, window: MainWindow, groups: Groups) -> None:
        super().__init__(window, "", width=720, height=620)
        self.title.set_text(self.tr("Keyboard"))
        self.setAccessibleName(self.tr("Keyboard"))
        self.set_subtitle(self.tr("Every command of the window. Ctrl+K finds and does them."))
        self._context = window.context
        self._groups = groups
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search a command or a key"))
        self.field.setAccessibleName(self.tr("Search a command or a key"))
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.body.addWidget(self.field)
        self.list = QTreeWidget()
        self.list.setColumnCount(3)
        self.list.setHeaderLabels([self.tr("Command"), self.tr("Keys"), self.tr("Not now, because")])
        self.list.setAccessibleName(self.tr("Commands and their keys"))
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(12)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        head = self.list.header()
        head.setStretchLastSection(True)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.body.addWidget(self.list, 1)
        self.copy_button = PushButton(self.tr("Copy as text"), icon="copy")
        self.copy_button.clicked.connect(self._copy)
        self.footer.addWidget(self.copy_button)
        self.footer.addStretch(1)
        done = PushButton(self.tr("Close"))
        done.clicked.connect(self.dismiss)
        self.footer.addWidget(done)
        self._fill("")

    def begin_focus(self) -> None:
        self.field.setFocus()

    def shown(self) -> list[str]:
        """The words of the commands that are listed now."""
        listed = self.list.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        return [item.text(0) for item in listed if item.parent() is not None]

    def _fill(self, typed: str) -> None:
        self.list.clear()
        words = words_of(typed)
        for name, lines in self._groups:
            fitting = [line for line in lines if _fits(words, line)]
            if not fitting:
                continue
            group = QTreeWidgetItem([name])
            font = group.font(0)
            font.setWeight(font.Weight.DemiBold)
            group.setFont(0, font)
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for text, keys, reason in fitting:
                item = QTreeWidgetItem([text, keys, reason])
                for column, words_here in enumerate((text, keys, reason)):
                    item.setToolTip(column, words_here)
                group.addChild(item)
            self.list.addTopLevelItem(group)
            group.setExpanded(True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._groups))
        self._context.show_toast(self.tr("Copied the keys as text"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = watched is self.field and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)


def _fits(words: Sequence[str], line: tuple[str, str, str]) -> bool:
    text = folded(f"{line[0]} {line[1]}")
    return all(word in text for word in words)


def open_shortcuts(window: MainWindow) -> None:
    """F1."""
    ShortcutSheet(window, groups_of(window)).open()
