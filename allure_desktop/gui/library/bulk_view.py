"""How one act for several packages goes: a bar, how many are done, what was refused and why; and it can be ended."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QProgressBar, QVBoxLayout, QWidget

from allure_desktop.gui import icons
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import label
from allure_desktop.plain_text import one_line

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.library.bulk import Bulk, Outcome

_SAMPLE_MS = 100
#: so many results are listed; a longer list says how many more there are
MOST_LISTED = 500
_MARKS = {
    "done": ("circle-check", "success"),
    "same": ("circle-check", "text3"),
    "refused": ("octagon-alert", "danger"),
    "conflict": ("git-branch", "warning"),
    "left": ("circle-minus", "text3"),
}


class BulkView(QWidget):
    """`follow(bulk)` runs it elsewhere and shows how it goes; `ended` when it is over."""

    ended = Signal()

    def __init__(self, context: GuiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.bulk: Bulk | None = None
        self.running = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.words = label("", "strong", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Packages done"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Result for each package"))
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addWidget(self.list, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(_SAMPLE_MS)
        self._timer.timeout.connect(self._sample)

    def follow(self, bulk: Bulk) -> None:
        """Begins it."""
        self.bulk, self.running = bulk, True
        self.list.clear()
        self.bar.setRange(0, max(1, len(bulk.packages)))
        self._timer.start()
        self._sample()

        def over(_outcomes: Sequence[Outcome]) -> None:
            self.running = False
            self._timer.stop()
            self._sample()
            self.ended.emit()

        self._context.background.run(bulk.run, over, owner=self)

    def _sample(self) -> None:
        if self.bulk is None:
            return
        outcomes = list(self.bulk.outcomes)
        self.bar.setValue(len(outcomes))
        for outcome in outcomes[self.list.count() : MOST_LISTED]:
            self.list.addItem(self._made_item(outcome))
        self.words.setText(self._in_words(outcomes))

    def _made_item(self, outcome: Outcome) -> QListWidgetItem:
        said = {
            "done": self.tr("done"),
            "same": self.tr("was like that already"),
            "refused": self.tr("not done: {reason}"),
            "conflict": self.tr("not changed: {reason}"),
            "left": self.tr("not tried"),
        }[outcome.kind].format(reason=one_line(str(outcome.error or "")))
        name = one_line(outcome.title or outcome.package_id)
        title = name if len(name) <= 120 else f"{name[:119]}…"
        item = QListWidgetItem(self.tr("{title}: {words}").format(title=title, words=said))
        item.setIcon(icons.icon(*_MARKS[outcome.kind]))
        return item

    def _in_words(self, outcomes: Sequence[Outcome]) -> str:
        assert self.bulk is not None
        number, total = figures.number, len(self.bulk.packages)
        well = sum(outcome.well for outcome in outcomes)
        if self.running:
            if (until := self.bulk.limited_until) is not None:
                return self.tr("{done} of {all}. The server limits speed: continues at {time}").format(
                    done=number(len(outcomes)), all=number(total), time=figures.clock(until, time.time())
                )
            return self.tr("{done} of {all} packages").format(done=number(len(outcomes)), all=number(total))
        if well == total:
            return self.tr("All {count} packages are done.").format(count=number(total))
        return self.tr("{well} of {all} packages are done, {others} not.").format(
            well=number(well), all=number(total), others=number(total - well)
        )

    def failed(self) -> list[tuple[str, str]]:
        """Ids and titles of what did not go well."""
        return [(o.package_id, o.title) for o in (self.bulk.outcomes if self.bulk else ()) if not o.well]


Begin = Callable[[Sequence[tuple[str, str]]], "Bulk"]
