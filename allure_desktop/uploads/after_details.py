"""Tags, description and duration that were given with an upload: what is sent once its package is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from allure_desktop.api.client import ApiClient
    from allure_desktop.uploads.journal import Entry
    from allure_desktop.uploads.rows import UploadOptions

#: The code of what a live upload says whose details could not be set.
NOT_SET = "upload.details-not-set"


def wanted(options: UploadOptions) -> bool:
    """Whether anything is to be set."""
    return bool(options.tags or options.description or options.duration)


def set_details(api: ApiClient, entry: Entry) -> None:
    """Sends them. A new version's tags join those that the package has. Raises ServerError."""
    options, package_id = entry.options, entry.package_id or ""
    changes: dict[str, Any] = {}
    if options.tags:
        there = api.package(package_id).tags if entry.is_new_version else ()
        changes["tags"] = list(dict.fromkeys((*there, *options.tags)))
    if options.description:
        changes["description"] = options.description
    if options.duration:
        changes["duration"] = options.duration
    if changes:
        api.update_package(package_id, changes)
