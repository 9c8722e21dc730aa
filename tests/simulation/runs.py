"""Many seeds one after another: how many, how fast, and which one broke what."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.simulation.scheduler import Violation
from tests.simulation.world import Journals, World, run_seed


@dataclass
class Run:
    """What came of some seeds; `found` holds each seed that broke something with what it broke and its trace."""

    seeds: int = 0
    steps: int = 0
    seconds: float = 0.0
    found: list[tuple[int, str, list[str]]] = field(default_factory=list)

    def __str__(self) -> str:
        rate = max(self.seconds, 1e-9)
        return f"{self.seeds} seeds, {self.seeds / rate:.0f} seeds/s, {self.steps / rate:,.0f} events/s"


def run(seeds: Iterable[int], *, stop_at_first: bool = False) -> Run:
    """Runs them all, or up to the first that breaks something."""
    done, journals, began = Run(), Journals(), time.perf_counter()
    try:
        for seed in seeds:
            done.seeds += 1
            try:
                done.steps += run_seed(seed, journals).scheduler.steps
            except Violation as violation:
                world: World = violation.world
                done.found.append((seed, str(violation), world.trace))
                if stop_at_first:
                    break
    finally:
        journals.close()
    done.seconds = time.perf_counter() - began
    return done


def words(found: tuple[int, str, list[str]], last: int = 60) -> str:
    """A seed that broke something, how it came to that, and how to see it again."""
    seed, what, trace = found
    return "\n".join([*trace[-last:], f"seed {seed}: {what}", f"See it again: make simulate SEED={seed}"])
