"""Many files dropped are reviewed in one table; nothing goes up before its button, and then exactly what is ticked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.lot.chooser import PackageChooser
from allure_desktop.gui.lot.lines import LotLine
from allure_desktop.gui.lot.sheet import LotSheet
from allure_desktop.gui.lot.table import BECOMES, FILE
from allure_desktop.gui.main_window import MainWindow
from tests.gui.window.conftest import WAIT_MS, put_package
from tests.packages import scorm12

ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space
CONTROL = Qt.KeyboardModifier.ControlModifier


def lot(folder: Path) -> Path:
    """Five ZIPs: a new version by name, one unchanged, two new ones, a faulty one."""
    made = folder / "lot"
    made.mkdir()
    scorm12(made / "a-gdpr_v2.zip", title="Renamed since", files={"x.txt": "x"})
    (made / "b-same.zip").write_bytes((folder / "same.zip").read_bytes())
    for name in ("c", "d"):
        scorm12(made / f"{name}-new.zip", title=f"Another course {name}")
    scorm12(made / "e-faulty.zip", broken="manifest.launch-file-missing")
    return made


@pytest.fixture
def packages(connected: MainWindow, services: Services, tmp_path: Path, qtbot: QtBot) -> dict[str, str]:
    """Two packages are live."""
    ids = {
        "gdpr": put_package(services, scorm12(tmp_path / "a-gdpr.zip", title="GDPR")),
        "same": put_package(services, scorm12(tmp_path / "same.zip", title="Same")),
    }
    for one in ids.values():
        services.library.package("academy", one, fresh=True)
    qtbot.waitUntil(lambda: connected.context.background.idle, timeout=WAIT_MS)
    return ids


def opened(window: MainWindow, qtbot: QtBot, paths: list[str] | None = None) -> LotSheet:
    if paths is not None:
        window.take_dropped(paths, False)
    qtbot.waitUntil(lambda: bool(window.findChildren(LotSheet)), timeout=WAIT_MS)
    sheet = window.findChildren(LotSheet)[0]
    qtbot.waitUntil(lambda: bool(sheet.lines) and all(line.planned.checked for line in sheet.lines), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not sheet._gather.isActive() and not sheet._reading, timeout=WAIT_MS)
    return sheet


def select(sheet: LotSheet, row: int) -> None:
    """That row alone, whatever keys Qt believes to be held since another test."""
    how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    sheet.table.selectionModel().setCurrentIndex(sheet.table.lot.index(row, FILE), how)


def line(sheet: LotSheet, letter: str) -> LotLine:
    return next(one for one in sheet.lines if one.planned.row.file.startswith(letter))


def test_a_folder_of_zips_is_reviewed(
    connected: MainWindow, qtbot: QtBot, services: Services, packages: dict[str, str], tmp_path: Path
) -> None:
    """Each row says what it becomes and why; the unchanged one is off, the faulty one cannot be ticked."""
    sheet = opened(connected, qtbot, [str(lot(tmp_path))])
    assert [one.planned.row.file[0] for one in sheet.lines] == list("acdeb")
    assert line(sheet, "a").becomes == "Version 2 of “GDPR”" and line(sheet, "a").reason == "Same file name"
    assert line(sheet, "b").becomes == "Nothing changed · version 1 of “Same”" and not line(sheet, "b").on
    assert line(sheet, "c").becomes == "New package" and line(sheet, "c").on
    assert line(sheet, "e").planned.faulty and "problem" in line(sheet, "e").check[2]
    assert sheet.upload.text().strip() == "Upload 3 as reviewed"
    assert sheet.counts.text() == "1 new version · 2 new packages · 1 unchanged · 1 with problems"
    row = sheet.lines.index(line(sheet, "e"))
    select(sheet, row)
    QTest.keyClick(sheet.table, SPACE)
    assert not line(sheet, "e").on
    assert all(one.planned.row.sent_bytes == 0 for one in sheet.lines)
    QTest.keyClick(sheet, ENTER, CONTROL)
    qtbot.waitUntil(lambda: "have begun" in connected.toast.words.text(), timeout=WAIT_MS)
    assert connected.toast.words.text() == "3 uploads have begun."
    qtbot.waitUntil(lambda: not connected.findChildren(LotSheet), timeout=WAIT_MS)
    going = [
        row.id for row in services.uploads.rows() if row.file[0] in "acd" and row.path.startswith(str(tmp_path / "lot"))
    ]
    assert len(going) == 3
    qtbot.waitUntil(lambda: all(services.uploads.row(id).state == "done" for id in going), timeout=60_000)
    rows = {row.file[0]: row for row in services.uploads.rows() if row.id in going}
    assert (rows["a"].package_id, rows["a"].revision) == (packages["gdpr"], 2)
    assert rows["c"].package_id not in packages.values() and rows["c"].revision == 1
    left = {row.file for row in services.uploads.rows() if row.state != "done"}
    assert left == {"e-faulty.zip"}


def test_the_keyboard_changes_what_a_file_becomes(
    connected: MainWindow, qtbot: QtBot, packages: dict[str, str], tmp_path: Path
) -> None:
    """Space takes rows out, Enter offers packages and any other by a few letters; an equal one says so."""
    sheet = opened(connected, qtbot, [str(lot(tmp_path))])
    assert sheet.table.hasFocus()
    select(sheet, 0)
    QTest.keyClick(sheet.table, SPACE)
    assert not line(sheet, "a").on and sheet.upload.text().strip() == "Upload 2 as reviewed"
    place = QRect(10, 10, 200, 20)
    menu = sheet.choice_menu(sheet.lines.index(line(sheet, "c")), place)
    assert [action.text() for action in menu.actions()] == ["New package", "Another package…"]
    menu.actions()[1].trigger()
    chooser = sheet.findChildren(PackageChooser)[0]
    QTest.keyClicks(chooser.field, "gd")
    assert chooser.list.count() == 1
    QTest.keyClick(chooser.field, ENTER)
    assert line(sheet, "c").becomes == "Version 2 of “GDPR”" and line(sheet, "c").reason == "You chose it"
    menu = sheet.choice_menu(sheet.lines.index(line(sheet, "b")), place)
    next(action for action in menu.actions() if action.text() == "New package").trigger()
    assert line(sheet, "b").becomes == "New package" and line(sheet, "b").on
    fits = line(sheet, "b").planned.match
    assert fits is not None
    sheet.choose(line(sheet, "b").id, fits.fits[0])
    qtbot.waitUntil(lambda: line(sheet, "b").unchanged, timeout=WAIT_MS)
    assert not line(sheet, "b").on
    sheet.dismiss()


def test_closing_keeps_the_files_and_uploads_nothing(
    connected: MainWindow, qtbot: QtBot, services: Services, packages: dict[str, str], tmp_path: Path
) -> None:
    """Esc leaves them in Uploads; *Take all off the list* leaves none, and every file where it was."""
    folder = lot(tmp_path)
    sheet = opened(connected, qtbot, [str(folder)])
    QTest.keyClick(sheet.table, Qt.Key.Key_Escape)
    assert sheet.isHidden() and "Nothing was uploaded" in connected.toast.words.text()
    rows = [row for row in services.uploads.rows() if row.path.startswith(str(folder))]
    assert len(rows) == 5 and all(row.state in ("held", "needs_decision") for row in rows)
    qtbot.waitUntil(lambda: not connected.findChildren(LotSheet), timeout=WAIT_MS)
    connected.lots._chosen([str(path) for path in sorted(folder.glob("*.zip"))])
    sheet = opened(connected, qtbot)
    QTest.mouseClick(sheet.discard, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(services.uploads.rows()) == 7, timeout=WAIT_MS)
    assert len(list(folder.glob("*.zip"))) == 5


def test_a_few_files_are_added_as_ever(
    connected: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nine files, a course's folder and a folder without any ZIP need no table."""
    added: list[object] = []
    monkeypatch.setattr(connected.adding, "add", lambda paths, *_more, **_how: added.append(paths))
    files = [str(tmp_path / f"{n}.zip") for n in range(9)]
    connected.take_dropped(files, False)
    assert added == [files]
    course = tmp_path / "course"
    course.mkdir()
    (course / "imsmanifest.xml").write_text("<manifest/>")
    connected.take_dropped([str(course)], False)
    qtbot.waitUntil(lambda: len(added) == 2, timeout=WAIT_MS)
    empty = tmp_path / "empty"
    empty.mkdir()
    connected.take_dropped([str(empty), files[0]], False)
    qtbot.waitUntil(lambda: added[2:] == [[str(empty), files[0]]], timeout=WAIT_MS)


def test_rows_are_read_aloud_whole(
    connected: MainWindow, qtbot: QtBot, packages: dict[str, str], tmp_path: Path
) -> None:
    """The first cell of a row says all of it, with what will happen."""
    sheet = opened(connected, qtbot, [str(lot(tmp_path))])
    model = sheet.table.lot
    told = model.index(0, FILE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("a-gdpr_v2.zip, ") and "Version 2 of “GDPR”, Same file name, will be uploaded" in told
    assert model.index(4, BECOMES).data(Qt.ItemDataRole.AccessibleTextRole)
    sheet.dismiss()
