"""Carries one upload one call further: makes the call that the machine asks for and brings back what came of it."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from allure_desktop.api.answers import PartUrl, Quotas, UploadTicket
from allure_desktop.api.client import ApiClient
from allure_desktop.api.storage import LinkExpired, StorageClient
from allure_desktop.errors import (
    AllureError,
    Conflict,
    NotTheApi,
    ProcessingFailed,
    QuotaExceeded,
    RateLimited,
    ServerError,
    ServerTrouble,
)
from allure_desktop.uploads import server_processing
from allure_desktop.uploads.bandwidth import Bandwidth, Stride
from allure_desktop.uploads.call_log import note_of
from allure_desktop.uploads.env import Clock, Env, Signal
from allure_desktop.uploads.journal import Entry, Journal, SentPart
from allure_desktop.uploads.parts import check_size, method_for, part_count, part_span
from allure_desktop.uploads.problems import kind_of, message_of
from allure_desktop.uploads.progress import Meter
from allure_desktop.uploads.rows import CallNote, Message
from allure_desktop.uploads.source_file import SourceFile, changed, sha256_of
from allure_desktop.uploads.transfer import Answered, Call, Do, Dropped, Event, Failed, LinkGone, Spoilt

#: A link with less left is asked for again before it is used.
_LINK_RESERVE_S = 60.0
_QUOTAS_HOLD_S = 600.0
_NO_MESSAGE = Message()
_MD5 = re.compile(r'"?([0-9a-fA-F]{32})"?')


class LetGoError(Exception):
    """Raised inside a body whose part was let go."""


class Flight:
    """One part under way. `drop()` ends it from any thread at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cut: Callable[[], None] | None = None
        self.dropped = False
        #: links asked for on its behalf
        self.calls = 0

    def on_socket(self, cut: Callable[[], None]) -> None:
        with self._lock:
            self._cut = cut
            dropped = self.dropped
        if dropped:
            cut()

    def drop(self) -> None:
        with self._lock:
            self.dropped = True
            cut = self._cut
        if cut is not None:
            cut()

    def was_dropped(self) -> bool:
        return self.dropped


