"""Joins uploads and library: many files at once become rows, are checked, and each is matched to its package for review."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from allure_desktop.errors import AllureError

if TYPE_CHECKING:  # loaded when first asked for
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.connections.connection import Connection
    from allure_desktop.library.library import Library
    from allure_desktop.library.matching import Fit, Match, Wanted
    from allure_desktop.library.version_files import VersionFiles
    from allure_desktop.uploads.queue import Uploads
    from allure_desktop.uploads.rows import UploadRow


@dataclass(frozen=True, slots=True)
class Planned:
    """A row of a lot with its match, None while it is still checked. `choice` is what would be done with it."""

    row: UploadRow
    match: Match | None

    @property
    def checked(self) -> bool:
        return self.row.state != "validating"

    @property
    def faulty(self) -> bool:
        """Errors were found, or it could not be read: it is not uploaded from the table."""
        return self.row.state == "failed" or (self.row.state == "needs_decision" and self.row.reason == "errors")


@dataclass(frozen=True, slots=True)
class Decision:
    """What the user decided for a row: a new version of a package, or a new package (None)."""

    upload_id: int
    package_id: str | None
    current_revision: int | None = None


class Lots:
    """Nothing is uploaded before `begin`. Safe to call from any thread."""

    def __init__(
        self,
        uploads: Uploads,
        library: Library,
        files: VersionFiles,
        connection: Callable[[str], Connection],
        pack: Callable[[Path], Path],
    ) -> None:
        """`pack(folder)` makes a ZIP of a course's folder (`PackedFolders.pack`)."""
        self._pack = pack
        self._uploads = uploads
        self._library = library
        self._files = files
        self._connection = connection

    def add(self, paths: Sequence[Path], connection_id: str) -> tuple[list[int], list[AllureError]]:
        """A row in Uploads for each file, which is checked and then waits; and what could not be taken.

        Raises NoConnection, DiskFull, DataDirError.
        """
        from allure_desktop.uploads.rows import UploadOptions

        self._connection(connection_id)
        options = UploadOptions(at_once=False, ask_new_version=True)
        ids: list[int] = []
        problems: list[AllureError] = []
        for path in paths:
            try:
                if path.is_dir():
                    how = replace(options, folder=str(path.absolute()))
                    ids.append(self._uploads.add(self._pack(path), connection_id, options=how))
                else:
                    ids.append(self._uploads.add(path, connection_id, options=options))
            except AllureError as problem:
                problems.append(problem)
        return ids, problems

    def plan(
        self, connection_id: str, upload_ids: Sequence[int], packages: Sequence[PackageRecord] | None = None
    ) -> list[Planned]:
        """The rows as they are now, in the order given, each with its match. Rows that are gone are left out.

        `packages` are those of the connection, read anew by default. Raises NoConnection, DataDirError.
        """
        from allure_desktop.library.matching import match

        wanted = set(upload_ids)
        rows = {row.id: row for row in self._uploads.rows() if row.id in wanted}
        checked = [rows[one] for one in upload_ids if one in rows and rows[one].state != "validating"]
        matches: dict[int, Match] = {}
        if checked:
            if packages is None:
                packages = self._library.cached(connection_id).packages
            asked = [self._wanted(connection_id, row) for row in checked]
            sha256s = {place: row.sha256 for place, row in enumerate(checked)}
            found = match(asked, packages, lambda package_id: self._current(connection_id, package_id), sha256s)
            matches = dict(zip((row.id for row in checked), found, strict=True))
        return [Planned(rows[one], matches.get(one)) for one in upload_ids if one in rows]

    def begin(self, decisions: Sequence[Decision]) -> list[AllureError]:
        """Uploads what was decided, in this order; what could not be begun is told and stays in Uploads."""
        problems: list[AllureError] = []
        for one in decisions:
            try:
                if one.package_id is None:
                    self._uploads.as_new_package(one.upload_id)
                else:
                    self._uploads.as_new_version(one.upload_id, one.package_id, expected_revision=one.current_revision)
            except AllureError as problem:
                problems.append(problem)
        return problems

    def drop(self, upload_ids: Sequence[int]) -> None:
        """Takes rows off the list; the files are untouched. Raises DataDirError."""
        for one in upload_ids:
            with contextlib.suppress(AllureError):  # it is gone already
                self._uploads.forget(one)

    def is_unchanged(self, connection_id: str, row: UploadRow, fit: Fit) -> bool:
        """Whether the file is the current version of that package, as far as that is known. Raises DataDirError."""
        return bool(row.sha256) and self._current(connection_id, fit.package_id) == row.sha256

    def _wanted(self, connection_id: str, row: UploadRow) -> Wanted:
        from allure_desktop.library.matching import Fit, Wanted

        candidates, is_new = self._uploads.remembered(connection_id, row.source, row.report)
        connection = self._connection(connection_id)
        same = self._files.same_content(connection.base_url, connection.tenant_id, row.sha256)
        known = tuple(Fit(one.package_id, one.title, one.current_revision, one.why) for one in candidates)
        return Wanted(row.file, known, is_new, tuple((key.package_id, key.revision) for key in same))

    def _current(self, connection_id: str, package_id: str) -> str:
        """The SHA-256 of a package's current version, where the server or this computer knows it."""
        for version in self._library.cached_versions(connection_id, package_id):
            if version.current and version.sha256:
                return version.sha256.casefold()
        record = self._library.cached_package(connection_id, package_id)
        if record is None or record.current_revision is None:
            return ""
        connection = self._connection(connection_id)
        known = self._files.of_package(connection.base_url, connection.tenant_id, package_id)
        file = known.get(record.current_revision)
        return file.sha256 if file is not None else ""


def zips_in(paths: Sequence[str | Path]) -> list[Path]:
    """The ZIPs among these paths and in the folders among them, by name; a folder that is a course stands for itself.

    Raises LocalFileError where a folder cannot be read.
    """
    from allure_desktop.errors import LocalFileError
    from allure_desktop.validation.folder import is_package_folder

    found: list[Path] = []
    for given in paths:
        path = Path(given)
        if not path.is_dir() or is_package_folder(path):
            found.append(path)
            continue
        try:
            inside = sorted(path.iterdir(), key=lambda one: one.name.casefold())
            found += [one for one in inside if one.suffix.casefold() == ".zip" and one.is_file()]
        except OSError as error:
            raise LocalFileError(
                f"The folder {path} cannot be read.",
                cause=f"{error.strerror or error}.",
                remedy="Check who may read it.",
                subject=str(path),
                code="file.unreadable",
            ) from error
    return found
