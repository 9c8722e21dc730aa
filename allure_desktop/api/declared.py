"""Knows what one server declares, and says so in words where it declares nothing of the kind."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, NoReturn
from urllib.parse import quote

from allure_desktop.api.calls import Calls
from allure_desktop.api.server_features import ServerFeatures, read_features
from allure_desktop.errors import AllureError, KeyRefused, NotOffered, ServerError, Unreachable

_OPENAPI = "/api/docs/openapi"
#: A description of an API; one that is larger is none of ours.
LONGEST_BYTES = 8 * 1024 * 1024
#: How long what a server declares is believed, and how soon it is asked again where it did not answer.
BELIEVED_S = 3600.0
ASKED_AGAIN_S = 300.0


class Declared:
    """The OpenAPI document of a server, asked for once and again after a while. Thread-safe."""

    def __init__(
        self,
        calls: Calls,
        load: Callable[[], Mapping[str, Any] | None] | None,
        keep: Callable[[Mapping[str, Any]], None] | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`load`/`keep` hold the document between runs; `{}` stands for a server that has none. `clock` in seconds."""
        self._calls = calls
        self._load = load or (lambda: None)
        self._keep = keep or (lambda document: None)
        self._lock = threading.Lock()
        self._features: ServerFeatures | None = None
        self._clock = clock
        self._until = 0.0

    def openapi(self) -> dict[str, Any] | None:
        """`GET /api/docs/openapi`, None where the server has none. Raises what says neither yes nor no."""
        try:
            answer = self._calls.read(_OPENAPI, root=True, most_bytes=LONGEST_BYTES).json()
        except (Unreachable, KeyRefused):
            raise
        except ServerError as error:
            if error.worth_repeating:
                raise
            return None
        return answer if isinstance(answer, dict) and isinstance(answer.get("paths"), dict) else None

    def features(self) -> ServerFeatures:
        """What the server declares. Never raises: what is not known counts as 'documented calls only'."""
        with self._lock:
            if self._features is None or self._clock() >= self._until:
                known = self._load() if self._features is None else None
                try:
                    document = known if known is not None else self.openapi() or {}
                except AllureError:
                    if self._features is None:
                        return ServerFeatures()  # asked again with the next call that needs it
                    self._until = self._clock() + ASKED_AGAIN_S
                    return self._features
                if known is None:
                    self._keep(document)
                self._features = read_features(document)
                self._until = self._clock() + BELIEVED_S
            return self._features

    def refuse(self, what: str) -> NoReturn:
        """Raises NotOffered for a call that the server does not declare."""
        raise NotOffered(
            f"{self._calls.host} does not offer {what}.",
            cause="Its API description does not declare it.",
            remedy="Do it on the server's own pages.",
            host=self._calls.host,
        )


def step(value: str) -> str:
    """An id as one step of a path: it came from outside, and must not lead to another call."""
    return quote(value, safe="") if value.strip(".") else quote(value, safe="").replace(".", "%2E")


def filled(template: str, *values: str) -> str:
    """A path template of the document with its parameters in order."""
    path = template
    for value in values:
        start, end = path.find("{"), path.find("}")
        if start < 0 or end < start:
            break
        path = f"{path[:start]}{step(value)}{path[end + 1 :]}"
    return path
