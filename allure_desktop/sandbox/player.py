"""The sandbox's player: the page that plays a launch, the course's files, and the attempts it keeps."""

from __future__ import annotations

import hashlib
import hmac
import html
import json
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from string import Template
from typing import Any, Protocol
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from allure_desktop import paths
from allure_desktop.errors import AllureError
from allure_desktop.preview.content import HEADERS, Shelf, is_plain_path, mime_type
from allure_desktop.preview.course import CONTENT_FOLDER, describe_course, part_ids
from allure_desktop.preview.player_page import player_page
from allure_desktop.preview.saves import merge
from allure_desktop.sandbox.member_response import member_response
from allure_desktop.sandbox.problems import Problem
from allure_desktop.scorm.archive import ArchiveProblem
from allure_desktop.scorm.manifest_reader import ManifestProblem

#: A course that was opened in time may be played on after its link has ended; learners need hours.
PLAYING_LASTS_S = 12 * 3600
#: Run-time data of one part: both standards allow far less. More is no course's doing.
LARGEST_SAVE_BYTES = 2 * 1024 * 1024
_GENERATED = (
    "scorm-again.min.js",
    "fonts/Inter-Regular.woff2",
    "fonts/Inter-Medium.woff2",
    "fonts/Inter-SemiBold.woff2",
)


class LaunchRecord(Protocol):
    """One launch, as `sandbox.sessions.Session` has it."""

    @property
    def session_id(self) -> str: ...
    @property
    def token(self) -> str: ...
    @property
    def package_id(self) -> str: ...
    @property
    def revision(self) -> int: ...
    @property
    def learner_id(self) -> str: ...
    @property
    def expires_at(self) -> float: ...


class LaunchStore(Protocol):
    """What the player needs of `sandbox.sessions.Sessions`. `now()` gives Unix seconds."""

    @property
    def now(self) -> Callable[[], float]: ...
    def session(self, session_id: str, /) -> LaunchRecord | None: ...
    def package_zip(self, package_id: str, revision: int, /) -> Path: ...
    def attempt(self, session_id: str, /) -> dict[str, Any] | None: ...
    def save_attempt(self, session_id: str, attempt: dict[str, Any], /) -> None: ...


class _Refused(Exception):
    """A page or a line of text instead of the answer; `words` are shown to the learner."""

    def __init__(self, status: int, title: str, words: str) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.words = words


