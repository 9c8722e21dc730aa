"""The one door to what is on the server: cached lists, one package, its versions, notes and launches."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allure_desktop.api.answers import Launch, PackageRecord, Quotas, VersionRecord
from allure_desktop.database import Database
from allure_desktop.errors import AllureError, NotFound
from allure_desktop.events import Events, PackageChanged
from allure_desktop.library import deletion, details, launches, quotas, webhooks
from allure_desktop.library import download as downloads
from allure_desktop.library.catalogue import Catalogue
from allure_desktop.library.facts import Facts
from allure_desktop.library.listing import Listing, Listings
from allure_desktop.library.notes import Notes
from allure_desktop.library.refreshing import Refreshed, Unread
from allure_desktop.library.saved_views import SavedViews
from allure_desktop.library.versions import Versions

if TYPE_CHECKING:
    from allure_desktop.api.client import ApiClient
    from allure_desktop.api.server_features import ServerFeatures
    from allure_desktop.api.webhooks import Delivery, Webhook

log = logging.getLogger(__name__)

_QUOTAS_HOLD_S = 600.0


class Library:
    """Safe to call from any thread; what asks the server blocks and raises ServerError or NoConnection."""

    def __init__(self, database: Database, events: Events, api_for: Callable[[str], ApiClient]) -> None:
        self._events = events
        self._api_for = api_for
        facts = Facts(database)
        self._listings = Listings(database, events, facts)
        #: finds and orders what is kept
        self.catalogue = Catalogue(database, facts)
        #: filters with a name
        self.views = SavedViews(database, events)
        self._versions = Versions(database)
        self._notes = Notes(database, events)
        self._quotas: dict[str, tuple[float, Quotas | None]] = {}

    # what is kept on this computer: no network

    def cached(self, connection_id: str) -> Listing:
        """The list as it was read last."""
        return self._listings.cached(connection_id)

    def listed_at(self, connection_id: str) -> float | None:
        """When that list was read, in Unix seconds; None when it never was."""
        return self._listings.as_of(connection_id)

    def count(self, connection_id: str) -> int | None:
        """How many packages that list has; None when it was never read."""
        return self._listings.count(connection_id)

    def unread(self, connection_id: str) -> tuple[int, list[Unread]]:
        """How many records of that list could not be read, and how the first of them begin."""
        return self._listings.unread(connection_id)

    def cached_package(self, connection_id: str, package_id: str) -> PackageRecord | None:
        """One package as it was read last, None when it never was."""
        return self._listings.package(connection_id, package_id)

    def cached_versions(self, connection_id: str, package_id: str) -> list[VersionRecord]:
        """The history as it was read last, newest first."""
        return self._versions.cached(connection_id, package_id)

    def note(self, connection_id: str, package_id: str, revision: int) -> str:
        """The note of a version, '' when it has none."""
        return self._notes.note(connection_id, package_id, revision)

    def notes(self, connection_id: str, package_id: str) -> dict[int, str]:
        """All notes of a package, by revision."""
        return self._notes.of_package(connection_id, package_id)

    def set_note(self, connection_id: str, package_id: str, revision: int, text: str) -> None:
        """Keeps a version's note on this computer; blank text removes it."""
        self._notes.set_note(connection_id, package_id, revision, text)

    def forget(self, connection_id: str, *, notes: bool = True) -> None:
        """Forgets everything kept of a connection that was removed.

        Without `notes`: what another server or tenant had is no list of the new one, but what people wrote stays.
        """
        self._listings.forget(connection_id, notes=notes)
        if notes:
            self.views.forget(connection_id)

    # what asks the server

    def refresh(self, connection_id: str) -> Refreshed:
        """Reads the whole list anew, only what has changed where the server can tell; when that fails the kept one stays.

        After RateLimited the next call goes on where this one has stopped.
        """
        return self._listings.refresh(connection_id, self._api_for(connection_id))

    def package(self, connection_id: str, package_id: str, fresh: bool = False) -> PackageRecord:
        """One package: the kept record, or with `fresh` (or when none is kept) the server's.

        Raises NotFound; a package that is gone is then dropped from the kept list.
        """
        if not fresh and (kept := self._listings.package(connection_id, package_id)) is not None:
            return kept
        try:
            record = self._api_for(connection_id).package(package_id)
        except NotFound:
            if self._listings.package(connection_id, package_id) is not None:
                self._listings.drop(connection_id, package_id)
            raise
        if record != self._listings.package(connection_id, package_id):
            self._listings.keep(connection_id, record)
        return record

    def edit(
        self,
        connection_id: str,
        package_id: str,
        changes: Mapping[str, Any],
        base: PackageRecord | None = None,
    ) -> PackageRecord:
        """Changes description, duration, tags or custom_metadata; returns the package as it is now.

        `base` is the record that the changes were made to: what others changed since stays. Raises
        details.EditConflict (a Conflict with both sides), UsageError for another field.
        """
        record = details.save(self._api_for(connection_id), package_id, changes, base)
        self._listings.keep(connection_id, record)
        return record

    def versions(self, connection_id: str, package_id: str) -> list[VersionRecord]:
        """The version history from the server, newest first."""
        records = self._api_for(connection_id).versions(package_id)
        if self._versions.keep(connection_id, package_id, records):
            self._events.announce(PackageChanged(connection_id, package_id))
        return records

    def launch(
        self, connection_id: str, package_id: str, *, user_id: str | None = None, session_id: str | None = None
    ) -> Launch:
        """A new launch, which counts as one; `session_id` resumes an earlier one. Its address is a secret."""
        return launches.launch(self._api_for(connection_id), package_id, user_id=user_id, session_id=session_id)

    def delete(self, connection_id: str, package_id: str) -> None:
        """Deletes a package with all versions. Raises NotOffered where the server does not declare it."""
        deletion.delete(self._api_for(connection_id), package_id)
        self._listings.drop(connection_id, package_id)

    def download(
        self,
        connection_id: str,
        package_id: str,
        target: Path,
        *,
        revision: int | None = None,
        progress: downloads.ReceivedBytes | None = None,
        stopped: threading.Event | None = None,
    ) -> downloads.Downloaded:
        """Writes a version's ZIP to `target`, whole or not at all, and only if it is what the server tells of it.

        What was broken off is gone on with. Raises DownloadStopped, NotOffered where the server does not declare it,
        LocalFileError, DiskFull.
        """
        records = self.versions(connection_id, package_id)
        wanted = next((one for one in records if (one.current if revision is None else one.revision == revision)), None)
        expected = downloads.Expected(wanted.file_size_bytes, wanted.sha256) if wanted is not None else None
        return downloads.download(
            self._api_for(connection_id),
            package_id,
            target,
            revision=revision,
            expected=expected,
            progress=progress,
            stopped=stopped,
        )

    def may_download(self, connection_id: str, *, revision: bool = True) -> bool:
        """Whether the server declares that packages (single versions of them) can be downloaded. Asks it at most once."""
        features = self._api_for(connection_id).features()
        return bool(features.download_revision) if revision else features.download

    def quotas(self, connection_id: str) -> Quotas | None:
        """What the tenant has used; None where the server does not tell."""
        told = self._api_for(connection_id).quotas()
        self._quotas[connection_id] = time.monotonic(), told
        return told

    def known_quotas(self, connection_id: str) -> Quotas | None:
        """As `quotas`, without asking again what was told in the last ten minutes: each call counts."""
        at, told = self._quotas.get(connection_id, (0.0, None))
        return told if at and time.monotonic() - at < _QUOTAS_HOLD_S else self.quotas(connection_id)

    def quotas_or_say_so(self, connection_id: str) -> Quotas:
        """What the tenant has used. Raises NotOffered where the server does not tell."""
        return quotas.required(self._api_for(connection_id))

    def clock_ahead_s(self, connection_id: str) -> float:
        """How far the server's clock is ahead of this computer's, by its last answer; 0 before any. Asks nobody."""
        return self._api_for(connection_id).clock_ahead_s()

    def server_now(self, connection_id: str) -> float:
        """Unix seconds by the server's clock, by which its dates are to be read; this computer's where it is not known."""
        try:
            return time.time() + self.clock_ahead_s(connection_id)
        except AllureError:
            return time.time()

    def features(self, connection_id: str) -> ServerFeatures:
        """What the server of a connection offers beyond the documented calls; asked once, never raises ServerError."""
        return self._api_for(connection_id).features()

    def webhooks(self, connection_id: str) -> list[Webhook]:
        """Who wants to hear of what happens to packages. Raises NotOffered where the server does not declare it."""
        return self._api_for(connection_id).hooks.all()

    def webhook_events(self, connection_id: str) -> tuple[str, ...]:
        """The events that a webhook can be for."""
        return webhooks.events(self._api_for(connection_id))

    def add_webhook(self, connection_id: str, url: str, event_type: str = "", secret: str = "") -> tuple[Webhook, str]:
        """A new webhook and its secret, told this once. Raises UsageError, NotOffered."""
        return webhooks.add(self._api_for(connection_id), url, event_type, secret)

    def remove_webhook(self, connection_id: str, webhook_id: str) -> None:
        """Nothing is sent to it any more. Raises NotFound, NotOffered."""
        self._api_for(connection_id).hooks.remove(webhook_id)

    def webhook_deliveries(self, connection_id: str, webhook_id: str) -> list[Delivery]:
        """What was delivered last, newest first. Raises NotOffered where the server does not tell."""
        return self._api_for(connection_id).hooks.deliveries(webhook_id)

    def package_went_live(self, connection_id: str, package_id: str) -> None:
        """After an upload: reads the package anew, so that every view shows it. Never raises."""
        try:
            self.package(connection_id, package_id, fresh=True)
        except AllureError as error:
            # what is live is live: that it could not be read again is no failure of the upload
            log.warning("Package %s could not be read after its upload: %s", package_id, error)
        self._events.announce(PackageChanged(connection_id, package_id))
