"""The truth about uploads in SQLite: written before each risky call and after each acknowledgement."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from allure_desktop.database import Database
from allure_desktop.errors import UsageError
from allure_desktop.uploads import after_details
from allure_desktop.uploads.call_log import CallLog
from allure_desktop.uploads.origins import Origins
from allure_desktop.uploads.parts import Method, part_count
from allure_desktop.uploads.removal import Removals
from allure_desktop.uploads.rows import Message, Reason, State, UploadOptions, UploadRow
from allure_desktop.uploads.source_file import Identity
from allure_desktop.uploads.transfer import Transfer


@dataclass(frozen=True, slots=True)
class SentPart:
    """A part that the storage has acknowledged: its place in the file, the MD5 read, the ETag verbatim.

    `md5` is empty where the ETags of the storage are none.
    """

    number: int
    offset: int
    length: int
    md5: str
    etag: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as the journal holds it; the columns' meanings stand beside the table in `database`."""

    id: int
    position: float
    path: str
    connection_id: str | None
    base_url: str
    tenant_id: str
    uploaded_by: str
    package_id: str | None
    is_new_version: bool
    options: UploadOptions
    state: State
    reason: Reason
    until: float | None
    since: float
    message: Message
    title: str
    file_size: int | None
    file_mtime_ns: int | None
    file_inode: int | None
    sha256: str | None
    method: Method
    server_upload_id: str | None
    storage_path: str | None
    part_size: int | None
    revision_before: int | None
    revision_seen: int | None
    revision: int | None
    checked: bool
    complete_tries: int
    completed: bool
    process_first_at: float | None
    process_last_at: float | None
    process_first_there: float | None
    process_last_there: float | None
    process_first_steady: float | None
    process_last_steady: float | None
    accepted: bool
    live: bool
    patched: bool
    server_report: dict[str, Any] | None
    server_said: dict[str, Any] | None
    mended: dict[str, Any] | None
    watched: bool
    wish: str
    sent_bytes: int
    api_calls: int
    retries: int
    seconds: float
    created_at: float
    updated_at: float

    @property
    def file(self) -> str:
        return Path(self.path).name

    @property
    def original(self) -> str:
        """Where the user's own file is, also while a mended copy of it is uploaded."""
        return str((self.mended or {}).get("original") or self.path)

    @property
    def source(self) -> str:
        """What the user has: the folder that was packed, else the file itself."""
        return self.options.folder or self.original

    @property
    def original_as(self) -> tuple[int, int, int] | None:
        """The user's own file as it was checked, or mended, last: bytes, nanoseconds, inode; None where not known."""
        if self.mended is not None:
            kept = self.mended.get("original_as")
            return tuple(kept) if kept and len(kept) == 3 else None
        found = self.identity
        return None if found is None else (found.size_bytes, found.mtime_ns, found.inode)

    @property
    def identity(self) -> Identity | None:
        """The content that was checked and whose upload began; None before either."""
        if self.file_size is None or self.file_mtime_ns is None:
            return None
        return Identity(self.file_size, self.file_mtime_ns, self.file_inode or 0)

    @property
    def parts_total(self) -> int | None:
        if self.method == "presigned":
            return 1
        if self.method == "multipart" and self.file_size and self.part_size:
            return part_count(self.file_size, self.part_size)
        return None

    def transfer(self, acked: Iterable[int], now: float, steady: float) -> Transfer:
        """The machine's view of this row, as a process sees it that has just taken it over.

        How long ago something was tells the steady clock; after a restart of the machine the other one, and what that
        has not reached yet counts as just now.
        """

        def moved(at: float | None, then: float | None) -> float | None:
            if at is None or then is None or then > steady:
                return None if at is None else min(at, now)
            return now - (steady - then)

        first_try = moved(self.process_first_at, self.process_first_steady)
        last_try = moved(self.process_last_at, self.process_last_steady)
        parts = frozenset(acked)
        return Transfer(
            state=self.state,
            reason=self.reason,
            until=None,
            since=self.since,
            message=self.message,
            has_connection=self.connection_id is not None,
            wants_check=not self.options.no_validation,
            at_once=self.options.at_once,
            server_check=self.options.validate_only,
            new_version=self.is_new_version,
            wants_patch=after_details.wanted(self.options),
            checked=self.checked,
            size=self.file_size or 0,
            method=self.method,
            # a presigned URL is kept nowhere: without its one part the upload begins again
            opened=self.storage_path is not None and (self.method == "multipart" or bool(parts)),
            total=self.parts_total or 0,
            acked=parts,
            complete_tries=self.complete_tries,
            completed=self.completed,
            server_checked=self.server_report is not None,
            first_try=first_try,
            last_try=last_try,
            accepted=self.accepted,
            live=self.live,
            patched=self.patched,
            lost=self.process_first_at is not None and not self.accepted,
        )


