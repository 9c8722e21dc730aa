"""The launch window: a course as a learner on the server sees it; each launch counts, and its link ends."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from allure_desktop.errors import AllureError, KeyRefused, NoConnection
from allure_desktop.gui import icons, theme
from allure_desktop.gui.launch import asking
from allure_desktop.gui.launch.asking import Ask
from allure_desktop.gui.launch.bars import LaunchHead, LaunchStrip
from allure_desktop.gui.launch.inspector import WIDTH as INSPECTOR_WIDTH
from allure_desktop.gui.launch.inspector import LaunchInspector
from allure_desktop.gui.launch.side_bar import LaunchSideBar
from allure_desktop.gui.launch.trouble_page import TroublePage
from allure_desktop.gui.launch.words import Trouble, has_ended, time_left, trouble
from allure_desktop.gui.notifications import announce
from allure_desktop.gui.preview.local_copy import LocalCopy, local_copy
from allure_desktop.gui.web_view.engine import course_view
from allure_desktop.gui.web_view.errors import WebViewUnavailable
from allure_desktop.gui.widgets import Band

if TYPE_CHECKING:
    from allure_desktop.api.answers import Launch, PackageRecord
    from allure_desktop.composition import Services
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.web_view.course_view import CourseView

_USUAL = Ask()
_open_windows: dict[tuple[str, str], LaunchWindow] = {}


@dataclass(frozen=True, slots=True)
class _Launched:
    launch: Launch
    structure: Sequence[Mapping[str, Any]]
    scos: int | None


class LaunchWindow(QWidget):
    """Launches when it opens. `gone` once the course has left and everything of it is freed."""

    gone = Signal()

    def __init__(self, context: GuiContext, package: PackageRecord, ask: Ask = _USUAL) -> None:
        super().__init__()
        self._ask = ask
        self._context = context
        self._package = package
        self._connection_id = context.current_connection_id
        self._launch: Launch | None = None
        self._course: CourseView | None = None
        self._leaving = False
        self._session_id = ""
        self._told_end = False
        self.setWindowTitle(package.title or package.package_id)
        self.setWindowIcon(icons.icon("square-arrow-out-up-right", "accent", 64))
        self.setProperty("pane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        QShortcut(QKeySequence("Ctrl+W"), self).activated.connect(self.close)
        self.resize(1280, 800)
        self.setMinimumSize(640, 420)
        self._lay_out()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tell_time)
        theme.active().changed.connect(self.side_bar.refit)
        self.launch()

    # --- parts -------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head, self.strip = LaunchHead(self._package), LaunchStrip()
        column.addWidget(self.head)
        column.addWidget(self.strip)
        self.again, self.resume, self.browser = self.strip.again, self.strip.resume, self.strip.browser
        self.time, self.new_version = self.strip.time, self.head.new_version
        self.new_version.clicked.connect(self._new_version)
        self.again.clicked.connect(lambda _checked=False: self.launch())
        self.resume.clicked.connect(lambda _checked=False: self.launch(resume=True))
        self.browser.clicked.connect(self.open_in_browser)
        self.media_band = Band()
        self.media_band.setProperty("edge", "flat")
        column.addWidget(self.media_band)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.side_bar = LaunchSideBar()
        row.addWidget(self.side_bar)
        self.stack = QStackedWidget()
        self.trouble_page = TroublePage()
        self.stack.addWidget(self.trouble_page)
        self.inspector = LaunchInspector()
        self.inspector.preview_wanted.connect(self._preview)
        self.inspector.setMinimumWidth(300)
        self.stack.setMinimumWidth(240)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.stack)
        self.splitter.addWidget(self.inspector)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        wide = round(INSPECTOR_WIDTH * theme.active().base_px / 13)
        self.splitter.setSizes([max(240, self.width() - wide - self.side_bar.width()), wide])
        row.addWidget(self.splitter, 1)
        column.addLayout(row, 1)
        self.head.structure_button.clicked.connect(lambda: self.side_bar.setVisible(self.side_bar.isHidden()))
        self.head.inspector_button.clicked.connect(lambda: self.inspector.setVisible(self.inspector.isHidden()))

    # --- launching ---------------------------------------------------------------------------------------------------

    def launch(self, *, resume: bool = False) -> None:
        """Asks the server for a launch, which counts as one; with `resume` in the session that was launched last."""
        services, connection_id, package = self._context.services, self._connection_id, self._package
        if resume and self._session_id:
            self._ask = replace(self._ask, session_id=self._session_id)
        elif self._session_id:
            self._ask = replace(self._ask, session_id="")
        ask = self._ask
        self._launch = None
        self._clock.stop()
        self._tell_time()
        for button in (self.again, self.resume):
            button.setEnabled(False)
        self.again.set_kind("")
        self.media_band.hide()
        host = getattr(self._context.connection(connection_id), "host", "") or self.tr("the server")
        self._say(
            Trouble(
                self.tr("Launching on {host}").format(host=host),
                self.tr("The session goes on.") if ask.session_id else self.tr("A new session begins."),
                "",
            ),
            icon="hourglass",
            token="text3",
        )
        if connection_id is None:
            return
        self._context.background.run(
            lambda: _launched(services, connection_id, package, ask), self._launched, self._not_launched, self
        )

    def _launched(self, launched: _Launched) -> None:
        if self._leaving:
            return
        self._launch = launched.launch
        self._session_id = launched.launch.session_id
        self._told_end = False
        for button in (self.again, self.resume):
            button.setEnabled(True)
        self.side_bar.show_structure(launched.structure, launched.scos)
        learner = self._ask.user_id or self.tr("preview learner")
        self.strip.learner.set_text(self.tr("· {learner}").format(learner=learner))
        self.side_bar.tell_session(self._session_id, time.time(), learner, resumed=bool(self._ask.session_id))
        self._clock.start()
        self._tell_time()
        self._show_course()

    def _not_launched(self, error: Exception) -> None:
        self.again.setEnabled(True)
        self.resume.setEnabled(bool(self._session_id))
        if isinstance(error, AllureError):
            told = Trouble(error.what, error.cause, error.remedy)
        else:
            told = Trouble(self.tr("The launch did not come about."), str(error), "")
        resume = bool(self._ask.session_id)
        buttons: list[Any] = [("rotate-ccw", self.tr("Launch again"), lambda: self.launch(resume=resume))]
        if isinstance(error, KeyRefused | NoConnection):
            buttons.insert(0, ("key-round", self.tr("Replace key…"), self._replace_key))
        self._say(told, tuple(buttons))

    def _replace_key(self) -> None:
        self._context.window.raise_()
        self._context.window.activateWindow()
        self._context.replace_key(self._connection_id or "")

    def _show_course(self) -> None:
        if self._launch is None:
            return
        if self._course is None:
            try:
                self._course = course_view()
            except WebViewUnavailable as error:
                self._say(
                    Trouble(error.what, error.cause, error.remedy),
                    (("external-link", self.tr("Open in browser"), self.open_in_browser),),
                )
                return
            self.stack.addWidget(self._course)
            self._course.trouble.connect(self._tell_trouble)
            self._course.media_unsupported.connect(self._tell_media)
            self._course.fullscreen_wanted.connect(self._fullscreen)
            self._course.close_wanted.connect(self.close)
            self._course.left.connect(self._left)
            self._course.asked.connect(self.inspector.hear_request)
            self._course.kept_out.connect(self.inspector.hear_kept_out)
            self._course.said.connect(self.inspector.hear_message)
        copy = local_copy(self._context, self._package)
        self.inspector.begin(self._launch.launch_url, self._preview_words(copy))
        self.stack.setCurrentWidget(self._course)
        self._course.open(self._launch.launch_url, self.windowTitle())
        self._course.setFocus()

    def _preview_words(self, copy: LocalCopy | None) -> str:
        if copy is None:
            return ""
        if copy.revision is None:
            return self.tr("Preview the file on this computer")
        return self.tr("Preview version {number} on this computer").format(number=copy.revision)

    def _preview(self) -> None:
        """The course's file as it was uploaded from here, with every call shown."""
        copy = local_copy(self._context, self._package)
        if copy is not None:
            title = self._package.title
            self._context.open_preview(copy.path, words=copy.words, title=title, upload_id=copy.upload_id)

    @property
    def course(self) -> CourseView | None:
        """The web view, once a launch came about."""
        return self._course

    # --- what can go wrong -------------------------------------------------------------------------------------------

    def _say(self, told: Trouble, buttons: tuple[Any, ...] = (), **mark: str) -> None:
        self.trouble_page.tell(told, buttons, **mark)
        self.stack.setCurrentWidget(self.trouble_page)

    def _tell_trouble(self, kind: str, words: str) -> None:
        if has_ended(self._launch.expires_at if self._launch else None, time.time()):
            # loading it once more would lead to the server's page for strangers
            self._say(
                Trouble(
                    self.tr("The link of this launch has ended."),
                    self.tr("A link lasts for some minutes only, and this page was asked for after that."),
                    self.tr("Launch again: the session can go on where it was. It counts as another launch."),
                ),
                (
                    ("play", self.tr("Resume session"), lambda: self.launch(resume=True)),
                    ("rotate-ccw", self.tr("Launch again"), self.launch),
                ),
                icon="clock",
                token="warning",
            )
            return
        self._say(
            trouble(kind, words),
            (
                ("rotate-ccw", self.tr("Reload"), self.reload),
                ("external-link", self.tr("Open in browser"), self.open_in_browser),
            ),
        )

    def reload(self) -> None:
        """The page again, with the same link; no new launch."""
        if self._course is not None and self._launch is not None:
            self.stack.setCurrentWidget(self._course)
            self._course.open(self._launch.launch_url, self.windowTitle())

    def _tell_media(self) -> None:
        self.media_band.tell(
            "warning",
            self.tr("This view cannot play this video format"),
            self.tr("The course uses H.264 or AAC, which your browser most likely plays."),
            ((self.tr("Open in browser"), self.open_in_browser),),
        )

    def _tell_time(self) -> None:
        expires_at = self._launch.expires_at if self._launch is not None else None
        words = time_left(expires_at, time.time())
        self.time.setText(f"· {words}" if words else "")
        ended = has_ended(expires_at, time.time())
        self.browser.setEnabled(self._launch is not None and not ended)
        self.browser.setToolTip(self.tr("The link has ended: launch again first") if ended else "")
        if ended and not self._told_end and self._launch is not None:
            self._told_end = True
            self.again.set_kind("primary")
            announce(
                self, self.tr("The link of this launch has ended. What is open goes on; launch again for a new one.")
            )

    # --- what can be done --------------------------------------------------------------------------------------------

    def open_in_browser(self) -> None:
        """Hands the same link to the user's browser: the session goes on there, no other launch is counted."""
        if self._launch is not None and not has_ended(self._launch.expires_at, time.time()):
            QDesktopServices.openUrl(QUrl(self._launch.launch_url))

    def _new_version(self) -> None:
        self._context.window.raise_()
        self._context.window.activateWindow()
        self._context.open_new_version(self._package)

    def _fullscreen(self, on: bool) -> None:
        self.head.setVisible(not on)
        self.strip.setVisible(not on)
        self.side_bar.setVisible(not on)
        self.inspector.setVisible(not on)
        if on:
            self.showFullScreen()
        else:
            self.showNormal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen() and self._course is not None:
            self._course.leave_fullscreen()
        super().keyPressEvent(event)

    # --- leaving -----------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window vanishes at once; the course says its last words behind it."""
        self._clock.stop()
        self._leaving = True
        event.accept()
        if self._course is None:
            self._left()
        else:
            self._course.leave()

    def _left(self) -> None:
        self.gone.emit()
        self.deleteLater()

    def free_now(self) -> None:
        """At the end of the program the engine must go before the application."""
        self._leaving = True
        if self._course is not None:
            self._course.free_now()


