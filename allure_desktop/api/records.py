"""JSON as servers of all ages send it, read into the values of `answers`: synonyms, envelopes, both record shapes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urljoin

import msgspec

from allure_desktop.api.answers import (
    Launch,
    ManifestSummary,
    PackageRecord,
    ProcessAnswer,
    Quotas,
    VersionRecord,
)
from allure_desktop.api.json_body import LIST_NAMES

_NOTHING: Mapping[str, Any] = {}


def first(record: Mapping[str, Any], *names: str) -> Any:
    """The first of these fields that is there and not null; camelCase spellings are tried too."""
    if not record:
        return None
    for name in names:
        value = record.get(name)
        if value is None:
            value = record.get(_camel(name))
        if value is not None:
            return value
    return None


@cache
def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


@lru_cache(maxsize=16)
def _origin_of(base_url: str) -> str:
    return urljoin(f"{base_url}/", "/").rstrip("/")


def text(record: Mapping[str, Any], *names: str) -> str:
    """As `first`, as text; '' where it is missing or no plain value."""
    value = record.get(names[0])
    if type(value) is str:
        return value  # nearly always: a long list consists of these
    value = first(record, *names)
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def whole(record: Mapping[str, Any], *names: str) -> int | None:
    """As `first`, as a whole number; None where it is missing or none."""
    value = first(record, *names)
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return int(value) if value == value and abs(value) < 2**63 else None
    if isinstance(value, str):
        try:
            return int(value.strip().lstrip("v"))
        except ValueError:
            return None
    return None


def inner(record: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """As `first`, as an object; an empty one where it is missing or none."""
    value = first(record, *names)
    return value if isinstance(value, Mapping) else _NOTHING


def listed(answer: Any, *more_names: str) -> list[Mapping[str, Any]] | None:
    """The records of a list answer. None where there is no list."""
    entries = entries_of(answer, *more_names)
    return None if entries is None else [entry for entry in entries if isinstance(entry, Mapping)]


def entries_of(answer: Any, *more_names: str) -> list[Any] | None:
    """What a list answer holds, records or not: a bare array, or an object that holds it. None where there is none."""
    if isinstance(answer, list):
        return answer
    if isinstance(answer, Mapping):
        for name in (*LIST_NAMES, *more_names):
            value = answer.get(name)
            if isinstance(value, list):
                return value
            if isinstance(value, Mapping):
                nested = entries_of(value, *more_names)
                if nested is not None:
                    return nested
    return None


def single(answer: Any) -> Mapping[str, Any]:
    """The record of an answer that may stand in an envelope (`package`, `data`, `result`)."""
    while isinstance(answer, Mapping) and not first(answer, "package_id", "id"):
        for name in ("package", "data", "result"):
            if isinstance(answer.get(name), Mapping):
                answer = answer[name]
                break
        else:
            break
    return answer if isinstance(answer, Mapping) else _NOTHING


class _Plain(msgspec.Struct):
    """The page's new record to the letter: taken apart at once, which long lists are nearly always made of."""

    package_id: str | None = None
    tenant_id: str | None = None
    title: str | None = None
    scorm_version: str | None = None
    version: str | None = None
    schemaversion: str | None = None
    current_revision: int | None = None
    launch_url: str | None = None
    original_filename: str | None = None
    file_size_bytes: int | None = None
    sco_count: int | None = None
    description: str | None = None
    duration: str | None = None
    tags: list[str] | None = None
    custom_metadata: Any = None
    storage_path: str | None = None
    uploaded_by: str | None = None
    created_at: str | None = None
    updated_at: str | None = None


#: with one of these it is another record, in which several places may hold a value
_OTHER_NAMES = frozenset(
    {"id", "manifest", "schema_version", "revision", "filename", "file_size"}
    | {_camel(name) for name in (*_Plain.__struct_fields__, "schema_version", "file_size")}
    - set(_Plain.__struct_fields__)
)


