"""How many files came, changed and went, written out and each in its colour."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QPainter

from allure_desktop.gui import theme
from allure_desktop.gui.uploads import figures

translate = QCoreApplication.translate


class Counts(Protocol):
    """How many files of each kind; of a kept version or of a comparison."""

    @property
    def added(self) -> int: ...
    @property
    def changed(self) -> int: ...
    @property
    def removed(self) -> int: ...
    @property
    def moved(self) -> int: ...


class CountPart(NamedTuple):
    """A part of the sentence and the token of its colour."""

    text: str
    token: str


class FileCounts(NamedTuple):
    """Counts as plain numbers."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    moved: int = 0


def change_counts(counts: Counts) -> list[CountPart]:
    """`2 added · 14 changed · 1 removed` in parts; what is none is left out, all of it is *Nothing changed*."""
    words = (
        (counts.added, translate("Comparison", "{count} added"), "success"),
        (counts.changed, translate("Comparison", "{count} changed"), "warning"),
        (counts.removed, translate("Comparison", "{count} removed"), "danger"),
        (counts.moved, translate("Comparison", "{count} moved"), "info"),
    )
    parts: list[CountPart] = []
    for count, text, token in words:
        if count:
            if parts:
                parts.append(CountPart(" · ", "text3"))
            parts.append(CountPart(text.format(count=figures.number(count)), token))
    return parts or [CountPart(translate("Comparison", "Nothing changed"), "text3")]


def paint_counts(painter: QPainter, rect: QRect, parts: list[CountPart]) -> None:
    """The parts one after the other in the painter's font; the last one that does not fit is shortened."""
    tokens = theme.active().tokens
    metrics = painter.fontMetrics()
    x = rect.x()
    for part in parts:
        left = rect.right() + 1 - x
        if left <= 0:
            return
        text = metrics.elidedText(part.text, Qt.TextElideMode.ElideRight, left)
        painter.setPen(tokens.colour(part.token))
        painter.drawText(QRect(x, rect.y(), left, rect.height()), Qt.AlignmentFlag.AlignVCenter, text)
        x += metrics.horizontalAdvance(text)
