"""A bad network on loopback: passes HTTP/1.1 on to a server, and does to it what the faults in force say."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

#: What each fault does. Those that come after 0 bytes come before the server hears of the request.
FAULTS = {
    "latency": "a request waits VALUE seconds before it goes on",
    "rate": "bodies pass at VALUE bytes a second in both directions",
    "cut": "the connection ends after VALUE bytes of a body",
    "reset": "the connection is reset (RST) after VALUE bytes of a body",
    "black-hole": "after VALUE bytes of a body nothing moves any more, and nobody says so",
    "lost-answer": "the server gets all and answers; of the answer nothing arrives",
    "flip": "one bit of the body is another after VALUE bytes",
}
_BLOCK = 64 * 1024
_LONGEST_HEAD = 128 * 1024


@dataclass(slots=True)
class Fault:
    """One fault. `when` is a part of the request's head, '' for any; `times` None: always."""

    name: str
    value: float
    when: str
    times: int | None
    struck: int = 0


@dataclass(slots=True)
class Passed:
    """One request as it came by. `body_bytes` is how much of its body went on to the server.

    `status` is that of the answer which went back, 0 while there is none.
    """

    line: str
    length: int
    body_bytes: int = 0
    status: int = 0

    @property
    def answered(self) -> bool:
        return self.status != 0