@dataclass(slots=True)
class Cargo:
    """What a process holds of an upload that it runs, beside the journal. Links are secrets and kept in memory only."""

    meter: Meter = field(default_factory=Meter)
    #: by generation and number: a part that was given up may be on its way back while it goes out anew
    flights: dict[tuple[int, int], Flight] = field(default_factory=dict)
    #: by upload id and number: one of an upload that was given up may come late
    links: dict[tuple[str | None, int], tuple[PartUrl, float, float]] = field(default_factory=dict)
    ticket: UploadTicket | None = None
    stop_check: Signal = field(default_factory=threading.Event)

    def let_go(self) -> None:
        """Ends the sending of all parts and a running check."""
        self.stop_check.set()
        for flight in tuple(self.flights.values()):
            flight.drop()


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a call: the event for the machine, columns for the journal, a part, and how many calls it took."""

    event: Event
    facts: dict[str, Any] = field(default_factory=dict)
    part: SentPart | None = None
    calls: int = 0
    retries: int = 0
    note: CallNote | None = None


class Runner:
    """Makes calls; keeps nothing of an upload itself. Thread-safe."""

    def __init__(
        self,
        journal: Journal,
        bandwidth: Bandwidth,
        *,
        api_for: Callable[[str], ApiClient],
        storage_for: Callable[[str], StorageClient],
        single_put_limit: Callable[[], int],
        env: Env,
        clock: Clock,
        note_content: Callable[[int, str, str], None] = lambda upload_id, path, sha256: None,
    ) -> None:
        """`note_content(upload id, path, SHA-256 or '')` sees each file just before it is sent; it never raises."""
        self._note_content = note_content
        self._journal = journal
        self._bandwidth = bandwidth
        self._api_for = api_for
        self._storage_for = storage_for
        self._single_put_limit = single_put_limit
        self._env = env
        self._clock = clock
        self._quotas: dict[str, tuple[float, Quotas | None]] = {}
        #: storages whose ETags are no MD5: hashing for them would cost three times the sending, for nothing
        self._without_md5: set[str] = set()
        self._calls: dict[Call, Callable[[Entry, Cargo, Do], Result]] = {
            "prepare": self._prepare,
            "open": self._open,
            "part": self._part,
            "complete": self._complete,
            "server_check": self._server_check,
            "compare": self._compare,
            "process": self._process,
            "look": self._look,
            "patch": self._patch,
        }

    def moment_of_try(self, entry: Entry, *, first: bool) -> dict[str, Any]:
        """Journal columns: what the server's clock shows now that `process` is about to be asked for."""
        try:
            there = self._api_for(entry.connection_id or "").server_time()
        except AllureError:
            there = None
        columns: dict[str, Any] = {"process_last_there": there, "process_last_steady": self._env.steady()}
        if first:
            columns |= {"process_first_there": there, "process_first_steady": self._env.steady()}
        return columns

    def make(self, entry: Entry, cargo: Cargo, do: Do) -> Result:
        """Makes one call and never raises."""
        began = self._env.steady()
        try:
            result = self._calls[do.call](entry, cargo, do)
        except Exception as error:
            result = self._failure(error, entry, cargo, do)
        took, size = self._env.steady() - began, result.part.length if result.part is not None else 0
        return replace(result, note=note_of(do, result.event, self._clock.now(), took, size))

    def _failure(self, error: Exception, entry: Entry, cargo: Cargo, do: Do) -> Result:
        now = self._clock.now()
        if do.call == "part":
            cargo.meter.landed(do.number)
            flight = cargo.flights.get((do.generation, do.number))
            if flight is not None and flight.dropped:
                return Result(Dropped(now, do.generation, do.number), calls=flight.calls)
            if isinstance(error, LinkExpired):
                _, expires_at, minted_at = cargo.links.pop((entry.server_upload_id, do.number), (None, 0.0, 0.0))
                fresh = self._env.steady() < min(expires_at, minted_at + _LINK_RESERVE_S)
                return Result(
                    LinkGone(now, do.generation, do.number, fresh, self._env.dice()),
                    calls=flight.calls if flight else 0,
                )
        call: Call = do.call
        facts: dict[str, Any] = {}
        if call == "look" and isinstance(error, server_processing.VERDICTS_OF_A_PROBE):
            call = "process"  # the object was looked into: that is the answer that was lost
        kind = kind_of(error, call)
        if call == "process" and do.call == "process" and _undone(error):
            kind = "stalled"
        if isinstance(error, server_processing.Undecided):
            kind = "unknown_outcome"
        elif isinstance(error, Conflict) and error.code == "server.version-conflict" and do.call == "compare":
            kind, facts = "version_conflict", dict(error.details)
        message = message_of(error)
        if do.call == "patch":
            message = Message(
                message.code,
                f"It is live, but its details could not be set. {message.what}",
                message.cause,
                "Set them in the Library.",
            )
        if kind == "refused" and do.call in ("server_check", "process"):
            facts["server_said"] = {"outcome": "refused", "at": now, **asdict(message)}
        wait_s = error.wait_s if isinstance(error, RateLimited) else None
        event = Failed(now, do.generation, call, kind, message, do.number, self._env.dice(), wait_s)
        retried = kind in ("offline", "stalled", "answer_lost")
        return Result(
            event,
            facts,
            calls=_calls_of(do, error, cargo.flights.get((do.generation, do.number))),
            retries=int(retried),
        )

    # before the first byte

    def _prepare(self, entry: Entry, cargo: Cargo, do: Do) -> Result:
        facts = self._same_file(entry)
        size = facts.get("file_size", entry.file_size or 0)
        check_size(size, entry.file)
        if entry.storage_path is None:
            api = self._api_for(entry.connection_id or "")
            self._fits_the_quota(api, entry, size)
            if entry.is_new_version and entry.revision_before is None:
                facts["revision_before"] = api.package(entry.package_id or "").current_revision
        self._note_content(entry.id, entry.path, entry.sha256 or "")
        return Result(Answered(self._clock.now(), do.generation, "prepare"), facts)

    def _same_file(self, entry: Entry) -> dict[str, Any]:
        """The identity to go by. Raises LocalFileError when the content is not provably the old one."""
        with SourceFile(entry.path, self._env.disk) as file:
            identity = file.identity()
        if identity == entry.identity:
            return {}
        if entry.identity is not None:
            same = identity.size_bytes == entry.file_size and entry.sha256
            if not same or sha256_of(entry.path, disk=self._env.disk) != entry.sha256:
                raise changed(entry.path)
        return {
            "file_size": identity.size_bytes,
            "file_mtime_ns": identity.mtime_ns,
            "file_inode": identity.inode,
        }

    def _fits_the_quota(self, api: ApiClient, entry: Entry, size: int) -> None:
        at, quotas = self._quotas.get(entry.connection_id or "", (0.0, None))
        trouble = _quota_trouble(quotas, entry, size)
        if at == 0.0 or self._env.steady() - at > _QUOTAS_HOLD_S or trouble is not None:
            quotas = api.quotas()
            self._quotas[entry.connection_id or ""] = (self._env.steady(), quotas)
            trouble = _quota_trouble(quotas, entry, size)
        if trouble is not None:
            raise trouble

    def _open(self, entry: Entry, cargo: Cargo, do: Do) -> Result:
        size = entry.file_size or 0
        api = self._api_for(entry.connection_id or "")
        method = method_for(size, self._single_put_limit())
        cargo.links.clear()
        cargo.meter.start_over()
        facts: dict[str, Any] = {"method": method, "sent_bytes": 0, "server_report": None}
        total = 1
        if method == "presigned":
            cargo.ticket = api.upload_url(entry.file, size)
            facts |= {"server_upload_id": None, "storage_path": cargo.ticket.storage_path, "part_size": size}
        else:
            ticket = api.multipart_init(entry.file, size)
            total = part_count(size, ticket.part_size)
            facts |= {
                "server_upload_id": ticket.upload_id,
                "storage_path": ticket.storage_path,
                "part_size": ticket.part_size,
            }
        event = Answered(self._clock.now(), do.generation, "open", method=method, total=total, size=size)
        return Result(event, facts, calls=1)

    # one part

    def _part(self, entry: Entry, cargo: Cargo, do: Do) -> Result:
        flight, number = cargo.flights[do.generation, do.number], do.number
        offset, length = part_span(number, entry.file_size or 0, entry.part_size or 0)
        url, headers = self._link(entry, cargo, number, flight)
        storage = self._storage_for(entry.connection_id or "")
        host = urlsplit(url).netloc
        digest = None if host in self._without_md5 else hashlib.md5(usedforsecurity=False)
        with SourceFile(entry.path, self._env.disk) as file:
            identity = entry.identity
            if identity is None:
                raise changed(entry.path)
            file.expect(identity)
            pieces = file.pieces(offset, length, digest, Stride(self._bandwidth, self._env.steady))
            body = self._metered(pieces, cargo.meter, flight, number)
            stored = storage.put(url, headers, body, length, on_socket=flight.on_socket)
            file.expect(identity)
        cargo.meter.landed(number)
        cargo.links.pop((entry.server_upload_id, number), None)
        now, md5 = self._clock.now(), digest.hexdigest() if digest is not None else ""
        looks_like_md5 = _MD5.fullmatch(stored.etag)
        if looks_like_md5:
            self._without_md5.discard(host)
        elif stored.etag:
            self._without_md5.add(host)
        if looks_like_md5 and md5 and looks_like_md5[1].lower() != md5:
            return Result(
                Spoilt(now, do.generation, number, _spoilt(entry.file, number)), calls=flight.calls, retries=1
            )
        if not stored.etag and entry.method == "multipart":
            raise NotTheApi(
                "The storage confirmed a part without its ETag.",
                cause="Without it the parts cannot be put together.",
                remedy="A proxy may take it away; tell the operator of the server.",
            )
        part = SentPart(number, offset, length, md5, stored.etag)
        return Result(Answered(now, do.generation, "part", number), part=part, calls=flight.calls)

    def _link(self, entry: Entry, cargo: Cargo, number: int, flight: Flight) -> tuple[str, dict[str, str]]:
        """Where to put a part: URL and headers. A link that would not last is asked for again."""
        if entry.method == "presigned":
            if cargo.ticket is None or cargo.ticket.storage_path != entry.storage_path:
                raise LinkExpired("The link for this upload is gone.")
            return cargo.ticket.url, dict(cargo.ticket.required_headers)
        known = cargo.links.get((entry.server_upload_id, number))
        if known is None or self._env.steady() >= known[1]:
            known = self._mint(entry, number, flight)
        if self._env.steady() >= known[1] and self._env.steady() - known[2] > 1:
            # the answer came so late, over a sleep of the machine say, that it is of no use any more
            known = self._mint(entry, number, flight)
        cargo.links[entry.server_upload_id, number] = known
        return known[0].url, {"Content-Type": "application/zip"}

    def _mint(self, entry: Entry, number: int, flight: Flight) -> tuple[PartUrl, float, float]:
        """A link, until when it is to be used, and since when it may be good."""
        flight.calls += 1
        asked_at = self._env.steady()  # its time may run from here, however late the answer comes
        link = self._api_for(entry.connection_id or "").part_url(entry.server_upload_id or "", number)
        reserve = min(_LINK_RESERVE_S, link.expires_in_s / 2)
        return link, asked_at + link.expires_in_s - reserve, asked_at

    def _metered(self, pieces: Iterator[bytes], meter: Meter, flight: Flight, number: int) -> Iterator[bytes]:
        for piece in pieces:
            self._bandwidth.take(len(piece), flight.was_dropped)
            if flight.dropped:
                raise LetGoError
            yield piece
            meter.moved(number, len(piece), self._env.steady())

    # after the bytes

    def _complete(self, entry: Entry, cargo: Cargo, do: Do) -> Result:
        parts = [(part.number, part.etag) for part in self._journal.parts(entry.id)]
        self._api_for(entry.connection_id or "").complete(entry.server_upload_id or "", parts)
        return Result(Answered(self._clock.now(), do.generation, "complete"), calls=1)

    def _server_check(self, entry: Entry, cargo: Cargo, do: Do) -> Result:
        report = server_processing.check_on_server(self._api_for(entry.connection_id or ""), entry)
        now = self._clock.now()
        said = {"server_report": report, "server_said": {"outcome": "accepted", "at": now}}
        return Result(Answered(now, do.generation, "server_check"), said, calls=1)

    def _compare(self, entry: Entry, cargo: Cargo, do: Do) -> Result:
        return self._judged(server_processing.compare(self._api_for(entry.connection_id or ""), entry), do, calls=0)

    def _process(self, entry: Entry, cargo: Cargo, do: Do) -> Result:
        return self._judged(server_processing.process(self._api_for(entry.connection_id or ""), entry), do)

    def _look(self, entry: Entry, cargo: Cargo, do: Do) -> Result:
        claimed = self._journal.claimed_packages(entry.connection_id, entry.id)
        verdict = server_processing.look(
            self._api_for(entry.connection_id or ""), entry, claimed, self._clock, probe=do.probe
        )
        there = self._api_for(entry.connection_id or "").server_time()
        since = _ago(entry.process_first_there, there), _ago(entry.process_last_there, there)
        return self._judged(verdict, do, server_processing.unknown_outcome(entry.file), since=since)

    def _judged(
        self,
        verdict: server_processing.Verdict,
        do: Do,
        message: Message = _NO_MESSAGE,
        calls: int | None = None,
        since: tuple[float | None, float | None] = (None, None),
    ) -> Result:
        told: Any = verdict.verdict
        event = Answered(self._clock.now(), do.generation, do.call, verdict=told, message=message, since=since)
        return Result(event, verdict.facts, calls=verdict.calls if calls is None else calls)

    def _patch(self, entry: Entry, cargo: Cargo, do: Do) -> Result:
        changes: dict[str, Any] = {}
        if entry.options.tags:
            changes["tags"] = list(entry.options.tags)
        if entry.options.description:
            changes["description"] = entry.options.description
        self._api_for(entry.connection_id or "").update_package(entry.package_id or "", changes)
        return Result(Answered(self._clock.now(), do.generation, "patch"), calls=1)


