"""The machine alone under Hypothesis, which makes a long story of a mistake short."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from allure_desktop.uploads.rows import Message
from allure_desktop.uploads.states import STEPS, on
from allure_desktop.uploads.transfer import (
    AT_REST,
    RUNNING,
    Action,
    Answered,
    Asked,
    Check,
    Checked,
    ClockSet,
    Do,
    Dropped,
    Event,
    Failed,
    Kind,
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

TIMING = Timing()
KINDS: list[Any] = list(get_args(Kind))
WISHES: list[Any] = ["start", "pause", "resume", "stop", "check", "again"]


class Machine(RuleBasedStateMachine):
    """Everything that can happen to one upload, in any order; the server may have made it live unheard."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1000.0
        self.t = Transfer(state="validating")
        self.calls: list[Do] = []
        self.checking = False
        self.acked: set[tuple[int, int]] = set()
        self.made = 0
        self.step(Recovered(self.now))

    def step(self, event: Event) -> None:
        before = self.t
        if isinstance(event, Asked) and (event.what == "again" or before.reason == "unknown_outcome"):
            self.made = 0  # a person has decided that it shall be made
        self.t, actions = on(before, event, TIMING)
        assert self.t.state == before.state or self.t.state in STEPS[before.state]
        for action in actions:
            self.begin(action)

    def begin(self, action: Action) -> None:
        if isinstance(action, Check):
            self.checking = True
        elif isinstance(action, LetGo):
            dropped = [call for call in self.calls if call.call == "part"]
            self.calls = [call for call in self.calls if call.call != "part"]
            for call in dropped:
                self.step(Dropped(self.now, call.generation, call.number))
        else:
            assert action not in self.calls, "a call is made twice at once"
            assert (action.generation, action.number) not in self.acked or action.call != "part"
            assert action.call != "process" or not self.made, "it would be made a second time"
            self.calls.append(action)

    def taken(self, which: int) -> Do:
        return self.calls.pop(which % len(self.calls))

    @precondition(lambda self: self.calls)
    @rule(which=st.integers(0, 9), total=st.integers(1, 5))
    def well(self, which: int, total: int) -> None:
        """A call comes back well."""
        do = self.taken(which)
        event = Answered(self.now, do.generation, do.call, do.number)
        if do.call == "open":
            event = replace(event, method="multipart" if total > 1 else "presigned", total=total, size=total)
        elif do.call == "part":
            self.acked.add((do.generation, do.number))
        elif do.call == "process":
            self.made += 1
            event = replace(event, verdict="live")
        elif do.call == "look":
            event = replace(event, verdict="live" if self.made else "none")
        self.step(event)

    @precondition(lambda self: self.calls)
    @rule(which=st.integers(0, 9), kind=st.sampled_from(KINDS), effect=st.booleans(), dice=st.floats(0, 0.99))
    def badly(self, which: int, kind: Any, effect: bool, dice: float) -> None:
        """A call comes back badly; a lost one may have had its effect."""
        do = self.taken(which)
        if do.call == "process" and kind == "answer_lost" and effect:
            self.made += 1
        self.step(Failed(self.now, do.generation, do.call, kind, Message("x", "x"), do.number, dice))

    @precondition(lambda self: any(call.call == "part" for call in self.calls))
    @rule(spoilt=st.booleans(), fresh=st.booleans())
    def part_refused(self, spoilt: bool, fresh: bool) -> None:
        """A part arrives spoilt, or its address is not taken."""
        do = next(call for call in self.calls if call.call == "part")
        self.calls.remove(do)
        if spoilt:
            self.step(Spoilt(self.now, do.generation, do.number, Message("x", "x")))
        else:
            self.step(LinkGone(self.now, do.generation, do.number, fresh))

    @precondition(lambda self: self.checking)
    @rule(verdict=st.sampled_from(["ok", "ok", "errors", "choose", "failed"]))
    def checked(self, verdict: Any) -> None:
        """The check ends."""
        self.checking = False
        self.step(Checked(self.now, verdict))

    @rule(what=st.sampled_from(WISHES))
    def asked(self, what: Any) -> None:
        """A person asks for something."""
        self.step(Asked(self.now, what))

    @rule(parallel=st.integers(1, 4))
    def turn(self, parallel: int) -> None:
        """It may run."""
        self.step(Turn(self.now, parallel))

    @rule(seconds=st.sampled_from([0.0, 1.0, 70.0, 2000.0]))
    def passes(self, seconds: float) -> None:
        """Time goes by, and waits end."""
        self.now += seconds
        self.step(Woke(self.now))

    @rule(by=st.sampled_from([-7200.0, -3.0, 3.0, 7200.0]))
    def clock(self, by: float) -> None:
        """The clock is set: nothing that waits is nearer or farther for it."""
        left = None if self.t.hold_until is None else self.t.hold_until - self.now
        self.now += by
        self.step(ClockSet(self.now, by))
        assert left is None or abs((self.t.hold_until or 0.0) - self.now - left) < 0.001

    @rule()
    def network(self) -> None:
        """The network is back."""
        self.step(NetworkReturned(self.now))

    @invariant()
    def stands_with_a_reason(self) -> None:
        """It moves, waits for a time, or says what a person has to end."""
        t = self.t
        if t.state in RUNNING and not (t.busy or t.flying or t.hold_until is not None):
            assert t.reason in AT_REST, f"{t.state} stands still: {t.reason!r}"
        assert t.state not in ("needs_decision", "held", "queued") or t.reason

    def teardown(self) -> None:
        """From anywhere, calm and a person lead to the end."""
        for _ in range(300):
            if self.t.state == "done":
                return
            if self.checking:
                self.checked("ok")
            elif self.calls:
                self.well(0, 2)
            elif self.t.state == "queued":
                self.turn(4)
            elif self.t.hold_until is not None:
                self.now = max(self.now, self.t.hold_until)
                self.step(Woke(self.now))
            else:
                self.asked("start")
        raise AssertionError(f"it never ended: {self.t}")


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestMachine.__doc__ = "No order of answers, faults, wishes and waits breaks a rule, and each leads to its end in calm."
