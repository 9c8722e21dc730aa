"""Fixing a file from its report: the copy, the plan, the way back, progress and cancel."""

from __future__ import annotations

import threading
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from allure_desktop.gui.uploads.acts import Act, painted
from allure_desktop.gui.uploads.performer import Performer
from allure_desktop.gui.uploads.row_model import RowModel
from allure_desktop.gui.uploads.row_report import Mended
from allure_desktop.gui.uploads.row_source import rows_of
from allure_desktop.gui.uploads.row_words import RowWords
from allure_desktop.gui.validation.mending import mender_of
from allure_desktop.gui.validation.plan_sheet import PlanSheet
from allure_desktop.scorm import zip_copy
from allure_desktop.validation.html_report import write
from allure_desktop.validation.validator import Cancelled, validate
from tests.gui.validation.conftest import Bench
from tests.packages import scorm12

LEFT = Qt.MouseButton.LeftButton


def press(button: Any) -> None:
    QTest.mouseClick(button, LEFT)


def with_bare_ampersand(path: Path) -> Path:
    """What is mended in this file changes its manifest."""
    sound = scorm12(path.with_suffix(".sound"), title="Questions")
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(path, "w") as new:
        for member in old.infolist():
            new.writestr(member.filename, old.read(member).replace(b"Questions", b"Q & A"))
    return path


def test_fix_goes_on_with_a_copy_and_keeps_what_was_fixed(bench: Bench, tmp_path: Path) -> None:
    """The button of the panel mends names without a word more; the finding stays, ticked; undo goes all the way back."""
    path = scorm12(tmp_path / "course.zip", broken="zip.manifest-in-subfolder")
    bench.add(path)
    assert bench.panel.buttons[0].accessibleName() == "Fix 1"
    assert "It can be fixed here" in bench.panel.band.words
    press(bench.panel.buttons[0])
    row = bench.row(lambda row: row.mended is not None and row.state == "held")
    assert Path(row.path).name == "course (fixed).zip"
    first = bench.panel.findings.items[0]
    assert first.accessibleName().startswith("Fixed. The folder was zipped")
    assert first.fix is None
    assert any(words.startswith("1 fix in a copy: course (fixed).zip") for words in bench.toasts)
    mended = bench.panel.findings.findChild(Mended)
    assert isinstance(mended, Mended)
    press(mended.undo)
    row = bench.row(lambda row: row.mended is None and row.state == "needs_decision")
    assert row.path == str(path)
    assert not (tmp_path / "course (fixed).zip").exists()


@pytest.mark.parametrize("pressed", ["panel", "finding", "undo"])
def test_a_second_press_of_the_key_sets_nothing_off(bench: Bench, tmp_path: Path, pressed: str) -> None:
    """After a fix the focus is on the finding, not on what took the button's place: Space again would upload."""
    bench.add(scorm12(tmp_path / "course.zip", broken="zip.manifest-in-subfolder"))
    bench.stage.window.activateWindow()
    fix = bench.panel.buttons[0] if pressed == "panel" else bench.panel.findings.items[0].fix
    assert fix is not None
    fix.setFocus()
    bench.until(lambda: QApplication.focusWidget() is fix)
    QTest.keyClick(fix, Qt.Key.Key_Space)
    bench.row(lambda row: row.mended is not None and row.state == "held")
    if pressed == "undo":
        undo = bench.panel.findings.findChildren(Mended)[0].undo
        undo.setFocus()
        QTest.keyClick(undo, Qt.Key.Key_Space)
        bench.row(lambda row: row.mended is None and row.state == "needs_decision")
    focused = QApplication.focusWidget()
    assert focused is bench.panel.findings.items[0]
    QTest.keyClick(focused, Qt.Key.Key_Space)
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert bench.row(lambda row: True).state == ("needs_decision" if pressed == "undo" else "held")


def test_what_comes_later_leaves_the_focus_where_it_is(bench: Bench, tmp_path: Path) -> None:
    """The findings are built anew when the server's limits are known: the same button has the focus then."""
    bench.add(scorm12(tmp_path / "course.zip", broken="zip.manifest-in-subfolder"))
    bench.stage.window.activateWindow()
    fix = bench.panel.findings.items[0].fix
    assert fix is not None
    fix.setFocus()
    bench.until(lambda: QApplication.focusWidget() is fix)
    bench.panel.findings.rebuild()
    again = bench.panel.findings.items[0].fix
    assert again is not fix and QApplication.focusWidget() is again


