"""Reads the arguments, runs one verb, and turns every ending into words and an exit code."""

from __future__ import annotations

import argparse
import contextlib
import errno
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from allure_desktop import __version__
from allure_desktop.cli.command import DONE, INTERRUPTED, Call, Command, WaitForOutcome
from allure_desktop.cli.output import Output
from allure_desktop.errors import AllureError, DiskFull, LocalFileError, UsageError

#: verb → the module of its room, and its line in the help. A room is imported only when its verb is called.
VERBS: dict[str, tuple[str, str]] = {
    "validate": ("validation", "check SCORM packages on this computer; nothing is uploaded"),
    "repair": ("repair", "write a repaired copy of a package; the original stays as it is"),
    "compare": ("comparison", "tell what a new version changes, and what learners may lose"),
    "preview": ("preview", "play a package on this computer as an LMS would"),
    "upload": ("uploads", "check, upload and wait until the packages are live"),
    "uploads": ("uploads", "list the uploads of this computer"),
    "resume": ("uploads", "go on with uploads after a break or a crash"),
    "pause": ("uploads", "keep an upload and wait"),
    "cancel": ("uploads", "stop an upload; what is uploaded is kept for later"),
    "forget": ("uploads", "remove an upload from the list"),
    "packages": ("packages", "list the packages on the server"),
    "export": ("packages", "write the whole library as CSV or JSON"),
    "package": ("library", "show one package"),
    "edit": ("editing", "change description, duration, tags or metadata of one package or several"),
    "versions": ("library", "show the versions of a package, newest first"),
    "launch": ("library", "launch a package on the server (counts as a launch)"),
    "download": ("library", "download a package's ZIP, where the server offers it"),
    "delete": ("editing", "delete packages on the server, where the server offers it"),
    "quotas": ("library", "show what the tenant has used, where the server offers it"),
    "webhooks": ("webhooks", "list, add or remove webhooks, where the server offers them"),
    "connect": ("connections", "test and store a connection; the key goes into the keyring"),
    "connections": ("connections", "list the connections"),
    "disconnect": ("connections", "remove a connection with its key"),
    "sandbox": ("sandbox", "run a SCORM server of one's own until interrupted"),
    "doctor": ("doctor", "tell what this machine offers; redacted, to send to support"),
}

#: Opens the window: data directory or None, ZIP paths; returns the exit code.
OpenWindow = Callable[[str | None, Sequence[str]], int]

_WITH_VALUE = ("--connection", "--data-dir")


class _Parser(argparse.ArgumentParser):
    """Tells a wrong call as one of our errors, so that it follows the same rules as every other."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(
            f"This call is not complete or not understood: {message}.",
            remedy=f"See: {self.prog} --help",
            subject=self.prog,
        )


def run(
    argv: Sequence[str],
    open_window: OpenWindow | None = None,
    wait_for_outcome: WaitForOutcome | None = None,
    open_preview: OpenWindow | None = None,
) -> int:
    """Runs one call and returns its exit code; nothing is raised, nothing is a traceback."""
    out = Output("--json" in argv)
    call: Call | None = None
    try:
        verb, rest = _split(argv)
        if verb is None:
            return _without_verb(rest, open_window)
        command = _command(verb)
        parser = _parser(f"allure-desktop {verb}", VERBS[verb][1])
        command.arguments(parser)
        call = Call(parser.parse_intermixed_args(rest), out, wait_for_outcome, open_preview)
        return command.run(call)
    except SystemExit as leaving:  # argparse, after --help and --version
        return leaving.code if isinstance(leaving.code, int) else DONE
    except KeyboardInterrupt:
        out.status("")
        out.aside("Interrupted.")
        return INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()  # the reader of our answer has left (`… | head`): that is no error
        return DONE
    except AllureError as error:
        return _told(out, error)
    except Exception as error:
        return _told(out, _known(error) or _unexpected(error, argv))
    finally:
        if call is not None:
            _closed(call)


def _told(out: Output, error: AllureError) -> int:
    """Says the error and returns its exit code, also when stdout is what cannot be written."""
    out.complain(error)
    try:
        out.answer_error(error)
        sys.stdout.flush()
    except OSError:
        _silence_stdout()
    return error.exit_code


def _silence_stdout() -> None:
    """What is still in its buffer would be complained about at the interpreter's end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _split(argv: Sequence[str]) -> tuple[str | None, list[str]]:
    """The verb and everything else: the options of every verb may stand on either side of it."""
    i = 0
    while i < len(argv):
        word = argv[i]
        if word in _WITH_VALUE:
            i += 2
        elif word.startswith("-") and word != "--":
            i += 1
        elif word in VERBS:
            return word, [*argv[:i], *argv[i + 1 :]]
        else:
            break
    return None, list(argv)


