"""A small program that uploads with the real clients: in a test's own process, or run as one that can be killed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from allure_desktop.api.client import ApiClient
from allure_desktop.api.rate_limit import RateBudget
from allure_desktop.api.storage import StorageClient
from allure_desktop.database import Database
from allure_desktop.events import Events
from allure_desktop.settings import PARALLEL_PARTS, Settings
from allure_desktop.uploads.queue import ConnectionFacts, Uploads
from allure_desktop.uploads.transfer import Timing
from allure_desktop.validation.validator import validate

QUICK = Timing(
    backoff_s=0.05,
    backoff_most_s=0.3,
    first_look_s=0.05,
    look_s=0.2,
    look_most_s=0.2,
    grace_s=1.0,
    grace_bytes_per_s=1e12,
    file_again_s=0.1,
    disk_again_s=0.1,
)
SINGLE_PUT_LIMIT_BYTES = 8 * 2**20


class Program:
    """The uploads of one folder, to one server."""

    def __init__(self, folder: Path, url: str, tenant_id: str, key: str, timing: Timing = QUICK) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.database = Database(folder / "allure.sqlite3")
        self.events = Events()
        self.settings = Settings(self.database, self.events)
        self.budget = RateBudget()
        self.api = ApiClient(url, tenant_id, "user-1", lambda: key, budget=self.budget)
        self.storage = StorageClient()
        self.uploads = Uploads(
            self.database,
            self.events,
            self.settings,
            api_for=lambda _: self.api,
            storage_for=lambda _: self.storage,
            validate=self._validate,
            connection_facts=lambda connection_id: ConnectionFacts(connection_id, url, tenant_id, "user-1"),
            timing=timing,
            single_put_limit_bytes=SINGLE_PUT_LIMIT_BYTES,
        )

    def _validate(self, path: str, **how: Any) -> dict[str, Any]:
        return validate(path, **how).as_record()

    def close(self) -> None:
        self.uploads.close()
        self.api.close()
        self.storage.close()
        self.database.close()


def main() -> None:
    """FOLDER URL TENANT FILE: uploads a file, or goes on with what the journal has; the key is in TEST_KEY."""
    folder, url, tenant_id, file = sys.argv[1:]
    program = Program(Path(folder), url, tenant_id, os.environ["TEST_KEY"])
    program.settings.override(PARALLEL_PARTS, 3)
    rows = program.uploads.rows()
    if rows:
        upload_id = rows[0].id
        program.uploads.resume(upload_id)
    else:
        upload_id = program.uploads.add(file, "c")
    program.uploads.run()
    row = program.uploads.wait([upload_id], 300)[0]
    print(row.outcome, row.package_id, row.api_calls, flush=True)
    program.close()


if __name__ == "__main__":
    main()
