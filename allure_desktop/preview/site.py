"""The addresses of a preview: the player page, its calls and the course's files, each only for who may ask."""

from __future__ import annotations

import hmac
import json
import re
import secrets
import threading
import time
from collections.abc import Callable
from typing import Any

from allure_desktop import paths
from allure_desktop.errors import AllureError
from allure_desktop.preview.content import HEADERS, mime_type
from allure_desktop.preview.course import CONTENT_FOLDER
from allure_desktop.preview.course_files import CourseFiles, decoded
from allure_desktop.preview.play import Play, Refused
from allure_desktop.preview.player_page import player_page
from allure_desktop.preview.refusals import No, refusal_answer
from allure_desktop.preview.rendition import Converter
from allure_desktop.preview.requests import Request, RequestLog, kind_of, shortened
from allure_desktop.preview.server import Answer, Incoming, text_answer
from allure_desktop.preview.source import Source

CALLS = "__ac"
#: The second layer of the offline mode; the first is the embedded view's own guard. Source: CSP Level 3.
_OFFLINE = (
    "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval';"
    f" form-action 'self'; frame-ancestors 'self'; report-uri /{CALLS}/csp"
)
_GENERATED = (
    "scorm-again.min.js",
    "fonts/Inter-Regular.woff2",
    "fonts/Inter-Medium.woff2",
    "fonts/Inter-SemiBold.woff2",
)
_COOKIE = "ac"
_LINK_LASTS_S = 60.0
_LAST_WORDS_S = 1.0
_VIEW = re.compile(r"(?:^|&)view=(\d{1,9})(?:&|$)")
#: `effective-directive` of a report, as a kind of request.
_DIRECTIVES = {
    "script-src": "script",
    "script-src-elem": "script",
    "worker-src": "script",
    "style-src": "style",
    "style-src-elem": "style",
    "img-src": "image",
    "font-src": "font",
    "media-src": "media",
    "frame-src": "page",
    "form-action": "page",
    "object-src": "object",
}


