"""The figures of uploading, each beside a peer on the same sink in the same run: python -m benchmarks.uploads."""

from __future__ import annotations

import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GIB = 1 << 30
MIB = 1 << 20
PART = 16 * MIB
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: `value` of what, its goal, and how it came about."""

    name: str
    value: float
    goal: float
    how: str
    unit: str = ""

    def __str__(self) -> str:
        word = "met" if self.value <= self.goal else "MISSED"
        return f"{self.name}\n    {self.value:.2f}{self.unit}, goal {self.goal:g}{self.unit}: {word}   ({self.how})"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds of the clock and of the processors, kilobytes at its peak."""

    wall_s: float
    cpu_s: float
    peak_kib: int


def cost_of(command: Sequence[str], environ: dict[str, str] | None = None) -> Cost:
    """Runs a command to its end, with its children; it must succeed."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environ)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}: {said.decode()[-2000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss)


@contextmanager
def sink(*options: str) -> Iterator[str]:
    """A sink of its own process; gives its URL."""
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.sink", *options], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())["url"]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def ask(url: str, method: str = "GET") -> dict[str, Any]:
    with urllib.request.urlopen(urllib.request.Request(url, method=method)) as answer:  # our own sink
        told: dict[str, Any] = json.load(answer)
        return told


def sparse(path: Path, size: int) -> Path:
    """A file of zeros that needs no disk."""
    with path.open("wb") as file:
        file.truncate(size)
    return path


class Bench:
    """One folder, one data directory a run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._runs = 0

    def environ(self, url: str) -> dict[str, str]:
        """A CI machine's: a connection from the environment, a data directory of its own."""
        self._runs += 1
        own = {
            "ALLURE_URL": url,
            "ALLURE_TENANT": "t",
            "ALLURE_API_KEY": "key-of-the-benchmark",
            "ALLURE_UPLOADED_BY": "me",
        }
        return {**os.environ, **own, "ALLURE_DATA_DIR": str(self.folder / f"data-{self._runs}")}

    def ours(self, url: str, file: Path) -> Cost:
        return cost_of([*_PROGRAM, "upload", str(file), "--no-validation", "--json"], self.environ(url))

    def curl(self, url: str, file: Path, parallel: int) -> Cost:
        """Parts of the same file as curl would send them: slices as files, one connection kept."""
        parts = sorted(self.folder.glob(f"{file.name}.part-*"))
        command = ["curl", "-sS", "--fail", *(["-Z", "--parallel-max", str(parallel)] if parallel > 1 else [])]
        for number, part in enumerate(parts, 1):
            command += ["-o", os.devnull, "-T", str(part), f"{url}/bucket/course.zip?partNumber={number}"]
        return cost_of(command)

    def cut(self, file: Path, size: int) -> None:
        for number in range(size // PART):
            sparse(self.folder / f"{file.name}.part-{number:05d}", PART)


_PROGRAM = [str(Path(sys.executable).with_name("allure-desktop"))]


def processor_time(bench: Bench) -> list[Figure]:
    """CPU a GiB beside curl, without what starting the program takes; and the clock beside curl in parallel."""
    file, small = sparse(bench.folder / "course.zip", GIB), sparse(bench.folder / "small.zip", 1000)
    bench.cut(file, GIB)
    figures: list[Figure] = []
    for md5, goal in ((False, 1.7), (True, 7.5)):
        cpu, wall = [], []
        with sink(*(["--md5"] if md5 else [])) as url:
            idle = bench.ours(url, small)
            for _ in range(_ROUNDS):
                ours, serial, many = bench.ours(url, file), bench.curl(url, file, 1), bench.curl(url, file, 4)
                cpu.append((ours.cpu_s - idle.cpu_s) / serial.cpu_s)
                wall.append((ours.wall_s - idle.wall_s) / many.wall_s)
        word = "on" if md5 else "off"
        how = f"ours {ours.cpu_s - idle.cpu_s:.2f} s a GiB, curl {serial.cpu_s:.2f} s; median of {_ROUNDS}"
        figures.append(Figure(f"client CPU, plain, MD5 {word}, beside curl", statistics.median(cpu), goal, how))
        if not md5:
            how = f"ours {ours.wall_s - idle.wall_s:.2f} s a GiB, curl -Z {many.wall_s:.2f} s"
            figures.append(Figure("clock beside curl in parallel, MD5 off", statistics.median(wall), 1.3, how))
    return figures


def memory(bench: Bench) -> Figure:
    """Peak of a 10 GB upload above that of a file of 1,000 bytes."""
    file, small = sparse(bench.folder / "large.zip", 10_000_000_000), sparse(bench.folder / "small.zip", 1000)
    with sink() as url:
        idle, ours = bench.ours(url, small), bench.ours(url, file)
    how = f"{ours.peak_kib / 1024:.0f} MiB beside {idle.peak_kib / 1024:.0f} MiB; {ours.wall_s:.0f} s"
    return Figure("peak memory of a 10 GB upload above idle", (ours.peak_kib - idle.peak_kib) / 1024, 64, how, " MiB")


def calls(bench: Bench) -> list[Figure]:
    """Transfer calls of a multipart upload of n parts, clean and with five faults in a hundred."""
    file = sparse(bench.folder / "hundred.zip", 60 * 5 * MIB)
    figures = []
    for faults, goal in ((0.0, 1.0), (0.05, 1.10)):
        with sink("--part-size", str(5 * MIB), "--faults", str(faults)) as url:
            bench.ours(url, file)
            told = ask(f"{url}/figures")["api_calls"]
        transfer = {path: n for path, n in told.items() if path.split("/")[-1] in _TRANSFER}
        total, least = sum(transfer.values()), 60 + 3
        name = "transfer calls beside n + 3" + (", with 5 % faults" if faults else "")
        figures.append(Figure(name, total / least, goal, f"{total} calls for 60 parts"))
    return figures


_TRANSFER = ("init", "part-url", "complete", "process")


def kills(bench: Bench) -> Figure:
    """Bytes sent beside the file's size with a SIGKILL every five seconds, beyond what may be under way at a kill."""
    size, part = 400 * MIB, 5 * MIB
    file = sparse(bench.folder / "killed.zip", size)
    killed = 0
    with sink("--part-size", str(part)) as url:
        environ = bench.environ(url)
        command = [*_PROGRAM, "upload", str(file), "--no-validation", "--json", "--limit", "20MB/s"]
        while True:
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environ)
            try:
                if process.wait(5) == 0:
                    break
                raise RuntimeError("an upload with kills did not end well")
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                killed += 1
            command = [*_PROGRAM, "resume", "--all", "--json", "--limit", "20MB/s"]
        sent = ask(f"{url}/figures")["put_bytes"]
    allowed = 1 + killed * 4 * part / size
    how = f"{sent / size:.3f} x the file with {killed} kills, {allowed:.3f} allowed"
    return Figure("bytes sent beside what kills allow", sent / size / allowed, 1.0, how)


