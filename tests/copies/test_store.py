"""Contents are kept once, whole or not at all, and never handed out damaged."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from allure_desktop.copies import store as store_module
from allure_desktop.copies.store import Stopped, Store
from allure_desktop.errors import DiskFull, LocalFileError


def source(folder: Path, content: bytes = b"course", name: str = "course.zip") -> tuple[Path, str]:
    path = folder / name
    path.write_bytes(content)
    return path, hashlib.sha256(content).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "copies")


def test_the_same_content_is_kept_once(store: Store, tmp_path: Path) -> None:
    """Two files with the same bytes become one copy under their SHA-256, private and not writable."""
    first, sha256 = source(tmp_path)
    second, _ = source(tmp_path, name="other.zip")
    assert store.take(first) == sha256
    assert store.take(second, sha256) == sha256
    assert [(file.sha256, file.size_bytes) for file in store.files()] == [(sha256, 6)]
    kept = store.verified(sha256)
    assert kept is not None
    assert kept.read_bytes() == b"course"
    assert kept.stat().st_mode & 0o777 == 0o400


def test_what_is_written_into_the_users_file_does_not_change_the_copy(store: Store, tmp_path: Path) -> None:
    """Publishing again into the same file leaves the copy of the version before as it was."""
    path, sha256 = source(tmp_path)
    store.take(path)
    with path.open("r+b") as file:
        file.write(b"COURSE")
    kept = store.verified(sha256)
    assert kept is not None
    assert kept.read_bytes() == b"course"


def test_a_file_that_is_another_by_now_is_not_kept(store: Store, tmp_path: Path) -> None:
    """Only the content that was meant is taken; nothing half-taken stays behind."""
    path, _ = source(tmp_path)
    with pytest.raises(LocalFileError) as caught:
        store.take(path, "0" * 64)
    assert caught.value.code == "file.changed"
    assert store.files() == []
    assert list((tmp_path / "copies" / "incoming").iterdir()) == []


def test_a_damaged_copy_is_found_out_when_it_is_read(store: Store, tmp_path: Path) -> None:
    """A flipped byte of the same size and time is no version any more: the copy is removed."""
    path, sha256 = source(tmp_path)
    store.take(path)
    kept = store.place(sha256)
    told = kept.stat()
    kept.chmod(0o600)
    kept.write_bytes(b"cOurse")
    os.utime(kept, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert Store(tmp_path / "copies").verified(sha256) is None
    assert not kept.exists()


def test_stopping_leaves_nothing(store: Store, tmp_path: Path) -> None:
    """A copy that is given up half-way leaves neither a copy nor a part."""
    path, sha256 = source(tmp_path, b"x" * (3 * store_module.PIECE_BYTES))
    with pytest.raises(Stopped):
        store.take(path, stopped=lambda: True)
    assert not store.holds(sha256)
    assert list((tmp_path / "copies" / "incoming").iterdir()) == []


def test_the_disk_is_not_filled_with_copies(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where too little would stay free no copy is begun."""
    monkeypatch.setattr(store_module, "SPARE_BYTES", 2**62)
    with pytest.raises(DiskFull):
        store.take(source(tmp_path)[0])


def test_a_copy_goes_by_the_name_of_its_file(store: Store, tmp_path: Path) -> None:
    """It can be uploaded again under its own name, without being copied; a name never leads out of its folder."""
    path, sha256 = source(tmp_path)
    store.take(path)
    named = store.named(sha256, "gdpr-support-en.zip")
    assert named.name == "gdpr-support-en.zip"
    assert named.samefile(store.place(sha256))
    assert store.named(sha256, "../../evil.zip").parent == store.place(sha256).parent
    assert store.remove(sha256) == 6
    assert not named.exists()


def test_leftovers_of_a_killed_program_are_swept(store: Store, tmp_path: Path) -> None:
    """A part of two days ago goes, one that may be under way stays."""
    incoming = tmp_path / "copies" / "incoming"
    incoming.mkdir(parents=True)
    old, new = incoming / "old.part", incoming / "new.part"
    for part in (old, new):
        part.write_bytes(b"x")
    os.utime(old, (1.0, 1.0))
    store.sweep()
    assert list(incoming.iterdir()) == [new]


def test_many_at_once_take_the_same_content(store: Store, tmp_path: Path) -> None:
    """Eight threads that keep the same file leave one whole copy."""
    path, sha256 = source(tmp_path, os.urandom(200_000))
    threads = [threading.Thread(target=store.take, args=(path,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert store.verified(sha256) is not None
    assert len(store.files()) == 1


def test_a_kill_in_the_middle_leaves_no_half_copy(store: Store, tmp_path: Path) -> None:
    """The program ends while it copies: there is no copy, what was half written is swept later, and the next try works."""
    path, sha256 = source(tmp_path, b"x" * 3_000_000)
    program = (
        "import sys, time, pathlib; from allure_desktop.copies.store import Store\n"
        "def waits():\n"
        "    print('copying', flush=True); time.sleep(60)\n"
        "Store(pathlib.Path(sys.argv[1])).take(pathlib.Path(sys.argv[2]), stopped=waits)\n"
    )
    where = Path(store_module.__file__).parents[2]
    arguments = [sys.executable, "-c", program, str(tmp_path / "copies"), str(path)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=where) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"copying\n"
        child.kill()
    assert store.files() == [] and not store.holds(sha256)
    (left,) = (tmp_path / "copies" / "incoming").iterdir()
    os.utime(left, (1.0, 1.0))
    store.sweep()
    assert not left.exists()
    assert store.take(path) == sha256 and store.verified(sha256) is not None
