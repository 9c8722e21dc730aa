"""Says that some records of a list could not be read, and shows how they begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import LongText, PushButton, Sheet
from allure_desktop.gui.widgets.band import Band

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from allure_desktop.library.refreshing import Unread


class UnreadBand(Band):
    """Hidden while everything could be read."""

    def __init__(self, window: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._shown: tuple[int, list[Unread]] = (0, [])

    def show_unread(self, unread: tuple[int, list[Unread]]) -> None:
        """How many they are, and the first of them."""
        if unread == self._shown:
            return
        self._shown = unread
        count = unread[0]
        if not count:
            self.hide()
            return
        title = (
            self.tr("One record of the server could not be read.")
            if count == 1
            else self.tr("{count} records of the server could not be read.").format(count=figures.number(count))
        )
        rest = self.tr("All others are shown.")
        self.tell("warning", title, rest, ((self.tr("Details"), self.open_details),))

    def open_details(self) -> None:
        UnreadSheet(self._window, *self._shown).open()


class UnreadSheet(Sheet):
    """Why, and the beginning of each: what support of the server needs."""

    def __init__(self, window: QWidget, count: int, told: list[Unread]) -> None:
        super().__init__(window, self.tr("Records that could not be read"), width=640, height=420)
        why = {"no-id": self.tr("It has no package id"), "no-object": self.tr("It is no record")}
        text = "\n\n".join(f"{why.get(one.why, one.why)}:\n{one.excerpt}" for one in told)
        if count > len(told):
            text += "\n\n" + self.tr("And {count} more.").format(count=figures.number(count - len(told)))
        self.set_subtitle(self.tr("The list of the server holds them; they are no packages."))
        self.text = LongText()
        self.text.setAccessibleName(self.tr("Records that could not be read"))
        self.text.setReadOnly(True)
        self.text.setPlainText(text.replace("\0", "\N{REPLACEMENT CHARACTER}"))
        self.body.addWidget(self.text, 1)
        self.footer.addStretch(1)
        close = PushButton(self.tr("Close"), kind="primary")
        close.clicked.connect(self.dismiss)
        self.footer.addWidget(close)