def _plain(raw: Mapping[str, Any], base_url: str) -> PackageRecord | None:
    """As `package_record`; None where the record is not written to the letter."""
    if not _OTHER_NAMES.isdisjoint(raw):
        return None
    try:
        one = msgspec.convert(raw, _Plain)
    except msgspec.ValidationError:
        return None
    if max(abs(one.current_revision or 0), abs(one.file_size_bytes or 0), abs(one.sco_count or 0)) >= 2**63:
        return None
    metadata = inner(raw, "metadata")
    return PackageRecord(
        package_id=one.package_id or "",
        tenant_id=one.tenant_id or "",
        title=one.title or text(metadata, "title"),
        scorm_version=one.scorm_version or one.version or text(metadata, "version"),
        schemaversion=one.schemaversion or text(metadata, "schemaversion", "schema_version"),
        current_revision=one.current_revision,
        launch_url=absolute(one.launch_url or "", base_url),
        original_filename=one.original_filename or "",
        file_size_bytes=one.file_size_bytes,
        sco_count=_either(one.sco_count, whole(metadata, "sco_count")),
        description=one.description or text(metadata, "description"),
        duration=one.duration or text(metadata, "duration"),
        tags=tuple(one.tags or ()),
        custom_metadata=dict(one.custom_metadata) if isinstance(one.custom_metadata, Mapping) else {},
        storage_path=one.storage_path or "",
        uploaded_by=one.uploaded_by or "",
        created_at=one.created_at or "",
        updated_at=one.updated_at or "",
        raw=raw,
    )


def package_record(raw: Mapping[str, Any], base_url: str = "") -> PackageRecord:
    """One package from the page's new record (`package_id`) or its legacy one (`id`, `metadata`)."""
    plain = _plain(raw, base_url)
    return _package_of_any_age(raw, base_url) if plain is None else plain


def _package_of_any_age(raw: Mapping[str, Any], base_url: str) -> PackageRecord:
    metadata = inner(raw, "metadata", "manifest")
    version = text(raw, "scorm_version") or text(raw, "version") or text(metadata, "version")
    launch_url = text(raw, "launch_url")
    tags = first(raw, "tags")
    return PackageRecord(
        package_id=text(raw, "package_id", "id"),
        tenant_id=text(raw, "tenant_id"),
        title=text(raw, "title") or text(metadata, "title"),
        scorm_version=version,
        schemaversion=text(raw, "schemaversion", "schema_version") or text(metadata, "schemaversion", "schema_version"),
        current_revision=whole(raw, "current_revision", "revision"),
        launch_url=absolute(launch_url, base_url),
        original_filename=text(raw, "original_filename", "filename"),
        file_size_bytes=whole(raw, "file_size_bytes", "file_size"),
        sco_count=_either(whole(raw, "sco_count"), whole(metadata, "sco_count")),
        description=text(raw, "description") or text(metadata, "description"),
        duration=text(raw, "duration") or text(metadata, "duration"),
        tags=tuple(str(tag) for tag in tags if isinstance(tag, (str, int))) if isinstance(tags, list) else (),
        custom_metadata=dict(inner(raw, "custom_metadata")),
        storage_path=text(raw, "storage_path"),
        uploaded_by=text(raw, "uploaded_by"),
        created_at=text(raw, "created_at"),
        updated_at=text(raw, "updated_at"),
        raw=raw,
    )


def absolute(address: str, base_url: str) -> str:
    """The address as seen from the server; '' for what is none (`http://[::1`)."""
    if not base_url or not address:
        return address
    if address[0] == "/" and address[1:2] != "/" and "/." not in address:
        return _origin_of(base_url) + address  # the usual form, without taking all of it apart
    try:
        return urljoin(f"{base_url}/", address)
    except ValueError:
        return ""


def _either(one: int | None, other: int | None) -> int | None:
    return other if one is None else one


def version_records(answer: Any) -> list[VersionRecord]:
    """The revisions of a version answer, newest first; where none is marked current, the newest is."""
    raws = listed(answer) or []
    told = whole(answer, "current_revision") if isinstance(answer, Mapping) else None
    found = list(_once(version_record(raw, told) for raw in raws))
    found.sort(key=lambda version: version.revision, reverse=True)
    if found and not any(version.current for version in found):
        found[0] = replace(found[0], current=True)
    return found


