"""A server whose records are as bad as records can be: the window and the command line show what is good of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import quote

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as Markup
from PySide6.QtWidgets import QLabel, QWidget

from allure_desktop.cli.command_line import run
from allure_desktop.connections.connection import Connection
from allure_desktop.gui.library.panel import PackagePanel
from tests.gui.window.conftest import KEY
from tests.journeys.desk import Desk
from tests.scripted_server import Answer, ScriptedServer

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)><h1>big</h1>"
TURNED = "\u202egnp.exe"
NUL = "a\x00b\x1b[31mc\r\nd"
IDS = ("a/b", "../../etc/passwd", "..", ".", "a?b#c", "%2e%2e", "ü ö", "x" * 5_000, "a\nb", "\x00")
DATES: tuple[Any, ...] = (
    *("2026-01-02T03:04:05Z", "2026-01-02", "02.01.2026", "1767322800", 1767322800, 1767322800123, "yesterday", ""),
    *("Fri, 02 Jan 2026 03:04:05 GMT", "2026-01-02 03:04:05+02:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"),
    *(-5, 1e300, {"$date": 1}, "2026-02-30T00:00:00Z", "2026-01-02T03:04:05.123456789Z", "\x00", None),
)
NUMBERS: tuple[Any, ...] = (None, "", "v3", "three", -1, 2**70, 1.5, True, [], {}, "9" * 5_000)
#: no packages: they are counted and left out
BROKEN: tuple[Any, ...] = (None, 5, "text", [], {}, {"title": "no id"}, {"package_id": None}, {"package_id": {"a": 1}})
#: characters that end a line or a string, turn what follows, or speak to a terminal
UNFIT = set("\x00\x1b\r\u202e")
DEEP = '{"a":[' * 500 + "1" + "]}" * 500


def record(package_id: str, **facts: Any) -> dict[str, Any]:
    return {"package_id": package_id, "title": f"Title of {package_id[:20]}", "version": "1.2", **facts}


def odd_records() -> list[dict[str, Any]]:
    """Every field in every bad way, each in a record that is a package all the same."""
    marked: dict[str, Any] = dict.fromkeys(
        ("title", "description", "original_filename", "uploaded_by", "version", "schemaversion", "duration"), MARKUP
    )
    return [
        record("pkg_long", title="T" * 10_000, description="d" * 10_000, tags=["t" * 5_000] * 50),
        record("pkg_wide", description="d" * 120_000, custom_metadata={"wide": "d" * 120_000}),
        record("pkg_markup", **marked, tags=[MARKUP], custom_metadata={MARKUP: MARKUP}),
        record("pkg_emoji", title="👩‍👩‍👧‍👦🎓" * 50, tags=["🎓"]),
        record("pkg_turned", title=TURNED, original_filename=TURNED, tags=[TURNED]),
        record("pkg_nul", title=NUL, description=NUL, tags=[NUL], original_filename=NUL),
        *(record(package_id) for package_id in IDS),
        *(record(f"pkg_date{n}", created_at=date, updated_at=date) for n, date in enumerate(DATES)),
        *(
            record(f"pkg_number{n}", current_revision=number, file_size_bytes=number, sco_count=number)
            for n, number in enumerate(NUMBERS)
        ),
        record("pkg_address", launch_url="http://[::1"),
        record("pkg_tags", tags={"a": 1}),
        record("pkg_tags2", tags=[None, 1, True, {"a": 1}, ["x"], "ok"]),
        record("pkg_metadata", custom_metadata=[1, 2]),
        record("pkg_many", custom_metadata={f"key {n}": n for n in range(3_000)}),
        record("pkg_deep", custom_metadata={"deep": "@DEEP@"}),
        record("pkg_half", title="half a character: @HALF@"),
        record("pkg_good", title="The good one", current_revision=2, updated_at="2026-01-02T03:04:05Z"),
    ]


VERSIONS: list[Any] = [
    *({"revision": 1}, {"revision": "v2", "created_at": 5}, {"revision": 2, "created_at": "x"}, None, "x", {}, 7),
    {"created_at": "2026-01-01"},
    {"revision": 3, "original_filename": MARKUP, "uploaded_by": NUL, "sha256": TURNED, "created_at": "yesterday"},
]


def body(value: Any) -> Answer:
    text = json.dumps(value).replace('"@DEEP@"', DEEP).replace("@HALF@", "\\ud800")
    return Answer(200, text.encode(), {"Content-Type": "application/json"})


@pytest.fixture
def hostile() -> Iterator[ScriptedServer]:
    packages = odd_records()
    routes = {"GET /api/v1/packages": body({"packages": [*packages, packages[0], *BROKEN, packages[-1]]})}
    for one in packages:
        # dots alone would lead up: they are sent in the long form
        written = quote(one["package_id"], safe="")
        path = f"GET /api/v1/packages/{written if written.strip('.') else written.replace('.', '%2E')}"
        routes |= {path: body(one), f"{path}/versions": body({"versions": VERSIONS})}
    with ScriptedServer(routes) as server:
        yield server


def connection_to(server: ScriptedServer) -> Connection:
    return Connection("hostile", "Hostile", server.url, "example-academy", "user-123", may_write=True)


def test_the_good_ones_are_shown_and_the_others_counted(
    sit_down: Callable[[Connection], Desk], hostile: ScriptedServer
) -> None:
    """The list, the panel and the timeline of every record: text stays text, nothing breaks, nothing is lost."""
    desk = sit_down(connection_to(hostile))
    window, packages = desk.window, odd_records()
    desk.until(lambda: len(window.packages.shown) == len(packages) and window.packages.shown.complete)
    pane = window.library.pane
    desk.until(lambda: pane.head.count.full_text == f"{len(packages)} packages")
    desk.until(lambda: pane.unread.isVisible() and f"{len(BROKEN)} records" in pane.unread.words)
    view, panel = pane.view, window.library.panel
    for one in packages:
        package_id = one["package_id"]
        desk.until(partial(view.choose, package_id))
        desk.until(partial(_shows, panel, package_id))
        for place in (1, 0):
            panel.tabs.setCurrentIndex(place)
            desk.until(lambda: window.context.background.idle)
            _must_be_plain(window)
        row = view.currentIndex().row()
        for column in range(view.table.columnCount()):
            index = view.table.index(row, column)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
                words = str(index.data(role) or "")
                assert not set(words) & UNFIT, (package_id, column, role, words[:200])
                assert role != Qt.ItemDataRole.ToolTipRole or not Markup.mightBeRichText(words)


def test_the_command_line_counts_them_too(
    hostile: ScriptedServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every good record is listed and told one by one; no mark of them speaks to the terminal."""
    for name, value in (("URL", hostile.url), ("TENANT", "example-academy"), ("API_KEY", KEY)):
        monkeypatch.setenv(f"ALLURE_{name}", value)

    def call(*words: str) -> str:
        code = run(list(words))
        told = capsys.readouterr()
        assert code == 0, (words, told.err)
        assert not set(told.out + told.err) & UNFIT, (words, told)
        assert ("packages" in words) == (f"{len(BROKEN)} records of the server could not be read" in told.err)
        return told.out

    packages = odd_records()
    call("packages")
    listed = json.loads(call("packages", "--json"))
    assert sorted(one["package_id"] for one in listed) == sorted(one["package_id"] for one in packages)
    for one in packages:
        if one["package_id"] != "\x00":  # no program can be called with it
            assert json.loads(call("package", "--json", "--", one["package_id"]))["package_id"] == one["package_id"]
            call("package", "--", one["package_id"])
            call("versions", "--", one["package_id"])


def _shows(panel: PackagePanel, package_id: str) -> bool:
    return panel.package is not None and panel.package.package_id == package_id


def _must_be_plain(window: QWidget) -> None:
    """No label and no hint makes markup of what a server says, and no mark of it turns or ends a line."""
    for widget in window.findChildren(QWidget):
        assert not Markup.mightBeRichText(widget.toolTip()), (widget, widget.toolTip()[:200])
        if isinstance(widget, QLabel) and widget.isVisible():
            plain = widget.textFormat() == Qt.TextFormat.PlainText or not Markup.mightBeRichText(widget.text())
            assert plain, (widget, widget.text()[:200])
            assert not set(widget.text()) & UNFIT, (widget, widget.text()[:200])
