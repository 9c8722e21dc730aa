"""The storage of a sandbox as one address, `s3://bucket?endpoint=…`, and the keys for it from the environment; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from allure_desktop.errors import UsageError

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_USUAL_REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class S3Address:
    """A bucket at an endpoint. `region` empty: the environment's, else the usual one."""

    bucket: str
    endpoint: str
    region: str = ""

    @property
    def host(self) -> str:
        return urlsplit(self.endpoint).netloc


@dataclass(frozen=True, slots=True)
class S3Credentials:
    """What signs; never shown."""

    key_id: str = field(repr=False)
    secret_key: str = field(repr=False)
    session_token: str = field(repr=False, default="")


def parse_storage(text: str) -> S3Address:
    """`s3://bucket?endpoint=http://host:port[&region=…]`. Raises ValueError in words."""
    parts = urlsplit(text)
    if parts.scheme != "s3":
        raise ValueError("the storage must be s3://BUCKET?endpoint=http://HOST:PORT, or left out for files")
    if parts.path.strip("/"):
        raise ValueError("the storage is a whole bucket: leave out what follows its name")
    if "@" in parts.netloc or not _BUCKET.fullmatch(parts.netloc):
        raise ValueError(
            f"{parts.netloc.rpartition('@')[2]!r} is no name of a bucket: 3 to 63 small letters, digits, - and ."
        )
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := sorted(given.keys() - {"endpoint", "region"}):
        raise ValueError(f"the storage knows endpoint and region, not {', '.join(unknown)}")
    return S3Address(parts.netloc, check_origin(given.get("endpoint", ""), "endpoint"), given.get("region", ""))


def check_origin(url: str, name: str) -> str:
    """An `http://HOST:PORT` without anything else. Raises ValueError in words that call it `name`."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ValueError(f"the {name} cannot be read as an address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"the {name} must be http://HOST:PORT or https://HOST")
    if parts.username is not None or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(f"the {name} must be http://HOST:PORT without user, path or query")
    return f"{parts.scheme}://{parts.netloc}"


def credentials(environ: Mapping[str, str]) -> S3Credentials:
    """From AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, if set, AWS_SESSION_TOKEN. Raises UsageError."""
    names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    key_id, secret_key = (environ.get(name, "").strip() for name in names)
    if not key_id or not secret_key:
        missing = " and ".join(name for name, value in zip(names, (key_id, secret_key), strict=True) if not value)
        raise UsageError(
            "The S3 storage needs credentials.",
            cause=f"{missing} is not set." if " and " not in missing else f"{missing} are not set.",
            remedy="Set both in the environment, and AWS_SESSION_TOKEN where the keys are temporary.",
            code="storage.no-credentials",
        )
    return S3Credentials(key_id, secret_key, environ.get("AWS_SESSION_TOKEN", "").strip())


def region(address: S3Address, environ: Mapping[str, str]) -> str:
    """The address's, else AWS_REGION or AWS_DEFAULT_REGION, else the usual one."""
    return address.region or environ.get("AWS_REGION") or environ.get("AWS_DEFAULT_REGION") or _USUAL_REGION
