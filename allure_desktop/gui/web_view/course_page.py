"""A page of a launched course: what it may do, and what it tells the window."""

from __future__ import annotations

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

MEDIA_MARK = "allure-desktop:media-unsupported"


class CoursePage(QWebEnginePage):
    """Signals never carry an address: a launch link is a secret."""

    media_unsupported = Signal()
    #: what went wrong, and the engine's words for it
    load_failed = Signal(str)
    certificate_rejected = Signal(str)

    def __init__(self, profile: QWebEngineProfile, parent: QObject | None = None) -> None:
        super().__init__(profile, parent)
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
        """Nothing of a course's console is kept: it may hold the launch's address."""
        if message == MEDIA_MARK:
            self.media_unsupported.emit()


def media_watch() -> QWebEngineScript:
    """The script that tells of media without a playable source, for every frame."""
    script = QWebEngineScript()
    script.setName("media-watch")
    script.setSourceCode((paths.resources() / "web_view" / "media_watch.js").read_text(encoding="utf-8"))
    script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
    script.setWorldId(QWebEngineScript.ScriptWorldId.ApplicationWorld)
    script.setRunsOnSubFrames(True)
    return script
