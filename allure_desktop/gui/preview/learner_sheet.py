"""Who learns in the next attempt, and with which data it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from allure_desktop.gui import theme
from allure_desktop.gui.widgets import PushButton, Sheet, label
from allure_desktop.preview.data_model import find, other_name

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


def wrong_line(text: str, standard: str) -> tuple[int, str, str]:
    """The first line that sets nothing: its number (0 for none), what it says, and the element that was meant, or ''.

    `standard`: as a preview tells it, `1.2` or `2004 3rd Edition`.
    """
    kind = "1.2" if standard == "1.2" else "2004"
    for number, line in enumerate(text.splitlines(), 1):
        name, equals, _value = line.partition("=")
        if line.strip() and (not equals or find(kind, name.strip()) is None):
            return number, name.strip() or line.strip(), other_name(kind, name.strip())
    return 0, "", ""


class LearnerSheet(Sheet):
    """`chosen({learner_id, learner_name, language, initial})`."""

    chosen = Signal(dict)

    def __init__(self, window: QWidget, options: PreviewOptions, standard: str) -> None:
        super().__init__(window, "", width=520)
        self.title.set_text(self.tr("Learner and initial data"))
        self.setAccessibleName(self.tr("Learner and initial data"))
        self.set_subtitle(self.tr("A new attempt begins with them."))
        self._standard = standard
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        self.name, self.id, self.language = QLineEdit(options.learner_name), QLineEdit(options.learner_id), QLineEdit()
        self.language.setText(options.language)
        self.language.setPlaceholderText(self.tr("as the course wants it; or de, en-GB …"))
        self.language.setToolTip(self.language.placeholderText())
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
        self.problem = label("", "small", tone="danger", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.initial.textChanged.connect(self.problem.hide)
        self.cancel = PushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.dismiss)
        self.begin = PushButton(self.tr("Begin a new attempt"), icon="rotate-ccw", kind="primary")
        self.begin.clicked.connect(self._choose)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.begin)

    def _choose(self) -> None:
        number, said, meant = wrong_line(self.initial.toPlainText(), self._standard)
        if number:
            words = self.tr("Line {number}: SCORM {standard} has no element “{name}”.").format(
                number=number, standard=self._standard, name=said[:80]
            )
            hint = self.tr("Did you mean {name}?").format(name=meant) if meant else self._form()
            self.problem.setText(f"{words} {hint}")
            self.problem.show()
            self.initial.setFocus()
            return
        self.chosen.emit(
            {
                "learner_name": self.name.text().strip(),
                "learner_id": self.id.text().strip() or "preview-learner",
                "language": self.language.text().strip(),
                "initial": read_values(self.initial.toPlainText()),
            }
        )
        self.dismiss()

    def _form(self) -> str:
        return self.tr("Write element = value, one a line.")
