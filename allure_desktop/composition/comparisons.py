"""Joins comparison and library: what versions from here consist of is kept, and any two are laid side by side."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from allure_desktop.errors import DiskFull, LocalFileError

if TYPE_CHECKING:  # loaded when first asked for
    from allure_desktop.comparison.side import Side
    from allure_desktop.comparison.zip_comparison import Comparison
    from allure_desktop.connections.connection import Connection
    from allure_desktop.library.inventories import Changes, Inventories, VersionKey
    from allure_desktop.uploads.rows import LiveVersion

log = logging.getLogger(__name__)


class Comparisons:
    """Keeps what is uploaded from here consists of, and gives the two sides of any comparison. Thread-safe."""

    def __init__(
        self,
        inventories: Inventories,
        connection: Callable[[str], Connection],
        copy: Callable[[str, str, int], Path | None] = lambda connection_id, package_id, revision: None,
    ) -> None:
        """`copy(connection_id, package_id, revision)` finds the very file of a version on this computer."""
        self._inventories = inventories
        self._connection = connection
        self._copy = copy

    def note_content(self, upload_id: int, path: str, sha256: str) -> None:
        """Takes the inventory of a file that is about to be uploaded. Never raises: the upload does not hang on it."""
        from allure_desktop.comparison.side import of_file

        try:
            if not self._inventories.holds(upload_id, sha256):
                side = of_file(path)
                self._inventories.hold(
                    upload_id, side.as_record(), path=path, file_size=side.size_bytes, sha256=sha256.casefold()
                )
        except Exception as error:  # a file that is no ZIP may be uploaded too
            log.warning("No inventory of upload %d: %s", upload_id, error)

    def went_live(self, version: LiveVersion) -> None:
        """An upload has become a version: its inventory is that version's, with what changed in it. Never raises."""
        from allure_desktop.library.inventories import Changes, VersionKey

        key = VersionKey(version.base_url, version.tenant_id, version.package_id, version.revision)
        before = version.before if version.before is not None else version.revision - 1
        try:
            if not self._inventories.became(version.upload_id, key):
                return
            old, new = self._kept(key._replace(revision=before)), self._kept(key)
            if old is not None and new is not None:
                files = self.compare(old, new).files
                counts = [len(part) for part in (files.added, files.changed, files.removed, files.moved)]
                self._inventories.set_changes(key, Changes(before, *counts))
        except Exception as error:
            log.warning("The inventory of %s is not kept: %s", key, error)

    def of_version(self, connection_id: str, package_id: str, revision: int, sha256: str = "") -> Side | None:
        """A version, None where no file of it is known on this computer. Raises NoConnection, DataDirError."""
        from allure_desktop.library.inventories import VersionKey

        connection = self._connection(connection_id)
        side = self._kept(VersionKey(connection.base_url, connection.tenant_id, package_id, revision), sha256)
        file = None
        with contextlib.suppress(LocalFileError, DiskFull):  # then there is the inventory, or nothing
            file = self._copy(connection_id, package_id, revision)
        if file is None:
            return side
        if side is None:
            with contextlib.suppress(LocalFileError):
                return self.of_file(file)
            return None
        return replace(side, path=str(file))

    def of_file(self, path: str | os.PathLike[str]) -> Side:
        """A ZIP on this computer. Raises LocalFileError."""
        from allure_desktop.comparison.side import of_file

        return of_file(Path(path))

    def known(self, connection_id: str, package_id: str) -> dict[int, Changes | None]:
        """The versions of a package that are known, each with what changed in it. Raises NoConnection, DataDirError."""
        connection = self._connection(connection_id)
        return self._inventories.known(connection.base_url, connection.tenant_id, package_id)

    def count(self, connection_id: str, package_id: str, revision: int) -> int | None:
        """How many files a version has, None where that is not known here. Raises NoConnection, DataDirError."""
        from allure_desktop.library.inventories import VersionKey

        connection = self._connection(connection_id)
        side = self._kept(VersionKey(connection.base_url, connection.tenant_id, package_id, revision))
        return None if side is None else len(side.inventory.files)

    def compare(self, old: Side, new: Side) -> Comparison:
        """Everything that is different; see `comparison.zip_comparison.compare`."""
        from allure_desktop.comparison.zip_comparison import compare

        return compare(old.inventory, new.inventory)

    def forget(self, base_url: str, tenant_id: str) -> None:
        """Forgets what the versions of one tenant consist of. Raises DataDirError."""
        self._inventories.forget(base_url, tenant_id)

    def _kept(self, key: VersionKey, sha256: str = "") -> Side | None:
        from allure_desktop.comparison.side import of_record

        kept = self._inventories.kept(key, sha256)
        return None if kept is None else of_record(kept.record, kept.path, kept.file_size)
