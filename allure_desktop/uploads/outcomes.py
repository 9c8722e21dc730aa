"""What a call's answer, refusal or loss makes of an upload; pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from allure_desktop.uploads.after_details import NOT_SET
from allure_desktop.uploads.next_call import (
    Outcome,
    begin_anew,
    blocked,
    call,
    carry_on,
    hold,
    proceed,
    process,
    rest,
    unless_resumable,
)
from allure_desktop.uploads.rows import Message, Reason
from allure_desktop.uploads.transfer import (
    BLOCKING,
    RUNNING,
    Answered,
    Dropped,
    Failed,
    Kind,
    LetGo,
    LinkGone,
    Spoilt,
    Timing,
    Transfer,
)

#: A mismatch of one part this often, a clean restart this often, a fresh link refused this often.
MOST_SPOILT = 3
MOST_RESTARTS = 3
MOST_STALE_LINKS = 2
MOST_PATCHES = 5
#: So long is good what was read just before `process`.
LONGEST_COMPARED_S = 120.0


def _landed(t: Transfer, call: str, number: int) -> Transfer:
    if call == "part":
        return replace(t, flying=t.flying - {number})
    if call == "process":
        t = replace(t, hold_until=None, hold_reason="")
    return replace(t, busy="")


def on_answered(t: Transfer, e: Answered, timing: Timing) -> Outcome:
    t = replace(_landed(t, e.call, e.number), attempts=0 if e.call != "look" else t.attempts)
    match e.call:
        case "prepare":
            t = replace(t, prepared=True)
        case "open":
            t = replace(t, opened=True, method=e.method, total=e.total, size=e.size)
        case "part":
            t = replace(t, acked=t.acked | {e.number}, stale_links=0)
            t = replace(t, spoilt={number: times for number, times in t.spoilt.items() if number != e.number})
            if t.hold_reason in ("offline", "stalled"):
                t = replace(t, hold_until=None, hold_reason="")
        case "complete":
            t = replace(t, completed=True)
        case "server_check":
            t = replace(t, server_checked=True)
        case "compare" if e.verdict != "live":
            t = replace(t, compared=True)
        case "compare" | "process" | "look":
            return _after_process(t, e, timing)
        case "patch":
            t = replace(t, patched=True)
            return rest(t, "done", "", e.message)
    return carry_on(t, e.now, timing)


def _after_process(t: Transfer, e: Answered, timing: Timing) -> Outcome:
    if e.verdict == "live":
        # also when paused meanwhile: what is live is live
        t = replace(t, live=True, lost=False, first_try=None, last_try=None, looks=0)
        return proceed(t, e.now, timing)
    if e.verdict == "accepted":
        t = replace(t, accepted=True, lost=False)
    if t.first_try is None or t.last_try is None or blocked(t):
        return t, ()
    # a clock that was set while no program ran is told by the server's, which is exact to a second or two
    first_s, last_s = (
        here if there is None else min(here, there)
        for here, there in zip((e.now - t.first_try, e.now - t.last_try), e.since, strict=True)
    )
    if e.call == "look" and first_s >= timing.give_up_s:
        return rest(t, "needs_decision", "unknown_outcome", e.message)
    if e.call == "look" and not t.accepted:
        silent_long_enough = not t.lost or last_s >= timing.grace(t.size)
        unprobed = e.verdict == "unprobed" and not t.lost  # nothing was lost: the server itself said that it is not
        if unprobed or (e.verdict == "none" and silent_long_enough):
            return call(t, "compare") if t.new_version else process(t, e.now, timing)
        if e.verdict == "gone" and silent_long_enough:
            return rest(t, "needs_decision", "unknown_outcome", e.message)
    return _look_later(t, e.now, timing)


def _look_later(t: Transfer, now: float, timing: Timing) -> Outcome:
    wait = min(timing.look_s * timing.look_growth**t.looks, timing.look_most_s)
    t = replace(t, looks=t.looks + 1, hold_until=now + wait)
    reason: Reason = "answer_lost" if t.lost else "slow" if t.reason == "slow" else ""
    return replace(t, hold_reason=reason, reason=reason, until=None), ()


def on_failed(t: Transfer, e: Failed, timing: Timing) -> Outcome:
    t = _landed(t, e.call, e.number)
    if e.call == "patch" and e.kind not in ("rate_limited", "offline", "stalled", "answer_lost"):
        # the package is live; that its tags could not be set is told, not a failure of the upload
        return rest(replace(t, patched=True), "done", "", _details_not_set(e.message))
    if e.call == "part" and not t.prepared and e.kind != "upload_gone":
        # begun before the pause or the trouble that has been dealt with meanwhile: old news
        return carry_on(t, e.now, timing)
    if e.call == "process" and e.kind == "object_gone" and t.first_try != t.last_try:
        # an earlier try may have taken effect, and its object with it: that is looked for
        e = replace(e, kind="answer_lost")
    if e.call == "process":
        t = _process_unanswered(t, e)
    if e.call in ("look", "compare") and e.kind in ("upload_gone", "object_gone"):
        # while an answer is missing nothing may lead to sending, and thus making, it a second time by itself
        e = replace(e, kind="refused")
    if t.state not in RUNNING and not (t.state == "queued" and e.kind in _FINAL):
        return t, ()
    if t.reason in BLOCKING and e.kind not in _FINAL:
        return t, ()
    return _FAILED[e.kind](t, e, timing)


def _details_not_set(why: Message) -> Message:
    return Message(
        code=NOT_SET,
        what="It is live, but its tags, description or duration could not be set.",
        cause=why.what,
        remedy=f"Set them once more, or in the Library. {why.remedy}".strip(),
    )


def _process_unanswered(t: Transfer, e: Failed) -> Transfer:
    """What the journal must keep about a `process` that did not end well."""
    if e.kind == "answer_lost":
        return replace(t, lost=True)
    if e.kind == "rate_limited":
        # what was read before it holds for that long: reading it again takes the calls that this one waits for
        t = replace(t, compared=(e.wait_s or 0.0) <= LONGEST_COMPARED_S)
    if e.kind in ("offline", "rate_limited", "key_refused") and t.first_try == t.last_try:
        return replace(t, first_try=None, last_try=None)  # it never took effect
    if e.kind in _FINAL or e.kind in ("quota", "object_gone"):
        return replace(t, first_try=None, last_try=None, lost=False, accepted=False)
    return t


def _repeat(t: Transfer, e: Failed, timing: Timing) -> Outcome:
    """Waits and tries again; one break of the line counts once, however many parts it hit."""
    attempts = t.attempts + (1 if t.hold_until is None and e.kind != "rate_limited" else 0)
    t = replace(t, attempts=attempts)
    if e.call == "patch" and attempts > MOST_PATCHES:
        return rest(replace(t, patched=True), "done", "", _details_not_set(e.message))
    reason: Reason = "stalled"
    if e.kind == "answer_lost" and e.call in ("process", "complete"):
        reason = "answer_lost"
    elif e.kind in ("rate_limited", "offline"):
        reason = "rate_limited" if e.kind == "rate_limited" else "offline"
    first_look = e.call == "process" and e.kind == "answer_lost"
    wait = timing.first_look_s if first_look else backoff(attempts, e.dice, timing)
    return hold(t, reason, e.now + (wait if e.wait_s is None else e.wait_s), e.message)


def backoff(attempts: int, dice: float, timing: Timing) -> float:
    """Full jitter between nothing and 1, 2, 4 … 60 seconds."""
    return dice * min(timing.backoff_s * 2.0 ** min(max(attempts, 1), 16), timing.backoff_most_s)


def _block(t: Transfer, e: Failed, timing: Timing) -> Outcome:
    reason: Reason = _REASON_OF[e.kind]
    again = {"file_missing": timing.file_again_s, "disk_full": timing.disk_again_s}.get(e.kind)
    t = replace(t, reason=reason, until=None, message=e.message, prepared=False, hold_reason=reason)
    t = replace(t, hold_until=None if again is None else e.now + again)
    return t, ((LetGo(),) if t.flying and e.kind != "key_refused" else ())


def _gone(t: Transfer, e: Failed, timing: Timing) -> Outcome:
    if e.call == "complete" and t.complete_tries > 1:
        # an earlier complete may have taken effect; whether it did, `process` will tell
        return carry_on(replace(t, completed=True), e.now, timing)
    if t.restarts >= MOST_RESTARTS:
        return rest(t, "failed", "", e.message)
    after, actions = begin_anew(t, e.now, timing)
    return after, ((LetGo(), *actions) if t.flying else actions)


def _decide(t: Transfer, e: Failed, timing: Timing) -> Outcome:
    reason: Reason = _REASON_OF[e.kind]
    return rest(replace(t, compared=False), "needs_decision", reason, e.message)


def _break(t: Transfer, e: Failed, timing: Timing) -> Outcome:
    return rest(t, "failed", "", e.message)


_FINAL: frozenset[Kind] = frozenset(("refused", "version_conflict", "unknown_outcome", "broken"))
_REASON_OF: dict[Kind, Reason] = {
    "key_refused": "key_refused",
    "file_changed": "file_changed",
    "file_missing": "file_missing",
    "disk_full": "disk_full",
    "quota": "quota",
    "refused": "server_refused",
    "version_conflict": "version_conflict",
    "unknown_outcome": "unknown_outcome",
}
_FAILED: dict[Kind, Callable[[Transfer, Failed, Timing], Outcome]] = {
    "rate_limited": _repeat,
    "offline": _repeat,
    "stalled": _repeat,
    "answer_lost": _repeat,
    "key_refused": _block,
    "file_changed": _block,
    "file_missing": _block,
    "disk_full": _block,
    "quota": _block,
    "upload_gone": _gone,
    "object_gone": _gone,
    "refused": _decide,
    "version_conflict": _decide,
    "unknown_outcome": _decide,
    "broken": _break,
}


def on_link_gone(t: Transfer, e: LinkGone, timing: Timing) -> Outcome:
    """A new URL is asked for; only fresh ones that are refused again and again are waited for."""
    t = _landed(t, "part", e.number)
    t = replace(unless_resumable(t), stale_links=t.stale_links + (1 if e.fresh else 0))
    if t.stale_links > MOST_STALE_LINKS and not blocked(t):
        wait = backoff(t.stale_links, e.dice, timing)
        return hold(t, "stalled", e.now + wait, Message(code="storage.link-refused", what=_LINK_REFUSED))
    return carry_on(t, e.now, timing)


def on_spoilt(t: Transfer, e: Spoilt, timing: Timing) -> Outcome:
    t = _landed(t, "part", e.number)
    times = t.spoilt.get(e.number, 0) + 1
    t = replace(t, spoilt={**t.spoilt, e.number: times})
    if times > MOST_SPOILT and not blocked(t):
        return rest(t, "failed", "", e.message)
    return carry_on(t, e.now, timing)


def on_dropped(t: Transfer, e: Dropped, timing: Timing) -> Outcome:
    return carry_on(_landed(t, "part", e.number), e.now, timing)


_LINK_REFUSED = "The storage refuses new links. A wrong clock on this computer or a proxy may be the cause."
