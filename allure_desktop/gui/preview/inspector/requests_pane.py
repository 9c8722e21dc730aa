"""The tab Requests: what the course asked for, what is missing, and what it wanted from outside."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from allure_desktop.gui.preview.inspector.record_pane import RecordPane
from allure_desktop.gui.preview.inspector.request_table import RequestTable
from allure_desktop.gui.widgets import PushButton, label, line

_MOST_HOSTS = 3


class RequestsPane(RecordPane):
    """`online_wanted(bool)` when the user lets the course into the network or shuts it off again."""

    online_wanted = Signal(bool)

    table: RequestTable

    def __init__(self) -> None:
        self._online = False
        super().__init__(
            RequestTable(),
            name=self.tr("Requests"),
            hint=self.tr("Filter requests"),
            kinds=(("missing", self.tr("Missing")), ("blocked", self.tr("Blocked")), ("media", self.tr("Media"))),
            widths=("", "blocked", "412 MB", "999 ms"),
            stretch=0,
            empty=("files", self.tr("No requests yet"), self.tr("Each file that the course asks for stands here.")),
        )
        self.column.addWidget(line())
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 12, 8)
        foot.setSpacing(8)
        self.words = label("", "small", wrap=True)
        foot.addWidget(self.words, 1)
        self.switch = PushButton("", icon="globe", small=True)
        self.switch.clicked.connect(lambda _checked=False: self.online_wanted.emit(not self._online))
        foot.addWidget(self.switch)
        self.column.addLayout(foot)
        self.view.set_follow(True)
        self.tell_network(False)

    def tell_network(self, online: bool) -> None:
        """Whether the course may reach anything besides its package."""
        self._online = online
        self.switch.set_text(self.tr("Shut off the network") if online else self.tr("Allow the network"))
        self._tell()

    def refresh(self) -> None:
        super().refresh()
        self.filter.chips["missing"].tell(self.table.missing)
        self.filter.chips["blocked"].tell(self.table.blocked)
        if hasattr(self, "words"):
            self._tell()

    def _tell(self) -> None:
        if self._online:
            self.words.setText(self.tr("Online: the course may reach the Internet, as in an LMS."))
        elif hosts := list(self.table.outside):
            shown = ", ".join(hosts[:_MOST_HOSTS])
            more = len(hosts) - _MOST_HOSTS
            places = self.tr("{hosts} and {count} more").format(hosts=shown, count=more) if more > 0 else shown
            self.words.setText(
                self.tr("Offline: the course wanted something from {places}. In an LMS it would ask for it.").format(
                    places=places
                )
            )
        else:
            self.words.setText(self.tr("Offline: nothing but the package can be reached."))
