"""What lists are ordered, filtered and searched by: a row a package beside its record, and an index of its words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from allure_desktop import json_values
from allure_desktop.api.answers import PackageRecord
from allure_desktop.library.search import folded, haystack
from allure_desktop.library.standards import standard
from allure_desktop.library.word_index import WordIndex
from allure_desktop.moments import seconds_of, sortable

if TYPE_CHECKING:
    from allure_desktop.database import Database

COLUMNS = (
    *("connection_id", "package_id", "digest", "title", "file", "who", "scorm", "standard", "version", "size"),
    *("scos", "created", "changed", "changed_s", "tags", "shown_tags", "words"),
)
_KEPT = COLUMNS[2:]
_PUT = (
    f"INSERT INTO package_facts ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - our names
    f" ON CONFLICT (connection_id, package_id) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in _KEPT)}"
)
_DECODER = msgspec.json.Decoder(PackageRecord, float_hook=json_values.FLOAT_HOOK)
_MOST = 2**63 - 1
#: so many packages are brought into the index one by one
_FEW = 50
#: another one whenever records are read differently: then all are read anew
READING = "1"
_KEEP = (
    "INSERT INTO packages (connection_id, package_id, position, record) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (connection_id, package_id) DO UPDATE SET position = excluded.position, record = excluded.record"
)


def encoded(record: PackageRecord) -> bytes:
    """A record as it is kept."""
    return json_values.encode(record)


def decoded(text: str) -> PackageRecord | None:
    """A kept record; None when an older program wrote it in another shape: the next refresh brings it back."""
    try:
        try:
            record = _DECODER.decode(text)
        except RecursionError:
            return msgspec.convert(json_values.decode(text), PackageRecord)
        if json_values.deeper_than(record.raw):
            return msgspec.convert(json_values.decode(text), PackageRecord)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
    return record


def digest(text: bytes) -> bytes:
    """Tells by the JSON of a record whether it is another than the one that was kept."""
    return hashlib.blake2b(text, digest_size=8, key=READING.encode()).digest()


class Facts:
    """Written with each record; `words` is the index of their words, left out where SQLite has none."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.words = WordIndex(database)

    @property
    def indexed(self) -> bool:
        """Whether words are found by the index; otherwise every row is looked through."""
        return self.words.there

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction. The index is made before, so that it is not taken back with it."""
        _ = self.indexed
        with self._database.transaction():
            yield

    def put(self, connection_id: str, record: PackageRecord, mark: bytes) -> None:
        """The facts of one record; `mark` is the digest of the record as it came. Within `writing`."""
        self._database.execute(_PUT, *_values(connection_id, record, mark))

    def keep(self, connection_id: str, position: int, record: PackageRecord, kept: bytes, mark: bytes) -> None:
        """A record, whose kept form is `kept`, at a place of the list, with its facts; within `writing`."""
        self._database.execute(_KEEP, connection_id, record.package_id, position, kept.decode())
        self.put(connection_id, record, mark)

    def keep_new(self, connection_id: str, entries: Sequence[tuple[int, PackageRecord, bytes, bytes]]) -> None:
        """As `keep`, for packages that were not kept; within `writing`.

        The words of many are due afterwards: `words.fill_soon` brings them into the index.
        """
        if len(entries) < _FEW:
            for entry in entries:
                self.keep(connection_id, *entry)
            return
        with self.words.later():
            self._database.execute_many(
                _KEEP, [(connection_id, record.package_id, at, kept.decode()) for at, record, kept, _mark in entries]
            )
            self._database.execute_many(
                _PUT, [_values(connection_id, record, mark) for _at, record, _kept, mark in entries]
            )

    def drop(self, connection_id: str, package_ids: Iterable[str] | None = None) -> None:
        """Forgets these packages, or all of a connection; within `writing`."""
        if package_ids is None:
            self._database.execute("DELETE FROM package_facts WHERE connection_id = ?", connection_id)
            return
        for package_id in package_ids:
            self._database.execute(
                "DELETE FROM package_facts WHERE connection_id = ? AND package_id = ?", connection_id, package_id
            )

    def distrust(self, key: int) -> None:
        """A kept record cannot be read: the next refresh brings it again, whatever the server says of its page."""
        with self._database.transaction():
            self._database.execute(
                "DELETE FROM list_pages WHERE connection_id = (SELECT connection_id FROM package_facts WHERE id = ?)",
                key,
            )
            self._database.execute("UPDATE package_facts SET digest = x'' WHERE id = ?", key)

    def digests(self, connection_id: str) -> dict[str, bytes]:
        """What is kept of each package, by its id."""
        self.complete(connection_id)
        rows = self._database.rows(
            "SELECT package_id, digest FROM package_facts WHERE connection_id = ?", connection_id
        )
        return {row["package_id"]: row["digest"] for row in rows}

    def complete(self, connection_id: str) -> None:
        """Makes the facts of records that were kept before there were any."""
        wanted = "FROM package_facts_wanted WHERE connection_id = ?"
        if self._database.row(f"SELECT 1 {wanted}", connection_id) is None:
            return
        with self.writing():
            for row in self._database.rows("SELECT record FROM packages WHERE connection_id = ?", connection_id):
                if (record := decoded(row["record"])) is not None:
                    self.put(connection_id, record, b"")
            self._database.execute(f"DELETE {wanted}", connection_id)


def _values(connection_id: str, record: PackageRecord, mark: bytes) -> tuple[object, ...]:
    created_s = seconds_of(record.created_at)
    changed_s = seconds_of(record.updated_at) if record.updated_at else created_s
    created = sortable(created_s)
    tags = [tag.replace("\n", " ") for tag in record.tags]
    return (
        connection_id,
        record.package_id,
        mark,
        folded(record.title),
        folded(record.original_filename),
        folded(record.uploaded_by),
        folded(f"{record.scorm_version} {record.schemaversion}"),
        standard(record),
        _whole(record.current_revision),
        _whole(record.file_size_bytes),
        _whole(record.sco_count),
        created,
        created if changed_s == created_s else sortable(changed_s),
        changed_s or 0.0,
        "\n" + "\n".join(map(folded, tags)) + "\n",
        "\n".join(tags),
        # the index would end at a zero
        haystack(record).replace("\0", " "),
    )


def _whole(number: int | None) -> int:
    return max(-_MOST, min(_MOST, number or 0))
