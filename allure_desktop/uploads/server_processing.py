"""After the bytes: process, the server's own check, and evidence for answers that were lost (api.md 15 and 16)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from allure_desktop.api.answers import PackageRecord, VersionRecord
from allure_desktop.api.client import ApiClient
from allure_desktop.api.rate_limit import WINDOW_S
from allure_desktop.errors import (
    Conflict,
    Invalid,
    NotFound,
    ProcessingFailed,
    QuotaExceeded,
    RateLimited,
    TooLarge,
)
from allure_desktop.uploads.env import Clock
from allure_desktop.uploads.journal import Entry
from allure_desktop.uploads.rows import Message

T = TypeVar("T")

#: `Date` has whole seconds, and two clocks are compared.
_CLOCK_MARGIN_S = 5.0


class Undecided(Conflict):
    """More than one record may be this upload: a person must look. Code upload.unknown-outcome."""

    code = "upload.unknown-outcome"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a `process`: `live`, `accepted`, `none` (no sign, object there), `gone` (no sign, no object),
    `unprobed` (no sign, and the object was not looked for).

    `facts` are columns for the journal; `calls` is how many requests it took beyond the first.
    """

    verdict: str
    facts: dict[str, Any] = field(default_factory=dict)
    calls: int = 1


def process(api: ApiClient, entry: Entry) -> Verdict:
    """Makes it live. Raises whatever the API says, AnswerLost when whether it took effect is unknown."""
    package_id = entry.package_id if entry.is_new_version else None
    answer = api.process(entry.storage_path or "", entry.file, package_id=package_id)
    if answer.pending or answer.package is None:
        return Verdict("accepted")
    return Verdict("live", _live(answer.package))


def check_on_server(api: ApiClient, entry: Entry) -> dict[str, Any]:
    """`validate_only`: what the server says of the object that is there already, as a record for the row."""
    answer = api.process(entry.storage_path or "", entry.file, validate_only=True)
    said = asdict(answer.manifest) if answer.manifest is not None else {}
    return {**said, "file_size_bytes": answer.file_size_bytes}


def compare(api: ApiClient, entry: Entry) -> Verdict:
    """Just before a new version is made: is the revision still the one that was noted?

    Raises Conflict (server.version-conflict) when somebody else's came in between. An earlier try of ours that did
    take effect is `live`, not a conflict.
    """
    current = api.package(entry.package_id or "").current_revision
    if current is None or entry.revision_before is None or current <= entry.revision_before:
        return Verdict("", {"revision_before": current})
    newer = [v for v in _then(lambda: api.versions(entry.package_id or "")) if v.revision > entry.revision_before]
    if entry.process_first_at is not None:
        ours = _ours(newer, entry)
        if len(ours) == 1:
            return Verdict("live", {"revision": ours[0].revision}, calls=2)
    raise version_conflict(entry, newer, current)


def version_conflict(entry: Entry, newer: list[VersionRecord], current: int) -> Conflict:
    """The words for somebody else's version; `details` holds the revision seen."""
    who = next((v.uploaded_by for v in newer if v.revision == current and v.uploaded_by), "")
    return Conflict(
        f"Version {current} was uploaded{f' by {who}' if who else ''} while yours waited.",
        cause=f"Yours was meant to follow version {entry.revision_before}.",
        remedy=f"Look at version {current}, then upload yours as version {current + 1}, or cancel.",
        subject=entry.file,
        code="server.version-conflict",
        details={"revision_seen": current},
    )


def look(api: ApiClient, entry: Entry, claimed: frozenset[str], clock: Clock, *, probe: bool) -> Verdict:
    """Whether a `process` whose answer is missing took effect, by evidence; with `probe` also whether the object is
    still there.

    Raises Undecided when more than one record fits, and what the API says of the object when it is no package.
    """
    found = _look_for_version(api, entry) if entry.is_new_version else _look_for_package(api, entry, claimed, clock)
    if found is not None or not probe:
        return found or Verdict("unprobed")
    try:
        _then(lambda: api.process(entry.storage_path or "", entry.file, validate_only=True))
    except NotFound:
        return Verdict("gone", calls=2)
    return Verdict("none", calls=2)


