"""A field for a whole number, as high as every other field."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget


class NumberField(QSpinBox):
    """`unit` stands behind the number; arrow keys and the wheel count."""

    def __init__(self, name: str, least: int, most: int, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(least, most)
        if unit:
            self.setSuffix(f" {unit}")
        self.lineEdit().setAcceptDrops(False)
        # a style sheet's padding does not reach the field inside
        self.lineEdit().setTextMargins(7, 0, 0, 0)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(f"{most} {unit}") + 32)
