"""The calls of the last hour on disk: they count for the next start and the other program, however clocks are set."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from allure_desktop.api.call_log import LONGEST_WINDOW_S, CallLog, kept_budget
from allure_desktop.api.rate_limit import RateBudget
from allure_desktop.database import Database
from allure_desktop.events import Events
from allure_desktop.settings import Settings


class Machine:
    """Two clocks and a database; the tests set what the clocks show."""

    def __init__(self, folder: Path) -> None:
        self.wall, self.steady = 1_800_000_000.0, 5_000.0
        self.database = Database(folder / "allure.sqlite3")

    def passes(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds

    def budget(self) -> RateBudget:
        """What a program that starts now goes by."""
        return kept_budget(
            self.database,
            Settings(self.database, Events()),
            "https://server",
            "t",
            wall=lambda: self.wall,
            steady=lambda: self.steady,
            dice=lambda: 0.5,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path)
    yield made
    made.database.close()


def test_two_programs_share_one_budget(machine: Machine) -> None:
    """What one program used up, the other one has not got, nor has the next start."""
    first, second = machine.budget(), machine.budget()
    first.learn(200, {"x-ratelimit-limit": "4"})
    second = machine.budget()
    assert [first.acquire(), second.acquire(), first.acquire(), second.acquire()] == [0, 0, 0, 0]
    assert 60 <= first.wait_s() <= 61 and 60 <= machine.budget().wait_s() <= 61
    machine.passes(61)
    assert machine.budget().acquire() == 0


@pytest.mark.parametrize("jump", [-5 * 3600.0, -30.0, 30.0, 5 * 3600.0])
def test_setting_the_clock_changes_nothing(machine: Machine, jump: float) -> None:
    """The limit holds, and no wait grows, when the computer's clock is set, also by a restart of the program."""
    budget = machine.budget()
    budget.learn(200, {"x-ratelimit-limit": "2"})
    assert budget.acquire() == budget.acquire() == 0
    machine.passes(10)
    machine.wall += jump
    assert 50 <= budget.wait_s() <= 51 and 50 <= machine.budget().wait_s() <= 51
    machine.passes(51)
    assert budget.wait_s() == machine.budget().wait_s() == 0


def test_after_a_restart_of_the_machine_the_clock_on_the_wall_counts(machine: Machine) -> None:
    """The steady clock begins anew with the machine; then the other one tells how old a call is."""
    budget = machine.budget()
    budget.learn(200, {"x-ratelimit-limit": "1"})
    assert budget.acquire() == 0
    machine.steady = 3.0
    machine.wall += 40
    assert 20 <= machine.budget().wait_s() <= 21
    machine.wall += 40
    assert machine.budget().wait_s() == 0


def test_both_clocks_gone_is_waited_out_once(machine: Machine) -> None:
    """A machine that starts with a clock far back waits one window, not until that clock has caught up."""
    budget = machine.budget()
    budget.learn(200, {"x-ratelimit-limit": "1"})
    assert budget.acquire() == 0
    machine.steady, machine.wall = 3.0, 1_000_000_000.0
    again = machine.budget()
    assert 60 <= again.wait_s() <= 61
    machine.passes(61)
    assert again.wait_s() == 0


def test_old_calls_are_dropped(machine: Machine) -> None:
    """The table holds no more than the longest window."""
    log = CallLog(machine.database, "https://server", "t", lambda: machine.wall, lambda: machine.steady)
    log.record(machine.steady)
    machine.passes(LONGEST_WINDOW_S + 1)
    log.forget_old()
    assert log.load() == []
