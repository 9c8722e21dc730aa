"""A data file that is damaged or of a newer program: said in the window and on the command line, never overwritten."""

from __future__ import annotations

import gc
import io
import json
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from allure_desktop.__main__ import open_window
from allure_desktop.cli.command_line import run
from allure_desktop.composition import build
from allure_desktop.errors import DataDirError

NAME = "allure.sqlite3"


def damaged(file: Path) -> None:
    """The beginning is whole, the pages of the tables are noise."""
    text = file.read_bytes()
    file.write_bytes(text[:100] + b"\xa5" * (len(text) - 100))


def no_database(file: Path) -> None:
    file.write_text("another program's file, as long as a database would be\n" * 100)


def newer(file: Path) -> None:
    database = sqlite3.connect(file)
    database.execute("PRAGMA user_version = 9999")
    database.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A data folder that was used and left in order."""
    folder = tmp_path / "used"
    build(folder).close()
    return folder


def kept(place: Path, before: bytes, *, aside: bool) -> bool:
    """The bytes are there as they were: in their place, or in the one file that was set aside."""
    files = list(place.glob(f"{NAME}.damaged-*[0-9]")) if aside else [place / NAME]
    return [file.read_bytes() for file in files] == [before] and (place / NAME).exists() is not aside


HARMS = pytest.mark.parametrize(
    ("harm", "words", "aside"),
    [
        (damaged, "is damaged", True),
        (no_database, "is damaged", True),
        (newer, "newer version of this program", False),
    ],
)


@HARMS
def test_the_command_line_says_it(
    place: Path, harm: Callable[[Path], None], words: str, aside: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 4 with cause and remedy; a damaged file does not hinder the next start."""
    harm(place / NAME)
    before = (place / NAME).read_bytes()
    assert run(["uploads", "--json", "--data-dir", str(place)]) == 4
    told = json.loads(capsys.readouterr().out)
    assert words in told["message"] and told["remedy"]
    assert kept(place, before, aside=aside)
    assert run(["uploads", "--json", "--data-dir", str(place)]) == (0 if aside else 4)


@HARMS
def test_the_window_says_it(
    qapp: QApplication,
    place: Path,
    harm: Callable[[Path], None],
    words: str,
    aside: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Started by its icon there is no terminal: the words stand on the screen, as plain text."""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    harm(place / NAME)
    before = (place / NAME).read_bytes()
    read: list[str] = []

    def look() -> None:
        box = qapp.activeModalWidget()
        if isinstance(box, QMessageBox):
            read.append(box.text())
            box.accept()

    looking = QTimer()
    looking.timeout.connect(look)
    looking.start(20)
    try:
        with pytest.raises(DataDirError) as told:
            open_window(str(place), ())
    finally:
        looking.stop()
        gc.enable()
    (text,) = read
    assert words in text and str(place / NAME) in text and told.value.remedy in text
    assert kept(place, before, aside=aside)
