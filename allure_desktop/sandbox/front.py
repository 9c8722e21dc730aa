"""Stands before both origins: notes each request and does to it what the faults in force say."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable, Iterable
from typing import Protocol
from xml.sax.saxutils import escape

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from allure_desktop.sandbox.faults import Fault, Faults
from allure_desktop.sandbox.problems import Problem
from allure_desktop.sandbox.request_log import Origin, RequestLog, Seen
from allure_desktop.sandbox.signing import StorageRefusal

_KEY_HEADERS = ("x-api-key", "authorization")
_LOOK_S = 0.1


class Line(Protocol):
    """The connections of an origin, by the addresses of their clients."""

    def drop(self, client: tuple[str, int]) -> None:
        """Cuts one, answering nothing."""
        ...

    def has(self, client: tuple[str, int]) -> bool:
        """Whether it is still there."""
        ...


def problem_response(problem: Problem) -> Response:
    """The API's error body."""
    return JSONResponse(problem.as_body(), problem.status, problem.headers)


def refusal_response(refusal: StorageRefusal) -> Response:
    """S3's XML error body."""
    facts = {"Code": refusal.code, "Message": refusal.message, **refusal.facts}
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in facts.items())
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{inner}</Error>'
    return Response(body, refusal.status, media_type="application/xml")


class Front:
    """An ASGI application around one origin's.

    `keys` gives the plain keys known in this process, so that the log can say where one turned up.
    """

    def __init__(
        self,
        app: ASGIApp,
        origin: Origin,
        faults: Faults,
        log: RequestLog,
        *,
        line: Line,
        keys: Callable[[], Iterable[str]],
    ) -> None:
        self._app = app
        self._origin: Origin = origin
        self.faults = faults
        self.log = log
        self.line = line
        self._keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = self._note(scope)
        exchange = _Exchange(self, scope, receive, send, seen)
        try:
            await self._handle(exchange, scope)
        except asyncio.CancelledError:
            # the sandbox stops: the client loses its connection, rather than being told of an internal error
            self.line.drop(scope["client"])
            raise
        finally:
            self.log.finish(seen, exchange.status)

    async def _handle(self, exchange: _Exchange, scope: Scope) -> None:
        target = exchange.target
        path: str = scope["path"]
        api_call = self._origin == "api" and path.startswith("/api/v1/")
        if latency := self.faults.struck("latency", target):
            await asyncio.sleep(latency.amount)
        if exchange.cut_at == 0 or self.faults.struck("away", target):
            await exchange.drop()
            return
        refusal = self._refusal(target, api_call)
        if refusal is not None:
            if "expect" not in Headers(scope=scope):
                await exchange.drain()
            await refusal(scope, exchange.receive, exchange.send)
            return
        at_risk = api_call and path.endswith(("/complete", "/process"))
        exchange.lost = self.faults.struck("lost-answer", target, anywhere=at_risk) is not None
        await self._app(scope, exchange.receive, exchange.send)
        if exchange.lost:
            await exchange.drop()

    def _refusal(self, target: str, api_call: bool) -> Response | None:
        for name, code, words in (
            ("429", "RATE_LIMIT_EXCEEDED", "Rate limit exceeded"),
            ("401", "INVALID_API_KEY", "The API key is not valid"),
            ("503", "SERVICE_UNAVAILABLE", "The service is not available just now"),
        ):
            fault = self.faults.struck(name, target, anywhere=api_call)
            if fault is None:
                continue
            headers = {}
            if name == "429" or (name == "503" and fault.value is not None):
                headers["Retry-After"] = f"{fault.amount:g}"
            if self._origin == "api":
                return problem_response(Problem(int(name), words, code, {"fault": name}, headers))
            response = refusal_response(StorageRefusal(int(name), "SlowDown" if name == "503" else code, words))
            response.headers.update(headers)
            return response
        return None

    def _note(self, scope: Scope) -> Seen:
        headers = Headers(scope=scope)
        query = scope["query_string"].decode("latin-1")
        everything = "\n".join([scope["path"], query, *headers.values()])
        length = headers.get("content-length", "")
        seen = Seen(
            method=scope["method"],
            path=scope["path"],
            query_names=tuple(part.partition("=")[0] for part in query.split("&") if part),
            origin=self._origin,
            headers=tuple(headers.keys()),
            had_key=any(name in headers for name in _KEY_HEADERS),
            leaked_key=any(key in everything for key in self._keys()),
            content_length=int(length) if length.isdigit() else None,
        )
        self.log.add(seen)
        return seen

    def faults_of(self, target: str, method: str) -> tuple[int | None, Fault | None, Fault | None]:
        """After how many body bytes the connection is cut, or stalls, and how fast they pass; None: no such fault."""
        sending = self._origin == "storage" and method == "PUT"
        cut = self.faults.struck("cut", target, anywhere=sending)
        stall = self.faults.struck("stall", target, anywhere=sending)
        rate = self.faults.struck("rate", target, anywhere=self._origin == "storage")
        return (None if cut is None else int(cut.amount)), stall, rate


class _Exchange:
    """One request and its answer, with the faults that belong to its bytes."""

    def __init__(self, front: Front, scope: Scope, receive: Receive, send: Send, seen: Seen) -> None:
        query = scope["query_string"].decode("latin-1")
        self.target: str = f"{scope['path']}?{query}" if query else scope["path"]
        self.status = 0
        self.lost = False
        self._front = front
        self._client: tuple[str, int] = scope["client"]
        self._receive = receive
        self._send = send
        self._seen = seen
        self._dropped = False
        self.cut_at, self._stall, self._rate = front.faults_of(self.target, scope["method"])

    async def receive(self) -> Message:
        if self._dropped:
            return {"type": "http.disconnect"}
        message = await self._receive()
        if message["type"] == "http.request":
            size = len(message.get("body", b""))
            self._front.log.grow(self._seen, size)
            if self.cut_at is not None and self._seen.body_bytes >= self.cut_at:
                await self.drop()
                return {"type": "http.disconnect"}
            if self._stall and self._seen.body_bytes >= self._stall.amount:
                await self._stand_still(self._stall)
            await self._slow_down(size)
        return message

    async def _stand_still(self, stall: Fault) -> None:
        """Until the fault is taken back or the client goes away."""
        while self._front.line.has(self._client) and self._front.faults.lasts(stall):
            await asyncio.sleep(_LOOK_S)

    async def send(self, message: Message) -> None:
        if self._dropped or self.lost:
            return
        if message["type"] == "http.response.start":
            # noted before it goes out: who has the answer finds it in the log
            self.status = self._seen.status = message["status"]
            message["headers"] = [*message["headers"], (b"x-request-id", f"req_{uuid.uuid4().hex[:16]}".encode())]
        else:
            await self._slow_down(len(message.get("body", b"")))
        await self._send(message)

    async def _slow_down(self, size_bytes: int) -> None:
        if self._rate and self._front.faults.lasts(self._rate):
            await asyncio.sleep(self._rate.wait_s(size_bytes, time.monotonic()))

    async def drain(self) -> None:
        """Reads the rest of the body: a client that still sends would not see an early answer."""
        while True:
            message = await self.receive()
            if message["type"] != "http.request" or not message.get("more_body"):
                return

    async def drop(self) -> None:
        """Cuts the connection and lets the server notice, so that it answers nothing of its own."""
        self._dropped = True
        self.status = 0
        self._front.line.drop(self._client)
        while (await self._receive())["type"] != "http.disconnect":
            pass
