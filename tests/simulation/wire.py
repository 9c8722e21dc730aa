"""The network between a simulated process and the server: what is lost, late, cut or spoilt on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from allure_desktop.api.answers import StoredPart
from allure_desktop.api.rate_limit import http_date
from allure_desktop.api.storage import LinkExpired, SendingStopped, refused
from allure_desktop.api.transport import Reply
from allure_desktop.errors import AnswerLost, KeyringUnavailable, Unreachable
from tests.simulation.scheduler import Violation
from tests.simulation.server import STORAGE, Job

if TYPE_CHECKING:
    from tests.simulation.world import Process, World

HOST = "api.example"
#: One piece of a body: a part is cut in its middle, too.
PIECE_BYTES = 48


class SimTransport:
    """What `api.transport.Transport` offers."""

    host = HOST

    def __init__(self, world: World, process: Process) -> None:
        self._world = world
        self._process = process
        self._date: tuple[float, float] | None = None

    def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        read_timeout_s: float = 60.0,
        fresh: bool = False,
        sink: object = None,
        most_bytes: int = 0,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        world, name = self._world, f"{method} {path}"
        key = self._process.key()
        world.point(self._process, f"before {name}")
        world.calls_api(self._process, name)
        changes = method != "GET"
        epoch = world.network_epoch
        self._reach()
        world.nap(world.latency())
        if world.fate("no_connection"):
            raise Unreachable(f"{HOST} cannot be reached.", host=HOST)
        if world.fate("lost_request") or (epoch != world.network_epoch and world.chance.random() < 0.7):
            world.note(f"{name}: the request is lost")
            raise self._without_answer(changes, read_timeout_s)
        status, headers, answer, job = self._at_server(method, path, body or {}, key)
        ended = self._job_ended(job, read_timeout_s)
        if job is not None and job.answer is not None:
            status, answer = job.answer
        if not ended or epoch != world.network_epoch or world.fate("lost_answer"):
            world.note(f"{name}: the answer ({status}) is lost")
            raise self._without_answer(changes, read_timeout_s)
        if world.fate("gateway_error"):
            world.note(f"{name}: a gateway answers for the server ({status})")
            status, answer = world.chance.choice([502, 504]), {"error": "Bad gateway"}
        world.nap(world.latency())
        world.point(self._process, f"after {name} {status}")
        world.note(f"{self._process.name}: {name} {status}")
        date = http_date(headers.get("date"))
        if date is not None:
            self._date = (date, world.computer.steady())
        return Reply(status, headers, json.dumps(answer).encode(), HOST)

    def _reach(self) -> None:
        world = self._world
        if not world.online:
            world.nap(world.chance.random() * 5)
            raise Unreachable("There is no network.", host=HOST, code="server.offline")

    def _without_answer(self, changes: bool, read_timeout_s: float) -> Unreachable:
        """After a while, or at once where the connection is reset."""
        if self._world.chance.random() < 0.5:
            self._world.nap(min(read_timeout_s, 60.0) * self._world.chance.random())
        if changes:
            return AnswerLost("The answer was lost.", host=HOST)
        return Unreachable("The connection broke.", host=HOST)

    def _at_server(
        self, method: str, path: str, body: Mapping[str, Any], key: str
    ) -> tuple[int, dict[str, str], Any, Job | None]:
        world = self._world
        if world.server_down or world.fate("server_error"):
            status = world.chance.choice([500, 503])
            return status, {}, {"error": "Something broke.", "code": "INTERNAL_ERROR"}, None
        if world.fate("spurious_429"):
            return 429, {}, {"error": "Slow down."}, None
        return world.server.answer(method, path, body, key)

    def _job_ended(self, job: Job | None, timeout_s: float) -> bool:
        """Waits for the end of a `process`; False when the wait or the connection ended before."""
        if job is None or job.answer is not None:
            return True
        world = self._world
        task = world.scheduler.current
        assert task is not None
        token = task.token
        job.waiting.append(lambda: world.scheduler.wake(task, token))
        if world.rate("lost_answer") and world.chance.random() < world.rate("lost_answer"):
            timeout_s = min(timeout_s, world.chance.random() * 120)
        world.scheduler.park(timeout_s)
        return job.answer is not None

    def server_time(self) -> float | None:
        return None if self._date is None else self._date[0] + self._world.computer.steady() - self._date[1]

    def close(self) -> None:
        """Nothing is open between two requests."""


class SimStorage:
    """What `api.storage.StorageClient` offers."""

    def __init__(self, world: World, process: Process) -> None:
        self._world = world
        self._process = process
        self.sending = 0

    def put(
        self,
        url: str,
        headers: Mapping[str, str],
        body: Iterable[bytes],
        length: int,
        *,
        on_socket: Callable[[Callable[[], None]], None] | None = None,
    ) -> StoredPart:
        world, process = self._world, self._process
        parts = urlsplit(url)
        _, kind, what, number = parts.path.split("/")
        ends = float(parts.query.split("&")[0].removeprefix("ends="))
        if not url.startswith(STORAGE) or (kind == "put") != ("x-amz-meta-a" in headers):
            raise Violation(f"an odd request to the storage: {parts.path}")
        name = f"put {kind} {what} {number}"
        world.point(process, f"before {name}")
        before = world.content_of(what)
        world.puts(process, what, int(number), kind, ends)
        self.sending += 1
        try:
            stored = self._put(name, kind, what, int(number), ends, body, length, on_socket)
        finally:
            self.sending -= 1
        if before is not None and world.content_of(what) == before:
            world.acknowledged(process, what, int(number), stored.etag)
        return stored

    def _put(
        self,
        name: str,
        kind: str,
        what: str,
        number: int,
        ends: float,
        body: Iterable[bytes],
        length: int,
        on_socket: Callable[[Callable[[], None]], None] | None,
    ) -> StoredPart:
        world = self._world
        scheduler, task = world.scheduler, world.scheduler.current
        assert task is not None
        was_cut = [False]

        def cut() -> None:
            was_cut[0] = True
            scheduler.wake(task, task.token)

        if on_socket is not None:
            on_socket(cut)
        epoch, sent, began = world.network_epoch, bytearray(), world.scheduler.now
        if not world.online:
            world.nap(world.chance.random() * 5)
            raise Unreachable("There is no network.", code="server.offline")
        world.nap(world.latency())
        for piece in body:
            if len(piece) > PIECE_BYTES:
                raise Violation(f"a piece of {len(piece)} bytes is held in memory")
            sent += piece
            world.nap(len(piece) / world.traits.bytes_per_s)
            if was_cut[0]:
                raise SendingStopped("Stopped.")
            if epoch != world.network_epoch or world.fate("cut_part"):
                raise Unreachable("The connection broke.", code="server.unreachable")
            if world.fate("stalled_part"):
                world.nap(30.0)
                raise Unreachable("No byte moves.", code="server.stalled")
        if len(sent) != length:
            raise Violation(f"{name} has {len(sent)} bytes, not {length}")
        if world.server_down or world.fate("server_error"):
            raise refused(503, {}, b"<Error><Code>SlowDown</Code></Error>", "storage.example")
        if began > ends or world.fate("refused_link"):
            raise LinkExpired("The link is no longer valid.", status=403)
        world.server.spoilt.discard((what, number))
        if world.traits.md5_etags and world.fate("spoilt_part"):
            sent[0] ^= 255
            world.server.spoilt.add((what, number))
        if world.fate("lost_part"):
            world.note(f"{name}: lost behind the last byte")
            raise AnswerLost("The answer was lost.")
        etag = world.server.store(kind, what, number, bytes(sent))
        if etag is None:
            raise refused(404, {}, b"<Error><Code>NoSuchUpload</Code></Error>", "storage.example")
        world.nap(world.latency())
        if was_cut[0]:
            raise SendingStopped("Stopped.")
        if epoch != world.network_epoch or world.fate("lost_part_answer"):
            world.note(f"{name}: the answer is lost")
            raise AnswerLost("The answer was lost.")
        world.point(self._process, f"after {name}")
        world.note(f"{self._process.name}: {name} ok")
        return StoredPart(etag)

    def abort_all(self) -> None:
        """Each sending has its own handle here."""

    def close(self) -> None:
        """Nothing is open between two sendings."""


def locked_keyring() -> KeyringUnavailable:
    return KeyringUnavailable("The keyring is locked.", code="keyring.locked")
