"""The facts of both sides under each other; what changes has a dot and more weight."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.new_version.comparison import Fact
from allure_desktop.gui.widgets import ElidedLabel, label, line


class Dot(QWidget):
    """Marks a changed fact; its name says so to those who do not see it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("changed"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(8, 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.active().tokens.colour("accent"))
        painter.drawEllipse(1, 1, 6, 6)


class FactsGrid(QWidget):
    """`show_facts` with the heads of both sides."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Facts of both versions"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(5)
        for column, stretch in enumerate((4, 7, 0, 8)):
            self._grid.setColumnStretch(column, stretch)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def words(self) -> list[tuple[str, ...]]:
        """All lines as text, the head first."""
        rows: dict[int, list[str]] = {}
        for place in range(self._grid.count()):
            item = self._grid.itemAt(place)
            widget = item.widget() if item else None
            if isinstance(widget, ElidedLabel):
                rows.setdefault(self._grid.getItemPosition(place)[0], []).append(widget.full_text)  # type: ignore[index]
        return [tuple(texts) for texts in rows.values()]

    def show_facts(self, on_server: str, in_file: str, facts: list[Fact]) -> None:
        """Heads of the two columns, then the facts."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._grid.addWidget(ElidedLabel(on_server, "small-strong"), 0, 1)
        self._grid.addWidget(ElidedLabel(in_file, "small-strong", tone="accent"), 0, 3)
        self._grid.setRowMinimumHeight(0, theme.active().base_px * 2)
        for number, fact in enumerate(facts):
            row = number * 2 + 1
            self._grid.addWidget(label(fact.name, "small"), row, 0)
            self._grid.addWidget(ElidedLabel(fact.on_server, "secondary", mode=Qt.TextElideMode.ElideMiddle), row, 1)
            if fact.changed:
                self._grid.addWidget(Dot(), row, 2, Qt.AlignmentFlag.AlignVCenter)
            role = "strong" if fact.changed else "secondary"
            self._grid.addWidget(ElidedLabel(fact.in_file, role, mode=Qt.TextElideMode.ElideMiddle), row, 3)
            self._grid.addWidget(line(), row + 1, 0, 1, 4)
