"""The left of the launch window: the structure where it is known, and the facts of the session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from allure_desktop.gui import theme
from allure_desktop.gui.launch.words import shortened
from allure_desktop.gui.uploads import figures
from allure_desktop.gui.validation.structure import StructureView
from allure_desktop.gui.widgets import ElidedLabel, IconButton, label, line
from allure_desktop.plain_text import hint

WIDTH = 208


class LaunchSideBar(QFrame):
    """Tells nothing about progress: the server keeps it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session_id = ""
        self.setProperty("pane", "window")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(0)
        outer.addLayout(column, 1)
        edge = QFrame()
        edge.setProperty("line", "true")
        edge.setFixedWidth(1)
        outer.addWidget(edge)
        head = QHBoxLayout()
        head.setContentsMargins(18, 14, 12, 6)
        head.addWidget(ElidedLabel(self.tr("STRUCTURE"), "group"), 1)
        self.count = label("", "small")
        head.addWidget(self.count)
        column.addLayout(head)
        self.structure = StructureView()
        self.structure.setProperty("pane", "window")
        self.structure.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
        self.structure.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column.addWidget(self.structure)
        self.note = label("", "small", wrap=True)
        holder = QVBoxLayout()
        holder.setContentsMargins(18, 4, 12, 12)
        holder.addWidget(self.note)
        column.addLayout(holder)
        column.addStretch(1)
        column.addWidget(line())
        column.addLayout(self._facts())
        self.refit()

    def _facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(18, 10, 12, 12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.started, self.learner, self.session = ElidedLabel(), ElidedLabel(), ElidedLabel()
        names = (self.tr("Started"), self.tr("Learner"), self.tr("Session"), self.tr("Session id"))
        self.session_id = QLabel("")
        for row, (name, value) in enumerate(
            zip(names, (self.started, self.learner, self.session, self.session_id), strict=True)
        ):
            grid.addWidget(ElidedLabel.snug(name, "small"), row, 0)
            value.setProperty("role", "small-plain")
            holder = QHBoxLayout()
            holder.setSpacing(4)
            if value is self.session_id:
                holder.addStretch(1)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            holder.addWidget(value, 1 if value is not self.session_id else 0)
            if value is self.session_id:
                self.copy = IconButton("copy", self.tr("Copy the session id"))
                self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._session_id))
                holder.addWidget(self.copy)
            grid.addLayout(holder, row, 1)
        return grid

    def refit(self) -> None:
        """Width by text size."""
        self.setFixedWidth(round(WIDTH * theme.active().base_px / 13))
        self.session_id.setFont(theme.active().code_font(0.85))

    def tell_session(self, session_id: str, started_s: float, learner: str, *, resumed: bool) -> None:
        self._session_id = session_id
        moment = QDateTime.fromSecsSinceEpoch(round(started_s))
        self.started.set_text(moment.toString("HH:mm:ss"))
        self.started.setToolTip(QLocale().toString(moment, QLocale.FormatType.LongFormat))
        self.learner.set_text(learner)
        self.session.set_text(self.tr("resumed") if resumed else self.tr("new, not resumed"))
        self.session_id.setText(shortened(session_id))
        self.session_id.setToolTip(hint(session_id))
        self.session_id.setAccessibleName(session_id)

    def show_structure(self, structure: Sequence[Mapping[str, Any]], scos: int | None) -> None:
        """`structure` is empty where this computer does not know the manifest of the version on the server."""
        self.structure.setVisible(bool(structure))
        self.structure.show_structure(structure)
        if scos:
            self.count.setText(
                self.tr("1 SCO") if scos == 1 else self.tr("{count} SCOs").format(count=figures.number(scos))
            )
        self.note.setText(
            self.tr("From the manifest. The server keeps the progress, so no status is shown here.")
            if structure
            else self.tr("Not known on this computer: the version on the server was uploaded elsewhere.")
        )
