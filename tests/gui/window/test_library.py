"""What the Library says and finds."""

from __future__ import annotations

import dataclasses
import zlib
from array import array
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from allure_desktop.api.answers import PackageRecord
from allure_desktop.database import Database
from allure_desktop.events import Events
from allure_desktop.gui.library import package_words as words
from allure_desktop.gui.library.rows import MOST_RECORDS, PAGE, Rows
from allure_desktop.gui.library.table_model import PACKAGE, PackageTable
from allure_desktop.gui.library.table_view import PackageView
from allure_desktop.gui.theme import Theme
from allure_desktop.gui.widgets.painting import initials
from allure_desktop.library.catalogue import Catalogue
from allure_desktop.library.facts import Facts
from allure_desktop.library.filters import Filters
from allure_desktop.library.listing import Listings

FIRE = PackageRecord(
    package_id="pkg_abc123",
    tenant_id="example-academy",
    title="Fire Safety Essentials 2026",
    scorm_version="2004",
    schemaversion="2004 3rd Edition",
    current_revision=7,
    launch_url="https://academy.example/launch/pkg_abc123",
    original_filename="fire-safety-2026.zip",
    file_size_bytes=84_200_000,
    sco_count=4,
    description="",
    duration="PT45M",
    tags=("safety", "compliance"),
    custom_metadata={},
    storage_path="",
    uploaded_by="user-123",
    created_at="2026-11-01T09:00:00+00:00",
    updated_at="2026-11-24T09:00:00+00:00",
    raw={},
)
FORKLIFT = dataclasses.replace(
    FIRE,
    package_id="pkg_fork",
    title="Warehouse Forklift Operation",
    scorm_version="1.2",
    schemaversion="1.2",
    current_revision=3,
    file_size_bytes=412_000_000,
    tags=("safety",),
    updated_at="2026-10-02T09:00:00+00:00",
)
LADDER = dataclasses.replace(
    FIRE,
    package_id="pkg_ladder",
    title="Ladder Safety",
    file_size_bytes=None,
    tags=(),
    updated_at="2026-11-20T09:00:00",
)
ALL = [FIRE, FORKLIFT, LADDER]
NOW_S = datetime.fromisoformat("2026-11-24T10:00:00+00:00").timestamp()


@pytest.mark.parametrize(
    ("scorm_version", "schemaversion", "short", "long"),
    [
        ("1.2", "", "1.2", "SCORM 1.2"),
        ("1.2", "1.2", "1.2", "SCORM 1.2"),
        ("2004", "2004 3rd Edition", "2004 3rd", "SCORM 2004 3rd Edition"),
        ("2004", "", "2004", "SCORM 2004"),
        ("", "", "–", "SCORM –"),
    ],
)
def test_the_standard_in_words(scorm_version: str, schemaversion: str, short: str, long: str) -> None:
    """Short in the table, whole in the panel, from either record shape."""
    record = dataclasses.replace(FIRE, scorm_version=scorm_version, schemaversion=schemaversion)
    assert words.standard(record) == short
    assert words.standard(record, long=True) == long


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("PT45M", 45), ("45m", 45), ("1h 30min", 90), ("PT2H", 120), ("PT1H5M30S", 66), ("", None), ("an hour", None)],
)
def test_durations_of_every_form_are_read(text: str, minutes: int | None) -> None:
    """ISO 8601 and the page's own `45m`; anything else stays as it is."""
    assert words.duration_minutes(text) == minutes


def test_a_row_is_a_sentence() -> None:
    """Those who do not see the row hear all of it."""
    said = words.sentence(FIRE)
    for part in ("Fire Safety Essentials 2026", "SCORM 2004 3rd Edition", "version 7", "84.2 MB", "safety, compliance"):
        assert part in said


@pytest.mark.parametrize(
    ("title", "letters"),
    [("Fire Safety", "FS"), ("GDPR for Support", "GD"), ("Onboarding", "ON"), ("", "–"), ("„…“", "–")],
)
def test_a_tile_has_letters(title: str, letters: str) -> None:
    """Also for a title that has none."""
    assert initials(title) == letters


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), ["pkg_abc123", "pkg_ladder", "pkg_fork"]),
        (Filters(text="safety", sort="title"), ["pkg_abc123", "pkg_ladder", "pkg_fork"]),
        (Filters(text="ladder"), ["pkg_ladder"]),
        (Filters(tag="compliance"), ["pkg_abc123"]),
        (Filters(standard="1.2"), ["pkg_fork"]),
        (Filters(days=7), ["pkg_abc123", "pkg_ladder"]),
        (Filters(size="large"), ["pkg_fork"]),
        (Filters(size="small"), ["pkg_ladder"]),
        (Filters(sort="version"), ["pkg_fork", "pkg_abc123", "pkg_ladder"]),
        (Filters(text="tag:safety", standard="1.2"), ["pkg_fork"]),
    ],
)
def test_filters_leave_out_what_is_not_meant(tmp_path: Path, filters: Filters, found: list[str]) -> None:
    """Each chip, the search and the order, alone and together."""
    database = Database(tmp_path / "x.sqlite3")
    facts = Facts(database)
    listings, catalogue = Listings(database, Events(), facts), Catalogue(database, facts)
    for one in ALL:
        listings.keep("c", one)
    keys = catalogue.find("c", filters.question(NOW_S))
    records = catalogue.records(keys)
    assert [records[key].package_id for key in keys] == found


