"""Answers as frozen values, translated once at the border; unknown fields are kept in `raw`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class UploadTicket:
    """`POST /packages/upload-url`: one presigned PUT. `url` is a secret."""

    url: str = field(repr=False)
    required_headers: Mapping[str, str] = field(repr=False)
    storage_path: str


@dataclass(frozen=True, slots=True)
class MultipartTicket:
    """`POST /packages/multipart/init`. `part_size` in bytes; `total_parts` is advisory."""

    upload_id: str
    storage_path: str
    part_size: int
    total_parts: int | None


@dataclass(frozen=True, slots=True)
class PartUrl:
    """`POST /packages/multipart/part-url`: `url` is a secret, good for `expires_in_s` seconds."""

    part_number: int
    url: str = field(repr=False)
    expires_in_s: float


@dataclass(frozen=True, slots=True)
class StoredPart:
    """The storage's answer to a PUT: the ETag verbatim, with its quotes ('' where none came)."""

    etag: str


@dataclass(frozen=True, slots=True)
class ManifestSummary:
    """`manifest` of the process answer."""

    title: str
    version: str
    launch_url: str
    sco_count: int | None
    description: str
    duration: str


@dataclass(frozen=True, slots=True)
class PackageRecord:
    """One package, from either record shape of the page; `raw` is the answer as received.

    `scorm_version` is `1.2`, `2004` or as received; `schemaversion` the edition where the record tells it.
    Times are ISO 8601 as received, sizes in bytes.
    """

    package_id: str
    tenant_id: str
    title: str
    scorm_version: str
    schemaversion: str
    current_revision: int | None
    launch_url: str
    original_filename: str
    file_size_bytes: int | None
    sco_count: int | None
    description: str
    duration: str
    tags: tuple[str, ...]
    custom_metadata: Mapping[str, Any]
    storage_path: str
    uploaded_by: str
    created_at: str
    updated_at: str
    raw: Mapping[str, Any]


class Packages(list[PackageRecord]):
    """A list of packages; `left_out` counts what stood in it and is none that can be named (no record, or no id)."""

    left_out: int = 0


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One revision of a package; `raw` is the answer as received."""

    revision: int
    created_at: str
    uploaded_by: str
    original_filename: str
    file_size_bytes: int | None
    sha256: str
    current: bool
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ProcessAnswer:
    """`POST /packages/process`. `package` is None with `validate_only`, and while `pending` (202, asynchronous)."""

    pending: bool
    validation_only: bool
    manifest: ManifestSummary | None
    upload_id: str
    storage_path: str
    file_size_bytes: int | None
    package: PackageRecord | None


@dataclass(frozen=True, slots=True)
class Launch:
    """`POST /packages/{id}/launch`. `launch_url` is absolute and a secret: never stored, never logged.

    `expires_at` is Unix seconds, None where the server does not say.
    """

    launch_url: str = field(repr=False)
    session_id: str
    expires_at: float | None


@dataclass(frozen=True, slots=True)
class Quotas:
    """`GET /quotas`; None where the server does not tell a figure."""

    package_limit: int | None
    packages_used: int | None
    storage_limit_bytes: int | None
    storage_used_bytes: int | None
