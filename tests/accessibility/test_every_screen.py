"""Every screen there is: heard over AT-SPI, enlarged, in a longer language, and from right to left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ONE_SIZE = ("--schemes", "light", "--sizes", "1280x800", "--no-pictures")


@pytest.mark.long
@pytest.mark.parametrize(
    "how",
    (
        ("--walk", "--audit", "--scales", "1,2"),
        ("--audit", "--language", "de", "--scales", "1,1.5,2"),
        ("--audit", "--language", "pseudo", "--scales", "1"),
        ("--audit", "--language", "pseudo", "--rtl", "--scales", "1"),
    ),
    ids=("heard", "German", "longer", "right to left"),
)
def test_no_screen_has_a_fault(how: tuple[str, ...], tmp_path: Path) -> None:
    """Every focusable has a name of its own, rows and heads are there, and no text is cut without a tooltip."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.screenshots", *ONE_SIZE, *how, "--folder", str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=1500,
        check=False,
    )
    told = [line for line in done.stdout.splitlines() if line.startswith(("    ", "NOT"))]
    assert done.returncode == 0, "\n".join([*told, done.stderr[-2000:]])