def test_a_plan_is_shown_first_where_more_than_names_change(bench: Bench, tmp_path: Path) -> None:
    """It says what and where; Esc leaves all as it is, the button does it."""
    bench.add(with_bare_ampersand(tmp_path / "course.zip"))
    fix = bench.panel.findings.items[0].fix
    assert fix is not None

    def sheet() -> PlanSheet | None:
        return next((one for one in bench.stage.window.findChildren(PlanSheet) if one.isVisible()), None)

    press(fix)
    bench.until(sheet)
    shown = sheet()
    assert shown is not None
    assert shown.changes == ["Wrote 1 bare “&” in the manifest as “&amp;”."]
    assert shown.place.full_text == str(tmp_path / "course (fixed).zip")
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not (tmp_path / "course (fixed).zip").exists()
    press(fix)
    bench.until(sheet)
    again = sheet()
    assert again is not None
    press(again.apply)
    bench.row(lambda row: row.mended is not None and row.state == "held")


def test_a_long_fix_tells_how_far_it_is_and_can_be_cancelled(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Row and panel show the bytes; the cross of the row ends it and nothing is changed."""
    bench.add(scorm12(tmp_path / "course.zip", broken="zip.manifest-in-subfolder"))
    begun = threading.Event()

    def mend(upload_id: int, codes: Any, *, progress: Any, cancelled: Any, **_how: Any) -> None:
        progress(120_000_000, 900_000_000)
        begun.set()
        stopped = threading.Event()
        while not cancelled():
            stopped.wait(0.01)
        raise Cancelled

    monkeypatch.setattr(bench.services, "mend", mend)
    press(bench.panel.buttons[0])
    bench.until(begun.is_set)
    band = bench.panel.report.mending
    bench.until(lambda: "120 of 900 MB" in band.words)
    model = RowModel(rows_of(bench.stage.context))

    def row_words() -> RowWords:
        entry = model.entry(model.index_of(bench.upload_id))
        assert entry is not None
        return entry.words

    assert row_words().sentence == "Writing a fixed copy: 120 of 900 MB"
    assert [act.act for act in painted(row_words().acts)] == [Act.CANCEL_FIX]
    Performer(bench.stage.context, bench.stage.window).perform(bench.upload_id, Act.CANCEL_FIX)
    bench.until(lambda: band.isHidden())
    assert row_words().sentence == "1 problem would stop it in an LMS"
    assert bench.toasts == ["Cancelled. Nothing was written, your file is as it was"]
    assert bench.row(lambda row: row.state == "needs_decision").mended is None


def test_a_quit_waits_until_the_half_copy_is_gone(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The repair is ended by the end of the program, which does not leave before the hidden file is away."""
    bench.add(scorm12(tmp_path / "course.zip", broken="zip.manifest-in-subfolder"))
    begun = threading.Event()
    real = zip_copy.ZipCopy.copy

    def slow(self: zip_copy.ZipCopy, *arguments: Any) -> None:
        begun.set()
        mender = mender_of(bench.stage.context).running(bench.upload_id)
        assert mender is not None
        mender.cancelled.wait(20)
        real(self, *arguments)

    monkeypatch.setattr(zip_copy.ZipCopy, "copy", slow)
    press(bench.panel.buttons[0])
    bench.until(begun.is_set)
    assert len(list(tmp_path.glob(".course*.zip"))) == 1
    mender_of(bench.stage.context).stop()
    assert sorted(path.name for path in tmp_path.glob("*.zip")) + list(tmp_path.glob(".*.zip")) == ["course.zip"]


def test_copy_and_html_tell_what_was_fixed(bench: Bench, tmp_path: Path) -> None:
    """The report as text and as one page, with the files."""
    bench.add(scorm12(tmp_path / "course.zip", title="Fire Safety", broken="zip.manifest-in-subfolder"))
    press(bench.panel.buttons[0])
    bench.row(lambda row: row.mended is not None and row.state == "held")
    press(bench.panel.report.copy)
    text = QApplication.clipboard().text()
    assert "Fixed in a copy:\n    The folder was zipped, not its contents" in text
    assert "Checked for AllureConnect" in text
    target = tmp_path / "report.html"
    bench.panel.report.save_to(str(target))
    bench.until(target.exists)
    page = target.read_text("utf-8")
    assert "Fire Safety" in page
    assert "index.html" in page
    bench.until(lambda: bench.toasts[-1] == f"The report is saved: {target}")


def test_the_page_of_the_window_is_the_page_of_the_command_line(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a server both tell the same, to the letter, down to the files."""
    monkeypatch.setattr(time, "strftime", lambda *_when: "now")
    path = scorm12(tmp_path / "course.zip", title="A <b>title</b>", broken="manifest.file-missing")
    row = bench.add(path)
    target = tmp_path / "window.html"
    bench.panel.report.save_to(str(target))
    bench.until(target.exists)
    assert row.report is not None
    report = replace(validate(path), seconds=row.report["seconds"])
    write([report], tmp_path / "line.html")
    assert "A &lt;b&gt;title&lt;/b&gt;" in target.read_text("utf-8")
    assert target.read_text("utf-8") == (tmp_path / "line.html").read_text("utf-8")