def pause(bench: Bench) -> Figure:
    """Seconds from a pause until no byte moves; the longest of some."""
    from allure_desktop.composition import build
    from allure_desktop.uploads.rows import UploadOptions

    file = sparse(bench.folder / "paused.zip", 4 * GIB)
    longest = 0.0
    with sink() as url:
        environ = bench.environ(url)
        os.environ.update({name: value for name, value in environ.items() if name.startswith("ALLURE_")})
        services = build(environ["ALLURE_DATA_DIR"])
        try:
            connection = services.choose(None)
            upload = services.uploads.add(file, connection.id, options=UploadOptions(no_validation=True, at_once=True))
            services.uploads.run()
            for _ in range(5):
                _until(lambda: bool((services.uploads.progress(upload) or _NONE).in_flight_bytes))
                at = time.time()
                services.uploads.pause(upload)
                _until(lambda: services.uploads.row(upload).reason == "paused" and not services.uploads.active())
                time.sleep(0.3)
                longest = max(longest, ask(f"{url}/figures")["last_byte_at"] - at)
                services.uploads.resume(upload)
        finally:
            services.close()
    return Figure("pause, until no byte moves", max(longest, 0.0), 0.2, "longest of 5", " s")


def busy_window(bench: Bench) -> Figure:
    """Milliseconds that the GUI thread is late, 99th percentile, while the window sends four files."""
    files = [sparse(bench.folder / f"window-{number}.zip", 9 * GIB) for number in range(4)]
    with sink() as url:
        environ = {**bench.environ(url), "ALLURE_UI_FONT": "inter"}
        command = [sys.executable, "-m", "benchmarks.busy_window", *map(str, files)]
        told = subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout.split()
    late, most, sending = float(told[0]), float(told[1]), int(told[2])
    if sending != 4:
        raise RuntimeError(f"{sending} of 4 uploads ran")
    return Figure("GUI thread late, p99, while 4 uploads run", late, 10, f"at most {most:.0f} ms", " ms")


class _None:
    in_flight_bytes = 0


_NONE = _None()


def _until(condition: Any, longest_s: float = 30.0) -> None:
    end = time.monotonic() + longest_s
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError("what was waited for did not come")
        time.sleep(0.002)


def figures() -> list[Figure]:
    """All of them; some minutes."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(prefix="allure-bench.") as name:
        bench = Bench(Path(name))
        return [*processor_time(bench), memory(bench), *calls(bench), kills(bench), pause(bench), busy_window(bench)]


if __name__ == "__main__":
    for figure in figures():
        print(figure, flush=True)