class Site:
    """Two origins of one preview: `view_host`, whose name is the secret, for the embedded view and for programs;
    `browser_host` for the user's own browser, which has come by a link that works once and carries a cookie since.
    """

    def __init__(
        self,
        source: Source,
        play: Play,
        requests: RequestLog,
        tell: Callable[[str], None],
        converter: Converter | None = None,
    ) -> None:
        self.view_host = f"p{secrets.token_hex(16)}.localhost"
        self.browser_host = f"b{secrets.token_hex(16)}.localhost"
        self.hosts = frozenset((self.view_host, self.browser_host))
        self.offline = play.options.network == "offline"
        self._files = CourseFiles(source, self._note, converter)
        self._play = play
        self._requests = requests
        self._tell = tell
        self._cookie = secrets.token_urlsafe(32)
        self._links: dict[str, float] = {}
        self._assets: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def one_time_path(self) -> str:
        """A path of the browser's origin that lets one browser in, once, within a minute."""
        link = secrets.token_urlsafe(32)
        with self._lock:
            self._links[link] = time.monotonic() + _LINK_LASTS_S
        return f"/{CALLS}/enter/{link}"

    def refused(self, method: str, target: str, status: int, words: str) -> None:
        """A request that was refused before it came here; its path may be a secret only for our own hosts."""
        if not target.startswith(f"/{CALLS}/enter/"):
            self._note(Request(time.time(), method[:20], shortened(target), status, note=words, blocked=True))

    def blocked(self, url: str, kind: str, why: str) -> None:
        """Something from outside the package was wanted and not let through."""
        self._note(Request(time.time(), "GET", shortened(url), 0, kind=kind, note=why, blocked=True))

    def _note(self, request: Request) -> None:
        self._requests.add(request)
        self._tell("requests")

    # --- answers

    def answer(self, request: Incoming) -> Answer:
        """Whatever happens, an answer: a mistake of a course must not look like one of ours."""
        path, _, query = request.target.partition("?")
        try:
            if request.host == self.browser_host:
                entered = self._enter(path, request)
                if entered is not None:
                    return entered
            self._not_from_elsewhere(request)
            if path.startswith(f"/{CONTENT_FOLDER}/"):
                converts = request.host == self.view_host and not self._play.options.view_plays_h264
                name = decoded(path.removeprefix(f"/{CONTENT_FOLDER}/"))
                return self._files.answer(name, request, self._headers(), converts=converts)
            if path.startswith(f"/{CALLS}/"):
                return self._call(path.removeprefix(f"/{CALLS}/"), query, request)
            if path == "/" and request.method != "POST":
                return self._page(request)
            raise self._outside(path)
        except No as no:
            if path.startswith(f"/{CALLS}/") or path == "/":
                return refusal_answer(no, request, self._headers())
            self._note(
                Request(
                    time.time(),
                    request.method,
                    shortened(request.target),
                    no.status,
                    kind=kind_of(request.headers.get("Sec-Fetch-Dest", ""), mime_type(path)),
                    near=no.near,
                    note=no.words,
                )
            )
            return refusal_answer(no, request, self._headers())

    def _enter(self, path: str, request: Incoming) -> Answer | None:
        """The way in for the user's own browser; None for one that is in already."""
        start = f"/{CALLS}/enter/"
        if path.startswith(start) and request.method == "GET":
            with self._lock:
                until = self._links.pop(path.removeprefix(start), 0.0)
            if time.monotonic() < until:
                cookie = f"{_COOKIE}={self._cookie}; Path=/; HttpOnly; SameSite=Strict"
                return Answer(303, {**HEADERS, "Location": "/", "Set-Cookie": cookie, "Referrer-Policy": "no-referrer"})
            if not self._has_cookie(request):
                raise No(403, "This link was used already", "Press “In your own browser” in the preview again.")
            return Answer(303, {**HEADERS, "Location": "/"})
        if not self._has_cookie(request):
            raise No(403, "This page belongs to another browser", "Press “In your own browser” in the preview again.")
        return None

    def _has_cookie(self, request: Incoming) -> bool:
        pairs = (one.strip().partition("=") for one in request.headers.get("Cookie", "").split(";"))
        return any(
            name == _COOKIE and hmac.compare_digest(value.encode(), self._cookie.encode()) for name, _, value in pairs
        )

    def _not_from_elsewhere(self, request: Incoming) -> None:
        """Other sites in the same browser may not post here nor embed what is here."""
        origin = request.headers.get("Origin")
        foreign = origin is not None and origin.lower().partition("://")[2] != request.headers.get("Host", "").lower()
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        asks = request.headers.get("Sec-Fetch-Mode") != "navigate" or request.method == "POST"
        if (foreign and (request.method == "POST" or site == "cross-site")) or (
            asks and site not in ("same-origin", "none")
        ):
            raise No(403, "Not for other pages", "Only the preview's own pages may ask for this.")

    def _outside(self, path: str) -> No:
        """An address beside the package: often one that begins at a server's root."""
        near = self._files.at_top(decoded(path))
        if near is None:
            return No(404, "There is nothing here", "The preview serves the files of one package, and nothing else.")
        words = (
            f"The course asks for “{path}” from the top of the server. The package has “{near}”: "
            "the address must be relative, for no LMS keeps a package at its top."
        )
        return No(404, "A file of this course is missing", words, near=near)

    def _call(self, name: str, query: str, request: Incoming) -> Answer:
        if request.method == "POST":
            return self._posted(name, query, request)
        if name == "course":
            body = json.dumps(self._described(request)).encode()
            return Answer(200, {**HEADERS, "Content-Type": "application/json"}, (body,), len(body))
        if name == "commands":
            stream = self._play.commands.stream(_view(query), _count(request.headers.get("Last-Event-ID")))
            return Answer(200, {**HEADERS, "Content-Type": "text/event-stream"}, stream, None)
        return self._asset(name)

    def _posted(self, name: str, query: str, request: Incoming) -> Answer:
        try:
            if name == "csp":
                self._reported(request.body)
            else:
                self._play.take(name, _view(query), request.body)
        except Refused as refused:
            return text_answer(refused.status, refused.words)
        except AllureError as error:  # the attempt cannot be kept just now: the page tries again
            return text_answer(503, str(error))
        return Answer(204, dict(HEADERS))

    def _reported(self, body: bytes) -> None:
        """What the browser blocked by our policy. Source: CSP Level 3, 5.3 (violation reports)."""
        try:
            told = json.loads(body)["csp-report"]
            url, directive = str(told["blocked-uri"]), str(told.get("effective-directive") or "")
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Refused(400, "This is no report.") from None
        if url.startswith(("http:", "https:", "ws:", "wss:")):
            self.blocked(url, _DIRECTIVES.get(directive, "data"), "Blocked: the preview is offline.")

    def _described(self, request: Incoming) -> dict[str, Any]:
        """For a new view. One in another browser takes over what the view before it was told to commit first."""
        if request.host == self.browser_host and self._play.commands.view:
            self._play.commands.settled(_LAST_WORDS_S)
        return self._play.described()

    def _page(self, request: Incoming) -> Answer:
        """With the course inside for a window of its own: whoever only looks (HEAD, a script) begins no new view."""
        opens = request.method == "GET" and request.headers.get("Sec-Fetch-Dest") == "document"
        body = player_page(self._described(request) if opens else None)
        headers = {**self._headers(), "X-Content-Type-Options": "nosniff", "Content-Type": "text/html; charset=utf-8"}
        return Answer(200, headers, (body,), len(body))

    def _asset(self, name: str) -> Answer:
        body = self._assets.get(name)
        if body is None:
            body = self._assets[name] = _read_asset(name)
        kind = mime_type(name)
        headers = {**self._headers(), "X-Content-Type-Options": "nosniff"}
        headers["Content-Type"] = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        return Answer(200, headers, (body,), len(body))

    def _headers(self) -> dict[str, str]:
        if not self.offline:
            return dict(HEADERS)
        return {
            **HEADERS,
            "Content-Security-Policy": _OFFLINE,
            "Referrer-Policy": "same-origin",
            "X-DNS-Prefetch-Control": "off",
        }


def _read_asset(name: str) -> bytes:
    """A file of the player's own. Raises No (404)."""
    folder = paths.resources() / "player"
    if name in _GENERATED:
        return paths.generated(name).read_bytes()
    if name.endswith((".js", ".css", ".html")) and name in {entry.name for entry in folder.iterdir()}:
        return (folder / name).read_bytes()
    raise No(404, "There is no such file", f"The player has no file {name[:200]}.")


def _view(query: str) -> int:
    """The number of the view that asks; 0 for none."""
    found = _VIEW.search(query)
    return int(found[1]) if found else 0


def _count(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 12 else 0
