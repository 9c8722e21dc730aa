"""The one entry point: hands the arguments to the command line, and the window's part to the window."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from allure_desktop.errors import AllureError

if TYPE_CHECKING:
    from allure_desktop.preview.expected import Expectation
    from allure_desktop.preview.preview import Preview


class WindowError(AllureError):
    """There is no display, or the window's libraries are missing. Codes: window.missing, window.no-display."""

    code = "window.missing"
    exit_code = 4


def open_window(data_dir: str | None, files: Sequence[str], *, preview: bool = False) -> int:
    """Opens the window with these files in *Uploads*, or played with `preview`; returns its exit code.

    Raises WindowError where PySide6 is not installed or nothing could show it, and DataDirError and DiskFull, which
    are shown first where no terminal would.
    """
    _need_display()
    # the collector would look through every freshly loaded class again and again; the window wakes it when it stands
    gc.disable()
    try:
        from allure_desktop.gui.application import run_window
    except ImportError as error:
        raise _library_missing(error) from error
    from allure_desktop.composition import build

    try:
        services = build(data_dir)
    except AllureError as error:
        if not (sys.stderr and sys.stderr.isatty()):
            # started by its icon: nobody sees what the command line says
            from allure_desktop.gui.start_failure import show_failure

            show_failure(error)
        raise
    return run_window(services, list(files), preview=preview)


def wait_for_outcome(preview: Preview, expected: Expectation, timeout_s: float) -> str:
    """Plays a preview unseen until the outcome is there; '' or why it was not. Raises WindowError, WebViewUnavailable."""
    try:
        from allure_desktop.gui.preview.expectation import wait_for
    except ImportError as error:
        raise _library_missing(error) from error
    return wait_for(preview, expected, timeout_s)


def _library_missing(error: ImportError) -> WindowError:
    if (error.name or "").split(".")[0] not in ("PySide6", "shiboken6") and "lib" not in str(error):
        raise error
    return WindowError(
        "The window cannot be opened.",
        cause=f"A library it needs is missing: {error}.",
        remedy="Run: make setup. The command line works without it: allure-desktop --help.",
    )


def _need_display() -> None:
    """Qt would end the program by a signal, and with words for programmers. Raises WindowError."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "xcb").split(":")[0] not in ("xcb", "wayland"):
        return
    screen = os.environ.get("DISPLAY", "")
    if os.environ.get("WAYLAND_DISPLAY") or (screen and _listens(screen)):
        return
    raise WindowError(
        "The window cannot be opened.",
        cause=f"The display {screen} does not answer."
        if screen
        else "There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set.",
        remedy="Start it on a desktop, or use the command line: allure-desktop --help",
        code="window.no-display",
    )


def _listens(screen: str) -> bool:
    """Whether a local screen such as `:0` has a socket; of others Qt may judge."""
    if not screen.startswith(":"):
        return True
    place = f"/tmp/.X11-unix/X{screen[1:].split('.')[0]}"  # noqa: S108 - where every X server listens
    try:
        return os.path.exists(place) or f"@{place}\n" in Path("/proc/net/unix").read_text()  # noqa: PTH110
    except OSError:
        return True


def main() -> None:
    """Runs the program and leaves with its exit code."""
    opens: Callable[[str | None, Sequence[str]], int] = open_window
    if not sys.argv[1:]:
        # the window alone: the command line's own modules would only delay its first frame
        try:
            sys.exit(open_window(None, ()))
        except Exception as error:
            opens = partial(_refuse, error)
    if sys.argv[1:] == ["convert-media"]:  # not for people: the program starts itself with it
        from allure_desktop.preview.media.child import main as convert

        sys.exit(convert())
    try:
        from allure_desktop.cli.command_line import run
    except KeyboardInterrupt:  # before there is anything to be told
        sys.exit(130)
    plays = partial(open_window, preview=True)
    sys.exit(run(sys.argv[1:], open_window=opens, wait_for_outcome=wait_for_outcome, open_preview=plays))


def _refuse(error: Exception, _data_dir: str | None, _files: Sequence[str]) -> int:
    """The window could not be opened; the command line puts it in words."""
    raise error


if __name__ == "__main__":
    main()
