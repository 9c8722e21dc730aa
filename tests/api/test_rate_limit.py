"""How often a server may be asked, with a clock that stands still until it is set."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import formatdate

import pytest

from allure_desktop.api.client import ApiClient
from allure_desktop.api.rate_limit import RateBudget
from allure_desktop.errors import RateLimited
from tests.scripted_server import Answer, ScriptedServer


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def headers(clock: Clock, limit: int, remaining: int | None = None, reset_in: float | None = None) -> dict[str, str]:
    found = {"x-ratelimit-limit": str(limit), "date": formatdate(clock.now, usegmt=True)}
    if remaining is not None:
        found["x-ratelimit-remaining"] = str(remaining)
    if reset_in is not None:
        found["x-ratelimit-reset"] = str(int(clock.now + reset_in))
    return found


def test_without_a_known_limit_nothing_waits(clock: Clock) -> None:
    """A server that says nothing is asked as often as needed."""
    budget = RateBudget(clock=clock)
    assert all(budget.acquire() == 0 for _ in range(500))


def test_no_more_calls_than_the_limit_in_any_window(clock: Clock) -> None:
    """Ten a minute, in any sixty seconds, over an hour of trying."""
    budget, calls = RateBudget(clock=clock), list[float]()
    budget.learn(200, headers(clock, 10))
    for _ in range(3600):
        if budget.acquire() == 0:
            calls.append(clock.now)
        clock.now += 1
    assert all(late - early >= 60 for early, late in zip(calls, calls[10:], strict=False))
    assert len(calls) > 500


def test_the_wait_ends_when_it_says(clock: Clock) -> None:
    """wait_s tells the truth, and asking costs nothing."""
    budget = RateBudget(clock=clock)
    budget.learn(200, headers(clock, 2))
    assert budget.acquire() == budget.acquire() == 0
    wait = budget.wait_s()
    assert 60 <= wait <= 62 and budget.acquire() == wait
    clock.now += wait
    assert budget.wait_s() == 0 and budget.acquire() == 0


def test_transfers_leave_room_for_views(clock: Clock) -> None:
    """Of ten calls transfers may use eight; a view still goes out then."""
    budget = RateBudget(clock=clock)
    budget.learn(200, headers(clock, 10))
    assert [budget.acquire(transfer=True) == 0 for _ in range(9)] == [True] * 8 + [False]
    assert budget.acquire() == 0


def test_others_use_the_same_limit(clock: Clock) -> None:
    """The server's own count goes before ours: nothing remains, so we wait for its reset."""
    budget = RateBudget(clock=clock)
    budget.learn(200, headers(clock, 100, remaining=0, reset_in=30))
    assert 29 <= budget.wait_s() <= 30
    clock.now += 30
    assert budget.wait_s() == 0


def test_a_missing_reset_is_guessed(clock: Clock) -> None:
    """Remaining 0 without Reset: no longer than a window after the first call."""
    budget = RateBudget(clock=clock)
    budget.acquire()
    clock.now += 20
    budget.learn(200, {"x-ratelimit-limit": "10", "x-ratelimit-remaining": "0"})
    assert 39 <= budget.wait_s() <= 41


def test_reset_is_read_by_the_server_s_clock(clock: Clock) -> None:
    """A computer whose clock is a day wrong waits seconds, not a day."""
    budget = RateBudget(clock=clock)
    told = headers(clock, 10, remaining=0, reset_in=15)
    clock.now -= 86_400
    budget.learn(200, told)
    assert 14 <= budget.wait_s() <= 16


def test_429_is_waited_for_as_told(clock: Clock) -> None:
    """Retry-After counts; without it the wait grows, and an answer ends it."""
    budget = RateBudget(clock=clock)
    budget.learn(429, {"retry-after": "32"})
    assert 31 <= budget.wait_s() <= 32
    clock.now += 32
    assert budget.acquire() == 0
    budget.learn(429, {})
    first = budget.wait_s()
    clock.now += first
    budget.learn(429, {})
    budget.learn(429, {})
    assert 1 <= first < budget.wait_s() <= 72
    clock.now += 100
    budget.learn(200, {})
    assert budget.wait_s() == 0


def test_a_limit_is_learnt_from_429_alone(clock: Clock) -> None:
    """A server without headers that refused the eighth call gets seven a minute; that is forgotten in time."""
    budget = RateBudget(clock=clock)
    for _ in range(8):
        budget.acquire()
    budget.learn(429, {})
    assert budget.limit == 7
    clock.now += 601
    budget.wait_s()
    assert budget.limit is None


def test_calls_count_across_restarts(clock: Clock) -> None:
    """The kept times and the kept limit hold from the first call of the next run."""
    times: list[float] = []
    limits: list[int | None] = []
    first = RateBudget(lambda: times, times.append, keep_limit=limits.append, clock=clock)
    first.learn(200, headers(clock, 3))
    assert [first.acquire() for _ in range(3)] == [0, 0, 0]
    clock.now += 5
    second = RateBudget(lambda: times, times.append, limit=limits[-1], clock=clock)
    assert 55 <= second.wait_s() <= 56


def test_a_clock_set_back_does_not_stop_everything(clock: Clock) -> None:
    """Calls 'in the future' are left out of the count."""
    times = [clock.now + 3000 + number for number in range(10)]
    budget = RateBudget(lambda: times, times.append, limit=5, clock=clock)
    assert budget.wait_s() == 0


@pytest.mark.parametrize("value", ["", "many", "nan", "inf", "-3", "10;w=60", "10, 10"])
def test_odd_headers_never_hurt(clock: Clock, value: str) -> None:
    """Whatever a server puts there."""
    budget = RateBudget(clock=clock)
    budget.learn(200, dict.fromkeys(("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"), value))
    budget.learn(429, {"retry-after": value, "date": value})
    assert 0 <= budget.wait_s() <= 3600


def test_the_client_waits_instead_of_asking(
    serve: Callable[..., ScriptedServer], client_of: Callable[..., ApiClient]
) -> None:
    """What the answers say is learnt, and without room RateLimited tells how long, with no request made."""
    answer = Answer(200, [], {"X-RateLimit-Limit": "2", "X-RateLimit-Remaining": "0", "Retry-After": "9"})
    server = serve({"GET /api/v1/packages": answer})
    client = client_of(server, budget=RateBudget())
    client.packages()
    with pytest.raises(RateLimited, match="Nothing is wrong") as told:
        client.packages()
    assert told.value.wait_s is not None and told.value.wait_s > 0
    assert len(server.asked) == 1


def test_a_reset_without_the_servers_clock_is_believed_only_if_it_can_be(clock: Clock) -> None:
    """A clock that is four minutes off makes no window of an hour out of one of a minute."""
    budget = RateBudget(clock=clock)
    told = headers(clock, 6, 3, reset_in=280)
    del told["date"]
    budget.learn(200, told)
    for _ in range(6):
        budget.acquire()
    assert budget.wait_s() <= 61


def test_a_limit_from_an_earlier_run_is_forgotten_too(clock: Clock) -> None:
    """A limit that was guessed once does not hold for ever, unless the server announces it anew."""
    limits: list[int | None] = []
    guessed = RateBudget(clock=clock, limit=3, keep_limit=limits.append)
    announced = RateBudget(clock=clock, limit=3)
    announced.learn(200, headers(clock, 3))
    clock.now += 700
    assert guessed.acquire() == announced.acquire() == 0
    assert (guessed.limit, announced.limit, limits) == (None, 3, [None])
