"""Figures of the check, of repair and of compare, each as a ratio beside a peer on the same package in the same run."""

from __future__ import annotations

import random
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from allure_desktop.comparison.zip_comparison import compare_files
from allure_desktop.scorm.archive import Archive
from allure_desktop.validation.repair import repair
from allure_desktop.validation.validator import validate
from benchmarks.ratio import Ratio, compare, whole_process
from tests.packages import RUNTIME_12, manifest_12, page

MEMBERS = 3_000
MOST_MEMORY_MIB = 120


def big_package(path: Path, *, folder: str = "", salt: int = 1) -> Path:
    """A sound course of 0.9 GB and 3,000 members: half films, deflated to no use as tools do, half scripts."""
    dice = random.Random(salt)
    words = [bytes(dice.choices(b"abcdefghijklmnopqrstuvwxyz", k=dice.randint(2, 9))) for _ in range(5_000)]
    prose, noise = b" ".join(dice.choices(words, k=400_000)), dice.randbytes(8 << 20)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in _course(MEMBERS):
            archive.writestr(folder + name, content)
        for number in range(MEMBERS - 4):
            if number % 2:
                at = number * 7919 % (len(prose) - 600_000)
                archive.writestr(f"{folder}data/{number}.js", prose[at : at + 600_000])
            else:
                at = number * 104_729 % (len(noise) - 400_000)
                archive.writestr(f"{folder}media/{number}.mp4", noise[at : at + 380_000])
    return path


def _course(members: int) -> Iterator[tuple[str, str]]:
    listed = ["shared/runtime.js"]
    listed += [f"data/{n}.js" if n % 2 else f"media/{n}.mp4" for n in range(members - 4)]
    yield "imsmanifest.xml", manifest_12("A large course", listed=listed)
    yield "index.html", page("A large course").replace("</body>", "<script src='data/1.js'></script></body>")
    yield "shared/runtime.js", RUNTIME_12
    yield "imscp_rootv1p1p2.xsd", "<schema/>"


def many_members(path: Path, members: int) -> Path:
    """A sound course of very many very small members."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in _course(members):
            archive.writestr(name, content)
        for number in range(members - 4):
            archive.writestr(f"data/{number}.js" if number % 2 else f"media/{number}.mp4", b"x")
    return path


def seconds(work: Callable[[], Any]) -> float:
    """How long a piece of work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _unzip(path: Path) -> float:
    return whole_process(["unzip", "-tq", str(path)])


def inflating(path: Path) -> Ratio:
    """Every member inflated and its CRC compared, and nothing else."""
    from allure_desktop.validation.inflate import damaged

    def ours() -> None:
        with Archive.open(path) as archive:
            assert damaged(archive, (), None, None) == ([], 0)

    return compare(
        "inflating and CRC of a 0.9 GB package of 3,000 members beside unzip -tq",
        lambda: seconds(ours),
        lambda: _unzip(path),
        goal=0.25,
        pairs=3,
        warm_up=1,
    )


def whole_check(path: Path) -> Ratio:
    """The command as a whole, content and all."""
    program = str(Path(sys.executable).with_name("allure-desktop"))
    return compare(
        "validate of the 0.9 GB package as a whole beside unzip -tq",
        lambda: whole_process([program, "validate", str(path)]),
        lambda: _unzip(path),
        goal=0.40,
        pairs=3,
        warm_up=1,
    )


def quick_check(path: Path, members: int) -> Ratio:
    """The quick pass beside the reading of the same directory by the standard library."""

    def peer() -> None:
        with zipfile.ZipFile(path):
            pass

    return compare(
        f"quick check of {members:,} members beside zipfile.ZipFile(path)",
        lambda: seconds(lambda: validate(path, full=False)),
        lambda: seconds(peer),
        goal=2.5,
        pairs=7,
    )


def inflaters(path: Path) -> str:
    """The three libraries on one thread each; the winner is what the check uses."""
    from isal import isal_zlib
    from zlib_ng import zlib_ng

    with Archive.open(path) as archive:
        spans = [(archive.raw_span(m), m) for m in archive.members[:600]]

        def run(library: Any) -> None:
            for (offset, length), member in spans:
                inflater, crc = library.decompressobj(-15), 0
                for at in range(offset, offset + length, 256 * 1024):
                    data = archive.read_span(at, min(256 * 1024, offset + length - at))
                    while data:
                        crc = library.crc32(inflater.decompress(data, 256 * 1024), crc)
                        data = inflater.unconsumed_tail
                assert library.crc32(inflater.flush(), crc) == member.crc32

        libraries = {"zlib": zlib, "zlib-ng": zlib_ng, "isal": isal_zlib}
        times = {name: min(seconds(partial(run, one)) for _ in range(3)) for name, one in libraries.items()}
    told = ", ".join(f"{name} {taken / times['zlib']:.2f}" for name, taken in times.items())
    return f"inflating 600 members on one thread, as a part of zlib's time\n    {told}"


def memory(path: Path) -> str:
    """The peak of a whole check above that of the imports alone."""
    code = (
        "import sys, re, pathlib; from allure_desktop.validation.validator import validate;"
        "peak = lambda: int(re.search(r'VmHWM:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1]);"
        "before = peak(); validate(sys.argv[1]); print(peak() - before)"
    )
    out = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    mib = int(out.stdout) / 1024
    word = "met" if mib <= MOST_MEMORY_MIB else "MISSED"
    return f"peak memory of a check of {path.name} above start\n    {mib:.0f} MiB, goal {MOST_MEMORY_MIB}: {word}"


def repairing(folder: Path) -> Ratio:
    """A zipped folder of 0.9 GB mended, with its quick re-check."""
    broken = big_package(folder / "in-a-folder.zip", folder="course/")

    def ours() -> None:
        outcome = repair(broken, folder / "mended.zip")
        assert [change.code for change in outcome.changes] == ["zip.manifest-in-subfolder"]

    ratio = compare(
        "repair of manifest-in-subfolder in a 0.9 GB package beside cp",
        lambda: seconds(ours),
        lambda: whole_process(["cp", str(broken), str(folder / "copy.zip")]),
        goal=2.5,
        pairs=5,
        warm_up=1,
    )
    for path in (broken, folder / "mended.zip", folder / "copy.zip"):
        path.unlink()
    return ratio


def comparing(old: Path, folder: Path) -> str:
    """Two packages of 0.9 GB that differ in all films; CPU time of this process."""
    new = big_package(folder / "newer.zip", salt=2)
    began = time.process_time()
    comparison = compare_files(old, new)
    taken_s = time.process_time() - began
    new.unlink()
    assert len(comparison.files.changed) > MEMBERS // 3
    word = "met" if taken_s <= 1 else "MISSED"
    return f"compare of two 0.9 GB packages\n    {taken_s:.2f} s of CPU, goal 1: {word}"


def figures(folder: Path) -> Iterator[str]:
    """Each figure as it is known, in words."""
    big = big_package(folder / "big.zip")
    yield inflaters(big)
    yield str(inflating(big))
    yield str(whole_check(big))
    yield memory(big)
    yield comparing(big, folder)
    big.unlink()
    yield str(repairing(folder))
    for members in (3_000, 70_000, 400_000):
        many = many_members(folder / f"{members}-members.zip", members)
        if members <= 70_000:
            yield str(quick_check(many, members))
        yield memory(many)


def main() -> int:
    """The figures of the check alone: python -m benchmarks.check [FOLDER for the packages]."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="allure-bench.", dir=sys.argv[1] if len(sys.argv) > 1 else None) as name:
        for figure in figures(Path(name)):
            print(figure, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