def _parser(prog: str, description: str) -> _Parser:
    parser = _Parser(prog=prog, description=description[0].upper() + description[1:] + ".", allow_abbrev=False)
    parser.add_argument("--json", action="store_true", help="machine-readable output on stdout, nothing else there")
    parser.add_argument(
        "--connection", metavar="NAME", help="the connection to use (else ALLURE_CONNECTION, else the default)"
    )
    parser.add_argument("--data-dir", metavar="DIR", help="where the program keeps everything it stores")
    return parser


def _command(verb: str) -> Command:
    module = importlib.import_module(f"allure_desktop.cli.{VERBS[verb][0]}")
    command: Command = module.COMMANDS[verb]
    return command


def _forget_windows(data_dir: str | None) -> None:
    """For a window that comes back where it cannot be used; what was typed and not saved goes with it."""
    from allure_desktop import settings
    from allure_desktop.composition import build

    services = build(data_dir)
    try:
        services.settings.set(settings.WINDOW_STATE, {})
        services.settings.set(settings.PREVIEW_STATE, {})
    finally:
        services.close()


def _without_verb(argv: Sequence[str], open_window: OpenWindow | None) -> int:
    """Help, version, or the window, with the ZIP paths given."""
    parser = _parser("allure-desktop", "check, upload and launch SCORM packages on AllureConnect")
    parser.usage = "allure-desktop [--data-dir DIR] [ZIP…]\n       allure-desktop VERB … (allure-desktop VERB --help)"
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = "verbs:\n" + "\n".join(f"  {verb:<12} {words}" for verb, (_, words) in VERBS.items())
    parser.epilog += "\n\nWithout a verb the window opens; ZIP paths are checked there and held."
    parser.add_argument("--version", action="version", version=f"AllureConnect Desktop {__version__}")
    parser.add_argument("files", nargs="*", metavar="ZIP", help="packages to open in the window")
    parser.add_argument(
        "--reset-window", action="store_true", help="forget where windows stood and what they showed, then open"
    )
    args = parser.parse_args(argv)
    for name in args.files:
        _must_be_a_package(name)
    if args.json or open_window is None:
        raise UsageError("--json needs a verb.", remedy="See: allure-desktop --help")
    if args.reset_window:
        _forget_windows(args.data_dir)
    return open_window(args.data_dir, [str(Path(name).absolute()) for name in args.files])


def _must_be_a_package(name: str) -> None:
    if Path(name).is_file() or name.lower().endswith(".zip"):
        return  # a ZIP that has vanished gets its row and its words in the window
    if Path(name).exists():
        raise LocalFileError(
            f"{name} is no file.",
            remedy="Give ZIP files, or check a folder with: allure-desktop validate FOLDER",
            subject=name,
            code="file.directory",
        )
    import difflib

    near = difflib.get_close_matches(name, VERBS, 1)
    raise UsageError(
        f"There is no verb “{name}”.",
        remedy=f"Did you mean {near[0]}? See: allure-desktop --help" if near else "See: allure-desktop --help",
        subject=name,
    )


def _known(error: Exception) -> AllureError | None:
    """An error of the operating system that has a name and a remedy of its own."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(
            "This computer's disk is full.",
            remedy="Free some space and try again; nothing is lost.",
            subject=str(error.filename or ""),
        )
    if isinstance(error, OSError) and error.filename:
        return LocalFileError(
            f"{error.filename} cannot be used.", cause=f"{error.strerror}.", subject=str(error.filename)
        )
    return None


def _unexpected(error: Exception, argv: Sequence[str]) -> AllureError:
    """A mistake of ours: one sentence for people; the redacted traceback goes to the log."""
    import logging

    from allure_desktop import logs, paths

    chosen: Any = None
    for i, word in enumerate(argv):
        if word == "--data-dir" and i + 1 < len(argv):
            chosen = argv[i + 1]
        elif word.startswith("--data-dir="):
            chosen = word.partition("=")[2]
    folder = paths.data_dir(chosen).logs
    logs.start_logging(folder)
    logging.getLogger(__name__).error("Unexpected error", exc_info=error)
    return AllureError(
        f"The program made a mistake ({type(error).__name__}).",
        cause="Nothing that was uploaded is lost.",
        remedy=f"Its log tells more, without secrets: {folder / 'allure-desktop.log'}",
        code="program.mistake",
    )


def _closed(call: Call) -> None:
    """Ends what runs. A second Ctrl+C meanwhile ends the program at once: the journal is made for that."""
    try:
        call.close()
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)
    except AllureError as error:
        call.out.complain(error)
