"""Several packages at once: the panel, editing with a result for each, tags, and deleting what was typed for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.library.delete_sheet import DeleteSheet
from allure_desktop.gui.library.edit_several import EditSeveralSheet
from allure_desktop.gui.library.tags_sheet import TagsSheet
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.widgets import Tag
from allure_desktop.sandbox.server import Sandbox
from tests.gui.window.conftest import WAIT_MS, put_package
from tests.gui.window.test_window import sheet_of
from tests.packages import scorm12

LEFT = Qt.MouseButton.LeftButton
TITLES = ("Fire Safety", "Forklift", "Ladders")


@pytest.fixture
def ids(connected: MainWindow, services: Services, tmp_path: Path, qtbot: QtBot) -> list[str]:
    """Three packages in the list."""
    made = [put_package(services, scorm12(tmp_path / f"{title}.zip", title=title)) for title in TITLES]
    services.library.edit("academy", made[0], {"tags": ["safety", "fire"]})
    services.library.edit("academy", made[1], {"tags": ["safety"]})
    services.library.edit("academy", made[2], {"tags": ["safety"]})
    connected.packages.refresh()
    qtbot.waitUntil(lambda: [len(r.tags) for r in connected.packages.shown].count(1) == 2, timeout=WAIT_MS)
    return made


@pytest.fixture
def several(connected: MainWindow, ids: list[str], qtbot: QtBot) -> MainWindow:
    """All three are chosen, by the keyboard."""
    view = connected.library.pane.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(connected.library.several_keys()) == 3, timeout=WAIT_MS)
    panel = connected.library.panel
    qtbot.waitUntil(lambda: panel.shows_several and panel.several.subtitle.full_text != "", timeout=WAIT_MS)
    return connected


def opened(window: MainWindow, command: str, kind: type, qtbot: QtBot) -> EditSeveralSheet | DeleteSheet | TagsSheet:
    window.context.actions.trigger(command)
    qtbot.waitUntil(lambda: sheet_of(window, kind) is not None, timeout=WAIT_MS)
    sheet = sheet_of(window, kind)
    assert sheet is not None
    return sheet  # type: ignore[return-value]


def test_the_panel_tells_what_they_share(several: MainWindow, services: Services, qtbot: QtBot) -> None:
    """Their number, the tags of all and of some; what is about one package says so; the choice survives a refresh."""
    panel = several.library.panel.several
    assert panel.title.full_text == "3 packages"
    assert [tag.word for tag in panel.shared[0].findChildren(Tag)] == ["safety"]
    assert [tag.word for tag in panel.partly[0].findChildren(Tag)] == ["fire"]
    assert several.package() is None
    assert several.context.actions.reason("package.launch") == "3 packages are selected: this is for one."
    keys = several.library.several_keys()
    with qtbot.waitSignal(several.packages.refreshed, timeout=WAIT_MS):
        several.packages.refresh()
    qtbot.waitUntil(lambda: several.context.background.idle, timeout=WAIT_MS)
    assert several.library.several_keys() == keys and several.library.panel.shows_several
    several.library.selection.clear()
    qtbot.waitUntil(lambda: several.package() is not None, timeout=WAIT_MS)
    assert not several.library.panel.shows_several


def test_several_are_edited_with_a_result_for_each(
    several: MainWindow, services: Services, sandbox: Sandbox, ids: list[str], qtbot: QtBot
) -> None:
    """One is gone meanwhile: the others are changed, its result says why, and all can be taken back."""
    sheet = opened(several, "package.edit", EditSeveralSheet, qtbot)
    assert isinstance(sheet, EditSeveralSheet) and not sheet.save_button.isEnabled()
    QTest.keyClicks(sheet.add_tags.field, "2027,")
    QTest.keyClicks(sheet.remove_tags.field, "fire,")
    sheet.set_description.setChecked(True)
    sheet.description.setPlainText("All alike")
    services.library._api_for("academy").delete_package(ids[1])
    QTest.mouseClick(sheet.save_button, LEFT)
    qtbot.waitUntil(lambda: sheet.view.bulk is not None and not sheet.view.running, timeout=WAIT_MS)
    assert sheet.view.list.count() == 3 and "2 of 3 packages are done, 1 not" in sheet.view.words.text()
    assert "Forklift: not done" in " ".join(sheet.view.list.item(i).text() for i in range(3))
    assert sheet.save_button.isVisible() and "1" in sheet.save_button.text()
    kept = services.library.package("academy", ids[0], fresh=True)
    assert (kept.tags, kept.description) == (("safety", "2027"), "All alike")
    QTest.mouseClick(sheet.undo_button, LEFT)
    qtbot.waitUntil(lambda: not sheet.view.running, timeout=WAIT_MS)
    assert services.library.package("academy", ids[0], fresh=True).tags == ("safety", "fire")
    sheet.dismiss()


def test_closing_the_sheet_keeps_the_undo(
    several: MainWindow, services: Services, ids: list[str], qtbot: QtBot
) -> None:
    """Ctrl+Z afterwards takes back what was changed in all of them."""
    sheet = opened(several, "package.tags", EditSeveralSheet, qtbot)
    assert isinstance(sheet, EditSeveralSheet)
    QTest.keyClicks(sheet.add_tags.field, "new,")
    QTest.mouseClick(sheet.save_button, LEFT)
    qtbot.waitUntil(lambda: sheet.view.bulk is not None and not sheet.view.running, timeout=WAIT_MS)
    sheet.dismiss()
    assert "3 packages" in several.toast.words.text()
    several.context.actions.trigger("undo")
    qtbot.waitUntil(lambda: "as they were" in several.toast.words.text(), timeout=WAIT_MS)
    assert services.library.package("academy", ids[1], fresh=True).tags == ("safety",)


def test_ctrl_t_tags_one_package(connected: MainWindow, ids: list[str], services: Services, qtbot: QtBot) -> None:
    """The sheet shows the tags there are; saving says so."""
    connected.acts.show_package("academy", ids[1])
    qtbot.waitUntil(lambda: connected.package() is not None, timeout=WAIT_MS)
    sheet = opened(connected, "package.tags", TagsSheet, qtbot)
    assert isinstance(sheet, TagsSheet) and sheet.tags.tags() == ("safety",)
    QTest.keyClicks(sheet.tags.field, "forklift")
    QTest.mouseClick(sheet.save_button, LEFT)
    qtbot.waitUntil(lambda: sheet_of(connected, TagsSheet) is None, timeout=WAIT_MS)
    assert services.library.package("academy", ids[1]).tags == ("safety", "forklift")


def test_a_package_is_deleted_by_its_title(
    connected: MainWindow, ids: list[str], services: Services, qtbot: QtBot
) -> None:
    """What is lost is said; the button waits for the title; the list and the panel lose it."""
    connected.acts.show_package("academy", ids[0])
    qtbot.waitUntil(lambda: connected.package() is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: connected.context.actions.reason("package.delete") == "", timeout=WAIT_MS)
    sheet = opened(connected, "package.delete", DeleteSheet, qtbot)
    assert isinstance(sheet, DeleteSheet)
    QTest.keyClicks(sheet.field, "Fire")
    assert not sheet.delete_button.isEnabled()
    QTest.keyClicks(sheet.field, " Safety")
    QTest.mouseClick(sheet.delete_button, LEFT)
    qtbot.waitUntil(lambda: sheet_of(connected, DeleteSheet) is None, timeout=WAIT_MS)
    services.library.refresh("academy")
    assert [record.package_id for record in services.library.cached("academy").packages] == [ids[2], ids[1]]


def test_several_are_deleted_by_their_number(several: MainWindow, services: Services, qtbot: QtBot) -> None:
    """Typing their number is the question; Esc keeps them."""
    qtbot.waitUntil(lambda: several.context.actions.reason("package.delete") == "", timeout=WAIT_MS)
    sheet = opened(several, "package.delete", DeleteSheet, qtbot)
    assert isinstance(sheet, DeleteSheet) and not sheet.delete_button.isEnabled()
    QTest.keyClicks(sheet.field, "3")
    QTest.mouseClick(sheet.delete_button, LEFT)
    qtbot.waitUntil(lambda: not services.library.refresh("academy").packages, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: sheet_of(several, DeleteSheet) is None, timeout=WAIT_MS)


def test_without_a_declaration_there_is_no_delete(
    connected: MainWindow, ids: list[str], open_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    """The menu leaves it out; the palette would tell the reason."""
    qtbot.waitUntil(lambda: connected.context.actions.action("package.delete").isVisible(), timeout=WAIT_MS)
    connected.offers._known.clear()
    connected.offers.changed.emit()
    assert not connected.context.actions.action("package.delete").isVisible()
    connected.acts.show_package("academy", ids[0])
    qtbot.waitUntil(lambda: connected.package() is not None, timeout=WAIT_MS)
    assert "does not declare" in connected.context.actions.reason("package.delete")
