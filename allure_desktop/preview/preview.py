"""The one way in: opens a package for playing, and tells how it plays."""

from __future__ import annotations

import dataclasses
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from allure_desktop.database import Database
from allure_desktop.preview.attempts import AttemptRow, Attempts
from allure_desktop.preview.calls import CallLog
from allure_desktop.preview.course import part_kinds
from allure_desktop.preview.explanation import Explanation
from allure_desktop.preview.listeners import Listener, Listeners
from allure_desktop.preview.options import Mode, Network, PreviewOptions, Start
from allure_desktop.preview.play import Play
from allure_desktop.preview.profiles import DEFAULT_PROFILE, profile
from allure_desktop.preview.remarks import Remarks, facts_of
from allure_desktop.preview.rendition import Converter
from allure_desktop.preview.requests import RequestLog
from allure_desktop.preview.server import Server
from allure_desktop.preview.silence import Silence, why_silent
from allure_desktop.preview.site import Site
from allure_desktop.preview.source import Source
from allure_desktop.preview.summary import Summary


@dataclass(frozen=True, slots=True)
class Part:
    """One item of the course as it stands: `launchable` ones can be opened, `enabled` says whether just now."""

    id: str
    title: str
    status: str
    percent: float | None
    visible: bool
    enabled: bool
    launchable: bool
    children: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class AttemptView:
    """The attempt as it stands. `state`: `open`, `suspended` or `finished`; `session_s`: seconds since the page opened.

    `bookmark`, `suspend_used` (characters) and `suspend_limit` are those of the part that is open.
    """

    id: int | None
    mode: Mode
    state: str
    status: str
    percent: float | None
    session_s: float
    bookmark: str
    suspend_used: int
    suspend_limit: int


