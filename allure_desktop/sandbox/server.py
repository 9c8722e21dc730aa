"""The sandbox: an AllureConnect server of one's own on this computer, on two origins, that forgets nothing."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

from allure_desktop.database import Database
from allure_desktop.errors import DataDirError, UsageError
from allure_desktop.logs import keep_secret
from allure_desktop.preview.content import Shelf
from allure_desktop.sandbox.api_server import api_app
from allure_desktop.sandbox.faults import Faults, parse_fault
from allure_desktop.sandbox.file_store import FileStore
from allure_desktop.sandbox.folder_lock import FolderLock
from allure_desktop.sandbox.front import Front
from allure_desktop.sandbox.keys import SCOPES, Keys
from allure_desktop.sandbox.listener import Listener, bind
from allure_desktop.sandbox.operations import Backend
from allure_desktop.sandbox.packages import Packages
from allure_desktop.sandbox.processing import Processing
from allure_desktop.sandbox.rate_limit import RateLimit, parse_rate
from allure_desktop.sandbox.request_log import RequestLog
from allure_desktop.sandbox.s3_address import check_origin, parse_storage
from allure_desktop.sandbox.schema import MIGRATIONS
from allure_desktop.sandbox.sessions import Sessions
from allure_desktop.sandbox.storage import Storage, check_part_size
from allure_desktop.sandbox.storage_server import storage_app
from allure_desktop.sandbox.store import MIB, Store
from allure_desktop.sandbox.webhooks import Webhooks

log = logging.getLogger(__name__)


class Sandbox:
    """Use as a context manager, or `start` and `stop`.

    `port` and `storage_port` 0: those of the last run on this folder, else any. `storage` `s3://bucket?endpoint=…`: the
    bytes lie there instead of in the folder, with the keys of the AWS_* variables. `storage_address`: where clients are
    sent with their bytes, if that is not the storage itself but something before it. `api_key` None: the one kept in
    the folder. `rate_limit` like `10/min`, None for none. `part_size` in bytes, at least 5 MiB. `faults` as on the
    command line. `clock` gives Unix seconds. Afterwards `faults`, `requests`, `packages`, `storage` and `rate_limit`
    may be changed at any time.
    """

    def __init__(
        self,
        data_dir: str | os.PathLike[str],
        *,
        port: int = 0,
        storage_port: int = 0,
        storage: str | None = None,
        storage_address: str | None = None,
        api_key: str | None = None,
        tenant_id: str | None = None,
        rate_limit: str | None = None,
        part_size: int = 16 * MIB,
        faults: Iterable[str] = (),
        legacy_records: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Raises ValueError for a rate limit, fault, address or part size that makes no sense."""
        self.data_dir = Path(data_dir)
        self.faults = Faults()
        for text in faults:
            fault = parse_fault(text)
            if storage and fault.needs_bytes:
                raise ValueError(f"the fault {fault.name} needs the sandbox's own storage: with S3 no bytes pass it")
            self.faults.set(fault.name, fault.value, fault.path)
        self.requests = RequestLog()
        self.rate_limit = RateLimit(clock, parse_rate(rate_limit) if rate_limit else None)
        self._wanted = (port, storage_port)
        self._given_key = api_key
        self._given_tenant = tenant_id
        self._part_size = check_part_size(part_size)
        self._s3 = parse_storage(storage) if storage else None
        self._storage_address = check_origin(storage_address, "storage address") if storage_address else ""
        self._legacy = legacy_records
        self._clock = clock
        self._stopping = threading.Event()
        self._shelf = Shelf()
        self._closing = contextlib.ExitStack()
        self._plain_keys: set[str] = set()

    # --- running

    def start(self) -> Sandbox:
        """Serves when this returns.

        Raises DataDirError (the folder is unusable or another sandbox has it), UsageError (a port is taken, there are
        no credentials for S3, the folder belongs to another storage) and ServerError (S3 is away or refuses).
        """
        with contextlib.ExitStack() as stack:
            self._open_folder(stack)
            api, storage = self._listeners(stack)
            self.url, self.storage_url = api.url, storage.url
            store = self._store()
            self._make_backend(store)
            self._own_key()
            files = store if isinstance(store, FileStore) else None
            for listener, app, origin in (
                (api, api_app(self.backend), "api"),
                (storage, storage_app(self.backend, files), "storage"),
            ):
                front = Front(
                    app,
                    "api" if origin == "api" else "storage",
                    self.faults,
                    self.requests,
                    line=listener,
                    keys=lambda: tuple(self._plain_keys),
                )
                listener.start(front)
            self.faults.on_change = lambda: storage.expect_slow(self.faults.has("rate") or self.faults.has("stall"))
            self.faults.on_change()
            self.backend.processing.resume()
            self._closing = stack.pop_all()
        return self

    def stop(self) -> None:
        """Ends both servers within 2 seconds; what they answered with success is kept."""
        self._stopping.set()
        self._closing.close()

    def __enter__(self) -> Sandbox:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # --- for tests

    @property
    def packages(self) -> Packages:
        """Limits, legacy records, and the records themselves."""
        return self.backend.packages

    @property
    def storage(self) -> Storage:
        """Life of signed addresses, how a repeated complete is answered."""
        return self.backend.storage

    def add_key(
        self, key: str, tenant_id: str, scopes: Iterable[str] = SCOPES, *, expires_at: float | None = None
    ) -> None:
        """Another key, of this or another tenant. Raises ValueError for unknown scopes."""
        self._plain_keys.add(key)
        keep_secret(key)
        self.backend.keys.add(key, tenant_id, scopes, expires_at=expires_at)

    def set_quota(self, package_limit: int, storage_limit_bytes: int, tenant_id: str | None = None) -> None:
        """What a tenant, this sandbox's by default, may store."""
        self.packages.set_limits(tenant_id or self.tenant_id, package_limit, storage_limit_bytes)

    # --- making

    def _open_folder(self, stack: contextlib.ExitStack) -> None:
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise DataDirError(
                f"The sandbox's folder {self.data_dir} cannot be used.",
                cause=f"{error.strerror or error}.",
                remedy="Make it writable, or choose another with --data.",
                subject=str(self.data_dir),
                code="data.unwritable",
            ) from error
        stack.enter_context(FolderLock(self.data_dir))
        self._database = Database(self.data_dir / "sandbox.sqlite3", MIGRATIONS)
        stack.callback(self._database.close)
        stack.callback(self._shelf.close)
        self.tenant_id = self._fact("tenant_id", lambda: str(uuid.uuid4()), self._given_tenant)
        self._signing_secret = bytes.fromhex(self._fact("signing_secret", lambda: secrets.token_hex(32)))

    def _listeners(self, stack: contextlib.ExitStack) -> tuple[Listener, Listener]:
        made = []
        for name, wanted in zip(("port", "storage_port"), self._wanted, strict=True):
            kept = int(self._fact(name, lambda: "0"))
            listener = Listener(bind(wanted, kept), f"sandbox-{name}")
            stack.callback(listener.join)
            self._fact(name, lambda: "0", str(listener.port))
            made.append(listener)
        # first both are told to stop, then both are waited for
        for listener in made:
            stack.callback(listener.stop)
        return made[0], made[1]

    def _store(self) -> Store:
        wanted = f"s3://{self._s3.bucket}" if self._s3 else "files"
        used = self._database.row("SELECT 1 FROM uploads") is not None
        if (kept := self._fact("storage", lambda: "files" if used else wanted)) != wanted:
            if used:
                raise UsageError(
                    f"The sandbox's folder {self.data_dir} belongs to another storage.",
                    cause=f"What it knows lies in {kept}.",
                    remedy="Name that storage, or choose another folder with --data.",
                    subject=str(self.data_dir),
                )
            self._fact("storage", lambda: wanted, wanted)
        if self._s3 is None:
            url = self._storage_address or self.storage_url
            return FileStore(self._database, self.data_dir, self._signing_secret, self._clock, url)
        # here: it brings a large library
        from allure_desktop.sandbox.s3_store import S3Store

        return S3Store(self._s3, self.data_dir, self._stopping, self._storage_address)

    def _make_backend(self, store: Store) -> None:
        database, clock, stopping = self._database, self._clock, self._stopping
        storage = Storage(database, store, clock, self._part_size)
        storage.tidy()
        packages = Packages(database, store, clock, self.faults)
        packages.legacy = self._legacy
        webhooks = Webhooks(database, clock, stopping)
        self.backend = Backend(
            database=database,
            storage=storage,
            packages=packages,
            sessions=Sessions(database, store, clock),
            keys=Keys(database),
            processing=Processing(database, storage, packages, webhooks, self.faults, clock, stopping),
            webhooks=webhooks,
            faults=self.faults,
            rate_limit=self.rate_limit,
            clock=clock,
            stopping=stopping,
            shelf=self._shelf,
            url=self.url,
            storage_url=self.storage_url,
        )

    def _own_key(self) -> None:
        file = self.data_dir / "api-key"
        if self._given_key:
            self.api_key = self._given_key
        elif file.exists():
            self.api_key = file.read_text("utf-8").strip()
        else:
            self.api_key = f"sk_sandbox_{secrets.token_hex(16)}"
            file.touch(mode=0o600)
            file.write_text(self.api_key, "utf-8")
        self._plain_keys.add(self.api_key)
        keep_secret(self.api_key)
        self.backend.keys.add(self.api_key, self.tenant_id, SCOPES, own=True)

    def _fact(self, name: str, make: Callable[[], str], given: str | None = None) -> str:
        row = self._database.row("SELECT value FROM facts WHERE name = ?", name)
        if row is not None and given is None:
            return str(row["value"])
        value = given if given is not None else make()
        self._database.execute(
            "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            name,
            value,
        )
        return value


def announced(sandbox: Sandbox) -> dict[str, Any]:
    """What a program needs to use a running sandbox."""
    return {
        "url": sandbox.url,
        "storage_url": sandbox.storage_url,
        "tenant_id": sandbox.tenant_id,
        "api_key": sandbox.api_key,
    }
