"""What can be done with a version: played, compared, uploaded again, saved; and why where it cannot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from allure_desktop.api.client import ApiClient
from allure_desktop.api.server_features import ServerFeatures
from allure_desktop.composition import Services
from allure_desktop.gui.library.versions_view import VersionsView
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.new_version.sheet import NewVersionSheet
from tests.gui.comparison.conftest import as_on_another_computer
from tests.gui.window.conftest import WAIT_MS


def kept_copies(window: MainWindow, services: Services, qtbot: QtBot) -> VersionsView:
    """The timeline, once a copy of each version is kept."""
    services.copies.set_on(True)
    versions = window.library.panel.versions
    package = versions.package
    assert package is not None
    for row in services.uploads.rows():
        services.copies.keep(Path(row.path))
    read_again(window, qtbot, lambda: all(line.where == "copy" for line in versions.model.lines))
    return versions


def read_again(window: MainWindow, qtbot: QtBot, there: Callable[[], bool]) -> None:
    versions = window.library.panel.versions
    versions._asked = None
    versions.show_package(versions.package)
    qtbot.waitUntil(lambda: bool(versions.model.lines) and there(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.context.background.idle, timeout=WAIT_MS)


def choose(versions: VersionsView, revision: int) -> None:
    row = next(n for n, line in enumerate(versions.model.lines) if line.record.revision == revision)
    versions.list.setCurrentIndex(versions.model.index(row))


def trigger(versions: VersionsView, text: str) -> None:
    actions = versions.menu_of(versions.list.currentIndex().row()).actions()
    action = next(one for one in actions if one.text() == text)
    assert action.isEnabled(), action.toolTip()
    action.trigger()


def reason(versions: VersionsView, text: str) -> str:
    actions = versions.menu_of(versions.list.currentIndex().row()).actions()
    return next(one.toolTip() for one in actions if one.text() == text and not one.isEnabled())


def test_an_old_version_is_played_from_its_copy(
    two_versions: MainWindow, services: Services, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file was overwritten since; the preview gets the copy, under the file's name, and says what it is."""
    versions = kept_copies(two_versions, services, qtbot)
    before = (tmp_path / "gdpr-old.zip").read_bytes()
    (tmp_path / "gdpr-old.zip").write_bytes(b"published again")
    played: list[tuple[Any, ...]] = []
    monkeypatch.setattr(two_versions.acts, "open_preview", lambda *what: played.append(what))
    choose(versions, 1)
    trigger(versions, "Preview this version")
    qtbot.waitUntil(lambda: bool(played), timeout=WAIT_MS)
    path, words = played[0][:2]
    assert Path(path).read_bytes() == before
    assert words == "From the kept copy of version 1 · gdpr-old.zip"


def test_an_old_version_goes_up_again(two_versions: MainWindow, services: Services, qtbot: QtBot) -> None:
    """The roll-back goes through the sheet with its warning, for version 3, under the old file's name."""
    versions = kept_copies(two_versions, services, qtbot)
    assert "current version already" in _reason_of_current(versions)
    choose(versions, 1)
    trigger(versions, "Upload again as new version…")
    qtbot.waitUntil(lambda: bool(two_versions.findChildren(NewVersionSheet)), timeout=WAIT_MS)
    sheet = two_versions.findChildren(NewVersionSheet)[0]
    qtbot.waitUntil(lambda: sheet.upload.isEnabled(), timeout=WAIT_MS)
    assert "version 3" in sheet.upload.text()
    assert sheet.risk_band.isVisible()
    assert "gdpr-old.zip" in sheet.subtitle.full_text
    sheet.dismiss()


def _reason_of_current(versions: VersionsView) -> str:
    choose(versions, 2)
    return reason(versions, "Upload again as new version…")


def test_a_version_is_saved_whole(two_versions: MainWindow, services: Services, qtbot: QtBot, tmp_path: Path) -> None:
    """The ZIP of an old version replaces what stood there; the message says what was written."""
    versions = kept_copies(two_versions, services, qtbot)
    before = (tmp_path / "gdpr-old.zip").read_bytes()
    (tmp_path / "gdpr-old.zip").unlink()
    target = tmp_path / "saved.zip"
    target.write_bytes(b"something else")
    choose(versions, 1)
    line = versions.model.lines[1]
    versions.acts.save_to(line, str(target))
    qtbot.waitUntil(lambda: "saved" in two_versions.toast.words.text(), timeout=WAIT_MS)
    assert target.read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_a_version_of_a_colleague_comes_from_the_server(
    two_versions: MainWindow, services: Services, qtbot: QtBot, tmp_path: Path
) -> None:
    """Neither copy nor file is here: it is downloaded, checked, compared, and kept from then on."""
    services.copies.set_on(True)
    as_on_another_computer(services, 1)
    versions = two_versions.library.panel.versions
    read_again(two_versions, qtbot, lambda: versions.model.lines[1].where == "" and versions.may_download)
    choose(versions, 1)
    trigger(versions, "Compare with current")
    qtbot.waitUntil(lambda: two_versions.comparing.shown, timeout=WAIT_MS)
    page = two_versions.comparing.page
    assert page is not None
    qtbot.waitUntil(lambda: page.parts.isVisible(), timeout=WAIT_MS)
    tree = page.parts.files.files.tree
    assert tree is not None
    assert {node.path for node in tree.changed} >= {"lib/player.js", "quiz.html"}
    assert services.version_copies.of_package("academy", page.subject.package_id)[1].where == "copy"


def test_what_cannot_be_had_says_why(
    two_versions: MainWindow, services: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No copy here and a server without downloads: the entries stay, grey, with the reason."""
    monkeypatch.setattr(ApiClient, "features", lambda _self: ServerFeatures())
    as_on_another_computer(services, 1)
    versions = two_versions.library.panel.versions
    read_again(two_versions, qtbot, lambda: versions.model.lines[1].where == "" and not versions.may_download)
    choose(versions, 1)
    for text in ("Preview this version", "Save ZIP as…", "Upload again as new version…"):
        assert "No local copy on this computer" in reason(versions, text)
