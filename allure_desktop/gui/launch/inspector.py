"""The right of the launch window: what can be known of a course that runs on the server, and why the rest is not."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from allure_desktop.gui import icons
from allure_desktop.gui.launch.request_table import LaunchRequestTable, kept_out, request
from allure_desktop.gui.preview.inspector.console_pane import ConsolePane
from allure_desktop.gui.preview.inspector.console_table import Message
from allure_desktop.gui.preview.inspector.record_pane import RecordPane
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.widgets import PushButton, label, line
from allure_desktop.gui.widgets.tabs import Tabs

CALLS, DATA, REQUESTS, CONSOLE = range(4)
WIDTH = 440


class _Unseen(QWidget):
    """Why there is nothing here, and the way to where it can be seen."""

    wanted = Signal()

    def __init__(self, icon: str, title: str, why: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(44, 24, 44, 24)
        column.setSpacing(8)
        column.addStretch(2)
        mark = label()
        icons.put(mark, icon, "text3", 24)
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(mark)
        self.words = [label(title, "strong", wrap=True), label(why, "secondary", wrap=True), label("", "", wrap=True)]
        for words in self.words:
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(words)
        self.button = PushButton("", icon="play")
        self.button.clicked.connect(lambda _checked=False: self.wanted.emit())
        column.addSpacing(4)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.offer("")

    def offer(self, act: str) -> None:
        """A preview of the same course on this computer; '' where its file is not here."""
        self.words[2].setText(
            self.tr("The same file plays on this computer with every call shown, and costs no launch.")
            if act
            else self.tr("A preview of the course's file on this computer shows every call, and costs no launch.")
        )
        self.button.set_text(act)
        self.button.setVisible(bool(act))


class _Requests(RecordPane):
    table: LaunchRequestTable

    def __init__(self) -> None:
        super().__init__(
            LaunchRequestTable(),
            name=self.tr("Requests"),
            hint=self.tr("Filter requests"),
            kinds=(("missing", self.tr("Missing")), ("blocked", self.tr("Blocked")), ("media", self.tr("Media"))),
            widths=("", "blocked", "412 MB", "999 ms"),
            stretch=0,
            empty=("files", self.tr("No requests yet"), self.tr("What the course has asked for stands here.")),
        )
        self.column.addWidget(line())
        foot = label(
            self.tr("What an address asks for in particular is left out: it may hold the launch's link."),
            "small",
            wrap=True,
        )
        foot.setContentsMargins(16, 8, 12, 8)
        self.column.addWidget(foot)
        self.view.set_follow(True)

    def refresh(self) -> None:
        super().refresh()
        self.filter.chips["missing"].tell(self.table.missing)
        self.filter.chips["blocked"].tell(self.table.blocked)


class LaunchInspector(QFrame):
    """The same tabs as a preview has. Keeps nothing that the launch's link holds, and nothing on the disk."""

    #: the course's file on this computer, played with every call shown
    preview_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "surface")
        self.setAccessibleName(self.tr("Inspector"))
        self.calls = _Unseen(
            "list-x",
            self.tr("No calls are visible here"),
            self.tr(
                "The course talks to AllureConnect's own run-time inside the server's page, so its SCORM calls do not pass"
                " through this window."
            ),
        )
        self.data = _Unseen(
            "database",
            self.tr("The data are on the server"),
            self.tr(
                "What the course stores goes from the server's page to the server, and does not pass through here."
            ),
        )
        self.requests, self.console = _Requests(), ConsolePane()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        self.tabs = Tabs(self.tr("Parts of the inspector"))
        self.pages = QStackedWidget()
        self._names = (self.tr("Calls"), self.tr("Data model"), self.tr("Requests"), self.tr("Console"))
        for name, page in zip(self._names, (self.calls, self.data, self.requests, self.console), strict=True):
            self.tabs.addTab(name)
            self.pages.addWidget(page)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        head = QHBoxLayout()
        head.setContentsMargins(18, 0, 8, 0)
        head.addWidget(self.tabs)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self.pages, 1)
        for page in (self.calls, self.data):
            page.wanted.connect(self.preview_wanted)
        for pane in (self.requests, self.console):
            pane.table.counted.connect(self._count)

    def begin(self, address: str, preview: str) -> None:
        """Another launch: nothing of the former is left. Of `address` the host alone is kept; `preview` is the text of
        the button that plays the course here, '' for none."""
        self.requests.table.clear()
        self.console.table.clear()
        self.requests.table.tell_host(urlsplit(address).netloc.rpartition("@")[2])
        for page in (self.calls, self.data):
            page.offer(preview)

    def hear_request(self, address: str, status: int, size_bytes: int, ms: float, by: str) -> None:
        if not address.endswith("/favicon.ico"):  # the web view's own wish, not the course's
            self.requests.table.extend([request(address, status, size_bytes, ms, by)])

    def hear_kept_out(self, address: str) -> None:
        self.requests.table.extend([kept_out(address)])

    def hear_message(self, level: str, text: str, script: str, line: int) -> None:
        self.console.table.extend([Message(level, text, urlsplit(script).path.lstrip("/")[:1000], line)])

    def _count(self) -> None:
        self._tell(REQUESTS, len(self.requests.table.records))
        self._tell(CONSOLE, self.console.table.errors)

    def _tell(self, tab: int, count: int) -> None:
        self.tabs.setTabText(tab, f"{self._names[tab]}\u2002{figures.number(count)}" if count else self._names[tab])
