"""Starts the bus of screen readers, and asks a walker what it hears, while the window goes on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

_LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
#: Debian's own: the bindings belong to it
_PYTHON = "/usr/bin/python3"
_WALKER = Path(__file__).with_name("at_spi_walk.py")


def begin() -> subprocess.Popen[bytes]:
    """Call it before the application object is made; Qt then tells that bus everything. Terminate what it returns."""
    os.environ["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    # it tells at each walk that a call of newer buses is unknown to it
    os.environ["QT_LOGGING_RULES"] = "qt.accessibility.atspi=false"
    return subprocess.Popen([_LAUNCHER, "--launch-immediately"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def heard_faults(go_on: Callable[[str, Callable[[], bool]], object]) -> tuple[str, list[str]]:
    """(how much was heard, faults) of this process' windows as they are now.

    `go_on(what, ended)` handles events until `ended()`. Raises RuntimeError with the walker's own words.
    """
    walker = subprocess.Popen(
        [_PYTHON, _WALKER, str(os.getpid())], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_plain()
    )
    go_on("a walk over AT-SPI", lambda: walker.poll() is not None)
    told, trouble = walker.communicate()
    if walker.returncode:
        raise RuntimeError(f"the walk over AT-SPI ended with {walker.returncode}: {trouble.strip()[-500:]}")
    first, *faults = told.splitlines()
    return first, faults


def _plain() -> dict[str, str]:
    """Without what would lead Debian's Python to the packages of this one."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