def _ago(moment: float | None, now: float | None) -> float | None:
    return None if moment is None or now is None else now - moment


def _undone(error: Exception) -> bool:
    """The server itself said that it did not process: looking once is enough before repeating."""
    return isinstance(error, ServerTrouble) and not isinstance(error, ProcessingFailed)


def _calls_of(do: Do, error: Exception, flight: Flight | None) -> int:
    """How many requests went out for a call that failed; one that was never made does not count."""
    if do.call == "part":
        return flight.calls if flight is not None else 0
    counted = do.call in ("open", "complete", "server_check", "process", "look", "patch")
    return int(counted and isinstance(error, ServerError) and not isinstance(error, RateLimited))


def _quota_trouble(quotas: Quotas | None, entry: Entry, size: int) -> QuotaExceeded | None:
    if quotas is None:
        return None
    if quotas.storage_limit_bytes is not None and quotas.storage_used_bytes is not None:
        left = max(quotas.storage_limit_bytes - quotas.storage_used_bytes, 0)
        if left < size:
            return QuotaExceeded(
                f"Quota Exceeded: the tenant has {_size(left)} left, {entry.file} needs {_size(size)}.",
                cause="Nothing was sent.",
                subject=entry.file,
            )
    limit, used = quotas.package_limit, quotas.packages_used
    if not entry.is_new_version and limit is not None and used is not None and used >= limit:
        return QuotaExceeded(
            f"Quota Exceeded: the tenant already has all the {limit} packages it may have.",
            cause=f"{entry.file} would be one more. Nothing was sent.",
            subject=entry.file,
        )
    return None


def _size(size_bytes: int) -> str:
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size_bytes >= factor:
            return f"{size_bytes / factor:.1f} {unit}"
    return f"{size_bytes} bytes"


def _spoilt(file: str, number: int) -> Message:
    return Message(
        code="upload.spoilt",
        what=f"Part {number} of {file} arrives with other bytes than were read, again and again.",
        cause="This computer's memory or disk, or a proxy on the way, changes them.",
        remedy="Try another network, and check the computer's memory. Resume sends only what is missing.",
    )