def columns_of(transfer: Transfer, options: UploadOptions) -> dict[str, Any]:
    """What the journal keeps of the machine's view."""
    return {
        "state": transfer.state,
        "reason": transfer.reason,
        "until": transfer.until,
        "since": transfer.since,
        "message": transfer.message,
        "checked": transfer.checked,
        "complete_tries": transfer.complete_tries,
        "completed": transfer.completed,
        "process_first_at": transfer.first_try,
        "process_last_at": transfer.last_try,
        "accepted": transfer.accepted,
        "live": transfer.live,
        "patched": transfer.patched,
        "options": _with(options, validate_only=transfer.server_check, at_once=transfer.at_once),
    }


def _with(options: UploadOptions, **changes: bool) -> UploadOptions:
    return UploadOptions(**{**asdict(options), "tags": options.tags, **changes})


#: What is written when nothing that was sent counts any more.
NOTHING_SENT: Mapping[str, Any] = {
    "method": "",
    "server_upload_id": None,
    "storage_path": None,
    "part_size": None,
    "sent_bytes": 0,
    "server_report": None,
    "server_said": None,
}

#: What is written when the file is to be taken as it is next time, whatever it was.
ANY_CONTENT: Mapping[str, Any] = {"file_size": None, "file_mtime_ns": None, "file_inode": None, "sha256": None}


