"""What the scripted person does, in the order a newcomer would."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QLineEdit, QTabBar, QWidget

from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.uploads.row_source import rows_of
from tests.tour.courses import TITLE, bring
from tests.tour.lateness import Lateness
from tests.tour.person import Person, first, middle, widgets

#: what the SCO in the player's frame says: it is of the same origin
_COURSE_WORDS = """(() => { const f = document.querySelector('iframe');
  return f && f.contentDocument && f.contentDocument.readyState === 'complete' ? f.contentDocument.body.innerText : ''; })()"""


def main_window() -> MainWindow | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()), None)


def words_seen(text: str) -> bool:
    """Some label, button or painted row that is visible says this."""
    if widgets(QWidget, text) or widgets(QLabel, text=text) or widgets(QAbstractButton, text=text):
        return True
    return row_of(text) is not None


def focused_button() -> str:
    """The name of the button that has the focus, '' for anything else."""
    focused = QApplication.focusWidget()
    return focused.accessibleName() if isinstance(focused, QAbstractButton) else ""


def _on_screen_dark(window: QWidget) -> bool:
    """What the screen shows at the window's bottom left, where nothing but its ground is."""
    corner = window.mapToGlobal(QPoint(2, window.height() - 3))
    seen = window.screen().grabWindow(0, corner.x(), corner.y(), 1, 1).toImage()
    return seen.pixelColor(0, 0).lightness() < 80


def row_of(text: str, view_name: str = "") -> QPoint | None:
    """The middle of the first painted row that says this in any of its cells."""
    for view in widgets(QAbstractItemView, view_name):
        model = view.model()
        for row in range(model.rowCount()):
            columns = model.columnCount(QModelIndex()) if isinstance(model, QAbstractTableModel) else 1
            for column in range(columns):
                index = model.index(row, column)
                said = " ".join(
                    str(index.data(role) or "")
                    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
                )
                if text.casefold() in said.casefold():
                    area = view.visualRect(model.index(row, 0))
                    if area.isValid() and view.viewport().rect().intersects(area):
                        return middle(view.viewport(), area.intersected(view.viewport().rect()))
    return None


def tab(text: str) -> QPoint | None:
    for bar in widgets(QTabBar):
        for n in range(bar.count()):
            if text.casefold() in bar.tabText(n).replace("&", "").casefold():
                return middle(bar, bar.tabRect(n))
    return None


