"""Bad files in the real window: each is one row or one message in words, and the next good file goes live."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from allure_desktop.connections.connection import Connection
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.settings import ASKED_UPLOAD_AT_ONCE
from tests.journeys.desk import Desk
from tests.packages import scorm12

pytestmark = pytest.mark.qt_log_level_fail("WARNING")

NAMES = ["Übung für Änne.zip", "日本語 🎓 kurs.zip", "two\nlines\x1b[31m and\ta tab.zip", "-dash & <b>bold %41.zip"]


def no_zip(folder: Path) -> Path:
    file = folder / "course.zip"
    file.write_bytes(b"This is a letter and not a package. " * 40)
    return file


def empty(folder: Path) -> Path:
    file = folder / "course.zip"
    file.touch()
    return file


def eleven_gigabytes(folder: Path) -> Path:
    file = folder / "course.zip"
    with file.open("wb") as sparse:
        sparse.truncate(11 * 2**30)
    return file


def goes_on(desk: Desk, folder: Path) -> None:
    """The program does its work as before: the next file goes live."""
    file = scorm12(folder / "next.zip", title="The next one")
    desk.until_state(desk.dropped(file), "done")


@pytest.mark.parametrize(
    ("make", "title", "remedy"),
    [
        (no_zip, "not a ZIP", "Export"),
        (empty, "empty", "Export"),
        (eleven_gigabytes, "over 10 GiB", "split the course"),
    ],
)
def test_a_file_that_is_no_package(
    desk: Desk, tmp_path: Path, make: Callable[[Path], Path], title: str, remedy: str
) -> None:
    """One finding in words with its remedy; nothing is sent."""
    file = make(tmp_path)
    upload_id = desk.dropped(file)
    desk.until_state(upload_id, "needs_decision", "errors")
    assert desk.words(upload_id).sentence == "Not uploaded: 1 problem would stop it in an LMS"
    assert desk.offered(upload_id) == ["Show findings", "Check again", "Upload anyway…", "Let the server check it"]
    desk.press_on_row(upload_id, "Show findings")
    desk.until(lambda: len(desk.panel.findings.items) == 1)
    said = desk.read_panel()
    assert title.lower() in said.lower() and remedy.lower() in said.lower(), said
    assert file.exists() and desk.row(upload_id).sent_bytes == 0
    goes_on(desk, tmp_path)


def a_loop(folder: Path) -> Path:
    (folder / "course.zip").symlink_to("course.zip")
    return folder / "course.zip"


def a_socket(folder: Path) -> Path:
    # its path may not be long
    here = Path.cwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as ear:
            ear.bind("course.zip")
    finally:
        os.chdir(here)
    return folder / "course.zip"


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "course.zip")
    return folder / "course.zip"


def locked(folder: Path) -> Path:
    """Not readable for its owner; root reads everything, so its name leads in a circle then."""
    if os.geteuid() == 0:
        return a_loop(folder)
    file = scorm12(folder / "course.zip")
    file.chmod(0)
    return file


@pytest.mark.parametrize("make", [locked, a_socket, a_pipe])
def test_a_file_that_cannot_be_read(desk: Desk, tmp_path: Path, make: Callable[[Path], Path]) -> None:
    """The row says so, the panel why and what helps; once it can be read, *Check again* takes it to live."""
    file = make(tmp_path)
    upload_id = desk.dropped(file)
    desk.until_state(upload_id, "failed")
    assert desk.words(upload_id).sentence == "course.zip cannot be read."
    assert desk.offered(upload_id) == ["Show why", "Check again", "Remove from list"]
    desk.press_on_row(upload_id, "Show why")
    said = desk.read_panel()
    assert said.count("course.zip cannot be read.") == 1 and "Check the file's permissions and its disk." in said
    file.unlink()
    scorm12(file)
    desk.press_in_panel("Check again")
    desk.until_state(upload_id, "done")


def locate(desk: Desk, upload_id: int, file: Path) -> None:
    """Says where the file is now."""
    desk.press_on_row(upload_id, "Locate…")
    desk.until(lambda: desk.window.findChildren(QFileDialog))
    (dialog,) = desk.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.accept()


@pytest.mark.parametrize("comes_back", [True, False])
def test_a_file_that_vanished_with_the_drop(desk: Desk, tmp_path: Path, comes_back: bool) -> None:
    """Nothing stands at the path any more: said once, with the place where it was; it comes back, or is found."""
    file = tmp_path / "course.zip"
    upload_id = desk.dropped(file)
    desk.until_state(upload_id, "failed")
    assert desk.words(upload_id).sentence == "course.zip is not there any more."
    assert desk.offered(upload_id) == ["Locate…", "Show why", "Check again", "Remove from list"]
    desk.press_on_row(upload_id, "Show why")
    said = desk.read_panel()
    assert said.count("is not there any more") == 1, said
    assert f"It was in {tmp_path} and has been moved" in said and "Put it back" in said
    if comes_back:
        scorm12(file)
        desk.press_in_panel("Check again")
    else:
        locate(desk, upload_id, scorm12(tmp_path / "moved.zip"))
    desk.until_state(upload_id, "done")


def test_a_file_that_vanishes_before_it_is_sent(
    sit_down: Callable[[Connection], Desk], connection: Connection, tmp_path: Path
) -> None:
    """Checked, gone, uploaded: the row waits for it. *Locate…* says where it is now, and it goes live."""
    desk = sit_down(connection)
    desk.services.settings.set(ASKED_UPLOAD_AT_ONCE, {connection.id: False})
    desk.until(lambda: desk.window.adding.at_once(connection.id) is False)
    upload_id = desk.dropped(scorm12(tmp_path / "course.zip"))
    desk.until_state(upload_id, "held", "by_user")
    (tmp_path / "course.zip").rename(tmp_path / "moved.zip")
    desk.press_on_row(upload_id, "Upload")
    desk.until_state(upload_id, "sending", "file_missing")
    assert desk.words(upload_id).sentence == "course.zip is not there any more. Goes on by itself once it is back"
    assert desk.offered(upload_id) == ["Locate…", "Stop"]
    desk.select(upload_id)
    said = desk.read_panel()
    assert said.count("is not there any more") == 1 and said.count("It was in") == 1, said
    locate(desk, upload_id, tmp_path / "moved.zip")
    desk.until_state(upload_id, "done")


def test_a_folder_without_a_manifest(desk: Desk, tmp_path: Path) -> None:
    """One message: what it is, what is missing, what to choose; beside it the good file of the same drop goes live."""
    folder = tmp_path / "my photos"
    folder.mkdir()
    (folder / "beach.jpg").write_bytes(b"sand")
    desk.drop(folder, scorm12(tmp_path / "course.zip"))
    desk.until(lambda: desk.toast)
    assert desk.toast == (
        "The folder “my photos” is no course. There is no imsmanifest.xml in it. "
        "Choose the folder that holds imsmanifest.xml, or a ZIP."
    )
    desk.until(lambda: [row.state for row in desk.services.uploads.rows()] == ["done"])
    assert [file.name for file in folder.iterdir()] == ["beach.jpg"]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_goes_live(desk: Desk, sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    """The server gets the name as it is, a row has it on one line, and nothing in it is taken for markup."""
    upload_id = desk.dropped(scorm12(tmp_path / name))
    desk.until_state(upload_id, "done")
    desk.until(lambda: len(desk.window.packages.shown) == 1)
    assert desk.window.packages.shown[0].original_filename == name
    desk.select(upload_id)
    assert "\n" not in desk.words(upload_id).spoken and "\x1b" not in desk.words(upload_id).spoken
    assert desk.panel.subtitle.full_text.count("\n") == 0


@pytest.mark.parametrize("name", NAMES)
def test_an_error_names_any_file(desk: Desk, tmp_path: Path, name: str) -> None:
    """The sentence about a file with such a name is one line."""
    upload_id = desk.dropped(tmp_path / name)
    desk.until_state(upload_id, "failed")
    words = desk.words(upload_id)
    assert words.sentence.endswith("is not there any more.") and name[-8:] in words.sentence
    assert not any(mark in words.sentence + words.spoken for mark in "\n\x1b\t")
    desk.select(upload_id)
    assert "\x1b" not in desk.read_panel()


def test_a_name_that_is_no_text(desk: Desk, tmp_path: Path) -> None:
    """A name that is not UTF-8 comes from a command line; it is one row or one message like every other."""
    file = scorm12(tmp_path / "plain.zip").rename(tmp_path / "umlaut-\udcfc.zip")
    desk.window.adding.add([file], desk.window.context.current_connection_id, None)
    desk.until(lambda: desk.toast)
    assert desk.toast.startswith("The name of umlaut-\\udcfc.zip cannot be used.") and "Rename it" in desk.toast
    assert desk.services.uploads.rows() == []
    goes_on(desk, tmp_path)
