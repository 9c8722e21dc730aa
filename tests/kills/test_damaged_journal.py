"""A journal that a power cut, a full disk or another version of the program left behind."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kills.conftest import MiB, Scene, until


def cut_short(wal: Path, share: float) -> None:
    """The end of the write-ahead log is lost, as after a power cut on a disk that lied."""
    os.truncate(wal, int(wal.stat().st_size * share))


def overwritten(wal: Path, share: float) -> None:
    """Its last part is noise."""
    start = int(wal.stat().st_size * share)
    with wal.open("r+b") as file:
        file.seek(start)
        file.write(os.urandom(wal.stat().st_size - start))


@pytest.mark.parametrize("damage", [cut_short, overwritten])
@pytest.mark.parametrize("share", [0.35, 0.8, 0.99])
def test_the_end_of_the_log_is_lost(scene: Scene, damage: Callable[[Path, float], None], share: float) -> None:
    """What the log no longer tells is sent again; the file arrives once, byte for byte."""
    scene.setting(bytes_per_s=20_000_000)
    course = scene.package("course.zip", 24 * MiB)
    child = scene.start("upload", course, "--json")
    until(lambda: scene.parts_there() >= 2)
    scene.kill(child)
    damage(scene.data / "allure.sqlite3-wal", share)
    if not scene.rows():  # the log is gone down to before the row: then nothing was ever asked
        scene.start("upload", course, "--json").wait(60)
    scene.finish()
    scene.arrived(course)


def test_a_journal_of_a_later_version(scene: Scene) -> None:
    """It is told in words and not touched, neither by the command line nor by the window."""
    scene.setting(bytes_per_s=0)
    path = scene.data / "allure.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 9999")
    database.close()
    before = path.read_bytes()
    child = scene.start("uploads", "--json")
    out, _ = child.communicate(timeout=60)
    assert child.returncode not in (0, 1)
    told = json.loads(out)
    assert told["event"] == "error" and "newer" in told["message"] and told["remedy"]
    assert path.read_bytes() == before
