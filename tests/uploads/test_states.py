"""The machine alone: no illegal step, nothing sent twice, and never still without a reason."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allure_desktop.uploads.rows import Message
from allure_desktop.uploads.states import STEPS, on
from allure_desktop.uploads.transfer import (
    RUNNING,
    Action,
    Answered,
    Asked,
    Check,
    Checked,
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


class World:
    """Answers each action in some order and some way, as chance or a test says, on a clock of its own."""

    def __init__(self, chance: random.Random, **facts: Any) -> None:
        self.chance = chance
        self.now = 1000.0
        self.transfer = Transfer(state="validating", **facts)
        self.pending: list[Action] = []
        self.acked: set[tuple[int, int]] = set()
        self.published = 0
        self.multipart = chance.random() < 0.7
        self.step(Recovered(self.now))

    def step(self, event: Event) -> None:
        before = self.transfer
        if isinstance(event, Asked) and (event.what == "again" or before.reason == "unknown_outcome"):
            self.published = 0  # a person has decided that it shall be made
        self.transfer, actions = on(before, event, TIMING)
        assert self.transfer.state == before.state or self.transfer.state in STEPS[before.state]
        for action in actions:
            if isinstance(action, Do) and action.call == "part":
                sent = (action.generation, action.number)
                assert sent not in self.acked, "an acknowledged part is sent again"
                assert action not in self.pending, "a part is sent twice at once"
            if isinstance(action, Do) and action.call == "process":
                assert self.transfer.last_try == self.now, "the intention is not known before the call"
                assert not self.published, "it would be made a second time"
        self.pending += [action for action in actions if not isinstance(action, LetGo)]
        for action in actions:
            if isinstance(action, LetGo):
                self.drop_parts()
        self.stands_with_a_reason()

    def drop_parts(self) -> None:
        parts = [a for a in self.pending if isinstance(a, Do) and a.call == "part"]
        for action in parts:
            self.pending.remove(action)
        for action in parts:
            self.step(Dropped(self.now, action.generation, action.number))

    def stands_with_a_reason(self) -> None:
        t = self.transfer
        moves = t.busy or t.flying or t.hold_until is not None
        if t.state in RUNNING and not moves:
            assert t.reason, f"{t.state} stands still without a reason"
        if t.state in ("needs_decision", "held", "queued"):
            assert t.reason
        if t.reason in ("rate_limited", "offline", "stalled"):
            assert t.until is not None

    def answer(self, action: Action, *, well: bool) -> None:
        self.pending.remove(action)
        if isinstance(action, Check):
            verdict: Any = "ok" if well else self.chance.choice(["errors", "choose", "failed"])
            self.step(Checked(self.now, verdict))
            return
        assert isinstance(action, Do)
        if not well:
            self.step(self.bad(action))
            return
        event = Answered(self.now, action.generation, action.call, action.number)
        if action.call == "open":
            total = self.chance.randint(2, 9) if self.multipart else 1
            event = replace(event, method="multipart" if self.multipart else "presigned", total=total, size=total)
        elif action.call == "part":
            self.acked.add((action.generation, action.number))
        elif action.call == "process":
            self.published += 1
            event = replace(event, verdict="live")
        elif action.call == "look":
            event = replace(event, verdict="live" if self.published else "none")
        self.step(event)

    def bad(self, action: Do) -> Event:
        dice = self.chance.random()
        if action.call == "part" and dice < 0.2:
            return LinkGone(self.now, action.generation, action.number, self.chance.random() < 0.5)
        if action.call == "part" and dice < 0.4:
            return Spoilt(self.now, action.generation, action.number)
        kind = self.chance.choice(KINDS)
        if action.call == "process" and kind == "answer_lost" and self.chance.random() < 0.5:
            self.published += 1
        return Failed(self.now, action.generation, action.call, kind, Message("x", "x"), action.number, dice)

    def calm(self) -> None:
        """Everything goes well from here on and a person lets it go on; it must come to its end."""
        for _ in range(400):
            t = self.transfer
            if self.pending:
                self.answer(self.pending[0], well=True)
            elif t.state == "queued":
                self.step(Turn(self.now))
            elif t.hold_until is not None:
                self.now = max(self.now, t.hold_until)
                self.step(Woke(self.now))
            elif t.state == "done":
                return
            else:
                self.step(Asked(self.now, "start"))
        raise AssertionError(f"it never ended: {self.transfer}")


def wander(seed: int, steps: int) -> World:
    chance = random.Random(seed)
    world = World(
        chance,
        new_version=chance.random() < 0.5,
        wants_patch=chance.random() < 0.5,
        server_check=chance.random() < 0.3,
        wants_check=True,
    )
    worse = chance.choice([0.05, 0.3, 0.7])
    for _ in range(steps):
        world.now += chance.choice([0.0, 0.1, 5.0, 90.0])
        dice = chance.random()
        if world.pending and dice < 0.6:
            world.answer(chance.choice(world.pending), well=chance.random() > worse)
        elif dice < 0.7:
            world.step(Asked(world.now, chance.choice(WISHES)))
        elif dice < 0.85:
            world.step(Turn(world.now, chance.randint(1, 4)))
        elif dice < 0.9:
            world.step(NetworkReturned(world.now))
        else:
            world.step(Woke(world.now))
    return world


@pytest.mark.parametrize("hundred", range(20))
def test_any_history_ends_well_once_it_is_calm(hundred: int) -> None:
    """After any history of faults, wishes and waits, calm leads to done by legal steps alone; one package at most."""
    for seed in range(hundred * 100, hundred * 100 + 100):
        try:
            wander(seed, 120).calm()
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error


def test_the_same_seed_gives_the_same_end() -> None:
    """The machine has no chance, clock or order of its own."""
    assert wander(7, 200).transfer == wander(7, 200).transfer


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), max_size=60), st.booleans(), st.booleans())
def test_no_sequence_makes_an_illegal_step(choices: list[tuple[int, int]], version: bool, patch: bool) -> None:
    """Hypothesis finds no order of answers, faults, wishes and waits that leaves the drawn arrows."""
    world = World(random.Random(1), new_version=version, wants_patch=patch)
    for what, which in choices:
        world.now += which
        if what < 4 and world.pending:
            world.answer(world.pending[which % len(world.pending)], well=True)
        elif what < 6 and world.pending:
            world.answer(world.pending[which % len(world.pending)], well=False)
        elif what < 8:
            world.step(Asked(world.now, WISHES[which % len(WISHES)]))
        elif what == 8:
            world.step(Turn(world.now))
        else:
            world.step(Woke(world.now))


def test_a_silent_server_is_given_time_before_anything_is_repeated() -> None:
    """After a lost answer nothing is processed again before the server can have finished, however often it is looked."""
    t = Transfer(
        state="processing",
        method="presigned",
        opened=True,
        total=1,
        acked=frozenset((1,)),
        size=600_000_000,
        first_try=0.0,
        last_try=0.0,
        lost=True,
        busy="look",
    )
    t, actions = on(t, Answered(599.0, 0, "look", verdict="none"), TIMING)
    assert actions == () and t.hold_until is not None and t.reason == "answer_lost"
    t, actions = on(replace(t, busy="look"), Answered(601.0, 0, "look", verdict="none"), TIMING)
    assert actions == (Do("process", 0),)


def test_one_break_of_the_line_counts_once() -> None:
    """Four parts cut by one break are one failed attempt, and a part that arrives forgives it."""
    t = Transfer(
        state="sending", method="multipart", opened=True, prepared=True, total=9, flying=frozenset((1, 2, 3, 4))
    )
    for number in (1, 2, 3):
        t, _ = on(t, Failed(0.0, 0, "part", "stalled", Message(), number), TIMING)
    assert (t.attempts, t.reason) == (1, "")
    t, _ = on(t, Failed(0.0, 0, "part", "stalled", Message(), 4), TIMING)
    assert (t.attempts, t.reason) == (1, "stalled")
    t, actions = on(t, Woke(1000.0), TIMING)
    assert len(actions) == 4
    t, _ = on(t, Answered(1001.0, 0, "part", 1), TIMING)
    assert t.attempts == 0


@pytest.mark.parametrize(("kind", "goes_on"), [("offline", True), ("stalled", True), ("rate_limited", False)])
def test_a_network_that_returned_ends_waits_for_the_line_alone(kind: Any, goes_on: bool) -> None:
    """What waited for the network goes on with its tries counted anew; a server's limit is waited for all the same."""
    t = Transfer(state="sending", method="multipart", opened=True, prepared=True, total=2, flying=frozenset((1,)))
    t = replace(t, attempts=7)
    t, _ = on(t, Failed(0.0, 0, "part", kind, Message("x", "x"), 1, wait_s=50.0), TIMING)
    assert t.reason == kind
    t, actions = on(t, NetworkReturned(1.0), TIMING)
    assert (actions == (Do("part", 0, 1), Do("part", 0, 2))) is goes_on
    assert (t.reason, t.hold_until, t.attempts) == (("", None, 0) if goes_on else (kind, 50.0, 7))


