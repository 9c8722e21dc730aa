"""Who learns in the next attempt, and with which data it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.widgets import PushButton, Sheet, label

if TYPE_CHECKING:
    from allure_desktop.preview.options import PreviewOptions


def read_values(text: str) -> dict[str, str]:
    """`cmi.core.lesson_location = slide_04`, one a line; what is no such line is left out."""
    found = {}
    for line in text.splitlines():
        name, equals, value = line.partition("=")
        if equals and name.strip():
            found[name.strip()] = value.strip()
    return found


class LearnerSheet(Sheet):
    """`chosen({learner_id, learner_name, language, initial})`."""

    chosen = Signal(dict)

    def __init__(self, window: QWidget, options: PreviewOptions) -> None:
        super().__init__(window, "", width=520)
        self.title.set_text(self.tr("Learner and initial data"))
        self.setAccessibleName(self.tr("Learner and initial data"))
        self.set_subtitle(self.tr("A new attempt begins with them."))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        self.name, self.id, self.language = QLineEdit(options.learner_name), QLineEdit(options.learner_id), QLineEdit()
        self.language.setText(options.language)
        self.language.setPlaceholderText(self.tr("as the course wants it; or de, en-GB …"))
        rows = ((self.tr("Name"), self.name), (self.tr("Id"), self.id), (self.tr("Language"), self.language))
        for row, (name, field) in enumerate(rows):
            grid.addWidget(label(name, "small"), row, 0)
            field.setAccessibleName(name)
            grid.addWidget(field, row, 1)
        self.body.addLayout(grid)
        self.body.addWidget(label(self.tr("Initial data"), "small"))
        self.initial = QPlainTextEdit("\n".join(f"{name} = {value}" for name, value in options.initial.items()))
        self.initial.setAccessibleName(self.tr("Initial data"))
        self.initial.setPlaceholderText("cmi.core.lesson_location = slide_04\ncmi.suspend_data = …")
        self.initial.setFont(theme.active().code_font())
        self.initial.setTabChangesFocus(True)
        self.initial.setMinimumHeight(theme.active().scaled(110))
        self.body.addWidget(self.initial)
        self.body.addWidget(
            label(self.tr("One element a line. They are put over what every part begins with."), "small", wrap=True)
        )
        self.cancel = PushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.dismiss)
        self.begin = PushButton(self.tr("Begin a new attempt"), icon="rotate-ccw", kind="primary")
        self.begin.clicked.connect(self._choose)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.begin)

    def _choose(self) -> None:
        self.chosen.emit(
            {
                "learner_name": self.name.text().strip(),
                "learner_id": self.id.text().strip() or "preview-learner",
                "language": self.language.text().strip(),
                "initial": read_values(self.initial.toPlainText()),
            }
        )
        self.dismiss()
