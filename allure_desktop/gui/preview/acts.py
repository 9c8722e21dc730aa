"""What can be done in a preview window: attempts, the network, the browser, and what is said when something goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMenu

from allure_desktop.gui.core_words import said
from allure_desktop.gui.launch.words import Trouble
from allure_desktop.gui.preview.attempt_menu import fill
from allure_desktop.gui.preview.summary_page import SummaryPage
from allure_desktop.gui.preview.takeaway import Takeaway

if TYPE_CHECKING:
    from allure_desktop.gui.context import GuiContext
    from allure_desktop.gui.preview.window import PreviewWindow
    from allure_desktop.preview.preview import Preview
    from allure_desktop.preview.summary import Summary

#: a course that has not ended so long after it was asked to does not answer
EXIT_MS = 6_000


class PreviewActs(QObject):
    """Does what the window's buttons, menus and panes ask for."""

    def __init__(self, window: PreviewWindow, context: GuiContext) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._initial: dict[str, str] = {}
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(EXIT_MS)
        self._end.timeout.connect(self._does_not_end)
        self.summary = SummaryPage()
        self.summary.restart_wanted.connect(lambda: self.begin_attempt("restart"))
        self.summary.resume_wanted.connect(lambda: self.begin_attempt("resume"))
        self.summary.credit_wanted.connect(lambda: self.begin_attempt("resume", mode="normal"))
        self.takeaway = Takeaway(window, context, self._tell_error)
        self.summary.copy_wanted.connect(self.takeaway.copy_for_support)
        self.summary.call_wanted.connect(self._show_call)
        self.summary.back_wanted.connect(window.stage.show_course)
        self._connect()
        self._tell_profiles()

    @property
    def _preview(self) -> Preview | None:
        return self._window.preview

    def _connect(self) -> None:
        window, head, inspector = self._window, self._window.head, self._window.inspector
        head.restart.clicked.connect(lambda _on=False: self.begin_attempt("restart"))
        head.exit.clicked.connect(lambda _on=False: self.exit_course())
        head.browser.clicked.connect(lambda _on=False: self.play_in_browser())
        head.profile_chosen.connect(self.behave_like)
        self._menu = QMenu(head.more)
        head.more.set_menu(self._menu)
        self._menu.aboutToShow.connect(self._fill_menu)
        window.structure.part_wanted.connect(lambda part: self.command("open", part=part))
        window.structure.move_wanted.connect(self.command)
        inspector.calls.save_wanted.connect(self.takeaway.save_calls)
        inspector.calls.copy_wanted.connect(self.takeaway.copy_for_support)
        inspector.source_wanted.connect(self.show_source)
        inspector.requests.online_wanted.connect(self.set_online)
        inspector.data.edited.connect(self.edit_value)
        for button in (head.restart, head.exit, head.browser, head.more):
            button.setEnabled(False)

    def begin(self) -> None:
        """The package is open: everything can be done now."""
        head = self._window.head
        for button in (head.restart, head.exit, head.browser, head.more):
            button.setEnabled(True)

    def refresh(self) -> None:
        """What the course allows just now."""
        preview = self._preview
        if preview is not None:
            playing = preview.attempt.state == "open"
            self._window.head.exit.setEnabled(playing)

    def command(self, name: str, **facts: Any) -> None:
        """Tells the page that plays."""
        if self._preview is not None:
            self._preview.command(name, **facts)

    # --- attempts ----------------------------------------------------------------------------------------------------

    def begin_attempt(self, start: str, **changes: Any) -> None:
        """A new attempt, or the last unfinished one again; values that were edited are put over its data."""
        preview = self._preview
        if preview is None:
            return
        if self._initial and start == "restart":
            changes.setdefault("initial", {**preview.options.initial, **self._initial})
        self._initial = {}
        self._window.inspector.data.tell_pending(0)
        self._end.stop()
        self._window.head.exit.setEnabled(False)  # what it would end is no longer there, and the next not yet

        def done(_nothing: None) -> None:
            if self._window.reader is not None:
                self._window.reader.begin_again()
            self._window.play()
            self.refresh()

        def failed(error: Exception) -> None:
            self.refresh()
            self._tell_error(error)

        # where a view of ours stands it is loaded anew below; else the page plays in the user's browser
        changes["reload"] = self._window.view is None
        self._context.background.run(lambda: preview.begin(start, **changes), done, failed, self)  # type: ignore[arg-type]

    def exit_course(self) -> None:
        """As a learner leaves: the part ends, then the attempt."""
        self._ask_end("exit")

    def suspend(self) -> None:
        """Leaves so that the attempt can be gone on with."""
        self._ask_end("suspend")

    def _ask_end(self, name: str) -> None:
        if self._preview is None:
            return
        if self._preview.attempt.state != "open":
            self.ended()
            return
        self.command(name)
        if self._window.page_lost:
            self.reload()  # nobody is there to hear it: the page that comes now does
        self._end.start()

    def ended(self) -> None:
        """The attempt was finished or suspended: what an LMS would have recorded."""
        preview = self._preview
        if preview is None or preview.attempt.state == "open":
            return
        self._end.stop()
        self.refresh()

        def told(summary: Summary) -> None:
            if preview.attempt.state == "open":
                return  # another one has begun meanwhile
            suspended = preview.attempt.state == "suspended"
            self.summary.tell(summary, suspended=suspended, mode=preview.options.mode)
            self._window.stage.show_page(self.summary)
            self._window.leave_view()

        self._context.background.run(preview.summary, told, self._tell_error, self)

    def _does_not_end(self) -> None:
        self._window.stage.band.tell(
            "warning",
            self.tr("The course has not ended yet"),
            self.tr("It was asked to {seconds} seconds ago and does not answer.").format(seconds=EXIT_MS // 1000),
            ((self.tr("Restart attempt"), self._restart_from_band),),
        )

    def _restart_from_band(self) -> None:
        self._window.stage.band.hide()
        self.begin_attempt("restart")

    def edit_value(self, element: str, value: str) -> None:
        """A changed value: at once while the course plays, else when the next attempt begins."""
        if self._preview is None:
            return
        if self._preview.attempt.state == "open":
            self.command("set", element=element, value=value)
        else:
            self._initial[element] = value
            self._window.inspector.data.tell_pending(len(self._initial))

    # --- menu --------------------------------------------------------------------------------------------------------

    def _fill_menu(self) -> None:
        self._menu.clear()
        if self._preview is not None:
            fill(self._menu, self, self._preview, self._window.full_screen)

    def show_summary(self) -> None:
        """What an LMS would have recorded until now; the course goes on behind it."""
        preview = self._preview
        if preview is None:
            return

        def told(summary: Summary) -> None:
            state = preview.attempt.state
            mode = preview.options.mode
            self.summary.tell(summary, suspended=state == "suspended", goes_on=state == "open", mode=mode)
            self._window.stage.show_page(self.summary)

        self._context.background.run(preview.summary, told, self._tell_error, self)

    def edit_learner(self) -> None:
        """Name, id, language and initial data of the next attempt."""
        from allure_desktop.gui.preview.learner_sheet import LearnerSheet

        if self._preview is not None:
            sheet = LearnerSheet(self._window, self._preview.options, self._preview.standard)
            sheet.chosen.connect(lambda changes: self._with_learner(dict(changes)))
            sheet.open()

    def _with_learner(self, changes: dict[str, Any]) -> None:
        self._window.keep(**{name: changes[name] for name in ("learner_id", "learner_name", "language")})
        self.begin_attempt("restart", **changes)

    # --- behaviour ---------------------------------------------------------------------------------------------------

    def _tell_profiles(self) -> None:
        from allure_desktop.preview.profiles import DEFAULT_PROFILE, Profile, profiles

        def told(found: tuple[Profile, ...]) -> None:
            chosen = self._window.kept("profile") or DEFAULT_PROFILE
            self._window.head.tell_profiles([(one.id, one.name, said(one.words)) for one in found], chosen)

        self._context.background.run(profiles, told, owner=self)

    def behave_like(self, profile: str) -> None:
        """Another system's behaviour; the attempt goes on with it."""
        self._window.keep(profile=profile)
        self._tell_profiles()
        preview = self._preview
        if preview is not None:
            self.begin_attempt("resume" if preview.options.mode == "normal" else "restart", profile=profile)

    def set_online(self, online: bool) -> None:
        """Lets the course into the network or shuts it off; its page loads anew."""
        preview = self._preview
        if preview is None:
            return
        preview.set_network("online" if online else "offline")
        if self._window.view is not None:
            self._window.view.set_online(online)
        self._window.inspector.requests.tell_network(online)
        if preview.attempt.state == "open":
            self._window.play()

    def play_in_browser(self) -> None:
        """The same attempt in the user's own browser; the calls of that browser stand in the inspector."""
        preview = self._preview
        if preview is None:
            return
        address = preview.browser_url()
        self._window.stage.say(
            Trouble(
                self.tr("The course plays in your browser"),
                self.tr("Its calls, data and requests stand here at the right, as before."),
                self.tr("The link opens one browser, once, within a minute."),
            ),
            (
                ("play", self.tr("Play it here again"), self._window.play),
                ("external-link", self.tr("Open in browser again"), self.play_in_browser),
            ),
            icon="external-link",
            token="accent",
        )
        self._window.leave_view()
        self._window.open_link(address)

    # --- troubles ----------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The page again; the attempt goes on from its last commit."""
        if self._window.view is not None:
            self._window.stage.show_course()
            self._window.view.reload()

    def _tell_error(self, error: Exception) -> None:
        self._window.stage.band.tell_error(error, ((self.tr("Hide"), self._window.stage.band.hide),))

    # --- places in the inspector and in the package -----------------------------------------------------------------

    def _show_call(self, number: int) -> None:
        calls = self._window.inspector.calls
        place = next((n for n, call in enumerate(calls.table.records) if call.n == number), None)
        if place is not None:
            self._window.inspector.tabs.setCurrentIndex(0)
            calls.filter.clear()
            calls.view.set_follow(False)
            calls.view.choose(place)

    def show_source(self, path: str, line: int) -> None:
        """A script of the package at a line."""
        from allure_desktop.gui.preview.source_sheet import SourceSheet

        SourceSheet(self._window, self._context, self._window.source.path, path, line).open()
