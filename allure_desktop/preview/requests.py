"""What a course asked for: path, outcome, size and time of each request, and what was missing or blocked."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from itertools import islice

MOST_REQUESTS = 30_000
_LONGEST_PATH = 2000

#: `Sec-Fetch-Dest` of a browser in our words; what is not here is `data`.
_KINDS = {
    "document": "page",
    "iframe": "page",
    "frame": "page",
    "script": "script",
    "worker": "script",
    "sharedworker": "script",
    "serviceworker": "script",
    "style": "style",
    "image": "image",
    "font": "font",
    "audio": "media",
    "video": "media",
    "track": "media",
    "manifest": "data",
    "object": "object",
    "embed": "object",
}
_BY_TYPE = (
    ("text/html", "page"),
    ("text/css", "style"),
    ("text/javascript", "script"),
    ("image/", "image"),
    ("font/", "font"),
    ("video/", "media"),
    ("audio/", "media"),
)


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `status` is 0 for what was blocked before it left. `size_bytes` is what was sent, `ms` how long
    that took; `near` is the member that only differs in case, `note` what people should know about it.
    """

    at: float
    method: str
    path: str
    status: int
    size_bytes: int = 0
    ms: float = 0.0
    kind: str = "data"
    near: str = ""
    note: str = ""
    blocked: bool = False

    @property
    def missing(self) -> bool:
        return self.status == 404


class RequestLog:
    """The newest requests; positions count all that ever came."""

    def __init__(self, most: int = MOST_REQUESTS) -> None:
        self._requests: deque[Request] = deque(maxlen=most)
        self._end = 0
        self._lock = threading.Lock()

    def add(self, request: Request) -> None:
        with self._lock:
            self._requests.append(request)
            self._end += 1

    def __len__(self) -> int:
        return len(self._requests)

    @property
    def first(self) -> int:
        """The position of the oldest request that is kept."""
        with self._lock:
            return self._end - len(self._requests)

    @property
    def end(self) -> int:
        """The position that the next request will have."""
        return self._end

    def since(self, position: int) -> tuple[int, list[Request]]:
        """The requests from `position` on (from the oldest kept if that one is gone) and the first one's position."""
        with self._lock:
            first = self._end - len(self._requests)
            start = max(position, first)
            return start, list(islice(self._requests, start - first, None))

    def all(self) -> list[Request]:
        """Every request that is kept, oldest first."""
        return self.since(0)[1]

    def clear(self) -> None:
        """Forgets them; positions go on."""
        with self._lock:
            self._requests.clear()


def kind_of(destination: str, content_type: str) -> str:
    """`page`, `script`, `style`, `image`, `font`, `media`, `object` or `data`."""
    if destination in _KINDS:
        return _KINDS[destination]
    return next((kind for start, kind in _BY_TYPE if content_type.startswith(start)), "data")


def shortened(path: str) -> str:
    """A path for the log; a course may ask for one of a megabyte."""
    return path if len(path) <= _LONGEST_PATH else f"{path[:_LONGEST_PATH]}…"
