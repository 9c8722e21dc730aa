"""Signed addresses of the storage: who made one may do one thing until it expires, as with S3."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlencode

from allure_desktop.sandbox.moments import compact, from_compact

#: Stands in the path of every object, as a bucket's name does.
BUCKET = "sandbox-bucket"


class StorageRefusal(Exception):
    """Becomes S3's XML error body: `<Error><Code>…</Code><Message>…</Message></Error>`."""

    def __init__(self, status: int, code: str, message: str, **facts: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.message = message
        self.facts = facts


def _signature(secret: bytes, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> str:
    signed = "\n".join(
        [
            method,
            path,
            urlencode(sorted((name, value) for name, value in query.items() if name != "X-Amz-Signature")),
            *(f"{name.lower()}:{headers[name].strip()}" for name in sorted(headers)),
        ]
    )
    return hmac.new(secret, signed.encode(), hashlib.sha256).hexdigest()


def signed_path(
    secret: bytes,
    storage_path: str,
    query: Mapping[str, str],
    headers: Mapping[str, str],
    now: float,
    expires_s: int,
) -> str:
    """The path and query of a PUT that needs exactly these header values, good for `expires_s` seconds."""
    path = f"/{BUCKET}/{quote(storage_path)}"
    lowered = {name.lower(): value for name, value in headers.items()}
    full = {
        **query,
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Date": compact(now),
        "X-Amz-Expires": str(expires_s),
        "X-Amz-SignedHeaders": ";".join(sorted(lowered)),
    }
    full["X-Amz-Signature"] = _signature(secret, "PUT", path, full, lowered)
    return f"{path}?{urlencode(full)}"


def check(secret: bytes, method: str, path: str, query: str, headers: Mapping[str, str], now: float) -> dict[str, str]:
    """The query of a signed address, if it is genuine, in time, and comes with the headers that were signed.

    `path` is as sent (quoted), `headers` have lower-case names. Raises StorageRefusal 403 in S3's words.
    """
    given = dict(parse_qsl(query, keep_blank_values=True))
    try:
        made_at = from_compact(given["X-Amz-Date"])
        expires_s = int(given["X-Amz-Expires"])
        names = given["X-Amz-SignedHeaders"].split(";")
        signature = given["X-Amz-Signature"]
    except (KeyError, ValueError):
        raise StorageRefusal(403, "AccessDenied", "Access Denied: the address is not signed.") from None
    if "authorization" in headers:
        raise StorageRefusal(
            400,
            "InvalidArgument",
            "Only one auth mechanism allowed: the signature in the query or the Authorization header.",
        )
    values = {name: headers.get(name, "") for name in names if name}
    if not hmac.compare_digest(signature, _signature(secret, method, path, given, values)):
        raise StorageRefusal(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match: method, path, or a required header differs.",
            SignedHeaders=";".join(names),
        )
    if now > made_at + expires_s:
        raise StorageRefusal(
            403,
            "AccessDenied",
            "Request has expired",
            Expires=compact(made_at + expires_s),
            ServerTime=compact(now),
        )
    return given
