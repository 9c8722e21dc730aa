"""What follows an upload: once it is live its note is kept and others hear of it; one that is given up leaves no parts."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from allure_desktop.api.client import ApiClient
from allure_desktop.errors import AllureError
from allure_desktop.uploads.after_details import set_details
from allure_desktop.uploads.journal import Entry
from allure_desktop.uploads.rows import LiveVersion


class Aftermath:
    """Keeps nothing of an upload itself. Called on worker threads, but for `note`."""

    def __init__(
        self,
        api_for: Callable[[str], ApiClient],
        *,
        on_live: Callable[[str, str], None],
        on_version: Callable[[LiveVersion], None],
        keep_note: Callable[[str, str, int, str], None],
    ) -> None:
        self._api_for = api_for
        self._on_live = on_live
        self._on_version = on_version
        self._keep_note = keep_note

    def done(self, entry: Entry) -> None:
        """It is live."""
        self.note(entry)
        if entry.package_id is not None and entry.revision is not None:
            before = entry.revision_before if entry.is_new_version else None
            self._on_version(
                LiveVersion(
                    entry.id,
                    entry.base_url,
                    entry.tenant_id,
                    entry.package_id,
                    entry.revision,
                    before,
                    entry.connection_id or "",
                    entry.path,
                    entry.sha256 or "",
                    None if (seen := entry.identity) is None else (seen.size_bytes, seen.mtime_ns, seen.inode),
                )
            )
        self.refresh(entry)

    def set_details(self, entry: Entry) -> None:
        """Sends once more what was to be set. Raises ServerError, NoConnection."""
        set_details(self._api_for(entry.connection_id or ""), entry)
        self.refresh(entry)

    def refresh(self, entry: Entry) -> None:
        """Others read its package anew."""
        if entry.connection_id is not None and entry.package_id is not None:
            self._on_live(entry.connection_id, entry.package_id)

    def note(self, entry: Entry) -> None:
        """Keeps the note of the version that it has become."""
        if entry.options.note and entry.connection_id and entry.package_id and entry.revision is not None:
            self._keep_note(entry.connection_id, entry.package_id, entry.revision, entry.options.note)

    def give_up_parts(self, entry: Entry) -> None:
        """Lets the server drop an unfinished upload, where it declares how; else it does so by itself after days."""
        if entry.server_upload_id is None or entry.connection_id is None or entry.completed:
            return
        with contextlib.suppress(AllureError):
            self._api_for(entry.connection_id).abort_upload(entry.server_upload_id)
