"""The limit holds, what is used last stays longest, and the team's folder is used without being trusted."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from allure_desktop.copies.kept_copies import KeptCopies
from allure_desktop.copies.shared_folder import SharedFolder
from allure_desktop.database import Database
from allure_desktop.events import Events
from allure_desktop.settings import Settings


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    database = Database(tmp_path / "data.sqlite3")
    yield Settings(database, Events())
    database.close()


@pytest.fixture
def copies(tmp_path: Path, settings: Settings) -> KeptCopies:
    return KeptCopies(tmp_path / "copies", settings)


def kept(copies: KeptCopies, folder: Path, content: bytes, used_at: float) -> str:
    path = folder / "source.zip"
    path.write_bytes(content)
    sha256 = copies.keep(path)
    if sha256:
        os.utime(copies.store.place(sha256), (used_at, used_at))
    return sha256


def test_the_least_recently_used_go_first(copies: KeptCopies, tmp_path: Path) -> None:
    """Above the limit the copy goes that nobody used for longest; reading one counts as use."""
    copies.set_limit(250)
    first = kept(copies, tmp_path, b"a" * 100, 1000.0)
    second = kept(copies, tmp_path, b"b" * 100, 2000.0)
    assert copies.get(first) is not None
    third = kept(copies, tmp_path, b"c" * 100, 3000.0)
    assert {file.sha256 for file in copies.store.files()} == {first, third}
    assert copies.get(second) is None
    usage = copies.usage()
    assert (usage.files, usage.size_bytes, usage.limit_bytes, usage.on) == (2, 200, 250, True)


def test_what_is_in_use_is_never_removed(tmp_path: Path, settings: Settings) -> None:
    """Neither a smaller limit nor clearing takes a copy that is played or uploaded."""
    uploaded: list[str] = []
    copies = KeptCopies(tmp_path / "copies", settings, lambda: uploaded)
    played, sent, other = (kept(copies, tmp_path, letter * 100, 1.0) for letter in (b"a", b"b", b"c"))
    copies.hold(played)
    uploaded.append(str(copies.store.named(sent, "course.zip")))
    copies.set_limit(0)
    assert {file.sha256 for file in copies.store.files()} == {played, sent}
    copies.release(played)
    assert copies.clear() == 100
    assert {file.sha256 for file in copies.store.files()} == {sent}
    assert not copies.store.holds(other)


def test_nothing_is_kept_when_it_is_off_or_too_large(copies: KeptCopies, tmp_path: Path) -> None:
    """Off means no copy; a file above the limit does not drive all others out."""
    small = kept(copies, tmp_path, b"a" * 10, 1.0)
    copies.set_limit(50)
    assert kept(copies, tmp_path, b"b" * 51, 1.0) == ""
    copies.set_on(False)
    assert kept(copies, tmp_path, b"c", 1.0) == ""
    assert [file.sha256 for file in copies.store.files()] == [small]


def test_the_team_shares_copies(tmp_path: Path, copies: KeptCopies, settings: Settings) -> None:
    """What one gives another finds there and brings here, and only if it is the very content."""
    team = tmp_path / "team"
    team.mkdir()
    copies.set_shared_folder(str(team))
    mine = kept(copies, tmp_path, b"mine", 1.0)
    assert copies.share(mine)
    colleague = KeptCopies(tmp_path / "colleague", settings)
    assert colleague.known([mine]) == (frozenset(), frozenset({mine}))
    path = colleague.get(mine)
    assert path is not None
    assert path.read_bytes() == b"mine"
    assert colleague.known([mine])[0] == {mine}
    colleague.clear()
    (team / mine[:2] / f"{mine}.zip").write_bytes(b"evil")
    assert colleague.get(mine) is None


def test_a_folder_that_is_gone_is_no_trouble(tmp_path: Path, copies: KeptCopies) -> None:
    """Nothing is made where it was, nothing fails, and the settings can say what is wrong."""
    gone = tmp_path / "not mounted"
    copies.set_shared_folder(str(gone))
    mine = kept(copies, tmp_path, b"mine", 1.0)
    assert not copies.share(mine)
    assert copies.known([sha(b"theirs")]) == (frozenset(), frozenset())
    assert not gone.exists()
    assert copies.usage().shared_problem


def test_a_folder_that_does_not_answer_is_waited_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hanging network folder counts as gone after its time, and is not asked again for a while."""
    release, asked = threading.Event(), []
    real = os.stat

    def hanging(path: Any, *rest: Any, **more: Any) -> Any:
        if str(path) == str(tmp_path / "slow"):
            asked.append(path)
            release.wait(30)
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "stat", hanging)
    shared = SharedFolder(tmp_path / "slow", look_s=0.05, rest_s=600)
    began = time.monotonic()
    assert shared.find(sha(b"x")) is None
    assert shared.find(sha(b"x")) is None
    release.set()
    assert time.monotonic() - began < 25
    assert len(asked) == 1
    assert "answer" in shared.problem


def test_a_read_only_folder_is_still_read(tmp_path: Path, copies: KeptCopies) -> None:
    """Where nothing can be written, what lies there is found all the same after a moment of rest."""
    team = tmp_path / "team"
    team.mkdir()
    theirs = sha(b"theirs")
    (team / theirs[:2]).mkdir()
    (team / theirs[:2] / f"{theirs}.zip").write_bytes(b"theirs")
    shared = SharedFolder(team, rest_s=0.0)
    blocked = team / sha(b"mine")[:2]
    blocked.write_bytes(b"a file where a folder should be")
    path = tmp_path / "mine.zip"
    path.write_bytes(b"mine")
    assert not shared.give(path, sha(b"mine"))
    assert shared.problem
    assert shared.find(theirs) is not None