def test_a_network_that_returned_moves_nothing_that_a_person_stopped() -> None:
    """A pause stays a pause, and an upload that is under way is left alone."""
    for reason, flying in (("paused", frozenset[int]()), ("", frozenset((1,)))):
        t = Transfer(state="sending", method="multipart", opened=True, total=2, flying=flying, reason=reason)  # type: ignore[arg-type]
        assert on(t, NetworkReturned(1.0), TIMING) == (t, ())


def test_old_news_of_a_part_does_not_block_again() -> None:
    """A part that comes back with the old key's refusal after a resume does not ask for the key a second time."""
    t = Transfer(state="sending", method="multipart", opened=True, prepared=True, total=2, flying=frozenset((1, 2)))
    t, _ = on(t, Failed(0.0, 0, "part", "key_refused", Message(), 1), TIMING)
    assert t.reason == "key_refused"
    t, _ = on(t, Asked(1.0, "resume"), TIMING)
    t, _ = on(t, Turn(2.0), TIMING)
    t, _ = on(t, Failed(3.0, 0, "part", "key_refused", Message(), 2), TIMING)
    assert (t.state, t.reason, t.busy) == ("sending", "", "prepare")


def test_slow_processing_says_so() -> None:
    """After ten minutes in one process call the row tells that it is slow, and the call goes on."""
    t = Transfer(state="queued", method="presigned", opened=True, total=1, acked=frozenset((1,)))
    t, actions = on(t, Turn(0.0), TIMING)
    assert actions == (Do("process", 0),)
    t, actions = on(t, Woke(TIMING.slow_s), TIMING)
    assert (t.state, t.reason, actions) == ("processing", "slow", ())
    t, _ = on(t, Answered(700.0, 0, "process", verdict="live"), TIMING)
    assert t.state == "done"


def test_live_counts_even_when_paused() -> None:
    """An answer that arrives after a pause is not thrown away: what is live is live."""
    t = Transfer(state="queued", method="presigned", opened=True, total=1, acked=frozenset((1,)))
    t, _ = on(t, Turn(0.0), TIMING)
    t, _ = on(t, Asked(1.0, "pause"), TIMING)
    assert t.reason == "paused"
    t, _ = on(t, Answered(2.0, 0, "process", verdict="live"), TIMING)
    assert t.state == "done"
