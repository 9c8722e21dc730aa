"""A stage whose uploads are the real ones, so that a check, a repair and what follows really happen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from allure_desktop.gui.uploads.panel import UploadPanel
from allure_desktop.gui.uploads.row_source import rows_of
from allure_desktop.gui.validation.watching import watcher_of
from allure_desktop.uploads.rows import UploadOptions, UploadRow
from tests.gui.uploads.stage import Stage

WAIT_MS = 30_000


class Bench:
    """A panel over real uploads without a server; `row(there)` waits for the row to be so, in journal and window."""

    def __init__(self, stage: Stage, qtbot: QtBot) -> None:
        self.stage = stage
        self.services = stage.services
        self._qtbot = qtbot
        self.panel = UploadPanel(stage.context)
        self.panel.resize(404, 760)
        stage.show(self.panel)
        self.upload_id = 0

    def add(self, path: Path, options: UploadOptions | None = None) -> UploadRow:
        """A file from disk, checked and shown in the panel."""
        self.upload_id = self.services.uploads.add(path, None, options=options or UploadOptions())
        self.panel.show_row(self.upload_id)
        return self.row(lambda row: row.state != "validating")

    def row(self, there: Callable[[UploadRow], bool]) -> UploadRow:
        source = rows_of(self.stage.context)

        def seen() -> bool:
            row = source.row(self.upload_id)
            return row is not None and there(row)

        self._qtbot.waitUntil(seen, timeout=WAIT_MS)
        self._qtbot.waitUntil(lambda: self.stage.context.background.idle, timeout=WAIT_MS)
        found = source.row(self.upload_id)
        assert found is not None
        return found

    def until(self, there: Callable[[], object]) -> None:
        self._qtbot.waitUntil(lambda: bool(there()), timeout=WAIT_MS)

    @property
    def toasts(self) -> list[str]:
        return [call[1] for call in self.stage.acts.calls if call[0] == "toast"]


@contextmanager
def stage_of(folder: Path) -> Iterator[Stage]:
    """A start of the program on what is kept in a folder."""
    made = Stage(folder, connected=False)
    del made.services._made["uploads"]
    made.services.uploads.run()
    try:
        yield made
    finally:
        close(made)


def close(stage: Stage) -> None:
    """The end of the program; a second one does nothing more."""
    if isValid(stage.context):
        watcher_of(stage.context).close()
        stage.close()


@pytest.fixture
def stage(qapp: object, tmp_path: Path) -> Iterator[Stage]:
    with stage_of(tmp_path) as made:
        yield made


@pytest.fixture
def bench(stage: Stage, qtbot: QtBot) -> Bench:
    return Bench(stage, qtbot)