class Tour:
    """The main job, from an empty window to a course that plays and an exit."""

    def __init__(self, person: Person, folder: Path, lateness: Lateness) -> None:
        self.person = person
        self.lateness = lateness
        self._said = ""
        self.first_file, self.second_file = bring(folder / "files")

    def walk(self) -> None:
        self.first_run()
        self.start_sandbox()
        self.fix_a_course()
        self.drop_a_new_package()
        self.find_it_in_the_library()
        self.drop_its_next_version()
        self.edit_details()
        self.search()
        self.launch()
        self.see_it_dark()
        self.quit()

    def first_run(self) -> None:
        p = self.person
        p.step("The window opens on a new computer")
        with self.lateness.excuse("the first window"):
            window = p.see("the window", main_window)
        p.ask(lambda: window.move(90, 60))
        p.see("three ways to begin", lambda: words_seen("Three ways to begin"))
        p.picture("first-run")

    def start_sandbox(self) -> None:
        p = self.person
        p.step("Start the sandbox")
        p.click(first(QAbstractButton, text="Start sandbox"), "the button Start sandbox")
        p.see("the connection Sandbox", lambda: words_seen("Sandbox"))
        p.see("a demo course that needs attention", lambda: row_of("not uploaded"), 60)
        p.see("its Fix button has the focus", lambda: focused_button().startswith("Fix "), 60)
        p.picture("sandbox-started")

    def fix_a_course(self) -> None:
        p = self.person
        p.step("Fix it: the space bar")
        p.key("space")
        p.see("the finding, ticked", lambda: words_seen("Fixed in the copy"), 60)
        p.see("the mended course live", lambda: row_of("gdpr for customer support, version 1"), 60)
        p.picture("fixed-and-live")
        p.key("ctrl+1")
        p.see("the sound demo course in the library", lambda: row_of("fire safety", "Packages"), 60)

    def drop_a_new_package(self) -> None:
        p = self.person
        p.step(f"Drag {self.first_file.name} from another program and drop it")
        p.drag(
            [self.first_file],
            lambda: self._strip() or self._list_top(),
            "a place for new packages",
            half_way=lambda: self._over_strip(),
        )
        dropped = time.monotonic()
        p.see("its verdict", lambda: self._is_checked(self.first_file))
        print(f"      from drop to verdict: {time.monotonic() - dropped:.1f} s", flush=True)
        p.see("the new package in the library", lambda: row_of(TITLE, "Packages"), 60)
        p.picture("dropped-and-live")

    def _is_checked(self, file: Path) -> bool:
        window = main_window()
        rows = rows_of(window.context).rows if window is not None else ()
        return any(row.file == file.name and row.report is not None for row in rows)

    def _strip(self) -> QPoint | None:
        found = [w for w in widgets(QWidget, "New package") if w.height() < 120]
        return middle(found[0]) if found else None

    def _list_top(self) -> QPoint | None:
        views = widgets(QAbstractItemView, "Packages")
        return views[0].mapToGlobal(QPoint(200, 16)) if views else None

    def _over_strip(self) -> None:
        self.person.see("the strip New package", lambda: self._strip() is not None)
        self.person.picture("over-the-strip")

    def _packages(self) -> int:
        views = widgets(QAbstractItemView, "Packages")
        return views[0].model().rowCount() if views else 0

    def find_it_in_the_library(self) -> None:
        p = self.person
        p.step("Choose the package: its versions stand beside it")
        p.click(lambda: row_of(TITLE, "Packages"), "the package in the library")
        p.see("version 1 is current", lambda: row_of("Version 1") or words_seen("Version 1"))
        p.picture("versions")

    def drop_its_next_version(self) -> None:
        p = self.person
        p.step(f"Drop {self.second_file.name} on it")
        p.drag(
            [self.second_file],
            lambda: row_of(TITLE, "Packages"),
            "the package in the library",
            half_way=lambda: self._over_row(),
        )
        p.see("the sheet New version", lambda: words_seen("will be version 2"))
        p.click(first(QLineEdit, "Note for this version"), "the note")
        p.type("A page was added")
        p.picture("new-version-sheet")
        p.click(first(QAbstractButton, text="Upload as version 2"), "the button Upload as version 2")
        p.see("version 2 in the history", lambda: row_of("Version 2") or words_seen("Version 2"), 60)
        p.see("its note", lambda: row_of("A page was added") or words_seen("A page was added"), 30)
        p.picture("version-2-live")

    def _over_row(self) -> None:
        self.person.see("the banner says version 2", lambda: words_seen("version 2"))
        self.person.picture("over-the-package")

    def edit_details(self) -> None:
        p = self.person
        p.step("Edit its details: a tag")
        p.click(lambda: tab("Details"), "the tab Details")
        p.click(first(QLineEdit, "Add a tag"), "the field for a tag")
        p.type("safety")
        p.key("Return")
        p.picture("details-edited")
        p.click(first(QAbstractButton, text="Save"), "the button Save")
        p.see("the tag in the sidebar", lambda: bool(widgets(QAbstractButton, "safety")))
        p.picture("details-saved")

    def search(self) -> None:
        p = self.person
        p.step("Search with the keyboard alone")
        p.key("ctrl+f")
        p.type("tag:safety")
        p.see("one package is left", lambda: self._packages() == 1)
        p.picture("search")
        p.key("ctrl+a", "BackSpace")
        p.see("all packages again", lambda: self._packages() >= 2)

    def launch(self) -> None:
        p = self.person
        p.step("Launch it")
        p.click(lambda: row_of(TITLE, "Packages"), "the package in the library")
        button = p.see("the button Launch…", first(QAbstractButton, text="Launch"))
        with self.lateness.excuse("the first web view"):
            p.click(lambda: button, "the button Launch…")
            p.see("that it counts as one launch", lambda: words_seen("Counts as one launch"), 60)
            p.key("Return")
            p.see("the launch window", self._launch_window, 60)
            p.see("the course plays", self._plays, 60)
        p.picture("launched")
        from allure_desktop.gui.web_view.course_view import CourseView  # the engine is loaded by now

        p.step("Close the launch window")
        launch = p.see("the launch window", self._launch_window)
        p.ask(launch.close)
        p.see("only the main window is left", lambda: self._launch_window() is None)
        # its course may say good-bye first; what that costs is not the next step's
        p.see(
            "the course is gone", lambda: not [one for one in QApplication.allWidgets() if isinstance(one, CourseView)]
        )

    def _launch_window(self) -> QWidget | None:
        window = main_window()
        others = (w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow() and w is not window)
        return next((w for w in others if w.findChild(QLabel) is not None), None)

    def _plays(self) -> bool:
        """The page in the embedded view has loaded, and its course has set a status through the run-time."""
        launch: Any = self._launch_window()
        course = getattr(launch, "_course", None)
        if course is None:
            return False
        course.page.runJavaScript(_COURSE_WORDS, 0, self._heard)
        return any(word in self._said for word in ("Next", "Start", "Fire"))

    def _heard(self, words: object) -> None:
        self._said = str(words or "")

    def see_it_dark(self) -> None:
        p = self.person
        p.step("The same in dark")
        window = p.see("the window", main_window)
        p.ask(lambda: window.context.theme.set_scheme("dark"))
        p.see("the dark window on the screen", lambda: _on_screen_dark(window))
        p.picture("library-dark")
        p.key("ctrl+2")
        p.see("the page Uploads", lambda: words_seen("Finished today"))
        p.picture("uploads-dark")
        p.click(lambda: row_of("gdpr for customer support, version 1"), "the course that was fixed")
        p.see("its verdict", lambda: words_seen("Fixed in the copy"))
        p.picture("findings-dark")

    def quit(self) -> None:
        p = self.person
        p.step("Quit")
        p.key("ctrl+q")
