"""Changes to one package's details: what is sent, and what happens when somebody else was quicker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from allure_desktop.api.answers import PackageRecord
from allure_desktop.errors import Conflict, UsageError
from allure_desktop.json_values import same

if TYPE_CHECKING:
    from allure_desktop.api.client import ApiClient

#: The fields the API lets one change. Source: the page, "Update Package Metadata".
FIELDS = ("description", "duration", "tags", "custom_metadata")
_KEY = "custom_metadata."
_MOST_TRIES = 3


class Missing:
    """Stands for a key of the metadata that is not there; JSON's null is a value."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING = Missing()


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that both sides have changed: `name` is a field, or `custom_metadata.KEY` for one key of it."""

    name: str
    was: Any
    mine: Any
    theirs: Any

    @property
    def key(self) -> str | None:
        """The key of the metadata; None for a field."""
        return self.name.removeprefix(_KEY) if self.name.startswith(_KEY) else None

    @property
    def both(self) -> list[str] | None:
        """Tags: theirs, with what I added and without what I took away; None for other fields."""
        if self.name != "tags" or isinstance(self.was, Missing):
            return None
        gone = set(self.was) - set(self.mine)
        kept = [tag for tag in self.theirs if tag not in gone]
        return kept + [tag for tag in self.mine if tag not in kept and tag not in self.was]


class EditConflict(Conflict):
    """Somebody else changed the same fields meanwhile; nothing was saved.

    `mine` is what was to be sent, `theirs` the record now; `both` are the fields that need a choice, `ready` is what
    of mine can be sent without one.
    """

    code = "server.version-conflict"

    def __init__(
        self,
        mine: Mapping[str, Any],
        theirs: PackageRecord,
        told: Conflict | None = None,
        both: Iterable[Difference] = (),
        ready: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(
            f"“{theirs.title}” was changed by somebody else meanwhile.",
            cause="Nothing of yours was saved.",
            remedy="Look at both and save again.",
            host=told.host if told else "",
            status=told.status if told else 0,
            server_code=told.server_code if told else "",
            server_message=told.server_message if told else "",
            details=told.details if told else None,
            request_id=told.request_id if told else "",
        )
        self.mine = dict(mine)
        self.theirs = theirs
        self.both = tuple(both)
        self.ready = dict(ready or {})

    def as_record(self) -> dict[str, Any]:
        theirs = {name: getattr(self.theirs, name) for name in self.mine}
        return {**super().as_record(), "mine": self.mine, "theirs": theirs}

    def chosen(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The changes to send when these values were chosen, by the names of `both`; what is like theirs is left out."""
        changes = dict(self.ready)
        custom = dict(changes.get("custom_metadata", self.theirs.custom_metadata))
        for difference in self.both:
            value = values.get(difference.name, difference.theirs)
            if difference.key is not None:
                _put(custom, difference.key, value)
            elif same(value, difference.theirs):
                changes.pop(difference.name, None)
            else:
                changes[difference.name] = value
        if same(custom, dict(self.theirs.custom_metadata)):
            changes.pop("custom_metadata", None)
        else:
            changes["custom_metadata"] = custom
        return changes


def details_of(record: PackageRecord) -> dict[str, Any]:
    """The fields that can be changed, as the PATCH names them."""
    return {
        "description": record.description,
        "duration": record.duration,
        "tags": list(record.tags),
        "custom_metadata": dict(record.custom_metadata),
    }


def three_way(
    base: PackageRecord, changes: Mapping[str, Any], theirs: PackageRecord
) -> tuple[dict[str, Any], list[Difference]]:
    """What of `changes`, which were made to `base`, can be sent to `theirs` as it is, and what both have changed."""
    was, now = details_of(base), details_of(theirs)
    ready: dict[str, Any] = {}
    both: list[Difference] = []
    for name, mine in changes.items():
        if name == "custom_metadata" or same(mine, now[name]):
            continue
        if same(was[name], now[name]):
            ready[name] = mine
        else:
            both.append(Difference(name, was[name], mine, now[name]))
    if "custom_metadata" in changes:
        merged = dict(now["custom_metadata"])
        for key, before, mine in _changed_keys(was["custom_metadata"], changes["custom_metadata"]):
            there = merged.get(key, MISSING)
            if _alike(there, before) or _alike(there, mine):
                _put(merged, key, mine)
            else:
                both.append(Difference(_KEY + key, before, mine, there))
        if not same(merged, now["custom_metadata"]):
            ready["custom_metadata"] = merged
    return ready, both


