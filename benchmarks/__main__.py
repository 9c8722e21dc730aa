"""Prints the figures: python -m benchmarks (make bench)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import check, library, media, preview, s3, uploads
from benchmarks.ratio import Ratio, compare, until_line, whole_process
from tests.packages import scorm12


def check_start(folder: Path) -> Ratio:
    """The command line's check of a 1 MB package, as a whole process."""
    package = folder / "course.zip"
    scorm12(package, size_bytes=1_000_000)
    program = Path(sys.executable).with_name("allure-desktop")
    return compare(
        'validate of a 1 MB package beside python -c "import zipfile, lxml.etree"',
        lambda: whole_process([str(program), "validate", str(package)]),
        lambda: whole_process([sys.executable, "-c", "import zipfile, lxml.etree"]),
        goal=3.0,
    )


def window_start(folder: Path) -> Ratio:
    """From the start of the process to a window that is painted and takes a key."""
    environ = {**os.environ, "ALLURE_DATA_DIR": str(folder / "data"), "ALLURE_UI_FONT": "inter"}
    return compare(
        "process start to a usable window beside a bare PySide6 window with an empty table",
        lambda: until_line([sys.executable, "-m", "benchmarks.our_window"], "usable", environ),
        lambda: until_line([sys.executable, "-m", "benchmarks.bare_window"], "usable", environ),
        goal=1.6,
    )


def lateness() -> str:
    """What the scripted person's tour says of the GUI thread at its end."""
    with tempfile.TemporaryDirectory(prefix="allure-bench.") as pictures:
        tour = subprocess.run(
            [sys.executable, "-m", "tests.tour", "--pictures", pictures], capture_output=True, text=True, check=False
        )
    told = [line for line in tour.stdout.splitlines() if line.startswith("GUI thread late")]
    done = "in the tour; goal: 0 times" if told and tour.returncode == 0 else "in a tour that FAILED: see `make tour`"
    return f"{told[0] if told else 'GUI thread: not measured'}\n    {done}"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="allure-bench.") as name:
        ratios = [check_start(Path(name)), window_start(Path(name))]
    for ratio in ratios:
        print(ratio)
    for figure in [*uploads.figures(), *s3.figures()]:
        print(figure)
    with tempfile.TemporaryDirectory(prefix="allure-bench.") as name:
        for told in check.figures(Path(name)):
            print(told)
    with tempfile.TemporaryDirectory(prefix="allure-bench.") as name:
        for told in media.figures(Path(name)):
            print(told)
    with tempfile.TemporaryDirectory(prefix="allure-bench.") as name:
        for told in preview.figures(Path(name)):
            print(told)
    for told in library.figures():
        print(told)
    print(lateness())
    return 0


if __name__ == "__main__":
    sys.exit(main())
