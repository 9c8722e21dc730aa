"""The connections of this computer: kept in the database, their keys in the keyring, one of them the default."""

from __future__ import annotations

import contextlib
import dataclasses
import getpass
import hashlib
import json
import threading
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from allure_desktop.connections.address import clean_address, split_password, with_password
from allure_desktop.connections.api_keys import ApiKeys, KeyPlace
from allure_desktop.connections.connection import COLOURS, AuthKind, Connection
from allure_desktop.database import Database
from allure_desktop.errors import KeyringUnavailable, NoConnection, UsageError
from allure_desktop.events import ConnectionsChanged, Events

_HOW_TO_MAKE_ONE = (
    "Add one in the window, or with: allure-desktop connect --name NAME --url URL --tenant TENANT --key-stdin "
    "(or set ALLURE_URL, ALLURE_TENANT and ALLURE_API_KEY for one call)."
)
_OF_ONE_CALL = ("ALLURE_URL", "ALLURE_TENANT", "ALLURE_API_KEY")


class Connections:
    """Thread-safe. Announces ConnectionsChanged."""

    def __init__(self, database: Database, events: Events, keys: ApiKeys) -> None:
        self._database = database
        self._events = events
        self.keys = keys
        keys.on_change = lambda: events.announce(ConnectionsChanged())
        self._lock = threading.Lock()
        #: held while an address and its key are written or read together
        self._whole = threading.RLock()
        self._transient: dict[str, Connection] = {}

    def all(self) -> list[Connection]:
        """Every stored connection in the user's own order, at first the oldest first."""
        sql = "SELECT * FROM connections ORDER BY position, created_at, rowid"
        return [_read(row) for row in self._database.rows(sql)]

    def get(self, name_or_id: str) -> Connection:
        """By id, else by name (case does not count); also one that came from the environment of this run.

        Raises NoConnection (connection.unknown).
        """
        with self._lock:
            if name_or_id in self._transient:
                return self._transient[name_or_id]
        row = self._database.row("SELECT * FROM connections WHERE id = ?", name_or_id) or self._database.row(
            "SELECT * FROM connections WHERE name = ? COLLATE NOCASE", name_or_id.strip()
        )
        if row is not None:
            return _read(row)
        if name_or_id.startswith("env:"):
            raise NoConnection(
                "The connection that this began with came from the environment.",
                cause="It was not stored, nor was its key.",
                remedy=f"Set {', '.join(_OF_ONE_CALL)} to the same values again.",
                code="connection.unknown",
            )
        names = ", ".join(connection.name for connection in self.all())
        raise NoConnection(
            f"There is no connection named {name_or_id}.",
            cause=f"There are: {names}." if names else "There is none yet.",
            remedy="Choose one of these." if names else _HOW_TO_MAKE_ONE,
            subject=name_or_id,
            code="connection.unknown",
        )

    def default(self) -> Connection | None:
        """The one that is used when none is named, None where there is none."""
        row = self._database.row(
            "SELECT * FROM connections ORDER BY is_default DESC, position, created_at, rowid LIMIT 1"
        )
        return None if row is None else _read(row)

    def choose(self, name: str | None, environ: Mapping[str, str]) -> Connection:
        """The connection of one call: `name`, else ALLURE_CONNECTION, else the three of the environment, else the default.

        ALLURE_URL, ALLURE_TENANT and ALLURE_API_KEY together are a connection of their own, stored nowhere;
        ALLURE_API_KEY alone is the key for the connection chosen otherwise, for this run.
        Raises NoConnection with how to make one.
        """
        named = (name or "").strip() or environ.get("ALLURE_CONNECTION", "").strip()
        elsewhere = any(environ.get(variable, "").strip() for variable in ("ALLURE_URL", "ALLURE_TENANT"))
        if elsewhere and not named:
            return self._from_environment(environ)
        chosen = self.get(named) if named else self.default()
        if chosen is None:
            raise NoConnection(
                "There is no connection to a server yet.", remedy=_HOW_TO_MAKE_ONE, code="connection.none"
            )
        key = _key_of(environ)
        if key and not elsewhere:  # with an address of its own the key is meant for that server, and for no other
            self.keys.use_for_this_run(chosen.id, key)
        return chosen

    def _from_environment(self, environ: Mapping[str, str]) -> Connection:
        missing = [name for name in _OF_ONE_CALL if not environ.get(name, "").strip()]
        if missing:
            raise NoConnection(
                f"A connection from the environment needs {', '.join(_OF_ONE_CALL)}.",
                cause=f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not set.",
                remedy="Set all three, or none of them.",
                code="connection.none",
            )
        try:
            base_url = clean_address(environ["ALLURE_URL"])
        except UsageError as error:
            raise NoConnection(
                f"ALLURE_URL cannot be used. {error.what}",
                cause=error.cause,
                remedy=error.remedy,
                code="connection.none",
            ) from error
        tenant_id = environ["ALLURE_TENANT"].strip()
        connection = Connection(
            id=transient_id(base_url, tenant_id),
            name=urlsplit(base_url).netloc,
            base_url=base_url,
            tenant_id=tenant_id,
            uploaded_by=environ.get("ALLURE_UPLOADED_BY", "").strip() or login_name(),
            transient=True,
        )
        self.keys.use_for_this_run(connection.id, _key_of(environ))
        with self._lock:
            self._transient[connection.id] = connection
        return connection

    def save(self, connection: Connection, key: str | None) -> KeyPlace:
        """Adds or changes a connection (id '': a new one; find it again by its name) and tells where its key is.

        `key` None leaves the kept one, which is for the server it was given for: with another address UsageError
        (connection.other-server) asks for it again. The password in a proxy's address goes into the keyring too. The
        first connection becomes the default, and so does one that says so: no other is it then. Raises UsageError for an address, name or tenant id that cannot be, and
        for a name that is taken.
        """
        cleaned = self._checked(connection)
        proxy, password = split_password(cleaned.proxy)
        cleaned = dataclasses.replace(cleaned, proxy=proxy)
        # nobody may see the new address with the old key, or the other way round
        with self._whole:
            with self._database.transaction():
                self._free(cleaned)
                known = self._database.row("SELECT * FROM connections WHERE id = ?", cleaned.id)
                before = None if known is None else _read(known)
                if before is not None and not key:
                    same_server(before, cleaned.base_url)
                if cleaned.is_default or self.default() is None:
                    self._database.execute("UPDATE connections SET is_default = 0")
                    cleaned = dataclasses.replace(cleaned, is_default=True)
                self._write(cleaned, known["created_at"] if known else datetime.now(UTC).isoformat())
                if known is None:  # behind those that were put in order
                    last = "SELECT COALESCE(MAX(position), 0) FROM connections"
                    self._database.execute(f"UPDATE connections SET position = ({last}) WHERE id = ?", cleaned.id)  # noqa: S608
            try:
                place: KeyPlace = self.keys.set(cleaned.id, key.strip()) if key else self._place(cleaned.id)
                if password:
                    self.keys.set(_proxy_entry(cleaned.id), password)
                elif before is not None and "@" in before.proxy and before.proxy != proxy:
                    with contextlib.suppress(KeyringUnavailable):  # without its proxy it is never asked for again
                        self.keys.delete(_proxy_entry(cleaned.id))
            finally:
                self._events.announce(ConnectionsChanged())
        return place

    def _place(self, connection_id: str) -> KeyPlace:
        try:
            return self.keys.place(connection_id) or "keyring"
        except KeyringUnavailable:
            return "keyring"  # it was not touched, and was put there at another time

    def _checked(self, connection: Connection) -> Connection:
        name, tenant_id = " ".join(connection.name.split()), connection.tenant_id.strip()
        if connection.transient:
            raise UsageError("A connection from the environment is not stored.", remedy="Add it under a name.")
        if not tenant_id:
            raise UsageError(
                "The tenant id is missing.",
                remedy="Find it in AllureConnect under Settings, and enter it.",
                code="connection.tenant",
            )
        base_url = clean_address(connection.base_url)
        return dataclasses.replace(
            connection,
            id=connection.id or uuid.uuid4().hex,
            name=name or urlsplit(base_url).netloc,
            base_url=base_url,
            tenant_id=tenant_id,
            uploaded_by=connection.uploaded_by.strip() or login_name(),
            auth="bearer" if connection.auth == "bearer" else "x-api-key",
            colour=connection.colour if connection.colour in COLOURS else COLOURS[0],
        )

    def _free(self, connection: Connection) -> None:
        sql = "SELECT id FROM connections WHERE name = ? COLLATE NOCASE AND id != ?"
        if self._database.row(sql, connection.name, connection.id) is not None:
            raise UsageError(
                f"There is already a connection named {connection.name}.",
                remedy="Choose another name.",
                subject=connection.name,
                code="connection.name",
            )

    def _write(self, connection: Connection, created_at: str) -> None:
        options = {
            "proxy": connection.proxy,
            "ca_file": connection.ca_file,
            "shares_facts": connection.shares_facts,
        }
        values: dict[str, Any] = {
            "id": connection.id,
            "name": connection.name,
            "base_url": connection.base_url,
            "tenant_id": connection.tenant_id,
            "uploaded_by": connection.uploaded_by,
            "auth": connection.auth,
            "colour": connection.colour,
            "is_default": int(connection.is_default),
            "is_sandbox": int(connection.is_sandbox),
            "may_write": None if connection.may_write is None else int(connection.may_write),
            "options": json.dumps({name: value for name, value in options.items() if value}),
            "created_at": created_at,
        }
        changed = ", ".join(f"{name} = excluded.{name}" for name in values if name != "id")
        self._database.execute(
            f"INSERT INTO connections ({', '.join(values)}) VALUES ({', '.join('?' for _ in values)})"  # noqa: S608
            f" ON CONFLICT (id) DO UPDATE SET {changed}",
            *values.values(),
        )

    def remove(self, connection_id: str) -> None:
        """Removes a connection with its key; what is on the server stays. The oldest left becomes the default.

        Raises NoConnection, and KeyringUnavailable when the key may still be in a keyring that does not answer
        (the connection is removed all the same).
        """
        connection = self.get(connection_id)
        with self._database.transaction():
            self._database.execute("DELETE FROM connections WHERE id = ?", connection.id)
            left = self.default()
            if left is not None and not left.is_default:
                self._database.execute("UPDATE connections SET is_default = 1 WHERE id = ?", left.id)
        try:
            self.keys.delete(connection.id)
            if "@" in connection.proxy:
                self.keys.delete(_proxy_entry(connection.id))
        finally:
            self._events.announce(ConnectionsChanged())

    def set_default(self, connection_id: str) -> None:
        """It is used where none is named; no other is the default then. Raises NoConnection."""
        connection = self.get(connection_id)
        with self._database.transaction():
            self._database.execute("UPDATE connections SET is_default = (id = ?)", connection.id)
        self._events.announce(ConnectionsChanged())

    def put_in_order(self, ids: Sequence[str]) -> None:
        """These connections stand in this order from now on, others behind them."""
        with self._database.transaction():
            self._database.execute("UPDATE connections SET position = ?", len(ids) + 1)
            for position, connection_id in enumerate(ids, 1):
                self._database.execute("UPDATE connections SET position = ? WHERE id = ?", position, connection_id)
        self._events.announce(ConnectionsChanged())

    def set_may_write(self, connection_id: str, may_write: bool | None) -> None:
        """Keeps what the test of the connection found. Raises NoConnection."""
        connection = self.get(connection_id)
        value = None if may_write is None else int(may_write)
        self._database.execute("UPDATE connections SET may_write = ? WHERE id = ?", value, connection.id)
        self._events.announce(ConnectionsChanged())

    def key_for(self, connection: Connection) -> str:
        """The key of a connection, for the server that `connection` names.

        Raises NoConnection (connection.no-key; connection.moved where it leads to another server meanwhile) and
        KeyringUnavailable.
        """
        with self._whole:
            row = self._database.row("SELECT base_url FROM connections WHERE id = ?", connection.id)
            if row is not None and row["base_url"] != connection.base_url:
                raise NoConnection(
                    f"{connection.name} leads to another server now.",
                    cause=f"Its key is not for {urlsplit(connection.base_url).netloc} any more.",
                    remedy="Try again.",
                    subject=connection.name,
                    code="connection.moved",
                )
            key = self.keys.get(connection.id)
        if key:
            return key
        raise NoConnection(
            f"The key of {connection.name} is missing.",
            cause="No key is kept for it: it was for one run only, or was removed from the keyring.",
            remedy="Enter it again in the connection, or set ALLURE_API_KEY for one call.",
            subject=connection.name,
            code="connection.no-key",
        )

    def proxy_for(self, connection: Connection) -> str:
        """The whole address of a connection's proxy; its password comes from the keyring. Raises KeyringUnavailable.

        The kept password is for the kept proxy alone: another one gets what stands in its address.
        """
        if "@" not in connection.proxy or split_password(connection.proxy)[1]:
            return connection.proxy
        row = self._database.row("SELECT * FROM connections WHERE id = ?", connection.id)
        if row is None or _read(row).proxy != connection.proxy:
            return connection.proxy
        return with_password(connection.proxy, self.keys.get(_proxy_entry(connection.id)) or "")


