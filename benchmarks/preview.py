"""Times the preview: what opening costs, seeking in a deflated member, a call of the run-time, the filter, the first page."""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.preview_view import PAINTED
from benchmarks.ratio import Ratio, compare
from tests.packages import manifest_12, page, scorm12

MEMBER_BYTES = 400_000_000
LARGE_BYTES = 10_000_000_000
MOST_MEMORY_MIB = 80
MOST_LATE_MS = 50.0


def _word(met: bool) -> str:
    return "met" if met else "MISSED"


def opening(folder: Path) -> str:
    """Memory and disk that a preview of a package of 10 GB takes; its film is a hole in the file."""
    package = folder / "large.zip"
    _large(package)
    code = (
        "import sys, re, pathlib, urllib.request; from allure_desktop.preview.preview import Previews;"
        "from allure_desktop.database import Database;"
        "peak = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1]);"
        "previews = Previews(Database(pathlib.Path(sys.argv[2]) / 'a.sqlite3')); before = peak();"
        "p = previews.open(sys.argv[1]);"
        "ask = lambda path, **h: urllib.request.urlopen(urllib.request.Request("
        "f'http://127.0.0.1:{p.port}/{path}', headers={'Host': p.host, **h})).read();"
        "ask('pkg/index.html'); ask('pkg/film.mp4', Range='bytes=9000000000-9000999999'); print(peak() - before)"
    )
    data = folder / "data"
    data.mkdir()
    out = subprocess.run([sys.executable, "-c", code, package, data], capture_output=True, text=True, check=True)
    mib = int(out.stdout) / 1024
    disk = sum(file.stat().st_size for file in data.rglob("*") if file.is_file())
    package.unlink()
    return (
        f"opening a preview of a 10 GB package: extra memory and disk\n    {mib:.0f} MiB, goal {MOST_MEMORY_MIB}:"
        f" {_word(mib <= MOST_MEMORY_MIB)}; {disk / 1e6:.1f} MB, which is the database of attempts"
    )


def _large(package: Path) -> None:
    """A playable package whose stored film is made larger in the directory, and a hole on the disk."""
    with zipfile.ZipFile(package, "w") as target:
        target.writestr("imsmanifest.xml", manifest_12(listed=()))
        target.writestr("index.html", page("Large"))
        with target.open(zipfile.ZipInfo("film.mp4"), "w", force_zip64=True) as film:
            film.write(b"x" * 16)
    data = package.read_bytes()
    at = data.index(b"film.mp4")
    start = at + 8 + struct.unpack("<H", data[at - 2 : at])[0]
    directory = data.index(b"PK\x01\x02")
    entries, end = data[directory : data.index(b"PK\x05\x06")], data[data.index(b"PK\x05\x06") :]
    film_at = entries.index(b"film.mp4")
    entry = entries.rindex(b"PK\x01\x02", 0, film_at)
    header_at = struct.unpack("<I", entries[entry + 42 : entry + 46])[0]
    extra = struct.pack("<HHQQ", 1, 16, LARGE_BYTES, LARGE_BYTES)
    changed = bytearray(entries[entry:film_at])
    changed[20:28] = b"\xff" * 8
    changed[30:32] = struct.pack("<H", len(extra))
    changed[42:46] = struct.pack("<I", header_at)
    entries = entries[:entry] + bytes(changed) + b"film.mp4" + extra
    with package.open("wb") as file:
        file.write(data[:start])
        file.truncate(start + LARGE_BYTES)
        file.seek(start + LARGE_BYTES)
        place = file.tell()
        file.write(entries)
        after = file.tell()
        file.write(struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 3, 3, len(entries), place))
        file.write(struct.pack("<4sIQI", b"PK\x06\x07", 0, after, 1))
        file.write(end[:16] + b"\xff" * 4 + end[20:])


