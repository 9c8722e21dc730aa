"""All pictures on one sheet, small, each with its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

COLUMNS, WIDE, TALL, CAPTION, GAP = 6, 400, 250, 22, 12


def contact_sheet(pictures: Sequence[Path], target: Path) -> None:
    """Writes `target`, a PNG of six pictures a line."""
    lines = -(-len(pictures) // COLUMNS)
    sheet = QImage(COLUMNS * (WIDE + GAP) + GAP, lines * (TALL + CAPTION + GAP) + GAP, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    painter.setPen(QColor("#ffffff"))
    for number, path in enumerate(pictures):
        line, column = divmod(number, COLUMNS)
        left, top = GAP + column * (WIDE + GAP), GAP + line * (TALL + CAPTION + GAP)
        smooth = Qt.TransformationMode.SmoothTransformation
        small = QImage(str(path)).scaled(WIDE, TALL, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        painter.drawImage(left + (WIDE - small.width()) // 2, top, small)
        painter.drawText(QRect(left, top + TALL, WIDE, CAPTION), Qt.AlignmentFlag.AlignCenter, path.stem)
    painter.end()
    sheet.save(str(target))
