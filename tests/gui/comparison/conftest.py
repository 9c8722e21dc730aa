"""A window with a package of which two versions were uploaded from this computer."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.gui.main_window import MainWindow
from tests.gui.window.conftest import WAIT_MS
from tests.gui.window.conftest import connected as connected
from tests.gui.window.conftest import connection as connection
from tests.gui.window.conftest import open_window as open_window
from tests.gui.window.conftest import sandbox as sandbox
from tests.gui.window.conftest import services as services
from tests.packages import Content, Sco, scorm12

ONE = Sco("one", "Rights of a customer", "one.html")
QUIZ = Sco("quiz", "Quiz B", "quiz.html")
FINAL = Sco("final", "Final test", "final.html")
OLD_FILES: dict[str, Content] = {
    "lib/player.js": "var a = 1;\nplay(a);\n",
    "lib/gone.js": "old",
    "readme.txt": "read me",
}
NEW_FILES: dict[str, Content] = {
    "lib/player.js": "var a = 2;\nplay(a);\n",
    "readme.txt": "read me",
    "lib/new.js": "new",
}


def old_zip(folder: Path) -> Path:
    return scorm12(folder / "gdpr-old.zip", title="GDPR", scos=[ONE, QUIZ], files=OLD_FILES)


def new_zip(folder: Path) -> Path:
    return scorm12(folder / "gdpr-new.zip", title="GDPR", scos=[ONE, FINAL], files=NEW_FILES)


def upload(services: Services, path: Path, package_id: str | None = None) -> str:
    """Makes it live through the real engine; returns the package's id."""
    services.uploads.run()
    upload_id = services.uploads.add(path, "academy", package_id=package_id)
    services.uploads.wait([upload_id], timeout=60)
    row = services.uploads.row(upload_id)
    assert row.state == "done" and row.package_id is not None, row
    return row.package_id


def as_on_another_computer(services: Services, revision: int) -> None:
    """Nothing is known of a version but what the server tells."""
    for table in ("inventories", "version_files"):
        services.database.execute(f"DELETE FROM {table} WHERE revision = ?", revision)


@pytest.fixture
def two_versions(connected: MainWindow, qtbot: QtBot, services: Services, tmp_path: Path) -> MainWindow:
    """Versions 1 and 2 are live, and the package is chosen in the Library."""
    services.copies.set_on(False)  # what is where is a test's own matter
    package_id = upload(services, old_zip(tmp_path))
    upload(services, new_zip(tmp_path), package_id)
    connected.packages.refresh()
    view = connected.library.pane.view
    qtbot.waitUntil(lambda: view.choose(package_id), timeout=WAIT_MS)
    versions = connected.library.panel.versions
    qtbot.waitUntil(lambda: len(versions.model.lines) == 2, timeout=WAIT_MS)
    return connected
