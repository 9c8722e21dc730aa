"""A status and a body, read into one of our errors: the code first, then the words, then the status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from allure_desktop.api.rate_limit import retry_after_s
from allure_desktop.errors import (
    Conflict,
    Forbidden,
    Invalid,
    InvalidScormPackage,
    KeyRefused,
    NotFound,
    NotOffered,
    NotTheApi,
    ProcessingFailed,
    QuotaExceeded,
    RateLimited,
    Refusal,
    ServerError,
    ServerTrouble,
    TooLarge,
)
from allure_desktop.logs import redact

_LONGEST_MESSAGE = 300

#: Kinds by the codes that the vendor's pages list; see api.md, "error codes".
_BY_CODE: dict[str, str] = {
    "INVALID_REQUEST": "invalid",
    "VALIDATION_ERROR": "invalid",
    "MISSING_FILE": "invalid",
    "INVALID_FILE_TYPE": "scorm",
    "MANIFEST_NOT_FOUND": "scorm",
    "MISSING_MANIFEST": "scorm",
    "INVALID_MANIFEST": "scorm",
    "INVALID_PACKAGE": "scorm",
    "INVALID_SCORM": "scorm",
    "INVALID_SCORM_PACKAGE": "scorm",
    "UNSUPPORTED_VERSION": "scorm",
    "UNSUPPORTED_SCORM_VERSION": "scorm",
    "PARSE_FAILED": "scorm",
    "FILE_TOO_LARGE": "large",
    "PACKAGE_TOO_LARGE": "large",
    "PAYLOAD_TOO_LARGE": "large",
    "UNAUTHORIZED": "key",
    "INVALID_API_KEY": "key",
    "EXPIRED_API_KEY": "key",
    "FORBIDDEN": "forbidden",
    "INSUFFICIENT_SCOPES": "scope",
    "INSUFFICIENT_SCOPE": "scope",
    "MISSING_SCOPE": "scope",
    "TENANT_MISMATCH": "tenant",
    "QUOTA_EXCEEDED": "quota",
    "PACKAGE_LIMIT_REACHED": "quota",
    "STORAGE_LIMIT_REACHED": "quota",
    "PACKAGE_NOT_FOUND": "missing",
    "SESSION_NOT_FOUND": "missing",
    "NOT_FOUND": "missing",
    "VERSION_CONFLICT": "version",
    "DUPLICATE_ENTRY": "conflict",
    "CONFLICT": "conflict",
    "RATE_LIMIT_EXCEEDED": "rate",
    "TOO_MANY_REQUESTS": "rate",
    "INTERNAL_ERROR": "trouble",
    "DB_QUERY_FAILED": "trouble",
    "UPLOAD_FAILED": "processing",
    "PROCESSING_FAILED": "processing",
    "PACKAGE_PROCESSING_FAILED": "processing",
    "INVALID_ZIP": "processing",
    "CORRUPTED_ZIP": "processing",
    "CORRUPT_ZIP": "processing",
    "SERVICE_UNAVAILABLE": "trouble",
    "STORAGE_UNAVAILABLE": "trouble",
}

#: The page's headings and the sentences that go with them, in the order in which they are tried.
_BY_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("quota", re.compile(r"quota|(package|storage) limit (was |is |has been )?(reached|exceeded)", re.I)),
    ("large", re.compile(r"(file|package|body|entity|upload)\S* (is |was )?too large|exceeds .*size", re.I)),
    ("scorm", re.compile(r"invalid scorm|imsmanifest|manifest|unsupported scorm|not a (valid )?scorm", re.I)),
    ("processing", re.compile(r"processing failed|corrupt\w* zip|zip\w* (file )?(is )?corrupt", re.I)),
)
#: The page's four classes as a server names them.
_HEADINGS = re.compile(
    r"^(invalid scorm package|file too large|package processing failed|quota exceeded)(?=\W|$)", re.I
)
_WORDS_COUNT_FOR = (200, 400, 403, 409, 413, 415, 422, 500)
_SCOPE_WORDS = re.compile(r"scope|permission|read[- ]only", re.I)
_TENANT_WORDS = re.compile(r"tenant", re.I)

_BY_STATUS = {
    400: "invalid",
    401: "key",
    403: "forbidden",
    404: "missing",
    405: "unoffered",
    409: "conflict",
    410: "missing",
    412: "version",
    413: "large",
    415: "invalid",
    422: "invalid",
    429: "rate",
    501: "unoffered",
}


class _Body:
    """What an error body says, wherever in it it stands."""

    def __init__(self, body: bytes) -> None:
        self.code = ""
        self.details: dict[str, Any] = {}
        self.request_id = ""
        messages: list[str] = []
        try:
            decoded: Any = msgspec.json.decode(body) if body.strip() else None
        except (msgspec.DecodeError, RecursionError):
            decoded = None
            plain = body[:2000].decode("utf-8", "replace").strip()
            if plain and not plain.startswith("<"):
                messages.append(plain)
        for name, value in _walk(decoded):
            if name in ("code", "error_code", "errorcode"):
                self.code = self.code or str(value)
            elif name in ("request_id", "requestid", "trace_id"):
                self.request_id = self.request_id or str(value)
            elif name == "details" and isinstance(value, Mapping):
                self.details = self.details or dict(value)
            elif isinstance(value, str) and value.strip():
                messages.append(value.strip())
        if not self.code:
            # some send the code itself as the error text
            self.code = next((word for word in messages if re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+", word)), "")
        self.code = clipped(re.sub(r"[\s-]+", "_", self.code).upper(), 80)
        distinct = dict.fromkeys(message for message in messages if message.upper() != self.code)
        self.message = clipped(" · ".join(distinct))


_SPEAKING = (
    *("error", "message", "detail", "details", "msg", "title", "description", "errors", "findings", "reason"),
    "",
)


def _walk(value: Any, name: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Each code, message and `details` of a body, in order, at most six levels deep."""
    if depth > 6:
        return
    if isinstance(value, Mapping):
        if name == "details":
            yield name, value
        for key, inside in value.items():
            lower = str(key).lower()
            if lower in ("code", "error_code", "errorcode", "request_id", "requestid", "trace_id"):
                # the code of a finding is not the answer's
                if isinstance(inside, (str, int)) and not isinstance(inside, bool) and name != "findings":
                    yield lower, inside
            elif lower in _SPEAKING:
                yield from _walk(inside, lower, depth + 1)
    elif isinstance(value, list):
        for inside in value[:20]:
            yield from _walk(inside, name, depth + 1)
    elif isinstance(value, str):
        yield name, value


