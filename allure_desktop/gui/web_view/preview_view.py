"""Plays a preview in the embedded view: kept with its package, popups as tabs, never able to hold the window up."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEngineScript,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWidgets import QWidget

from allure_desktop.gui.web_view.codecs import media_types, plays_h264
from allure_desktop.gui.web_view.course_page import CoursePage, media_watch
from allure_desktop.gui.web_view.course_saves import CourseSaves
from allure_desktop.gui.web_view.course_view import CourseView, Popup
from allure_desktop.gui.web_view.origin_guard import OriginGuard
from allure_desktop.gui.web_view.preview_page import PreviewPage

MOST_POPUPS = 12
#: a page whose scripts have not answered for so long runs in circles
HUNG_AFTER_S = 15.0
PULSE_MS = 3_000

#: The player page always has its frame: what counts is what stands in it.
_HAS_CONTENT = """(() => {
  const full = (d) => { if (!d || !d.body) return true; const b = d.body;
    if (b.tagName === 'FRAMESET') return true;
    for (const f of d.querySelectorAll('iframe,frame')) { let inner = null;
      try { inner = f.contentDocument; } catch { return true; } if (!inner || full(inner)) return true; }
    return b.innerText.trim() !== '' || b.querySelector('img,video,audio,canvas,svg,object,embed,input,button') !== null; };
  const frame = document.querySelector('iframe');
  try { return frame ? full(frame.contentDocument) : full(document); } catch { return true; } })()"""

#: How large the course itself wants to be: the outermost box with a width and height of its own, in CSS pixels.
_COURSE_SIZE = """(() => { try {
  const frame = document.querySelector('iframe'); const d = frame && frame.contentDocument; if (!d || !d.body) return null;
  let at = d.body;
  for (let depth = 0; at && depth < 5; depth += 1) {
    const map = at.computedStyleMap(), w = map.get('width'), h = map.get('height');
    if (w && h && w.unit === 'px' && h.unit === 'px' && w.value >= 320 && h.value >= 200) return [w.value, h.value];
    let largest = null, area = 0;
    for (const child of at.children) { const r = child.getBoundingClientRect();
      if (r.width * r.height > area) { largest = child; area = r.width * r.height; } }
    at = largest; }
  return null; } catch { return null; } })()"""


class PreviewView(CourseView):
    """`authority` is the preview's host:port, `address` its player page.

    `trouble` also tells `hung`. What the guard blocks is told by `blocked(method, address, kind)`.
    """

    blocked = Signal(str, str, str)
    #: where the course wanted to take the page
    contained = Signal(str)
    #: a window of the course, to be shown as a tab
    popup_opened = Signal(object)
    #: the course wanted more windows than are let through
    popup_refused = Signal()
    #: width and height the course asks for, in CSS pixels
    course_size = Signal(int, int)

    _content_question = _HAS_CONTENT

    def __init__(self, authority: str, address: str, *, online: bool, parent: QWidget | None = None) -> None:
        self._authority = authority
        self._address = QUrl(address)
        self._online = online
        super().__init__(parent)
        self._answered_at = time.monotonic()
        self._asked = False
        self._pulse = QTimer(self)
        self._pulse.setInterval(PULSE_MS)
        self._pulse.timeout.connect(self._feel)
        self.page.loadFinished.connect(lambda _ok: self._settle())

    def _made_guard(self) -> QWebEngineUrlRequestInterceptor:
        self.saves = CourseSaves(self)
        self.guard = OriginGuard(self._authority, online=self._online, parent=self.profile)
        self.guard.blocked.connect(self.blocked)
        return self.guard

    def _scripts(self) -> tuple[QWebEngineScript, ...]:
        return media_watch(), media_types()

    def _made_page(self, view: QWidget) -> CoursePage:
        top_frame = not hasattr(self, "view") or view is self.view
        page = PreviewPage(self.profile, partial(self._may_go, top_frame), view)
        page.said.connect(self.said)
        page.contained.connect(self.contained)
        self.saves.watch(page)
        return page

    def _download(self, request: QWebEngineDownloadRequest) -> None:
        self.saves.download(request)

    def ask_codecs(self, told: Callable[[bool], None]) -> None:
        """Tells whether this view plays H.264 and AAC by itself; asked before the first page is loaded."""
        plays_h264(self.page, told)

    # --- where it may go ---------------------------------------------------------------------------------------------

    def _may_go(self, is_player: bool, url: QUrl, is_top: bool) -> bool:
        """The player's own page stays; frames and popups go where requests may go."""
        if url.scheme() == "about":
            return True
        if is_player and is_top:
            return url.authority() == self._authority and url.path() == self._address.path()
        return self.guard.lets(url)

    def set_online(self, online: bool) -> None:
        """For every request from now on."""
        self._online = self.guard.online = online

    # --- windows of the course ---------------------------------------------------------------------------------------

    def _new_window(self, request: QWebEngineNewWindowRequest) -> None:
        if len(self._popups) >= MOST_POPUPS:
            self.popup_refused.emit()
            return
        popup = Popup(self._title, request.requestedGeometry(), self._made_page)
        self._adopt(popup)
        popup.page.geometryChangeRequested.disconnect()  # a tab stays where it is
        request.openIn(popup.page)
        self.popup_opened.emit(popup)

    # --- is it alive -------------------------------------------------------------------------------------------------

    def open(self, address: str, title: str) -> None:
        super().open(address, title)
        self.saves.begin_again()
        self._alive()
        self._pulse.start()

    def reload(self) -> None:
        """The page anew; a process that runs in circles is ended first, for nothing else would stop it."""
        if self._in_circles:
            self._in_circles = False
            self.end_process()  # its end is told, then the page is loaded
            return
        self._alive()
        self.saves.begin_again()
        self._troubled = self._has_loaded = False
        self._blank.start()
        self.page.load(self._address)
        self._pulse.start()

    def end_process(self) -> None:
        """Kills the page's own process. The engine tells of a crash afterwards."""
        pid = self.page.renderProcessPid()
        if pid > 0:
            self._leaving_process = pid
            os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))

    _leaving_process = 0
    _in_circles = False

    def _alive(self, _answer: object = None) -> None:
        self._answered_at = time.monotonic()
        self._asked = False

    def _hung(self) -> bool:
        return self._asked and time.monotonic() - self._answered_at > HUNG_AFTER_S

    def _feel(self) -> None:
        if self._leaving or not hasattr(self, "page") or not isinstance(self.page, PreviewPage):
            self._pulse.stop()
            return
        if self.page.asks or any(getattr(popup.page, "asks", False) for popup in self._popups):
            self._alive()  # scripts stand still while a message waits for the user
            return
        if self._hung():
            self._in_circles = True
            self._pulse.stop()
            self._tell("hung", "")
            return
        if not self._asked:
            self._asked = True
            self.page.runJavaScript("1", 0, self._alive)

    def _crashed(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        if self._leaving_process:  # we ended it ourselves
            self._leaving_process = 0
            QTimer.singleShot(0, self, self.reload)
            return
        self._pulse.stop()
        super()._crashed(status, code)

    def set_scale(self, scale: float) -> None:
        self._scale = scale
        if hasattr(self, "page"):
            self.page.setZoomFactor(max(0.25, min(5.0, scale)))

    _scale = 1.0

    # --- how large ---------------------------------------------------------------------------------------------------

    def _settle(self) -> None:
        if hasattr(self, "page"):
            self.set_scale(self._scale)  # the engine keeps it by host, and each preview is a host of its own
            self._ask_size()

    def _ask_size(self) -> None:
        def told(size: object) -> None:
            if isinstance(size, list) and len(size) == 2:
                width, height = (float(n) for n in size if isinstance(n, int | float))
                self.course_size.emit(round(min(width, 4000)), round(min(height, 4000)))

        if hasattr(self, "page"):
            # the course itself loads after the page
            QTimer.singleShot(
                600, self, lambda: hasattr(self, "page") and self.page.runJavaScript(_COURSE_SIZE, 0, told)
            )

    def rest(self) -> None:
        """Shows nothing and asks nothing until `open`: the attempt is over, or goes on elsewhere."""
        self._pulse.stop()
        self._blank.stop()
        for popup in self.popups:
            popup.close()
        if hasattr(self, "page"):
            self._has_loaded = False
            self.page.load(QUrl("about:blank"))

    # --- leaving -----------------------------------------------------------------------------------------------------

    def leave(self) -> None:
        """As any course; its messages are answered and a page in circles is not waited for."""
        self._pulse.stop()
        self.saves.leaving = True
        for page in (self.page, *(popup.page for popup in self._popups if hasattr(popup, "page"))):
            if isinstance(page, PreviewPage):
                page.let_go()
        super().leave()
