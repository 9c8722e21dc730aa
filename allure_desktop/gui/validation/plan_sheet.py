"""The plan of a fix, shown before it is done where more than names change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from allure_desktop.gui import icons
from allure_desktop.gui.core_words import said
from allure_desktop.gui.uploads.row_words import title_of
from allure_desktop.gui.validation.place_label import PlaceLabel
from allure_desktop.gui.widgets import PushButton, Sheet, label

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.uploads.rows import UploadRow
    from allure_desktop.validation.repair import Change


class PlanSheet(Sheet):
    """`accepted`: it is to be done. Esc and *Cancel* leave everything as it is."""

    accepted = Signal()

    def __init__(
        self, context: GuiContext, row: UploadRow, changes: Sequence[Change], place: Path, *, go_on: bool
    ) -> None:
        super().__init__(context.window, "", width=600)
        heading = self.tr("Changes in the fixed copy")
        self.title.set_text(heading)
        self.setAccessibleName(heading)
        self.set_subtitle(title_of(row))
        self.changes = [said(change.message) for change in changes]
        self.body.addWidget(self._list(changes))
        self.body.addWidget(label(self.tr("It is a new ZIP; your file is not touched:"), "secondary", wrap=True))
        self.place = PlaceLabel(str(place))
        self.body.addWidget(self.place)
        self.body.addWidget(
            label(
                self.tr("The copy is checked again. What shows only then is told, and nothing else is changed unseen."),
                "small-muted",
                wrap=True,
            )
        )
        self.body.addStretch(1)
        self.cancel = PushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.dismiss)
        self.apply = PushButton(self._verb(row, len(changes), go_on), icon="wand-sparkles", kind="primary")
        self.apply.clicked.connect(self._accept)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.apply)

    def _list(self, changes: Sequence[Change]) -> QWidget:
        holder = QWidget()
        holder.setProperty("pane", "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for change in changes:
            line = QHBoxLayout()
            line.setSpacing(10)
            mark = QLabel()
            icons.put(mark, "pencil", "text2")
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            words = label(said(change.message), wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            line.addWidget(words, 1)
            column.addLayout(line)
        column.addStretch(1)
        if len(changes) < 6:
            return holder
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(holder)
        area.setMinimumHeight(220)
        area.setAccessibleName(self.tr("Changes"))
        return area

    def _verb(self, row: UploadRow, count: int, go_on: bool) -> str:
        if go_on and row.connection_id is not None:
            return self.tr("Fix and review…") if row.is_new_version else self.tr("Fix and upload")
        return self.tr("Make 1 change") if count == 1 else self.tr("Make {count} changes").format(count=count)

    def begin_focus(self) -> None:
        self.apply.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self) -> None:
        self.accepted.emit()
        self.dismiss()
