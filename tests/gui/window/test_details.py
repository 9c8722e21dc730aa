"""Details in the panel: edited in place, kept when anything goes wrong, undone, and reconciled with somebody else's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.library.details_form import DetailsForm
from allure_desktop.gui.library.edit_conflict import ConflictSheet
from allure_desktop.gui.library.metadata_values import Kind
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.widgets.long_text import MOST_SHOWN
from allure_desktop.json_values import decode, encode
from allure_desktop.sandbox.server import Sandbox
from tests.gui.window.conftest import WAIT_MS, put_package
from tests.gui.window.test_window import sheet_of
from tests.packages import scorm12

LEFT = Qt.MouseButton.LeftButton
ODD = '{"ratio":1.0,"cents":1.10,"id":123456789012345678901234567890,"on":true,"none":null,"o":{"a":[1]},"l":["x"]}'


@pytest.fixture
def package_id(connected: MainWindow, services: Services, tmp_path: Path) -> str:
    """A package with details of every kind."""
    made = put_package(services, scorm12(tmp_path / "fire.zip", title="Fire Safety"))
    services.library.edit(
        "academy", made, {"duration": "45m", "tags": ["safety"], "custom_metadata": decode(ODD), "description": "old"}
    )
    return made


@pytest.fixture
def details(connected: MainWindow, package_id: str, qtbot: QtBot) -> DetailsForm:
    """The form with that package."""
    connected.packages.refresh()
    qtbot.waitUntil(lambda: len(connected.packages.shown) == 1, timeout=WAIT_MS)
    connected.acts.show_package("academy", package_id)
    connected.library.open_details()
    form = connected.library.panel.details
    qtbot.waitUntil(lambda: form.description.toPlainText() == "old", timeout=WAIT_MS)
    return form


def key(form: DetailsForm, name: str) -> int:
    return next(i for i, pair in enumerate(form.metadata._pairs) if pair.name == name)


def saved(form: DetailsForm, qtbot: QtBot) -> None:
    QTest.mouseClick(form.save_button, LEFT)
    qtbot.waitUntil(lambda: not form.dirty and not form._saving, timeout=WAIT_MS)


def test_untouched_values_keep_their_types(
    details: DetailsForm, services: Services, package_id: str, qtbot: QtBot
) -> None:
    """One key is changed; numbers, null, objects and lists beside it go back exactly as they came."""
    assert not details.dirty
    pair = details.metadata._pairs[key(details, "on")]
    pair.truth.setCurrentText("false")
    pair.truth.activated.emit(1)
    assert list(details.changes()) == ["custom_metadata"]
    saved(details, qtbot)
    kept = services.library.package("academy", package_id, fresh=True)
    assert encode(kept.custom_metadata).decode() == ODD.replace("true", "false").replace("1.10", "1.1")
    assert kept.duration == "45m"


def test_keys_are_renamed_removed_and_given_another_type(
    details: DetailsForm, services: Services, package_id: str, qtbot: QtBot
) -> None:
    """A number becomes a text and a list is typed; a wrong one says so and is not sent."""
    grid = details.metadata
    ratio = grid._pairs[key(details, "ratio")]
    ratio.kind.setCurrentIndex(list(Kind).index(Kind.TEXT))
    ratio.kind.activated.emit(0)
    grid._pairs[key(details, "none")].key.setText("nothing")
    grid._pairs[key(details, "none" if any(p.name == "none" for p in grid._pairs) else "nothing")].changed.emit()
    grid.remove(grid._pairs[key(details, "o")])
    assert grid.gone.isVisible()
    listed = grid._pairs[key(details, "l")]
    listed.value.setPlainText("[1,")
    QTest.mouseClick(details.save_button, LEFT)
    assert "is no list" in details.band.words and grid.trouble.isVisible()
    listed.value.setPlainText('["y", 2.50]')
    saved(details, qtbot)
    kept = services.library.package("academy", package_id, fresh=True).custom_metadata
    assert kept["ratio"] == "1.0" and kept["nothing"] is None and "none" not in kept and "o" not in kept
    assert kept["l"] == ["y", 2.5]


def test_each_field_has_its_undo(details: DetailsForm) -> None:
    """The mark appears beside the changed field alone; the bar goes with the last change."""
    details.description.setPlainText("new")
    details.duration.hours.setValue(2)
    assert details.duration.value() == "2h 45m"
    assert {name for name, mark in details.fields.reverts.items() if mark.isVisible()} == {"description", "duration"}
    QTest.mouseClick(details.fields.reverts["duration"], LEFT)
    assert details.duration.value() == "45m" and list(details.changes()) == ["description"]
    QTest.mouseClick(details.fields.reverts["description"], LEFT)
    assert not details.dirty


def test_a_saved_edit_is_undone(
    connected: MainWindow, details: DetailsForm, services: Services, package_id: str, qtbot: QtBot
) -> None:
    """Ctrl+Z sends what stood there before, once."""
    details.description.setPlainText("new")
    saved(details, qtbot)
    connected.library.pane.view.setFocus()
    connected.context.actions.trigger("undo")
    qtbot.waitUntil(lambda: services.library.package("academy", package_id).description == "old", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: details.description.toPlainText() == "old", timeout=WAIT_MS)


def test_somebody_elses_change_of_the_same_field_asks(
    connected: MainWindow, details: DetailsForm, services: Services, package_id: str, qtbot: QtBot
) -> None:
    """Mine and theirs side by side for the field that both changed; the other one goes along."""
    details.description.setPlainText("mine")
    details.tags.show_tags(("safety", "mine"))
    details.tags.changed.emit()
    services.library._api_for("academy").update_package(package_id, {"description": "theirs", "duration": "9m"})
    QTest.mouseClick(details.save_button, LEFT)
    qtbot.waitUntil(lambda: sheet_of(connected, ConflictSheet) is not None, timeout=WAIT_MS)
    sheet = sheet_of(connected, ConflictSheet)
    assert isinstance(sheet, ConflictSheet) and set(sheet.keep_mine) == {"description"}
    assert details.description.toPlainText() == "mine"  # what was typed stays behind the sheet
    QTest.mouseClick(sheet.take_theirs["description"], LEFT)
    QTest.mouseClick(sheet.save_button, LEFT)
    qtbot.waitUntil(lambda: not details.dirty and not details._saving, timeout=WAIT_MS)
    kept = services.library.package("academy", package_id, fresh=True)
    assert (kept.description, kept.tags, kept.duration) == ("theirs", ("safety", "mine"), "9m")
    assert details.description.toPlainText() == "theirs"


def test_a_failed_save_keeps_what_was_typed(
    connected: MainWindow, details: DetailsForm, sandbox: Sandbox, services: Services, package_id: str, qtbot: QtBot
) -> None:
    """Also when another package is looked at meanwhile; it is saved later."""
    sandbox.faults.set("503")
    details.description.setPlainText("typed")
    QTest.mouseClick(details.save_button, LEFT)
    qtbot.waitUntil(details.band.isVisible, timeout=WAIT_MS)
    assert details.dirty and details.description.toPlainText() == "typed"
    sandbox.faults.clear()
    connected.library.panel.show_package(None)
    assert details.bar.isHidden() and "kept" in connected.toast.words.text()
    connected.library.panel.show_package(services.library.package("academy", package_id))
    assert not details.bar.isHidden() and details.description.toPlainText() == "typed"
    saved(details, qtbot)
    assert services.library.package("academy", package_id, fresh=True).description == "typed"


def test_what_was_typed_is_there_after_a_restart(
    connected: MainWindow, details: DetailsForm, package_id: str, services: Services, qtbot: QtBot
) -> None:
    """Closing loses no words: the next window begins with them."""
    details.description.setPlainText("typed")
    pair = details.metadata._pairs[key(details, "ratio")]
    pair.value.setPlainText("2.0")
    state = connected.state()
    details.reset()
    connected.library.panel.show_package(None)
    details.drafts.restore(state["drafts"])
    connected.library.panel.show_package(services.library.package("academy", package_id))
    assert details.dirty and details.description.toPlainText() == "typed"
    assert encode(details.changes()["custom_metadata"]["ratio"]) == b"2.0"
    assert not details.metadata._pairs[key(details, "ratio")].revert.isHidden()


def test_a_record_of_any_size_is_shown(details: DetailsForm, open_window: Callable[[], MainWindow]) -> None:
    """Metadata nested 1,000 deep, hundreds of keys and script as text: shown, and nothing of it counts as changed."""
    from dataclasses import replace

    package = details._package
    assert package is not None
    nested = decode("[" * 1000 + "]" * 1000)
    values = {"deep": nested, "<script>": "<b>x</b>\r\ny", **{f"k{i}": i for i in range(300)}}
    details.show_package(replace(package, package_id="other", custom_metadata=values, raw={"x": nested}))
    details.raw_button.click()
    assert not details.dirty and "[" in details.raw.toPlainText() and details.metadata.more.isVisible()
    assert details.metadata._pairs[1].value.toPlainText().startswith("<b>x</b>")
    details.description.setPlainText("changed")
    assert list(details.changes()) == ["description"]


def test_a_word_without_end_does_not_hold_the_window(details: DetailsForm, qtbot: QtBot) -> None:
    """A hundred thousand marks without a blank are shown, typed into and pasted, whole."""
    from dataclasses import replace

    package = details._package
    assert package is not None
    word = "d" * 120_000
    wide = replace(package, package_id="wide", description=word, raw={**package.raw, "description": word})
    details.show_package(wide)
    details.raw_button.click()
    qtbot.waitUntil(lambda: details.raw.isVisible() and word[:9] in details.raw.toPlainText(), timeout=WAIT_MS)
    assert details.description.toPlainText() == word and not details.dirty
    details.description.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(details.description, "!")
    assert details.changes() == {"description": f"{word}!"}
    details.show_package(package)
    assert details.description.toPlainText() == "old"
    QApplication.clipboard().setText(word)
    details.description.selectAll()
    details.description.paste()
    assert details.changes() == {"description": word}
    details.show_package(wide)
    assert details.changes() == {"description": f"{word}!"}


def test_what_is_shown_in_part_is_kept_whole(details: DetailsForm) -> None:
    """Nobody can type into the part; a draft of it, and a change of another field, leave the rest as it was."""
    from dataclasses import replace

    package = details._package
    assert package is not None
    whole = "A sentence. " * (MOST_SHOWN // 10)
    details.show_package(replace(package, package_id="long", description=whole))
    field = details.description
    assert field.isReadOnly() and len(field.toPlainText()) < len(whole) and field.toPlainText().endswith("is kept.")
    QTest.keyClicks(field, "!")
    assert not details.dirty
    details.duration.hours.setValue(3)
    assert details.changes() == {"duration": "3h 45m"}
    details.fields.put({"description": f"{whole}more"})
    assert details.changes()["description"] == f"{whole}more"
    details.show_package(package)
    assert not field.isReadOnly() and field.toPlainText() == "old"
    QTest.keyClicks(field, "!")
    assert details.changes() == {"description": "!old"}
