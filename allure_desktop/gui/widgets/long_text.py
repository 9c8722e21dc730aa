"""A text field for words of others: whatever their length, showing them does not hold the window."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

#: A word longer than this is broken anywhere: Qt tries every place of it, which takes a second for 100,000 marks.
LONGEST_WORD = 2_000
#: More than this is shown in part: laying it out takes longer than a person would wait at every key.
MOST_SHOWN = 500_000

_BLANKS = re.compile(r"[ \t\r\n]+")


class LongText(QPlainTextEdit):
    """As QPlainTextEdit. What is shown in part can be read, not typed in; `text()` is all of it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole: str | None = None
        self._locked = self._anywhere = False
        if text:
            self.setPlainText(text)

    def setPlainText(self, text: str) -> None:
        cut = len(text) > MOST_SHOWN
        shown = text[:MOST_SHOWN] if cut else text
        if cut:
            shown += "\n\n" + self.tr("… and more: too long to be changed here. All of it is kept.")
        self._lock(cut)
        self._whole = text if cut else None
        if (monstrous := _has_monstrous_word(shown)) != self._anywhere:
            before = self.blockSignals(True)
            super().setPlainText("")  # else the old text would be laid out once more, in the way of the new one
            self.blockSignals(before)
            self._break_anywhere(monstrous)
        super().setPlainText(shown)

    def text(self) -> str:
        """All of the text, whether it is shown or not."""
        return self.toPlainText() if self._whole is None else self._whole

    def insertFromMimeData(self, source: QMimeData) -> None:
        if _has_monstrous_word(source.text()):
            self._break_anywhere(True)
        super().insertFromMimeData(source)

    def _break_anywhere(self, anywhere: bool) -> None:
        self._anywhere = anywhere
        mode = QTextOption.WrapMode
        self.setWordWrapMode(mode.WrapAnywhere if anywhere else mode.WrapAtWordBoundaryOrAnywhere)

    def _lock(self, locked: bool) -> None:
        """Read-only while a part is shown, and as the owner wants it otherwise."""
        if locked != self._locked and (self._locked or not self.isReadOnly()):
            self._locked = locked
            self.setReadOnly(locked)


def _has_monstrous_word(text: str) -> bool:
    return len(text) > LONGEST_WORD and max(map(len, _BLANKS.split(text))) > LONGEST_WORD
