"""A page of a launched course: what it may do, and what it tells the window."""

from __future__ import annotations

import json

from PySide6.QtCore import QObject, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEngineLoadingInfo,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
)

from allure_desktop import paths
from allure_desktop.gui.web_view.redactor import Redactor

MEDIA_MARK = "allure-desktop:media-unsupported"
REQUEST_MARK = "allure-desktop:request "
LEVELS = {
    QWebEnginePage.JavaScriptConsoleMessageLevel.InfoMessageLevel: "info",
    QWebEnginePage.JavaScriptConsoleMessageLevel.WarningMessageLevel: "warning",
    QWebEnginePage.JavaScriptConsoleMessageLevel.ErrorMessageLevel: "error",
}
#: of one message; a course may say a megabyte
_LONGEST = 20_000


class CoursePage(QWebEnginePage):
    """Signals never carry an address as it is: a launch link is a secret, and `redactor` keeps it out."""

    media_unsupported = Signal()
    #: what went wrong, and the engine's words for it
    load_failed = Signal(str)
    certificate_rejected = Signal(str)
    #: level, text, script, line
    said = Signal(str, str, str, int)
    #: a request that is over: address, status (0: not known), bytes, milliseconds, what asked for it
    asked = Signal(str, int, int, float, str)

    def __init__(self, profile: QWebEngineProfile, parent: QObject | None = None) -> None:
        super().__init__(profile, parent)
        self.redactor = Redactor()
        settings = self.settings()
        attribute = QWebEngineSettings.WebAttribute
        settings.setAttribute(attribute.PlaybackRequiresUserGesture, False)
        settings.setAttribute(attribute.FullScreenSupportEnabled, True)
        settings.setAttribute(attribute.JavascriptCanOpenWindows, True)
        settings.setAttribute(attribute.LocalContentCanAccessFileUrls, False)
        settings.setAttribute(attribute.JavascriptCanAccessClipboard, False)
        self.permissionRequested.connect(self._deny)
        self.certificateError.connect(self._reject)
        self.loadingChanged.connect(self._loading_changed)

    def _deny(self, permission: QWebEnginePermission) -> None:
        permission.deny()

    def _reject(self, error: QWebEngineCertificateError) -> None:
        error.rejectCertificate()
        self.certificate_rejected.emit(error.description())

    def _loading_changed(self, info: QWebEngineLoadingInfo) -> None:
        status = QWebEngineLoadingInfo.LoadStatus
        # a navigation that the page itself replaced is no failure (-3 is ERR_ABORTED)
        if info.status() == status.LoadFailedStatus and info.errorCode() not in (0, -3):
            self.load_failed.emit(f"{info.errorString()} ({info.errorCode()})")

    def javaScriptConsoleMessage(
        self, level: QWebEnginePage.JavaScriptConsoleMessageLevel, message: str, line: int, source: str
    ) -> None:
        """Told without what the launch's address keeps secret."""
        if message == MEDIA_MARK:
            self.media_unsupported.emit()
        elif message.startswith(REQUEST_MARK):
            self._asked(message.removeprefix(REQUEST_MARK))
        else:
            script = self.redactor.address(source)
            self.said.emit(LEVELS.get(level, "info"), self.redactor.text(message[:_LONGEST]), script, line)

    def _asked(self, told: str) -> None:
        """What the script that watches requests has told; a course may say the same, and is not believed much."""
        try:
            address, status, size, took, by = json.loads(told)
            self.redactor.learn(str(address))
            self.asked.emit(
                self.redactor.address(str(address))[:2000], int(status), int(size), float(took), str(by)[:20]
            )
        except (ValueError, TypeError, OverflowError, RecursionError):
            return


def media_watch() -> QWebEngineScript:
    """The script that tells of media without a playable source, for every frame."""
    return _everywhere("media_watch")


def request_watch() -> QWebEngineScript:
    """The script that tells of each request that is over, for every frame."""
    return _everywhere("request_watch")


def _everywhere(name: str) -> QWebEngineScript:
    script = QWebEngineScript()
    script.setName(name)
    script.setSourceCode((paths.resources() / "web_view" / f"{name}.js").read_text(encoding="utf-8"))
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setWorldId(QWebEngineScript.ScriptWorldId.ApplicationWorld)
    script.setRunsOnSubFrames(True)
    return script
