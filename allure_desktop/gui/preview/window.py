"""The preview window: a course run on the spot as an LMS would, straight from its file, with the hood open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from allure_desktop.errors import AllureError
from allure_desktop.gui import icons
from allure_desktop.gui.core_words import said
from allure_desktop.gui.launch.words import Trouble
from allure_desktop.gui.preview.acts import PreviewActs
from allure_desktop.gui.preview.file_watch import FileWatch
from allure_desktop.gui.preview.full_screen import FullScreen
from allure_desktop.gui.preview.head import PreviewHead
from allure_desktop.gui.preview.inspector.console_table import message
from allure_desktop.gui.preview.inspector.inspector import Inspector
from allure_desktop.gui.preview.next_act import NextAct
from allure_desktop.gui.preview.notices import PreviewNotices
from allure_desktop.gui.preview.reader import PreviewReader
from allure_desktop.gui.preview.source import PreviewSource
from allure_desktop.gui.preview.source_line import SourceLine
from allure_desktop.gui.preview.stage import Stage
from allure_desktop.gui.preview.structure_pane import StructurePane
from allure_desktop.gui.preview.viewport import Size, size_of
from allure_desktop.gui.preview.widths import Widths
from allure_desktop.gui.web_view.engine import preview_view
from allure_desktop.gui.web_view.errors import WebViewUnavailable
from allure_desktop.preview.options import PreviewOptions
from allure_desktop.settings import PREVIEW_STATE

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.web_view.preview_view import PreviewView
    from allure_desktop.preview.preview import Preview

#: a course that has made no call by then is asked why
SILENT_AFTER_S = 4.0


class PreviewWindow(QWidget):
    """Opens the package when it is shown. `gone` once the course has left and everything of it is freed."""

    gone = Signal()
    #: the course plays
    playing = Signal()

    def __init__(self, context: GuiContext, source: PreviewSource, state: dict[str, Any]) -> None:
        super().__init__()
        self._context = context
        self.source = source
        self.preview: Preview | None = None
        self.reader: PreviewReader | None = None
        self.view: PreviewView | None = None
        self._leaving = self._left_engine = False
        self._in_browser = False
        self._state = dict(state)
        self._course_size = Size("course", *size_of("course")[1:])
        self.setWindowTitle(source.title or Path(source.path).name)
        self.setWindowIcon(icons.icon("play", "accent", 64))
        self.setProperty("pane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        QShortcut(QKeySequence("Ctrl+W"), self).activated.connect(self.close)
        self.setMinimumSize(640, 420)
        self._lay_out()
        self.full_screen = FullScreen(self)
        self.acts = PreviewActs(self, context)
        self.notices = PreviewNotices(self, self.acts)
        self._connect()
        self._restore()
        self._seconds = QTimer(self)
        self._seconds.setInterval(1000)
        self._seconds.timeout.connect(self._tell_attempt)
        self._seconds.timeout.connect(FileWatch(self, context).look)
        self.open()

    # --- parts -------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = self.source.title or Path(self.source.path).name
        self.head = PreviewHead(title, self.source.words)
        column.addWidget(self.head)
        row = QHBoxLayout()
        row.setSpacing(0)
        self.structure = StructurePane()
        row.addWidget(self.structure)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.stage = Stage(self.tr("Plays from the ZIP on this computer. Nothing is uploaded; no launch is counted."))
        self.inspector = Inspector()
        self.splitter.addWidget(self.stage)
        self.splitter.addWidget(self.inspector)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.stage.setMinimumWidth(240)
        self.inspector.setMinimumWidth(300)
        row.addWidget(self.splitter, 1)
        column.addLayout(row, 1)
        self.widths = Widths(self, self.structure, self.splitter)
        self.next_act = NextAct(self._context, self.source, self.head.next_act)

    def _connect(self) -> None:
        head = self.head
        head.structure.clicked.connect(self.widths.toggle_structure)
        head.inspector.clicked.connect(lambda: self.inspector.setVisible(self.inspector.isHidden()))
        head.size_chosen.connect(self.choose_size)
        self.stage.viewport.set_size(self._course_size)
        head.tell_size(self._course_size)

    def _restore(self) -> None:
        self.resize(1280, 800)
        geometry = self._state.get("geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        wide = self._state.get("inspector")
        if isinstance(wide, int) and 300 <= wide <= 2000:
            self.widths.inspector = wide
        self.structure.setVisible(self._state.get("shows_structure") is not False)
        self.inspector.setVisible(self._state.get("shows_inspector") is not False)
        size = self._state.get("size")
        if isinstance(size, str):
            self.choose_size(size)
        self.widths.fit()

    def kept(self, name: str) -> str:
        """A choice of the last time, or ''."""
        value = self._state.get(name)
        return value if isinstance(value, str) else ""

    def keep(self, **choices: str) -> None:
        """Remembers choices for the next window."""
        self._state.update(choices)

    def _to_keep(self) -> dict[str, Any]:
        return {
            **self._state,
            "geometry": bytes(self.saveGeometry().toBase64().data()).decode(),
            "inspector": self.widths.inspector,
            "shows_structure": not self.structure.isHidden(),
            "shows_inspector": not self.inspector.isHidden(),
            "size": self.stage.viewport.size_shown.key,
        }

    # --- opening -----------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Opens the package in the background, then plays it."""
        self.stage.say(
            Trouble(self.tr("Opening {file}").format(file=Path(self.source.path).name), "", ""),
            icon="hourglass",
            token="text3",
        )
        previews, path = self._context.services, self.source.path
        usual = PreviewOptions()
        options = PreviewOptions(
            profile=str(self._state.get("profile") or ""),
            learner_name=str(self._state.get("learner_name") or usual.learner_name),
            learner_id=str(self._state.get("learner_id") or usual.learner_id),
            language=str(self._state.get("language") or ""),
            network="online" if self._state.get("network") == "online" else "offline",
            auto_advance={"next": True, "wait": False}.get(str(self._state.get("advance") or "")),
        )
        self._context.background.run(
            lambda: previews.previews.open(path, options), self._opened, self._not_opened, self
        )

    def open_again(self) -> None:
        """The file as it is now, in place of the one that plays."""
        old, self.preview = self.preview, None
        if self.reader is not None:
            self.reader.close()
            self.reader.deleteLater()
            self.reader = None
        view, self.view = self.view, None
        if view is not None:
            view.left.disconnect(self._engine_left)
            view.left.connect(view.deleteLater)
            view.hide()
            view.leave()
        if old is not None:
            self._context.background.run(old.close)
        self.inspector.forget()
        self.open()

    def _not_opened(self, error: Exception) -> None:
        if isinstance(error, AllureError):
            told = Trouble(error.what, error.cause, error.remedy)
        else:
            told = Trouble(self.tr("The course could not be opened."), str(error), "")
        self.stage.say(told, (("rotate-ccw", self.tr("Try again"), self.open),))

    def _opened(self, preview: Preview) -> None:
        if self._leaving:
            self._context.background.run(preview.close)
            return
        self.preview = preview
        self.setWindowTitle(preview.title)
        self.head.title.set_text(preview.title)
        SourceLine(self._context, self.source, self.head).tell(preview.standard)
        self.reader = PreviewReader(preview, self.inspector, self)
        self.reader.structure_changed.connect(self._tell_structure)
        self.reader.attempt_changed.connect(self._tell_attempt)
        self.reader.ended.connect(self.acts.ended)
        self._tell_structure()
        self._tell_attempt()
        self._seconds.start()
        self.acts.begin()
        self.play()

    @property
    def address(self) -> str:
        """The player page without bars of its own: this window has them."""
        return f"{self.preview.url}?chrome=none" if self.preview is not None else ""

    def play(self) -> None:
        """Plays the attempt here, anew or again."""
        preview = self.preview
        if preview is None or self._leaving:
            return
        self._in_browser = False
        if self.view is None:
            try:
                view = preview_view(
                    f"{preview.host}:{preview.port}", self.address, online=preview.options.network == "online"
                )
            except WebViewUnavailable as error:
                self.stage.say(
                    Trouble(error.what, error.cause, error.remedy),
                    (("external-link", self.tr("Open in browser"), self.acts.play_in_browser),),
                )
                return
            self._adopt(view)
        assert self.view is not None
        self.view.ask_codecs(self._play)

    def _play(self, plays_h264: bool) -> None:
        """Shows the player page; films the view does not play are converted for it."""
        if self.preview is None or self.view is None or self._leaving or self._in_browser:
            return
        self.preview.set_view_plays_h264(plays_h264)
        self.stage.show_course()
        self.view.open(self.address, self.windowTitle())
        self.view.setFocus()

    def _adopt(self, view: PreviewView) -> None:
        self.view = view
        self.stage.put(view)
        view.loaded.connect(self.playing)
        self.notices.hear(view)
        view.said.connect(
            lambda level, text, script, line: self.inspector.console.table.extend([message(level, text, script, line)])
        )
        view.course_size.connect(self._learn_size)
        view.fullscreen_wanted.connect(self.full_screen.course_wants)
        view.close_wanted.connect(self.acts.exit_course)
        view.left.connect(self._engine_left)

    @property
    def page_lost(self) -> bool:
        """Whether words stand where the page should: it has crashed, hangs or never came."""
        stage = self.stage
        return self.view is not None and not self._in_browser and stage.stack.currentWidget() is stage.trouble

    def leave_view(self) -> None:
        """Lets the page here go to a blank one; the attempt goes on elsewhere."""
        self._in_browser = True
        if self.view is not None:
            self.view.rest()

    # --- what is told ------------------------------------------------------------------------------------------------

    def _tell_structure(self) -> None:
        if self.preview is not None:
            parts = self.preview.structure
            self.structure.tell(parts, self.preview.current)
            playing = self.preview.attempt.state == "open"
            self.structure.tell_moves(self.preview.may if playing else {}, parts)
            self.acts.refresh()

    def _tell_attempt(self) -> None:
        if self.preview is not None:
            attempt = self.preview.attempt
            self.structure.tell_attempt(attempt, self.preview.structure)
            long_enough = attempt.session_s >= SILENT_AFTER_S and not self.inspector.calls.table.records
            if long_enough and (silence := self.preview.silence()) is not None:
                words = f"{said(silence.cause)} {said(silence.remedy)}"
                self.inspector.calls.tell_silence(said(silence.title), words)

    def choose_size(self, key: str) -> None:
        """Another size for the course."""
        size = self._course_size if key == "course" else size_of(key)
        self.stage.viewport.set_size(size)
        self.head.tell_size(size)

    def _learn_size(self, width: int, height: int) -> None:
        self._course_size = Size("course", width, height)
        if self.stage.viewport.size_shown.key == "course":
            self.choose_size("course")
        else:
            from allure_desktop.gui.preview.viewport import size_name

            self.head.sizes["course"].setText(size_name(self._course_size))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.full_screen.on:
            self.full_screen.leave()
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.fit(self.width())
        self.widths.fit()

    def open_link(self, address: str) -> None:
        """Hands an address to the user's browser."""
        QDesktopServices.openUrl(QUrl(address))

    # --- leaving -----------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window vanishes at once; the course says its last words behind it."""
        event.accept()
        if self._leaving:
            return
        self._leaving = True
        self._seconds.stop()
        kept, state = self._context.services.settings, self._to_keep()
        self._context.background.run(lambda: kept.set(PREVIEW_STATE, state))
        if self.view is None:
            self._engine_left()
        else:
            self.view.leave()

    def _engine_left(self) -> None:
        if self._left_engine:
            return
        self._left_engine = True
        if self.reader is not None:
            self.reader.close()
        if self.preview is not None:
            self._context.background.run(self.preview.close)
        self.gone.emit()
        self.deleteLater()

    def free_now(self) -> None:
        """At the end of the program the engine must go before the application."""
        self._leaving = True
        if self.view is not None:
            self.view.free_now()
