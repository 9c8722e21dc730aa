"""Figures of the library: 100,000 kept packages beside few, beside plain SQL, beside a plain table."""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import msgspec

from allure_desktop import json_values
from allure_desktop.api.answers import PackageRecord
from allure_desktop.api.client import ApiClient
from allure_desktop.api.paging import Page
from allure_desktop.api.records import package_record
from allure_desktop.composition import build
from allure_desktop.connections.connection import Connection
from allure_desktop.database import Database
from allure_desktop.events import Events
from allure_desktop.library.catalogue import Catalogue, Question
from allure_desktop.library.facts import Facts
from allure_desktop.library.listing import Listings
from benchmarks.ratio import Ratio, compare, until_line
from benchmarks.uploads import Figure

MANY, FEW, REFRESHED = 100_000, 1_000, 20_000
PAGE = 200
_CONNECTION = "academy"
_TOPICS = [
    "fire",
    "safety",
    "data",
    "protection",
    "welcome",
    "board",
    "customer",
    "support",
    "ladder",
    "forklift",
    "hygiene",
    "compliance",
    "sales",
    "security",
    "awareness",
    "phishing",
    "laboratory",
    "chemical",
    "transport",
    "airport",
    "cabin",
    "catering",
    "allergen",
    "evacuation",
    "leadership",
    "coaching",
    "finance",
    "privacy",
    "network",
    "project",
    "audit",
    "quality",
    "device",
    "first",
    "aid",
    "emergency",
    "onboarding",
    "onsite",
    "remote",
    "english",
]
_SYLLABLES = [
    "ka",
    "lo",
    "mi",
    "ter",
    "son",
    "bra",
    "vin",
    "tel",
    "mor",
    "das",
    "pen",
    "qui",
    "rus",
    "fal",
    "gen",
    "hol",
]


def records(count: int, salt: int = 1) -> Iterator[PackageRecord]:
    """Packages as a server of many sends them: titles of five words, two tags, a description of a line."""
    dice = random.Random(salt)
    words = _TOPICS + ["".join(dice.choices(_SYLLABLES, k=3)) for _ in range(2000)]
    for number in range(count):
        title = " ".join(dice.choices(words, k=5)).title()
        raw = {
            "package_id": f"pkg_{number:012d}",
            "tenant_id": "example-academy",
            "title": title,
            "version": dice.choice(("1.2", "2004")),
            "current_revision": dice.randint(1, 20),
            "launch_url": f"/api/v1/content/pkg_{number:012d}/index.html",
            "original_filename": title.lower().replace(" ", "-") + ".zip",
            "file_size_bytes": dice.randint(10_000, 2_000_000_000),
            "description": " ".join(dice.choices(words, k=12)),
            "tags": dice.sample(_TOPICS, 2),
            "custom_metadata": {"course": number},
            "uploaded_by": f"user-{dice.randint(1, 40)}",
            "created_at": f"20{dice.randint(18, 26)}-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}T10:00:00Z",
            "updated_at": f"2026-0{dice.randint(1, 9)}-{dice.randint(10, 28)}T{dice.randint(10, 23)}:{dice.randint(10, 59)}:00Z",
        }
        yield package_record(raw, "http://127.0.0.1:9")


class _Given:
    """A client whose list is already here."""

    def __init__(self, packages: list[PackageRecord]) -> None:
        self._packages = packages

    base_url = "http://127.0.0.1:9"

    def package_pages(self, *_known: object) -> Iterator[Page]:
        yield Page("", [msgspec.Raw(json_values.encode(record.raw)) for record in self._packages], {})


def stocked(folder: Path, count: int) -> Path:
    """A data folder with so many packages kept of one connection, whose server is away."""
    services = build(folder)
    connection = Connection(_CONNECTION, "Example Academy", "http://127.0.0.1:9", "example-academy", "user-1")
    services.connections.save(replace(connection, is_default=True), "key-of-the-benchmark")
    facts = Facts(services.database)
    listings = Listings(services.database, services.events, facts)
    listings.refresh(connection.id, _Given(list(records(count))))  # type: ignore[arg-type]
    facts.words.fill()
    services.close()
    return folder


def _window(folder: Path, count: int) -> tuple[list[str], dict[str, str]]:
    environ = {**os.environ, "ALLURE_DATA_DIR": str(folder), "ALLURE_UI_FONT": "inter"}
    return [sys.executable, "-m", "benchmarks.library_window", str(count)], environ


