"""The first start of the sandbox leads through by doing: the course that can be repaired is shown, its Fix in focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QLineEdit

from allure_desktop.gui.acts import LIBRARY, UPLOADS
from allure_desktop.gui.widgets import Sheet

if TYPE_CHECKING:
    from allure_desktop.gui.main_window import MainWindow


class FirstSteps(QObject):
    """Waits for the check of one row, and gives up where the user has begun something else meanwhile."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._upload_id = 0

    @Slot(int)
    def lead_to(self, upload_id: int) -> None:
        """Shows this row as soon as it needs a decision."""
        from allure_desktop.gui.uploads.row_source import rows_of

        self._upload_id = upload_id
        rows_of(self._window.context).rows_changed.connect(self._look)
        self._look()

    @Slot()
    def _look(self) -> None:
        from allure_desktop.gui.uploads.row_source import rows_of

        source = rows_of(self._window.context)
        row = source.row(self._upload_id)
        if not self._upload_id or row is None or row.state == "validating":
            return
        self._upload_id = 0
        source.rows_changed.disconnect(self._look)
        if row.state == "needs_decision" and not self._is_busy():
            self._window.show_page(UPLOADS)
            self._window.uploads.offer_fix(row.id)

    def _is_busy(self) -> bool:
        """Another page, an open sheet or typed text: that is not to be taken away."""
        window = self._window
        if window.stack.currentIndex() != LIBRARY or any(s.isVisible() for s in window.findChildren(Sheet)):
            return True
        focused = QApplication.focusWidget()
        return isinstance(focused, QLineEdit) and bool(focused.text())
