"""Builds the core once: window, command line and tests receive the same bundle of rooms."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from allure_desktop import logs
from allure_desktop.composition.comparisons import Comparisons
from allure_desktop.composition.packed_folders import PackedFolders
from allure_desktop.composition.wires import Wires
from allure_desktop.database import Database
from allure_desktop.errors import LocalFileError, NoConnection, UsageError
from allure_desktop.events import Events
from allure_desktop.paths import DataDir, data_dir
from allure_desktop.settings import VALIDATION_SEVERITIES, VALIDATION_TARGET, Settings

if TYPE_CHECKING:  # these rooms bring httpx; they are loaded when first asked for
    from allure_desktop.api.client import ApiClient
    from allure_desktop.api.storage import StorageClient
    from allure_desktop.comparison.zip_comparison import Comparison
    from allure_desktop.composition.lots import Lots
    from allure_desktop.composition.mending import Mending
    from allure_desktop.composition.team import Team
    from allure_desktop.composition.version_copies import VersionCopies
    from allure_desktop.connections.connection import Connection
    from allure_desktop.connections.connections import Connections
    from allure_desktop.copies.kept_copies import KeptCopies
    from allure_desktop.library.library import Library
    from allure_desktop.preview.preview import Previews
    from allure_desktop.uploads.origins import KnownPackage
    from allure_desktop.uploads.queue import ConnectionFacts, Uploads
    from allure_desktop.uploads.rows import LiveVersion
    from allure_desktop.validation.finding import Report
    from allure_desktop.validation.policy import Policy
    from allure_desktop.validation.repair import Outcome

T = TypeVar("T")


class Services:
    """The rooms of one data directory, joined; each is made when it is first asked for, once, on any thread."""

    def __init__(self, place: DataDir) -> None:
        self.data_dir = place
        self.events = Events()
        self.database = Database(place.database)
        self.settings = Settings(self.database, self.events)
        self._made: dict[str, Any] = {}
        self._wires = Wires(self.database, self.settings, lambda: self.connections)
        self._lock = threading.RLock()

    def _once(self, name: str, make: Callable[[], T]) -> T:
        with self._lock:
            if name not in self._made:
                self._made[name] = make()
            made: T = self._made[name]
            return made

    @property
    def connections(self) -> Connections:
        """The connections and, in the keyring, their keys."""

        def make() -> Connections:
            from allure_desktop.connections.api_keys import ApiKeys
            from allure_desktop.connections.connections import Connections

            return Connections(self.database, self.events, ApiKeys())

        return self._once("connections", make)

    @property
    def library(self) -> Library:
        """The packages of every connection, cached."""

        def make() -> Library:
            from allure_desktop.library.library import Library

            return Library(self.database, self.events, self.api_for)

        return self._once("library", make)

    @property
    def uploads(self) -> Uploads:
        """The journal and its workers; nothing runs before `uploads.run()`."""

        def make() -> Uploads:
            from allure_desktop.uploads.origins import Origins
            from allure_desktop.uploads.queue import Uploads

            return Uploads(
                self.database,
                self.events,
                self.settings,
                api_for=self.api_for,
                storage_for=self._storage_for,
                validate=self._validated,
                connection_facts=self._connection_facts,
                on_live=self._on_live,
                keep_note=self.library.set_note,
                origins=Origins(self.database, self._known_package, self.library.listed_at, self._packages_of_content),
                note_content=self.comparisons.note_content,
                on_version=self._went_live,
            )

        return self._once("uploads", make)

    @property
    def previews(self) -> Previews:
        """Plays packages on this computer, and keeps the attempts."""

        def make() -> Previews:
            from allure_desktop.preview.media.converter import Converter
            from allure_desktop.preview.preview import Previews

            return Previews(self.database, Converter(self.data_dir.films))

        return self._once("previews", make)

    @property
    def copies(self) -> KeptCopies:
        """Copies of versions on this computer: usage, limit, clearing, the team's folder."""

        def make() -> KeptCopies:
            from allure_desktop.copies.kept_copies import KeptCopies

            return KeptCopies(self.data_dir.copies, self.settings, self._uploaded_now)

        return self._once("copies", make)

    @property
    def version_copies(self) -> VersionCopies:
        """Which file each version was made of, and where it is now."""

        def make() -> VersionCopies:
            from allure_desktop.composition.version_copies import VersionCopies
            from allure_desktop.library.version_files import VersionFiles

            files = VersionFiles(self.database)
            return VersionCopies(
                lambda: self.copies,
                files,
                self.events,
                self.connection,
                self.library.cached_versions,
                self.library.download,
            )

        return self._once("version_copies", make)

    @property
    def lots(self) -> Lots:
        """Many files at once, each matched to its package and reviewed before anything is uploaded."""

        def make() -> Lots:
            from allure_desktop.composition.lots import Lots
            from allure_desktop.library.version_files import VersionFiles

            return Lots(
                self.uploads, self.library, VersionFiles(self.database), self.connection, self.packed_folders.pack
            )

        return self._once("lots", make)

    @property
    def team(self) -> Team:
        """Notes and facts of versions, with colleagues where a connection shares them."""

        def make() -> Team:
            from allure_desktop.composition.team import Team

            return Team(self.library, self.comparisons, self.connection)

        return self._once("team", make)

    def _went_live(self, version: LiveVersion) -> None:
        self.comparisons.went_live(version)
        self.version_copies.went_live(version)
        self.team.went_live(version)

    def _found_copy(self, connection_id: str, package_id: str, revision: int) -> Path | None:
        found = self.version_copies.find(connection_id, package_id, revision)
        return None if found is None else found.path

    def _uploaded_now(self) -> list[str]:
        return [row.path for row in self.uploads.rows() if not row.is_over]

    def validate(self, path: str | os.PathLike[str], **how: Any) -> Report:
        """Checks one package, by the settings and the file beside it; see `validation.validator.validate`."""
        from allure_desktop.validation.validator import validate

        how.setdefault("policy", self.policy_for(path))
        return validate(Path(path), **how)

    def repair(self, path: str | os.PathLike[str], output: str | os.PathLike[str], **how: Any) -> Outcome:
        """Writes a mended copy of a package; see `validation.repair.repair`."""
        from allure_desktop.validation.repair import repair

        how.setdefault("policy", self.policy_for(path))
        return repair(Path(path), Path(output), **how)

    @property
    def comparisons(self) -> Comparisons:
        """What is known of versions and files, side by side."""

        def make() -> Comparisons:
            from allure_desktop.library.inventories import Inventories

            return Comparisons(Inventories(self.database), self.connection, self._found_copy)

        return self._once("comparisons", make)

    @property
    def packed_folders(self) -> PackedFolders:
        """The folders of courses that are uploaded."""
        return PackedFolders(lambda: self.uploads, self.data_dir.work)

    def mend(self, upload_id: int, codes: Collection[str], **how: Any) -> Outcome:
        """Writes a mended copy of an upload's file and goes on with that; see `composition.mending.Mending.mend`."""
        return self._mending.mend(upload_id, codes, **how)

    def undo_mending(self, upload_id: int) -> None:
        """Goes back to the user's own file and removes the copy. Raises UsageError while the upload is under way."""
        self._mending.undo(upload_id)

    def clear_unfinished(self) -> None:
        """Takes half-written copies away that a program left which was killed. For the start of the one window."""
        self._mending.clear_unfinished()

    @property
    def _mending(self) -> Mending:
        from allure_desktop.composition.mending import Mending

        return Mending(self.uploads, self.repair, self.policy_for, self.data_dir.work)

    def disconnect(self, connection_id: str) -> None:
        """Removes a connection with its key and all that is kept of its server; what is on the server stays.

        Raises NoConnection, and KeyringUnavailable when the key may still be in a keyring that does not answer (all the
        rest is done all the same).
        """
        gone = self.connection(connection_id)
        try:
            self.connections.remove(connection_id)
        finally:
            self.library.forget(connection_id)
            tenants = {(one.base_url, one.tenant_id) for one in self.connections.all()}
            if (gone.base_url, gone.tenant_id) not in tenants:
                self.comparisons.forget(gone.base_url, gone.tenant_id)
                self.version_copies.forget(gone.base_url, gone.tenant_id)

    def go_on_with_key(self, connection_id: str) -> None:
        """What stopped at the key of a connection goes on: another one was given, or the keyring answers again."""
        for row in self.uploads.rows():
            if row.connection_id == connection_id and row.reason == "key_refused":
                self.uploads.resume(row.id)

    def go_on_with_keyring(self) -> None:
        """What stopped because the keyring did not answer goes on."""
        for row in self.uploads.rows():
            if row.reason == "key_refused" and row.message.code.startswith("keyring."):
                self.uploads.resume(row.id)

    def compare(self, old: str | os.PathLike[str], new: str | os.PathLike[str]) -> Comparison:
        """Compares two packages; see `comparison.zip_comparison.compare_files`."""
        from allure_desktop.comparison.zip_comparison import compare_files

        return compare_files(Path(old), Path(new))

    @property
    def policy(self) -> Policy:
        """How severe findings are, by the settings."""
        from allure_desktop.validation.policy import chosen

        return chosen(self.settings.get(VALIDATION_SEVERITIES), self.settings.get(VALIDATION_TARGET))

    def policy_for(self, path: str | os.PathLike[str], target_name: str = "") -> Policy:
        """How severe findings of one file are: for its own target, by the file beside it, by the settings.

        Raises UsageError for what the file beside it says wrongly, LocalFileError.
        """
        from allure_desktop.validation.policy import Policy, beside, target

        policy = beside(Path(path)).over(self.policy)
        return Policy(target(target_name)).over(policy) if target_name else policy

    def judge_again(self, upload_ids: Sequence[int] | None = None) -> None:
        """Applies the severities of now to the reports of uploads that are not over (all of them by default).

        Nothing is read but the file beside each package; where that is wrong, the report stays as it is.
        """
        from allure_desktop.validation.policy import judged

        for row in self.uploads.rows():
            if row.report is None or row.is_over or (upload_ids is not None and row.id not in upload_ids):
                continue
            with contextlib.suppress(UsageError, LocalFileError):
                report = judged(row.report, self.policy_for(row.source, row.options.target))
                if report != row.report:
                    self.uploads.judge(row.id, report)

    def choose(self, name: str | None, environ: Mapping[str, str] = os.environ) -> Connection:
        """The connection of one call: by name, from the environment, or the default one.

        Raises NoConnection.
        """
        return self.connections.choose(name, environ)

    def connection(self, connection_id: str) -> Connection:
        """The connection of that id, also one that came from the environment of this run.

        Raises NoConnection.
        """
        return self.connections.get(connection_id)

    def api_for(self, connection_id: str) -> ApiClient:
        """The one client of a connection: its uploads and its views share the rate budget.

        Raises NoConnection when the connection is gone. The key is asked for with each call, so that a
        replaced one counts at once. KeyringUnavailable where a proxy's password cannot be read.
        """
        return self._wires.to(connection_id).api

    def _storage_for(self, connection_id: str) -> StorageClient:
        """The way to a connection's storage, by the same proxy and authorities. Raises NoConnection."""
        return self._wires.to(connection_id).storage

    def _validated(
        self, path: str | os.PathLike[str], *, target: str = "", beside: str = "", **how: Any
    ) -> dict[str, Any]:
        """The record of a check, judged by the severities that hold when it ends; `beside` is what the path was made of."""
        from allure_desktop.validation.policy import Policy, judged

        found = self.validate(path, policy=Policy(), **how).as_record()
        return judged(found, self.policy_for(beside or path, target))

    def _connection_facts(self, connection_id: str) -> ConnectionFacts:
        from allure_desktop.uploads.queue import ConnectionFacts

        connection = self.connection(connection_id)
        return ConnectionFacts(
            connection_id=connection.id,
            base_url=connection.base_url,
            tenant_id=connection.tenant_id,
            uploaded_by=connection.uploaded_by,
        )

    def _known_package(self, connection_id: str, package_id: str) -> KnownPackage | None:
        from allure_desktop.uploads.origins import KnownPackage

        record = self.library.cached_package(connection_id, package_id)
        return None if record is None else KnownPackage(record.title, record.current_revision)

    def _packages_of_content(self, connection_id: str, sha256: str) -> list[str]:
        from allure_desktop.library.version_files import VersionFiles

        connection = self.connection(connection_id)
        keys = VersionFiles(self.database).same_content(connection.base_url, connection.tenant_id, sha256)
        return list(dict.fromkeys(key.package_id for key in keys))

    def _on_live(self, connection_id: str, package_id: str) -> None:
        # what is live is live; that the list could not be read again is no failure of the upload
        with contextlib.suppress(NoConnection):
            self.library.package_went_live(connection_id, package_id)

    def close(self, timeout_s: float = 2.0) -> None:
        """Stops the uploads (kept in the journal) and the previews, shuts the connections and the database."""
        with self._lock:
            uploads = self._made.get("uploads")
            previews: Previews | None = self._made.get("previews")
        if uploads is not None:
            uploads.close(timeout_s=timeout_s)
        self._wires.close()
        with self._lock:  # an upload that became live just now has made them
            version_copies: VersionCopies | None = self._made.get("version_copies")
        if version_copies is not None:
            version_copies.close()
        if previews is not None:
            previews.close()
        self.database.close()


def build(chosen: str | os.PathLike[str] | DataDir | None = None, *, log_to_stderr: bool = False) -> Services:
    """The services of a data directory: `chosen`, else ALLURE_DATA_DIR, else the platform's own place.

    Raises DataDirError and DiskFull when it cannot be used.
    """
    place = (chosen if isinstance(chosen, DataDir) else data_dir(chosen)).make()
    logs.start_logging(place.logs, to_stderr=log_to_stderr)
    return Services(place)
