"""The simulation finds bugs: each planted one is shown by some seed."""

from __future__ import annotations

import pytest

from tests.simulation.mutants import MUTANTS, planted
from tests.simulation.runs import run

MOST_SEEDS = 4000
#: Found within few seeds: these three are looked for every time.
EVERY_TIME = (
    "one_acknowledgement_in_three_not_persisted",
    "intention_of_process_not_journalled",
    "no_lock_between_two_programs",
)


def _is_found(name: str) -> None:
    with planted(name):
        done = run(range(MOST_SEEDS), stop_at_first=True)
    print(f"{name}: {done.seeds} seeds")
    assert done.found, f"{name} stayed hidden in {done.seeds} worlds"


@pytest.mark.parametrize("name", EVERY_TIME)
def test_a_planted_bug_is_found(name: str) -> None:
    """Three of the planted bugs."""
    _is_found(name)


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(set(MUTANTS) - set(EVERY_TIME)))
def test_each_other_planted_bug_is_found(name: str) -> None:
    """All the others."""
    _is_found(name)
