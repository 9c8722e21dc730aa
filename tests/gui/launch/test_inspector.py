"""What the launch window tells of a course on the server, and that its link's secrets stand nowhere in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from allure_desktop.gui.launch.inspector import CALLS, CONSOLE, DATA, REQUESTS
from allure_desktop.gui.launch.window import LaunchWindow
from allure_desktop.gui.preview.inspector.record_table import RecordTable
from allure_desktop.gui.preview.local_copy import local_copy
from allure_desktop.gui.web_view.redactor import Redactor
from allure_desktop.uploads.rows import UploadRow
from tests.gui.launch.site import Site
from tests.gui.launch.test_window import TOKEN, Launches, playing
from tests.gui.launch.test_window import launched as launched
from tests.gui.launch.test_window import launches as launches
from tests.gui.launch.test_window import site as site
from tests.gui.launch.test_window import stage as stage
from tests.gui.new_version.test_comparison import PACKAGE
from tests.gui.uploads.conftest import make_row as make_row
from tests.gui.uploads.conftest import report
from tests.gui.uploads.stage import Stage

pytestmark = pytest.mark.xdist_group("web engine")
LIMIT_MS = 30_000
TICKET = "tk9f3a77c0d1e2b4a5968778695a4b3c2d"
JWT = "eyJhbGciOiJIUzI1NiJ9eyJhbG.eyJzdWIiOiIxMjM0NTY3ODkwIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://lms.example/a/b.js?token=abcdefgh12#x", "https://lms.example/a/b.js?…"),
        ("https://user:pass-word@lms.example:8443/a/", "https://lms.example:8443/a/"),
        (
            f"https://lms.example/play/{TICKET}/scripts/lms-connection.min.js",
            "https://lms.example/play/…/scripts/lms-connection.min.js",
        ),
        (f"https://lms.example/{JWT}", "https://lms.example/…"),
        ("data:text/plain,secret", "data:…"),
        ("blob:https://lms.example/6f1c0000-0000", "blob:…"),
        ("/only/a/path", "/only/a/path"),
        ("", ""),
    ],
)
def test_an_address_is_shown_without_its_secrets(address: str, shown: str) -> None:
    """Host and path stay, whatever lets one in goes."""
    assert Redactor().address(address) == shown


def test_what_was_learned_stands_in_no_text() -> None:
    """As it is, encoded, in other addresses, in a header; words that only look like it stay."""
    redactor = Redactor()
    redactor.learn(
        f"https://me:my-password@lms.example/play/{TICKET}/?token=a%2Fb%2Bsecret&lang=en&x=1#state=fragment-secret"
    )
    said = (
        f"token a/b+secret, {quote('a/b+secret', safe='')}, {TICKET}, my-password, fragment-secret, en, Bearer abc.def-12345,"
        f" {JWT}, at https://other.example/x?key=1 line 7"
    )
    shown = redactor.text(said)
    assert shown == "token …, …, …, …, …, en, …, …, at https://other.example/x?… line 7"


COURSE = """<!doctype html><title></title><body>Where must the load sit?
  <script src='/scripts/lms.js'></script><img src='/missing.png'><iframe src='/inner?sid=inner-session-secret'></iframe>
  <img src='file:///etc/hostname'><script>
  console.log('at', location.href); console.warn('token is ' + new URLSearchParams(location.search).get('token'));
  console.error(encodeURIComponent(location.href)); fetch('/data?auth=' + new URLSearchParams(location.search).get('token'));
  document.querySelector('iframe').onload = () => console.info('session inner-session-secret'); setTimeout(() => { throw new Error(document.URL); });
  </script></body>"""


@pytest.fixture
def told(site: Site, launches: Launches, launched: Callable[[], LaunchWindow], qtbot: QtBot) -> Iterator[LaunchWindow]:
    """A course that says its address wherever it can, with all of it told."""
    site.pages |= {"/course": COURSE.encode(), f"/p/{TICKET}/course": COURSE.encode(), "/inner": b"<p>inner</p>"}
    site.pages |= {"/scripts/lms.js": b"console.log('loaded', document.currentScript.src)", "/data": b"{}"}
    launches.url = f"{site.url}/p/{TICKET}/course"
    window = launched()
    playing(qtbot, window)
    table, console = window.inspector.requests.table, window.inspector.console.table
    qtbot.waitUntil(lambda: any("/data" in one.path for one in table.records), timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: any("inner" in one.path for one in table.records), timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: console.errors >= 2 and len(console.records) >= 5, timeout=LIMIT_MS)
    yield window


def test_requests_and_console_are_told(told: LaunchWindow, site: Site, qtbot: QtBot) -> None:
    """What was asked for and how it was answered, what is missing; what scripts said, with script and line."""
    table = told.inspector.requests.table
    by_path = {one.path: one for one in table.records}
    script = by_path[f"{site.url}/scripts/lms.js"]
    assert (script.status, script.kind, script.size_bytes > 0) == (200, "script", True)
    qtbot.waitUntil(lambda: table.missing == 1, timeout=LIMIT_MS)
    assert table.cell(script, 0).text == "/scripts/lms.js"
    page = f"{site.url}/p/…/course?…"
    qtbot.waitUntil(lambda: [one.path for one in table.records].count(page) == 1, timeout=LIMIT_MS)
    told.inspector.hear_kept_out("file:///etc/hostname")
    assert table.blocked == 1 and "may not reach files" in table.tip(table.records[-1])
    console = told.inspector.console.table
    assert any(one.text == "token is …" and one.level == "warning" for one in console.records)
    assert any(one.text.startswith("loaded") and one.place == "scripts/lms.js:1" for one in console.records)
    assert told.inspector.tabs.tabText(REQUESTS).split()[1] == str(len(table.records))
    assert told.inspector.tabs.tabText(CONSOLE).startswith("Console\u2002")


def test_the_secrets_of_the_link_stand_nowhere(told: LaunchWindow, stage: Stage, qtbot: QtBot) -> None:
    """Searched: every record, cell, tip, spoken row, widget, name, clipboard, and every file of the data folder."""
    secrets = (TOKEN, quote(TOKEN, safe=""), TICKET, "inner-session-secret")
    texts = []
    tables: tuple[RecordTable[Any], ...] = (told.inspector.requests.table, told.inspector.console.table)
    for table in tables:
        for record in table.records:
            texts += [repr(record), table.tip(record), table.spoken(record), table.text_of(record)]
            texts += [table.cell(record, column).text for column in range(len(table.heads()))]
    for widget in QApplication.allWidgets():
        texts += [widget.windowTitle(), widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        for name in ("text", "toPlainText", "placeholderText"):
            if callable(said := getattr(widget, name, None)):
                texts.append(str(said()))
    texts.append(QGuiApplication.clipboard().text())
    assert len(texts) > 100
    for secret in secrets:
        assert not [text for text in texts if secret in text]
        for file in Path(stage.services.data_dir.root).rglob("*"):
            assert not file.is_file() or secret.encode() not in file.read_bytes()


def test_the_calls_tab_says_why_it_is_empty_and_where_they_can_be_seen(
    stage: Stage,
    launched: Callable[[], LaunchWindow],
    qtbot: QtBot,
    make_row: Callable[..., UploadRow],
) -> None:
    """The file that was uploaded from here is one click away; without it the words stand alone."""
    stage.set_rows(
        make_row(id=4, state="done", package_id="pkg_abc", revision=3, path="/x/forklift.zip", report=report())
    )
    qtbot.waitUntil(lambda: local_copy(stage.context, PACKAGE) is not None, timeout=LIMIT_MS)
    window = launched()
    playing(qtbot, window)
    for tab, page, words in (
        (CALLS, window.inspector.calls, "No calls are visible here"),
        (DATA, window.inspector.data, "The data are on the server"),
    ):
        window.inspector.tabs.setCurrentIndex(tab)
        assert page.isVisible() and page.words[0].text() == words
    window.inspector.tabs.setCurrentIndex(CALLS)
    assert window.inspector.calls.button.accessibleName() == "Preview version 3 on this computer"
    QTest.mouseClick(window.inspector.calls.button, Qt.MouseButton.LeftButton)
    assert ("preview", "/x/forklift.zip", 4) in stage.acts.calls
    window.inspector.calls.offer("")
    assert window.inspector.calls.button.isHidden()
