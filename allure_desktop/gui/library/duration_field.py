"""A duration as hours and minutes and as the text that the server has; either is edited, the text is what counts."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from allure_desktop.gui.library import package_words as words
from allure_desktop.gui.widgets import NumberField

_MOST_HOURS = 999


class DurationField(QWidget):
    """A text nobody touches stays exactly as it is: `PT1H5M30S`, `45m`, `about an hour`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.hours = NumberField(self.tr("Duration, hours"), 0, _MOST_HOURS, self.tr("h"))
        self.minutes = NumberField(self.tr("Duration, minutes"), 0, 59, self.tr("min"))
        self.text = QLineEdit()
        self.text.setAcceptDrops(False)
        self.text.setAccessibleName(self.tr("Duration as the server has it"))
        self.text.setPlaceholderText("PT45M")
        self.text.setToolTip(self.tr("As the server has it: ISO 8601 such as PT1H30M, or 45m"))
        row.addWidget(self.hours)
        row.addWidget(self.minutes)
        row.addWidget(self.text, 1)
        for spin in (self.hours, self.minutes):
            spin.valueChanged.connect(self._counted)
        self.text.textEdited.connect(self._typed)

    def value(self) -> str:
        """The text that is sent."""
        return self.text.text()

    def show_value(self, text: str) -> None:
        self.text.setText(text)
        self.text.setCursorPosition(0)
        self._show_counts(text)

    def _show_counts(self, text: str) -> None:
        minutes = words.duration_minutes(text) or 0
        hours, rest = divmod(minutes, 60)
        known = hours <= _MOST_HOURS
        for spin, value in ((self.hours, hours), (self.minutes, rest)):
            spin.blockSignals(True)
            spin.setValue(value if known else 0)
            spin.blockSignals(False)

    def _typed(self, text: str) -> None:
        self._show_counts(text)
        self.changed.emit()

    def _counted(self) -> None:
        self.text.setText(written(self.hours.value(), self.minutes.value(), self.text.text()))
        self.text.setCursorPosition(0)
        self.changed.emit()


def written(hours: int, minutes: int, before: str) -> str:
    """A duration in the form that `before` had: `1h 5m` beside `45m`, else ISO 8601; '' for none at all."""
    if not hours and not minutes:
        return ""
    if re.match(r"\s*\d+\s*[hm]", before, re.IGNORECASE):
        return " ".join(part for part in (f"{hours}h" if hours else "", f"{minutes}m" if minutes else "") if part)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