def rows(records: list[PackageRecord]) -> Rows:
    """A list all of whose records are here; a package keeps its key from list to list."""
    keys = [zlib.crc32(record.package_id.encode()) for record in records]
    return Rows(array("q", keys), dict(zip(keys, records, strict=True)))


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> PackageView:
    Theme(qapp)
    made = PackageView(PackageTable())
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    made.table.show(rows(ALL))
    return made


def test_the_chosen_package_stays_chosen_when_the_list_is_read_anew(view: PackageView) -> None:
    """Also when rows came before it; a changed record reaches whoever shows it."""
    view.choose("pkg_fork")
    told: list[PackageRecord | None] = []
    view.package_chosen.connect(told.append)
    newer = dataclasses.replace(FORKLIFT, current_revision=4)
    view.table.show(rows([dataclasses.replace(FIRE, package_id="pkg_new"), LADDER, FIRE, newer]))
    chosen = view.chosen()
    assert chosen is newer
    assert told[-1] is newer
    assert view.currentIndex().row() == 3


def test_a_package_can_be_asked_for_before_it_is_listed(view: PackageView) -> None:
    """*Show in Library* of an upload that has just gone live."""
    assert not view.choose("pkg_new")
    view.table.show(rows([FIRE, dataclasses.replace(FIRE, package_id="pkg_new")]))
    chosen = view.chosen()
    assert chosen is not None
    assert chosen.package_id == "pkg_new"


def test_cells_have_real_text(view: PackageView) -> None:
    """For copying, and for those who do not see painted rows."""
    model = view.table
    row = model.row_of("pkg_fork")
    texts = [model.data(model.index(row, column)) for column in range(6)]
    assert texts[:5] == ["Warehouse Forklift Operation", "1.2", "v3", "412 MB", "safety"]
    assert texts[5]
    aloud = model.data(model.index(row, PACKAGE), Qt.ItemDataRole.AccessibleTextRole)
    assert aloud.startswith("Warehouse Forklift Operation, SCORM 1.2, version 3")


def test_a_narrow_list_keeps_the_title(view: PackageView, qtbot: QtBot) -> None:
    """Less needed columns give way before titles are cut to nothing."""
    view.resize(300, 400)
    qtbot.waitUntil(lambda: view.isColumnHidden(4))
    assert not view.isColumnHidden(PACKAGE)
    assert view.columnWidth(PACKAGE) >= 180
    view.resize(900, 400)
    qtbot.waitUntil(lambda: not view.isColumnHidden(4))


def test_a_long_list_reads_what_is_looked_at(view: PackageView, qtbot: QtBot) -> None:
    """Of 100,000 rows the page that is scrolled to is asked for, and shown when it has come."""
    asked: list[list[int]] = []
    view.table.wanted.connect(asked.append)
    view.table.show(Rows(array("q", range(100_000))))
    view.scrollTo(view.table.index(70_000, 0))
    qtbot.waitUntil(lambda: bool(asked) and 70_000 in asked[-1], timeout=20_000)
    assert len(asked[-1]) <= PAGE
    assert view.table.record(70_000) is None
    view.table.take({key: dataclasses.replace(FIRE, package_id=f"pkg_{key}") for key in asked[-1]})
    shown = view.table.record(70_000)
    assert shown is not None and shown.package_id == "pkg_70000"


def test_a_long_list_keeps_few_records(view: PackageView) -> None:
    """However far one scrolls."""
    view.table.show(Rows(array("q", range(100_000))))
    for first in range(0, 10_000, PAGE):
        view.table.take(dict.fromkeys(range(first, first + PAGE), FIRE))
    assert sum(view.table.rows.get(row) is not None for row in range(100_000)) == MOST_RECORDS


def test_the_rest_of_a_list_comes_below_what_is_shown(view: PackageView) -> None:
    """The first rows stay where they are, chosen and all."""
    resets: list[bool] = []
    first = rows(ALL)
    view.table.show(Rows(first.keys, {key: first[n] for n, key in enumerate(first.keys)}, complete=False))
    view.choose("pkg_ladder")
    view.table.modelReset.connect(lambda: resets.append(True))
    view.table.show(Rows(first.keys + array("q", range(5000)), {}))
    chosen = view.chosen()
    assert not resets and view.table.rowCount() == 5003
    assert chosen is not None and chosen.package_id == "pkg_ladder"
    assert view.choose(4999) and view.currentIndex().row() == 5002
