"""The row above a table of records: what is searched for, chips of kinds, and buttons at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from allure_desktop.gui import icons, theme
from allure_desktop.gui.widgets import IconButton

DEBOUNCE_MS = 80


class KindChip(QPushButton):
    """A chip that is on or off; one of them is on at a time."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(name)
        self.kind = kind
        self._name = name
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._look)

    def tell(self, count: int | None) -> None:
        """The number behind the name; None for none."""
        text = self._name if not count else f"{self._name} {count:n}"
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)

    def _look(self, on: bool) -> None:
        self.setProperty("on", on)
        self.style().unpolish(self)
        self.style().polish(self)


class FilterRow(QWidget):
    """`wanted(needle, kind)` a moment after the last key."""

    wanted = Signal(str, str)

    def __init__(self, hint: str, kinds: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 4)
        row.setSpacing(6)
        self.field = _Field()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setClearButtonEnabled(True)
        self._mark = self.field.addAction(icons.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.setMinimumWidth(90)
        self.field.setMaximumWidth(theme.active().scaled(180))
        row.addWidget(self.field, 20)
        self.chips = {kind: KindChip(kind, name) for kind, name in kinds}
        for chip in self.chips.values():
            chip.toggled.connect(lambda on, chip=chip: self._chosen(chip, on))
            row.addWidget(chip)
        row.addStretch(1)
        self._row = row
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(DEBOUNCE_MS)
        self._wait.timeout.connect(self._tell)
        self.field.textChanged.connect(lambda _text: self._wait.start())
        theme.active().changed.connect(self._redraw)

    def add_button(self, icon: str, name: str) -> IconButton:
        """A button at the right end."""
        made = IconButton(icon, name)
        self._row.addWidget(made)
        return made

    @property
    def kind(self) -> str:
        return next((chip.kind for chip in self.chips.values() if chip.isChecked()), "")

    def clear(self) -> None:
        """Lets everything through."""
        for chip in self.chips.values():
            chip.setChecked(False)
        self.field.clear()
        self._tell()

    def _chosen(self, chosen: KindChip, on: bool) -> None:
        if on:
            for chip in self.chips.values():
                if chip is not chosen:
                    chip.setChecked(False)
        self._tell()

    def _tell(self) -> None:
        self._wait.stop()
        self.wanted.emit(self.field.text(), self.kind)

    def _redraw(self) -> None:
        self._mark.setIcon(icons.icon("search", "text3"))
        self.field.setMaximumWidth(theme.active().scaled(180))


class _Field(QLineEdit):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
