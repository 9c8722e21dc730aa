"""The tab Calls: every call of the course to its run-time, filtered while typing, the selected one explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu

from allure_desktop.gui.preview.inspector.call_table import CallTable
from allure_desktop.gui.preview.inspector.explanation_card import ExplanationCard
from allure_desktop.gui.preview.inspector.record_pane import RecordPane

if TYPE_CHECKING:
    from allure_desktop.preview.call import Call


class CallsPane(RecordPane):
    """`save_wanted("json" | "csv")`; the card's wishes are passed on."""

    save_wanted = Signal(str)
    copy_wanted = Signal()
    source_wanted = Signal(str, int)

    table: CallTable

    def __init__(self) -> None:
        super().__init__(
            CallTable(),
            name=self.tr("Calls"),
            hint=self.tr("Filter calls"),
            kinds=(
                ("set", self.tr("Set")),
                ("get", self.tr("Get")),
                ("errors", self.tr("Errors")),
                ("remarks", self.tr("Remarks")),
            ),
            widths=("192.0", "LMSGetLastError", "", '`"not attempted"`'),
            stretch=2,
            empty=(
                "list-x",
                self.tr("No calls yet"),
                self.tr("Every call that the course makes to its run-time stands here, with the answer it got."),
            ),
        )
        self._nothing_yet: tuple[str, str] = (self._empty_words[0], self._empty_words[1])
        self.follow = self.filter.add_button("arrow-down-to-line", self.tr("Follow the newest call"))
        self.follow.setCheckable(True)
        self.follow.setChecked(True)
        self.follow.clicked.connect(self.view.set_follow)
        self.view.followed.connect(self.follow.setChecked)
        self.save = self.filter.add_button("download", self.tr("Save or copy the calls"))
        menu = QMenu(self)
        menu.addAction(self.tr("Save as JSON…")).triggered.connect(lambda _on=False: self.save_wanted.emit("json"))
        menu.addAction(self.tr("Save as CSV…")).triggered.connect(lambda _on=False: self.save_wanted.emit("csv"))
        menu.addSeparator()
        menu.addAction(self.tr("Copy selected calls")).triggered.connect(lambda _on=False: self.view.copy())
        menu.addAction(self.tr("Copy for support")).triggered.connect(lambda _on=False: self.copy_wanted.emit())
        self.save.set_menu(menu)
        self.card = ExplanationCard()
        self.column.addWidget(self.card)
        self.card.source_wanted.connect(self.source_wanted)
        self.card.copy_wanted.connect(self.copy_wanted)
        self.view.chosen.connect(self._explain)
        self.view.set_follow(True)

    def refresh(self) -> None:
        super().refresh()
        self.filter.chips["errors"].tell(self.table.errors)
        remarks = self.filter.chips["remarks"]
        remarks.tell(self.table.remarks)
        remarks.setVisible(bool(self.table.remarks) or remarks.isChecked())

    def forget(self) -> None:
        """Another file is played."""
        self.table.clear()
        self.tell_silence(*self._nothing_yet)

    def tell_silence(self, title: str, text: str) -> None:
        """Why there is still no call, in place of "not yet"."""
        if (title, text) != self._empty_words:
            self._empty_words = (title, text)
            self.refresh()

    def _explain(self, call: Call | None) -> None:
        said = None if call is None else self.table.mark(call)
        if call is None or said is None:
            self.card.hide()
        else:
            self.card.tell(call, said)

    def choose_first_error(self) -> bool:
        """Selects the first refused call; False when there is none."""
        number = next((n for n, call in enumerate(self.table.records) if call.failed), None)
        if number is None:
            return False
        self.view.set_follow(False)
        self.filter.clear()
        return self.view.choose(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.card.fit()