def seeking(folder: Path) -> Iterator[Ratio]:
    """The first reading at 90 % of a large deflated member, beside inflating it with `zipfile` up to there."""
    from allure_desktop.preview.random_access import Inflater
    from allure_desktop.scorm.archive import Archive

    noise = random.Random(3).randbytes(8 << 20)
    lines = b"".join(b'{"number": %d, "next": %d},\n' % (n, n * 7 % 1000) for n in range(300_000))
    for what, block, goal in (("incompressible", noise, 0.6), ("JSON", lines, 1.0)):
        package = folder / f"{what}.zip"
        with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
            target.writestr("imsmanifest.xml", "<manifest/>")
            with target.open("member", "w") as member:
                for _ in range(MEMBER_BYTES // len(block)):
                    member.write(block)
        at = MEMBER_BYTES // len(block) * len(block) * 9 // 10

        def ours(package: Path = package, at: int = at) -> float:
            with Archive.open(package) as archive:
                found = archive.find("member")
                assert found is not None
                began = time.perf_counter()
                Inflater.of(archive, found).read(at, at + 65_536)
                return time.perf_counter() - began

        def peer(package: Path = package, at: int = at) -> float:
            with zipfile.ZipFile(package) as archive, archive.open("member") as file:
                began = time.perf_counter()
                file.seek(at)
                file.read(65_536)
                return time.perf_counter() - began

        name = f"cold seek to 90 % of a 400 MB deflated member ({what}) beside zipfile up to there"
        yield compare(name, ours, peer, goal=goal, pairs=3, warm_up=1)
        package.unlink()


def _of_pairs(name: str, pairs: list[tuple[float, float]], goal: float, unit_s: float = 1.0) -> Ratio:
    return Ratio(
        name,
        statistics.median(a / b for a, b in pairs),
        goal,
        statistics.median(a for a, _ in pairs) * unit_s,
        statistics.median(b for _, b in pairs) * unit_s,
        len(pairs),
    )


def calls() -> Ratio:
    """Calls through façade and log beside the bare library, in Node."""
    script = Path(__file__).with_name("preview_calls.mjs")
    out = subprocess.run(["node", str(script)], capture_output=True, text=True, check=True)
    name = "20,000 run-time calls through façade and log beside bare scorm-again"
    return _of_pairs(name, json.loads(out.stdout), 2.5, 0.001)


def filtering() -> str:
    """How late the GUI thread is at most while one types into the filter over 50,000 calls; the best of five."""
    command = [sys.executable, "-m", "benchmarks.preview_filter"]
    late = []
    for _ in range(5):
        out = subprocess.run(command, capture_output=True, text=True, check=True)
        late.append(float(out.stdout.split()[0]))
    least = min(late)
    return (
        "typing into the filter over 50,000 calls: the GUI thread's longest turn, best of five\n"
        f"    {least:.0f} ms, goal {MOST_LATE_MS:g}: {_word(least <= MOST_LATE_MS)}   (all: {late})"
    )


def first_page(folder: Path) -> Any:
    """From the wish to the painted first page of a course of 1 GB in a warm view, beside nginx with its files."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        return "first page of a 1 GB course beside nginx\n    not measured: nginx is not installed (apt install nginx-light)"
    script = (
        f"<script>requestAnimationFrame(() => requestAnimationFrame(() => console.log('{PAINTED}')))</script></body>"
    )
    body = page("A large course").replace("</body>", script)
    package = scorm12(folder / "course.zip", files={"index.html": body}, size_bytes=1_000_000_000)
    files = folder / "files"
    with zipfile.ZipFile(package) as archive:
        archive.extractall(files)
    with _Nginx(nginx, files, folder) as port:
        data = folder / "attempts"
        data.mkdir()
        url = f"http://127.0.0.1:{port}/index.html"
        command = [sys.executable, "-m", "benchmarks.preview_view", str(package), url, str(data), "9"]
        out = subprocess.run(command, capture_output=True, text=True, check=True)
    return _of_pairs("first page painted, 1 GB course, warm view, beside nginx", json.loads(out.stdout), 1.3)


class _Nginx:
    def __init__(self, program: str, files: Path, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._folder = folder
        config = folder / "nginx.conf"
        config.write_text(
            f"daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}}\n"
            f"http {{ access_log off; sendfile on; types {{ text/html html; text/javascript js; }}"
            f" client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};"
            f" uwsgi_temp_path {folder}; scgi_temp_path {folder};"
            f" server {{ listen 127.0.0.1:{self.port}; root {files}; add_header Cache-Control no-store; }} }}\n"
        )
        user = ["-g", "user root;"] if os.geteuid() == 0 else []
        self._process = subprocess.Popen([program, "-p", str(folder), "-c", str(config), *user])

    def __enter__(self) -> int:
        deadline = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self.port
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def __exit__(self, *_exc: object) -> None:
        self._process.terminate()
        self._process.wait(20)


def figures(folder: Path) -> Iterator[str]:
    """Each figure as it is known, in words."""
    makers: tuple[Callable[[], Any], ...] = (lambda: opening(folder), calls, filtering, lambda: first_page(folder))
    for make in makers:
        yield str(make())
    for ratio in seeking(folder):
        yield str(ratio)


def main() -> int:
    """The figures of the preview alone: python -m benchmarks.preview [FOLDER for the packages]."""
    with tempfile.TemporaryDirectory(prefix="allure-bench.", dir=sys.argv[1] if len(sys.argv) > 1 else None) as name:
        for figure in figures(Path(name)):
            print(figure, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
