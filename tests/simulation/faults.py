"""What one seed's world is like: each fault's rate is nothing, low or high, so that seeds differ in kind."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from allure_desktop.uploads.transfer import Timing

#: Faults of one request or answer, and of the moments between two acts of a process.
RATES = {
    "no_connection": (0.03, 0.3),
    "lost_request": (0.02, 0.15),
    "lost_answer": (0.03, 0.25),
    "server_error": (0.03, 0.25),
    "gateway_error": (0.02, 0.15),
    "spurious_429": (0.02, 0.15),
    "cut_part": (0.05, 0.3),
    "stalled_part": (0.01, 0.1),
    "spoilt_part": (0.03, 0.2),
    "lost_part_answer": (0.03, 0.25),
    "lost_part": (0.03, 0.2),
    "refused_link": (0.01, 0.1),
    "process_fails": (0.1, 0.5),
    "slow_request": (0.02, 0.2),
    "crash": (0.004, 0.03),
}
#: What happens to the world now and then: how often in an hour of a short chaos, roughly.
EVENTS = (
    "kill",
    "power_cut",
    "quit",
    "offline",
    "server_down",
    "edit_file",
    "lose_file",
    "set_clock",
    "sleep",
    "settings",
    "key",
    "keyring",
    "quota",
    "disk_full",
    "upload_vanishes",
    "other_version",
    "view",
    "second_program",
    "act",
)


@dataclass(slots=True)
class Traits:
    """Everything about a seed's world that stays as it is."""

    rates: dict[str, float]
    weights: dict[str, float]
    chaos_s: float
    events: int
    latency_s: float
    bytes_per_s: float
    limit: int | None
    limit_headers: bool
    limit_retry_after: bool
    part_size: int
    single_put: int
    expires_in_s: float
    complete_again: int
    asynchronous: bool
    process_s: float
    shows_path: bool
    shows_sha: bool
    keeps_object: bool
    md5_etags: bool
    #: they look like MD5s and are none
    foreign_etags: bool
    dates: bool
    skew_s: float
    declares_quotas: bool
    lists_parts: bool
    parallel_parts: int
    parallel_uploads: int
    uploads: int
    timing: Timing


def draw(chance: random.Random) -> Traits:
    """The world of a seed."""
    kinds = chance.random()

    def rate(low: float, high: float) -> float:
        dice = chance.random()
        if kinds < 0.05 or dice < 0.5:
            return 0.0
        return low if dice < 0.85 else high

    def weight() -> float:
        dice = chance.random()
        return 0.0 if kinds < 0.05 or dice < 0.6 else 1.0 if dice < 0.9 else 4.0

    grace_s = chance.choice([60.0, 60.0, 600.0, 1700.0])
    timing = Timing(grace_s=grace_s, file_again_s=chance.choice([5.0, 60.0]), disk_again_s=chance.choice([10.0, 60.0]))
    return Traits(
        rates={name: rate(*both) for name, both in RATES.items()},
        weights={name: weight() for name in EVENTS},
        chaos_s=math.exp(chance.uniform(math.log(20), math.log(7200))) if chance.random() < 0.97 else 48 * 3600.0,
        events=chance.choice([0, 3, 6, 12, 25]),
        latency_s=chance.choice([0.02, 0.1, 0.1, 1.0]),
        bytes_per_s=chance.choice([1e6, 1e4, 200.0, 20.0]),
        limit=chance.choice([None, None, 6, 10, 10, 30]),
        limit_headers=chance.random() < 0.6,
        limit_retry_after=chance.random() < 0.7,
        part_size=chance.choice([64, 100, 256]),
        single_put=chance.choice([0, 100, 400]),
        expires_in_s=chance.choice([30.0, 120.0, 3600.0]),
        complete_again=chance.choice([200, 404]),
        asynchronous=chance.random() < 0.25,
        process_s=chance.choice([0.5, 5.0, 0.7 * grace_s - 12.0]),
        shows_path=chance.random() < 0.5,
        shows_sha=chance.random() < 0.5,
        keeps_object=chance.random() < 0.5,
        md5_etags=(etags := chance.random()) < 0.8,
        foreign_etags=etags >= 0.9,
        dates=chance.random() < 0.9,
        skew_s=chance.choice([0.0, 0.0, -3.0, 240.0, -86400.0]),
        declares_quotas=(declares := chance.random()) < 0.4,
        lists_parts=0.2 <= declares < 0.7,
        parallel_parts=chance.choice([1, 2, 4]),
        parallel_uploads=chance.choice([1, 2, 2]),
        uploads=chance.choice([1, 1, 2, 3]),
        timing=timing,
    )
