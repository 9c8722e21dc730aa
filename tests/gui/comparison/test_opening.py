"""What is put on the two sides for a row of Uploads."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from allure_desktop.api.answers import PackageRecord
from allure_desktop.errors import Unreachable
from allure_desktop.gui.comparison.choice import NO_PACKAGE, FileChoice, VersionChoice
from allure_desktop.gui.comparison.opening import compare_row
from allure_desktop.uploads.rows import UploadRow
from tests.gui.new_version.test_comparison import PACKAGE
from tests.gui.uploads.conftest import make_row as make_row
from tests.gui.uploads.stage import Stage


class Shelf:
    """The kept record says version 12; the server may be one ahead, or silent."""

    def __init__(self) -> None:
        self.failure: Exception | None = None

    def cached_package(self, connection_id: str, package_id: str) -> PackageRecord:
        return PACKAGE

    def package(self, connection_id: str, package_id: str, fresh: bool = False) -> PackageRecord:
        if self.failure is not None:
            raise self.failure
        return dataclasses.replace(PACKAGE, current_revision=13)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def stage(qapp: object, tmp_path: Path, shelf: Shelf) -> Iterator[Stage]:
    made = Stage(tmp_path)
    made.services._made["library"] = shelf
    made.show()
    yield made
    made.close()


def opened(stage: Stage, qtbot: QtBot, row: UploadRow) -> tuple[object, object, object]:
    compare_row(stage.context, row)
    qtbot.waitUntil(lambda: bool(stage.acts.calls), timeout=20_000)
    name, *sides = stage.acts.calls[-1]
    assert name == "compare"
    return sides[0], sides[1], sides[2]


def test_a_row_that_waits(stage: Stage, qtbot: QtBot, make_row: Callable[..., UploadRow]) -> None:
    """Beside the current version, as it is known; a file that is only checked stands alone."""
    row = make_row(id=3, state="held", package_id="pkg_abc", is_new_version=True)
    subject, left, right = opened(stage, qtbot, row)
    assert getattr(subject, "current_revision", None) == 12
    assert (left, right) == (VersionChoice(12), FileChoice(row.path, 3))
    stage.acts.calls.clear()
    assert opened(stage, qtbot, make_row(id=4, connection_id=None)) == (NO_PACKAGE, None, FileChoice(row.path, 4))


def test_somebody_elses_version_is_the_one_to_compare_with(
    stage: Stage, shelf: Shelf, qtbot: QtBot, make_row: Callable[..., UploadRow]
) -> None:
    """At a conflict the server is asked which version is current now; when it is silent, what is known is taken."""
    row = make_row(id=3, state="needs_decision", reason="version_conflict", package_id="pkg_abc", is_new_version=True)
    assert opened(stage, qtbot, row)[1] == VersionChoice(13)
    shelf.failure = Unreachable("The server does not answer.")
    stage.acts.calls.clear()
    assert opened(stage, qtbot, row)[1] == VersionChoice(12)


def test_a_live_row(stage: Stage, qtbot: QtBot, make_row: Callable[..., UploadRow]) -> None:
    """Beside the version that it followed."""
    row = make_row(id=3, state="done", package_id="pkg_abc", is_new_version=True, revision=12, revision_before=10)
    assert opened(stage, qtbot, row)[1:] == (VersionChoice(10), VersionChoice(12))
