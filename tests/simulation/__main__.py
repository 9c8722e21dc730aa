"""make simulate: any number of seeds on all cores, or one of them again with all that happened."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time

from tests.simulation.mutants import MUTANTS, planted
from tests.simulation.runs import Run, run, words

_CHUNK = 200
#: A mutant that so many seeds do not show is not found.
MOST_SEEDS = 4000


def main() -> int:
    parser = argparse.ArgumentParser(prog="make simulate")
    parser.add_argument("--seeds", type=int, default=2000, help="how many")
    parser.add_argument("--first", type=int, default=0, help="the first of them")
    parser.add_argument("--seed", type=int, help="this one alone, with its trace")
    parser.add_argument("--mutants", action="store_true", help="the planted bugs, each until a seed shows it")
    asked = parser.parse_args()
    if asked.mutants:
        return _mutants()
    if asked.seed is not None:
        return _one(asked.seed)
    return _many(asked.first, asked.seeds)


def _one(seed: int) -> int:
    from tests.simulation.scheduler import Violation
    from tests.simulation.world import Journals, run_seed

    journals = Journals()
    try:
        world = run_seed(seed, journals)
    except Violation as violation:
        print("\n".join(violation.world.trace))
        print(f"seed {seed}: {violation}")
        return 1
    finally:
        journals.close()
    print("\n".join(world.trace))
    print(f"seed {seed}: all is well; trace {world.trace_hash()[:16]}")
    return 0


def _many(first: int, count: int) -> int:
    total, began = Run(), time.perf_counter()
    chunks = [range(start, min(start + _CHUNK, first + count)) for start in range(first, first + count, _CHUNK)]
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
        for part in pool.imap_unordered(run, chunks):
            total.seeds += part.seeds
            total.steps += part.steps
            total.found += part.found
            for found in part.found:
                print(words(found), flush=True)
    total.seconds = time.perf_counter() - began
    print(f"{total} on {os.cpu_count()} cores; {len(total.found)} broke something")
    return 1 if total.found else 0


def _mutants() -> int:
    missed = 0
    for name in MUTANTS:
        with planted(name):
            done = run(range(MOST_SEEDS), stop_at_first=True)
        missed += not done.found
        what = f"seed {done.found[0][0]}: {done.found[0][1][:100]}" if done.found else "NOT FOUND"
        print(f"{name:55} {done.seeds:5} seeds  {what}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
