"""Files and manifest of a report: what they show, how one gets there, and that size does not matter."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from allure_desktop.gui.uploads import figures
from allure_desktop.gui.validation.file_tree import tree_of
from allure_desktop.gui.validation.files_model import MOST_CHILDREN
from allure_desktop.gui.validation.files_view import FilesView
from allure_desktop.gui.validation.manifest_view import ManifestView
from allure_desktop.gui.validation.report_view import FILES, MANIFEST
from allure_desktop.gui.validation.source_pages import ROW_LENGTH, SourcePages
from allure_desktop.gui.validation.xml_colours import TAG, TEXT, spans
from allure_desktop.validation.contents import Contents, FileEntry
from tests.gui.uploads.stage import Stage
from tests.gui.validation.conftest import WAIT_MS, Bench
from tests.packages import scorm12


def shown(view: FilesView) -> list[str]:
    """The names at the top of the tree."""
    return [str(view.model.index(n, 0).data()) for n in range(view.model.rowCount())]


def test_a_finding_leads_to_its_line(bench: Bench, tmp_path: Path) -> None:
    """`Show line` opens the manifest with that very line under the cursor, and marked."""
    row = bench.add(scorm12(tmp_path / "course.zip", broken="manifest.file-missing"))
    item = next(one for one in bench.panel.findings.items if one.finding["code"] == "manifest.file-missing")
    number = item.finding["line"]
    assert item.show_place is not None
    assert item.show_place.accessibleName() == f"Show line {number}"
    QTest.mouseClick(item.show_place, Qt.MouseButton.LeftButton)
    assert bench.panel.tabs.currentIndex() == MANIFEST
    editor = bench.panel.report.view.manifest.editor
    bench.until(lambda: editor.textCursor().blockNumber() == number - 1)
    with zipfile.ZipFile(row.path) as package:
        lines = package.read("imsmanifest.xml").decode().splitlines()
    assert editor.textCursor().block().text() == lines[number - 1]
    assert any(one.cursor.blockNumber() == number - 1 for one in editor.extraSelections())


def test_find_goes_round_and_counts(bench: Bench, tmp_path: Path) -> None:
    """Ctrl+F, a word, Return for the next place, Shift+Return back; Esc clears."""
    bench.add(scorm12(tmp_path / "course.zip", scos=3))
    bench.panel.tabs.setCurrentIndex(MANIFEST)
    view = bench.panel.report.view.manifest
    bench.until(lambda: view.editor.toPlainText())
    view.editor.setFocus()
    QTest.keyClick(view.editor, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert view.search.hasFocus()
    QTest.keyClicks(view.search, "<ITEM ")
    bench.until(lambda: view.found.text() == "1 of 3")
    first = view.editor.textCursor().blockNumber()
    assert view.editor.textCursor().selectedText() == "<item "
    QTest.keyClick(view.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.found.text() == "3 of 3"
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    assert (view.found.text(), view.editor.textCursor().blockNumber()) == ("1 of 3", first)
    QTest.keyClick(view.search, Qt.Key.Key_Escape)
    bench.until(lambda: not view.found.text())


def test_files_are_marked_searched_and_found(bench: Bench, tmp_path: Path) -> None:
    """Missing and unlisted ones say so; the choice and the search leave the others out."""
    path = scorm12(tmp_path / "course.zip", broken="manifest.file-missing")
    with zipfile.ZipFile(path, "a") as target:
        target.writestr("notes/todo.txt", "x" * 10)
    bench.add(path)
    bench.panel.tabs.setCurrentIndex(FILES)
    view = bench.panel.report.view.files
    bench.until(lambda: "index.html" in shown(view))
    assert [view.kinds.itemText(n) for n in range(view.kinds.count())] == [
        "All files",
        "Missing (1)",
        "Not in the manifest (1)",
    ]
    view.search.setText("TODO")
    bench.until(lambda: view.state.text() == "1 file matches")
    inside = view.model.index(0, 0, view.model.index(0, 0))
    assert inside.data() == "todo.txt  ·  not in the manifest"
    view.search.clear()
    bench.until(lambda: "index.html" in shown(view))
    view.go_to("notes\\todo.txt")
    assert str(view.tree.currentIndex().data()).startswith("todo.txt")


def test_400_000_files_do_not_stop_the_window(stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders of any size open at once and say how many they do not show; search finds those; the watch stays quiet."""

    def many(_path: str) -> Contents:
        flat = tuple(FileEntry(f"big/{n:06}.js", n, 0, "") for n in range(300_000))
        deep = tuple(FileEntry(f"deep/{n // 100}/{n % 100}.js", 1, 0, "") for n in range(100_000))
        return Contents(flat + deep, True)

    monkeypatch.setattr("allure_desktop.validation.contents.contents", many)
    view = FilesView(stage.context)
    view.resize(404, 600)
    stage.show(view)
    view.show_package("/courses/many.zip")
    qtbot.waitUntil(lambda: shown(view) == ["big", "deep"], timeout=WAIT_MS)
    big = view.model.index(0, 0)
    view.tree.expand(big)
    assert view.model.rowCount(big) == MOST_CHILDREN + 1
    assert view.model.index(MOST_CHILDREN, 0, big).data() == f"And {figures.number(298_000)} more: search for them"
    view.go_to("big/299999.js")
    qtbot.waitUntil(lambda: view.state.text() == "1 file matches", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: stage.context.background.idle, timeout=WAIT_MS)


