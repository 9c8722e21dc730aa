"""The main window with real rooms, a real keyring and a real sandbox."""

from __future__ import annotations

import dataclasses
import getpass
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.connections.connection import Connection
from allure_desktop.errors import KeyringUnavailable
from allure_desktop.gui.adding import UploadAtOnceSheet
from allure_desktop.gui.closing import QuitSheet
from allure_desktop.gui.connections.dialog import ConnectionDialog
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.new_version.sheet import NewVersionSheet
from allure_desktop.gui.single_instance import SingleInstance, hand_over
from allure_desktop.gui.uploads.acts import Act
from allure_desktop.gui.uploads.performer import Performer
from allure_desktop.gui.uploads.row_source import rows_of
from allure_desktop.gui.widgets import Sheet
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.settings import ASKED_UPLOAD_AT_ONCE, COLOUR_SCHEME
from tests.gui.window.conftest import KEY, WAIT_MS, put_package
from tests.packages import scorm12, scorm2004

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def sheet_of(window: MainWindow, kind: type[Sheet]) -> Sheet | None:
    """The open sheet of a kind."""
    return next((sheet for sheet in window.findChildren(kind) if sheet.isVisible()), None)


def drag(window: MainWindow, place: QPoint, files: list[Path], keys: Qt.KeyboardModifier = NO_KEYS) -> QMimeData:
    """Drags files over a place of the window, as the window system tells it."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    QApplication.sendEvent(window, QDragEnterEvent(place, Qt.DropAction.CopyAction, mime, LEFT, keys))
    QApplication.sendEvent(window, QDragMoveEvent(place, Qt.DropAction.CopyAction, mime, LEFT, keys))
    return mime


def drop(window: MainWindow, place: QPoint, files: list[Path], keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    mime = drag(window, place, files, keys)
    QApplication.sendEvent(window, QDropEvent(QPointF(place), Qt.DropAction.CopyAction, mime, LEFT, keys))


def row_place(window: MainWindow, row: int) -> QPoint:
    """The middle of a row of the list, in the window."""
    view = window.library.pane.view
    return view.viewport().mapTo(window, view.visualRect(view.table.index(row, 0)).center())


# --- first run -------------------------------------------------------------------------------------------------------


def test_a_new_user_sees_three_ways_to_begin(open_window: Callable[[], MainWindow], qtbot: QtBot) -> None:
    """No wizard: the Library itself, with cards that work without an account."""
    window = open_window()
    first_run = window.library.pane.first_run
    qtbot.waitUntil(first_run.isVisible)
    assert first_run.choose.isEnabled()
    assert first_run.connect_button.isEnabled()
    assert first_run.sandbox.isEnabled()
    assert window.sidebar.state.full_text == "Local only"
    QTest.mouseClick(first_run.connect_button, LEFT)
    assert sheet_of(window, ConnectionDialog) is not None


def test_the_sandbox_card_brings_a_server_with_three_courses(
    open_window: Callable[[], MainWindow], qtbot: QtBot, services: Services
) -> None:
    """A child process starts, becomes the amber connection with its key in the keyring, and gets the demo courses."""
    window = open_window()
    qtbot.waitUntil(window.library.pane.first_run.isVisible)
    QTest.mouseClick(window.library.pane.first_run.sandbox, LEFT)
    qtbot.waitUntil(lambda: window.context.current_connection is not None, timeout=WAIT_MS)
    current = window.context.current_connection
    assert current is not None
    assert (current.name, current.colour, current.is_sandbox) == ("Sandbox", "amber", True)
    qtbot.waitUntil(lambda: len(window.packages.shown) == 2, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "1 need" in window.sidebar.uploads.accessibleName(), timeout=WAIT_MS)
    address = window.sandbox.process.address
    assert address is not None
    assert services.connections.key_for(current) == address.api_key
    with qtbot.waitSignal(window.sandbox.process.stopped, timeout=WAIT_MS):
        window.sandbox.stop()


# --- connections -----------------------------------------------------------------------------------------------------


def test_a_connection_is_tested_step_by_step_and_saved(
    open_window: Callable[[], MainWindow], qtbot: QtBot, sandbox: Sandbox, services: Services
) -> None:
    """A pasted address is cleaned, a wrong tenant is put right with one click, the key ends up in the keyring alone."""
    window = open_window()
    window.context.edit_connection(None)
    dialog = sheet_of(window, ConnectionDialog)
    assert isinstance(dialog, ConnectionDialog)
    dialog.address.setText(f"  {sandbox.url}/api/v1/packages?limit=3 ")
    dialog.address.editingFinished.emit()
    assert dialog.address.text() == sandbox.url
    assert dialog.who.text() == getpass.getuser()
    dialog.tenant.setText("example-academy-2")
    dialog.key.setText(KEY)
    QTest.mouseClick(dialog.test_button, LEFT)
    button = dialog.steps._buttons["tenant"]
    qtbot.waitUntil(lambda: dialog.steps.words("write") != "", timeout=WAIT_MS)
    assert dialog.steps.words("tenant")
    if button.isVisible():
        QTest.mouseClick(button, LEFT)
    else:
        dialog.tenant.setText("example-academy")
        dialog.tenant.textEdited.emit("example-academy")
        dialog.test()
    qtbot.waitUntil(lambda: "may upload" in dialog.steps.words("write"), timeout=WAIT_MS)
    assert dialog.tenant.text() == "example-academy"
    dialog.name.setText("Example Academy")
    QTest.mouseClick(dialog.save_button, LEFT)
    qtbot.waitUntil(lambda: window.context.current_connection is not None, timeout=WAIT_MS)
    saved = window.context.current_connection
    assert saved is not None
    assert (saved.name, saved.may_write) == ("Example Academy", True)
    assert services.connections.key_for(saved) == KEY
    assert all(KEY not in field.text() for field in window.findChildren(QLineEdit))
    qtbot.waitUntil(lambda: window.sidebar.state.full_text == "Online", timeout=WAIT_MS)


def test_a_wrong_key_is_told_with_its_remedy_and_can_be_saved_all_the_same(
    open_window: Callable[[], MainWindow], qtbot: QtBot, sandbox: Sandbox
) -> None:
    """Saving after a failed test is allowed, and says so."""
    window = open_window()
    window.context.edit_connection(None)
    dialog = sheet_of(window, ConnectionDialog)
    assert isinstance(dialog, ConnectionDialog)
    dialog.address.setText(sandbox.url)
    dialog.tenant.setText("example-academy")
    dialog.key.setText("certainly-not-the-key")
    dialog.test()
    qtbot.waitUntil(lambda: dialog.steps.words("write") != "", timeout=WAIT_MS)
    assert "key" in dialog.steps.words("key").lower()
    assert dialog.test_words.text() == "It can be saved all the same, and put right later."
    assert dialog.save_button.isEnabled()


def test_an_address_without_encryption_is_refused_in_words(open_window: Callable[[], MainWindow]) -> None:
    """The key would be readable on the way."""
    window = open_window()
    window.context.edit_connection(None)
    dialog = sheet_of(window, ConnectionDialog)
    assert isinstance(dialog, ConnectionDialog)
    dialog.address.setText("http://academy.example")
    dialog.key.setText("whatever")
    dialog.test()
    assert "without encryption" in dialog.band.words
    assert dialog.address.property("invalid")


def test_a_refused_key_is_a_band_with_the_way_out(connected: MainWindow, qtbot: QtBot, sandbox: Sandbox) -> None:
    """What was read before stays; the band over every page says so, once."""
    sandbox.faults.set("401")
    connected.packages.refresh()
    qtbot.waitUntil(connected.connection_band.isVisible, timeout=WAIT_MS)
    assert connected.sidebar.state.full_text == "Key refused"
    sandbox.faults.clear()
    connected.packages.refresh()
    qtbot.waitUntil(lambda: not connected.connection_band.isVisible(), timeout=WAIT_MS)
    assert connected.sidebar.state.full_text == "Online"


def test_a_server_that_is_gone_is_offline_and_the_list_stays(
    connected: MainWindow, qtbot: QtBot, sandbox: Sandbox, services: Services, tmp_path: Path
) -> None:
    """The kept list is shown with its age, the foot tells since when."""
    put_package(services, scorm12(tmp_path / "fire.zip", title="Fire Safety"))
    qtbot.waitUntil(lambda: len(connected.packages.shown) == 1, timeout=WAIT_MS)
    sandbox.stop()
    connected.packages.refresh()
    qtbot.waitUntil(lambda: connected.sidebar.state.full_text.startswith("Offline since"), timeout=WAIT_MS)
    assert [record.title for record in connected.packages.shown] == ["Fire Safety"]
    assert "as of" in connected.library.pane.head.count.full_text


def test_without_a_keyring_the_window_says_so(connected: MainWindow, qtbot: QtBot, services: Services) -> None:
    """The band tells that the key is kept until the end, and can ask the keyring again."""
    services.connections.keys.problem = KeyringUnavailable("No keyring answers.", remedy="Set one up.")
    connected.keyring_band.look()
    qtbot.waitUntil(connected.keyring_band.isVisible, timeout=WAIT_MS)
    assert "No keyring answers" in connected.keyring_band.band.words
    connected.keyring_band._try_again()
    qtbot.waitUntil(lambda: not connected.keyring_band.isVisible(), timeout=WAIT_MS)


# --- library ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def stocked(connected: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path) -> MainWindow:
    """Two packages stand in the library."""
    put_package(services, scorm12(tmp_path / "fire.zip", title="Fire Safety"))
    put_package(services, scorm2004(tmp_path / "gdpr.zip", title="GDPR for Customer Support"))
    qtbot.waitUntil(lambda: len(connected.packages.shown) == 2, timeout=WAIT_MS)
    return connected


def test_search_finds_while_typing(stocked: MainWindow, qtbot: QtBot) -> None:
    """Ctrl+F, a few letters; nothing found says what was asked and how to get rid of it."""
    QTest.keyClick(stocked, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    stocked.library.pane.head.focus_search()
    QTest.keyClicks(stocked.library.pane.head.search, "gdpr")
    qtbot.waitUntil(lambda: [r.title for r in stocked.packages.shown] == ["GDPR for Customer Support"])
    assert stocked.library.pane.head.count.full_text.startswith("1 of 2")
    QTest.keyClicks(stocked.library.pane.head.search, " tag:none ")
    qtbot.waitUntil(stocked.library.pane.nothing.isVisible)
    assert stocked.library.pane.nothing.words.text() == "No package matches tag:none gdpr"
    QTest.mouseClick(stocked.library.pane.nothing.button, LEFT)
    qtbot.waitUntil(lambda: len(stocked.packages.shown) == 2)


def test_details_are_edited_in_place(stocked: MainWindow, qtbot: QtBot, services: Services) -> None:
    """The bar appears with the first change; saved tags appear in the sidebar and filter the list."""
    stocked.library.pane.view.choose(stocked.packages.shown[0].package_id)
    details = stocked.library.panel.details
    stocked.library.open_details()
    QTest.keyClicks(details.tags.field, "safety")
    QTest.keyClick(details.tags.field, Qt.Key.Key_Return)
    details.duration.hours.setValue(1)
    details.duration.minutes.setValue(5)
    details.description.setPlainText("What to do when it burns")
    details.metadata.add()
    details.metadata._pairs[0].key.setText("owner")
    details.metadata._pairs[0].value.setPlainText("HSE")
    assert details.dirty
    QTest.mouseClick(details.save_button, LEFT)
    qtbot.waitUntil(lambda: not details.dirty, timeout=WAIT_MS)
    chosen = stocked.library.package()
    assert chosen is not None
    kept = services.library.package("academy", chosen.package_id, fresh=True)
    assert (kept.description, kept.duration, kept.tags) == ("What to do when it burns", "PT1H5M", ("safety",))
    assert kept.custom_metadata == {"owner": "HSE"}
    qtbot.waitUntil(lambda: stocked.packages.overview.tags == (("safety", 1),), timeout=WAIT_MS)
    stocked.sidebar.tag_wanted.emit("safety")
    qtbot.waitUntil(lambda: [r.package_id for r in stocked.packages.shown] == [kept.package_id])


def test_versions_show_their_notes(stocked: MainWindow, qtbot: QtBot, services: Services) -> None:
    """The history comes with the package; a note is kept on this computer and shown at once."""
    package = stocked.library.package()
    assert package is not None
    model = stocked.library.panel.versions.model
    qtbot.waitUntil(lambda: model.rowCount() == 1, timeout=WAIT_MS)
    stocked.library.panel.versions.edit_note(0)
    sheet = stocked.findChildren(Sheet)[-1]
    field = sheet.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "First import")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: model.lines[0].note == "First import", timeout=WAIT_MS)
    assert "First import" in model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert services.library.note("academy", package.package_id, 1) == "First import"


def test_the_id_goes_to_the_clipboard(stocked: MainWindow) -> None:
    """People paste it into an LMS."""
    package = stocked.library.package()
    assert package is not None
    stocked.library.panel.copy_id.click()
    assert QGuiApplication.clipboard().text() == package.package_id
    stocked.library.panel.copy_address.click()
    assert QGuiApplication.clipboard().text() == package.launch_url


# --- drops -----------------------------------------------------------------------------------------------------------


def test_a_drag_shows_what_a_release_would_do(stocked: MainWindow, tmp_path: Path) -> None:
    """One file: the strip and, over a row, its next version. Several: always new packages. Alt: only a check."""
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    table = stocked.library.pane.view
    title = stocked.packages.shown[1].title
    before = row_place(stocked, 1)
    drag(stocked, row_place(stocked, 1), [one])
    strip, banner = stocked.drop_area.strip, stocked.drop_area.banner
    assert strip.isVisible()
    assert f"version 2 of “{title}”" in banner.accessibleName()
    assert row_place(stocked, 1) == before
    assert strip.geometry().bottom() <= table.viewport().mapTo(stocked, QPoint(0, 0)).y()
    drag(stocked, row_place(stocked, 1), [one, two])
    assert "2 new packages" in banner.accessibleName()
    assert table.rows.target_row == -1
    drag(stocked, row_place(stocked, 1), [one], Qt.KeyboardModifier.AltModifier)
    assert "only check" in strip.accessibleName()
    QApplication.sendEvent(stocked, QDragLeaveEvent())
    assert not strip.isVisible()
    assert table.rows.target_row is None


def test_the_first_drop_asks_once_whether_sound_files_go_on(
    connected: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    """*Upload at once* is remembered for the connection: the second drop goes on by itself."""
    middle = connected.library.pane.geometry().center()
    drop(connected, middle, [scorm12(tmp_path / "fire.zip", title="Fire Safety")])
    sheet = sheet_of(connected, UploadAtOnceSheet)
    assert isinstance(sheet, UploadAtOnceSheet)
    assert connected.refuses_drops()
    QTest.mouseClick(sheet.at_once, LEFT)
    qtbot.waitUntil(lambda: len(connected.packages.shown) == 1, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: services.settings.get(ASKED_UPLOAD_AT_ONCE) == {"academy": True}, timeout=WAIT_MS)
    drop(connected, middle, [scorm12(tmp_path / "ladder.zip", title="Ladder Safety")])
    assert sheet_of(connected, UploadAtOnceSheet) is None
    qtbot.waitUntil(lambda: len(connected.packages.shown) == 2, timeout=WAIT_MS)


def test_a_drop_on_a_package_opens_the_new_version_sheet(stocked: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """A new version is never uploaded unseen."""
    file = scorm12(tmp_path / "next.zip", title="Next")
    drop(stocked, row_place(stocked, 0), [file])
    qtbot.waitUntil(lambda: sheet_of(stocked, NewVersionSheet) is not None, timeout=WAIT_MS)


def test_a_folder_dropped_on_a_package_is_packed_first(
    stocked: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    """It becomes the next version as a file would, and the row knows the folder."""
    folder = tmp_path / "My course"
    with zipfile.ZipFile(scorm12(tmp_path / "next.zip", title="Next")) as archive:
        archive.extractall(folder)
    drop(stocked, row_place(stocked, 0), [folder])
    qtbot.waitUntil(lambda: sheet_of(stocked, NewVersionSheet) is not None, timeout=WAIT_MS)
    sheet = sheet_of(stocked, NewVersionSheet)
    assert isinstance(sheet, NewVersionSheet)
    qtbot.waitUntil(sheet.upload.isEnabled, timeout=WAIT_MS)
    sheet.upload.click()
    qtbot.waitUntil(lambda: [row.file for row in services.uploads.rows()][-1] == "My course.zip", timeout=WAIT_MS)
    assert services.uploads.rows()[-1].source == str(folder)


def test_without_a_connection_a_drop_is_checked_and_waits(
    open_window: Callable[[], MainWindow], qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    """No account is needed to check a file; the window shows the row."""
    window = open_window()
    drop(window, window.rect().center(), [scorm12(tmp_path / "fire.zip", title="Fire Safety")])
    qtbot.waitUntil(lambda: [row.state for row in services.uploads.rows()] == ["held"], timeout=WAIT_MS)
    assert services.uploads.rows()[0].connection_id is None
    qtbot.waitUntil(window.uploads.isVisible, timeout=WAIT_MS)


def test_a_dropped_folder_is_a_row_of_its_own_name(
    open_window: Callable[[], MainWindow], qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    """It is packed and checked under the folder's name; *Check again* looks at what is in the folder by then."""
    folder = tmp_path / "my-course"
    with zipfile.ZipFile(scorm12(tmp_path / "x.zip", broken="manifest.launch-file-missing")) as archive:
        archive.extractall(folder)
    window = open_window()
    source = rows_of(window.context)
    drop(window, window.rect().center(), [folder])
    qtbot.waitUntil(lambda: [row.state for row in services.uploads.rows()] == ["needs_decision"], timeout=WAIT_MS)
    row = services.uploads.rows()[0]
    assert (row.file, row.source) == ("my-course.zip", str(folder))
    (folder / "index.html").write_text("<p>here now</p>")
    qtbot.waitUntil(lambda: [one.state for one in source.rows] == ["needs_decision"], timeout=WAIT_MS)
    Performer(window.context, window).perform(row.id, Act.CHECK_AGAIN)
    qtbot.waitUntil(lambda: services.uploads.row(row.id).state == "held", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: [one.state for one in source.rows] == ["held"], timeout=WAIT_MS)
    Performer(window.context, window).perform(row.id, Act.REMOVE)
    qtbot.waitUntil(lambda: services.uploads.rows() == [], timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not Path(row.path).exists(), timeout=WAIT_MS)
    assert (folder / "imsmanifest.xml").is_file()