def first_rows(many: Path, few: Path) -> Ratio:
    """From the start of the process to painted rows."""

    def start(folder: Path, count: int) -> float:
        command, environ = _window(folder, count)
        return until_line(command, "rows", environ)

    return compare(
        f"process start to first rows with {MANY:,} packages beside {FEW:,}",
        lambda: start(many, MANY),
        lambda: start(few, FEW),
        goal=1.3,
        pairs=9,
    )


def memory(many: Path, none: Path) -> Figure:
    """The window's memory when all rows are known, above that of an empty list."""

    def kept_kib(folder: Path, count: int) -> int:
        command, environ = _window(folder, count)
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environ)
        assert process.stdout is not None
        try:
            return next(int(line.split()[1]) for line in process.stdout if line.startswith("memory"))
        finally:
            process.kill()
            process.wait()
            process.stdout.close()

    ours, idle = kept_kib(many, MANY), kept_kib(none, 0)
    how = f"{ours / 1024:.0f} MiB beside {idle / 1024:.0f} MiB"
    return Figure(f"memory with {MANY:,} packages above none", (ours - idle) / 1024, 150, how, " MiB")


def keystroke(many: Path) -> Ratio:
    """Each prefix of some words typed: the first rows of what is found, by the catalogue and by LIKE on the same file."""
    database = Database(many / "allure.sqlite3")
    catalogue = Catalogue(database, Facts(database))
    typed = [
        word[:length]
        for word in ("evacuation", "forklift", "kalomi", "pkg_000000099", "zzz-nothing")
        for length in range(3, len(word) + 1)
    ]

    def ours() -> float:
        began = time.perf_counter()
        for text in typed:
            keys = catalogue.find(_CONNECTION, Question(text), PAGE)
            catalogue.records(keys)
        return time.perf_counter() - began

    def peer() -> float:
        began = time.perf_counter()
        for text in typed:
            database.rows(
                "SELECT p.record FROM package_facts f JOIN packages p"
                " ON p.connection_id = f.connection_id AND p.package_id = f.package_id"
                " WHERE f.connection_id = ? AND f.words LIKE ? ORDER BY f.changed DESC LIMIT ?",
                *(_CONNECTION, f"%{text}%", PAGE),
            )
        return time.perf_counter() - began

    ratio = compare(
        f"{len(typed)} keystrokes to filtered rows at {MANY:,} beside LIKE", ours, peer, goal=0.2, pairs=5, warm_up=1
    )
    database.close()
    return ratio


@contextmanager
def sandbox(folder: Path, count: int) -> Iterator[dict[str, str]]:
    """A sandbox of its own process with so many packages."""
    program = Path(sys.executable).with_name("allure-desktop")
    command = [str(program), "sandbox", "--json", "--data", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        told: dict[str, str] = json.loads(process.stdout.readline())
        _stock(folder / "sandbox.sqlite3", told["tenant_id"], count)
        yield told
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def _stock(file: Path, tenant_id: str, count: int) -> None:
    import sqlite3

    rows = list(records(count))
    with sqlite3.connect(file, timeout=30) as database:
        database.executemany(
            "INSERT INTO packages (package_id, tenant_id, current_revision, launch_path, tags, created_at, updated_at)"
            " VALUES (?, ?, 1, 'index.html', ?, ?, ?)",
            [(r.package_id, tenant_id, json.dumps(r.tags), 1.7e9 + n, 1.7e9 + n) for n, r in enumerate(rows)],
        )
        database.executemany(
            "INSERT INTO revisions VALUES (?, 1, 1.7e9, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(r.package_id, r.uploaded_by, r.original_filename, r.file_size_bytes, "0" * 64, "none", "none"),
                    json.dumps(
                        {
                            "title": r.title,
                            "standard": "1.2",
                            "identifier": r.package_id,
                            "launch": "index.html",
                            "sco_count": 1,
                            "description": r.description,
                            "duration": "",
                        }
                    ),
                )
                for r in rows
            ],
        )