def test_a_manifest_of_30_megabytes_does_not_stop_the_window(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    """It is read elsewhere and shown in pages; a line and a word far inside are found; the watch stays quiet."""
    path = tmp_path / "course.zip"
    line = '    <file href="content/some/where/page.html"/>'
    count = 30_000_000 // (len(line) + 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        target.writestr("imsmanifest.xml", "\n".join([*[line] * count, "<needle/>", *[line] * 10]))
    view = ManifestView(stage.context)
    view.resize(404, 600)
    stage.show(view)
    view.show_package(str(path), [{"severity": "error", "line": 300_000}])
    view.go_to({"line": 300_000})
    qtbot.waitUntil(lambda: view.editor.textCursor().blockNumber() == 299_999 % 1000, timeout=WAIT_MS)
    first, last = figures.number(299_001), figures.number(300_000)
    assert view.page_words.text().startswith(f"Lines {first} to {last} of ")
    view.search.setText("<needle")
    qtbot.waitUntil(lambda: view.found.text() == "1 of 1", timeout=WAIT_MS)
    assert view.editor.textCursor().block().text() == "<needle/>"


def test_a_line_of_megabytes_is_cut_into_rows() -> None:
    """Columns and words are found in it all the same."""
    pages = SourcePages(["<a>", "x" * 1_000_000 + "needle", "</a>"])
    hits, more = pages.find("NEEDLE")
    assert not more
    assert pages.rows[hits[0].row].line == 2
    assert pages.row_of(2, 1_000_001) == hits[0].row
    assert max(len(row.text) for row in pages.rows) <= ROW_LENGTH
    assert pages.row_of(99) == len(pages.rows) - 1


@pytest.mark.parametrize(
    ("line", "state", "parts", "after"),
    [
        ('<a b="c">t</a>', TEXT, [("<a", "tag"), ("b", "attribute"), ('"c"', "value"), (">", "tag")], TEXT),
        ("<a", TEXT, [("<a", "tag")], TAG),
        ("b='>' />", TAG, [("b", "attribute"), ("'>'", "value"), ("/>", "tag")], TEXT),
        ("<!-- <a> -->x", TEXT, [("<!-- <a> -->", "comment")], TEXT),
        ("a &amp; b", TEXT, [("&amp;", "entity")], TEXT),
    ],
)
def test_xml_is_coloured(line: str, state: int, parts: list[tuple[str, str]], after: int) -> None:
    """Tags, attributes, values, comments and entities, also where a line ends inside of one."""
    found, now = spans(line, state)
    told = [("".join(line[one.start : one.start + one.length]), one.kind) for one in found]
    joined: list[tuple[str, str]] = []
    for text, kind in told:  # an opening quote and what follows it
        if joined and joined[-1][1] == kind == "value":
            joined[-1] = (joined[-1][0] + text, kind)
        else:
            joined.append((text, kind))
    assert joined[: len(parts)] == parts
    assert now == after


def test_a_tree_adds_up() -> None:
    """Folders before files, sizes and marks of all they hold, paths there and back."""
    files = [FileEntry("b.txt", 1, 0, ""), FileEntry("a/c/x.js", 5, 0, "unlisted"), FileEntry("a/y.js", 2, 0, "")]
    tree = tree_of(files)
    assert [tree.names[node] for node in tree.children[0] or ()] == ["a", "b.txt"]
    folder = tree.find("a")
    assert folder is not None
    assert (tree.sizes[folder], tree.marked[folder], tree.sizes[0]) == (7, 1, 8)
    node = tree.find("a\\c\\x.js")
    assert node is not None
    assert tree.path(node) == "a/c/x.js"


def test_titles_cannot_turn_the_text_around_them(bench: Bench) -> None:
    """A mark that reverses what follows is shown as what it is, and markup is no markup."""
    view = bench.panel.structure
    view.show_structure([{"title": "\u202e<b>gnirts</b>", "depth": 0, "launch": "a.html"}])
    assert view.model().index(0, 0).data() == "\\u202e<b>gnirts</b>"


def test_long_names_do_not_run_out_of_the_panel(bench: Bench, tmp_path: Path) -> None:
    """A file's name without a blank is broken over lines, and read as it is."""
    name = f"media/{'map_D1E751E5_DD31_D641_41AE_' * 4}.png"
    listed = f'<file href="{name}"/></resource>'
    path = scorm12(tmp_path / "plans.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "long.zip", "w") as new:
        for member in old.infolist():
            text = old.read(member)
            is_manifest = member.filename == "imsmanifest.xml"
            new.writestr(member, text.replace(b"</resource>", listed.encode()) if is_manifest else text)
    bench.add(tmp_path / "long.zip")
    view = bench.panel.findings
    item = next(one for one in view.items if one.finding["code"] == "manifest.file-missing")
    assert name in item.accessibleName()
    holder = view.widget()
    assert holder is not None and holder.minimumSizeHint().width() <= view.viewport().width()


def test_what_holds_no_course_is_not_offered_to_be_played(bench: Bench, tmp_path: Path) -> None:
    """A RAR archive has neither preview nor fix: its finding says what to do."""
    archive = tmp_path / "course.rar"
    archive.write_bytes(b"Rar!\x1a\x07\x00" + bytes(90))
    bench.add(archive)
    offered = [button.accessibleName() for button in bench.panel.buttons if button.isVisible()]
    assert offered == ["Check again"]
