"""Which call an upload makes next, by what its journal knows; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from allure_desktop.uploads.rows import Message, Reason, State
from allure_desktop.uploads.transfer import BLOCKING, RUNNING, Action, Call, Do, LetGo, Timing, Transfer

Outcome = tuple[Transfer, tuple[Action, ...]]


def stage(t: Transfer) -> State:
    """The running state that belongs to what the journal knows."""
    if t.live:
        return "processing"
    if not t.opened or len(t.acked) < t.total:
        return "sending"
    if t.method == "multipart" and not t.completed:
        return "completing"
    if t.server_check and not t.server_checked:
        return "server_validating"
    return "processing"


def proceed(t: Transfer, now: float, timing: Timing) -> Outcome:
    """The next call of an upload that may run; none while one is under way whose answer decides."""
    t = _moving(replace(t, state=stage(t), hold_until=None, hold_reason=""))
    if t.busy:
        return t, ()
    if t.live:
        return call(t, "patch") if t.wants_patch and not t.patched else rest(t, "done", "")
    if t.state == "sending":
        if not t.prepared:
            return call(t, "prepare")
        if not t.opened:
            return call(t, "open") if not t.flying else (t, ())
        return _fill(t)
    if t.flying:
        return t, ()
    if t.state == "completing":
        return call(replace(t, complete_tries=t.complete_tries + 1), "complete")
    if t.state == "server_validating":
        return call(t, "server_check")
    if t.server_check:
        return rest(t, "held", "by_user")
    if t.compared:
        return process(t, now, timing)
    if t.first_try is not None:
        # a server may still be at it: earlier than that the object's absence decides nothing, and asking costs a call
        silent_long_enough = t.last_try is not None and now - t.last_try >= timing.grace(t.size)
        return call(t, "look", probe=t.lost and silent_long_enough)
    return call(t, "compare") if t.new_version else process(t, now, timing)


def process(t: Transfer, now: float, timing: Timing) -> Outcome:
    """The call that makes it live; its intention is known from here on. After a while the row says that it is slow."""
    first_try = now if t.first_try is None else t.first_try
    t = replace(t, first_try=first_try, last_try=now, compared=False, lost=False, accepted=False, looks=0)
    return call(replace(t, hold_until=now + timing.slow_s, hold_reason="slow"), "process")


def _fill(t: Transfer) -> Outcome:
    """Sends the lowest parts that are neither there nor under way, as many as may fly.

    A part that arrived spoilt lets the next ones go first: whether they arrive whole tells a fault of the line from a
    storage whose ETags are no MD5s.
    """
    room = t.parallel - len(t.flying)
    chosen: list[int] = []
    numbers: Iterable[int] = range(1, t.total + 1)
    if t.spoilt:
        numbers = sorted(numbers, key=lambda number: (number + t.spoilt.get(number, 0), t.spoilt.get(number, 0)))
    for number in numbers:
        if len(chosen) >= room:
            break
        if number not in t.acked and number not in t.flying:
            chosen.append(number)
    t = replace(t, flying=t.flying | frozenset(chosen))
    return t, tuple(Do("part", t.generation, number) for number in chosen)


def call(t: Transfer, which: Call, probe: bool = False) -> Outcome:
    return replace(t, busy=which), (Do(which, t.generation, probe=probe),)


def _moving(t: Transfer) -> Transfer:
    """Without a reason to stand still. One whose outcome is being looked for keeps saying so."""
    looking: Reason = "answer_lost" if t.lost and t.state in ("completing", "processing") and not t.live else ""
    slow: Reason = "slow" if t.reason == "slow" and t.state == "processing" and not t.live else ""
    reason = looking or slow
    return replace(t, reason=reason, until=None, message=t.message if reason else Message())


def rest(t: Transfer, state: State, reason: Reason, message: Message | None = None) -> Outcome:
    """Comes to rest. Parts still under way are let go."""
    t = replace(
        t, state=state, reason=reason, until=None, message=message or Message(), hold_until=None, hold_reason=""
    )
    return t, ((LetGo(),) if t.flying else ())


def blocked(t: Transfer) -> bool:
    return t.state not in RUNNING or t.reason in BLOCKING


def carry_on(t: Transfer, now: float, timing: Timing) -> Outcome:
    """After an answer: the next call, unless a person or a wait holds it up."""
    if blocked(t):
        return t, ()
    return _show_hold(t) if t.hold_until is not None else proceed(t, now, timing)


def _show_hold(t: Transfer) -> Outcome:
    """The reason is told once nothing moves any more."""
    if t.flying or t.busy:
        return t, ()
    return replace(t, reason=t.hold_reason, until=t.hold_until, message=t.hold_message), ()


def hold(t: Transfer, reason: Reason, until: float, message: Message) -> Outcome:
    until = max(until, t.hold_until or 0.0)
    return _show_hold(replace(t, hold_reason=reason, hold_until=until, hold_message=message))


def begin_anew(t: Transfer, now: float, timing: Timing) -> Outcome:
    """Forgets what was sent: its upload or its object is no more. Calls under way belong to the old generation."""
    return proceed(replace(forgotten(t), restarts=t.restarts + 1), now, timing)


def forgotten(t: Transfer) -> Transfer:
    return replace(
        t,
        generation=t.generation + 1,
        opened=False,
        acked=frozenset(),
        total=0,
        complete_tries=0,
        completed=False,
        server_checked=False,
        first_try=None,
        last_try=None,
        accepted=False,
        lost=False,
        busy="",
        flying=frozenset(),
        prepared=False,
        compared=False,
        hold_until=None,
        hold_reason="",
        spoilt={},
        stale_links=0,
    )


def unless_resumable(t: Transfer) -> Transfer:
    """A presigned PUT begins again with a new URL; nothing of it is kept."""
    return replace(t, opened=False) if t.method == "presigned" and not t.acked else t


def queue_up(t: Transfer) -> Outcome:
    """Back into the row of those that wait for their turn; the file is looked at again then."""
    t = replace(t, state="queued", reason="turn", until=None, message=Message(), hold_until=None, hold_reason="")
    return replace(t, attempts=0, prepared=False, compared=False), ()