# --- the window itself -----------------------------------------------------------------------------------------------


def test_the_scheme_follows_the_setting(
    open_window: Callable[[], MainWindow], qtbot: QtBot, services: Services
) -> None:
    """A change in the settings is seen at once, also when another process made it through the same rooms."""
    window = open_window()
    services.settings.set(COLOUR_SCHEME, "dark")
    qtbot.waitUntil(lambda: window.context.theme.tokens.dark, timeout=WAIT_MS)
    services.settings.set(COLOUR_SCHEME, "light")
    qtbot.waitUntil(lambda: not window.context.theme.tokens.dark, timeout=WAIT_MS)


def test_closing_asks_once_while_something_is_uploading(
    connected: MainWindow, qtbot: QtBot, sandbox: Sandbox, services: Services, tmp_path: Path
) -> None:
    """The window stays until the user has answered; nothing is lost either way."""
    sandbox.faults.set("slow-process", 20)
    services.uploads.add(scorm12(tmp_path / "fire.zip", title="Fire Safety"), "academy")
    qtbot.waitUntil(services.uploads.active, timeout=WAIT_MS)
    connected.close()
    qtbot.waitUntil(lambda: sheet_of(connected, QuitSheet) is not None, timeout=WAIT_MS)
    assert connected.isVisible()
    sheet = sheet_of(connected, QuitSheet)
    assert sheet is not None
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert connected.isVisible()
    assert not connected.closing.finished


