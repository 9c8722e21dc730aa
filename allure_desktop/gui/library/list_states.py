"""What stands in place of a list that has no rows: grey rows while it is read, or one line and one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from allure_desktop.gui import icons, theme
from allure_desktop.gui.widgets import PushButton, label

if TYPE_CHECKING:
    from allure_desktop.gui.library.package_list import PackageList


#: what was asked for is told up to this width
MOST_PX = 1200


class Skeleton(QWidget):
    """Six grey rows where a list will be."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        active = theme.active()
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(active.tokens.colour("subtle"))
        # as the rows that come: a tile, a title, a smaller line
        painter.scale(active.text_scale, active.text_scale)
        for row in range(6):
            y = row * 52 + 42
            painter.drawRoundedRect(16, y, 32, 32, 7, 7)
            painter.drawRoundedRect(60, y + 2, 220 - row % 3 * 40, 12, 4, 4)
            painter.drawRoundedRect(60, y + 20, 140 - row % 2 * 30, 9, 4, 4)


class NothingHere(QWidget):
    """Says why the list is empty, and offers the one thing that helps."""

    clear_wanted = Signal()
    add_wanted = Signal()

    def __init__(self, packages: PackageList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._packages = packages
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(10)
        column.addStretch(1)
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        icons.put(self._icon, "package-plus", "text3", 28)
        column.addWidget(self._icon)
        self.words = label("", "secondary", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.addStretch(1)
        self.button = PushButton("")
        self.button.clicked.connect(self._do)
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)

    def tell(self) -> None:
        """Reads the list's state anew."""
        filters = self._packages.filters
        if filters.any:
            icons.put(self._icon, "search", "text3", 28)
            asked = self.words.fontMetrics().elidedText(filters.typed, Qt.TextElideMode.ElideRight, MOST_PX)
            self.words.setText(self.tr("No package matches {filters}").format(filters=asked))
            self.button.set_text(self.tr("Clear filters"))
        elif self._packages.error is not None and self._packages.as_of is None:
            icons.put(self._icon, "cloud", "text3", 28)
            self.words.setText(self.tr("The list of this connection was never read."))
            self.button.set_text(self.tr("Try again"))
        else:
            icons.put(self._icon, "package-plus", "text3", 28)
            self.words.setText(self.tr("No packages here yet. Drop SCORM ZIPs anywhere in this window."))
            self.button.set_text(self.tr("Add packages…"))
        self.setAccessibleName(self.words.text())

    def _do(self) -> None:
        if self._packages.filters.any:
            self.clear_wanted.emit()
        elif self._packages.error is not None and self._packages.as_of is None:
            self._packages.refresh()
        else:
            self.add_wanted.emit()
