"""What the server (or this computer) said about a row that stands still: what, cause, causes and remedies."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from allure_desktop.gui.widgets import label, line
from allure_desktop.plain_text import breakable, one_line
from allure_desktop.uploads.rows import Message


class MessageView(QFrame):
    """All of a message; lists are told one line an entry."""

    def __init__(self, message: Message, parent: QWidget | None = None, *, with_what: bool = True) -> None:
        super().__init__(parent)
        self._texts: list[str] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(4)
        if with_what:
            self._say(message.what, "strong")
        self._say(message.cause, "small")
        if message.causes:
            self._list(self.tr("What it can come from"), message.causes)
        if message.remedies:
            self._list(self.tr("What helps"), message.remedies)
        if message.remedy and message.remedy != " ".join(message.remedies):
            self._say(message.remedy, "small-plain")
        self._column.addSpacing(8)
        self._column.addWidget(line())
        self.setAccessibleName(self.words)

    @property
    def words(self) -> str:
        """Everything that it says, one line each."""
        return "\n".join(self._texts)

    def _say(self, text: str, role: str) -> None:
        text = one_line(text)
        if text:
            self._texts.append(text)
            self._column.addWidget(label(breakable(text), role, wrap=True))

    def _list(self, title: str, entries: tuple[str, ...]) -> None:
        self._column.addSpacing(6)
        self._say(title, "small-strong")
        for entry in entries:
            self._texts.append(entry)
            self._column.addWidget(label(f"•  {breakable(entry)}", "small-plain", wrap=True))