def _once(versions: Iterable[VersionRecord]) -> Iterator[VersionRecord]:
    """Each revision once, the first seen; without what tells nothing at all."""
    seen: set[int] = set()
    for version in versions:
        tells = version.revision or version.created_at or version.uploaded_by or version.original_filename
        if tells and version.revision not in seen:
            yield version
        if version.revision:
            seen.add(version.revision)


def version_record(raw: Mapping[str, Any], current_revision: int | None = None) -> VersionRecord:
    """One revision; `current_revision` tells which one is live where the record itself does not."""
    revision = whole(raw, "revision", "revision_number", "version_number", "version", "current_revision") or 0
    marked = first(raw, "current", "is_current", "active", "is_active")
    return VersionRecord(
        revision=revision,
        created_at=text(raw, "created_at", "uploaded_at"),
        uploaded_by=text(raw, "uploaded_by", "created_by"),
        original_filename=text(raw, "original_filename", "filename"),
        file_size_bytes=whole(raw, "file_size_bytes", "file_size"),
        sha256=text(raw, "sha256", "checksum"),
        current=bool(marked) if marked is not None else current_revision == revision,
        raw=raw,
    )


def manifest_summary(raw: Mapping[str, Any]) -> ManifestSummary | None:
    """`manifest` of a process answer, None where there is none."""
    if not raw:
        return None
    return ManifestSummary(
        title=text(raw, "title"),
        version=text(raw, "version", "scorm_version"),
        launch_url=text(raw, "launch_url"),
        sco_count=whole(raw, "sco_count"),
        description=text(raw, "description"),
        duration=text(raw, "duration"),
    )


def process_answer(answer: Mapping[str, Any], *, status: int, validate_only: bool, base_url: str) -> ProcessAnswer:
    """The answer of `process`; pending when the server has taken the work but shows no package yet (decision 7)."""
    body = answer if first(answer, "manifest", "package", "upload_id", "storage_path") else inner(answer, "data")
    body = body or answer
    package = inner(body, "package")
    if not package and not validate_only and first(body, "package_id"):
        package = body
    validation_only = bool(first(body, "validation_only")) or validate_only
    return ProcessAnswer(
        pending=not validation_only and (status == 202 or not package),
        validation_only=validation_only,
        manifest=manifest_summary(inner(body, "manifest")),
        upload_id=text(body, "upload_id"),
        storage_path=text(body, "storage_path"),
        file_size_bytes=whole(body, "file_size_bytes", "file_size"),
        package=package_record(package, base_url) if package else None,
    )


def launch_answer(answer: Mapping[str, Any], *, base_url: str, session_id: str, now: float) -> Launch | None:
    """The answer of `launch` with its address made absolute, None where it holds none."""
    body = answer if first(answer, "launch_url", "url") else inner(answer, "data", "launch")
    url = absolute(text(body, "launch_url", "url"), base_url)
    if not url:
        return None
    lasts = first(body, "expires_in_seconds", "expires_in")
    return Launch(
        launch_url=url,
        session_id=text(body, "session_id") or session_id,
        expires_at=now + float(lasts) if isinstance(lasts, (int, float)) else None,
    )


def quotas_answer(answer: Mapping[str, Any]) -> Quotas | None:
    """The answer of `quotas`, None where it names no figure."""
    body = answer if first(answer, "package_quota", "storage_quota") else inner(answer, "data", "quotas")
    packages, storage = inner(body, "package_quota"), inner(body, "storage_quota")
    quotas = Quotas(
        package_limit=whole(packages, "limit"),
        packages_used=whole(packages, "used"),
        storage_limit_bytes=whole(storage, "limit_bytes"),
        storage_used_bytes=whole(storage, "used_bytes"),
    )
    known = (quotas.package_limit, quotas.packages_used, quotas.storage_limit_bytes, quotas.storage_used_bytes)
    return None if all(figure is None for figure in known) else quotas


def unique(records: Iterable[PackageRecord]) -> list[PackageRecord]:
    """Each package once, the first seen: a list that grows while it is paged shows some twice."""
    kept: dict[str, PackageRecord] = {}
    for record in records:
        kept.setdefault(record.package_id, record)
    return list(kept.values())