def test_a_second_start_hands_its_files_to_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    """The first window hears them; without one there is nobody to hand them to."""
    assert not hand_over(tmp_path, ["a.zip"])
    ear = SingleInstance(tmp_path)
    second_start = (
        "import sys; from pathlib import Path; from allure_desktop.gui.single_instance import hand_over; "
        "sys.exit(0 if hand_over(Path(sys.argv[1]), sys.argv[2:]) else 1)"
    )
    with qtbot.waitSignal(ear.called, timeout=WAIT_MS) as told:
        process = subprocess.Popen([sys.executable, "-c", second_start, str(tmp_path), str(tmp_path / "a.zip")])
    assert told.args == [[str(tmp_path / "a.zip")]]
    assert process.wait(20) == 0
    ear.close()


def test_the_constants_of_python_survive_the_toolkit(qtbot: QtBot) -> None:
    """Calls into the toolkit must not use up None: it would end the process after some ten thousand of them."""
    label = QLabel()
    qtbot.addWidget(label)
    for _ in range(100_000):
        label.setText("a")
    assert sys.getrefcount(None) > 1_000


def test_every_focusable_has_a_name(stocked: MainWindow) -> None:
    """Nobody meets a control that is not named, in any part of the window."""
    stocked.library.open_details()
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in stocked.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not (hasattr(widget, "text") and callable(widget.text) and widget.text())
        and widget.objectName() != "qt_spinbox_lineedit"
        and widget.focusProxy() is None
    ]
    assert nameless == []


def test_a_read_only_key_keeps_the_buttons_and_says_why(
    open_window: Callable[[], MainWindow], qtbot: QtBot, services: Services, connection: Connection, tmp_path: Path
) -> None:
    """Nothing is hidden; the tooltip tells the reason."""
    services.connections.save(connection, KEY)
    put_package(services, scorm12(tmp_path / "fire.zip", title="Fire Safety"))
    services.connections.save(dataclasses.replace(connection, may_write=False), None)
    window = open_window()
    qtbot.waitUntil(lambda: window.library.package() is not None, timeout=WAIT_MS)
    button = window.library.panel.new_version
    assert button.isVisible()
    assert not button.isEnabled()
    assert "may read, but not upload" in button.toolTip()
