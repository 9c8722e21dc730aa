"""Tells when the file that plays is no longer the one on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.preview.window import PreviewWindow


class FileWatch(QObject):
    """`look` asks in the background, once at a time; what it finds stands in the stage's band."""

    def __init__(self, window: PreviewWindow, context: GuiContext) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._looks = False
        self._file_state = "same"

    def look(self) -> None:
        """Whether the file is still the one that plays; tells it once when it is not."""
        preview = self._window.preview
        if preview is None or self._looks:
            return
        self._looks = True

        def told(state: str) -> None:
            self._looks = False
            band = self._window.stage.band
            if state == self._file_state or preview is not self._window.preview:
                return
            self._file_state = state
            if state == "changed":
                band.tell(
                    "warning",
                    self.tr("The file was changed on disk"),
                    self.tr("What plays here is no longer what is in it."),
                    ((self.tr("Play the new file"), self._play_new_file), (self.tr("Hide"), band.hide)),
                )
            elif state == "moved":
                band.tell(
                    "info",
                    self.tr("The file is no longer where it was"),
                    self.tr("It plays on until this window is closed."),
                    ((self.tr("Hide"), band.hide),),
                )

        def failed(_error: Exception) -> None:
            self._looks = False  # the preview is closing

        self._context.background.run(preview.file_state, told, failed, self)

    def _play_new_file(self) -> None:
        self._window.stage.band.hide()
        self._file_state = "same"
        self._window.open_again()
