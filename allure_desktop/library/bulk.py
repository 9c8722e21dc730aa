"""One act for several packages, one after the other within the server's limits, with a result for each."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from allure_desktop.errors import (
    AllureError,
    Forbidden,
    KeyRefused,
    KeyringUnavailable,
    NoConnection,
    RateLimited,
    Unreachable,
)
from allure_desktop.library.details import EditConflict, changes_from, reverse

if TYPE_CHECKING:
    from allure_desktop.api.answers import PackageRecord
    from allure_desktop.library.library import Library

#: With one of these the next package would fare no better.
_HOPELESS = (Unreachable, KeyRefused, Forbidden, NoConnection, KeyringUnavailable)
_MOST_TRIES = 3
#: Waited where the server names no time.
_LIMITED_S = 10.0

Kind = Literal["done", "same", "refused", "conflict", "left"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one package: `same` needed no change, `left` was not tried. `back` undoes it where that can be."""

    package_id: str
    title: str
    kind: Kind
    error: AllureError | None = None
    record: PackageRecord | None = None
    back: Mapping[str, Any] = field(default_factory=dict)

    @property
    def well(self) -> bool:
        return self.kind in ("done", "same")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be changed of each package; None, or nothing in it, leaves a field alone."""

    description: str | None = None
    duration: str | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    unset: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether it changes anything at all."""
        texts = self.description is not None or self.duration is not None
        return bool(texts or self.add_tags or self.remove_tags or self.metadata or self.unset)

    def changes(self, record: PackageRecord) -> dict[str, Any]:
        """What this means for one package. Raises UsageError for an `unset` that names no field."""
        return changes_from(
            record,
            description=self.description,
            duration=self.duration,
            add_tags=self.add_tags,
            remove_tags=self.remove_tags,
            metadata=self.metadata,
            unset=self.unset,
        )


ChangesFor = Callable[["PackageRecord"], Mapping[str, Any]]


class Bulk:
    """`run` blocks; `outcomes` grows meanwhile and may be read from any thread, as may `limited_until`."""

    def __init__(
        self,
        packages: Iterable[tuple[str, str]],
        act: Callable[[str, str], Outcome],
        now: Callable[[], float] = time.time,
    ) -> None:
        """`packages` are ids with titles; `act(id, title)` does one and may raise AllureError."""
        self.packages = tuple(packages)
        self.outcomes: list[Outcome] = []
        #: the server lets nothing through until then, in Unix seconds
        self.limited_until: float | None = None
        self._act = act
        self._now = now
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """The package under way is finished, the others are left."""
        self._cancelled.set()

    def run(self) -> Sequence[Outcome]:
        """All of them. Raises nothing of the family: a refusal is an outcome."""
        hopeless: AllureError | None = None
        for package_id, title in self.packages:
            if hopeless is not None or self._cancelled.is_set():
                self.outcomes.append(Outcome(package_id, title, "left", hopeless))
                continue
            outcome = self._one(package_id, title)
            if isinstance(outcome.error, _HOPELESS):
                hopeless = outcome.error
            self.outcomes.append(outcome)
        return self.outcomes

    def _one(self, package_id: str, title: str) -> Outcome:
        while True:
            try:
                return self._act(package_id, title)
            except RateLimited as error:
                wait_s = max(1.0, _LIMITED_S if error.wait_s is None else error.wait_s)
                self.limited_until = self._now() + wait_s
                stopped = self._cancelled.wait(wait_s)
                self.limited_until = None
                if stopped:
                    return Outcome(package_id, title, "left")
            except EditConflict as error:
                return Outcome(package_id, title, "conflict", error, error.theirs)
            except AllureError as error:
                return Outcome(package_id, title, "refused", error)


def edit_each(library: Library, connection_id: str, packages: Iterable[tuple[str, str]], wish: ChangesFor) -> Bulk:
    """Changes several packages. What the wish says of tags is done to the ones a package has by then.

    A text that somebody else changed meanwhile is a conflict, not overwritten unseen.
    """

    def act(package_id: str, title: str) -> Outcome:
        base = library.package(connection_id, package_id)
        for tries in range(_MOST_TRIES):
            changes = wish(base)
            if not changes:
                return Outcome(package_id, base.title or title, "same", record=base)
            try:
                after = library.edit(connection_id, package_id, changes, base)
            except EditConflict as error:
                if tries == _MOST_TRIES - 1 or any(difference.name != "tags" for difference in error.both):
                    raise
                base = error.theirs
                continue
            return Outcome(package_id, base.title or title, "done", record=after, back=reverse(base, changes, after))
        raise AssertionError("unreachable")

    return Bulk(packages, act)


def undo_each(library: Library, connection_id: str, outcomes: Iterable[Outcome]) -> Bulk:
    """Takes back what was done, package by package; what somebody changed since is a conflict and stays."""
    done = {outcome.package_id: outcome for outcome in outcomes if outcome.kind == "done" and outcome.back}

    def act(package_id: str, title: str) -> Outcome:
        before = done[package_id]
        after = library.edit(connection_id, package_id, before.back, before.record)
        return Outcome(package_id, title, "done", record=after)

    return Bulk([(outcome.package_id, outcome.title) for outcome in done.values()], act)


def delete_each(library: Library, connection_id: str, packages: Iterable[tuple[str, str]]) -> Bulk:
    """Deletes several packages with all their versions; none of it can be undone."""

    def act(package_id: str, title: str) -> Outcome:
        library.delete(connection_id, package_id)
        return Outcome(package_id, title, "done")

    return Bulk(packages, act)