class Journal:
    """Reads and writes rows. Raises DiskFull and DataDirError, and UsageError for a row that is not there."""

    def __init__(self, database: Database, origins: Origins | None = None) -> None:
        self._database = database
        self.calls = CallLog(database)
        self.removals = Removals(database)
        self.origins = origins or Origins(database)

    def transaction(self) -> AbstractContextManager[None]:
        return self._database.transaction()

    def add(self, now: float, **columns: Any) -> int:
        """A new row at the end; returns its id."""
        row = self._database.row("SELECT coalesce(max(position), 0) + 1 AS next FROM uploads")
        columns = {"position": row["next"] if row else 1.0, **columns}
        columns = {**columns, "since": now, "created_at": now, "updated_at": now}
        names = ", ".join(columns)
        marks = ", ".join("?" for _ in columns)
        values = [_stored(value) for value in columns.values()]
        cursor = self._database.execute(f"INSERT INTO uploads ({names}) VALUES ({marks})", *values)  # noqa: S608
        return int(cursor.lastrowid or 0)

    def save(self, upload_id: int, now: float, **columns: Any) -> None:
        """Writes some columns; committed when it returns (or with the transaction it stands in)."""
        sets = ", ".join(f"{name} = ?" for name in (*columns, "updated_at"))
        values = [_stored(value) for value in columns.values()]
        self._database.execute(f"UPDATE uploads SET {sets} WHERE id = ?", *values, now, upload_id)  # noqa: S608

    def entry(self, upload_id: int) -> Entry:
        row = self._database.row(f"SELECT {_COLUMNS} FROM uploads WHERE id = ?", upload_id)  # noqa: S608
        if row is None:
            raise unknown(upload_id)
        return _entry(row)

    def entries(self) -> list[Entry]:
        """All rows in their order."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM uploads ORDER BY position, id")  # noqa: S608
        return [_entry(row) for row in rows]

    def add_part(self, upload_id: int, part: SentPart) -> None:
        """A part counts as sent from here on."""
        self._database.execute(
            "INSERT OR REPLACE INTO parts (upload_id, number, offset, length, md5, etag) VALUES (?, ?, ?, ?, ?, ?)",
            upload_id,
            part.number,
            part.offset,
            part.length,
            part.md5,
            part.etag,
        )
        self._database.execute(
            "UPDATE uploads SET sent_bytes = (SELECT sum(length) FROM parts WHERE upload_id = ?) WHERE id = ?",
            upload_id,
            upload_id,
        )

    def move(self, upload_id: int, before: int | None, now: float) -> None:
        """Puts a row before another one, or at the end."""
        rows = self._database.rows("SELECT id, position FROM uploads WHERE id != ? ORDER BY position, id", upload_id)
        order = [(row["id"], row["position"]) for row in rows]
        place = next((n for n, (other, _) in enumerate(order) if other == before), len(order))
        above = order[place - 1][1] if place > 0 else None
        below = order[place][1] if place < len(order) else None
        if above is not None and below is not None:
            position = (above + below) / 2
        elif below is not None:
            position = below - 1
        else:
            position = 1.0 if above is None else above + 1
        if above is not None and not above < position:  # halved so often that no number lies between
            for number, (other, _) in enumerate(order, 1):
                self.save(other, now, position=float(number))
            position = place + 0.5
        self.save(upload_id, now, position=position)

    def parts(self, upload_id: int) -> list[SentPart]:
        """The acknowledged parts by number."""
        rows = self._database.rows(
            "SELECT number, offset, length, md5, etag FROM parts WHERE upload_id = ? ORDER BY number", upload_id
        )
        return [SentPart(*row) for row in rows]

    def forget_parts(self, upload_id: int) -> None:
        self._database.execute("DELETE FROM parts WHERE upload_id = ?", upload_id)

    def delete(self, upload_id: int) -> None:
        self._database.execute("DELETE FROM uploads WHERE id = ?", upload_id)

    def first_position(self) -> float:
        row = self._database.row("SELECT coalesce(min(position), 1) AS first FROM uploads")
        return float(row["first"]) if row else 1.0

    def claimed_packages(self, connection_id: str | None, but: int) -> frozenset[str]:
        """Packages that other rows of this connection have become: no evidence for this one."""
        rows = self._database.rows(
            "SELECT package_id FROM uploads WHERE connection_id = ? AND id != ? AND live AND NOT is_new_version",
            connection_id,
            but,
        )
        return frozenset(row["package_id"] for row in rows if row["package_id"])

    def on_the_way(self, connection_id: str | None, but: int) -> tuple[int, int]:
        """Bytes and new packages of the other uploads of a connection that take up room before it is counted as used.

        Of two that begin together the one that was added first has the room.
        """
        row = self._database.row(
            "SELECT COALESCE(SUM(file_size), 0) AS bytes, COALESCE(SUM(is_new_version = 0), 0) AS packages FROM uploads"
            " WHERE connection_id = ? AND id != ? AND state IN ('sending', 'completing')"
            " AND reason IN ('', 'rate_limited', 'offline', 'stalled') AND (storage_path IS NOT NULL OR id < ?)",
            connection_id,
            but,
            but,
        )
        return (0, 0) if row is None else (int(row["bytes"]), int(row["packages"]))

    def went_live(self, upload_id: int, now: float) -> None:
        """Remembers what the file at this path has become: the next one from there is proposed as its new version."""
        entry = self.entry(upload_id)
        if entry.connection_id is None or entry.package_id is None:
            return
        row = self._database.row("SELECT report FROM uploads WHERE id = ?", upload_id)
        report = json.loads(row["report"]) if row and row["report"] else None
        self.origins.became(entry.connection_id, entry.source, entry.package_id, report, now)

    def stamps(self) -> dict[int, tuple[float, str]]:
        """When each row was last written, by which process ever, and what its owner is asked for."""
        rows = self._database.rows("SELECT id, updated_at, wish FROM uploads")
        return {row["id"]: (row["updated_at"], row["wish"]) for row in rows}

    def data_version(self) -> int:
        """Another number whenever another connection to the file has committed."""
        row = self._database.row("PRAGMA data_version")
        return int(row[0]) if row else 0

    def row(self, upload_id: int) -> UploadRow:
        return self._rows("WHERE u.id = ?", upload_id)[0]

    def rows(self) -> list[UploadRow]:
        return self._rows("ORDER BY u.position, u.id")

    def _rows(self, tail: str, *values: Any) -> list[UploadRow]:
        columns = ", ".join(f"u.{name}" for name in _NAMES)
        rows = self._database.rows(
            f"SELECT {columns}, u.report, (SELECT count(*) FROM parts p WHERE p.upload_id = u.id) AS parts_done"  # noqa: S608
            f" FROM uploads u {tail}",
            *values,
        )
        if not rows and values:
            raise unknown(values[0])
        return [_row(_entry(row), row["parts_done"], row["report"]) for row in rows]


def unknown(upload_id: int) -> UsageError:
    return UsageError(f"There is no upload {upload_id}.", remedy="Look at the list of uploads.", subject=str(upload_id))


_NAMES: Sequence[str] = tuple(field.name for field in fields(Entry))
_COLUMNS = ", ".join(_NAMES)
_FLAGS = ("is_new_version", "checked", "completed", "accepted", "live", "patched", "watched")
_DOCUMENTS = ("server_report", "server_said", "mended")


@lru_cache(maxsize=256)
def _as_json(value: UploadOptions | Message) -> str:
    return json.dumps(asdict(value), ensure_ascii=False)


def _stored(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, UploadOptions | Message):
        return _as_json(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, Mapping) else value


def _entry(row: Any) -> Entry:
    values = {name: row[name] for name in _NAMES}
    values.update({name: bool(values[name]) for name in _FLAGS})
    values["options"] = _read(UploadOptions, values["options"])
    values["message"] = _read(Message, values["message"])
    values.update({name: json.loads(values[name]) if values[name] else None for name in _DOCUMENTS})
    return Entry(**values)


@lru_cache(maxsize=256)
def _read(kind: Any, text: str) -> Any:
    """A value from its JSON; what a later version added is left out."""
    known = {field.name for field in fields(kind)}
    read = json.loads(text)
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in read.items() if k in known})


def _row(entry: Entry, parts_done: int, report: str | None) -> UploadRow:
    return UploadRow(
        id=entry.id,
        path=entry.path,
        file=entry.file,
        title=entry.title or Path(entry.path).stem,
        state=entry.state,
        reason=entry.reason,
        until=entry.until,
        since=entry.since,
        message=entry.message,
        connection_id=entry.connection_id,
        base_url=entry.base_url,
        tenant_id=entry.tenant_id,
        package_id=entry.package_id,
        is_new_version=entry.is_new_version,
        revision_before=entry.revision_before,
        revision_seen=entry.revision_seen,
        revision=entry.revision,
        options=entry.options,
        total_bytes=entry.file_size,
        sha256=entry.sha256 or "",
        sent_bytes=entry.sent_bytes,
        parts_done=parts_done,
        parts_total=entry.parts_total,
        method=entry.method,
        api_calls=entry.api_calls,
        retries=entry.retries,
        seconds=entry.seconds,
        created_at=entry.created_at,
        updated_at=entry.updated_at,
        report=cast("dict[str, Any]", json.loads(report)) if report else None,
        server_report=entry.server_report,
        server_said=entry.server_said,
        mended=entry.mended,
        watched=entry.watched,
        original_as=entry.original_as,
    )
