"""One call of the API: within the budget, told of, its refusals raised, its answer in the shape that was meant."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

from allure_desktop.api import records, refusals, retry
from allure_desktop.api.rate_limit import RateBudget
from allure_desktop.api.transport import NOT_MODIFIED, READ_S, Reply, Sink, Transport
from allure_desktop.errors import AnswerLost, NotTheApi

#: A machine between us and the server gave up, or the server did: it may still have done what was asked.
_GAVE_UP = (408, 502, 504, 520, 522, 524)


class Calls:
    """Thread-safe. Raises only errors.ServerError and its kind.

    A request that is to take effect *once* (`complete`, `process`) goes over a fresh connection, and whatever leaves
    open whether it took effect is AnswerLost.
    """

    def __init__(
        self,
        transport: Transport,
        budget: RateBudget | None,
        on_call: Callable[[str], None] | None,
        on_refused: Callable[[], bool] | None = None,
    ) -> None:
        """`on_refused()` is asked when the server does not take the key (401): whether there is another one by now."""
        self._transport = transport
        self._on_refused = on_refused or (lambda: False)
        self._budget = budget
        self._on_call = on_call or (lambda name: None)
        self._closed = threading.Event()
        self.host = transport.host

    def close(self) -> None:
        """Ends calls under way at once, waits between attempts too; later ones fail."""
        self._closed.set()
        self._transport.close()

    def read(
        self,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        root: bool = False,
        most_bytes: int = 0,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """A GET, repeated where a fault may pass. `root`: the path is not below `/api/v1`.

        With conditions in `headers` (If-None-Match) the answer may be 304 without a body. An answer of more than
        `most_bytes` (0: what any answer may have) is NotTheApi.
        """
        return retry.read(
            lambda: self.send("GET", path, params=params, root=root, most_bytes=most_bytes, headers=headers),
            self._closed.wait,
        )

    def change(
        self, path: str, body: Mapping[str, Any], *, read_timeout_s: float = READ_S, once: bool = False
    ) -> tuple[int, Mapping[str, Any]]:
        """A POST, asked a single time: the status and the object it answers with.

        With `once` the object may be missing. Raises NotTheApi without one otherwise.
        """
        reply = self.send("POST", path, body=body, read_timeout_s=read_timeout_s, once=once)
        try:
            answer = reply.json()
        except NotTheApi as error:
            if once:
                raise _lost(reply, "What came instead cannot be read.") from error
            raise
        if answer is None and once:
            return reply.status, {}
        if not isinstance(answer, Mapping):
            raise refusals.not_the_api(reply.host, "Its answer is no object.")
        if refusals.holds_error(answer):
            raise refusals.refusal(reply.status, reply.headers, reply.body, reply.host)
        return reply.status, answer

    def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        read_timeout_s: float = READ_S,
        once: bool = False,
        root: bool = False,
        sink: Sink | None = None,
        most_bytes: int = 0,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """One request within the budget and its successful reply; anything else is raised."""
        if self._budget is not None:
            wait = self._budget.acquire(transfer=_is_transfer(path))
            if wait > 0:
                raise refusals.rate_limited(self.host, wait)
        self._on_call(f"{method} {path}")
        whole_path = path if root else f"/api/v1{path}"

        def ask() -> Reply:
            return self._transport.send(
                method,
                whole_path,
                params=params,
                body=body,
                read_timeout_s=read_timeout_s,
                fresh=once,
                sink=sink,
                most_bytes=most_bytes,
                headers=headers,
            )

        reply = ask()
        if reply.status == 401 and self._on_refused():
            reply = ask()  # nothing was done: the key was replaced meanwhile, by another process
        if self._budget is not None:
            self._budget.learn(reply.status, reply.headers)
        if once and reply.status in _GAVE_UP:
            raise _lost(reply, "A machine in between gave up waiting; the server may still have done it.")
        if not 200 <= reply.status < 300 and not (headers and reply.status == NOT_MODIFIED):
            raise refusals.refusal(reply.status, reply.headers, reply.body, reply.host)
        return reply

    def required(self, answer: Mapping[str, Any], *names: str) -> str:
        """The first of these fields of an answer as text. Raises NotTheApi where none is there."""
        value = records.text(answer, *names) or records.text(records.inner(answer, "data"), *names)
        if not value:
            raise refusals.not_the_api(self.host, f"Its answer has no {names[0]}.")
        return value


def _lost(reply: Reply, cause: str) -> AnswerLost:
    return AnswerLost(
        f"The answer of {reply.host} was lost ({reply.status}).",
        cause=cause,
        remedy="Look whether it took effect before repeating it.",
        host=reply.host,
    )


def _is_transfer(path: str) -> bool:
    return path in ("/packages/upload-url", "/packages/process") or path.startswith("/packages/multipart/")
