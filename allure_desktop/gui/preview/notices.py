"""What a course did that the user should know of, and what can be done: told in the stage, never in its way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from allure_desktop.gui.preview import words
from allure_desktop.gui.preview.inspector.inspector import REQUESTS

if TYPE_CHECKING:
    from allure_desktop.gui.preview.acts import PreviewActs
    from allure_desktop.gui.preview.window import PreviewWindow
    from allure_desktop.gui.web_view.course_saves import SavePdf
    from allure_desktop.gui.web_view.preview_view import PreviewView

_PRINTED = "print.pdf"


class PreviewNotices(QObject):
    """Hears the view that plays."""

    def __init__(self, window: PreviewWindow, acts: PreviewActs) -> None:
        super().__init__(window)
        self._window = window
        self._acts = acts
        self._band = window.stage.band

    def hear(self, view: PreviewView) -> None:
        """From now on this one."""
        view.trouble.connect(self.tell_trouble)
        view.blocked.connect(self.blocked)
        view.contained.connect(self.contained)
        view.popup_refused.connect(self.popup_refused)
        view.media_unsupported.connect(self.tell_media)
        view.saves.print_wanted.connect(self.print_wanted)
        view.saves.turned_down.connect(self.turned_down)

    def tell_trouble(self, kind: str, cause: str) -> None:
        """The page cannot be shown."""
        self._window.stage.say(
            words.trouble(kind, cause),
            (
                ("rotate-ccw", self.tr("Reload"), self._acts.reload),
                ("external-link", self.tr("Open in browser"), self._acts.play_in_browser),
            ),
        )

    def blocked(self, _method: str, address: str, kind: str) -> None:
        """The guard has stopped a request."""
        if self._window.preview is not None:
            self._window.preview.note_blocked(address, kind)

    def contained(self, address: str) -> None:
        """The course wanted to take the whole page elsewhere."""
        local = self._window.preview is not None and address.startswith(self._window.preview.url)
        shown = address if len(address) < 90 else address[:88] + "…"
        buttons: tuple[tuple[str, Callable[[], object]], ...] = ()
        if not local and address.startswith(("http://", "https://")):
            buttons = ((self.tr("Open in browser"), lambda: self._window.open_link(address)),)
        self._band.tell(
            "warning",
            self.tr("The course wanted to leave this page"),
            self.tr("In an LMS the course would be gone and its last data with it. It was kept here.")
            if local
            else self.tr("It asked for {address}, which would replace the LMS. It was kept here.").format(
                address=shown
            ),
            (*buttons, (self.tr("Hide"), self._band.hide)),
        )

    def popup_refused(self) -> None:
        """Too many windows at once."""
        self._band.tell(
            "warning",
            self.tr("The course opens one window after the other"),
            self.tr("No more are shown. Close some of them first, or reload the course."),
            ((self.tr("Reload"), self._acts.reload), (self.tr("Hide"), self._band.hide)),
        )

    def tell_media(self) -> None:
        """A video without a source that can be played."""
        self._band.tell(
            "warning",
            self.tr("This view cannot play this video format"),
            self.tr("Your browser most likely plays it."),
            (
                (self.tr("Open in browser"), self._acts.play_in_browser),
                (self.tr("Show the requests"), lambda: self._window.inspector.tabs.setCurrentIndex(REQUESTS)),
            ),
        )

    def print_wanted(self, save: SavePdf) -> None:
        """The course wants to print: what it would print can be had as a file, and nothing stands in the way."""

        def save_it() -> None:
            self._band.hide()
            view = self._window.view
            if view is not None and (path := view.saves.where(self.tr("Save what the course prints"), _PRINTED)):
                save(path)

        self._band.tell(
            "info",
            self.tr("The course wants to print"),
            self.tr("An LMS shows the dialog of the learner's browser."),
            ((self.tr("Save as PDF…"), save_it), (self.tr("Hide"), self._band.hide)),
        )

    def turned_down(self, name: str) -> None:
        """A file of the course was not saved, for it asks again and again."""
        self._band.tell(
            "warning",
            self.tr("The course hands over one file after the other"),
            self.tr("“{name}” was not saved. Reload the course to be asked again.").format(name=name[:80]),
            ((self.tr("Reload"), self._acts.reload), (self.tr("Hide"), self._band.hide)),
        )
