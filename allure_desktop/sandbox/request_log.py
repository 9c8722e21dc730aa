"""What came in, for tests: who was called how often, and whether a key ever went where it must not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

Origin = Literal["api", "storage"]
#: As many are kept: a sandbox that runs for weeks must not grow.
KEPT = 20_000


@dataclass(slots=True)
class Seen:
    """One request. Never a header's value: `had_key` says whether a header for keys was there, `leaked_key` whether

    the sandbox's own key stood in any header, the address or its query. `status` is 0 while it runs and when the
    connection dropped without an answer.
    """

    method: str
    path: str
    query_names: tuple[str, ...]
    origin: Origin
    headers: tuple[str, ...]
    had_key: bool
    leaked_key: bool
    content_length: int | None
    body_bytes: int = 0
    status: int = 0
    finished: bool = False


class RequestLog:
    """All requests of both origins in the order they came."""

    def __init__(self) -> None:
        self._seen: list[Seen] = []
        self._changed = threading.Condition()

    def add(self, seen: Seen) -> None:
        with self._changed:
            self._seen.append(seen)
            del self._seen[:-KEPT]
            self._changed.notify_all()

    def grow(self, seen: Seen, size_bytes: int) -> None:
        """So much more of the body has come."""
        with self._changed:
            seen.body_bytes += size_bytes
            self._changed.notify_all()

    def finish(self, seen: Seen, status: int) -> None:
        with self._changed:
            seen.status = status
            seen.finished = True
            self._changed.notify_all()

    def __iter__(self) -> Iterator[Seen]:
        with self._changed:
            return iter(list(self._seen))

    def __len__(self) -> int:
        with self._changed:
            return len(self._seen)

    def find(self, method: str = "", path: str = "", origin: str = "") -> list[Seen]:
        """Requests with that method and origin whose path contains `path`; '' stands for any."""
        return [
            seen
            for seen in self
            if (not method or seen.method == method) and path in seen.path and (not origin or seen.origin == origin)
        ]

    def count(self, method: str = "", path: str = "", origin: str = "") -> int:
        return len(self.find(method, path, origin))

    def wait_for(self, condition: Callable[[list[Seen]], bool], timeout_s: float = 10.0) -> bool:
        """Waits until the condition holds for the requests so far; False when it never does."""
        with self._changed:
            return self._changed.wait_for(lambda: condition(list(self._seen)), timeout_s)

    def clear(self) -> None:
        with self._changed:
            self._seen.clear()