class Player:
    """Answers below `/player/`. The page's own addresses are all relative: `__ac/…` for calls, `pkg/…` for content.

    The token of the launch URL is asked for once; the page then lives under a path that nobody can guess, so that
    it works inside a frame of another site, without cookies, and the token leaves the address bar.
    """

    def __init__(self, store: LaunchStore, shelf: Shelf | None = None) -> None:
        self._store = store
        self._shelf = shelf or Shelf()
        self._courses: dict[Path, dict[str, Any]] = {}
        self._saving = threading.Lock()

    def routes(self) -> list[Route]:
        page = "/player/{session_id}/play/{key}"
        return [
            Route("/player/{session_id}", self._answering(self._enter)),
            Route("/player/{session_id}/", self._answering(self._enter)),
            Route(page, self._answering(self._page_slash)),
            Route(page + "/", self._answering(self._page)),
            Route(page + "/__ac/course", self._answering(self._course)),
            Route(page + "/__ac/{call}", self._saved, methods=["POST"]),
            Route(page + "/__ac/{name:path}", self._answering(self._asset)),
            Route(f"{page}/{CONTENT_FOLDER}/{{path:path}}", self._answering(self._content)),
        ]

    def close(self) -> None:
        """Closes the ZIPs that are open."""
        self._shelf.close()

    # --- what each address answers; all of them run outside the event loop, for they read files

    def _enter(self, request: Request) -> Response:
        session = self._session(request)
        if not _same(request.query_params.get("token", ""), session.token):
            raise _Refused(
                403,
                "This launch link is not valid",
                "Its token is missing or was replaced by a newer launch. Launch the course again.",
            )
        if self._store.now() >= session.expires_at:
            raise _Refused(
                403,
                "This launch link has expired",
                "Launch links are good for a short time only. Launch the course again to get a new one.",
            )
        here = "" if request.url.path.endswith("/") else quote(session.session_id, safe="") + "/"
        return Response(b"", 303, {**HEADERS, "Location": f"{here}play/{play_key(session)}/"})

    def _page_slash(self, request: Request) -> Response:
        session = self._playing(request)
        return Response(b"", 303, {**HEADERS, "Location": f"{play_key(session)}/"})

    def _page(self, request: Request) -> Response:
        self._playing(request)
        return _whole(request, player_page(), "player.html")

    def _asset(self, request: Request) -> Response:
        self._playing(request)
        name = request.path_params["name"]
        folder = paths.resources() / "player"
        if name in _GENERATED:
            return _file(request, paths.generated(name))
        if name.endswith((".js", ".css")) and name in {entry.name for entry in folder.iterdir()}:
            return _file(request, folder / name)
        raise _Refused(404, "There is no such file", f"The player has no file {name}.")

    def _course(self, request: Request) -> Response:
        session = self._playing(request)
        course = self._described(session)
        return JSONResponse(
            {
                **course,
                "note": f"Sandbox · learner {session.learner_id}",
                "learner": {"id": session.learner_id, "name": session.learner_id},
                "attempt": self._store.attempt(session.session_id),
            },
            headers=HEADERS,
        )

    def _content(self, request: Request) -> Response:
        session = self._playing(request)
        path = request.path_params["path"]
        zip_path = self._store.package_zip(session.package_id, session.revision)
        with self._shelf.lend(zip_path) as archive:
            member = archive.find(path) if is_plain_path(path) else None
            near = archive.find_caseless(path) if member is None and is_plain_path(path) else None
        if member is not None:
            return member_response(self._shelf, zip_path, member, request)
        words = f"The package has no file “{path}”."
        if near is not None:
            words += f" It has “{near.path}”: upper and lower case differ."
        raise _Refused(404, "A file of this course is missing", words)

    async def _saved(self, request: Request) -> Response:
        try:
            body = await _read_body(request)
            return await run_in_threadpool(self._save, request, body)
        except _Refused as refused:
            return PlainTextResponse(refused.words, refused.status, HEADERS)
        except Problem as problem:
            return PlainTextResponse(problem.error, problem.status, HEADERS)
        except ClientDisconnect:
            return PlainTextResponse("The request was cut off.", 400, HEADERS)

    # --- attempts

    def _save(self, request: Request, body: bytes) -> Response:
        session = self._playing(request)
        call = request.path_params["call"]
        try:
            told = json.loads(body)
        except ValueError:
            told = None
        if call not in ("save", "current", "closed", "sequencing") or not isinstance(told, dict):
            raise _Refused(400, "Not understood", "The call is not one of the player's.")
        known = part_ids(self._described(session))
        with self._saving:
            attempt = self._store.attempt(session.session_id) or {"parts": {}}
            changed = merge(attempt, call, told, known, self._store.now())
            if changed is None:
                raise _Refused(400, "Not understood", "The call names no part of this course.")
            self._store.save_attempt(session.session_id, changed)
        return Response(b"", 204, HEADERS)

    # --- who asks

    def _session(self, request: Request) -> LaunchRecord:
        session = self._store.session(request.path_params["session_id"])
        if session is None:
            raise _Refused(
                404,
                "There is no such launch",
                "The address is incomplete, or its sandbox was emptied. Launch the course again.",
            )
        return session

    def _playing(self, request: Request) -> LaunchRecord:
        session = self._session(request)
        if not _same(request.path_params["key"], play_key(session)):
            raise _Refused(
                403, "This launch was replaced by a newer one", "Go on in the newer window, or launch the course again."
            )
        if self._store.now() >= session.expires_at + PLAYING_LASTS_S:
            raise _Refused(
                403,
                "This launch has ended",
                "It was open for very long. Launch the course again; your progress is kept.",
            )
        return session

    def _described(self, session: LaunchRecord) -> dict[str, Any]:
        zip_path = self._store.package_zip(session.package_id, session.revision)
        course = self._courses.get(zip_path)
        if course is None:
            with self._shelf.lend(zip_path) as archive:
                course = describe_course(archive)
            self._courses[zip_path] = course
        return course

    def _answering(self, answer: Callable[[Request], Response]) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """`answer` in a thread; its refusals become pages for a window and text for a script."""

        async def endpoint(request: Request) -> Response:
            try:
                return await run_in_threadpool(answer, request)
            except _Refused as refused:
                return _refusal(request, refused)
            except Problem as problem:
                words = "The package or this version of it was deleted." if problem.status == 404 else problem.error
                return _refusal(request, _Refused(problem.status, "The course is not there any more", words))
            except (ArchiveProblem, ManifestProblem) as problem:
                return _refusal(request, _Refused(500, "The course cannot be read", problem.message))
            except KeyError:
                return _refusal(request, _Refused(500, "The course cannot be read", "It has no imsmanifest.xml."))
            except AllureError as error:
                return _refusal(request, _Refused(500, "The course cannot be read", str(error)))

        return endpoint


def routes(store: LaunchStore, shelf: Shelf | None = None) -> list[Route]:
    """The player's routes, for the sandbox's storage origin. Who gives a shelf closes it."""
    return Player(store, shelf).routes()


def play_key(session: LaunchRecord) -> str:
    """The part of the path that stands for the token: it cannot be guessed, and the token not be had from it."""
    words = f"player {session.session_id}".encode()
    return hmac.new(session.token.encode(), words, hashlib.sha256).hexdigest()[:40]


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


def _file(request: Request, path: Path) -> Response:
    return _whole(request, path.read_bytes(), path.name)


def _whole(request: Request, body: bytes, name: str) -> Response:
    headers = {**HEADERS, "Content-Length": str(len(body)), "X-Content-Type-Options": "nosniff"}
    kind = mime_type(name)
    headers["Content-Type"] = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    return Response(b"" if request.method == "HEAD" else body, 200, headers)


def _refusal(request: Request, refused: _Refused) -> Response:
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(refused.words, refused.status, HEADERS)
    template = Template((paths.resources() / "player" / "message.html").read_text(encoding="utf-8"))
    page = template.substitute(title=html.escape(refused.title), words=html.escape(refused.words))
    return Response(page, refused.status, {**HEADERS, "Content-Type": "text/html; charset=utf-8"})


async def _read_body(request: Request) -> bytes:
    body = bytearray()
    async for block in request.stream():
        body += block
        if len(body) > LARGEST_SAVE_BYTES:
            raise _Refused(413, "Too much", "The course stores more than a run-time keeps.")
    return bytes(body)