def _then(ask: Callable[[], T]) -> T:
    """A call that belongs to the one before it.

    Where the limit leaves no room for it, a whole window is waited for: beginning again as soon as there is room for
    one call would never come to the second.
    """
    try:
        return ask()
    except RateLimited as error:
        error.wait_s = max(error.wait_s or 0.0, WINDOW_S + 1)
        raise


#: What a probe raises when the server has looked into the object and will not have it.
VERDICTS_OF_A_PROBE = (Invalid, ProcessingFailed, TooLarge, QuotaExceeded)


def _look_for_version(api: ApiClient, entry: Entry) -> Verdict | None:
    package = api.package(entry.package_id or "")
    before = entry.revision_before or 0
    if package.current_revision is None or package.current_revision <= before:
        return None
    ours = _ours([v for v in _then(lambda: api.versions(entry.package_id or "")) if v.revision > before], entry)
    if len(ours) > 1:
        raise _undecided(entry, len(ours))
    return Verdict("live", {"revision": ours[0].revision}, calls=2) if ours else None


def _ours(newer: list[VersionRecord], entry: Entry) -> list[VersionRecord]:
    """The versions that may be this upload: nothing they tell contradicts it."""
    return [
        version
        for version in newer
        if version.original_filename in ("", entry.file)
        and version.file_size_bytes in (None, entry.file_size)
        and version.uploaded_by in ("", entry.uploaded_by)
        and (not version.sha256 or not entry.sha256 or version.sha256.lower() == entry.sha256)
    ]


def _look_for_package(api: ApiClient, entry: Entry, claimed: frozenset[str], clock: Clock) -> Verdict | None:
    records = [record for record in api.packages() if record.package_id not in claimed]
    certain = [record for record in records if _shows_this_upload(record, entry)]
    alike = certain or [record for record in records if _is_alike(record, entry)]
    there = api.server_time()
    if certain:
        fitting = certain
    elif there is None:
        # without its clock nothing tells a package of this minute from one of last year
        if alike:
            raise _undecided(entry, len(alike))
        fitting = []
    else:
        first = entry.process_first_there or (entry.process_first_at or 0.0) + there - clock.now()
        fitting = [record for record in alike if (_moment(record.created_at) or 0.0) >= first - _CLOCK_MARGIN_S]
    if len(fitting) > 1:
        raise _undecided(entry, len(fitting))
    return Verdict("live", _live(fitting[0])) if fitting else None


def _shows_this_upload(record: PackageRecord, entry: Entry) -> bool:
    shown = record.raw.get("upload_id") or record.raw.get("uploadId")
    return bool(
        (entry.storage_path and record.storage_path == entry.storage_path)
        or (entry.server_upload_id and shown == entry.server_upload_id)
    )


def _is_alike(record: PackageRecord, entry: Entry) -> bool:
    """Nothing that it shows contradicts that it is this upload."""
    return record.original_filename == entry.file and record.file_size_bytes == entry.file_size


def _moment(text: str) -> float | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _live(package: PackageRecord) -> dict[str, Any]:
    facts: dict[str, Any] = {"package_id": package.package_id, "revision": package.current_revision}
    return {**facts, "title": package.title} if package.title else facts


def _undecided(entry: Entry, count: int) -> Undecided:
    return Undecided(
        f"The server's answer about {entry.file} was lost, and {count} packages there may be it.",
        remedy="Look in the Library whether it is live. Upload again only if it is not.",
        subject=entry.file,
    )


def unknown_outcome(file: str) -> Message:
    """The words when no evidence came for as long as processing can take."""
    return Message(
        code="upload.unknown-outcome",
        what=f"The server's answer about {file} was lost, and nothing there shows whether it took effect.",
        cause="No package or version of this file has appeared, and none was made a second time.",
        remedy="Look in the Library whether it is live. Upload again only if it is not.",
    )
