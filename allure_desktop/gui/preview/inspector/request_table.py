"""The table of what a course asked for: path, status, size, time; what was blocked and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl

from allure_desktop.gui.preview.inspector.record_table import Cell, RecordTable
from allure_desktop.gui.uploads import figures

if TYPE_CHECKING:
    from allure_desktop.preview.requests import Request

PATH, STATUS, SIZE, TIME = range(4)


class RequestTable(RecordTable["Request"]):
    """Kinds are `missing`, `blocked` and `media`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.missing = self.blocked = 0
        #: hosts outside of the package that were wanted and not reached, in order
        self.outside: dict[str, None] = {}

    def heads(self) -> Sequence[str]:
        return (self.tr("File"), self.tr("Status"), self.tr("Size"), self.tr("Time"))

    def extend(self, records: Sequence[Request]) -> None:
        self.missing += sum(one.missing for one in records)
        self.blocked += sum(one.blocked for one in records)
        self.outside |= {host: None for one in records if one.blocked and (host := host_of(one.path))}
        super().extend(records)

    def clear(self) -> None:
        self.missing = self.blocked = 0
        self.outside = {}
        super().clear()

    def cell(self, record: Request, column: int) -> Cell:
        tone = self.tone(record)
        if column == PATH:
            path = short_path(record.path)
            if record.near:
                path = self.tr("{path}   the package has {near}").format(path=path, near=record.near)
            return Cell(path, tone or "text", code=True, icon=_icon(record))
        if column == STATUS:
            if record.blocked:
                return Cell(self.tr("blocked"), tone, 500)
            words = self.tr("missing") if record.missing else str(record.status or "")
            return Cell(words, tone or "text2", 500 if tone else 400)
        if column == SIZE:
            return Cell(figures.size(record.size_bytes) if record.size_bytes else "", "text2", right=True)
        return Cell("" if record.blocked else _took(record.ms), "text3", right=True)

    def text_of(self, record: Request) -> str:
        return f"{record.path} {record.status} {record.kind} {record.near} {record.note}"

    def is_kind(self, record: Request, kind: str) -> bool:
        if kind == "missing":
            return record.missing
        return record.blocked if kind == "blocked" else record.kind == "media"

    def tone(self, record: Request) -> str:
        if record.missing or record.status >= 500:
            return "danger"
        return "warning" if record.blocked else ""

    def tip(self, record: Request) -> str:
        lines = [f"{record.method} {record.path[:500]}"]
        if record.missing:
            lines.append(self.tr("This file is not in the package."))
        if record.near:
            lines.append(
                self.tr(
                    "Upper and lower case differ: the package has {near}. Servers take these for two files."
                ).format(near=record.near)
            )
        if record.blocked:
            lines.append(self.tr("Blocked: offline, a preview reaches nothing but the package."))
        if record.note:
            lines.append(record.note)
        return "\n".join(lines)


def host_of(address: str) -> str:
    """The host of an address outside of the package; '' for a path, and for what is no address."""
    return QUrl(address).host() if "://" in address else ""


def short_path(path: str) -> str:
    """The path in the package; what is not of it stays whole."""
    return path.removeprefix("/pkg/")


def _icon(record: Request) -> str:
    if record.blocked:
        return "ban"
    return "file-x" if record.missing else ""


def _took(ms: float) -> str:
    return f"{ms:.1f} ms" if ms < 10 else (f"{ms:.0f} ms" if ms < 1000 else f"{ms / 1000:.1f} s")