def same_server(kept: Connection, base_url: str) -> None:
    """Raises UsageError (connection.other-server) where the kept key would be told to another server."""
    if kept.base_url == base_url:
        return
    before, now = urlsplit(kept.base_url).netloc, urlsplit(base_url).netloc
    raise UsageError(
        f"The key of {kept.name} is needed again.",
        cause=f"The one that is kept was given for {before} and is told to no other server; the address leads to {now}.",
        remedy=f"Enter the key for {now}.",
        subject=now,
        code="connection.other-server",
    )


def _proxy_entry(connection_id: str) -> str:
    return f"{connection_id} proxy"


def transient_id(base_url: str, tenant_id: str) -> str:
    """The id of a connection from the environment: the same URL and tenant give the same one at a resume."""
    return "env:" + hashlib.sha256(f"{base_url}\n{tenant_id}".encode()).hexdigest()[:24]


def login_name() -> str:
    """Who is logged in on this computer; 'unknown' where the system does not tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _key_of(environ: Mapping[str, str]) -> str:
    return environ.get("ALLURE_API_KEY", "").strip()


def _read(row: Any) -> Connection:
    try:
        options = json.loads(row["options"])
    except ValueError:
        options = {}
    auth: AuthKind = "bearer" if row["auth"] == "bearer" else "x-api-key"
    return Connection(
        id=row["id"],
        name=row["name"],
        base_url=row["base_url"],
        tenant_id=row["tenant_id"],
        uploaded_by=row["uploaded_by"],
        auth=auth,
        colour=row["colour"] or COLOURS[0],
        is_default=bool(row["is_default"]),
        is_sandbox=bool(row["is_sandbox"]),
        may_write=None if row["may_write"] is None else bool(row["may_write"]),
        proxy=str(options.get("proxy", "")) if isinstance(options, dict) else "",
        ca_file=str(options.get("ca_file", "")) if isinstance(options, dict) else "",
        shares_facts=isinstance(options, dict) and options.get("shares_facts") is True,
    )
