"""Explains the selected call below the table: what was asked, what the standard allows, what learners see, what to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from allure_desktop.gui import icons, theme
from allure_desktop.gui.core_words import said
from allure_desktop.gui.widgets import PushButton, label, line

if TYPE_CHECKING:
    from allure_desktop.preview.call import Call
    from allure_desktop.preview.explanation import Explanation

_ICONS = {"error": ("circle-alert", "danger"), "warning": ("triangle-alert", "warning"), "note": ("info", "info")}
#: share of the inspector's height that words may take before they scroll
MOST_SHARE = 0.42


class ExplanationCard(QFrame):
    """Hidden while nothing is to be said. `source_wanted(path, line)`."""

    source_wanted = Signal(str, int)
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place: tuple[str, int] = ("", 0)
        self.setProperty("pane", "surface")
        self.setAccessibleName(self.tr("Explanation"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        row = QHBoxLayout()
        row.setContentsMargins(14, 10, 12, 10)
        row.setSpacing(10)
        self._icon = label()
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        self.title = label("", "strong", wrap=True)
        self.text = label("", "small", wrap=True)
        self.change = label("", "small-plain", wrap=True)
        for part in (self.title, self.text, self.change):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 4, 0, 0)
        buttons.setSpacing(6)
        self.source = PushButton(self.tr("Show source"), small=True)
        self.source.clicked.connect(lambda _checked=False: self.source_wanted.emit(*self._place))
        self.copy = PushButton(self.tr("Copy for support"), icon="copy", small=True)
        self.copy.clicked.connect(lambda _checked=False: self.copy_wanted.emit())
        buttons.addWidget(self.source)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        words.addLayout(buttons)
        row.addLayout(words, 1)
        inner = QWidget()
        inner.setProperty("pane", "clear")
        inner.setLayout(row)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        self._inner = inner
        column.addWidget(self._scroll)
        theme.active().changed.connect(self.fit)
        self.hide()

    def tell(self, call: Call, told: Explanation) -> None:
        """Explains a call."""
        icon, token = _ICONS[told.severity]
        icons.put(self._icon, icon, token)
        self.title.setText(said(told.title))
        self.text.setText(" ".join(said(part) for part in (told.asked, told.allowed, told.learner) if part))
        self.change.setText(" ".join(said(part) for part in (told.change, told.where) if part))
        self.change.setVisible(bool(self.change.text()))
        where = call.where
        self._place = (where.url, where.line) if where is not None and where.url else ("", 0)
        self.source.setVisible(bool(self._place[0]))
        self.setAccessibleDescription(f"{self.title.text()} {self.text.text()} {self.change.text()}")
        self.show()
        self.fit()

    def fit(self) -> None:
        """As tall as its words, up to a share of the inspector."""
        parent = self.parentWidget()
        if parent is None or self.isHidden():
            return
        layout = self._inner.layout()
        width = max(200, parent.width() - 2)
        tall = layout.totalHeightForWidth(width) if layout is not None else 0
        self._scroll.setFixedHeight(min(tall + 2, max(120, round(parent.height() * MOST_SHARE))))