def reverse(base: PackageRecord, changes: Mapping[str, Any], after: PackageRecord) -> dict[str, Any]:
    """What brings back what `changes` have changed in `base`; what others changed until `after` stays."""
    was = details_of(base)
    back = {name: was[name] for name in changes if name != "custom_metadata"}
    if "custom_metadata" in changes:
        custom = dict(after.custom_metadata)
        for key, before, _mine in _changed_keys(was["custom_metadata"], changes["custom_metadata"]):
            _put(custom, key, before)
        back["custom_metadata"] = custom
    now = details_of(after)
    return {name: value for name, value in back.items() if not same(value, now[name])}


def _changed_keys(before: Mapping[str, Any], mine: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for key in dict.fromkeys((*before, *mine)):
        was, now = before.get(key, MISSING), mine.get(key, MISSING)
        if not _alike(was, now):
            yield key, was, now


def _alike(one: Any, other: Any) -> bool:
    if isinstance(one, Missing) or isinstance(other, Missing):
        return one is other
    return same(one, other)


def _put(custom: dict[str, Any], key: str, value: Any) -> None:
    if isinstance(value, Missing):
        custom.pop(key, None)
    else:
        custom[key] = value


def save(
    client: ApiClient, package_id: str, changes: Mapping[str, Any], base: PackageRecord | None = None
) -> PackageRecord:
    """Sends the changed fields alone and returns the package as it is now.

    `base` is the record that the changes were made to. What others changed since then stays: only a field that both
    have changed raises EditConflict. Raises UsageError for another field, ServerError.
    """
    unknown = sorted(set(changes) - set(FIELDS))
    if unknown or not changes:
        raise UsageError(
            f"{', '.join(unknown)} cannot be changed." if unknown else "Nothing to change.",
            cause="The title, for example, comes from the manifest." if unknown else "",
            remedy=f"What can be changed: {', '.join(FIELDS)}.",
        )
    if base is None:
        try:
            return client.update_package(package_id, changes)
        except Conflict as conflict:
            theirs = client.package(package_id)
            both = [Difference(name, MISSING, mine, details_of(theirs)[name]) for name, mine in changes.items()]
            raise EditConflict(changes, theirs, conflict, both) from conflict
    return _save_to(client, package_id, changes, base)


def _save_to(client: ApiClient, package_id: str, changes: Mapping[str, Any], base: PackageRecord) -> PackageRecord:
    locks = bool(base.updated_at) and client.features().edit_expects
    told: Conflict | None = None
    theirs = base if locks else client.package(package_id)
    for tries in range(_MOST_TRIES):
        if theirs is not base:
            ready, both = three_way(base, changes, theirs)
            if both:
                raise EditConflict(changes, theirs, told, both, ready) from told
            if not ready:
                return theirs
            changes, base = ready, theirs
        try:
            if locks:
                return client.update_package(package_id, changes, base.updated_at)
            return client.update_package(package_id, changes)
        except Conflict as conflict:
            if tries == _MOST_TRIES - 1:
                raise
            told, theirs = conflict, client.package(package_id)
    raise AssertionError("unreachable")


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
    before = details_of(record)
    changes = details_of(record)
    custom = changes["custom_metadata"]
    for name in unset:
        key = name.removeprefix(_KEY).removeprefix("metadata.")
        if name in ("description", "duration"):
            changes[name] = ""
        elif name == "tags":
            changes["tags"] = []
        elif name in ("custom_metadata", "metadata"):
            custom.clear()
        elif key != name and key:
            custom.pop(key, None)
        else:
            raise UsageError(
                f"There is no field “{name}” that could be emptied.",
                remedy="These can: description, duration, tags, custom_metadata, custom_metadata.KEY.",
            )
    gone = set(remove_tags)
    kept = [tag for tag in changes["tags"] if tag not in gone]
    changes["tags"] = kept + [tag for tag in dict.fromkeys(add_tags) if tag not in kept]
    custom.update(metadata or {})
    if description is not None:
        changes["description"] = description
    if duration is not None:
        changes["duration"] = duration
    return {name: value for name, value in changes.items() if not same(value, before[name])}
