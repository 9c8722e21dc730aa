"""The page Compare: how it is reached, what its parts say, and what is done from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.comparison.choice import NO_PACKAGE, FileChoice, VersionChoice
from allure_desktop.gui.comparison.head import FACTS, MANIFEST, STRUCTURE
from allure_desktop.gui.comparison.page import ComparePage
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.new_version.sheet import NewVersionSheet
from allure_desktop.gui.uploads.acts import Act
from allure_desktop.gui.uploads.performer import Performer
from allure_desktop.gui.widgets import Sheet
from allure_desktop.uploads.rows import UploadOptions
from tests.gui.comparison.conftest import as_on_another_computer, new_zip, old_zip
from tests.gui.window.conftest import WAIT_MS
from tests.packages import scorm12, write_zip

LEFT = Qt.MouseButton.LeftButton


def page_of(window: MainWindow, qtbot: QtBot) -> ComparePage:
    """The page, once it has its answer."""
    qtbot.waitUntil(lambda: window.comparing.shown, timeout=WAIT_MS)
    page = window.comparing.page
    assert page is not None
    qtbot.waitUntil(lambda: window.context.background.idle, timeout=WAIT_MS)
    return page


def compared(window: MainWindow, qtbot: QtBot, left: Path, right: Path) -> ComparePage:
    """Two files, without any package."""
    window.context.open_comparison(NO_PACKAGE, FileChoice(str(left)), FileChoice(str(right)))
    return page_of(window, qtbot)


def shown_paths(page: ComparePage) -> dict[str, str]:
    """Every file that the tree shows, with its change."""
    model = page.parts.files.files
    assert model.tree is not None
    return {node.path: node.kind for node in model.tree.nodes if not node.is_folder and model.index_of(node).isValid()}


def test_ctrl_d_compares_a_version_with_the_one_before(two_versions: MainWindow, qtbot: QtBot) -> None:
    """From the Library: version 1 beside version 2; counts, files and the risk for learners; Alt+Left goes back."""
    QTest.keyClick(two_versions, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    page = page_of(two_versions, qtbot)
    assert (page.left, page.right) == (VersionChoice(1), VersionChoice(2))
    assert page.head.counts.words == "2 added · 2 changed · 2 removed"
    assert shown_paths(page) == {
        "final.html": "added",
        "lib/new.js": "added",
        "imsmanifest.xml": "changed",
        "lib/player.js": "changed",
        "lib/gone.js": "removed",
        "quiz.html": "removed",
    }
    assert "“Quiz B”" in page.risk.words and page.risk.isVisible()
    assert page.head.package.accessibleName() == "GDPR"
    QTest.keyClick(two_versions, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert two_versions.stack.currentWidget() is two_versions.library
    QTest.keyClick(two_versions, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert two_versions.comparing.shown


def test_two_versions_of_the_timeline(two_versions: MainWindow, qtbot: QtBot) -> None:
    """Ctrl+click on a second one offers *Compare* below; the older one stands left, whichever came first."""
    versions = two_versions.library.panel.versions
    assert versions.foot.isHidden()
    viewport = versions.list.viewport()
    for row, keys in ((0, Qt.KeyboardModifier.NoModifier), (1, Qt.KeyboardModifier.ControlModifier)):
        place = versions.list.visualRect(versions.model.index(row)).center()
        QTest.mouseClick(viewport, LEFT, keys, place)
    assert versions.foot.isVisible()
    QTest.mouseClick(versions.compare, LEFT)
    page = page_of(two_versions, qtbot)
    assert (page.left, page.right) == (VersionChoice(1), VersionChoice(2))


def test_the_menu_of_a_version(two_versions: MainWindow, qtbot: QtBot) -> None:
    """*Compare with current* from an old one; for the current one it says why not."""
    versions = two_versions.library.panel.versions
    of = {action.text(): action for action in versions.menu_of(0).actions()}
    assert not of["Compare with current"].isEnabled() and of["Compare with the version before"].isEnabled()
    assert "It is the current version" in of["Compare with current"].toolTip()
    action = next(a for a in versions.menu_of(1).actions() if a.text() == "Compare with current")
    action.trigger()
    page = page_of(two_versions, qtbot)
    assert (page.left, page.right) == (VersionChoice(1), VersionChoice(2))


def test_the_sides_can_be_swapped_and_chosen(two_versions: MainWindow, qtbot: QtBot) -> None:
    """What was added is then what was removed; another version comes from the chooser's menu."""
    QTest.keyClick(two_versions, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    page = page_of(two_versions, qtbot)
    QTest.mouseClick(page.head.swap, LEFT)
    qtbot.waitUntil(lambda: shown_paths(page).get("quiz.html") == "added", timeout=WAIT_MS)
    offered = [action for action in page.head.right.menu().actions() if action.text().startswith("Version 2")]
    assert len(offered) == 1
    offered[0].trigger()
    qtbot.waitUntil(lambda: page.right == VersionChoice(2), timeout=WAIT_MS)
    page = page_of(two_versions, qtbot)
    assert "the same content" in page.parts._nothing.text()


def test_facts_and_structure(two_versions: MainWindow, qtbot: QtBot) -> None:
    """*Show in Structure* goes to the item that is gone; facts are all there without *Only changes*."""
    QTest.keyClick(two_versions, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    page = page_of(two_versions, qtbot)
    QTest.mouseClick(page.risk.show_button, LEFT)
    assert page.head.tabs.currentIndex() == STRUCTURE and page.parts.currentWidget() is page.parts.structure
    lines = page.parts.structure.rows.lines
    assert sorted(line.kind for line in lines) == ["added", "removed"]
    current = lines[page.parts.structure.currentIndex().row()]
    assert current.kind == "removed"
    page.head.tabs.setCurrentIndex(FACTS)
    page.head.only_changes.setChecked(False)
    names = [line.name for line in page.parts.facts.facts.lines]
    assert names[:2] == ["Title", "SCORM"] and "ZIP size" in names


def test_a_script_is_compared_line_by_line(two_versions: MainWindow, qtbot: QtBot) -> None:
    """Its content is read from the very ZIPs that were uploaded; the manifest has a part of its own."""
    QTest.keyClick(two_versions, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    page = page_of(two_versions, qtbot)
    tree = page.parts.files.files.tree
    assert tree is not None
    page.parts.files.choose(next(node for node in tree.nodes if node.path == "lib/player.js"))
    qtbot.waitUntil(lambda: page.parts.content.name.full_text == "lib/player.js", timeout=WAIT_MS)
    assert [row.kind for row in page.parts.content.view.diff.rows] == ["changed", "same"]
    assert page.parts.content.place.text() == "Change 1 of 1"
    page.head.tabs.setCurrentIndex(MANIFEST)
    pane = page.parts.manifest
    count = len(pane.view.diff.changes)
    assert count > 1 and pane.place.text() == f"Change 1 of {count}" and not pane.up.isEnabled()
    QTest.mouseClick(pane.down, LEFT)
    assert pane.place.text() == f"Change 2 of {count}"


def test_contents_that_are_not_here_any_more(two_versions: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """The old ZIP is gone: its list of files is still known, and a file tells sizes and checksums instead of lines."""
    (tmp_path / "gdpr-old.zip").unlink()
    QTest.keyClick(two_versions, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    page = page_of(two_versions, qtbot)
    tree = page.parts.files.files.tree
    assert tree is not None
    page.parts.files.choose(next(node for node in tree.nodes if node.path == "lib/player.js"))
    qtbot.waitUntil(lambda: "CRC-32" in page.parts.content.words.text(), timeout=WAIT_MS)
    page.head.tabs.setCurrentIndex(MANIFEST)
    assert page.parts.manifest.view.diff.changes


def test_a_version_of_another_computer(two_versions: MainWindow, qtbot: QtBot, services: Services) -> None:
    """Nothing is guessed: the page says why, and with the ZIP at hand it can be compared all the same."""
    as_on_another_computer(services, 1)
    QTest.keyClick(two_versions, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    page = page_of(two_versions, qtbot)
    assert "was not uploaded from this computer" in page.words.text() and page.words.isVisible()
    assert QGuiApplication.focusObject() is page.head.left
    assert not page.head.copy.isEnabled() and page.risk.isHidden()
    rows = services.uploads.rows()
    page.choose_file(next(row.path for row in rows if row.revision == 1), left=True)
    qtbot.waitUntil(lambda: page.parts.isVisible(), timeout=WAIT_MS)
    assert page.head.counts.words == "2 added · 2 changed · 2 removed"


def test_a_version_that_is_not_here_comes_from_the_server(
    two_versions: MainWindow, qtbot: QtBot, services: Services
) -> None:
    """Where the server offers downloads the page offers to get it; then it is compared."""
    as_on_another_computer(services, 1)
    QTest.keyClick(two_versions, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    page = page_of(two_versions, qtbot)
    qtbot.waitUntil(lambda: "Version 1 can be brought from the server" in page.band.words, timeout=WAIT_MS)
    button = next(one for one in page.band.findChildren(QPushButton) if "Get version 1" in one.text())
    QTest.mouseClick(button, LEFT)
    qtbot.waitUntil(lambda: page.parts.isVisible(), timeout=WAIT_MS)
    assert page.head.counts.words == "2 added · 2 changed · 2 removed" and page.band.isHidden()


def test_the_summary_goes_to_the_clipboard(connected: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """Title, counts, reasons and files in lines."""
    page = compared(connected, qtbot, old_zip(tmp_path), new_zip(tmp_path))
    QTest.mouseClick(page.head.copy, LEFT)
    text = QGuiApplication.clipboard().text()
    assert "gdpr-old.zip → gdpr-new.zip" in text and "2 added · 2 changed · 2 removed" in text
    assert "+ lib/new.js" in text and "− quiz.html" in text and "Quiz B" in text


def test_a_held_row_is_compared_and_becomes_the_next_version(
    two_versions: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    """From the row: the current version beside the file; the button says which version it would be and opens the sheet."""
    package = two_versions.library.package()
    assert package is not None
    options = UploadOptions(at_once=False)
    path = scorm12(tmp_path / "third.zip", title="GDPR", scos=1)
    upload_id = services.uploads.add(path, "academy", package_id=package.package_id, options=options)
    services.uploads.wait([upload_id], timeout=30)
    two_versions.acts.show_uploads(upload_id)
    chosen = two_versions.uploads.chosen_row
    qtbot.waitUntil(lambda: (row := chosen()) is not None and row.id == upload_id, timeout=WAIT_MS)
    Performer(two_versions.context, two_versions).perform(upload_id, Act.COMPARE)
    page = page_of(two_versions, qtbot)
    qtbot.waitUntil(lambda: page.head.upload.isVisible(), timeout=WAIT_MS)
    assert (page.left, page.right) == (VersionChoice(2), FileChoice(str(path), upload_id))
    assert page.head.upload.accessibleName() == "Upload as version 3…"
    QTest.mouseClick(page.head.upload, LEFT)
    qtbot.waitUntil(
        lambda: any(sheet.isVisible() for sheet in two_versions.findChildren(NewVersionSheet)), timeout=WAIT_MS
    )
    for sheet in two_versions.findChildren(Sheet):
        sheet.dismiss()
    QTest.keyClick(two_versions, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert two_versions.stack.currentWidget() is two_versions.uploads


def test_a_file_that_is_no_package(connected: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """The page says what is wrong with it, and lets another one be chosen."""
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"no ZIP at all")
    page = compared(connected, qtbot, old_zip(tmp_path), broken)
    qtbot.waitUntil(lambda: page.band.isVisible(), timeout=WAIT_MS)
    assert "broken.zip" in page.band.words
    page.choose_file(str(new_zip(tmp_path)), left=False)
    qtbot.waitUntil(lambda: page.parts.isVisible(), timeout=WAIT_MS)
    assert page.band.isHidden()


def png(colour: Qt.GlobalColor) -> bytes:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(colour)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())


def test_pictures_are_wiped_over_each_other(connected: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """Left of the handle is the old picture, right of it the new one; the slider moves it."""
    old = scorm12(tmp_path / "a.zip", files={"a.png": png(Qt.GlobalColor.red)})
    new = scorm12(tmp_path / "b.zip", files={"a.png": png(Qt.GlobalColor.blue)})
    page = compared(connected, qtbot, old, new)
    swipe = page.parts.content.swipe
    qtbot.waitUntil(swipe.isVisible, timeout=WAIT_MS)
    assert swipe.before.text() == "Before: 40 × 30"

    def colour_in_the_middle() -> str:
        image = swipe.picture.grab().toImage()
        return image.pixelColor(image.width() // 2 - 12, image.height() // 2 - 13).name()

    assert colour_in_the_middle() == "#ff0000"
    swipe.slider.setValue(0)
    assert colour_in_the_middle() == "#0000ff"


@pytest.fixture
def many_files(tmp_path: Path) -> tuple[Path, Path]:
    """Two packages of 70,000 files; made before there is a window, whose time that is not."""
    many = {f"content/part{n % 70:02d}/page{n:05d}.html": b"" for n in range(70_000)}
    changes = {"content/part07/page00007.html": b"changed", "new.html": b"x"}
    return write_zip(tmp_path / "old.zip", many), write_zip(tmp_path / "new.zip", {**many, **changes})


def test_seventy_thousand_files(many_files: tuple[Path, Path], connected: MainWindow, qtbot: QtBot) -> None:
    """Rows are made when they are looked at: of 70,000 files the tree holds a screenful, with and without changes."""
    connected.context.open_comparison(NO_PACKAGE, *(FileChoice(str(path)) for path in many_files))
    qtbot.waitUntil(lambda: connected.comparing.shown, timeout=WAIT_MS)
    page = connected.comparing.page
    assert page is not None
    qtbot.waitUntil(lambda: page.parts.isVisible(), timeout=60_000)
    assert shown_paths(page) == {"content/part07/page00007.html": "changed", "new.html": "added"}
    page.head.only_changes.setChecked(False)
    model = page.parts.files.files
    content = model.index(0, 0)
    assert model.rowCount() == 2 and model.rowCount(content) == 70


@pytest.mark.parametrize("name", ["compare", "compare.files", "back", "forward"])
def test_commands_say_why_they_cannot_be_done(connected: MainWindow, name: str) -> None:
    """All are in the registry; without a package there is nothing to compare and nothing to go back to."""
    reason = connected.context.actions.reason(name)
    assert bool(reason) is (name != "compare.files")


def test_every_control_has_a_name(two_versions: MainWindow, qtbot: QtBot) -> None:
    """Whatever can have the focus on the page is named for those who do not see it."""
    QTest.keyClick(two_versions, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    page = page_of(two_versions, qtbot)
    for part in range(page.head.tabs.count()):
        page.head.tabs.setCurrentIndex(part)
        nameless = [
            widget
            for widget in page.findChildren(QWidget)
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName()
        ]
        assert [type(widget).__name__ for widget in nameless] == []
