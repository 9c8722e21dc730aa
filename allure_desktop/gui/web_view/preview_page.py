"""A page of a preview: stays where it belongs, tells what its scripts say, and asks before it does more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtNetwork import QAuthenticator
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEnginePermission, QWebEngineProfile
from PySide6.QtWidgets import QCheckBox, QFileDialog, QInputDialog, QMessageBox, QWidget

from allure_desktop.gui.web_view.course_page import LEVELS, MEDIA_MARK, CoursePage
from allure_desktop.gui.web_view.origin_guard import plain_address

#: after so many messages in a page one may silence it
QUIET_OFFERED_AFTER = 2


class PreviewPage(CoursePage):
    """`may_go(address, is top frame)` says whether a navigation is let through; others are told by `contained`."""

    #: where the course wanted to go
    contained = Signal(str)

    def __init__(
        self, profile: QWebEngineProfile, may_go: Callable[[QUrl, bool], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(profile, parent)
        self._may_go = may_go
        self._messages = 0
        self._quiet = False
        self._box: QMessageBox | None = None
        #: the window is closing: whatever the page asks is answered so that it can go
        self.leaving = False
        self.authenticationRequired.connect(self._refuse_password)

    @property
    def asks(self) -> bool:
        """A message of the course stands on the screen: its scripts wait for it."""
        return self._box is not None

    def let_go(self) -> None:
        """The window goes: nothing may hold it up any more."""
        self.leaving = True
        if self._box is not None:
            self._box.reject()

    def acceptNavigationRequest(
        self, url: QUrl | str, type: QWebEnginePage.NavigationType, is_main_frame: bool, /
    ) -> bool:
        address = QUrl(url)
        if self._may_go(address, is_main_frame):
            return True
        self.contained.emit(plain_address(address))
        return False

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """A preview's console is the author's own and is shown to him."""
        if message == MEDIA_MARK:
            self.media_unsupported.emit()
        else:
            self.said.emit(LEVELS.get(level, "info"), message, source, line)

    def _deny(self, permission: QWebEnginePermission) -> None:
        permission.deny()
        words = self.tr("The course asked for {what}. A preview denies it; an LMS leaves it to the learner.")
        self.said.emit("warning", words.format(what=self._wish(permission.permissionType())), "", 0)

    def _wish(self, kind: QWebEnginePermission.PermissionType) -> str:
        of = QWebEnginePermission.PermissionType
        return {
            of.MediaAudioCapture: self.tr("the microphone"),
            of.MediaVideoCapture: self.tr("the camera"),
            of.MediaAudioVideoCapture: self.tr("camera and microphone"),
            of.DesktopVideoCapture: self.tr("a picture of the screen"),
            of.DesktopAudioVideoCapture: self.tr("picture and sound of the screen"),
            of.MouseLock: self.tr("the pointer for itself"),
            of.Notifications: self.tr("the right to show notifications"),
            of.Geolocation: self.tr("the learner's place"),
            of.ClipboardReadWrite: self.tr("the clipboard"),
            of.LocalFontsAccess: self.tr("the fonts of this computer"),
        }.get(kind, kind.name)

    def _refuse_password(self, url: QUrl, _authenticator: QAuthenticator) -> None:
        # an authenticator that stays empty refuses
        words = self.tr("{host} asked for a name and a password; a preview gives none.").format(host=url.host())
        self.said.emit("warning", words, "", 0)

    # --- files -------------------------------------------------------------------------------------------------------

    def chooseFiles(
        self, mode: QWebEnginePage.FileSelectionMode, old_files: Sequence[str], accepted_mime_types: Sequence[str], /
    ) -> list[str]:
        """What the user chooses is given to the course, as in an LMS; nothing leaves this computer while it is offline.

        The engine lets a course ask only when it was clicked.
        """
        if self.leaving:
            return []
        words = self.tr("The course asked for a file of this computer; it gets what is chosen, as in an LMS.")
        self.said.emit("info", words, "", 0)
        of = QWebEnginePage.FileSelectionMode
        parent, title = self.parent(), self.tr("Choose a file for the course")
        owner = parent if isinstance(parent, QWidget) else None
        if mode == of.FileSelectUploadFolder:
            chosen = [QFileDialog.getExistingDirectory(owner, title)]
        elif mode == of.FileSelectOpenMultiple:
            chosen = QFileDialog.getOpenFileNames(owner, title)[0]
        else:
            chosen = [QFileDialog.getOpenFileName(owner, title)[0]]
        return [path for path in chosen if path]

    # --- messages ----------------------------------------------------------------------------------------------------

    def _ask(self, text: str, buttons: QMessageBox.StandardButton) -> bool:
        parent = self.parent()
        box = QMessageBox(
            QMessageBox.Icon.NoIcon,
            self.tr("The course says"),
            text[:2000],
            buttons,
            parent if isinstance(parent, QWidget) else None,
        )
        self._messages += 1
        quiet = QCheckBox(self.tr("Show no more messages of this page"))
        if self._messages > QUIET_OFFERED_AFTER:
            box.setCheckBox(quiet)
        self._box = box
        answer = box.exec()
        self._box = None
        self._quiet = quiet.isChecked()
        box.deleteLater()
        return answer in (QMessageBox.StandardButton.Ok, QMessageBox.StandardButton.Yes)

    def javaScriptAlert(self, security_origin: QUrl | str, msg: str, /) -> None:
        if not self.leaving and not self._quiet:
            self._ask(msg, QMessageBox.StandardButton.Ok)

    def javaScriptConfirm(self, security_origin: QUrl | str, msg: str, /) -> bool:
        """Also the question of `beforeunload`: a window that closes is never held up by it."""
        if self.leaving:
            return True
        if self._quiet:
            return False
        return self._ask(msg, QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)

    def javaScriptPrompt(self, security_origin: QUrl | str, msg: str, default_value: str, /) -> tuple[bool, str]:
        if self.leaving or self._quiet:
            return False, ""
        self._messages += 1
        parent = self.parent()
        text, ok = QInputDialog.getText(
            parent if isinstance(parent, QWidget) else None,
            self.tr("The course asks"),
            msg[:2000],
            text=default_value,
        )
        return ok, text
