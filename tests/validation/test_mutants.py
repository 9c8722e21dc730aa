"""Thousands of packages with changed bytes: always a report, never an exception, a hang or a file left somewhere."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from allure_desktop.comparison.zip_comparison import compare_files
from allure_desktop.errors import LocalFileError
from allure_desktop.validation.catalogue import KINDS
from allure_desktop.validation.html_report import page
from allure_desktop.validation.repair import repair
from allure_desktop.validation.validator import validate
from tests.packages import scorm12
from tests.validation.mutants import mutant, originals

EVERY_DAY, ALL = 2_000, int(os.environ.get("ALLURE_MUTANTS", "20000"))
BATCH = 500
MOST_MEMORY_BYTES = 1 << 30
#: each so-manieth mutant is repaired, compared and printed too
ALSO = 10


@pytest.fixture(scope="module")
def made_of(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    return originals(tmp_path_factory.mktemp("originals"))


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No network, and no more memory than a gigabyte above what the process has."""

    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("a check must not reach for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    if sys.platform != "linux":
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MOST_MEMORY_BYTES, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


def _checked(seeds: range, made_of: list[bytes], folder: Path) -> None:
    sound = scorm12(folder / "sound.zip")
    path, mended = folder / "mutant.zip", folder / "mended.zip"
    for seed in seeds:
        path.write_bytes(mutant(seed, made_of))
        try:
            report = validate(path)
            assert {f.code for f in report.findings} <= set(KINDS)
            assert all(f.message.isprintable() and f.title and f.remedy for f in report.findings)
            if seed % ALSO == 0:
                _also(path, sound, mended)
                page([report])
        except Exception as error:
            raise AssertionError(f"mutant({seed}) is no package that can be told about") from error
        assert {one.name for one in folder.iterdir()} <= {"sound.zip", "mutant.zip", "mended.zip"}


def _also(path: Path, sound: Path, mended: Path) -> None:
    """A repair helps or says why not, and never changes the original; a comparison compares or says why not."""
    before = path.read_bytes()
    try:
        outcome = repair(path, mended)
        assert not {c.code for c in outcome.changes} & {f.code for f in outcome.after.findings}
        compare_files(sound, path)
    except LocalFileError as told:
        assert told.what and told.remedy
    assert path.read_bytes() == before
    mended.unlink(missing_ok=True)


@pytest.mark.parametrize("batch", range(EVERY_DAY // BATCH))
def test_mutants(batch: int, made_of: list[bytes], tmp_path: Path, narrow: None) -> None:
    """Two thousand of them each day."""
    _checked(range(batch * BATCH, (batch + 1) * BATCH), made_of, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("batch", range(EVERY_DAY // BATCH, ALL // BATCH))
def test_many_mutants(batch: int, made_of: list[bytes], tmp_path: Path, narrow: None) -> None:
    """The other eighteen thousand."""
    _checked(range(batch * BATCH, (batch + 1) * BATCH), made_of, tmp_path)
