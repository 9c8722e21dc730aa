"""What the desktop shows of the window that is not looked at: a badge on its icon, and how far it is in its title."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from allure_desktop.gui.presence.under_way import Share
from allure_desktop.gui.uploads.row_source import RowSource


def _set_badge(number: int) -> None:
    # on Linux a broadcast to whatever panel listens, on Windows and macOS a call
    application = QGuiApplication.instance()
    if isinstance(application, QGuiApplication):
        application.setBadgeNumber(number)


class Badge(QObject):
    """The badge counts rows that need attention; the title says the share of all uploads under way."""

    def __init__(self, source: RowSource, window: QWidget, set_badge: Callable[[int], None] = _set_badge) -> None:
        super().__init__(window)
        self._source = source
        self._window = window
        self._set_badge = set_badge
        self._usual = window.windowTitle()
        self._count = 0
        self._share = Share()
        self.percent: int | None = None
        source.rows_changed.connect(self._tell)
        source.sampled.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        count = sum(row.needs_attention for row in self._source.rows)
        if count != self._count:
            self._count = count
            self._set_badge(count)
        self.percent = self._share.percent(self._source.rows, self._source.progress)
        title = self._usual
        if self.percent is not None:
            title = self.tr("{percent} % · AllureConnect").format(percent=self.percent)
        if title != self._window.windowTitle():
            self._window.setWindowTitle(title)
