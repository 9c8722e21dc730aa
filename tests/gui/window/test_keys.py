"""A key that is refused, replaced, for reading only or of another tenant; and a keyring that hangs behind the window."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from allure_desktop.composition import Services
from allure_desktop.connections.api_keys import SERVICE
from allure_desktop.connections.connection import Connection
from allure_desktop.errors import Forbidden, KeyRefused, KeyringUnavailable, NoConnection
from allure_desktop.gui.connections.band import BandWords, band_words
from allure_desktop.gui.connections.keyring_sheet import KeyringSheet, how_to
from allure_desktop.gui.connections.replace_key import ReplaceKeySheet
from allure_desktop.gui.context import Standing
from allure_desktop.gui.main_window import MainWindow
from allure_desktop.gui.widgets import Band
from allure_desktop.sandbox.server import Sandbox
from allure_desktop.settings import LIMIT_BYTES_PER_S, PARALLEL_PARTS, PARTS_FROM_BYTES
from allure_desktop.uploads.rows import UploadOptions
from tests.gui.window.conftest import KEY, WAIT_MS
from tests.packages import scorm12

NEW_KEY = "allure_test_key_after_the_rotation"
LEFT = Qt.MouseButton.LeftButton
MIB = 1024 * 1024


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    """With small parts, so that a few megabytes are several."""
    with Sandbox(tmp_path / "server", api_key=KEY, tenant_id="example-academy", part_size=5 * MIB) as server:
        yield server


def press(band: Band, text: str) -> None:
    button = next(one for one in band.findChildren(QPushButton) if one.accessibleName() == text and one.isVisible())
    QTest.mouseClick(button, LEFT)


def test_a_key_that_expires_in_the_middle_is_replaced_and_all_goes_on(
    connected: MainWindow, qtbot: QtBot, services: Services, sandbox: Sandbox, tmp_path: Path
) -> None:
    """Three uploads wait with their words; a wrong new key changes nothing; the right one lets all go on; the other
    connection never notices."""
    with Sandbox(tmp_path / "other", api_key=KEY, tenant_id="branch") as other:
        services.connections.save(Connection("branch", "Branch", other.url, "branch", "u", may_write=True), KEY)
        services.settings.set(PARTS_FROM_BYTES, 1_000_000)
        services.settings.set(PARALLEL_PARTS, 1)
        services.settings.set(LIMIT_BYTES_PER_S, 6_000_000)
        at_once = UploadOptions(at_once=True)
        big = services.uploads.add(scorm12(tmp_path / "big.zip", size_bytes=17 * MIB), "academy", options=at_once)
        small = [
            services.uploads.add(scorm12(tmp_path / f"small{n}.zip", identifier=f"s{n}"), "academy", options=at_once)
            for n in range(2)
        ]
        qtbot.waitUntil(lambda: services.uploads.row(big).parts_done >= 1, timeout=60_000)
        sandbox.backend.keys.remove(KEY)
        sandbox.add_key(NEW_KEY, sandbox.tenant_id, ("read", "write"))
        qtbot.waitUntil(lambda: services.uploads.row(big).reason == "key_refused", timeout=WAIT_MS)
        assert services.uploads.row(big).parts_done >= 1
        elsewhere = services.uploads.add(scorm12(tmp_path / "elsewhere.zip"), "branch", options=at_once)
        services.settings.set(LIMIT_BYTES_PER_S, 0)
        qtbot.waitUntil(lambda: services.uploads.row(elsewhere).state == "done", timeout=WAIT_MS)
        qtbot.waitUntil(connected.connection_band.isVisible, timeout=WAIT_MS)
        assert "The server refused the key of Example Academy" in connected.connection_band.band.words
        press(connected.connection_band.band, "Replace key…")
        sheet = next(one for one in connected.findChildren(ReplaceKeySheet) if one.isVisible())
        QTest.keyClicks(sheet.key, "a_wrong_key")
        QTest.keyClick(sheet.key, Qt.Key.Key_Return)
        qtbot.waitUntil(sheet.anyway.isVisible, timeout=WAIT_MS)
        assert keyring.get_password(SERVICE, "academy") == KEY and "still kept" in sheet.note.text()
        sheet.key.clear()
        QTest.keyClicks(sheet.key, NEW_KEY)
        assert sheet.anyway.isHidden()
        QTest.mouseClick(sheet.test_button, LEFT)
        qtbot.waitUntil(lambda: keyring.get_password(SERVICE, "academy") == NEW_KEY, timeout=WAIT_MS)
        ids = (big, *small)
        qtbot.waitUntil(lambda: all(services.uploads.row(id).state == "done" for id in ids), timeout=60_000)
        assert services.uploads.row(elsewhere).state == "done"
        qtbot.waitUntil(lambda: not connected.connection_band.isVisible(), timeout=WAIT_MS)
        assert KEY not in repr(vars(services.connections.keys)["_this_run"])
        services.connections.remove("branch")


def test_a_key_that_another_process_replaced_is_taken_at_once(
    connected: MainWindow, qtbot: QtBot, services: Services, sandbox: Sandbox, tmp_path: Path
) -> None:
    """`allure-desktop connect` with the new key is enough: as soon as the window asks again, its upload goes on."""
    sandbox.backend.keys.remove(KEY)
    sandbox.add_key(NEW_KEY, sandbox.tenant_id, ("read", "write"))
    upload = services.uploads.add(scorm12(tmp_path / "course.zip"), "academy", options=UploadOptions(at_once=True))
    qtbot.waitUntil(lambda: services.uploads.row(upload).reason == "key_refused", timeout=WAIT_MS)
    qtbot.waitUntil(connected.connection_band.isVisible, timeout=WAIT_MS)
    facts = ("--name", "Example Academy", "--url", sandbox.url, "--tenant", sandbox.tenant_id)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "allure_desktop",
            "--data-dir",
            str(services.data_dir.database.parent),
            "connect",
            *facts,
            "--key-stdin",
        ],
        cwd=Path(__file__).parents[3],
        input=f"{NEW_KEY}\n",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    connected.packages.refresh()
    qtbot.waitUntil(lambda: services.uploads.row(upload).state == "done", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not connected.connection_band.isVisible(), timeout=WAIT_MS)


def test_a_key_for_reading_hides_nothing_and_says_why(
    connected: MainWindow, qtbot: QtBot, services: Services, sandbox: Sandbox, tmp_path: Path
) -> None:
    """Found out by the first upload that is refused: the band tells, the commands are there with their reason."""
    sandbox.backend.keys.add(KEY, sandbox.tenant_id, ("read",))
    services.uploads.add(scorm12(tmp_path / "course.zip"), "academy", options=UploadOptions(at_once=True))
    band = connected.connection_band
    qtbot.waitUntil(lambda: services.connections.get("academy").may_write is False, timeout=WAIT_MS)
    qtbot.waitUntil(band.isVisible, timeout=WAIT_MS)
    assert "may read, but not upload" in band.band.words and band.band.property("tone") == "info"
    package = connected.context.actions
    assert package.action("package.new-version").isVisible()
    assert "may read, but not upload" in package.reason("package.new-version") or "Select" in package.reason(
        "package.new-version"
    )
    # files are taken, checked, and wait for another key
    connected.adding.add([scorm12(tmp_path / "later.zip", identifier="later")], "academy", None)
    qtbot.waitUntil(
        lambda: [r.state for r in services.uploads.rows() if r.file == "later.zip"] == ["held"], timeout=WAIT_MS
    )
    press(band.band, "Hide")
    qtbot.waitUntil(lambda: not band.isVisible(), timeout=WAIT_MS)


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (KeyRefused("No.", cause="It has expired."), "refused", "It has expired."),
        (Forbidden("No.", code="key.tenant-mismatch"), "tenant", "not for tenant t-1"),
        (Forbidden("No.", code="key.missing-scope"), "scope", "read scope"),
        (NoConnection("No.", code="connection.no-key"), "missing", "Enter it"),
    ],
)
def test_each_trouble_of_a_key_has_its_words(error: Exception, kind: str, words: str) -> None:
    """What is wrong, with the connection's name, and never in red: nothing is lost."""
    connection = Connection("a", "Academy", "https://lms.example", "t-1", "u", may_write=True)
    said = band_words(connection, Standing("refused", 1.0, error))
    assert isinstance(said, BandWords)
    assert (said.kind, said.tone) == (kind, "warning") and "Academy" in said.title and words in said.text


