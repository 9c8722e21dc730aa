"""Asks which of several packages a file is a new version of; none is preselected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from allure_desktop.gui.widgets import ElidedLabel, PushButton, Sheet, Tile, label, line

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.uploads.origins import Candidate
    from allure_desktop.uploads.rows import UploadRow


class VersionChoiceSheet(Sheet):
    """A line for each package that fits, with why, and its own button; beside them *New package*."""

    def __init__(
        self,
        context: GuiContext,
        row: UploadRow,
        found: Sequence[Candidate],
        chosen: Callable[[str], object],
        as_new: Callable[[], object],
    ) -> None:
        """`chosen(package id)` or `as_new()` is called once the sheet is closed."""
        super().__init__(context.window, "", width=620)
        heading = self.tr("Which package is “{title}” a new version of?").format(title=row.title or row.file)
        self.title.set_text(heading)
        self.setAccessibleName(heading)
        self.set_subtitle(row.file)
        self._chosen = chosen
        self._as_new = as_new
        words = self.tr("You see what changes before anything is uploaded. The choice is remembered for this path.")
        self.body.addWidget(label(words, "secondary", wrap=True))
        self.choices: list[PushButton] = []
        for number, candidate in enumerate(found):
            if number:
                self.body.addWidget(line())
            self.body.addLayout(self._line(candidate))
        self.body.addStretch(1)
        self.new = PushButton(self.tr("New package"))
        self.new.clicked.connect(self._take_new)
        self.cancel = PushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.dismiss)
        self.footer.addWidget(self.new)
        self.footer.addStretch(1)
        self.footer.addWidget(self.cancel)

    def begin_focus(self) -> None:
        self.cancel.setFocus()

    def _line(self, candidate: Candidate) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Tile(candidate.title, 32))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(ElidedLabel(candidate.title, "strong"))
        words.addWidget(ElidedLabel(f"{candidate.package_id} · {self._why(candidate)}", "small-muted"))
        row.addLayout(words, 1)
        current = candidate.current_revision
        text = (
            self.tr("Upload as a new version…")
            if current is None
            else self.tr("Upload as version {number}…").format(number=current + 1)
        )
        button = PushButton(text)
        button.setAccessibleName(self.tr("{act} of “{title}”").format(act=text, title=candidate.title))
        button.clicked.connect(lambda _checked=False: self._take(candidate.package_id))
        self.choices.append(button)
        row.addWidget(button)
        return row

    def _why(self, candidate: Candidate) -> str:
        return {
            "chosen": self.tr("chosen for this path before"),
            "content": self.tr("the very file was uploaded there before"),
            "path": self.tr("uploaded from this path before"),
            "identifier": self.tr("same manifest identifier, and a like course"),
        }[candidate.why]

    def _take(self, package_id: str) -> None:
        self.dismiss()
        self._chosen(package_id)

    def _take_new(self) -> None:
        self.dismiss()
        self._as_new()
