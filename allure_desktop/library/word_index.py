"""The index of the words of packages: kept by triggers for a few, filled beside everything else for very many."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from allure_desktop.errors import AllureError

if TYPE_CHECKING:
    from allure_desktop.database import Database

log = logging.getLogger(__name__)

_NOT_DUE = "NOT EXISTS (SELECT 1 FROM package_words_due WHERE {}.id BETWEEN first AND last)"
_DROP = "INSERT INTO package_words (package_words, rowid, words) VALUES ('delete', old.id, old.words);"
_PUT = "INSERT INTO package_words (rowid, words) VALUES (new.id, new.words);"
#: what is still to be filled in stands in no index yet: nothing is taken out of it or put in twice
_TRIGGERS = {
    "package_words_put": f"AFTER INSERT ON package_facts WHEN {_NOT_DUE.format('new')} BEGIN {_PUT} END",
    "package_words_drop": f"AFTER DELETE ON package_facts WHEN {_NOT_DUE.format('old')} BEGIN {_DROP} END",
    "package_words_change": (
        f"AFTER UPDATE OF words ON package_facts WHEN old.words <> new.words AND {_NOT_DUE.format('old')}"
        f" BEGIN {_DROP} {_PUT} END"
    ),
}
_MOST = 2**63 - 1
#: So many packages are filled in at once: others may write after some tenths of a second.
_AT_ONCE = 2000


class WordIndex:
    """Thread-safe. What is due is kept in the database: after a sudden end the next search or reading goes on."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._made: bool | None = None
        self._filler: threading.Thread | None = None
        self._wanted = False

    @property
    def there(self) -> bool:
        """Whether this computer's SQLite has such an index; otherwise every row is looked through."""
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made

    @property
    def complete(self) -> bool:
        """Whether all words are in it. Until then every row is looked through, and it is being filled."""
        if not self.there:
            return False
        if not self._due():
            return True
        self.fill_soon()
        return False

    def _due(self) -> bool:
        return self._database.row("SELECT 1 FROM package_words_due LIMIT 1") is not None

    def _make(self) -> bool:
        rows = self._database.rows(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'package_facts'"
        )
        kept = {row["name"]: row["sql"] for row in rows}
        probe = "SELECT rowid FROM package_words WHERE package_words MATCH '\"abc\"' LIMIT 1"
        try:
            if kept == {name: f"CREATE TRIGGER {name} {body}" for name, body in _TRIGGERS.items()}:
                self._database.rows(probe)
                return True
            with self._database.transaction():
                # pieces of three letters: words are found inside others; the texts are folded already
                self._database.execute(
                    "CREATE VIRTUAL TABLE IF NOT EXISTS package_words USING fts5"
                    " (words, content='package_facts', content_rowid='id', columnsize=0,"
                    " tokenize='trigram case_sensitive 1')"
                )
                self._database.rows(probe)
                for name, body in _TRIGGERS.items():
                    self._database.execute(f"DROP TRIGGER IF EXISTS {name}")
                    self._database.execute(f"CREATE TRIGGER {name} {body}")
                if set(kept) != set(_TRIGGERS):
                    # nobody has kept it until now; where only the triggers are older ones it is as it should be
                    self._database.execute("INSERT INTO package_words (package_words) VALUES ('rebuild')")
                    self._database.execute("DELETE FROM package_words_due")
        except sqlite3.OperationalError:
            # this Python's SQLite has no such index: what another one has begun would be wrong from now on
            for name in _TRIGGERS:
                self._database.execute(f"DROP TRIGGER IF EXISTS {name}")
            return False
        return True

    @contextmanager
    def later(self) -> Iterator[None]:
        """Within a transaction: packages that are put now and were not kept come into the index by `fill`.

        One by one, the index writes itself out after each: ten times the time.
        """
        if not self.there:
            yield
            return
        first = self._last() + 1
        self._database.execute("INSERT OR REPLACE INTO package_words_due (first, last) VALUES (?, ?)", first, _MOST)
        yield
        last = self._last()
        self._database.execute("DELETE FROM package_words_due WHERE first = ?", first)
        if last < first:
            return
        extended = self._database.execute(
            "UPDATE package_words_due SET last = ? WHERE last = ? RETURNING first", last, first - 1
        ).fetchone()
        if extended is None:
            self._database.execute("INSERT INTO package_words_due (first, last) VALUES (?, ?)", first, last)

    def _last(self) -> int:
        # above what is due too: a number that was given back is not given to another while it is
        row = self._database.row(
            "SELECT max((SELECT coalesce(max(id), 0) FROM package_facts),"
            " (SELECT coalesce(max(last), 0) FROM package_words_due WHERE last < ?)) AS id",
            _MOST,
        )
        return 0 if row is None else int(row["id"])

    def fill(self) -> None:
        """Brings in what is due, some at a time. Raises DataDirError, DiskFull; what came in until then stays."""
        while self.there and self._due():
            with self._database.transaction():
                self._fill_some()

    def _fill_some(self) -> None:
        due = self._database.row("SELECT first, last FROM package_words_due ORDER BY first LIMIT 1")
        if due is None:
            return
        end = self._database.row(
            "SELECT max(id) AS id FROM (SELECT id FROM package_facts WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?)",
            *(due["first"], due["last"], _AT_ONCE),
        )
        if end is None or end["id"] is None or end["id"] >= due["last"]:
            last = due["last"]
            self._database.execute("DELETE FROM package_words_due WHERE first = ?", due["first"])
        else:
            last = end["id"]
            self._database.execute("UPDATE package_words_due SET first = ? WHERE first = ?", last + 1, due["first"])
        self._database.execute(
            "INSERT INTO package_words (rowid, words) SELECT id, words FROM package_facts WHERE id BETWEEN ? AND ?"
            " ORDER BY id",
            *(due["first"], last),
        )

    def fill_soon(self) -> None:
        """As `fill`, on a thread that nobody waits for; at once where nothing is due."""
        with self._lock:
            self._wanted = True
            if self._filler is None:
                self._filler = threading.Thread(target=self._filling, name="package-words", daemon=True)
                self._filler.start()

    def _filling(self) -> None:
        try:
            while self._still_wanted():
                self.fill()
        except (sqlite3.Error, AllureError) as error:
            # the program ends, or the disk is full: the next search tries again, and until then looks everywhere
            log.info("the words of packages are not in the index yet: %s", error)
            with self._lock:
                self._filler = None
        finally:
            self._database.leave()

    def _still_wanted(self) -> bool:
        with self._lock:
            wanted, self._wanted = self._wanted, False
            if not wanted:
                self._filler = None
            return wanted
