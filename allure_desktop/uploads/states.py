"""The states of an upload and the legal steps between them; pure: no clock, no I/O, no threads, no chance.

                      errors, a choice                    server says no · conflict · outcome unknown
      ┌────────────▶ needs_decision ◀──────────────────────────────┬───────────────┬─────────────┐
      │                 │  │  start                               │               │             │
      │       check     │  └───────────┐                          │               │             │
  validating ◀──────────┤ ▲ choose     ▼     turn                 │               │             │
   ▲  │  │               │ │┌──────▶ queued ──────▶ sending ──▶ completing ──▶ server_ ──▶ processing ──▶ done
   │  │  │ clean         │ ││ start   ▲  │           │  ▲        (multipart)   validating      │
   │  │  └──────▶ held ──┴─┴┘         │  └───────────┼──┼── goes on where it stood ────────────▶│
   │  │            ▲                  │              │  └── the upload or its object is gone ───┘
   │  │            └── stop ──────────┼──────────────┘
   │  │                               └── resume, a new start of the program: from any of the four
   │  └──────▶ failed ◀── what no waiting and no repeating can mend, from anywhere
   └─────────── check again · start again with the new file

Why an upload does not move is a `reason` beside its state, never a state of its own. A reason with `until` ends by
itself; `paused`, `key_refused`, `file_changed` and `quota` need a person; the file and the disk are looked at again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from allure_desktop.uploads.next_call import Outcome, forgotten, proceed, queue_up, rest, unless_resumable
from allure_desktop.uploads.outcomes import (
    LONGEST_COMPARED_S,
    on_answered,
    on_dropped,
    on_failed,
    on_link_gone,
    on_spoilt,
)
from allure_desktop.uploads.rows import Message, State
from allure_desktop.uploads.transfer import (
    AT_REST,
    BLOCKING,
    RUNNING,
    Action,
    Answered,
    Asked,
    Check,
    Checked,
    ClockSet,
    Dropped,
    Event,
    Failed,
    LetGo,
    LinkGone,
    NetworkReturned,
    Recovered,
    Spoilt,
    Timing,
    Transfer,
    Turn,
    Woke,
)

#: The legal steps; a step into the same state is always legal.
STEPS: dict[State, frozenset[State]] = {
    "validating": frozenset(("needs_decision", "held", "queued", "failed")),
    "needs_decision": frozenset(("validating", "queued", "held", "done")),
    "held": frozenset(("validating", "needs_decision", "queued", "done")),
    "queued": RUNNING | {"validating", "held", "needs_decision", "failed", "done"},
    "sending": RUNNING | {"validating", "queued", "held", "needs_decision", "failed", "done"},
    "completing": RUNNING | {"validating", "queued", "held", "needs_decision", "failed", "done"},
    "server_validating": RUNNING | {"validating", "queued", "held", "needs_decision", "failed", "done"},
    "processing": RUNNING | {"validating", "queued", "held", "needs_decision", "failed", "done"},
    "done": frozenset(),
    "failed": frozenset(("validating", "queued")),
}


#: Marks a held row that waited for its turn when it was paused: "resume all" brings it back.
PAUSED = Message(code="paused")


class IllegalStep(AssertionError):
    """The machine was about to go where no arrow leads: a bug of ours."""


USUAL_TIMING = Timing()


def on(transfer: Transfer, event: Event, timing: Timing = USUAL_TIMING) -> Outcome:
    """What becomes of an upload when something happens, and what is to be done about it.

    News of an earlier generation (before a clean restart) changes nothing. Raises IllegalStep on a bug of ours.
    """
    if getattr(event, "generation", transfer.generation) != transfer.generation:
        return transfer, ()
    after, actions = _HANDLERS[type(event)](transfer, event, timing)
    if after.state != transfer.state and after.state not in STEPS[transfer.state]:
        raise IllegalStep(f"{transfer.state} → {after.state} on {type(event).__name__}")
    if (after.state, after.reason) != (transfer.state, transfer.reason):
        after = replace(after, since=event.now)
    return after, actions


def _checked(t: Transfer, e: Checked, timing: Timing) -> Outcome:
    if t.state != "validating":
        return t, ()
    if e.verdict == "failed":
        return rest(t, "failed", "", e.message)
    t = replace(t, checked=True)
    if e.verdict in ("errors", "choose"):
        return rest(t, "needs_decision", "errors" if e.verdict == "errors" else "new_version", e.message)
    if t.at_once and t.has_connection:
        return replace(t, state="queued", reason="turn", until=None, message=Message()), ()
    return rest(t, "held", "by_user")


def _asked(t: Transfer, e: Asked, timing: Timing) -> Outcome:
    if e.what == "choose":
        waits = t.state in ("held", "needs_decision") and not t.live
        return rest(t, "needs_decision", "new_version", e.message) if waits else (t, ())
    if e.what == "judged":
        return _judged(t, e)
    return _ASKED[e.what](t, e.now)


def _judged(t: Transfer, e: Asked) -> Outcome:
    """The findings weigh otherwise now; the message names the errors there are. Nothing begins to be sent by that."""
    errors = bool(e.message.what)
    if t.state == "held" and errors and not (t.live or t.opened):
        return rest(t, "needs_decision", "errors", e.message)
    if t.state == "needs_decision" and t.reason == "errors":
        return rest(t, "needs_decision", "errors", e.message) if errors else rest(t, "held", "by_user")
    return t, ()


def _start(t: Transfer, now: float) -> Outcome:
    nothing_under_way = not (t.busy or t.flying or t.hold_until is not None)
    if t.state in RUNNING and (t.reason in BLOCKING or nothing_under_way):
        return queue_up(t)
    if t.state not in ("needs_decision", "held", "failed"):
        return t, ()
    if t.live:
        return queue_up(t)
    if t.wants_check and not t.checked:
        return replace(t, state="validating", reason="", message=Message(), at_once=True), (Check(t.generation),)
    if t.state == "needs_decision" and t.reason == "unknown_outcome":
        t = replace(t, first_try=None, last_try=None, accepted=False, lost=False)
    if t.server_checked:
        t = replace(t, server_check=False)
    return queue_up(replace(t, attempts=0, restarts=0, looks=0, spoilt={}, stale_links=0))


def _pause(t: Transfer, now: float) -> Outcome:
    if t.state == "queued":
        return rest(t, "held", "by_user", PAUSED)
    if t.state not in RUNNING or t.reason == "paused":
        return t, ()
    t = replace(t, reason="paused", until=None, message=Message(), hold_until=None, hold_reason="")
    return unless_resumable(t), ((LetGo(),) if t.flying else ())


def _stop(t: Transfer, now: float) -> Outcome:
    if t.state == "validating":
        return replace(t, state="held", reason="by_user", message=Message()), (LetGo(),)
    if t.state in RUNNING and (t.first_try is not None or t.live):
        return _pause(t, now)  # the server is at it: we can only stop watching
    if t.state in RUNNING or t.state in ("queued", "needs_decision"):
        return rest(unless_resumable(t), "held", "by_user")
    return t, ()


def _check_again(t: Transfer, now: float) -> Outcome:
    if t.state not in ("needs_decision", "held", "failed") or t.live:
        return t, ()
    return replace(t, state="validating", reason="", until=None, message=Message()), (Check(t.generation),)


def _again(t: Transfer, now: float) -> Outcome:
    """Start again with the file as it is now: nothing that was sent counts."""
    if t.state in ("done", "validating") or t.live:
        return t, ()
    if t.first_try is not None and t.reason != "unknown_outcome":
        return t, ()  # the server may be making it live: beginning anew could make it twice
    actions: tuple[Action, ...] = (LetGo(),) if t.flying else ()
    t = replace(forgotten(t), restarts=0, attempts=0, looks=0, until=None, message=Message(), at_once=True)
    if t.wants_check:
        return replace(t, state="validating", reason="", checked=False), (*actions, Check(t.generation))
    return replace(t, state="queued", reason="turn"), actions


def _replaced(t: Transfer, now: float) -> Outcome:
    """Another file stands in for it: nothing that was sent counts, and it is checked first."""
    if t.state not in ("needs_decision", "held", "failed") or t.live:
        return t, ()
    if t.first_try is not None and t.reason != "unknown_outcome":
        return t, ()  # the server may be making it live
    actions: tuple[Action, ...] = (LetGo(),) if t.flying else ()
    t = replace(forgotten(t), restarts=0, attempts=0, looks=0, until=None, message=Message(), at_once=t.at_once)
    return replace(t, state="validating", reason="", checked=False), (*actions, Check(t.generation))


def _turn(t: Transfer, e: Turn, timing: Timing) -> Outcome:
    if t.state != "queued":
        return replace(t, parallel=e.parallel), ()
    return proceed(replace(t, parallel=e.parallel), e.now, timing)


def _woke(t: Transfer, e: Woke, timing: Timing) -> Outcome:
    if t.hold_until is None or e.now < t.hold_until or t.state not in RUNNING:
        return t, ()
    if t.reason in BLOCKING:
        return queue_up(t)
    if e.now - t.hold_until > LONGEST_COMPARED_S:
        t = replace(t, compared=False)  # the machine has slept
    if t.state == "processing" and t.first_try is not None and not t.live and e.now - t.first_try >= timing.slow_s:
        t = replace(t, reason="slow")
    return proceed(t, e.now, timing)


def _clock_set(t: Transfer, e: ClockSet, timing: Timing) -> Outcome:
    def moved(moment: float | None) -> float | None:
        return None if moment is None else moment + e.by

    return replace(
        t,
        since=t.since + e.by,
        until=moved(t.until),
        hold_until=moved(t.hold_until),
        first_try=moved(t.first_try),
        last_try=moved(t.last_try),
    ), ()


def _network_returned(t: Transfer, e: NetworkReturned, timing: Timing) -> Outcome:
    """Tries of the network before say nothing about this one."""
    waits = t.hold_until is not None and t.hold_reason in ("offline", "stalled")
    if not waits or t.state not in RUNNING or t.reason in BLOCKING:
        return t, ()
    return proceed(replace(t, attempts=0), e.now, timing)


def _recovered(t: Transfer, e: Recovered, timing: Timing) -> Outcome:
    if t.state == "validating":
        return t, (Check(t.generation),)
    if t.state in RUNNING and t.reason not in AT_REST:
        return queue_up(t)
    return t, ()


_ASKED: dict[str, Callable[[Transfer, float], Outcome]] = {
    "start": _start,
    "resume": _start,
    "pause": _pause,
    "stop": _stop,
    "check": _check_again,
    "again": _again,
    "replaced": _replaced,
    # what is to be set afterwards has changed: that alone moves nothing
    "details": lambda t, now: (t, ()),
}


_HANDLERS: dict[type, Callable[[Transfer, Any, Timing], Outcome]] = {
    Checked: _checked,
    Asked: _asked,
    Turn: _turn,
    Woke: _woke,
    NetworkReturned: _network_returned,
    ClockSet: _clock_set,
    Recovered: _recovered,
    Answered: on_answered,
    Failed: on_failed,
    LinkGone: on_link_gone,
    Spoilt: on_spoilt,
    Dropped: on_dropped,
}