def clipped(text: str, longest: int = _LONGEST_MESSAGE) -> str:
    """`text` on one line, without secrets, control characters and URL queries, and not too long."""
    line = " ".join(redact("".join(c if c.isprintable() else " " for c in text)).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def is_html(headers: Mapping[str, str], body: bytes) -> bool:
    """The answer is a web page, made for a browser."""
    start = body[:200].lstrip().lower()
    return "text/html" in headers.get("content-type", "").lower() or start.startswith((b"<!doctype html", b"<html"))


def not_the_api(host: str, cause: str, *, status: int = 0) -> NotTheApi:
    """The answer came, but not from an AllureConnect API."""
    told = f" ({status})" if status >= 300 else ""
    return NotTheApi(
        f"{host} did not answer as an AllureConnect server does{told}.",
        cause=cause,
        remedy="Check the connection's address; a login page, a proxy or a firewall may have answered instead.",
        host=host,
    )


def holds_error(answer: Any) -> bool:
    """A body that says error although its status says success."""
    if not isinstance(answer, Mapping):
        return False
    if answer.get("success") is False:
        return True
    return bool(answer.get("error") or answer.get("errors")) and not (answer.keys() & _RESULTS)


_RESULTS = {"manifest", "package", "packages", "package_id", "id", "items", "data", "results", "versions"}


def refusal(status: int, headers: Mapping[str, str], body: bytes, host: str) -> ServerError:
    """The error for an answer that is no success. `headers` by lower-case name."""
    said = _Body(body)
    page = is_html(headers, body)
    if page and not said.code and (status < 500 and status not in (401, 413, 429)):
        return not_the_api(host, "A web page came instead of an answer.", status=status)
    kind = _kind(status, said)
    words: dict[str, Any] = {
        "host": host,
        "status": status,
        "server_code": said.code,
        "server_message": said.message,
        "details": said.details,
        "request_id": clipped(headers.get("x-request-id", "") or said.request_id, 100),
    }
    return _MAKERS[kind](host, status, _quoted(said.message), words, headers)


def _quoted(message: str) -> str:
    """What it said beside the name of its class, which is told anyway."""
    parts = (_HEADINGS.sub("", part).strip(" :.") for part in message.split(" · "))
    more = " · ".join(part for part in parts if part)
    return f"It says: {_sentence(more)}" if more else ""


def _kind(status: int, said: _Body) -> str:
    by_code = _BY_CODE.get(said.code)
    if by_code == "scorm" and status >= 500:
        return "processing"  # PARSE_FAILED stands in both lists of the vendor
    if by_code == "forbidden":
        by_code = None  # the words may tell more
    if by_code:
        return by_code
    if status == 403 and _TENANT_WORDS.search(said.message):
        return "tenant"
    if status == 403 and _SCOPE_WORDS.search(said.message):
        return "scope"
    if status in _WORDS_COUNT_FOR:
        for kind, pattern in _BY_WORDS:
            if pattern.search(said.message):
                return "processing" if kind == "scorm" and status >= 500 else kind
    return _BY_STATUS.get(status, "trouble" if status >= 500 else "refused")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _key(host: str, status: int, quoted: str, words: dict[str, Any], _: Mapping[str, str]) -> ServerError:
    cause = "The key has expired." if words["server_code"] == "EXPIRED_API_KEY" else quoted
    return KeyRefused(
        f"{host} refused the key ({status}).",
        cause=cause,
        remedy="Replace the key of this connection; what was already sent stays.",
        **words,
    )


def _forbidden(host: str, status: int, quoted: str, words: dict[str, Any], _: Mapping[str, str]) -> ServerError:
    return Forbidden(
        f"{host} does not allow this with the key of this connection ({status}).",
        cause=quoted,
        remedy="Ask whoever administers AllureConnect for a key that may, then replace the key.",
        **words,
    )


def _scope(host: str, status: int, quoted: str, words: dict[str, Any], _: Mapping[str, str]) -> ServerError:
    return Forbidden(
        f"The key of this connection may not do this on {host} ({status}).",
        cause=f"It lacks a scope that is needed. {quoted}".strip(),
        remedy="Use a key with the write scope; whoever administers AllureConnect can make one.",
        code="key.missing-scope",
        **words,
    )


def _tenant(host: str, status: int, quoted: str, words: dict[str, Any], _: Mapping[str, str]) -> ServerError:
    return Forbidden(
        "The key belongs to another tenant.",
        cause=f"{host} refused the tenant id of this connection ({status}).",
        remedy="Correct the tenant id of the connection, or use a key of that tenant.",
        code="key.tenant-mismatch",
        **words,
    )


def _missing(host: str, status: int, quoted: str, words: dict[str, Any], _: Mapping[str, str]) -> ServerError:
    return NotFound(
        f"{host} does not know what was asked for ({status}).",
        cause=quoted or "It may have been deleted, or the connection's address is not the right one.",
        remedy="Refresh the list and check the connection's address.",
        **words,
    )


def _unoffered(host: str, status: int, quoted: str, words: dict[str, Any], _: Mapping[str, str]) -> ServerError:
    return NotOffered(
        f"{host} does not offer this ({status}).",
        cause=quoted,
        remedy="Do it on the server's own pages, or ask whoever administers it.",
        **words,
    )


def _conflict(host: str, status: int, quoted: str, words: dict[str, Any], _: Mapping[str, str]) -> ServerError:
    return Conflict(
        f"{host} refused because something is already there or has changed ({status}).",
        cause=quoted,
        remedy="Refresh and look at what is there before trying again.",
        **words,
    )


def _version(host: str, status: int, quoted: str, words: dict[str, Any], _: Mapping[str, str]) -> ServerError:
    return Conflict(
        f"The package was changed on {host} in the meantime ({status}).",
        cause=quoted,
        remedy="Reload it, compare both and choose.",
        code="server.version-conflict",
        **words,
    )


def _invalid(host: str, status: int, quoted: str, words: dict[str, Any], _: Mapping[str, str]) -> ServerError:
    return Invalid(
        f"{host} did not accept the request ({status}).",
        cause=quoted,
        remedy="Correct what it names and try again.",
        **words,
    )


def _scorm(host: str, status: int, quoted: str, words: dict[str, Any], _: Mapping[str, str]) -> ServerError:
    return InvalidScormPackage(f"Invalid SCORM Package: {host} did not accept it ({status}).", cause=quoted, **words)


def _large(host: str, status: int, quoted: str, words: dict[str, Any], _: Mapping[str, str]) -> ServerError:
    return TooLarge(f"File Too Large: {host} did not accept it ({status}).", cause=quoted, **words)


def _processing(host: str, status: int, quoted: str, words: dict[str, Any], _: Mapping[str, str]) -> ServerError:
    return ProcessingFailed(
        f"Package Processing Failed: {host} could not process it ({status}).", cause=quoted, **words
    )


def _quota(host: str, status: int, quoted: str, words: dict[str, Any], _: Mapping[str, str]) -> ServerError:
    return QuotaExceeded(f"Quota Exceeded: the tenant has no room for it on {host} ({status}).", cause=quoted, **words)


def _rate(host: str, status: int, quoted: str, words: dict[str, Any], headers: Mapping[str, str]) -> ServerError:
    return rate_limited(host, retry_after_s(headers), **words)


def rate_limited(host: str, wait_s: float | None, /, **words: Any) -> RateLimited:
    """Waiting, in words; `wait_s` None where the server does not say how long."""
    when = f"in {wait_s:.0f} s" if wait_s is not None and wait_s >= 1 else "in a moment"
    return RateLimited(
        f"{host} limits how often it may be asked.",
        cause="Nothing is wrong.",
        remedy=f"Try again {when}; uploads go on by themselves.",
        wait_s=wait_s,
        **{"host": host, "status": 429, **words},
    )


def _trouble(host: str, status: int, quoted: str, words: dict[str, Any], _: Mapping[str, str]) -> ServerError:
    unavailable = status in (502, 503, 504)
    return ServerTrouble(
        f"{host} is not available right now ({status})."
        if unavailable
        else f"{host} has an error of its own ({status}).",
        cause=quoted,
        remedy="Try again in a few minutes; if it stays, tell whoever runs the server.",
        **words,
    )


def _refused(host: str, status: int, quoted: str, words: dict[str, Any], _: Mapping[str, str]) -> ServerError:
    return Refusal(
        f"{host} refused the request ({status}).",
        cause=quoted,
        remedy="Check the connection's address and key.",
        **words,
    )


_MAKERS = {
    "key": _key,
    "forbidden": _forbidden,
    "scope": _scope,
    "tenant": _tenant,
    "missing": _missing,
    "unoffered": _unoffered,
    "conflict": _conflict,
    "version": _version,
    "invalid": _invalid,
    "scorm": _scorm,
    "large": _large,
    "processing": _processing,
    "quota": _quota,
    "rate": _rate,
    "trouble": _trouble,
    "refused": _refused,
}