def refresh(folder: Path) -> list[Any]:
    """The list of 20,000 read and kept, the first time and again, beside the same pages read and decoded.

    The list is shown and searched when a first refresh ends; the index of words follows, and is told by itself.
    """
    with sandbox(folder / "sandbox", REFRESHED) as told:
        client = ApiClient(told["url"], told["tenant_id"], "user-1", lambda: told["api_key"])
        client.features()
        numbers = iter(range(1_000))

        def timed(listings: Listings, connection_id: str) -> float:
            began = time.perf_counter()
            if listings.refresh(connection_id, client).packages != REFRESHED:
                raise RuntimeError("the refresh has missed packages")
            taken = time.perf_counter() - began
            began = time.perf_counter()
            facts.words.fill()  # what goes on beside must not slow the peer
            index_s.append(time.perf_counter() - began)
            return taken

        def loop() -> float:
            began = time.perf_counter()
            params, count = {"tenant_id": told["tenant_id"], "limit": str(client.features().paging.per_page)}, 0
            with httpx.Client(headers={"X-API-Key": told["api_key"]}, timeout=60) as http:
                while True:
                    page = http.get(f"{told['url']}/api/v1/packages", params=params).raise_for_status().json()
                    count += len(page["packages"])
                    if not page.get("next_cursor"):
                        break
                    params["cursor"] = page["next_cursor"]
            if count != REFRESHED:
                raise RuntimeError("the loop has missed packages")
            return time.perf_counter() - began

        database = Database(folder / "refresh.sqlite3")
        facts = Facts(database)
        listings = Listings(database, Events(), facts)
        index_s: list[float] = []
        peer = "beside a bare httpx loop over the same pages"
        first = compare(
            f"first refresh of {REFRESHED:,} packages {peer}",
            lambda: timed(listings, f"c{next(numbers)}"),
            loop,
            goal=1.5,
            pairs=3,
            warm_up=1,
        )
        words_s = statistics.median(index_s[1:])
        told_words = f"until the words of {REFRESHED:,} packages are in the index, after their first refresh"
        words = Figure(told_words, words_s, 2.0, "until then searches look through all of them", " s")
        again = compare(
            f"refresh of {REFRESHED:,} known packages {peer}", lambda: timed(listings, "c0"), loop, goal=1.5, pairs=3
        )
        database.close()
        client.close()
    return [first, words, again]


def scrolling() -> Ratio:
    """Painting a frame of 100,000 rows while scrolling, beside a plain QTableView with the same rows."""
    command = [sys.executable, "-m", "benchmarks.library_scroll"]
    frames = [json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(3)]
    ours, peer = (statistics.median(one[name] for one in frames) for name in ("ours_s", "peer_s"))
    return Ratio(
        f"painting a frame while scrolling {MANY:,} rows beside a plain QTableView",
        statistics.median(one["ours_s"] / one["peer_s"] for one in frames),
        2.0,
        ours,
        peer,
        len(frames),
    )


def touching(many: Path) -> list[Figure]:
    """A live theme switch, and the latest that the GUI thread is while a search is typed."""
    environ = {**os.environ, "ALLURE_DATA_DIR": str(many), "ALLURE_UI_FONT": "inter"}
    command = [sys.executable, "-m", "benchmarks.library_touch"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=environ).stdout)
    shown = f"{told['rows']:,} packages shown"
    how = (
        f"{told['over_50']} of {told['events']:,} beats late by more than 50 ms, 99th percentile"
        f" {told['late_99_ms']:.1f} ms; own work between two beats at most {told['busy_ms']:.0f} ms"
    )
    return [
        Figure(
            f"live theme switch with {MANY:,} packages, everything painted anew", told["switch_ms"], 50, shown, " ms"
        ),
        Figure(f"longest event of the GUI thread while a search in {MANY:,} is typed", told["late_ms"], 50, how, " ms"),
    ]


def figures() -> Iterator[Any]:
    """All of them; some minutes."""
    with tempfile.TemporaryDirectory(prefix="allure-bench.") as name:
        folder = Path(name)
        many, few, none = (stocked(folder / str(count), count) for count in (MANY, FEW, 0))
        tasks: tuple[Callable[[], Any], ...] = (
            partial(first_rows, many, few),
            partial(keystroke, many),
            scrolling,
            partial(memory, many, none),
        )
        for task in tasks:
            yield task()
        yield from touching(many)
        yield from refresh(folder)


if __name__ == "__main__":
    for told in figures():
        print(told, flush=True)
