"""The one entry point: hands the arguments to the command line, and the window's part to the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from allure_desktop.cli.command_line import run
from allure_desktop.errors import AllureError


class WindowError(AllureError):
    """The window's libraries are missing on this computer."""

    code = "window.missing"
    exit_code = 4


def open_window(data_dir: str | None, files: Sequence[str]) -> int:
    """Opens the window with these files in *Uploads*; returns its exit code.

    Raises WindowError where PySide6 is not installed.
    """
    try:
        from allure_desktop.gui.application import run_window
    except ImportError as error:
        if (error.name or "").split(".")[0] not in ("PySide6", "shiboken6") and "lib" not in str(error):
            raise
        raise WindowError(
            "The window cannot be opened.",
            cause=f"A library it needs is missing: {error}.",
            remedy="Run: make setup. The command line works without it: allure-desktop --help.",
        ) from error
    from allure_desktop.composition import build

    return run_window(build(data_dir), list(files))


def main() -> None:
    """Runs the program and leaves with its exit code."""
    sys.exit(run(sys.argv[1:], open_window=open_window))


if __name__ == "__main__":
    main()
