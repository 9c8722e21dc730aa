"""The main job without a pointer: first run, sandbox, fix, upload, new version, compare, preview, quit, by keys alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileDialog, QLineEdit, QWidget

from allure_desktop.gui.preview.door import open_windows
from tests.tour.courses import TITLE, bring
from tests.tour.lateness import Lateness
from tests.tour.person import NotSeen, Person, widgets
from tests.tour.steps import focused_button, main_window, row_of, words_seen

#: more than any screen has
_MOST_TABS = 60


def focused_name() -> str:
    """What has the focus, by its accessible name."""
    focused = QApplication.focusWidget()
    return focused.accessibleName() if focused is not None else ""


class KeyboardTour:
    """Every step is a key; the pointer lies in a corner of the screen."""

    def __init__(self, person: Person, folder: Path, lateness: Lateness) -> None:
        self.person = person
        self.lateness = lateness
        self.first_file, self.second_file = bring(folder / "files")

    def walk(self) -> None:
        subprocess.run(["xdotool", "mousemove", "0", "0"], check=True, timeout=30)
        self.first_run()
        self.fix_a_course()
        self.upload_a_package()
        self.upload_its_next_version()
        self.compare()
        self.preview()
        self.palette()
        self.person.step("Quit")
        self.person.key("ctrl+q")

    def tab_to(self, name: str, *, back: bool = False) -> None:
        """Tab until what is called so has the focus. Raises NotSeen."""
        for _ in range(_MOST_TABS):
            if self.person.ask(focused_name).startswith(name):
                return
            self.person.key("shift+Tab" if back else "Tab")
        raise NotSeen(f"{_MOST_TABS} times Tab never came to {name}")

    def first_run(self) -> None:
        p = self.person
        p.step("First run: Tab to the sandbox")
        with self.lateness.excuse("the first window"):
            window = p.see("the window", main_window)
        p.ask(lambda: window.move(90, 60))
        p.see("three ways to begin", lambda: words_seen("Three ways to begin"))
        self.tab_to("Start sandbox")
        p.picture("start-sandbox-focused")
        p.key("space")
        p.see("the demo course's Fix has the focus", lambda: focused_button().startswith("Fix "), 60)

    def fix_a_course(self) -> None:
        p = self.person
        p.step("Fix it")
        p.picture("fix-focused")
        p.key("space")
        p.see("the finding, ticked", lambda: words_seen("Fixed in the copy"), 60)
        p.see("the mended course live", lambda: row_of("gdpr for customer support, version 1"), 60)

    def upload_a_package(self) -> None:
        p = self.person
        p.step("Ctrl+O: upload a package")
        p.key("ctrl+o")
        self._choose(self.first_file)
        p.key("ctrl+1")
        p.see("the new package in the library", lambda: row_of(TITLE, "Packages"), 60)
        p.picture("uploaded")

    def _choose(self, file: Path) -> None:
        """The path typed into the dialog for files."""
        p = self.person
        p.see("the dialog for files", lambda: any(isinstance(w, QFileDialog) and w.isVisible() for w in _tops()))
        p.see("its field has the focus", lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        p.type(str(file))
        p.key("Return")

    def select_it(self) -> None:
        """The package, found by typing, with the focus in the list."""
        p = self.person
        p.key("ctrl+f")
        p.key("ctrl+a")
        p.type("ladder")
        p.see("one package is left", lambda: _rows("Packages") == 1)
        p.key("Down")
        p.see("the list has the focus", lambda: focused_name() == "Packages")
        p.see("it is selected", lambda: getattr(main_window(), "package", lambda: None)() is not None)

    def upload_its_next_version(self) -> None:
        p = self.person
        p.step("Ctrl+U: its next version")
        self.select_it()
        p.key("ctrl+u")
        self._choose(self.second_file)
        p.see("the sheet New version", lambda: words_seen("will be version 2"))
        p.see("the note has the focus", lambda: focused_name() == "Note for this version")
        p.type("By keyboard")
        self.tab_to("Upload as version 2")
        p.picture("new-version")
        p.key("space")
        p.see("version 2 in the history", lambda: row_of("Version 2") or words_seen("Version 2"), 60)

    def compare(self) -> None:
        p = self.person
        p.step("Ctrl+D: compare its versions")
        self.select_it()
        p.key("ctrl+d")
        p.see("the comparison", lambda: words_seen("Only changes"), 60)
        p.see("what changed", lambda: words_seen("shared/changes.txt"), 60)
        p.picture("compared")
        p.key("alt+Left")
        p.see("the library again", lambda: row_of(TITLE, "Packages"))

    def preview(self) -> None:
        p = self.person
        p.step("Space: preview")
        self.select_it()
        with self.lateness.excuse("the first web view"):
            p.key("space")
            window = p.see("the preview window", lambda: next(iter(open_windows()), None), 60)
            p.see("the course plays", lambda: window.view is not None and window.view._has_loaded, 60)
        p.see("the preview is the active window", window.isActiveWindow)
        p.picture("preview")
        p.key("ctrl+w")
        p.see("only the main window is left", lambda: not open_windows(), 60)

    def palette(self) -> None:
        p = self.person
        p.step("Ctrl+K: the settings by the palette")
        p.see("the main window is active", lambda: (w := main_window()) is not None and w.isActiveWindow())
        p.key("ctrl+k")
        p.see("the palette", lambda: focused_name().startswith("Search commands") or words_seen("Commands"))
        p.type("settings")
        p.picture("palette")
        p.key("Return")
        p.see("the settings", lambda: words_seen("Changes apply at once"))
        p.key("Escape")
        p.see("the sheet is gone", lambda: not words_seen("Changes apply at once"))


def _tops() -> list[QWidget]:
    return list(QApplication.topLevelWidgets())


def _rows(name: str) -> int:
    views = widgets(QAbstractItemView, name)
    return views[0].model().rowCount() if views else 0
