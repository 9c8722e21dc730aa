"""One upload as the state machine sees it, what can happen to it, and what it asks to be done: frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from allure_desktop.uploads.parts import Method
from allure_desktop.uploads.rows import Message, Reason, State

Call = Literal["", "prepare", "open", "part", "complete", "server_check", "compare", "process", "look", "patch"]

#: What went wrong, as far as it decides what comes next.
Kind = Literal[
    "rate_limited",
    "offline",
    "stalled",
    "answer_lost",
    "key_refused",
    "file_changed",
    "file_missing",
    "disk_full",
    "quota",
    "upload_gone",
    "object_gone",
    "refused",
    "version_conflict",
    "unknown_outcome",
    "broken",
]


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds between looks and tries; tests shorten them.

    `grace_s` and `grace_bytes_per_s` say how long a server may still be unpacking a package whose answer was lost:
    earlier than that nothing is repeated, however silent the server is (source: "10 s to 30 min by size").
    """

    backoff_s: float = 1.0
    backoff_most_s: float = 60.0
    first_look_s: float = 1.0
    look_s: float = 20.0
    look_most_s: float = 120.0
    look_growth: float = 1.25
    grace_s: float = 60.0
    grace_bytes_per_s: float = 1e6
    give_up_s: float = 35 * 60.0
    slow_s: float = 10 * 60.0
    file_again_s: float = 5.0
    disk_again_s: float = 10.0

    def grace(self, size_bytes: int) -> float:
        return min(max(self.grace_s, size_bytes / self.grace_bytes_per_s), 30 * 60.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One upload. The first group comes from the journal, the second lives only while a process runs it."""

    state: State
    reason: Reason = ""
    until: float | None = None
    since: float = 0.0
    message: Message = field(default_factory=Message)
    has_connection: bool = True
    wants_check: bool = True
    at_once: bool = True
    server_check: bool = False
    new_version: bool = False
    wants_patch: bool = False
    checked: bool = False
    size: int = 0
    method: Method = ""
    #: the server knows this upload: it has an id, or a presigned URL is at hand
    opened: bool = False
    total: int = 0
    acked: frozenset[int] = frozenset()
    complete_tries: int = 0
    completed: bool = False
    server_checked: bool = False
    #: this computer's clock when `process` was first and last asked for; None: never, or answered
    first_try: float | None = None
    last_try: float | None = None
    accepted: bool = False
    live: bool = False
    patched: bool = False

    generation: int = 0
    parallel: int = 4
    busy: Call = ""
    flying: frozenset[int] = frozenset()
    prepared: bool = False
    #: what `process` has to know was read just now
    compared: bool = False
    #: the latest `process` may have taken effect without our knowing
    lost: bool = False
    hold_until: float | None = None
    hold_reason: Reason = ""
    hold_message: Message = field(default_factory=Message)
    attempts: int = 0
    looks: int = 0
    restarts: int = 0
    stale_links: int = 0
    spoilt: Mapping[int, int] = field(default_factory=dict)

    @property
    def at_rest(self) -> bool:
        """Nothing is under way and nothing will begin by itself: its lock may go."""
        if self.busy or self.flying or self.hold_until is not None:
            return False
        return self.state in ("needs_decision", "held", "done", "failed") or self.reason in BLOCKING

    @property
    def takes_a_turn(self) -> bool:
        """It counts against the uploads allowed at once."""
        return self.state in ("sending", "completing") and self.reason not in BLOCKING


#: States in which calls are made.
RUNNING: frozenset[State] = frozenset(("sending", "completing", "server_validating", "processing"))

#: Reasons that the user, a disk or a key must end; an upload that waits so takes no turn from others.
BLOCKING: frozenset[Reason] = frozenset(("paused", "key_refused", "file_changed", "file_missing", "disk_full", "quota"))

#: Those among them that only a person ends; nobody watches such an upload.
AT_REST: frozenset[Reason] = frozenset(("paused", "key_refused", "file_changed", "quota"))


# --- what can happen ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Checked:
    """The check on this computer ended; `failed` when it could not be done."""

    now: float
    verdict: Literal["ok", "errors", "choose", "failed"]
    message: Message = field(default_factory=Message)


@dataclass(frozen=True, slots=True)
class Asked:
    """A person asked for it."""

    now: float
    what: Literal["start", "pause", "resume", "stop", "check", "again", "choose", "replaced", "judged"]
    #: of `choose`: the question that a person has to answer; of `judged`: the errors there are now
    message: Message = field(default_factory=Message)


@dataclass(frozen=True, slots=True)
class Turn:
    """It may run now, with so many parts at once."""

    now: float
    parallel: int = 4


@dataclass(frozen=True, slots=True)
class Woke:
    """A timed wait may be over."""

    now: float


@dataclass(frozen=True, slots=True)
class NetworkReturned:
    """The computer is on a network again, or has slept: what waited for the line need not wait longer."""

    now: float


@dataclass(frozen=True, slots=True)
class Recovered:
    """A process took over an upload whose process ended."""

    now: float


@dataclass(frozen=True, slots=True)
class Answered:
    """A call came back well. `number` for a part; `verdict` for a look and for a process that was accepted only.

    Of a part it is `no_md5` where the storage's ETags turned out to be none.

    `since`: how long ago, by the server's own clock, `process` was first and last asked for; None where it is unknown.
    """

    now: float
    generation: int
    call: Call
    number: int = 0
    verdict: Literal["", "accepted", "live", "none", "gone", "unprobed", "no_md5"] = ""
    method: Method = ""
    total: int = 0
    size: int = 0
    message: Message = field(default_factory=Message)
    since: tuple[float | None, float | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Failed:
    """A call came back badly. `dice` in [0, 1) spreads the back-off; `wait_s` is how long the server says."""

    now: float
    generation: int
    call: Call
    kind: Kind
    message: Message
    number: int = 0
    dice: float = 0.5
    wait_s: float | None = None


@dataclass(frozen=True, slots=True)
class LinkGone:
    """The storage no longer takes the URL; `fresh` when it was not yet due to expire."""

    now: float
    generation: int
    number: int
    fresh: bool
    dice: float = 0.5


@dataclass(frozen=True, slots=True)
class Spoilt:
    """The storage's ETag is not the MD5 of what was read: the part must go again."""

    now: float
    generation: int
    number: int
    message: Message = field(default_factory=Message)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A part was let go by ourselves: a pause, a stop."""

    now: float
    generation: int
    number: int


@dataclass(frozen=True, slots=True)
class ClockSet:
    """The computer's clock was set `by` seconds forward (or back): every kept moment moves with it."""

    now: float
    by: float


Event = (
    Checked
    | Asked
    | Turn
    | Woke
    | NetworkReturned
    | Recovered
    | Answered
    | Failed
    | LinkGone
    | Spoilt
    | Dropped
    | ClockSet
)


# --- what is to be done ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Do:
    """Make a call; its outcome comes back with the same generation. `probe` for a look: is the object still there?"""

    call: Call
    generation: int
    number: int = 0
    probe: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """Check the file on this computer."""

    generation: int


@dataclass(frozen=True, slots=True)
class LetGo:
    """Shut the sockets of all parts under way and end a running check, at once."""


Action = Do | Check | LetGo
