"""The tab Console: what the course's scripts said, with file and line."""

from __future__ import annotations

from PySide6.QtCore import Signal

from allure_desktop.gui.preview.inspector.console_table import ConsoleTable, Message
from allure_desktop.gui.preview.inspector.record_pane import RecordPane


class ConsolePane(RecordPane):
    """`source_wanted(path, line)` by a double click or Enter."""

    source_wanted = Signal(str, int)

    table: ConsoleTable

    def __init__(self) -> None:
        super().__init__(
            ConsoleTable(),
            name=self.tr("Console"),
            hint=self.tr("Filter messages"),
            kinds=(("error", self.tr("Errors")), ("warning", self.tr("Warnings"))),
            widths=("", "`scripts/lms.js:218`"),
            stretch=0,
            empty=(
                "circle-check",
                self.tr("The console is silent"),
                self.tr("Errors and messages of the course's scripts stand here."),
            ),
        )
        self.view.set_follow(True)
        self.view.activated.connect(self._open)

    def refresh(self) -> None:
        super().refresh()
        self.filter.chips["error"].tell(self.table.errors)
        self.filter.chips["warning"].tell(self.table.warnings)

    def _open(self) -> None:
        record = self.table.record(self.view.currentIndex())
        if isinstance(record, Message) and record.source:
            self.source_wanted.emit(record.source, record.line)
