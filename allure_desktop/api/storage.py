"""Puts bytes at presigned addresses: streamed, cut at once when asked, and never with the key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from typing import Any

import httpx

from allure_desktop.api import network_errors
from allure_desktop.api.answers import StoredPart
from allure_desktop.api.lanes import Call, Lanes, new_http
from allure_desktop.api.proxies import proxy_between
from allure_desktop.api.rate_limit import retry_after_s
from allure_desktop.api.refusals import clipped, rate_limited
from allure_desktop.api.transport import ANSWER_S, CONNECT_S, authority
from allure_desktop.errors import (
    AnswerLost,
    Invalid,
    LocalFileError,
    NotFound,
    NotTheApi,
    Refusal,
    ServerError,
    ServerTrouble,
    TooLarge,
    Unreachable,
)

#: No byte moved for so long: stalled (it counts for each partial send, so whatever the size of a piece).
WRITE_S = 30.0
#: The storage puts the part away before it answers.
READ_S = 120.0
_LONGEST_ANSWER = 256 * 1024


class LinkExpired(Refusal):
    """The storage no longer takes the address (403): ask for a new one; no failed attempt of the part."""

    code = "storage.link-expired"
    worth_repeating = True


class SendingStopped(Unreachable):
    """The sending was cut by `abort_all` or its own handle: a pause, a stop or a quit."""

    code = "storage.stopped"
    worth_repeating = False


class StorageClient:
    """Thread-safe; each sending has a connection of its own, and idle connections are used again.

    `http` builds the client of one connection (for tests); usually the system's proxies and certificates are used.
    """

    def __init__(
        self,
        http: Callable[[], httpx.Client] | None = None,
        *,
        proxy: str = "",
        ca_file: str = "",
        write_timeout_s: float = WRITE_S,
        read_timeout_s: float = READ_S,
        answer_s: float = ANSWER_S,
    ) -> None:
        self._lanes = Lanes(http or (lambda: new_http(proxy=proxy, ca_file=ca_file)))
        self._proxy = proxy
        self._answer_s = read_timeout_s + answer_s
        self._timeout = httpx.Timeout(connect=CONNECT_S, read=read_timeout_s, write=write_timeout_s, pool=CONNECT_S)

    def put(
        self,
        url: str,
        headers: Mapping[str, str],
        body: Iterable[bytes],
        length: int,
        *,
        on_socket: Callable[[Callable[[], None]], None] | None = None,
    ) -> StoredPart:
        """One PUT of `length` bytes; `body` gives them in `bytes` pieces of at most 1 MiB.

        `on_socket(cut)` is called before the first byte; `cut()` ends this sending from any thread at once.
        Raises LinkExpired (403), SendingStopped, Unreachable, AnswerLost (all was sent, no answer came),
        LocalFileError (file.changed: `body` had another length), other refusals, and whatever `body` raises.
        """
        host = authority(url)
        try:
            with self._lanes.call(tls=url.lower().startswith("https:")) as (http, call):
                if on_socket is not None:
                    on_socket(call.cut)
                return self._put(http, call, url, headers, body, length)
        except httpx.NetworkError as error:  # closed before it began
            raise _stopped(host) from error

    def _put(
        self, http: httpx.Client, call: Call, url: str, headers: Mapping[str, str], body: Iterable[bytes], length: int
    ) -> StoredPart:
        host = authority(url)
        sent = {name: value for name, value in headers.items() if name.lower() != "content-length"}
        sent["Content-Length"] = str(length)  # without it httpx would send chunks, which S3 refuses
        try:
            request = http.build_request(
                "PUT",
                url,
                headers=sent,
                content=_until_cut(body, length, call, host),
                timeout=self._timeout,
                extensions={"trace": call.trace},
            )
            call.answer_within(self._answer_s)
            response = http.send(request, stream=True, follow_redirects=False)
            try:
                answer = _answer(response)
            finally:
                response.close()
        except httpx.InvalidURL as error:
            raise _odd(host, "The address it gave cannot be read.") from error
        except httpx.HTTPError as error:
            raise _told(error, host, call, proxy_between(url, self._proxy)) from error
        lower = {name.lower(): value for name, value in response.headers.items()}
        if response.is_redirect:
            raise _odd(host, "It redirects; a file is sent only to the address that was made for it.")
        if not response.is_success or b"<Error>" in answer[:2000]:
            # S3 may answer 200 first and find the error later
            raise refused(response.status_code, lower, answer, host)
        return StoredPart(lower.get("etag", ""))

    def close(self) -> None:
        """Ends every sending under way at once; later ones raise SendingStopped."""
        self._lanes.close()


def _until_cut(body: Iterable[bytes], length: int, call: Call, host: str) -> Iterator[bytes]:
    """The body as long as nobody cuts the sending, and as long as it has the length that was announced."""
    left = length
    for piece in body:
        if call.was_cut:
            raise _stopped(host)
        left -= len(piece)
        if left < 0:
            raise _other_length()
        yield piece
    if left > 0:
        raise _other_length()


def _answer(response: httpx.Response) -> bytes:
    pieces = b""
    for piece in response.iter_bytes():
        pieces += piece
        if len(pieces) > _LONGEST_ANSWER:
            break
    return pieces


def _told(error: httpx.HTTPError, host: str, call: Call, proxy: str) -> ServerError:
    if call.was_cut:
        return _stopped(host)
    if call.body_sent and not isinstance(error, httpx.WriteTimeout):
        return AnswerLost(
            f"The storage server {host} took everything, but its answer was lost.",
            remedy="Send it again; nothing is stored twice.",
            host=host,
        )
    told = network_errors.told(error, host, body_sent=False, repeatable=True, proxy=proxy, connected=call.connected)
    if isinstance(error, httpx.WriteTimeout):
        told.code = "server.stalled"
    return told


def _stopped(host: str) -> SendingStopped:
    return SendingStopped(f"Sending to {host} was stopped.", remedy="Resume the upload.", host=host)


def _other_length() -> LocalFileError:
    return LocalFileError(
        "The file changed while it was being sent.",
        cause="It is longer or shorter than when the upload began.",
        remedy="Start the upload again with the new file.",
        code="file.changed",
    )


def _odd(host: str, cause: str) -> NotTheApi:
    return NotTheApi(
        f"The storage server {host} did not answer as one does.",
        cause=cause,
        remedy="Try again; if it stays, tell whoever runs the server, or check the proxy.",
        host=host,
    )


def refused(status: int, headers: Mapping[str, str], body: bytes, host: str) -> ServerError:
    """The error for the storage's answer (S3's XML, or anything else). `headers` by lower-case name."""
    code, said = _element(body, "Code"), _element(body, "Message")
    words: dict[str, Any] = {
        "host": host,
        "status": status,
        "server_code": clipped(code, 80),
        "server_message": clipped(said),
        "request_id": clipped(headers.get("x-amz-request-id", "") or headers.get("cf-ray", ""), 100),
        "cause": f"It says: {clipped(said).rstrip('.')}." if said else "",
    }
    what = f"The storage server {host} did not take the data ({status})."
    if status == 403 or code in ("AccessDenied", "ExpiredToken", "RequestExpired"):
        return LinkExpired(
            f"The address for sending to {host} is no longer valid ({status}).",
            remedy="It goes on with a new one; if that stays so, check this computer's clock.",
            **words,
        )
    if status == 429 or code in ("SlowDown", "TooManyRequests"):
        words.pop("cause")
        return rate_limited(host, retry_after_s(headers), **{**words, "status": status})
    if code == "NoSuchUpload" or status == 404:
        return NotFound(
            f"The storage server {host} no longer knows this upload ({status}).",
            remedy="Start the upload again; unfinished ones are dropped after some days.",
            code="storage.no-such-upload",
            **words,
        )
    if status == 413 or code in ("EntityTooLarge", "EntityTooSmall"):
        return TooLarge(what, **words)
    if code in ("BadDigest", "InvalidDigest"):
        return Invalid(
            what, remedy="Send it again; memory, disk or a proxy may be faulty.", code="storage.digest", **words
        )
    if status >= 500 or code in ("RequestTimeout", "IncompleteBody", "InternalError") or status in (200, 408):
        return ServerTrouble(what, remedy="It is tried again by itself.", **words)
    return Invalid(what, remedy="Try again; if it stays, tell whoever runs the server.", **words)


def _element(body: bytes, name: str) -> str:
    """The text of an XML element, by pattern: a parser would open the door to entities for two words."""
    found = re.search(rb"<" + name.encode() + rb">([^<]{0,2000})</" + name.encode() + rb">", body[:_LONGEST_ANSWER])
    return unescape(found.group(1).decode("utf-8", "replace")).strip() if found else ""
