"""The last button of the preview window: what one naturally does next with what was played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from allure_desktop.gui.uploads.acts import Act
from allure_desktop.gui.uploads.performer import Performer
from allure_desktop.gui.uploads.row_source import now_s, rows_of
from allure_desktop.gui.uploads.row_words import row_words
from allure_desktop.gui.widgets import PushButton

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.preview.source import PreviewSource
    from allure_desktop.uploads.rows import UploadRow

#: of what a row offers, the first of these
_NATURAL = (Act.UPLOAD, Act.AS_VERSION, Act.RESUME, Act.SHOW_IN_LIBRARY, Act.SHOW)


class NextAct(QObject):
    """Follows the row of Uploads that is played, or offers to add the file."""

    def __init__(self, context: GuiContext, source: PreviewSource, button: PushButton) -> None:
        super().__init__(button)
        self._context = context
        self._source = source
        self._button = button
        self._act: Act | None = None
        self._rows = rows_of(context)
        self._performer = Performer(context, button)
        button.clicked.connect(lambda _on=False: self.do())
        self._rows.rows_changed.connect(self.refresh)
        self.refresh()

    def _row(self) -> UploadRow | None:
        return self._rows.row(self._source.upload_id) if self._source.upload_id is not None else None

    def refresh(self) -> None:
        """What the button says."""
        row = self._row()
        if row is None:
            self._act = None
            self._tell(self.tr("Upload…"), "upload")
            return
        offered = {one.act: one.text for one in row_words(row, None, now_s()).acts}
        self._act = next((act for act in _NATURAL if act in offered), None)
        if self._act is None:
            self._tell(self.tr("Show in Uploads"), "list-ordered")
        elif self._act is Act.UPLOAD and row.is_new_version and row.revision_before is not None:
            self._tell(self.tr("Upload as version {number}").format(number=row.revision_before + 1), "upload")
        else:
            icon = {Act.SHOW_IN_LIBRARY: "library", Act.SHOW: "circle-alert"}.get(self._act, "upload")
            self._tell(offered[self._act], icon)

    def _tell(self, text: str, icon: str) -> None:
        self._button.set_icon(icon)
        self._button.set_text(text)

    def do(self) -> None:
        """Does it in the main window, which comes to the front."""
        window = self._context.window
        window.raise_()
        window.activateWindow()
        row = self._row()
        if row is None:
            self._context.add_files([self._source.path])
        elif self._act is None:
            self._context.show_uploads(row.id)
        else:
            self._performer.perform(row.id, self._act)
