"""Shows a launched course in a web view with a profile of its own that leaves nothing on the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect, QStandardPaths, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEngineFullScreenRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from allure_desktop.gui.web_view.course_page import CoursePage, media_watch, request_watch
from allure_desktop.gui.web_view.redactor import Redactor
from allure_desktop.gui.web_view.request_guard import RequestGuard
from allure_desktop.gui.web_view.scaled import Scalable

BLANK_AFTER_MS = 10_000
#: a course that answers no close request is closed all the same
LEAVE_MS = 4_000
#: for what the course sends while it unloads
LAST_WORDS_MS = 400

_HAS_CONTENT = """(() => { const b = document.body; return !!b && (b.innerText.trim() !== '' ||
  b.querySelector('img,video,audio,canvas,svg,iframe,frame,object,embed,input,button') !== null); })()"""


class CourseView(Scalable):
    """Owns profile, page and view, and lets them go in the order that the engine asks for.

    `trouble(kind, words)`: `failed`, `certificate`, `blank` or `crashed`. No signal carries a launch's address as it is.
    """

    loaded = Signal()
    trouble = Signal(str, str)
    media_unsupported = Signal()
    fullscreen_wanted = Signal(bool)
    #: the course's own "close window"
    close_wanted = Signal()
    left = Signal()
    #: level, text, script, line
    said = Signal(str, str, str, int)
    #: a request that is over: address, status (0: not known), bytes, milliseconds, what asked for it
    asked = Signal(str, int, int, float, str)
    #: the address of a request that was not let through
    kept_out = Signal(str)

    _content_question = _HAS_CONTENT

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._popups: list[Popup] = []
        self._leaving = self._troubled = self._has_loaded = False
        self.redactor = Redactor()
        self.profile = QWebEngineProfile()  # without a name: off the record
        self._guard = self._made_guard()
        self.profile.setUrlRequestInterceptor(self._guard)
        for script in self._scripts():
            self.profile.scripts().insert(script)
        self.profile.downloadRequested.connect(self._download)
        self.view = QWebEngineView()
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        name_view(self.view, self.tr("Course"))
        self.page = self._made_page(self.view)
        self.view.setPage(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._blank = QTimer(self)
        self._blank.setSingleShot(True)
        self._blank.setInterval(BLANK_AFTER_MS)
        self._blank.timeout.connect(self._look_if_blank)
        self._connect()

    def _made_guard(self) -> QWebEngineUrlRequestInterceptor:
        guard = RequestGuard(self.redactor, self.profile)
        guard.blocked.connect(self.kept_out)
        return guard

    def _scripts(self) -> tuple[QWebEngineScript, ...]:
        return media_watch(), request_watch()

    def _made_page(self, view: QWidget) -> CoursePage:
        page = CoursePage(self.profile, view)
        page.redactor = self.redactor
        page.said.connect(self.said)
        page.asked.connect(self.asked)
        return page

    def _connect(self) -> None:
        page = self.page
        page.loadFinished.connect(self._load_finished)
        page.load_failed.connect(lambda words: self._tell("failed", words))
        page.certificate_rejected.connect(lambda words: self._tell("certificate", words))
        page.media_unsupported.connect(self.media_unsupported)
        page.renderProcessTerminated.connect(self._crashed)
        page.newWindowRequested.connect(self._new_window)
        page.fullScreenRequested.connect(self._fullscreen)
        page.windowCloseRequested.connect(self._may_close)

    # --- showing -----------------------------------------------------------------------------------------------------

    def open(self, address: str, title: str) -> None:
        """Loads an address; `title` names popups, since a page without a title would show its address."""
        self._title = title
        self.redactor.learn(address)
        self._troubled = self._has_loaded = False
        self._blank.start()
        self.page.load(QUrl(address))

    def reload(self) -> None:
        """Again the page that is shown; recovers from a crash as well."""
        self._troubled = self._has_loaded = False
        self._blank.start()
        self.page.triggerAction(QWebEnginePage.WebAction.Reload)

    def _load_finished(self, ok: bool) -> None:
        if ok and not self._leaving:
            self._has_loaded = True
            self.loaded.emit()

    def _tell(self, kind: str, words: str) -> None:
        if not self._leaving and not self._troubled:
            self._troubled = True
            self._blank.stop()
            self.trouble.emit(kind, words)

    def _look_if_blank(self) -> None:
        if not self._has_loaded:
            self._tell("blank", "")
            return

        def answered(has_content: object) -> None:
            if has_content is False:
                self._tell("blank", "")

        self.page.runJavaScript(self._content_question, 0, answered)

    def _crashed(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        if status != QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            self._troubled = False
            self._tell("crashed", str(code))

    # --- what a course asks for --------------------------------------------------------------------------------------

    def _new_window(self, request: QWebEngineNewWindowRequest) -> None:
        popup = Popup(self._title, request.requestedGeometry(), self._made_page)
        self._adopt(popup)
        request.openIn(popup.page)
        popup.show()

    def _adopt(self, popup: Popup) -> None:
        popup.page.newWindowRequested.connect(self._new_window)
        popup.page.media_unsupported.connect(self.media_unsupported)
        popup.closed.connect(lambda: self._popups.remove(popup) if popup in self._popups else None)
        self._popups.append(popup)

    @property
    def popups(self) -> tuple[Popup, ...]:
        return tuple(self._popups)

    def _fullscreen(self, request: QWebEngineFullScreenRequest) -> None:
        request.accept()
        self.fullscreen_wanted.emit(request.toggleOn())

    def leave_fullscreen(self) -> None:
        self.page.triggerAction(QWebEnginePage.WebAction.ExitFullScreen)

    def _download(self, request: QWebEngineDownloadRequest) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        wanted = str(Path(folder) / request.suggestedFileName())
        chosen, _filter = QFileDialog.getSaveFileName(self, self.tr("Save the file of the course"), wanted)
        if not chosen:
            request.cancel()
            return
        request.setDownloadDirectory(str(Path(chosen).parent))
        request.setDownloadFileName(Path(chosen).name)
        request.accept()

    # --- leaving -----------------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """Lets the course say goodbye (its last commit), then frees everything; `left` follows within seconds."""
        if self._leaving:
            return
        self._leaving = True
        self._blank.stop()
        for popup in self.popups:
            popup.close()
        QTimer.singleShot(LEAVE_MS, self, self._free)
        if not self._has_loaded:
            self._free()
            return
        self.page.triggerAction(QWebEnginePage.WebAction.RequestClose)

    def _may_close(self) -> None:
        if not self._leaving:
            self.close_wanted.emit()
            return
        # the unload handlers run now, while the profile can still send what they have to say
        self.page.loadFinished.connect(lambda _ok: QTimer.singleShot(LAST_WORDS_MS, self, self._free))
        self.page.load(QUrl("about:blank"))

    def free_now(self) -> None:
        """Frees the engine's parts without asking the course, for the end of the program."""
        self._leaving = True
        for popup in self.popups:
            popup.free()
        self._free()

    def _free(self) -> None:
        page, profile = getattr(self, "page", None), self.profile
        if page is None:
            return
        del self.page
        page.destroyed.connect(profile.deleteLater)
        self.view.setPage(None)  # type: ignore[arg-type]
        page.deleteLater()
        self.left.emit()