class Preview:
    """One package that plays. Everything is safe for several threads; nothing here waits for the page."""

    def __init__(
        self,
        source: Source,
        attempts: Attempts,
        options: PreviewOptions,
        converter: Converter | None = None,
        on_close: Callable[[Preview], None] = lambda _preview: None,
    ) -> None:
        """Takes `source` over. Raises DataDirError, DiskFull, LocalFileError (preview.port), UsageError (profile)."""
        self._on_close = on_close
        self._converter = converter
        self.path = source.path
        self.title: str = source.course["title"]
        #: `1.2`, `2004 3rd Edition` …
        self.standard: str = source.course["edition"]
        self.key = source.key
        self.requests = RequestLog()
        self._attempts = attempts
        self._source = source
        self._listeners = Listeners()
        profile(options.profile or DEFAULT_PROFILE)  # a name that is not there is said now
        attempt = attempts.open(source.key, self.title, options)
        self._play = Play(source.course, options, attempt, self._listeners)
        self._remarks = Remarks(self._play.calls, self.standard)
        self._site = Site(source, self._play, self.requests, self._listeners.tell, converter)
        self._server = Server(self._site, options.port)
        self._closing = threading.Lock()
        self._closed = False

    def __enter__(self) -> Preview:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    # --- where it plays

    @property
    def host(self) -> str:
        """The authority of the embedded view's origin, without the port; whoever knows it may play."""
        return self._site.view_host

    @property
    def port(self) -> int:
        return self._server.port

    @property
    def url(self) -> str:
        """The player page, for the embedded view and for programs. With `?chrome=none` it shows no bars of its own."""
        return f"http://{self.host}:{self.port}/"

    @property
    def browser_host(self) -> str:
        """The authority of the user's own browser's origin, without the port."""
        return self._site.browser_host

    def browser_url(self) -> str:
        """A link for the user's own browser; it lets one browser in, once, within a minute. Do not log it.

        What the course has stored and not committed is committed first, for the new page takes the attempt over.
        """
        self.command("rescue")
        return f"http://{self.browser_host}:{self.port}{self._site.one_time_path()}"

    @property
    def options(self) -> PreviewOptions:
        return self._play.options

    # --- how it stands

    @property
    def calls(self) -> CallLog:
        """The run-time calls of every attempt since the preview was opened."""
        return self._play.calls

    def marks(self) -> Mapping[int, Explanation]:
        """Number of a call → what is to be said about it. Looks at every new call: not for the window's own thread."""
        return self._remarks.marks()

    def summary(self) -> Summary:
        """What an LMS would make of the attempt as it stands. Looks at every new call, as `marks` does."""
        attempt = self.attempt
        titles = {part.id: part.title for part in _launchable(self.structure)}
        told = self._remarks.summary(
            status=attempt.status, percent=attempt.percent, titles=titles, seen_s=attempt.session_s
        )
        silence = self.silence()
        return told if silence is None else told._replace(headline=f"{told.headline} {silence.title}: {silence.cause}")

    def silence(self) -> Silence | None:
        """Why the attempt has seen no call; None where it has."""
        if len(self.calls):
            return None
        part = self.current
        return why_silent(
            standard=self._play.course["standard"],
            part=part,
            kind=part_kinds(dict(self._play.course)).get(part or "", ""),
            looked=self._play.structure["looked"],
            requests=self.requests.all(),
        )

    @property
    def structure(self) -> tuple[Part, ...]:
        """The items of the course with their statuses, as the page last told them."""
        told = self._play.structure["items"]
        kept = self._play.attempt.record.get("parts", {})
        return tuple(_part(item, told, kept) for item in self._play.course["items"])

    @property
    def current(self) -> str | None:
        """The id of the part that is open, else of the one that was open last."""
        return self._play.current()

    @property
    def may(self) -> dict[str, bool]:
        """What can be asked of the page just now: `continue`, `previous`, `exit`, `suspend`, and of the part that is
        open `exit_part` and `abandon`. What the part wants hidden (`hideLMSUI`) is False."""
        return dict(self._play.structure["may"])

    @property
    def attempt(self) -> AttemptView:
        """The attempt as it stands."""
        play = self._play
        attempt, data = play.attempt, play.current_data()
        begun, ended = play.begun_at, play.ended_at
        place = data if self.standard != "1.2" else data.get("core", {})
        bookmark = place.get("location" if self.standard != "1.2" else "lesson_location", "")
        suspend_data = data.get("suspend_data", "")
        return AttemptView(
            id=attempt.id,
            mode=play.options.mode,
            state=attempt.state,
            status=attempt.status,
            percent=attempt.percent,
            session_s=0.0 if begun is None else max(0.0, (ended or time.time()) - begun),
            bookmark=bookmark if isinstance(bookmark, str) else "",
            suspend_used=len(suspend_data) if isinstance(suspend_data, str) else 0,
            suspend_limit=facts_of(self.standard).suspend_data_limit,
        )

    def data(self, part: str | None = None) -> dict[str, Any]:
        """The run-time data of the part that is open (or of a certain one), in the standard's own names."""
        if part is None or part == self.current:
            return self._play.current_data()
        live = self._play.data.get(part)
        kept = self._play.attempt.record.get("parts", {}).get(part, {}).get("cmi")
        found = live if live is not None else kept
        return found if isinstance(found, dict) else {}

    def file_state(self) -> str:
        """`same`, `moved` (gone, or another lies in its place; it plays on) or `changed` (it must be opened again)."""
        return self._source.state()

    def attempts(self) -> list[AttemptRow]:
        """Every kept attempt at this content, the newest first. Raises DataDirError."""
        return self._attempts.of(self.key)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """`listener(kind)` is called, on any thread, when there is something new to read: `calls`, `requests`,
        `structure`, `data`, `attempt` or `closed` (the attempt was finished or suspended). The answer ends it."""
        return self._listeners.add(listener)

    # --- what can be done

    def command(self, name: str, **facts: Any) -> None:
        """Tells the page, or the next one if this one goes before it has done it: `exit`, `suspend`, `abandon`, `open` (part), `continue`, `previous`, `exit_part`,
        `abandon_part`, `set` (element, value), `rescue`, `reload`."""
        self._play.commands.send(name, facts)

    def begin(
        self,
        start: Start = "resume",
        *,
        mode: Mode | None = None,
        attempt_id: int | None = None,
        reload: bool = True,
        **changes: Any,
    ) -> None:
        """Another attempt takes the place of this one: a new one, the last unfinished one, or a certain one. The page
        that plays reloads, unless its place is taken (not `reload`). `changes` are of PreviewOptions (learner_id,
        initial, profile …). Raises DataDirError, DiskFull, UsageError.
        """
        options = dataclasses.replace(self._play.options, start=start, **changes)
        profile(options.profile or DEFAULT_PROFILE)
        if mode is not None:
            options = dataclasses.replace(options, mode=mode)
        attempt = self._attempts.open(self.key, self.title, options, attempt_id)
        # to the page that plays: its view is over in the next moment, and what it still posts is refused
        if reload:
            self.command("reload")
        self._remarks.begin_again()
        self._play.begin_again(options, attempt)
        for kind in ("attempt", "structure", "data"):
            self._listeners.tell(kind)

    def set_network(self, network: Network) -> None:
        """For pages that are loaded from now on; `command("reload")` begins the present one again."""
        self._site.offline = network == "offline"
        self._play.options = dataclasses.replace(self._play.options, network=network)

    def set_view_plays_h264(self, plays: bool) -> None:
        """What the embedded view says of itself, before its first page: where it does not, films are converted for it.

        Returns at once.
        """
        self._play.options = dataclasses.replace(self._play.options, view_plays_h264=plays)
        if not plays and self._converter is not None:
            threading.Thread(target=self._warm, args=(self._converter,), name="preview-films", daemon=True).start()

    def _warm(self, converter: Converter) -> None:
        if self._source.has_films:
            converter.warm()

    def note_blocked(self, url: str, kind: str = "data") -> None:
        """The embedded view's guard has not let a request through."""
        self._site.blocked(url, kind, "Blocked: the preview is offline.")

    def close(self) -> None:
        """Ends the origin at once; the attempt is kept as of its last commit. May be called twice."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
        self._play.commands.end()
        self._server.close()
        self._source.close()
        self._on_close(self)


class Previews:
    """Opens previews; attempts at all packages are kept in one database."""

    def __init__(self, database: Database, converter: Converter | None = None) -> None:
        self.attempts = Attempts(database)
        self._converter = converter
        self._open: list[Preview] = []
        self._lock = threading.Lock()

    def open(self, path: str | os.PathLike[str], options: PreviewOptions | None = None) -> Preview:
        """Serves a package on a loopback origin of its own until it is closed. Nothing is copied or extracted.

        Raises LocalFileError (missing, unreadable, preview.unplayable, preview.port), DataDirError, DiskFull.
        """
        source = Source(path)
        try:
            options = options or PreviewOptions()
            preview = Preview(source, self.attempts, options, self._converter, self._forget)
        except BaseException:
            source.close()
            raise
        with self._lock:
            self._open.append(preview)
        preview.set_view_plays_h264(options.view_plays_h264)
        return preview

    def _forget(self, preview: Preview) -> None:
        with self._lock:
            self._open = [one for one in self._open if one is not preview]
            plays_on = any(one.path == preview.path for one in self._open)
        if self._converter is not None and not plays_on:
            self._converter.release(str(preview.path))

    def close(self) -> None:
        """Ends every preview that is open."""
        with self._lock:
            previews, self._open = self._open, []
        for preview in previews:
            preview.close()
        if self._converter is not None:
            self._converter.close()


def _launchable(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        if part.launchable:
            yield part
        yield from _launchable(part.children)


def _part(item: dict[str, Any], told: dict[str, Any], kept: dict[str, Any]) -> Part:
    said = told.get(item["id"]) or {}
    before = kept.get(item["id"]) or {}
    score = before.get("score") if isinstance(before.get("score"), dict) else {}
    status = said.get("status") or before.get("status") or "not attempted"
    return Part(
        id=item["id"],
        title=item["title"],
        status=str(status),
        percent=said.get("score") if "score" in said else (score or {}).get("percent"),
        visible=bool(item["visible"]) and not said.get("hidden", False),
        enabled=bool(said.get("enabled", True)),
        launchable=bool(item["launch"]),
        children=tuple(_part(child, told, kept) for child in item["children"]),
    )
