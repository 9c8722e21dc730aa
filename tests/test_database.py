"""A data file outlives the version of the program that wrote it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from allure_desktop.database import Database
from allure_desktop.database_migrations import MIGRATIONS
from allure_desktop.errors import DataDirError


def shape(database: Database) -> list[tuple[str, ...]]:
    """Every column of every table, and every index, in an order of its own."""
    columns = database.rows(
        'SELECT m.name AS place, c.name, c.type, c."notnull", c.dflt_value, c.pk FROM sqlite_schema m'
        " JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid"
    )
    indexes = database.rows("SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name")
    return [tuple(map(str, row)) for row in (*columns, *indexes)]


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_file_of_an_earlier_version_becomes_one_of_this(tmp_path: Path, version: int) -> None:
    """Its tables are those of a new file, and what was in it is still there."""
    path = tmp_path / "old.sqlite3"
    old = Database(path, MIGRATIONS[:version])
    old.execute("INSERT INTO settings VALUES ('theme', '\"dark\"')")
    old.execute(
        "INSERT INTO uploads (position, path, state, since, created_at, updated_at) VALUES (1, '/a.zip', 'held', 2, 3, 4)"
    )
    old.close()
    lifted, new = Database(path), Database(tmp_path / "new.sqlite3")
    assert shape(lifted) == shape(new)
    (setting,) = lifted.rows("SELECT * FROM settings")
    (upload,) = lifted.rows("SELECT * FROM uploads")
    assert tuple(setting) == ("theme", '"dark"')
    assert (upload["id"], upload["path"], upload["state"], upload["since"]) == (1, "/a.zip", "held", 2)
    lifted.close()
    new.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """All statements of all steps are one transaction: the earlier version still opens the file."""
    path = tmp_path / "old.sqlite3"
    Database(path, MIGRATIONS[:1]).close()
    steps = (MIGRATIONS[0], "CREATE TABLE half (a TEXT) STRICT;", "INSERT INTO nothing VALUES (1);")
    with pytest.raises(sqlite3.OperationalError):
        Database(path, steps)
    again = Database(path, MIGRATIONS[:1])
    assert again.rows("SELECT name FROM sqlite_schema WHERE name = 'half'") == []
    again.close()


def test_a_file_of_a_later_version_is_not_touched(tmp_path: Path) -> None:
    """It is said that the program is too old, and the file keeps its bytes."""
    path = tmp_path / "later.sqlite3"
    Database(path).close()
    before = path.read_bytes()
    with pytest.raises(DataDirError) as told:
        Database(path, MIGRATIONS[:-1])
    assert told.value.code == "data.newer"
    assert path.read_bytes() == before
