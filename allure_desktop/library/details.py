"""Changes to one package's details: what is sent, and what happens when somebody else was quicker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from allure_desktop.api.answers import PackageRecord
from allure_desktop.errors import Conflict, UsageError

if TYPE_CHECKING:
    from allure_desktop.api.client import ApiClient

#: The fields the API lets one change. Source: the page, "Update Package Metadata".
FIELDS = ("description", "duration", "tags", "custom_metadata")


class EditConflict(Conflict):
    """Somebody else changed the package meanwhile: `mine` is what was to be sent, `theirs` the record now."""

    code = "server.version-conflict"

    def __init__(self, mine: Mapping[str, Any], theirs: PackageRecord, told: Conflict) -> None:
        super().__init__(
            f"“{theirs.title}” was changed by somebody else meanwhile.",
            cause="Nothing of yours was saved.",
            remedy="Look at both and save again.",
            host=told.host,
            status=told.status,
            server_code=told.server_code,
            server_message=told.server_message,
            details=told.details,
            request_id=told.request_id,
        )
        self.mine = dict(mine)
        self.theirs = theirs

    def as_record(self) -> dict[str, Any]:
        theirs = {name: getattr(self.theirs, name) for name in self.mine}
        return {**super().as_record(), "mine": self.mine, "theirs": theirs}


def save(client: ApiClient, package_id: str, changes: Mapping[str, Any]) -> PackageRecord:
    """Sends the changed fields alone and returns the package as it is now.

    Raises EditConflict with both sides, UsageError for another field, ServerError.
    """
    unknown = sorted(set(changes) - set(FIELDS))
    if unknown or not changes:
        raise UsageError(
            f"{', '.join(unknown)} cannot be changed." if unknown else "Nothing to change.",
            cause="The title, for example, comes from the manifest." if unknown else "",
            remedy=f"What can be changed: {', '.join(FIELDS)}.",
        )
    try:
        return client.update_package(package_id, changes)
    except Conflict as conflict:
        raise EditConflict(changes, client.package(package_id), conflict) from conflict


def changes_from(
    record: PackageRecord,
    *,
    description: str | None = None,
    duration: str | None = None,
    add_tags: Iterable[str] = (),
    remove_tags: Iterable[str] = (),
    metadata: Mapping[str, Any] | None = None,
    unset: Iterable[str] = (),
) -> dict[str, Any]:
    """The PATCH for these wishes: only what differs from `record`; tags keep their order, added ones come last.

    `unset` names description, duration, tags, custom_metadata, or one key of it as `custom_metadata.KEY`.
    Raises UsageError for another name.
    """
    changes: dict[str, Any] = {}
    tags = list(record.tags)
    custom = dict(record.custom_metadata)
    for name in unset:
        key = name.removeprefix("custom_metadata.").removeprefix("metadata.")
        if name in ("description", "duration"):
            changes[name] = ""
        elif name == "tags":
            tags = []
        elif name in ("custom_metadata", "metadata"):
            custom = {}
        elif key != name and key:
            custom.pop(key, None)
        else:
            raise UsageError(
                f"There is no field “{name}” that could be emptied.",
                remedy="These can: description, duration, tags, custom_metadata, custom_metadata.KEY.",
            )
    gone = set(remove_tags)
    tags = [tag for tag in tags if tag not in gone]
    for tag in add_tags:
        if tag not in tags:
            tags.append(tag)
    custom.update(metadata or {})
    if description is not None:
        changes["description"] = description
    if duration is not None:
        changes["duration"] = duration
    changes["tags"] = tags
    changes["custom_metadata"] = custom
    before = {
        "description": record.description,
        "duration": record.duration,
        "tags": list(record.tags),
        "custom_metadata": dict(record.custom_metadata),
    }
    return {name: value for name, value in changes.items() if value != before[name]}
