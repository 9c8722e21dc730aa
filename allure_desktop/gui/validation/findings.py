"""The findings of a report, worst first, each with its place, why it matters and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from allure_desktop.gui import icons, theme
from allure_desktop.gui.validation.report_text import in_order, where
from allure_desktop.gui.widgets import ElidedLabel, PushButton, label, line
from allure_desktop.plain_text import one_line

#: widgets cost time; a broken course can have thousands of findings of one kind
SHOWN_AT_ONCE = 40

_ICONS = {"error": ("octagon-alert", "danger"), "warning": ("triangle-alert", "warning"), "note": ("info", "info")}


class PlaceLabel(ElidedLabel):
    """A path or an id in the fixed font, shortened in its middle."""

    def __init__(self, text: str = "", role: str = "secondary") -> None:
        super().__init__(text, role, mode=Qt.TextElideMode.ElideMiddle)
        self._refont()
        theme.active().changed.connect(self._refont)

    def _refont(self) -> None:
        self.setFont(theme.active().code_font(0.85))


class FindingItem(QFrame):
    """One finding; focusable, so that it can be read with the keyboard alone."""

    def __init__(self, finding: Mapping[str, Any]) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("pane", "finding")
        severity = str(finding["severity"])
        spoken = [self._severity_word(severity), finding["title"], where(finding)]
        spoken += [finding.get("message"), finding.get("remedy")]
        self.setAccessibleName(". ".join(str(part).rstrip(".") for part in spoken if part))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(10)
        mark = QLabel()
        name, token = _ICONS.get(severity, _ICONS["note"])
        icons.put(mark, name, token)
        mark.setAccessibleName(self._severity_word(severity))
        mark.setToolTip(self._severity_word(severity))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(label(one_line(finding["title"]), "strong", wrap=True))
        place = where(finding)
        if place:
            words.addWidget(PlaceLabel(place))
        if finding.get("message"):
            words.addWidget(_selectable(label(one_line(finding["message"]), "small", wrap=True)))
        if finding.get("remedy"):
            words.addWidget(_selectable(label(one_line(finding["remedy"]), "small-plain", wrap=True)))
        row.addLayout(words, 1)

    def _severity_word(self, severity: str) -> str:
        return {"error": self.tr("Problem"), "warning": self.tr("Warning")}.get(severity, self.tr("Note"))


def _selectable(made: QLabel) -> QLabel:
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class FindingsView(QScrollArea):
    """Scrolls through `extra` widgets and the findings of one report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Findings"))
        self._findings: list[Mapping[str, Any]] = []
        self._limit = SHOWN_AT_ONCE
        self._empty = ""
        self._extra: Callable[[], Sequence[QWidget]] = tuple

    @property
    def items(self) -> list[FindingItem]:
        """The findings on the screen, top to bottom."""
        holder = self.widget()
        return holder.findChildren(FindingItem) if holder is not None else []

    def show_report(
        self, report: Mapping[str, Any] | None, empty: str, extra: Callable[[], Sequence[QWidget]] = tuple
    ) -> None:
        """`empty` is said where there is no finding; what `extra` makes comes before the findings."""
        self._findings = in_order(report) if report is not None else []
        self._limit = SHOWN_AT_ONCE
        self._empty = empty
        self._extra = extra
        self._build()

    def _build(self) -> None:
        holder = QWidget()
        holder.setProperty("pane", "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in self._extra():
            column.addWidget(widget)
        for finding in self._findings[: self._limit]:
            column.addWidget(FindingItem(finding))
            column.addWidget(line())
        rest = len(self._findings) - self._limit
        if rest > 0:
            more = PushButton(self.tr("Show {count} more").format(count=min(rest, SHOWN_AT_ONCE * 5)))
            more.clicked.connect(self._show_more)
            holding = QHBoxLayout()
            holding.setContentsMargins(16, 12, 16, 12)
            holding.addWidget(more)
            holding.addStretch(1)
            column.addLayout(holding)
        if not self._findings and self._empty:
            nothing = label(self._empty, "secondary", wrap=True)
            nothing.setContentsMargins(16, 16, 16, 16)
            nothing.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            column.addWidget(nothing)
        column.addStretch(1)
        self.setWidget(holder)

    def _show_more(self) -> None:
        at = self.verticalScrollBar().value()
        self._limit += SHOWN_AT_ONCE * 5
        self._build()
        self.verticalScrollBar().setValue(at)
