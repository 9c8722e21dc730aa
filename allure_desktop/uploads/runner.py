"""Carries one upload one call further: makes the call that the machine asks for and brings back what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from allure_desktop.api.answers import Quotas
from allure_desktop.api.client import ApiClient
from allure_desktop.api.storage import LinkExpired, StorageClient
from allure_desktop.errors import (
    AllureError,
    AnswerLost,
    Conflict,
    ProcessingFailed,
    QuotaExceeded,
    RateLimited,
    ServerError,
    ServerTrouble,
)
from allure_desktop.uploads import after_details, server_processing
from allure_desktop.uploads.bandwidth import Bandwidth
from allure_desktop.uploads.call_log import note_of
from allure_desktop.uploads.cargo import Cargo, Flight, Result
from allure_desktop.uploads.env import Clock, Env
from allure_desktop.uploads.etags import EtagProof
from allure_desktop.uploads.journal import Entry, Journal
from allure_desktop.uploads.parts import check_size, method_for, part_count
from allure_desktop.uploads.problems import kind_of, message_of
from allure_desktop.uploads.rows import Message
from allure_desktop.uploads.sending import Sender
from allure_desktop.uploads.source_file import SourceFile, changed, sha256_of
from allure_desktop.uploads.transfer import Answered, Call, Do, Dropped, Failed

_QUOTAS_HOLD_S = 600.0
_NO_MESSAGE = Message()


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
        self._api_for = api_for
        self._sender = Sender(bandwidth, api_for=api_for, storage_for=storage_for, env=env, clock=clock)
        self._single_put_limit = single_put_limit
        self._env = env
        self._clock = clock
        self._quotas: dict[str, tuple[float, Quotas | None]] = {}
        self._calls: dict[Call, Callable[[Entry, Cargo, Do], Result]] = {
            "prepare": self._prepare,
            "open": self._open,
            "part": self._sender.part,
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
            if isinstance(error, AnswerLost):
                cargo.doubtful.add(do.number)
            if flight is not None and flight.dropped:
                return Result(Dropped(now, do.generation, do.number), calls=flight.calls)
            if isinstance(error, LinkExpired):
                return Result(self._sender.link_gone(entry, cargo, do), calls=flight.calls if flight else 0)
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
        asked = self._sender.ask_for_unknown(entry, cargo)
        return Result(Answered(self._clock.now(), do.generation, "prepare"), facts, calls=asked)

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
        ours = self._journal.on_the_way(entry.connection_id, entry.id)
        trouble = _quota_trouble(quotas, entry, size, ours)
        if at == 0.0 or self._env.steady() - at > _QUOTAS_HOLD_S or trouble is not None:
            quotas = api.quotas()
            self._quotas[entry.connection_id or ""] = (self._env.steady(), quotas)
            trouble = _quota_trouble(quotas, entry, size, ours)
        if trouble is not None:
            raise trouble
        if quotas is not None:
            # the next one is judged with this one in it; where it no longer fits, the server is asked again
            at, _ = self._quotas[entry.connection_id or ""]
            self._quotas[entry.connection_id or ""] = (at, _with(quotas, size, one_more=not entry.is_new_version))

    def _open(self, entry: Entry, cargo: Cargo, do: Do) -> Result:
        size = entry.file_size or 0
        api = self._api_for(entry.connection_id or "")
        method = method_for(size, self._single_put_limit())
        cargo.links.clear()
        cargo.etags = EtagProof()
        cargo.unknown.clear()
        cargo.said_there.clear()
        cargo.doubtful.clear()
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
        after_details.set_details(self._api_for(entry.connection_id or ""), entry)
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


def _quota_trouble(quotas: Quotas | None, entry: Entry, size: int, ours: tuple[int, int]) -> QuotaExceeded | None:
    """`ours` are the bytes and new packages of other uploads that are on their way."""
    if quotas is None:
        return None
    bytes_ours, packages_ours = ours
    if quotas.storage_limit_bytes is not None and quotas.storage_used_bytes is not None:
        left = max(quotas.storage_limit_bytes - quotas.storage_used_bytes - bytes_ours, 0)
        if left < size:
            others = " beside what is on its way" if bytes_ours else ""
            return QuotaExceeded(
                f"Quota Exceeded: the tenant has {_size(left)} left{others}, {entry.file} needs {_size(size)}.",
                cause="Nothing was sent.",
                subject=entry.file,
            )
    limit, used = quotas.package_limit, quotas.packages_used
    if not entry.is_new_version and limit is not None and used is not None and used + packages_ours >= limit:
        taken = f"already has all the {limit} packages it may have"
        if used < limit:
            taken = f"will have all the {limit} packages it may have with those that are on their way"
        return QuotaExceeded(
            f"Quota Exceeded: the tenant {taken}.",
            cause=f"{entry.file} would be one more. Nothing was sent.",
            subject=entry.file,
        )
    return None


def _with(quotas: Quotas, size: int, *, one_more: bool) -> Quotas:
    used, packages = quotas.storage_used_bytes, quotas.packages_used
    return replace(
        quotas,
        storage_used_bytes=None if used is None else used + size,
        packages_used=packages if packages is None or not one_more else packages + 1,
    )


def _size(size_bytes: int) -> str:
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size_bytes >= factor:
            return f"{size_bytes / factor:.1f} {unit}"
    return f"{size_bytes} bytes"
