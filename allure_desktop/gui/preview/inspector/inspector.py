"""The right of the preview window: calls, data model, requests and console as tabs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from allure_desktop.gui.preview.inspector.calls_pane import CallsPane
from allure_desktop.gui.preview.inspector.console_pane import ConsolePane
from allure_desktop.gui.preview.inspector.data_pane import DataPane
from allure_desktop.gui.preview.inspector.requests_pane import RequestsPane
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import PushButton, line
from allure_desktop.gui.widgets.tabs import Tabs

CALLS, DATA, REQUESTS, CONSOLE = range(4)
WIDTH = 548


class Inspector(QFrame):
    """Holds the tabs; whoever reads the preview fills them."""

    #: path in the package, line
    source_wanted = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "surface")
        self.setAccessibleName(self.tr("Inspector"))
        self.calls, self.data = CallsPane(), DataPane()
        self.requests, self.console = RequestsPane(), ConsolePane()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(18, 0, 8, 0)
        head.setSpacing(4)
        self.tabs = Tabs(self.tr("Parts of the inspector"))
        self._names = (self.tr("Calls"), self.tr("Data model"), self.tr("Requests"), self.tr("Console"))
        self.pages = QStackedWidget()
        for name, page in zip(self._names, (self.calls, self.data, self.requests, self.console), strict=True):
            self.tabs.addTab(name)
            self.pages.addWidget(page)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        head.addWidget(self.tabs)
        head.addStretch(1)
        self.errors = PushButton("", kind="link")
        self.errors.setProperty("tone", "danger")
        self.errors.clicked.connect(self.show_first_error)
        self.errors.hide()
        head.addWidget(self.errors)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self.pages, 1)
        self.calls.source_wanted.connect(self.source_wanted)
        self.console.source_wanted.connect(self.source_wanted)
        for pane in (self.calls, self.requests, self.console):
            pane.table.counted.connect(self._count)
        self._count()

    def forget(self) -> None:
        """Another file is played: nothing of the former one is left."""
        self.calls.forget()
        for pane in (self.requests, self.console):
            pane.table.clear()
        self.data.forget()

    def show_first_error(self) -> None:
        """The first call that was refused, with its explanation."""
        self.tabs.setCurrentIndex(CALLS)
        self.calls.choose_first_error()

    def _count(self) -> None:
        trouble = self.requests.table.missing + self.requests.table.blocked
        self._tell(CALLS, len(self.calls.table.records))
        self._tell(REQUESTS, trouble)
        self._tell(CONSOLE, self.console.table.errors)
        errors = self.calls.table.errors
        self.errors.setVisible(bool(errors))
        if errors:
            self.errors.set_text(
                self.tr("1 error") if errors == 1 else self.tr("{count} errors").format(count=figures.number(errors))
            )

    def _tell(self, tab: int, count: int) -> None:
        words = f"{self._names[tab]}\u2002{figures.number(count)}" if count else self._names[tab]
        if words != self.tabs.tabText(tab):
            self.tabs.setTabText(tab, words)
            if tab in (REQUESTS, CONSOLE) and count:
                self.tabs.setTabToolTip(
                    tab,
                    self.tr("{count} missing or blocked").format(count=count)
                    if tab == REQUESTS
                    else self.tr("{count} errors of scripts").format(count=count),
                )
