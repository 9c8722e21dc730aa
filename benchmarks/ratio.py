"""Times two commands in turn and gives the median of the ratios pair by pair, so that a drifting machine does not matter."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """`ours` and `peer` are medians in seconds; `value` the median of the ratios of the pairs."""

    name: str
    value: float
    goal: float
    ours_s: float
    peer_s: float
    pairs: int

    def __str__(self) -> str:
        word = "met" if self.value <= self.goal else "MISSED"
        return (
            f"{self.name}\n    {self.value:.2f} x the peer, goal {self.goal:g}: {word}"
            f"   (ours {self.ours_s * 1000:.0f} ms, peer {self.peer_s * 1000:.0f} ms, median of {self.pairs} pairs)"
        )


def compare(
    name: str, ours: Callable[[], float], peer: Callable[[], float], *, goal: float, pairs: int = 15, warm_up: int = 2
) -> Ratio:
    """Runs ours and peer in turn; each returns its own seconds."""
    for _ in range(warm_up):
        ours(), peer()
    measured = [(ours(), peer()) for _ in range(pairs)]
    return Ratio(
        name=name,
        value=statistics.median(a / b for a, b in measured),
        goal=goal,
        ours_s=statistics.median(a for a, _ in measured),
        peer_s=statistics.median(b for _, b in measured),
        pairs=pairs,
    )


def whole_process(command: Sequence[str], environ: dict[str, str] | None = None) -> float:
    """Seconds from the start of a command to its end; it must succeed."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environ)
    return time.perf_counter() - began


def until_line(command: Sequence[str], line: str, environ: dict[str, str] | None = None) -> float:
    """Seconds from the start of a command until it prints this line; it is ended then."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environ)
    assert process.stdout is not None
    try:
        for said in process.stdout:
            if said.strip() == line:
                return time.perf_counter() - began
        raise RuntimeError(f"{command[0]} ended without saying {line!r}")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