class FaultProxy:
    """Use as a context manager. `target` is the server's URL, and may be set or changed at any time.

    It understands requests that tell their Content-Length, as all of ours do; each fault strikes single requests, also
    on a connection that is used again. `host` of the proxy is what the client signs or sees.
    """

    def __init__(self, target: str = "") -> None:
        self.target = target
        self.passed: list[Passed] = []
        self.connections = 0
        self._faults: list[Fault] = []
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._cleared = asyncio.Event()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fault-proxy", daemon=True)
        self.port = 0

    # --- from the test's thread

    def __enter__(self) -> FaultProxy:
        self._thread.start()
        self.up()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.down()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def set(self, name: str, value: float = 0, *, when: str = "", times: int | None = None) -> Fault:
        """From the next request on. Raises ValueError for an unknown name."""
        if name not in FAULTS:
            raise ValueError(f"there is no fault {name!r}; there are: {', '.join(FAULTS)}")
        fault = Fault(name, value, when, times)
        with self._changed:
            self._faults.append(fault)
        return fault

    def clear(self, name: str = "") -> None:
        """No fault any more, or none of that name; what a black hole holds is let go of, its connections end."""
        with self._changed:
            self._faults = [fault for fault in self._faults if name and fault.name != name]
        self._call(self._let_go())

    def down(self) -> None:
        """Like a network that is gone: all connections are reset, new ones refused. `up` takes the same port."""
        self._call(self._end())

    def up(self) -> None:
        self._call(self._begin())

    def requests(self, part: str = "") -> list[Passed]:
        """Those whose first line has this part."""
        with self._changed:
            return [one for one in self.passed if part in one.line]

    def wait_for(self, condition: Callable[[list[Passed]], bool], timeout_s: float = 30.0) -> bool:
        """Waits until the condition holds for the requests so far; False when it never does."""
        with self._changed:
            return self._changed.wait_for(lambda: condition(list(self.passed)), timeout_s)

    def _call(self, what: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(what, self._loop).result(10)

    # --- in the loop's thread

    async def _begin(self) -> None:
        self._server = await asyncio.start_server(self._take, "127.0.0.1", self.port, limit=_LONGEST_HEAD)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _end(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _let_go(self) -> None:
        self._cleared.set()
        self._cleared = asyncio.Event()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        try:
            await _Link(self, reader, writer).serve()
        except asyncio.CancelledError:
            _reset(writer)  # it ends with the proxy; a cancelled task would be told of as an error
        finally:
            writer.close()
            self._tasks.discard(task)

    def of(self, head: str) -> dict[str, float]:
        """The faults that strike this request, by name, counted down."""
        with self._changed:
            hit = {}
            for fault in list(self._faults):
                if fault.when not in head or fault.name in hit:
                    continue
                hit[fault.name] = fault.value
                fault.struck += 1
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self._faults.remove(fault)
            return hit

    def note(self, seen: Passed) -> None:
        """A request has come."""
        with self._changed:
            self.passed.append(seen)
            self._changed.notify_all()

    def note_body(self, seen: Passed, size_bytes: int) -> None:
        """So much more of its body has gone on."""
        with self._changed:
            seen.body_bytes += size_bytes
            self._changed.notify_all()

    def note_answer(self, seen: Passed, block: bytes) -> None:
        """Something of its answer goes back."""
        with self._changed:
            if block.startswith(b"HTTP/1.1 ") and not seen.status:
                seen.status = int(block[9:12])
            self._changed.notify_all()

    async def hold(self) -> None:
        """Until the faults are cleared."""
        await self._cleared.wait()


class _Gone(Exception):
    """The connection ends here, as the fault wanted."""


#: How a connection may end: by a fault, by either side, or with the proxy.
_ENDS = (_Gone, OSError, EOFError, asyncio.CancelledError)


class _Link:
    """One connection of a client, and the one to the server that belongs to it."""

    def __init__(self, proxy: FaultProxy, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._proxy = proxy
        self._from_client, self._to_client = reader, writer
        self._hit: dict[str, float] = {}
        self._seen = Passed("", 0)

    async def serve(self) -> None:
        parts = urlsplit(self._proxy.target)
        try:
            from_server, to_server = await asyncio.open_connection(parts.hostname, parts.port)
        except OSError:
            return
        requests = asyncio.ensure_future(self._requests(to_server))
        answers = asyncio.ensure_future(self._answers(from_server))
        try:
            await asyncio.wait({requests, answers}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            requests.cancel()
            answers.cancel()
            to_server.close()
        for ended in await asyncio.gather(requests, answers, return_exceptions=True):
            if isinstance(ended, BaseException) and not isinstance(ended, _ENDS):
                raise ended

    async def _requests(self, to_server: asyncio.StreamWriter) -> None:
        while True:
            head = await self._from_client.readuntil(b"\r\n\r\n")
            text = head.decode("latin-1")
            length = _length(text)
            self._hit = hit = self._proxy.of(text)
            self._seen = seen = Passed(text.partition("\r\n")[0], length)
            self._proxy.note(seen)
            await asyncio.sleep(hit.get("latency", 0))
            await self._strike(0)
            to_server.write(head)
            while seen.body_bytes < length:
                block = await self._from_client.read(min(self._most(), length - seen.body_bytes, self._until_fault()))
                if not block:
                    raise _Gone
                await self._slowly(len(block))
                to_server.write(self._flipped(block))
                await to_server.drain()
                self._proxy.note_body(seen, len(block))
                await self._strike(seen.body_bytes)

    async def _answers(self, from_server: asyncio.StreamReader) -> None:
        while block := await from_server.read(self._most()):
            if "lost-answer" in self._hit:
                # the server may have said 100 or nothing yet: what counts is that nothing of it arrives
                self._to_client.close()
                raise _Gone
            self._proxy.note_answer(self._seen, block)
            await self._slowly(len(block))
            self._to_client.write(block)
            await self._to_client.drain()

    # --- faults

    def _most(self) -> int:
        rate = self._hit.get("rate")
        return _BLOCK if rate is None else max(1, min(_BLOCK, int(rate / 20)))

    def _until_fault(self) -> int:
        """So many bytes may pass before the next fault looks."""
        places = [
            self._hit[name] - self._seen.body_bytes for name in ("cut", "reset", "black-hole") if name in self._hit
        ]
        return max(1, int(min(places))) if places else _BLOCK

    async def _slowly(self, size: int) -> None:
        if rate := self._hit.get("rate"):
            await asyncio.sleep(size / rate)

    async def _strike(self, passed: int) -> None:
        if passed >= self._hit.get("black-hole", float("inf")):
            await self._proxy.hold()
            raise _Gone
        if passed >= self._hit.get("reset", float("inf")):
            _reset(self._to_client)
            raise _Gone
        if passed >= self._hit.get("cut", float("inf")):
            raise _Gone

    def _flipped(self, block: bytes) -> bytes:
        place = self._hit.get("flip")
        if place is None or not self._seen.body_bytes <= place < self._seen.body_bytes + len(block):
            return block
        at = int(place) - self._seen.body_bytes
        return block[:at] + bytes([block[at] ^ 1]) + block[at + 1 :]


def _length(head: str) -> int:
    for line in head.split("\r\n")[1:]:
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            return int(value)
        if name.lower() == "transfer-encoding":
            raise ValueError("the proxy passes only requests that tell their length")
    return 0


def _reset(writer: asyncio.StreamWriter) -> None:
    """An end by RST, as of a machine that knows nothing of the connection."""
    own: socket.socket | None = writer.get_extra_info("socket")
    if own is not None:
        with contextlib.suppress(OSError):
            own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