def _launched(services: Services, connection_id: str, package: PackageRecord, ask: Ask) -> _Launched:
    """A launch, and the structure of the version on the server where this computer uploaded it. Raises AllureError."""
    launch = services.library.launch(
        connection_id, package.package_id, user_id=ask.user_id or None, session_id=ask.session_id or None
    )
    asking.remember(services, connection_id, package.package_id, ask, launch.session_id)
    report: Mapping[str, Any] = next(
        (
            row.report
            for row in services.uploads.rows()
            if row.package_id == package.package_id
            and row.connection_id == connection_id
            and row.report is not None
            and row.revision is not None
            and row.revision == package.current_revision
        ),
        {},
    )
    return _Launched(launch, report.get("structure") or (), report.get("scos") or package.sco_count)


def opened(connection_id: str, package_id: str) -> bool:
    """Whether that package is launched just now."""
    return (connection_id, package_id) in _open_windows


def open_launch(context: GuiContext, package: PackageRecord, ask: Ask = _USUAL) -> LaunchWindow:
    """One window for each package: a second call brings the first one to the front and launches nothing."""
    key = (context.current_connection_id or "", package.package_id)
    window = _open_windows.get(key)
    if window is None:
        window = LaunchWindow(context, package, ask)
        _open_windows[key] = window
        window.gone.connect(lambda: _open_windows.pop(key, None))
        application = QApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(window.free_now)
    window.show()
    window.raise_()
    window.activateWindow()
    return window
