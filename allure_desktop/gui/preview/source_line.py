"""The line under the title: where what plays is from, and whether it is still what was uploaded."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from allure_desktop.gui.uploads.row_source import rows_of

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.preview.head import PreviewHead
    from allure_desktop.gui.preview.source import PreviewSource
    from allure_desktop.uploads.rows import UploadRow

_PIECE_BYTES = 1 << 20


class SourceLine(QObject):
    """Asks in the background; until then the line says what is known without a look at the disk."""

    def __init__(self, context: GuiContext, source: PreviewSource, head: PreviewHead) -> None:
        super().__init__(head)
        self._context = context
        self._source = source
        self._head = head
        self._standard = ""

    def tell(self, standard: str) -> None:
        """The package is open: its standard is known, and the file can be looked at."""
        self._standard = standard
        self._say(self._source.words)
        if self._source.upload_id is None:
            return
        row = rows_of(self._context).row(self._source.upload_id)
        if row is None or row.state != "done" or row.revision is None or row.mended is not None:
            return
        number = row.revision
        self._context.background.run(
            lambda: has_changed(self._source.path, row),
            lambda changed: self._say(self._changed_words(number)) if changed else None,
            lambda _error: None,  # it plays, so it is there; whether it is the same is not known then
            self,
        )

    def _changed_words(self, number: int) -> str:
        return self.tr("{file} has changed since version {number} was uploaded").format(
            file=Path(self._source.path).name, number=number
        )

    def _say(self, words: str) -> None:
        self._head.source.set_text(f"{words} · {self.tr('SCORM')} {self._standard}")


def has_changed(path: str, row: UploadRow) -> bool:
    """Whether a file is no longer the one whose upload is done. Reads it where only its date is new. Raises OSError."""
    if row.original_as is None:
        return False
    told = Path(path).stat()
    size_bytes, mtime_ns, _inode = row.original_as
    if told.st_size != size_bytes:
        return True
    if told.st_mtime_ns == mtime_ns:
        return False
    if not row.sha256:
        return True
    digest = hashlib.sha256()
    with Path(path).open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest() != row.sha256
