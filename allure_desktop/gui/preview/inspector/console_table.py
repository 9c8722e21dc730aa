"""The table of what a course's scripts said: level, message, file and line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QObject

from allure_desktop.gui.preview.inspector.record_table import Cell, RecordTable

MESSAGE, PLACE = range(2)
#: of one message; a course may say a megabyte
LONGEST = 20_000
MOST = 20_000
_ICONS = {"error": "circle-x", "warning": "triangle-alert", "info": "info"}


@dataclass(frozen=True, slots=True)
class Message:
    """`level` is `info`, `warning` or `error`; `source` the script's path in the package, `line` from 1."""

    level: str
    text: str
    source: str
    line: int

    @property
    def place(self) -> str:
        return f"{self.source}:{self.line}" if self.source and self.line else self.source


def message(level: str, text: str, address: str, line: int) -> Message:
    """A message of the page; of its address only the path in the package is kept."""
    path = unquote(urlsplit(address).path).lstrip("/")
    return Message(level, text[:LONGEST], path.removeprefix("pkg/")[:1000], line)


class ConsoleTable(RecordTable[Message]):
    """Kinds are `error` and `warning`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.errors = self.warnings = 0

    def heads(self) -> Sequence[str]:
        return (self.tr("Message"), self.tr("Script"))

    def extend(self, records: Sequence[Message]) -> None:
        self.errors += sum(one.level == "error" for one in records)
        self.warnings += sum(one.level == "warning" for one in records)
        super().extend(records)
        if len(self.records) > MOST * 5 // 4:
            self.keep_last(MOST)

    def clear(self) -> None:
        self.errors = self.warnings = 0
        super().clear()

    def cell(self, record: Message, column: int) -> Cell:
        tone = self.tone(record)
        if column == MESSAGE:
            return Cell(record.text, tone or "text", code=True, icon=_ICONS.get(record.level, ""))
        return Cell(record.place, "text3", code=True)

    def text_of(self, record: Message) -> str:
        return f"{record.text} {record.place}"

    def is_kind(self, record: Message, kind: str) -> bool:
        return record.level == kind

    def tone(self, record: Message) -> str:
        return {"error": "danger", "warning": "warning"}.get(record.level, "")

    def tip(self, record: Message) -> str:
        return f"{record.text[:2000]}\n{record.place}"
