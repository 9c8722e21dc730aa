"""The band at the bottom: what learners may lose by the new one, why, and where to see it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from allure_desktop.comparison.progress_risk import Risk
from allure_desktop.gui import icons
from allure_desktop.gui.comparison.summary import risk_title
from allure_desktop.gui.core_words import said
from allure_desktop.gui.widgets import PushButton, label
from allure_desktop.plain_text import one_line

_TONES = {"likely": "warning", "possible": "warning", "none": "success"}


class RiskBand(QFrame):
    """`shown_wanted` asks for the structure."""

    show_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", "true")
        self.setProperty("edge", "flat")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        self._icon = QLabel()
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.text = label("", "small-strong", wrap=True)
        row.addWidget(self.text, 1)
        self.show_button = PushButton(self.tr("Show in Structure"), kind="link")
        self.show_button.clicked.connect(self.show_wanted)
        row.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def words(self) -> str:
        return self.text.text()

    def tell(self, risk: Risk | None) -> None:
        """None hides it."""
        self.setVisible(risk is not None)
        if risk is None:
            return
        tone = _TONES[risk.level]
        words = risk_title(risk)
        if risk.reasons:
            words = self.tr("{what}: {why}").format(what=words, why=" ".join(map(said, risk.reasons)))
        for widget in (self, self.text):
            widget.setProperty("tone", tone)
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        icons.put(self._icon, "triangle-alert" if tone == "warning" else "circle-check", tone)
        self.text.setText(one_line(words))
        self.setAccessibleName(words)
        self.show_button.setVisible(risk.level != "none")