class Popup(QWidget):
    """A window that the course opened; it shares the profile and so the session."""

    closed = Signal()

    def __init__(self, title: str, geometry: QRect, made_page: Callable[[QWidget], CoursePage]) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(
            geometry.size() if geometry.width() > 100 and geometry.height() > 100 else QRect(0, 0, 900, 640).size()
        )
        self.view = QWebEngineView()
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        name_view(self.view, title)
        self.page = made_page(self.view)
        self.view.setPage(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.page.windowCloseRequested.connect(self.close)
        self.page.geometryChangeRequested.connect(self._place)

    def _place(self, geometry: QRect) -> None:
        self.setGeometry(geometry)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.free()
        self.closed.emit()
        super().closeEvent(event)

    def free(self) -> None:
        """Lets the page go before the profile can."""
        page = getattr(self, "page", None)
        if page is None:
            return
        del self.page
        self.view.setPage(None)  # type: ignore[arg-type]
        page.deleteLater()
        self.deleteLater()


def name_view(view: QWebEngineView, name: str) -> None:
    """The view, and what takes the focus inside it as soon as that is there."""

    def named(_good: bool = True) -> None:
        for inner in view.findChildren(QWidget):
            if not inner.isWindow():
                inner.setAccessibleName(name)

    view.setAccessibleName(name)
    view.loadFinished.connect(named)
    view.loadStarted.connect(named)