def test_a_healthy_connection_and_a_keyring_have_no_band_here() -> None:
    """The keyring has its own; offline stands at the foot of the sidebar."""
    connection = Connection("a", "Academy", "https://lms.example", "t-1", "u", may_write=True)
    assert band_words(connection, Standing("online", 1.0)) is None
    assert band_words(connection, Standing("offline", 1.0)) is None
    assert band_words(connection, Standing("offline", 1.0, KeyringUnavailable("No."))) is None


def test_the_band_of_another_tenant_leads_to_the_tenant(
    connected: MainWindow, qtbot: QtBot, services: Services, sandbox: Sandbox
) -> None:
    """A key that was moved to another tenant is told as that, with both ways out; a right key ends it."""
    sandbox.backend.keys.add(KEY, "another-tenant", ("read", "write"))
    connected.packages.refresh()
    band = connected.connection_band
    qtbot.waitUntil(band.isVisible, timeout=WAIT_MS)
    assert "belongs to another tenant" in band.band.words
    assert connected.sidebar.state.full_text == "Key of another tenant"
    sandbox.backend.keys.add(KEY, sandbox.tenant_id, ("read", "write"))
    connected.packages.refresh()
    qtbot.waitUntil(lambda: not band.isVisible(), timeout=WAIT_MS)


def test_a_keyring_that_hangs_leaves_the_window_free(
    open_window: Callable[[], MainWindow],
    qtbot: QtBot,
    services: Services,
    connection: Connection,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """The list of this computer is there, a file is checked, the band says what to do; the answer alone ends it."""
    services.connections.save(connection, KEY)
    services.library.refresh(connection.id)
    services.connections.keys._believed.clear()
    services.connections.keys._patience_s = 1.0
    backend, free = keyring.get_keyring(), threading.Event()
    answer = backend.get_password
    monkeypatch.setattr(backend, "get_password", lambda *asked: free.wait(60) and answer(*asked))
    window = open_window()
    held = services.uploads.add(scorm12(tmp_path / "course.zip"), connection.id, options=UploadOptions(at_once=True))
    qtbot.waitUntil(window.keyring_band.isVisible, timeout=WAIT_MS)
    assert "The keyring does not answer." in window.keyring_band.band.words and window.packages.as_of is not None
    qtbot.waitUntil(lambda: services.uploads.row(held).reason == "key_refused", timeout=WAIT_MS)
    assert not window.connection_band.isVisible()
    press(window.keyring_band.band, "How to set one up")
    sheet = next(one for one in window.findChildren(KeyringSheet) if one.isVisible())
    sheet.dismiss()
    free.set()
    qtbot.waitUntil(lambda: not window.keyring_band.isVisible(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: services.uploads.row(held).state == "done", timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.sidebar.state.full_text == "Online", timeout=WAIT_MS)


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_every_system_has_its_steps(platform: str) -> None:
    """Words for each, and none of them names a file for the key."""
    assert len(how_to(platform)) >= 2 and not any("file" in step for step in how_to(platform))
