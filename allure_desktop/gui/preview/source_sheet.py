"""A script of the package as it was played, at the line from which a call came."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from PySide6.QtGui import QColor, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from allure_desktop.errors import LocalFileError
from allure_desktop.gui import theme
from allure_desktop.gui.widgets import Band, PushButton, Sheet
from allure_desktop.scorm.archive import Archive, ArchiveProblem

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext

LARGEST_BYTES = 3_000_000


def member_path(address: str) -> str:
    """The path in the package of `pkg/scripts/lms.js?v=2`, or of a whole address."""
    return unquote(urlsplit(address).path).lstrip("/").removeprefix("pkg/")


def read_text(package: str, path: str) -> str:
    """The text of a member. Raises LocalFileError where it is missing or too large to be shown."""
    name = Path(package).name
    try:
        with Archive.open(Path(package)) as archive:
            member = archive.find(path)
            if member is None:
                raise LocalFileError(
                    f"{path} is not in {name}.",
                    cause="The script was written by the course while it ran, or comes from elsewhere.",
                    remedy="Look into Console and Requests.",
                    subject=package,
                )
            if member.size > LARGEST_BYTES:
                raise LocalFileError(
                    f"{path} is too large to be shown here.",
                    cause=f"It has {member.size:,} bytes.",
                    remedy="Open it from the package with an editor of your own.",
                    subject=package,
                )
            return archive.read(path).decode("utf-8", "replace")
    except ArchiveProblem as problem:
        raise LocalFileError(
            f"{name} cannot be read any more.",
            cause=problem.message,
            remedy="Open the file again.",
            subject=package,
        ) from problem


class SourceSheet(Sheet):
    """Reads in the background; the line is marked and scrolled to."""

    def __init__(self, window: QWidget, context: GuiContext, package: str, address: str, line: int) -> None:
        path = member_path(address)
        super().__init__(window, "", width=860, height=600)
        self.title.set_text(path)
        self.setAccessibleName(path)
        self.set_subtitle(self.tr("Line {number}").format(number=line) if line else "")
        self._line = line
        self.band = Band()
        self.body.addWidget(self.band)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(path)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(theme.active().code_font())
        self.body.addWidget(self.text, 1)
        close = PushButton(self.tr("Close"))
        close.clicked.connect(self.dismiss)
        self.footer.addStretch(1)
        self.footer.addWidget(close)
        context.background.run(lambda: read_text(package, path), self._show, self.band.tell_error, self)

    def _show(self, text: str) -> None:
        self.text.setPlainText(text)
        block = self.text.document().findBlockByNumber(max(0, self._line - 1))
        if not self._line or not block.isValid():
            return
        cursor = QTextCursor(block)
        mark = QTextEdit.ExtraSelection()
        mark.cursor = cursor
        mark.format.setBackground(QColor(theme.active().tokens.warning_soft))
        mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        self.text.setExtraSelections([mark])
        self.text.setTextCursor(cursor)
        self.text.centerCursor()
