"""Several connections at once: the switcher tells of all of them, and takes files for any."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.connections.connection import Connection
from allure_desktop.gui.adding import UploadAtOnceSheet
from allure_desktop.gui.connections.switcher import Switcher
from allure_desktop.gui.connections.switcher_row import ConnectionRow
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.settings import ASKED_UPLOAD_AT_ONCE
from allure_desktop.uploads.rows import UploadOptions
from tests.gui.window.conftest import KEY, WAIT_MS
from tests.packages import scorm12

NAMES = ("academy", "bakery", "clinic", "depot")
AT_ONCE = UploadOptions(at_once=True)
COLOURS = ("blue", "green", "pink", "violet")


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[dict[str, Sandbox]]:
    """Four servers, each a tenant of its own."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(Sandbox(tmp_path / f"server-{name}", api_key=f"{KEY}_{name}", tenant_id=name))
            for name in NAMES
        }


@pytest.fixture
def window(
    open_window: Callable[[], MainWindow], qtbot: QtBot, services: Services, servers: dict[str, Sandbox]
) -> MainWindow:
    """Four connections; the first one is shown."""
    for (name, server), colour in zip(servers.items(), COLOURS, strict=True):
        services.connections.save(
            Connection(name, name.title(), server.url, name, "user-123", colour=colour, may_write=True), server.api_key
        )
    services.settings.set(ASKED_UPLOAD_AT_ONCE, dict.fromkeys(NAMES, True))
    shown = open_window()
    qtbot.waitUntil(lambda: shown.packages.as_of is not None, timeout=WAIT_MS)
    return shown


def _switcher(window: MainWindow) -> Switcher:
    return next(one for one in window.findChildren(Switcher) if one.isVisible())


def _row(window: MainWindow, connection_id: str) -> ConnectionRow:
    return next(row for row in _switcher(window).rows if row.connection.id == connection_id)


def _open(window: MainWindow) -> Switcher:
    window.context.actions.trigger("connection.switch")
    return _switcher(window)


def _mime(*files: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return mime


def _enter(widget: QWidget, mime: QMimeData) -> None:
    place, copy = widget.rect().center(), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(place, copy, mime, left, none))


def _drop(widget: QWidget, mime: QMimeData) -> None:
    _enter(widget, mime)
    place, copy = QPointF(widget.rect().center()), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDropEvent(place, copy, mime, left, none))


def _press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def test_uploads_go_on_in_connections_that_are_not_shown(
    window: MainWindow, qtbot: QtBot, services: Services, servers: dict[str, Sandbox], tmp_path: Path
) -> None:
    """Four tenants get their files at the same time, each its own, while only one of them is shown."""
    for server in servers.values():
        server.faults.set("latency", 0.2, path="*")
    ids = {
        name: services.uploads.add(scorm12(tmp_path / f"{name}.zip", title=f"For {name}"), name, options=AT_ONCE)
        for name in NAMES
    }
    qtbot.waitUntil(lambda: all(services.uploads.row(id).state == "done" for id in ids.values()), timeout=60_000)
    assert window.context.current_connection_id == "academy"
    for server in servers.values():
        server.faults.clear()
    for name in NAMES:
        assert services.library.refresh(name).packages == 1
        assert [package.title for package in services.library.cached(name).packages] == [f"For {name}"]


def test_the_switcher_tells_state_and_counts_of_each(
    window: MainWindow, qtbot: QtBot, services: Services, servers: dict[str, Sandbox], tmp_path: Path
) -> None:
    """One is online with a package, one does not answer, one refuses its key, one has a file that needs attention."""
    package = services.uploads.add(scorm12(tmp_path / "course.zip"), "academy", options=AT_ONCE)
    qtbot.waitUntil(lambda: services.uploads.row(package).state == "done", timeout=WAIT_MS)
    services.library.refresh("academy")
    (tmp_path / "broken.zip").write_bytes(b"no archive")
    broken = services.uploads.add(tmp_path / "broken.zip", "depot")
    qtbot.waitUntil(lambda: services.uploads.row(broken).needs_attention, timeout=WAIT_MS)
    servers["bakery"].__exit__(None, None, None)
    servers["clinic"].faults.set("401", path="*")
    _open(window)
    qtbot.waitUntil(lambda: "Online, 1 package, shown now" in _row(window, "academy").words, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "Offline since" in _row(window, "bakery").words, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "Key refused" in _row(window, "clinic").words, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "1 need your attention" in _row(window, "depot").words, timeout=WAIT_MS)
    # what needs attention elsewhere is told at the button too
    button = window.sidebar.connection
    qtbot.waitUntil(lambda: "1 upload of another connection" in button.accessibleName(), timeout=WAIT_MS)
    window.context.current_connection_id = "depot"
    qtbot.waitUntil(lambda: "another connection" not in button.accessibleName(), timeout=WAIT_MS)


def test_it_is_worked_by_keys_alone(window: MainWindow, qtbot: QtBot) -> None:
    """The arrows move, Enter chooses, Esc leaves everything as it was and gives the focus back."""
    window.library.pane.head.search.setFocus()
    switcher = _open(window)
    _press(Qt.Key.Key_Escape)
    assert switcher.isHidden() and window.context.current_connection_id == "academy"
    assert window.library.pane.head.search.hasFocus()
    _open(window)
    for _ in range(2):
        _press(Qt.Key.Key_Down)
    _press(Qt.Key.Key_Return)
    assert window.context.current_connection_id == "clinic"


def test_files_held_over_the_connection_open_the_switcher_and_go_where_they_are_let_go(
    window: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    """A file dropped on the third connection goes live there; the first stays the shown one."""
    mime = _mime(scorm12(tmp_path / "course.zip", title="For the clinic"))
    _enter(window.sidebar.connection, mime)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(Switcher)), timeout=WAIT_MS)
    _drop(_row(window, "clinic"), mime)
    assert not any(one.isVisible() for one in window.findChildren(Switcher))
    qtbot.waitUntil(
        lambda: [(row.connection_id, row.state) for row in services.uploads.rows()] == [("clinic", "done")],
        timeout=WAIT_MS,
    )
    assert window.context.current_connection_id == "academy"


def test_a_first_drop_on_a_connection_asks_for_that_one(
    window: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path
) -> None:
    """Whether sound files go on by themselves is asked with the name of the connection they were dropped on."""
    services.settings.set(ASKED_UPLOAD_AT_ONCE, {})
    qtbot.waitUntil(lambda: window.adding.at_once("clinic") is None, timeout=WAIT_MS)
    _open(window)
    _drop(_row(window, "clinic"), _mime(scorm12(tmp_path / "course.zip")))
    sheet = next(one for one in window.findChildren(UploadAtOnceSheet) if one.isVisible())
    assert sheet.subtitle.full_text == "Clinic"
    sheet.dismiss()
    qtbot.waitUntil(lambda: [row.connection_id for row in services.uploads.rows()] == ["clinic"], timeout=WAIT_MS)
