"""Stands where the course would: what went wrong, why, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from allure_desktop.gui import icons
from allure_desktop.gui.launch.words import Trouble
from allure_desktop.gui.widgets import PushButton, label


class TroublePage(QWidget):
    """A mark, three sentences and buttons; also says that something is under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 32, 48, 32)
        column.setSpacing(6)
        column.addStretch(2)
        self._mark = label()
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._mark)
        column.addSpacing(4)
        self._what = self._line(column, "panel-title")
        self._cause = self._line(column, "secondary")
        self._remedy = self._line(column, "")
        column.addSpacing(8)
        holder = QHBoxLayout()
        holder.addStretch(1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        holder.addLayout(self._buttons)
        holder.addStretch(1)
        column.addLayout(holder)
        column.addStretch(3)

    def _line(self, column: QVBoxLayout, role: str) -> QLabel:
        made = label("", role, wrap=True)
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(made)
        return made

    @property
    def words(self) -> str:
        return self.accessibleName()

    def tell(
        self,
        trouble: Trouble,
        buttons: tuple[tuple[str, str, Callable[[], object]], ...] = (),
        *,
        icon: str = "octagon-alert",
        token: str = "danger",
    ) -> None:
        """Shows a trouble with its buttons: icon, text and what a press does."""
        icons.put(self._mark, icon, token, 28)
        for widget, text in ((self._what, trouble.what), (self._cause, trouble.cause), (self._remedy, trouble.remedy)):
            widget.setText(text)
            widget.setVisible(bool(text))
        self.setAccessibleName(" ".join(part for part in (trouble.what, trouble.cause, trouble.remedy) if part))
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for name, text, act in buttons:
            button = PushButton(text, icon=name)
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._buttons.addWidget(button)
