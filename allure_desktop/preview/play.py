"""What plays now: the attempt, the page's words about itself, and the calls; takes what the page posts."""

from __future__ import annotations

import json
import math
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from allure_desktop.preview.attempts import Attempt
from allure_desktop.preview.calls import CallLog, read_batch
from allure_desktop.preview.commands import Commands
from allure_desktop.preview.course import part_ids
from allure_desktop.preview.listeners import Listeners
from allure_desktop.preview.options import PreviewOptions
from allure_desktop.preview.profiles import DEFAULT_PROFILE, profile

#: Calls that change the attempt, and what changes with them.
_SAVES = {"save": "attempt", "current": "attempt", "closed": "closed", "sequencing": "attempt"}
#: Per second and preview, of all kinds together: a page of ours needs a dozen.
MOST_POSTS_PER_S = 400
_MAY = ("continue", "previous", "exit", "suspend", "exit_part", "abandon")
_NOTHING_YET: dict[str, Any] = {"items": {}, "current": None, "may": {}, "looked": False}
#: Deeper JSON than this is no course's data.
_DEEPEST = 60


class Refused(Exception):
    """What the page posted is not taken: `status` and a line of words."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


class Play:
    """Safe for several threads. Content of the course can post here as well as the page: nothing is trusted."""

    def __init__(
        self,
        course: Mapping[str, Any],
        options: PreviewOptions,
        attempt: Attempt,
        listeners: Listeners,
        *,
        now: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self.course = course
        self.options = options
        self.attempt = attempt
        self.calls = CallLog()
        self.commands = Commands()
        #: what the page last said of its parts: {"items", "current", "may", "looked"}
        self.structure: dict[str, Any] = dict(_NOTHING_YET)
        #: run-time data as they stand, by part
        self.data: dict[str, Any] = {}
        self.begun_at: float | None = None
        self.ended_at: float | None = None
        self._known = part_ids(dict(course))
        self._listeners = listeners
        self._now = now
        self._steady = steady
        self._lock = threading.Lock()
        self._second = (0, 0)

    def begin_again(self, options: PreviewOptions, attempt: Attempt) -> None:
        """Another attempt takes the place; what views of the former still post is refused."""
        with self._lock:
            self.options, self.attempt = options, attempt
            self.structure = dict(_NOTHING_YET)
            self.data = {}
            self.begun_at = self.ended_at = None
        self.commands.new_view(goes_on=False)

    def described(self) -> dict[str, Any]:
        """The course as the page asks for it, for a new view of the attempt."""
        with self._lock:
            view = self.commands.new_view()
            self.begun_at, self.ended_at = self._now(), None
            options = self.options
            behaviour = profile(options.profile or DEFAULT_PROFILE)
            return {
                **self.course,
                "note": "",
                "learner": {"id": options.learner_id, "name": options.learner_name, "language": options.language},
                "mode": options.mode,
                "initial": dict(options.initial),
                "profile": behaviour.for_page(self.course["standard"]),
                "auto_advance": behaviour.auto_advance if options.auto_advance is None else options.auto_advance,
                "view": view,
                "attempt": self.attempt.record,
            }

    def take(self, call: str, view: int, body: bytes) -> None:
        """One POST of the page. Raises Refused, and DataDirError or DiskFull when an attempt cannot be kept."""
        self._not_too_often()
        if view != self.commands.view:
            raise Refused(409, "This course was opened again elsewhere; go on there.")
        told = _read(body)
        if call in _SAVES:
            if not self.attempt.take(call, told, self._known):
                raise Refused(400, "The call names no part of this course.")
            if call == "closed":
                self.ended_at = self._now()
            self._listeners.tell(_SAVES[call])
        elif call == "log":
            self._log(told)
        elif call == "structure":
            self._structure(told)
        elif call == "data":
            self._data(told)
        elif call == "done":
            self._done(view, told)
        else:
            raise Refused(404, "There is no such call.")

    def current(self) -> str | None:
        """The part that is open now, else the one that was open last."""
        part = self.structure["current"] or self.attempt.record.get("current")
        return part if isinstance(part, str) else None

    def current_data(self) -> dict[str, Any]:
        """The run-time data of that part, in the standard's own names; empty before the first call."""
        part = self.current()
        if part is None:
            return {}
        live = self.data.get(part)
        if isinstance(live, dict):
            return live
        kept = self.attempt.record.get("parts", {}).get(part, {}).get("cmi")
        return kept if isinstance(kept, dict) else {}

    def _log(self, told: dict[str, Any]) -> None:
        try:
            calls = read_batch(told)
        except ValueError as problem:
            raise Refused(400, "These are no calls.") from problem
        self.calls.add(calls)
        self._listeners.tell("calls")

    def _structure(self, told: dict[str, Any]) -> None:
        items, may, current = told.get("items"), told.get("may"), told.get("current")
        if not isinstance(items, dict) or not isinstance(may, dict):
            raise Refused(400, "This is no structure.")
        found = {key: _item(value) for key, value in items.items() if isinstance(value, dict) and len(key) <= 4096}
        self.structure = {
            "items": found,
            "current": current if isinstance(current, str) else None,
            "may": {name: may.get(name) is True for name in _MAY},
            "looked": told.get("looked") is True,
        }
        self._listeners.tell("structure")

    def _data(self, told: dict[str, Any]) -> None:
        part, cmi = told.get("part"), told.get("cmi")
        if not isinstance(part, str) or part not in self._known or not isinstance(cmi, dict):
            raise Refused(400, "The call names no part of this course.")
        self.data = {**self.data, part: cmi}
        self._listeners.tell("data")

    def _done(self, view: int, told: dict[str, Any]) -> None:
        number = told.get("n")
        if not isinstance(number, int):
            raise Refused(400, "This names no command.")
        self.commands.done(view, number)

    def _not_too_often(self) -> None:
        second = int(self._steady())
        with self._lock:
            before, count = self._second
            count = count + 1 if before == second else 1
            self._second = (second, count)
        if count > MOST_POSTS_PER_S:
            raise Refused(429, "Too many calls at once.")


def _read(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or not _shallow(told, _DEEPEST):
        raise Refused(400, "This is not what a page of the preview sends.")
    return told


def _shallow(value: Any, levels: int) -> bool:
    """Not so deep that whoever reads it on runs out of stack."""
    if not isinstance(value, dict | list):
        return True
    inner = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(_shallow(one, levels - 1) for one in inner)


def _item(told: Mapping[str, Any]) -> dict[str, Any]:
    score = told.get("score")
    status = told.get("status")
    return {
        "status": status[:40] if isinstance(status, str) else "not attempted",
        "score": float(score) if isinstance(score, int | float) and math.isfinite(score) else None,
        "enabled": told.get("enabled") is not False,
        "hidden": told.get("hidden") is True,
    }
