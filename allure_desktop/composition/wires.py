"""Keeps one pair of clients a connection, so that all its uploads and views share a rate budget."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from allure_desktop.database import Database
from allure_desktop.settings import Settings

if TYPE_CHECKING:  # these bring httpx; they are loaded when first asked for
    from allure_desktop.api.client import ApiClient
    from allure_desktop.api.rate_limit import RateBudget
    from allure_desktop.api.storage import StorageClient
    from allure_desktop.connections.connection import Connection
    from allure_desktop.connections.connections import Connections

#: How long what a server declares is believed, in seconds.
FEATURES_LAST_S = 600.0
#: Characters of a document that is kept between runs; a larger one is read anew at each start.
LONGEST_KEPT = 2_000_000


@dataclass(frozen=True, slots=True)
class Wire:
    """The clients of a connection, and what they were made of."""

    connection: Connection
    proxy: str = field(repr=False)
    api: ApiClient
    storage: StorageClient

    def close(self) -> None:
        """Ends what is under way at once."""
        self.api.close()
        self.storage.close()


class Wires:
    """Makes the clients of connections when they are first needed. Thread-safe.

    `connections` is asked for only then: reading the keyring's library takes a moment.
    """

    def __init__(self, database: Database, settings: Settings, connections: Callable[[], Connections]) -> None:
        self._database = database
        self._settings = settings
        self._connections = connections
        self._wires: dict[str, Wire] = {}
        self._lock = threading.RLock()

    def to(self, connection_id: str) -> Wire:
        """The clients of a connection, made anew when its server, its key's owner or its proxy are others now.

        Raises NoConnection, KeyringUnavailable where a proxy's password cannot be read.
        """
        from allure_desktop.api.client import ApiClient
        from allure_desktop.api.storage import StorageClient

        connections = self._connections()
        connection = connections.get(connection_id)
        proxy = connections.proxy_for(connection)
        with self._lock:
            known = self._wires.get(connection_id)
            if known is not None:
                if known.proxy == proxy and _same_server(known.connection, connection):
                    return known
                known.close()
            api = ApiClient(
                connection.base_url,
                connection.tenant_id,
                connection.uploaded_by,
                lambda: connections.key_for(connection),
                connection.auth,
                budget=self._budget(connection),
                # another process may have replaced it: the next call reads it anew
                on_refused=lambda: connections.keys.doubt(connection.id),
                load_document=lambda: self._load_document(connection.base_url),
                keep_document=lambda document: self._keep_document(connection.base_url, document),
                proxy=proxy,
                ca_file=connection.ca_file,
            )
            storage = StorageClient(proxy=proxy, ca_file=connection.ca_file)
            wire = self._wires[connection_id] = Wire(connection, proxy, api, storage)
            return wire

    def _budget(self, connection: Connection) -> RateBudget:
        from allure_desktop.api.call_log import kept_budget
        from allure_desktop.uploads.env import RealEnv

        env = RealEnv()
        return kept_budget(
            self._database,
            self._settings,
            connection.base_url,
            connection.tenant_id,
            wall=env.wall,
            steady=env.steady,
            dice=env.dice,
        )

    def _load_document(self, origin: str) -> dict[str, Any] | None:
        row = self._database.row("SELECT as_of, document FROM server_features WHERE origin = ?", origin)
        if row is None or not 0 <= time.time() - row["as_of"] < FEATURES_LAST_S:
            return None
        try:
            document = json.loads(row["document"])
        except (ValueError, RecursionError):
            return None
        return document if isinstance(document, dict) else None

    def _keep_document(self, origin: str, document: Mapping[str, Any]) -> None:
        try:
            text = json.dumps(document)
        except (ValueError, TypeError, RecursionError):
            return  # read anew at the next start
        if len(text) > LONGEST_KEPT:
            return
        self._database.execute(
            "INSERT INTO server_features (origin, as_of, document) VALUES (?, ?, ?)"
            " ON CONFLICT (origin) DO UPDATE SET as_of = excluded.as_of, document = excluded.document",
            origin,
            time.time(),
            text,
        )

    def close(self) -> None:
        """Ends what is under way on each of them at once."""
        with self._lock:
            wires = tuple(self._wires.values())
            self._wires.clear()
        for wire in wires:
            wire.close()


def _same_server(one: Connection, other: Connection) -> bool:
    """What a client was made of is still so; name, colour and the like do not concern it."""
    facts = ("base_url", "tenant_id", "uploaded_by", "auth", "ca_file")
    return all(getattr(one, name) == getattr(other, name) for name in facts)
