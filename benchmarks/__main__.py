"""Prints the figures: python -m benchmarks (make bench)."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from benchmarks import uploads
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


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="allure-bench.") as name:
        ratios = [check_start(Path(name)), window_start(Path(name))]
    for ratio in ratios:
        print(ratio)
    for figure in uploads.figures():
        print(figure)
    print("GUI thread late by more than 50 ms during the tour: told at the end of `make tour`")
    return 0


if __name__ == "__main__":
    sys.exit(main())
