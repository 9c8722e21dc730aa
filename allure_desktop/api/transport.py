"""Sends one request to the API and brings its answer; the key goes to the API's own origin only."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
import msgspec

from allure_desktop import __version__, json_values
from allure_desktop.api import json_body, network_errors, refusals
from allure_desktop.api.lanes import Call, Lanes, new_http
from allure_desktop.api.proxies import proxy_between
from allure_desktop.api.rate_limit import http_date
from allure_desktop.errors import KeyRefused, NotTheApi

MOST_REDIRECTS = 5
CONNECT_S, READ_S, WRITE_S = 10.0, 60.0, 30.0
_REDIRECTS = (301, 302, 303, 307, 308)
NOT_MODIFIED = 304
_READS = ("GET", "HEAD")
LONGEST_ANSWER = 32 * 1024 * 1024
#: What an answer may take beyond the time in which it must begin.
ANSWER_S = 240.0
_PORTS = {"http": 80, "https": 443}


class Sink(Protocol):
    """Takes the body of an answer piece by piece."""

    @property
    def request_headers(self) -> Mapping[str, str]: ...
    def opened(self, status: int, headers: Mapping[str, str], host: str) -> None: ...
    def __call__(self, piece: bytes) -> None: ...


T = TypeVar("T")


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port: what the key is bound to."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    return parts.scheme.lower(), (parts.hostname or "").lower(), port or _PORTS.get(parts.scheme.lower(), 0)


def authority(url: str) -> str:
    """Host and, where it is not the usual one, port: how a server is named in words."""
    scheme, host, port = origin(url)
    host = f"[{host}]" if ":" in host else host
    return host if port == _PORTS.get(scheme) else f"{host}:{port}"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came: `headers` by lower-case name, `host` who gave it in the end."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    host: str

    def json(self) -> Any:
        """The body decoded, None for an empty one.

        Raises NotTheApi for anything that is not JSON.
        """
        if not self.body.strip():
            return None
        return self._read(json_values.decode)

    def entries(self) -> tuple[list[msgspec.Raw] | None, Any]:
        """The body as a list: its entries as they came, and the rest of it; None where it holds no list.

        Raises NotTheApi for anything that is not JSON.
        """
        if not self.body.strip():
            return None, None
        return self._read(json_body.list_in)

    def _read(self, read: Callable[[bytes], T]) -> T:
        if refusals.is_html(self.headers, self.body):
            raise refusals.not_the_api(self.host, "A web page came instead of an answer.", status=self.status)
        try:
            return read(self.body)
        except (msgspec.DecodeError, RecursionError) as error:
            # one broken character of one title must not take the other 20,000 packages along
            mended = json_values.with_whole_characters(self.body)
            if mended is not None:
                try:
                    return read(mended.encode())
                except (msgspec.DecodeError, RecursionError):
                    pass
            raise refusals.not_the_api(self.host, "Its answer is not JSON.", status=self.status) from error


class Transport:
    """Thread-safe. Follows redirects itself: at most five, reads or same origin only, never with the key elsewhere."""

    def __init__(
        self,
        base_url: str,
        auth: str,
        key: Callable[[], str],
        *,
        http: httpx.Client | None = None,
        proxy: str = "",
        ca_file: str = "",
    ) -> None:
        self._base_url = base_url
        self._origin = origin(base_url)
        self._auth = auth
        self._key = key
        self._proxy = proxy
        self.host = authority(base_url)
        given = http
        self._lanes = Lanes(
            (lambda: new_http(proxy=proxy, ca_file=ca_file)) if given is None else (lambda: given), owned=given is None
        )
        self._date_lock = threading.Lock()
        self._date: tuple[float, float] | None = None
        self._certificate_ends: float | None = None

    def __repr__(self) -> str:
        return f"Transport({self.host})"

    def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        read_timeout_s: float = READ_S,
        fresh: bool = False,
        sink: Sink | None = None,
        most_bytes: int = 0,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """One request and the answer at the end of its redirects, whatever its status.

        A successful answer's body goes to `sink(piece)` where one is given, after `sink.opened`, else into the Reply.
        Raises Unreachable, AnswerLost, BadCertificate, NotTheApi, and KeyRefused for a key no header can hold.
        """
        url = f"{self._base_url}{path}"
        content = None if body is None else json_values.encode(dict(body))
        for _ in range(MOST_REDIRECTS + 1):
            try:
                with self._lanes.call(tls=url.lower().startswith("https:"), fresh=fresh) as (http, call):
                    reply = self._once(
                        http, call, method, url, params, content, read_timeout_s, sink, most_bytes, headers
                    )
            except httpx.NetworkError as error:  # closed before it began
                raise network_errors.told(error, self.host, body_sent=False, repeatable=True, was_cut=True) from error
            if reply.status not in _REDIRECTS or "location" not in reply.headers:
                return reply
            url, method, content = self._redirected(url, reply, method, content)
            params = None
        raise refusals.not_the_api(self.host, f"It redirects more than {MOST_REDIRECTS} times.")

    def _redirected(self, url: str, reply: Reply, method: str, content: bytes | None) -> tuple[str, str, bytes | None]:
        target = urljoin(url, reply.headers["location"]).split("#")[0]
        here, there = origin(url), origin(target)
        if there[0] not in _PORTS or not there[1] or there[2] < 0:
            raise refusals.not_the_api(reply.host, "It redirects to an address that cannot be followed.")
        if here != there:
            name = authority(target)
            remedy = f"If {name} is your AllureConnect server, make it the connection's address."
            if here[0] == "https" and there[0] == "http":
                raise NotTheApi(
                    f"{reply.host} redirects to an unencrypted address.",
                    cause="That is not followed.",
                    remedy="Check the connection's address.",
                    host=reply.host,
                )
            if method not in _READS:
                raise NotTheApi(
                    f"{reply.host} redirects to {'https' if there[1] == here[1] else name}.",
                    cause="A request that changes something is not sent on to another server.",
                    remedy=remedy,
                    host=reply.host,
                )
        if reply.status == 303 and method not in _READS:
            method, content = "GET", None
        return target, method, content

    def _headers(self, url: str, content: bytes | None) -> dict[str, str]:
        headers = {"Accept": "application/json", "User-Agent": f"AllureConnect-Desktop/{__version__}"}
        if content is not None:
            headers["Content-Type"] = "application/json"
        if origin(url) == self._origin:
            key = self._key().strip()
            if not key or not key.isascii() or not key.isprintable():
                raise KeyRefused(
                    "The key of this connection cannot be a key.",
                    cause="It is empty or has characters that no key has." if key else "It is empty.",
                    remedy="Copy it again from AllureConnect and replace the key of this connection.",
                    host=self.host,
                )
            if self._auth == "bearer":
                headers["Authorization"] = f"Bearer {key}"
            else:
                headers["X-API-Key"] = key
        return headers

    def _once(
        self,
        http: httpx.Client,
        call: Call,
        method: str,
        url: str,
        params: Mapping[str, str] | None,
        content: bytes | None,
        read_timeout_s: float,
        sink: Sink | None,
        most_bytes: int,
        headers: Mapping[str, str] | None,
    ) -> Reply:
        host = authority(url)
        try:
            request = http.build_request(
                method,
                url,
                params=params or None,
                content=content,
                headers={
                    **(headers or {}),
                    **self._headers(url, content),
                    **(sink.request_headers if sink is not None else {}),
                },
                timeout=httpx.Timeout(connect=CONNECT_S, read=read_timeout_s, write=WRITE_S, pool=CONNECT_S),
                extensions={"trace": call.trace},
            )
            call.answer_within(read_timeout_s + ANSWER_S)
            response = http.send(request, stream=True, follow_redirects=False)
            try:
                if sink is not None:
                    call.answered()  # a download takes as long as it takes
                self._note_date(response.headers.get("date"))
                self._note_certificate(response)
                answered = {name.lower(): value for name, value in response.headers.items()}
                wanted = sink if response.is_success else None
                if wanted is not None:
                    wanted.opened(response.status_code, answered, host)
                return Reply(response.status_code, answered, _body(response, host, wanted, most_bytes), host)
            finally:
                response.close()
        except httpx.InvalidURL as error:
            raise refusals.not_the_api(host, "Its address cannot be read.") from error
        except httpx.HTTPError as error:
            raise network_errors.told(
                error,
                host,
                body_sent=call.body_sent,
                repeatable=method in _READS,
                was_cut=call.was_cut,
                too_slow=call.was_too_slow,
                proxy=proxy_between(url, self._proxy),
                connected=call.connected,
            ) from error

    def _note_date(self, date: str | None) -> None:
        seconds = http_date(date)
        if seconds is not None:
            with self._date_lock:
                self._date = (seconds, time.monotonic())

    def _note_certificate(self, response: httpx.Response) -> None:
        stream = response.extensions.get("network_stream")
        tls = None if stream is None else stream.get_extra_info("ssl_object")
        # nothing is told where the operating system itself looks at certificates
        ends = ((tls.getpeercert() if tls is not None else None) or {}).get("notAfter")
        if isinstance(ends, str):
            self._certificate_ends = ssl.cert_time_to_seconds(ends)

    def certificate_ends(self) -> float | None:
        """Until when the server's certificate is valid (Unix seconds); None without one, or where nobody tells."""
        return self._certificate_ends

    def server_time(self) -> float | None:
        """What the server's clock shows now (Unix seconds), by its last Date header; None before any answer."""
        with self._date_lock:
            return None if self._date is None else self._date[0] + time.monotonic() - self._date[1]

    def close(self) -> None:
        """Ends requests under way at once; later ones fail."""
        self._lanes.close()


def _body(response: httpx.Response, host: str, sink: Sink | None, most_bytes: int) -> bytes:
    if sink is not None:
        for piece in response.iter_bytes(1024 * 1024):
            sink(piece)
        return b""
    pieces: list[bytes] = []
    size = 0
    for piece in response.iter_bytes():
        size += len(piece)
        if size > (most_bytes or LONGEST_ANSWER):
            raise refusals.not_the_api(host, "Its answer has no end.")
        pieces.append(piece)
    return b"".join(pieces)
