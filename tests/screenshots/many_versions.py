"""Versions with what can be done with them, and many files reviewed at once."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect

from allure_desktop.gui.library.fetch_sheet import FetchSheet
from allure_desktop.gui.lot.sheet import LotSheet
from tests.packages import scorm12
from tests.screenshots import shelf

if TYPE_CHECKING:
    from tests.screenshots.screens import Day


def versions(day: Day) -> None:
    """The menu of a version, and a version that comes from the server."""
    window, studio = day.window, day.studio
    view = window.library.panel.versions
    studio.until("four versions", lambda: len(view.model.lines) >= 4)
    view.list.setCurrentIndex(view.model.index(1))

    def place() -> QPoint:
        return view.list.viewport().mapToGlobal(view.list.visualRect(view.model.index(1)).center())

    with studio.open_menu(view.menu_of(1), place) as again:
        studio.take("version-menu", again=again)
    sheet = FetchSheet(window.context, "Getting version 6", "fire-safety-2026.zip", lambda *_: None, lambda _: None)
    sheet._figures = 31_400_000, 84_200_000
    sheet.open()
    sheet._sample()
    studio.take("version-download", large_text=True)
    studio.close_sheets()


def lot_folder(folder: Path, day: Day) -> Path:
    """A folder as an authoring tool leaves it: some courses again, some unchanged, some new, one broken."""
    made = folder / "published"
    made.mkdir()
    for number, course in enumerate(shelf.LIBRARY):
        source = folder / "library" / course.file
        target = made / course.file
        if number % 3 == 0:
            shutil.copy(source, target)
        else:
            scorm12(target, title=course.title, files={"added.txt": "new in this version"})
    for number in range(1, 25):
        scorm12(made / f"Course {number:02} for the depot.zip", title=f"Course {number} for the depot")
    scorm12(made / "welcome-on-board v2.zip", title="Welcome on Board")
    shutil.copy(day.files["broken"], made / "yard-traffic.zip")
    return made


def lot(day: Day) -> None:
    """The review of a folder of ZIPs, and the menu of a row."""
    window, studio = day.window, day.studio
    window.take_dropped([str(lot_folder(day.folder, day))], False)
    sheet = studio.part(LotSheet)
    studio.until("all checked", lambda: bool(sheet.lines) and all(line.planned.checked for line in sheet.lines), 120)
    studio.take("lot-review", large_text=True)
    row = next(number for number, line in enumerate(sheet.lines) if line.open)
    sheet.table.selectRow(row)
    sheet.table.scrollTo(sheet.table.lot.index(row, 0))

    def place() -> QPoint:
        rect = sheet.table.visualRect(sheet.table.lot.index(row, 3))
        return sheet.table.viewport().mapToGlobal(rect.bottomLeft())

    with studio.open_menu(sheet.choice_menu(row, QRect(place(), place())), place) as again:
        studio.take("lot-choice", again=again)
    sheet._discard()
    studio.until("no sheet", lambda: not window.findChildren(LotSheet))
