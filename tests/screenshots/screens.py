"""How each screen is reached, in the order of a working day; what cannot be reached is told and the next one tried."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from allure_desktop.connections.connection import Connection
from allure_desktop.gui.adding import UploadAtOnceSheet
from allure_desktop.gui.closing import QuitSheet
from allure_desktop.gui.connections.dialog import ConnectionDialog
from allure_desktop.gui.launch.window import LaunchWindow, open_launch
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.new_version.choice import VersionChoiceSheet
from allure_desktop.gui.new_version.sheet import NewVersionSheet
from allure_desktop.gui.settings.sheet import open_settings
from allure_desktop.gui.uploads.acts import Act
from allure_desktop.gui.uploads.page import UploadsPage
from allure_desktop.gui.uploads.panel import UploadPanel
from allure_desktop.gui.uploads.performer import Performer
from allure_desktop.gui.uploads.question import QuestionSheet
from allure_desktop.gui.uploads.row_source import rows_of
from allure_desktop.gui.validation.report_view import STRUCTURE
from allure_desktop.gui.widgets import Sheet
from allure_desktop.library.filters import Filters
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.settings import ASKED_UPLOAD_AT_ONCE, PARALLEL_UPLOADS
from allure_desktop.uploads.rows import UploadOptions
from tests.screenshots import comparison, many_versions, shelf
from tests.screenshots.connections import Switching
from tests.screenshots.previews import take_previews
from tests.screenshots.reports import Reports
from tests.screenshots.states import States
from tests.screenshots.studio import NotReached, Studio

ASK = UploadOptions(ask_new_version=True)
ACADEMY = "academy"
COURSE_WORDS = """(() => { const f = document.querySelector('iframe');
  return f && f.contentDocument && f.contentDocument.readyState === 'complete' ? f.contentDocument.body.innerText : ''; })()"""
DETAILS = 1


class Day:
    """`live` makes each screen and takes its pictures; `missed` says what was not reached."""

    def __init__(self, studio: Studio, sandbox: Sandbox, key: str, folder: Path) -> None:
        self.studio = studio
        self.window = studio.window
        self.services = studio.services
        self.sandbox = sandbox
        self.key = key
        self.folder = folder
        self.missed: list[str] = []
        self.files = shelf.demo(folder)
        self.package_ids: dict[str, str] = {}

    def live(self) -> None:
        """The whole day."""
        for scene in (
            self.first_run,
            self.connecting,
            self.empty_library,
            self.library,
            self.searching,
            self.dragging,
            self.palette,
            self.versions,
            self.sheets,
            self.lot,
            self.comparing,
            self.uploads,
            self.reports,
            self.launching,
            self.previewing,
            self.states,
            self.switching,
            self.troubles,
        ):
            with self._scene(scene.__name__):
                scene()
            self.studio.close_sheets()

    @contextmanager
    def _scene(self, name: str) -> Iterator[None]:
        print(f"  {name}", flush=True)
        try:
            yield
        except Exception as error:
            what = str(error) if isinstance(error, NotReached) else traceback.format_exc()
            self.missed.append(f"{name}: {what}")
            print(f"    NOT REACHED: {what}", flush=True)
            self.studio.take(f"not-reached-{name}")

    # --- before there is anything ------------------------------------------------------------------------------------

    def first_run(self) -> None:
        self.studio.until("three ways to begin", lambda: self.window.library.pane.first_run.isVisible())
        self.studio.take("first-run")
        self.window.show_page(1)
        self.studio.take("uploads-empty")
        self.window.show_page(0)

    def connecting(self) -> None:
        self.window.context.edit_connection(None)
        dialog = self.studio.part(ConnectionDialog)
        self.studio.take("connection-new")
        dialog.address.setText(self.sandbox.url)
        dialog.tenant.setText("example-academy-2")
        dialog.key.setText(self.key)
        dialog.name.setText("Example Academy")
        dialog.test()
        self.studio.until("a tested connection", lambda: dialog.steps.isVisible() and dialog.test_button.isEnabled())
        self.studio.take("connection-tested")
        dialog.advanced.button.click()
        self.studio.take("connection-advanced")
        dialog.dismiss()

    def _connection(self, connection_id: str, name: str, url: str, **more: object) -> Connection:
        made = Connection(
            id=connection_id,
            name=name,
            base_url=url,
            tenant_id=self.sandbox.tenant_id,
            uploaded_by="user-123",
            may_write=True,
            **more,  # type: ignore[arg-type]
        )
        self.services.connections.save(made, self.key)
        return made

    def empty_library(self) -> None:
        self._connection(ACADEMY, "Example Academy", self.sandbox.url, colour="blue", is_default=True)
        self.services.settings.set(ASKED_UPLOAD_AT_ONCE, {ACADEMY: True})
        self.studio.until("the empty library", lambda: self.window.packages.as_of is not None)
        self.studio.take("library-empty")

    def palette(self) -> None:
        palette = self.window.palette_sheet
        for name, typed in (("palette", ""), ("palette-fire", "fire"), ("palette-actions", "> version")):
            palette.open(typed)
            self.studio.take(name, large_text=not typed)
            palette.dismiss()

    # --- library -----------------------------------------------------------------------------------------------------

    def upload(self, path: Path, package_id: str | None = None, note: str = "") -> str:
        options = UploadOptions(note=note)
        upload_id = self.services.uploads.add(path, ACADEMY, package_id=package_id, options=options)
        self.studio.until(f"{path.name} live", lambda: self.services.uploads.row(upload_id).state == "done")
        return self.services.uploads.row(upload_id).package_id or ""

    def library(self) -> None:
        for course in shelf.LIBRARY:
            package_id = self.upload(shelf.written(self.folder / "library", course))
            self.package_ids[course.title] = package_id
            if course.tags:
                self.services.library.edit(ACADEMY, package_id, {"tags": list(course.tags)})
        fire = self.upload(self.files["fire"])
        self.package_ids[shelf.FIRE] = fire
        for note in ("Module 4 added: structure changed", "", "Replaced video in module 3, new pass mark"):
            self.upload(shelf.next_version(self.files["fire"]), fire, note)
        words = "What to do in the first three minutes, for everybody who works in a depot."
        self.services.library.edit(ACADEMY, fire, {"tags": ["safety", "compliance"], "description": words})
        self.window.packages.refresh()
        view = self.window.library.pane.view
        self.studio.until("nine packages", lambda: len(self.window.packages.shown) == len(shelf.LIBRARY) + 1)
        self.studio.until("the package in the list", lambda: view.choose(fire))
        self.studio.until("its versions", lambda: self.window.library.panel.isVisible())
        self.studio.take("library")
        self.window.library.panel.tabs.setCurrentIndex(DETAILS)
        self.studio.take("panel-details")
        self.window.library.panel.tabs.setCurrentIndex(0)

    def searching(self) -> None:
        field = self.window.library.pane.head.search
        field.setFocus()
        QTest.keyClicks(field, "tag:")
        self.studio.take("library-completing")
        QTest.keyClicks(field, "safety version:<9 fire")
        self.studio.until("one package", lambda: len(self.window.packages.shown) == 1)
        self.studio.take("library-search")
        views = self.services.library.views
        views.add("Safety courses", self.window.packages.filters)
        views.add("Changed this week", Filters(days=7))
        self.studio.until("saved views", lambda: len(self.window.sidebar.views.views) == 2)
        self.studio.take("library-saved-views")
        self.window.library.pane.clear_filters()
        field.setText("tag:catering is:1.2")
        self.studio.until("no package", lambda: not self.window.packages.shown)
        self.studio.take("library-no-match")
        field.setText("")
        self.studio.until("all packages", lambda: len(self.window.packages.shown) > 1)

    # --- drops -------------------------------------------------------------------------------------------------------

    def _row(self, number: int) -> Callable[[], QPoint]:
        view = self.window.library.pane.view

        def place() -> QPoint:
            return view.viewport().mapTo(self.window, view.visualRect(view.table.index(number, 0)).center())

        return place

    def dragging(self) -> None:
        one = [self.files["fire"]]
        with self.studio.dragging(self._row(3), one) as move:
            self.studio.take("drop-on-a-package", again=move)
        top = self.window.library.pane.strip_rect

        def strip() -> QPoint:
            return top(self.window).center()

        with self.studio.dragging(strip, one) as move:
            self.studio.take("drop-on-the-strip", again=move)
        with self.studio.dragging(self._row(3), [*one, self.files["broken"]]) as move:
            self.studio.take("drop-several", again=move)
        with self.studio.dragging(self._row(3), [*one] * 12) as move:
            self.studio.take("drop-many", again=move)

    # --- sheets ------------------------------------------------------------------------------------------------------

    def sheets(self) -> None:
        self._new_version("new-version-same", self.files["fire"])
        self._new_version("new-version", shelf.next_version(self.files["fire"]))
        other = shelf.written(
            self.folder, shelf.Course("Fire Safety Essentials 2027", "fire-new.zip", "1.2", 2, 90_000)
        )
        self._new_version("new-version-risk", other)
        self._new_version("new-version-broken", self.files["broken"])
        open_settings(self.window.context)
        self.studio.part(Sheet)
        self.studio.take("settings")
        self.studio.close_sheets()
        self.window.context.actions.trigger("shortcuts")
        self.studio.part(Sheet)
        self.studio.take("shortcuts")
        self.studio.close_sheets()
        UploadAtOnceSheet(self.window.context, "Example Academy").open()
        self.studio.take("upload-at-once")
        for name, has_tray in (("closing", True), ("closing-without-a-tray", False)):
            self.studio.close_sheets()
            QuitSheet(self.window.context, has_tray=has_tray).open()
            self.studio.take(name)

    def _new_version(self, name: str, path: Path) -> None:
        package = self.services.library.package(ACADEMY, self.package_ids[shelf.FIRE], fresh=True)
        self.window.context.open_new_version(package, path)
        sheet = self.studio.part(NewVersionSheet)
        self.studio.until("the facts", sheet.upload.isEnabled)
        self.studio.take(name)
        self.studio.close_sheets()

    def versions(self) -> None:
        many_versions.versions(self)

    def lot(self) -> None:
        if self.studio.wants("lot"):
            many_versions.lot(self)

    def comparing(self) -> None:
        comparison.comparing(self)

    # --- uploads -----------------------------------------------------------------------------------------------------

    def _add(self, path: Path, options: UploadOptions = ASK, connection_id: str | None = ACADEMY) -> int:
        return self.services.uploads.add(path, connection_id, options=options)

    def _state(self, upload_id: int, *wanted: str) -> None:
        def there() -> bool:
            row = self.services.uploads.row(upload_id)
            return row.state in wanted or row.reason in wanted

        self.studio.until(f"upload {upload_id} as {wanted}", there)

    def uploads(self) -> None:
        """One row for each state that can be reached with a real server."""
        folder = self.folder / "states"
        folder.mkdir(exist_ok=True)
        self.services.settings.set(PARALLEL_UPLOADS, 2)
        several = self._several(folder)
        errors = self._add(self.files["broken"])
        choose = self._add(self.files["fire"])
        held = self._add(shelf.with_warnings(folder), UploadOptions(at_once=False))
        local = self._add(shelf.written(folder, shelf.LIBRARY[0]), connection_id=None)
        refused = self._add(shelf.no_course(folder), UploadOptions(no_validation=True))
        for upload_id, state in ((errors, "errors"), (choose, "new_version"), (held, "held"), (local, "held")):
            self._state(upload_id, state)
        self._state(refused, "server_refused", "failed")
        self.sandbox.faults.set("slow-process", 900, times=1)
        processing = self._add(self.files["warehouse-forklift-operation"])
        self._state(processing, "processing")
        self.sandbox.faults.set("rate", 60_000)
        paused = self._add(shelf.large(folder, "Key Account Playbook", "playbook.zip", 9_000_000))
        self._state(paused, "sending")
        self.services.uploads.pause(paused)
        for title, file in (("Welcome on Board 2027", "welcome-2027.zip"), ("Cold Chain in Detail", "cold-2.zip")):
            self._state(self._add(shelf.large(folder, title, file, 12_000_000)), "sending")
        self._state(self._add(shelf.large(folder, "Negotiation Masterclass", "negotiation-2.zip", 3_000_000)), "turn")
        self.window.show_page(1)
        page = self.studio.part(UploadsPage)
        panel = self.studio.part(UploadPanel)
        self.studio.until("all rows", lambda: page.model.index_of(errors).isValid())
        for upload_id, name in (
            (errors, "findings"),
            (choose, "choose"),
            (refused, "refused"),
            (processing, "processing"),
        ):
            page.show_row(upload_id)
            self.studio.until("its panel", lambda wanted=upload_id: panel.upload_id == wanted)  # type: ignore[misc]
            self.studio.take(f"uploads-{name}")
        page.show_row(held)
        panel.tabs.setCurrentIndex(STRUCTURE)
        self.studio.take("uploads-structure")
        page.view.verticalScrollBar().setValue(page.view.verticalScrollBar().maximum())
        self.studio.take("uploads-scrolled")
        self._questions(errors, several)
        self.window.show_page(0)
        self.studio.take("library-dock")

    def reports(self) -> None:
        """The check: tabs, plan, what was fixed, settings."""
        if self.studio.wants("report") or self.studio.wants("settings-"):
            Reports(self.studio, self.folder / "reports", ACADEMY).take()

    def _questions(self, errors: int, several: int) -> None:
        performer = Performer(self.window.context, self.window)
        performer.perform(errors, Act.UPLOAD_ANYWAY)
        self.studio.part(QuestionSheet)
        self.studio.take("question")
        self.studio.close_sheets()
        self.studio.until("its row", lambda: performer_row(self.window, several))
        performer.perform(several, Act.AS_VERSION)
        self.studio.part(VersionChoiceSheet)
        self.studio.take("version-choice")
        self.studio.close_sheets()

    def _several(self, folder: Path) -> int:
        """A row that two packages fit: another course lies where the kept package came from."""
        known, other = (one for one in shelf.LIBRARY if one.title in ("Manual Handling", "Negotiation Basics"))
        path = shelf.written(folder, shelf.Course(known.title, "handling.zip", known.standard, known.scos, 50_000))
        self.upload(path)
        path.write_bytes((self.folder / "library" / other.file).read_bytes())
        upload_id = self._add(path)
        self._state(upload_id, "new_version")
        return upload_id

    # --- launch and what goes wrong ----------------------------------------------------------------------------------

    def launching(self) -> None:
        self.sandbox.faults.clear()
        package = self.services.library.package(ACADEMY, self.package_ids[shelf.FIRE], fresh=True)
        launch: LaunchWindow = open_launch(self.window.context, package)
        self.studio.until("the course", lambda: launch.course is not None and launch.course._has_loaded, 60)
        self.studio.until("the course's first page", lambda: self._says(launch, "Next", "Start", "Fire"), 60)
        self.studio.take("launch", of=launch)
        launch.close()
        self.studio.until("the launch window gone", lambda: not launch.isVisible())

    def _says(self, launch: LaunchWindow, *words: str) -> bool:
        """The course itself, in the player's frame, has come to say something."""
        said: list[object] = []
        course = launch.course
        assert course is not None
        course.page.runJavaScript(COURSE_WORDS, 0, said.append)
        self.studio.until("an answer of the page", lambda: said)
        return any(word in str(said[0]) for word in words)

    def previewing(self) -> None:
        take_previews(self.studio, self.folder / "previews")

    def states(self) -> None:
        """Every state of an upload, each by itself."""
        if not self.studio.speaks_english:
            return  # each is known by its English words
        self.sandbox.faults.clear()
        States(self.studio, self.sandbox, self.folder / "each").take(self.missed)

    def switching(self) -> None:
        self.window.show_page(0)
        switching = Switching(self.studio, self.sandbox.url, self.sandbox.tenant_id, self.key)
        switching.take()
        switching.bands()

    def troubles(self) -> None:
        self.sandbox.faults.set("401")
        self.window.packages.refresh()
        self.studio.until("a refused key", lambda: self.window.context.reachability(ACADEMY) == "refused")
        self.studio.take("library-key-refused")
        self.sandbox.faults.clear()
        self._connection("elsewhere", "Branch office", "http://127.0.0.1:9", colour="green")
        self.studio.until("the other connection", lambda: self.window.context.connection("elsewhere"))
        self.window.context.current_connection_id = "elsewhere"
        self.studio.until("an error", lambda: self.window.packages.error is not None)
        self.studio.take("library-unreachable")


def performer_row(window: MainWindow, upload_id: int) -> bool:
    """The window has read this row."""
    return rows_of(window.context).row(upload_id) is not None
